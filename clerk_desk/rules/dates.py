"""Dates as a clerk types them: 010427, 1.4.27, 01.04.2027, 1/4/2027; shown as 01.04.2027."""

import datetime as dt
import re
from itertools import product

from clerk_desk.rules.digits import letters_to_digits, row_to_digits

CENTURY = 2000
"""Every date on this form lies in this century, so that two digits of a year mean 20yy in every field."""

_EARLIEST, _LATEST = 1900, 2099
_PARTED = re.compile(r"(\d{1,2})[.,/\-\s]+(\d{1,2})[.,/\-\s]+(\d{4}|\d{2})\s*(?:[гж]\.?)?", re.ASCII)
_SOLID = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_MOST_SIGNS = 8


def parse(text: str) -> dt.date | None:
    """The date that is meant, or None. Day first; years from 1900 to 2099, two digits mean 20yy.

    On the Kazakh layout the digit row types letters, "," for 6 and "." for 7, while both signs also part a
    date. So: what reads as a date as it was typed is that date; else each "," and "." is tried as a digit as
    well, and the text is a date only if all readings that fit agree.
    """
    typed = letters_to_digits(text.strip())
    if (found := _read(typed)) is not None:
        return found
    signs = [at for at, sign in enumerate(typed) if sign in ",."]
    if not 0 < len(signs) <= _MOST_SIGNS:
        return None
    readings = set()
    for as_digit in product((False, True), repeat=len(signs)):
        letters = list(typed)
        for at, meant in zip(signs, as_digit, strict=True):
            letters[at] = row_to_digits(typed[at]) if meant else "."
        if (found := _read("".join(letters))) is not None:
            readings.add(found)
    return readings.pop() if len(readings) == 1 else None


def show(day: dt.date) -> str:
    """A date as the office writes it: dd.mm.yyyy."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def _read(text: str) -> dt.date | None:
    if iso := _ISO.fullmatch(text):
        return _date(iso[1], iso[2], iso[3])
    if found := _PARTED.fullmatch(text) or _SOLID.fullmatch(text):
        return _date(found[3], found[2], found[1])
    return None


def _date(year: str, month: str, day: str) -> dt.date | None:
    full = int(year) + (CENTURY if len(year) == 2 else 0)
    if not _EARLIEST <= full <= _LATEST:
        return None
    try:
        return dt.date(full, int(month), int(day))
    except ValueError:
        return None
