"""The photo of the child: how many prints must be given, and whether its picture is one that a school can keep.

The founding notice asks for two photos 3×4 cm and says no more. What is asked here of a picture beyond that is
what offices that take photos for documents ask (a light, even background, one face, sharp and neither dark nor
pale). All of it is advice: the two prints are what counts, and no verdict holds an application up.
"""

from collections.abc import Iterator

from clerk_desk.objection import Message, Remark, error
from clerk_desk.rules.framing import HEIGHT_MM as HEIGHT_MM
from clerk_desk.rules.framing import LEAST_HEIGHT as LEAST_HEIGHT
from clerk_desk.rules.framing import LEAST_WIDTH as LEAST_WIDTH
from clerk_desk.rules.framing import RATIO
from clerk_desk.rules.framing import WIDTH_MM as WIDTH_MM
from clerk_desk.rules.framing import Face as Face
from clerk_desk.rules.framing import Frame as Frame
from clerk_desk.rules.measures import Facts, doubtful, good, wrong
from clerk_desk.rules.measures import Measures as Measures
from clerk_desk.rules.measures import Tone as Tone
from clerk_desk.rules.measures import Verdict as Verdict
from clerk_desk.rules.portraits import background, colour, people

TOLERANCE_MM = 1
"""By how much a print of 30 × 40 mm may be off."""

LEAST_DPI = 299
"""Scanners that say 300 dots to the inch may write it as dots to the centimetre, rounded."""

_NO_PRINT_MM = (2 * WIDTH_MM, 2 * HEIGHT_MM)  # beyond it nobody scanned a small print: the resolution is a program's
_RATIO_OFF = TOLERANCE_MM / WIDTH_MM  # a width off by the tolerance, at the right height

# The bounds of the numbers that the gauge gives; calibrated on pictures drawn by the tests, see there.
BLURRED, SOFT = 45, 65
DARK, DIM, PALE, WASHED_OUT = 70, 90, 210, 225
BURNT = 0.30
FLAT, WEAK = 60, 85


def judge(measures: Measures) -> tuple[Verdict, ...]:
    """One verdict of each check, in the order in which a clerk would look; advice, none of them blocks.

    A check that could not say anything of its own is left out: millimetres without a resolution or with a wrong
    ratio; contrast, background and colour of a picture that is too dark or too pale; colour of a flat one; what
    stands where in a picture that lies on its side; faces that were not looked for.
    """
    shape, light = tuple(_shape(measures)), tuple(_light(measures))
    errors = {verdict.code for verdict in (*shape, *light) if verdict.tone == "error"}
    verdicts = [*shape, *light]
    if not errors & {"upright", "exposure"}:
        verdicts.append(background(measures))
    if not errors & {"upright", "exposure", "contrast"}:
        verdicts.append(colour(measures))
    if "upright" not in errors:
        verdicts += people(measures)
    return tuple(verdicts)


def prints_found(number: int) -> Verdict:
    """What is said of a flatbed page with photos lying on it, instead of verdicts on the page."""
    if number == 1:
        return good(
            "prints", Message("One photo lies on the page: it is cut out and straightened.", {"number": number})
        )
    return good(
        "prints",
        Message("{number} photos lie on the page: choose one, it is cut out and straightened.", {"number": number}),
    )


def worst(verdicts: tuple[Verdict, ...]) -> Tone:
    """The tone of the whole list: "error" if there is one, else "warning" if there is one, else "good"."""
    tones = {verdict.tone for verdict in verdicts}
    return "error" if "error" in tones else "warning" if "warning" in tones else "good"


def count_remarks(count: int, needed: int, field: str = "") -> tuple[Remark, ...]:
    """An error while fewer prints were given than are needed (founding notice: two)."""
    if count >= needed:
        return ()
    if needed - count == 1:
        return (error("missing_paper", field, "One photo is missing: ask for it, {needed} are needed.", needed=needed),)
    return (
        error(
            "missing_paper",
            field,
            "{missing} photos are missing: ask for them, {needed} are needed.",
            missing=needed - count,
            needed=needed,
        ),
    )


