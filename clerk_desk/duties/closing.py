"""The close of the day: everything is looked at, answers are approved or sent back, and the day is closed."""

import datetime as dt
from dataclasses import asdict, dataclass

from sqlmodel import col, select

from clerk_desk.clock import local
from clerk_desk.ledgers.answers import Changed, changed_elsewhere, held, number_of, take_back
from clerk_desk.ledgers.closes import (
    CloseCard,
    card_of,
    close_of,
    closes,
    day_to_close,
    first_open_act,
    last_close,
    name_of,
    next_number,
    on_paper,
    packed,
)
from clerk_desk.ledgers.day_content import content_of_day
from clerk_desk.ledgers.evening import ClosingForm, Evening, evening_of
from clerk_desk.ledgers.issuing import Issued, issue_paper
from clerk_desk.objection import Objection
from clerk_desk.rules.closing import Item, Looked, Must
from clerk_desk.rules.daily_register import difference_said
from clerk_desk.rules.working_time import OPEN
from clerk_desk.work import HELD, Look, Work
from data.tables import AuditHead, ClassSet, DayClose, Decision
from data.vocabulary import EventKind, PaperKind

__all__ = ["CloseCard", "Closed", "ClosingForm", "ClosingState", "Unclosed"]

REMINDED_FROM = dt.time(18, 0)
"""From this time of the office's day on it is said that the day is not closed yet."""


@dataclass(frozen=True, slots=True)
class ClosingState:
    """How the evening stands: the number the close would get, the last close, every check in the page's order.

    `date` is the day that would be closed; `closed` is its close, if there is one: a closed day is not opened again.
    `since` is the day of the first act that no close covers.
    """

    date: dt.date
    number: int
    last: CloseCard | None
    closed: CloseCard | None
    since: dt.date | None
    checks: tuple[Looked, ...]

    @property
    def standing(self) -> tuple[Item, ...]:
        """What stands in the way of the close, in the page's order."""
        return tuple(item for one in self.checks for item in one.items if not item.settled)


@dataclass(frozen=True, slots=True)
class Closed:
    """The day is closed; its register is stored and may be printed."""

    close_id: int
    number: int
    date: dt.date
    lines: int
    head: str
    register: Issued


@dataclass(frozen=True, slots=True)
class Unclosed:
    """Acts lie open since a day; `today` if that day is this one."""

    since: dt.date
    today: bool


def state(look: Look, form: ClosingForm = ClosingForm()) -> ClosingState:
    """Every check of the evening as it stands now, with what the form says."""
    last = last_close(look)
    day = day_to_close(look, last)
    closed = close_of(look, day)
    since = first_open_act(look, last.to_line if last is not None else 0)
    return ClosingState(
        date=day,
        number=next_number(look),
        last=card_of(look, last) if last is not None else None,
        closed=card_of(look, closed) if closed is not None else None,
        since=local(since).date() if since is not None else None,
        checks=evening_of(look, last, form).checks,
    )


def list_of(look: Look) -> tuple[CloseCard, ...]:
    """Every close that was made, the newest first."""
    return tuple(card_of(look, row) for row in closes(look))


def unclosed(look: Look) -> Unclosed | None:
    """Whether a day waits to be closed: an earlier one always, this one once the office's day is over."""
    last = last_close(look)
    first = first_open_act(look, last.to_line if last is not None else 0)
    if first is None or (last is not None and last.date >= look.today):
        return None
    since = local(first).date()
    if since < look.today:
        return Unclosed(since, today=False)
    is_open = look.calendar().state(look.moment)[0] == OPEN
    late = local(look.moment).time() >= REMINDED_FROM
    return Unclosed(since, today=True) if late or (not is_open and _after_lunch(look)) else None


def approve(work: Work, decision_ids: tuple[int, ...]) -> int:
    """Approve answers as they were seen; gives how many. Objection "changed" if one is no longer the live answer."""
    work.must_be_allowed(EventKind.ANSWER_APPROVED)
    wanted = select(Decision.application_id, Decision.id).where(col(Decision.id).in_(decision_ids))
    seen = sorted(work.session.exec(wanted).all())
    if not seen or len(seen) != len(set(decision_ids)):
        raise changed_elsewhere()
    applications = {key: held(work, key) for key, _ in seen}
    letters = dict(work.session.exec(select(ClassSet.id, ClassSet.letter).where(ClassSet.year == work.year)).all())
    approved = []
    for application_id, decision_id in seen:
        decision = work.session.get(Decision, decision_id, populate_existing=True)
        if decision is None or not decision.live or decision.approved_at is not None:
            raise changed_elsewhere()
        decision.approved_at, decision.approved_by = work.moment, work.member.id
        approved.append((application_id, decision))
    for application_id, decision in approved:
        work.record(
            EventKind.ANSWER_APPROVED,
            application_id=application_id,
            number=number_of(applications[application_id]),
            outcome=decision.outcome,
            class_set=letters.get(decision.class_set_id, ""),
        )
    return len(approved)


