"""The end of the evening: the password signs the close, the register is printed, a backup made, the package offered."""

import asyncio
import datetime as dt
from typing import TYPE_CHECKING

from clerk_desk.desk import new_act
from clerk_desk.duties import closing, papers
from clerk_desk.duties.closing import CloseCard, Closed, ClosingState
from clerk_desk.objection import Objection, mark
from screens.backing_up import BackingUp, back_up
from screens.closing_lines import told_of
from screens.paper_window import put_out, put_out_sheet
from screens.widgets.slip import Question
from screens.widgets.ways import Way
from screens.windows import AskFields, Choose

if TYPE_CHECKING:
    from screens.closing_notes import Evening
    from screens.station import Station


async def close_the_day(room: "Evening", state: ClosingState) -> None:
    """Ask for the password, close the day, and do what follows a close."""
    key, told = new_act(), ""
    speaker = room.station.speaker
    day = f"{speaker.weekday(state.date)} {speaker.date(state.date)}"
    title = room.say(mark("Close {day} as № {number}"), day=day, number=state.number)
    explain = room.say(
        mark(
            "A closed day is not opened again: what is corrected later comes into the next close. After this the daily "
            "register is printed and a backup is made."
        )
    )
    while True:
        asked = [Question("password", room.say(mark("Your password")), password=True)]
        answers = await room.window(AskFields(title, asked, explain, told=told))
        if answers is None:
            return
        told = await _not_signed(room, answers["password"])
        if not told:
            break
    missed = room.station.door.missed if room.station.door is not None else 0
    room.working(room.say(mark("The day is being closed …")))
    closed = await room.do(closing.close, room.form, missed, key=key)
    room.working("")
    if closed is not None:
        room.station.evening = None
    await room.load()
    if closed is not None:
        await _after(room, closed)


async def _not_signed(room: "Evening", password: str) -> str:
    """What is wrong with the password, in a sentence; "" if it is this person's."""
    try:
        right = await asyncio.to_thread(_confirmed, room.station, password)
    except Objection as objection:
        return room.message(objection.message)
    return "" if right else room.say(mark("This is not your password. Type it once more."))


def _confirmed(station: "Station", password: str) -> bool:
    """The door counts wrong passwords and makes the desk wait after several, as when a locked screen is opened."""
    login = station.desk.member.login
    return station.door.confirm(login, password) if station.door is not None else station.keys.confirm(login, password)


async def _after(room: "Evening", closed: Closed) -> None:
    room.tell(room.say(mark("The day is closed, as № {number}."), number=closed.number))
    await put_out(room, closed.register)
    # Of the whole desk, not of the room: it goes on while the room is left for another.
    room.app.run_worker(_kept_safe(room, closed), group="back-up")


async def _kept_safe(room: "Evening", closed: Closed) -> None:
    """The backup, whose failure is said and undoes nothing; then the package of the day is offered."""
    await back_up(room)
    top = room.app.screen
    if isinstance(top, BackingUp) and top.under_way.ended is not None:
        room.tell(room.message(top.under_way.ended))
        await top.dismiss(None)
    if not room.is_attached or not room.is_active:
        return  # the clerk has gone elsewhere: F12 has the export
    ways = [Way(True, room.say(mark("Export the package of this day"))), Way(False, room.say(mark("Later: F12")))]
    if await room.app.push_screen_wait(Choose(room.say(mark("The day is closed")), ways)):
        await _export(room, closed.date)


async def _export(room: "Evening", date: dt.date) -> None:
    from screens.exporting import export  # what seals packages comes only when it is wanted

    await export(room, date)


# --- the closes until now ----------------------------------------------------------------------------------


async def show_closes(room: "Evening") -> None:
    """The closes until now, the newest first; of one, what it counted, its register once more, its package."""
    cards = await room.ask(closing.list_of)
    if not cards:
        return
    chosen = await room.window(
        Choose(room.say(mark("Closes until now")), [Way(one, _named(room, one)) for one in cards])
    )
    if chosen is None:
        return
    ways = [
        Way("register", room.say(mark("Print its register")), bool(chosen.paper_id)),
        Way("export", room.say(mark("Export its package"))),
    ]
    what = await room.window(Choose(_named(room, chosen), ways, "\n".join(told_of(chosen, room.say, room.message))))
    if what == "register":
        await _print_again(room, chosen)
    elif what == "export":
        await _export(room, chosen.date)


async def _print_again(room: "Evening", one: CloseCard) -> None:
    """The register that never came out is printed; of one that did, a marked copy."""
    sheet = await room.ask(papers.sheet, one.paper_id)
    if sheet is None:
        return
    if one.printed:
        issued = await room.do(papers.again, one.paper_id, key=new_act())
        if issued is not None:
            await put_out(room, issued)
    else:
        await put_out_sheet(room, sheet)


def _named(room: "Evening", one: CloseCard) -> str:
    return room.say(mark("№ {number}, {moment}, {name}"), number=one.number, moment=one.closed_at, name=one.closed_by)
