"""The seats of a class-set: claimed and given back where they are counted, so that no two desks take the last one."""

from typing import Any

from sqlalchemy import update
from sqlmodel import col

from clerk_desk.ledgers.fill import fills_of
from clerk_desk.objection import Message, Objection
from clerk_desk.rules.seats import must_have_a_place
from clerk_desk.work import Work
from data.tables import ClassSet


def claim(work: Work, class_set: ClassSet) -> None:
    """Take one seat of a held class-set of this year. Objection "not_this_year", "closed", "full"."""
    open_seat = (
        col(ClassSet.id) == class_set.id,
        col(ClassSet.year) == work.year,
        col(ClassSet.taken) < col(ClassSet.seats),
        col(ClassSet.closed_at).is_(None),
    )
    # The seats are compared in the statement that takes one: whatever was read before, the last seat goes once.
    if not _counted(work, class_set, 1, *open_seat):
        raise _no_seat(work, class_set)


def give_back(work: Work, class_set: ClassSet) -> None:
    """Return one seat to a held class-set, open or closed."""
    if not _counted(work, class_set, -1, col(ClassSet.id) == class_set.id, col(ClassSet.taken) > 0):
        raise RuntimeError("a seat was given back that nobody had taken")


def _counted(work: Work, class_set: ClassSet, step: int, *where: Any) -> bool:
    statement = update(ClassSet).where(*where).values(taken=ClassSet.taken + step)
    done: Any = work.session.execute(statement.execution_options(synchronize_session=False))
    work.session.refresh(class_set)
    return bool(done.rowcount == 1)


def _no_seat(work: Work, class_set: ClassSet) -> Objection:
    """Why there is no seat, and where there is one in the same language."""
    fills = fills_of(work, class_set.year)
    this = next(fill for fill in fills if fill.class_set_id == class_set.id)
    try:
        must_have_a_place(this, class_set.year, work.year)
    except Objection as objection:
        if objection.code != "full":
            return objection
    free = [fill for fill in fills if fill.language == this.language and fill.free]
    if not free:
        return Objection(
            "full",
            "Someone took the last place in 1 «{letter}» a moment ago. No class-set of this language has a place left.",
            letter=this.letter,
        )
    places = [Message("1 «{letter}» has {free}.", {"letter": fill.letter, "free": fill.free}) for fill in free]
    others = places[0]
    for place in places[1:]:
        others = Message("{these} {further}", {"these": others, "further": place})
    return Objection(
        "full", "Someone took the last place in 1 «{letter}» a moment ago. {others}", letter=this.letter, others=others
    )
