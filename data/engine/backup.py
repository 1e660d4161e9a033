"""Making a backup while the desk is in use, and opening one again: verified each time, whole or not at all."""

import datetime as dt
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlmodel import Session

from data.engine.backup_file import check_backup_file, write_backup_file
from data.engine.backup_manifest import Manifest, Part, manifest_text
from data.engine.backup_medium import PIECE, Tick, put_down, silent
from data.engine.copying import as_it_is, verified_copy
from data.engine.encrypted_file import look_at
from data.engine.errors import on_disk, translated
from data.engine.server import mark
from data.engine.store import Store, sqlite_path
from data.files import flush_folder, locked, make_file
from data.migrations import REVISIONS
from data.trouble import (
    BackupTrouble,
    MediumBroken,
    NewerBackup,
    NoStore,
    OtherDesksBackup,
    StoreBusy,
    UntrueBackup,
    WrongKey,
)

if TYPE_CHECKING:
    from data.keyring import OpenKeyring


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that lies there, and what it says of itself."""

    path: Path
    manifest: Manifest


def make_backup(
    store: Store,
    keys: "OpenKeyring",
    folder: Path,
    names: Sequence[str],
    made_at: dt.datetime,
    examine: Callable[[Session], None],
    tick: Tick = silent,
) -> Backup:
    """Back up a SQLite store with its keyring into one file (0600) in `folder`, under the first free of `names`.

    The store is copied beside itself, so that a slow stick does not hold up the desk; the copy is examined, also
    by `examine`; then the file is written under another name, read again, and given its own. The folder must be
    there. What fails leaves nothing behind. Raises StoreTrouble, BackupTrouble among them.
    """
    path = sqlite_path(store.url)
    if path is None:
        raise NoStore("The store is not a file.")
    with _alone(path):
        draft = path.with_name(f".{path.name}.backup-{os.urandom(4).hex()}.new")
        with verified_copy(store, keys.key, draft, tick) as (copy, contents):
            with copy.reading() as session:
                examine(session)
            digests = copy.digests(keys.key, tick)
            copy.close()
            # Read after the copy: a wrap too many is swept at the next sign-in, one too few would lock somebody out.
            keyring = keys.whole()
            with on_disk():
                parts = (Part(len(keyring), hashlib.sha256(keyring).hexdigest()), _part_of(draft))
            text = manifest_text(made_at, desk_mark(keys.key), contents, digests, parts, keys.key)
            return _put_down(folder, names, text, keyring, draft, tick)


def open_backup(path: Path, store_to: Path, keyring_to: Path, tick: Tick = silent) -> Manifest:
    """Take the keyring and the store out of a backup into two new files (0600), each byte checked, and flush them.

    Raises BackupTrouble, NoOverwrite, StoreFull, StoreBroken; then neither file is left.
    """
    made: list[Path] = []
    try:
        with on_disk():
            for place in (keyring_to, store_to):
                make_file(place)
                made.append(place)
            with keyring_to.open("rb+") as keyring, store_to.open("rb+") as store:
                manifest = check_backup_file(path, tick, store, keyring)
                for file in (keyring, store):
                    file.flush()
                    os.fsync(file.fileno())
            for parent in {keyring_to.parent, store_to.parent}:
                flush_folder(parent)
    except BaseException:
        for place in made:
            place.unlink(missing_ok=True)
        raise
    return manifest


def open_restored(path: Path, key: bytes, manifest: Manifest) -> Store:
    """Open a store taken out of a backup, as it is, and compare it with what the backup says: counts, trail, seal.

    Raises OtherDesksBackup, NewerBackup, UntrueBackup, DamagedStore. Its rows are compared by `differing`.
    """
    if manifest.contents.revision not in REVISIONS:
        raise NewerBackup("This backup was made by a newer clerk-desk.")
    with translated():
        try:
            look_at(path, key)
        except WrongKey:
            raise OtherDesksBackup("This backup belongs to another keyring.") from None
        store = as_it_is(path, key)
        try:
            store.examine()
            if not manifest.is_sealed_by(key) or store.contents() != manifest.contents:
                raise UntrueBackup("What lies in the backup is not what the backup says of itself.")
        except BaseException:
            store.close()
            raise
    return store


def differing(store: Store, key: bytes, manifest: Manifest, tick: Tick = silent) -> tuple[str, ...]:
    """The tables in which some row is not as it was when the backup was made."""
    found, told = store.digests(key, tick), manifest.digests
    return tuple(name for name in sorted({*found, *told}) if found.get(name) != told.get(name))


def desk_mark(key: bytes) -> str:
    """By what the backups of one desk are told from another's; it gives nothing of the key away."""
    return mark(key)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One backup of a store at a time; what an interrupted one left beside the store is removed."""
    with on_disk(), ExitStack() as until_done:
        try:
            until_done.enter_context(locked(path.with_name(f"{path.name}.backup")))
        except TimeoutError:
            raise StoreBusy("Another backup of this store is being made.") from None
        for left in path.parent.glob(f".{path.name}.backup-*.new*"):
            left.unlink(missing_ok=True)
        yield


def _put_down(folder: Path, names: Sequence[str], text: bytes, keyring: bytes, store: Path, tick: Tick) -> Backup:
    path, manifest = put_down(
        folder,
        names,
        lambda draft: write_backup_file(draft, text, keyring, store, tick),
        lambda draft: _read_again(draft, tick),
    )
    return Backup(path, manifest)


def _read_again(draft: Path, tick: Tick) -> Manifest:
    try:
        return check_backup_file(draft, tick)
    except BackupTrouble:
        raise MediumBroken("The medium does not give back what was written.") from None


def _part_of(path: Path) -> Part:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
            size += len(piece)
    return Part(size, digest.hexdigest())
