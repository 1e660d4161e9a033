"""The machine-readable zone of an identity document: what it says, or which of its check digits does not fit.

ICAO 9303: part 5 (TD1, an ID card: three lines of 30 signs) and part 4 (TD3, a passport: two lines of 44).
Documents of Kazakhstan bear the IIN in the zone: TD1 at positions 16 to 27 of line 1, TD3 in the field of
the personal number.
"""

import datetime as dt
import re
from dataclasses import dataclass

from clerk_desk.objection import Message, Remark, mark, warning
from clerk_desk.rules import iin
from clerk_desk.rules.layouts import zone_sign
from clerk_desk.rules.zone_shape import Size, check_digit, has_shape, misread
from data.vocabulary import DocumentKind, Sex

HOME = "KAZ"
_STATELESS, _REFUGEES = "XXA", frozenset({"XXB", "XXC"})
_PARTING = re.compile(r"[\s]+")

YEARS_AHEAD = 50
"""A document's two-digit year lies at most so many years ahead; a later one has gone by."""


@dataclass(frozen=True, slots=True)
class Zone:
    """What a zone says whose check digits all fit. Names are Latin and have no patronymic.

    `issuer` is ICAO's code of the state; `iin` is None where the zone bears none; `born` and `valid_until` are
    None where the zone leaves them open; `cut` is true if the names filled their field to the last sign, so that
    they may be shortened.
    """

    kind: Size
    document: DocumentKind
    issuer: str
    number: str
    iin: str | None
    born: dt.date | None
    sex: Sex | None
    valid_until: dt.date | None
    surname: str
    given_names: str
    cut: bool = False
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class WrongZone:
    """A zone that was misread: `failing` are the parts whose check digit does not fit, in words."""

    kind: Size
    failing: tuple[str, ...]

    def said(self) -> tuple[Message, ...]:
        """The failing parts, to be put into a sentence."""
        return tuple(Message(part) for part in self.failing)


NUMBER = mark("the check digit of the number")
BORN = mark("the check digit of the date of birth")
VALID = mark("the check digit of the date of validity")
PERSONAL = mark("the check digit of the personal number")
WHOLE = mark("the check digit of the whole zone")
IIN = mark("the check digit of the IIN")
SIGNS = mark("a sign that cannot stand there")


def read_zone(text: str, today: dt.date) -> Zone | WrongZone | None:
    """What a zone says; None if the text has not the shape of one.

    Lines may stand together or apart, on any layout (see `layouts`). `today` decides the century of its dates:
    a birth is never ahead, a document is valid for at most 50 years from now.
    """
    signs = "".join(zone_sign(letter) or letter for letter in _PARTING.sub("", text))
    for size in Size:
        if has_shape(signs, size):
            return _read(size, signs, today)
    return None


@dataclass(frozen=True, slots=True)
class _Parts:
    """The zone cut into its fields, as they stand."""

    code: str
    issuer: str
    nationality: str
    number: str
    number_digit: str
    born: str
    born_digit: str
    sex: str
    valid: str
    valid_digit: str
    personal: str
    personal_digit: str
    checked_whole: str
    whole_digit: str
    names: str


def _card(z: str) -> _Parts:
    one, two, names = z[:30], z[30:60], z[60:]
    number, digit, rest = one[5:14], one[14], one[15:30]
    if digit == "<" and rest[0] != "<":
        # A number of more than nine signs goes on in the optional field, its check digit behind it.
        more = rest.split("<", 1)[0]
        number, digit, rest = number + more[:-1], more[-1], rest[len(more) :]
    whole = one[5:] + two[0:7] + two[8:15] + two[18:29]
    dates = (two[0:6], two[6], two[7], two[8:14], two[14])
    return _Parts(z[:2], z[2:5], two[15:18], number, digit, *dates, rest, "", whole, two[29], names)


def _passport(z: str) -> _Parts:
    two = z[44:]
    whole = two[0:10] + two[13:20] + two[21:43]
    dates = (two[13:19], two[19], two[20], two[21:27], two[27])
    return _Parts(z[:2], z[2:5], two[10:13], two[0:9], two[9], *dates, two[28:42], two[42], whole, two[43], z[5:44])


