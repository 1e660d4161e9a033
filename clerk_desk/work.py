"""One piece of work at the desk: one transaction, one member of staff, one moment, and a line in the audit."""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, select

from clerk_desk.clock import local
from clerk_desk.objection import Objection
from clerk_desk.rules.chain import canonical, line_hash
from clerk_desk.rules.rights import may
from clerk_desk.rules.working_time import Calendar
from data.law import Law
from data.tables import AdmissionYear, AuditHead, AuditLine, CalendarDay
from data.vocabulary import EventKind, Role

Row = TypeVar("Row", bound=SQLModel)

HELD = {"key_share": True}
"""How a row is held: against every other change, but not against rows that merely refer to it (on PostgreSQL
FOR NO KEY UPDATE). With FOR UPDATE a new audit line waits for the application that it names, whose holder
waits for the audit: a deadlock."""


Task = TypeVar("Task", bound=Callable[..., object])


def only_looks(task: Task) -> Task:
    """Mark a task that stores nothing but its line in the trail, like opening a record.

    Done twice it is two looks: what it showed is not kept under its key, so a child's papers are not written twice.
    """
    setattr(task, LOOKS, True)
    return task


LOOKS = "only_looks"
"""The mark's name."""


@dataclass(frozen=True, slots=True)
class Member:
    """The person who is signed in."""

    id: int
    login: str
    full_name: str
    role: Role
    language: str


@dataclass(slots=True)
class Look:
    """What a question may see: an open session, who asks, and the moment (aware, UTC)."""

    session: Session
    member: Member
    moment: dt.datetime
    law: Law

    @property
    def today(self) -> dt.date:
        """The date on the office's clock."""
        return local(self.moment).date()

    @property
    def year(self) -> int:
        """The admission year that the date belongs to: the calendar year."""
        return self.today.year

    def calendar(self) -> Calendar:
        """The working calendar of the law, with the administrator's own days laid over it."""
        rows = self.session.exec(select(CalendarDay)).all()
        return Calendar(law=self.law, days={row.date: row.kind for row in rows})


@dataclass(slots=True)
class Work(Look):
    """What a task works with: rows are held before they are changed, and every act is recorded."""

    act_key: str
    lines: int = field(default=0, init=False)

    def hold(self, table: type[Row], key: object) -> Row:
        """Fetch a row and hold it until the transaction ends. Hold class-sets first, then applications.

        Objection "not_there" if there is no such row.
        """
        row = self.session.get(table, key, with_for_update=HELD, populate_existing=True)
        if row is None:
            raise Objection("not_there", "This is no longer in the store. Go back and look again.")
        return row

    def add(self, *rows: SQLModel) -> None:
        """Add rows and send them to the store at once, so that their keys are known and their CHECKs run."""
        self.session.add_all(rows)
        self.session.flush()

    def current_year(self) -> AdmissionYear:
        """The current admission year's row, held; made on the first act of a new year."""
        row = self.session.get(AdmissionYear, self.year, with_for_update=HELD, populate_existing=True)
        if row is None:
            window = self.law.window(self.year)
            with suppress(IntegrityError), self.session.begin_nested():  # another desk may have made it a moment ago
                self.session.add(AdmissionYear(year=self.year, opens=window.opens, closes=window.closes))
            row = self.hold(AdmissionYear, self.year)
        return row

    def must_be_current(self, year: int) -> None:
        """Earlier years can be read, not changed. Objection "year_closed" otherwise."""
        if year != self.year:
            raise Objection(
                "year_closed",
                "The intake of {year} is over: its records can be read, not changed.",
                year=year,
            )

    def must_be_allowed(self, event: EventKind) -> None:
        """Objection "not_allowed" if this member's role may not do this act; `record` asks it again."""
        if not may(self.member.role, event):
            raise Objection("not_allowed", "Only an administrator may do this.")

    def record(
        self,
        event: EventKind,
        *,
        application_id: int | None = None,
        draft_id: int | None = None,
        **facts: object,
    ) -> None:
        """Write the act into the audit, in this transaction. Right, trail and act stand or fall together.

        Objection "not_allowed" if this member's role may not do it. Hold every row you need before the first
        line is recorded: the head of the trail is held from then on.
        """
        self.must_be_allowed(event)
        self.session.flush()
        head = self.session.get(AuditHead, 1, with_for_update=HELD, populate_existing=True)
        if head is None:
            head = AuditHead()
            self.session.add(head)
        text = canonical(facts)
        seq = head.count + 1
        digest = line_hash(
            seq=seq,
            at=self.moment,
            staff_id=self.member.id,
            event=event,
            application_id=application_id,
            draft_id=draft_id,
            facts=text,
            previous=head.hash,
        )
        self.session.add(
            AuditLine(
                seq=seq,
                at=self.moment,
                staff_id=self.member.id,
                event=event,
                application_id=application_id,
                draft_id=draft_id,
                facts=text,
                previous=head.hash,
                hash=digest,
            )
        )
        head.count, head.hash = seq, digest
        self.session.flush()
        self.lines += 1
