"""What the stories of the evening have in common: the form filled in with care, the day closed."""

from typing import Any

from sqlmodel import col, select

from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import closing
from clerk_desk.duties.closing import Closed, ClosingForm, ClosingState
from clerk_desk.ledgers.closes import unpacked
from clerk_desk.rules.closing import Check, Item
from clerk_desk.work import Look
from data.tables import DayClose

WORDS = "Отбасымен келісілді, ертең келеді."


def approve_all(desk: Desk) -> None:
    """Approve every answer that stands."""
    waiting = tuple(item.decision_id for item in of(desk.ask(closing.state), Check.ANSWERS))
    if waiting:
        desk.do(new_act(), closing.approve, waiting)


def filled_in(desk: Desk, **changes: Any) -> ClosingForm:
    """The form with what lies on the desk counted rightly, and every difference explained."""
    expected = desk.ask(on_the_desk)
    form = ClosingForm(**({"folders": expected[0], "photo_pairs": expected[1]} | changes))
    state = desk.ask(closing.state, form)
    keys = {item.key for one in state.checks for item in one.items}
    return ClosingForm(form.folders, form.photo_pairs, form.printed, dict.fromkeys(keys, WORDS))


def close_day(desk: Desk, **changes: Any) -> Closed:
    """Approve everything, explain everything, close."""
    approve_all(desk)
    return desk.do(new_act(), closing.close, filled_in(desk, **changes))


def of(state: ClosingState, check: Check) -> tuple[Item, ...]:
    """The items of one check."""
    return next(one.items for one in state.checks if one.check is check)


def on_the_desk(look: Look) -> tuple[int, int]:
    """What a true count would find."""
    from clerk_desk.ledgers.balance import papers_on_the_desk
    from clerk_desk.ledgers.closes import last_close

    last = last_close(look)
    return papers_on_the_desk(look, last.to_line if last is not None else 0)


def kept(look: Look, number: int) -> dict[str, Any]:
    """What a close kept of its day."""
    row = look.session.exec(select(DayClose).where(DayClose.number == number).order_by(col(DayClose.id))).one()
    return unpacked(row.content)
