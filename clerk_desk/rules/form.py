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
from data.vocabulary import (
    BasisKind,
    Catchment,
    DigitalCheck,
    DocumentKind,
    Relation,
    Sex,
    Shown,
    TeachingLanguage,
)

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
class Choice:
    """One of the answers of a closed question: the word that is kept, the words that are shown."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class When:
    """The field is asked only while another field's answer is one of these."""

    field: str
    answers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Field:
    """One question of the form. `label` is English source text; `longest` counts characters."""

    name: str
    step: Step
    kind: Kind
    label: str
    need: Need = Need.REQUIRED
    choices: tuple[Choice, ...] = ()
    when: When | None = None
    preset: str = ""
    longest: int = 80


PARENTS = frozenset({Relation.MOTHER, Relation.FATHER})
OTHERS = frozenset(set(Relation) - PARENTS)

_RELATIONS = (
    Choice(Relation.MOTHER, mark("mother")),
    Choice(Relation.FATHER, mark("father")),
    Choice(Relation.ADOPTIVE_PARENT, mark("adoptive parent")),
    Choice(Relation.GUARDIAN, mark("guardian")),
    Choice(Relation.TRUSTEE, mark("trustee")),
    Choice(Relation.FOSTER_PARENT, mark("foster parent")),
    Choice(Relation.REPRESENTATIVE, mark("other representative")),
)
_BASES = (
    Choice(BasisKind.GUARDIANSHIP_ORDER, mark("guardianship order")),
    Choice(BasisKind.COURT_DECISION, mark("court decision")),
    Choice(BasisKind.FOSTER_AGREEMENT, mark("foster agreement")),
    Choice(BasisKind.POWER_OF_ATTORNEY, mark("power of attorney")),
    Choice(BasisKind.OTHER, mark("other")),
)
_SHOWN = (
    Choice(Shown.ORIGINAL, mark("original")),
    Choice(Shown.DIGITAL, mark("digital document")),
)
_DOCUMENTS = (
    Choice(DocumentKind.ID_CARD, mark("ID card")),
    Choice(DocumentKind.PASSPORT, mark("passport")),
    Choice(DocumentKind.RESIDENCE_PERMIT, mark("residence permit")),
    Choice(DocumentKind.STATELESS, mark("stateless person's certificate")),
    Choice(DocumentKind.REFUGEE, mark("refugee certificate")),
    Choice(DocumentKind.KANDAS, mark("kandas certificate")),
    Choice(DocumentKind.FOREIGN_PASSPORT, mark("foreign passport")),
)
_DIGITAL_CHECKS = (
    Choice(DigitalCheck.QR, mark("QR code")),
    Choice(DigitalCheck.SHORT_CODE, mark("short code")),
    Choice(DigitalCheck.SIGNED_PDF, mark("signed PDF")),
)
_SEXES = (Choice(Sex.FEMALE, mark("girl")), Choice(Sex.MALE, mark("boy")))
_CATCHMENT = (
    Choice(Catchment.YES, mark("yes")),
    Choice(Catchment.NO, mark("no")),
    Choice(Catchment.UNKNOWN, mark("not known")),
)
_LANGUAGES = (
    Choice(TeachingLanguage.KAZAKH, "қазақша"),
    Choice(TeachingLanguage.RUSSIAN, "русский"),
    Choice(TeachingLanguage.UYGHUR, "уйғурчә"),
    Choice(TeachingLanguage.UZBEK, "oʻzbekcha"),
    Choice(TeachingLanguage.TAJIK, "тоҷикӣ"),
)
YES_NO = (Choice("yes", mark("yes")), Choice("no", mark("no")))

_IF_ORIGINAL = When("applicant.shown", frozenset({Shown.ORIGINAL}))
_IF_DIGITAL = When("applicant.shown", frozenset({Shown.DIGITAL}))
_IF_NOT_A_PARENT = When("applicant.relation", OTHERS)
_IF_NO_IIN = When("child.iin", frozenset({""}))
_IF_SPECIAL = When("child.special_needs", frozenset({"yes"}))


def _medical(prefix: str, title: str) -> tuple[Field, ...]:
    there = When(f"{prefix}.present", frozenset({"yes"}))
    step = Step.MEDICAL
    return (
        Field(f"{prefix}.present", step, Kind.YES_NO, title),
        Field(f"{prefix}.number", step, Kind.CODE, mark("Number as printed"), when=there, longest=40),
        Field(f"{prefix}.issued", step, Kind.DATE, mark("Date"), when=there),
        Field(f"{prefix}.clinic", step, Kind.TEXT, mark("Clinic"), when=there, longest=200),
        Field(f"{prefix}.signed", step, Kind.YES_NO, mark("Signed"), when=there),
        Field(f"{prefix}.stamped", step, Kind.YES_NO, mark("Stamped"), when=there),
        Field(f"{prefix}.of_this_child", step, Kind.YES_NO, mark("Of this child"), when=there),
    )


