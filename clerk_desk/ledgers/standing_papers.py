"""The papers that were given out: whether each is still true, and whether the store has it as it was issued."""

import datetime as dt
import json
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import col, func, select

from clerk_desk.ledgers.issuing import concerns, digest_of
from clerk_desk.objection import Message, mark
from clerk_desk.rules.numbers import registration
from clerk_desk.rules.paper_code import code_of
from clerk_desk.rules.papers import TITLES
from clerk_desk.work import Look
from data.tables import Application, AuditLine, Decision, Draft, IssuedPaper, Staff
from data.vocabulary import DraftState, EventKind, PaperKind, Stage

_NOW = {
    Stage.RECEIVED: mark("Since then the answer was taken back: the application waits again."),
    Stage.ACCEPTED: mark("Since then the child was accepted."),
    Stage.REFUSED: mark("Since then the application was refused."),
    Stage.WITHDRAWN: mark("Since then the family withdrew the application."),
}


@dataclass(frozen=True, slots=True)
class PaperCard:
    """A paper that was issued. `printed_at` is None until somebody said that it came out; `title` is source text.

    `concerns` is the application's number, or 2027-D17 for a draft. `since` says what changed after it was issued,
    so that it is no longer true; None while it is.
    """

    paper_id: int
    kind: PaperKind
    title: str
    code: str
    concerns: str
    application_id: int | None
    draft_id: int | None
    languages: tuple[str, ...]
    size: str
    copy_number: int
    issued_at: dt.datetime
    issued_by: str
    printed_at: dt.datetime | None
    printed_by: str
    since: Message | None


def card_of(look: Look, paper_id: int) -> PaperCard:
    """The card of one paper."""
    return cards_where(look, col(IssuedPaper.id) == paper_id)[0]


def cards_where(look: Look, condition: ColumnElement[bool]) -> tuple[PaperCard, ...]:
    """The cards of the papers for which this is true, the latest first."""
    printer = aliased(Staff)
    query = (
        select(IssuedPaper, Staff.full_name, printer.full_name)
        .join(Staff, col(Staff.id) == col(IssuedPaper.issued_by))
        .outerjoin(printer, col(printer.id) == col(IssuedPaper.printed_by))
        .where(condition)
        .order_by(col(IssuedPaper.id).desc())
    )
    return tuple(_card(look, *found) for found in look.session.exec(query).all())


def _card(look: Look, paper: IssuedPaper, issued_by: str, printed_by: str | None) -> PaperCard:
    return PaperCard(
        paper_id=paper.id or 0,
        kind=paper.kind,
        title=TITLES[paper.kind],
        code=paper.code,
        concerns=concerns(look, paper),
        application_id=paper.application_id,
        draft_id=paper.draft_id,
        languages=tuple(paper.languages.split(",")),
        size=paper.size,
        copy_number=paper.copy_number,
        issued_at=paper.issued_at,
        issued_by=issued_by,
        printed_at=paper.printed_at,
        printed_by=printed_by or "",
        since=since_then(look, paper),
    )


def digest_holds(look: Look, paper: IssuedPaper) -> bool:
    """True if the stored paper is, sign for sign, the one that was issued under this code, as the trail tells it.

    The forty bits of a code alone could be met by somebody who has the store and tries for a while; the trail keeps
    the whole hash in its chain.
    """
    concerned = paper.code.rpartition("-")[0].rpartition("-")[0]
    digest = digest_of(paper)
    if digest != paper.sha256 or code_of(concerned, paper.kind, digest) != paper.code:
        return False
    told = select(AuditLine.facts).where(
        AuditLine.event == EventKind.PAPER_ISSUED,
        AuditLine.application_id == paper.application_id,
        AuditLine.draft_id == paper.draft_id,
    )
    lines = (json.loads(facts) for facts in look.session.exec(told).all())
    return any((one["code"], one["sha256"]) == (paper.code, digest) for one in lines)


def since_then(look: Look, paper: IssuedPaper) -> Message | None:
    """What happened after the paper was issued, so that it no longer tells how things stand; None if nothing did."""
    if paper.draft_id is not None:
        return _of_the_draft(look, paper.draft_id)
    if paper.application_id is None:
        return None
    application = look.session.get_one(Application, paper.application_id)
    if paper.kind in (PaperKind.ACCEPTANCE, PaperKind.REFUSAL):
        return _answered_otherwise(look, paper, application)
    if paper.kind is PaperKind.RECEIPT and application.stage is Stage.WITHDRAWN:
        return Message(_NOW[Stage.WITHDRAWN])
    return _corrected(look, paper)


def _of_the_draft(look: Look, draft_id: int) -> Message | None:
    draft = look.session.get_one(Draft, draft_id)
    if draft.state is DraftState.RECEIVED:
        application = look.session.get(Application, draft.application_id)
        number = registration(application.year, application.number) if application is not None else ""
        return Message("Since then the documents were received: № {number}.", {"number": number})
    if draft.state is DraftState.DISCARDED:
        return Message("Since then the draft was put away.")
    return None


def _answered_otherwise(look: Look, paper: IssuedPaper, application: Application) -> Message | None:
    live = select(Decision.id).where(Decision.application_id == application.id, col(Decision.live).is_(True))
    if look.session.exec(live).first() == paper.content.get("rests_on", {}).get("decision"):
        return None
    meant = Stage.ACCEPTED if paper.kind is PaperKind.ACCEPTANCE else Stage.REFUSED
    if application.stage is not meant:
        return Message(_NOW[application.stage])
    if meant is Stage.ACCEPTED:
        return Message("Since then the child was moved, or accepted anew.")
    return Message("Since then it was refused anew, on another decision.")


def _corrected(look: Look, paper: IssuedPaper) -> Message | None:
    """A correction of the record after the first issue: the stored words are the old ones."""
    first = look.session.get(IssuedPaper, paper.copy_of) if paper.copy_of is not None else paper
    if first is None:
        return None
    seq = int(first.content.get("trail", {}).get("count", 0))
    corrected = select(func.count(col(AuditLine.seq))).where(
        AuditLine.application_id == paper.application_id,
        AuditLine.event == EventKind.FIELD_CORRECTED,
        col(AuditLine.seq) > seq,
    )
    return Message("Since then the record was corrected.") if look.session.exec(corrected).one() else None
