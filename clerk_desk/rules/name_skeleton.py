"""What is left of a name when spelling is taken away: one key for Айгүл, Айгуль and Aigul."""

import re
import unicodedata
from functools import lru_cache

from clerk_desk.rules.names import clean, fold, is_cyrillic

_CYRILLIC = str.maketrans(
    {
        **dict(zip("абвгдежзиклмнопрстуфхчш", "abvgdejziklmnoprstufhCS", strict=True)),
        "ц": "Z",
        "щ": "S",
        "ю": "iu",
        "я": "ia",
        "э": "e",
        "ъ": "",
        "ь": "",
    }
)
"""Letters as `fold` leaves them, to one letter a sound; C, S and Z are ч, ш (щ) and ц."""

_LATIN_SIGNS = str.maketrans(
    {"ı": "y", "ş": "sh", "ç": "ch", "ñ": "n", "ğ": "g", "ä": "a", "ö": "o", "ü": "u", "ū": "u", "ə": "a", "ø": "o"}
)
"""Letters of the Latin alphabets of Kazakh and its neighbours, before all other marks are left out."""

_LATIN = (
    ("shch", "S"), ("sch", "S"), ("sh", "S"), ("ch", "C"), ("dzh", "j"), ("zh", "j"), ("kh", "h"), ("gh", "g"),
    ("ph", "f"), ("ya", "ia"), ("yu", "iu"), ("yo", "e"), ("ye", "e"), ("q", "k"), ("w", "v"), ("x", "ks"), ("y", "i"),
    ("c", "k"),
)  # fmt: skip
"""Spellings of passports, longest first; none of them is unambiguous, so they serve for comparing alone."""

_LOOKS_LATIN = str.maketrans("авсенкмортхуи", "abcehkmoptxyi")
"""Back from what `fold` makes of Latin look-alikes."""
_ONLY_LATIN = frozenset("dfgjlnqrsuvwz")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 15)
def skeleton(name: str) -> str:
    """The key of a name as somebody typed it; "" if it has no letter that can be compared.

    Case, spaces, hyphens and apostrophes do not count, nor which of а/ә, к/қ, у/ұ/ү … it is, nor doubled
    letters, ь and ъ, нг for ң, nor whether the name is written in Cyrillic or transliterated into Latin.
    """
    text = clean(name)
    if any(is_cyrillic(letter) for letter in text):
        return _tidy(fold(text).translate(_CYRILLIC))
    return _tidy(_of_latin(text))


@lru_cache(maxsize=1 << 16)
def folded_skeleton(word: str) -> str:
    """The same of one word that was folded already, as the store keeps it for searching.

    Folding turns Latin look-alikes into Cyrillic letters ("Aigul" is kept as "аиgul"): a word with a letter that
    is only Latin is turned back before.
    """
    if _ONLY_LATIN.intersection(word):
        return _tidy(_of_latin(word.translate(_LOOKS_LATIN)))
    return _tidy(word.translate(_CYRILLIC))


def _of_latin(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.casefold().translate(_LATIN_SIGNS))
    plain = "".join(letter for letter in apart if letter.isalpha())
    for written, meant in _LATIN:
        plain = plain.replace(written, meant)
    return plain


def _tidy(letters: str) -> str:
    """Letters alone; sounds that tables write in several ways are written in one, and nothing stands twice."""
    once = _DOUBLED.sub(r"\1", "".join(letter for letter in letters if letter.isalpha()))
    for written, meant in (("ng", "n"), ("dj", "j"), ("ts", "Z"), ("ie", "e"), ("io", "e")):
        once = once.replace(written, meant)
    return _DOUBLED.sub(r"\1", once)


_BOYS = ("uli", "ovic", "evic", "ic")
_GIRLS = ("kizi", "ovna", "evna", "inicna", "icna")
_ENDINGS = sorted({*(end.replace("c", "C") for end in (*_BOYS, *_GIRLS))}, key=len, reverse=True)
_GIRLS_ENDINGS = frozenset(end.replace("c", "C") for end in _GIRLS)


@lru_cache(maxsize=1 << 14)
def father(patronymic: str) -> tuple[str, str]:
    """The father's name in a patronymic, as its skeleton, and whose ending it has: "m", "f", or "" if it has none.

    Нұрланұлы, Нұрлан ұлы and Нурланович are of one father, and so is a bare Нұрлан.
    """
    key = skeleton(patronymic)
    for end in _ENDINGS:
        if key.endswith(end) and len(key) > len(end) + 1:
            return key[: -len(end)], "f" if end in _GIRLS_ENDINGS else "m"
    return key, ""


_OF_A_HOUSE = re.compile(r"(?<=...)(?:skaia|skii|ski|ov|ova|ev|eva|in|ina|uli|kizi|a)$")


@lru_cache(maxsize=1 << 14)
def house(surname: str) -> str:
    """A surname's skeleton without its ending: Ахмет, Ахметов, Ахметова and Ахметұлы are of one house."""
    return _OF_A_HOUSE.sub("", skeleton(surname)).rstrip("i")
