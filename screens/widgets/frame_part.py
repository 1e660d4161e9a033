"""A part of the line above every screen, which gives way where the line is narrow."""

from dataclasses import dataclass


@dataclass(slots=True)
class Part:
    """A part of the line in its ways of saying it, the longest first; "" leaves it out."""

    ways: tuple[str, ...]
    style: str = ""
    way: int = 0

    @property
    def text(self) -> str:
        """What is said now."""
        return self.ways[self.way]

    def shorter(self) -> bool:
        """Take the next shorter way; False if there is none."""
        if self.way + 1 >= len(self.ways):
            return False
        self.way += 1
        return True
