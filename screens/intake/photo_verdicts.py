"""What the machine says of a picture, drawn: what is wrong first with what to do, the rest as briefly as fits."""

from collections.abc import Sequence

from textual.content import Content

from clerk_desk.language import Speaker
from clerk_desk.rules.photos import Verdict
from screens.plain import plain
from screens.widgets.drawn import SIGNS
from screens.widgets.field import wrapped

_TONES = {"error": "$error", "warning": "$warning", "good": "$success"}


def verdicts_drawn(verdicts: Sequence[Verdict], speaker: Speaker, width: int, height: int) -> Content:
    """The list in lines of at most `width` cells; where it would be higher than `height`, the good ones share lines."""
    good = [one for one in verdicts if one.tone == "good"]
    lines = loud_drawn(verdicts, speaker, width)
    if lines and good and len(lines) + len(good) < height:
        lines.append(Content(""))
    each = [line for one in good for line in _line("$quiet", SIGNS["good"], _said(one, speaker), width)]
    if len(lines) + len(each) > height and good:
        each = _line("$quiet", SIGNS["good"], " ".join(_said(one, speaker) for one in good), width)
    return Content("\n").join([*lines, *each])


def loud_drawn(verdicts: Sequence[Verdict], speaker: Speaker, width: int) -> list[Content]:
    """Only what is to be looked at, what is wrong first."""
    loud = [one for tone in ("error", "warning") for one in verdicts if one.tone == tone]
    return [line for one in loud for line in _line(_TONES[one.tone], SIGNS[one.tone], _said(one, speaker), width)]


def in_lines(text: str, style: str, width: int) -> Content:
    """A sentence in lines of at most `width` cells."""
    rows = wrapped([(word, "") for word in plain(text).split()], max(8, width), " ")
    return Content("\n").join([Content.styled("".join(part for part, _ in row), style) for row in rows])


def _said(one: Verdict, speaker: Speaker) -> str:
    return plain(speaker.message(one.message))


def _line(tone: str, sign: str, text: str, width: int) -> list[Content]:
    """A sentence under its sign; the sign of what is good is green, its words are quiet."""
    rows = wrapped([(word, "") for word in text.split()], max(8, width - 2), " ")
    first = "$success" if tone == "$quiet" else f"bold {tone}"
    return [
        Content.assemble((f"{sign} " if at == 0 else "  ", first), ("".join(part for part, _ in row), tone))
        for at, row in enumerate(rows)
    ]
