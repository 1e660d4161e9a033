"""The whole application under the rules: what still stands in the way, what to look at twice, what is well."""

import datetime as dt
from collections.abc import Iterable

from clerk_desk.objection import Message, Remark, error, mark, warning
from clerk_desk.rules import eligibility, iin
from clerk_desk.rules.checks import WORDS_OF_SEX, check
from clerk_desk.rules.circumstances import Circumstances as Circumstances
from clerk_desk.rules.form import Answers, Step, asked_fields, field
from clerk_desk.rules.reading import read
from clerk_desk.rules.working_time import LUNCH, OPEN
from data.law import RequiredDocument
from data.vocabulary import Sex

OUTSIDE_WINDOW = "outside_window"
"""The one blocker that an administrator may override, with a reason."""


def examine(answers: Answers, on: Circumstances) -> tuple[Remark, ...]:
    """All remarks: field by field in the form's order, then (field "") those on the whole application."""
    fields = tuple(remark for question in asked_fields(answers) for remark in check(question.name, answers, on))
    return fields + _window(on) + _hours(on)


def _window(on: Circumstances) -> tuple[Remark, ...]:
    if on.today in on.window:
        return ()
    text = mark(
        "Papers are taken from {opens} to {closes}. Outside these days an administrator may receive, with a reason."
    )
    return (error(OUTSIDE_WINDOW, "", text, opens=on.window.opens, closes=on.window.closes),)


def _hours(on: Circumstances) -> tuple[Remark, ...]:
    if on.hours_state == OPEN:
        return ()
    if on.hours_state == LUNCH:
        return (warning("outside_hours", "", "It is the lunch break: go on only if the family is at the counter."),)
    return (warning("outside_hours", "", "The office is closed now: go on only if the family is at the counter."),)


def notes(answers: Answers, on: Circumstances) -> dict[str, Message]:
    """The good news beside a field, by its name: what an IIN says, and that the age is right."""
    found: dict[str, Message] = {}
    for name, grown in (("applicant.iin", True), ("child.iin", False)):
        told = iin.parts(answers.get(name, ""))
        if told is not None and told.born is not None and told.sex is not None:
            word = _ADULTS[told.sex] if grown else WORDS_OF_SEX[told.sex]
            found[name] = Message("{person}, born {date}", {"person": word, "date": told.born})
    born = read(field("child.born"), answers.get("child.born", ""))
    if isinstance(born, dt.date) and born <= on.today and eligibility.age(born, on.year).eligible:
        found["child.born"] = eligibility.line(born, on.year, on.today)
    return found


_ADULTS = {Sex.FEMALE: Message("woman"), Sex.MALE: Message("man")}


def left(remarks: Iterable[Remark]) -> dict[Step, int]:
    """How many blockers each step still has; those on the whole application count for the review."""
    counts = dict.fromkeys(Step, 0)
    for remark in remarks:
        if remark.blocks:
            counts[field(remark.field).step if remark.field else Step.REVIEW] += 1
    return counts


def missing_papers(
    answers: Answers, on: Circumstances, documents: Iterable[RequiredDocument]
) -> tuple[RequiredDocument, ...]:
    """The papers of the notice that the family still has to bring, in its order; for the list that goes home."""
    return tuple(
        document
        for document in documents
        if any(remark.blocks for name in document.fields for remark in check(name, answers, on))
    )
