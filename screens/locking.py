"""The lock: it covers everything at once, holds back what comes meanwhile, and brings all back as it was."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from textual import events, work

from clerk_desk.clock import Clock
from clerk_desk.faults import Faults
from clerk_desk.language import Speaker
from clerk_desk.objection import Objection
from clerk_desk.troubles import trouble_said
from data.trouble import StoreTrouble
from screens.behind import Behind
from screens.desk_screen import DeskScreen
from screens.endings import Endings
from screens.going import Back, Go, LockNow
from screens.idleness import Idleness
from screens.locked import Locked, SomeoneElse, Unlock
from screens.plain import plain
from screens.sign_in import SignIn
from screens.station import Station
from screens.threshold import Threshold

if TYPE_CHECKING:
    from clerk_desk.door import Door


class Locking(Endings):
    """An app whose work can be covered, by a key or by itself."""

    def __init__(
        self, door: "Door | Callable[[], Door]", speaker: Speaker, clock: Clock, idle_minutes: int, faults: Faults
    ) -> None:
        super().__init__(speaker, faults)
        self.clock = clock
        self.behind = Behind(door)
        self.idleness = Idleness(idle_minutes)
        self.station: Station | None = None
        self.locked = False
        self._held_back: list[tuple[str, dict[str, Any]]] = []
        self._held_ways: list[Go | Back] = []

    async def on_event(self, event: events.Event) -> None:
        """Each key tells that somebody is there."""
        if isinstance(event, (events.Key, events.Paste, events.MouseDown)):
            self.idleness.touched()
        await super().on_event(event)

    def action_lock(self) -> None:
        """Lock the desk."""
        self.post_message(LockNow())

    def look_for_idleness(self) -> None:
        """Lock the desk if nobody was at it for too long."""
        if self.idleness.too_long() and self.station is not None and not self.locked:
            self.post_message(LockNow())

    async def on_lock_now(self) -> None:
        """Cover everything at once; then store what is in hand and record it."""
        if self.station is None or self.locked:
            return
        self.locked = True
        self.clear_notifications()
        self._cover()
        self._put_down_and_record(self.station)

    @work
    async def _put_down_and_record(self, station: Station) -> None:
        if self.trail.here is not None:
            await self.trail.here.parked()
        places = await self.behind.places()
        await self.quietly(places.record, station.desk, places.LOCKED)

    def _cover(self) -> None:
        frame = self.station.latest if self.station is not None else None
        school = "" if frame is None else frame.school_ru if self.speaker.language == "ru" else frame.school_kk
        super().push_screen(Locked(self.speaker, self.clock, school or "clerk-desk"))

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
            places, door = await self.behind.both()
            right = await asyncio.to_thread(door.confirm, station.desk.member.login, password)
        except Exception as error:  # noqa: BLE001 — a sentence beneath the form, or a fault with a number
            await self.let_keys_go(drop=True)
            self.refused(threshold, error)
            return
        if not right:
            await self.let_keys_go(drop=True)
            threshold.refused(self.say("This is not your password. Type it once more."))
            return
        await self.quietly(places.record, station.desk, places.UNLOCKED, door.missed)
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
        station, self.station, self.locked = self.station, None, False
        self._held_back.clear()
        self._held_ways.clear()
        while not isinstance(self.screen, SignIn):
            await self.pop_screen()
        self.screen.clear()
        for room in self.trail.clear():
            await self.put_away(room)
        if station is not None:
            await self.sign_out(station)

    async def sign_out(self, station: Station) -> None:
        """Record that the person has left, and close the store."""
        places = await self.behind.places()
        await self.quietly(places.record, station.desk, places.SIGNED_OUT)
        await self.quietly(places.close, station.desk)

    def notify(self, message: str, **kind: Any) -> None:
        """A sentence that comes while the desk is locked is shown when it is open again."""
        if self.locked:
            self._held_back.append((message, kind))
        else:
            super().notify(message, **{"markup": False, **kind})

    def refused(self, threshold: Threshold, error: Exception) -> None:
        """Say beneath the form why the door stays shut."""
        if isinstance(error, Objection):
            seconds = error.message.facts.get("seconds", 0)
            threshold.refused(plain(self.speaker.message(error.message)), float(cast(float, seconds)))
        elif isinstance(error, StoreTrouble):
            threshold.refused(plain(self.speaker.message(trouble_said(error).message)))
        else:
            number = self.faults.note(error)
            threshold.refused(self.say("The desk could not be opened, fault no. {number}.", number=number))
            if self.faults.strict:
                raise error

    async def put_away(self, room: DeskScreen) -> None:
        """Close a room for good."""
        if self.is_screen_installed(room):
            self.uninstall_screen(room)
        await room.remove()
