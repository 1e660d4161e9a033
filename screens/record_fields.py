"""Which field of a record is meant: first the paper, then the field on it."""

from collections.abc import Sequence

from clerk_desk.duties.register import Record
from clerk_desk.objection import mark
from clerk_desk.rules import form
from screens.talking import TalkingScreen
from screens.widgets.ways import Way
from screens.windows import Choose
from screens.words import answer_words


def _names(paper: str, parts: str) -> tuple[str, ...]:
    return tuple(f"{paper}.{part}" for part in parts.split())


_MEDICAL = "present number issued clinic signed stamped of_this_child differs"

SECTIONS: Sequence[tuple[str, tuple[str, ...]]] = (
    (
        mark("Identity document"),
        _names(
            "applicant",
            "shown document_kind document_number document_issuer document_valid_until is_holder digital_check"
            " original_returned",
        ),
    ),
    (
        mark("Applicant"),
        _names(
            "applicant",
            "surname given_name patronymic iin born sex relation phone second_phone email basis_kind basis_number"
            " basis_date",
        ),
    ),
    (
        mark("Child"),
        _names(
            "child",
            "surname given_name patronymic iin born sex citizenship address birth_certificate no_iin_reason"
            " special_needs conclusion_number",
        ),
    ),
    (
        mark("Application"),
        _names(
            "application",
            "language wished_class_set catchment form_present form_date form_signed consent_processing consent_access",
        ),
    ),
    (mark("Photos"), _names("photos", "count size_3x4 of_this_child recent")),
    ("065/у", _names("form_065", _MEDICAL)),
    ("052-2/у", _names("form_052", _MEDICAL)),
)
"""The fields as a clerk looks for them: by paper, then by field. Every field of the form stands here once (tested)."""


_WHOLE = {0: "identity", 3: "application", 4: "photos", 5: "form_065", 6: "form_052"}
"""Which paper of the notice a section is, where it is one: a finding may be about the paper as a whole."""


async def choose_field(room: TalkingScreen, record: Record, title: str, *, whole: bool = False) -> str | None:
    """First the paper, then the field of it, both by digits; Esc goes back one step.

    With `whole` the paper itself can be meant, under its word in the list of papers.
    """
    while True:
        papers = [Way(at, room.say(words)) for at, (words, _) in enumerate(SECTIONS)]
        at = await room.window(Choose(title, papers))
        if at is None:
            return None
        words, names = SECTIONS[at]
        asked = [name for name in names if form.asked(form.field(name), record.answers)]
        ways = [_field_way(room, record, name) for name in asked]
        if whole and at in _WHOLE:
            ways.insert(0, Way(_WHOLE[at], room.say(mark("the paper as a whole"))))
        chosen = await room.window(Choose(title, ways, room.say(words)))
        if chosen is not None:
            return chosen


def _field_way(room: TalkingScreen, record: Record, name: str) -> Way[str]:
    label = room.say(form.field(name).label)
    answer = answer_words(name, record.answers.get(name, ""), room.station.speaker)
    return Way(name, f"{label}: {answer}")
