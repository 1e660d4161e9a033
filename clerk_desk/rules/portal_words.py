"""What a cell of a portal's list means: dates and moments in every usual form, words of answers, whole names."""

import datetime as dt
import re
from collections.abc import Mapping
from functools import cache

from clerk_desk.clock import ALMATY
from clerk_desk.rules import dates
from clerk_desk.rules.form import Field, Kind
from clerk_desk.rules.names import clean
from clerk_desk.rules.portal_columns import spelt
from clerk_desk.rules.reading import read, write
from data.portal_columns import portal_words

LATEST_OF_A_DAY = dt.time(23, 59, 59)
"""Of a date without a time: nobody whose moment is known is overtaken by one whose moment is not."""

_SAFE_TEXT = re.compile(r'="(.*)"')
_SERIAL = re.compile(r"(\d{5})(?:[.,](\d+))?", re.ASCII)
_SERIALS = range(10_000, 73_051)
"""Numbers of days that a spreadsheet means as a date: 1927 to 2099."""
_FIRST_SERIAL = dt.date(1899, 12, 30)
_MOMENT = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2}|\d{1,2}[.,/\-]\d{1,2}[.,/\-]\d{2,4})\s*(?:г\.?|ж\.?)?(?:\s+|T|,\s*)"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?\s*"
    r"(?P<zone>Z|[+\-]\d{2}:?\d{2})?",
    re.ASCII,
)
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?", re.ASCII)
_LONGEST_WORD = 60


def meant(text: str) -> str:
    """The cell's text as its writer meant it: one line, without what spreadsheets put around a text to keep it.

    ="0123" and '=… are how a text is kept from being a number or a formula.
    """
    tidy = clean(text)
    if found := _SAFE_TEXT.fullmatch(tidy):
        return clean(found[1].replace('""', '"'))
    if tidy[:1] == "'" and tidy[1:2] and tidy[1] in "=+-@":
        return tidy[1:]
    return tidy


def is_formula(text: str) -> bool:
    """True for a cell that a spreadsheet would count out: nothing here ever does."""
    tidy = clean(text)
    return tidy.startswith("=") and len(tidy) > 1 and meant(tidy) == tidy


def date(text: str) -> dt.date | None:
    """The date that is meant: as a clerk types it, as 2021-03-31, with a time behind it, or as a spreadsheet's number.

    None if there is none, or two readings are possible.
    """
    if (serial := _serial(text)) is not None:
        return serial[0]
    if (found := dates.parse(text)) is not None:
        return found
    moment = _MOMENT.fullmatch(text)
    return dates.parse(moment["date"]) if moment is not None else None


def moment(text: str, time: str = "") -> tuple[dt.datetime, bool] | None:
    """The moment that is meant (aware), on the office's clock unless it says another, and whether a time was said.

    `time` comes from a column of its own. A date alone is the last second of that day: who comes without a time
    overtakes nobody. None if it cannot be read.
    """
    if found := _MOMENT.fullmatch(text):
        day = dates.parse(found["date"])
        clock = _time(found["hour"], found["minute"], found["second"])
        zone = _zone(found["zone"])
        return _at(day, clock, zone) if day is not None and clock is not None and zone is not None else None
    serial = _serial(text)
    day, clock = serial if serial is not None else (dates.parse(text), None)
    if day is None:
        return None
    if time:
        parts = _TIME.fullmatch(time)
        clock = _time(*parts.groups()) if parts else None
        return _at(day, clock, ALMATY) if clock is not None else None
    return _at(day, clock, ALMATY) if clock is not None else (_at(day, LATEST_OF_A_DAY, ALMATY)[0], False)


def _at(day: dt.date, clock: dt.time, zone: dt.tzinfo) -> tuple[dt.datetime, bool]:
    return dt.datetime.combine(day, clock, zone), True


def _serial(text: str) -> tuple[dt.date, dt.time | None] | None:
    found = _SERIAL.fullmatch(text)
    if found is None or int(found[1]) not in _SERIALS:
        return None
    day = _FIRST_SERIAL + dt.timedelta(days=int(found[1]))
    if not found[2]:
        return day, None
    seconds = min(round(float(f"0.{found[2]}") * 86_400), 86_399)
    return day, (dt.datetime.min + dt.timedelta(seconds=seconds)).time()


def _time(hour: str, minute: str, second: str | None) -> dt.time | None:
    try:
        return dt.time(int(hour), int(minute), int(second or 0))
    except ValueError:
        return None


def _zone(text: str | None) -> dt.tzinfo | None:
    if text is None:
        return ALMATY
    if text == "Z":
        return dt.UTC
    ahead = dt.timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    try:
        return dt.timezone(-ahead if text[0] == "-" else ahead)
    except ValueError:
        return None


def answer(question: Field, text: str) -> str:
    """The answer of the form that a cell's words mean; words that nobody knows stay as they are, and are unreadable."""
    if question.kind is Kind.DATE:
        found = date(text)
        return dates.show(found) if found is not None else text
    if question.kind is Kind.COUNT:
        said = _words("yes_no").get(spelt(text))
        return {"yes": "1", "no": "0"}.get(said or "", text)
    words = _words("yes_no" if question.kind is Kind.YES_NO else question.name)
    if words and len(text) <= _LONGEST_WORD:
        return words.get(spelt(text)) or words.get(text.strip().casefold()) or text
    value = read(question, text)
    return write(question, value) if question.kind is Kind.PHONE and value is not None else text


@cache
def _words(name: str) -> Mapping[str, str]:
    """The words of one question's answers, both folded and as they stand (a sign folds to nothing)."""
    kept = portal_words().words.get(name, {})
    plain = {word.casefold(): value for value, words in kept.items() for word in words}
    folded = {spelt(word): value for value, words in kept.items() for word in words if spelt(word)}
    own = {value.casefold(): value for value in kept}
    return plain | own | folded


def whole_name(text: str) -> tuple[str, str, str]:
    """Surname, given name and patronymic of a name in one cell, in the order of the paper.

    What stands behind the given name is the patronymic, so that "Әлихан қызы" stays whole. A name of one word is a
    surname without a given name: the row cannot be read then.
    """
    words = text.split()
    if len(words) < 2:
        return (text, "", "")
    return words[0], words[1], " ".join(words[2:])
