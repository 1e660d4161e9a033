"""What the line above every screen says of the portals: which one fails, for how long, and what the look proposes."""

from typing import TYPE_CHECKING

from clerk_desk.objection import mark
from clerk_desk.rules.outage_proposals import Proposal
from clerk_desk.rules.outages import NAMES, SHORT_NAMES
from screens.outage_words import lasted
from screens.plain import plain
from screens.station import Station
from screens.widgets.frame_part import Part

if TYPE_CHECKING:
    from clerk_desk.duties.today import Frame
    from clerk_desk.ledgers.outages import OutageCard


def outage_part(station: Station, frame: "Frame") -> dict[str, Part]:
    """The part "outage", if there is something to be said: what runs, else what is proposed, else no network."""
    failing = {one.portal for one in frame.outages}
    proposed = station.watch.proposals(failing) if station.watch is not None else ()
    if any(not one.fails for one in proposed) or (proposed and not failing):
        return {"outage": _proposed(station, min(proposed, key=lambda one: one.fails))}
    if frame.outages:
        return {"outage": _running(station, frame.outages)}
    if station.watch is not None and station.watch.without_network:
        return {"outage": Part((plain(station.speaker.say(mark("no network here"))), ""), "$quiet")}
    return {}


def _running(station: Station, outages: "tuple[OutageCard, ...]") -> Part:
    speaker, now = station.speaker, station.now()
    oldest = min(outages, key=lambda one: one.began_at)
    age = lasted(speaker, oldest.began_at, now)
    if len(outages) > 1:
        ways = (mark("both portals fail, {age}"), mark("both fail {age}"), mark("! both {age}"), mark("! both"))
    else:
        ways = (mark("{portal} fails, {age}"), mark("{short} fails {age}"), mark("! {short} {age}"), mark("! {short}"))
    facts = {"portal": NAMES[oldest.portal], "short": SHORT_NAMES[oldest.portal], "age": age}
    return Part(tuple(plain(speaker.say(way, **facts)) for way in ways), "bold $warning")


def _proposed(station: Station, proposal: Proposal) -> Part:
    """The key that writes it down stands beside it."""
    if proposal.fails:
        ways = (mark("{portal} does not answer: 0"), mark("{short} fails? 0"), mark("{short}? 0"), mark("? 0"))
    else:
        ways = (mark("{portal} answers again: 0"), mark("{short} answers? 0"), mark("{short}? 0"), mark("? 0"))
    facts = {"portal": NAMES[proposal.portal], "short": SHORT_NAMES[proposal.portal]}
    return Part(tuple(plain(station.speaker.say(way, **facts)) for way in ways), "$warning")
