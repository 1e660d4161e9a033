"""The journal of outages: which portal failed from when to when, and what was taken on paper meanwhile."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy import select as select_columns
from sqlalchemy.orm import aliased
from sqlmodel import col, or_, select

from clerk_desk.ledgers.papers import whole_name
from clerk_desk.rules.numbers import registration
from clerk_desk.rules.outages import lies_in
from clerk_desk.work import Look
from data.tables import Application, Child, Outage, Staff
from data.vocabulary import Channel, Noticed


@dataclass(frozen=True, slots=True)
class OutageCard:
    """A time in which a portal did not answer; it runs while `ended_at` is None. Moments are aware."""

    id: int
    portal: Channel
    noticed: Noticed
    note: str
    began_at: dt.datetime
    began_by: str
    ended_at: dt.datetime | None
    ended_by: str


@dataclass(frozen=True, slots=True)
class TakenIn:
    """An application that was received on paper during an outage."""

    application_id: int
    number: str
    child_name: str
    received_at: dt.datetime


def running(look: Look) -> tuple[OutageCard, ...]:
    """The outages that run, the oldest first; at most one a portal."""
    return _read(look, _RUNNING)


def outages_at(look: Look, moment: dt.datetime) -> tuple[OutageCard, ...]:
    """The outages in which a moment (aware) lies, both ends included: an application received then was taken in them.

    Founding notice: the portals work round the clock except technical breaks; then the office's number and
    moment are the only queue there is.
    """
    over = or_(col(Outage.ended_at).is_(None), col(Outage.ended_at) >= moment)
    return _cards(look, col(Outage.began_at) <= moment, over)


def taken_in_any(look: Look, moments: Iterable[dt.datetime]) -> frozenset[dt.datetime]:
    """Those of the moments (aware) that lie in an outage: one query for a whole list, none for an empty one."""
    asked = set(moments)
    if not asked:
        return frozenset()
    query = select(Outage.began_at, Outage.ended_at).where(
        col(Outage.began_at) <= max(asked), or_(col(Outage.ended_at).is_(None), col(Outage.ended_at) >= min(asked))
    )
    spans = look.session.exec(query).all()
    return frozenset(moment for moment in asked if any(lies_in(moment, *span) for span in spans))


def marked(look: Look, applications: Sequence[Application]) -> frozenset[int]:
    """The ids of those applications that were received on paper during an outage."""
    paper = [one for one in applications if one.channel is Channel.PAPER]
    moments = taken_in_any(look, (one.received_at for one in paper))
    return frozenset(one.id or 0 for one in paper if one.received_at in moments)


def outages_between(look: Look, begins: dt.datetime, ends: dt.datetime) -> tuple[OutageCard, ...]:
    """The outages of which a part lies between two moments (aware), the oldest first."""
    over = or_(col(Outage.ended_at).is_(None), col(Outage.ended_at) >= begins)
    return _cards(look, col(Outage.began_at) <= ends, over)


def journal(look: Look, limit: int = 200) -> tuple[OutageCard, ...]:
    """The whole journal, the newest first; at most `limit` outages."""
    return _cards(look, newest_first=True, limit=limit)


def outage_of(look: Look, outage_id: int) -> OutageCard | None:
    """One outage, or None."""
    found = _cards(look, col(Outage.id) == outage_id)
    return found[0] if found else None


def taken_in(look: Look, outage: OutageCard) -> tuple[TakenIn, ...]:
    """The applications received on paper during an outage, in the order of their numbers, withdrawn ones too."""
    query = (
        select(Application, Child)
        .join(Child, col(Child.application_id) == col(Application.id))
        .where(
            Application.channel == Channel.PAPER,
            Application.received_at >= outage.began_at,
            Application.received_at <= (outage.ended_at or look.moment),
        )
        .order_by(col(Application.year), col(Application.number))
    )
    return tuple(
        TakenIn(
            application_id=application.id or 0,
            number=registration(application.year, application.number),
            child_name=whole_name(child.surname, child.given_name, child.patronymic),
            received_at=application.received_at,
        )
        for application, child in look.session.exec(query).all()
    )


def counts_taken_in(look: Look, outages: Sequence[OutageCard]) -> dict[int, int]:
    """How many applications were received on paper in each of these outages, by its id: one query."""
    if not outages:
        return {}
    query = select(Application.received_at).where(
        Application.channel == Channel.PAPER, Application.received_at >= min(one.began_at for one in outages)
    )
    moments = look.session.exec(query).all()
    return {one.id: sum(lies_in(moment, one.began_at, one.ended_at) for moment in moments) for one in outages}


def _cards(
    look: Look, *conditions: ColumnElement[bool], newest_first: bool = False, limit: int | None = None
) -> tuple[OutageCard, ...]:
    began = col(Outage.began_at)
    query = _EACH.where(*conditions).order_by(began.desc() if newest_first else began, col(Outage.id))
    return _read(look, query if limit is None else query.limit(limit))


def _read(look: Look, query: Any) -> tuple[OutageCard, ...]:
    return tuple(
        OutageCard(key or 0, portal, noticed, note, began_at, began_by, ended_at, ended_by or "")
        for key, portal, noticed, note, began_at, began_by, ended_at, ended_by in look.session.exec(query).all()
    )


_BEGINNER, _ENDER = aliased(Staff), aliased(Staff)
_EACH = (
    select_columns(
        *(col(Outage.id), col(Outage.portal), col(Outage.noticed), col(Outage.note), col(Outage.began_at)),
        *(col(_BEGINNER.full_name), col(Outage.ended_at), col(_ENDER.full_name)),
    )
    .join(_BEGINNER, col(_BEGINNER.id) == col(Outage.began_by))
    .outerjoin(_ENDER, col(_ENDER.id) == col(Outage.ended_by))
)
_RUNNING = _EACH.where(col(Outage.ended_at).is_(None)).order_by(col(Outage.began_at), col(Outage.id))
"""Made once, of columns: the line above every screen asks it at each minute, and that must cost nothing."""
