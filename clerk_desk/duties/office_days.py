"""The office's days: the administrator adds a day off or a working Saturday, and that wins over the printed calendar."""

import datetime as dt
from dataclasses import dataclass

from clerk_desk.work import Look, Work
from data.vocabulary import DayKind


@dataclass(frozen=True, slots=True)
class OfficeDay:
    """A date on which the administrator overrules the calendar."""

    date: dt.date
    kind: DayKind
    reason: str


def days(look: Look) -> tuple[OfficeDay, ...]:
    """The administrator's own days of the current year and later, in order."""
    raise NotImplementedError


def set_day(work: Work, date: dt.date, kind: DayKind, reason: str) -> OfficeDay:
    """Say that a date is off, or worked. Due moments of waiting applications are computed anew and the change told."""
    raise NotImplementedError


def clear_day(work: Work, date: dt.date) -> None:
    """Take the administrator's word on a date back; the printed calendar holds again."""
    raise NotImplementedError
