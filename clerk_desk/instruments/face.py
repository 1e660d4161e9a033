"""The second pair of eyes: finds faces on a picture, if the optional detector is installed.

The detector (OpenCV's Haar cascade, its model lies in the same wheel) works offline and only says where a face is.
It knows nobody, and nothing of it is kept but the squares.
"""

import importlib.util
from pathlib import Path

from PIL import Image, ImageOps

from clerk_desk.rules.framing import Face

_WIDTH = 320  # pixels: faces on photos for documents are large, more would only cost time
_SMALLEST = 0.12  # of the width: smaller ones are patterns of curtains
_BESIDE = 0.4  # of the largest face: what is smaller is the pattern of a shirt
_MODEL = "haarcascade_frontalface_alt2.xml"
_NEIGHBOURS = 5
_STEP = 1.1


def installed() -> bool:
    """Whether faces can be looked for on this machine."""
    return importlib.util.find_spec("cv2") is not None


def find(picture: Image.Image, grain: float = 1.0) -> tuple[Face, ...] | None:
    """The faces on an RGB picture, the largest first; None if the detector is not installed.

    They are in pixels of the picture times `grain` (pixels of the file to one of the picture).
    """
    if not installed():
        return None
    # Imported here and not above: it costs a quarter of a second and 30 MB, in this process alone and only if needed.
    try:
        import cv2
        import numpy
    except (ImportError, OSError, MemoryError):  # installed, but not for this machine: the desk does without
        return None
    cv2.setNumThreads(1)
    scale = min(1.0, _WIDTH / picture.width)
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    grey = ImageOps.autocontrast(picture.resize(size, Image.Resampling.BOX, reducing_gap=3.0).convert("L"), cutoff=1)
    detector = cv2.CascadeClassifier(str(Path(cv2.__file__).parent / "data" / _MODEL))
    smallest = max(24, round(size[0] * _SMALLEST))
    squares = detector.detectMultiScale(numpy.asarray(grey), _STEP, _NEIGHBOURS, minSize=(smallest, smallest))
    found = [Face(*(round(int(edge) / scale * grain) for edge in square)) for square in squares]
    largest = max((one.width for one in found), default=0)
    people = [one for one in found if one.width >= _BESIDE * largest]
    return tuple(sorted(people, key=lambda one: one.width, reverse=True))
