"""What is seen on a photo of a child besides the light: the wall, the colour, the face."""

from collections.abc import Iterator

from clerk_desk.objection import Message, mark
from clerk_desk.rules.framing import HEAD_LEAST, HEAD_MOST, OFF_CENTRE, head_share, off_centre
from clerk_desk.rules.measures import Facts, Measures, Verdict, doubtful, good, wrong

BUSY, UNEVEN, DIM_BACKGROUND = 40, 20, 110
GREY, TINTED = 8, 60
"""Bounds of the gauge's numbers, 0 to 255; calibrated on pictures drawn by the tests, see there."""


def background(m: Measures) -> Verdict:
    """Whether the child stands before a plain light wall."""
    spread: Facts = {"number": round(m.background_spread), "most": UNEVEN}
    if m.background_spread > BUSY:
        return wrong(
            "background",
            Message(
                "Something is behind the child ({number}, at most {most} is asked): a plain light wall is needed.",
                spread,
            ),
        )
    if m.background_spread > UNEVEN:
        return doubtful(
            "background",
            Message("The background is uneven ({number}, at most {most} is asked): look for shadows.", spread),
        )
    if m.background < DIM_BACKGROUND:
        number = round(m.background)
        return doubtful(
            "background", Message("The background is dark ({number} of 255): a light one is usual.", {"number": number})
        )
    return good("background", Message("The background is even ({number}).", spread))


def colour(m: Measures) -> Verdict:
    """Whether there is colour in it, and none in the wall."""
    if m.saturation < GREY:
        return doubtful("colour", Message("There is no colour in it: a colour photo is usual."))
    if m.cast > TINTED:
        return doubtful(
            "colour", Message("The background has a tint ({number}): a white one is usual.", {"number": round(m.cast)})
        )
    return good("colour", Message("In colour."))


def people(m: Measures) -> Iterator[Verdict]:
    """Whether there is one face, of the usual height and in the middle; nothing if none were looked for."""
    if m.faces is None:
        return
    if len(m.faces) != 1:
        text = (
            mark("No face was found: look whether it is the right picture.")
            if not m.faces
            else mark("{number} faces were found: only the child may be on the photo.")
        )
        yield Verdict("faces", "warning" if not m.faces else "error", Message(text, {"number": len(m.faces)}))
        return
    yield good("faces", Message("One face."))
    face = m.faces[0]
    head = head_share(face, m.height)
    bounds: Facts = {"number": head, "least": HEAD_LEAST, "most": HEAD_MOST}
    if head < HEAD_LEAST:
        yield doubtful(
            "head",
            Message("The head is small: {number} % of the height, {least} to {most} is usual. Cut closer.", bounds),
        )
    elif head > HEAD_MOST:
        yield doubtful(
            "head",
            Message("The head is large: {number} % of the height, {least} to {most} is usual. Cut wider.", bounds),
        )
    else:
        yield good("head", Message("The head takes {number} % of the height.", bounds))
    off = off_centre(face, m.width)
    if off > OFF_CENTRE:
        yield doubtful(
            "centre", Message("The face stands {number} % beside the middle: move the cut.", {"number": off})
        )
    else:
        yield good("centre", Message("The face is in the middle."))
