"""A picture file, opened with care: only what is asked for is decoded, upright, in plain colours, on white.

Used inside the darkroom only: what a file holds is not to be trusted anywhere else.
"""

import math
import os
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from PIL import Image, JpegImagePlugin, PngImagePlugin, UnidentifiedImageError

from clerk_desk.instruments.plain_file import MOST_BYTES, Spoilt, plain_file, refuse_others
from clerk_desk.rules.framing import Frame

MOST_PIXELS = 25_000_000
"""Of a picture that must be decoded whole: 100 MB of memory. An A4 page at 400 dpi has 15.5 million."""
MOST_PIXELS_JPEG = 60_000_000
"""A JPEG may be decoded at a half or a quarter: an A4 page at 600 dpi (34.8 million), a phone's 50 million."""
_MOST_DECODED = 25_000_000
_MOST_SIDE = 20_000
_MOST_COEFFICIENTS = 100_000_000  # bytes that a progressive JPEG holds besides its pixels
_JUST_WRITTEN = 10.0  # seconds: a cut-off file as young as this is one that a scanner is still writing

_SHORT = (OSError, SyntaxError, EOFError)  # what Pillow raises for a file that ends too early
_WRONG = (ValueError, KeyError, IndexError, TypeError, AttributeError, ArithmeticError, RuntimeError, Warning)
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What makes a picture upright, by the orientation (tag 0x0112) that the camera wrote into EXIF."""
_ORIENTATION, _EXIF, _EXPOSURE, _F_NUMBER = 0x0112, 0x8769, 0x829A, 0x829D
_DPI_OF_PROGRAMS = 100  # 72 and 96 are what programs write when they know nothing; nobody scans a photo under 100


class Film:
    """An opened picture: its upright size in pixels, what it says of its resolution, and pieces of it on demand."""

    def __init__(self, file: BinaryIO, changed_at: float) -> None:
        """Read the head of the file. Spoilt if it is none of the two formats, or too large."""
        self._file, self._changed_at = file, changed_at
        with self._taken_apart():
            image = self._opened()
            most = MOST_PIXELS_JPEG if self._shrinks(image) else MOST_PIXELS
            self._check_size(image, most)
            self._turn = _orientation(image)
            self._raw = image.size
            self.dpi = _dpi(image)
            self._image, self._shrink = image, 0
        across = self._turn >= 5
        self.width, self.height = self._raw[::-1] if across else self._raw
        self.turned = self._turn != 1

    def piece(self, box: Frame | None, width: int, height: int) -> Image.Image:
        """A part of the upright picture (or all of it) in RGB, made to fit into width × height, never enlarged.

        `box` is in pixels of the upright picture. Spoilt if the file is cut off or damaged.
        """
        part = box or Frame(0, 0, self.width, self.height)
        across = self._turn >= 5
        with self._taken_apart():
            image = self._decoded(max(1, min(part.width // width, part.height // height)))
            raw = _raw_box(part, self._turn, self._raw)
            grain_x, grain_y = image.width / self._raw[0], image.height / self._raw[1]
            cut = (raw[0] * grain_x, raw[1] * grain_y, raw[2] * grain_x, raw[3] * grain_y)
            fits = (height, width) if across else (width, height)
            small = _shrunk(image, cut, fits)
        return small.transpose(_TURNS[self._turn]) if self._turn in _TURNS else small

    def _opened(self) -> Image.Image:
        self._file.seek(0)
        head = self._file.read(64)
        refuse_others(head)
        self._file.seek(0)
        # MPO (two pictures in one JPEG, what phones write) opens as its first picture.
        return Image.open(self._file, formats=("JPEG", "PNG"))

    def _decoded(self, shrink: int) -> Image.Image:
        """The whole picture, decoded at 1 / `shrink` if its format can; kept for the next piece."""
        if not self._shrinks(self._image):
            self._image.load()
            return self._image
        while self._raw[0] * self._raw[1] > _MOST_DECODED * shrink * shrink:
            shrink *= 2
        shrink = max(step for step in (1, 2, 4, 8) if step <= shrink)
        if shrink != self._shrink:
            self._image = self._opened()
            # draft() lets the JPEG decoder itself leave out what is not needed.
            self._image.draft(None, (self._raw[0] // shrink, self._raw[1] // shrink))
            self._image.load()
            self._shrink = shrink
        return self._image

    @staticmethod
    def _shrinks(image: Image.Image) -> bool:
        return isinstance(image, JpegImagePlugin.JpegImageFile)

    @staticmethod
    def _check_size(image: Image.Image, most: int) -> None:
        width, height = image.size
        if width * height > most or max(width, height) > _MOST_SIDE:
            raise Spoilt("too_many_pixels", width=width, height=height, most=most // 1_000_000)
        if min(width, height) < 16:
            raise Spoilt("too_small", width=width, height=height)
        if image.info.get("progressive") and _coefficients(image) > _MOST_COEFFICIENTS:
            raise Spoilt("too_much_memory")

    @contextmanager
    def _taken_apart(self) -> Iterator[None]:
        """Whatever a decoder stumbles over becomes one of few kinds of trouble."""
        try:
            with warnings.catch_warnings():
                # A bomb is refused. Other warnings are about EXIF and the second picture of an MPO, which chat
                # programs maul in passing: neither is used.
                warnings.simplefilter("ignore")
                warnings.simplefilter("error", Image.DecompressionBombWarning)
                yield
        except MemoryError as error:
            raise Spoilt("too_much_memory") from error
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise Spoilt("bomb") from error
        except UnidentifiedImageError as error:
            raise Spoilt("no_picture") from error
        except _SHORT as error:
            young = 0 <= time.time() - self._changed_at < _JUST_WRITTEN
            raise Spoilt("being_written" if young else "damaged") from error
        except _WRONG as error:
            raise Spoilt("damaged") from error


@contextmanager
def opened(path: Path) -> Iterator[Film]:
    """The film of a file. Spoilt if there is none, it cannot be read, it is no ordinary file, or empty or too big."""
    with plain_file(path) as file:
        about = os.fstat(file.fileno())
        if about.st_size == 0:
            raise Spoilt("empty")
        if about.st_size > MOST_BYTES:
            raise Spoilt("too_big", size=about.st_size // (1024 * 1024), most=MOST_BYTES // (1024 * 1024))
        yield Film(file, about.st_mtime)


def _orientation(image: Image.Image) -> int:
    try:
        said = image.getexif().get(_ORIENTATION, 1)
    except _SHORT + _WRONG:  # a mauled EXIF says nothing: the picture is taken as it lies
        return 1
    return said if said in _TURNS else 1


def _dpi(image: Image.Image) -> float | None:
    """The resolution, if a scanner can have meant it: not what programs write by default, nor what cameras do."""
    try:
        across, down = image.info.get("dpi", (0, 0))
        taken = image.getexif().get_ifd(_EXIF)
        across, down = float(across), float(down)
    except _SHORT + _WRONG:
        return None
    if _EXPOSURE in taken or _F_NUMBER in taken or not (math.isfinite(across) and math.isfinite(down)):
        return None
    if across < _DPI_OF_PROGRAMS or down > 10_000 or abs(across / max(down, 1) - 1) > 0.02:
        return None
    return round(across, 1)


def _coefficients(image: Image.Image) -> int:
    """Bytes of the coefficients of a JPEG, two each: fewer for the parts that are stored at half the size."""
    layers = [(int(layer[1]), int(layer[2])) for layer in getattr(image, "layer", ())]
    if not layers:
        return 0
    fullest = max(across for across, _ in layers) * max(down for _, down in layers)
    return 2 * image.width * image.height * sum(across * down for across, down in layers) // fullest


def _raw_box(part: Frame, turn: int, raw: tuple[int, int]) -> tuple[int, int, int, int]:
    """Where a part of the upright picture lies in the picture as it is stored."""
    width, height = raw
    left, top, right, bottom = part.left, part.top, part.left + part.width, part.top + part.height
    match turn:
        case 2:
            return width - right, top, width - left, bottom
        case 3:
            return width - right, height - bottom, width - left, height - top
        case 4:
            return left, height - bottom, right, height - top
        case 5:
            return top, left, bottom, right
        case 6:
            return top, height - right, bottom, height - left
        case 7:
            return width - bottom, height - right, width - top, height - left
        case 8:
            return width - bottom, left, width - top, right
        case _:
            return left, top, right, bottom


def _shrunk(image: Image.Image, cut: tuple[float, ...], fits: tuple[int, int]) -> Image.Image:
    """The part `cut` in RGB on white, at most as large as `fits`; made small before it is converted: memory."""
    if image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    elif image.mode == "1":
        image = image.convert("L")
    elif image.mode == "PA":
        image = image.convert("RGBA")
    box = tuple(round(edge) for edge in cut)
    wide, tall = max(1, box[2] - box[0]), max(1, box[3] - box[1])
    scale = min(1.0, fits[0] / wide, fits[1] / tall)
    size = max(1, round(wide * scale)), max(1, round(tall * scale))
    area = (box[0], box[1], box[0] + wide, box[1] + tall)
    if image.mode.startswith("I") or image.mode == "F":
        part = image if area == (0, 0, *image.size) else image.crop(area)
        return _eight_bits(part).resize(size, Image.Resampling.LANCZOS).convert("RGB")
    if image.mode in ("L", "RGB") and "transparency" in image.info:
        image = image.crop(area).convert("RGBA")
        area = (0, 0, wide, tall)
    small = image.resize(size, Image.Resampling.LANCZOS, box=area, reducing_gap=2.0)
    return _on_white(small)


def _eight_bits(image: Image.Image) -> Image.Image:
    """16-bit grey as 8-bit grey. Pillow itself would only cut it off at 255: all white."""
    return image.point(lambda value: value * (1 / 257)).convert("L")


def _on_white(image: Image.Image) -> Image.Image:
    if "A" not in image.getbands():
        return image.convert("RGB")
    seen = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB")


Image.MAX_IMAGE_PIXELS = MOST_PIXELS_JPEG
PngImagePlugin.MAX_TEXT_MEMORY = 4 * 1024 * 1024
