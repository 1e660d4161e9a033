"""The last keys at a form, each with the form as it stood before it: so that what a scanner typed can be taken back."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass

from textual import events

from clerk_desk.rules.form import Step
from clerk_desk.rules.scans import Struck
from screens.flurry import struck
from screens.widgets.sheet import Sheet

REMEMBERED = 1000
"""Keys behind which the form can be put back: a QR text may be that long."""

_REST = (
    *("_at_arrival", "_chosen", "_top", "_told", "_looked_at", "_finished", "_without_key"),
    *("_from_iin", "_clinic"),
)
"""What a form remembers besides its texts, by the names of its attributes."""


@dataclass(frozen=True, slots=True)
class Stand:
    """A form as it stood: all its texts, the field in hand, the page, the pen, and what goes with them."""

    texts: tuple[str, ...]
    hand: str
    step: Step
    pen: int
    anchor: int | None
    rest: tuple[object, ...]

    @classmethod
    def of(cls, sheet: Sheet) -> "Stand":
        """The form as it stands now."""
        line = sheet.entries[sheet.hand].line
        texts = tuple([entry.line.text for entry in sheet.entries.values()])
        rest = tuple([copy(getattr(sheet, name)) for name in _REST])
        return cls(texts, sheet.hand, sheet.step, line.pen, line.anchor, rest)

    def put_back(self, sheet: Sheet) -> None:
        """Put the form back as it stood."""
        for entry, text in zip(sheet.entries.values(), self.texts, strict=True):
            entry.text = text
        sheet.hand, sheet.step = self.hand, self.step
        line = sheet.entries[self.hand].line
        line.pen, line.anchor = self.pen, self.anchor
        for name, kept in zip(_REST, self.rest, strict=True):
            setattr(sheet, name, copy(kept))

    def seems(self, other: "Stand") -> bool:
        """True if the same stands in both, and the pen in the same field."""
        return self.hand == other.hand and self.step is other.step and self.texts == other.texts


@dataclass(slots=True)
class Stroke:
    """A key that came. `before` is the form before it; None while the key is held back and not yet taken."""

    struck: Struck
    event: events.Key
    before: Stand | None = None


class Strokes:
    """The keys since the form was last changed by anything else, the oldest first."""

    def __init__(self) -> None:
        self.all: list[Stroke] = []

    def add(self, event: events.Key) -> Stroke:
        """Remember one more key; the oldest are forgotten."""
        if len(self.all) >= 2 * REMEMBERED:
            del self.all[:REMEMBERED]
        self.all.append(Stroke(struck(event), event))
        return self.all[-1]

    def forget(self) -> None:
        """Forget all: what comes now begins anew."""
        self.all.clear()

    def struck(self) -> list[Struck]:
        """The keys as the rules read them."""
        return [stroke.struck for stroke in self.all]

    def held(self) -> Iterator[Stroke]:
        """The keys that are held back, in their order."""
        return (stroke for stroke in list(self.all) if stroke.before is None)
