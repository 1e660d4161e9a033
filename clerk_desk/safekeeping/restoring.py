"""Opening a backup: checked through and through, restored aside, or brought back as the desk itself."""

import datetime as dt
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from clerk_desk.clock import local
from clerk_desk.ledgers.trail import line_ending_in
from clerk_desk.objection import Objection
from clerk_desk.safekeeping.making import must_be_unbroken
from clerk_desk.troubles import trouble_said
from data.engine import Manifest, Store, Tick, differing, open_backup, open_restored, silent
from data.files import flush_folder, give_name, make_folder
from data.keyring import Keyring, OpenKeyring
from data.trouble import StoreBroken, StoreTrouble, UntrueBackup

WayIn = Callable[[Keyring], OpenKeyring | None]
"""How the keyring inside a backup is opened: by a password of its day, or by the recovery sheet."""

_HEAD_LENGTHS = range(12, 65)
_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Places:
    """Where a desk's two files lie."""

    store: Path
    keyring: Path


@dataclass(frozen=True, slots=True)
class Restored:
    """A desk that was brought back. `aside` are the folders into which the files of the one before were moved."""

    manifest: Manifest
    aside: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A backup in which all is as it was written. `head_at` is the line that ends in the head asked for, or 0."""

    manifest: Manifest
    head_at: int


def check(file: Path, way_in: WayIn, head: str = "", tick: Tick = silent) -> Checked:
    """Check a backup: its bytes, its store, its trail, and that a head printed once is a line of that trail.

    `head` is the hash in hex, or its first twelve signs or more. Objection "wrong_way_in", "head_form",
    "other_head", "trail_broken" and those of `trouble_said`.
    """
    wanted = _head(head)
    with aside(file, way_in, tick) as (store, manifest), store.reading() as session:
        line = line_ending_in(session, wanted) if wanted else 0
        if wanted and not line:
            raise Objection(
                "other_head",
                "No line of this backup's trail ends in {head}. It is an older backup, or one of another desk, "
                "or its trail was changed.",
                head=head,
            )
    return Checked(manifest, line)


@contextmanager
def aside(file: Path, way_in: WayIn, tick: Tick = silent) -> Iterator[tuple[Store, Manifest]]:
    """A backup restored into a folder of its own (0700), verified and open to be read; all of it is removed at the end.

    Every row was compared with what the backup says. Objection "wrong_way_in", "trail_broken" and those of
    `trouble_said`.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="clerk-desk-aside-") as folder:
            places = Places(Path(folder, "desk.db"), Path(folder, "keyring.json"))
            manifest = open_backup(file, places.store, places.keyring, tick)
            store = _verified(places, way_in, manifest, tick)
            try:
                yield store, manifest
            finally:
                store.close()
    except StoreTrouble as trouble:
        raise trouble_said(trouble) from None
    except OSError as error:  # no temporary folder
        raise trouble_said(StoreBroken(str(error.strerror))) from None


def restore(
    file: Path, places: Places, way_in: WayIn, moment: dt.datetime, *, instead: bool = False, tick: Tick = silent
) -> Restored:
    """Bring a desk back from a backup: verified beside its place, then named, then verified again.

    Nothing is written over: with `instead` the files of a present desk are first moved into a folder beside them
    that bears the `moment` (aware). Objection "desk_there", "wrong_way_in" and those of `trouble_said`; then
    nothing was changed.
    """
    present = _present(places)
    if present and not instead:
        raise Objection(
            "desk_there",
            "There is a desk here already ({folder}), and nothing was written over it. Restore into an empty folder "
            "with --into, or add --instead: then the present desk is moved aside first.",
            folder=str(present[0].parent),
        )
    try:
        return _restored(file, places, way_in, moment, tick)
    except StoreTrouble as trouble:
        raise trouble_said(trouble) from None
    except OSError as error:
        raise trouble_said(StoreBroken(str(error.strerror))) from None


