"""Papers for the family: stored with every word that stands on them, then printed, and known again by their code."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from clerk_desk.ledgers.drafts import held_open
from clerk_desk.ledgers.issuing import Issued, concerns, issue_copy, issue_paper, paper_there
from clerk_desk.ledgers.paper_parts import Content
from clerk_desk.ledgers.paper_writing import content_of_application, content_of_draft
from clerk_desk.ledgers.standing_papers import PaperCard, card_of, cards_where, digest_holds
from clerk_desk.objection import Message, Objection
from clerk_desk.rules.paper_code import readings
from clerk_desk.rules.papers import (
    FOR_FAMILIES,
    LANGUAGES,
    OF_A_DRAFT,
    TITLES,
    Sheet,
    must_be_possible,
    must_be_printable,
    why_not,
)
from clerk_desk.work import Look, Work, only_looks
from data.tables import Application, Draft, IssuedPaper
from data.vocabulary import DraftState, EventKind, PaperKind

__all__ = [
    "Issued",
    "Offer",
    "PaperCard",
    "PaperText",
    "Recognised",
    "Sheet",
    "again",
    "came_out",
    "issue",
    "issue_missing",
    "issued_for",
    "issued_for_draft",
    "offers",
    "offers_for_draft",
    "preview",
    "preview_of_draft",
    "read_out",
    "recognise",
    "sheet",
    "unprinted",
]


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper that may be asked for at this stage; `why_not` says why it cannot be given now."""

    kind: PaperKind
    title: str
    why_not: Message | None


@dataclass(frozen=True, slots=True)
class Recognised:
    """Whether a code is that of a paper of this desk. `card` is None if it is not; `code` is how it was read.

    `copy_of` is the code of the paper of which this one is a copy, or "". `whole` is False if what is stored is no
    longer what was issued: the store was changed.
    """

    code: str
    card: PaperCard | None
    copy_of: str
    whole: bool


@dataclass(frozen=True, slots=True)
class PaperText:
    """What stands on a paper of this desk: `content` as it was issued, and which paper it is."""

    card: PaperCard
    content: dict[str, Any]


def offers(look: Look, application_id: int) -> tuple[Offer, ...]:
    """Every paper of a family's, those first that the application's stage allows."""
    application = _application(look, application_id)
    found = [Offer(kind, TITLES[kind], why_not(kind, application.stage, application.channel)) for kind in FOR_FAMILIES]
    return tuple(sorted(found, key=lambda one: one.why_not is not None))


def offers_for_draft(look: Look, draft_id: int) -> tuple[Offer, ...]:
    """The papers of a draft: what is missing, and the application filled in for signature."""
    draft = _draft(look, draft_id)
    if draft.state is DraftState.RECEIVED and draft.application_id is not None:
        return offers(look, draft.application_id)
    lacking: Message | None = None
    try:
        content_of_draft(look, PaperKind.MISSING, draft, LANGUAGES[:1])
    except Objection as objection:
        lacking = objection.message
    return tuple(Offer(kind, TITLES[kind], lacking if kind is PaperKind.MISSING else None) for kind in OF_A_DRAFT)


def preview(
    look: Look, kind: PaperKind, application_id: int, languages: Sequence[str] = LANGUAGES, size: str = "a4"
) -> Sheet:
    """The paper as it would be issued now, without a code: to be looked at. Objections as for `issue`."""
    application = _application(look, application_id)
    must_be_possible(kind, application.stage, application.channel)
    chosen = must_be_printable(kind, languages, size)
    return _unissued(look, kind, content_of_application(look, kind, application, chosen), chosen, size)


def preview_of_draft(look: Look, kind: PaperKind, draft_id: int, languages: Sequence[str] = LANGUAGES) -> Sheet:
    """The same for a draft as it is kept: keep it first. Objections as for `issue_missing`."""
    chosen = must_be_printable(kind, languages, "a4")
    return _unissued(look, kind, content_of_draft(look, kind, _draft(look, draft_id), chosen), chosen, "a4")


def issue(
    work: Work, kind: PaperKind, application_id: int, languages: Sequence[str] = LANGUAGES, size: str = "a4"
) -> Issued:
    """Store a paper of an application as its records are now; it may then be printed.

    Objection "no_such_paper_now" with the reason if the stage does not allow it, "no_language", "no_such_size".
    """
    application = work.hold(Application, application_id)
    must_be_possible(kind, application.stage, application.channel)
    chosen = must_be_printable(kind, languages, size)
    content = content_of_application(work, kind, application, chosen)
    return issue_paper(work, kind, content, languages=chosen, size=size, application_id=application_id)


