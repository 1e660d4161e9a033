"""What two children alike seem to be, in the clerk's words and the desk's colours."""

from typing import TYPE_CHECKING

from clerk_desk.objection import mark
from clerk_desk.rules.similarity import Kind
from screens.plain import plain
from screens.words import STAGES

if TYPE_CHECKING:
    from clerk_desk.language import Speaker
    from clerk_desk.ledgers.likenesses import KnownChild

_KINDS = {
    Kind.SAME_IIN: mark("the same child, by its IIN"),
    Kind.SAME: mark("very probably the same child"),
    Kind.ALIKE: mark("perhaps the same child"),
    Kind.TWIN: mark("same parent: a twin?"),
}
_TONES = {Kind.SAME_IIN: "$error", Kind.SAME: "$warning", Kind.ALIKE: "$warning", Kind.TWIN: "$quiet"}


def kind_said(child: "KnownChild", speaker: "Speaker") -> str:
    """What the known child seems to be to the one on the form."""
    return plain(speaker.say(_KINDS[child.kind]))


def tone_of(child: "KnownChild") -> str:
    """The colour in which that is said: a twin is nothing to be alarmed at."""
    return _TONES[child.kind]


def reasons_said(child: "KnownChild", speaker: "Speaker") -> str:
    """Why they seem so, where the kind does not say it already."""
    if child.kind in (Kind.SAME_IIN, Kind.TWIN):
        return ""
    return " · ".join(plain(speaker.message(reason)) for reason in child.reasons)


def stage_said(child: "KnownChild", speaker: "Speaker") -> str:
    """How far the known child's application has come."""
    return plain(speaker.say(STAGES[child.stage]))
