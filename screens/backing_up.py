"""Back up now: the work runs in a thread, its window shows how far it is and can be put away meanwhile."""

import asyncio
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from clerk_desk.objection import Message, Objection, mark
from clerk_desk.safekeeping import making
from screens.window import HELP, Window

if TYPE_CHECKING:
    from screens.room import Room, Tone

_LOOK = 0.1
"""Seconds between two looks at how far the work is."""

_STAGES = {
    "copying": mark("Copying the store: {percent} %"),
    "writing": mark("Writing the backup: {percent} %"),
    "checking": mark("Reading it again: {percent} %"),
}


class _CalledOff(Exception):
    """The desk was closed: the work ends at its next piece and leaves nothing behind."""


@dataclass(slots=True)
class UnderWay:
    """How far a backup is, as its thread last said; and at the end, what came of it."""

    stage: str = "copying"
    done: int = 0
    whole: int = 1
    ended: Message | None = None
    called_off: threading.Event = field(default_factory=threading.Event)

    def tick(self, stage: str, done: int, whole: int) -> None:
        """Told by the thread."""
        if self.called_off.is_set():
            raise _CalledOff
        self.stage, self.done, self.whole = stage, done, max(whole, 1)

    def said(self) -> Message:
        """How far it is, or what came of it."""
        return self.ended or Message(_STAGES[self.stage], {"percent": 100 * self.done // self.whole})


class BackingUp(Window[None]):
    """Shows how far the backup is; put away, it goes on, and what came of it is told in the room."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "back", mark("Put away"), id="back", tooltip=mark("The work goes on")),
        HELP,
    ]

    def __init__(self, title: str, under_way: UnderWay) -> None:
        super().__init__(title)
        self.under_way = under_way

    def body(self) -> ComposeResult:
        """One sentence."""
        yield Static(id="text", markup=False)

    def on_mount(self) -> None:
        """Look how far it is, now and then."""
        super().on_mount()
        self.look()
        self.set_interval(_LOOK, self.look)

    def look(self) -> None:
        """Show how far it is."""
        self.query_one("#text", Static).update(self.message(self.under_way.said()))


async def back_up(room: "Room") -> None:
    """Back the desk up, with a window over the room. Nothing waits for it; closing the desk calls it off."""
    station, under_way = room.station, UnderWay()
    window = BackingUp(room.say(mark("Back up now")), under_way)
    await room.app.push_screen(window)
    tone: Tone = "information"
    try:
        made = await asyncio.to_thread(
            making.back_up,
            *(station.desk, station.keys, station.backup_folder, station.backups_kept),
            tick=under_way.tick,
        )
        text = mark("Backed up and verified: {name} in {folder}.")
        under_way.ended = Message(text, {"name": made.path.name, "folder": str(made.path.parent)})
    except asyncio.CancelledError:
        under_way.called_off.set()
        raise
    except Objection as objection:
        under_way.ended, tone = objection.message, "warning"
    except Exception as error:
        number = station.faults.note(error)
        if station.faults.strict:
            raise
        text = mark("No backup was made, fault no. {number}.")
        under_way.ended, tone = Message(text, {"number": number}), "error"
    if window in room.app.screen_stack:
        window.look()
    else:
        room.tell(room.message(under_way.ended), tone)
    if room.is_attached:
        room.reload()
