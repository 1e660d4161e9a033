"""The office's days: the administrator adds a day off or a working Saturday, which wins over the printed calendar."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import col, select

from clerk_desk.ledgers.reasons import reason_said
from clerk_desk.ledgers.waiting import reopened_at, waits_since
from clerk_desk.objection import Objection
from clerk_desk.rules.numbers import registration
from clerk_desk.work import HELD, Look, Work
from data.tables import Application, CalendarDay
from data.vocabulary import DayKind, EventKind, Stage


@dataclass(frozen=True, slots=True)
class OfficeDay:
    """A date on which the administrator overrules the calendar."""

    date: dt.date
    kind: DayKind
    reason: str


def days(look: Look) -> tuple[OfficeDay, ...]:
    """The administrator's own days of the current year and later, in order."""
    query = select(CalendarDay).where(CalendarDay.date >= dt.date(look.year, 1, 1)).order_by(col(CalendarDay.date))
    return tuple(_card(row) for row in look.session.exec(query).all())


def set_day(work: Work, date: dt.date, kind: DayKind, reason: str) -> OfficeDay:
    """Say that a date is off, or worked. Due moments of waiting applications are computed anew and the change told.

    A day said before is said anew; the audit keeps old and new. Objection "day_over" for a date before today,
    "no_reason" without a reason.
    """
    said = reason_said(reason)
    if date < work.today:
        raise Objection("day_over", "{date} is over: only today and later days can be set.", date=date)
    before = work.session.get(CalendarDay, date, with_for_update=HELD, populate_existing=True)
    old = {"kind": before.kind, "reason": before.reason} if before is not None else None
    row = before if before is not None else CalendarDay(date=date, kind=kind, reason=said)
    row.kind, row.reason = kind, said
    work.add(row)
    work.record(EventKind.DAY_SET, date=date, kind=kind, reason=said, before=old, due=_due_anew(work))
    return _card(row)


def clear_day(work: Work, date: dt.date) -> OfficeDay:
    """Take the administrator's word on a date back; the printed calendar holds again.

    Objection "not_set" if nothing was said of that date, "day_over" for a date before today.
    """
    if date < work.today:
        raise Objection("day_over", "{date} is over: only today and later days can be set.", date=date)
    row = work.session.get(CalendarDay, date, with_for_update=HELD, populate_existing=True)
    if row is None:
        raise Objection("not_set", "Nothing was said of {date}: the printed calendar holds.", date=date)
    card = _card(row)
    work.session.delete(row)
    work.session.flush()
    work.record(EventKind.DAY_CLEARED, date=date, kind=card.kind, reason=card.reason, due=_due_anew(work))
    return card


def _due_anew(work: Work) -> list[dict[str, object]]:
    """Compute the due moments of everything that waits by the calendar as it now is; gives what changed."""
    calendar, reopened = work.calendar(), reopened_at(work)
    query = (
        select(Application)
        .where(Application.year == work.year, Application.stage == Stage.RECEIVED)
        .order_by(col(Application.id))
        .with_for_update(key_share=True)
    )
    changed: list[dict[str, object]] = []
    for application in work.session.exec(query).all():
        due = calendar.due(waits_since(application, reopened))
        if due != application.due_at:
            changed.append(
                {"number": registration(application.year, application.number), "old": application.due_at, "new": due}
            )
            application.due_at = due
    work.session.flush()
    return changed


def _card(row: CalendarDay) -> OfficeDay:
    return OfficeDay(date=row.date, kind=row.kind, reason=row.reason)
