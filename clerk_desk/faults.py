"""The book of faults: a slip of the program gets a number, and nothing about any person is written down."""

import contextlib
import datetime as dt
import os
import re
import traceback
from pathlib import Path

BOOK = "faults.log"
_NUMBER = re.compile(r"^fault no\. (\d+) ")


class Faults:
    """Counts faults and writes them into a file that only the owner may read (0600).

    A line tells the number, the moment, the types of the errors and where in the program they arose
    (module and line); never a message, a value or a name, for these may be a family's. Without a folder
    faults are only counted. With `strict`, as in tests, whoever notes a fault raises it again.
    """

    def __init__(self, folder: Path | None = None, *, strict: bool = False) -> None:
        self.path = folder / BOOK if folder is not None else None
        self.strict = strict
        self._count = 0

    def keep_in(self, folder: Path) -> None:
        """From now on write into the book in this folder."""
        self.path = folder / BOOK

    def note(self, error: BaseException) -> int:
        """Write a fault down and give its number back. Never raises: a full disk must not hide the fault."""
        self._count = max(self._count, self._last()) + 1
        moment = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        line = f"fault no. {self._count} {moment} {describe(error)}\n"
        with contextlib.suppress(OSError):  # the number alone still helps: it is on the screen
            self._append(line)
        return self._count

    def quietly(self, error: BaseException) -> None:
        """Note what failed out of the clerk's sight, like a line that could not be brought up to date."""
        self.note(error)
        if self.strict:
            raise error

    def _append(self, line: str) -> None:
        if self.path is None:
            return
        handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, line.encode())
        finally:
            os.close(handle)

    def _last(self) -> int:
        """The last number in the book, so that numbers go on over restarts."""
        if self.path is None:
            return 0
        try:
            lines = self.path.read_text("utf-8", errors="replace").splitlines()
        except OSError:
            return 0
        return max((int(found[1]) for line in lines if (found := _NUMBER.match(line))), default=0)


def describe(error: BaseException) -> str:
    """Types, modules and line numbers of an error and its causes, outermost first; no message, no value."""
    parts = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        kind = type(current)
        where = " < ".join(_places(current))
        parts.append(f"{kind.__module__}.{kind.__qualname__} at {where or 'nowhere'}")
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return " because of ".join(parts)


def _places(error: BaseException) -> list[str]:
    frames = traceback.walk_tb(error.__traceback__)
    return [f"{frame.f_globals.get('__name__', '?')}:{line}" for frame, line in frames][::-1][:12]
