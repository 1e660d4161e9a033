"""The intake at the counter: a draft is opened, kept, taken up again, handed back; and what it still lacks."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import col, select

from clerk_desk.clock import local
from clerk_desk.ledgers.drafts import held_open, own_draft
from clerk_desk.ledgers.examination import Known, lacking, look_over
from clerk_desk.ledgers.fill import Fill, fills_of
from clerk_desk.ledgers.likenesses import KnownChild
from clerk_desk.ledgers.papers import answers_of, papers_of, whole_name
from clerk_desk.ledgers.reasons import reason_said
from clerk_desk.objection import Message, Objection, Remark
from clerk_desk.rules.completeness import left, missing_papers
from clerk_desk.rules.form import Answers, Step, presets
from clerk_desk.rules.numbers import registration
from clerk_desk.work import Look, Work
from data.law import RequiredDocument
from data.tables import AdmissionYear, Application, Draft, Staff
from data.vocabulary import DraftState, EventKind


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A draft under the clerk's hands. `answers` are as typed; `cursor` is the field it stood in."""

    id: int
    version: int
    arrived_at: dt.datetime
    answers: dict[str, str]
    cursor: str


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in a list: whose it seems to be, and what it lacks."""

    id: int
    arrived_at: dt.datetime
    kept_at: dt.datetime
    handed_back_at: dt.datetime | None
    child_name: str
    held_by: str
    lacks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class AlreadyApplied:
    """The same child's live application of this year, found by IIN."""

    application_id: int
    number: str
    child_name: str
    received_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Examination:
    """What the rules say of the answers: remarks in the form's order, what each step lacks, what would happen.

    `remarks` holds blockers and warnings. `left` counts blockers a step. `notes` are the good news beside
    a field: field name to Message ("girl, born 31.03.2021"; "turns six on 31.03.2027: eligible").
    `next_number` and `due_at` say what receiving now would give. `outside_window` is True where only an
    administrator's override would let it through. `already` is found by IIN and stands in the way; `likenesses`
    are known children like this one, the most serious first, only to be looked at. `papers` are those of the notice
    that the family still has to bring, in its order.
    """

    remarks: tuple[Remark, ...]
    notes: dict[str, Message]
    left: dict[Step, int]
    already: AlreadyApplied | None
    offers: tuple[Fill, ...]
    next_number: str
    due_at: dt.datetime
    outside_window: bool
    likenesses: tuple[KnownChild, ...] = ()
    papers: tuple[RequiredDocument, ...] = ()

    @property
    def blockers(self) -> tuple[Remark, ...]:
        """The remarks that hold receiving up."""
        return tuple(r for r in self.remarks if r.blocks)


CARRIED = (
    "child.surname",
    "child.citizenship",
    "child.address",
    "application.catchment",
    "application.language",
)
"""What brothers and sisters have in common: set beforehand for the next child of a family, and correctable."""

SEEN_TODAY = frozenset({"applicant.is_holder", "applicant.original_returned", "applicant.digital_check"})
"""What a clerk says of a document in hand: true of another child's application only in the same visit."""


def drafts(look: Look) -> tuple[DraftLine, ...]:
    """The open drafts of the current year, the oldest arrival first."""
    query = (
        select(Draft, Staff.full_name)
        .where(Draft.year == look.year, Draft.state == DraftState.OPEN, Staff.id == Draft.held_by)
        .order_by(col(Draft.arrived_at), col(Draft.id))
    )
    rows = look.session.exec(query).all()
    lacks = lacking(look, [draft.answers for draft, _ in rows])
    return tuple(_line(draft, holder, missing) for (draft, holder), missing in zip(rows, lacks, strict=True))


def discarded(look: Look) -> tuple[DraftLine, ...]:
    """The drafts of the current year that were put away and can be brought back, the latest first."""
    query = (
        select(Draft, Staff.full_name)
        .where(Draft.year == look.year, Draft.state == DraftState.DISCARDED, Staff.id == Draft.held_by)
        .order_by(col(Draft.kept_at).desc(), col(Draft.id).desc())
    )
    rows = look.session.exec(query).all()
    lacks = lacking(look, [draft.answers for draft, _ in rows])
    return tuple(_line(draft, holder, missing) for (draft, holder), missing in zip(rows, lacks, strict=True))


def examine(look: Look, answers: Answers, draft_id: int | None = None) -> Examination:
    """What the rules say of these answers now; asked whenever a field is left, and while the child is being typed.

    With the draft's id, children that a clerk told apart from this one are not shown again.
    """
    found = look_over(look, answers, draft_id)
    year = look.session.get(AdmissionYear, look.year)
    language = answers.get("application.language", "")
    window = found.on.window
    return Examination(
        remarks=found.remarks,
        notes=dict(found.notes),
        left=left(found.remarks),
        already=_already(found.already),
        offers=tuple(fill for fill in fills_of(look, look.year) if fill.language == language),
        next_number=registration(look.year, year.next_number if year is not None else 1),
        due_at=found.calendar.due(look.moment),
        outside_window=not window.opens <= look.today <= window.closes,
        likenesses=found.likenesses,
        papers=missing_papers(answers, found.on, look.law.documents),
    )


