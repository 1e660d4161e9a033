"""When a portal fails: which portals there are, and the moments that a clerk may write down for it."""

import datetime as dt
import re
from collections.abc import Mapping

from clerk_desk.clock import ALMATY, local
from clerk_desk.objection import Objection
from clerk_desk.rules import dates
from clerk_desk.rules.digits import letters_to_digits, row_to_digits
from data.vocabulary import Channel

NAMES: Mapping[Channel, str] = {Channel.EGOV: "egov.kz", Channel.MEKTEP: "mektep.snation.kz"}
"""What a portal is called, in every language (founding notice: the two online channels)."""

SHORT_NAMES: Mapping[Channel, str] = {Channel.EGOV: "egov", Channel.MEKTEP: "mektep"}
"""The same where there is little room."""

FURTHEST_BACK = dt.timedelta(days=7)
"""How long ago an outage may have begun when it is written down: longer than the longest run of days off.

A setting of this desk, not of the law: the journal is to be written while it is remembered.
"""

LONGEST_NOTE = 300
"""Characters of a note; the store repeats the bound."""

_MINUTE = dt.timedelta(minutes=1)
_PARTED = re.compile(r"(\d{1,2})\s*[:.,\-\s]\s*(\d{2})", re.ASCII)
_SOLID = re.compile(r"(\d{1,2})(\d{2})", re.ASCII)
_DATED = re.compile(r"(\S+)\s+(\S+)")
_DAY_AND_MONTH = re.compile(r"(\d{1,2})[.,/\-](\d{1,2})\.?", re.ASCII)


def read_time(text: str) -> dt.time | None:
    """A time of day as a clerk types it: 10:05, 10.05, 1005, 905; also on the Kazakh digit row. None for no time.

    On that row "," is 6 and "." is 7, and no digit can be typed: so where a digit stands, both signs part.
    """
    typed = letters_to_digits(text.strip())
    if not any("0" <= sign <= "9" for sign in text):
        typed = row_to_digits(text.strip())
    found = _PARTED.fullmatch(typed) or _SOLID.fullmatch(typed)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return dt.time(int(found[1]), int(found[2]))


def begins_at(text: str, now: dt.datetime) -> dt.datetime:
    """The moment (UTC) at which an outage began, as said: "" for now, a time of today, or a date and a time.

    Whole minutes. `now` is aware. Objection "no_time", "in_the_future", "too_long_ago".
    """
    moment = _said(text, now)
    if moment < now - FURTHEST_BACK:
        raise Objection(
            "too_long_ago",
            "{moment} is more than {days} days ago. Only what the office still remembers is written down.",
            moment=moment,
            days=FURTHEST_BACK.days,
        )
    return moment


def ends_at(text: str, now: dt.datetime, began: dt.datetime) -> dt.datetime:
    """The moment (UTC) at which an outage ended, as said; what is said of this very minute means now.

    `now` and `began` are aware. Objection "no_time", "in_the_future", "before_it_began".
    """
    moment = _said(text, now)
    if moment + _MINUTE > now:
        return now
    if moment < began:
        raise Objection(
            "before_it_began",
            "It failed only from {began} on: say a later moment for its end.",
            began=began,
        )
    return moment


def follows(moment: dt.datetime, ended: dt.datetime | None) -> bool:
    """True if an outage that began at `moment`, a whole minute, lies behind one of the same portal that ended.

    In the minute of that end it follows it: the portal failed again at once.
    """
    return ended is None or moment + _MINUTE > ended


def lies_in(moment: dt.datetime, began: dt.datetime, ended: dt.datetime | None) -> bool:
    """True if the moment lies in an outage, both ends included; one that runs has no end yet. All aware."""
    return began <= moment and (ended is None or moment <= ended)


def _said(text: str, now: dt.datetime) -> dt.datetime:
    moment = _read(text.strip(), now)
    if moment is None:
        raise Objection(
            "no_time", "This is no time. Write it as 10:05 or 1005, of another day as 01.04 10:05; empty means now."
        )
    if moment > now:
        raise Objection(
            "in_the_future", "{moment} is still to come. Say a moment that is over, or nothing for now.", moment=moment
        )
    return moment


def _read(text: str, now: dt.datetime) -> dt.datetime | None:
    if not text:
        return _whole_minute(now)
    here = local(now)
    time = read_time(text)
    day: dt.date | None = here.date()
    if time is None:
        dated = _DATED.fullmatch(text)
        if dated is None:
            return None
        day, time = _day(dated[1], here.date()), read_time(dated[2])
    if day is None or time is None:
        return None
    return dt.datetime.combine(day, time, ALMATY).astimezone(dt.UTC)


def _day(text: str, today: dt.date) -> dt.date | None:
    """A day of this year, or of last December when January has begun; with its year, that day."""
    found = _DAY_AND_MONTH.fullmatch(letters_to_digits(text))
    if found is None:
        return dates.parse(text)
    day = dates.parse(f"{found[1]}.{found[2]}.{today.year}")
    if day is not None and day > today + dt.timedelta(days=180):
        return dates.parse(f"{found[1]}.{found[2]}.{today.year - 1}")
    return day


def _whole_minute(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(second=0, microsecond=0)
