"""By how many slips two spellings of a name differ: a letter wrong, too many, too few, or two in the wrong order."""

import math
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from clerk_desk.objection import Message, mark
from clerk_desk.rules.name_skeleton import house, skeleton
from clerk_desk.rules.names import clean, fold, is_cyrillic

OTHER = math.inf
"""The count of names that are not the same name."""


@dataclass(frozen=True, slots=True)
class Slips:
    """How many slips, and what they are in words; None where there is nothing to say."""

    count: float
    reason: Message | None = None


NO_SLIP = Slips(0)
_ANOTHER = Slips(OTHER)
_LETTER = Slips(1, Message(mark("one letter differs")))
_LETTERS = Slips(2, Message(mark("two letters differ")))
_LATIN = Slips(0, Message(mark("Latin letters")))
_PART = Slips(1, Message(mark("a part of the name is missing")))
_ENDING = Slips(1, Message(mark("the surname ends otherwise")))
_ENDING_AND_LETTER = Slips(2, Message(mark("the surname ends otherwise")))

_LEAST_OF_A_PART = 3
"""Letters that a surname without its ending, or a part of a double name, must have to tell anything."""
_LEAST_FOR_ONE, _LEAST_FOR_TWO = 4, 6
"""Letters that a name must have for one wrong letter, and for two, to leave it the same name."""


@lru_cache(maxsize=1 << 14)
def given_slips(one: str, other: str, *, of_skeletons: bool = False) -> Slips:
    """How a given name differs from another: no slip, one, two, or OTHER. An empty name is OTHER than any."""
    this, that = (one, other) if of_skeletons else (skeleton(one), skeleton(other))
    if not this or not that:
        return _ANOTHER
    if this == that:
        return NO_SLIP if of_skeletons or _cyrillic(one) == _cyrillic(other) else _LATIN
    count = OSA.distance(this, that)
    if not of_skeletons and _cyrillic(one) and _cyrillic(other):
        # One wrong letter may be two of the skeleton: я is written ia there.
        this, that = _letters(one), _letters(other)
        count = min(count, OSA.distance(this, that))
    shorter = min(len(this), len(that))
    if count <= 1 and shorter >= _LEAST_FOR_ONE:
        return _LETTER
    if count <= 2 and shorter >= (_LEAST_FOR_TWO if count == 2 else 3):
        return _LETTERS
    if not of_skeletons and _part(one, other):
        return _PART
    return _ANOTHER


@lru_cache(maxsize=1 << 14)
def surname_slips(one: str, other: str) -> Slips:
    """The same of surnames, which besides end otherwise for a boy, a girl, and in another language."""
    found = given_slips(one, other)
    if found.count > 1:
        this, that = house(one), house(other)
        shorter = min(len(this), len(that))
        if this == that and shorter >= _LEAST_OF_A_PART:
            return _ENDING
        if found.count == OTHER and shorter >= _LEAST_FOR_ONE and OSA.distance(this, that) == 1:
            return _ENDING_AND_LETTER
    return found


def _cyrillic(name: str) -> bool:
    return any(is_cyrillic(letter) for letter in name)


def _letters(name: str) -> str:
    return fold(name).replace(" ", "")


def _part(one: str, other: str) -> bool:
    """One is a part of the other's double name."""
    this, that = (
        frozenset(filter(None, map(skeleton, clean(name).replace("-", " ").split()))) for name in (one, other)
    )
    shorter, longer = sorted((this, that), key=len)
    return shorter < longer and all(len(word) >= _LEAST_OF_A_PART for word in shorter)
