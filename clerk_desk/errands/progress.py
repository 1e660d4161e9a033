"""How far a long piece of work is: one line on a terminal that writes itself anew, and none where nobody looks."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from clerk_desk.language import Speaker
from clerk_desk.objection import mark
from data.engine import Tick, silent

_STAGES = {
    "copying": mark("Copying {percent} %"),
    "gathering": mark("Gathering {percent} %"),
    "writing": mark("Writing {percent} %"),
    "checking": mark("Checking {percent} %"),
}
_SECONDS = 0.1
"""Between two pictures of the line: more often nobody could read it."""


@contextmanager
def progress(speaker: Speaker) -> Iterator[Tick]:
    """A tick that shows itself on the other stream if that is a terminal; the line is wiped at the end."""
    if not sys.stderr.isatty():
        yield silent
        return
    shown, wide = -1.0, 0

    def tick(stage: str, done: int, whole: int) -> None:
        nonlocal shown, wide
        now = time.monotonic()
        if now - shown < _SECONDS and done < whole:
            return
        line = speaker.say(_STAGES[stage], percent=100 * done // max(whole, 1))
        sys.stderr.write(f"\r{line.ljust(wide)}")
        sys.stderr.flush()
        shown, wide = now, max(wide, len(line))

    try:
        yield tick
    finally:
        if wide:
            sys.stderr.write(f"\r{' ' * wide}\r")
            sys.stderr.flush()
