"""What the evening counts: the acts since the last close by the trail, and the same by the rows as they stand now."""

import json

import sqlalchemy as sa
from sqlmodel import col, func, select

from clerk_desk.ledgers.closes import head_at
from clerk_desk.ledgers.trail import chain_of
from clerk_desk.rules.balance import COUNTED, ChainSeen, Moves, Numbers, SetCount, Standing, moves_of
from clerk_desk.rules.names import sort_key
from clerk_desk.work import Look
from data.tables import AdmissionYear, Application, AuditLine, ClassSet, DayClose, Decision, PhotoSet
from data.vocabulary import Channel, EventKind, Outcome, Stage

ENOUGH_PHOTOS = 2
"""Prints of the child that a set of documents holds (founding notice: two photos, 3×4 cm)."""


def moves_since(look: Look, line: int) -> Moves:
    """The acts on this year's applications that the trail holds after a line."""
    return moves_of(_acts_since(look, line))


def _acts_since(look: Look, line: int) -> list[tuple[EventKind, dict[str, object]]]:
    query = (
        select(AuditLine.event, AuditLine.facts)
        .join(Application, col(Application.id) == col(AuditLine.application_id))
        .where(col(AuditLine.seq) > line, col(AuditLine.event).in_(COUNTED), Application.year == look.year)
        .order_by(col(AuditLine.seq))
    )
    return [(EventKind(event), json.loads(facts)) for event, facts in look.session.exec(query).all()]


def standing(look: Look) -> Standing:
    """How many of this year's applications stand in each stage, by their rows."""
    query = select(Application.stage, func.count()).where(Application.year == look.year).group_by(Application.stage)
    rows = dict(look.session.exec(query).all())
    stages = (Stage.RECEIVED, Stage.ACCEPTED, Stage.REFUSED, Stage.WITHDRAWN)
    return Standing(*(rows.get(stage, 0) for stage in stages))


def standing_at(look: Look, last: DayClose | None) -> Standing:
    """How this year stood at the last close; nothing was there before the year's first one."""
    if last is None or last.year != look.year:
        return Standing()
    return Standing(**{name: int(last.counts["standing"][name]) for name in Standing.__slots__})


def numbers(look: Look) -> Numbers:
    """This year's registration numbers, as its rows, the year and the trail tell of them."""
    rows, highest = look.session.exec(
        select(func.count(), func.max(Application.number)).where(Application.year == look.year)
    ).one()
    year = look.session.get(AdmissionYear, look.year)
    told = (
        select(func.count())
        .select_from(AuditLine)
        .join(Application, col(Application.id) == col(AuditLine.application_id))
        .where(AuditLine.event == EventKind.APPLICATION_RECEIVED, Application.year == look.year)
    )
    given = year.next_number - 1 if year is not None else 0
    return Numbers(rows, highest or 0, given, look.session.exec(told).one())


def set_counts(look: Look) -> tuple[SetCount, ...]:
    """This year's class-sets, each counted three ways, in the order of the Kazakh alphabet."""
    sets = look.session.exec(
        select(ClassSet.id, ClassSet.letter, ClassSet.taken).where(ClassSet.year == look.year)
    ).all()
    accepted = _by_set(
        look, sa.select(col(Application.class_set_id), func.count()).where(col(Application.stage) == Stage.ACCEPTED)
    )
    decided = _by_set(
        look,
        sa.select(col(Decision.class_set_id), func.count()).where(
            col(Decision.live).is_(True), col(Decision.outcome) == Outcome.ACCEPTED
        ),
    )
    counts = [
        SetCount(letter, taken, accepted.get(key or 0, 0), decided.get(key or 0, 0)) for key, letter, taken in sets
    ]
    return tuple(sorted(counts, key=lambda one: sort_key(one.letter)))


def _by_set(look: Look, query: "sa.Select[int | None, int]") -> dict[int, int]:
    rows = look.session.execute(query.group_by(query.selected_columns[0])).all()
    return {key: count for key, count in rows if key is not None}


def chain_seen(look: Look, last: DayClose | None) -> ChainSeen:
    """The whole trail computed afresh, and the last close's head against the line that it names."""
    chain = chain_of(look.session)
    if last is None:
        return ChainSeen(chain.count, chain.broken_at, chain.head)
    return ChainSeen(chain.count, chain.broken_at, chain.head, last.head, head_at(look, last.to_line))


def papers_on_the_desk(look: Look, line: int) -> tuple[int, int]:
    """How many paper folders, and pairs of prints in them, must lie on the desk.

    Those are the applications that the office itself received after a line of the trail and that the family has not
    taken back: earlier ones went into the cupboard with their close, withdrawn ones home. A pair is counted where
    two prints or more were handed in.
    """
    received = (
        select(func.count(), func.sum(sa.case((col(PhotoSet.count) >= ENOUGH_PHOTOS, 1), else_=0)))
        .select_from(Application)
        .join(AuditLine, col(AuditLine.application_id) == col(Application.id))
        .outerjoin(PhotoSet, col(PhotoSet.application_id) == col(Application.id))
        .where(
            col(AuditLine.seq) > line,
            AuditLine.event == EventKind.APPLICATION_RECEIVED,
            Application.year == look.year,
            Application.channel == Channel.PAPER,
            Application.stage != Stage.WITHDRAWN,
        )
    )
    folders, pairs = look.session.exec(received).one()
    return folders, int(pairs or 0)
