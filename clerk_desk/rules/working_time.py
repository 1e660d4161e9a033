"""Working time: which days are worked, when the office is open, when an answer is due at the latest."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from clerk_desk.clock import ALMATY, local
from data.law import SATURDAY, Law
from data.vocabulary import DayKind

OPEN, LUNCH, CLOSED = "open", "lunch", "closed"
_DAY = dt.timedelta(days=1)
_FURTHEST = 366
"""Days to look ahead for a working day; an office closed for a year has no answer to give."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The printed calendar of the law, and over it the administrator's own days, which win.

    Moments in are aware; moments out are aware, on the office's clock (Asia/Almaty).
    """

    law: Law
    days: Mapping[dt.date, DayKind]

    def is_working(self, day: dt.date) -> bool:
        """True if the office works on that day: Monday to Friday, no holiday, or by a special word."""
        said = self.days.get(day)
        if said is not None:
            return said is DayKind.WORKING
        if day in self.law.worked(day.year):
            return True
        return day.weekday() < SATURDAY and day not in self.law.holidays(day.year)

    def next_working(self, day: dt.date) -> dt.date:
        """The first working day after `day`. ValueError if there is none within a year."""
        for ahead in range(1, _FURTHEST + 1):
            candidate = day + ahead * _DAY
            if self.is_working(candidate):
                return candidate
        raise ValueError(f"no working day within a year after {day}")

    def due(self, received: dt.datetime) -> dt.datetime:
        """The latest moment of the answer: closing time of the next working day.

        Founding notice: within one working day. The day of receipt is not counted, whatever its hour.
        """
        return _at(self.next_working(local(received).date()), self.law.hours.closes)

    def target(self, received: dt.datetime) -> dt.datetime:
        """The moment to aim at: the same time on the next working day, brought into the office's hours.

        Before opening it becomes opening time, after closing it becomes closing time, and within lunch
        the beginning of lunch, so that the answer is never later than a full working day.
        """
        hours = self.law.hours
        moment = local(received)
        time = max(hours.opens, min(moment.time(), hours.closes))
        if hours.lunch_from < time < hours.lunch_to:
            time = hours.lunch_from
        return _at(self.next_working(moment.date()), time)

    def state(self, moment: dt.datetime) -> tuple[str, dt.datetime]:
        """Whether the office is "open", at "lunch" or "closed", and until when that lasts.

        Each state includes the moment at which it begins.
        """
        here = local(moment)
        day, time, hours = here.date(), here.time(), self.law.hours
        if self.is_working(day):
            if time < hours.opens:
                return CLOSED, _at(day, hours.opens)
            if time < hours.lunch_from:
                return OPEN, _at(day, hours.lunch_from)
            if time < hours.lunch_to:
                return LUNCH, _at(day, hours.lunch_to)
            if time < hours.closes:
                return OPEN, _at(day, hours.closes)
        return CLOSED, _at(self.next_working(day), hours.opens)


def _at(day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time, ALMATY)
