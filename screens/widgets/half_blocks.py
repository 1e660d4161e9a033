"""A small picture drawn with letters: two dots of colour in each cell, or shades where there are few colours."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Protocol

from rich.color import Color
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

Dot = tuple[int, int, int]
Cut = tuple[float, float, float, float]
"""Left, top, right, bottom of a part of the picture, each as a share (0 to 1) of its width or height."""

SHADES = " ░▒▓█"
_DIMMED = 0.7
"""How much of the ground lies over what is outside a cut."""


class Thumb(Protocol):
    """A small picture: `rgb` has three bytes (red, green, blue) a dot, row by row."""

    @property
    def width(self) -> int:
        """Dots in a row."""

    @property
    def height(self) -> int:
        """Rows of dots."""

    @property
    def rgb(self) -> bytes:
        """The dots."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What the picture is drawn on: the colour of the ground, of a frame's line, of letters; whether it is dark."""

    ground: Dot
    line: Dot
    letters: Dot
    dark: bool = False


def fitting_cells(width: int, height: int, columns: int, lines: int) -> tuple[int, int]:
    """The cells that a picture of `width` × `height` dots takes of `columns` × `lines`: a cell is twice as high."""
    if min(width, height, columns, lines) < 1:
        return 0, 0
    scale = min(columns / width, 2 * lines / height)
    dots_high = min(2 * lines, max(1, round(height * scale)))
    return min(columns, max(1, round(width * scale))), ceil(dots_high / 2)


def half_blocks(thumb: Thumb, columns: int, lines: int, paper: Paper, cut: Cut | None = None) -> list[Strip]:
    """The picture as large as fits, in its own proportions, with two dots of colour a cell.

    With a `cut`, its frame is drawn and what lies outside is dimmed.
    """
    dots = _sampled(thumb, columns, lines)
    if cut is not None:
        _frame(dots, cut, paper)
    strips = []
    for top, bottom in zip(dots[::2], [*dots[1::2], [paper.ground] * len(dots[0])] if dots else [], strict=False):
        strips.append(Strip([_cell(upper, lower) for upper, lower in zip(top, bottom, strict=True)], len(top)))
    return strips


def shaded(thumb: Thumb, columns: int, lines: int, paper: Paper, cut: Cut | None = None) -> list[Strip]:
    """The same for a terminal of few colours or none: a ramp of shades, one a cell, in the colour of letters."""
    dots = _sampled(thumb, columns, lines)
    lights = []
    for at in range(0, len(dots), 2):
        pairs = zip(dots[at], dots[at + 1] if at + 1 < len(dots) else dots[at], strict=True)
        lights.append([(_light(upper) + _light(lower)) / 2 for upper, lower in pairs])
    darkest, lightest = min(map(min, lights), default=0), max(map(max, lights), default=0)
    rows = [[_shade(light, darkest, lightest, dark=paper.dark) for light in row] for row in lights]
    if cut is not None:
        _frame_of_letters(rows, cut)
    # The ground is named as well: a terminal's own is not the paper's.
    style = Style(color=_colour(paper.letters), bgcolor=_colour(paper.ground))
    return [Strip([Segment("".join(row), style)], len(row)) for row in rows]


def _sampled(thumb: Thumb, columns: int, lines: int) -> list[list[Dot]]:
    """The picture as so many dots as fit, each the mean of those that it stands for."""
    wide, _ = fitting_cells(thumb.width, thumb.height, columns, lines)
    if not wide:
        return []
    scale = min(columns / thumb.width, 2 * lines / thumb.height)
    high = min(2 * lines, max(1, round(thumb.height * scale)))
    edges = [at * thumb.width // wide for at in range(wide + 1)]
    row, drawn = 3 * thumb.width, []
    for y in range(high):
        first = y * thumb.height // high
        last = max(first + 1, (y + 1) * thumb.height // high)
        rows = [thumb.rgb[at * row : (at + 1) * row] for at in range(first, last)]
        drawn.append([_mean(rows, left, max(left + 1, right)) for left, right in pairwise(edges)])
    return drawn


def _mean(rows: Sequence[bytes], left: int, right: int) -> Dot:
    count = len(rows) * (right - left)
    red, green, blue = (sum(sum(row[3 * left + at : 3 * right : 3]) for row in rows) // count for at in range(3))
    return red, green, blue


def _frame(dots: list[list[Dot]], cut: Cut, paper: Paper) -> None:
    if not dots:
        return
    left, top, right, bottom = _on_grid(cut, len(dots[0]), len(dots))
    for y, row in enumerate(dots):
        for x, dot in enumerate(row):
            if not (left <= x <= right and top <= y <= bottom):
                row[x] = _mixed(dot, paper.ground)
            elif x in (left, right) or y in (top, bottom):
                row[x] = paper.line


def _frame_of_letters(rows: list[list[str]], cut: Cut) -> None:
    if not rows:
        return
    left, top, right, bottom = _on_grid(cut, len(rows[0]), len(rows))
    for y, row in enumerate(rows):
        for x in range(len(row)):
            if not (left <= x <= right and top <= y <= bottom):
                row[x] = " "
            elif (x, y) in (
                corners := {(left, top): "┌", (right, top): "┐", (left, bottom): "└", (right, bottom): "┘"}
            ):
                row[x] = corners[x, y]
            elif x in (left, right) or y in (top, bottom):
                row[x] = "│" if x in (left, right) else "─"


def _on_grid(cut: Cut, wide: int, high: int) -> tuple[int, int, int, int]:
    left, right = (min(wide - 1, max(0, round(share * wide))) for share in (cut[0], cut[2] - 1 / wide))
    top, bottom = (min(high - 1, max(0, round(share * high))) for share in (cut[1], cut[3] - 1 / high))
    return left, top, max(left, right), max(top, bottom)


def _cell(upper: Dot, lower: Dot) -> Segment:
    return Segment("▀", Style(color=_colour(upper), bgcolor=_colour(lower)))


def _colour(dot: Dot) -> Color:
    return Color.from_triplet(ColorTriplet(*dot))


def _mixed(dot: Dot, ground: Dot) -> Dot:
    red, green, blue = (round(a + (b - a) * _DIMMED) for a, b in zip(dot, ground, strict=True))
    return red, green, blue


def _light(dot: Dot) -> float:
    """How light a dot is to the eye, 0 to 255 (ITU-R BT.601)."""
    return 0.299 * dot[0] + 0.587 * dot[1] + 0.114 * dot[2]


def _shade(light: float, darkest: float, lightest: float, *, dark: bool) -> str:
    """Its share of the picture's own light: on dark paper light is drawn, on light paper darkness."""
    share = (light - darkest) / max(1.0, lightest - darkest)
    return SHADES[min(len(SHADES) - 1, int((share if dark else 1 - share) * len(SHADES)))]
