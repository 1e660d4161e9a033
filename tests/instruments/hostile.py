"""Files that would harm a desk that trusts them: bombs, lies, halves, and things that are no picture at all."""

import os
import struct
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from tests.instruments import corpus, drawn

Maker = Callable[[Path], None]
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def head(width: int, height: int, depth: int = 8, colour: int = 2) -> bytes:
    return SIGNATURE + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))


def zeros(count: int) -> bytes:
    """So many zero bytes, deflated: a thousandth of them."""
    packer = zlib.compressobj(9)
    block = bytes(1024 * 1024)
    parts = [packer.compress(block) for _ in range(count // len(block))]
    return b"".join([*parts, packer.compress(bytes(count % len(block))), packer.flush()])


def png(width: int, height: int, depth: int, colour: int, *between: bytes) -> bytes:
    bits = depth * {0: 1, 2: 3, 4: 2, 6: 4}[colour]
    whole = zeros(height * (1 + (width * bits + 7) // 8))
    return head(width, height, depth, colour) + b"".join(between) + chunk(b"IDAT", whole) + chunk(b"IEND", b"")


def small(*between: bytes) -> bytes:
    return png(354, 472, 8, 2, *between)


def jpeg(**more: object) -> bytes:
    return corpus.as_bytes(drawn.face(), "JPEG", quality=90, **more)


def lying_about_its_size(side: int, **more: object) -> bytes:
    """A small JPEG whose head says that it is large."""
    whole = bytearray(jpeg(**more))
    at = whole.index(b"\xff\xc2" if more.get("progressive") else b"\xff\xc0") + 5
    whole[at : at + 4] = struct.pack(">HH", side, side)
    return bytes(whole)


def many_scans() -> bytes:
    """A progressive JPEG whose last scan comes again and again: little to store, endless to decode."""
    whole = corpus.as_bytes(Image.new("L", (5000, 5000), 90), "JPEG", progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + whole[last:-2] * 3000 + b"\xff\xd9"


def see_through_colour() -> bytes:
    return png(4990, 5000, 8, 2, chunk(b"tRNS", bytes(6)))


def palette() -> bytes:
    whole = chunk(b"PLTE", bytes(range(256)) * 3) + chunk(b"tRNS", bytes(256))
    body = chunk(b"IDAT", zeros(5000 * 4991)) + chunk(b"IEND", b"")
    return head(4990, 5000, 8, 3) + whole + body


def of(content: bytes | Callable[[], bytes]) -> Maker:
    return lambda path: path.write_bytes(content if isinstance(content, bytes) else content()) and None


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(8 * 1024**3)


def loop(path: Path) -> None:
    path.symlink_to(path.name)


def dangling(path: Path) -> None:
    path.symlink_to("nothing")


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def animated(path: Path) -> None:
    drawn.face().save(path, "PNG", save_all=True, append_images=[drawn.face(seed=2)] * 3)


def old(path: Path) -> None:
    """A cut-off file that no scanner is writing any more."""
    path.write_bytes(jpeg()[:9000])
    os.utime(path, (1_700_000_000, 1_700_000_000))


TAKEN = ""
FILES: dict[str, tuple[Maker, str]] = {
    "a PNG of ten thousand million pixels": (of(head(100_000, 100_000) + chunk(b"IDAT", zeros(999))), "too large"),
    "a PNG of 345 million pixels in 42 kB": (of(lambda: png(18_600, 18_600, 1, 0)), "too large"),
    "a line of a PNG": (of(lambda: png(1_000_000, 20, 1, 0)), "too large"),
    "the largest PNG in colour": (of(lambda: png(4990, 5000, 8, 2)), TAKEN),
    "the largest PNG with 16 bits and see-through": (of(lambda: png(4990, 5000, 16, 6)), "too much memory"),
    "the largest PNG in grey with 16 bits": (of(lambda: png(4990, 5000, 16, 0)), TAKEN),
    "the largest PNG in black and white": (of(lambda: png(4990, 5000, 1, 0)), TAKEN),
    "the largest PNG with a palette": (of(palette), "too much memory"),
    "the largest PNG with a colour to see through": (of(see_through_colour), "too much memory"),
    "a text of 80 MB in a PNG": (of(lambda: small(chunk(b"zTXt", b"a\0\0" + zeros(80_000_000)))), "damaged"),
    "a colour profile of 80 MB": (of(lambda: small(chunk(b"iCCP", b"a\0\0" + zeros(80_000_000)))), "damaged"),
    "ten thousand texts": (of(lambda: small(*[chunk(b"tEXt", b"a\0" + b"b" * 500)] * 10_000)), "damaged"),
    "a PNG with a wrong check sum": (of(lambda: small()[:-9] + b"AAAAAAAAA"), TAKEN),
    "an animated PNG": (animated, TAKEN),
    "a PNG cut off": (of(lambda: corpus.as_bytes(drawn.face(), "PNG")[:30_000]), "not whole yet"),
    "a JPEG cut off": (of(lambda: jpeg()[:9000]), "not whole yet"),
    "a JPEG cut off long ago": (old, "cut off or damaged"),
    "a JPEG cut off in its head": (of(lambda: jpeg()[:300]), "not whole yet"),
    "a JPEG that says 65,500 pixels": (of(lambda: lying_about_its_size(65_500)), "too large"),
    "a JPEG that says 7,000 pixels": (of(lambda: lying_about_its_size(7_000)), TAKEN),
    "a JPEG of three thousand scans": (of(many_scans), "takes too long"),
    "a progressive JPEG that holds 150 MB": (
        of(lambda: lying_about_its_size(5_000, progressive=True, subsampling=0)),
        "too much memory",
    ),
    "a JPEG with a mauled EXIF": (of(lambda: jpeg(exif=b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\xff" * 600)), TAKEN),
    "a JPEG with a page of HTML behind it": (of(lambda: jpeg() + b"<script>alert(1)</script>" * 99), TAKEN),
    "a JPEG with a ZIP behind it": (of(lambda: jpeg() + b"PK\x03\x04" + bytes(3000)), TAKEN),
    "the start of a JPEG, then noise": (of(jpeg()[:700] + b"\xa5\x5a" * 9000), TAKEN),
    "nothing": (of(b""), "empty"),
    "a text": (of("Бұл сурет емес".encode()), "no picture"),
    "noise": (of(bytes(range(256)) * 40), "no picture"),
    "HTML": (of(b"<!DOCTYPE html><html><img src=x></html>"), "HTML files"),
    "SVG": (of(b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'), "SVG files"),
    "PDF": (of(b"%PDF-1.7\n"), "PDF files"),
    "HEIC": (of(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(99)), "HEIC files"),
    "GIF": (of(lambda: corpus.as_bytes(drawn.face(), "GIF")), "GIF files"),
    "TIFF": (of(lambda: corpus.as_bytes(drawn.face(), "TIFF")), "TIFF files"),
    "BMP": (of(lambda: corpus.as_bytes(drawn.face(), "BMP")), "BMP files"),
    "WebP": (of(lambda: corpus.as_bytes(drawn.face(), "WEBP")), "WebP files"),
    "EPS": (of(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(x) run\n"), "no picture"),
    "a picture of one pixel": (of(lambda: corpus.as_bytes(Image.new("RGB", (1, 1)), "PNG")), "only 1 × 1 pixels"),
    "eight GB of nothing": (sparse, "8192 MB"),
    "a folder": (Path.mkdir, "a folder"),
    "nowhere": (lambda path: None, "no such file"),
}
"""Each file: how it is made, and what the sentence says of it; TAKEN if a picture comes out all the same."""

if sys.platform != "win32":
    FILES |= {
        "a pipe that nobody writes into": (os.mkfifo, "not an ordinary file"),
        "an endless device": (endless, "not an ordinary file"),
        "a loop": (loop, "cannot be read"),
        "a link to nothing": (dangling, "no such file"),
    }
