"""What goes wrong with a child's name and date at a counter: slips of the hand, of the eye, of the keyboard."""

import datetime as dt
import random
from dataclasses import replace

from clerk_desk.rules.similarity import Person


def _name(person: Person, chance: random.Random) -> tuple[str, str]:
    """A part of the name to spoil, and its text."""
    parts = [part for part in ("surname", "given_name", "patronymic") if len(getattr(person, part)) >= 4]
    part = chance.choices(parts, weights=[{"surname": 4, "given_name": 4, "patronymic": 2}[p] for p in parts])[0]
    return part, getattr(person, part)


_LETTERS = "абвгдежзийклмнопрстуфхцчшыьэюяәғқңөұүһі"


def letter_wrong(person: Person, chance: random.Random) -> Person:
    """One letter is another one."""
    part, name = _name(person, chance)
    at = chance.randrange(1, len(name))
    return replace(person, **{part: name[:at] + chance.choice(_LETTERS) + name[at + 1 :]})


def letter_lost(person: Person, chance: random.Random) -> Person:
    """One letter is missing."""
    part, name = _name(person, chance)
    at = chance.randrange(1, len(name))
    return replace(person, **{part: name[:at] + name[at + 1 :]})


def letter_more(person: Person, chance: random.Random) -> Person:
    """One letter too many, often a doubled one."""
    part, name = _name(person, chance)
    at = chance.randrange(1, len(name))
    more = name[at] if chance.random() < 0.5 else chance.choice(_LETTERS)
    return replace(person, **{part: name[:at] + more + name[at:]})


def letters_changed(person: Person, chance: random.Random) -> Person:
    """Two neighbouring letters changed places."""
    part, name = _name(person, chance)
    at = chance.randrange(1, len(name) - 1)
    return replace(person, **{part: name[:at] + name[at + 1] + name[at] + name[at + 2 :]})


_RUSSIAN = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІё", "агкноуухиАГКНОУУХИе")


def russian_letters(person: Person, chance: random.Random) -> Person:
    """Typed on a Russian layout: no Kazakh letter, no ё."""
    return replace(
        person,
        surname=person.surname.translate(_RUSSIAN),
        given_name=person.given_name.translate(_RUSSIAN),
        patronymic=person.patronymic.translate(_RUSSIAN),
    )


_LOOKALIKE = str.maketrans("аеосрхуіАВЕКМНОРСТХІ", "aeocpxyiABEKMHOPCTXI")


def lookalikes(person: Person, chance: random.Random) -> Person:
    """Latin letters that look Cyrillic, and capitals."""
    part, name = _name(person, chance)
    return replace(person, **{part: name.upper().translate(_LOOKALIKE)})


_ALPHABET = "абвгдежзийклмнопрстуфхцчшщыэюяәғқңөұүһі"
_TABLES = (
    "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch y e yu ya a g k n o u u kh i",
    "a b v g d e j z i i k l m n o p r s t u f h c ch sh shch y e iu ia a gh q ng o u u h i",
)


def in_latin(person: Person, chance: random.Random) -> Person:
    """All names as a passport writes them, by one of two tables."""
    table = dict(zip(map(ord, _ALPHABET), chance.choice(_TABLES).split(), strict=True))
    table |= {ord("ё"): "yo", ord("ь"): "", ord("ъ"): ""}

    def latin(name: str) -> str:
        return name.lower().translate(table).title()

    return replace(
        person,
        surname=latin(person.surname),
        given_name=latin(person.given_name),
        patronymic=latin(person.patronymic),
    )


def names_swapped(person: Person, chance: random.Random) -> Person:
    """Surname and given name each in the other's field."""
    return replace(person, surname=person.given_name, given_name=person.surname)


def patronymic_missing(person: Person, chance: random.Random) -> Person:
    """Nobody typed the patronymic."""
    return replace(person, patronymic="")


_OTHER_ENDS = (("ұлы", " ұлы"), ("қызы", " қызы"), ("ұлы", "ович"), ("қызы", "овна"), ("ович", "ұлы"), ("овна", "қызы"))


def patronymic_otherwise(person: Person, chance: random.Random) -> Person:
    """-ұлы and -қызы apart, or the patronymic in the other language."""
    ways = [(end, by) for end, by in _OTHER_ENDS if person.patronymic.endswith(end)]
    if not ways:
        return patronymic_missing(person, chance)
    end, by = chance.choice(ways)
    return replace(person, patronymic=person.patronymic.removesuffix(end) + by)


def surname_ends_otherwise(person: Person, chance: random.Random) -> Person:
    """Ахметова, Ахметов or Ахмет."""
    name = person.surname
    for end in ("ова", "ева", "ина", "ов", "ев", "ин"):
        if name.endswith(end) and len(name) > len(end) + 2:
            shorter = [name.removesuffix("а")] if end.endswith("а") else [name + "а"]
            return replace(person, surname=chance.choice([*shorter, name.removesuffix(end)]))
    return replace(person, surname=name + ("ов" if name[-1] not in "аоұыиі" else "ев"))


def day_and_month(person: Person, chance: random.Random) -> Person:
    """Day and month swapped, where that is a date; else a digit is wrong."""
    born = person.born
    assert born is not None
    if born.day <= 12 and born.day != born.month:
        return replace(person, born=dt.date(born.year, born.day, born.month))
    return digit_wrong(person, chance)


def digit_wrong(person: Person, chance: random.Random) -> Person:
    """One digit of the date is another one; it is still a date of a child of that age."""
    assert person.born is not None
    while True:
        text = f"{person.born:%d%m%Y}"
        at = chance.choice((0, 1, 1, 2, 3, 3, 7, 7))
        text = text[:at] + chance.choice("0123456789") + text[at + 1 :]
        born = _date(text)
        if born is not None and born != person.born and abs(born.year - person.born.year) <= 3:
            return replace(person, born=born)


def digits_changed(person: Person, chance: random.Random) -> Person:
    """Two neighbouring digits of the date changed places, where that is a date; else a digit is wrong."""
    text = f"{person.born:%d%m%Y}"
    for at in chance.sample((0, 1, 2, 6), 4):
        born = _date(text[:at] + text[at + 1] + text[at] + text[at + 2 :])
        if born is not None and born != person.born and person.born and abs(born.year - person.born.year) <= 9:
            return replace(person, born=born)
    return digit_wrong(person, chance)


def _date(text: str) -> dt.date | None:
    try:
        return dt.date(int(text[4:]), int(text[2:4]), int(text[:2]))
    except ValueError:
        return None


SLIPS = (
    letter_wrong,
    letter_lost,
    letter_more,
    letters_changed,
    russian_letters,
    lookalikes,
    in_latin,
    names_swapped,
    patronymic_missing,
    patronymic_otherwise,
    surname_ends_otherwise,
    day_and_month,
    digit_wrong,
    digits_changed,
)
"""What goes wrong at a counter, each by its own function."""
