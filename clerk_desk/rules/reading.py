"""From what was typed to what is meant, and back: one reading for each kind of field."""

import datetime as dt
from collections.abc import Callable

from clerk_desk.rules import dates, email_address, iin, medical, phone
from clerk_desk.rules.choices import NO, YES
from clerk_desk.rules.digits import row_to_digits, typed_on_the_row
from clerk_desk.rules.form import Field, Kind
from clerk_desk.rules.names import class_letter, clean

_MOST = 99


def read(field: Field, text: str) -> object | None:
    """What the text means in this field, or None if that cannot be told (yet); it never raises.

    A date for DATE, an int from 0 to 99 for COUNT, a bool for YES_NO, the field's own StrEnum word for
    CHOICE, else a cleaned str: 12 digits for IIN (right or not: that is checked elsewhere), +77011234567
    for PHONE, one upper-case letter for CLASS_SET. An empty text is None in every field.
    """
    cleaned = clean(text)
    return _READERS[field.kind](field, cleaned) if cleaned else None


def write(field: Field, value: object | None) -> str:
    """The text that stands in the field for a value: `read` gives the same value back. None is the empty text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, dt.date):
        return dates.show(value)
    if field.kind is Kind.PHONE:
        return phone.show(str(value))
    return str(value)


def _iin(_: Field, text: str) -> str | None:
    number = iin.clean(text)
    return number if iin.is_twelve_digits(number) else None


def _choice(field: Field, text: str) -> str | None:
    return next((choice.value for choice in field.choices if choice.value == text.casefold()), None)


def _yes_no(_: Field, text: str) -> bool | None:
    return {YES: True, NO: False}.get(text.casefold())


def _count(_: Field, text: str) -> int | None:
    digits = row_to_digits(text)
    return int(digits) if digits.isascii() and digits.isdigit() and int(digits) <= _MOST else None


def _code(field: Field, text: str) -> str:
    if typed_on_the_row(text):
        return row_to_digits(text)
    return medical.as_meant(text) if field.name.startswith("form_") else text


_READERS: dict[Kind, Callable[[Field, str], object | None]] = {
    Kind.TEXT: lambda _, text: text,
    Kind.NAME: lambda _, text: text,
    Kind.IIN: _iin,
    Kind.DATE: lambda _, text: dates.parse(text),
    Kind.CHOICE: _choice,
    Kind.YES_NO: _yes_no,
    Kind.PHONE: lambda _, text: phone.parse(text),
    Kind.EMAIL: lambda _, text: email_address.parse(text),
    Kind.COUNT: _count,
    Kind.CODE: _code,
    Kind.CLASS_SET: lambda _, text: class_letter(text),
}
