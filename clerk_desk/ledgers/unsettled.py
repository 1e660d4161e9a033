"""What the evening still finds open, each by itself: answers, families to tell, drafts, late answers, papers."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

import sqlalchemy as sa
from sqlmodel import col, func, select

from clerk_desk.ledgers.papers import whole_name
from clerk_desk.objection import Message, mark
from clerk_desk.rules.closing import Check, Item, Must
from clerk_desk.rules.numbers import registration
from clerk_desk.rules.papers import TITLES
from clerk_desk.work import Look
from data.tables import (
    Application,
    AuditLine,
    Child,
    ClassSet,
    DayClose,
    Decision,
    Draft,
    IssuedPaper,
    RefusalGround,
    Staff,
)
from data.vocabulary import DraftState, EventKind, Ground, Outcome, Stage


def unapproved(look: Look) -> tuple[Item, ...]:
    """The answers that stand and that no close has approved yet, in the order of their numbers."""
    return tuple(
        replace(
            _item("answer", Check.ANSWERS, Must.APPROVE, row, child, _answer(decision, letter, grounds)),
            decision_id=decision.id or 0,
        )
        for decision, row, child, letter, grounds in _standing(look, col(Decision.approved_at).is_(None))
    )


def untold(look: Look) -> tuple[Item, ...]:
    """The refusals that stand and of which nobody said that the family was told."""
    wanted = (col(Decision.told_at).is_(None), col(Decision.outcome) == Outcome.REFUSED)
    text = mark("The family is not told of the refusal.")
    return tuple(
        _item("told", Check.TOLD, Must.EXPLAIN, row, child, Message(text))
        for _, row, child, _, _ in _standing(look, *wanted)
    )


def overdue(look: Look) -> tuple[Item, ...]:
    """The applications whose answer was due before now, the longest overdue first."""
    query = (
        select(Application, Child)
        .join(Child, col(Child.application_id) == col(Application.id))
        .where(
            Application.year == look.year, Application.stage == Stage.RECEIVED, col(Application.due_at) < look.moment
        )
        .order_by(col(Application.due_at), col(Application.number))
    )
    text = mark("The answer was due {due}.")
    return tuple(
        _item(
            "overdue",
            Check.OVERDUE,
            Must.EXPLAIN,
            row,
            child,
            Message(text, {"due": row.due_at}),
        )
        for row, child in look.session.exec(query).all()
    )


def left_over(look: Look) -> tuple[Item, ...]:
    """The open drafts of this year but those that were handed back to the family, the oldest arrival first."""
    query = (
        select(Draft, Staff.full_name)
        .join(Staff, col(Staff.id) == col(Draft.held_by))
        .where(Draft.year == look.year, Draft.state == DraftState.OPEN)
        .order_by(col(Draft.arrived_at), col(Draft.id))
    )
    handed_back = _handed_back(look)
    return tuple(
        Item(
            f"draft:{row.id}",
            Check.DRAFTS,
            Must.EXPLAIN,
            Message("Begun {moment}, in the hands of {name}.", {"moment": row.arrived_at, "name": holder}),
            name=whole_name(*(row.answers.get(f"child.{part}", "").strip() for part in ("surname", "given_name"))),
            draft_id=row.id or 0,
        )
        for row, holder in look.session.exec(query).all()
        if row.id not in handed_back
    )


def never_came_out(look: Look, last: DayClose | None) -> tuple[Item, ...]:
    """The papers made since the last close, its own register among them, of which nobody said that they came out.

    A paper counts as out once a later one of the same kind about the same thing is: it was printed again. What is
    later than the close is told by the papers' ids, not by the clocks of the desks: those may differ.
    """
    query = sa.select(
        *(col(IssuedPaper.id), col(IssuedPaper.kind), col(IssuedPaper.code), col(IssuedPaper.printed_at)),
        *(col(one) for one in (IssuedPaper.application_id, IssuedPaper.draft_id)),
        *(col(one) for one in (IssuedPaper.close_id, IssuedPaper.outage_id)),
    )
    if last is not None:
        register = select(func.min(IssuedPaper.id)).where(IssuedPaper.close_id == last.id).scalar_subquery()
        query = query.where(col(IssuedPaper.id) >= func.coalesce(register, 0))
    newest: dict[tuple[object, ...], Item] = {}
    for key, kind, code, printed_at, *about in look.session.execute(query.order_by(col(IssuedPaper.id))).all():
        thing = (kind, *about)
        newest.pop(thing, None)
        if printed_at is None:
            newest[thing] = Item(
                f"paper:{key}",
                Check.PAPERS,
                Must.EXPLAIN,
                Message("{paper}: nobody said that it came out.", {"paper": Message(TITLES[kind])}),
                number=code,
                application_id=about[0] or 0,
                draft_id=about[1] or 0,
            )
    return tuple(newest.values())


Found = tuple[Decision, Application, Child, str, tuple[Ground, ...]]


def _standing(look: Look, *wanted: object) -> list[Found]:
    """The live answers of this year that are wanted, each with its application, child, class-set and grounds."""
    query = (
        select(Decision, Application, Child, ClassSet.letter)
        .join(Application, col(Application.id) == col(Decision.application_id))
        .join(Child, col(Child.application_id) == col(Application.id))
        .outerjoin(ClassSet, col(ClassSet.id) == col(Decision.class_set_id))
        .where(col(Decision.live).is_(True), Application.year == look.year, *wanted)  # type: ignore[arg-type]
        .order_by(col(Application.number))
    )
    rows = look.session.exec(query).all()
    grounds = grounds_of(look, [decision.id or 0 for decision, *_ in rows if decision.outcome is Outcome.REFUSED])
    return [(one, row, child, letter or "", grounds.get(one.id or 0, ())) for one, row, child, letter in rows]


def grounds_of(look: Look, decisions: list[int]) -> Mapping[int, tuple[Ground, ...]]:
    """The grounds of refusals, by the decision's id, in the statute's order."""
    found: defaultdict[int, tuple[Ground, ...]] = defaultdict(tuple)
    if decisions:
        query = select(RefusalGround.decision_id, RefusalGround.ground).where(
            col(RefusalGround.decision_id).in_(decisions)
        )
        for key, ground in look.session.exec(query.order_by(col(RefusalGround.ground))).all():
            found[key] += (Ground(ground),)
    return found


def _answer(decision: Decision, letter: str, grounds: tuple[Ground, ...]) -> Message:
    if decision.outcome is Outcome.ACCEPTED:
        return Message("Accepted into 1 «{letter}».", {"letter": letter})
    return Message("Refused, {grounds}: {reasons}", {"grounds": ", ".join(grounds), "reasons": decision.reasons})


def _item(what: str, check: Check, must: Must, row: Application, child: Child, message: Message) -> Item:
    return Item(
        f"{what}:{row.id}",
        check,
        must,
        message,
        number=registration(row.year, row.number),
        name=whole_name(child.surname, child.given_name),
        application_id=row.id or 0,
    )


_IN_HAND = (
    EventKind.DRAFT_OPENED,
    EventKind.DRAFT_TAKEN_UP,
    EventKind.DRAFT_RESTORED,
    EventKind.DRAFT_HANDED_BACK,
)


def _handed_back(look: Look) -> frozenset[int]:
    """The open drafts whose last act is that the papers were handed back; who takes one up has it again."""
    last = (
        select(func.max(AuditLine.seq))
        .join(Draft, col(Draft.id) == col(AuditLine.draft_id))
        .where(Draft.state == DraftState.OPEN, col(AuditLine.event).in_(_IN_HAND))
        .group_by(col(AuditLine.draft_id))
    )
    query = select(AuditLine.draft_id).where(
        col(AuditLine.seq).in_(last), AuditLine.event == EventKind.DRAFT_HANDED_BACK
    )
    return frozenset(key for key in look.session.exec(query).all() if key is not None)
