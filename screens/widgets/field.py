"""One question on a form and the answer under the pen: how keys change it, how a paste fits in, how it is drawn.

An entry is no widget: the sheet it lies on gives it every key in the order of typing, so that no letter
of a fast hand or a scanner can land in the wrong field. What is drawn is a list of lines, each a list
of (text, style name) parts; nothing here knows a colour.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from clerk_desk.objection import Message, mark
from clerk_desk.rules.digits import letters_to_digits, row_to_digits
from clerk_desk.rules.finding import found_in
from clerk_desk.rules.form import Answers, Field, Kind, Need
from clerk_desk.rules.going_on import finished
from clerk_desk.rules.iin import check, group, is_twelve_digits
from clerk_desk.rules.reading import read, write
from screens.plain import plain
from screens.widgets.line import Line

Part = tuple[str, str]
Parts = list[Part]
Say = Callable[[str], str]

_TYPED_DIGITS: dict[Kind, Callable[[str], str]] = {
    Kind.IIN: row_to_digits,
    Kind.COUNT: row_to_digits,
    # In these "," and "." also part what is typed.
    Kind.PHONE: letters_to_digits,
    Kind.DATE: letters_to_digits,
}
_STEERING = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_LEADER = "·"


def digit_of(letter: str | None) -> int | None:
    """The digit of the key that typed this letter, whatever the layout; None for other keys."""
    typed = row_to_digits(letter) if letter and len(letter) == 1 else ""
    return int(typed) if typed and typed in "0123456789" else None


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence under a field. `tone` is "error", "warning", "good" or "quiet"."""

    tone: str
    text: str


class Entry:
    """A question with the answer as it stands. Subclasses differ in how keys answer it."""

    def __init__(self, question: Field, label: str) -> None:
        self.question = question
        self.label = label
        self.if_any = ""
        """Said in the place of an answer that may be lacking, where Enter stops nevertheless."""
        self.line = Line()

    @property
    def text(self) -> str:
        """The answer as typed; empty while there is none."""
        return self.line.text

    @text.setter
    def text(self, text: str) -> None:
        if text != self.line.text:
            self.line.write(text)

    def arrive(self) -> None:
        """The pen comes into this field: what stands in it is marked, so that typing replaces it."""
        self.line.mark_all()

    def leave(self) -> None:
        """The pen leaves: what can be read is written as the office writes it, the rest stays as it was typed."""
        meant = read(self.question, self.text)
        if meant is not None:
            self.text = write(self.question, meant)

    def press(self, key: str, letter: str | None) -> bool:
        """Take a key by its name and the letter it types. False if it is not for this field."""
        raise NotImplementedError

    def ends(self, letter: str | None, answers: Answers) -> bool:
        """True if the key just taken has finished this answer, so that the pen goes on by itself."""
        raise NotImplementedError

    def objection(self) -> Message | None:
        """What must be said at once of an answer that is whole and cannot be right; the pen stays then."""
        return None

    def paste(self, text: str) -> Message | None:
        """Take a pasted text. Gives back what must be said about it, if something was left out."""
        raise NotImplementedError

    def drawn(self, width: int, in_hand: bool) -> list[Parts]:
        """The answer as lines of at most `width` cells; at least one line."""
        raise NotImplementedError


