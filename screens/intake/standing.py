"""How the form stands by the rules: the sentences under its fields, and what each step still lacks."""

from typing import TYPE_CHECKING

from clerk_desk.objection import mark
from clerk_desk.rules.form import Step
from screens.plain import plain
from screens.widgets.field import Saying
from screens.widgets.step_rail import Stop

if TYPE_CHECKING:
    from clerk_desk.duties.intake import Examination
    from clerk_desk.language import Speaker

STEPS = {
    Step.APPLICANT: mark("Applicant"),
    Step.CHILD: mark("Child"),
    Step.PHOTOS: mark("Photos"),
    Step.MEDICAL: mark("Medical"),
    Step.REVIEW: mark("Review"),
}


def sayings(found: "Examination | None", speaker: "Speaker") -> dict[str, list[Saying]]:
    """The sentences under each field: good news where nothing is wrong, then what the rules say."""
    said: dict[str, list[Saying]] = {}
    if found is None:
        return said
    wrong = {remark.field for remark in found.blockers}
    for name, note in found.notes.items():
        if name not in wrong:
            said.setdefault(name, []).append(Saying("good", plain(speaker.message(note))))
    for remark in found.remarks:
        tone = "error" if remark.blocks else "warning"
        said.setdefault(remark.field, []).append(Saying(tone, plain(speaker.message(remark.message))))
    return said


def stops(found: "Examination | None", here: Step, speaker: "Speaker") -> list[Stop]:
    """The five steps for the rail; before the rules were asked, and of the review, nothing is counted."""
    made = []
    for number, (step, name) in enumerate(STEPS.items(), 1):
        left = found.left.get(step, 0) if found is not None and step is not Step.REVIEW else None
        words = plain(speaker.say(mark("{n} left"), n=left)) if left else ""
        made.append(Stop(number, plain(speaker.say(name)), words, left or 0, left == 0, step is here))
    return made
