"""A slip of paper: a few questions in a window, one under the other, every key taken in the order of typing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message as Posted
from textual.widget import Widget

from clerk_desk.objection import Message
from clerk_desk.rules.form import Field, Kind, Step
from screens.plain import plain
from screens.widgets.field import Part, TextEntry, wrapped
from screens.widgets.parts import content_of

_HIGHEST = 7
"""Lines of a long answer that are seen at once; a longer one is shown around the pen."""

_DOT = "•"


@dataclass(frozen=True, slots=True)
class Question:
    """One question on a slip. `high` lines are kept free for a long answer; `kind` says how keys are read."""

    name: str
    label: str
    preset: str = ""
    password: bool = False
    required: bool = True
    explain: str = ""
    kind: Kind = Kind.TEXT
    high: int = 1
    longest: int = 300


class _Written(TextEntry):
    """An answer on a slip. A password is kept letter for letter, blanks included."""

    def __init__(self, asked: Question) -> None:
        super().__init__(
            Field(asked.name, Step.REVIEW, asked.kind, asked.label, longest=asked.longest), plain(asked.label)
        )
        self.asked = asked
        self.text = asked.preset

    def leave(self) -> None:
        """Needless spaces go, but not from a password."""
        if not self.asked.password:
            super().leave()

    def paste(self, text: str) -> Message | None:
        """A pasted password loses its line break and nothing else."""
        if not self.asked.password:
            return super().paste(text)
        self.line.put(text.strip("\r\n"))
        return None

    def shown_letters(self) -> list[str]:
        """What is drawn for each letter."""
        return [_DOT if self.asked.password else plain(letter) for letter in self.line.text]


class Slip(Widget, can_focus=True):
    """The questions, drawn. Enter goes to the next, and after the last one the slip is done.

    One widget holds all of them, so that no letter of a fast hand or a scanner lands in the wrong answer.
    """

    TAKES_TEXT = True

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Slip { height: auto; width: 1fr; }
    """

    class Done(Posted):
        """Enter was pressed on the last question."""

        def __init__(self, answers: dict[str, str]) -> None:
            super().__init__()
            self.answers = answers

    def __init__(self, questions: Sequence[Question], empty: str) -> None:
        """`empty` is said beneath a required answer that is not there."""
        super().__init__(id="slip")
        self.entries = [_Written(asked) for asked in questions]
        self.at = 0
        self._empty = empty
        self._told: dict[int, str] = {}
        self._done = False
        self.entries[0].arrive()

    @property
    def written(self) -> dict[str, str]:
        """What stands on the slip now, by name; passwords left out."""
        return {entry.asked.name: entry.text for entry in self.entries if not entry.asked.password}

    # Keys

    def on_key(self, event: events.Key) -> None:
        """Write, move, go on; what means nothing to a slip goes on to the window."""
        if self._take(event.key, event.character if event.is_printable else None):
            event.stop()
            event.prevent_default()
            self.refresh(layout=True)

    def on_paste(self, event: events.Paste) -> None:
        """Write what fits of a paste; say what was left out."""
        event.stop()
        event.prevent_default()
        if not self._done:
            told = self.entries[self.at].paste(event.text)
            self._told.pop(self.at, None)
            if told is not None:
                self._told[self.at] = self._said(told)
            self.refresh(layout=True)

    def _said(self, message: Message) -> str:
        say = getattr(self.screen, "message", str)
        return plain(say(message))

    def _take(self, key: str, letter: str | None) -> bool:
        if self._done:
            return letter is not None or key in ("enter", "tab", "shift+tab")
        if key == "enter":
            self._next()
        elif key in ("tab", "down"):
            self._go(self.at + 1)
        elif key in ("shift+tab", "up"):
            self._go(self.at - 1)
        elif self.entries[self.at].press(key, letter):
            self._told.pop(self.at, None)
        else:
            return False
        return True

    def _go(self, to: int) -> None:
        to = max(0, min(to, len(self.entries) - 1))
        if to != self.at:
            self.entries[self.at].leave()
            self.at = to
            self.entries[to].arrive()

    def _next(self) -> None:
        entry = self.entries[self.at]
        entry.leave()
        if entry.asked.required and not entry.text:
            self._told[self.at] = self._empty
        elif self.at + 1 < len(self.entries):
            self._go(self.at + 1)
        else:
            self._finish()

    def _finish(self) -> None:
        for number, entry in enumerate(self.entries):
            entry.leave()
            if entry.asked.required and not entry.text:
                self._told[number] = self._empty
                self._go(number)
                return
        self._done = True
        self.post_message(self.Done({entry.asked.name: entry.text for entry in self.entries}))

    # Drawing

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as its lines."""
        return len(self._lines(width))

    def render(self) -> Content:
        """All questions with their answers."""
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        flat = all(entry.asked.high == 1 for entry in self.entries)
        column = max(cell_len(entry.label) for entry in self.entries) if flat else 0
        side_by_side = flat and column <= width // 2 and (len(self.entries) > 1 or column <= width // 3)
        lines: list[list[Part]] = []
        for number, entry in enumerate(self.entries):
            hand = number == self.at
            if number and not side_by_side:
                lines.append([])
            lines.extend(
                self._side_by_side(entry, hand, column, width) if side_by_side else self._below(entry, hand, width)
            )
            indent = column + 2 if side_by_side else 0
            if number in self._told:
                lines.extend(_sentence("! " + self._told[number], "error", width, indent))
            if entry.asked.explain:
                lines.extend(_sentence(entry.asked.explain, "quiet", width, indent))
        return [content_of(line) for line in lines]

    def _side_by_side(self, entry: _Written, hand: bool, column: int, width: int) -> list[list[Part]]:
        answer = _drawn(entry, hand, width - column - 2)[0]
        label = entry.label + " " * (column - cell_len(entry.label) + 2)
        return [[(label, "label-hand" if hand else "label"), *answer]]

    def _below(self, entry: _Written, hand: bool, width: int) -> list[list[Part]]:
        return [[(entry.label, "label-hand" if hand else "label")], *_drawn(entry, hand, width)]


def _sentence(text: str, tone: str, width: int, indent: int) -> list[list[Part]]:
    words = [(word, tone) for word in plain(text).split()]
    return [[(" " * indent, "ground"), *line] for line in wrapped(words, width - indent, " ")]


def _drawn(entry: _Written, hand: bool, width: int) -> list[list[Part]]:
    """The answer in lines of `width` cells, at least `high` of them; in hand with the pen and what is marked."""
    letters = entry.shown_letters()
    rows = _broken([*letters, " "], width)
    if entry.asked.high == 1:
        rows = [_around(entry.line.pen if hand else 0, [*letters, " "], width)]
    elif len(rows) > _HIGHEST:
        pen = next(at for at, (first, last) in enumerate(rows) if first <= entry.line.pen < last)
        top = max(0, min(pen - _HIGHEST + 2, len(rows) - _HIGHEST))
        rows = rows[top : top + _HIGHEST]
    drawn = [_row(entry, [*letters, " "], first, last, hand, width) for first, last in rows]
    blank: list[Part] = [(" " * width, "hand" if hand else "other")]
    return [*drawn, *([blank] * max(0, entry.asked.high - len(drawn)))]


def _row(entry: _Written, letters: list[str], first: int, last: int, hand: bool, width: int) -> list[Part]:
    start, end = entry.line.marked
    parts: list[Part] = []
    used = 0
    for at in range(first, last):
        style = "other"
        if hand:
            style = "pen" if at == entry.line.pen else "marked" if start <= at < end else "hand"
        parts.append((letters[at], style))
        used += cell_len(letters[at])
    return [*parts, (" " * max(0, width - used), "hand" if hand else "other")]


def _broken(letters: list[str], width: int) -> list[tuple[int, int]]:
    """Where the lines of a long answer begin and end: at blanks where there are any."""
    rows: list[tuple[int, int]] = []
    first = 0
    while first < len(letters):
        used, at = 0, first
        while at < len(letters) and used + cell_len(letters[at]) <= width:
            used += cell_len(letters[at])
            at += 1
        if at < len(letters) and " " in letters[first:at]:
            at = first + len(letters[first:at]) - letters[first:at][::-1].index(" ")
        at = max(at, first + 1)
        rows.append((first, at))
        first = at
    return rows


def _around(pen: int, letters: list[str], width: int) -> tuple[int, int]:
    """The stretch of a single line that is seen: as much as fits, the pen in it."""
    first, room = pen, width - cell_len(letters[pen])
    while first > 0 and room >= cell_len(letters[first - 1]):
        first -= 1
        room -= cell_len(letters[first])
    last = pen + 1
    while last < len(letters) and room >= cell_len(letters[last]):
        room -= cell_len(letters[last])
        last += 1
    return first, last


def renewed(questions: Sequence[Question], answers: Mapping[str, str]) -> list[Question]:
    """The same questions with what was already written on the slip, but for passwords."""
    return [
        asked if asked.password else replace(asked, preset=answers.get(asked.name, asked.preset)) for asked in questions
    ]
