"""Putting a paper on paper: it is typeset and sent in a thread, and what came of it is one sentence for the clerk."""

import asyncio
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from textual.screen import ModalScreen

from clerk_desk.instruments.printer import Printed, Printer, Saved, printers, send
from clerk_desk.instruments.typesetter import typeset
from clerk_desk.objection import Message, Objection, mark
from screens.in_turn import InTurn
from screens.room import Room
from screens.talking import TalkingScreen
from screens.windows import Choose, Way

if TYPE_CHECKING:
    from screens.room import Tone
    from screens.station import Station
    from screens.window import Window

    Place = Room | Window[Any]

R = TypeVar("R")

Outcome = tuple[Message, "Tone"]


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of sending a sheet: the sentence, its tone, and where it lies if it was saved instead.

    `taken` is False where nothing left the desk: the printer did not take it, or it could not be saved.
    """

    sentence: Message
    tone: "Tone"
    taken: bool = False
    path: Path | None = None


async def over(place: "Place", window: ModalScreen[R]) -> R:
    """Lay a window over a room or another window and wait for what it gives back; keys typed ahead wait for it."""
    if isinstance(place, TalkingScreen) and place.talking:
        return await place.window(window)
    if isinstance(place, Room):
        place.hold_keys_for_a_window()
    return await place.app.push_screen_wait(window)


async def let_keys_go(room: Room) -> None:
    """No further window comes: keys are the room's again. A talk lets them go at its own end."""
    if isinstance(room.app, InTurn) and not (isinstance(room, TalkingScreen) and room.talking):
        await room.app.let_keys_go()


async def send_sheet(
    place: "Place",
    station: "Station",
    title: str,
    name: str,
    making: Callable[[], bytes],
    saved: str = mark("There is no printer here. The sheet lies in {path}."),
) -> Sent | None:
    """Make the PDF and print it, or save it where there is no printer; None if the clerk went back.

    `title` is what the print queue shows, `name` the file's name if it is saved, `saved` the sentence for that.
    Nothing blocks meanwhile; whatever goes wrong is a sentence.
    """
    try:
        pdf = await asyncio.to_thread(making)
        found = await asyncio.to_thread(printers)
        printer: Printer | None = found[0] if found else None
        if len(found) > 1 and not found[0].usual:
            ways = [Way(one, one.name) for one in found]
            printer = await over(place, Choose(place.say(mark("Which printer?")), ways))
            if printer is None:
                return None
        done = await asyncio.to_thread(send, pdf, title, name, printer)
    except Objection as objection:
        return Sent(objection.message, "warning")
    except Exception as error:
        number = station.faults.note(error)
        if station.faults.strict:
            raise
        return Sent(Message(mark("This could not be printed, fault no. {number}."), {"number": number}), "error")
    return _told(done, saved)


def _told(done: Printed | Saved, saved: str) -> Sent:
    if isinstance(done, Printed):
        return Sent(
            Message(mark("Sent to the printer {printer}."), {"printer": done.printer}), "information", taken=True
        )
    return Sent(Message(saved, {"path": str(done.path)}), "information", taken=True, path=done.path)


async def put_on_paper(
    window: "Window[None]",
    station: "Station",
    title: str,
    name: str,
    setting: tuple[str, Mapping[str, object]],
    moment: dt.datetime,
) -> Outcome | None:
    """Typeset and print a sheet that holds nobody's data; the sentence and its tone, or None if the clerk went back.

    `setting` is what the typesetter is given, `moment` (aware) the date inside the PDF.
    """
    sent = await send_sheet(window, station, title, name, lambda: typeset(*setting, moment))
    return None if sent is None else (sent.sentence, sent.tone)
