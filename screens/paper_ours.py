"""Is this paper ours: by the code that is printed on it, typed or scanned, the desk knows what it gave."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.events import Key

from clerk_desk.desk import new_act
from clerk_desk.duties import papers
from clerk_desk.objection import mark
from clerk_desk.rules.paper_code import is_code
from screens.flurry import paper_code, struck
from screens.paper_preview import turn_page
from screens.paper_text import PaperLine, drawn, lines_of
from screens.paper_ways import given
from screens.paper_window import named
from screens.printing import let_keys_go, over
from screens.widgets.by_width import ByWidth
from screens.widgets.field import Part
from screens.window import BACK, HELP, Window
from screens.windows import AskText

if TYPE_CHECKING:
    from clerk_desk.duties.papers import PaperText, Recognised
    from screens.room import Room

_EASY = 84
"""Cells of a line that is easily read."""


async def is_it_ours(room: "Room", code: str = "") -> None:
    """Ask for codes and say of each what the desk knows, until Esc. A scanned code is looked up at once."""
    following: str | None = code
    written, told = "", ""
    try:
        while following is not None:
            if not following:
                following = await over(room, _asked(room, written, told))
                written, told = following or "", ""
                continue
            answered, told = await _look_up(room, following)
            following = ""
            if answered is not None:
                written, following = "", await over(room, answered)
    finally:
        await let_keys_go(room)


def _asked(room: "Room", written: str, told: str) -> AskText:
    explain = room.say(mark("It stands beside the square at the foot of the paper. Scan it or type it."))
    title, label = room.say(mark("Is this paper ours?")), room.say(mark("Code"))
    window = AskText(title, label, explain, preset=written, told=told, longest=80, high=1)
    window.holds = True
    return window


async def _look_up(room: "Room", code: str) -> "tuple[KnownPaper | None, str]":
    """The window of a paper that is ours; else the sentence why not."""
    if not is_code(code):
        return None, room.say(mark("This is no code of a paper. One looks like 2027-0041-R-7KQ2M9XD."))
    found = await room.ask(papers.recognise, code)
    if found is None:
        return None, ""
    if found.card is None:
        unknown = mark("No paper of this desk has the code {code}. Compare it sign by sign.")
        return None, room.say(unknown, code=found.code)
    text = await room.do(papers.read_out, found.card.paper_id, key=new_act())
    if text is None:
        return None, ""
    name = named(room, found.card.title, found.code, found.card.copy_number)
    return KnownPaper(room.say(mark("Ours: {paper}"), paper=name), known_of(room, found), text), ""


def known_of(room: "Room", found: "Recognised") -> list[Part]:
    """What is to be said of a paper of ours, each sentence with its tone; what is wrong first."""
    card = found.card
    assert card is not None
    said: list[Part] = []
    if not found.whole:
        changed = mark("The store no longer holds this paper as it was printed. Tell the head of the school.")
        said.append((room.say(changed), "error"))
    if card.since is not None:
        said.append((room.message(card.since), "warning"))
    if found.copy_of:
        said.append((room.say(mark("It is a copy of {code}."), code=found.copy_of), "ground"))
    return [*said, *((line, "quiet") for line in given(room, card, since=False).split("\n"))]


class KnownPaper(Window[str | None]):
    """What the desk knows of a paper, and what stands on it.

    Gives back the code of another one that was scanned, "" if another is to be asked for, None if that was all.
    """

    CSS_PATH = "windows.tcss"
    CSS = """
    KnownPaper { background: $background 100%; align: center top; }
    KnownPaper #window { width: 100%; max-width: 96; height: 1fr; border: none; padding: 1 3 0 3; }
    KnownPaper #known { height: auto; margin: 1 0; }
    KnownPaper #reading { height: 1fr; scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "another", mark("Another code"), id="another", tooltip=mark("Ask for another paper")),
        Binding(
            "pagedown", "page(1)", mark("Page"), id="page", key_display="PgUp PgDn", tooltip=mark("Read on, or back")
        ),
        Binding("pageup", "page(-1)", show=False),
        BACK,
        HELP,
    ]

    def __init__(self, title: str, known: Sequence[Part], text: "PaperText") -> None:
        super().__init__(title)
        self.known, self.text = list(known), text
        self.holds = True

    def body(self) -> ComposeResult:
        """What the desk knows of it, then its words."""
        yield ByWidth(id="known")
        with VerticalScroll(id="reading"):
            yield ByWidth(id="paper")

    def on_mount(self) -> None:
        """The keyboard reads. Textual calls the window's own beginning itself."""
        self.query_one("#reading").focus()
        sentences = [PaperLine("text", text, tone) for text, tone in self.known]
        words = lines_of(self.text.content, self.text.card.languages)
        self.query_one("#known", ByWidth).show(lambda width: drawn(sentences, min(width, _EASY)))
        self.query_one("#paper", ByWidth).show(lambda width: drawn(words, min(width, _EASY)))

    def action_another(self) -> None:
        """Ask for another code."""
        if self.seen:
            self.dismiss("")

    def action_page(self, by: int) -> None:
        """A page on or back."""
        turn_page(self.query_one("#reading", VerticalScroll), by)

    def read_scan(self, keys: Sequence[Key]) -> bool:
        """The code of another paper is looked up at once."""
        code = paper_code([struck(key) for key in keys])
        if code and self.seen:
            self.dismiss(code)
        return bool(code)
