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
from screens.in_turn import InTurn
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


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """What has no key of its own: words, what it means, its action, the right it takes, and whether the room does it.

    `lacking` is a right that whoever is offered it does not have: they have a better way.
    """

    words: str
    explains: str
    action: str
    takes: EventKind | None = None
    by_the_room: bool = False
    lacking: EventKind | None = None


_ELSEWHERE: tuple[_Elsewhere, ...] = (
    _Elsewhere(
        mark("Close the day"), mark("All is counted, approved and signed"), "go('closing')", EventKind.DAY_CLOSED
    ),
    _Elsewhere(mark("Key into the portal"), mark("What was taken on paper, field by field"), "go('catch_up')"),
    _Elsewhere(mark("Answers for the portal"), mark("What was answered here and not there"), "go('portal_answers')"),
    _Elsewhere(
        mark("Take in a portal's list"),
        mark("CSV or XLSX, looked through first"),
        "go('portal_list')",
        EventKind.LIST_LOADED,
    ),
    _Elsewhere(mark("Journal of outages"), mark("When a portal failed; the acts"), "go('outages')"),
    _Elsewhere(mark("Is this paper ours?"), mark("By the code printed on it"), "recognise_paper", by_the_room=True),
    _Elsewhere(
        mark("Export a closed day"), mark("Its package, sealed and verified"), "export", EventKind.EXPORTED, True
    ),
    _Elsewhere(
        mark("Draft of the enrolment order"),
        mark("Who is accepted, by class"),
        "go('enrolment_order')",
        EventKind.ORDER_DRAFTED,
    ),
    _Elsewhere(mark("Back up now"), mark("A verified copy of everything"), "back_up", EventKind.BACKED_UP, True),
    _Elsewhere(mark("Staff"), mark("Who may sign in at this desk"), "go('staff')", EventKind.STAFF_APPOINTED),
    _Elsewhere(mark("Audit"), mark("Who did what, and when"), "go('audit')", EventKind.AUDIT_OPENED),
    _Elsewhere(
        mark("Days off and working Saturdays"), mark("The office's own calendar"), "go('days')", EventKind.DAY_SET
    ),
    _Elsewhere(
        mark("Change my password"),
        mark("Your own password, with the old one"),
        "own_password",
        lacking=EventKind.STAFF_APPOINTED,
    ),
    _Elsewhere(mark("Paper: day"), mark("Dark letters on light paper"), "paper('paper')"),
    _Elsewhere(mark("Paper: night"), mark("Light letters on dark paper"), "paper('ink')"),
)


def commands(app: App[Any], keys: "Sequence[ActiveBinding]", speaker: Speaker) -> list[Command]:
    """Help first, then the keys of the place and of the desk, then what has no key; leaving comes last.

    Only what the person may do is offered, and not the way to where they are.
    """
    made = [
        Command(one.binding.description, one.tooltip, key_cap(one.binding), one.binding.action, one.node)
        for one in keys
        if one.enabled and one.binding.id not in ("everything", "back", "next", "other")
    ]
    first = [one for one in made if one.action == "help"]
    last = [one for one in made if one.action == "leave"]
    return [
        *first,
        *(one for one in made if one not in first and one not in last),
        *_elsewhere(app, {one.action for one in made}, speaker),
        *last,
    ]


def _elsewhere(app: App[Any], there: set[str], speaker: Speaker) -> list[Command]:
    room = app.screen
    if not isinstance(room, DeskScreen):
        return []
    role = room.station.desk.member.role
    return [
        Command(speaker.say(one.words), speaker.say(one.explains), "", one.action, room if one.by_the_room else app)
        for one in _ELSEWHERE
        if (one.takes is None or may(role, one.takes))
        and (one.lacking is None or not may(role, one.lacking))
        and one.action != f"go('{room.PLACE}')"
        and one.action not in there
    ]


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
        self.seen = False

    def compose(self) -> ComposeResult:
        """A field and a list."""
        with Vertical(id="box"):
            yield Static(self.speaker.say("EVERYTHING THAT CAN BE DONE HERE"), classes="heading", markup=False)
            yield Input(placeholder=self.speaker.say("type a part of a word"), compact=True, id="part")
            yield Rows(id="list")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show all; keys pressed since F12 are for this list, from the moment it is to be seen."""
        rows = self.query_one(Rows)
        rows.can_focus = False
        rows.add_class("-led")
        self._show("")
        self.call_after_refresh(lambda: self.run_worker(self._now_seen()))

    async def _now_seen(self) -> None:
        self.seen = True
        if isinstance(self.app, InTurn):
            await self.app.let_keys_go()

    async def on_screen_suspend(self) -> None:
        """The lock lies over it: keys that were held for it are for that."""
        if isinstance(self.app, InTurn):
            await self.app.let_keys_go()

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
        whole = " ".join(wanted)
        self.found.sort(key=lambda one: whole not in one.words.casefold())  # named so, before what merely holds it
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
