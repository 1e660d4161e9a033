"""What waits to be keyed in, as files: for a list that is keyed in at another machine."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from clerk_desk.clock import local
from clerk_desk.duties import catch_up
from clerk_desk.instruments.printer import documents
from clerk_desk.instruments.spreadsheets_out import Table, csv_bytes, save, xlsx_bytes
from clerk_desk.objection import Message, Objection, mark
from clerk_desk.rules.outages import NAMES
from data.vocabulary import Channel

if TYPE_CHECKING:
    from screens.room import Room, Tone


async def save_as_file(room: "Room", portal: Channel) -> "tuple[Message, Tone] | None":
    """Take the list out of the store, which is written down first, and save it as CSV and XLSX.

    The sentence that tells of it; None if a rule stood in the way, which was told.
    """
    table = await room.do(catch_up.take_out, portal)
    if table is None:
        return None
    if not table.rows:
        return Message("Nothing is to be keyed in: no file was saved."), "information"
    now = room.station.now()

    def write() -> Path:
        name = f"catch-up-{portal}-{local(now):%Y-%m-%d}"
        sheet = Table(NAMES[portal], table.header, table.rows)
        return save(name, {"csv": csv_bytes(sheet.header, sheet.rows), "xlsx": xlsx_bytes([sheet], now)}, documents())

    return await saved(room, write)


async def saved(room: "Room", write: Callable[[], Path]) -> "tuple[Message, Tone]":
    """Write in a thread; the sentence that tells of it."""
    try:
        path = await asyncio.to_thread(write)
    except Objection as objection:
        return objection.message, "warning"
    except Exception as error:
        number = room.station.faults.note(error)
        if room.station.faults.strict:
            raise
        return Message(mark("This could not be saved, fault no. {number}."), {"number": number}), "error"
    text = mark("Saved: {name} in {folder}. It holds personal data: remove it when it has served.")
    return Message(text, {"name": path.name, "folder": str(path.parent)}), "information"
