"""A scan that comes where nothing can be written: its letters press no key of the place.

A scanner types as a keyboard does. On a form it is read; in a list or on a record its digits would choose, tick
and open things that nobody meant. So where no text is taken, a letter waits for a moment: letters that follow one
another faster than any hand are a scan, and open nothing.
"""

import datetime as dt
from collections.abc import Sequence
from enum import Enum

from textual import events

from clerk_desk.objection import mark
from clerk_desk.rules.digits import row_to_digits
from clerk_desk.rules.paper_code import is_code
from clerk_desk.rules.scans import END, LONG_QUIET, Scan, Struck, is_fast, recognise

WAITS = 0.05
"""Seconds that a letter waits for the next one of a scanner."""

ENDS = 0.15
"""Seconds of silence after which a scan has come to its end."""

NOT_A_HAND = 6
"""Letters in such a row that no hand types: they wait for the end, to be read as a whole."""

ASTRAY = mark("A scan came where none is read: nothing was done. Scan on the form.")

_LINE_ENDS = frozenset({"enter", "tab", "ctrl+j"})
_ANY_DAY = dt.date(2099, 12, 31)
"""Whether it is a scan does not depend on the day."""


class Verdict(Enum):
    """What the keys at the head of the line are."""

    HAND = "hand"
    SCAN = "scan"
    UNSURE = "unsure"


def row_of(line: Sequence[events.Event]) -> list[events.Key]:
    """The keys at the head of the line that may be one scan: letters and line ends without a long gap."""
    row: list[events.Key] = []
    for event in line:
        if not isinstance(event, events.Key) or not (event.is_printable or (row and event.key in _LINE_ENDS)):
            break
        if row and event.time - row[-1].time > ENDS:
            break
        row.append(event)
    return row


def struck(key: events.Key) -> Struck:
    """A key as the rules read it."""
    letter = key.character if key.is_printable and key.character is not None else ""
    return Struck(END if key.key in _LINE_ENDS else letter, key.time)


def read(keys: Sequence[Struck], today: dt.date) -> Scan | None:
    """What a scan says that has come to its end; None if it is none that the desk can read."""
    last = len(keys)
    while last and keys[last - 1].sign == END:
        last -= 1
    return recognise(keys[:last], today) or recognise(keys[:last], today, LONG_QUIET)


def _is_a_code(keys: Sequence[Struck]) -> bool:
    """True for the number of some other barcode: digits and nothing else."""
    typed = "".join(key.sign for key in keys).strip(END)
    return len(typed) > NOT_A_HAND and row_to_digits(typed).isdigit()


def paper_code(keys: Sequence[Struck]) -> str:
    """The code of one of the desk's papers, as it was scanned; "" if these keys are none."""
    typed = "".join(key.sign for key in keys).strip(END)
    return typed if is_code(typed) else ""


def judge(line: Sequence[events.Event], silence: float) -> Verdict:
    """What the row at the head of the line is, after so many seconds without a further key."""
    row = row_of(line)
    keys = [struck(key) for key in row]
    fast = len(keys) < 2 or is_fast(keys)
    more_may_come = len(row) == len(line)
    if fast and sum(key.is_printable for key in row) >= NOT_A_HAND:
        if more_may_come and silence < ENDS:
            return Verdict.UNSURE
        known = read(keys, _ANY_DAY) is not None or _is_a_code(keys) or paper_code(keys)
        return Verdict.SCAN if known else Verdict.HAND
    if fast and more_may_come and row[-1].is_printable and silence < WAITS:
        return Verdict.UNSURE
    return Verdict.HAND
