"""The two medical forms as papers: which number is printed on them, and how old they are. No medical content, ever."""

import datetime as dt
import re

from clerk_desk.objection import Remark, warning
from clerk_desk.rules.digits import row_to_digits
from data.vocabulary import MedicalForm

OLD_NUMBERS = {"063": MedicalForm.FORM_065, "026-3": MedicalForm.FORM_052}
"""Numbers that the same forms bore before, still met on paper."""

_NUMBERS = {"065": MedicalForm.FORM_065, "052-2": MedicalForm.FORM_052} | OLD_NUMBERS
_BEFORE = re.compile(r"^(?:форма|нысан|нысаны|ф|form|№|no|n|\.|\s)+", re.IGNORECASE)
_BEHIND = re.compile(r"(?:форма|формы|нысан|нысаны|нысанындағы|form|\.|\s)+$", re.IGNORECASE)
_SUFFIX = re.compile(r"[/\\\-\s]*[уyеeұү]\b[/\\\-\s]*", re.IGNORECASE)
_TITLED = re.compile(r"иммундау паспорты|паспорт иммунизации", re.IGNORECASE)


def form_of(text: str) -> tuple[MedicalForm, bool] | None:
    """Which form a printed number means, and whether that number is an old one; None if it is neither form.

    Understood: 065/у, 065/е, 065-у, № 065/у, 052-2/у, the old 063/у and 026/у-3, and the newer title of 065/у;
    each also with digits that were typed on the Kazakh row.
    """
    return _form_of(as_meant(text))


def as_meant(text: str) -> str:
    """The number with its digits, if only so it is a form's number: қ,ғ/у typed on the Kazakh row is 065/у."""
    digits = row_to_digits(text)
    return digits if _form_of(text) is None and _form_of(digits) is not None else text


def _form_of(text: str) -> tuple[MedicalForm, bool] | None:
    if _TITLED.search(text) and not any(sign.isdigit() for sign in text):
        return MedicalForm.FORM_065, False
    number = _BEHIND.sub("", _BEFORE.sub("", _TITLED.sub("", text).strip()))
    # 026/у-3 carries its suffix in the middle: taken out, the digits of every form are read alike.
    bare = _SUFFIX.sub("-", number).strip("-/ \t.")
    bare = re.sub(r"[/\s\-]+", "-", bare)
    form = _NUMBERS.get(bare)
    return None if form is None else (form, bare in OLD_NUMBERS)


def number_remarks(form: MedicalForm, text: str, field: str = "") -> tuple[Remark, ...]:
    """Warnings: an old number, the number of the other form, a number that is neither."""
    found = form_of(text)
    if found is None:
        return (
            warning(
                "medical_number_unknown",
                field,
                "The form asked for bears the number {form}: compare it, this may be another paper.",
                form=form.value,
            ),
        )
    if found[0] is not form:
        return (
            warning(
                "medical_number_of_the_other",
                field,
                "This is the number of the other medical form; here belongs {form}.",
                form=form.value,
            ),
        )
    if found[1]:
        return (
            warning(
                "medical_number_old",
                field,
                "An old number of form {form}: the paper is taken; tell the family that the form has changed.",
                form=form.value,
            ),
        )
    return ()


def date_remarks(issued: dt.date, today: dt.date, months: int, field: str = "") -> tuple[Remark, ...]:
    """Warnings: dated ahead of today, or older than so many calendar months (custom, not law)."""
    if issued > today:
        return (warning("date_ahead", field, "This date lies ahead: compare it with the paper."),)
    age = (today.year - issued.year) * 12 + today.month - issued.month - (today.day < issued.day)
    if age >= months:
        return (
            warning(
                "medical_form_old",
                field,
                "Filled in more than {months} months ago: look whether the form is still kept up.",
                months=months,
            ),
        )
    return ()
