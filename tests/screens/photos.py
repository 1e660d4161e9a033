"""Pictures for the screens' stories: a drawn child, as the darkroom would tell of it, without a darkroom."""

import datetime as dt
import hashlib
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from clerk_desk.instruments import developing
from clerk_desk.instruments.developing import Developed, Found, Negative, Thumb
from clerk_desk.objection import Objection
from clerk_desk.rules.framing import Face, Frame, cut
from clerk_desk.rules.photos import Measures, judge

GOOD = Measures(
    *(900, 1200, None, 140.0, 150.0, 120.0, 0.0, 0.0, 230.0, 4.0, 60.0, 3.0, False),
    faces=(Face(270, 330, 360, 420),),
)


def drawn(width: int = 96, height: int = 128) -> Thumb:
    """A child in front of a light wall, drawn with the simplest of shapes."""
    rgb = bytearray()
    for y in range(height):
        for x in range(width):
            across, down = (x - width / 2) / width, (y - height * 0.42) / height
            colour = (235, 235, 238)
            if (across / 0.25) ** 2 + (down / 0.28) ** 2 < 1:
                colour = (60, 40, 30) if down < -0.14 else (224, 180, 150)
                if min((across - eye) ** 2 + (down + 0.03) ** 2 for eye in (-0.1, 0.1)) < 0.0009:
                    colour = (40, 30, 30)
                elif abs(across) < 0.07 and abs(down - 0.13) < 0.012:
                    colour = (170, 70, 70)
            elif down > 0.22 and abs(across) < 0.42:
                colour = (60, 80, 140)
            rgb += bytes(colour)
    return Thumb(width, height, bytes(rgb))


CHILD = drawn()


def negative(**measured: Any) -> Negative:
    """A file as it is looked at: a good picture, but for what is given."""
    measures = replace(GOOD, **measured)
    if "faces" not in measured:
        wide, high = measures.width / GOOD.width, measures.height / GOOD.height
        measures = replace(
            measures, faces=(Face(*(round(at) for at in (270 * wide, 330 * high, 360 * wide, 420 * high))),)
        )
    wide = min(96, 128 * measures.width // measures.height)
    thumb = CHILD if (wide, measures.width) == (96, 900) else drawn(max(8, wide), 128)
    frame = cut(measures.width, measures.height, measures.faces)
    return Negative(measures.width, measures.height, thumb, measures, judge(measures), frame)


def page(count: int = 3) -> Negative:
    """A flatbed page with so many prints on it."""
    whole = negative(width=2480, height=3508, faces=None)
    one = replace(GOOD, width=354, height=472, dpi=300.0, faces=None)
    corners = ((100, 100), (454, 100), (454, 572), (100, 572))
    frame = cut(one.width, one.height, None)
    prints = tuple(
        Found(number, corners, 1.5, 354, 472, CHILD, one, judge(one), frame) for number in range(1, count + 1)
    )
    return replace(whole, prints=prints)


def developed(thumb: Thumb = CHILD, frame: Frame | None = None, number: int | None = None) -> Developed:
    """The picture that is kept; its bytes tell how it was cut."""
    jpeg = f"JPEG {frame} {number}".encode()
    wide, high = (frame.width, frame.height) if frame is not None else (900, 1200)
    measures = replace(GOOD, width=wide, height=high)
    return Developed(jpeg, hashlib.sha256(jpeg).hexdigest(), wide, high, thumb, measures, judge(measures))


@dataclass
class Darkroom:
    """Stands in for the darkroom: tells of files by their name, and remembers what it was asked."""

    negatives: dict[str, Negative | Exception] = field(default_factory=dict)
    looked: list[str] = field(default_factory=list)
    made: list[tuple[str, Frame | None, int | None]] = field(default_factory=list)
    wait: Callable[[], Any] | None = None

    def look_at(self, path: Path) -> Negative:
        self.looked.append(path.name)
        if self.wait is not None:
            self.wait()
        found = self.negatives.get(path.name, negative())
        if isinstance(found, Exception):
            raise found
        return found

    def develop(self, path: Path, *, frame: Frame | None = None, print_number: int | None = None) -> Developed:
        self.made.append((path.name, frame, print_number))
        found = self.negatives.get(path.name)
        if isinstance(found, Exception):
            raise found
        return developed(frame=frame, number=print_number)


def bad(text: str = "This is no picture that the desk can read. Scan it again as JPEG or PNG.") -> Objection:
    return Objection("bad_picture", text)


@pytest.fixture
def darkroom(monkeypatch: pytest.MonkeyPatch) -> Darkroom:
    """The darkroom's stand-in, in its place."""
    room = Darkroom()
    monkeypatch.setattr(developing, "look_at", room.look_at)
    monkeypatch.setattr(developing, "develop", room.develop)
    return room


@pytest.fixture
def colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal with all colours, whatever the tests run in."""
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("TERM", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def scan(folder: Path, name: str, age: float = 60) -> Path:
    """A file that the scanner put into the folder so many seconds ago."""
    file = folder / name
    file.write_bytes(b"\xff\xd8 a picture \xff\xd9")
    moment = time.time() - age
    os.utime(file, (moment, moment))
    return file


def clock_of(age: float) -> str:
    """The time of a file of that age, as the list shows it."""
    from clerk_desk.clock import local

    return f"{local(dt.datetime.fromtimestamp(time.time() - age, dt.UTC)):%H:%M}"
