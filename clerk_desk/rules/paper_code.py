"""The code on a paper, like 2027-0041-R-7KQ2M9XD: by it the office knows its own paper again, read aloud or scanned.

First what the paper concerns (an application's number; D17 is a draft, C12 a close, T3 an outage), then a letter for
its kind, then 40 bits of the hash over all that stands on it, in Crockford's signs: no I, L, O or U among them.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from clerk_desk.rules.digits import row_to_digits
from clerk_desk.rules.layouts import as_latin
from data.vocabulary import PaperKind

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH, _BITS = 8, 5

LETTERS: Mapping[PaperKind, str] = {
    PaperKind.RECEIPT: "R",
    PaperKind.MISSING: "M",
    PaperKind.ACCEPTANCE: "A",
    PaperKind.REFUSAL: "N",
    PaperKind.WITHDRAWAL: "W",
    PaperKind.APPLICATION_FORM: "F",
    PaperKind.DAILY_REGISTER: "D",
    PaperKind.OUTAGE_ACT: "T",
    PaperKind.ORDER_DRAFT: "E",
}
"""The letter of each kind; none of them is mistaken for a digit or for another of them."""

DRAFT, CLOSE, OUTAGE = "D", "C", "T"
"""What stands before the number of a draft, a close or an outage."""

_FORM = re.compile(
    rf"([0-9]{{4}})([0-9]{{4,9}}|[{DRAFT}{CLOSE}{OUTAGE}][0-9]{{1,9}}|)([{''.join(LETTERS.values())}])([{SIGNS}]{{8}})"
)
_LOOK_ALIKE = str.maketrans(
    {"А": "A", "В": "B", "С": "C", "Е": "E", "Ё": "E", "Н": "H", "К": "K", "М": "M", "О": "O", "Р": "P", "Т": "T"}
    | {"Х": "X", "Ү": "Y", "У": "Y", "І": "I", "Ӏ": "I", "З": "3", "Ө": "0", "Ә": "A", "Қ": "K", "Ң": "H", "Һ": "H"}
)
_MISTAKEN = str.maketrans("OIL", "011")
_LONGEST = 80


def code_of(concerns: str, kind: PaperKind, digest: str) -> str:
    """The code of a paper. `concerns` is like "2027-0041" or "2027-D17"; `digest` a SHA-256 in hex."""
    number = int(digest[: _LENGTH * _BITS // 4], 16)
    signs = (SIGNS[number >> _BITS * place & 31] for place in reversed(range(_LENGTH)))
    return f"{concerns}-{LETTERS[kind]}-{''.join(signs)}"


def readings(text: str) -> tuple[str, ...]:
    """The codes that a typed, dictated or scanned text may mean, the likeliest first; none if it is no code.

    Case, spaces and lines between the signs do not matter. Letters that look alike, O for 0, I for 1, the Kazakh
    digit row and a scanner under a Cyrillic layout are all understood.
    """
    if len(text) > _LONGEST:
        return ()
    return tuple(dict.fromkeys(code for said in _said(text.strip()) if (code := _code(said))))


def is_code(text: str) -> bool:
    """True if the text has the shape of a paper's code: whether it is one of ours, the store knows."""
    return bool(readings(text))


def _said(text: str) -> Iterator[str]:
    yield text.upper().translate(_LOOK_ALIKE)
    yield row_to_digits(text).upper().translate(_LOOK_ALIKE)
    for latin in as_latin(text):
        yield latin.upper()
    # With Caps Lock on, a scanner's capitals arrive small, and the other way round.
    for latin in as_latin(text.swapcase()):
        yield latin.upper()


def _code(said: str) -> str:
    signs = "".join(sign for sign in unicodedata.normalize("NFKC", said) if sign.isalnum())
    if len(signs) <= _LENGTH:
        return ""
    before, kind, tail = signs[: -_LENGTH - 1], signs[-_LENGTH - 1], signs[-_LENGTH:]
    found = _FORM.fullmatch(before.translate(_MISTAKEN) + kind + tail.translate(_MISTAKEN))
    return "-".join(part for part in found.groups() if part) if found else ""
