"""What the portals have been told and what not: applications to be keyed in, answers to be entered there."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, true
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, func, select

from clerk_desk.ledgers.outages import taken_in_any
from clerk_desk.ledgers.papers import letters_of, whole_name
from clerk_desk.objection import Objection
from clerk_desk.rules.numbers import registration
from clerk_desk.work import Look, Work
from data.tables import Application, Child, Decision, PortalEntry, RefusalGround
from data.vocabulary import Channel, Ground, Outcome, Stage


@dataclass(frozen=True, slots=True)
class PortalLine:
    """An application that a portal must still be told of; `since` (aware) is what its age is counted from.

    `portal` and `portal_number` are "" before it is keyed in. `class_set` is the letter of the child's, or "".
    `in_outage`: it was received while a portal did not answer.
    """

    application_id: int
    number: str
    child_name: str
    stage: Stage
    class_set: str
    since: dt.datetime
    portal: str = ""
    portal_number: str = ""
    in_outage: bool = False


@dataclass(frozen=True, slots=True)
class Untold:
    """How many applications must be keyed in and how many answers entered, each with the oldest moment (aware)."""

    keying: int
    keying_since: dt.datetime | None
    answering: int
    answering_since: dt.datetime | None


def untold(look: Look) -> Untold:
    """Both counts, in one query."""
    keying = _to_key(look, func.count(), func.min(Application.received_at)).subquery()
    answering = _to_answer(look, func.count(), func.min(Decision.decided_at)).subquery()
    both = select(*keying.c, *answering.c).select_from(keying.join(answering, true()))
    row = look.session.execute(both).one()
    return Untold(*row)


def to_key(look: Look) -> tuple[PortalLine, ...]:
    """What was taken on paper this year and stands, and is not keyed into a portal: the oldest first."""
    query = _to_key(look, Application, Child, PortalEntry).join(Child, col(Child.application_id) == col(Application.id))
    rows = look.session.execute(query.order_by(col(Application.received_at), col(Application.number))).all()
    letters, failing = _letters(look), taken_in_any(look, (row[0].received_at for row in rows))
    return tuple(
        replace(_line(letters, app, child, entry, app.received_at), in_outage=app.received_at in failing)
        for app, child, entry in rows
    )


def to_answer(look: Look) -> tuple[PortalLine, ...]:
    """What a portal knows, was answered here since, and not there: the oldest answer first.

    That is an application from a portal, and one that was keyed in before it was answered. A child who was moved or
    answered anew stands here again.
    """
    query = _to_answer(look, Application, Child, PortalEntry, Decision.decided_at)
    query = query.join(Child, col(Child.application_id) == col(Application.id))
    rows = look.session.execute(query.order_by(col(Decision.decided_at), col(Application.number))).all()
    letters = _letters(look)
    return tuple(_line(letters, app, child, entry, decided) for app, child, entry, decided in rows)


def keyed_lately(look: Look, most: int = 9) -> tuple[PortalLine, ...]:
    """What was keyed in last, the latest first: to take a slip back."""
    lines = look.session.execute(_noted(look, PortalEntry.keyed_at).limit(most)).all()
    letters = _letters(look)
    return tuple(_line(letters, app, child, entry, entry.keyed_at) for app, child, entry in lines)


def entered_lately(look: Look, most: int = 9) -> tuple[PortalLine, ...]:
    """The answers that were entered last and still stand, the latest first: to take a slip back."""
    stands = and_(col(Decision.application_id) == col(Application.id), col(Decision.live).is_(True))
    query = _noted(look, PortalEntry.answered_at).join(Decision, stands)
    query = query.where(col(PortalEntry.answered_at) >= col(Decision.decided_at)).limit(most)
    letters = _letters(look)
    lines = look.session.execute(query).all()
    return tuple(_line(letters, app, child, entry, entry.answered_at) for app, child, entry in lines)


def _noted(look: Look, noted: Any) -> Select[Any]:
    rows: Any = (Application, Child, PortalEntry)
    query: Select[Any] = (
        select(*rows)
        .select_from(Application)
        .join(Child, col(Child.application_id) == col(Application.id))
        .join(PortalEntry, col(PortalEntry.application_id) == col(Application.id))
        .where(Application.year == look.year, col(noted).is_not(None))
        .order_by(col(noted).desc(), col(Application.id).desc())
    )
    return query


@dataclass(frozen=True, slots=True)
class StandingAnswer:
    """The answer that stands: when it was given (aware), and for a refusal its grounds and reasons."""

    outcome: Outcome
    decided_at: dt.datetime
    grounds: tuple[Ground, ...]
    reasons: str


def standing_answer(look: Look, application_id: int) -> StandingAnswer | None:
    """The answer that stands, if one does."""
    live = select(Decision).where(Decision.application_id == application_id, col(Decision.live).is_(True))
    decision = look.session.exec(live).first()
    if decision is None:
        return None
    grounds = select(RefusalGround.ground).where(RefusalGround.decision_id == decision.id)
    named = tuple(Ground(one) for one in sorted(look.session.exec(grounds).all()))
    return StandingAnswer(decision.outcome, decision.decided_at, named, decision.reasons)


def entry_of(look: Look, application_id: int) -> PortalEntry | None:
    """What a portal knows of an application, as it stands in this transaction."""
    return look.session.get(PortalEntry, application_id, populate_existing=True)


def put_number(work: Work, application_id: int, portal: Channel, number: str) -> PortalEntry:
    """Note under which number a portal has an application; its row is made or changed.

    Objection "number_taken" if another application has that number there.
    """
    entry = entry_of(work, application_id)
    try:
        with work.session.begin_nested():
            if entry is None:
                entry = PortalEntry(application_id=application_id, portal=portal, number=number)
                work.session.add(entry)
            entry.portal, entry.number = portal, number
            work.session.flush()
    except IntegrityError:
        raise _taken(work, portal, number) from None
    return entry


def must_be_free(look: Look, application_id: int, portal: Channel, number: str) -> None:
    """Objection "number_taken" if another application has that number on the portal."""
    other = select(PortalEntry.application_id).where(
        PortalEntry.portal == portal, PortalEntry.number == number, PortalEntry.application_id != application_id
    )
    if look.session.exec(other).first() is not None:
        raise _taken(look, portal, number)


def _taken(look: Look, portal: Channel, number: str) -> Objection:
    query = (
        select(Application)
        .join(PortalEntry, col(PortalEntry.application_id) == col(Application.id))
        .where(PortalEntry.portal == portal, PortalEntry.number == number)
    )
    other = look.session.exec(query).first()
    return Objection(
        "number_taken",
        "The portal's number {number} stands at № {other} already: look which of the two it belongs to.",
        number=number,
        other=registration(other.year, other.number) if other is not None else "?",
    )


def _to_key(look: Look, *columns: Any) -> Select[Any]:
    query: Select[Any] = (
        select(*columns)
        .select_from(Application)
        .outerjoin(PortalEntry, col(PortalEntry.application_id) == col(Application.id))
        .where(
            Application.year == look.year,
            Application.channel == Channel.PAPER,
            Application.stage != Stage.WITHDRAWN,
            col(PortalEntry.keyed_at).is_(None),
        )
    )
    return query


def _to_answer(look: Look, *columns: Any) -> Select[Any]:
    stands = and_(col(Decision.application_id) == col(Application.id), col(Decision.live).is_(True))
    query: Select[Any] = (
        select(*columns)
        .select_from(Application)
        .join(PortalEntry, col(PortalEntry.application_id) == col(Application.id))
        .join(Decision, stands)
        .where(Application.year == look.year, _known_before(), _not_told_since())
    )
    return query


def _known_before() -> ColumnElement[bool]:
    """What was keyed in after it was answered, was keyed in with its answer."""
    return or_(col(Application.channel) != Channel.PAPER, col(PortalEntry.keyed_at) < col(Decision.decided_at))


def _not_told_since() -> ColumnElement[bool]:
    return or_(col(PortalEntry.answered_at).is_(None), col(PortalEntry.answered_at) < col(Decision.decided_at))


def _letters(look: Look) -> dict[int, str]:
    return {key: letter for letter, key in letters_of(look, look.year).items()}


def _line(
    letters: dict[int, str], application: Application, child: Child, entry: PortalEntry | None, since: dt.datetime
) -> PortalLine:
    return PortalLine(
        application_id=application.id or 0,
        number=registration(application.year, application.number),
        child_name=whole_name(child.surname, child.given_name),
        stage=application.stage,
        class_set=letters.get(application.class_set_id or 0, ""),
        since=since,
        portal=str(entry.portal) if entry is not None else "",
        portal_number=entry.number if entry is not None else "",
    )
