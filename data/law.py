"""The year's law as the desk needs it: the intake's days, the office's hours, holidays, grounds, papers, settings.

It is read from the lists in reference/, which lie beside this file and change with the law.
"""

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from data.vocabulary import Ground

SATURDAY = 5


class HolidayName(StrEnum):
    """Why a day is no working day by the printed calendar."""

    NEW_YEAR = "new_year"
    CHRISTMAS = "christmas"
    WOMENS_DAY = "womens_day"
    CONSTITUTION_DAY = "constitution_day"
    NAURYZ = "nauryz"
    UNITY_DAY = "unity_day"
    DEFENDER_DAY = "defender_day"
    VICTORY_DAY = "victory_day"
    CAPITAL_DAY = "capital_day"
    REPUBLIC_DAY = "republic_day"
    INDEPENDENCE_DAY = "independence_day"
    KURBAN_AIT = "kurban_ait"
    SWAPPED = "swapped"


@dataclass(frozen=True, slots=True)
class Window:
    """The days of one year's intake; both are included."""

    opens: dt.date
    closes: dt.date

    def __contains__(self, day: dt.date) -> bool:
        """True if papers are taken on that day (whether it is worked is the calendar's matter)."""
        return self.opens <= day <= self.closes

    def days_left(self, day: dt.date) -> int:
        """Days from `day` to the last one, both included; 0 outside the window."""
        return (self.closes - day).days + 1 if day in self else 0


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When the office is open on a working day, on its own clock."""

    opens: dt.time
    closes: dt.time
    lunch_from: dt.time
    lunch_to: dt.time


@dataclass(frozen=True, slots=True)
class GroundText:
    """A ground for refusal in the statute's words."""

    ground: Ground
    kk: str
    ru: str
    en: str


@dataclass(frozen=True, slots=True)
class RequiredDocument:
    """A paper that the notice asks for; `fields` are the form's questions that tell whether it is there."""

    id: str
    kk: str
    ru: str
    en: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """What may change with the year or is custom. Months are calendar months, days and minutes are such.

    `three_to_one` is "off" or "advise".
    """

    photos_needed: int = 2
    photo_months: int = 6
    form_months: int = 12
    application_days: int = 60
    class_size_published: int = 25
    ask_birth_certificate: bool = True
    consent_access_is_a_ground: bool = False
    three_to_one: str = "advise"
    idle_minutes: int = 3


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday on fixed days (month, day), in the years from `since` to `until`, both included."""

    name: HolidayName
    days: tuple[tuple[int, int], ...]
    moves: bool = True
    since: int = dt.MINYEAR
    until: int = dt.MAXYEAR


@dataclass(frozen=True, slots=True)
class Swap:
    """Two days that the Government exchanged."""

    off: dt.date
    worked: dt.date


@dataclass(frozen=True, slots=True)
class HolidayRules:
    """All that decides which days are holidays."""

    fixed: tuple[Holiday, ...]
    kurban_ait: tuple[dt.date, ...]
    swaps: tuple[Swap, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Law:
    """The law in force, as data. `opens` and `closes` are (month, day)."""

    hours: OfficeHours
    policy: Policy
    grounds: Mapping[Ground, GroundText]
    documents: tuple[RequiredDocument, ...]
    holiday_rules: HolidayRules
    opens: tuple[int, int]
    closes: tuple[int, int]

    def window(self, year: int) -> Window:
        """The days of that year's intake (founding notice: 1 April to 31 August)."""
        return Window(dt.date(year, *self.opens), dt.date(year, *self.closes))

    def holidays(self, year: int) -> Mapping[dt.date, HolidayName]:
        """The year's public holidays, those moved from a day off included, and the Government's swapped days off.

        A holiday keeps its own date too when it moves. Labour Code: it moves to the next working day;
        7 January and Kurban Ait never move.
        """
        return _holidays(self.holiday_rules, year)

    def worked(self, year: int) -> frozenset[dt.date]:
        """Days off that the Government made working days, in exchange for others."""
        return frozenset(swap.worked for swap in self.holiday_rules.swaps if swap.worked.year == year)


@cache
def _holidays(rules: HolidayRules, year: int) -> Mapping[dt.date, HolidayName]:
    held = [holiday for holiday in rules.fixed if holiday.since <= year <= holiday.until]
    own = {dt.date(year, *day): holiday.name for holiday in held for day in holiday.days}
    found = own | {day: HolidayName.KURBAN_AIT for day in rules.kurban_ait if day.year == year}
    # Earlier holidays move first: 21 and 22 March on a weekend become 24 and 25, in that order.
    moving = sorted(dt.date(year, *day) for holiday in held if holiday.moves for day in holiday.days)
    for day in moving:
        if day.weekday() >= SATURDAY:
            free = day
            while free.weekday() >= SATURDAY or free in found:
                free += dt.timedelta(days=1)
            found[free] = own[day]
    for swap in rules.swaps:
        if swap.off.year == year:
            found.setdefault(swap.off, HolidayName.SWAPPED)
    return MappingProxyType(dict(sorted(found.items())))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("data") / "reference" / f"{name}.toml").read_text(encoding="utf-8"))


def _month_day(text: str) -> tuple[int, int]:
    month, _, day = text.partition("-")
    return int(month), int(day)


def _holiday(row: Mapping[str, Any]) -> Holiday:
    days = tuple(_month_day(day) for day in row["days"])
    rest = {key: value for key, value in row.items() if key not in ("name", "days")}
    return Holiday(HolidayName(row["name"]), days, **rest)


def _document(row: Mapping[str, Any], policy: Policy) -> RequiredDocument:
    names = {name: row[name].format(photos_needed=policy.photos_needed) for name in ("kk", "ru", "en")}
    return RequiredDocument(id=row["id"], **names, fields=tuple(row["fields"]))


def _grounds(rows: Iterable[Mapping[str, str]]) -> Mapping[Ground, GroundText]:
    texts = (GroundText(Ground(row["id"]), row["kk"], row["ru"], row["en"]) for row in rows)
    return MappingProxyType({text.ground: text for text in texts})


@cache
def the_law() -> Law:
    """The law as it is delivered with the program; read once. Raises ValueError or KeyError if a list is damaged."""
    calendar = _read("working_calendar")
    policy = Policy(**_read("policies"))
    return Law(
        hours=OfficeHours(**calendar["hours"]),
        policy=policy,
        grounds=_grounds(_read("grounds")["ground"]),
        documents=tuple(_document(row, policy) for row in _read("documents")["document"]),
        holiday_rules=HolidayRules(
            fixed=tuple(_holiday(row) for row in calendar["holiday"]),
            kurban_ait=tuple(calendar["kurban_ait"]["days"]),
            swaps=tuple(Swap(row["off"], row["worked"]) for row in calendar.get("swap", ())),
        ),
        opens=_month_day(calendar["window"]["opens"]),
        closes=_month_day(calendar["window"]["closes"]),
    )
