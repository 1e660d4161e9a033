"""Pictures of the child: looked at and developed outside the desk's own process, so that no file can harm it.

Everything here blocks (screens call it in a thread). Only the darkroom, a process of its own with little memory and
little time, ever decodes a file; what comes back are numbers, small copies and one picture encoded anew.
"""

import base64
import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import clerk_desk
from clerk_desk.instruments.spoilt import spoilt
from clerk_desk.rules.framing import Face, cut
from clerk_desk.rules.framing import Frame as Frame
from clerk_desk.rules.photos import Measures, Verdict, judge, prints_found

THUMB_WIDTH, THUMB_HEIGHT = 96, 128
"""The most pixels of a small copy."""
LONGEST = 10.0
"""Seconds until a darkroom that does not answer is ended: a hung network drive. Its own walls are much narrower."""

_MOST_SAID = 4 * 1024 * 1024
_OUT_OF_TIME = (-getattr(signal, "SIGPROF", 27), -getattr(signal, "SIGXCPU", 24), 1816)  # the last: by a Windows job

Answer = dict[str, Any]
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Thumb:
    """A small copy of a picture, at most 96 × 128 pixels: three bytes (red, green, blue) a pixel, row by row."""

    width: int
    height: int
    rgb: bytes


@dataclass(frozen=True, slots=True)
class Found:
    """A print found on a flatbed page. Numbered from 1 in reading order.

    `corners`: of the print in pixels of the upright page, from its upper left clockwise; `angle`: degrees by which
    it lies turned clockwise; `width`, `height`: pixels of the straightened print, which `thumb`, `measures`,
    `verdicts` and `frame` (the proposed 3:4 cut) are about.
    """

    number: int
    corners: tuple[tuple[int, int], tuple[int, int], tuple[int, int], tuple[int, int]]
    angle: float
    width: int
    height: int
    thumb: Thumb
    measures: Measures
    verdicts: tuple[Verdict, ...]
    frame: Frame


@dataclass(frozen=True, slots=True)
class Negative:
    """A file, looked at: nothing of it is kept yet.

    `width`, `height`: pixels of the upright picture. `frame`: the proposed 3:4 cut, around the face if one was
    found. `prints`: not empty if it is a flatbed page with photos lying on it; then `verdicts` says only how many.
    """

    width: int
    height: int
    thumb: Thumb
    measures: Measures
    verdicts: tuple[Verdict, ...]
    frame: Frame
    prints: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class Developed:
    """The picture that may be kept: encoded anew, at most 1200 × 1600 pixels and under 1 MB, nothing else in it.

    `sha256` is of `jpeg`, in hex; `width` and `height` are of the jpeg; `measures` are of the cut in the file.
    """

    jpeg: bytes
    sha256: str
    width: int
    height: int
    thumb: Thumb
    measures: Measures
    verdicts: tuple[Verdict, ...]


def look_at(path: Path) -> Negative:
    """The file measured and judged, with a small copy. Blocks: a fifth of a second, with a slow disk some seconds.

    Objects "bad_picture", with a sentence on what is wrong and what to do, if it is no picture that the desk takes.
    """
    return _understood(negative, _asked({"do": "look", "path": str(path)}))


def develop(path: Path, *, frame: Frame | None = None, print_number: int | None = None) -> Developed:
    """The file as the picture that is kept: cut to `frame`, upright, encoded anew. Blocks like `look_at`.

    With `print_number` (of a Found) that print is cut from the page and straightened first; `frame` is then in
    pixels of the straightened print. Without a frame the whole is kept. Objects "bad_picture" like `look_at`.
    """
    asked = None if frame is None else [frame.left, frame.top, frame.width, frame.height]
    job = {"do": "develop", "path": str(path), "frame": asked, "print": print_number}
    return _understood(developed, _asked(job))


