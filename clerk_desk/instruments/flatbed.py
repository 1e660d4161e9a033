"""The flatbed: finds the prints that lie on a scanned page, and cuts them out straight.

The lid is one colour, white or black; a print is what differs from it and has four straight sides. Pillow finds what
differs, the rest is a little geometry, so that no other library is needed.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter

from clerk_desk.instruments.blots import (
    Blot,
    Corners,
    Point,
    Rectangle,
    blots,
    box_along_edges,
    rubber_band,
    smallest_box,
)

_WORKED_AT = 1100  # pixels of the longer side on which prints are sought: a quarter of a millimetre on A4
_RING = 0.012  # the outermost part of the page shows the lid
_PLAIN = 0.55  # of each side of the ring must be lid, or this is no page
_LEAST_AREA, _MOST_AREA = 0.006, 0.9  # of the page
_SLIMMEST, _SQUAREST = 0.55, 0.97  # short side to long side
_LEAST_LIMIT, _KEENEST_LIMIT, _MOST_LIMIT = 7, 4, 24  # by how much, of 255, a print must differ from the lid
_FILLED = 0.86  # of the smallest rectangle around it: a print has corners
_COVERED = 0.33  # of it must differ from the lid: a white wall on a white lid does not
_RIM_ACROSS, _RIM_DOWN = 0.3, 0.9  # pixels of the copy, cut off: where print and lid run into each other
Tones = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Print:
    """A print on the page: its corners from the upper left clockwise, in shares of the page's width and height.

    `angle`: degrees by which it lies turned clockwise, between -45 and 45.
    """

    corners: Corners
    angle: float


def find_prints(page: Image.Image) -> tuple[Print, ...]:
    """The prints on an upright RGB page in reading order; none if it is an ordinary picture."""
    scale = min(1.0, _WORKED_AT / max(page.size))
    size = max(1, round(page.width * scale)), max(1, round(page.height * scale))
    small = page.resize(size, Image.Resampling.BOX)
    # A second look at what is smoother: for a noisy scan, or a wall that is nearly as white as the lid.
    return _prints(small, _LEAST_LIMIT) or _prints(small.filter(ImageFilter.BoxBlur(1)), _KEENEST_LIMIT)


def _prints(small: Image.Image, keenness: int) -> tuple[Print, ...]:
    lid = _lid(small, keenness)
    if lid is None:
        return ()
    least = _LEAST_AREA * small.width * small.height * _COVERED
    found = []
    for blot in blots(_different(small, *lid)):
        box = smallest_box(rubber_band(blot.points)) if blot.pixels >= least else None
        laid = box_along_edges(blot.points, box) if box is not None and _is_print(blot, box, small.size) else None
        if laid is not None:
            found.append(Print(_shares(laid[0], small.size), laid[1]))
    return tuple(_in_reading_order(found))


def straighten(piece: Image.Image, corners: Iterable[Point], size: tuple[int, int]) -> Image.Image:
    """The print between the four corners (in pixels of the piece, from the upper left clockwise), upright."""
    upper_left, upper_right, lower_right, lower_left = corners
    quad = (*upper_left, *lower_left, *lower_right, *upper_right)
    return piece.transform(size, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC)


def _lid(page: Image.Image, keenness: int) -> tuple[Tones, int] | None:
    """The lid's colour and by how much a print must differ from it; None if the rim is not of one colour."""
    ring = max(2, round(min(page.size) * _RING))
    wide, tall = page.size
    sides = [
        page.crop(box)
        for box in ((0, 0, wide, ring), (0, tall - ring, wide, tall), (0, 0, ring, tall), (wide - ring, 0, wide, tall))
    ]
    tones = [sum(column) for column in zip(*(side.histogram() for side in sides), strict=True)]
    colour = (_median(tones[:256]), _median(tones[256:512]), _median(tones[512:]))
    away = [_distance(side, colour).histogram() for side in sides]
    together = [sum(column) for column in zip(*away, strict=True)]
    limit = max(keenness, min(_MOST_LIMIT, 3 * _share_within(together, 0.7)))
    if any(sum(side[: limit + 1]) < _PLAIN * sum(side) for side in away):
        return None
    return colour, limit


