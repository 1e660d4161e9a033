"""The paper as it is read aloud: its lines in order, which answers stand on each, and in which words."""

from dataclasses import dataclass

from clerk_desk.objection import mark
from clerk_desk.rules.form import Step, field


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page: what it is called, and the answers that stand on it."""

    label: str
    fields: tuple[str, ...]


PAGE: tuple[tuple[str, tuple[Line, ...]], ...] = (
    (
        mark("APPLICANT"),
        (
            Line(mark("Name"), ("applicant.surname", "applicant.given_name", "applicant.patronymic")),
            Line(mark("IIN"), ("applicant.iin", "applicant.born", "applicant.sex")),
            Line(
                mark("Document"),
                (
                    "applicant.shown",
                    "applicant.document_kind",
                    "applicant.document_number",
                    "applicant.document_issuer",
                    "applicant.document_valid_until",
                ),
            ),
            Line(
                mark("Relation"),
                ("applicant.relation", "applicant.basis_kind", "applicant.basis_number", "applicant.basis_date"),
            ),
            Line(mark("Reached at"), ("applicant.phone", "applicant.second_phone", "applicant.email")),
            Line(mark("Identified"), ("applicant.is_holder", "applicant.digital_check", "applicant.original_returned")),
        ),
    ),
    (
        mark("CHILD"),
        (
            Line(mark("Name"), ("child.surname", "child.given_name", "child.patronymic")),
            Line(mark("IIN"), ("child.iin", "child.no_iin_reason")),
            Line(mark("Born"), ("child.born", "child.sex", "child.citizenship", "child.birth_certificate")),
            Line(mark("Home"), ("child.address", "application.catchment")),
            Line(
                mark("Wishes"),
                (
                    "application.language",
                    "application.wished_class_set",
                    "child.special_needs",
                    "child.conclusion_number",
                ),
            ),
            Line(mark("Application"), ("application.form_present", "application.form_date", "application.form_signed")),
            Line(mark("Consents"), ("application.consent_processing", "application.consent_access")),
        ),
    ),
    (
        mark("PAPERS"),
        (
            Line(mark("Photos"), ("photos.count", "photos.size_3x4", "photos.of_this_child", "photos.recent")),
            *(
                Line(
                    title,
                    tuple(
                        f"{form}.{part}"
                        for part in (
                            "present",
                            "number",
                            "issued",
                            "clinic",
                            "signed",
                            "stamped",
                            "of_this_child",
                            "differs",
                        )
                    ),
                )
                for form, title in (("form_065", mark("Vaccination card")), ("form_052", mark("Health passport")))
            ),
        ),
    ),
)
"""The paper in reading order. Every field of the form stands here once (tested)."""

EMPTY = {
    "applicant.patronymic": mark("no patronymic"),
    "child.patronymic": mark("no patronymic"),
    "applicant.iin": mark("no IIN"),
    "child.iin": mark("no IIN"),
    "applicant.document_issuer": mark("issuer not noted"),
    "applicant.document_valid_until": mark("validity not noted"),
    "applicant.second_phone": mark("no second phone"),
    "applicant.email": mark("no e-mail"),
    "child.birth_certificate": mark("birth certificate not shown"),
    "application.wished_class_set": mark("no class-set wished"),
}
"""An answer that may be lacking, in words, by field; of one that stands aside and is not here nothing is said."""

NAMED = {
    "applicant.document_issuer": mark("issued by {value}"),
    "applicant.document_valid_until": mark("valid until {value}"),
    "applicant.born": mark("born {value}"),
    "form_065.differs": mark("what differs: {value}"),
    "form_052.differs": mark("what differs: {value}"),
    "applicant.basis_date": mark("of {value}"),
    "child.birth_certificate": mark("birth certificate {value}"),
    "application.catchment": mark("in the territory: {value}"),
    "application.wished_class_set": mark("class-set 1 «{value}»"),
    "application.form_date": mark("dated {value}"),
    "photos.count": mark("prints: {value}"),
    "applicant.digital_check": mark("checked by {value}"),
    "form_065.issued": mark("of {value}"),
    "form_052.issued": mark("of {value}"),
}
"""Answers that need a word beside them on a line without labels, by field."""

YES_OR_NO = {
    "applicant.is_holder": (mark("is the holder"), mark("not the holder")),
    "applicant.original_returned": (mark("original returned"), mark("original not returned")),
    "child.special_needs": (mark("special needs"), mark("no special needs")),
    "application.form_present": (mark("handed in"), mark("not handed in")),
    "application.form_signed": (mark("signed"), mark("not signed")),
    "application.consent_processing": (mark("to processing"), mark("none to processing")),
    "application.consent_access": (mark("to access"), mark("none to access")),
    "photos.size_3x4": (mark("3×4 cm"), mark("not 3×4 cm")),
    "photos.of_this_child": (mark("of this child"), mark("not of this child")),
    "photos.recent": (mark("recent"), mark("not recent")),
    "present": (mark("handed in"), mark("not handed in")),
    "signed": (mark("signed"), mark("not signed")),
    "stamped": (mark("stamped"), mark("not stamped")),
    "of_this_child": (mark("of this child"), mark("not of this child")),
}
"""A yes or a no in words, by field, or by the part of a medical form."""


def no_said(name: str) -> str:
    """What a "no" means on this field's line, as source text. KeyError for a field that is no yes or no."""
    return (YES_OR_NO.get(name) or YES_OR_NO[name.partition(".")[2]])[1]


_PERSONS = {Step.APPLICANT: mark("Applicant"), Step.CHILD: mark("Child")}
_ON_PAPER = {
    name: line.label
    for _, lines in PAGE
    for line in lines
    for name in line.fields
    if name.startswith(("application.form_", "application.consent_", "photos.", "form_"))
}


def stands_on(name: str) -> str:
    """Whose answer it is, or the paper on which it stands, as source text: many labels mean something on each."""
    return _ON_PAPER.get(name) or _PERSONS[field(name).step]
