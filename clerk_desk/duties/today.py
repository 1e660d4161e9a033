"""Today: what waits for an answer, how soon; what was done; whether the office is open and for how long."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import col, func, select

from clerk_desk.clock import ALMATY
from clerk_desk.ledgers.examination import window_of
from clerk_desk.ledgers.outages import OutageCard, marked, running
from clerk_desk.ledgers.papers import whole_name
from clerk_desk.ledgers.waiting import reopened_at, waits_since
from clerk_desk.rules.numbers import registration
from clerk_desk.work import Look
from data.tables import Application, AuditLine, Child, ClassSet, School
from data.vocabulary import EventKind, Stage


class Hours(StrEnum):
    """The state of the office's hours."""

    OPEN = "open"
    LUNCH = "lunch"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands in the line above every screen. `until` is when the state changes next (aware).

    `days_left` counts days to 31 August, both included; 0 outside the window, where `opens_on` says
    when it opens. `outages` are the portals that fail now, the oldest first.
    """

    school_kk: str
    school_ru: str
    who: str
    role: str
    now: dt.datetime
    hours: Hours
    until: dt.datetime
    days_left: int
    opens_on: dt.date | None
    oldest_due: dt.datetime | None
    waiting: int
    outages: tuple[OutageCard, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """An application that waits for its answer. `in_outage`: it was received on paper while a portal failed."""

    application_id: int
    number: str
    child_name: str
    language: str
    wished: str
    due_at: dt.datetime
    target_at: dt.datetime
    overdue: bool
    in_outage: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """What was done on the current day."""

    received: int
    accepted: int
    refused: int
    withdrawn: int


def frame(look: Look) -> Frame:
    """The line above every screen."""
    school = look.session.get(School, 1)
    state, until = look.calendar().state(look.moment)
    days_left, opens_on = _window(look)
    oldest, count = look.session.exec(
        select(func.min(Application.due_at), func.count()).where(
            Application.year == look.year, Application.stage == Stage.RECEIVED
        )
    ).one()
    return Frame(
        school_kk=school.name_kk if school is not None else "",
        school_ru=school.name_ru if school is not None else "",
        who=look.member.full_name,
        role=str(look.member.role),
        now=look.moment,
        hours=Hours(str(state)),
        until=until,
        days_left=days_left,
        opens_on=opens_on,
        oldest_due=oldest,
        waiting=count,
        outages=running(look),
    )


def waiting(look: Look) -> tuple[Waiting, ...]:
    """What waits for an answer, the soonest due first; of two due together, the earlier number."""
    calendar, reopened = look.calendar(), reopened_at(look)
    query = (
        select(Application, Child, ClassSet.letter)
        .join(Child, col(Child.application_id) == col(Application.id))
        .outerjoin(ClassSet, col(ClassSet.id) == col(Application.wished_class_set_id))
        .where(Application.year == look.year, Application.stage == Stage.RECEIVED)
        .order_by(col(Application.due_at), col(Application.number))
    )
    rows = look.session.exec(query).all()
    in_outage = marked(look, [application for application, *_ in rows])
    return tuple(
        Waiting(
            application_id=application.id or 0,
            number=registration(application.year, application.number),
            child_name=whole_name(child.surname, child.given_name),
            language=str(application.language),
            wished=letter or "",
            due_at=application.due_at,
            target_at=calendar.target(waits_since(application, reopened)),
            overdue=application.due_at < look.moment,
            in_outage=application.id in in_outage,
        )
        for application, child, letter in rows
    )


def counts(look: Look) -> Counts:
    """Today's counts, from the acts of the office's local day. An answer taken back later that day still counts."""
    begins = dt.datetime.combine(look.today, dt.time(), ALMATY)
    query = (
        select(AuditLine.event, func.count())
        .where(
            AuditLine.at >= begins.astimezone(dt.UTC),
            AuditLine.at < (begins + dt.timedelta(days=1)).astimezone(dt.UTC),
            col(AuditLine.event).in_(_COUNTED),
        )
        .group_by(col(AuditLine.event))
    )
    done: dict[str, int] = dict(look.session.exec(query).all())
    received, accepted, refused, withdrawn = (done.get(event, 0) for event in _COUNTED)
    return Counts(received, accepted, refused, withdrawn)


_COUNTED = (EventKind.APPLICATION_RECEIVED, EventKind.ACCEPTED, EventKind.REFUSED, EventKind.WITHDRAWN)


def _window(look: Look) -> tuple[int, dt.date | None]:
    """The days left to the end of the intake, today included; outside it 0, and the day on which the next one opens."""
    window = window_of(look, look.year)
    if look.today < window.opens:
        return 0, window.opens
    if look.today > window.closes:
        return 0, window_of(look, look.year + 1).opens
    return (window.closes - look.today).days + 1, None
