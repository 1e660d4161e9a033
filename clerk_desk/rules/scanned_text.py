"""What a barcode or a QR code says: an IIN that can be a living person's, or nothing that a form asks for."""

import datetime as dt
import re
from dataclasses import dataclass

from clerk_desk.rules import iin
from clerk_desk.rules.layouts import as_latin

_EARLIEST = 1900
_NUMBER = re.compile(r"(?<!\w)[0-9]{12}(?!\w)")
_WEB = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_PAIRS = re.compile(r"[\w.\-]+=[^=&]*(?:&[\w.\-]+=[^=&]*)+", re.ASCII)
_JSON = re.compile(r"\{.*[:,].*\}|\[\s*\{.*\}\s*\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Number:
    """An IIN that was scanned from a barcode or stood in a QR text; its check digit fits, its date is one."""

    iin: str
    born: dt.date


@dataclass(frozen=True, slots=True)
class Words:
    """The text of a QR code in which no IIN stands."""


def read_text(typed: str, today: dt.date) -> Number | Words | None:
    """What a text holds, on whatever layout it was typed: just one person's IIN, or none.

    None if it holds no IIN and does not look like a web address, key=value pairs or JSON, as QR texts do.
    """
    readings = as_latin(typed)
    for text in readings:
        found = {number for digits in _NUMBER.findall(text) if (number := plausible(digits, today)) is not None}
        if len(found) == 1:
            return found.pop()
    looks_so = any(_WEB.fullmatch(text) or _PAIRS.fullmatch(text) or _JSON.fullmatch(text) for text in readings)
    return Words() if looks_so else None


def is_json(typed: str) -> bool:
    """True if the text is whole within braces on some layout."""
    return any(map(_JSON.fullmatch, as_latin(typed)))


def plausible(digits: str, today: dt.date) -> Number | None:
    """The number, if it can be a living person's: its check digit fits, its date lies between 1900 and today."""
    told = iin.parts(digits) if iin.is_twelve_digits(digits) else None
    if told is None or told.born is None or not told.born.year >= _EARLIEST or told.born > today:
        return None
    return Number(told.number, told.born)
