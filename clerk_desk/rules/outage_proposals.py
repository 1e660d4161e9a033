"""When the desk's own look at the portals proposes an outage, or its end. It proposes; a clerk writes down."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from data.vocabulary import Channel

FAILURES, ANSWERS = 3, 2
"""So many looks in a row that failed propose an outage; so many that were answered propose its end."""


class Heard(StrEnum):
    """What came of one look at one portal.

    FAILS: it was reached and is not well (no answer in time, refused, a fault of its own). UNREACHED: this machine
    did not get as far as the portal. UNCLEAR: somebody answered who may not be the portal; counted neither way.
    """

    ANSWERS = "answers"
    FAILS = "fails"
    UNREACHED = "unreached"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Run:
    """How often in a row a portal failed, or answered; `since` is the moment (aware) of the first of them."""

    fails: bool
    times: int
    since: dt.datetime


@dataclass(frozen=True, slots=True)
class Proposal:
    """What may be written down: that a portal fails since a moment, or (not `fails`) that it answers again."""

    portal: Channel
    fails: bool
    since: dt.datetime


def no_network(heard: Mapping[Channel, Heard]) -> bool:
    """True if no portal was reached at all: then it is this machine that has no network, and no portal is blamed.

    With a single address looked at, a portal whose very name is gone cannot be told from a missing network.
    """
    return bool(heard) and all(one is Heard.UNREACHED for one in heard.values())


def counted(runs: Mapping[Channel, Run], heard: Mapping[Channel, Heard], at: dt.datetime) -> dict[Channel, Run]:
    """The runs after one more round of looks at a moment (aware). Without a network the round does not count."""
    after = dict(runs)
    if no_network(heard):
        return after
    for portal, one in heard.items():
        if one is Heard.UNCLEAR:
            continue
        fails = one is not Heard.ANSWERS
        run = runs.get(portal)
        after[portal] = Run(fails, run.times + 1, run.since) if run and run.fails is fails else Run(fails, 1, at)
    return after


def proposals(runs: Mapping[Channel, Run], failing: Iterable[Channel]) -> tuple[Proposal, ...]:
    """What these runs propose, where `failing` are the portals whose outage is written down already."""
    known = set(failing)
    return tuple(
        Proposal(portal, run.fails, run.since)
        for portal, run in runs.items()
        if run.fails is (portal not in known) and run.times >= (FAILURES if run.fails else ANSWERS)
    )


def unsettled(runs: Mapping[Channel, Run]) -> bool:
    """True while a portal has begun to fail and it is not yet proposed: the next look may come sooner."""
    return any(run.fails and run.times < FAILURES for run in runs.values())
