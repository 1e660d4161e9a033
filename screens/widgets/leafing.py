"""From field to field and from page to page: how one moves through a form, whatever the keys are."""

from collections.abc import Iterator, Mapping

from textual.message import Message as Posted

from clerk_desk.rules.form import Step
from clerk_desk.rules.going_on import still_asks
from screens.widgets.laid_form import LaidForm


class Leafing(LaidForm):
    """A form one moves through: its fields, its pages, and the rows of its last page, the list."""

    class Changed(Posted, namespace="sheet"):
        """An answer has changed under the pen."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    class Left(Posted, namespace="sheet"):
        """The pen has left a field, or a page was turned."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    # A form is laid

    def lay(self, answers: Mapping[str, str], cursor: str) -> None:
        """Lay a form with answers under the pen, the pen where it stood."""
        for name, entry in self.entries.items():
            entry.text = answers.get(name, "")
            if entry.text and entry.text != entry.question.preset:
                self._looked_at.add(name)
        asked_now = {entry.question.name for entry in self.asked()}
        if cursor == Step.REVIEW:
            self._open(Step.REVIEW)
        else:
            first = next(self._asking(-1), next(iter(self.entries)))
            self._take_in_hand(cursor if cursor in asked_now else first)
            entry = self.entries[self.hand]
            if cursor == self.hand:
                entry.line.move(len(entry.text))
        self.redraw()

    def changed(self, name: str) -> None:
        """An answer has changed: a form may fill in what follows from it."""

    def left(self, name: str) -> None:
        """The pen leaves an answer: a form may fill in what follows from it as it stands now."""

    def answer(self, name: str, text: str) -> None:
        """Write an answer that is not under the pen: as if it had been typed."""
        if self.entries[name].text != text:
            self.entries[name].text = text
            self._told.pop(name, None)
            self.changed(name)
            self.post_message(self.Changed(name))
            self.redraw()

    # From field to field, from page to page

    def go_on(self, *, every: bool = False) -> None:
        """To the next field that still asks for something, or to the very next; behind the last one to the list."""
        self._put_down()
        at = list(self.entries).index(self.hand)
        onward = self._asked_behind(at) if every else self._asking(at)
        if (name := next(onward, None)) is not None:
            self._take_up(name)
        else:
            self._show_list()

    def _asked_behind(self, at: int) -> Iterator[str]:
        # The field in hand may have ceased to be asked by its own answer: what counts is where it stood.
        places = {name: place for place, name in enumerate(self.entries)}
        return (entry.question.name for entry in self.asked() if places[entry.question.name] > at)

    def _asking(self, at: int) -> Iterator[str]:
        answers = self.answers()
        return (name for name in self._asked_behind(at) if still_asks(self.entries[name].question, answers))

    def _go_back(self) -> None:
        asked_now = [entry.question.name for entry in self.asked()]
        at = asked_now.index(self.hand) if self.hand in asked_now else 0
        if at > 0:
            self._take_in_hand(asked_now[at - 1])

    # The pen goes on by itself, and comes back

    def go_on_by_itself(self, before: Mapping[str, str]) -> None:
        """A field is finished: go on; `before` are the answers without the key that has finished it."""
        name = self.hand
        self.go_on()
        self._finished, self._without_key = name, before

    def _come_back(self, name: str) -> None:
        """Take the last key back, and whatever it has answered: the pen is where it was."""
        before = self._without_key
        self._take_in_hand(name)
        for other in self.entries:
            self.answer(other, before.get(other, ""))
        self.entries[name].line.move(len(self.entries[name].text))
        self.redraw()

    def turn(self, by: int) -> None:
        """Turn pages: to the step before or after, to the first of its fields that still asks, or else the first."""
        steps = list(Step)
        at = max(0, min(steps.index(self.step) + by, len(steps) - 1))
        self._open(steps[at])

    def to(self, name: str) -> None:
        """Take a field in hand; one that is not asked, or none, means the list."""
        if any(entry.question.name == name for entry in self.asked()):
            self._take_in_hand(name)
        else:
            self._open(Step.REVIEW)

    def resume(self) -> None:
        """Go on where the pen was, after answers were given elsewhere; its field may be asked no more."""
        if self.step is not Step.REVIEW and all(entry.question.name != self.hand for entry in self.asked()):
            self.go_on()

    def to_missing(self) -> None:
        """To the next field that is missing or wrong, round the form; to the list if nothing is."""
        names = list(self.entries)
        at = -1 if self.step is Step.REVIEW else names.index(self.hand)
        wanting = [name for name in self.wanting if name in self.entries]
        after = [name for name in wanting if names.index(name) > at]
        self.to((after or wanting or [""])[0])

    def _open(self, step: Step) -> None:
        if step is Step.REVIEW:
            self._put_down()
            self._show_list()
        else:
            answers, names = self.answers(), [entry.question.name for entry in self.asked(step)]
            asking = (name for name in names if still_asks(self.entries[name].question, answers))
            self._take_in_hand(next(asking, names[0]))

    def _show_list(self) -> None:
        self._finished = ""
        self.step, self._chosen, self._top = Step.REVIEW, None, 0
        self.redraw()

    def _put_down(self) -> None:
        if self.step is not Step.REVIEW:
            entry = self.entries[self.hand]
            before = entry.text
            if not self.read_only:
                entry.leave()
                self.left(self.hand)
            self._told.pop(self.hand, None)
            self._looked_at.add(self.hand)
            if entry.text != before:
                self.changed(self.hand)
                self.post_message(self.Changed(self.hand))
        self.post_message(self.Left(self.cursor))

    def _take_in_hand(self, name: str) -> None:
        self._put_down()
        self._take_up(name)

    def _take_up(self, name: str) -> None:
        entry = self.entries[name]
        if entry.question.step is not self.step:
            self.step, self._top = entry.question.step, 0
        self._finished = ""
        self.hand, self._at_arrival = name, entry.text
        entry.arrive()
        self.redraw()

    # The list on the last page

    def _take_in_list(self, key: str) -> bool:
        rows = self.rows()
        stops = [at for at, row in enumerate(rows) if row.name and row.first]
        if key in ("down", "tab", "up", "shift+tab"):
            self._choose(stops, 1 if key in ("down", "tab") else -1)
        elif key in ("home", "end"):
            self._chosen = stops[-1] if stops and key == "end" else None
            self._top = 0
        elif key != "enter":
            return False
        elif self._chosen in stops:
            self.to(rows[self._chosen].name)
        self.redraw()
        return True

    def _choose(self, stops: list[int], by: int) -> None:
        """Choose the row before or after the chosen one; the first, if none is."""
        if not stops:
            return
        if self._chosen is None:
            self._chosen = stops[0]
        else:
            at = stops.index(self._chosen) if self._chosen in stops else 0
            self._chosen = stops[max(0, min(at + by, len(stops) - 1))]
