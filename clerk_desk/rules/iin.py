"""The number of a person (IIN) and of an organisation (BIN): whether it can be right, and what its digits say."""

import datetime as dt
import re
from dataclasses import dataclass

from clerk_desk.objection import Remark, error, warning
from clerk_desk.rules.digits import row_to_digits
from data.vocabulary import Sex

LENGTH = 12
_FIRST_WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND_WEIGHTS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
_NO_DIGIT = 10
_CENTURIES = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}
_BETWEEN = re.compile(r"[\s\-‐‑–—_]+")
_HIDDEN = "•" * 6


@dataclass(frozen=True, slots=True)
class Parts:
    """What a number with a fitting check digit says. Since 2013 neither date nor sex in it binds: they are a hint.

    `born` is None if the digits are no date or the 7th digit names no century; `sex` is None with such a
    7th digit.
    """

    number: str
    born: dt.date | None
    sex: Sex | None


def clean(text: str) -> str:
    """The digits as meant: spaces and hyphens go, letters of the Kazakh digit row become digits; the rest stays."""
    return row_to_digits(_BETWEEN.sub("", text))


def is_twelve_digits(number: str) -> bool:
    """True for exactly twelve digits 0 to 9."""
    return len(number) == LENGTH and number.isascii() and number.isdigit()


def check_digit(eleven: str) -> int | None:
    """The twelfth digit that belongs to eleven digits, or None if no number with these eleven exists.

    Sum of digit times weight modulo 11; if that is 10, again with the second weights; if 10 again, none.
    """
    for weights in (_FIRST_WEIGHTS, _SECOND_WEIGHTS):
        rest = sum(int(digit) * weight for digit, weight in zip(eleven, weights, strict=True)) % 11
        if rest != _NO_DIGIT:
            return rest
    return None


def check_digit_fits(number: str) -> bool:
    """True for twelve digits, not all zero, whose last one is their check digit."""
    return is_twelve_digits(number) and number.strip("0") != "" and check_digit(number[:-1]) == int(number[-1])


def parts(text: str) -> Parts | None:
    """What the number says, or None unless it is a whole number with a fitting check digit. Spaces are allowed."""
    number = clean(text)
    if not check_digit_fits(number):
        return None
    return Parts(number, _born(number), _sex(number))


def _sex(number: str) -> Sex | None:
    if number[6] not in _CENTURIES:
        return None
    return Sex.MALE if int(number[6]) % 2 else Sex.FEMALE


def _born(number: str) -> dt.date | None:
    century = _CENTURIES.get(number[6])
    if century is None:
        return None
    try:
        return dt.date(century + int(number[:2]), int(number[2:4]), int(number[4:6]))
    except ValueError:
        return None


def check(text: str, field: str = "") -> tuple[Remark, ...]:
    """What must be said of an IIN by itself: length and check digit (errors), an odd 7th digit or date (warnings)."""
    number = clean(text)
    if not is_twelve_digits(number):
        return (_not_twelve(number, field),)
    if not check_digit_fits(number):
        return (error("iin_check_digit", field, "The 11th digit or another does not fit: compare with the document."),)
    if number[6] not in _CENTURIES:
        return (
            warning(
                "iin_seventh_digit",
                field,
                "The 7th digit is {digit}, it is usually 1 to 6: compare with the document.",
                digit=int(number[6]),
            ),
        )
    if _born(number) is None:
        return (warning("iin_date", field, "The first six digits are no date: compare with the document."),)
    return ()


def _not_twelve(number: str, field: str) -> Remark:
    if number.isascii() and number.isdigit():
        return error(
            "iin_length", field, "An IIN has 12 digits, here are {n}: compare with the document.", n=len(number)
        )
    return error("iin_digits", field, "An IIN has only digits, 12 of them: compare with the document.")


def mask(number: str) -> str:
    """A number for lists: the date in it is shown, the rest hidden. Shorter texts are hidden whole."""
    return number[:6] + _HIDDEN if len(number) == LENGTH else "•" * len(number)


def group(number: str) -> str:
    """A number for reading: 210 331 699 903. Anything but twelve digits stays as it is."""
    return " ".join(number[at : at + 3] for at in range(0, LENGTH, 3)) if is_twelve_digits(number) else number


def check_bin(text: str, field: str = "") -> tuple[Remark, ...]:
    """What must be said of a BIN: YYMM, type 4 to 6, a digit 0 to 3, serial, check digit as in an IIN."""
    number = clean(text)
    if not is_twelve_digits(number):
        return (error("bin_length", field, "A BIN has 12 digits: compare with the school's certificate."),)
    if not check_digit_fits(number):
        return (
            error("bin_check_digit", field, "One of the digits does not fit: compare with the school's certificate."),
        )
    if not "01" <= number[2:4] <= "12" or number[4] not in "456" or number[5] not in "0123":
        return (warning("bin_form", field, "This looks like no BIN of an organisation: compare with the certificate."),)
    return ()
