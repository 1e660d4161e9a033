"""Whether two children may be one: names and dates held beside each other as an attentive clerk would.

Nothing here is a verdict: the same child, a twin, or somebody to look at again, and why it seems so. Slips are
counted: none or one in all and the rest agrees is very probably the same child; two are worth a look. What speaks
against it counts too: another number of a whole and right IIN, another sex, another father. The bounds were chosen
by measurement (`python -m benchmarks.similarity`).
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from clerk_desk.objection import Message, mark
from clerk_desk.rules.date_slips import NO_DATE, date_slip
from clerk_desk.rules.name_skeleton import father, skeleton
from clerk_desk.rules.name_slips import NO_SLIP, OTHER, Slips, given_slips, surname_slips
from data.vocabulary import Sex


@dataclass(frozen=True, slots=True)
class Person:
    """A child as far as it is known, and the parent who applies; "" and None where it is not.

    IINs are twelve digits, `phone` is as it is kept (+77011234567), `parent` a whole name.
    """

    surname: str
    given_name: str
    patronymic: str = ""
    born: dt.date | None = None
    iin: str = ""
    parent_iin: str = ""
    parent: str = ""
    phone: str = ""
    sex: Sex | None = None


class Kind(StrEnum):
    """What two children alike seem to be, the most serious first."""

    SAME_IIN = "same_iin"
    SAME = "same"
    ALIKE = "alike"
    TWIN = "twin"


@dataclass(frozen=True, slots=True)
class Likeness:
    """What they seem to be, why, and how many slips apart they are (fewer is more alike)."""

    kind: Kind
    reasons: tuple[Message, ...]
    slips: float = 0.0

    @property
    def rank(self) -> tuple[int, float]:
        """The most serious sorts first."""
        return list(Kind).index(self.kind), self.slips


TWIN = mark("same parent: a twin?")
_SAME_PARENT = Message(mark("the same parent"))
_SWAPPED = Message(mark("surname and given name swapped"))


def compare(one: Person, other: Person) -> Likeness | None:
    """What the two seem to be, or None if nothing speaks for one child or for twins. Both ways it is the same."""
    if one.iin and one.iin == other.iin:
        return Likeness(Kind.SAME_IIN, (Message(mark("the same IIN")),))
    date, parent = date_slip(one.born, other.born), same_parent(one, other)
    if date is None and not parent:
        return None
    names, apart = _names(one, other), _apart(one, other)
    if date is None:
        return _only_the_date_differs(names, apart)
    if parent and date == NO_SLIP and names.given_apart > 0:
        twin = _twin(one, other, names, apart)
        if twin is not None:
            return twin
    if OTHER in (names.given.count, names.surname.count):
        return _only_the_surname_differs(names, date) if parent and not apart else None
    return _judged(one, other, names, date, parent, apart)


def same_parent(one: Person, other: Person) -> bool:
    """True if the same person applies for both: by IIN, else by phone, or by a name spelt alike."""
    if one.parent_iin and other.parent_iin:
        return one.parent_iin == other.parent_iin or (one.phone != "" and one.phone == other.phone)
    if one.phone and one.phone == other.phone:
        return True
    return one.parent != "" and skeleton(one.parent) == skeleton(other.parent)


# Names


@dataclass(frozen=True, slots=True)
class _Names:
    """How the names differ, in the better of both orders; the father is "same", "other" or "" (not said)."""

    surname: Slips
    given: Slips
    swapped: bool
    father: str
    patronymic: Slips

    @property
    def count(self) -> float:
        return self.surname.count + self.given.count + (0.5 if self.swapped else 0)

    @property
    def given_apart(self) -> float:
        """By how much the given names differ; of swapped names nobody knows which is the given one."""
        return max(self.surname.count, self.given.count) if self.swapped else self.given.count

    @property
    def reasons(self) -> tuple[Message, ...]:
        said = [_SWAPPED] if self.swapped else []
        for part in (self.surname, self.given, self.patronymic):
            if part.reason is not None and part.reason not in said:
                said.append(part.reason)
        return tuple(said)


_NO_PATRONYMIC = Slips(0, Message(mark("one of them has no patronymic")))
_ANOTHER_FATHER = Slips(0, Message(mark("another patronymic")))


def _names(one: Person, other: Person) -> _Names:
    said, patronymic = _fathers(one.patronymic, other.patronymic)
    straight = surname_slips(one.surname, other.surname), given_slips(one.given_name, other.given_name)
    if straight[0].count + straight[1].count >= OTHER:
        crossed = surname_slips(one.surname, other.given_name), surname_slips(one.given_name, other.surname)
        if crossed[0].count + crossed[1].count < OTHER:
            return _Names(crossed[0], crossed[1], True, said, patronymic)
        if skeleton(one.surname + one.given_name) == skeleton(other.surname + other.given_name) != "":
            return _Names(NO_SLIP, NO_SLIP, False, said, patronymic)
    return _Names(straight[0], straight[1], False, said, patronymic)


def _fathers(one: str, other: str) -> tuple[str, Slips]:
    if not one or not other:
        return "", (_NO_PATRONYMIC if one or other else NO_SLIP)
    found = given_slips(father(one)[0], father(other)[0], of_skeletons=True)
    if found.count == OTHER and given_slips(one, other).count == 1:  # the slip lies in the ending
        found = given_slips(one, other)
    if found.count < OTHER:
        return "same", Slips(min(found.count, 1), None if found.count == 0 else Message(mark("the patronymic differs")))
    return "other", _ANOTHER_FATHER


# What speaks against it

_OTHER_IIN = Message(mark("another IIN"))
_OTHER_SEX = Message(mark("a boy and a girl"))


def _apart(one: Person, other: Person) -> tuple[Message, ...]:
    reasons = []
    if one.iin and other.iin:
        reasons.append(_OTHER_IIN)
    if {_sex(one), _sex(other)} == {"m", "f"}:
        reasons.append(_OTHER_SEX)
    return tuple(reasons)


def _sex(person: Person) -> str:
    if person.sex is not None:
        return "m" if person.sex is Sex.MALE else "f"
    return father(person.patronymic)[1]


def _twin(one: Person, other: Person, names: _Names, apart: tuple[Message, ...]) -> Likeness | None:
    """Same parent, same day, another given name: a twin, unless the names are but a slip apart and nothing else."""
    if names.given_apart >= OTHER or apart or (names.given_apart > 1 and names.surname.count == 0):
        return Likeness(Kind.TWIN, (Message(TWIN),), names.given_apart)
    if names.surname.count < OTHER and names.father != "other":
        return Likeness(Kind.ALIKE, (*names.reasons, Message(TWIN)), names.count)
    return None


def _only_the_date_differs(names: _Names, apart: tuple[Message, ...]) -> Likeness | None:
    """The same parent's child of the very same name: no family has two, whatever the dates say."""
    if names.count > 0 or names.father == "other" or apart:
        return None
    return Likeness(Kind.ALIKE, (Message(mark("another date of birth")), _SAME_PARENT), 2)


