"""Keys are taken one after the other, however fast they come: what Enter or Tab does is done before the next letter.

Textual hands a key to the field in hand and goes on to the next at once. A Tab or an Enter first travels
from the field up to the app, and only then moves the focus: of a burst, as a scanner or a fast hand types
it, the following letters land in the wrong field, a password in the field for the name. Here a marker
travels after each such key, several times, for at first an answer (like "submitted") may still be on its
way. Only when it is back the next key is taken.
"""

from collections import deque
from time import monotonic

from textual import events
from textual.app import App
from textual.message import Message
from textual.widgets import Input

from screens.plain import plain

_PATIENCE = 0.5
"""Seconds after which the next key is taken even if a marker was lost with the widget that it passed through."""

_ROUNDS = 3
"""A key may be answered by a message, and this by another: each is ahead of the next round."""


class Marker(Message):
    """Travels from the widget in hand up to the app, behind the key."""

    def __init__(self, turn: int, rounds: int) -> None:
        super().__init__()
        self.turn = turn
        self.rounds = rounds


class InTurn(App[None]):
    """An app that takes keys and pastes in turn, and can hold them back for a while."""

    def __init__(self) -> None:
        super().__init__()
        self._line: deque[events.Key | events.Paste] = deque()
        self._turn = 0
        self._under_way = False
        self._held = False
        self._came_at = 0.0
        self._a_hands = 0
        self._looks_again = False

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes wait in line; all else goes its way."""
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            self._line.append(event)
            self._came_at = monotonic()
            await self._take_next()
        else:
            await super().on_event(event)

    def hold_keys(self) -> None:
        """Take no key until they are let go, as while a door is opening."""
        self._held = True

    async def let_keys_go(self, *, drop: bool = False) -> None:
        """Take the keys that were held back, or drop them."""
        self._held = False
        if drop:
            self._line.clear()
            self._a_hands = 0
        await self._take_next()

    async def _take_next(self) -> None:
        while self._line and not self._under_way and not self._held:
            if not self._a_hands and self._may_go_astray() and not self._is_a_hands():
                return
            event = self._line.popleft()
            self._a_hands = max(0, self._a_hands - 1)
            if isinstance(event, events.Key) and event.is_printable and isinstance(self.focused, Input):
                await super().on_event(event)  # a letter into a field moves nothing
                continue
            self._turn += 1
            self._under_way = True
            await super().on_event(event)
            self._send(Marker(self._turn, _ROUNDS))
            self.set_timer(_PATIENCE, lambda turn=self._turn: self.call_later(self._done, turn))

    # A scan where nothing can be written

    def _may_go_astray(self) -> bool:
        """True if the next key is a letter, and no field is there to take it."""
        event = self._line[0]
        if not isinstance(event, events.Key) or not event.is_printable or event.key == "space":
            return False  # no scan begins with a space
        return not isinstance(self.focused, Input) and not getattr(self.focused, "TAKES_TEXT", False)

    def _is_a_hands(self) -> bool:
        """True if the letters at the head of the line come from a hand; a scan is taken out of the line, and said."""
        from screens.flurry import ASTRAY, ENDS, WAITS, Verdict, judge, row_of  # behind the first picture

        silence = monotonic() - self._came_at
        verdict = judge(self._line, silence)
        row = row_of(self._line)
        if verdict is Verdict.HAND:
            self._a_hands = len(row)
            return True
        if verdict is Verdict.SCAN:
            for _ in row:
                self._line.popleft()
            self._scanned_astray(row, ASTRAY)
            if self._line:
                self.call_later(self._take_next)
        elif not self._looks_again:
            self._looks_again = True
            self.set_timer(ENDS if len(row) > 1 else WAITS, self._look_again)
        return False

    async def _look_again(self) -> None:
        self._looks_again = False
        if self.is_running:  # a program that is ending has no field left to look at
            await self._take_next()

    def scanned_paper(self, code: str) -> bool:
        """The code of a paper was scanned where nothing can be written. True if something came of it."""
        return False

    def _scanned_astray(self, row: list[events.Key], sentence: str) -> None:
        """A room below a window may read the scan, or a paper is known by it; else it did nothing, and that is said."""
        from screens.flurry import paper_code, struck

        code = paper_code([struck(key) for key in row])
        if code and self.scanned_paper(code):
            return
        for screen in reversed(self.screen_stack):
            read = getattr(screen, "read_scan", None)
            if read is not None and read(row):
                return
        say = getattr(self.screen, "say", str)
        self.notify(plain(say(sentence)), severity="warning", markup=False)

    def _send(self, marker: Marker) -> None:
        if not self.screen_stack:
            return  # the program has ended while the marker was on its way
        target = self.focused or self.screen
        if not target.post_message(marker):
            self.call_later(self._done, marker.turn)

    async def on_marker(self, marker: Marker) -> None:
        """A marker is back: once more, or the next key."""
        marker.stop()
        if marker.rounds > 1:
            self._send(Marker(marker.turn, marker.rounds - 1))
        else:
            await self._done(marker.turn)

    async def _done(self, turn: int) -> None:
        if turn == self._turn and self._under_way:
            self._under_way = False
            await self._take_next()
