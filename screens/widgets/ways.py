"""A list of ways to go on: the row in hand is reversed whole, what cannot be chosen is quiet and says why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from screens.plain import plain
from screens.widgets.field import wrapped
from screens.widgets.reversed_list import ReversedList

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Way(Generic[V]):
    """One way: what choosing it gives, its words, and if it cannot be chosen, why not.

    `digit` is the key that chooses it; without one the n-th way has the digit n, up to 9. `under` are
    quiet words beneath it, `proof` are words that speak for it. `shown` is drawn instead of the label
    where there is more to see, like a bar.
    """

    value: V
    label: str
    enabled: bool = True
    why_not: str = ""
    digit: int | None = None
    under: str = ""
    proof: str = ""
    shown: Content | None = None


class Ways(ReversedList, Generic[V]):
    """The ways one under the other, each with its digit."""

    def __init__(self, ways: Sequence[Way[V]], *, ticked: set[int] | None = None) -> None:
        """With `ticked`, ways are ticked instead of chosen; it says which are from the start."""
        super().__init__(id="ways", markup=False)
        self.ways = list(ways)
        self.ticking = ticked is not None
        self.ticked: set[int] = set(ticked or ())

    def on_mount(self) -> None:
        """Draw them; the first that can be chosen is in hand."""
        usable = [at for at, way in enumerate(self.ways) if way.enabled]
        self._draw()
        self.highlighted = usable[0] if usable else 0

    def on_resize(self) -> None:
        """Another width: lines break elsewhere."""
        self._draw()

    def tick(self, at: int) -> None:
        """Tick a way, or take its tick off."""
        self.ticked ^= {at}
        self._draw()

    def _draw(self) -> None:
        held, width = self.highlighted, self.scrollable_content_region.width or 60
        with self.prevent(OptionList.OptionHighlighted):  # the cursor stays where it is
            self.set_options([Option(self._drawn(at, width), id=str(at)) for at in range(len(self.ways))])
            self.highlighted = held

    def at_digit(self, digit: int) -> int | None:
        """Which way a digit chooses."""
        own = [at for at, way in enumerate(self.ways) if way.digit == digit]
        if own:
            return own[0]
        at = digit - 1
        return at if 0 <= at < len(self.ways) and self.ways[at].digit is None else None

    def _digit(self, at: int) -> str:
        digit = self.ways[at].digit or at + 1
        return f"({digit})" if digit <= 9 and self.at_digit(digit) == at else "   "

    def _drawn(self, at: int, width: int) -> Content:
        way = self.ways[at]
        digit = (self._digit(at), "bold $primary" if way.enabled else "$quiet")
        tick = ("[x] " if at in self.ticked else "[ ] " if way.enabled else " –  ") if self.ticking else ""
        indent = " " * (4 + len(tick))
        lines = _label(way, width - len(indent))
        lines.extend(_broken(way.under, "$quiet", width - len(indent)))
        lines.extend(_broken(way.proof, "$success", width - len(indent)))
        if not way.enabled:
            lines.extend(_broken(way.why_not, "$quiet", width - len(indent)))
        first = Content.assemble(digit, f" {tick}", lines[0])
        return Content("\n").join([first, *(Content.assemble(indent, line) for line in lines[1:])])


def _label(way: Way[V], width: int) -> list[Content]:
    if way.shown is not None:
        return [way.shown if way.enabled else Content.styled(way.shown.plain, "$quiet")]
    return _broken(way.label, "" if way.enabled else "$quiet", width) or [Content("")]


def _broken(text: str, style: str, width: int) -> list[Content]:
    """A text in lines of at most `width` cells, each in plain letters; its own line breaks stay."""
    lines: list[Content] = []
    for line in text.split("\n") if text else []:
        words = [(word, "") for word in plain(line).split()]
        lines.extend(
            Content.styled("".join(part for part, _ in row), style) for row in wrapped(words, max(8, width), " ")
        )
    return lines
