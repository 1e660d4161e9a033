"""Everything that can be done here: a list made from the keys, the places and the papers, found by typing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from clerk_desk.language import Speaker
from clerk_desk.objection import mark
from clerk_desk.rules.rights import may
from data.vocabulary import EventKind
from screens.desk_screen import DeskScreen
from screens.plain import plain
from screens.translated import translated
from screens.widgets.key_line import KeyLine, key_cap
from screens.widgets.rows import Rows

if TYPE_CHECKING:
    from textual.binding import ActiveBinding


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be done: its words, its key if it has one, and the action that does it, at its node."""

    words: str
    explains: str
    cap: str
    action: str
    node: DOMNode

    @property
    def sought(self) -> str:
        """What a typed part is looked for in."""
        return f"{self.words} {self.explains}".casefold()


_ELSEWHERE: tuple[tuple[str, str, str], ...] = (
    (mark("Staff"), mark("Who may sign in at this desk"), "go('staff')"),
    (mark("Audit"), mark("Who did what, and when"), "go('audit')"),
    (mark("Days off and working Saturdays"), mark("The office's own calendar"), "go('days')"),
    (mark("Paper: day"), mark("Dark letters on light paper"), "paper('paper')"),
    (mark("Paper: night"), mark("Light letters on dark paper"), "paper('ink')"),
)
"""What has no key of its own."""


def commands(app: App[Any], keys: "Sequence[ActiveBinding]", speaker: Speaker) -> list[Command]:
    """Help first, then the keys of the place and of the desk, then what has no key; leaving comes last."""
    made = [
        Command(one.binding.description, one.tooltip, key_cap(one.binding), one.binding.action, one.node)
        for one in keys
        if one.enabled and one.binding.id not in ("everything", "back", "next", "other")
    ]
    elsewhere = [Command(speaker.say(words), speaker.say(more), "", action, app) for words, more, action in _ELSEWHERE]
    if isinstance(app.screen, DeskScreen) and may(app.screen.station.desk.member.role, EventKind.BACKED_UP):
        words, more = speaker.say(mark("Back up now")), speaker.say(mark("A verified copy of everything"))
        elsewhere.append(Command(words, more, "", "back_up", app.screen))
    first = [one for one in made if one.action == "help"]
    last = [one for one in made if one.action == "leave"]
    return [*first, *(one for one in made if one not in first and one not in last), *elsewhere, *last]


class Everything(ModalScreen[Command | None]):
    """Type a part of a word, or go with the arrows; Enter does it. F12 once more shows the help."""

    CSS_PATH = "commands.tcss"
    AUTO_FOCUS = "#part"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", mark("Do it"), id="choose", tooltip=mark("Do what the cursor stands on")),
        Binding("up", "move(-1)", mark("Up"), id="up", show=False, priority=True),
        Binding("down", "move(1)", mark("Down"), id="down", show=False, priority=True),
        Binding("escape", "dismiss", mark("Back"), id="back", tooltip=mark("Do nothing")),
        Binding("f12,f1", "first", mark("Help"), id="help_here", tooltip=mark("The keys of this place, on a page")),
    ]

    def __init__(self, speaker: Speaker, all_commands: Sequence[Command]) -> None:
        super().__init__()
        self.speaker = speaker
        self.all = list(all_commands)
        self.found = list(all_commands)

    def compose(self) -> ComposeResult:
        """A field and a list."""
        with Vertical(id="box"):
            yield Static(self.speaker.say("EVERYTHING THAT CAN BE DONE HERE"), classes="heading", markup=False)
            yield Input(placeholder=self.speaker.say("type a part of a word"), compact=True, id="part")
            yield Rows(id="list")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show all."""
        rows = self.query_one(Rows)
        rows.can_focus = False
        rows.add_class("-led")
        self._show("")

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """Show what holds the typed part."""
        event.stop()
        self._show(event.value)

    @on(Input.Submitted)
    def entered(self, event: Input.Submitted) -> None:
        """Enter does it."""
        event.stop()
        self.action_choose()

    @on(OptionList.OptionSelected)
    def clicked(self, event: OptionList.OptionSelected) -> None:
        """A click does it."""
        event.stop()
        self.dismiss(self.found[event.option_index])

    def _show(self, part: str) -> None:
        wanted = part.casefold().split()
        self.found = [
            one for one in self.all if all(word in f"{one.words} {one.explains}".casefold() for word in wanted)
        ]
        options = self.query_one(Rows)
        options.clear_options()
        wide = max((len(one.words) for one in self.all), default=0)
        caps = max((len(one.cap) for one in self.all), default=0)
        options.add_options(Option(_row(one, caps, wide)) for one in self.found)
        if self.found:
            options.highlighted = 0

    def action_move(self, by: int) -> None:
        """One row up or down."""
        options = self.query_one(Rows)
        if by > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_choose(self) -> None:
        """Do what the cursor stands on."""
        at = self.query_one(Rows).highlighted
        if at is not None and self.found:
            self.dismiss(self.found[at])

    def action_first(self) -> None:
        """F12 twice is help: it is the first of all commands."""
        self.dismiss(next((one for one in self.all if one.action == "help"), None))

    @property
    def active_bindings(self) -> "dict[str, ActiveBinding]":
        """The keys, in the clerk's language."""
        return translated(self, super().active_bindings, self.speaker.say)


def _row(one: Command, caps: int, wide: int) -> Content:
    cap, words = f"{one.cap:<{caps}}   ", f"{plain(one.words):<{wide}}   "
    return Content.assemble((cap, "bold $primary"), (words, ""), (plain(one.explains), "$quiet"))
