"""Blots: what hangs together on a mask, and the rectangle that lies best around it."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from PIL import Image

_FEWEST = 8  # points that make an edge
_RAGGED, _STRAIGHT = 2.5, 0.75  # pixels beside a straight edge, and the share of its points that lie so near
_BAND = (0.12, 0.88)  # of a print's height: without its corners
_MOST_BLOTS = 4000
_RUN = re.compile(rb"\xff+")

Point = tuple[float, float]
Corners = tuple[Point, Point, Point, Point]
Rectangle = tuple[Corners, float]
"""The corners from the upper left clockwise, and by how many degrees it is turned clockwise."""
Run = tuple[int, int, int]


@dataclass(slots=True)
class Blot:
    """Rows of pixels that hang together: its outermost points, and how many pixels."""

    points: list[Point] = field(default_factory=list)
    pixels: int = 0


def blots(mask: Image.Image) -> list[Blot]:
    """What hangs together in the mask, row by row: a run joins every run above that it touches.

    None at all in a mask as torn as no page is.
    """
    data, wide = mask.tobytes(), mask.width
    heap = _Heap([], [])
    above: list[Run] = []
    for y in range(mask.height):
        row: list[Run] = []
        first = 0
        for run in _RUN.finditer(data, y * wide, (y + 1) * wide):
            start, end = run.start() - y * wide, run.end() - y * wide
            while first < len(above) and above[first][1] < start:
                first += 1
            number, at = None, first
            while at < len(above) and above[at][0] <= end:
                number = heap.joined(number, above[at][2])
                at += 1
            row.append((start, end, heap.added(number, start, end, y)))
        above = row
        if len(heap.blots) > _MOST_BLOTS:
            return []
    return [blot for number, blot in enumerate(heap.blots) if heap.leads[number] == number]


@dataclass(slots=True)
class _Heap:
    """Blots under way; one that was joined to another leads to that one."""

    blots: list[Blot]
    leads: list[int]

    def added(self, number: int | None, start: int, end: int, y: int) -> int:
        """A run, added to the blot of that number or to a new one; the blot's number."""
        if number is None:
            number = len(self.blots)
            self.blots.append(Blot())
            self.leads.append(number)
        blot = self.blots[number]
        blot.points += ((start, y), (end, y), (start, y + 1), (end, y + 1))
        blot.pixels += end - start
        return number

    def joined(self, one: int | None, other: int) -> int:
        """Two blots made one, the smaller put to the larger; its number."""
        while self.leads[other] != other:
            other = self.leads[other]
        if one is None or one == other:
            return other
        if len(self.blots[one].points) < len(self.blots[other].points):
            one, other = other, one
        self.leads[other] = one
        self.blots[one].points += self.blots[other].points
        self.blots[one].pixels += self.blots[other].pixels
        self.blots[other] = Blot()
        return one


def rubber_band(points: list[Point]) -> list[Point]:
    """The points that a rubber band around all of them would touch (Andrew's monotone chain)."""
    ordered = sorted(set(points))

    def half(row: Iterable[Point]) -> list[Point]:
        kept: list[Point] = []
        for point in row:
            while len(kept) > 1 and _turns(kept[-2], kept[-1], point) <= 0:
                kept.pop()
            kept.append(point)
        return kept[:-1]

    return half(ordered) + half(reversed(ordered))


def _turns(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def smallest_box(hull: list[Point]) -> Rectangle | None:
    """The smallest rectangle around a hull, and its angle: one of its sides lies on a side of the hull."""
    best: tuple[float, Corners, float] | None = None
    for number, (x, y) in enumerate(hull):
        before = hull[number - 1]
        turn = math.atan2(y - before[1], x - before[0]) % (math.pi / 2)
        angle = turn if turn <= math.pi / 4 else turn - math.pi / 2
        cos, sin = math.cos(angle), math.sin(angle)
        across = [px * cos + py * sin for px, py in hull]
        down = [py * cos - px * sin for px, py in hull]
        left, right, top, bottom = min(across), max(across), min(down), max(down)
        area = (right - left) * (bottom - top)
        if best is None or area < best[0]:
            box = ((left, top), (right, top), (right, bottom), (left, bottom))
            corners = tuple((u * cos - v * sin, u * sin + v * cos) for u, v in box)
            best = area, (corners[0], corners[1], corners[2], corners[3]), angle
    return None if best is None or best[0] <= 0 else (best[1], math.degrees(best[2]))


def box_along_edges(points: list[Point], rough: Rectangle) -> Rectangle | None:
    """The rectangle with its upright sides laid through the middle of their ragged edges: a hull only touches them.

    None if these sides are not straight: shoulders, not paper.
    """
    angle = math.radians(rough[1])
    for _ in range(2):
        lefts, rights, _, _ = _edges(points, angle)
        if min(len(lefts), len(rights)) < _FEWEST:
            return None
        angle -= math.atan((_slope(lefts) + _slope(rights)) / 2)
    lefts, rights, top, bottom = _edges(points, angle)
    if min(len(lefts), len(rights)) < _FEWEST:
        return None
    left, right = _middle([u for _, u in lefts]), _middle([u for _, u in rights])
    for side, edge in ((lefts, left), (rights, right)):
        if sum(abs(u - edge) <= _RAGGED for _, u in side) < _STRAIGHT * len(side):
            return None
    box = ((left, top), (right, top), (right, bottom), (left, bottom))
    laid = [_turned(corner, angle) for corner in box]
    return (laid[0], laid[1], laid[2], laid[3]), math.degrees(angle)


def _edges(points: list[Point], angle: float) -> tuple[list[Point], list[Point], float, float]:
    """The left and the right edge of a blot turned back by the angle, as (down, across); its top and its bottom."""
    turned = [_turned(point, -angle) for point in points]
    top, bottom = min(v for _, v in turned), max(v for _, v in turned)
    middle = (min(u for u, _ in turned) + max(u for u, _ in turned)) / 2
    first, last = (top + (bottom - top) * share for share in _BAND)
    left: dict[int, Point] = {}
    right: dict[int, Point] = {}
    for u, v in turned:
        if first <= v <= last:
            row = round(v)
            if u < middle:
                left[row] = min(left.get(row, (v, u)), (v, u), key=_across)
            else:
                right[row] = max(right.get(row, (v, u)), (v, u), key=_across)
    return list(left.values()), list(right.values()), top, bottom


def _across(point: Point) -> float:
    return point[1]


def _turned(point: Point, angle: float) -> Point:
    cos, sin = math.cos(angle), math.sin(angle)
    return point[0] * cos - point[1] * sin, point[0] * sin + point[1] * cos


def _slope(points: list[Point]) -> float:
    """By how much the second number grows with the first, by least squares."""
    x, y = (sum(column) / len(points) for column in zip(*points, strict=True))
    spread = sum((px - x) ** 2 for px, _ in points)
    return sum((px - x) * (py - y) for px, py in points) / spread if spread else 0.0


def _middle(numbers: list[float]) -> float:
    return sorted(numbers)[len(numbers) // 2]
