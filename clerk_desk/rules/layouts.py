"""What a scanner's keys become under a Russian or Kazakh layout, and back: a scanner is a keyboard that types US keys.

The tables are those of Windows (KBDUS, KBDRU, KBDKAZ) and of X and Wayland (xkb us, ru, kz): they agree on
every key here, and all of them type the signs of a passport's zone (A–Z, 0–9, <) on different keys, so that
a zone can be read back whatever the layout. A Russian or Kazakh layout of a Mac has other signs on the
digit row; letters and digits are the same there.
"""

US = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./" + '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'
"""The keys of a US keyboard by what they type, row by row, first without Shift, then with it."""

RUSSIAN = "ё1234567890-=йцукенгшщзхъ\\фывапролджэячсмитьбю." + 'Ё!"№;%:?*()_+ЙЦУКЕНГШЩЗХЪ/ФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,'
KAZAKH = '("әіңғ,.үұқөһйцукенгшщзхъ\\фывапролджэячсмитьбю№' + ")!ӘІҢҒ;:ҮҰҚӨҺЙЦУКЕНГШЩЗХЪ/ФЫВАПРОЛДЖЭЯЧСМИТЬБЮ?"
"""What the same keys type on the two layouts, in the same order."""

ZONE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"
"""The signs of a machine-readable zone (ICAO 9303, part 3)."""

_TO_US = {layout: str.maketrans(layout, US) for layout in (RUSSIAN, KAZAKH)}
_FROM_US = {layout: str.maketrans(US, layout) for layout in (RUSSIAN, KAZAKH)}


def typed_under(layout: str, text: str) -> str:
    """What appears when a scanner types a text while RUSSIAN or KAZAKH is on; other signs stay."""
    return text.translate(_FROM_US[layout])


def as_latin(text: str) -> tuple[str, ...]:
    """What the scanner may have meant: the text as it was typed, read back from Russian, read back from Kazakh.

    Each reading once, in this order. Spaces and line ends stay as they are.
    """
    return tuple(dict.fromkeys((text, *(text.translate(table) for table in _TO_US.values()))))


def _zone_signs() -> dict[str, str]:
    signs: dict[str, str] = {}
    for layout in (US, RUSSIAN, KAZAKH):
        for meant in ZONE:
            typed = layout[US.index(meant)]
            # With Caps Lock on the other case arrives; no zone sign of another key shares the letter.
            for letter in {typed, typed.lower(), typed.upper()}:
                known = signs.setdefault(letter, meant)
                assert known == meant, (letter, known, meant)
    return signs


_ZONE_SIGNS = _zone_signs()


def zone_sign(letter: str) -> str:
    """The sign of a machine-readable zone that a typed letter stands for, on any layout and with Caps Lock; "" if none.

    One table serves all layouts, since no sign of a zone is typed alike by two different keys.
    """
    return _ZONE_SIGNS.get(letter, "")
