"""Pictures for the demo desk: drawn children whom nobody knows, on the plain background that the notice asks for."""

import hashlib
import io
import random
from dataclasses import dataclass

from PIL import Image, ImageDraw

from clerk_desk.instruments.developing import THUMB_HEIGHT, THUMB_WIDTH, Developed, Thumb
from clerk_desk.instruments.gauge import measure
from clerk_desk.rules.framing import LEAST_HEIGHT, LEAST_WIDTH, Face
from clerk_desk.rules.photos import judge

_GRAIN = 3
"""Drawn so many times as large and then made small: Pillow's own edges are steps."""
_DPI = 300

Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]

_BACKGROUND: Colour = (231, 236, 240)
_SKINS: tuple[Colour, ...] = ((243, 209, 178), (232, 190, 155), (222, 176, 138))
_HAIRS: tuple[Colour, ...] = ((38, 32, 33), (62, 45, 37), (92, 64, 44), (150, 112, 70))
_CLOTHES: tuple[Colour, ...] = ((44, 62, 96), (70, 78, 90), (104, 48, 60))
_WHITE: Colour = (250, 250, 248)
_HEAD: Box = (75, 92, 279, 348)
"""The drawn head without its hair, in pixels of the print."""
_CROWN, _CHIN = 74, 348


@dataclass(frozen=True, slots=True)
class _Pencil:
    """Draws in pixels of the print."""

    sheet: ImageDraw.ImageDraw

    def oval(self, box: Box, colour: Colour) -> None:
        self.sheet.ellipse(_grown(box), fill=colour)

    def half_oval(self, box: Box, colour: Colour, start: int = 180, end: int = 360) -> None:
        self.sheet.chord(_grown(box), start, end, fill=colour)

    def block(self, box: Box, colour: Colour, rounded: float = 0) -> None:
        self.sheet.rounded_rectangle(_grown(box), rounded * _GRAIN, fill=colour)

    def shape(self, *points: tuple[float, float], colour: Colour) -> None:
        self.sheet.polygon([(x * _GRAIN, y * _GRAIN) for x, y in points], fill=colour)

    def line(self, box: Box, start: int, end: int, colour: Colour, width: float) -> None:
        self.sheet.arc(_grown(box), start, end, fill=colour, width=round(width * _GRAIN))


def portrait(girl: bool, seed: int) -> Developed:
    """The drawn picture of a girl or a boy, as if it had been scanned and developed: 354×472 pixels, 300 dpi."""
    picture = draw(girl, seed)
    head = _CHIN - _CROWN
    # Where a detector sees the face of such a head: a square from the brows to the chin.
    side = head * 3 // 4
    faces = (Face((LEAST_WIDTH - side) // 2, _CHIN - side, side, side),)
    measures = measure(picture, width=LEAST_WIDTH, height=LEAST_HEIGHT, dpi=_DPI, turned=False, faces=faces)
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=88, optimize=True, dpi=(_DPI, _DPI))
    small = picture.resize((THUMB_WIDTH, THUMB_HEIGHT), Image.Resampling.LANCZOS)
    return Developed(
        jpeg=written.getvalue(),
        sha256=hashlib.sha256(written.getvalue()).hexdigest(),
        width=LEAST_WIDTH,
        height=LEAST_HEIGHT,
        thumb=Thumb(small.width, small.height, small.tobytes()),
        measures=measures,
        verdicts=judge(measures),
    )


def draw(girl: bool, seed: int) -> Image.Image:
    """The drawing itself, the same one from the same seed."""
    pick = random.Random(f"{girl} {seed}").choice
    skin, hair, cloth = pick(_SKINS), pick(_HAIRS), pick(_CLOTHES)
    sheet = Image.new("RGB", (LEAST_WIDTH * _GRAIN, LEAST_HEIGHT * _GRAIN), _BACKGROUND)
    pencil = _Pencil(ImageDraw.Draw(sheet))
    if girl:
        _hair_behind(pencil, hair, braids=pick((True, False)))
    else:
        pencil.oval((66, 70, 288, 250), hair)
    _shoulders(pencil, cloth, skin)
    if not girl:
        _ears(pencil, skin)
    pencil.oval(_HEAD, skin)
    _features(pencil, hair, skin)
    if girl:
        _fringe(pencil, hair)
    else:
        _short_hair(pencil, hair)
    return sheet.resize((LEAST_WIDTH, LEAST_HEIGHT), Image.Resampling.LANCZOS)


def _hair_behind(pencil: _Pencil, hair: Colour, braids: bool) -> None:
    pencil.oval((62, 70, 292, 330), hair)
    if braids:
        for left in (58, 258):
            for knot in range(5):
                pencil.oval((left, 240 + knot * 34, left + 38, 284 + knot * 34), hair)
    else:
        pencil.block((62, 200, 292, 400), hair, rounded=40)


def _shoulders(pencil: _Pencil, cloth: Colour, skin: Colour) -> None:
    pencil.block((28, 374, 326, 560), cloth, rounded=80)
    pencil.block((140, 310, 214, 400), _darker(skin, 0.93), rounded=30)
    pencil.shape((177, 432), (134, 374), (116, 392), (150, 448), colour=_WHITE)
    pencil.shape((177, 432), (220, 374), (238, 392), (204, 448), colour=_WHITE)
    pencil.shape((177, 432), (140, 382), (214, 382), colour=_darker(skin, 0.93))


def _ears(pencil: _Pencil, skin: Colour) -> None:
    for left in (62, 262):
        pencil.oval((left, 206, left + 30, 260), _darker(skin, 0.95))


def _features(pencil: _Pencil, hair: Colour, skin: Colour) -> None:
    for left in (116, 206):
        pencil.line((left - 4, 192, left + 36, 222), 205, 335, hair, 5)
        pencil.oval((left, 218, left + 32, 240), _WHITE)
        pencil.oval((left + 8, 218, left + 26, 240), (56, 42, 36))
        pencil.oval((left + 17, 222, left + 22, 227), _WHITE)
    for left in (98, 214):
        pencil.oval((left, 262, left + 42, 288), _blended(skin, (238, 150, 130), 0.22))
    pencil.line((163, 244, 191, 272), 30, 150, _darker(skin, 0.82), 4)
    pencil.line((144, 268, 210, 308), 40, 140, (176, 84, 78), 5)


def _fringe(pencil: _Pencil, hair: Colour) -> None:
    pencil.half_oval((66, 72, 288, 318), hair, 190, 350)
    pencil.oval((88, 152, 186, 190), hair)
    pencil.oval((168, 152, 266, 190), hair)


def _short_hair(pencil: _Pencil, hair: Colour) -> None:
    pencil.half_oval((72, 72, 282, 280), hair, 194, 346)
    pencil.oval((90, 128, 232, 176), hair)


def _grown(box: Box) -> Box:
    left, top, right, bottom = box
    return left * _GRAIN, top * _GRAIN, right * _GRAIN, bottom * _GRAIN


def _darker(colour: Colour, share: float) -> Colour:
    red, green, blue = colour
    return round(red * share), round(green * share), round(blue * share)


def _blended(colour: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(one * (1 - share) + two * share) for one, two in zip(colour, other, strict=True))
    return red, green, blue
