"""Making a day's package: signed, sealed, read again, and only then named; and written down in the trail."""

import hashlib
import os
from binascii import crc32
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date as Date
from io import BytesIO
from pathlib import Path

from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import exports
from clerk_desk.duties.exports import Day, Leaving, Recipient
from clerk_desk.exporting import keys as package_keys
from clerk_desk.exporting.manifest import manifest_text, name_of
from clerk_desk.exporting.medium import on_the_medium
from clerk_desk.exporting.parts import Part, parts_of, pictures
from clerk_desk.exporting.verify_package import MANIFEST, SENTENCES, SIGNATURE, ending, heading, verify
from clerk_desk.objection import Message, Objection
from clerk_desk.rules.rights import may
from clerk_desk.troubles import trouble_said
from data.engine import OutcomeUnknown, StoreTrouble, Tick, put_down, silent, sqlite_path
from data.engine.backup_medium import PIECE, forget_cached
from data.files import make_folder
from data.keyring import OpenKeyring
from data.trouble import MediumBroken
from data.vocabulary import EventKind

GATHERING, WRITING, CHECKING = "gathering", "writing", "checking"
SEALED = ".age"
_COPIES = 99


@dataclass(frozen=True, slots=True)
class Exported:
    """A package that was made and verified. `size` in bytes; `seal` is the SHA-256 of the manifest in it.

    `sealed_to` are the administrators who can open it (the desk itself always can); `missing` the paths of pictures
    that are no longer in the store. `was_there`: the very same package lay there already, and nothing was written.
    """

    path: Path
    date: Date
    number: int
    size: int
    sha256: str
    seal: str
    head: str
    applications: int
    photos: int
    is_sealed: bool
    sealed_to: tuple[str, ...]
    missing: tuple[str, ...]
    was_there: bool = False


@dataclass(frozen=True, slots=True)
class Package:
    """A package before it is sealed: its bytes (a zip), its seal, and what it lacks."""

    content: bytes
    seal: str
    missing: tuple[str, ...]


def export_day(
    desk: Desk,
    keys: OpenKeyring,
    date: Date | None = None,
    folder: Path | None = None,
    *,
    sealed: bool = True,
    tick: Tick = silent,
) -> Exported:
    """Export the day closed on `date` (the last one unless said) into `folder`, or into "exports" beside the keyring.

    Sealed, it opens with the keys of the administrators, and at this desk. Blocks; `tick` is told how far it is, and
    what it raises ends the work. A named folder must be there. Nothing is ever half: what fails leaves nothing.
    Objection "not_allowed", "never_closed", "not_closed", "no_register", "no_export_key", "trail_changed", those of
    the medium, and those of `trouble_said`.
    """
    if not may(desk.member.role, EventKind.EXPORTED):
        raise Objection("not_allowed", "Only an administrator may do this.")
    try:
        day = desk.ask(exports.day, date)
        readers = desk.ask(exports.recipients) if sealed else ()
        place = _place(desk, keys, folder)
        if sealed and not readers and place != usual_folder(desk, keys):
            raise Objection(
                "no_export_key",
                "No administrator has a key yet, so nobody could open the package elsewhere. Make one with: "
                "clerk-desk export-key FILE",
            )
        package = packed(desk, keys, day, tick)
        there = _there_already(desk, place, day, package, readers, sealed=sealed)
        return there or _made(desk, keys, place, day, package, readers, tick, sealed=sealed)
    except StoreTrouble as trouble:
        raise trouble_said(trouble) from None


def usual_folder(desk: Desk, keys: OpenKeyring) -> Path:
    """Where packages lie unless another folder is named: beside the store, or beside the keyring of a server's."""
    store = sqlite_path(desk.store.url)
    return (store or keys.path).parent / "exports"


def packed(desk: Desk, keys: OpenKeyring, day: Day, tick: Tick = silent) -> Package:
    """The day's package, signed, as bytes; the same day gives the same bytes, as long as its pictures are there.

    Objection "no_register" if its daily register was never made.
    """
    if day.register_id is None:
        raise Objection(
            "no_register",
            "The daily register of {date} was not made. Make it in the list of closes, then export the day.",
            date=day.date,
        )
    register = _register(desk, day.register_id)
    parts: list[Part] = []
    missing: list[str] = []
    whole = len(pictures(day.content)) + 1
    for part, path in parts_of(day, register, lambda number, sha256: desk.ask(exports.photo, number, sha256)):
        tick(GATHERING, min(len(parts) + len(missing), whole), whole)
        if part is None:
            missing.append(path)
        else:
            parts.append(part)
    text = manifest_text(day, [part.resource for part in parts], package_keys.public_key(keys.key), missing)
    signature = package_keys.signature_text(keys.key, text)
    content = boxed([Part(MANIFEST, text), Part(SIGNATURE, signature), *parts])
    _must_be_true(content, keys)
    return Package(content, hashlib.sha256(text).hexdigest(), tuple(missing))


