"""The papers of an application: the answers of the form become rows, and rows become answers again, field by field.

A field's name says where it is kept: "child.born" is the column `born` of Child. Three fields live elsewhere:
the child's IIN and the reason for having none in Application (where the IIN must be unique), and the wished
class-set, answered by its letter, as a reference.

Of an application that came through a portal some papers may not be known: they have no row until somebody says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Boolean
from sqlmodel import SQLModel, select

from clerk_desk.rules.form import FIELDS, Answers, asked, asked_fields, field
from clerk_desk.rules.names import fold, sort_key
from clerk_desk.rules.online import CHANNEL, online
from clerk_desk.rules.reading import read, write
from clerk_desk.work import Look, Work
from data.tables import Applicant, Application, Child, ClassSet, MedicalPaper, PhotoSet
from data.vocabulary import PORTALS, MedicalForm

Letters = Mapping[str, int]
"""The year's class-sets: letter to id."""

_WISH = "application.wished_class_set"
_ELSEWHERE = {
    "child.iin": ("application", "child_iin"),
    "child.no_iin_reason": ("application", "no_iin_reason"),
    _WISH: ("application", "wished_class_set_id"),
}
_FORMS = {"form_065": MedicalForm.FORM_065, "form_052": MedicalForm.FORM_052}


@dataclass(frozen=True, slots=True)
class Papers:
    """The rows of one application. Of one that came through a portal, what is not known of a paper is None."""

    application: Application
    applicant: Applicant
    child: Child
    photos: PhotoSet | None
    form_065: MedicalPaper | None
    form_052: MedicalPaper | None

    @property
    def child_name(self) -> str:
        """The child's whole name in the order of the paper."""
        return whole_name(self.child.surname, self.child.given_name, self.child.patronymic)


def whole_name(surname: str, given_name: str, patronymic: str = "") -> str:
    """Surname, given name and patronymic, as far as there are."""
    return " ".join(part for part in (surname, given_name, patronymic) if part)


def letters_of(look: Look, year: int) -> dict[str, int]:
    """Every class-set of a year, open or closed: letter to id."""
    rows = look.session.exec(select(ClassSet.letter, ClassSet.id).where(ClassSet.year == year)).all()
    return {letter: key for letter, key in rows if key is not None}


def application_columns(answers: Answers, letters: Letters) -> dict[str, Any]:
    """What the answers say of the columns of Application. The answers must have been examined."""
    return _columns("application", answers, letters)


def rows_from(answers: Answers, application_id: int) -> tuple[SQLModel, ...]:
    """The rows of the persons and papers of an application. The answers must have been examined.

    What a portal did not say of photos or forms makes no row: not known is not "no".
    """
    applicant, child = (_columns(part, answers, {}) for part in ("applicant", "child"))
    return (
        Applicant(application_id=application_id, search_key=_search_key(applicant), **applicant),
        Child(application_id=application_id, search_key=_search_key(child), sort_key=_sort_key(child), **child),
        *(_paper_row(part, answers, application_id) for part in _BY_WORD if _known(part, answers)),
    )


_BY_WORD = {"photos": "photos.count", "form_065": "form_065.present", "form_052": "form_052.present"}
"""The papers whose row hangs on one answer, where they came through a portal."""


def _known(part: str, answers: Answers) -> bool:
    return not online(answers) or answers.get(_BY_WORD[part], "").strip() != ""


def _paper_row(part: str, answers: Answers, application_id: int) -> SQLModel:
    columns = _columns(part, answers, {})
    if part in _FORMS:
        return MedicalPaper(application_id=application_id, form=_FORMS[part], **columns)
    return PhotoSet(application_id=application_id, **columns)


def papers_of(look: Look, application: Application) -> Papers:
    """The rows of an application, from the session."""
    key = application.id
    found: dict[str, Any] = {
        "applicant": look.session.get(Applicant, key),
        "child": look.session.get(Child, key),
        "photos": look.session.get(PhotoSet, key),
        **{part: look.session.get(MedicalPaper, (key, form)) for part, form in _FORMS.items()},
    }
    return Papers(application=application, **found)


