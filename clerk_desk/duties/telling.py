"""The family was told of its answer: ticked by whoever told it, and unticked if it was a slip."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import col, select

from clerk_desk.ledgers.answers import held, number_of
from clerk_desk.objection import Objection
from clerk_desk.work import Work
from data.tables import Decision
from data.vocabulary import EventKind


@dataclass(frozen=True, slots=True)
class Told:
    """An answer, and when the family was told of it; None if it was not."""

    application_id: int
    number: str
    at: dt.datetime | None


def told(work: Work, application_id: int) -> Told:
    """The family was told of the answer that stands. Objection "no_answer", "told_already"."""
    application = held(work, application_id)
    decision = _live(work, application_id)
    number = number_of(application)
    if decision.told_at is not None:
        raise Objection(
            "told_already", "It is written down already that the family of № {number} was told.", number=number
        )
    decision.told_at, decision.told_by = work.moment, work.member.id
    work.record(EventKind.FAMILY_TOLD, application_id=application_id, number=number, outcome=decision.outcome)
    return Told(application_id, number, work.moment)


def not_told(work: Work, application_id: int) -> Told:
    """The family was not told after all: the undo of `told`. Objection "no_answer", "not_told_yet"."""
    application = held(work, application_id)
    decision = _live(work, application_id)
    number = number_of(application)
    if decision.told_at is None:
        raise Objection("not_told_yet", "Nobody wrote down that the family of № {number} was told.", number=number)
    decision.told_at = decision.told_by = None
    work.record(EventKind.FAMILY_NOT_TOLD, application_id=application_id, number=number, outcome=decision.outcome)
    return Told(application_id, number, None)


def _live(work: Work, application_id: int) -> Decision:
    live = select(Decision).where(Decision.application_id == application_id, col(Decision.live).is_(True))
    decision = work.session.exec(live).first()
    if decision is None:
        raise Objection("no_answer", "There is no answer yet of which the family could be told.")
    return decision
