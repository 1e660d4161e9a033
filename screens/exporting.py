"""Export a closed day: which one, sealed or open, and where to; the work runs in a thread, its window shows how far."""

import asyncio
import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from clerk_desk.duties import exports
from clerk_desk.duties.exports import ClosedDay
from clerk_desk.exporting import making
from clerk_desk.exporting.making import Exported
from clerk_desk.objection import Message, Objection, mark
from screens.backing_up import BackingUp, UnderWay
from screens.in_turn import InTurn
from screens.printing import over
from screens.widgets.slip import Question
from screens.windows import AskFields, Choose, Confirm, Way

if TYPE_CHECKING:
    from screens.room import Room, Tone

_STAGES = {
    "gathering": mark("Gathering the parts: {percent} %"),
    "writing": mark("Writing the package: {percent} %"),
    "checking": mark("Reading it again: {percent} %"),
}


@dataclass(slots=True)
class _Exporting(UnderWay):
    """How far a package is."""

    stage: str = "gathering"

    def said(self) -> Message:
        """How far it is, or what came of it."""
        return self.ended or Message(_STAGES[self.stage], {"percent": 100 * self.done // self.whole})


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be made: the day, sealed or not, and the folder; None: the desk's own."""

    date: dt.date
    sealed: bool
    folder: Path | None


async def export(room: "Room", date: dt.date | None = None) -> None:
    """Ask what is not known yet, then export with a window over the room. Closing the desk calls it off."""
    wanted = await _wanted(room, date)
    if wanted is None:
        if isinstance(room.app, InTurn):
            await room.app.let_keys_go()  # nothing more opens that they could be for
        return
    await _export(room, wanted)


async def _wanted(room: "Room", date: dt.date | None) -> _Wanted | None:
    if date is None:
        date = await _which(room)
    if date is None:
        return None
    sealed_to = await room.ask(exports.recipients)
    if sealed_to is None:
        return None
    sealed = await _sealed(room, date, tuple(one.name for one in sealed_to))
    if sealed is None:
        return None
    folder = await _where(room)
    return None if folder is None else _Wanted(date, sealed, _named(room, folder))


async def _which(room: "Room") -> dt.date | None:
    """The list of closes, the newest first; each says whether its package was made."""
    days = await room.ask(exports.days)
    if days is None:
        return None
    if not days:
        room.tell(room.say(mark("No day was closed yet: there is nothing to export. Close the day first.")), "warning")
        return None
    ways = [Way(one.date, _day(room, one), under=_under(room, one)) for one in days]
    return await over(room, Choose(room.say(mark("Export a closed day")), ways, broad=True))


def _day(room: "Room", one: ClosedDay) -> str:
    facts = {"number": one.number, "date": room.station.speaker.date(one.date)}
    if one.exported_at is None:
        return room.say(mark("№ {number}, {date}: not exported"), **facts)
    return room.say(mark("№ {number}, {date}: exported {moment}"), **facts, moment=one.exported_at)


def _under(room: "Room", one: ClosedDay) -> str:
    closed = room.say(mark("closed by {name}"), name=one.closed_by)
    return f"{closed} · {one.package}" if one.package else closed


async def _sealed(room: "Room", date: dt.date, names: tuple[str, ...]) -> bool | None:
    """Sealed is the first way; open asks once more, with what it means."""
    say = room.say
    opens = (
        say(mark("It opens at this desk, and with the keys of: {names}."), names=", ".join(names))
        if names
        else say(mark("It opens at this desk only, and stays in its folder: no administrator has a key yet."))
    )
    day = room.station.speaker.date(date)
    ways = [Way(True, say(mark("Sealed")), under=opens), Way(False, say(mark("Open, for anybody to read")))]
    sealed = await over(room, Choose(say(mark("The package of {date}"), date=day), ways))
    if sealed is not False:
        return sealed
    text = say(
        mark("The file holds every family's data, and whoever has it can read it. Keep it locked away. Leave it open?")
    )
    return False if await over(room, Confirm(say(mark("The package of {date}"), date=day), text)) else None


async def _where(room: "Room") -> str | None:
    """The folder, as it is typed; the usual one stands there already."""
    station = room.station
    usual = station.export_folder or making.usual_folder(station.desk, station.keys)
    question = Question("folder", room.say(mark("Folder")), preset=str(usual), longest=1000)
    explain = room.say(mark("Enter takes this folder. For a stick, write where it is found."))
    answers = await over(room, AskFields(room.say(mark("Where the package is put")), [question], explain))
    return None if answers is None else answers["folder"]


def _named(room: "Room", text: str) -> Path | None:
    folder = Path(text.strip()).expanduser().absolute()
    return None if folder == making.usual_folder(room.station.desk, room.station.keys) else folder


async def _export(room: "Room", wanted: _Wanted) -> None:
    station, under_way = room.station, _Exporting()
    window = BackingUp(room.say(mark("Export a closed day")), under_way)
    await room.app.push_screen(window)
    tone: Tone = "information"
    try:
        made = await asyncio.to_thread(
            making.export_day,
            *(station.desk, station.keys, wanted.date, wanted.folder),
            sealed=wanted.sealed,
            tick=under_way.tick,
        )
        under_way.ended, tone = _told(made), "warning" if made.missing else "information"
    except asyncio.CancelledError:
        under_way.called_off.set()
        raise
    except Objection as objection:
        under_way.ended, tone = objection.message, "warning"
    except Exception as error:
        number = station.faults.note(error)
        if station.faults.strict:
            raise
        text = mark("No package was made, fault no. {number}.")
        under_way.ended, tone = Message(text, {"number": number}), "error"
    if window in room.app.screen_stack:
        window.look()
    else:
        room.tell(room.message(under_way.ended), tone)
    if room.is_attached:
        room.reload()


def _told(made: Exported) -> Message:
    facts: dict[str, object] = {"name": made.path.name, "folder": str(made.path.parent)}
    if made.missing:
        text = mark("Exported without {n} pictures that are no longer in the store: {name} in {folder}.")
        return Message(text, facts | {"n": len(made.missing)})
    if made.was_there:
        return Message(mark("This package lies there already, unchanged: {name} in {folder}."), facts)
    return Message(mark("Exported and verified: {name} in {folder}."), facts)
