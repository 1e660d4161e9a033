"""A corpus made by script: a good photo, the same photo with each single fault, and what phones make of it."""

import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from tests.instruments import drawn

Picture = Image.Image
DPI = (300, 300)
ORIENTATION = 0x0112


def good(width: int = 354, height: int = 472) -> Picture:
    return drawn.face(width, height)


def blurred() -> Picture:
    return good().filter(ImageFilter.GaussianBlur(2))


def dark() -> Picture:
    return ImageEnhance.Brightness(good()).enhance(0.38)


def pale() -> Picture:
    return good().point([min(255, 90 + tone * 9 // 8) for tone in range(256)] * 3)


def flat() -> Picture:
    return good().point([112 + tone // 6 for tone in range(256)] * 3)


def busy() -> Picture:
    """A curtain instead of a wall."""
    picture, child = Image.new("RGB", (354, 472), drawn.WALL), good()
    draw = ImageDraw.Draw(picture)
    for number, x in enumerate(range(0, 354, 18)):
        draw.rectangle((x, 0, x + 17, 472), fill=((186, 196, 176), (112, 138, 118))[number % 2])
    wall = Image.eval(child.convert("L").filter(ImageFilter.GaussianBlur(2)), lambda tone: 255 if tone < 216 else 0)
    picture.paste(child, (0, 0), wall)
    return picture


def square() -> Picture:
    return drawn.face(480, 480)


def grey() -> Picture:
    return good().convert("L").convert("RGB")


def lying() -> Picture:
    return good().transpose(Image.Transpose.ROTATE_90)


def vase() -> Picture:
    """A vase before the wall, lit as well as a child would be."""
    picture = drawn.face(heads=0)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((110, 150, 250, 400), fill=(150, 96, 70))
    draw.rectangle((150, 110, 210, 190), fill=(120, 70, 52))
    draw.ellipse((135, 250, 200, 380), fill=(176, 122, 92))
    return picture


FAULTS: dict[str, tuple[Callable[[], Picture], tuple[int, int] | None, str]] = {
    "blurred": (blurred, DPI, "sharpness"),
    "dark": (dark, DPI, "exposure"),
    "pale": (pale, DPI, "exposure"),
    "flat": (flat, DPI, "contrast"),
    "busy": (busy, DPI, "background"),
    "square": (square, DPI, "ratio"),
    "38 x 51 mm": (lambda: good(450, 600), DPI, "size"),
    "small": (lambda: good(240, 320), None, "pixels"),
    "grey": (grey, DPI, "colour"),
    "lying": (lying, DPI, "upright"),
    "tinted": (lambda: drawn.face(wall=(236, 222, 148)), DPI, "colour"),
    "dark wall": (lambda: drawn.face(wall=(84, 84, 92)), DPI, "background"),
}
"""Each single fault: how it is made, the resolution written into the file, the one verdict that must say so."""

FACES: dict[str, tuple[Callable[[], Picture], str]] = {
    "two children": (lambda: drawn.face(600, 800, heads=2, head=0.28), "faces"),
    "nobody": (vase, "faces"),
    "far away": (lambda: drawn.face(head=0.36), "head"),
    "at the side": (lambda: drawn.face(head=0.5, across=0.36), "centre"),
}


def saved(picture: Picture, path: Path, dpi: tuple[int, int] | None = DPI) -> Path:
    picture.save(path, quality=92, **({"dpi": dpi} if dpi else {}))
    return path


def turned(picture: Picture, orientation: int, path: Path) -> Path:
    """The picture as a camera held so stores it, with the note in EXIF that says so; and where it was taken."""
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = picture.transpose(undo[orientation]) if orientation in undo else picture
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = "CANARY"
    exif.get_ifd(0x8825).update({1: "N", 2: (43.0, 14.0, 0.0), 3: "E", 4: (76.0, 53.0, 0.0)})
    exif.get_ifd(0x8769).update({0x829A: 0.01, 0x9286: b"CANARY"})
    stored.save(path, "JPEG", quality=92, exif=exif, comment=b"CANARY", icc_profile=b"CANARY" * 100)
    return path


def phone(path: Path) -> Path:
    """Two pictures in one JPEG, as phones write them (MPO): the photo, and a depth map that is no photo."""
    second = Image.new("RGB", (354, 472), "black")
    good().save(path, "MPO", save_all=True, append_images=[second], quality=92)
    return path


def deep_grey(path: Path) -> Path:
    """Grey with 16 bits, as some scanners write it."""
    tones = good().convert("L")
    Image.frombytes("I;16", tones.size, bytes(byte for tone in tones.tobytes() for byte in (tone, tone))).save(path)
    return path


def see_through(mode: str, path: Path) -> Path:
    """The photo with a transparent background, as programs that cut people out write it."""
    picture = good().convert("RGBA")
    tones = picture.convert("L").filter(ImageFilter.GaussianBlur(2))
    picture.putalpha(Image.eval(tones, lambda tone: 0 if tone > 216 else 255))
    if mode == "P":
        picture = picture.quantize(200)
    elif mode == "LA":
        picture = picture.convert("LA")
    picture.save(path)
    return path


def cmyk(path: Path) -> Path:
    good().convert("CMYK").save(path, "JPEG", quality=92)
    return path


def page(
    prints: list[tuple[Picture, tuple[int, int], float]],
    lid: tuple[int, int, int],
    size: tuple[int, int] = (2480, 3508),
) -> Picture:
    """A flatbed page (A4 at 300 dpi unless said) with prints at their places, each turned clockwise by an angle."""
    whole = Image.new("RGB", size, lid)
    for picture, place, angle in prints:
        laid = picture.convert("RGBA").rotate(-angle, Image.Resampling.BICUBIC, expand=True)
        whole.paste(laid, place, laid)
    return whole


def as_bytes(picture: Picture, form: str = "JPEG", **more: object) -> bytes:
    written = io.BytesIO()
    picture.save(written, form, **more)
    return written.getvalue()
