"""The counter's own windows: the list that goes back with the parent, and what is said after receiving."""

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from clerk_desk.objection import mark
from screens.intake.home_list import HomeList, drawn
from screens.plain import plain
from screens.widgets.by_width import ByWidth
from screens.widgets.field import digit_of
from screens.window import Window
from screens.windows import Confirm

if TYPE_CHECKING:
    from clerk_desk.duties.receiving import Receipt

_WAYS = {1: "next", 2: "open", 3: "paper"}


class HandBack(Confirm):
    """The list for the parent, to be told, copied out or printed. Gives back whether the papers are handed back.

    Closed with `printing` set, the list is to be printed first, and the question asked again.
    """

    CSS_PATH = "../windows.tcss"
    DEFAULT_CSS = """
    HandBack #reading { height: auto; max-height: 1fr; margin: 1 0 0 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f7", "print", mark("Print the list"), id="print", tooltip=mark("On paper, for the parent")),
    ]

    def __init__(self, home: HomeList, title: str) -> None:
        super().__init__(title, "")
        self.add_class("-broad")
        self.home = home
        self.printing = False

    def body(self) -> ComposeResult:
        """The list; it can be scrolled if it is longer than the screen."""
        with VerticalScroll(id="reading"):
            yield ByWidth(id="home")

    def on_mount(self) -> None:
        """The list is laid out for the width there is. Textual calls the windows' own beginnings itself."""
        speaker = self._speaker()
        if speaker is not None:
            self.query_one("#home", ByWidth).show(lambda width: drawn(self.home, speaker, width))

    def action_print(self) -> None:
        """Print the list first."""
        if self.seen:
            self.printing = True
            self.holds = True
            self.dismiss(False)


class Received(Window[str]):
    """What the family is told, calmly, and the receipt for it. Gives back "paper", "today", "next" or "open"."""

    CSS_PATH = "../windows.tcss"
    FRESH_KEYS = True
    DEFAULT_CSS = """
    Received #number { height: auto; margin: 1 0; }
    Received #moments { height: auto; }
    Received #onward { height: auto; margin: 1 0 0 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go('today')", mark("Today"), id="received_today", tooltip=mark("Back to what waits")),
        Binding("escape", "go('today')", mark("Today"), id="received_back", show=False),
        Binding(
            "1",
            "go('next')",
            mark("Next child"),
            id="received_next",
            tooltip=mark("A brother or a sister: the same applicant is filled in"),
        ),
        Binding("2", "go('open')", mark("Open it"), id="received_open", tooltip=mark("To the application")),
        Binding("f7", "go('paper')", mark("Receipt"), id="received_paper", tooltip=mark("Print the family's receipt")),
    ]

    def __init__(self, receipt: "Receipt", title: str, paper: str = "") -> None:
        """`paper` says what became of the receipt, once it was printed."""
        super().__init__(title)
        self.receipt = receipt
        self.paper = paper

    def body(self) -> ComposeResult:
        """The number, whose it is, the moments, the ways on."""
        yield Static(self._number(), id="number", markup=False)
        yield Static(self._moments(), id="moments", markup=False)
        yield Static(self._onward(), id="onward", markup=False)

    def _number(self) -> Content:
        number = (f"№ {plain(self.receipt.number)}", "bold $success")
        return Content.assemble(number, "\n", plain(self.receipt.child_name))

    def _moments(self) -> Content:
        facts = [
            (self.say(mark("received")), self.receipt.received_at),
            (self.say(mark("answer due")), self.receipt.due_at),
            (self.say(mark("better by")), self.receipt.target_at),
        ]
        column = max(cell_len(label) for label, _ in facts) + 3
        lines = [
            Content.assemble((label + " " * (column - cell_len(label)), "$quiet"), self.say("{moment}", moment=moment))
            for label, moment in facts
        ]
        return Content("\n").join(lines)

    def _onward(self) -> Content:
        ways = [
            ("F7, 3", mark("the receipt for the family")),
            ("1", mark("next child of the same parent")),
            ("2", mark("open the application")),
            ("Enter", mark("Today")),
        ]
        lines = [Content.assemble((f"{key:8}", "bold $primary"), self.say(text)) for key, text in ways]
        if self.paper:
            lines[0] = Content.assemble(lines[0], "   ", (plain(self.paper), "$quiet"))
        return Content("\n").join(lines)

    def on_key(self, event: events.Key) -> None:
        """A digit, whatever the layout."""
        way = _WAYS.get(digit_of(event.character) or 0)
        if way is not None:
            event.stop()
            self.action_go(way)

    def action_go(self, way: str) -> None:
        """Go on, once the window was to be seen: a key typed ahead does not close it."""
        if self.seen:
            self.holds = way == "paper"
            self.dismiss(way)
