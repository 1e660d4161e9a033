"""Phone numbers: 8 701 123 45 67, +7 (701) 123-45-67 and 701… are the same number; other countries with their code."""

import phonenumbers

from clerk_desk.objection import Remark, warning
from clerk_desk.rules.digits import letters_to_digits, row_to_digits

HOME = "KZ"
_HOME_CODE = 7
_NATIONAL_DIGITS = 10
_HOME_BEGINNINGS = ("6", "7")


def parse(text: str) -> str | None:
    """The number as +77011234567 (E.164), or None if it cannot be dialled.

    A number of a known plan, or +7 and ten digits from 6 or 7 on, or a number abroad of a possible length that
    was given with "+". On the Kazakh layout "," and "." may be 6 and 7: tried only if the text fits no other way.
    """
    for typed in (letters_to_digits(text), row_to_digits(text)):
        number = _parsed(typed.strip())
        if number is not None and _can_be_dialled(number, typed):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return None


def show(number: str) -> str:
    """A number as it is read aloud: +7 701 123 45 67; abroad as is usual there. Unreadable text stays as it is."""
    parsed = _parsed(number)
    if parsed is None:
        return number
    digits = number.removeprefix("+")
    if parsed.country_code == _HOME_CODE and len(digits) == 1 + _NATIONAL_DIGITS:
        return f"+{digits[0]} {digits[1:4]} {digits[4:7]} {digits[7:9]} {digits[9:]}"
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def check(number: str, field: str = "") -> tuple[Remark, ...]:
    """What must be said of a readable number (E.164): that nobody knows its beginning."""
    parsed = _parsed(number)
    if parsed is None or phonenumbers.is_valid_number(parsed):
        return ()
    return (warning("phone_unknown", field, "No phone is known to begin like this: read the number aloud once more."),)


def _parsed(text: str) -> phonenumbers.PhoneNumber | None:
    if text.startswith("00"):
        text = "+" + text[2:]
    if any(sign.isalpha() for sign in text):
        return None  # phonenumbers reads 0800-FLOWERS as digits; here a letter is a slip
    try:
        return phonenumbers.parse(text, HOME)
    except phonenumbers.NumberParseException:
        return None


def _can_be_dialled(number: phonenumbers.PhoneNumber, typed: str) -> bool:
    if phonenumbers.is_valid_number(number):
        return True
    if number.country_code == _HOME_CODE:
        # Not 8…: that is 8 for a call at home and one digit too few.
        national = phonenumbers.national_significant_number(number)
        return len(national) == _NATIONAL_DIGITS and national.startswith(_HOME_BEGINNINGS)
    return typed.lstrip().startswith(("+", "00")) and phonenumbers.is_possible_number(number)