def send_back(work: Work, application_id: int, reason: str) -> Changed:
    """Do not approve an answer: it is taken back and the application waits again. Objections as when it is reopened."""
    return take_back(work, application_id, reason)


def close(work: Work, form: ClosingForm, missed: int = 0) -> Closed:
    """Close the day: all is looked at once more, in this transaction, then the close and its register are stored.

    `missed` are the wrong passwords before the one that signs it. Objection "closed_already", "clock_behind", or
    "differs" naming the first thing that stands in the way.
    """
    work.must_be_allowed(EventKind.DAY_CLOSED)
    work.current_year()
    # Whoever acts must write into the trail: while its end is held here, all that is counted stands still.
    head = work.session.get_one(AuditHead, 1, with_for_update=HELD, populate_existing=True)
    last = last_close(work)
    day = day_to_close(work, last)
    _must_be_next(work, last, day)
    evening = evening_of(work, last, form)
    _must_be_settled(evening)
    row = _row(work, day, form, evening, last, head)
    content = content_of_day(work, row.from_line, row.to_line)
    row.content = packed(content)
    work.add(row)
    work.record(
        EventKind.DAY_CLOSED,
        number=row.number,
        date=row.date,
        lines=row.to_line,
        head=row.head,
        folders=row.folders,
        photo_pairs=row.photo_pairs,
        differences=[one["explained"] for one in row.differences],
        missed=missed,
    )
    paper = on_paper(row, work.member.full_name, last, content)
    issued = issue_paper(work, PaperKind.DAILY_REGISTER, paper, close_id=row.id)
    return Closed(row.id or 0, row.number, row.date, row.to_line, row.head, issued)


def _must_be_next(work: Work, last: DayClose | None, day: dt.date) -> None:
    """Objection "closed_already" if this day is closed, "clock_behind" if a later one is."""
    if last is None or last.date < day:
        return
    if last.date > day:
        raise Objection(
            "clock_behind", "The last close is of {date}, a later day: look at this machine's clock.", date=last.date
        )
    raise Objection(
        "closed_already",
        "This day is closed already, as № {number} by {name}. What is done now comes into the next close.",
        number=last.number,
        name=name_of(work, last.closed_by),
    )


def _must_be_settled(evening: Evening) -> None:
    standing = [item for one in evening.checks for item in one.items if not item.settled]
    if not standing:
        return
    first = standing[0]
    texts = {
        Must.APPROVE: "Approve the answer to № {number} or send it back: {what}",
        Must.COUNT: "Count what lies on the desk, and type it in.",
    }
    usual = "This is not explained yet: {number} {what}" if first.number else "This is not explained yet: {what}"
    raise Objection("differs", texts.get(first.must, usual), number=first.number, what=first.message)


def _row(
    work: Work, day: dt.date, form: ClosingForm, evening: Evening, last: DayClose | None, head: AuditHead
) -> DayClose:
    items = [item for one in evening.checks for item in one.items]
    return DayClose(
        year=work.year,
        number=next_number(work),
        date=day,
        closed_at=work.moment,
        closed_by=work.member.id,
        from_line=last.to_line if last is not None else 0,
        to_line=head.count,
        head=head.hash,
        folders=form.folders or 0,
        photo_pairs=form.photo_pairs or 0,
        counts={
            "before": asdict(evening.before),
            "moves": asdict(evening.moves),
            "standing": asdict(evening.now),
            "numbers": asdict(evening.numbers),
            "folders": evening.folders,
            "photo_pairs": evening.photo_pairs,
        },
        differences=[difference_said(item) for item in items],
        content=b"",
    )


def _after_lunch(look: Look) -> bool:
    """True once the office's hours of the day are over: closed before opening, or at lunch, is no evening."""
    hours = look.law.hours
    return local(look.moment).time() >= hours.closes or not look.calendar().is_working(look.today)
