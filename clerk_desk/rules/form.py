"""The paper application as the desk asks it: every field, in the paper's own order, step by step.

Screens draw from this list, checks run over it, and the store's columns bear the same names, so that
a field has one name from the key that typed it to the row that keeps it. Answers are kept as typed:
a dict of field name to text; an unanswered field is absent or empty. A choice is kept as its word,
a yes-or-no as "yes" or "no".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from clerk_desk.objection import mark
from clerk_desk.rules import choices, online
from clerk_desk.rules.choices import YES_NO as YES_NO
from clerk_desk.rules.choices import Choice as Choice
from data.vocabulary import DocumentKind, Relation, Shown

Answers = Mapping[str, str]


class Step(StrEnum):
    """The five steps of an intake; the last has no field of its own."""

    APPLICANT = "applicant"
    CHILD = "child"
    PHOTOS = "photos"
    MEDICAL = "medical"
    REVIEW = "review"


class Kind(StrEnum):
    """What is typed into a field, and so how it is read, checked and shown."""

    TEXT = "text"
    NAME = "name"
    IIN = "iin"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes_no"
    PHONE = "phone"
    EMAIL = "email"
    COUNT = "count"
    CODE = "code"
    CLASS_SET = "class_set"


class Need(StrEnum):
    """Whether an application can be received without an answer."""

    REQUIRED = "required"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class When:
    """The field is asked only while another field's answer is one of these."""

    field: str
    answers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Field:
    """One question of the form. `label` is English source text; `longest` counts characters.

    A question that stands `aside` is rarely answered: Enter passes it by, the arrow keys reach it.
    """

    name: str
    step: Step
    kind: Kind
    label: str
    need: Need = Need.REQUIRED
    choices: tuple[Choice, ...] = ()
    when: When | None = None
    preset: str = ""
    longest: int = 80
    aside: bool = False


PARENTS = frozenset({Relation.MOTHER, Relation.FATHER})
OTHERS = frozenset(set(Relation) - PARENTS)

_IF_ORIGINAL = When("applicant.shown", frozenset({Shown.ORIGINAL}))
_IF_DIGITAL = When("applicant.shown", frozenset({Shown.DIGITAL}))
_IF_NOT_A_PARENT = When("applicant.relation", OTHERS)
_IF_NO_IIN = When("child.iin", frozenset({""}))
_IF_SPECIAL = When("child.special_needs", frozenset({"yes"}))


def _medical(prefix: str, title: str) -> tuple[Field, ...]:
    there = When(f"{prefix}.present", frozenset({"yes"}))
    another = When(f"{prefix}.of_this_child", frozenset({"no"}))
    step = Step.MEDICAL
    return (
        Field(f"{prefix}.present", step, Kind.YES_NO, title),
        Field(f"{prefix}.number", step, Kind.CODE, mark("Number as printed"), when=there, longest=40),
        Field(f"{prefix}.issued", step, Kind.DATE, mark("Date"), when=there),
        Field(f"{prefix}.clinic", step, Kind.TEXT, mark("Clinic"), when=there, longest=200),
        Field(f"{prefix}.signed", step, Kind.YES_NO, mark("Signed"), when=there),
        Field(f"{prefix}.stamped", step, Kind.YES_NO, mark("Stamped"), when=there),
        Field(f"{prefix}.of_this_child", step, Kind.YES_NO, mark("Of this child"), when=there),
        Field(f"{prefix}.differs", step, Kind.CHOICE, mark("What differs"), choices=choices.DIFFERENCES, when=another),
    )


_A, _C, _P, _OPT = Step.APPLICANT, Step.CHILD, Step.PHOTOS, Need.OPTIONAL

