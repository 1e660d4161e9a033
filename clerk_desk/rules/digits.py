"""Digits as they are meant: on the Kazakh layout the digit row types letters, for a hand and a scanner alike."""

import unicodedata

KAZAKH_ROW = '"әіңғ,.үұқ'
"""What the keys 1 2 3 4 5 6 7 8 9 0 type on the Kazakh layout, in that order."""

_DIGITS = "1234567890"
_LETTERS = {letter: digit for letter, digit in zip(KAZAKH_ROW, _DIGITS, strict=True) if letter not in ",."}
_LETTERS |= {letter.upper(): digit for letter, digit in _LETTERS.items()}
_SIGNS = {",": "6", ".": "7"}
_BARE = str.maketrans(_LETTERS)
_WHOLE = str.maketrans(_LETTERS | _SIGNS)


def letters_to_digits(text: str) -> str:
    """The letters of the Kazakh digit row as their digits; "," and "." stay, since they also part a date.

    Digits of other scripts and full-width digits become 0 to 9.
    """
    return "".join(map(_plain, text.translate(_BARE)))


def row_to_digits(text: str) -> str:
    """All that the Kazakh digit row types as its digits, "," (6) and "." (7) too: for fields of digits only."""
    return "".join(map(_plain, text.translate(_WHOLE)))


def typed_on_the_row(text: str) -> bool:
    """True if the text was surely typed on the Kazakh digit row: six signs or more, all of it, a letter among them.

    On that layout the row types no digit at all, so a text with a digit in it was typed otherwise.
    """
    signs = text.strip().lower()
    return len(signs) >= 6 and all(s in KAZAKH_ROW for s in signs) and any(s.isalpha() for s in signs)


def _plain(sign: str) -> str:
    if sign.isascii():
        return sign
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)
