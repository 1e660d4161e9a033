"""The shape of a machine-readable zone: how many signs, what may stand where, and its check digits (ICAO 9303)."""

from enum import StrEnum

from clerk_desk.rules.layouts import ZONE

WEIGHTS = (7, 3, 1)
_VALUES = {sign: value for value, sign in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}

MOST_MISREAD = 4
"""Signs of a zone that may stand where they cannot, before it is no zone at all: then its digits are named as wrong."""


class Size(StrEnum):
    """The two sizes of a document's zone that an office meets."""

    CARD = "TD1"
    PASSPORT = "TD3"


SHAPES = {Size.CARD: (30, 3), Size.PASSPORT: (44, 2)}
"""Signs in a line, and lines."""

# What may stand where: T or P the first sign, A a letter or <, D and C a digit or <, S a sex, * anything.
_PLACES = {
    Size.CARD: "TAAAA" + "*" * 25 + "DDDDDDCSDDDDDDCAAA" + "*" * 11 + "C" + "A" * 30,
    Size.PASSPORT: "PAAAA" + "A" * 39 + "*" * 9 + "CAAADDDDDDCSDDDDDDC" + "*" * 14 + "CC",
}
_LETTERS, _DIGITS = frozenset(ZONE[:26] + "<"), frozenset("0123456789<")
_MAY = {"A": _LETTERS, "D": _DIGITS, "C": _DIGITS, "S": frozenset("MFX<"), "T": frozenset("IAC"), "P": frozenset("P")}

FIRST_SIGNS = _MAY["T"] | _MAY["P"]
"""The sign that a zone begins with: I, A or C for a card, P for a passport."""


def has_shape(signs: str, size: Size) -> bool:
    """True if the signs can only be a zone of that size; a few of them may be misread."""
    places = _PLACES[size]
    if len(signs) != len(places) or signs[0] not in _MAY[places[0]]:
        return False
    if not all(sign in _VALUES for sign in signs) or "<<" not in signs:
        return False
    return misread(signs, size) <= MOST_MISREAD


def begins(signs: str, size: Size) -> bool:
    """True if the signs can be the beginning of a zone of that size, read without a fault."""
    places = _PLACES[size]
    if not 0 < len(signs) <= len(places):
        return False
    return all(place not in _MAY or sign in _MAY[place] for sign, place in zip(signs, places, strict=False))


def length(size: Size) -> int:
    """How many signs the zone has."""
    return len(_PLACES[size])


def check_digit(signs: str) -> int:
    """The check digit of signs 0–9, A–Z and <: weights 7, 3, 1, modulo 10 (part 3, section 4.9)."""
    return sum(_VALUES[sign] * WEIGHTS[at % 3] for at, sign in enumerate(signs)) % 10


def misread(signs: str, size: Size) -> int:
    """How many signs stand where such a sign cannot stand."""
    return sum(place in _MAY and sign not in _MAY[place] for sign, place in zip(signs, _PLACES[size], strict=True))
