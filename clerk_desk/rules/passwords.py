"""What a password must be: long rather than curious, and not the name of its owner."""

import unicodedata
from itertools import pairwise

from clerk_desk.objection import Objection

SHORTEST, LONGEST = 10, 200
"""Characters. Four digits fall in half an hour, ten characters of one's own do not."""

_FEWEST_DIFFERENT = 5
_KNOWN = frozenset({"qwertyuiop", "йцукенгшщз", "1234567890", "0987654321", "password123", "administrator"})


def demand_strong(password: str, login: str, full_name: str = "") -> None:
    """Objection "weak_password" if a password is too short, too plain, or the person's own name.

    It is measured as it is hashed: in NFKC. No kind of sign is demanded: length is what protects.
    """
    plain = unicodedata.normalize("NFKC", password)
    if len(plain) < SHORTEST:
        raise Objection(
            "weak_password",
            "A password needs at least {least} characters. Three words make a good one.",
            least=SHORTEST,
        )
    if len(plain) > LONGEST:
        raise Objection("weak_password", "A password has at most {most} characters.", most=LONGEST)
    if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in plain):
        raise Objection("weak_password", "A password cannot hold a sign that no key types again. Type it by hand.")
    if len(set(plain.casefold())) < _FEWEST_DIFFERENT or _in_a_row(plain):
        raise Objection("weak_password", "This password is guessed at once. Take several words instead.")
    if _letters(plain) in {_letters(login), _letters(full_name), _letters(login + login), *_KNOWN}:
        raise Objection("weak_password", "This password is guessed at once. Take several words instead.")


def _in_a_row(plain: str) -> bool:
    steps = {ord(after) - ord(before) for before, after in pairwise(plain)}
    return len(steps) == 1


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
