"""How full the classes are: read in one way, shown wherever a clerk must see it."""

from dataclasses import dataclass

from clerk_desk.work import Look


@dataclass(frozen=True, slots=True)
class Fill:
    """One class-set. taken: accepted; waiting: received and unanswered, wishing it; free: seats - taken, 0 if closed."""

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
    """All class-sets of a language. `waiting` counts every waiting application of the language, wished set or not."""

    language: str
    seats: int
    taken: int
    waiting: int
    free: int
    sets: tuple[Fill, ...]


def fill_of(look: Look, year: int) -> tuple[LanguageFill, ...]:
    """The fill of every class-set of a year, by language, letters in the order of the Kazakh alphabet."""
    raise NotImplementedError
