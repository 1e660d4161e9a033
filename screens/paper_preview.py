"""A paper before it is printed: its words as they will stand on it, the languages and the size that it can have."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from clerk_desk.language import LANGUAGES
from clerk_desk.objection import mark
from screens.paper_text import PaperLine, drawn
from screens.plain import plain_lines
from screens.widgets.by_width import ByWidth
from screens.widgets.field import digit_of
from screens.window import HELP, Window

BOTH = ("kk", "ru")
CHOICES: tuple[tuple[str, ...], ...] = (BOTH, ("kk",), ("ru",))
"""The languages of a paper for a family, in the order of their digits."""

SIZES = {"a4": "A4", "a5": "A5"}

_EASY = 84
"""Cells of a line that is easily read; a wider screen leaves the rest white."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How the family wishes its paper."""

    languages: tuple[str, ...] = BOTH
    size: str = "a4"


def turn_page(reading: VerticalScroll, by: int) -> None:
    """A page on or back."""
    if by > 0:
        reading.scroll_page_down(animate=False)
    else:
        reading.scroll_page_up(animate=False)


class PaperPreview(Window[Wish | None]):
    """Reads like the paper. A digit changes language or size; F6 gives back how it is to be printed."""

    CSS_PATH = "windows.tcss"
    CSS = """
    PaperPreview { background: $background 100%; align: center top; }
    PaperPreview #window { width: 100%; max-width: 96; height: 1fr; border: none; padding: 1 3 0 3; }
    PaperPreview #wishes { height: auto; margin: 1 0; }
    PaperPreview #about { height: auto; color: $quiet; margin: 1 0; }
    PaperPreview #reading { height: 1fr; scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f6", "print", mark("Print"), id="act", tooltip=mark("Store the paper, then print it")),
        Binding("1-3", "digit", mark("Language"), id="digits", key_display="1–3", tooltip=mark("As the family wishes")),
        Binding("4-5", "size", mark("Size"), id="sizes", key_display="4–5", tooltip=mark("The sheet in the printer")),
        Binding(
            "pagedown", "page(1)", mark("Page"), id="page", key_display="PgUp PgDn", tooltip=mark("Read on, or back")
        ),
        Binding("pageup", "page(-1)", show=False),
        Binding("escape,f7", "back", mark("Back"), id="back", tooltip=mark("Put it away; nothing is printed")),
        HELP,
    ]

    def __init__(
        self,
        title: str,
        words: Callable[[tuple[str, ...]], Sequence[PaperLine]],
        wish: Wish,
        *,
        sizes: Sequence[str] = ("a4",),
        fixed: bool = False,
        about: str = "",
    ) -> None:
        """`words` are the paper's, in the languages given. `fixed`: it was made already, and stays as it is.

        `about` is said of it above its words, like when it was made.
        """
        super().__init__(title)
        self.words, self.wish = words, wish
        self.sizes, self.fixed, self.about = tuple(sizes), fixed, about

    def body(self) -> ComposeResult:
        """What can be wished, what is said of it, its words."""
        yield Static(plain_lines(self.about), id="about", classes="" if self.about else "gone", markup=False)
        yield Static(id="wishes", classes="gone" if self.fixed else "", markup=False)
        with VerticalScroll(id="reading"):
            yield ByWidth(id="paper")

    def on_mount(self) -> None:
        """The keyboard reads. Textual calls the window's own beginning itself."""
        self.query_one("#reading").focus()
        self._show()

    def _show(self) -> None:
        wish = self.wish
        ways: list[tuple[str, str]] = []
        for digit, words, chosen in self._wishes():
            shown = "bold $background on $primary" if chosen else ""
            ways += [(f"{digit} ", "bold $primary"), (f" {words} ", shown), ("  ", "")]
        self.query_one("#wishes", Static).update(Content.assemble(*ways))
        lines = self.words(wish.languages)
        self.query_one("#paper", ByWidth).show(lambda width: drawn(lines, min(width, _EASY)))
        self.query_one("#reading").scroll_home(animate=False)

    def _wishes(self) -> list[tuple[int, str, bool]]:
        """Digit, words, and whether it is so now."""
        named = [" + ".join(LANGUAGES[one] for one in choice) for choice in CHOICES]
        made = [(at, words, CHOICES[at - 1] == self.wish.languages) for at, words in enumerate(named, 1)]
        if len(self.sizes) > 1:
            made += [(at, SIZES[size], size == self.wish.size) for at, size in enumerate(self.sizes, len(CHOICES) + 1)]
        return made

    # Keys

    def on_key(self, event: events.Key) -> None:
        """A digit, whatever the layout."""
        digit = digit_of(event.character)
        if digit is None or self.fixed:
            return
        event.stop()
        beyond = digit - len(CHOICES)
        if 1 <= digit <= len(CHOICES):
            self.wish = Wish(CHOICES[digit - 1], self.wish.size)
        elif len(self.sizes) > 1 and 1 <= beyond <= len(self.sizes):
            self.wish = Wish(self.wish.languages, self.sizes[beyond - 1])
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What was made already has its languages and its size."""
        if (action in ("digit", "size") and self.fixed) or (action == "size" and len(self.sizes) < 2):
            return False
        return super().check_action(action, parameters)

    def action_digit(self) -> None:
        """Only so that the digits are named among the keys."""

    def action_size(self) -> None:
        """The same for those of the sizes."""

    def action_page(self, by: int) -> None:
        """A page on or back."""
        turn_page(self.query_one("#reading", VerticalScroll), by)

    def action_print(self) -> None:
        """Go on with it as it is seen."""
        if self.seen:
            self.dismiss(self.wish)
