"""The audit: the trail of who did what, read by administrators, and whether its chain is whole."""

import datetime as dt
from dataclasses import dataclass

from clerk_desk.work import Look, Work
from data.vocabulary import EventKind


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the trail. `number` is the application's registration number, or ""."""

    seq: int
    at: dt.datetime
    who: str
    event: EventKind
    number: str
    facts: dict[str, object]


@dataclass(frozen=True, slots=True)
class AuditPage:
    """A page of the trail, the newest first. `before` fetches the older ones, 0 at the end."""

    entries: tuple[AuditEntry, ...]
    before: int


@dataclass(frozen=True, slots=True)
class Chain:
    """The state of the chain: lines and head as computed afresh; `broken_at` is the first line that does not fit, or 0."""

    count: int
    head: str
    broken_at: int


def open_trail(work: Work, before: int = 0, limit: int = 100) -> AuditPage:
    """Open the trail; that it was opened is itself a line."""
    raise NotImplementedError


def verify(look: Look) -> Chain:
    """Compute the whole chain afresh."""
    raise NotImplementedError


def signed(work: Work, event: EventKind, missed: int = 0) -> int:
    """Write down a sign-in, sign-out, lock or unlock, with the wrong passwords since the last; gives the line's number."""
    raise NotImplementedError
