"""Photos for documents, drawn: nobody's face, and each single fault that a photo can have."""

import functools
import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

WALL = (226, 228, 232)
SCALE = 2  # drawn twice as large, then made small: soft edges as a lens makes them


def _paint(picture: Image.Image, colour: tuple[int, int, int], box: tuple[float, ...], blur: float = 0) -> None:
    """An ellipse with a soft edge, painted through a mask no larger than itself."""
    margin = 1 + round(3 * blur)
    left, top = round(box[0]) - margin, round(box[1]) - margin
    mask = Image.new("L", (round(box[2]) + margin - left, round(box[3]) + margin - top), 0)
    ImageDraw.Draw(mask).ellipse([round(edge) - (left, top)[side % 2] for side, edge in enumerate(box)], fill=255)
    picture.paste(colour, (left, top), mask.filter(ImageFilter.GaussianBlur(blur)) if blur else mask)


@functools.cache
def face(
    width: int = 354,
    height: int = 472,
    *,
    seed: int = 1,
    head: float = 0.62,
    across: float = 0.5,
    wall: tuple[int, int, int] = WALL,
    heads: int = 1,
) -> Image.Image:
    """A child that does not exist, from the chest up: `head` is the head's share of the height."""
    dice = random.Random(seed)
    wide, tall = width * SCALE, height * SCALE
    picture = Image.new("RGB", (wide, tall), wall)
    places = [across] if heads == 1 else [(number + 0.5) / heads for number in range(heads)]
    for place in places:
        _child(picture, dice, place * wide, head * tall)
    small = picture.resize((width, height), Image.Resampling.LANCZOS)
    grain = Image.frombytes("L", (width, height), dice.randbytes(width * height))
    grain = grain.point([116 + tone * 24 // 255 for tone in range(256)])
    return ImageChops.add(small, Image.merge("RGB", [grain] * 3), 1, -128)


def _child(picture: Image.Image, dice: random.Random, x: float, head: float) -> None:
    tall = picture.height
    crown = (tall - head) * 0.38
    chin, half = crown + head, head * 0.36
    skin = (222 + dice.randint(-8, 8), 178 + dice.randint(-8, 8), 150 + dice.randint(-8, 8))
    shade, dark = tuple(round(c * 0.72) for c in skin), (44, 32, 28)

    def at(dx: float, y: float, w: float, h: float, colour: tuple[int, ...], blur: float = 0.0) -> None:
        """An ellipse: `dx` in half widths from the middle, `y` in heads from the crown, w and h likewise."""
        cx, cy = x + dx * half, crown + y * head
        box = (cx - w * half, cy - h * head, cx + w * half, cy + h * head)
        _paint(picture, (colour[0], colour[1], colour[2]), box, blur * head * 0.6)

    at(0, 1.52, 2.3, 0.45, (70, 88, 132), 0.002)  # shoulders
    at(0, 1.08, 0.55, 0.26, shade, 0.01)  # neck
    at(0, 0.42, 1.16, 0.44, dark, 0.001)  # hair
    at(-1.02, 0.6, 0.14, 0.1, shade, 0.004)
    at(1.02, 0.6, 0.14, 0.1, shade, 0.004)  # ears
    at(0, 0.57, 1.0, 0.43, skin, 0.006)
    at(0.0, 0.22, 0.92, 0.13, dark, 0.012)  # fringe
    at(0, 0.42, 0.5, 0.07, tuple(min(255, c + 14) for c in skin), 0.03)  # forehead
    for side in (-1, 1):
        at(side * 0.42, 0.53, 0.30, 0.062, tuple(round(c * 0.74) for c in skin), 0.018)  # eye socket
        at(side * 0.42, 0.475, 0.27, 0.016, dark, 0.006)  # brow
        at(side * 0.40, 0.545, 0.19, 0.030, (238, 236, 234), 0.002)
        at(side * 0.40, 0.545, 0.10, 0.030, (52, 36, 30), 0.002)
        at(side * 0.40, 0.522, 0.20, 0.010, (60, 44, 38), 0.003)  # lid
        at(side * 0.52, 0.70, 0.26, 0.075, tuple(min(255, c + 10) for c in skin), 0.03)  # cheek
        at(side * 0.10, 0.715, 0.06, 0.012, (120, 78, 64), 0.004)  # nostril
        at(side * 0.84, 0.66, 0.09, 0.18, shade, 0.03)
    at(0, 0.62, 0.09, 0.11, tuple(min(255, c + 20) for c in skin), 0.015)  # bridge of the nose
    at(0, 0.735, 0.2, 0.018, shade, 0.01)  # under the nose
    at(0, 0.825, 0.34, 0.028, (176, 96, 92), 0.004)  # mouth
    at(0, 0.822, 0.33, 0.006, (110, 52, 52), 0.002)
    at(0, 0.875, 0.26, 0.014, shade, 0.012)  # under the lip
    at(0, 1.0, 0.7, 0.02, shade, 0.015)  # chin
    assert chin > 0
