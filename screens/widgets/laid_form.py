"""A form laid on the desk: what stands in it, and how the page in hand is drawn; it takes no key."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Offset
from textual.strip import Strip
from textual.widget import Widget

from clerk_desk.language import Speaker
from clerk_desk.rules.form import Step, asked
from screens.widgets.drawn import Row, page
from screens.widgets.field import Entry, Parts, Saying

_STYLES = (
    *("ground", "label", "label-hand", "value", "hand", "pen", "marked", "blank", "offer", "option", "chosen"),
    *("arrow", "heading", "quiet", "good", "warning", "error", "row", "more"),
)

_HINT = 4
"""Cells kept free at the right where not all lines fit: there stands how many more there are."""


class LaidForm(Widget):
    """The entries, which of them is in hand, and the lines drawn of it; moving and writing are the subclasses'."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {f"sheet--{style}" for style in _STYLES}  # noqa: RUF012 — Textual's own way

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
        self.shown_elsewhere: Callable[[], None] = lambda: None
        self._list: Callable[[int], list[Row]] = lambda _: []
        self._chosen: int | None = None
        self._sayings: Mapping[str, Sequence[Saying]] = {}
        self._told: dict[str, Saying] = {}
        self._looked_at: set[str] = set()
        self._at_arrival = ""
        self._finished = ""
        """The field that the pen has just left by itself, until the next key: that key may still belong to it."""
        self._without_key: Mapping[str, str] = {}
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

    def show_sayings(self, sayings: Mapping[str, Sequence[Saying]], last_page: Callable[[int], list[Row]]) -> None:
        """Put these sentences under their fields; `last_page` gives the last page's rows for a width."""
        self._sayings, self._list = sayings, last_page
        self.redraw()

    def said_of(self, name: str) -> Sequence[Saying]:
        """The sentences that belong to a field, whether they are shown now or not."""
        return self._sayings.get(name, ())

    # Drawing

    def redraw(self) -> None:
        """Draw the sheet anew at the next paint, and whatever else shows its answers."""
        self._rows = None
        self.refresh()
        self.shown_elsewhere()

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
        width, height = self.size
        rows = self._list(width)
        if len(rows) > height:
            rows = self._list(width - _HINT)
        if self._chosen is not None and not (self._chosen < len(rows) and rows[self._chosen].name):
            self._chosen = None
        return rows

    def _drawn_page(self) -> list[Row]:
        (width, height), hand = self.size, self.entries[self.hand]
        entries = self.asked(self.step)
        rows = page(entries, hand, self._sayings_of, self.breaks, self._finished, width, height)
        if len(rows) > height:
            rows = page(entries, hand, self._sayings_of, self.breaks, self._finished, width - _HINT, height)
        return rows

    def _sayings_of(self, entry: Entry) -> Sequence[Saying]:
        name = entry.question.name
        if name in self._told:
            return [self._told[name]]
        sayings = self._sayings.get(name, ())
        if name == self.hand and entry.text != self._at_arrival:
            return ()
        filled_by_the_desk = name != self.hand and bool(entry.text)
        if name in self._looked_at or filled_by_the_desk:
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

    def on_mouse_scroll_down(self) -> None:
        """A turn of the wheel looks further down."""
        self._top = max(0, min(self._top + 2, len(self.rows()) - self.size.height))
        self.refresh()

    def on_mouse_scroll_up(self) -> None:
        """A turn of the wheel looks further up."""
        self._top = max(0, self._top - 2)
        self.refresh()
