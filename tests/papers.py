"""The papers of an invented child, as a clerk would type them in."""

from clerk_desk.rules.form import FIELDS

COMPLETE: dict[str, str] = {
    "applicant.shown": "original",
    "applicant.document_kind": "id_card",
    "applicant.document_number": "000000017",
    "applicant.document_issuer": "ҚР ІІМ",
    "applicant.document_valid_until": "01.04.2033",
    "applicant.iin": "900312499911",
    "applicant.born": "12.03.1990",
    "applicant.sex": "female",
    "applicant.surname": "Сәрсенбаева",
    "applicant.given_name": "Айгүл",
    "applicant.patronymic": "Нұрланқызы",
    "applicant.relation": "mother",
    "applicant.phone": "8 701 123 45 67",
    "applicant.is_holder": "yes",
    "applicant.original_returned": "yes",
    "child.iin": "210331699903",
    "child.surname": "Сәрсенбай",
    "child.given_name": "Аружан",
    "child.patronymic": "Әлиханқызы",
    "child.born": "31.03.2021",
    "child.sex": "female",
    "child.citizenship": "Қазақстан",
    "child.birth_certificate": "АА 0000017",
    "child.address": "Алматы, Абай даңғылы, 1, 17",
    "child.special_needs": "no",
    "application.catchment": "yes",
    "application.language": "kk",
    "application.form_present": "yes",
    "application.form_date": "01.04.2027",
    "application.form_signed": "yes",
    "application.consent_processing": "yes",
    "application.consent_access": "yes",
    "photos.count": "2",
    "photos.size_3x4": "yes",
    "photos.of_this_child": "yes",
    "photos.recent": "yes",
    "form_065.present": "yes",
    "form_065.number": "065/у",
    "form_065.issued": "15.03.2027",
    "form_065.clinic": "№5 емхана",
    "form_065.signed": "yes",
    "form_065.stamped": "yes",
    "form_065.of_this_child": "yes",
    "form_052.present": "yes",
    "form_052.number": "052-2/у",
    "form_052.issued": "16.03.2027",
    "form_052.clinic": "№5 емхана",
    "form_052.signed": "yes",
    "form_052.stamped": "yes",
    "form_052.of_this_child": "yes",
}
"""A girl born 31.03.2021, six years old on the day before; her mother; nothing is missing. Nobody's papers."""


def complete_answers(**changes: str) -> dict[str, str]:
    """The answers of a complete intake that can be received, with some changed.

    A name is written with two underscores for the dot: complete_answers(child__iin="", photos__count="1").
    An empty text takes the answer away.
    """
    names = {field.name for field in FIELDS}
    answers = dict(COMPLETE)
    for key, value in changes.items():
        name = key.replace("__", ".", 1)
        if name not in names:
            raise KeyError(name)
        answers[name] = value
        if not value:
            del answers[name]
    return answers