FIELDS: tuple[Field, ...] = (
    Field("applicant.shown", _A, Kind.CHOICE, mark("Document shown"), choices=choices.SHOWN, preset=Shown.ORIGINAL),
    Field(
        "applicant.document_kind", _A, Kind.CHOICE, mark("Kind"), choices=choices.DOCUMENTS, preset=DocumentKind.ID_CARD
    ),
    Field("applicant.document_number", _A, Kind.CODE, mark("Number"), longest=40),
    Field("applicant.document_issuer", _A, Kind.TEXT, mark("Issued by"), _OPT, longest=200, aside=True),
    Field("applicant.document_valid_until", _A, Kind.DATE, mark("Valid until"), _OPT),
    Field("applicant.iin", _A, Kind.IIN, mark("IIN"), _OPT),
    Field("applicant.born", _A, Kind.DATE, mark("Born"), _OPT, aside=True),
    Field("applicant.sex", _A, Kind.CHOICE, mark("Sex"), _OPT, choices=choices.SEXES_OF_ADULTS, aside=True),
    Field("applicant.surname", _A, Kind.NAME, mark("Surname")),
    Field("applicant.given_name", _A, Kind.NAME, mark("Given name")),
    Field("applicant.patronymic", _A, Kind.NAME, mark("Patronymic"), _OPT),
    Field("applicant.relation", _A, Kind.CHOICE, mark("Relation to the child"), choices=choices.RELATIONS),
    Field("applicant.basis_kind", _A, Kind.CHOICE, mark("Basis"), choices=choices.BASES, when=_IF_NOT_A_PARENT),
    Field("applicant.basis_number", _A, Kind.CODE, mark("Basis number"), when=_IF_NOT_A_PARENT),
    Field("applicant.basis_date", _A, Kind.DATE, mark("Basis date"), when=_IF_NOT_A_PARENT),
    Field("applicant.phone", _A, Kind.PHONE, mark("Phone"), longest=40),
    Field("applicant.second_phone", _A, Kind.PHONE, mark("Second phone"), _OPT, longest=40, aside=True),
    Field("applicant.email", _A, Kind.EMAIL, mark("E-mail"), _OPT, longest=254, aside=True),
    Field("applicant.is_holder", _A, Kind.YES_NO, mark("Is the holder")),
    Field(
        "applicant.digital_check", _A, Kind.CHOICE, mark("Checked by"), choices=choices.DIGITAL_CHECKS, when=_IF_DIGITAL
    ),
    Field("applicant.original_returned", _A, Kind.YES_NO, mark("Original returned"), when=_IF_ORIGINAL),
    Field("child.iin", _C, Kind.IIN, mark("IIN"), _OPT),
    Field("child.no_iin_reason", _C, Kind.TEXT, mark("Why no IIN"), when=_IF_NO_IIN, longest=300),
    Field("child.surname", _C, Kind.NAME, mark("Surname")),
    Field("child.given_name", _C, Kind.NAME, mark("Given name")),
    Field("child.patronymic", _C, Kind.NAME, mark("Patronymic"), _OPT),
    Field("child.born", _C, Kind.DATE, mark("Born")),
    Field("child.sex", _C, Kind.CHOICE, mark("Sex"), choices=choices.SEXES),
    Field("child.citizenship", _C, Kind.TEXT, mark("Citizenship"), preset="Қазақстан"),
    Field("child.birth_certificate", _C, Kind.CODE, mark("Birth certificate shown"), _OPT),
    Field("child.address", _C, Kind.TEXT, mark("Home address"), longest=300),
    Field("application.catchment", _C, Kind.CHOICE, mark("In the school's territory"), choices=choices.CATCHMENT),
    Field("application.language", _C, Kind.CHOICE, mark("Language of instruction"), choices=choices.LANGUAGES),
    Field("application.wished_class_set", _C, Kind.CLASS_SET, mark("Wished class-set"), _OPT, longest=3, aside=True),
    Field("child.special_needs", _C, Kind.YES_NO, mark("Special needs"), preset="no"),
    Field("child.conclusion_number", _C, Kind.CODE, mark("Conclusion number"), when=_IF_SPECIAL),
    Field("application.form_present", _C, Kind.YES_NO, mark("Application handed in")),
    Field("application.form_date", _C, Kind.DATE, mark("Dated")),
    Field("application.form_signed", _C, Kind.YES_NO, mark("Signed")),
    Field("application.consent_processing", _C, Kind.YES_NO, mark("Consent to processing")),
    Field("application.consent_access", _C, Kind.YES_NO, mark("Consent to access")),
    Field("photos.count", _P, Kind.COUNT, mark("Prints given"), longest=2),
    Field("photos.size_3x4", _P, Kind.YES_NO, mark("3×4 cm")),
    Field("photos.of_this_child", _P, Kind.YES_NO, mark("Of this child")),
    Field("photos.recent", _P, Kind.YES_NO, mark("Recent")),
    *_medical("form_065", mark("Preventive vaccination card, 065/у")),
    *_medical("form_052", mark("Child health passport, 052-2/у")),
)

_BY_NAME = {field.name: field for field in FIELDS}


def field(name: str) -> Field:
    """The field of that name. KeyError if the form has none."""
    return _BY_NAME[name]


def language_name(language: str) -> str:
    """A language of instruction under its own name, as classes are called: "қазақша"."""
    return next((choice.label for choice in choices.LANGUAGES if choice.value == language), language)


def asked(question: Field, answers: Answers) -> bool:
    """True while the field is asked, given what has been answered so far: of a form that is not there, nothing.

    Of an application that came through a portal only what a portal asks (see `online`).
    """
    if question.name in online.NOT_ASKED and online.online(answers):
        return False
    when = question.when
    if when is None:
        return True
    return answers.get(when.field, "").strip() in when.answers and asked(_BY_NAME[when.field], answers)


def required(question: Field, answers: Answers) -> bool:
    """True if an application with these answers cannot be received without an answer to this question."""
    if question.need is not Need.REQUIRED:
        return False
    return not (question.name in online.OPTIONAL and online.online(answers))


def asked_fields(answers: Answers, step: Step | None = None) -> tuple[Field, ...]:
    """The fields now asked, in the paper's order; of one step, if it is named."""
    return tuple(f for f in FIELDS if (step is None or f.step is step) and asked(f, answers))


def presets() -> dict[str, str]:
    """The answers that a new form begins with: what is true of nearly everybody, and correctable."""
    return {f.name: f.preset for f in FIELDS if f.preset}
