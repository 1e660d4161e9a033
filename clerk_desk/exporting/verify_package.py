"""Verify a day's package with nothing but Python itself:  python verify_package.py PACKAGE.zip [HEAD]

It reads every byte once and says what is wrong: the form of the file, the signature, the hash of each part, the
counts, the chain of the trail from head to head, the seal of the package before. HEAD is a head as the daily register
prints it, whole or its first or last eight characters and more. Exit code 0 if all is well, 1 if not, 2 on bad usage.

This file needs no other file: it may be copied anywhere. A package sealed with age (.age) is opened first, with:
age -d -i KEYFILE -o PACKAGE.zip PACKAGE.zip.age
"""

import binascii
import csv
import hashlib
import json
import re
import struct
import sys
from base64 import b64decode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any

FORMAT = "clerk-desk package 1"
MANIFEST, SIGNATURE = "datapackage.json", "datapackage.sig"
APPLICATIONS, TRAIL, REGISTER = "applications.json", "audit.jsonl", "register.csv"
START = "0" * 64
COUNTED = {"applications", "photos", "register_rows", "trail_lines"}
PIECE = 1 << 20
LONGEST_MANIFEST, LONGEST_LINE, LONGEST_NUMBER = 2 << 20, 3 << 20, 40
MOST_PARTS = MOST_APPLICATIONS = 20_000
MOST_LINES = 1_000_000
_HASH, _DATE = re.compile("[0-9a-f]{64}"), re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PATH = re.compile("(?:photos/)?[a-z0-9][a-z0-9.-]{0,60}")
_LOCAL, _CENTRAL, _END = struct.Struct("<4s5H3I2H"), struct.Struct("<4s6H3I5H2I"), struct.Struct("<4s4H2IH")
_FIRST_DAY = 0x21  # 1 January 1980, as a zip writes it
_ERRORS = (ValueError, TypeError, KeyError, AttributeError, RecursionError, csv.Error, OverflowError)


def mark(text: str) -> str:
    """The text itself; so the desk's catalogues find it."""
    return text


SENTENCES = {
    "no_package": mark("This file is not a package of clerk-desk, or its beginning is damaged."),
    "newer_package": mark("This package was made by a newer clerk-desk. Bring this program up to date."),
    "cut": mark("The package does not end as it was written: it was cut off at {part}. Copy it once more."),
    "rewritten": mark("The package is not put together as the desk does it, from {part} on. Take the file as it left."),
    "part_changed": mark("{part} is not what the manifest says of it: its bytes were changed."),
    "manifest_unclear": mark("The manifest cannot be read: it is not as the desk writes it."),
    "bad_signature": mark("The signature does not fit the manifest: somebody changed it after it was signed."),
    "other_signer": mark("Another desk signed this package: its key is {key}."),
    "count_differs": mark("The manifest counts {told} of {what}, but the package holds {found}."),
    "rows_differ": mark("register.csv and applications.json do not name the same applications."),
    "photos_differ": mark("The photos are not those that applications.json names: {part}."),
    "unclear": mark("{part} cannot be read: it is not as the desk writes it."),
    "chain_broken": mark("The trail was changed: line {line} does not fit the one before it."),
    "head_differs": mark("The trail does not end in the head that the manifest names."),
    "head_unknown": mark("No line of this package's trail ends in the head that was asked for."),
    "previous_differs": mark(
        "The package before this one, as the manifest names it, is not the one that the trail names."
    ),
}
"""What can be wrong, by its code."""


@dataclass(frozen=True)
class Problem:
    """Something wrong: a code, and what the sentence names."""

    code: str
    facts: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return SENTENCES[self.code].format(**self.facts)


class Unreadable(Exception):
    """The package cannot be read any further."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.problem = Problem(code, facts)


@dataclass
class Verified:
    """What was found. `manifest` is {} and `seal` "" if it could not be read; the seal is the manifest's SHA-256."""

    manifest: dict[str, Any] = field(default_factory=dict)
    seal: str = ""
    key: str = ""
    problems: list[Problem] = field(default_factory=list)

    @property
    def told(self) -> dict[str, Any]:
        """What the manifest says of the close."""
        told: dict[str, Any] = self.manifest.get("clerk_desk", {})
        return told

    def wrong(self, code: str, **facts: object) -> None:
        """Something is wrong."""
        self.problems.append(Problem(code, facts))


def verify(file: IO[bytes], head: str = "", key: str = "", tick: Callable[[int], None] = lambda done: None) -> Verified:
    """Check a package, opened for reading bytes. `key` (hex) is the public key that must have signed it, if known.

    Nothing is written. Memory stays below 100 MB whatever the file holds. OSError if it cannot be read.
    """
    found = Verified()
    try:
        _check(file, found, head, key, tick)
    except Unreadable as trouble:
        found.problems.append(trouble.problem)
    return found


