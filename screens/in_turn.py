"""Keys are taken one after the other, however fast they come: what Enter or Tab does is done before the next letter.

Textual hands a key to the field in hand and goes on to the next at once. A Tab or an Enter first travels
from the field up to the app, and only then moves the focus: of a burst, as a scanner or a fast hand types
it, the following letters land in the wrong field, a password in the field for the name. Here a marker
travels after each such key, several times, for at first an answer (like "submitted") may still be on its
way. Only when it is back the next key is taken.
"""

from collections import deque

from textual import events
from textual.app import App
from textual.message import Message
from textual.widgets import Input

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

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes wait in line; all else goes its way."""
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            self._line.append(event)
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
        await self._take_next()

    async def _take_next(self) -> None:
        while self._line and not self._under_way and not self._held:
            event = self._line.popleft()
            if isinstance(event, events.Key) and event.is_printable and isinstance(self.focused, Input):
                await super().on_event(event)  # a letter into a field moves nothing
                continue
            self._turn += 1
            self._under_way = True
            await super().on_event(event)
            self._send(Marker(self._turn, _ROUNDS))
            self.set_timer(_PATIENCE, lambda turn=self._turn: self.call_later(self._done, turn))

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
