"""Names of people: written as the document says, found whatever the keyboard, sorted by the Kazakh alphabet."""

import re
import unicodedata

from clerk_desk.objection import Remark, error, warning

ALPHABET = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ"
"""The 42 letters in their order."""

LONGEST = 80
_STEERING = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_APOSTROPHES = "'’‘ʼʻʹ`´ʾʿ"
_HYPHENS = "-‐‑–"
_LOOKALIKES = str.maketrans("ABCEHKMOPTXYIaceopxyihəƏ", "АВСЕНКМОРТХУІасеорхуіһәӘ")
_BASE = str.maketrans("әғқңөұүһіёйы", "агкноуухиеии")
# Latin letters that a Cyrillic layout replaces; folded alike, so that one wrong key does not hide a child.
_LATIN_FOLDED = str.maketrans("abcehkmoptxyiə", "авсенкмортхуиа")


def clean(text: str) -> str:
    """A text as one line of shown characters: NFC, steering characters left out, spaces single and none at the ends."""
    composed = unicodedata.normalize("NFC", text)
    shown = "".join(
        " " if s.isspace() else s for s in composed if s.isspace() or unicodedata.category(s) not in _STEERING
    )
    return unicodedata.normalize("NFC", " ".join(shown.split()))


def fold(text: str) -> str:
    """The text as search compares it: no case, Kazakh letters as their base letters, hyphens as spaces.

    ә→а ғ→г қ→к ң→н ө→о ұ,ү→у һ→х і→и ё→е й→и ы→и; Latin letters that look Cyrillic count as Cyrillic;
    apostrophes and accents are left out. Folding twice changes nothing.
    """
    plain = clean(text).casefold().translate(_BASE).translate(_LATIN_FOLDED)
    apart = unicodedata.normalize("NFD", plain)
    kept = "".join(s for s in apart if unicodedata.category(s) != "Mn" and s not in _APOSTROPHES)
    for hyphen in _HYPHENS:
        kept = kept.replace(hyphen, " ")
    return " ".join(unicodedata.normalize("NFC", kept).translate(_BASE).translate(_LATIN_FOLDED).split())


def _pairs() -> dict[str, str]:
    """A code of two letters for each sign: the end of a name, space, hyphen, digits, the alphabet, Latin letters."""
    signs = ["\0", " ", "-", *"0123456789", *ALPHABET.lower(), *"abcdefghijklmnopqrstuvwxyz"]
    return {sign: chr(97 + at // 26) + chr(97 + at % 26) for at, sign in enumerate(signs)}


_CODES = _pairs()
_ODD_LETTERS = 5


def sort_key(*names: str) -> str:
    """A key of the letters a to z that sorts names by the Kazakh alphabet under any collation.

    Names are compared one after the other (surname, given name, patronymic); case, apostrophes and accents
    of foreign letters do not count; a space comes before a hyphen, that before digits, the 42 letters, the
    Latin letters, all others.
    """
    return _CODES["\0"].join("".join(map(_code, _sorted_as(name))) for name in names)


def _sorted_as(name: str) -> str:
    lowered = clean(name).casefold()
    for hyphen in _HYPHENS:
        lowered = lowered.replace(hyphen, "-")
    return "".join(s for s in lowered if s not in _APOSTROPHES and unicodedata.category(s) != "Mn")


def _code(sign: str) -> str:
    if sign in _CODES:
        return _CODES[sign]
    base = unicodedata.normalize("NFD", sign)[0]
    if base in _CODES:
        return _CODES[base]
    number, letters = ord(sign), ""
    for _ in range(_ODD_LETTERS):
        number, rest = divmod(number, 26)
        letters = chr(97 + rest) + letters
    return "y" + letters


def is_cyrillic(letter: str) -> bool:
    """True for a letter of the Cyrillic script."""
    return "\u0400" <= letter <= "\u052f"


def is_latin(letter: str) -> bool:
    """True for a letter of the Latin script."""
    return letter.isalpha() and unicodedata.name(letter, "").startswith("LATIN")


def to_cyrillic(text: str) -> str:
    """Latin look-alikes replaced by the Cyrillic letters that they look like; for class letters, never for names."""
    return text.translate(_LOOKALIKES)


def latin_in_cyrillic(text: str) -> str:
    """The Latin letters in a text that also has Cyrillic ones, each once, in their order; "" if it is of one script."""
    if not any(is_cyrillic(letter) for letter in text):
        return ""
    return "".join(dict.fromkeys(letter for letter in text if is_latin(letter)))


def check(text: str, field: str = "") -> tuple[Remark, ...]:
    """What must be said of a name. Only its length holds an application up: no letter and no apostrophe ever does."""
    name = clean(text)
    remarks: list[Remark] = []
    if len(name) > LONGEST:
        remarks.append(
            error(
                "too_long", field, "This has {n} characters, {longest} fit: shorten it.", n=len(name), longest=LONGEST
            )
        )
    if latin := latin_in_cyrillic(name):
        remarks.append(
            warning(
                "latin_letters",
                field,
                "Latin letters among Cyrillic ones: {letters}. Type them again on the layout of the name.",
                letters=" ".join(latin),
            )
        )
    if not any(letter.isalpha() for letter in name):
        remarks.append(
            warning("name_without_letters", field, "No letter here: right only if the document shows no such name.")
        )
    elif signs := _odd_signs(name):
        remarks.append(
            warning(
                "name_signs", field, "Unusual in a name: {signs}. Compare with the document.", signs=" ".join(signs)
            )
        )
    return tuple(remarks)


def _odd_signs(name: str) -> str:
    allowed = _APOSTROPHES + _HYPHENS + " "
    odd = (s for s in name if s not in allowed and unicodedata.category(s)[0] not in "LM")
    return "".join(dict.fromkeys(odd))


_CLASS_LETTER = re.compile(r"(?:1\s*)?[«\"„“]?\s*(\w)\s*[»\"“”]?")


def class_letter(text: str) -> str | None:
    """The letter of a class-set, upper case, from "ә", "1 «Ә»" or "1Ә"; Latin look-alikes as Cyrillic. None if none."""
    found = _CLASS_LETTER.fullmatch(clean(text))
    letter = to_cyrillic(found[1].upper()) if found else ""
    return letter if len(letter) == 1 and letter.isalpha() else None
