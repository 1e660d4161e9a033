"""The clipboard of the machine's desktop: a field is laid into it to be put into a portal's form, and taken out again.

Where there is no desktop, or none of its programs, only the terminal's own clipboard is left, which the screens ask.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

WAITING_SECONDS = 2.0
"""How long the desktop is waited for."""


@dataclass(frozen=True, slots=True)
class _Way:
    """The programs of one kind of desktop: `where` is the variable that tells of it; `look` () cannot be asked."""

    where: str
    lay: tuple[str, ...]
    look: tuple[str, ...]
    encoding: str = "utf-8"


_WAYS = (
    _Way("WAYLAND_DISPLAY", ("wl-copy",), ("wl-paste", "--no-newline")),
    _Way("DISPLAY", ("xclip", "-selection", "clipboard", "-in"), ("xclip", "-selection", "clipboard", "-out")),
    _Way("DISPLAY", ("xsel", "--clipboard", "--input"), ("xsel", "--clipboard", "--output")),
)
_ON_WINDOWS = _Way("SystemRoot", ("clip.exe",), (), "utf-16-le")
_ON_MACOS = _Way("HOME", ("pbcopy",), ("pbpaste",))


def lay(text: str) -> bool:
    """Lay a text into the desktop's clipboard; False where there is none that takes it. Blocks for at most 2 s.

    The text goes in by a pipe: no list of the machine's programs shows it.
    """
    way = _way()
    return way is not None and _lay(way, text)


def take_out(text: str) -> None:
    """Empty the clipboard if it still holds this text, or if nobody can say what it holds. Blocks for at most 4 s."""
    way = _way()
    if way is None:
        return
    held = _run(way.look, b"", subprocess.PIPE) if way.look else None
    if held is None or held.decode("utf-8", "replace") == text:
        _lay(way, "")


def _way() -> _Way | None:
    own = {"win32": (_ON_WINDOWS,), "darwin": (_ON_MACOS,)}.get(sys.platform, _WAYS)
    return next((way for way in own if os.environ.get(way.where) and shutil.which(way.lay[0])), None)


def _lay(way: _Way, text: str) -> bool:
    # The program lives on to serve the clipboard, and would hold an open pipe: nothing is read from it.
    return _run(way.lay, text.encode(way.encoding), subprocess.DEVNULL) is not None


def _run(command: Sequence[str], given: bytes, output: int) -> bytes | None:
    """What the program answers; None if it fails or does not end in time."""
    try:
        done = subprocess.run(
            command,
            input=given,
            stdout=output,
            stderr=subprocess.DEVNULL,
            timeout=WAITING_SECONDS,
            check=True,
            start_new_session=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout or b""
