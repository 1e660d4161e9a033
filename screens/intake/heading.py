"""The head of an intake: since when, whether everything is saved, how long the visit takes."""

import datetime as dt
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from clerk_desk.clock import local
from clerk_desk.objection import mark
from screens.intake.drafting import Kept
from screens.plain import plain

if TYPE_CHECKING:
    from clerk_desk.language import Speaker

VISIT_MINUTES = 15
"""Minutes that a visit should take at most: the norm of the sibling services."""


def heading(
    since: dt.datetime | None, kept: Kept, began: dt.datetime, now: dt.datetime, speaker: "Speaker", width: int
) -> Content:
    """The head in one line of `width` cells: left since when, in the middle the saving, right the visit."""
    left = _say(speaker, mark("INTAKE since {moment}"), moment=_when(since, now, speaker)) if since is not None else ""
    minutes = max(0, int((now - began).total_seconds() // 60))
    right = _say(speaker, mark("visit {minutes} min of {norm}"), minutes=minutes, norm=VISIT_MINUTES)
    style = "$warning" if minutes > VISIT_MINUTES else "$quiet"
    middle, tone = saving(kept, speaker)
    if kept.trouble is not None or kept.elsewhere is not None:
        # What went wrong is said whole, over as many lines as it needs.
        return Content.assemble((left, "bold $foreground"), "   ", (middle, tone))
    room = width - cell_len(left) - cell_len(middle) - cell_len(right)
    if room < 4:
        return Content.assemble((left, "bold $foreground"), "  ", (middle, tone))
    first = max(2, (width - cell_len(middle)) // 2 - cell_len(left))
    first = min(first, room - 2)
    return Content.assemble(
        (left, "bold $foreground"), " " * first, (middle, tone), " " * (room - first), (right, style)
    )


def with_keys(left: Content, on_a_list: bool, speaker: "Speaker", width: int) -> Content:
    """A line of `width` cells with the keys of leafing at its right, where there is room for them behind `left`."""
    on_the_form = mark("Enter on   ↑↓ every field   PgUp PgDn step")
    keys = _say(speaker, mark("↑↓ Enter to a field   PgUp step") if on_a_list else on_the_form)
    room = width - left.cell_length - cell_len(keys)
    return left if room < 2 else Content.assemble(left, " " * room, (keys, "$quiet"))


def saving(kept: Kept, speaker: "Speaker") -> tuple[str, str]:
    """What is said of the saving, and its colour."""
    wrong = kept.elsewhere or kept.trouble
    if wrong is not None:
        return plain(speaker.message(wrong)), "$error"
    if kept.at is None:
        return _say(speaker, mark("every change is saved")), "$quiet"
    return _say(speaker, mark("all changes saved {time}"), time=f"{local(kept.at):%H:%M:%S}"), "$success"


def _when(since: dt.datetime, now: dt.datetime, speaker: "Speaker") -> str:
    if local(since).date() == local(now).date():
        return f"{local(since):%H:%M:%S}"
    return plain(speaker.moment(since))


def _say(speaker: "Speaker", text: str, **facts: object) -> str:
    return plain(speaker.say(text, **facts))