def _check(file: IO[bytes], found: Verified, head: str, key: str, tick: Callable[[int], None]) -> None:
    box = _Box(file)
    text = _whole(box, MANIFEST, LONGEST_MANIFEST)
    signature = _whole(box, SIGNATURE, 200)
    found.seal = hashlib.sha256(text).hexdigest()
    try:
        found.manifest = json.loads(text)
        known = str(found.told["format"])
        resources = [(str(one["path"]), int(one["bytes"]), str(one["hash"])) for one in found.manifest["resources"]]
        found.key = str(found.told["public_key"])
        signed = is_signed(text, b64decode(signature.removesuffix(b"\n"), validate=True), bytes.fromhex(found.key))
    except _ERRORS:
        raise Unreadable("manifest_unclear") from None
    if known != FORMAT:
        raise Unreadable("newer_package" if known.startswith("clerk-desk package") else "no_package")
    paths = [path for path, _, _ in resources]
    # Any of it may be said on a terminal: nothing but plain names, hashes and numbers gets that far.
    if not _tells(found.told) or len(set(paths)) < len(paths) or not all(map(_PATH.fullmatch, paths)):
        raise Unreadable("manifest_unclear")
    if not signed:
        found.wrong("bad_signature")
    if key and found.key != key:
        found.wrong("other_signer", key=found.key)
    places = {}
    for path, size, told in resources:
        at = box.part(path, size)
        digest = hashlib.sha256()
        for piece in box.pieces():
            digest.update(piece)
            tick(box.place)
        places[path] = (at, size)
        if f"sha256:{digest.hexdigest()}" != told:
            found.wrong("part_changed", part=path)
        elif not box.fits():
            found.wrong("rewritten", part=path)
    box.end()
    if not found.problems:  # only what bears its hash and its signature is looked into
        _look_into(file, found, places, head)


def _tells(told: dict[str, Any]) -> bool:
    """True if the manifest says all that is to be held against the parts, each in its kind."""
    close, counts, trail = (told.get(name) for name in ("close", "counts", "trail"))
    if not (isinstance(close, dict) and isinstance(counts, dict) and isinstance(trail, dict)):
        return False
    numbers = [close.get("number"), trail.get("from_line"), trail.get("to_line"), *counts.values()]
    hashes = [told.get("public_key"), trail.get("head"), trail.get("head_before")]
    missing = told.get("incomplete")
    return (
        set(counts) == COUNTED
        and all(type(one) is int and 0 <= one < 1 << 53 for one in numbers)
        and all(isinstance(one, str) and _HASH.fullmatch(one) for one in hashes)
        and isinstance(missing, list)
        and all(isinstance(one, str) and _PATH.fullmatch(one) for one in missing)
        and isinstance(told.get("previous"), dict | None)
        and isinstance(close.get("date"), str)
        and _DATE.fullmatch(close["date"]) is not None
    )


# --- the box: a zip of stored parts, in the one form in which the desk writes it ----------------------------


def heading(name: str, size: int, crc: int) -> bytes:
    """What stands before a part. Parts are stored, never compressed: nothing can swell while it is read."""
    plain = name.encode("ascii")
    return _LOCAL.pack(b"PK\x03\x04", 20, 0, 0, 0, _FIRST_DAY, crc, size, size, len(plain), 0) + plain


def ending(parts: list[tuple[str, int, int]]) -> bytes:
    """The list at the end, of each part's name, size and CRC-32; any unzip program reads it."""
    made, at = [], 0
    for name, size, crc in parts:
        plain, place = name.encode("ascii"), at
        version, mode = 20 | 3 << 8, 0o100600 << 16
        made.append(
            _CENTRAL.pack(
                *(b"PK\x01\x02", version, 20, 0, 0, 0, _FIRST_DAY, crc, size, size),
                *(len(plain), 0, 0, 0, 0, mode, place),
            )
            + plain
        )
        at += _LOCAL.size + len(plain) + size
    whole = b"".join(made)
    return whole + _END.pack(b"PK\x05\x06", 0, 0, len(parts), len(parts), len(whole), at, 0)


