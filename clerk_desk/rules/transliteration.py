"""Whether a Latin name of a passport's zone and a Cyrillic name of the paper can be the same name.

Many Cyrillic spellings share one Latin one and the other way round (A is А or Ә, K is К or Қ, U is У, Ұ or Ү …),
and each decade transliterated by its own table: so nothing is ever written from the Latin name. The two are only
held beside each other. The spellings are those of ICAO 9303 (part 3, section 6), of the passports of Kazakhstan
(Қ as K or Q, Ғ as G or GH, Х as KH or H …) and of their neighbours.
"""

import unicodedata
from collections.abc import Mapping

_SPELLINGS: Mapping[str, str] = {
    "а": "A",
    "ә": "A AE E",
    "б": "B",
    "в": "V W",
    "г": "G GH H",
    "ғ": "G GH",
    "д": "D",
    "е": "E YE IE JE",
    "ё": "E YO IO JO O",
    "ж": "ZH J",
    "з": "Z",
    "и": "I Y II IY",
    "й": "I Y J",
    "к": "K C",
    "қ": "K Q KH",
    "л": "L",
    "м": "M",
    "н": "N",
    "ң": "N NG",
    "о": "O",
    "ө": "O OE",
    "п": "P",
    "р": "R",
    "с": "S SS",
    "т": "T",
    "у": "U W V OU",
    "ұ": "U",
    "ү": "U UE YU",
    "ф": "F PH",
    "х": "KH H X",
    "һ": "H KH",
    "ц": "TS C TC CZ",
    "ч": "CH TCH",
    "ш": "SH SCH",
    "щ": "SHCH SHH SCH",
    "ъ": " IE",
    "ы": "Y I",
    "і": "I Y",
    "ь": " IE",
    "э": "E",
    "ю": "YU IU JU U",
    "я": "YA IA JA A",
    "ў": "U O",
    "қс": "X",
    "кс": "X KS",
    # The ends of Russian names, and vowels that melt together.
    "ий": "Y IY I II IJ YI",
    "ый": "Y YY YI IY I",
    "ия": "IYA IA YA",
    "ие": "IE IYE YE",
    "ья": "YA IA IYA",
    "ье": "YE IE IYE",
    "иё": "IYO IO",
    "дж": "DZH J DJ",
    "нг": "NG N",
}
_LONGEST = max(map(len, _SPELLINGS))
_LEAST_CUT = 3
"""Letters of a shortened name that must be there, before its beginning counts as agreement."""


def names_agree(latin: str, written: str, *, cut: bool = False) -> bool:
    """True if the Latin name can be a spelling of the written one. Spaces, hyphens, apostrophes and case do not count.

    `cut`: the Latin name may be shortened, as names are that fill their line; then a beginning agrees too.
    """
    wanted, name = _letters(latin).upper(), _letters(written).lower()
    if not wanted or not name:
        return False
    return _reaches(wanted, name, cut and len(wanted) >= _LEAST_CUT)


def given_names_agree(latin: str, written: str, *, cut: bool = False) -> bool:
    """As `names_agree`; besides, the first of several Latin names may be the written one.

    Some states put second names or a patronymic behind the given name; the paper has its own line for those.
    """
    words = latin.split()
    beginnings = (" ".join(words[:n]) for n in range(1, len(words)))
    return names_agree(latin, written, cut=cut) or any(names_agree(beginning, written) for beginning in beginnings)


def _letters(name: str) -> str:
    """The letters alone; marks above Latin letters are left out, Й and Ё stay what they are."""
    composed = unicodedata.normalize("NFC", name)
    return "".join(letter if _is_cyrillic(letter) else _plain(letter) for letter in composed if letter.isalpha())


def _is_cyrillic(letter: str) -> bool:
    return "\u0400" <= letter <= "\u052f"


def _plain(letter: str) -> str:
    apart = unicodedata.normalize("NFD", letter)
    return "".join(part for part in apart if part.isalpha())


def _reaches(wanted: str, name: str, cut: bool) -> bool:
    """Walk the written name letter by letter; `places` are how far into the Latin one its spellings can have come."""
    places: list[set[int]] = [{0}, *(set() for _ in name)]
    for at in range(len(name)):
        for size in range(1, min(_LONGEST, len(name) - at) + 1):
            for spelling in _spelt(name[at : at + size]):
                for place in places[at]:
                    rest = wanted[place : place + len(spelling)]
                    if cut and rest and len(rest) < len(spelling) and spelling.startswith(rest):
                        return True
                    if rest == spelling:
                        places[at + size].add(place + len(spelling))
        if cut and len(wanted) in places[at + 1]:
            return True
    return len(wanted) in places[len(name)]


def _spelt(letters: str) -> list[str]:
    if letters in _SPELLINGS:
        return _SPELLINGS[letters].split(" ")
    # A letter of a Latin name stands for itself; one of another script for nothing that could agree.
    return [letters.upper()] if len(letters) == 1 else []
