"""One application's record, whole: its papers as the form shows them, what is to be said of them, its timeline."""

import datetime as dt
import json
from dataclasses import dataclass

from sqlmodel import col, select

from clerk_desk.ledgers.examination import circumstances_at_receipt
from clerk_desk.ledgers.outages import OutageCard, outages_at
from clerk_desk.ledgers.papers import Papers, answers_of, letters_of, papers_of
from clerk_desk.objection import Remark
from clerk_desk.rules.completeness import examine
from clerk_desk.rules.numbers import registration
from clerk_desk.work import Look
from data.tables import Application, AuditLine, Decision, Finding, PortalEntry, RefusalGround, Staff
from data.vocabulary import Channel, EventKind, Ground, Stage


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an application's timeline."""

    seq: int
    at: dt.datetime
    who: str
    event: EventKind
    facts: dict[str, object]


@dataclass(frozen=True, slots=True)
class FindingCard:
    """A finding against a document or datum."""

    id: int
    ground: Ground
    subject: str
    found: str
    who: str
    at: dt.datetime
    cleared_at: dt.datetime | None
    cleared_reason: str


@dataclass(frozen=True, slots=True)
class Record:
    """One application, whole: its answers by field name (as the form shows them), its remarks, its timeline.

    `wished` is the letter of the class-set that the family named, or "". `grounds` and `reasons` are those of the
    refusal that stands, if one does. `portal_number` is the application's number on a portal, where one knows
    it. `outages` are those in which it was received on paper.
    """

    application_id: int
    year: int
    current: bool
    number: str
    stage: Stage
    child_name: str
    answers: dict[str, str]
    remarks: tuple[Remark, ...]
    class_set: str
    class_set_id: int | None
    arrived_at: dt.datetime
    received_at: dt.datetime
    received_by: str
    due_at: dt.datetime
    overdue: bool
    grounds: tuple[Ground, ...]
    reasons: str
    findings: tuple[FindingCard, ...]
    timeline: tuple[Entry, ...]
    wished: str = ""
    outages: tuple[OutageCard, ...] = ()
    channel: Channel = Channel.PAPER
    portal_number: str = ""


def record_of(look: Look, application: Application) -> Record:
    """The record as it stands in this transaction."""
    papers = papers_of(look, application)
    letters = {key: letter for letter, key in letters_of(look, application.year).items()}
    grounds, reasons = _refusal(look, application)
    answers = answers_of(look, papers)
    receiver = look.session.get(Staff, application.received_by)
    entry = look.session.get(PortalEntry, application.id)
    return Record(
        application_id=application.id or 0,
        year=application.year,
        current=application.year == look.year,
        number=registration(application.year, application.number),
        stage=application.stage,
        child_name=papers.child_name,
        answers=answers,
        remarks=_remarks(look, papers, answers),
        class_set=letters.get(application.class_set_id or 0, ""),
        class_set_id=application.class_set_id,
        arrived_at=application.arrived_at,
        received_at=application.received_at,
        received_by=receiver.full_name if receiver is not None else "",
        due_at=application.due_at,
        overdue=application.stage is Stage.RECEIVED and application.due_at < look.moment,
        grounds=grounds,
        reasons=reasons,
        findings=findings_of(look, application.id or 0),
        timeline=_timeline(look, application.id or 0),
        wished=letters.get(application.wished_class_set_id or 0, ""),
        channel=application.channel,
        portal_number=entry.number if entry is not None else "",
        outages=outages_at(look, application.received_at) if application.channel is Channel.PAPER else (),
    )


def findings_of(look: Look, application_id: int) -> tuple[FindingCard, ...]:
    """Every finding against an application, the cleared ones too, in the order they were made."""
    query = (
        select(Finding, Staff.full_name)
        .where(Finding.application_id == application_id, Staff.id == Finding.found_by)
        .order_by(col(Finding.id))
    )
    return tuple(
        FindingCard(
            id=row.id or 0,
            ground=row.ground,
            subject=row.subject,
            found=row.found,
            who=who,
            at=row.found_at,
            cleared_at=row.cleared_at,
            cleared_reason=row.cleared_reason,
        )
        for row, who in look.session.exec(query).all()
    )


def _remarks(look: Look, papers: Papers, answers: dict[str, str]) -> tuple[Remark, ...]:
    """What is to be said of the papers themselves; the window and the hours of the receipt are over."""
    on = circumstances_at_receipt(look, papers.application)
    return tuple(remark for remark in examine(answers, on) if remark.field)


def _refusal(look: Look, application: Application) -> tuple[tuple[Ground, ...], str]:
    query = select(Decision).where(Decision.application_id == application.id, col(Decision.live).is_(True))
    decision = look.session.exec(query).first()
    if decision is None or application.stage is not Stage.REFUSED:
        return (), ""
    grounds = (
        select(RefusalGround.ground).where(RefusalGround.decision_id == decision.id).order_by(col(RefusalGround.ground))
    )
    return tuple(Ground(ground) for ground in look.session.exec(grounds).all()), decision.reasons


def _timeline(look: Look, application_id: int) -> tuple[Entry, ...]:
    query = (
        select(AuditLine, Staff.full_name)
        .outerjoin(Staff, col(Staff.id) == col(AuditLine.staff_id))
        .where(AuditLine.application_id == application_id)
        .order_by(col(AuditLine.seq))
    )
    return tuple(
        Entry(seq=line.seq or 0, at=line.at, who=who or "", event=line.event, facts=json.loads(line.facts))
        for line, who in look.session.exec(query).all()
    )
