"""How the desk closes when nobody asked it to: a signal, a closed window, a fault. The terminal is given back."""

import asyncio
import signal
import sys
from collections.abc import Callable
from typing import Any

from rich.text import Text

from clerk_desk.faults import Faults
from clerk_desk.language import Speaker
from screens.in_turn import InTurn
from screens.plain import plain
from screens.trail import Trail

_SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")

PATIENCE = 1.5
"""Seconds that the last change in hand may take to be stored before the desk closes all the same."""


def hear_signals(loop: asyncio.AbstractEventLoop, close: Callable[[int], None]) -> None:
    """Call `close(128 + n)` on the loop when a signal or (on Windows) the closing of the window asks us to end."""
    if sys.platform == "win32":
        _hear_windows(loop, close)
        return
    for name in _SIGNALS:
        number = int(getattr(signal, name))
        loop.add_signal_handler(number, close, 128 + number)


if sys.platform == "win32":
    import ctypes
    import time

    _CONTROLS = {0: 128 + 2, 1: 128 + 2, 2: 128 + 1, 5: 128 + 1, 6: 128 + 15}
    _kept: list[object] = []

    def _hear_windows(loop: asyncio.AbstractEventLoop, close: Callable[[int], None]) -> None:
        kind = ctypes.WINFUNCTYPE(ctypes.c_bool, ctypes.c_uint)

        def heard(control: int) -> bool:
            loop.call_soon_threadsafe(close, _CONTROLS.get(control, 128 + 15))
            # Windows ends the process as soon as this returns: give the desk time to put down what it holds.
            time.sleep(PATIENCE + 0.5)
            return True

        handler = kind(heard)
        _kept.append(handler)  # or it would be collected while Windows still calls it
        ctypes.windll.kernel32.SetConsoleCtrlHandler(handler, True)


class Endings(InTurn):
    """An app that ends well: it stores what is in hand, shows nothing of anybody, and gives an honest exit code."""

    def __init__(self, speaker: Speaker, faults: Faults) -> None:
        super().__init__()
        self.speaker = speaker
        self.faults = faults
        self.trail = Trail()
        self._ending = False

    def hear(self) -> None:
        """Hear signals and what fails where nobody waits for it; call it on the running loop."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self.stray)
        if not self.is_headless:
            hear_signals(loop, self.end)

    def end(self, code: int) -> None:
        """Close on a signal: what is in hand is put down, the terminal is given back, the exit code is 128 + n."""
        if not self._ending:
            self._ending = True
            self._last_task = asyncio.create_task(self._end(code))

    async def _end(self, code: int) -> None:
        await self.last_breath()
        self.exit(return_code=code)

    async def last_breath(self) -> bool:
        """Put down what is in hand before all ends; False if it could not be stored."""
        here = self.trail.here
        if here is None:
            return True
        try:
            await asyncio.wait_for(here.put_down(), PATIENCE)
        except Exception as error:  # noqa: BLE001 — nobody is there to be told; the number is in the book
            self.faults.note(error)
            return False
        return True

    def _handle_exception(self, error: Exception) -> None:
        """A fault ends the program: with a number, without any value from a record, the draft saved, exit code 1."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        if self._ending:
            return
        self._ending = True
        number = self.faults.note(error)
        self._last_task = asyncio.create_task(self._fall(number))

    async def _fall(self, number: int) -> None:
        saved = await self.last_breath()
        kept = self.say("The draft is saved.") if saved else self.say("The last change may not be saved.")
        told = self.say("The desk had to close: fault no. {number}.", number=number)
        again = self.say("Open it again and sign in. Tell the number to whoever looks after the program.")
        self._exit_renderables.append(Text(f"{told} {kept} {again}"))
        self._close_messages_no_wait()

    def stray(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """What failed where nobody waited for it: noted, never printed."""
        error = context.get("exception")
        if isinstance(error, Exception):
            self.faults.note(error)

    async def quietly(self, call: Any, *args: Any) -> None:
        """Do something in a thread out of the clerk's sight; what fails is noted."""
        try:
            await asyncio.to_thread(call, *args)
        except Exception as error:  # noqa: BLE001 — noted with a number, raised again in tests
            self.faults.quietly(error)

    def say(self, text: str, **facts: object) -> str:
        """A source text in the language of the desk, in plain letters."""
        return plain(self.speaker.say(text, **facts))
