"""The children known this year and last who are like the one on the form: found fast, and never one told apart.

The store is asked in three steps. The index on birth date and folded name alone gives who was born on that day or
one slip away; `rules.nearness` keeps the few whose names are near; only of these the papers are read and compared.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, literal_column, type_coerce
from sqlalchemy import select as columns
from sqlmodel import col, select

from clerk_desk.ledgers.papers import whole_name
from clerk_desk.ledgers.told_apart import apart_from
from clerk_desk.objection import Message
from clerk_desk.rules.date_slips import dates_alike
from clerk_desk.rules.form import Answers, field
from clerk_desk.rules.names import fold
from clerk_desk.rules.nearness import near
from clerk_desk.rules.numbers import registration
from clerk_desk.rules.reading import read
from clerk_desk.rules.similarity import Kind, Person, compare
from clerk_desk.work import Look
from data.tables import Applicant, Application, Child
from data.vocabulary import Sex, Stage

SHOWN = 5
"""Children that are shown beside the form; more would not be read."""
_COMPARED = 40
"""Children whose papers are read and compared: the nearest by name."""
STANDING: ColumnElement[bool] = literal_column("application.stage IN ('received', 'accepted')")
"""A live application. Written out, not bound: only so does SQLite see that the index on these answers it."""


@dataclass(frozen=True, slots=True)
class KnownChild:
    """A child like the one on the form: what they seem to be to each other, and why. `stage` is its application's."""

    application_id: int
    number: str
    year: int
    stage: Stage
    child_name: str
    born: dt.date
    kind: Kind
    reasons: tuple[Message, ...]
    received_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Compared:
    """A known child with the person as the store knows it, and whether a clerk said that it is another one."""

    card: KnownChild
    person: Person
    told_apart: bool


def person_in(answers: Answers) -> Person:
    """The child on the form, as far as it was typed and can be read."""

    def said(name: str) -> str:
        return str(read(field(name), answers.get(name, "")) or "")

    born, sex = (read(field(f"child.{part}"), answers.get(f"child.{part}", "")) for part in ("born", "sex"))
    return Person(
        surname=said("child.surname"),
        given_name=said("child.given_name"),
        patronymic=said("child.patronymic"),
        born=born if isinstance(born, dt.date) else None,
        iin=said("child.iin"),
        parent_iin=said("applicant.iin"),
        parent=whole_name(*(said(f"applicant.{part}") for part in ("surname", "given_name", "patronymic"))),
        phone=said("applicant.phone"),
        sex=Sex(str(sex)) if sex else None,
    )


def likenesses(look: Look, answers: Answers, draft_id: int | None = None, besides: int = 0) -> tuple[KnownChild, ...]:
    """The known children like this one, the most serious first, at most five; those told apart are left out.

    `besides` is an application that is shown elsewhere already. All stages count, of this year and of the last.
    """
    found = compared(look, person_in(answers), draft_id)
    cards = [one.card for one in found if not one.told_apart and one.card.application_id != besides]
    return tuple(cards[:SHOWN])


def compared(look: Look, sought: Person, draft_id: int | None = None) -> tuple[Compared, ...]:
    """Every known child like this one, the most serious first, with what a clerk said of them."""
    found = []
    for row in _papers(look, _candidates(look, sought)):
        person = _person(row)
        likeness = compare(sought, person)
        if likeness is not None:
            found.append((likeness.rank, -row.id, _card(row, likeness.kind, likeness.reasons), person))
    found.sort(key=lambda one: one[:2])
    same = [card.application_id for _, _, card, _ in found if card.kind is Kind.SAME_IIN]
    apart = apart_from(look, draft_id, same)
    return tuple(Compared(card, person, card.application_id in apart) for _, _, card, person in found)


def _candidates(look: Look, sought: Person) -> set[int]:
    ids = {*_of_the_iin(look, sought.iin), *_of_the_parent(look, sought.parent_iin)}
    if sought.surname and sought.given_name:
        ids.update(_born_about(look, sought, sought.born) if sought.born is not None else _of_the_name(look, sought))
    return ids


def _of_the_iin(look: Look, iin: str) -> list[int]:
    """By the IIN: the live application of each year; one that is refused or withdrawn is found by name and date."""
    if not iin:
        return []
    found = select(Application.id).where(
        col(Application.year).in_(_years(look)), Application.child_iin == iin, STANDING
    )
    return [key for key in look.session.exec(found).all() if key is not None]


def _of_the_parent(look: Look, iin: str) -> list[int]:
    """All children for whom the same person applied: brothers, sisters, twins."""
    if not iin:
        return []
    return list(look.session.exec(select(Applicant.application_id).where(Applicant.iin == iin).limit(_COMPARED)).all())


def _born_about(look: Look, sought: Person, born: dt.date) -> list[int]:
    # Not the date itself: some thousand dates would be read from text for nothing.
    same_day = type_coerce(col(Child.born) == born, Integer)
    about = columns(col(Child.application_id), col(Child.search_key), same_day)
    rows = look.session.connection().execute(about.where(col(Child.born).in_(dates_alike(born))))
    return near(sought, rows.all(), _COMPARED)


def _of_the_name(look: Look, sought: Person) -> list[int]:
    """While the date is not known: only who bears the same whole name."""
    key = fold(whole_name(sought.surname, sought.given_name, sought.patronymic))
    found = select(Child.application_id).where(Child.search_key == key).limit(_COMPARED)
    return list(look.session.exec(found).all())


def _years(look: Look) -> tuple[int, int]:
    return look.year, look.year - 1


_PAPERS: tuple[Any, ...] = (
    *(Application.id, Application.year, Application.number, Application.stage, Application.received_at),
    *(Application.child_iin, Child.surname, Child.given_name, Child.patronymic, Child.born, Child.sex),
    *(Applicant.iin, col(Applicant.surname).label("their"), col(Applicant.given_name).label("own")),
    *(col(Applicant.patronymic).label("fathers"), Applicant.phone),
)


def _papers(look: Look, ids: set[int]) -> Iterable[Any]:
    """What is compared and shown of these applications, of this year and the last: columns, no rows of the session."""
    if not ids:
        return ()
    found = (
        columns(*_PAPERS)
        .where(col(Application.id).in_(sorted(ids)), col(Application.year).in_(_years(look)))
        .join(Child, col(Child.application_id) == col(Application.id))
        .join(Applicant, col(Applicant.application_id) == col(Application.id))
    )
    rows: Iterable[Any] = look.session.connection().execute(found).all()
    return rows


def _person(row: Any) -> Person:
    return Person(
        surname=row.surname,
        given_name=row.given_name,
        patronymic=row.patronymic,
        born=row.born,
        iin=row.child_iin or "",
        parent_iin=row.iin or "",
        parent=whole_name(row.their, row.own, row.fathers),
        phone=row.phone,
        sex=Sex(row.sex),
    )


def _card(row: Any, kind: Kind, reasons: tuple[Message, ...]) -> KnownChild:
    return KnownChild(
        application_id=row.id,
        number=registration(row.year, row.number),
        year=row.year,
        stage=Stage(row.stage),
        child_name=whole_name(row.surname, row.given_name, row.patronymic),
        born=row.born,
        kind=kind,
        reasons=reasons,
        received_at=row.received_at,
    )
