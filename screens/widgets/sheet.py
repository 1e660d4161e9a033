"""The sheet: a paper form under the clerk's hands, one page a step, every key taken in the order of typing.

The sheet is one widget and the only one that has the keyboard. Fields are drawn, not mounted: moving
from field to field, or from page to page, is a change of state within one message queue, so a burst
typed ahead (a scanner, a fast hand) cannot overtake the move, whether it ends fields by Enter or by Tab.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Offset
from textual.message import Message as Posted
from textual.strip import Strip
from textual.widget import Widget

from clerk_desk.language import Speaker
from clerk_desk.rules.form import Step, asked
from screens.plain import plain
from screens.widgets.drawn import Row, page
from screens.widgets.field import Entry, Parts, Saying

_STYLES = (
    *("ground", "label", "label-hand", "value", "hand", "pen", "marked", "blank", "offer", "option", "chosen"),
    *("arrow", "heading", "quiet", "good", "warning", "error", "row", "more"),
)
_DOWN, _UP = frozenset({"enter", "down", "tab"}), frozenset({"up", "shift+tab"})


class Sheet(Widget, can_focus=True):
    """A form of several pages; the last page may be a list of rows to look over and jump from.

    `entries` are all questions, asked now or not: what was typed into a question that is no longer asked
    is kept. `wanting` are the names of the fields that F8 goes through, in the form's order. Before the
    fields of `breaks` stands an empty line, where there is room for all of them.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {f"sheet--{style}" for style in _STYLES}  # noqa: RUF012 — Textual's own way

    class Changed(Posted):
        """An answer has changed under the pen."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    class Left(Posted):
        """The pen has left a field, or a page was turned."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    class Acted(Posted):
        """The key of this screen's act was pressed; the sheet holds all later keys until it is let go."""

    def __init__(
        self,
        entries: Iterable[Entry],
        speaker: Speaker,
        *,
        breaks: frozenset[str] = frozenset(),
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.breaks = breaks
        self.entries = {entry.question.name: entry for entry in entries}
        self.speaker = speaker
        self.step = next(iter(self.entries.values())).question.step
        self.hand = next(iter(self.entries))
        self.wanting: Sequence[str] = ()
        self.read_only = False
        self._list: Callable[[int], list[Row]] = lambda _: []
        self._chosen: int | None = None
        self._sayings: Mapping[str, Sequence[Saying]] = {}
        self._told: dict[str, Saying] = {}
        self._looked_at: set[str] = set()
        self._at_arrival = ""
        self._held: list[events.Key | events.Paste] | None = None
        self._rows: list[Row] | None = None
        self._top = 0

    # What stands in the form

    def answers(self) -> dict[str, str]:
        """All answers as they stand, also of questions that are not asked now; without the empty ones."""
        return {name: entry.text for name, entry in self.entries.items() if entry.text}

    def asked(self, step: Step | None = None) -> list[Entry]:
        """The entries that are asked now, of one step or of all."""
        answers = self.answers()
        return [
            entry
            for entry in self.entries.values()
            if (step is None or entry.question.step is step) and asked(entry.question, answers)
        ]

    @property
    def cursor(self) -> str:
        """Where the pen stands, as a draft keeps it: a field's name, or the last page's."""
        return str(Step.REVIEW) if self.step is Step.REVIEW else self.hand

    @property
    def takes_letters(self) -> bool:
        """True while a letter can only be written down: it needs no waiting for what keys before it may do."""
        return self.step is not Step.REVIEW

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

    def show_sayings(self, sayings: Mapping[str, Sequence[Saying]], last_page: Callable[[int], list[Row]]) -> None:
        """Put these sentences under their fields; `last_page` gives the last page's rows for a width."""
        self._sayings, self._list = sayings, last_page
        self.redraw()

    def changed(self, name: str) -> None:
        """An answer has changed: a form may fill in what follows from it."""

    # The pen

    def hold(self) -> None:
        """Hold all keys back, in order, until `let_go`."""
        if self._held is None:
            self._held = []

    def let_go(self) -> None:
        """Take the keys that were held back, in the order of typing."""
        held, self._held = self._held, None
        for at, event in enumerate(held or ()):
            if self._held is not None:
                self._held.extend((held or [])[at:])
                return
            if isinstance(event, events.Paste):
                self._pasted(event.text)
            else:
                self._take(event.key, event.character if event.is_printable else None)

    async def _on_key(self, event: events.Key) -> None:
        if self._held is not None:
            self._held.append(event)
            taken = True
        else:
            taken = self._take(event.key, event.character if event.is_printable else None)
        if taken:
            event.stop()
            event.prevent_default()

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        if self._held is not None:
            self._held.append(event)
        else:
            self._pasted(event.text)

    def _take(self, key: str, letter: str | None) -> bool:
        if key in ("pageup", "pagedown"):
            self.turn(1 if key == "pagedown" else -1)
        elif key == "f8":
            self.to_missing()
        elif key == "f6":
            self.hold()
            self.post_message(self.Acted())
        elif self.step is Step.REVIEW:
            return self._take_in_list(key)
        elif key in _DOWN:
            self.go_on()
        elif key in _UP:
            self._go_back()
        else:
            return self._write(key, letter)
        return True

    def _write(self, key: str, letter: str | None) -> bool:
        entry = self.entries[self.hand]
        if key in ("ctrl+c", "ctrl+x", "ctrl+v", "ctrl+z"):
            return self._clip(entry, key)
        before = entry.text
        if self.read_only and (letter is not None or not key.endswith(("left", "right", "home", "end"))):
            return letter is not None
        if not entry.press(key, letter):
            return False
        self._after(entry, before)
        return True

    def _clip(self, entry: Entry, key: str) -> bool:
        before = entry.text
        if key == "ctrl+v":
            self._pasted(self.app.clipboard)
            return True
        if key == "ctrl+z":
            if not self.read_only:
                entry.text = self._at_arrival
        elif not entry.line.marked_text:
            return False
        else:
            self.app.copy_to_clipboard(entry.line.marked_text)
            if key == "ctrl+x" and not self.read_only:
                entry.line.put("")
        self._after(entry, before)
        return True

    def _pasted(self, text: str) -> None:
        if self.step is Step.REVIEW or self.read_only:
            return
        entry = self.entries[self.hand]
        before = entry.text
        told = entry.paste(text)
        self._after(entry, before)
        if told is not None:
            self._told[self.hand] = Saying("warning", plain(self.speaker.message(told)))
            self.redraw()

    def _after(self, entry: Entry, before: str) -> None:
        if entry.text != before:
            name = entry.question.name
            self._told.pop(name, None)
            self.changed(name)
            self.post_message(self.Changed(name))
        self.redraw()

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

    def _take_in_list(self, key: str) -> bool:
        rows = self.rows()
        stops = [at for at, row in enumerate(rows) if row.name and row.first]
        if key in ("down", "tab", "up", "shift+tab"):
            if stops:
                if self._chosen is None:
                    self._chosen = stops[0]
                else:
                    at = stops.index(self._chosen) if self._chosen in stops else 0
                    by = 1 if key in ("down", "tab") else -1
                    self._chosen = stops[max(0, min(at + by, len(stops) - 1))]
                self.redraw()
        elif key in ("home", "end"):
            self._chosen = stops[-1] if stops and key == "end" else None
            self._top = 0
            self.redraw()
        elif key == "enter":
            if self._chosen in stops:
                self.to(rows[self._chosen].name)
        else:
            return False
        return True

    # Drawing

    def redraw(self) -> None:
        """Draw the sheet anew at the next paint."""
        self._rows = None
        self.refresh()

    def on_resize(self) -> None:
        """Another width: lines break elsewhere."""
        self.redraw()

    def rows(self) -> list[Row]:
        """The page in hand as drawn lines, as high as it needs."""
        if self._rows is None:
            self._rows = self._drawn_list() if self.step is Step.REVIEW else self._drawn_page()
            self._keep_in_sight(self._rows)
        return self._rows

    def _drawn_list(self) -> list[Row]:
        rows = self._list(self.size.width)
        if self._chosen is not None and not (self._chosen < len(rows) and rows[self._chosen].name):
            self._chosen = None
        return rows

    def _drawn_page(self) -> list[Row]:
        hand = self.entries[self.hand]
        return page(self.asked(self.step), hand, self._sayings_of, self.breaks, self.size.width, self.size.height)

    def _sayings_of(self, entry: Entry) -> Sequence[Saying]:
        name = entry.question.name
        if name in self._told:
            return [self._told[name]]
        sayings = self._sayings.get(name, ())
        if name == self.hand and entry.text != self._at_arrival:
            return ()
        if name in self._looked_at:
            return sayings
        # What is missing in a field that was never left is no fault: in hand it is a hint, else nothing.
        return [Saying("quiet", one.text) for one in sayings[:1]] if name == self.hand else ()

    def _keep_in_sight(self, rows: list[Row]) -> None:
        height = max(1, self.size.height)
        if self.step is Step.REVIEW:
            mine = [self._chosen] if self._chosen is not None else [0]
        else:
            mine = [at for at, row in enumerate(rows) if row.name == self.hand]
        if mine:
            first, last = max(0, mine[0] - 1), min(len(rows) - 1, mine[-1] + 1)
            if last - first >= height:
                first, last = mine[0], min(mine[-1], mine[0] + height - 1)
            self._top = max(min(self._top, first), last - height + 1)
        self._top = max(0, min(self._top, len(rows) - height))

    def render_line(self, y: int) -> Strip:
        """One line of the sheet, in the colours of the component classes."""
        width, height = self.size
        rows = self.rows()
        at = y + self._top
        ground = self.get_component_rich_style("sheet--ground")
        if not 0 <= at < len(rows):
            return Strip.blank(width, ground)
        chosen = self.step is Step.REVIEW and self._chosen is not None and self._of_chosen(rows, at)
        row_style = self.get_component_rich_style("sheet--row")
        self._tell_terminal(rows[at].parts, y)
        segments = [
            Segment(text, row_style if chosen else self.get_component_rich_style(f"sheet--{style}"))
            for text, style in rows[at].parts
            if text
        ]
        strip = Strip(segments).adjust_cell_length(width, row_style if chosen else ground)
        above, below = self._top, len(rows) - self._top - height
        hint = f" ↑ {above}" if y == 0 and above > 0 else f" ↓ {below}" if y == height - 1 and below > 0 else ""
        if hint:
            more = Segment(hint, self.get_component_rich_style("sheet--more"))
            strip = Strip.join([strip.crop(0, width - cell_len(hint)), Strip([more])])
        return strip

    def _tell_terminal(self, parts: Parts, y: int) -> None:
        """Set the terminal's own cursor where the pen is: input methods and screen readers look there."""
        x = 0
        for text, style in parts:
            if style == "pen":
                self.app.cursor_position = self.content_region.offset + Offset(x, y)
            x += cell_len(text)

    def _of_chosen(self, rows: list[Row], at: int) -> bool:
        first = self._chosen
        assert first is not None
        return at == first or (at > first and not any(row.first for row in rows[first + 1 : at + 1]))

    # The mouse is never needed, and works

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take the clicked field in hand."""
        at = event.y + self._top
        rows = self.rows()
        if self._held is None and 0 <= at < len(rows) and rows[at].name:
            self.to(rows[at].name)

    def on_mouse_scroll_down(self) -> None:
        """A turn of the wheel looks further down."""
        self._top = max(0, min(self._top + 2, len(self.rows()) - self.size.height))
        self.refresh()

    def on_mouse_scroll_up(self) -> None:
        """A turn of the wheel looks further up."""
        self._top = max(0, self._top - 2)
        self.refresh()
