"""Seats: whether a child may be accepted into a class-set, and how many seats a class-set may have."""

from typing import Protocol

from clerk_desk.objection import Objection

FEWEST, MOST = 1, 60
SHIFTS = (1, 2, 3)


class ClassSetState(Protocol):
    """What the rules need to know of a class-set: any card or row with these."""

    @property
    def letter(self) -> str:
        """Its letter."""

    @property
    def language(self) -> str:
        """The language that it is taught in."""

    @property
    def seats(self) -> int:
        """Its seats by the director's order."""

    @property
    def taken(self) -> int:
        """How many are accepted."""

    @property
    def closed(self) -> bool:
        """True once nobody more is accepted into it."""


def free(class_set: ClassSetState) -> int:
    """Seats that can still be given; none in a closed class-set."""
    return 0 if class_set.closed else max(0, class_set.seats - class_set.taken)


def must_have_a_place(class_set: ClassSetState, year: int, current_year: int) -> None:
    """Objection "not_this_year", "closed" or "full" if nobody can be accepted into this class-set now."""
    if year != current_year:
        raise Objection(
            "not_this_year",
            "1 «{letter}» belongs to the intake of {year}: choose a class-set of this year.",
            letter=class_set.letter,
            year=year,
        )
    if class_set.closed:
        raise Objection("closed", "1 «{letter}» is closed: choose another class-set.", letter=class_set.letter)
    if class_set.taken >= class_set.seats:
        raise Objection(
            "full",
            "1 «{letter}» is full, {taken} of {seats}: choose another class-set.",
            letter=class_set.letter,
            taken=class_set.taken,
            seats=class_set.seats,
        )


def must_fit(seats: int, taken: int = 0) -> None:
    """Objection "seats_bounds" or "below_accepted" if a class-set cannot have so many seats."""
    if not FEWEST <= seats <= MOST:
        raise Objection("seats_bounds", "A class-set has {fewest} to {most} seats.", fewest=FEWEST, most=MOST)
    if seats < taken:
        raise Objection(
            "below_accepted", "{taken} children are accepted already: there can be no fewer seats.", taken=taken
        )
