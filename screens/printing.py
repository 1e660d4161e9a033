"""Putting a paper on paper: it is typeset and sent in a thread, and what came of it is one sentence for the clerk."""

import asyncio
import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from clerk_desk.instruments.printer import Printed, Saved, printers, send
from clerk_desk.instruments.typesetter import typeset
from clerk_desk.objection import Message, Objection, mark
from screens.windows import Choose, Way

if TYPE_CHECKING:
    from screens.desk_screen import Tone
    from screens.station import Station
    from screens.window import Window

Outcome = tuple[Message, "Tone"]


async def put_on_paper(
    window: "Window[None]",
    station: "Station",
    title: str,
    name: str,
    setting: tuple[str, Mapping[str, object]],
    moment: dt.datetime,
) -> Outcome | None:
    """Typeset and print; the sentence and its tone, or None if the clerk went back from choosing a printer.

    `title` is what the print queue shows, `name` the file's name if it is saved instead, `setting` what the
    typesetter is given, `moment` (aware) the date inside the PDF. Nothing blocks meanwhile.
    """
    try:
        pdf = await asyncio.to_thread(typeset, *setting, moment)
        found = await asyncio.to_thread(printers)
        printer = found[0] if found else None
        if len(found) > 1 and not found[0].usual:
            ways = [Way(one, one.name) for one in found]
            printer = await window.app.push_screen_wait(Choose(window.say(mark("Which printer?")), ways))
            if printer is None:
                return None
        return _told(await asyncio.to_thread(send, pdf, title, name, printer)), "information"
    except Objection as objection:
        return objection.message, "warning"
    except Exception as error:
        number = station.faults.note(error)
        if station.faults.strict:
            raise
        return Message(mark("This could not be printed, fault no. {number}."), {"number": number}), "error"


def _told(done: Printed | Saved) -> Message:
    if isinstance(done, Printed):
        return Message(mark("Sent to the printer {printer}."), {"printer": done.printer})
    return Message(mark("There is no printer here. The sheet lies in {path}."), {"path": str(done.path)})