def _different(page: Image.Image, lid: Tones, limit: int) -> Image.Image:
    """White where the page differs from the lid; specks are gone and narrow gaps closed."""
    mask = _distance(page, lid).point([0 if tone <= limit else 255 for tone in range(256)])
    return _narrowed(_widened(_widened(_narrowed(mask, 1), 1), 2), 2)


def _narrowed(mask: Image.Image, by: int) -> Image.Image:
    """Only the pixels whose neighbours are white too. (A rank filter takes ten times longer.)"""
    return mask.filter(ImageFilter.BoxBlur(by)).point([255 if tone > 250 else 0 for tone in range(256)])


def _widened(mask: Image.Image, by: int) -> Image.Image:
    return mask.filter(ImageFilter.BoxBlur(by)).point([255 if tone else 0 for tone in range(256)])


def _distance(image: Image.Image, colour: Tones) -> Image.Image:
    red, green, blue = ImageChops.difference(image, Image.new("RGB", image.size, colour)).split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _median(tones: list[int]) -> int:
    return _share_within(tones, 0.5)


def _share_within(tones: list[int], share: float) -> int:
    asked, seen = share * sum(tones), 0
    for tone, count in enumerate(tones):
        seen += count
        if seen >= asked:
            return tone
    return len(tones) - 1


def _is_print(blot: Blot, rectangle: Rectangle, size: tuple[int, int]) -> bool:
    corners, _ = rectangle
    wide, tall = math.dist(corners[0], corners[1]), math.dist(corners[1], corners[2])
    share = wide * tall / (size[0] * size[1])
    slim = min(wide, tall) / max(wide, tall)
    if not (_LEAST_AREA <= share <= _MOST_AREA and _SLIMMEST <= slim <= _SQUAREST):
        return False
    hull = rubber_band(blot.points)
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(hull, hull[1:] + hull[:1], strict=True)) / 2
    return abs(area) >= _FILLED * wide * tall and blot.pixels >= _COVERED * wide * tall


def _shares(corners: Corners, size: tuple[int, int]) -> Corners:
    """The corners drawn in a little, off the rim, as shares of the page."""
    x, y = sum(corner[0] for corner in corners) / 4, sum(corner[1] for corner in corners) / 4
    upper_left, upper_right, _, lower_left = corners
    wide, tall = math.dist(upper_left, upper_right), math.dist(upper_left, lower_left)
    across = _towards(upper_left, upper_right, 0.5 - _RIM_ACROSS / wide)
    down = _towards(upper_left, lower_left, 0.5 - _RIM_DOWN / tall)
    drawn = [
        ((x + side * across[0] + end * down[0]) / size[0], (y + side * across[1] + end * down[1]) / size[1])
        for side, end in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]
    return drawn[0], drawn[1], drawn[2], drawn[3]


def _towards(start: Point, end: Point, share: float) -> Point:
    return (end[0] - start[0]) * share, (end[1] - start[1]) * share


def _in_reading_order(found: list[Print]) -> list[Print]:
    """By rows from the top, in each from the left; prints whose middles are less than half a print apart share one."""
    rows: list[list[Print]] = []
    for one in sorted(found, key=_middle_down):
        half = (one.corners[3][1] - one.corners[0][1]) / 2
        if rows and _middle_down(one) - _middle_down(rows[-1][0]) < half:
            rows[-1].append(one)
        else:
            rows.append([one])
    return [one for row in rows for one in sorted(row, key=lambda one: one.corners[0][0])]


def _middle_down(one: Print) -> float:
    return sum(corner[1] for corner in one.corners) / 4
