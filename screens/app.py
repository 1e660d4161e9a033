"""The desk itself: it paints the sign-in first, opens the store behind it, and leads from room to room."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import work
from textual.binding import Binding, BindingType
from textual.screen import Screen

from clerk_desk.clock import Clock
from clerk_desk.faults import Faults
from clerk_desk.language import Speaker
from clerk_desk.objection import mark
from screens.desk_screen import DeskScreen
from screens.going import Back, Go, Leave
from screens.locking import Locking
from screens.sign_in import Knock, SignIn
from screens.station import Station
from screens.themes import VARIABLES, dress
from screens.threshold import Threshold

if TYPE_CHECKING:
    from clerk_desk.door import Door


class DeskApp(Locking):
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
        Binding("f7", "papers", mark("Papers"), id="papers", tooltip=mark("What to bring, and other papers")),
        # The digit where nothing is written, F11 in a form too, where the terminal does not keep it; F12 everywhere.
        Binding(
            *("0,қ,Қ,f11", "outage", mark("Portal outage")),
            id="outage",
            tooltip=mark("A portal fails, or answers again"),
            show=False,
        ),
        Binding("f9", "lock", mark("Lock"), id="lock", tooltip=mark("Lock the desk; the work stays"), priority=True),
        Binding("f1,question_mark", "help", mark("Help"), id="help", tooltip=mark("The keys of this place, on a page")),
        Binding("f12,ctrl+p", "everything", mark("More"), id="everything", tooltip=mark("Everything that can be done")),
        Binding(
            *("ctrl+q", "leave", mark("Leave the desk")),
            id="leave",
            tooltip=mark("Close the program; all is stored"),
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
        **of_station: Any,
    ) -> None:
        """A `door` that is a function is made behind the first picture. `demo_hint` says that this is a demo desk.

        `preset` stands in the fields of the sign-in. `folder` is where faults are written down. `of_station` are
        scan_folder, pictures, pixels, backup_folder, backups_kept and watch, as every Station is told them.
        """
        super().__init__(door, speaker, clock, idle_minutes, Faults(folder))
        self.animation_level = "none"
        dress(self, theme)
        self.add_mode(self.DEFAULT_MODE, self._threshold)
        self.demo_hint = demo_hint or ""
        self.preset = preset
        self._of_station = of_station
        self._leaving = False

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The names of colours that are our own."""
        return VARIABLES

    def _threshold(self) -> Screen[None]:
        return SignIn(self.speaker, self.clock, self.demo_hint, self.preset)

    def on_mount(self) -> None:
        """Hear signals, watch for idleness, and, once the first picture stands, fetch the rooms."""
        self.hear()
        self.set_interval(2.0, self.look_for_idleness)
        self.call_after_refresh(self.behind.begin)

    # Sign-in

    async def on_knock(self, knock: Knock) -> None:
        """Try the door with a name and a password."""
        self.hold_keys()
        self._open(knock.login, knock.password)

    @work
    async def _open(self, login: str, password: str) -> None:
        threshold = cast(Threshold, self.screen)
        try:
            places, door = await self.behind.both()
            desk, keys = await asyncio.to_thread(door.sign_in, login, password)
        except Exception as error:  # noqa: BLE001 — a sentence beneath the form, or a fault with a number
            await self.let_keys_go(drop=True)
            self.refused(threshold, error)
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
            **self._of_station,
        )
        await self._enter("today", (), instead=False)
        await self.let_keys_go()

    # Rooms

    async def on_go(self, go: Go) -> None:
        """Lead the clerk to a place."""
        if self.locked:
            self._held_ways.append(go)
        elif self.station is not None:
            await self._set_out(lambda: self._enter(go.place, go.args, instead=go.instead))

    async def on_back(self, back: Back) -> None:
        """Lead back to the room before."""
        if self.locked:
            self._held_ways.append(back)
            return
        if len(self.trail.rooms) > 1:
            await self._set_out(self._step_back)

    async def _step_back(self) -> None:
        here = self.trail.here
        if here is not None:
            self.trail.back()
            await self._show([here])

    async def _set_out(self, way: Callable[[], Awaitable[None]]) -> None:
        """Put down what is in hand, then go. If it cannot be stored, the clerk says whether to stay with it."""
        here = self.trail.here
        if here is None or await here.parked():
            await way()
        else:
            self._ask_to_set_out(way)

    @work
    async def _ask_to_set_out(self, way: Callable[[], Awaitable[None]]) -> None:
        places = await self.behind.places()
        if await self.push_screen_wait(places.sure_to_lose(self.speaker)):
            await way()

    async def _enter(self, place: str, args: tuple[object, ...], *, instead: bool) -> None:
        gone = self.trail.cut_back_to(place, args)
        if gone is None:
            places = await self.behind.places()
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
            await self.put_away(one)

    def action_go(self, place: str) -> None:
        """A key leads to a place."""
        self.post_message(Go(place))

    def action_papers(self) -> None:
        """F7: the papers of the room in hand."""
        if self.trail.here is not None:
            self.trail.here.action_papers()

    def action_outage(self) -> None:
        """A portal fails, or answers again."""
        if self.trail.here is not None:
            self.trail.here.action_outage()

    def scanned_paper(self, code: str) -> bool:
        """A paper's code, scanned over a room: is it ours. Over a window it is not asked."""
        here = self.trail.here
        if self.station is None or self.locked or here is None or self.screen is not here:
            return False
        here.action_recognise_paper(code)
        return True

    # Help, everything, leaving

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Before sign-in and under the lock there is nothing but leaving."""
        if action in ("go", "papers", "outage", "lock", "everything") and (self.station is None or self.locked):
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
        places = await self.behind.places()
        await self.push_screen_wait(places.help_page(self.screen, self.speaker))

    def action_everything(self) -> None:
        """Everything that can be done here. Keys pressed before the list is to be seen are for it."""
        self.hold_keys()
        self._show_everything()

    @work
    async def _show_everything(self) -> None:
        try:
            places = await self.behind.places()
            everything = places.palette(self.screen, self.speaker)
        except BaseException:
            await self.let_keys_go()
            raise
        chosen = await self.push_screen_wait(everything)
        if chosen is not None:
            await self.run_action(chosen.action, chosen.node)

    def action_own_password(self) -> None:
        """Change one's own password, in the room of the staff."""
        self.post_message(Go("staff", "own_password"))

    def action_paper(self, theme: str) -> None:
        """Put on another paper: "paper" for the day, "ink" for the night."""
        self.theme = theme

    def action_leave(self) -> None:
        """Leave the desk."""
        self.post_message(Leave())

    @work
    async def on_leave(self, _message: Leave) -> None:
        """Ask, put down what is in hand and close the program."""
        if self._leaving:
            return  # it is being asked already
        self._leaving = True
        try:
            if await self._may_leave():
                self.exit()
        finally:
            self._leaving = False

    async def _may_leave(self) -> bool:
        station, here = self.station, self.trail.here
        if station is None:
            return True
        places = await self.behind.places()
        if not self.locked and not await self.push_screen_wait(places.sure_to_leave(self.speaker)):
            return False
        unsaved = here is not None and not await here.parked()
        if unsaved and not await self.push_screen_wait(places.sure_to_lose(self.speaker)):
            return False
        await self.sign_out(station)
        return True
