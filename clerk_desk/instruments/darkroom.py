"""The darkroom: the one process that decodes a picture file, and answers with numbers and a picture encoded anew.

Started by `developing` as `python -m clerk_desk.instruments.darkroom JOB`, JOB being JSON. Its answer is one JSON
text on standard output; it writes nothing else and no file. It ends itself at its walls (see `confinement`).
"""

import base64
import io
import json
import math
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from PIL import Image

from clerk_desk.instruments import face, flatbed, gauge
from clerk_desk.instruments.blots import Point
from clerk_desk.instruments.confinement import Walls
from clerk_desk.instruments.film import Film, opened
from clerk_desk.instruments.plain_file import Spoilt
from clerk_desk.rules.framing import LEAST_HEIGHT, LEAST_WIDTH, Frame

KEPT_WIDTH, KEPT_HEIGHT = 1200, 1600
"""The most pixels of a picture that is kept: 3×4 cm at about 1000 dpi."""
KEPT_BYTES = 1_000_000
THUMB_WIDTH, THUMB_HEIGHT = 96, 128
MOST_PRINTS = 16

_QUALITIES = (90, 84, 78, 70, 60)

Answer = dict[str, Any]


def main(job: str) -> int:
    """Do the job behind walls and write the answer."""
    walls = Walls()
    sys.stdout.write(json.dumps(answer(json.loads(job), walls.ease)))
    sys.stdout.flush()
    return 0


def answer(asked: Answer, ease: Callable[[], None]) -> Answer:
    """The answer to a job; a spoilt file is an answer too. `ease` is called once the file is closed."""
    try:
        return _look(asked, ease) if asked["do"] == "look" else _develop(asked, ease)
    except Spoilt as spoilt:
        return {"spoilt": spoilt.code, "facts": spoilt.facts}
    except MemoryError:
        return {"spoilt": "too_much_memory", "facts": {}}


def _look(asked: Answer, ease: Callable[[], None]) -> Answer:
    with opened(Path(asked["path"])) as film:
        picture = film.piece(None, KEPT_WIDTH, KEPT_HEIGHT)
        found = flatbed.find_prints(picture)[:MOST_PRINTS]
        prints = [(one, *_cut_out(film, one, LEAST_WIDTH, LEAST_HEIGHT)) for one in found]
    ease()
    about = _about(picture, film, film.width, film.height, look_for_faces=not prints)
    about["prints"] = [
        _about(cut, film, width, height, look_for_faces=True)
        | {"corners": [[round(x), round(y)] for x, y in _on_page(film, one)], "angle": round(one.angle, 2)}
        for one, cut, width, height in prints
    ]
    return about


def _develop(asked: Answer, ease: Callable[[], None]) -> Answer:
    frame = Frame(*asked["frame"]) if asked["frame"] else None
    with opened(Path(asked["path"])) as film:
        if asked["print"] is None:
            part = _inside(frame, film.width, film.height)
            width, height = part.width, part.height
            picture = film.piece(part, KEPT_WIDTH, KEPT_HEIGHT)
        else:
            picture, width, height = _one_print(film, asked["print"], frame)
    ease()
    picture.thumbnail((KEPT_WIDTH, KEPT_HEIGHT), Image.Resampling.LANCZOS)
    jpeg = encode(picture)
    return _about(picture, film, width, height, look_for_faces=True) | {
        "jpeg": base64.b64encode(jpeg).decode("ascii"),
        "kept": [picture.width, picture.height],
    }


def _one_print(film: Film, number: int, frame: Frame | None) -> tuple[Image.Image, int, int]:
    """The print of that number, straightened and cut to the frame; its size in pixels of the file."""
    found = flatbed.find_prints(film.piece(None, KEPT_WIDTH, KEPT_HEIGHT))[:MOST_PRINTS]
    if not 1 <= number <= len(found):
        raise Spoilt("no_such_print", number=number, prints=len(found))
    picture, width, height = _cut_out(film, found[number - 1], KEPT_WIDTH, KEPT_HEIGHT)
    part = _inside(frame, width, height)
    grain = picture.width / width
    edges = (part.left, part.top, part.left + part.width, part.top + part.height)
    box = [round(edge * grain) for edge in edges]
    return picture.crop((box[0], box[1], max(box[0] + 1, box[2]), max(box[1] + 1, box[3]))), part.width, part.height


def _cut_out(film: Film, one: flatbed.Print, width: int, height: int) -> tuple[Image.Image, int, int]:
    """A print, straightened, of at least width × height pixels if the file has them; and its size in the file."""
    corners = _on_page(film, one)
    wide, tall = (round(math.dist(corners[side], corners[side + 1])) for side in (0, 1))
    left, top = (max(0, math.floor(min(corner[axis] for corner in corners)) - 2) for axis in (0, 1))
    right = min(film.width, math.ceil(max(corner[0] for corner in corners)) + 2)
    bottom = min(film.height, math.ceil(max(corner[1] for corner in corners)) + 2)
    box = Frame(left, top, right - left, bottom - top)
    ample = max(width / wide, height / tall, 0.0)
    piece = film.piece(box, math.ceil(box.width * ample), math.ceil(box.height * ample))
    grain_x, grain_y = piece.width / box.width, piece.height / box.height
    inside = [((x - left) * grain_x, (y - top) * grain_y) for x, y in corners]
    size = max(16, round(wide * grain_x)), max(16, round(tall * grain_y))
    return flatbed.straighten(piece, inside, size), wide, tall


def _on_page(film: Film, one: flatbed.Print) -> list[Point]:
    return [(x * film.width, y * film.height) for x, y in one.corners]


def _inside(frame: Frame | None, width: int, height: int) -> Frame:
    """The frame as far as it lies inside the picture; Spoilt if nothing of it does."""
    if frame is None:
        return Frame(0, 0, width, height)
    left, top = max(0, frame.left), max(0, frame.top)
    right, bottom = min(width, frame.left + frame.width), min(height, frame.top + frame.height)
    if right - left < 16 or bottom - top < 16:
        raise Spoilt("frame_outside")
    return Frame(left, top, right - left, bottom - top)


def _about(picture: Image.Image, film: Film, width: int, height: int, *, look_for_faces: bool) -> Answer:
    """Size, small copy and measures of a picture; faces in pixels of the file, like width and height."""
    faces = face.find(picture, width / picture.width) if look_for_faces else None
    measures = gauge.measure(picture, width=width, height=height, dpi=film.dpi, turned=film.turned, faces=faces)
    small = picture.copy()
    small.thumbnail((THUMB_WIDTH, THUMB_HEIGHT), Image.Resampling.LANCZOS, reducing_gap=3.0)
    thumb = [small.width, small.height, base64.b64encode(small.tobytes()).decode("ascii")]
    return {"width": width, "height": height, "thumb": thumb, "measures": asdict(measures)}


def encode(picture: Image.Image) -> bytes:
    """The picture as a JPEG under KEPT_BYTES with nothing in it but the picture. `picture` is RGB and may shrink."""
    plain = Image.frombytes("RGB", picture.size, picture.tobytes())  # without any note that came with the file
    while True:
        for quality in _QUALITIES:
            written = io.BytesIO()
            plain.save(written, "JPEG", quality=quality, optimize=True)
            if written.tell() < KEPT_BYTES:
                return written.getvalue()
        plain = plain.resize((plain.width * 3 // 4, plain.height * 3 // 4), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
