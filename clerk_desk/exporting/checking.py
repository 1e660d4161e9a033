"""Checking a package at the desk, or away from it with an administrator's key: whole, signed, known to the trail."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from clerk_desk.desk import Desk
from clerk_desk.duties import backups, exports
from clerk_desk.exporting import keys as package_keys
from clerk_desk.exporting.medium import from_the_medium
from clerk_desk.exporting.verify_package import MANIFEST, SENTENCES, Problem, Verified, heading, verify
from clerk_desk.objection import Message, Objection, Remark, Severity, mark
from clerk_desk.rules import dates
from clerk_desk.troubles import trouble_said
from data.engine import StoreTrouble, Tick, silent
from data.keyring import OpenKeyring

_CHECKING = "checking"
_LARGEST_SEALED = 1 << 30
"""Bytes of a sealed package: it is opened in memory, so that what lies in it never lies open on a disk."""

_NOT_TOLD = mark(
    "This desk signed this package, but its trail does not tell of it: an export was broken off. Export {date} again, "
    "then verify it once more."
)
_HEAD_NOT_OURS = mark("This desk's trail does not have line {line} as the package has it. Tell the head of the school.")


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found. `problems` says all that is wrong; `told` is what the manifest says of the close.

    `at_desk`: it was also held against the trail of a desk. `incomplete` are the paths of pictures it lacks.
    """

    problems: tuple[Remark, ...]
    told: Mapping[str, Any]
    seal: str
    key: str
    is_sealed: bool
    at_desk: bool

    @property
    def incomplete(self) -> tuple[str, ...]:
        """The pictures that were no longer in the store when it was made."""
        return tuple(self.told.get("incomplete", ()))


def is_package(path: Path) -> bool:
    """True if a file is a package by its beginning, or, where that is damaged or cannot be read, by its name."""
    try:
        with path.open("rb") as file:
            beginning = file.read(128)
    except OSError:
        beginning = b""
    name = heading(MANIFEST, 0, 0)[30:]
    if package_keys.is_sealed(beginning) or beginning[30:].startswith(name):
        return True
    return path.name.startswith("day-") and path.name.endswith((".zip", ".zip.age"))


def is_sealed(path: Path) -> bool:
    """True if the package must be opened before it can be read. Objection "no_package", "unreadable_package"."""
    with from_the_medium(), path.open("rb") as file:
        return package_keys.is_sealed(file.read(64)) or path.name.endswith(".age")


def check_at_desk(path: Path, desk: Desk, keys: OpenKeyring, head: str = "", tick: Tick = silent) -> Checked:
    """Check a package at the desk that made it: also by whom it was signed, and against the trail as it is.

    Objection "not_sealed_to_us", "sealed_damaged", "too_large", those of the medium and of `trouble_said`.
    """
    sealed = is_sealed(path)
    with from_the_medium(), path.open("rb") as file:
        opened = BytesIO(package_keys.unseal(_read(file, path), keys.key)) if sealed else file
        found = verify(opened, head, package_keys.public_key(keys.key), _ticking(tick, path))
    problems = [_said(problem) for problem in found.problems]
    if not problems:
        try:
            problems += _against(desk, found)
        except StoreTrouble as trouble:
            raise trouble_said(trouble) from None
    return Checked(tuple(problems), found.told, found.seal, found.key, sealed, at_desk=True)


def check_away(path: Path, key: tuple[Path, str] | None = None, head: str = "", tick: Tick = silent) -> Checked:
    """Check a package where its desk is not; `key` is an administrator's key file with its passphrase.

    Objection "key_needed" if it is sealed and none is given, and those of `check_at_desk` and `keys.unseal_by`.
    """
    sealed = is_sealed(path)
    if sealed and key is None:
        raise Objection(
            "key_needed", "This package is sealed. Check it at its own desk, or name an administrator's key with --key."
        )
    with from_the_medium(), path.open("rb") as file:
        opened = BytesIO(package_keys.unseal_by(_read(file, path), *key)) if sealed and key is not None else file
        found = verify(opened, head, tick=_ticking(tick, path))
    problems = tuple(_said(problem) for problem in found.problems)
    return Checked(problems, found.told, found.seal, found.key, sealed, at_desk=False)


def _against(desk: Desk, found: Verified) -> list[Remark]:
    """Hold it against the trail: its last line must be the trail's own, and the package must be told there.

    It is known by then that this desk signed it. A desk that was torn down between naming a package and writing it
    down knows nothing of it; made again, the day has the same seal.
    """
    trail = found.told["trail"]
    if trail["to_line"] and desk.ask(backups.hash_at, trail["to_line"]) != trail["head"]:
        return [Remark(Severity.ERROR, "other_trail", "", Message(_HEAD_NOT_OURS, {"line": trail["to_line"]}))]
    if desk.ask(exports.sealed_before, found.seal) is None:
        close = dates.parse(found.told["close"]["date"]) or "?"
        return [Remark(Severity.ERROR, "not_told", "", Message(_NOT_TOLD, {"date": close}))]
    return []


def _said(problem: Problem) -> Remark:
    return Remark(Severity.ERROR, problem.code, "", Message(SENTENCES[problem.code], dict(problem.facts)))


def _read(file: IO[bytes], path: Path) -> bytes:
    if path.stat().st_size > _LARGEST_SEALED:
        raise Objection("too_large", "This file is larger than any package of a day. Look at its name.")
    return file.read()


def _ticking(tick: Tick, path: Path) -> Any:
    size = path.stat().st_size
    return lambda done: tick(_CHECKING, min(done, size), size)
