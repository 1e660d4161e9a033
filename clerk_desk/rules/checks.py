"""One field of the form under the rules: what must be said beside it, and what the clerk can do about it."""

import datetime as dt
from collections.abc import Callable, Mapping

from clerk_desk.objection import Message, Remark, error, mark, warning
from clerk_desk.rules import conformity, documents, eligibility, form, iin, medical, names, online, phone, photos
from clerk_desk.rules.asking import missing, unreadable
from clerk_desk.rules.circumstances import Circumstances as Circumstances
from clerk_desk.rules.form import Answers, Field, Kind
from clerk_desk.rules.reading import read
from data.vocabulary import Catchment, MedicalForm, Relation, Sex

Remarks = tuple[Remark, ...]
ADULT = 18

WORDS_OF_SEX: Mapping[Sex, Message] = {Sex.FEMALE: Message("girl"), Sex.MALE: Message("boy")}


def check(name: str, answers: Answers, on: Circumstances) -> Remarks:
    """The remarks on one field; none if the field is not asked now. KeyError for an unknown field."""
    question = form.field(name)
    if not form.asked(question, answers):
        return ()
    text = answers.get(name, "").strip()
    if not text:
        return _unanswered(question, answers, on)
    value = read(question, text)
    if value is None:
        return iin.check(text, name) if question.kind is Kind.IIN else (unreadable(question),)
    if value is False:
        return conformity.if_no(name, answers, on.policy)
    rule = _RULES.get(name)
    beside = rule(name, value, answers, on) if rule else ()
    return _too_long(question, value) + _of_kind(question, value) + beside


def _unanswered(question: Field, answers: Answers, on: Circumstances) -> Remarks:
    name = question.name
    if form.required(question, answers):
        return (missing(question, on.policy),)
    if name == "applicant.iin" and answers.get("applicant.document_kind", "") in documents.HOME_KINDS:
        return (warning("applicant_without_iin", name, "This document bears an IIN: copy it from there."),)
    if name == "child.birth_certificate" and on.policy.ask_birth_certificate:
        return (warning("birth_certificate_not_shown", name, "Ask to see it and copy its number; it may be lacking."),)
    return ()


def _too_long(question: Field, value: object) -> Remarks:
    if question.kind is Kind.NAME or not isinstance(value, str) or len(value) <= question.longest:
        return ()
    text = mark("This has {n} characters, {longest} fit: shorten it.")
    return (error("too_long", question.name, text, n=len(value), longest=question.longest),)


def _of_kind(question: Field, value: object) -> Remarks:
    if question.kind is Kind.IIN:
        return iin.check(str(value), question.name)
    if question.kind is Kind.NAME:
        return names.check(str(value), question.name)
    if question.kind is Kind.PHONE:
        return phone.check(str(value), question.name)
    return ()


def _document_number(name: str, value: object, answers: Answers, on: Circumstances) -> Remarks:
    return documents.number_remarks(answers.get("applicant.document_kind", ""), str(value), name)


def _valid_until(name: str, value: object, answers: Answers, on: Circumstances) -> Remarks:
    kind = answers.get("applicant.document_kind", "")
    return documents.validity_remarks(kind, value, on.today, name) if isinstance(value, dt.date) else ()


def _applicant_iin(name: str, value: object, answers: Answers, on: Circumstances) -> Remarks:
    told = iin.parts(str(value))
    if told is None:
        return ()
    if told.born is not None and eligibility.birthday(told.born, told.born.year + ADULT) > on.today:
        return (
            warning(
                "applicant_under_age", name, "By this number the applicant is under 18: compare with the document."
            ),
        )
    relation = answers.get("applicant.relation", "").strip()
    if (told.sex, relation) in ((Sex.MALE, Relation.MOTHER), (Sex.FEMALE, Relation.FATHER)):
        text = mark("By this number the {relation} is of the other sex: compare the number and the relation.")
        return (warning("iin_relation", name, text, relation=Message(_RELATION_WORDS[relation])),)
    return ()


_RELATION_WORDS = {str(choice.value): choice.label for choice in form.field("applicant.relation").choices}


def _applicant_born(name: str, value: object, answers: Answers, on: Circumstances) -> Remarks:
    if not isinstance(value, dt.date) or value > on.today:
        return _past(name, value, answers, on)
    told = iin.parts(answers.get("applicant.iin", ""))
    if told is not None and told.born is not None:
        if told.born == value:
            return ()
        text = mark("The IIN says {date}: compare both with the document shown.")
        return (warning("iin_born", name, text, date=told.born),)
    if eligibility.birthday(value, value.year + ADULT) > on.today:
        return (warning("applicant_under_age", name, "By this date the applicant is under 18: compare it."),)
    return ()


def _applicant_sex(name: str, value: object, answers: Answers, on: Circumstances) -> Remarks:
    told = iin.parts(answers.get("applicant.iin", ""))
    if told is None or told.sex is None or told.sex == value:
        return ()
    return (warning("iin_sex", name, "The IIN says otherwise: compare both with the document shown."),)


