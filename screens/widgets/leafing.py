"""From field to field and from page to page: how one moves through a form, whatever the keys are."""

from collections.abc import Mapping

from textual.message import Message as Posted

from clerk_desk.rules.form import Step
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
            self._take_in_hand(cursor if cursor in asked_now else next(iter(self.entries)))
            entry = self.entries[self.hand]
            if cursor == self.hand:
                entry.line.move(len(entry.text))
        self.redraw()

    def changed(self, name: str) -> None:
        """An answer has changed: a form may fill in what follows from it."""

    # From field to field, from page to page

    def go_on(self) -> None:
        """To the next field; behind a page's last one to the next page, in the end to the list."""
        asked_now = [entry.question.name for entry in self.asked()]
        at = asked_now.index(self.hand) + 1 if self.hand in asked_now else 0
        # The field may have ceased to be asked by its own answer's leave: then begin where it stood.
        if at < len(asked_now):
            self._take_in_hand(asked_now[at])
        else:
            self._open(Step.REVIEW)

    def _go_back(self) -> None:
        asked_now = [entry.question.name for entry in self.asked()]
        at = asked_now.index(self.hand) if self.hand in asked_now else 0
        if at > 0:
            self._take_in_hand(asked_now[at - 1])

    def turn(self, by: int) -> None:
        """Turn pages: to the first field of the step before or after."""
        steps = list(Step)
        at = max(0, min(steps.index(self.step) + by, len(steps) - 1))
        self._open(steps[at])

    def to(self, name: str) -> None:
        """Take a field in hand; one that is not asked, or none, means the list."""
        if any(entry.question.name == name for entry in self.asked()):
            self._take_in_hand(name)
        else:
            self._open(Step.REVIEW)

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
            self.step, self._chosen, self._top = step, None, 0
            self.redraw()
        else:
            self._take_in_hand(self.asked(step)[0].question.name)

    def _put_down(self) -> None:
        if self.step is not Step.REVIEW:
            entry = self.entries[self.hand]
            before = entry.text
            if not self.read_only:
                entry.leave()
            self._told.pop(self.hand, None)
            self._looked_at.add(self.hand)
            if entry.text != before:
                self.changed(self.hand)
                self.post_message(self.Changed(self.hand))
        self.post_message(self.Left(self.cursor))

    def _take_in_hand(self, name: str) -> None:
        self._put_down()
        entry = self.entries[name]
        if entry.question.step is not self.step:
            self.step, self._top = entry.question.step, 0
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
