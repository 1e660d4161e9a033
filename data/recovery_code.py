"""The recovery code: 130 random bits as thirty signs on a sheet of paper, easy to copy and hard to misread."""

import hashlib
import secrets

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No I, L, O or U: none of them can be taken for another sign."""

SECRET, CHECK, GROUP = 26, 4, 5

_MISREAD = str.maketrans("OILU", "011V")
_ALIKE = str.maketrans("АВЕКМНРСТХУОЗІ", "ABEKMHPCTXY031")
"""Cyrillic letters that look like a sign."""

_SAME_KEY = str.maketrans("ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬІҢҒҮҰҚӨҺ", "QWERTYUIOPASDFGHJKLZXCVBNM345890--")
"""What the keys of a Kazakh or Russian layout type where a Latin one types a sign."""


def new_code() -> str:
    """A new code in groups of five, like 7XK2M-…: 26 random signs and four that check them."""
    secret = "".join(secrets.choice(SIGNS) for _ in range(SECRET))
    whole = secret + _check(secret)
    return "-".join(whole[i : i + GROUP] for i in range(0, len(whole), GROUP))


def read_code(typed: str) -> str | None:
    """The secret signs of a code as it was typed: any case, spaces or dashes, Cyrillic keys or look-alikes.

    None if it is not a code: a sign is wrong or missing, and the check tells.
    """
    bare = "".join(sign for sign in typed.upper() if sign.isalnum())
    for reading in (bare, bare.translate(_ALIKE), bare.translate(_SAME_KEY).replace("-", "")):
        signs = reading.translate(_MISREAD)
        secret, check = signs[:SECRET], signs[SECRET:]
        if len(signs) == SECRET + CHECK and set(signs) <= set(SIGNS) and _check(secret) == check:
            return secret
    return None


def _check(secret: str) -> str:
    number = int.from_bytes(hashlib.sha256(b"clerk-desk recovery " + secret.encode()).digest()[:4])
    return "".join(SIGNS[number >> shift & 31] for shift in range(0, 5 * CHECK, 5))
