"""What is asked before a portal's list is looked through: which file, from which portal, which sheet, which column."""

import asyncio
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from clerk_desk.clock import local
from clerk_desk.instruments import spreadsheets_in
from clerk_desk.instruments.spreadsheets_in import ListFile
from clerk_desk.objection import Objection, mark
from clerk_desk.rules.outages import NAMES
from clerk_desk.rules.portal_columns import GROUPS, PASSED_OVER, MappedColumn, label_of
from data.vocabulary import PORTALS, Channel
from screens.widgets.slip import Question
from screens.widgets.ways import Way
from screens.windows import Choose

if TYPE_CHECKING:
    from screens.talking import TalkingScreen

_ELSEWHERE = Path()


@dataclass(frozen=True, slots=True)
class Chosen:
    """A list that was chosen and read, and the portal that it comes from."""

    file: ListFile
    portal: Channel


async def choose_list(room: "TalkingScreen", folders: Sequence[Path]) -> Chosen | None:
    """Which file, from which portal, of a workbook which sheet; None if any of it was put away."""
    path = await _which_file(room, folders)
    if path is None:
        return None
    portals = [Way(portal, NAMES[portal]) for portal in PORTALS]
    portal = await room.window(Choose(room.say(mark("Which portal is the list from?")), portals))
    if portal is None:
        return None
    file = await _read(room, path)
    if file is not None and len(file.sheets) > 1:
        sheets = [Way(name, name) for name in file.sheets]
        sheet = await room.window(Choose(room.say(mark("Which sheet holds the applications?")), sheets))
        file = await _read(room, path, sheet) if sheet is not None and sheet != file.sheet else file
        if sheet is None:
            return None
    return Chosen(file, portal) if file is not None else None


async def _which_file(room: "TalkingScreen", folders: Sequence[Path]) -> Path | None:
    newest = await asyncio.to_thread(_dated, tuple(folders))
    title = room.say(mark("Take in a portal's list"))
    if newest:
        speaker = room.station.speaker
        ways = [Way(path, path.name, under=f"{path.parent}   {speaker.moment(moment)}") for path, moment in newest]
        ways.append(Way(_ELSEWHERE, room.say(mark("Another file: type where it lies"))))
        chosen = await room.window(Choose(title, ways, broad=True))
        if chosen != _ELSEWHERE:
            return chosen

    async def act(given: dict[str, str]) -> Path | None:
        try:
            return await asyncio.to_thread(spreadsheets_in.list_path, given["path"])
        except Objection as objection:
            room.objected(objection)
            return None

    explain = room.say(mark("A CSV or XLSX file as the portal gives it. It may be dropped here, too."))
    return await room.filled_in(title, [Question("path", room.say(mark("File")), longest=1000)], act, explain)


def _dated(folders: tuple[Path, ...]) -> list[tuple[Path, dt.datetime]]:
    found = []
    for path in spreadsheets_in.newest_lists(folders):
        try:
            changed = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
        except (OSError, ValueError, OverflowError):
            continue  # gone again, or from a drive with a broken clock: not offered
        found.append((path, local(changed)))
    return found


async def _read(room: "TalkingScreen", path: Path, sheet: str = "") -> ListFile | None:
    try:
        return await asyncio.to_thread(spreadsheets_in.read_list, path, sheet)
    except Objection as objection:
        room.objected(objection)
        return None


async def choose_field(room: "TalkingScreen", column: MappedColumn, taken: set[str]) -> str | None:
    """What a column answers: first whose, then what, both by digits; Esc goes back one step."""
    title = room.say(mark("What is the column “{head}”?"), head=column.head or str(column.at + 1))
    samples = "   ".join(column.samples)
    groups: list[Way[int]] = [Way(at, room.say(words)) for at, (words, _) in enumerate(GROUPS)]
    groups.append(Way(len(GROUPS), room.say(mark("It is not needed"))))
    while True:
        at = await room.window(Choose(title, groups, samples))
        if at is None:
            return None
        if at == len(GROUPS):
            return PASSED_OVER
        words, names = GROUPS[at]
        there = room.say(mark("another column holds it now"))
        ways = [Way(name, room.say(label_of(name)), under=there if name in taken else "") for name in names]
        chosen = await room.window(Choose(title, ways, room.say(words)))
        if chosen is not None:
            return chosen
