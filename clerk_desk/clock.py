"""The clock on the wall: the machine's own, or, on the demo desk only, one that ticks inside the window."""

import datetime as dt
import time
from dataclasses import dataclass, field
from typing import Protocol
from zoneinfo import ZoneInfo

ALMATY = ZoneInfo("Asia/Almaty")
"""The whole country's time, UTC+5 since 01.03.2024; moments are kept in UTC and shown in this zone."""


class Clock(Protocol):
    """Tells the moment, as an aware datetime in UTC."""

    def now(self) -> dt.datetime:
        """The moment, in UTC."""


@dataclass(frozen=True, slots=True)
class MachineClock:
    """The machine's clock: the only one a real desk knows."""

    def now(self) -> dt.datetime:
        """The moment, in UTC."""
        return dt.datetime.now(dt.UTC)


@dataclass(slots=True)
class DemoClock:
    """A clock that starts where it is set and ticks on; it can be moved, to furnish a demo desk.

    `starts` is an aware datetime.
    """

    starts: dt.datetime
    _since: float = field(default_factory=time.monotonic)

    def now(self) -> dt.datetime:
        """The moment shown on the demo desk, in UTC."""
        return self.starts.astimezone(dt.UTC) + dt.timedelta(seconds=time.monotonic() - self._since)

    def move(self, moment: dt.datetime) -> None:
        """Set the clock to another moment (aware); it ticks on from there."""
        self.starts = moment
        self._since = time.monotonic()


def local(moment: dt.datetime) -> dt.datetime:
    """The same moment on the office's clock."""
    return moment.astimezone(ALMATY)
