"""What may follow an answer: the family withdraws, the child moves to another class-set, the answer is taken back."""

from clerk_desk.ledgers.answers import (
    Answer,
    Changed,
    answered,
    changed,
    changed_elsewhere,
    decide,
    end_decision,
    held,
    held_with_seat,
    leave,
    number_of,
    peek,
    take_back,
)
from clerk_desk.ledgers.reasons import reason_said
from clerk_desk.ledgers.seats import claim, give_back
from clerk_desk.objection import Objection
from clerk_desk.rules.stages import after
from clerk_desk.work import Work
from data.tables import ClassSet
from data.vocabulary import EventKind, Outcome


def withdraw(work: Work, application_id: int, reason: str) -> Changed:
    """The family takes the application back; the seat returns. Objection "answered", "withdrawn", "no_reason"."""
    said = reason_said(reason)
    application, class_set = held_with_seat(work, application_id)
    stage = after(application.stage, EventKind.WITHDRAWN)
    leave(work, application, class_set, stage)
    work.record(
        EventKind.WITHDRAWN,
        application_id=application_id,
        number=number_of(application),
        class_set=class_set.letter if class_set is not None else "",
        reason=said,
    )
    return changed(application)


def move(work: Work, application_id: int, class_set_id: int, reason: str) -> Answer:
    """Move an accepted child to another class-set: one seat returns, another is claimed.

    Objection "full", "closed", "unanswered", "same_set", "changed" if another desk was quicker, "no_reason".
    """
    said = reason_said(reason)
    before = peek(work, application_id).class_set_id
    sets = {key: work.hold(ClassSet, key) for key in sorted({class_set_id} | ({before} if before else set()))}
    application = held(work, application_id)
    stage = after(application.stage, EventKind.MOVED)
    if application.class_set_id is None or application.class_set_id != before:
        raise changed_elsewhere()
    if class_set_id == before:
        raise Objection("same_set", "The child is in 1 «{letter}» already.", letter=sets[before].letter)
    old, new = sets[application.class_set_id], sets[class_set_id]
    claim(work, new)
    give_back(work, old)
    application.stage, application.class_set_id = stage, class_set_id
    end_decision(work, application)
    decide(work, application, Outcome.ACCEPTED, class_set_id, said)
    work.record(
        EventKind.MOVED,
        application_id=application_id,
        number=number_of(application),
        old=old.letter,
        new=new.letter,
        reason=said,
    )
    return answered(work, application, Outcome.ACCEPTED, new.letter)


def reopen(work: Work, application_id: int, reason: str) -> Changed:
    """An administrator takes an answer back: the application waits again, with a new due moment.

    The answer stays readable, no longer live; a seat returns. Objection "unanswered", "withdrawn",
    "already_applied" if the child has another live application by now, "no_reason".
    """
    return take_back(work, application_id, reason)
