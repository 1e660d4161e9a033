"""By which slip two dates of birth differ: day and month swapped, a digit wrong, two digits in the wrong order."""

import datetime as dt

from clerk_desk.objection import Message, mark
from clerk_desk.rules.name_slips import NO_SLIP, Slips

_DAY_AND_MONTH = Slips(1, Message(mark("day and month swapped")))
_A_DIGIT = Slips(1, Message(mark("one digit of the date differs")))
_TWO_DIGITS = Slips(1, Message(mark("two digits of the date changed places")))
NO_DATE = Slips(1, Message(mark("the date of birth is not known yet")))
_YEARS_APART = 9


def date_slip(one: dt.date | None, other: dt.date | None) -> Slips | None:
    """How the dates differ by one slip of a hand or an eye; None if they differ otherwise."""
    if one is None or other is None:
        return NO_DATE
    if one == other:
        return NO_SLIP
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return _DAY_AND_MONTH
    this, that = f"{one:%d%m%Y}", f"{other:%d%m%Y}"
    differ = [at for at in range(len(this)) if this[at] != that[at]]
    if len(differ) == 1 and abs(one.year - other.year) <= _YEARS_APART:
        return _A_DIGIT
    if len(differ) == 2 and differ[1] == differ[0] + 1:
        at, after = differ
        if (this[at], this[after]) == (that[after], that[at]) and abs(one.year - other.year) <= _YEARS_APART:
            return _TWO_DIGITS
    return None


def dates_alike(born: dt.date) -> tuple[dt.date, ...]:
    """Every date that `date_slip` takes for this one, itself first: some forty."""
    text = f"{born:%d%m%Y}"
    written = {text[2:4] + text[:2] + text[4:]}
    for at in range(len(text)):
        written |= {text[:at] + digit + text[at + 1 :] for digit in "0123456789"}
        written.add(text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :])
    found = {date for date in map(_date, written) if date is not None and abs(date.year - born.year) <= _YEARS_APART}
    return (born, *sorted(found - {born}))


def _date(text: str) -> dt.date | None:
    try:
        return dt.date(int(text[4:]), int(text[2:4]), int(text[:2]))
    except ValueError:
        return None
