"""How long the desk waits after wrong passwords: the first are free, then each makes the wait longer."""

import datetime as dt

FREE = 3
"""Wrong passwords in a row that cost no wait: people mistype."""

FREE_TOGETHER = 12
"""The same for all names together, so that guessing over many names is slowed as well."""

FIRST, LONGEST = 5, 300
"""Seconds of the first wait and of the longest one."""


def wait(misses: int, free: int = FREE) -> int:
    """Seconds to wait after so many wrong passwords in a row: 0, then 5, 10, 20 … up to 300."""
    if misses < free:
        return 0
    doublings = min(misses - free, 10)
    return min(FIRST << doublings, LONGEST)


def left(misses: int, last: dt.datetime, now: dt.datetime, free: int = FREE) -> int:
    """Seconds still to wait at `now`, rounded up; `last` is the moment of the last wrong password.

    A clock that was set back never shortens the wait: until it passes `last` again, the whole wait is left.
    """
    whole = wait(misses, free)
    passed = max((now - last).total_seconds(), 0.0)
    return max(0, -int(-(whole - passed) // 1))