def _read(size: Size, signs: str, today: dt.date) -> Zone | WrongZone:
    parts = _card(signs) if size is Size.CARD else _passport(signs)
    number = _number_in(parts)
    failing = _failing(parts)
    if number is not None and not iin.check_digit_fits(number):
        failing = (*failing, IIN)
    if not failing and misread(signs, size):
        failing = (SIGNS,)
    if failing:
        return WrongZone(size, failing)
    born = _born(parts.born, number, today)
    surname, _, given = parts.names.partition("<<")
    return Zone(
        kind=size,
        document=_document(size, parts),
        issuer=_words(parts.issuer),
        number=_words(parts.number).replace(" ", ""),
        iin=number,
        born=born,
        sex={"M": Sex.MALE, "F": Sex.FEMALE}.get(parts.sex),
        valid_until=_ahead(parts.valid, today),
        surname=_words(surname),
        given_names=_words(given),
        cut=not parts.names.endswith("<"),
        remarks=_remarks(number, born),
    )


def _failing(parts: _Parts) -> tuple[str, ...]:
    checks = (
        (NUMBER, parts.number, parts.number_digit),
        (BORN, parts.born, parts.born_digit),
        (VALID, parts.valid, parts.valid_digit),
        (PERSONAL, parts.personal, parts.personal_digit),
        (WHOLE, parts.checked_whole, parts.whole_digit),
    )
    failing = tuple(name for name, signs, digit in checks if not _fits(signs, digit, name is PERSONAL))
    # Where a part fails, the digit over the whole fails with it and tells nothing more.
    return tuple(name for name in failing if name is not WHOLE) or failing


def _fits(signs: str, digit: str, is_personal: bool) -> bool:
    if is_personal and (digit == "" or (digit == "<" and not signs.strip("<"))):
        return True  # a card has no such digit; a passport without a personal number may leave it open
    return digit.isdigit() and check_digit(signs) == int(digit)


def _number_in(parts: _Parts) -> str | None:
    """The IIN of a document of Kazakhstan: twelve digits where it stands, whether they fit or not."""
    number = parts.personal[: iin.LENGTH]
    return number if parts.issuer == HOME and iin.is_twelve_digits(number) else None


def _document(size: Size, parts: _Parts) -> DocumentKind:
    """What the document is. A card of another state counts as a foreign passport: the form has no closer word."""
    if parts.issuer != HOME:
        return DocumentKind.FOREIGN_PASSPORT
    if parts.nationality == _STATELESS:
        return DocumentKind.STATELESS
    if parts.nationality in _REFUGEES:
        return DocumentKind.REFUGEE
    if parts.nationality != HOME or (size is Size.CARD and parts.code[1] == "R"):
        return DocumentKind.RESIDENCE_PERMIT
    return DocumentKind.ID_CARD if size is Size.CARD else DocumentKind.PASSPORT


def _words(signs: str) -> str:
    return " ".join(signs.replace("<", " ").split())


def _date(six: str, century: int) -> dt.date | None:
    try:
        return dt.date(century + int(six[:2]), int(six[2:4]), int(six[4:6]))
    except ValueError:
        return None


def _born(six: str, number: str | None, today: dt.date) -> dt.date | None:
    """The date of birth: the IIN's, if it says the same day of a year; else the last such day that has been."""
    told = iin.parts(number) if number is not None else None
    if told is not None and told.born is not None and f"{told.born:%y%m%d}" == six and told.born <= today:
        return told.born
    century = today.year // 100 * 100
    born = _date(six, century)
    return born if born is not None and born <= today else _date(six, century - 100)


def _ahead(six: str, today: dt.date) -> dt.date | None:
    """The day until which the document is valid: the latest such day not more than 50 years ahead."""
    century = today.year // 100 * 100
    until = _date(six, century + 100)
    if until is not None and until.year <= today.year + YEARS_AHEAD:
        return until
    until = _date(six, century)
    return until if until is None or until.year <= today.year + YEARS_AHEAD else _date(six, century - 100)


def _remarks(number: str | None, born: dt.date | None) -> tuple[Remark, ...]:
    told = iin.parts(number) if number is not None else None
    if told is None or told.born is None or born is None or told.born == born:
        return ()
    text = "The IIN says {iin}, the date of birth beside it {date}: compare both with the document."
    return (warning("zone_iin_date", "", text, iin=told.born, date=born),)