def _shape(m: Measures) -> Iterator[Verdict]:
    lying = _is_lying(m)
    fits = abs(m.width / m.height / RATIO - 1) <= _RATIO_OFF
    if lying:
        yield wrong("upright", Message("It lies on its side: turn it, then attach it again."))
    elif m.turned:
        yield good("upright", Message("Upright: the desk turned it as the camera said."))
    else:
        yield good("upright", Message("Upright."))
    if fits:
        yield good("ratio", Message("The sides are 3:4."))
    elif not lying:
        yield wrong("ratio", Message("The sides are not 3:4: cut it to 3:4."))
    if m.size_mm is not None and fits:
        yield _size(*m.size_mm)
    yield _pixels(m)


def _is_lying(m: Measures) -> bool:
    """A print that was scanned on its side. A camera's wide picture is not: the child stands upright in it."""
    if m.turned or abs(m.height / m.width / RATIO - 1) > _RATIO_OFF:
        return False
    return m.dpi is not None if m.faces is None else not m.faces


def _pixels(m: Measures) -> Verdict:
    facts: Facts = {"width": m.width, "height": m.height, "least_width": LEAST_WIDTH, "least_height": LEAST_HEIGHT}
    enough = min(m.width, m.height) >= LEAST_WIDTH and max(m.width, m.height) >= LEAST_HEIGHT
    if enough or (_is_right_size(m.size_mm) and m.dpi is not None and m.dpi >= LEAST_DPI):
        return good("pixels", Message("{width} × {height} pixels: enough.", facts))
    return wrong(
        "pixels",
        Message(
            "{width} × {height} pixels, at least {least_width} × {least_height} are asked: scan it at 300 dpi or more.",
            facts,
        ),
    )


def _is_right_size(size: tuple[float, float] | None) -> bool:
    return size is not None and all(
        abs(side - asked) <= TOLERANCE_MM for side, asked in zip(size, (WIDTH_MM, HEIGHT_MM), strict=True)
    )


def _size(width: float, height: float) -> Verdict:
    facts: Facts = {
        "width": _tenths(width),
        "height": _tenths(height),
        "asked_width": WIDTH_MM,
        "asked_height": HEIGHT_MM,
    }
    if _is_right_size((width, height)):
        return good("size", Message("{width} × {height} mm by its resolution.", facts))
    if width > _NO_PRINT_MM[0] or height > _NO_PRINT_MM[1]:
        return doubtful(
            "size",
            Message("{width} × {height} mm by its resolution: no small print was scanned. Look at the prints.", facts),
        )
    return wrong(
        "size",
        Message(
            "{width} × {height} mm by its resolution, {asked_width} × {asked_height} is asked: "
            "ask for prints of this size, or cut it closer.",
            facts,
        ),
    )


def _tenths(number: float) -> str:
    return str(round(number)) if number == round(number) else str(number)


def _light(m: Measures) -> Iterator[Verdict]:
    sharp: Facts = {"number": round(m.sharpness), "least": SOFT}
    if m.sharpness < BLURRED:
        yield wrong(
            "sharpness",
            Message("Blurred ({number}, {least} is asked): wipe the glass and scan the print again.", sharp),
        )
    elif m.sharpness < SOFT:
        yield doubtful(
            "sharpness", Message("A little soft ({number}, {least} is asked): look whether it is sharp.", sharp)
        )
    else:
        yield good("sharpness", Message("Sharp ({number}).", sharp))
    yield (exposure := _exposure(m))
    if exposure.tone == "error":
        return
    contrast: Facts = {"number": round(m.contrast), "least": WEAK}
    if m.contrast < FLAT:
        yield wrong(
            "contrast", Message("Flat ({number}, {least} is asked): scan the print again with more contrast.", contrast)
        )
    elif m.contrast < WEAK:
        yield doubtful("contrast", Message("Rather flat ({number}, {least} is asked).", contrast))
    else:
        yield good("contrast", Message("Contrast is good ({number}).", contrast))


def _exposure(m: Measures) -> Verdict:
    light: Facts = {"number": round(m.brightness), "least": DIM, "most": PALE}
    if m.brightness < DARK:
        return wrong("exposure", Message("Too dark ({number} of 255): take it again with more light.", light))
    if m.brightness > WASHED_OUT or m.white > BURNT:
        return wrong("exposure", Message("Too pale ({number} of 255): take it again with less light.", light))
    if m.brightness < DIM:
        return doubtful(
            "exposure", Message("Rather dark ({number} of 255): look whether the face is seen well.", light)
        )
    if m.brightness > PALE:
        return doubtful(
            "exposure", Message("Rather pale ({number} of 255): look whether the face is seen well.", light)
        )
    return good("exposure", Message("Lit well ({number} of 255).", light))