def _restored(file: Path, places: Places, way_in: WayIn, moment: dt.datetime, tick: Tick) -> Restored:
    folders = {places.store.parent, places.keyring.parent}
    made = [folder for folder in folders if not folder.exists()]
    sign = os.urandom(4).hex()
    drafts = Places(*(one.with_name(f".{one.name}.{sign}.new") for one in (places.store, places.keyring)))
    try:
        for folder in folders:
            make_folder(folder)
        manifest = open_backup(file, drafts.store, drafts.keyring, tick)
        keys = _let_in(drafts.keyring, way_in)
        _verified(drafts, lambda _: keys, manifest, tick).close()
        moved = _exchanged(drafts, places, moment)
        for folder in folders:
            flush_folder(folder)
    except BaseException:
        _left_as_it_was(drafts, made)
        raise
    _left_as_it_was(drafts, [])
    open_restored(places.store, keys.key, manifest).close()
    return Restored(manifest, moved)


def _exchanged(drafts: Places, places: Places, moment: dt.datetime) -> tuple[Path, ...]:
    """Move the present files aside and name the restored ones; if one of it fails, all of it is taken back."""
    moved: list[tuple[Path, Path]] = []
    named: list[Path] = []
    try:
        for one in _present(places):
            moved.append((one, _moved_aside(one, moment)))
        for draft, place in ((drafts.keyring, places.keyring), (drafts.store, places.store)):
            give_name(draft, place)
            named.append(place)
    except BaseException:
        for place in named:
            place.unlink()
        for one, there in reversed(moved):
            there.rename(one)
        raise
    return tuple(dict.fromkeys(there.parent for _, there in moved))


def _left_as_it_was(drafts: Places, made: list[Path]) -> None:
    """Remove the drafts, and the folders that were made for nothing."""
    for left in (drafts.store, drafts.keyring, drafts.store.with_name(drafts.store.name + "-journal")):
        left.unlink(missing_ok=True)
    for folder in made:
        with suppress(OSError):
            folder.rmdir()


def _verified(places: Places, way_in: WayIn, manifest: Manifest, tick: Tick) -> Store:
    key = _let_in(places.keyring, way_in).key
    store = open_restored(places.store, key, manifest)
    try:
        with store.reading() as session:
            must_be_unbroken(session)
        if differing(store, key, manifest, tick):
            raise UntrueBackup("The rows in the backup are not those that it tells of.")
    except BaseException:
        store.close()
        raise
    return store


def _let_in(keyring: Path, way_in: WayIn) -> OpenKeyring:
    keys = way_in(Keyring(keyring))
    if keys is None:
        raise Objection(
            "wrong_way_in",
            "This does not open the backup. It opens with a name and a password of the day on which it was made, "
            "or with the recovery sheet.",
        )
    return keys


def _present(places: Places) -> list[Path]:
    """What lies where a desk is to be. A journal left of another store would be played back into the restored one."""
    store, keyring = places.store, places.keyring
    beside = [store.with_name(store.name + ending) for ending in ("-journal", "-wal", "-shm")]
    attempts = keyring.with_name(f"{keyring.stem}.attempts.json")
    return [one for one in (store, *beside, keyring, attempts) if one.exists()]


def _moved_aside(one: Path, moment: dt.datetime) -> Path:
    folder = one.parent / f"before-restore-{local(moment):%Y-%m-%dT%H-%M-%S}"
    make_folder(folder)
    if (folder / one.name).exists():
        raise FileExistsError(str(folder / one.name))
    one.rename(folder / one.name)
    flush_folder(folder)
    return folder / one.name


def _head(text: str) -> str:
    head = text.strip().casefold()
    if head and (len(head) not in _HEAD_LENGTHS or not set(head) <= _HEX):
        raise Objection("head_form", "A head is the hash at the end of the trail: give its first 12 signs or more.")
    return head