def _only_the_surname_differs(names: _Names, date: Slips) -> Likeness | None:
    """The same parent's child under another surname: a divorce, an adoption, or the other parent's name."""
    if names.given.count > 0 or date != NO_SLIP or names.father == "other":
        return None
    return Likeness(Kind.ALIKE, (Message(mark("another surname")), _SAME_PARENT), 2)


def _judged(
    one: Person, other: Person, names: _Names, date: Slips, parent: bool, apart: tuple[Message, ...]
) -> Likeness | None:
    slips = names.count + date.count + names.patronymic.count
    allowed = _ALLOWED[names.father] - (1 if date.count else 0) * (names.father != "same")
    if parent:
        allowed += 1
    if slips > allowed:
        return None
    reasons = tuple(reason for reason in (*names.reasons, date.reason) if reason is not None)
    if apart:
        # Two whole IINs that differ, or a boy and a girl: only what agrees in all else is still looked at.
        return Likeness(Kind.ALIKE, (*reasons, *apart), slips + 1) if slips == 0 and len(apart) == 1 else None
    if parent and reasons:
        reasons = (*reasons, _SAME_PARENT)
    surely_born = date == NO_SLIP or (parent and date is not NO_DATE)
    probably = surely_born and names.father != "other" and slips <= (1 if names.father == "same" or parent else 0)
    return Likeness(Kind.SAME if probably else Kind.ALIKE, reasons, slips)


_ALLOWED = {"same": 3.0, "": 2.0, "other": 0.0}
"""Slips in names and date that are still worth a look: with the same father, with none named, with another one."""
