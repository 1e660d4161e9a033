"""Opening a desk: the real one in the user's folder, or the demo desk; with screens, or its morning as text.

The screens paint before the store's libraries are read: here they are imported only behind the first picture.
"""

import argparse
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING

from clerk_desk.clock import Clock, DemoClock, MachineClock
from clerk_desk.config import Config
from clerk_desk.demo_families import ADMINISTRATOR, CLERK, MORNING, PASSWORD
from clerk_desk.errands.report import OK, BadUsage, show
from clerk_desk.language import Speaker

if TYPE_CHECKING:
    from clerk_desk.door import Door


@dataclass(frozen=True, slots=True)
class Opening:
    """A desk about to be shown. `door` is slow: it is called behind the first picture, in a thread.

    `hint` says that it is a demo desk; `preset` then stands in the fields of the sign-in.
    """

    door: "Callable[[], Door]"
    clock: Clock
    hint: str = ""
    preset: tuple[str, str] = ("", "")


Screens = Callable[[Opening, Config, Speaker], int]
"""What shows a desk until it is left, and gives the exit code."""


def run(asked: argparse.Namespace, config: Config, speaker: Speaker, screens: Screens) -> int:
    """Open what was asked for. BadUsage if there is no desk, or no terminal to show it on."""
    if asked.errand == "demo":
        return _shown_as_text(speaker) if asked.show else _demo(config, speaker, screens)
    must_have_a_desk(config)
    _must_have_a_terminal()
    clock = MachineClock()
    return screens(Opening(lambda: _real_door(config, clock), clock), config, speaker)


def must_have_a_desk(config: Config) -> None:
    """BadUsage "no_desk" if neither keyring nor store lies where the settings say."""
    if not config.lies_there():
        raise BadUsage("no_desk", "There is no desk here yet: set one up with: clerk-desk init")


def _real_door(config: Config, clock: Clock) -> "Door":
    from clerk_desk.door import Door
    from data.law import the_law

    return Door(config.store, config.keyring, clock, the_law())


def _demo(config: Config, speaker: Speaker, screens: Screens) -> int:
    """The demo desk is furnished while its sign-in is painted, and removed when it is left."""
    _must_have_a_terminal()
    hint = speaker.say(
        "Practice desk: nothing here is real or kept. Sign in as {clerk} (clerk) or {administrator} "
        "(administrator), password {password}",
        clerk=CLERK,
        administrator=ADMINISTRATOR,
        password=PASSWORD,
    )
    clock = DemoClock(MORNING)
    with _swept_when_stopped(), ExitStack() as until_left:

        def door() -> "Door":
            from clerk_desk.demo import furnished

            return until_left.enter_context(furnished(speaker.language, clock)).door

        return screens(Opening(door, clock, hint, (CLERK, PASSWORD)), config, speaker)


def _shown_as_text(speaker: Speaker) -> int:
    from clerk_desk.demo import furnished
    from clerk_desk.errands.morning import morning

    with _swept_when_stopped(), furnished(speaker.language) as demo:
        for line in morning(demo.clerk, speaker):
            show(line)
    return OK


def _must_have_a_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") == "dumb":
        raise BadUsage(
            "no_terminal",
            "The desk needs a terminal to show itself on; for text there is: clerk-desk demo --show",
        )


@contextmanager
def _swept_when_stopped() -> Iterator[None]:
    """While the demo desk lives, a signal that ends the program lets it remove its folder first."""

    def leave(number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    stops = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, leave) for number in stops}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
