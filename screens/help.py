"""One page of help: the keys of the place and of the whole desk, made from the keys themselves."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from clerk_desk.language import Speaker
from clerk_desk.objection import mark
from screens.translated import translated
from screens.widgets.key_line import KeyLine, key_cap, keys_in_order

if TYPE_CHECKING:
    from textual.binding import ActiveBinding

_HABITS: tuple[tuple[str, str], ...] = (
    ("Enter", mark("next field, open, choose")),
    ("Tab ↑ ↓", mark("from one thing to the next")),
    ("PgUp PgDn", mark("step before, step after")),
    ("Space 1–9", mark("tick; choose the n-th")),
    ("Esc", mark("back; never loses anything")),
)


class HelpPage(ModalScreen[None]):
    """Reads like a card beside the keyboard; any of Esc, Enter, F1, F12 puts it away."""

    CSS_PATH = "help.tcss"
    AUTO_FOCUS = "#keys"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,f1,f12", "dismiss", mark("Back"), id="back", tooltip=mark("Put the page away")),
    ]

    def __init__(self, speaker: Speaker, active: "Sequence[ActiveBinding]") -> None:
        super().__init__()
        self.speaker = speaker
        self.active = active

    def compose(self) -> ComposeResult:
        """Three parts: this place, the desk, the habits."""
        here = [one for one in self.active if not isinstance(one.node, App)]
        desk = [one for one in self.active if isinstance(one.node, App)]
        with Vertical(id="page"), VerticalScroll(id="keys"):
            yield from self._part(mark("KEYS OF THIS PLACE"), here)
            yield from self._part(mark("KEYS OF THE WHOLE DESK"), desk)
            yield Static(self.speaker.say("EVERYWHERE THE SAME"), classes="heading", markup=False)
            for cap, words in _HABITS:
                yield Static(_key_row(cap, self.speaker.say(words)), markup=False)
            yield Static(
                self.speaker.say("Where the terminal keeps F1: F12 twice, or ? outside a field."),
                classes="quiet foot",
                markup=False,
            )
        yield KeyLine()

    def _part(self, title: str, keys: "Sequence[ActiveBinding]") -> ComposeResult:
        if not keys:
            return
        yield Static(self.speaker.say(title), classes="heading", markup=False)
        for one in keys:
            yield Static(_key_row(key_cap(one.binding), one.tooltip or one.binding.description), markup=False)

    @property
    def active_bindings(self) -> "dict[str, ActiveBinding]":
        """The keys, in the clerk's language."""
        return translated(self, super().active_bindings, self.speaker.say)


def _key_row(cap: str, words: str) -> Content:
    return Content.assemble((f"  {cap:<14}", "bold $primary"), (words, ""))


def all_keys(active: "dict[str, ActiveBinding]") -> "list[ActiveBinding]":
    """Every key of a place that has a word to it, shown below or not."""
    return keys_in_order(active.values(), shown=False)
