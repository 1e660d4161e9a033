"""The 3:4 cut that a clerk moves over a picture by keys, and what is said of the part inside it."""

from dataclasses import replace

from clerk_desk.rules.photos import HEIGHT_MM, WIDTH_MM, Face, Frame, Measures, Verdict, judge
from screens.widgets.half_blocks import Cut

_STEPS = 40
"""Steps of the cut from one side of the picture to the other."""

_LEAST = 30
"""Pixels that a cut is wide at least."""


def moved(frame: Frame, width: int, height: int, right: int, down: int) -> Frame:
    """The cut so many steps on, always inside a picture of `width` × `height` pixels."""
    step = max(1, min(width, height) // _STEPS)
    left = _within(frame.left + right * step, width - frame.width)
    return replace(frame, left=left, top=_within(frame.top + down * step, height - frame.height))


def sized(frame: Frame, width: int, height: int, steps: int) -> Frame:
    """The cut so many steps wider (or, below nothing, narrower) around its middle, 3:4 and inside the picture."""
    most = min(width, height * WIDTH_MM // HEIGHT_MM)
    wide = max(min(_LEAST, most), min(most, frame.width + steps * max(1, most // _STEPS) * 2))
    tall = min(height, max(1, wide * HEIGHT_MM // WIDTH_MM))
    left = frame.left + (frame.width - wide) // 2
    top = frame.top + (frame.height - tall) // 2
    return Frame(_within(left, width - wide), _within(top, height - tall), wide, tall)


def shares(frame: Frame, width: int, height: int) -> Cut:
    """The cut as shares of the picture's sides, as it is drawn."""
    return (
        frame.left / width,
        frame.top / height,
        (frame.left + frame.width) / width,
        (frame.top + frame.height) / height,
    )


def judged(measures: Measures, frame: Frame) -> tuple[Verdict, ...]:
    """What is to be said of the part inside the cut: its own shape and its own faces, the light of the whole.

    When it is attached the part is measured anew.
    """
    faces = measures.faces
    if faces is not None:
        faces = tuple(_seen_from(face, frame) for face in faces if _mostly_inside(face, frame))
    return judge(replace(measures, width=frame.width, height=frame.height, faces=faces))


def _seen_from(face: Face, frame: Frame) -> Face:
    return replace(face, left=face.left - frame.left, top=face.top - frame.top)


def _mostly_inside(face: Face, frame: Frame) -> bool:
    across, down = face.left + face.width / 2 - frame.left, face.top + face.height / 2 - frame.top
    return 0 <= across <= frame.width and 0 <= down <= frame.height


def _within(value: int, most: int) -> int:
    return max(0, min(value, most))
