"""The audit: the trail of who did what, read by administrators, and whether its chain is whole."""

import datetime as dt
import json
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col, select

from clerk_desk.objection import Objection
from clerk_desk.rules.chain import START, line_hash
from clerk_desk.rules.numbers import registration
from clerk_desk.work import Look, Work, only_looks
from data.tables import Application, AuditHead, AuditLine, Staff
from data.vocabulary import EventKind


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the trail. `number` is the application's registration number, or ""."""

    seq: int
    at: dt.datetime
    who: str
    event: EventKind
    number: str
    facts: dict[str, object]


@dataclass(frozen=True, slots=True)
class AuditPage:
    """A page of the trail, the newest first. `before` fetches the older ones, 0 at the end."""

    entries: tuple[AuditEntry, ...]
    before: int


@dataclass(frozen=True, slots=True)
class Chain:
    """The chain: lines and head as computed afresh; `broken_at` is the first line that does not fit, or 0."""

    count: int
    head: str
    broken_at: int


ATTENDANCE = frozenset({EventKind.SIGNED_IN, EventKind.SIGNED_OUT, EventKind.LOCKED, EventKind.UNLOCKED})


@only_looks
def open_trail(work: Work, before: int = 0, limit: int = 100) -> AuditPage:
    """Open the trail at its end, or `before` a line; that it was opened is itself a line. Objection "not_allowed"."""
    work.record(EventKind.AUDIT_OPENED, before=before)
    lines = (
        select(AuditLine, Staff.full_name, Application.year, Application.number)
        .outerjoin(Staff, col(Staff.id) == col(AuditLine.staff_id))
        .outerjoin(Application, col(Application.id) == col(AuditLine.application_id))
        .order_by(col(AuditLine.seq).desc())
        .limit(limit + 1)
    )
    if before:
        lines = lines.where(col(AuditLine.seq) < before)
    rows = work.session.exec(lines).all()
    entries = tuple(
        AuditEntry(
            seq=line.seq or 0,
            at=line.at,
            who=name or "",
            event=line.event,
            number=registration(year, number) if number else "",
            facts=_facts(line.facts),
        )
        for line, name, year, number in rows[:limit]
    )
    return AuditPage(entries, entries[-1].seq if len(rows) > limit else 0)


def verify(look: Look) -> Chain:
    """Compute the whole chain afresh: every line's hash, its link, its place in the row, and the head kept apart.

    A line that is missing counts as broken at its number; lines cut from the end, at the first that is gone.
    """
    head, seq = START, 0
    # Columns, not rows: a hundred thousand lines are read in a second.
    lines = look.session.execute(
        sa.select(
            col(AuditLine.seq),
            col(AuditLine.at),
            col(AuditLine.staff_id),
            col(AuditLine.event),
            col(AuditLine.application_id),
            col(AuditLine.draft_id),
            col(AuditLine.facts),
            col(AuditLine.previous),
            col(AuditLine.hash),
        )
        .order_by(col(AuditLine.seq))
        .execution_options(yield_per=1000)
    )
    for line in lines:
        digest = line_hash(
            seq=line.seq,
            at=line.at,
            staff_id=line.staff_id,
            event=line.event,
            application_id=line.application_id,
            draft_id=line.draft_id,
            facts=line.facts,
            previous=head,
        )
        if line.seq != seq + 1 or line.previous != head or line.hash != digest:
            return Chain(seq, head, seq + 1)
        seq, head = line.seq, digest
    kept = look.session.get(AuditHead, 1)
    whole = kept is not None and kept.count == seq and kept.hash == head and seq > 0
    return Chain(seq, head, 0 if whole else seq + 1)


def signed(work: Work, event: EventKind, missed: int = 0) -> int:
    """Write down a sign-in, sign-out, lock or unlock, with the wrong passwords since the last; gives the line's number.

    Objection "not_allowed" for any other event: acts are recorded where they are done.
    """
    if event not in ATTENDANCE:
        raise Objection("not_allowed", "Only an administrator may do this.")
    work.record(event, **({"missed": missed} if missed else {}))
    head = work.session.get(AuditHead, 1)
    return head.count if head is not None else 0


def _facts(text: str) -> dict[str, object]:
    facts = json.loads(text)
    return facts if isinstance(facts, dict) else {"facts": facts}
