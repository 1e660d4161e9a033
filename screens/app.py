"""The desk itself: it paints the sign-in first, opens the store behind it, and leads from room to room."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from rich.text import Text
from textual import events, work
from textual.binding import Binding, BindingType
from textual.screen import Screen

from clerk_desk.clock import Clock
from clerk_desk.language import Speaker
from clerk_desk.objection import Objection, mark
from data.trouble import StoreTrouble
from screens.desk_screen import DeskScreen
from screens.endings import PATIENCE, hear_signals
from screens.faults import Faults
from screens.going import Back, Go, Leave, LockNow
from screens.idleness import Idleness
from screens.in_turn import InTurn
from screens.locked import Locked, SomeoneElse, Unlock
from screens.plain import plain
from screens.sign_in import Knock, SignIn
from screens.station import Station
from screens.themes import VARIABLES, dress
from screens.threshold import Threshold
from screens.trail import Trail
from screens.troubles import trouble_message

if TYPE_CHECKING:
    from types import ModuleType

    from clerk_desk.door import Door


class DeskApp(InTurn):
    """The frame around all rooms: keys of the whole desk, the way back, the lock, the endings."""

    CSS_PATH = "app.tcss"
    TITLE = "clerk-desk"
    DEFAULT_MODE = "desk"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "go('intake')", mark("New intake"), id="new_intake", tooltip=mark("Take a child's papers")),
        Binding("f3", "go('register')", mark("Find"), id="find", tooltip=mark("Search the register")),
        Binding("f4", "go('class_sets')", mark("Class-sets"), id="class_sets", tooltip=mark("How full they are")),
        Binding("f5", "go('today')", mark("Today"), id="today", tooltip=mark("What waits for an answer")),
        Binding("f9", "lock", mark("Lock"), id="lock", tooltip=mark("Lock the desk; the work stays"), priority=True),
        Binding("f1,question_mark", "help", mark("Help"), id="help", tooltip=mark("The keys of this place, on a page")),
        Binding("f12,ctrl+p", "everything", mark("More"), id="everything", tooltip=mark("Everything that can be done")),
        Binding(
            *("ctrl+q", "leave", mark("Leave the desk")),
            id="leave",
            tooltip=mark("Close the program; what is in hand is stored"),
            show=False,
            priority=True,
        ),
    ]

    def __init__(
        self,
        door: "Door | Callable[[], Door]",
        speaker: Speaker,
        clock: Clock,
        idle_minutes: int = 3,
        demo_hint: str | None = None,
        *,
        preset: tuple[str, str] = ("", ""),
        theme: str = "paper",
        folder: Path | None = None,
    ) -> None:
        """A `door` that is a function is made behind the first picture. `demo_hint` says that this is a demo desk.

        `preset` stands in the fields of the sign-in. `folder` is where faults are written down.
        """
        super().__init__()
        self.animation_level = "none"
        dress(self, theme)
        self.add_mode(self.DEFAULT_MODE, self._threshold)
        self.speaker = speaker
        self.clock = clock
        self.demo_hint = demo_hint or ""
        self.preset = preset
        self.idleness = Idleness(idle_minutes)
        self.faults = Faults(folder)
        self.station: Station | None = None
        self.trail = Trail()
        self.locked = False
        self._made_door = door
        self._behind: asyncio.Task[tuple[ModuleType, Door]] | None = None
        self._held_back: list[tuple[str, dict[str, Any]]] = []
        self._held_ways: list[Go | Back] = []
        self._ending = False

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The names of colours that are our own."""
        return VARIABLES

    def _threshold(self) -> Screen[None]:
        return SignIn(self.speaker, self.clock, self.demo_hint, self.preset)

    def on_mount(self) -> None:
        """Hear signals, watch for idleness, and, once the first picture stands, fetch the rooms."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self._stray)
        if not self.is_headless:
            hear_signals(loop, self.end)
        self.set_interval(2.0, self._look_for_idleness)
        self.call_after_refresh(self._fetch_rooms)

    def _fetch_rooms(self) -> None:
        if self._behind is None:
            self._behind = asyncio.create_task(asyncio.to_thread(_fetched, self._made_door))

    async def _rooms(self) -> "ModuleType":
        return (await self._fetched())[0]

    async def _door(self) -> "Door":
        return (await self._fetched())[1]

    async def _fetched(self) -> "tuple[ModuleType, Door]":
        self._fetch_rooms()
        behind = self._behind
        assert behind is not None
        try:
            return await asyncio.shield(behind)
        except Exception:
            self._behind = None  # the next knock tries again
            raise

    async def on_event(self, event: events.Event) -> None:
        """Each key tells that somebody is there."""
        if isinstance(event, (events.Key, events.Paste, events.MouseDown)):
            self.idleness.touched()
        await super().on_event(event)

    # Sign-in

    async def on_knock(self, knock: Knock) -> None:
        """Try the door with a name and a password."""
        self.hold_keys()
        self._open(knock.login, knock.password)

    @work
    async def _open(self, login: str, password: str) -> None:
        threshold = cast(Threshold, self.screen)
        try:
            places, door = await self._fetched()
            desk, keys = await asyncio.to_thread(door.sign_in, login, password)
        except Exception as error:  # noqa: BLE001 — a sentence beneath the form, or a fault with a number
            await self.let_keys_go(drop=True)
            self._refused(threshold, error)
            return
        self.station = Station(
            desk=desk,
            keys=keys,
            speaker=self.speaker,
            door=door,
            idle_minutes=int(self.idleness.limit // 60),
            demo=bool(self.demo_hint),
            faults=self.faults,
            frame=places.frame,
        )
        await self._enter("today", (), instead=False)
        await self.let_keys_go()

    def _refused(self, threshold: Threshold, error: Exception) -> None:
        if isinstance(error, Objection):
            seconds = error.message.facts.get("seconds", 0)
            threshold.refused(plain(self.speaker.message(error.message)), float(cast(float, seconds)))
        elif isinstance(error, StoreTrouble):
            threshold.refused(plain(self.speaker.message(trouble_message(error))))
        else:
            number = self.faults.note(error)
            threshold.refused(self._say("The desk could not be opened, fault no. {number}.", number=number))
            if self.faults.strict:
                raise error

    # Rooms

    async def on_go(self, go: Go) -> None:
        """Lead the clerk to a place."""
        if self.locked:
            self._held_ways.append(go)
        elif self.station is not None:
            here = self.trail.here
            if here is not None:
                await here.parked()
            await self._enter(go.place, go.args, instead=go.instead)

    async def on_back(self, back: Back) -> None:
        """Lead back to the room before."""
        if self.locked:
            self._held_ways.append(back)
            return
        here = self.trail.here
        if here is not None and len(self.trail.rooms) > 1:
            await here.parked()
            self.trail.back()
            await self._show([here])

    async def _enter(self, place: str, args: tuple[object, ...], *, instead: bool) -> None:
        gone = self.trail.cut_back_to(place, args)
        if gone is None:
            places = await self._rooms()
            room = places.room(place, self.station, args)
            gone = self.trail.enter(room, instead=instead)
        await self._show(gone)

    async def _show(self, gone: list[DeskScreen]) -> None:
        room = self.trail.here
        assert room is not None
        if not self.is_screen_installed(room):
            self.install_screen(room, f"room-{id(room)}")
        while not isinstance(self.screen, (DeskScreen, SignIn)):
            await self.pop_screen()
        if isinstance(self.screen, SignIn):
            await self.push_screen(room)
        elif self.screen is not room:
            await self.switch_screen(room)
        for one in gone:
            await self._put_away(one)

    async def _put_away(self, room: DeskScreen) -> None:
        if self.is_screen_installed(room):
            self.uninstall_screen(room)
        await room.remove()

    def action_go(self, place: str) -> None:
        """A key leads to a place."""
        self.post_message(Go(place))

    # The lock

    def action_lock(self) -> None:
        """Lock the desk."""
        self.post_message(LockNow())

    def _look_for_idleness(self) -> None:
        if self.idleness.too_long() and self.station is not None and not self.locked:
            self.post_message(LockNow())

    async def on_lock_now(self) -> None:
        """Cover everything at once; then store what is in hand and record it."""
        if self.station is None or self.locked:
            return
        self.locked = True
        self.clear_notifications()
        self._cover()
        if self.trail.here is not None:
            await self.trail.here.parked()
        self._record_lock()

    @work
    async def _record_lock(self) -> None:
        places = await self._rooms()
        await self._quietly(places.record_lock, cast(Station, self.station).desk)

    def _cover(self) -> None:
        frame = self.station.latest if self.station is not None else None
        school = "" if frame is None else frame.school_ru if self.speaker.language == "ru" else frame.school_kk
        super().push_screen(Locked(self.speaker, self.clock, school or self.TITLE))

    def push_screen(self, *args: Any, **kwargs: Any) -> Any:
        """A window that opens under the lock stays under it."""
        opened = super().push_screen(*args, **kwargs)
        if self.locked:
            self._cover()
        return opened

    async def on_unlock(self, unlock: Unlock) -> None:
        """Try the password of the person who locked it."""
        self.hold_keys()
        self._unlock(unlock.password)

    @work
    async def _unlock(self, password: str) -> None:
        threshold = cast(Threshold, self.screen)
        station = cast(Station, self.station)
        try:
            places, door = await self._fetched()
            right = await asyncio.to_thread(door.confirm, station.desk.member.login, password)
        except Exception as error:  # noqa: BLE001 — a sentence beneath the form, or a fault with a number
            await self.let_keys_go(drop=True)
            self._refused(threshold, error)
            return
        if not right:
            await self.let_keys_go(drop=True)
            threshold.refused(self._say("This is not your password. Type it once more."))
            return
        await self._quietly(places.record_unlock, station.desk, door.missed)
        await self._uncover()
        await self.let_keys_go()

    async def _uncover(self) -> None:
        self.locked = False
        self.idleness.touched()
        for screen in self.screen_stack:
            if isinstance(screen, Locked):
                screen.open = True
        while isinstance(self.screen, Locked):
            await self.pop_screen()
        for message, kind in self._held_back:
            self.notify(message, **kind)
        self._held_back.clear()
        for way in self._held_ways:
            self.post_message(way)
        self._held_ways.clear()

    async def on_someone_else(self, _message: SomeoneElse) -> None:
        """Close this person's work, which is stored, and show the sign-in."""
        self.station, self.locked = None, False
        self._held_back.clear()
        self._held_ways.clear()
        while not isinstance(self.screen, SignIn):
            await self.pop_screen()
        self.screen.clear()
        for room in self.trail.clear():
            await self._put_away(room)

    def notify(self, message: str, **kind: Any) -> None:
        """A sentence that comes while the desk is locked is shown when it is open again."""
        if self.locked:
            self._held_back.append((message, kind))
        else:
            super().notify(message, **{"markup": False, **kind})

    # Help, everything, leaving

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Before sign-in and under the lock there is nothing but leaving."""
        if action in ("go", "lock", "everything") and (self.station is None or self.locked):
            return False
        if action == "help" and self.locked:
            return False
        here = self.trail.here
        if action == "go" and here is not None and parameters == (here.PLACE,) and here.ONLY_ONE and not here.args:
            return False  # one is there already
        return super().check_action(action, parameters)

    @work
    async def action_help(self) -> None:
        """The keys of this place, on a page."""
        places = await self._rooms()
        await self.push_screen_wait(places.help_page(self.screen, self.speaker))

    @work
    async def action_everything(self) -> None:
        """Everything that can be done here."""
        places = await self._rooms()
        asked_from = self.screen
        chosen = await self.push_screen_wait(places.palette(asked_from, self.speaker))
        if chosen is not None:
            await self.run_action(chosen.action, chosen.node)

    def action_paper(self, theme: str) -> None:
        """Put on another paper: "paper" for the day, "ink" for the night."""
        self.theme = theme

    def action_leave(self) -> None:
        """Leave the desk."""
        self.post_message(Leave())

    async def on_leave(self, _message: Leave) -> None:
        """Put down what is in hand and close the program."""
        here = self.trail.here
        if here is not None and not await here.parked():
            return
        self.exit()

    # Endings

    def end(self, code: int) -> None:
        """Close on a signal: what is in hand is put down, the terminal is given back, the exit code is 128 + n."""
        if not self._ending:
            self._ending = True
            self._last_task = asyncio.create_task(self._end(code))

    async def _end(self, code: int) -> None:
        await self._last_breath()
        self.exit(return_code=code)

    async def _last_breath(self) -> bool:
        here = self.trail.here
        if here is None:
            return True
        try:
            await asyncio.wait_for(here.put_down(), PATIENCE)
        except Exception as error:  # noqa: BLE001 — nobody is there to be told; the number is in the book
            self.faults.note(error)
            return False
        return True

    def _handle_exception(self, error: Exception) -> None:
        """A fault ends the program: with a number, without any value from a record, the draft saved, exit code 1."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        if self._ending:
            return
        self._ending = True
        number = self.faults.note(error)
        self._last_task = asyncio.create_task(self._fall(number))

    async def _fall(self, number: int) -> None:
        saved = await self._last_breath()
        kept = self._say("The draft is saved.") if saved else self._say("The last change may not be saved.")
        told = self._say("The desk had to close: fault no. {number}.", number=number)
        again = self._say("Open it again and sign in. Tell the number to whoever looks after the program.")
        self._exit_renderables.append(Text(f"{told} {kept} {again}"))
        self._close_messages_no_wait()

    def _stray(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """What failed where nobody waited for it: noted, never printed."""
        error = context.get("exception")
        if isinstance(error, Exception):
            self.faults.note(error)

    async def _quietly(self, call: Any, *args: Any) -> None:
        try:
            await asyncio.to_thread(call, *args)
        except Exception as error:  # noqa: BLE001 — noted with a number, raised again in tests
            self.faults.quietly(error)

    def _say(self, text: str, **facts: object) -> str:
        return plain(self.speaker.say(text, **facts))


def _fetched(door: "Door | Callable[[], Door]") -> "tuple[ModuleType, Door]":
    """All rooms, with the duties and the store behind them: half a second that the first picture does not wait for."""
    from screens import places

    return places, door() if callable(door) else door