def issue_missing(
    work: Work, draft_id: int, languages: Sequence[str] = LANGUAGES, kind: PaperKind = PaperKind.MISSING
) -> Issued:
    """Store a paper of an open draft as it is kept: the list of what is missing, or the application to be signed.

    Objection "nothing_lacks" if it could be received, "no_such_paper_now", "draft_gone", "draft_received".
    """
    draft = held_open(work, draft_id)
    must_be_possible(kind, None)
    chosen = must_be_printable(kind, languages, "a4")
    content = content_of_draft(work, kind, draft, chosen)
    return issue_paper(work, kind, content, languages=chosen, draft_id=draft_id)


def again(work: Work, paper_id: int) -> Issued:
    """Issue a paper once more: a copy, marked as such, of what was stored then. Objection "not_there"."""
    return issue_copy(work, paper_id)


def came_out(work: Work, paper_id: int) -> PaperCard:
    """A person says that the paper came out of the printer: only now it is printed.

    Objection "printed_already" if that was said before.
    """
    paper = work.hold(IssuedPaper, paper_id)
    if paper.printed_at is not None:
        raise Objection("printed_already", "This paper came out already: print a copy of it.")
    paper.printed_at, paper.printed_by = work.moment, work.member.id
    work.record(
        EventKind.PAPER_PRINTED,
        application_id=paper.application_id,
        draft_id=paper.draft_id,
        kind=str(paper.kind),
        code=paper.code,
    )
    return card_of(work, paper_id)


def issued_for(look: Look, application_id: int) -> tuple[PaperCard, ...]:
    """The papers of an application, and those of the draft that it was; the latest first."""
    of_draft = select(Draft.id).where(Draft.application_id == application_id)
    return cards_where(
        look, (col(IssuedPaper.application_id) == application_id) | col(IssuedPaper.draft_id).in_(of_draft)
    )


def issued_for_draft(look: Look, draft_id: int) -> tuple[PaperCard, ...]:
    """The papers of a draft, the latest first."""
    return cards_where(look, col(IssuedPaper.draft_id) == draft_id)


def unprinted(look: Look) -> tuple[PaperCard, ...]:
    """The papers of this year that were issued and of which nobody said that they came out, the latest first."""
    this_year = (Application.year == look.year, Draft.year == look.year)
    of_applications = select(Application.id).where(this_year[0])
    of_drafts = select(Draft.id).where(this_year[1])
    concerned = col(IssuedPaper.application_id).in_(of_applications) | col(IssuedPaper.draft_id).in_(of_drafts)
    return cards_where(look, col(IssuedPaper.printed_at).is_(None) & concerned)


def sheet(look: Look, paper_id: int) -> Sheet:
    """All that typesetting needs of an issued paper, as it was stored. Objection "not_there"."""
    paper = paper_there(look, paper_id)
    return Sheet(
        paper_id=paper_id,
        kind=paper.kind,
        code=paper.code,
        title=TITLES[paper.kind],
        languages=tuple(paper.languages.split(",")),
        size=paper.size,
        content=dict(paper.content),
        copy_number=paper.copy_number,
        issued_at=paper.issued_at,
    )


def recognise(look: Look, code: str) -> Recognised:
    """Whether a typed, dictated or scanned code is that of a paper of this desk; what stands on it is not told yet.

    Objection "no_code" if the text does not have the shape of a code.
    """
    codes = readings(code)
    if not codes:
        raise Objection(
            "no_code", "This is no code of a paper: it looks like 2027-0041-R-7KQ2M9XD and stands beside the square."
        )
    paper = look.session.exec(select(IssuedPaper).where(col(IssuedPaper.code).in_(codes))).first()
    if paper is None:
        return Recognised(codes[0], None, "", True)
    first = look.session.get(IssuedPaper, paper.copy_of) if paper.copy_of is not None else None
    copy_of = first.code if first is not None else ""
    return Recognised(paper.code, card_of(look, paper.id or 0), copy_of, digest_holds(look, paper))


@only_looks
def read_out(work: Work, paper_id: int) -> PaperText:
    """What stands on a paper. Who looked is written down first, as when a record is opened."""
    paper = paper_there(work, paper_id)
    work.record(
        EventKind.RECORD_OPENED,
        application_id=paper.application_id,
        draft_id=paper.draft_id,
        number=concerns(work, paper),
        code=paper.code,
    )
    return PaperText(card_of(work, paper_id), dict(paper.content))


def _application(look: Look, application_id: int) -> Application:
    application = look.session.get(Application, application_id)
    if application is None:
        raise Objection("not_there", "This is no longer in the store. Go back and look again.")
    return application


def _draft(look: Look, draft_id: int) -> Draft:
    draft = look.session.get(Draft, draft_id)
    if draft is None:
        raise Objection("not_there", "This is no longer in the store. Go back and look again.")
    return draft


def _unissued(look: Look, kind: PaperKind, content: Content, languages: tuple[str, ...], size: str) -> Sheet:
    return Sheet(0, kind, "", TITLES[kind], languages, size, content, 0, look.moment)
