"""The answer: accepted into a class-set that has a place, or refused on proven grounds; and what may follow."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from clerk_desk.ledgers.examination import LIVE, same_iin
from clerk_desk.ledgers.fill import Fill, fills_of
from clerk_desk.ledgers.papers import papers_of
from clerk_desk.ledgers.proofs import PAPERS, proofs_of, told
from clerk_desk.ledgers.reasons import reason_said
from clerk_desk.ledgers.seats import claim, give_back
from clerk_desk.objection import Message, Objection
from clerk_desk.rules.form import FIELDS
from clerk_desk.rules.grounds import Proof
from clerk_desk.rules.names import clean
from clerk_desk.rules.numbers import registration
from clerk_desk.rules.stages import acts, after
from clerk_desk.work import Look, Work
from data.tables import Application, ClassSet, Decision, Finding, RefusalGround
from data.vocabulary import EventKind, Ground, Outcome, Stage, TeachingLanguage

LONGEST_REASONS, LONGEST_FOUND, SHORTEST_FOUND = 2000, 1000, 10
"""Characters of a refusal's reasons, and of what a finding says."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A class-set as a choice for this child.

    `wished_language`: it teaches in the wished language; `wished`: the family named this very set.
    """

    fill: Fill
    wished_language: bool
    wished: bool


@dataclass(frozen=True, slots=True)
class GroundState:
    """Whether the records prove a ground. Proven: `facts` say by what; not proven: `why_not` says so.

    `kk`, `ru`, `en` are the statute's words.
    """

    ground: Ground
    kk: str
    ru: str
    en: str
    proven: bool
    facts: tuple[Message, ...]
    why_not: Message | None


@dataclass(frozen=True, slots=True)
class Options:
    """All that may be answered to an application now. `possible` are the acts that its stage allows."""

    application_id: int
    number: str
    child_name: str
    stage: str
    seats: tuple[Seat, ...]
    grounds: tuple[GroundState, ...]
    possible: tuple[EventKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered."""

    application_id: int
    number: str
    outcome: Outcome
    class_set: str
    grounds: tuple[Ground, ...]
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Changed:
    """An application after an act that is no answer: its number and the stage it now stands in."""

    application_id: int
    number: str
    stage: str


def options(look: Look, application_id: int) -> Options:
    """The class-sets with their seats (the wished language first) and the state of each ground."""
    application = look.session.get(Application, application_id)
    if application is None:
        raise Objection("not_there", "This is no longer in the store. Go back and look again.")
    languages = [application.language, *TeachingLanguage]
    fills = sorted(fills_of(look, application.year), key=lambda fill: languages.index(TeachingLanguage(fill.language)))
    return Options(
        application_id=application_id,
        number=_number(application),
        child_name=papers_of(look, application).child_name,
        stage=str(application.stage),
        seats=tuple(
            Seat(fill, fill.language == application.language, fill.class_set_id == application.wished_class_set_id)
            for fill in fills
        ),
        grounds=tuple(_ground_state(look, proof) for proof in proofs_of(look, application)),
        possible=tuple(sorted(acts(application.stage))),
    )


def accept(work: Work, application_id: int, class_set_id: int) -> Answer:
    """Accept the child: the seat is claimed in the same transaction. Objection "full", "closed", "answered"."""
    class_set = work.hold(ClassSet, class_set_id)
    application = _held(work, application_id)
    stage = after(application.stage, EventKind.ACCEPTED)
    claim(work, class_set)
    application.stage, application.class_set_id = stage, class_set_id
    _decide(work, application, Outcome.ACCEPTED, class_set_id)
    work.record(
        EventKind.ACCEPTED,
        application_id=application_id,
        number=_number(application),
        class_set=class_set.letter,
        language=class_set.language,
        wished_language=application.language,
        taken=class_set.taken,
        seats=class_set.seats,
    )
    return _answer(work, application, Outcome.ACCEPTED, class_set.letter)


