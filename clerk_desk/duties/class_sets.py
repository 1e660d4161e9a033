"""The class-sets: how full they are, by language; the administrator opens, resizes and closes them."""

from clerk_desk.ledgers.fill import Fill, LanguageFill
from clerk_desk.work import Look, Work


def fills(look: Look, year: int | None = None) -> tuple[LanguageFill, ...]:
    """The fill of every class-set of a year (the current one), by language, in the alphabet's order."""
    raise NotImplementedError


def open_set(work: Work, letter: str, language: str, seats: int, shift: int = 1) -> Fill:
    """Open a class-set by the director's order. Objection "letter_taken", "seats_bounds", "letter_form"."""
    raise NotImplementedError


def resize(work: Work, class_set_id: int, seats: int) -> Fill:
    """Change the seats; never below the accepted. Objection "below_accepted"."""
    raise NotImplementedError


def close(work: Work, class_set_id: int, reason: str) -> Fill:
    """Close a class-set: nobody more is accepted into it."""
    raise NotImplementedError


def reopen(work: Work, class_set_id: int, reason: str) -> Fill:
    """Open a closed class-set again."""
    raise NotImplementedError