def answers_of(look: Look, papers: Papers, letters: Letters | None = None) -> dict[str, str]:
    """The answers as the form would hold them now; what is not asked or empty is absent.

    Whoever reads many gives the year's `letters`, so that the store is not asked each time.
    """
    letters = letters_of(look, papers.application.year) if letters is None else letters
    by_id = {key: letter for letter, key in letters.items()}
    answers: dict[str, str] = {}
    if papers.application.channel in PORTALS:
        answers[CHANNEL] = str(papers.application.channel)
    for question in FIELDS:
        part, column = _place(question.name)
        row = getattr(papers, part)
        if row is None:
            continue
        value = getattr(row, column)
        if question.name == _WISH:
            value = by_id.get(value or 0)
        if value is not None and value != "" and not _unsaid(question.name, value, papers):
            answers[question.name] = write(question, value)
    return {name: text for name, text in answers.items() if name == CHANNEL or (text and asked(field(name), answers))}


def _unsaid(name: str, value: object, papers: Papers) -> bool:
    """A portal says it of a child with special needs, and else nothing: that is no "no" of the family."""
    return name == "child.special_needs" and value is False and papers.application.channel in PORTALS


def set_answer(work: Work, papers: Papers, name: str, text: str, letters: Letters) -> None:
    """Put one corrected answer into its row; the keys for searching and sorting are kept in step.

    A paper of which nothing was known gets its row, or loses it if that answer is taken away. Read the papers anew.
    """
    part, column = _place(name)
    if part in _BY_WORD and papers.application.channel in PORTALS and name == _BY_WORD[part]:
        return _say_of_paper(work, papers, part, name, text)
    row = getattr(papers, part)
    value = _column_value(name, type(row), column, text, letters)
    setattr(row, column, value)
    if column in ("surname", "given_name", "patronymic"):
        names = {key: getattr(row, key) for key in ("surname", "given_name", "patronymic")}
        row.search_key = _search_key(names)
        if part == "child":
            row.sort_key = _sort_key(names)
    return None


def _say_of_paper(work: Work, papers: Papers, part: str, name: str, text: str) -> None:
    """What is known of a paper in the portal: a row with that answer, or none."""
    row = getattr(papers, part)
    if not text.strip():
        if row is not None:
            work.session.delete(row)
    elif row is not None:
        setattr(row, _place(name)[1], read(field(name), text))
    else:
        said = {name: text, CHANNEL: str(papers.application.channel)}
        work.session.add(_paper_row(part, said, papers.application.id or 0))


@cache
def _place(name: str) -> tuple[str, str]:
    """The part of the papers and the column in which a field is kept."""
    if name in _ELSEWHERE:
        return _ELSEWHERE[name]
    part, _, column = name.partition(".")
    return part, column


_TABLES: dict[str, type[SQLModel]] = {
    "application": Application,
    "applicant": Applicant,
    "child": Child,
    "photos": PhotoSet,
    **dict.fromkeys(_FORMS, MedicalPaper),
}


def _columns(part: str, answers: Answers, letters: Letters) -> dict[str, Any]:
    """The columns of one row that the form fills; a question not asked leaves its column empty."""
    now_asked = {question.name for question in asked_fields(answers)}
    columns: dict[str, Any] = {}
    for question in FIELDS:
        where, column = _place(question.name)
        if where == part:
            text = answers.get(question.name, "") if question.name in now_asked else ""
            columns[column] = _column_value(question.name, _TABLES[part], column, text, letters)
    return columns


def _column_value(name: str, table: type[SQLModel], column: str, text: str, letters: Letters) -> object:
    value = read(field(name), text) if text.strip() else None
    if name == _WISH:
        return letters.get(str(value)) if value else None
    if value is not None and value != "":
        return value
    kept = table.__table__.c[column]  # type: ignore[attr-defined]
    if kept.nullable:
        return None
    # A column that cannot be empty: not said is "" for a text and no for a yes-or-no.
    return False if isinstance(kept.type, Boolean) else ""


def _search_key(names: Mapping[str, Any]) -> str:
    return fold(whole_name(names["surname"], names["given_name"], names["patronymic"]))


def _sort_key(names: Mapping[str, Any]) -> str:
    return sort_key(names["surname"], names["given_name"], names["patronymic"])