def refuse(work: Work, application_id: int, grounds: tuple[Ground, ...], reasons: str) -> Answer:
    """Refuse on one or more proven grounds, with reasons in words.

    Every ground is proven anew in this transaction, and its facts are stored. Objection "not_proven" with what is
    lacking, "no_ground", "no_reasons", "answered".
    """
    if not clean(reasons):
        raise Objection("no_reasons", "Give the reasons in words: a refusal must be reasoned.")
    said = reason_said(reasons, LONGEST_REASONS)
    named = tuple(ground for ground in Ground if ground in grounds)
    if not named:
        raise Objection("no_ground", "Choose at least one ground: there is no refusal without one.")
    application = _held_with_sets(work, application_id) if Ground.OVERFULL in named else _held(work, application_id)
    stage = after(application.stage, EventKind.REFUSED)
    proofs = {proof.ground: proof for proof in proofs_of(work, application) if proof.ground in named}
    for proof in proofs.values():
        if not proof.proven:
            raise Objection(
                "not_proven", "Ground {ground} is not proven. {why}", ground=str(proof.ground), why=proof.why_not
            )
    application.stage = stage
    decision = _decide(work, application, Outcome.REFUSED, reasons=said)
    facts = {ground: [{"code": ground} | told(fact) for fact in proof.facts] for ground, proof in proofs.items()}
    work.add(*(RefusalGround(decision_id=decision.id or 0, ground=ground, facts=facts[ground]) for ground in named))
    work.record(
        EventKind.REFUSED,
        application_id=application_id,
        number=_number(application),
        grounds={str(ground): [fact["said"] for fact in facts[ground]] for ground in named},
        reasons=said,
    )
    return _answer(work, application, Outcome.REFUSED, grounds=named)


def withdraw(work: Work, application_id: int, reason: str) -> Changed:
    """The family takes the application back; the seat returns. Objection "answered", "withdrawn", "no_reason"."""
    said = reason_said(reason)
    application, class_set = _held_with_seat(work, application_id)
    stage = after(application.stage, EventKind.WITHDRAWN)
    _leave(work, application, class_set, stage)
    work.record(
        EventKind.WITHDRAWN,
        application_id=application_id,
        number=_number(application),
        class_set=class_set.letter if class_set is not None else "",
        reason=said,
    )
    return _changed(application)


def move(work: Work, application_id: int, class_set_id: int, reason: str) -> Answer:
    """Move an accepted child to another class-set: one seat returns, another is claimed.

    Objection "full", "closed", "unanswered", "same_set", "changed" if another desk was quicker, "no_reason".
    """
    said = reason_said(reason)
    before = _peek(work, application_id).class_set_id
    held = {key: work.hold(ClassSet, key) for key in sorted({class_set_id} | ({before} if before else set()))}
    application = _held(work, application_id)
    stage = after(application.stage, EventKind.MOVED)
    if application.class_set_id is None or application.class_set_id != before:
        raise _elsewhere_changed()
    if class_set_id == before:
        raise Objection("same_set", "The child is in 1 «{letter}» already.", letter=held[before].letter)
    old, new = held[application.class_set_id], held[class_set_id]
    claim(work, new)
    give_back(work, old)
    application.stage, application.class_set_id = stage, class_set_id
    _end_decision(work, application)
    _decide(work, application, Outcome.ACCEPTED, class_set_id, said)
    work.record(
        EventKind.MOVED,
        application_id=application_id,
        number=_number(application),
        old=old.letter,
        new=new.letter,
        reason=said,
    )
    return _answer(work, application, Outcome.ACCEPTED, new.letter)


