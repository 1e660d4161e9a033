"""How an outage is told on a screen: its age, and why an application that was taken in it bears a sign."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from clerk_desk.language import Speaker
from clerk_desk.objection import mark
from clerk_desk.rules.outages import NAMES
from screens.plain import plain

if TYPE_CHECKING:
    from clerk_desk.ledgers.outages import OutageCard

SIGN = "◊"
"""Stands beside an application that was received on paper while a portal failed; a sign that every font has."""

LEGEND = mark("◊ taken while a portal failed")

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


def lasted(speaker: Speaker, began: dt.datetime, ended: dt.datetime) -> str:
    """How long an outage lasted, or lasts by now: "37 min", "2 h 5 min", "3 d 2 h"."""
    seconds = max(0, int((ended - began).total_seconds()))
    days, hours, minutes = seconds // _DAY, seconds % _DAY // _HOUR, seconds % _HOUR // _MINUTE
    if days:
        return plain(speaker.say(mark("{days} d {hours} h"), days=days, hours=hours))
    if hours:
        return plain(speaker.say(mark("{hours} h {minutes} min"), hours=hours, minutes=minutes))
    return plain(speaker.say(mark("{minutes} min"), minutes=minutes))


def span(speaker: Speaker, outage: "OutageCard", seen_from: dt.datetime) -> str:
    """From when to when: the times alone where it is the day from which it is seen."""
    began = _at(speaker, outage.began_at, seen_from)
    if outage.ended_at is None:
        return plain(speaker.say(mark("since {began}"), began=began))
    return f"{began} – {_at(speaker, outage.ended_at, outage.began_at)}"


def taken_while(speaker: Speaker, outages: "Sequence[OutageCard]", seen_from: dt.datetime) -> str:
    """Which portals failed when an application was received, and when; "" if none did."""
    told = [f"{NAMES[one.portal]} {span(speaker, one, seen_from)}" for one in outages]
    return plain(speaker.say(mark("◊ taken while a portal failed: {portals}"), portals=", ".join(told))) if told else ""


def _at(speaker: Speaker, moment: dt.datetime, seen_from: dt.datetime) -> str:
    if speaker.date(moment) == speaker.date(seen_from):
        return speaker.time(moment)
    return f"{speaker.date(moment)} {speaker.time(moment)}"
