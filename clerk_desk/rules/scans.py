"""What the last keys make together: a machine-readable zone, a barcode with an IIN, the text of a QR code, or nothing.

A scanner is a keyboard. A zone is known by its content alone, at any speed: nothing else has its shape. Twelve
digits or a text may as well come from a hand, so for these the speed decides: a scanner leaves 1 to 35 ms between
two keys, while the fastest hand needs more than 0.6 s for twelve digits.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from clerk_desk.rules import iin
from clerk_desk.rules.digits import row_to_digits
from clerk_desk.rules.layouts import as_latin, zone_sign
from clerk_desk.rules.mrz import WrongZone, Zone, read_zone
from clerk_desk.rules.scanned_text import Number as Number
from clerk_desk.rules.scanned_text import Words as Words
from clerk_desk.rules.scanned_text import is_json, plausible, read_text
from clerk_desk.rules.zone_shape import FIRST_SIGNS, SHAPES, Size, begins, has_shape, length

FAST = 0.045
"""Seconds from key to key, on average, up to which they come from a scanner: 12 digits within half a second."""

HICCUP = 0.25
"""Seconds that a single gap within a scan may last: a busy machine hands the keys over late, never early."""

QUIET = 0.1
"""Seconds without a key after which a barcode or a QR text that has no Enter behind it is at its end."""

LONG_QUIET = 0.6
"""Seconds without a key after which a zone that is not whole will not become whole any more."""

ENOUGH = 5
"""Signs by which the beginning of a zone is known: its code and its state, as IDKAZ or P<KAZ."""

SHORTEST_TEXT = 12
"""Signs that a scanned text has at least."""

BROKEN_FROM = 20
"""Signs of a zone that must have come before its remains are called a broken scan."""

END = "\n"
"""The sign of the keys that end a line: Enter, Tab and the line feed of some scanners."""


@dataclass(frozen=True, slots=True)
class Struck:
    """A key that was struck: the letter it types, END for a line's end, or "" for any other key.

    `at` is the moment of its arrival, in seconds of a clock that never turns back.
    """

    sign: str
    at: float


@dataclass(frozen=True, slots=True)
class Remains:
    """A scan of a zone that broke off, or lost a sign on its way."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan among the keys: it began with key number `first`, and this is what it says."""

    first: int
    says: Zone | WrongZone | Number | Words | Remains


def recognise(keys: Sequence[Struck], today: dt.date, quiet: float = 0.0) -> Scan | None:
    """What the last keys make together, or None. `quiet`: seconds for which no further key has come.

    A zone ends with its last sign. A barcode and a QR text end with END or after QUIET seconds; a barcode must
    be all that stands between two line ends, so that no long number is taken for an IIN.
    """
    if not keys:
        return None
    ended = keys[-1].sign == END
    if not ended and not quiet:
        return _zone_at_the_end(keys, today)
    if not ended and quiet < QUIET:
        return None
    first, last = _line(keys)
    return (
        _text(keys, first, last, today)
        or (_block(keys, today) if quiet else None)
        or (_remains(keys) if quiet >= LONG_QUIET else None)
    )


def arriving(keys: Sequence[Struck]) -> int | None:
    """Where a zone began that seems to be arriving at a scanner's speed, or None; its signs may wait for the rest."""
    if not is_fast(keys[-ENOUGH:]):
        return None
    signs, found = "", None
    for at, sign in _zone_signs_backwards(keys):
        signs = sign + signs
        if sign in FIRST_SIGNS and len(signs) >= ENOUGH and _could_begin(signs) and is_fast(keys[at:]):
            found = at
    return found


def is_fast(keys: Sequence[Struck]) -> bool:
    """True if a scanner may have typed these keys, and no hand."""
    if len(keys) < 2 or any(after.at - before.at > HICCUP for before, after in pairwise(keys)):
        return False
    return keys[-1].at - keys[0].at <= FAST * (len(keys) - 1)


def _zone_signs_backwards(keys: Sequence[Struck]) -> Iterator[tuple[int, str]]:
    """The signs of a zone and the line ends before the end of the keys, the last first, as far as they reach."""
    most = max(map(length, Size)) + 2 * max(lines for _, lines in SHAPES.values())
    for at in range(len(keys) - 1, max(-1, len(keys) - 1 - most), -1):
        typed = keys[at].sign
        sign = END if typed in (END, " ") else zone_sign(typed)
        if not sign:
            return
        yield at, sign


