"""What stands on the application of the set form, filled in as far as is known; what is empty is a line to write on."""

from collections.abc import Iterator

from clerk_desk.ledgers.paper_parts import Content, Part, page, said, tick, ticks
from clerk_desk.rules.form import FIELDS, Answers, Field, Kind, asked
from clerk_desk.rules.reading import read, write
from clerk_desk.work import Look
from data.papers_words import PaperWords, paper_words
from data.tables import School
from data.vocabulary import PaperKind

OFFICE = frozenset(
    {"applicant.shown", "applicant.is_holder", "applicant.digital_check", "applicant.original_returned"}
) | {
    question.name
    for question in FIELDS
    if question.name.startswith(("photos.", "form_065.", "form_052.", "application.form_"))
}
"""What the office sees and notes itself; the rest is the family's to say."""

CONSENTS = ("application.consent_processing", "application.consent_access")
_WISHES = frozenset({"child.address", "child.special_needs", "child.conclusion_number"})


def form_of(look: Look, answers: Answers, year: int, languages: tuple[str, ...]) -> Content:
    """The form with these answers (as typed or as stored), a page for each language."""
    school = look.session.get(School, 1)
    pages = {language: _page(look, school, answers, year, paper_words(language)) for language in languages}
    return {"pages": pages, "rests_on": {}}


def _page(look: Look, school: School | None, answers: Answers, year: int, words: PaperWords) -> Content:
    head = school.head if school is not None else ""
    say = words.text
    to = say("application_form.to_head", head=head) if head else say("application_form.to_nobody")
    documents = [tick(_brought(one.fields, answers), getattr(one, words.language)) for one in look.law.documents]
    parts = (
        said("lines", "", [to]),
        said("told", "", [say("application_form.asks", year=year)]),
        _questions("form", say("application_form.applicant_part"), answers, words, _of_the_applicant),
        _questions("form", say("application_form.child_part"), answers, words, _of_the_child),
        _questions("form", say("application_form.wishes_part"), answers, words, _of_the_wishes),
        ticks(say("application_form.attached_part"), documents),
        _consents(answers, words),
        said("lines", "", [say("application_form.true")]),
        _signature(answers, words),
        _questions("office", say("application_form.office_part"), answers, words, lambda name: name in OFFICE),
    )
    return page(school, words, PaperKind.APPLICATION_FORM, parts)


def _of_the_applicant(name: str) -> bool:
    return name.startswith("applicant.") and name not in OFFICE


def _of_the_child(name: str) -> bool:
    return name.startswith("child.") and name not in _WISHES


def _of_the_wishes(name: str) -> bool:
    return name in _WISHES or (name.startswith("application.") and name not in OFFICE and name not in CONSENTS)


def _questions(kind: str, heading: str, answers: Answers, words: PaperWords, of_it: object) -> Part:
    assert callable(of_it)
    rows = [_row(question, answers, words) for question in _open(answers) if of_it(question.name)]
    return {"kind": kind, "heading": heading, "rows": rows}


def _open(answers: Answers) -> Iterator[Field]:
    """The questions that are asked, and those that may still be: what they hang on is not answered yet."""
    for question in FIELDS:
        when = question.when
        unanswered = when is not None and when.answers != {""} and not answers.get(when.field, "").strip()
        if asked(question, answers) or (unanswered and when is not None and asked(_named(when.field), answers)):
            yield question


def _named(name: str) -> Field:
    return next(question for question in FIELDS if question.name == name)


def _row(question: Field, answers: Answers, words: PaperWords) -> dict[str, object]:
    value = said_of(question, answers.get(question.name, ""), words)
    choices = [] if value else [words.answer(question.name, one.value) for one in question.choices]
    if not value and question.kind is Kind.YES_NO:
        choices = [words.answer(question.name, one) for one in ("yes", "no")]
    return {"label": words.fields[question.name], "value": value, "choices": choices}


def said_of(question: Field, text: str, words: PaperWords) -> str:
    """An answer as the paper says it; one that cannot be read yet, as it was typed."""
    value = read(question, text) if text.strip() else None
    if value is None:
        return text.strip()
    plain = write(question, value)
    if question.kind in (Kind.CHOICE, Kind.YES_NO):
        return words.answer(question.name, plain)
    return f"1 «{plain}»" if question.kind is Kind.CLASS_SET else plain


def _brought(fields: tuple[str, ...], answers: Answers) -> str:
    """Ticked if each question by which the paper is known says that it is there."""
    given = [answers.get(name, "").strip() for name in fields]
    return "done" if all(given) and not {"no", "0"} & set(given) else "missing"


def _consents(answers: Answers, words: PaperWords) -> Part:
    """Each consent is given by a mark of one's own hand: only what was signed before is ticked."""
    rows = [
        tick("done" if answers.get(name) == "yes" else "missing", words.text(f"application_form.{name.split('.')[1]}"))
        for name in CONSENTS
    ]
    return ticks(words.text("application_form.consents_part"), rows)


def _signature(answers: Answers, words: PaperWords) -> Part:
    names = (answers.get(f"applicant.{part}", "").strip() for part in ("surname", "given_name", "patronymic"))
    row = {"label": words.text("application_form.signed_by"), "name": " ".join(filter(None, names))}
    return {"kind": "signs", "heading": "", "under": words.text("common.signature"), "rows": [row]}
