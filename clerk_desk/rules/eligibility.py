"""The age for grade 1: six years reached, or to be reached in the calendar year of the intake (founding notice)."""

import datetime as dt
from dataclasses import dataclass

from clerk_desk.objection import Message, Remark, error, warning

AGE = 6
OLD = 8
"""A child who turns so many years or more in the year of admission has usually been at school before."""


@dataclass(frozen=True, slots=True)
class Age:
    """A child's age against one year's intake.

    `must`: six by 1 September, so the child has to be admitted (the law); later in the year it is the
    parents' wish. `age` is reached on the birthday in that year.
    """

    born: dt.date
    year: int
    turns_six: dt.date
    age: int
    eligible: bool
    must: bool


def birthday(born: dt.date, year: int) -> dt.date:
    """The birthday in a year; of a child born on 29 February, 1 March in a year without that day."""
    try:
        return born.replace(year=year)
    except ValueError:
        return dt.date(year, 3, 1)


def age(born: dt.date, year: int) -> Age:
    """The child's age against the intake of that year."""
    turns_six = birthday(born, born.year + AGE)
    eligible = turns_six.year <= year
    must = turns_six <= dt.date(year, 9, 1)
    return Age(born=born, year=year, turns_six=turns_six, age=year - born.year, eligible=eligible, must=must)


def line(born: dt.date, year: int, today: dt.date | None = None) -> Message:
    """The age in a sentence that explains itself, like "turns six on 14.11.2027: eligible".

    `today` decides between "turns" and "turned"; without it, the first day of that year does.
    """
    found = age(born, year)
    if not found.eligible:
        return Message("turns six in {year}: not this year", {"year": found.turns_six.year})
    if found.turns_six <= (today or dt.date(year, 1, 1)):
        return Message("turned six on {date}: eligible", {"date": found.turns_six})
    return Message("turns six on {date}: eligible", {"date": found.turns_six})


def check(born: dt.date, year: int, today: dt.date | None = None, field: str = "") -> tuple[Remark, ...]:
    """What must be said of a child's date of birth: ahead of today or too young (errors), much too old (a warning)."""
    if today is not None and born > today:
        return (error("born_ahead", field, "This date lies ahead: compare it with the birth certificate."),)
    found = age(born, year)
    if not found.eligible:
        return (
            error(
                "too_young",
                field,
                "Turns six in {year}: not this year. The family can apply in {year}.",
                year=found.turns_six.year,
            ),
        )
    if found.age >= OLD:
        return (
            warning(
                "older_child",
                field,
                "Turns {age} this year: compare the date, and ask whether the child has been at school.",
                age=found.age,
            ),
        )
    return ()
