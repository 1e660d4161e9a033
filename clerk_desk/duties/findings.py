"""Findings: what is wrong with a document or a datum, written down so that it can prove a ground, or cleared."""

from clerk_desk.ledgers.answers import held, number_of
from clerk_desk.ledgers.proofs import PAPERS
from clerk_desk.ledgers.reasons import reason_said
from clerk_desk.objection import Objection
from clerk_desk.rules.form import FIELDS
from clerk_desk.rules.names import clean
from clerk_desk.work import Work
from data.tables import Finding
from data.vocabulary import EventKind, Ground, Stage

LONGEST_FOUND, SHORTEST_FOUND = 1000, 10
"""Characters of what a finding says."""


def record_finding(work: Work, application_id: int, ground: Ground, subject: str, found: str) -> int:
    """Write down what is wrong with a document or datum; gives the finding's id.

    `subject` is a field's name or one of the papers (ledgers.proofs.PAPERS); `found` is at least ten characters.
    Objection "ground_of_documents" for the third ground, "no_subject", "too_short", "too_long", "withdrawn".
    """
    if ground not in (Ground.UNRELIABLE, Ground.NONCONFORMING):
        raise Objection("ground_of_documents", "Only R1 and R2 rest on findings: for R3 the seats are counted.")
    if subject not in PAPERS and subject not in {question.name for question in FIELDS}:
        raise Objection("no_subject", "Say which document or which entry the finding is about.")
    if len(clean(found)) < SHORTEST_FOUND:
        raise Objection("too_short", "Say in a sentence what was found, so that the family understands it.")
    said = reason_said(found, LONGEST_FOUND)
    application = held(work, application_id)
    if application.stage is Stage.WITHDRAWN:
        raise Objection("withdrawn", "The family has withdrawn this application. A new one can be taken in.")
    row = Finding(
        application_id=application_id,
        ground=ground,
        subject=subject,
        found=said,
        found_by=work.member.id,
        found_at=work.moment,
    )
    work.add(row)
    work.record(
        EventKind.FINDING_RECORDED,
        application_id=application_id,
        number=number_of(application),
        finding=row.id,
        ground=ground,
        subject=subject,
        found=said,
    )
    return row.id or 0


def clear_finding(work: Work, finding_id: int, reason: str) -> int:
    """A finding no longer stands (the family mended it); it stays readable. Gives the finding's id back.

    Objection "not_there", "cleared" if that was said before, "no_reason".
    """
    said = reason_said(reason)
    found = work.session.get(Finding, finding_id)
    if found is None:
        raise Objection("not_there", "This is no longer in the store. Go back and look again.")
    application = held(work, found.application_id)
    row = work.hold(Finding, finding_id)
    if row.cleared_at is not None:
        raise Objection("cleared", "This finding was cleared already.")
    row.cleared_at, row.cleared_by, row.cleared_reason = work.moment, work.member.id, said
    work.record(
        EventKind.FINDING_CLEARED,
        application_id=application.id,
        number=number_of(application),
        finding=finding_id,
        subject=row.subject,
        reason=said,
    )
    return finding_id
