"""What stands on the papers of an application: every word of it, in each language, from the records as they are now.

A content is {"pages": {language: page}, "rests_on": …}. `rests_on` is what the paper says of the answer: by it a paper
that is no longer true is known.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import col, select

from clerk_desk.ledgers.paper_parts import (
    Content,
    Part,
    Row,
    contacts,
    facts,
    moment,
    page,
    row,
    said,
    signs,
    tick,
    ticks,
)
from clerk_desk.ledgers.papers import Papers, papers_of, whole_name
from clerk_desk.rules.dates import show
from clerk_desk.rules.numbers import registration
from clerk_desk.work import Look
from data.papers_words import PaperWords, paper_words
from data.tables import Application, ClassSet, Decision, MedicalPaper, School, Staff
from data.vocabulary import Channel, PaperKind, Shown


@dataclass(frozen=True, slots=True)
class Case:
    """What a paper of an application is written from; `decision` is the answer that stands, if one does."""

    look: Look
    application: Application
    papers: Papers
    school: School | None
    decision: Decision | None

    @property
    def number(self) -> str:
        """The registration number."""
        return registration(self.application.year, self.application.number)

    @property
    def applicant(self) -> str:
        """The applicant's whole name."""
        row = self.papers.applicant
        return whole_name(row.surname, row.given_name, row.patronymic)


def case_of(look: Look, application: Application) -> Case:
    """The case of an application as it stands in this transaction."""
    live = select(Decision).where(Decision.application_id == application.id, col(Decision.live).is_(True))
    decision = look.session.exec(live).first()
    return Case(look, application, papers_of(look, application), look.session.get(School, 1), decision)


def written(
    case: Case, languages: Iterable[str], page: Callable[[Case, PaperWords], Content], **rests_on: object
) -> Content:
    """A content with a page for each language."""
    pages = {language: page(case, paper_words(language)) for language in languages}
    basis = {"decision": case.decision.id if case.decision is not None else None, **rests_on}
    return {"pages": pages, "rests_on": basis}


def child_of(case: Case, words: PaperWords) -> str:
    """The child's name with the date of birth."""
    return words.text("common.child_born", child=case.papers.child_name, born=show(case.papers.child.born))


def about(case: Case, words: PaperWords) -> Part:
    """Number, child and applicant, with which every notice begins."""
    return facts(
        row(words.text("common.number"), case.number),
        row(words.text("common.child"), child_of(case, words)),
        row(words.text("common.applicant"), case.applicant),
    )


def staff_name(case: Case, staff_id: int | None) -> str:
    """The full name of a member of staff."""
    staff = case.look.session.get(Staff, staff_id) if staff_id is not None else None
    return staff.full_name if staff is not None else ""


def head_of(case: Case) -> str:
    """The head of the school."""
    return case.school.head if case.school is not None else ""


def last_day(case: Case) -> str:
    """The last day on which papers are taken in that year's intake."""
    return show(case.look.law.window(case.application.year).closes)


def receipt(case: Case, words: PaperWords) -> Content:
    """The receipt: what was handed in, when, who took it, when the answer is due, where the school is."""
    application, calendar = case.application, case.look.calendar()
    received, arrived = moment(words, application.received_at), moment(words, application.arrived_at)
    taken_by = staff_name(case, application.received_by)
    top = facts(
        row(words.text("common.number"), case.number),
        row(words.text("common.received"), received),
        row(words.text("common.arrived"), arrived if arrived != received else ""),
        row(words.text("common.taken_by"), taken_by),
        row(words.text("common.child"), child_of(case, words)),
        row(words.text("common.applicant"), case.applicant),
        row(words.text("common.language"), words.answer("application.language", str(application.language))),
    )
    due = facts(
        row(words.text("receipt.due"), moment(words, application.due_at)),
        row(words.text("receipt.target"), moment(words, calendar.target(application.received_at))),
        kind="key",
        heading=words.text("receipt.answer"),
    )
    parts = (
        top,
        ticks(words.text("receipt.documents"), handed_in(case, words)),
        due,
        said("lines", "", words.lines("receipt.answer_lines")),
        contacts(case.look, case.school, words),
        signs(words, (words.text("receipt.taken"), taken_by), (words.text("receipt.got"), case.applicant)),
    )
    return page(case.school, words, PaperKind.RECEIPT, parts)


def acceptance(case: Case, words: PaperWords) -> Content:
    """The notice of acceptance: the class-set, and what happens next."""
    class_set = case.look.session.get_one(ClassSet, case.application.class_set_id)
    decision, year = case.decision, case.application.year
    place = facts(
        row(words.text("common.class_set"), f"1 «{class_set.letter}»"),
        row(words.text("common.language"), words.answer("application.language", str(class_set.language))),
        row(words.text("common.shift"), str(class_set.shift)),
        kind="key",
    )
    decided = facts(row(words.text("common.decided"), moment(words, decision.decided_at) if decision else ""))
    parts = (
        about(case, words),
        said("told", "", [words.text("acceptance.told")]),
        place,
        decided,
        said("numbered", words.text("acceptance.next"), words.lines("acceptance.next_lines", year=year)),
        contacts(case.look, case.school, words),
        answer_signs(case, words, words.text("acceptance.got")),
    )
    return page(case.school, words, PaperKind.ACCEPTANCE, parts, year=year)


