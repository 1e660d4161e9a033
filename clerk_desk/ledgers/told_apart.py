"""What clerks said of children alike, "not the same child": kept with the draft, and with the application after it."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement
from sqlmodel import col, or_, select

from clerk_desk.rules.numbers import registration
from clerk_desk.work import Look, Work
from data.tables import Application, ToldApart


def apart_from(look: Look, draft_id: int | None, same: Iterable[int] = ()) -> set[int]:
    """The applications whose child is not this draft's, as a clerk said.

    Said of this draft, or of an application of the very same child (`same`, ids), whichever of the two came first.
    """
    own = set(same)
    apart: set[int] = set()
    for row in _rows(look, _of_the_child(draft_id, own)):
        if row.draft_id == draft_id or row.application_id in own:
            apart.add(row.other_id)
        elif row.application_id is not None:
            apart.add(row.application_id)
    return apart - own


def say_apart(work: Work, draft_id: int, other_id: int) -> bool:
    """Keep the word; False if it was kept already. Hold the draft first."""
    said = select(ToldApart.id).where(ToldApart.draft_id == draft_id, ToldApart.other_id == other_id)
    if work.session.exec(said).first() is not None:
        return False
    work.add(ToldApart(draft_id=draft_id, other_id=other_id, at=work.moment, by=work.member.id))
    return True


def take_back(work: Work, draft_id: int, other_id: int, same: Iterable[int] = ()) -> bool:
    """Take back every word that keeps this draft's child apart from that application's; False if there was none."""
    own = set(same)
    taken = [
        row
        for row in _rows(work, _of_the_child(draft_id, own))
        if other_id in (row.other_id, row.application_id) and (row.draft_id == draft_id or own)
    ]
    for row in taken:
        work.session.delete(row)
    work.session.flush()
    return bool(taken)


def carry_apart(work: Work, draft_id: int, application_id: int) -> list[str]:
    """The draft was received: what was said of it is known of the application too. The others' numbers, in order."""
    said = (
        select(ToldApart, Application.year, Application.number)
        .where(ToldApart.draft_id == draft_id, Application.id == ToldApart.other_id)
        .order_by(col(Application.year), col(Application.number))
    )
    numbers = []
    for row, year, number in work.session.exec(said).all():
        row.application_id = application_id
        numbers.append(registration(year, number))
    work.session.flush()
    return numbers


def _of_the_child(draft_id: int | None, own: set[int]) -> list[ColumnElement[bool]]:
    words: list[ColumnElement[bool]] = []
    if draft_id is not None:
        words.append(col(ToldApart.draft_id) == draft_id)
    if own:
        words += [col(ToldApart.application_id).in_(own), col(ToldApart.other_id).in_(own)]
    return words


def _rows(look: Look, words: list[ColumnElement[bool]]) -> list[ToldApart]:
    return list(look.session.exec(select(ToldApart).where(or_(*words))).all()) if words else []
