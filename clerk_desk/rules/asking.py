"""What the desk asks for when a field is empty or cannot be read: one sentence each, saying what to do."""

from collections.abc import Mapping

from clerk_desk.objection import Remark, error, mark
from clerk_desk.rules.form import Field, Kind, Need
from data.law import Policy

_MISSING: Mapping[str, str] = {
    "applicant.document_number": mark("Copy the number from the document."),
    "applicant.relation": mark("Ask what the applicant is to the child."),
    "applicant.basis_kind": mark("Ask by which paper the applicant represents the child."),
    "applicant.basis_number": mark("Copy the number of that paper."),
    "applicant.basis_date": mark("Copy the date of that paper."),
    "applicant.phone": mark("Ask for a phone number: the family must be reached."),
    "applicant.is_holder": mark("Compare the face with the document: is the applicant its holder?"),
    "applicant.digital_check": mark("Say how the digital document was checked; a screenshot is no check."),
    "applicant.original_returned": mark("Give the original back, then answer yes."),
    "child.no_iin_reason": mark("Enter the IIN above, or say here why the child has none."),
    "child.born": mark("Copy the date of birth from the birth certificate."),
    "child.citizenship": mark("Write the citizenship."),
    "child.address": mark("Ask for the home address."),
    "child.conclusion_number": mark("Copy the number of the conclusion on special needs."),
    "application.catchment": mark("Say whether the home lies in the school's territory."),
    "application.language": mark("Ask in which language the child shall be taught."),
    "application.form_present": mark("Is the application of the set form handed in?"),
    "application.form_date": mark("Copy the date of the application."),
    "application.form_signed": mark("Look whether the application is signed."),
    "application.consent_processing": mark("Ask for the consent to the processing of personal data."),
    "application.consent_access": mark("Ask for the consent to access personal data."),
    "photos.count": mark("Count the photos that were handed in."),
    "photos.size_3x4": mark("Look whether the photos are 3×4 cm."),
    "photos.of_this_child": mark("Compare the photos with the child or the parent's word."),
    "photos.recent": mark("Ask whether the photos are recent: not older than {months} months."),
}
_MISSING_OF_MEDICAL: Mapping[str, str] = {
    "present": mark("Is this form handed in?"),
    "number": mark("Copy the number that is printed on the form."),
    "issued": mark("Copy the date of the form."),
    "clinic": mark("Copy the name of the clinic."),
    "signed": mark("Look whether the form is signed."),
    "stamped": mark("Look whether the form is stamped."),
    "of_this_child": mark("Compare the name and the birth date on the form: are they this child's?"),
    "differs": mark("Say what differs: the name, the date of birth, or both."),
}
_MISSING_OF_KIND: Mapping[Kind, str] = {
    Kind.NAME: mark("Copy it from the document."),
    Kind.CHOICE: mark("Choose one of the answers."),
    Kind.YES_NO: mark("Answer yes or no."),
}

_UNREADABLE: Mapping[Kind, tuple[str, str]] = {
    Kind.DATE: ("unreadable_date", mark("Write the date as day, month, year: 01.04.2027 or 010427.")),
    Kind.CHOICE: ("unreadable_choice", mark("Choose one of the answers.")),
    Kind.YES_NO: ("unreadable_yes_no", mark("Answer yes or no.")),
    Kind.PHONE: ("unreadable_phone", mark("Write +7 and ten digits; for a number abroad + and its country's code.")),
    Kind.COUNT: ("unreadable_count", mark("Write a number from 0 to 99.")),
    Kind.CLASS_SET: ("unreadable_class_set", mark("Write the letter of the class-set, or leave it empty.")),
}
_UNREADABLE_OPTIONAL: Mapping[Kind, tuple[str, str]] = {
    Kind.DATE: ("unreadable_date", mark("Write the date as 01.04.2027 or 010427, or leave it empty.")),
    Kind.PHONE: ("unreadable_phone", mark("Write +7 and ten digits, or leave it empty.")),
    Kind.EMAIL: ("unreadable_email", mark("Write the address as name@place.kz, or leave it empty.")),
}
_ELSE = ("unreadable", mark("Write it again: this cannot be read."))


def missing(question: Field, policy: Policy) -> Remark:
    """The error beside a required field without an answer: it asks for the thing, as the school's policy has it."""
    medical = _MISSING_OF_MEDICAL if question.name.startswith("form_") else {}
    text = (
        _MISSING.get(question.name)
        or medical.get(question.name.partition(".")[2])
        or _MISSING_OF_KIND.get(question.kind)
        or mark("Fill this in.")
    )
    facts = {"months": policy.photo_months} if question.name == "photos.recent" else {}
    return error("missing", question.name, text, **facts)


def unreadable(question: Field) -> Remark:
    """The error beside a field whose answer cannot be read (yet): it shows how to write it."""
    optional = _UNREADABLE_OPTIONAL if question.need is Need.OPTIONAL else {}
    code, text = optional.get(question.kind) or _UNREADABLE.get(question.kind, _ELSE)
    return error(code, question.name, text)