def _zone_at_the_end(keys: Sequence[Struck], today: dt.date) -> Scan | None:
    signs = ""
    ends: set[int] = set()
    for at, sign in _zone_signs_backwards(keys):
        if sign == END:
            ends.add(len(signs))
            continue
        signs = sign + signs
        for size, (wide, _) in SHAPES.items():
            if len(signs) == length(size) and all(end % wide == 0 for end in ends) and has_shape(signs, size):
                says = read_zone(signs, today)
                if says is not None:
                    return Scan(_begin_of_text(keys, at), says)
    return None


def _begin_of_text(keys: Sequence[Struck], at: int) -> int:
    """Where the scan began of which the zone is a part: a QR text may name the zone before it."""
    first, _ = _line(keys[: at + 1])
    before = "".join(key.sign for key in keys[first:at])
    named = any(re.fullmatch(r"(?:https?://\S*|[\{\[].*|\w+[:=]\s*)", text, re.ASCII) for text in as_latin(before))
    return first if before and named and is_fast(keys[first:]) else at


def _could_begin(signs: str) -> bool:
    """True if these signs and line ends can be the beginning of a zone of either size."""
    bare = signs.replace(END, "")
    for size, (wide, _) in SHAPES.items():
        lines = [line for line in re.split(f"{END}+", signs) if line]
        if all(len(line) % wide == 0 for line in lines[:-1]) and begins(bare, size):
            return True
    return False


def _line(keys: Sequence[Struck]) -> tuple[int, int]:
    """First and behind-the-last key of the last line: what lies between line ends, other keys and long gaps."""
    last = len(keys)
    while last > 0 and keys[last - 1].sign == END:
        last -= 1
    first = last
    while first > 0 and keys[first - 1].sign not in (END, ""):
        if first < last and keys[first].at - keys[first - 1].at > HICCUP:
            break
        first -= 1
    return first, last


def _text(keys: Sequence[Struck], first: int, last: int, today: dt.date) -> Scan | None:
    """A barcode, or a QR text of one line: the whole of the line, or all that came behind a pause in it."""
    pauses = [at for at in range(first + 1, last) if keys[at].at - keys[at - 1].at > QUIET]
    for begin in (first, *pauses):
        if last - begin < SHORTEST_TEXT or not is_fast(keys[begin:last]):
            continue
        typed = "".join(key.sign for key in keys[begin:last])
        digits = row_to_digits(typed)
        if len(digits) == iin.LENGTH:
            if (number := plausible(digits, today)) is not None:
                return Scan(begin, number)
        elif not _within_braces(keys, begin) and (said := read_text(typed, today)) is not None:
            return Scan(begin, said)
    return None


def _block(keys: Sequence[Struck], today: dt.date) -> Scan | None:
    """A QR text of several lines, as JSON is often written: only one that is whole within its braces."""
    first = _burst(keys)
    typed = "".join(key.sign for key in keys[first:]).strip(END)
    if END not in typed or not is_fast(keys[first:]) or not is_json(typed):
        return None
    said = read_text(typed, today)
    return Scan(first, said) if said is not None else None


def _burst(keys: Sequence[Struck]) -> int:
    """The first key of the burst, of any number of lines, at the end of the keys."""
    first = len(keys)
    while first > 0 and keys[first - 1].sign:
        if first < len(keys) and keys[first].at - keys[first - 1].at > HICCUP:
            break
        first -= 1
    return first


def _within_braces(keys: Sequence[Struck], first: int) -> bool:
    """True if the line is a later one of a text that has begun with a brace: its end is waited for."""
    begin = _burst(keys)
    return begin < first and any(reading in ("{", "[") for reading in as_latin(keys[begin].sign))


def _remains(keys: Sequence[Struck]) -> Scan | None:
    """A burst of nothing but signs of a zone, fillers among them, that is no zone."""
    first = len(keys)
    while first > 0 and (keys[first - 1].sign == END or zone_sign(keys[first - 1].sign)):
        if first < len(keys) and keys[first].at - keys[first - 1].at > HICCUP:
            break
        first -= 1
    signs = "".join(zone_sign(key.sign) for key in keys[first:])
    if len(signs) < BROKEN_FROM or "<<" not in signs or not is_fast(keys[first:]):
        return None
    if first > 0 and keys[first - 1].sign and keys[first].at - keys[first - 1].at <= HICCUP:
        return None  # the burst began with something else: it is more than a zone, and not taken back
    return Scan(first, Remains())
