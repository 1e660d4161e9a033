"""The five papers as the clerk checks them in the hand: what is looked at on each, and what "all in order" says.

Nothing here is ever answered by itself: the clerk presses the key after looking at the paper.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from clerk_desk.objection import mark
from clerk_desk.rules.choices import NO, YES
from clerk_desk.rules.form import Answers, asked, field
from data.vocabulary import MedicalForm


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. `checks` are its questions in the order of looking; `first` is the one that offers "all in order".

    `unticked` are no ticks but questions of another kind. `filled` are answers that follow where the paper is in
    order, and are only set where none stands yet. `copied` is what else is read off the paper and may be remarkable.
    """

    title: str
    checks: tuple[str, ...]
    first: str
    copied: tuple[str, ...]
    unticked: frozenset[str] = frozenset()
    filled: Mapping[str, str] | None = None


def _names(prefix: str, parts: str) -> tuple[str, ...]:
    return tuple(f"{prefix}.{part}" for part in parts.split())


def _medical(prefix: str, title: str, number: MedicalForm) -> Paper:
    checks = _names(prefix, "present signed stamped of_this_child differs")
    differs = frozenset({f"{prefix}.differs"})
    copied = _names(prefix, "number issued")
    return Paper(title, checks, checks[0], copied, differs, {f"{prefix}.number": number.value})


PAPERS: tuple[Paper, ...] = (
    Paper(
        mark("Identity document"),
        _names("applicant", "is_holder digital_check original_returned"),
        "applicant.is_holder",
        _names("applicant", "document_number document_valid_until iin"),
        frozenset({"applicant.digital_check"}),
    ),
    Paper(
        mark("Application"),
        _names("application", "form_present form_signed consent_processing consent_access"),
        "application.form_present",
        ("application.form_date",),
    ),
    Paper(mark("Photos"), _names("photos", "size_3x4 of_this_child recent"), "photos.size_3x4", ("photos.count",)),
    _medical("form_065", mark("Vaccination card"), MedicalForm.FORM_065),
    _medical("form_052", mark("Health passport"), MedicalForm.FORM_052),
)

_OF = {name: paper for paper in PAPERS for name in paper.checks}


def paper_of(name: str) -> Paper | None:
    """The paper on which a question is looked at; None for a question that is no check of a paper."""
    return _OF.get(name)


def all_in_order(paper: Paper, answers: Answers) -> dict[str, str]:
    """What the clerk's "all in order" answers, by field: every tick of the paper, and the number it now bears.

    A number or a word that was written stays as it was written. Which check was made of a digital document is
    asked for by itself.
    """
    given = {paper.first: YES}
    for name in paper.checks:
        if name not in paper.unticked and asked(field(name), {**answers, **given}):
            given[name] = YES
    for name, answer in (paper.filled or {}).items():
        if not answers.get(name, "").strip():
            given[name] = answer
    return given


def is_in_order(paper: Paper, answers: Answers) -> bool:
    """True if every question now asked of the paper is answered, and none of them by "no"."""
    asked_now = [name for name in paper.checks if asked(field(name), answers)]
    return all(answers.get(name, "") not in ("", NO) for name in asked_now)
