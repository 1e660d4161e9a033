"""Backups as the store remembers them: when the last one was made and verified, and when restoring was practised."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import col, select

from clerk_desk.clock import local
from clerk_desk.rules.backups import MOST_WORKING_DAYS
from clerk_desk.work import Look, Work
from data.tables import AuditLine
from data.vocabulary import EventKind


@dataclass(frozen=True, slots=True)
class BackupState:
    """The last verified backup and the last practice; None where there is none. Moments are aware.

    `working_days` have begun since the day of the backup; `late` says that it is too long ago, or there is none.
    With `elsewhere` the store lies on a server, whose backups are made there: nothing is ever late then.
    """

    made_at: dt.datetime | None
    practised_at: dt.datetime | None
    working_days: int
    late: bool
    elsewhere: bool


def state(look: Look) -> BackupState:
    """How old the last verified backup is."""
    made_at = _last(look, EventKind.BACKED_UP)
    days = _working_days_since(look, made_at) if made_at is not None else 0
    elsewhere = look.session.get_bind().dialect.name != "sqlite"
    return BackupState(
        made_at=made_at,
        practised_at=_last(look, EventKind.RESTORE_DRILLED),
        working_days=days,
        late=not elsewhere and (made_at is None or days > MOST_WORKING_DAYS),
        elsewhere=elsewhere,
    )


def backed_up(work: Work, name: str, size: int, lines: int, head: str) -> int:
    """Write down that a backup was made and verified: its file's name and bytes, where its trail ends.

    Gives the number of the line. Objection "not_allowed".
    """
    work.record(EventKind.BACKED_UP, backup=name, bytes=size, lines=lines, head=head)
    return _number_of_last(work)


def practised(work: Work, name: str, lines: int, goes_on: bool) -> int:
    """Write down that a backup was restored aside and nothing in it differed; its trail had so many lines.

    `goes_on` says whether the present trail is that one, gone on. Gives the number of the line. Objection
    "not_allowed".
    """
    work.record(EventKind.RESTORE_DRILLED, backup=name, lines=lines, goes_on=goes_on)
    return _number_of_last(work)


def restored(work: Work, name: str, lines: int) -> int:
    """Write down, in the restored store itself, that it was brought back from a backup, whose trail had so many lines.

    Gives the number of the line. Objection "not_allowed".
    """
    work.record(EventKind.RESTORED, backup=name, lines=lines)
    return _number_of_last(work)


def hash_at(look: Look, seq: int) -> str:
    """The hash of a line of the trail, or "" if there is none of that number."""
    line = look.session.get(AuditLine, seq)
    return line.hash if line is not None else ""


def was_restored(look: Look) -> bool:
    """True if this desk was ever brought back from a backup."""
    return _last(look, EventKind.RESTORED) is not None


def _number_of_last(work: Work) -> int:
    row = work.session.exec(select(AuditLine.seq).order_by(col(AuditLine.seq).desc()).limit(1)).one()
    return row or 0


def _last(look: Look, event: EventKind) -> dt.datetime | None:
    return look.session.exec(
        select(AuditLine.at).where(AuditLine.event == event).order_by(col(AuditLine.seq).desc()).limit(1)
    ).first()


def _working_days_since(look: Look, moment: dt.datetime) -> int:
    """Working days after the day of `moment`, until today; counted no further than it takes to be late."""
    calendar, day, days = look.calendar(), local(moment).date(), 0
    while day < look.today and days <= MOST_WORKING_DAYS:
        day += dt.timedelta(days=1)
        days += calendar.is_working(day)
    return days