class TextEntry(Entry):
    """Free text, a name, a number, a date, a phone: anything may be typed, nothing is refused.

    `only_digits` is True where a number has no letter of the Kazakh digit row, though other documents' numbers may.
    """

    only_digits = False
    _on_the_row = False
    """True once a letter of the Kazakh digit row was typed: on that layout what looks like a dot is a 7."""

    def arrive(self) -> None:
        """What stands in it is marked; on which layout it will be written is not known yet."""
        super().arrive()
        self._on_the_row = False

    def press(self, key: str, letter: str | None) -> bool:
        """Write a letter, move the pen or rub out."""
        if letter is None or not letter.isprintable():
            return self.line.press(key)
        meant = _TYPED_DIGITS.get(self.question.kind)
        self._on_the_row = self._on_the_row or (meant is not None and meant(letter) != letter)
        if self.only_digits or (self.question.kind is Kind.PHONE and self._on_the_row):
            meant = row_to_digits
            at = self.line.pen
            marked = self.line.anchor
            self.text = row_to_digits(self.text)
            self.line.pen, self.line.anchor = at, marked
        self.line.put(meant(letter) if meant is not None else letter)
        return True

    def ends(self, letter: str | None, answers: Answers) -> bool:
        """True if a letter at the end of the line has made it whole; never while it is mended in the middle."""
        at_the_end = letter is not None and letter.isprintable() and self.line.pen == len(self.text)
        return at_the_end and finished(self.question, self.text, answers)

    def objection(self) -> Message | None:
        """An IIN of twelve digits whose check digit does not fit is said at once."""
        if self.question.kind is not Kind.IIN or not is_twelve_digits(self.text):
            return None
        return next((remark.message for remark in check(self.text) if remark.blocks), None)

    def paste(self, text: str) -> Message | None:
        """Write what fits of a pasted text, as one line of plain letters; say what was left out.

        A number, a date or a phone is found among other words, if there is just one.
        """
        clean, unshown = one_line(text)
        if (found := found_in(self.question, clean)) is not None:
            answer, rest = found
            self.line.write(answer)
            return Message(mark("Left out of the paste: {rest}"), {"rest": shorter(rest)}) if rest else None
        start, end = self.line.marked
        room = max(0, self.question.longest - len(self.line.text) + end - start)
        self.line.put(clean[:room])
        if rest := clean[room:]:
            return Message(
                mark("Only {room} characters fitted. Left out: {rest}"), {"room": room, "rest": shorter(rest)}
            )
        if unshown:
            return Message(mark("{n} unreadable characters of the paste were left out."), {"n": unshown})
        return None

    def drawn(self, width: int, in_hand: bool) -> list[Parts]:
        """The text; in hand with the pen and what is marked, and long texts shown around the pen."""
        if in_hand:
            return [self._under_the_pen(width)]
        if not self.text and self.question.need is Need.REQUIRED:
            return [[(_LEADER * min(width, 24), "blank")]]
        if not self.text:
            return [[(shorter(self.if_any, width), "blank")] if self.if_any else []]
        text = group(self.text) if self.question.kind is Kind.IIN else self.text
        return [[(shorter(text, width), "value")]]

    def _under_the_pen(self, width: int) -> Parts:
        letters = [plain(letter) for letter in self.line.text] + [" "]
        pen, (start, end) = self.line.pen, self.line.marked
        first = pen
        room = width - cell_len(letters[pen])
        while first > 0 and room >= cell_len(letters[first - 1]):
            first -= 1
            room -= cell_len(letters[first])
        parts: Parts = []
        left = width
        for at in range(first, len(letters)):
            left -= cell_len(letters[at])
            if left < 0:
                break
            style = "pen" if at == pen else "marked" if start <= at < end else "hand"
            if parts and parts[-1][1] == style:
                parts[-1] = (parts[-1][0] + letters[at], style)
            else:
                parts.append((letters[at], style))
        return [*parts, (" " * max(0, left), "hand")]


def one_line(text: str) -> tuple[str, int]:
    """A text as one line of shown letters (NFC), and how many unreadable characters were left out."""
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    clean = "".join(letter for letter in spaced if unicodedata.category(letter) not in _STEERING)
    return clean, len(spaced) - len(clean)


def shorter(text: str, width: int = 60) -> str:
    """A text of at most `width` cells, its end replaced by "…" where it is cut."""
    shown = plain(text)
    if cell_len(shown) <= width:
        return shown
    while shown and cell_len(shown) > width - 1:
        shown = shown[:-1]
    return shown + "…"


def wrapped(pieces: Sequence[Part], width: int, gap: str = "  ") -> list[Parts]:
    """Pieces that are never split, laid into lines of at most `width` cells, `gap` between them."""
    lines: list[Parts] = [[]]
    used = 0
    for text, style in pieces:
        text = shorter(text, width)
        size = cell_len(text)
        if lines[-1] and used + len(gap) + size > width:
            lines.append([])
            used = 0
        if lines[-1]:
            lines[-1].append((gap, "ground"))
            used += len(gap)
        lines[-1].append((text, style))
        used += size
    return lines
