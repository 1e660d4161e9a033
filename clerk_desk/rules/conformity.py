"""What a "no" means: a lacking paper holds receiving up; one that does not conform is a warning, and a proof later."""

from collections.abc import Mapping

from clerk_desk.objection import Remark, error, mark, warning
from clerk_desk.rules.form import Answers
from clerk_desk.rules.online import online
from data.law import Policy
from data.vocabulary import Differs

_HOLDS_UP: Mapping[str, tuple[str, str]] = {
    "applicant.is_holder": ("not_the_holder", mark("The document is somebody else's: ask for the applicant's own.")),
    "applicant.original_returned": (
        "original_not_returned",
        mark("Give the original back to the applicant, then answer yes."),
    ),
    "application.form_present": (
        "missing_paper",
        mark("The application is missing: give the parent the form to fill in."),
    ),
    "application.consent_processing": (
        "no_consent",
        mark("Without this consent the data may not be kept: ask the parent to sign it."),
    ),
    "form_065.present": ("missing_paper", mark("This form is missing: ask for it, the clinic gives it out.")),
    "form_052.present": ("missing_paper", mark("This form is missing: ask for it, the clinic gives it out.")),
}

_UNSIGNED_FORM = mark("Unsigned it does not conform and may be refused on ground 2: have the clinic sign it.")
_UNSTAMPED_FORM = mark("Unstamped it does not conform and may be refused on ground 2: have the clinic stamp it.")
_ANOTHER_CHILDS = mark("Another child's form does not conform and may be refused on ground 2: ask for this child's.")
_DIFFERS: Mapping[str, str] = {
    Differs.NAME: mark(
        "Another name stands on it: it does not conform and may be refused on ground 2. Have the clinic write it right."
    ),
    Differs.BORN: mark(
        "Another date of birth stands on it: it does not conform and may be refused on ground 2. "
        "Have the clinic write it right."
    ),
    Differs.BOTH: mark(
        "Name and date of birth are another child's: it does not conform and may be refused on ground 2. "
        "Ask for this child's."
    ),
}
"""What is said of a form that is not this child's, by what differs on it; before that is answered, _ANOTHER_CHILDS."""

_DOES_NOT_CONFORM: Mapping[str, str] = {
    "application.form_signed": mark("Unsigned it does not conform and may be refused on ground 2: ask to sign it."),
    "photos.size_3x4": mark("Another size does not conform and may be refused on ground 2: ask for 3×4 cm."),
    "photos.of_this_child": mark(
        "Photos of somebody else do not conform and may be refused on ground 2: ask for this child's."
    ),
    "photos.recent": mark(
        "Photos older than {months} months do not conform and may be refused on ground 2: ask for recent ones."
    ),
    "form_065.signed": _UNSIGNED_FORM,
    "form_052.signed": _UNSIGNED_FORM,
    "form_065.stamped": _UNSTAMPED_FORM,
    "form_052.stamped": _UNSTAMPED_FORM,
    "form_065.of_this_child": _ANOTHER_CHILDS,
    "form_052.of_this_child": _ANOTHER_CHILDS,
}


_NOT_ATTACHED = mark("Not attached in the portal: it does not conform and may be refused on ground 2.")


def if_no(field: str, answers: Answers, policy: Policy) -> tuple[Remark, ...]:
    """What must be said of a field that was answered "no"; of another child's form also what differs on it.

    A portal has taken the application in already: what lacks there holds nothing up, it is a matter of the answer.
    """
    if online(answers):
        return (warning("does_not_conform", field, _NOT_ATTACHED),) if field.endswith(".present") else ()
    if field in _HOLDS_UP:
        code, text = _HOLDS_UP[field]
        return (error(code, field, text),)
    if field in _DOES_NOT_CONFORM:
        paper, _, part = field.partition(".")
        differs = _DIFFERS.get(answers.get(f"{paper}.differs", "")) if part == "of_this_child" else None
        facts = {"months": policy.photo_months} if field == "photos.recent" else {}
        return (warning("does_not_conform", field, differs or _DOES_NOT_CONFORM[field], **facts),)
    if field == "application.consent_access":
        return (
            warning("no_access_consent", field, "Not given: say so to the parent; the papers alone must tell it all."),
        )
    return ()
