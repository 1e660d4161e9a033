"""How full the classes are: read in one way, shown wherever a clerk must see it."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import and_, func
from sqlmodel import col, select

from clerk_desk.rules.names import sort_key
from clerk_desk.work import Look
from data.tables import Application, ClassSet
from data.vocabulary import Stage, TeachingLanguage


@dataclass(frozen=True, slots=True)
class Fill:
    """One class-set. taken: accepted; waiting: unanswered ones that wish it; free: seats - taken, 0 if closed."""

    class_set_id: int
    letter: str
    language: str
    shift: int
    seats: int
    taken: int
    waiting: int
    free: int
    closed: bool


@dataclass(frozen=True, slots=True)
class LanguageFill:
    """All class-sets of a language. `waiting` counts every waiting application of the language, wished set or not.

    Of a closed class-set only the taken seats count, so that seats = taken + free.
    """

    language: str
    seats: int
    taken: int
    waiting: int
    free: int
    sets: tuple[Fill, ...]


def fill_of(look: Look, year: int) -> tuple[LanguageFill, ...]:
    """The fill of every class-set of a year, by language, letters in the order of the Kazakh alphabet.

    A language that somebody waits for is there even if it has no class-set.
    """
    sets: defaultdict[str, list[Fill]] = defaultdict(list)
    for fill in fills_of(look, year):
        sets[fill.language].append(fill)
    waiting = _waiting_by_language(look, year)
    return tuple(
        LanguageFill(
            language=str(language),
            seats=sum(f.taken + f.free for f in sets[language]),
            taken=sum(f.taken for f in sets[language]),
            waiting=waiting.get(language, 0),
            free=sum(f.free for f in sets[language]),
            sets=tuple(sets[language]),
        )
        for language in TeachingLanguage
        if sets[language] or waiting.get(language, 0)
    )


def fills_of(look: Look, year: int) -> tuple[Fill, ...]:
    """The class-sets of a year, all languages together, letters in the order of the Kazakh alphabet."""
    wishing = and_(
        col(Application.wished_class_set_id) == col(ClassSet.id),
        col(Application.stage) == Stage.RECEIVED,
    )
    query = (
        select(ClassSet, func.count(col(Application.id)))
        .outerjoin(Application, wishing)
        .where(ClassSet.year == year)
        .group_by(col(ClassSet.id))
    )
    found = [_fill(row, waiting) for row, waiting in look.session.exec(query).all()]
    return tuple(sorted(found, key=lambda f: sort_key(f.letter)))


def fill_for(look: Look, class_set_id: int, year: int) -> Fill:
    """The fill of one class-set, as it stands in this transaction. KeyError if the year has no such set."""
    return {fill.class_set_id: fill for fill in fills_of(look, year)}[class_set_id]


def _fill(row: ClassSet, waiting: int) -> Fill:
    closed = row.closed_at is not None
    return Fill(
        class_set_id=row.id or 0,
        letter=row.letter,
        language=str(row.language),
        shift=row.shift,
        seats=row.seats,
        taken=row.taken,
        waiting=waiting,
        free=0 if closed else row.seats - row.taken,
        closed=closed,
    )


def _waiting_by_language(look: Look, year: int) -> dict[str, int]:
    query = (
        select(Application.language, func.count())
        .where(Application.year == year, Application.stage == Stage.RECEIVED)
        .group_by(col(Application.language))
    )
    return {str(language): count for language, count in look.session.exec(query).all()}
