"""A form that listens to its keys: what a scanner has typed is known by its last key, or by the silence after it."""

import datetime as dt
from collections.abc import Callable, Sequence
from time import monotonic
from typing import Literal

from textual import events
from textual.message import Message as Posted
from textual.timer import Timer

from clerk_desk.language import Speaker
from clerk_desk.objection import mark
from clerk_desk.rules import mrz, scans
from clerk_desk.rules.form import Kind, Step
from clerk_desk.rules.scans import BROKEN_FROM, END, HICCUP, LONG_QUIET, QUIET, SHORTEST_TEXT, Number, Scan
from screens.flurry import read, struck
from screens.intake.intake_sheet import IntakeSheet
from screens.intake.strokes import Stand, Stroke, Strokes
from screens.plain import plain

DIGIT_WAITS = 0.06
"""Seconds that a letter waits on the last page, where digits open windows, for a scan that it may begin."""

NOT_A_HAND = 6
"""Letters in one burst on the last page that no hand has typed by mistake: they are answered by a sentence."""

UNKNOWN = mark("This scan is neither a document nor an IIN. Nothing was filled in.")


class Listening(IntakeSheet):
    """The form of an intake that notices a scan among its keys; what is done with it is the subclass's.

    Every key is remembered with the form as it stood before it. The letters of a zone that seems to be arriving are
    held back until it is whole or is none, so that they are neither shown nor kept.
    """

    class Scanned(Posted, namespace="sheet"):
        """A scan was recognised: a sentence tells what was filled in, or why nothing was."""

        def __init__(self, sentence: str, tone: Literal["information", "warning"]) -> None:
            super().__init__()
            self.sentence, self.tone = sentence, tone

    def __init__(self, speaker: Speaker, today: Callable[[], dt.date]) -> None:
        super().__init__(speaker)
        self._today = today
        self._strokes = Strokes()
        self._left_at: Stand | None = None
        self._scan_ended: float | None = None
        self._sent: list[events.Key] = []
        self._timer: Timer | None = None
        self._looks_at = 0.0

    def settle(self, scan: Scan) -> None:
        """Do what follows from a scan; its keys are the last ones that were remembered."""
        raise NotImplementedError

    def take(self, event: events.Key) -> bool:
        """Take one key, in its turn, or see what it makes together with those before it."""
        if any(event is sent for sent in self._sent):
            self._sent = [sent for sent in self._sent if sent is not event]
            return self._fell_quiet(event)
        if self.read_only:
            return super().take(event)
        self._forget_if_changed()
        stroke = self._strokes.add(event)
        if self._ends_the_last_scan(stroke):
            return True
        if stroke.struck.sign == "":
            self._take_held(but=stroke)
            self._strokes.forget()
            return self._write_down(stroke)
        scan = scans.recognise(self._strokes.struck(), self._today())
        if scan is not None and not self._typed_in_its_place(scan):
            self.settle(scan)
            return True
        return self._take_or_hold(stroke)

    def _forget_if_changed(self) -> None:
        """If something else than keys has been at the form, it is not put back behind that."""
        if self._left_at is not None and not self._left_at.seems(Stand.of(self)):
            self._take_held()
            self._strokes.forget()
            self._left_at = Stand.of(self)

    def _take_or_hold(self, stroke: Stroke) -> bool:
        struck = self._strokes.struck()
        if self.step is Step.REVIEW and stroke.struck.sign != END:
            self._listen(DIGIT_WAITS)
            return True
        if scans.arriving(struck) is not None:
            self._listen(QUIET)
            return True
        self._take_held(but=stroke)
        if len(struck) >= SHORTEST_TEXT and scans.is_fast(struck[-SHORTEST_TEXT:]):
            self._listen(QUIET)
        return self._write_down(stroke)

    def _write_down(self, stroke: Stroke) -> bool:
        stroke.before = Stand.of(self)
        taken = super().take(stroke.event)
        self._left_at = Stand.of(self)
        return taken

    def _take_held(self, but: Stroke | None = None) -> None:
        """Take the keys that were held back, in their order; on the last page letters mean nothing any more."""
        for stroke in self._strokes.held():
            if stroke is but:
                continue
            if self.step is Step.REVIEW and stroke.struck.sign != END:
                stroke.before = Stand.of(self)
            else:
                self._write_down(stroke)

    def _ends_the_last_scan(self, stroke: Stroke) -> bool:
        """The line end that a scanner sends behind a zone is a part of the scan, and no key for the form."""
        ended, self._scan_ended = self._scan_ended, None
        if ended is None or stroke.struck.sign != END or stroke.struck.at - ended > HICCUP:
            return False
        self._scan_ended = stroke.struck.at
        self._strokes.forget()
        return True

    def _pasted(self, text: str) -> None:
        self._take_held()
        self._strokes.forget()
        zone = None if self.read_only else mrz.read_zone(text, self._today())
        if zone is None:
            super()._pasted(text)
        else:
            self.settle(Scan(0, zone))

    def read_scan(self, keys: Sequence[events.Key]) -> bool:
        """Read a scan that came while a window lay over the form. False if it is none, or nothing can be written."""
        if self.read_only or self._held is not None:
            return False
        scan = read([struck(key) for key in keys], self._today())
        if scan is None:
            return False
        self._take_held()
        self._strokes.forget()
        self.settle(scan)
        return True

    # Silence

    def _listen(self, seconds: float) -> None:
        """Look again after so many seconds, or when it was to be sooner."""
        looks_at = monotonic() + seconds
        if self._timer is not None and self._looks_at <= looks_at:
            return
        if self._timer is not None:
            self._timer.stop()
        self._timer, self._looks_at = self.set_timer(seconds, self._look_again), looks_at

    def _look_again(self) -> None:
        """Send a key round the way of all keys: those that have been typed by now come first."""
        self._timer = None
        if not self._strokes.all:
            return
        last = self._strokes.all[-1]
        waits = self.step is Step.REVIEW and last.before is None
        key = events.Key(last.event.key, last.event.character) if waits else events.Key("quiet", None)
        self._sent = [*self._sent[-8:], key]
        self.app.post_message(key)

    def _fell_quiet(self, event: events.Key) -> bool:
        """The silence has come in its turn: what lies before it is all there is for now."""
        self._forget_if_changed()
        strokes = self._strokes.all
        if not strokes:
            return True
        quiet = event.time - strokes[-1].struck.at
        needed = DIGIT_WAITS if self.step is Step.REVIEW else QUIET
        if quiet < needed:
            self._listen(needed - quiet)
            return True
        scan = scans.recognise(self._strokes.struck(), self._today(), quiet)
        if scan is not None and not self._typed_in_its_place(scan):
            self.settle(scan)
            return True
        if self.step is Step.REVIEW:
            return self._quiet_on_the_list(event, quiet)
        self._take_held()
        if quiet < LONG_QUIET and len(strokes) >= BROKEN_FROM and scans.is_fast(self._strokes.struck()[-BROKEN_FROM:]):
            self._listen(LONG_QUIET - quiet)
        return True

    def _quiet_on_the_list(self, event: events.Key, quiet: float) -> bool:
        """A letter alone is the clerk's and goes to the screen; a burst that was no scan opens nothing."""
        held = list(self._strokes.held())
        if not held:
            return True
        if len(held) == 1 and held[0] is self._strokes.all[-1]:
            self._take_held()
            return super().take(event)
        if quiet < LONG_QUIET:
            self._listen(LONG_QUIET - quiet)
            return True
        self._strokes.forget()
        if len(held) >= NOT_A_HAND:
            self.post_message(self.Scanned(plain(self.speaker.say(UNKNOWN)), "warning"))
        return True

    def _typed_in_its_place(self, scan: Scan) -> bool:
        """True if it is an IIN that stands in its own field by now: then nothing needs to be put back."""
        before = self._strokes.all[scan.first].before
        if not isinstance(scan.says, Number) or before is None:
            return False
        number = scan.says.iin
        return any(
            entry.question.kind is Kind.IIN and entry.text == number and (before.hand == name or text != number)
            for (name, entry), text in zip(self.entries.items(), before.texts, strict=True)
        )