class _Box:
    """Reads the parts one after the other; every byte between them must be as the desk writes it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.place = file, 0
        self.parts: list[tuple[str, int, int]] = []
        self.left, self.crc, self.told = 0, 0, 0
        file.seek(0)

    def next_size(self) -> int:
        """The size that the next heading tells."""
        raw = self.file.read(_LOCAL.size)
        self.file.seek(self.place)
        return int(_LOCAL.unpack(raw)[8]) if len(raw) == _LOCAL.size else -1

    def part(self, name: str, size: int, refused: str = "rewritten") -> int:
        """Go to the next part, which must be this one; gives where its bytes begin."""
        try:
            told = heading(name, size, 0)
        except (ValueError, struct.error, OverflowError):
            raise Unreadable("manifest_unclear") from None
        raw = self._read(len(told), name)
        self.told = int.from_bytes(raw[14:18], "little")
        if raw[:14] + bytes(4) + raw[18:] != told or len(self.parts) >= MOST_PARTS:
            raise Unreadable(refused, part=name)
        self.left, self.crc = size, 0
        self.parts.append((name, size, self.told))
        return self.place

    def pieces(self) -> Iterator[bytes]:
        """The part's bytes."""
        while self.left:
            piece = self._read(min(self.left, PIECE), self.parts[-1][0])
            self.left -= len(piece)
            self.crc = binascii.crc32(piece, self.crc)
            yield piece

    def fits(self) -> bool:
        """True if the part's CRC-32 is the one of its heading."""
        return self.crc == self.told

    def end(self) -> None:
        """The list at the end must follow, and then nothing."""
        told = ending(self.parts)
        if self._read(len(told), "its end") != told or self.file.read(1):
            raise Unreadable("rewritten", part="its end")

    def _read(self, size: int, part: str) -> bytes:
        raw = self.file.read(size)
        self.place += len(raw)
        if len(raw) < size:
            raise Unreadable("cut", part=part)
        return raw


def _whole(box: _Box, name: str, longest: int) -> bytes:
    """One of the first two parts, whose size only their heading tells."""
    size, refused = box.next_size(), "no_package" if name == MANIFEST else "rewritten"
    if not 0 <= size <= longest:
        raise Unreadable(refused, part=name)
    box.part(name, size, refused)
    text = b"".join(box.pieces())
    if not box.fits():
        raise Unreadable("part_changed", part=name)
    return text


# --- what lies in it ----------------------------------------------------------------------------------------


def _look_into(file: IO[bytes], found: Verified, places: dict[str, tuple[int, int]], head: str) -> None:
    """Counts, chain and seal; each part is read line by line."""
    counted: dict[str, int] = {}
    records: list[tuple[str, str]] = []
    looks: tuple[tuple[str, Callable[[Iterator[bytes]], None]], ...] = (
        (APPLICATIONS, lambda lines: records.extend(_applications(lines))),
        (REGISTER, lambda lines: _register(lines, records, counted, found)),
        (TRAIL, lambda lines: _trail(lines, counted, found, head)),
    )
    for part, look in looks:
        try:
            look(_lines(file, *places[part]))
        except _ERRORS:
            found.wrong("unclear", part=part)
            return
    photos = {path[len("photos/") : -len(".jpg")]: path for path in places if path.startswith("photos/")}
    counted |= {"applications": len(records), "photos": len(photos)}
    try:
        for what, told in found.told["counts"].items():
            if told != counted.get(what, 0):
                found.wrong("count_differs", what=what, told=told, found=counted.get(what, 0))
        hashes = {one["path"]: one["hash"] for one in found.manifest["resources"]}
        missing = set(found.told["incomplete"])
    except _ERRORS:
        raise Unreadable("manifest_unclear") from None
    for number, sha256 in records:
        path = f"photos/{number}.jpg"
        if sha256 and path not in missing and hashes.get(path) != f"sha256:{sha256}":
            found.wrong("photos_differ", part=path)
    named = {number for number, sha256 in records if sha256}
    for number in sorted(set(photos) - named):
        found.wrong("photos_differ", part=photos[number])


def _lines(file: IO[bytes], at: int, size: int) -> Iterator[bytes]:
    file.seek(at)
    for _ in range(MOST_LINES):
        if size <= 0:
            return
        line = file.readline(min(size, LONGEST_LINE + 1))
        if not line or len(line) > LONGEST_LINE:
            raise ValueError("a line too long")
        size -= len(line)
        yield line
    if size > 0:
        raise ValueError("too many lines")


def _applications(lines: Iterator[bytes]) -> Iterator[tuple[str, str]]:
    """The number and the picture's SHA-256 of each application: each stands on a line of its own."""
    within, count = False, 0
    for line in lines:
        text = line.strip()
        if within and text.startswith(b"{"):
            one, count = json.loads(text.rstrip(b",")), count + 1
            number, sha256 = str(one["number"]), str((one["picture"] or {}).get("sha256", ""))
            if count > MOST_APPLICATIONS or len(number) > LONGEST_NUMBER or len(sha256) > len(START):
                raise ValueError("more than a day holds")
            yield number, sha256
        within = (within or text == b'"applications":[') and text not in (b"]", b"],", b"]}")


