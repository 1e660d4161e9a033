"""A file, before anything in it is believed: it is an ordinary one, of a bearable size and no other known format."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

MOST_BYTES = 48 * 1024 * 1024

_OTHERS = (
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"BM", "BMP"),
    (b"%PDF", "PDF"),
    (b"8BPS", "Photoshop"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (b"\xff\x0a", "JPEG XL"),
    (b"<svg", "SVG"),
    (b"<?xml", "XML"),
    (b"<!DOCTYPE", "HTML"),
    (b"<html", "HTML"),
    (b"PK\x03\x04", "ZIP"),
)


class Spoilt(Exception):
    """No picture comes out of this file. `code` says of which kind the trouble is; `facts` its few plain facts."""

    def __init__(self, code: str, **facts: int | str) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


@contextmanager
def plain_file(path: Path) -> Iterator[BinaryIO]:
    """The ordinary file at a path, opened to be read. Spoilt if there is none, or it is something else."""
    try:
        # Without waiting: a pipe in the folder must not hold the desk up. (Windows has neither flag nor pipes there.)
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError as error:
        raise Spoilt("no_file") from error
    except IsADirectoryError as error:
        raise Spoilt("folder") from error
    except (OSError, ValueError) as error:
        raise Spoilt("folder" if path.is_dir() else "not_readable") from error
    try:
        kind = os.fstat(number).st_mode
        if not stat.S_ISREG(kind):
            raise Spoilt("folder" if stat.S_ISDIR(kind) else "no_plain_file")
        with os.fdopen(number, "rb", closefd=False) as file:
            yield file
    finally:
        os.close(number)


def refuse_others(head: bytes) -> None:
    """Say by name which format it is, if it is a known one that is not taken."""
    if head[4:8] == b"ftyp":
        kind = {b"heic": "HEIC", b"heix": "HEIC", b"mif1": "HEIC", b"avif": "AVIF"}.get(head[8:12], "video")
        raise Spoilt("other_format", kind=kind)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        raise Spoilt("other_format", kind="WebP")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    for sign, kind in _OTHERS:
        if start[: len(sign)].lower() == sign.lower():
            raise Spoilt("other_format", kind=kind)
