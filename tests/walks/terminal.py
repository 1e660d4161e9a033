"""A real pseudo-terminal: the program runs in it as at the counter, its screen is read as text, keys are typed in."""

import os
import re
import select
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pexpect
import pyte

KEYS: Mapping[str, str] = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "esc": "\x1b",
    "space": " ",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pgup": "\x1b[5~",
    "pgdn": "\x1b[6~",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "f12": "\x1b[24~",
    "ctrl+q": "\x11",
}
"""What xterm sends for each key the desk uses."""

PATIENCE = 30.0
"""Seconds until a condition that does not come is a failure; nothing ever waits that long when all is well."""

# pyte takes the prefix of private CSI sequences for text; terminals swallow what they do not know.
_UNKNOWN = re.compile(rb"\x1b\[[<=>?][0-9;]*[a-zA-Z]|\x1b\[[0-9;?]*\$[a-zA-Z]|\x1bP[^\x1b]*\x1b\\|\x1b_[^\x1b]*\x1b\\")
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;:<=>?$ ]*|[\]P_][^\x07\x1b]*)?$")
_KNOWN_PRIVATE = re.compile(rb"\x1b\[\?(?:25|7|6)[hl]")


class NotSeen(AssertionError):
    """What was waited for did not come; the message holds the screen as it stood."""


class Terminal:
    """One program in one terminal of `cols` × `rows`. Use it in a `with`, which ends the program.

    Every wait is for a condition. The screen is what a person would see, row by row.
    """

    def __init__(
        self,
        argv: Sequence[str],
        cols: int = 80,
        rows: int = 24,
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        patience: float = PATIENCE,
    ) -> None:
        surroundings = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        for name in ("NO_COLOR", "COLUMNS", "LINES", "TEXTUAL_DRIVER"):
            surroundings.pop(name, None)
        self.cols, self.rows, self.patience = cols, rows, patience
        self._screen = pyte.Screen(cols, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._left = b""
        self.raw = bytearray()
        self._child = pexpect.spawn(
            argv[0],
            list(argv[1:]),
            dimensions=(rows, cols),
            env={**surroundings, **(env or {})},
            cwd=str(cwd) if cwd else None,
            timeout=None,
        )
        self._child.delaybeforesend = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, trouble: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The program's process."""
        return int(self._child.pid)

    def screen(self) -> str:
        """What stands on the screen now, rows without trailing spaces."""
        self._take_in(0)
        return "\n".join(line.rstrip() for line in self._screen.display)

    def row(self, text: str) -> str:
        """The first row that holds `text`, or ""."""
        return next((line for line in self.screen().splitlines() if text in line), "")

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row of the cursor, from 0."""
        return self._screen.cursor.x, self._screen.cursor.y

    def type(self, text: str) -> None:
        """Type a text, as one burst."""
        self._child.send(text)

    def key(self, *names: str) -> None:
        """Press keys by name, in order: KEYS, or one character."""
        self._child.send("".join(KEYS.get(name, name) for name in names))

    def paste(self, text: str) -> None:
        """Paste a text, as a terminal does that knows bracketed paste."""
        self._child.send(f"\x1b[200~{text}\x1b[201~")

    def resize(self, cols: int, rows: int) -> None:
        """Pull the window to another size."""
        self.cols, self.rows = cols, rows
        self._screen.resize(rows, cols)
        self._child.setwinsize(rows, cols)

    def until(self, wanted: str | Callable[[str], bool], timeout: float | None = None) -> str:
        """Wait until the screen holds the text (or fulfils the condition); give the screen back.

        NotSeen after `timeout` seconds, or when the program has ended without it.
        """
        holds = (lambda screen: wanted in screen) if isinstance(wanted, str) else wanted
        last = time.monotonic() + (self.patience if timeout is None else timeout)
        while True:
            shown = self.screen()
            if holds(shown):
                return shown
            if time.monotonic() > last:
                raise NotSeen(f"not seen: {wanted!r}\n{self._framed(shown)}")
            if not self._take_in(0.1) and not self._child.isalive():
                shown = self.screen()
                if holds(shown):
                    return shown
                raise NotSeen(f"the program ended ({self._child.exitstatus}) before: {wanted!r}\n{self._framed(shown)}")

    def until_gone(self, text: str, timeout: float | None = None) -> str:
        """Wait until the screen no longer holds the text."""
        return self.until(lambda screen: text not in screen, timeout)

    def until_ended(self, timeout: float | None = None) -> int:
        """Wait until the program ends by itself; its exit code (128 + n, if signal n ended it)."""
        last = time.monotonic() + (self.patience if timeout is None else timeout)
        while self._child.isalive():
            if time.monotonic() > last:
                raise NotSeen(f"the program did not end\n{self._framed(self.screen())}")
            self._take_in(0.05)
        while self._take_in(0):
            pass
        signalled = self._child.signalstatus
        return 128 + int(signalled) if signalled is not None else int(self._child.exitstatus or 0)

    def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        """Send the program a signal."""
        self._child.kill(number)

    def close(self) -> None:
        """End the program, whatever it is doing."""
        if self._child.isalive():
            self._child.kill(signal.SIGKILL)
        self._child.close(force=True)

    def _take_in(self, seconds: float) -> bool:
        """Read what the program has written, waiting at most so long for the first byte; True if there was any."""
        took = False
        while self._child.child_fd >= 0 and select.select([self._child.child_fd], [], [], 0 if took else seconds)[0]:
            try:
                written = os.read(self._child.child_fd, 65536)
            except OSError:  # the terminal is hung up
                break
            if not written:
                break
            took = True
            self.raw += written
            self._show(written)
        return took

    def _show(self, written: bytes) -> None:
        whole = self._left + written
        broken_off = _UNFINISHED.search(whole)
        cut = broken_off.start() if broken_off else len(whole)
        whole, self._left = whole[:cut], whole[cut:]
        self._stream.feed(_UNKNOWN.sub(lambda m: m[0] if _KNOWN_PRIVATE.fullmatch(m[0]) else b"", whole))

    def _framed(self, shown: str) -> str:
        edge = "─" * self.cols
        return f"{edge}\n{shown}\n{edge}"
