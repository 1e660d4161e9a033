"""How the desk closes when nobody asked it to: a signal, a closed window, a fault. The terminal is given back."""

import asyncio
import signal
import sys
from collections.abc import Callable

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
