"""The frame of a photo for documents: 3×4 cm, and how the head stands in it."""

from dataclasses import dataclass

WIDTH_MM, HEIGHT_MM = 30, 40
"""The print that the founding notice asks for: 3×4 cm."""

RATIO = WIDTH_MM / HEIGHT_MM

LEAST_WIDTH, LEAST_HEIGHT = 354, 472
"""The pixels of such a print at 300 dots to the inch."""

HEAD_IN_FACE = 0.75
"""A face detector's square reaches from the brows' upper side to the chin: about three quarters of the head."""
HEAD_LEAST, HEAD_MOST, OFF_CENTRE = 50, 80, 12
"""The head's height in percent of the picture, and how far from the middle it may stand, in percent of the width."""

_HEAD_WISHED = 0.65  # of the height
_AIR_ABOVE = 0.4  # of what the head leaves free


@dataclass(frozen=True, slots=True)
class Face:
    """Where a face was found, in pixels of the picture that was measured: the detector's square."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the upright picture, in its pixels: what is kept when it is cut."""

    left: int
    top: int
    width: int
    height: int


def head_share(face: Face, height: int) -> int:
    """The head's height, crown to chin, in percent of the picture's height."""
    return round(100 * face.height / HEAD_IN_FACE / height)


def off_centre(face: Face, width: int) -> int:
    """How far the face's middle stands beside the picture's, in percent of the picture's width."""
    return round(100 * abs(face.left + face.width / 2 - width / 2) / width)


def cut(width: int, height: int, faces: tuple[Face, ...] | None = None) -> Frame:
    """The 3:4 part of a picture that is proposed to be kept: the largest one.

    If exactly one face was found and the largest part would show it small or beside the middle, the part is laid
    around the head, as far as there are pixels enough.
    """
    largest = _laid(width, height, min(width, height * WIDTH_MM // HEIGHT_MM), 0.5 * width, 0.5 * height)
    if faces is None or len(faces) != 1:
        return largest
    face = faces[0]
    head = face.height / HEAD_IN_FACE
    crown, middle = face.top + face.height - head, face.left + face.width / 2
    shifted = Face(face.left - largest.left, face.top - largest.top, face.width, face.height)
    inside = largest.top <= crown and face.top + face.height <= largest.top + largest.height
    if inside and head_share(face, largest.height) >= HEAD_LEAST and off_centre(shifted, largest.width) <= OFF_CENTRE:
        return largest
    wide = min(largest.width, max(LEAST_WIDTH, round(head / _HEAD_WISHED * RATIO)))
    tall = wide * HEIGHT_MM // WIDTH_MM
    return _laid(width, height, wide, middle, crown + head / 2 + (tall - head) * (0.5 - _AIR_ABOVE))


def _laid(width: int, height: int, wide: int, x: float, y: float) -> Frame:
    """A 3:4 frame of that width, its middle as near to (x, y) as the picture allows."""
    wide = max(1, wide)
    tall = max(1, min(height, wide * HEIGHT_MM // WIDTH_MM))
    left, top = round(x - wide / 2), round(y - tall / 2)
    return Frame(max(0, min(left, width - wide)), max(0, min(top, height - tall)), wide, tall)
