"""How long nobody has touched the keys: after some minutes, or after the machine slept, the desk locks itself."""

import time
from collections.abc import Callable

_ASLEEP = 60.0
"""Seconds missing between two looks, beyond which the machine must have slept."""


class Idleness:
    """Counts from the last key. Looks at both clocks: the steady one stands still while a machine sleeps."""

    def __init__(
        self,
        minutes: float,
        steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.limit = minutes * 60
        self._steady, self._wall = steady, wall
        self._touched = (steady(), wall())
        self._looked = (steady(), wall())

    def touched(self) -> None:
        """Somebody is there."""
        self._touched = (self._steady(), self._wall())

    def too_long(self) -> bool:
        """True once nobody was there for the minutes allowed, or the machine slept since the last look."""
        steady, wall = self._steady(), self._wall()
        slept = max(wall - self._looked[1], steady - self._looked[0]) > _ASLEEP
        self._looked = (steady, wall)
        return slept or max(steady - self._touched[0], wall - self._touched[1]) >= self.limit
