"""When the pen goes on by itself, and where to: a finished field needs no key, an answered one no visit."""

import re

from clerk_desk.rules import dates, iin, phone
from clerk_desk.rules.digits import letters_to_digits, row_to_digits
from clerk_desk.rules.form import Answers, Field, Kind, asked
from clerk_desk.rules.reading import read
from data.vocabulary import DocumentKind

_PARTED = re.compile(r"\d{1,2}[./\-\s]+\d{1,2}[./\-\s]+(\d{4}|\d{2})", re.ASCII)
_ON_THE_ROW = re.compile(r"[\d,.]{4}\d[\d,.](?:[\d,.]{2})?", re.ASCII)
_BEGINNINGS_OF_YEARS = ("19", "20")
_DOCUMENT_NUMBERS: dict[str, re.Pattern[str]] = {
    DocumentKind.ID_CARD: re.compile(r"\d{9}", re.ASCII),
    DocumentKind.PASSPORT: re.compile(r"[NnНн]\d{8}", re.ASCII),
}
_AT_HOME = "+7"
_MOST_PRINTS = 2
"""Digits of the most prints that can be counted."""


def still_asks(question: Field, answers: Answers) -> bool:
    """True if Enter stops at this field: it is asked and unanswered, or what stands in it cannot be meant.

    What a preset, an IIN, a scan or the desk has answered is passed by, and so is an empty field that stands aside.
    """
    if not asked(question, answers):
        return False
    text = answers.get(question.name, "").strip()
    if not text:
        return not question.aside
    if question.kind is Kind.IIN:
        return not iin.check_digit_fits(iin.clean(text))
    return read(question, text) is None


def finished(question: Field, text: str, answers: Answers) -> bool:
    """True if what was typed is whole, and no further key could belong to it.

    So are: 12 digits of an IIN whose check digit fits; the 9 digits of an ID card, the N and 8 digits of a
    passport; a phone number to which no digit can be added; a date (of six digits unless they may be the
    beginning of eight); a count of two digits, or of one that begins no larger one. Free text never is.
    """
    if question.kind is Kind.IIN:
        return iin.check_digit_fits(iin.clean(text))
    if question.kind is Kind.DATE:
        return _whole_date(text)
    if question.kind is Kind.PHONE:
        return _whole_phone(text)
    if question.kind is Kind.COUNT:
        digits = row_to_digits(text)
        return digits.isdigit() and (len(digits) == _MOST_PRINTS or digits != "1")
    if question.name == "applicant.document_number":
        form = _DOCUMENT_NUMBERS.get(answers.get("applicant.document_kind", ""))
        return form is not None and form.fullmatch(re.sub(r"[\s\-№]", "", text)) is not None
    return False


def _whole_date(text: str) -> bool:
    """010427 is whole, 010420 may become 01042027; 1.4.27 is whole, 1.4.20 may become 1.4.2027."""
    typed = letters_to_digits(text.strip())
    if dates.parse(typed) is None:
        return False
    if parted := _PARTED.fullmatch(typed):
        return parted[1] not in _BEGINNINGS_OF_YEARS
    # On the Kazakh row "," is 6 and "." is 7. While dd.mm. is being typed the year's first place holds no digit yet.
    if not _ON_THE_ROW.fullmatch(typed) or dates.parse(row_to_digits(typed)) != dates.parse(typed):
        return False
    return len(typed) == len("ddmmyyyy") or row_to_digits(typed)[-2:] not in _BEGINNINGS_OF_YEARS


def _whole_phone(text: str) -> bool:
    """A number at home to which no digit can be added: 8 701…, +7 701…, 701…; 777 123 45 67 may go on as +7 771…"""
    typed = letters_to_digits(text.strip())
    # Dots may part the number, or be the 7 of the Kazakh row; abroad nobody knows how long a number is.
    if "," in typed or "." in typed or not (phone.parse(typed) or "").startswith(_AT_HOME):
        return False
    return not any(phone.parse(typed + digit) for digit in "0123456789")