def _register(lines: Iterator[bytes], records: list[tuple[str, str]], counted: dict[str, int], found: Verified) -> None:
    rows = csv.reader(
        (line.decode("utf-8-sig" if at == 0 else "utf-8") for at, line in enumerate(lines)), delimiter=";"
    )
    next(rows)
    count, same = 0, True
    for count, row in enumerate(rows, 1):
        if count > MOST_APPLICATIONS:
            raise ValueError("more than a day holds")
        same = same and count <= len(records) and row[0].removeprefix("'") == records[count - 1][0]
    counted["register_rows"] = count
    if not same or count != len(records):
        found.wrong("rows_differ")


def _trail(lines: Iterator[bytes], counted: dict[str, int], found: Verified, asked: str) -> None:
    """Compute the chain afresh, from the head before to the head at the end."""
    told = found.told["trail"]
    count, end, seal, known = 0, str(told["head_before"]), "", False
    for count, raw in enumerate(lines, 1):
        line = json.loads(raw)
        digest = line_hash(line, end)
        if line["seq"] != told["from_line"] + count or line["previous"] != end or line["hash"] != digest:
            found.wrong("chain_broken", line=told["from_line"] + count)
            return
        end, known = digest, known or is_head(asked, digest)
        if line["event"] == "exported":
            seal = str(json.loads(line["facts"])["seal"])
    counted["trail_lines"] = count
    if end != told["head"] or told["from_line"] + count != told["to_line"]:
        found.wrong("head_differs")
    if asked and not (known or is_head(asked, str(told["head_before"]))):
        found.wrong("head_unknown")
    if seal and seal != (found.told["previous"] or {}).get("seal"):
        found.wrong("previous_differs")


def line_hash(line: dict[str, Any], previous: str) -> str:
    """SHA-256 (hex) over every column of a line of the trail and the hash of the line before it."""
    covered = [line[name] for name in ("seq", "at", "staff_id", "event", "application_id", "draft_id", "facts")]
    text = json.dumps([*covered, previous], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def is_head(asked: str, head: str) -> bool:
    """True if this is the head that was asked for: whole, or at least eight characters of its beginning or end."""
    plain = "".join(asked.split()).lower()
    return len(plain) >= 8 and (head.startswith(plain) or head.endswith(plain))


# --- Ed25519 (RFC 8032): the public half of the arithmetic --------------------------------------------------

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_Point = tuple[int, int, int, int]


def is_signed(text: bytes, signature: bytes, key: bytes) -> bool:
    """True if the holder of this public key (32 bytes) signed the text."""
    if len(signature) != 64 or len(key) != 32:
        return False
    public, drawn = _point(key), _point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if public is None or drawn is None or scalar >= _L:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % _L
    base = _point((4 * pow(5, -1, _P) % _P).to_bytes(32, "little"))
    assert base is not None
    left, right = _times(scalar, base), _plus(drawn, _times(challenge, public))
    return (left[0] * right[2] - right[0] * left[2]) % _P == 0 and (left[1] * right[2] - right[1] * left[2]) % _P == 0


def _point(raw: bytes) -> "_Point | None":
    number = int.from_bytes(raw, "little")
    sign, y = number >> 255, number & (1 << 255) - 1
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * pow(2, (_P - 1) // 4, _P) % _P
    if (x * x - square) % _P or (x == 0 and sign):
        return None
    x = _P - x if x & 1 != sign else x
    return x, y, 1, x * y % _P


def _plus(one: _Point, other: _Point) -> _Point:
    a, b = (one[1] - one[0]) * (other[1] - other[0]) % _P, (one[1] + one[0]) * (other[1] + other[0]) % _P
    c, d = 2 * one[3] * other[3] * _D % _P, 2 * one[2] * other[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(scalar: int, point: _Point) -> _Point:
    made: _Point = (0, 1, 1, 0)
    while scalar:
        made = _plus(made, point) if scalar & 1 else made
        point, scalar = _plus(point, point), scalar >> 1
    return made


def main(arguments: list[str]) -> int:
    """Verify the named package and say what was found."""
    if not 1 <= len(arguments) <= 2 or arguments[0].startswith("-"):
        sys.stdout.write((__doc__ or "") + "\n")
        return 2
    try:
        with open(arguments[0], "rb") as file:  # noqa: PTH123 - this file stands alone
            found = verify(file, head=arguments[1] if arguments[1:] else "")
    except OSError as trouble:
        sys.stdout.write(f"The package cannot be read: {trouble.strerror}.\n")
        return 2
    for problem in found.problems:
        sys.stdout.write(f"{problem}\n")
    if found.problems:
        return 1
    close, trail = found.told["close"], found.told["trail"]
    sys.stdout.write(f"The package is whole: close no. {close['number']} of {close['date']}, {found.told['counts']}.\n")
    sys.stdout.write(f"Its trail goes from {trail['head_before']} to {trail['head']}.\n")
    sys.stdout.write(f"Its seal is {found.seal}; the key that signed it is {found.key}.\n")
    return 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
