"""The trail as a whole: whether its chain is unbroken, from the first line to the head kept apart."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from clerk_desk.rules.chain import START, line_hash
from data.tables import AuditHead, AuditLine


@dataclass(frozen=True, slots=True)
class Chain:
    """The chain: lines and head as computed afresh; `broken_at` is the first line that does not fit, or 0."""

    count: int
    head: str
    broken_at: int


def chain_of(session: Session) -> Chain:
    """Compute the whole chain afresh: every line's hash, its link, its place in the row, and the head kept apart.

    A line that is missing counts as broken at its number; lines cut from the end, at the first that is gone.
    """
    head, seq = START, 0
    # Columns, not rows: a hundred thousand lines are read in a second.
    lines = session.execute(
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
    kept = session.get(AuditHead, 1)
    whole = kept is not None and kept.count == seq and kept.hash == head and seq > 0
    return Chain(seq, head, 0 if whole else seq + 1)


def line_ending_in(session: Session, head: str) -> int:
    """The number of the line whose hash begins with `head` (hex), or 0: by a head that was printed once."""
    found = session.exec(select(AuditLine.seq).where(col(AuditLine.hash).startswith(head, autoescape=True))).first()
    return found or 0