def withdrawal(case: Case, words: PaperWords, at: dt.datetime, letter: str) -> Content:
    """The slip of a withdrawal: that it was taken back, and which papers went home again."""
    back = [tick("missing", one["name"]) for one in _left_here(case, words) if one["state"] == "done"]
    told = [words.text("withdrawal.told"), *([words.text("withdrawal.seat", letter=letter)] if letter else [])]
    gave = (words.text("withdrawal.gave"), case.look.member.full_name)
    parts = (
        about(case, words),
        facts(row(words.text("withdrawal.withdrawn"), moment(words, at))),
        said("told", "", told),
        ticks(words.text("withdrawal.returned"), back),
        said("lines", "", [words.text("withdrawal.again", date=last_day(case))]),
        contacts(case.look, case.school, words),
        signs(words, gave, (words.text("withdrawal.got"), case.applicant)),
    )
    return page(case.school, words, PaperKind.WITHDRAWAL, parts)


def answer_signs(case: Case, words: PaperWords, got: str) -> Part:
    """Who signs an answer: the head of the school, the clerk who gave it, and the applicant for having got it."""
    clerk = staff_name(case, case.decision.decided_by) if case.decision is not None else ""
    return signs(
        words, (words.text("common.head"), head_of(case)), (words.text("common.clerk"), clerk), (got, case.applicant)
    )


def handed_in(case: Case, words: PaperWords) -> list[Row]:
    """Every paper of the list, and what is asked to be seen beside it: there, not there, or not asked."""
    return [
        _identity(case, words),
        *_basis(case, words),
        *_left_here(case, words),
        *_birth_certificate(case, words),
    ]


def _left_here(case: Case, words: PaperWords) -> list[Row]:
    """The papers that the office keeps; the others are only shown. From a portal there may be none."""
    papers, application = case.papers, case.application
    named = {one.id: getattr(one, words.language) for one in case.look.law.documents}
    dated = words.text("receipt.application_dated", date=show(application.form_date)) if application.form_date else ""
    unsigned = "" if application.form_signed else words.text("receipt.not_signed")
    return [
        _there(words, application.form_present, named["application"], dated, unsigned),
        _there(words, papers.photos is not None and papers.photos.count > 0, named["photos"], *_photos(case, words)),
        *(
            _there(words, form is not None and form.present, named[name], *_form(words, form))
            for name, form in (("form_065", papers.form_065), ("form_052", papers.form_052))
        ),
    ]


def _photos(case: Case, words: PaperWords) -> list[str]:
    photos = case.papers.photos
    if photos is None:
        return []
    doubts = {"not_3x4": photos.size_3x4, "not_this_child": photos.of_this_child, "not_recent": photos.recent}
    count = words.text("receipt.photos_given", count=photos.count)
    return [count, *(words.text(f"receipt.{name}") for name, well in doubts.items() if not well)]


def _there(words: PaperWords, there: bool, name: str, *notes: str) -> Row:
    if not there:
        return tick("missing", name, words.text("receipt.not_given"))
    return tick("done", name, ", ".join(filter(None, notes)))


def _identity(case: Case, words: PaperWords) -> Row:
    row, name = case.papers.applicant, words.text("receipt.identity")
    if row.shown is None or row.document_kind is None:
        return tick("not_asked", name)
    kind = words.answer("applicant.document_kind", str(row.document_kind))
    if row.shown is Shown.DIGITAL:
        check = words.answer("applicant.digital_check", str(row.digital_check or ""))
        return tick("done", name, words.text("receipt.identity_digital", kind=kind, check=check))
    key = "receipt.identity_returned" if row.original_returned else "receipt.identity_shown"
    return tick("done", name, words.text(key, kind=kind))


def _basis(case: Case, words: PaperWords) -> list[Row]:
    row = case.papers.applicant
    if row.basis_kind is None:
        return []
    facts: Mapping[str, object] = {
        "kind": words.answer("applicant.basis_kind", str(row.basis_kind)),
        "number": row.basis_number,
        "date": show(row.basis_date) if row.basis_date else "",
    }
    return [tick("done", words.text("receipt.basis"), words.text("receipt.basis_given", **facts))]


def _form(words: PaperWords, form: MedicalPaper | None) -> list[str]:
    if form is None:
        return []
    dated = show(form.issued) if form.issued else ""
    # As a rule the printed number is the form's own, which its name has already; an older one is told.
    own = form.number == form.form.value
    given = form.number if not dated else words.text("receipt.form_given", number=form.number, date=dated)
    given = (words.text("receipt.form_dated", date=dated) if dated else "") if own else given
    doubts = {"not_signed": form.signed, "not_stamped": form.stamped, "not_this_child": form.of_this_child}
    return [given, *(words.text(f"receipt.{name}") for name, well in doubts.items() if not well)]


def _birth_certificate(case: Case, words: PaperWords) -> list[Row]:
    number = case.papers.child.birth_certificate
    name = words.text("receipt.birth_certificate")
    if number:
        return [tick("done", name, words.text("receipt.birth_shown", number=number))]
    if not case.look.law.policy.ask_birth_certificate or case.application.channel is not Channel.PAPER:
        return []
    return [tick("not_asked", name, words.text("receipt.birth_not_asked"))]
