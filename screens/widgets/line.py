"""One line of handwriting: the text of a field, where the pen stands in it, and what is marked."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_WORD = re.compile(r"\S+\s*")


@dataclass(slots=True)
class Line:
    """A line of text under the pen. Positions count characters, from 0 to len(text).

    `anchor` is the other end of what is marked, or None. Nothing is ever too long or refused.
    """

    text: str = ""
    pen: int = 0
    anchor: int | None = None

    def write(self, text: str) -> None:
        """Put a whole new text in, the pen behind it, nothing marked."""
        self.text, self.pen, self.anchor = text, len(text), None

    def mark_all(self) -> None:
        """Mark everything, so that the next letter replaces it and an arrow key keeps it."""
        self.anchor, self.pen = (0, len(self.text)) if self.text else (None, 0)

    @property
    def marked(self) -> tuple[int, int]:
        """First and last position of what is marked; both the pen's if nothing is."""
        other = self.pen if self.anchor is None else self.anchor
        return min(self.pen, other), max(self.pen, other)

    @property
    def marked_text(self) -> str:
        """The letters that are marked."""
        start, end = self.marked
        return self.text[start:end]

    def put(self, text: str) -> None:
        """Write a text at the pen, over what is marked."""
        start, end = self.marked
        self.text = self.text[:start] + text + self.text[end:]
        self.pen, self.anchor = start + len(text), None

    def move(self, to: int, *, marking: bool = False) -> None:
        """Move the pen, marking what lies between, or letting go of what was marked."""
        if not marking:
            self.anchor = None
        elif self.anchor is None:
            self.anchor = self.pen
        self.pen = max(0, min(to, len(self.text)))

    def press(self, key: str) -> bool:
        """Move or rub out by a key's name. False if the key means nothing to a line of text."""
        marking = key.startswith(("shift+", "ctrl+shift+"))
        name = key.replace("shift+", "")
        if name in _MOVES:
            at = self.pen
            if self.anchor is not None and not marking and name in ("left", "right"):
                start, end = self.marked
                self.move(start if name == "left" else end)
            else:
                self.move(_MOVES[name](self.text, at), marking=marking)
            return True
        if name in _RUBS:
            start, end = self.marked
            if start == end:
                other = _MOVES[_RUBS[name]](self.text, self.pen)
                self.anchor = max(0, min(other, len(self.text)))
            self.put("")
            return True
        return False


def _word_left(text: str, at: int) -> int:
    starts = [found.start() for found in _WORD.finditer(text) if found.start() < at]
    return starts[-1] if starts else 0


def _word_right(text: str, at: int) -> int:
    return next((found.end() for found in _WORD.finditer(text) if found.end() > at), len(text))


_MOVES: dict[str, Callable[[str, int], int]] = {
    "left": lambda text, at: at - 1,
    "right": lambda text, at: at + 1,
    "home": lambda text, at: 0,
    "end": lambda text, at: len(text),
    "ctrl+a": lambda text, at: 0,
    "ctrl+e": lambda text, at: len(text),
    "ctrl+left": _word_left,
    "ctrl+right": _word_right,
}
_RUBS = {
    "backspace": "left",
    "delete": "right",
    "ctrl+w": "ctrl+left",
    "ctrl+backspace": "ctrl+left",
    "alt+backspace": "ctrl+left",
    "ctrl+delete": "ctrl+right",
    "ctrl+u": "home",
    "ctrl+k": "end",
}
