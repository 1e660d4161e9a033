"""An application while it is being answered: held in the right order, its live answer begun and ended in one way."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from clerk_desk.ledgers.examination import LIVE, same_iin
from clerk_desk.ledgers.reasons import reason_said
from clerk_desk.ledgers.seats import give_back
from clerk_desk.objection import Objection
from clerk_desk.rules.numbers import registration
from clerk_desk.rules.stages import after
from clerk_desk.work import Work
from data.tables import Application, ClassSet, Decision
from data.vocabulary import EventKind, Ground, Outcome, Stage


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


def held(work: Work, application_id: int) -> Application:
    """The application, held; one of the current year."""
    application = work.hold(Application, application_id)
    work.must_be_current(application.year)
    return application


def peek(work: Work, application_id: int) -> Application:
    """The application as read, not held: to learn which class-sets must be held before it."""
    application = work.session.get(Application, application_id)
    if application is None:
        raise Objection("not_there", "This is no longer in the store. Go back and look again.")
    return application


def held_with_seat(work: Work, application_id: int) -> tuple[Application, ClassSet | None]:
    """The application and the class-set in which it has its seat, both held in that order."""
    before = peek(work, application_id).class_set_id
    class_set = work.hold(ClassSet, before) if before is not None else None
    application = held(work, application_id)
    if application.class_set_id != before:
        raise changed_elsewhere()
    return application, class_set


def held_with_sets(work: Work, application_id: int) -> Application:
    """The application, and before it every class-set of its language: none can be opened or emptied meanwhile."""
    seen = peek(work, application_id)
    language, year = seen.language, work.current_year().year
    sets = select(ClassSet).where(ClassSet.year == year, ClassSet.language == language)
    work.session.exec(
        sets.order_by(col(ClassSet.id)).with_for_update(key_share=True).execution_options(populate_existing=True)
    ).all()
    application = held(work, application_id)
    if application.language != language:
        raise changed_elsewhere()
    return application


def changed_elsewhere() -> Objection:
    """What is said when another desk was quicker."""
    return Objection("changed", "Someone changed this application a moment ago. Look at it again.")


def decide(
    work: Work, application: Application, outcome: Outcome, class_set_id: int | None = None, reasons: str = ""
) -> Decision:
    """Write down the answer that is live from now on."""
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


def end_decision(work: Work, application: Application) -> None:
    """The live answer is no longer live; it stays as it was given."""
    live = select(Decision).where(Decision.application_id == application.id, col(Decision.live).is_(True))
    for decision in work.session.exec(live).all():
        decision.live = False
    work.session.flush()


def leave(work: Work, application: Application, class_set: ClassSet | None, stage: Stage) -> None:
    """The application goes on without its answer and without its seat."""
    application.stage, application.class_set_id = stage, None
    end_decision(work, application)
    if class_set is not None:
        give_back(work, class_set)


def take_back(work: Work, application_id: int, reason: str) -> Changed:
    """An administrator takes an answer back: the application waits again, with a new due moment.

    The answer stays readable, no longer live; a seat returns. Objection "unanswered", "withdrawn",
    "already_applied" if the child has another live application by now, "no_reason".
    """
    said = reason_said(reason)
    application, class_set = held_with_seat(work, application_id)
    before, old_due = application.stage, application.due_at
    stage = after(before, EventKind.REOPENED)
    if before not in LIVE and application.child_iin:
        _no_other(work, application)
    try:
        with work.session.begin_nested():
            leave(work, application, class_set, stage)
            application.due_at = work.calendar().due(work.moment)
            work.session.flush()
    except IntegrityError:
        raise Objection("already_applied_since", "This child has another application by now. Look for it.") from None
    work.record(
        EventKind.REOPENED,
        application_id=application_id,
        number=number_of(application),
        before=before,
        class_set=class_set.letter if class_set is not None else "",
        old_due=old_due,
        new_due=application.due_at,
        reason=said,
    )
    return changed(application)


def _no_other(work: Work, application: Application) -> None:
    known = same_iin(work, application.year, application.child_iin or "", besides=application.id)
    if known is not None:
        raise Objection("already_applied", "This child already applied this year: № {number}.", number=known.number)


def answered(
    work: Work, application: Application, outcome: Outcome, letter: str = "", grounds: tuple[Ground, ...] = ()
) -> Answer:
    """What was answered, as the clerk is told."""
    return Answer(application.id or 0, number_of(application), outcome, letter, grounds, work.moment)


def changed(application: Application) -> Changed:
    """How the application stands after an act that is no answer."""
    return Changed(application.id or 0, number_of(application), str(application.stage))


def number_of(application: Application) -> str:
    """Its registration number as it is said."""
    return registration(application.year, application.number)