_A, _C, _P, _OPT = Step.APPLICANT, Step.CHILD, Step.PHOTOS, Need.OPTIONAL

FIELDS: tuple[Field, ...] = (
    Field("applicant.shown", _A, Kind.CHOICE, mark("Document shown"), choices=_SHOWN, preset=Shown.ORIGINAL),
    Field("applicant.document_kind", _A, Kind.CHOICE, mark("Kind"), choices=_DOCUMENTS, preset=DocumentKind.ID_CARD),
    Field("applicant.document_number", _A, Kind.CODE, mark("Number"), longest=40),
    Field("applicant.document_issuer", _A, Kind.TEXT, mark("Issued by"), _OPT, longest=200),
    Field("applicant.document_valid_until", _A, Kind.DATE, mark("Valid until"), _OPT),
    Field("applicant.iin", _A, Kind.IIN, mark("IIN"), _OPT),
    Field("applicant.surname", _A, Kind.NAME, mark("Surname")),
    Field("applicant.given_name", _A, Kind.NAME, mark("Given name")),
    Field("applicant.patronymic", _A, Kind.NAME, mark("Patronymic"), _OPT),
    Field("applicant.relation", _A, Kind.CHOICE, mark("Relation to the child"), choices=_RELATIONS),
    Field("applicant.basis_kind", _A, Kind.CHOICE, mark("Basis"), choices=_BASES, when=_IF_NOT_A_PARENT),
    Field("applicant.basis_number", _A, Kind.CODE, mark("Basis number"), when=_IF_NOT_A_PARENT),
    Field("applicant.basis_date", _A, Kind.DATE, mark("Basis date"), when=_IF_NOT_A_PARENT),
    Field("applicant.phone", _A, Kind.PHONE, mark("Phone"), longest=40),
    Field("applicant.second_phone", _A, Kind.PHONE, mark("Second phone"), _OPT, longest=40),
    Field("applicant.email", _A, Kind.EMAIL, mark("E-mail"), _OPT, longest=254),
    Field("applicant.is_holder", _A, Kind.YES_NO, mark("Is the holder")),
    Field("applicant.digital_check", _A, Kind.CHOICE, mark("Checked by"), choices=_DIGITAL_CHECKS, when=_IF_DIGITAL),
    Field("applicant.original_returned", _A, Kind.YES_NO, mark("Original returned"), when=_IF_ORIGINAL),
    Field("child.iin", _C, Kind.IIN, mark("IIN"), _OPT),
    Field("child.no_iin_reason", _C, Kind.TEXT, mark("Why no IIN"), when=_IF_NO_IIN, longest=300),
    Field("child.surname", _C, Kind.NAME, mark("Surname")),
    Field("child.given_name", _C, Kind.NAME, mark("Given name")),
    Field("child.patronymic", _C, Kind.NAME, mark("Patronymic"), _OPT),
    Field("child.born", _C, Kind.DATE, mark("Born")),
    Field("child.sex", _C, Kind.CHOICE, mark("Sex"), choices=_SEXES),
    Field("child.citizenship", _C, Kind.TEXT, mark("Citizenship"), preset="Қазақстан"),
    Field("child.birth_certificate", _C, Kind.CODE, mark("Birth certificate shown"), _OPT),
    Field("child.address", _C, Kind.TEXT, mark("Home address"), longest=300),
    Field("application.catchment", _C, Kind.CHOICE, mark("In the school's territory"), choices=_CATCHMENT),
    Field("application.language", _C, Kind.CHOICE, mark("Language of instruction"), choices=_LANGUAGES),
    Field("application.wished_class_set", _C, Kind.CLASS_SET, mark("Wished class-set"), _OPT, longest=3),
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
    return next((choice.label for choice in _LANGUAGES if choice.value == language), language)


def asked(question: Field, answers: Answers) -> bool:
    """True while the field is asked, given what has been answered so far."""
    when = question.when
    return when is None or answers.get(when.field, "").strip() in when.answers


def asked_fields(answers: Answers, step: Step | None = None) -> tuple[Field, ...]:
    """The fields now asked, in the paper's order; of one step, if it is named."""
    return tuple(f for f in FIELDS if (step is None or f.step is step) and asked(f, answers))


def presets() -> dict[str, str]:
    """The answers that a new form begins with: what is true of nearly everybody, and correctable."""
    return {f.name: f.preset for f in FIELDS if f.preset}
