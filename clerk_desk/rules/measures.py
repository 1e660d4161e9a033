"""What was measured of a picture of a child, and the form in which it is judged."""

from dataclasses import dataclass
from typing import Literal

from clerk_desk.objection import Message
from clerk_desk.rules.framing import Face

Tone = Literal["good", "warning", "error"]
Facts = dict[str, object]

_MM_IN_AN_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Measures:
    """What the gauge read from a picture. Brightness, contrast and colour are on a scale of 0 to 255.

    `width` and `height`: pixels, upright. `dpi`: dots to the inch, None if the file says none that a scanner
    could mean. `sharpness`: spread of the edges at the size of the print; `brightness`: mean of the middle, where
    the face is; `contrast`: from the dark to the light parts; `black` and `white`: shares (0 to 1) of the middle
    without any drawing; `background` and `background_spread`: brightness and unevenness of both upper sides;
    `saturation`: mean colour of the whole; `cast`: colour of the background. `turned`: the camera said that it was held
    otherwise, and the desk has turned it. `faces`: None if none were looked for.
    """

    width: int
    height: int
    dpi: float | None
    sharpness: float
    brightness: float
    contrast: float
    black: float
    white: float
    background: float
    background_spread: float
    saturation: float
    cast: float
    turned: bool
    faces: tuple[Face, ...] | None = None

    @property
    def size_mm(self) -> tuple[float, float] | None:
        """Width and height in millimetres by the resolution, to a tenth; None if the resolution is not known."""
        if self.dpi is None:
            return None
        return (
            round(self.width / self.dpi * _MM_IN_AN_INCH, 1),
            round(self.height / self.dpi * _MM_IN_AN_INCH, 1),
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one check says of the picture, with its number; if it is not good, with what to do."""

    code: str
    tone: Tone
    message: Message


def good(code: str, message: Message) -> Verdict:
    """A check with nothing to object."""
    return Verdict(code, "good", message)


def doubtful(code: str, message: Message) -> Verdict:
    """A check that asks for a second look."""
    return Verdict(code, "warning", message)


def wrong(code: str, message: Message) -> Verdict:
    """A check that most offices would refuse the photo for; here it is advice as well."""
    return Verdict(code, "error", message)
