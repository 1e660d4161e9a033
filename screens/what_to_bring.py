"""What to bring: a sheet for the family that asks, large and calm, to be shown or printed. No child's data on it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from clerk_desk.clock import local
from clerk_desk.duties import bringing
from clerk_desk.language import LANGUAGES
from clerk_desk.objection import mark
from clerk_desk.rules.bringing import BringingSheet, Paper, typesetting
from screens.in_turn import InTurn
from screens.plain import plain
from screens.printing import put_on_paper
from screens.widgets.by_width import ByWidth
from screens.widgets.field import Part, digit_of, wrapped
from screens.widgets.parts import content_of
from screens.window import HELP, Window

if TYPE_CHECKING:
    from screens.room import Room
    from screens.station import Station

_EASY = 84
"""Cells of a line that is easily read; a wider screen leaves the rest white."""


async def show(room: "Room") -> None:
    """Fetch the sheet and lay it over a room, first in the language of the family."""
    sheets = await room.ask(bringing.sheets) if room.is_active else None
    if sheets is not None and room.is_active:
        await room.app.push_screen_wait(WhatToBring(room.station, sheets, room.family_language()))
    elif isinstance(room.app, InTurn):
        await room.app.let_keys_go()  # nothing opens that they could be for


class WhatToBring(Window[None]):
    """The sheet in one of its languages; a digit turns it into another."""

    CSS_PATH = "windows.tcss"
    CSS = """
    WhatToBring { background: $background 100%; align: center top; }
    WhatToBring #window { width: 100%; max-width: 96; height: 1fr; border: none; padding: 1 4 0 4; }
    WhatToBring #title { display: none; }
    WhatToBring #languages { height: auto; margin: 0 0 1 0; }
    WhatToBring #reading { height: 1fr; scrollbar-size-vertical: 1; }
    WhatToBring #outcome { height: auto; margin: 1 0 0 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f6", "print", mark("Print"), id="act", tooltip=mark("Print the sheet in this language")),
        Binding("1-3", "digit", mark("Language"), id="digits", key_display="1–3", tooltip=mark("Another language")),
        Binding(
            "pagedown", "page(1)", mark("Page"), id="page", key_display="PgUp PgDn", tooltip=mark("Read on, or back")
        ),
        Binding("pageup", "page(-1)", show=False),
        Binding("escape,f7", "back", mark("Back"), id="back", tooltip=mark("Put the sheet away")),
        HELP,
    ]

    def __init__(self, station: "Station", sheets: Sequence[BringingSheet], language: str) -> None:
        super().__init__("")
        self.station = station
        self.sheets = list(sheets)
        self.at = next((at for at, sheet in enumerate(self.sheets) if sheet.language == language), 0)
        self._printing = False

    @property
    def sheet(self) -> BringingSheet:
        """The sheet as it is shown now."""
        return self.sheets[self.at]

    def body(self) -> ComposeResult:
        """The languages, the sheet, and what came of printing."""
        yield Static(id="languages", markup=False)
        with VerticalScroll(id="reading"):
            yield ByWidth(id="sheet")
        yield Static(id="outcome", classes="gone", markup=False)

    def on_mount(self) -> None:
        """The keyboard reads."""
        self.query_one("#reading").focus()
        self._show()

    def _show(self) -> None:
        ways: list[tuple[str, str]] = []
        for at, sheet in enumerate(self.sheets):
            shown = "bold $background on $primary" if at == self.at else ""
            ways += [(f"{at + 1} ", "bold $primary"), (f" {LANGUAGES[sheet.language]} ", shown), ("   ", "")]
        self.query_one("#languages", Static).update(Content.assemble(*ways))
        sheet = self.sheet
        self.query_one("#sheet", ByWidth).show(lambda width: drawn(sheet, min(width, _EASY)))
        self.query_one("#reading").scroll_home(animate=False)
        self._say("")

    def _say(self, sentence: str, tone: str = "") -> None:
        line = self.query_one("#outcome", Static)
        line.set_class(not sentence, "gone")
        line.update(Content.styled(plain(sentence), tone))

    # Keys

    def on_key(self, event: events.Key) -> None:
        """A digit, whatever the layout."""
        digit = digit_of(event.character)
        if digit is not None:
            event.stop()
            if 1 <= digit <= len(self.sheets):
                self.at = digit - 1
                self._show()

    def action_digit(self) -> None:
        """Only so that the digits are named among the keys."""

    def action_page(self, by: int) -> None:
        """A page on or back."""
        reading = self.query_one("#reading", VerticalScroll)
        if by > 0:
            reading.scroll_page_down(animate=False)
        else:
            reading.scroll_page_up(animate=False)

    @work
    async def action_print(self) -> None:
        """Print the sheet as it is shown; one at a time."""
        if self._printing:
            return
        self._printing = True
        try:
            sheet = self.sheet
            self._say(self.say(mark("Being printed …")), "$quiet")
            name = f"what-to-bring-{sheet.language}"
            # The same sheet the whole day: saved twice, it is one file.
            day = local(self.station.now()).replace(hour=0, minute=0, second=0, microsecond=0)
            outcome = await put_on_paper(self, self.station, sheet.title, name, typesetting(sheet), day)
            if self.is_attached:
                tones = {"information": "$success", "warning": "$warning", "error": "$error"}
                self._say(*("",) if outcome is None else (self.message(outcome[0]), tones[outcome[1]]))
        finally:
            self._printing = False


def drawn(sheet: BringingSheet, width: int) -> Content:
    """The sheet in lines of at most `width` cells."""
    lines: list[Content] = []
    if sheet.school:
        lines.extend(_lines(sheet.school, "quiet", width))
    lines.extend(_lines(sheet.title, "heading", width))
    for part in sheet.parts:
        lines.append(Content(""))
        lines.extend(_lines(part.heading.upper(), "label-hand", width))
        for number, paper in enumerate(part.papers, 1):
            lines.extend(_paper(number, paper, width))
        if part.papers:
            lines.append(Content(""))
        for words in part.lines:
            lines.extend(_lines(words, "ground", width))
    return Content("\n").join(lines)


def _paper(number: int, paper: Paper, width: int) -> Iterator[Content]:
    start = f"{number}  "
    yield from _broken(_name(paper.name), width, (start, "label-hand"))
    if paper.note:
        yield from _lines(paper.note, "quiet", width, (" " * len(start), "quiet"))


def _name(text: str) -> list[Part]:
    """A paper's name word by word; what the notice puts in brackets explains it, and stands in lighter letters."""
    words: list[Part] = []
    inside = False
    for word in plain(text).split():
        inside = inside or word.startswith("(")
        words.append((word, "ground" if inside else "heading"))
        inside = inside and ")" not in word
    return words


def _lines(text: str, tone: str, width: int, start: Part = ("", "")) -> Iterator[Content]:
    yield from _broken([(word, tone) for word in plain(text).split()], width, start)


def _broken(words: list[Part], width: int, start: Part) -> Iterator[Content]:
    """Words broken into lines, the first begun with `start`, the others below it."""
    indent = cell_len(start[0])
    for at, line in enumerate(wrapped(words, max(8, width - indent), " ")):
        yield content_of([start if at == 0 else (" " * indent, "ground"), *line])