def _child_iin(name: str, value: object, answers: Answers, on: Circumstances) -> Remarks:
    if value == iin.clean(answers.get("applicant.iin", "").strip()):
        return (error("iin_of_the_applicant", name, "This is the applicant's number: enter the child's own."),)
    if on.already:
        text = mark("This child has applied already this year, № {number}: open that application instead.")
        return (error("already_applied", name, text, number=on.already),)
    return ()


def _born(name: str, value: object, answers: Answers, on: Circumstances) -> Remarks:
    if not isinstance(value, dt.date):
        return ()
    remarks = eligibility.check(value, on.year, on.today, name)
    told = iin.parts(answers.get("child.iin", ""))
    if told is not None and told.born is not None and told.born != value:
        text = mark("The IIN says {date}: compare both with the birth certificate; the certificate decides.")
        remarks += (warning("iin_born", name, text, date=told.born),)
    return remarks


def _sex(name: str, value: object, answers: Answers, on: Circumstances) -> Remarks:
    told = iin.parts(answers.get("child.iin", ""))
    if told is None or told.sex is None or told.sex == value:
        return ()
    text = mark("By the IIN it is a {sex}: compare both with the birth certificate; the certificate decides.")
    return (warning("iin_sex", name, text, sex=WORDS_OF_SEX[told.sex]),)


def _catchment(name: str, value: object, answers: Answers, on: Circumstances) -> Remarks:
    if value != Catchment.UNKNOWN:
        return ()
    return (warning("catchment_unknown", name, "Look the address up in the list of the school's territory."),)


def _language(name: str, value: object, answers: Answers, on: Circumstances) -> Remarks:
    if not on.class_set_letters or value in on.class_set_letters.values():
        return ()
    text = mark("No open class-set teaches in this language: tell the family before you receive it.")
    return (warning("no_class_set_of_language", name, text),)


def _wished(name: str, value: object, answers: Answers, on: Circumstances) -> Remarks:
    letter = str(value)
    language = on.class_set_letters.get(letter)
    if language is None:
        text = mark("There is no open class-set 1 «{letter}» this year: choose another, or leave it empty.")
        return (error("no_such_class_set", name, text, letter=letter),)
    if language != answers.get("application.language", "").strip():
        text = mark("1 «{letter}» teaches in another language than the one wished: ask which of both is meant.")
        return (warning("class_set_of_another_language", name, text, letter=letter),)
    return ()


def _form_date(name: str, value: object, answers: Answers, on: Circumstances) -> Remarks:
    if not isinstance(value, dt.date) or value > on.today:
        return _past(name, value, answers, on)
    if value.year != on.year:
        return (warning("form_of_another_year", name, "Dated in another year: ask for an application of this year."),)
    days = on.policy.application_days
    if (on.today - value).days <= days:
        return ()
    text = mark("Dated more than {days} days ago: ask whether all that is written in it still holds.")
    return (warning("application_old", name, text, days=days),)


def _past(name: str, value: object, answers: Answers, on: Circumstances) -> Remarks:
    if not isinstance(value, dt.date) or value <= on.today:
        return ()
    return (warning("date_ahead", name, "This date lies ahead: compare it with the paper."),)


def _photos(name: str, value: object, answers: Answers, on: Circumstances) -> Remarks:
    if not isinstance(value, int):
        return ()
    if online.online(answers):
        return () if value >= online.PHOTOS_NEEDED else (warning("does_not_conform", name, _NO_DIGITAL_PHOTO),)
    return photos.count_remarks(value, on.policy.photos_needed, name)


_NO_DIGITAL_PHOTO = mark("No digital photo in the portal: it does not conform and may be refused on ground 2.")


def _medical_number(name: str, value: object, answers: Answers, on: Circumstances) -> Remarks:
    return medical.number_remarks(_FORMS[name.partition(".")[0]], str(value), name)


def _medical_date(name: str, value: object, answers: Answers, on: Circumstances) -> Remarks:
    return medical.date_remarks(value, on.today, on.policy.form_months, name) if isinstance(value, dt.date) else ()


_FORMS = {"form_065": MedicalForm.FORM_065, "form_052": MedicalForm.FORM_052}

_RULES: Mapping[str, Callable[[str, object, Answers, Circumstances], Remarks]] = {
    "applicant.document_number": _document_number,
    "applicant.document_valid_until": _valid_until,
    "applicant.iin": _applicant_iin,
    "applicant.born": _applicant_born,
    "applicant.sex": _applicant_sex,
    "applicant.basis_date": _past,
    "child.iin": _child_iin,
    "child.born": _born,
    "child.sex": _sex,
    "application.catchment": _catchment,
    "application.language": _language,
    "application.wished_class_set": _wished,
    "application.form_date": _form_date,
    "photos.count": _photos,
    "form_065.number": _medical_number,
    "form_052.number": _medical_number,
    "form_065.issued": _medical_date,
    "form_052.issued": _medical_date,
}
