"""Today: what waits for an answer, how soon; what was done; whether the office is open and for how long."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from clerk_desk.work import Look


class Hours(StrEnum):
    """The state of the office's hours."""

    OPEN = "open"
    LUNCH = "lunch"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands in the line above every screen. `until` is when the state changes next (aware).

    `days_left` counts days to 31 August, both included; 0 outside the window, where `opens_on` says
    when it opens.
    """

    school_kk: str
    school_ru: str
    who: str
    role: str
    now: dt.datetime
    hours: Hours
    until: dt.datetime
    days_left: int
    opens_on: dt.date | None
    oldest_due: dt.datetime | None
    waiting: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """An application that waits for its answer."""

    application_id: int
    number: str
    child_name: str
    language: str
    wished: str
    due_at: dt.datetime
    target_at: dt.datetime
    overdue: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """What was done on the current day."""

    received: int
    accepted: int
    refused: int
    withdrawn: int


def frame(look: Look) -> Frame:
    """The line above every screen."""
    raise NotImplementedError


def waiting(look: Look) -> tuple[Waiting, ...]:
    """What waits for an answer, the soonest due first."""
    raise NotImplementedError


def counts(look: Look) -> Counts:
    """Today's counts, from the acts of the day."""
    raise NotImplementedError
