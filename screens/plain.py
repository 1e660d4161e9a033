"""The sieve before the glass: whatever comes from paper, keyboard or store is shown as plain letters."""

import unicodedata

_UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories that steer a terminal or a reader's eye instead of being letters."""

STAND_IN = "·"


def plain(text: object) -> str:
    """The text in NFC, every control, format, private or unassigned character shown as "·". Line breaks too."""
    composed = unicodedata.normalize("NFC", str(text))
    if composed.isprintable() and composed.isascii():
        return composed
    return "".join(STAND_IN if unicodedata.category(letter) in _UNSHOWN else letter for letter in composed)


def plain_lines(text: object) -> str:
    """The same for a text of our own that may run over several lines: its line breaks stay."""
    return "\n".join(plain(line) for line in str(text).split("\n"))