def reopen(work: Work, application_id: int, reason: str) -> Changed:
    """An administrator takes an answer back: the application waits again, with a new due moment.

    The answer stays readable, no longer live; a seat returns. Objection "unanswered", "withdrawn",
    "already_applied" if the child has another live application by now, "no_reason".
    """
    said = reason_said(reason)
    application, class_set = _held_with_seat(work, application_id)
    before, old_due = application.stage, application.due_at
    stage = after(before, EventKind.REOPENED)
    if before not in LIVE and application.child_iin:
        _no_other(work, application)
    try:
        with work.session.begin_nested():
            _leave(work, application, class_set, stage)
            application.due_at = work.calendar().due(work.moment)
            work.session.flush()
    except IntegrityError:
        raise Objection("already_applied_since", "This child has another application by now. Look for it.") from None
    work.record(
        EventKind.REOPENED,
        application_id=application_id,
        number=_number(application),
        before=before,
        class_set=class_set.letter if class_set is not None else "",
        old_due=old_due,
        new_due=application.due_at,
        reason=said,
    )
    return _changed(application)


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
    application = _held(work, application_id)
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
        number=_number(application),
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
    application = _held(work, found.application_id)
    row = work.hold(Finding, finding_id)
    if row.cleared_at is not None:
        raise Objection("cleared", "This finding was cleared already.")
    row.cleared_at, row.cleared_by, row.cleared_reason = work.moment, work.member.id, said
    work.record(
        EventKind.FINDING_CLEARED,
        application_id=application.id,
        number=_number(application),
        finding=finding_id,
        subject=row.subject,
        reason=said,
    )
    return finding_id


def _held(work: Work, application_id: int) -> Application:
    application = work.hold(Application, application_id)
    work.must_be_current(application.year)
    return application


def _peek(work: Work, application_id: int) -> Application:
    """The application as read, not held: to learn which class-sets must be held before it."""
    application = work.session.get(Application, application_id)
    if application is None:
        raise Objection("not_there", "This is no longer in the store. Go back and look again.")
    return application


def _held_with_seat(work: Work, application_id: int) -> tuple[Application, ClassSet | None]:
    """The application and the class-set in which it has its seat, both held in that order."""
    before = _peek(work, application_id).class_set_id
    class_set = work.hold(ClassSet, before) if before is not None else None
    application = _held(work, application_id)
    if application.class_set_id != before:
        raise _elsewhere_changed()
    return application, class_set


def _held_with_sets(work: Work, application_id: int) -> Application:
    """The application, and before it every class-set of its language: none can be opened or emptied meanwhile."""
    seen = _peek(work, application_id)
    language, year = seen.language, work.current_year().year
    sets = select(ClassSet).where(ClassSet.year == year, ClassSet.language == language)
    work.session.exec(
        sets.order_by(col(ClassSet.id)).with_for_update(key_share=True).execution_options(populate_existing=True)
    ).all()
    application = _held(work, application_id)
    if application.language != language:
        raise _elsewhere_changed()
    return application


def _elsewhere_changed() -> Objection:
    return Objection("changed", "Someone changed this application a moment ago. Look at it again.")


def _decide(
    work: Work, application: Application, outcome: Outcome, class_set_id: int | None = None, reasons: str = ""
) -> Decision:
    decision = Decision(
        application_id=application.id or 0,
        outcome=outcome,
        class_set_id=class_set_id,
        reasons=reasons,
        decided_by=work.member.id,
        decided_at=work.moment,
    )
    work.add(decision)
    return decision


def _end_decision(work: Work, application: Application) -> None:
    """The live answer is no longer live; it stays as it was given."""
    live = select(Decision).where(Decision.application_id == application.id, col(Decision.live).is_(True))
    for decision in work.session.exec(live).all():
        decision.live = False
    work.session.flush()


def _leave(work: Work, application: Application, class_set: ClassSet | None, stage: Stage) -> None:
    """The application goes on without its answer and without its seat."""
    application.stage, application.class_set_id = stage, None
    _end_decision(work, application)
    if class_set is not None:
        give_back(work, class_set)


def _no_other(work: Work, application: Application) -> None:
    known = same_iin(work, application.year, application.child_iin or "", besides=application.id)
    if known is not None:
        raise Objection("already_applied", "This child already applied this year: № {number}.", number=known.number)


def _ground_state(look: Look, proof: Proof) -> GroundState:
    text = look.law.grounds[proof.ground]
    return GroundState(proof.ground, text.kk, text.ru, text.en, proof.proven, proof.facts, proof.why_not)


def _answer(
    work: Work, application: Application, outcome: Outcome, letter: str = "", grounds: tuple[Ground, ...] = ()
) -> Answer:
    return Answer(application.id or 0, _number(application), outcome, letter, grounds, work.moment)


def _changed(application: Application) -> Changed:
    return Changed(application.id or 0, _number(application), str(application.stage))


def _number(application: Application) -> str:
    return registration(application.year, application.number)
