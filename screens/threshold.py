"""What sign-in and lock have in common: a form in the middle, a sentence beneath it, a waiting time."""

import time
from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, Static

from clerk_desk.clock import Clock
from clerk_desk.language import Speaker
from screens.plain import plain
from screens.translated import translated

if TYPE_CHECKING:
    from textual.binding import ActiveBinding

_SLOW = 0.2
"""Seconds after which a door that is still opening says so."""


class Threshold(Screen[None]):
    """A screen before the desk: nothing of any family is on it.

    The subclass's body has a Static with the id "sentence" and a Password with the id "password".
    """

    def __init__(self, speaker: Speaker, clock: Clock) -> None:
        super().__init__()
        self.speaker = speaker
        self.clock = clock
        self._until = 0.0
        self._ticking: Timer | None = None
        self._slow: Timer | None = None

    def say(self, text: str, **facts: object) -> str:
        """A source text in the language of the desk, in plain letters."""
        return plain(self.speaker.say(text, **facts))

    def opening(self) -> None:
        """The password is being tried: say so if it takes a while, and take nothing more meanwhile."""
        for field in self.query(Input):
            field.disabled = True
        self._slow = self.set_timer(_SLOW, lambda: self.sentence(self.say("opening …"), "quiet"))

    def refused(self, sentence: str, seconds: float = 0) -> None:
        """Say why not; with `seconds`, count down to when it may be tried again."""
        self._rest()
        for field in self.query(Input):
            field.disabled = False
        password = self.query_one("#password", Input)
        password.value = ""
        password.focus()
        if seconds > 0:
            self._until = time.monotonic() + seconds
            self._ticking = self.set_interval(1.0, self._count)
            self._count()
        else:
            self.sentence(sentence, "wrong")

    def sentence(self, text: str, tone: str) -> None:
        """Show one sentence beneath the form."""
        line = self.query_one("#sentence", Static)
        line.set_classes(tone)
        line.update(plain(text))

    def waiting(self) -> bool:
        """True while nothing may be tried."""
        return time.monotonic() < self._until

    def _count(self) -> None:
        left = round(self._until - time.monotonic())
        if left > 0:
            self.sentence(self.speaker.several("Wait {n} second.", "Wait {n} seconds.", left), "wrong")
            return
        self._rest()
        self.sentence(self.say("You can try again now."), "quiet")

    def _rest(self) -> None:
        self._until = 0.0
        for timer in (self._ticking, self._slow):
            if timer is not None:
                timer.stop()

    @property
    def active_bindings(self) -> "dict[str, ActiveBinding]":
        """The keys, in the language of the desk."""
        return translated(self, super().active_bindings, self.say)
