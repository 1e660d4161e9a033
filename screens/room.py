"""What every screen of the desk can do: say a sentence, ask the store, do an act, and tell what came of it."""

import asyncio
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar, Concatenate, Literal, ParamSpec, TypeVar, cast, overload

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.reactive import reactive
from textual.screen import Screen

from clerk_desk.objection import Message, Objection, mark
from clerk_desk.troubles import trouble_said
from data.trouble import StoreTrouble
from screens.going import Back
from screens.in_turn import InTurn
from screens.plain import plain
from screens.station import Station
from screens.translated import translated
from screens.widgets.frame_line import FrameLine
from screens.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from textual.binding import ActiveBinding

    from clerk_desk.desk import ActKey
    from clerk_desk.work import Look, Work
    from screens.widgets.ways import Way

P = ParamSpec("P")
R = TypeVar("R")
Tone = Literal["information", "warning", "error"]


class Room(Screen[None]):
    """A room of the desk: the line above, the room's own body, the line of keys below.

    A subclass says its PLACE, writes `body` and `load`, and names in ACTS the actions that store
    something: their keys rest while an act is under way. `args` are what the room was opened with
    (a room may bring them up to date, so that going to the same place again leads back to it).
    """

    PLACE: ClassVar[str] = ""
    ONLY_ONE: ClassVar[bool] = True
    """False where each going there begins something new, as with an intake."""
    ACTS: ClassVar[frozenset[str]] = frozenset()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", mark("Back"), id="back", tooltip=mark("Back to the room before; nothing is lost")),
    ]
    DEFAULT_CSS = """
    Room { background: $background; color: $foreground; }
    """

    busy: reactive[bool] = reactive(False, bindings=True)

    def __init__(self, station: Station) -> None:
        super().__init__()
        self.station = station
        self.args: tuple[object, ...] = ()
        self._acting = asyncio.Lock()
        self._loading = asyncio.Lock()

    def compose(self) -> ComposeResult:
        """The frame line, the body, the key line."""
        yield FrameLine(self.station)
        yield from self.body()
        yield KeyLine()

    def body(self) -> ComposeResult:
        """What the room itself shows."""
        raise NotImplementedError

    async def load(self) -> None:
        """Fetch what the room shows. Called when the room comes into sight, each time."""

    async def put_down(self) -> None:
        """Store what is still in hand: called before the room is left and before the program ends."""

    def on_screen_resume(self) -> None:
        """The room comes into sight: fetch what it shows."""
        self.reload()

    def reload(self) -> None:
        """Fetch anew what the room shows, after what is being fetched already."""
        self.run_worker(self._load_in_turn(), group="load")

    async def _load_in_turn(self) -> None:
        async with self._loading:
            with self.as_long_as_it_stands():
                await self.load()

    @property
    def taken_down(self) -> bool:
        """True once the room is being removed, or the program is ending: there is nothing left to show on."""
        return not (self.app.is_running and self.is_attached and self.display)

    @contextmanager
    def as_long_as_it_stands(self) -> Iterator[None]:
        """What is to be shown on a part of the room that is gone already is not shown, once the room is taken down."""
        try:
            yield
        except NoMatches:
            if not self.taken_down:
                raise

    async def parked(self) -> bool:
        """Let an act under way end and put down what is in hand; False (and the clerk was told) if it failed."""
        await self.settled()
        try:
            await self.put_down()
        except Objection as objection:
            self.objected(objection)
        except Exception as error:  # noqa: BLE001 — told with a number, raised again in tests
            self._failed(error, stores=True)
            return False
        return True

    async def settled(self) -> None:
        """Wait until no act is under way."""
        async with self._acting:
            return

    # Saying and telling

    def say(self, text: str, **facts: object) -> str:
        """A source text in the clerk's language, in plain letters."""
        return plain(self.station.speaker.say(text, **facts))

    def message(self, message: Message) -> str:
        """A Message in the clerk's language, in plain letters."""
        return plain(self.station.speaker.message(message))

    def tell(self, text: str, severity: Tone = "information") -> None:
        """Show an already said sentence for a while."""
        self.notify(plain(text), severity=severity, markup=False)

    def objected(self, objection: Objection) -> None:
        """A rule stands in the way: tell the clerk. A room may say it beside the thing instead."""
        self.tell(self.message(objection.message), "warning")

    # Asking and doing

    async def ask(self, question: "Callable[Concatenate[Look, P], R]", *args: P.args, **kwargs: P.kwargs) -> R | None:
        """Ask the store in a thread. None if a rule objected or something failed; the clerk was told then."""
        return await self._carefully(lambda: self.station.desk.ask(question, *args, **kwargs), stores=False)

    @overload
    async def do(self, task: "Callable[Concatenate[Work, P], R]", *args: P.args, **kwargs: P.kwargs) -> R | None: ...

    @overload
    async def do(self, task: "Callable[..., R]", *args: Any, key: "ActKey | None", **kwargs: Any) -> R | None: ...

    async def do(self, task: Any, *args: Any, **kwargs: Any) -> Any:
        """Do an act in a thread, one at a time. None if nothing was stored; the clerk was told why then.

        `key` is the act's own, made when its form opened: the same act twice under one key is done once.
        """
        act = kwargs.pop("key", None) or cast("ActKey", uuid.uuid4().hex)
        async with self._acting:
            self.busy = True
            try:
                return await self._carefully(lambda: self.station.desk.do(act, task, *args, **kwargs), stores=True)
            finally:
                self.busy = False

    async def tried(self, task: "Callable[..., R]", *args: Any, key: "ActKey") -> tuple[R | None, str]:
        """Do an act like `do`, but give the sentence of an objection back, to be said in the window it came from."""
        said: list[str] = []
        async with self._acting:
            self.busy = True
            try:
                done = await self._carefully(
                    lambda: self.station.desk.do(key, task, *args),
                    stores=True,
                    objected=lambda objection: said.append(self.message(objection.message)),
                )
            finally:
                self.busy = False
        return done, " ".join(said)

    async def _carefully(
        self, call: Callable[[], R], *, stores: bool, objected: "Callable[[Objection], None] | None" = None
    ) -> R | None:
        try:
            return await asyncio.to_thread(call)
        except Objection as objection:
            (objected or self.objected)(objection)
        except Exception as error:  # noqa: BLE001 — told with a number, raised again in tests
            self._failed(error, stores=stores)
        return None

    def _failed(self, error: Exception, *, stores: bool) -> None:
        if isinstance(error, StoreTrouble):
            kept = self.say("Your entries are kept here.") if stores else ""
            self.tell(f"{self.message(trouble_said(error).message)} {kept}".strip(), "error")
            return
        number = self.station.faults.note(error)
        if self.station.faults.strict:
            raise error
        if stores:
            self.tell(self.say("Not stored, fault no. {number}. Your entries are kept here.", number=number), "error")
        else:
            self.tell(self.say("This could not be shown, fault no. {number}.", number=number), "error")

    # Papers

    def papers(self) -> "list[tuple[str, str, bool, str]]":
        """What F7 offers here, each as action, words, whether it can be chosen, and if not, why not.

        A room with papers of its own puts them before these.
        """
        return [("what_to_bring", self.say(mark("What to bring: to show or to print")), True, "")]

    async def stored_papers(self) -> "list[Way[str]]":
        """What F7 offers before `papers`, once the store was asked: each an action."""
        return []

    def family_language(self) -> str:
        """In which language a paper for the family is shown first."""
        return "kk"

    # Keys

    def hold_keys_for_a_window(self) -> None:
        """Keys pressed from now on are for the window that this room is about to open."""
        if isinstance(self.app, InTurn) and self.is_active:
            self.app.hold_keys()

    def action_back(self) -> None:
        """Back to the room before this one."""
        self.post_message(Back())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of acts rest while an act is under way."""
        if self.busy and action in self.ACTS:
            return None
        return super().check_action(action, parameters)

    @property
    def active_bindings(self) -> "dict[str, ActiveBinding]":
        """The keys that can be pressed now, in the clerk's language: key line, help and palette are made from them."""
        return translated(self, super().active_bindings, self.say)