def boxed(parts: Sequence[Part]) -> bytes:
    """The parts as one zip, each stored as it is, in this order."""
    made, ends = [], []
    for part in parts:
        crc = crc32(part.content)
        made += [heading(part.path, len(part.content), crc), part.content]
        ends.append((part.path, len(part.content), crc))
    return b"".join([*made, ending(ends)])


def _place(desk: Desk, keys: OpenKeyring, folder: Path | None) -> Path:
    if folder is not None:
        return folder
    place = usual_folder(desk, keys)
    with on_the_medium():
        make_folder(place)
    return place


def _made(
    desk: Desk,
    keys: OpenKeyring,
    place: Path,
    day: Day,
    package: Package,
    readers: Sequence[Recipient],
    tick: Tick,
    *,
    sealed: bool,
) -> Exported:
    content = package.content
    if sealed:
        content = package_keys.seal(content, keys.key, [one.recipient for one in readers])
    digest = hashlib.sha256(content).hexdigest()
    names = _names(day, package, sealed=sealed)
    with on_the_medium():
        path, _ = put_down(
            place, names, lambda draft: _fill(draft, content, tick), lambda draft: _read_again(draft, digest, tick)
        )
    made = _told(path, content, day, package, readers, sealed=sealed)
    _write_down(desk, made, [one.recipient for one in readers])
    return made


def _told(
    path: Path, content: bytes, day: Day, package: Package, readers: Sequence[Recipient], *, sealed: bool
) -> Exported:
    return Exported(
        path=path,
        date=day.date,
        number=day.number,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        seal=package.seal,
        head=day.head,
        applications=len(day.content["applications"]),
        photos=len(pictures(day.content)) - len(package.missing),
        is_sealed=sealed,
        sealed_to=tuple(one.name for one in readers),
        missing=package.missing,
    )


def _there_already(
    desk: Desk, place: Path, day: Day, package: Package, readers: Sequence[Recipient], *, sealed: bool
) -> Exported | None:
    """The very same package, if it lies there and the trail knows it: a scheduler may ask for it every evening.

    An open one that the trail does not know was named by a desk that was torn down then: it is written down now.
    """
    keys = [one.recipient for one in readers]
    for name in _names(day, package, sealed=sealed):
        try:
            content = _no_larger(place / name, len(package.content) * (2 if sealed else 1) + PIECE)
        except OSError:
            return None  # the first name that is free
        there = replace(_told(place / name, content, day, package, readers, sealed=sealed), was_there=True)
        facts = desk.ask(exports.exported_before, name, there.sha256)
        if facts is None and content == package.content:
            _write_down(desk, there, keys)
            return there
        if facts is not None and facts["seal"] == package.seal and facts["recipients"] == keys:
            return there
    return None


def _no_larger(path: Path, most: int) -> bytes:
    """The file's bytes, or "" if it is larger than any package of this day: whatever it is, it is not ours."""
    return path.read_bytes() if path.stat().st_size <= most else b""


def _names(day: Day, package: Package, *, sealed: bool) -> list[str]:
    made = (name_of(day, incomplete=bool(package.missing), copy=copy) for copy in range(1, _COPIES + 1))
    return [f"{name}{SEALED}" if sealed else name for name in made]


def _register(desk: Desk, paper_id: int) -> bytes:
    from clerk_desk.duties import papers
    from clerk_desk.instruments.paper_sheets import set_paper

    return set_paper(desk.ask(papers.sheet, paper_id))


def _must_be_true(content: bytes, keys: OpenKeyring) -> None:
    """What will be found wrong with the package must not leave: a trail that was changed, for one."""
    problems = verify(BytesIO(content), key=package_keys.public_key(keys.key)).problems
    if problems:
        raise Objection(
            "day_changed",
            "What the close kept was changed since, so no package was made: {what} Keep the store as it is and tell "
            "the head of the school.",
            what=Message(SENTENCES[problems[0].code], problems[0].facts),
        )


def _fill(draft: Path, content: bytes, tick: Tick) -> None:
    with draft.open("rb+") as file:
        for at in range(0, len(content), PIECE):
            file.write(content[at : at + PIECE])
            tick(WRITING, min(at + PIECE, len(content)), len(content))
        file.flush()
        os.fsync(file.fileno())
        forget_cached(file.fileno())


def _read_again(draft: Path, sha256: str, tick: Tick) -> None:
    digest, done, size = hashlib.sha256(), 0, draft.stat().st_size
    with draft.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
            done += len(piece)
            tick(CHECKING, done, size)
    if digest.hexdigest() != sha256:
        raise MediumBroken("The medium does not give back what was written.")


def _write_down(desk: Desk, made: Exported, recipients: Sequence[str]) -> None:
    """The trail must know whose data left: a package that cannot be written down does not stay."""
    leaving = Leaving(
        date=made.date,
        number=made.number,
        package=made.path.name,
        sha256=made.sha256,
        size=made.size,
        seal=made.seal,
        is_sealed=made.is_sealed,
        sealed_to=made.sealed_to,
        recipients=tuple(recipients),
        missing=len(made.missing),
    )
    try:
        desk.do(new_act(), exports.exported, leaving)
    except OutcomeUnknown:
        raise
    except BaseException:
        with suppress(OSError):
            made.path.unlink()
        raise
