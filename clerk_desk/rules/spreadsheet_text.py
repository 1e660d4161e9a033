"""Texts in a spreadsheet: no cell can run as a formula, no leading zero is lost, and all of it can be read back.

A spreadsheet program takes a cell of a CSV that begins with = + - @ for a formula, and one that looks like a number
or a date for one: the zeros in front go, twelve digits become 2,1E+11. Such a cell gets an apostrophe in front, and
so does one that begins with an apostrophe itself. So the way back is one rule: a first apostrophe is taken away.
"""

import re
import unicodedata

STAND_IN = "·"
"""Stands for a character that steers a reader's eye or a program instead of being a letter."""

MARK = "'"
"""Stands before a text that a spreadsheet program would take for something else."""

_STEERING = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_RUNS = frozenset("=+-@＝＋－＠\t\r\n")
"""First characters that make a formula of a cell, the broad ones of East Asian keyboards too."""

_TAKEN_FOR_NUMBERS = re.compile(
    r"0\d+"  # the zeros in front would go
    r"|\d{12,}"  # shown as 2,1E+11, and beyond 15 digits altered
    r"|\d+[eEеЕ]\d+"  # 12E3 is twelve thousand
    r"|\d{1,2}[-/]\d{1,4}|\d{1,4}[-/]\d{1,2}|\d+[-/]\d+[-/]\d+"  # a house number that would be a date
    r"|\d+[.,]\d+",  # 5.10 would be the fifth of October, or 5.1
    re.ASCII,
)


def kept(text: str) -> str:
    """The text as a cell holds it: lines end in one LF, a TAB is a space, steering characters are a "·".

    What went through the desk's fields has none of these: it is kept as it is.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if lines.isprintable():
        return lines
    return "".join(STAND_IN if s != "\n" and unicodedata.category(s) in _STEERING else s for s in lines)


def runs(text: str) -> bool:
    """True if a spreadsheet program might take the text for a formula, also behind spaces."""
    return text[:1] in _RUNS or text.lstrip()[:1] in _RUNS if text else False


def guarded(text: str) -> str:
    """The text for a cell of a CSV: with an apostrophe in front where it needs one."""
    safe = kept(text)
    if safe.startswith(MARK) or runs(safe) or _TAKEN_FOR_NUMBERS.fullmatch(safe.strip()):
        return MARK + safe
    return safe


def unguarded(cell: str) -> str:
    """What stood in the cell before it was guarded."""
    return cell.removeprefix(MARK)