def _asked(job: Answer) -> Answer:
    """What the darkroom answers. One that says nothing, too much or too late has been stopped by its file."""
    try:
        darkroom = subprocess.Popen(
            [sys.executable, "-P", "-m", "clerk_desk.instruments.darkroom", json.dumps(job)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a traceback would show what the file holds
            env=_surroundings(),
            start_new_session=True,  # a Ctrl+C in the terminal is the desk's, not the darkroom's
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise spoilt("no_darkroom") from error
    late = threading.Event()

    def end() -> None:
        late.set()
        darkroom.kill()

    alarm = threading.Timer(LONGEST, end)
    alarm.start()
    try:
        with darkroom:
            said = darkroom.stdout.read(_MOST_SAID + 1) if darkroom.stdout else b""
            darkroom.kill()  # it has said its word; one that says too much is not listened to
    finally:
        alarm.cancel()
    if said:
        return heard(said)
    raise spoilt("too_slow" if late.is_set() or darkroom.returncode in _OUT_OF_TIME else "damaged")


def _surroundings() -> dict[str, str]:
    """The darkroom reads the same program as the desk, wherever that was started; libraries get one thread each."""
    house = str(Path(clerk_desk.__file__).parents[1])
    paths = [house, *filter(None, [os.environ.get("PYTHONPATH")])]
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths), "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def heard(said: bytes) -> Answer:
    """The darkroom's word, read. Objects "bad_picture" if it says that the file is spoilt, or makes no sense."""
    try:
        answer = json.loads(said)
    except ValueError as error:
        raise spoilt("damaged") from error
    if not isinstance(answer, dict):
        raise spoilt("damaged")
    if "spoilt" in answer:
        raise spoilt(str(answer["spoilt"]), answer.get("facts"))
    return answer


def _understood(read: Callable[[Answer], Read], answer: Answer) -> Read:
    """The answer as a card; one that does not hold together is no better than a damaged file."""
    try:
        return read(answer)
    except (KeyError, TypeError, ValueError) as error:
        raise spoilt("damaged") from error


def negative(answer: Answer) -> Negative:
    """The card of what the darkroom saw, judged. KeyError, TypeError or ValueError if the answer does not hold."""
    measures, prints = _measures(answer["measures"]), tuple(map(_found, answer["prints"], count(1)))
    return Negative(
        width=int(answer["width"]),
        height=int(answer["height"]),
        thumb=_thumb(answer["thumb"]),
        measures=measures,
        verdicts=judge(measures) if not prints else (prints_found(len(prints)),),
        frame=cut(measures.width, measures.height, measures.faces),
        prints=prints,
    )


def _found(answer: Answer, number: int) -> Found:
    measures = _measures(answer["measures"])
    upper_left, upper_right, lower_right, lower_left = ((int(x), int(y)) for x, y in answer["corners"])
    return Found(
        number=number,
        corners=(upper_left, upper_right, lower_right, lower_left),
        angle=float(answer["angle"]),
        width=measures.width,
        height=measures.height,
        thumb=_thumb(answer["thumb"]),
        measures=measures,
        verdicts=judge(measures),
        frame=cut(measures.width, measures.height, measures.faces),
    )


def developed(answer: Answer) -> Developed:
    """The card of what the darkroom made, judged. KeyError, TypeError or ValueError if the answer does not hold."""
    jpeg = base64.b64decode(answer["jpeg"], validate=True)
    width, height = answer["kept"]
    measures = _measures(answer["measures"])
    return Developed(
        jpeg=jpeg,
        sha256=hashlib.sha256(jpeg).hexdigest(),
        width=int(width),
        height=int(height),
        thumb=_thumb(answer["thumb"]),
        measures=measures,
        verdicts=judge(measures),
    )


def _measures(answer: Answer) -> Measures:
    faces = answer["faces"]
    return Measures(**answer | {"faces": None if faces is None else tuple(Face(**face) for face in faces)})


def _thumb(answer: list[Any]) -> Thumb:
    width, height, rgb = int(answer[0]), int(answer[1]), base64.b64decode(answer[2], validate=True)
    if not (0 < width <= THUMB_WIDTH and 0 < height <= THUMB_HEIGHT and len(rgb) == 3 * width * height):
        raise ValueError("a small copy that is not whole")
    return Thumb(width, height, rgb)
