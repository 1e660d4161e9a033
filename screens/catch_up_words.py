"""What the fields of a portal's form are called at the desk: in Kazakh and Russian as on the portal, else our own."""

from collections.abc import Mapping

from clerk_desk.language import Speaker
from clerk_desk.objection import mark
from clerk_desk.rules.catch_up import PortalField
from screens.plain import plain
from screens.words import field_label

_OWN: Mapping[str, str] = {
    "desk.number": mark("Number on paper"),
    "desk.received": mark("Received on paper"),
    "answer.outcome": mark("Answer"),
    "answer.class_set": mark("Class-set"),
    "answer.date": mark("Date of the answer"),
    "answer.grounds_kk": mark("Ground, in Kazakh"),
    "answer.grounds_ru": mark("Ground, in Russian"),
    "answer.reasons": mark("Reasons"),
    "entry.number": mark("Number on the portal"),
    "notice.kk": mark("Notice, in Kazakh"),
    "notice.ru": mark("Notice, in Russian"),
}


def portal_label(field: PortalField, speaker: Speaker) -> str:
    """The name of a field as this clerk reads it."""
    if speaker.language in ("kk", "ru"):
        return plain(field.kk if speaker.language == "kk" else field.ru)
    return plain(speaker.say(_OWN[field.name])) if field.name in _OWN else field_label(field.name, speaker)
