"""A copied field: laid into the clipboards of terminal and desktop, and taken out before anybody else finds it."""

import asyncio
from typing import TYPE_CHECKING

from textual.timer import Timer

from clerk_desk.instruments import clipboard

if TYPE_CHECKING:
    from screens.room import Room


class Clip:
    """What this room has laid into the clipboard. It holds a family's data: it does not lie there for long."""

    def __init__(self, room: "Room", seconds: float) -> None:
        """After so many seconds it is taken out again."""
        self.room, self.seconds = room, seconds
        self.text = ""
        self._turn = asyncio.Lock()
        self._timer: Timer | None = None

    def begin(self, text: str) -> None:
        """Lay a text into the terminal's clipboard, at once; `lay` follows for the desktop's."""
        self.text = text
        self.room.app.copy_to_clipboard(text)
        self._stop()
        self._timer = self.room.set_timer(self.seconds, self.empty)

    async def lay(self, text: str) -> bool:
        """Lay it into the desktop's too, unless a later text was begun since; False where no desktop took it."""
        async with self._turn:
            return self.text != text or await asyncio.to_thread(clipboard.lay, text)

    async def empty(self) -> None:
        """Take it out of both, if it is there still."""
        self._stop()
        text, self.text = self.text, ""
        if text:
            self.room.app.copy_to_clipboard("")
            async with self._turn:
                await asyncio.to_thread(clipboard.take_out, text)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