def open_draft(work: Work, following: int | None = None) -> OpenDraft:
    """Begin an intake: the moment of arrival is now. `following` carries over another application's applicant.

    What the clerk saw of the applicant's document is carried over only within the same day, when the next child of
    the family is taken in on the same visit; later the document must be shown again. The other application's
    timeline tells that its applicant was carried over.
    """
    year = work.current_year()
    answers = presets()
    if following is not None:
        answers |= _carried(work, following)
    draft = Draft(
        key=work.act_key,
        year=year.year,
        arrived_at=work.moment,
        kept_at=work.moment,
        held_by=work.member.id,
        answers=answers,
    )
    work.add(draft)
    work.record(EventKind.DRAFT_OPENED, application_id=following, draft_id=draft.id)
    return _open(draft)


def take_up(work: Work, draft_id: int) -> OpenDraft:
    """Take a draft into one's own hands, from a list or from another desk.

    The desk it is taken from can no longer keep anything in it. Objection "draft_gone" if it is not open.
    """
    draft = held_open(work, draft_id)
    before = draft.held_by
    draft.held_by = work.member.id
    draft.version += 1
    work.record(EventKind.DRAFT_TAKEN_UP, draft_id=draft.id, held_before=before)
    return _open(draft)


def hand_back(work: Work, draft_id: int) -> DraftLine:
    """Give an incomplete set of documents back to the parent; the draft keeps its moment of arrival.

    The line's `lacks` is the list of what is missing. Objection "draft_gone" if the draft is not open, "not_yours"
    if another desk has it, "nothing_lacks" if it could be received.
    """
    draft = own_draft(work, draft_id)
    (lacks,) = lacking(work, [draft.answers])
    if not lacks:
        raise Objection("nothing_lacks", "Nothing is missing: these documents can be received.")
    draft.handed_back_at = work.moment
    work.record(
        EventKind.DRAFT_HANDED_BACK,
        draft_id=draft.id,
        lacks=[{"code": remark.code, "field": remark.field} for remark in lacks],
    )
    return _line(draft, work.member.full_name, lacks)


def discard(work: Work, draft_id: int, reason: str) -> DraftLine:
    """Put a draft away that leads nowhere. It can be restored.

    Objection "draft_gone" if it is not open, "not_yours" if another desk has it, "no_reason" without a reason.
    """
    said = reason_said(reason)
    draft = own_draft(work, draft_id)
    draft.state = DraftState.DISCARDED
    draft.kept_at = work.moment
    draft.version += 1
    work.record(EventKind.DRAFT_DISCARDED, draft_id=draft.id, reason=said)
    return _line(draft, work.member.full_name, *lacking(work, [draft.answers]))


def restore(work: Work, draft_id: int) -> OpenDraft:
    """Bring a discarded draft back: the undo of discarding. Objection "not_discarded" if it was not."""
    draft = work.hold(Draft, draft_id)
    work.must_be_current(draft.year)
    if draft.state is not DraftState.DISCARDED:
        raise Objection("not_discarded", "This draft was not put away: there is nothing to bring back.")
    draft.state = DraftState.OPEN
    draft.held_by = work.member.id
    draft.version += 1
    work.record(EventKind.DRAFT_RESTORED, draft_id=draft.id)
    return _open(draft)


def _open(draft: Draft) -> OpenDraft:
    return OpenDraft(
        id=draft.id or 0,
        version=draft.version,
        arrived_at=draft.arrived_at,
        answers=dict(draft.answers),
        cursor=draft.cursor,
    )


def _line(draft: Draft, holder: str, lacks: tuple[Remark, ...]) -> DraftLine:
    answers = draft.answers
    return DraftLine(
        id=draft.id or 0,
        arrived_at=draft.arrived_at,
        kept_at=draft.kept_at,
        handed_back_at=draft.handed_back_at,
        child_name=whole_name(*(answers.get(f"child.{part}", "").strip() for part in ("surname", "given_name"))),
        held_by=holder,
        lacks=lacks,
    )


def _carried(work: Work, application_id: int) -> dict[str, str]:
    application = work.session.get(Application, application_id)
    if application is None:
        raise Objection("not_there", "This is no longer in the store. Go back and look again.")
    answers = answers_of(work, papers_of(work, application))
    same_visit = local(application.received_at).date() == work.today
    carried = {name: text for name, text in answers.items() if name.startswith("applicant.") or name in CARRIED}
    if not same_visit:
        carried = {name: text for name, text in carried.items() if name not in SEEN_TODAY}
    return carried


def _already(known: Known | None) -> AlreadyApplied | None:
    if known is None:
        return None
    return AlreadyApplied(known.application_id, known.number, known.child_name, known.received_at)
