"""The audit: the trail of who did what, read by administrators, and whether its chain is whole."""

import datetime as dt
import json
from dataclasses import dataclass

from sqlmodel import col, select

from clerk_desk.ledgers.trail import Chain, chain_of
from clerk_desk.objection import Objection
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
    """Compute the whole chain afresh: see `chain_of`."""
    return chain_of(look.session)


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
