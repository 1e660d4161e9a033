"""A backup is one file: an uncompressed zip of a manifest, the keyring and the store, ended by the hash of itself.

Any unzip program lists it, and the standard library reads it. The store in it is encrypted as it always is, the
keyring opens only with a password or the recovery sheet; the manifest tells counts and hashes, nobody's data.
"""

import hashlib
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from data.engine.backup_manifest import Manifest, read_manifest_text
from data.engine.backup_medium import CHECKING, PIECE, WRITING, Tick, forget_cached, read_from_medium, silent
from data.trouble import AlteredBackup, CutBackup, ForeignBackup, UntrueBackup

MANIFEST, KEYRING, STORE = "manifest.json", "keyring.json", "desk.db"
_SEAL = 64
_LOCAL = struct.Struct("<4s5H3I2H")
_END = struct.Struct("<4s4H2IH")
_LONGEST_MANIFEST = 1 << 20
_BROKEN_ZIP = (BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, struct.error)


def write_backup_file(draft: Path, manifest: bytes, keyring: bytes, store: Path, tick: Tick) -> None:
    """Fill an empty file and have the disk hold it. The same parts give the same bytes. OSError if the disk says no."""
    size = store.stat().st_size
    with draft.open("rb+") as file:
        with ZipFile(file, "w", ZIP_STORED) as box:
            box.comment = b"0" * _SEAL
            box.writestr(_entry(MANIFEST), manifest)
            box.writestr(_entry(KEYRING), keyring)
            with store.open("rb") as source, box.open(_entry(STORE), "w", force_zip64=True) as target:
                done = 0
                while piece := source.read(PIECE):
                    target.write(piece)
                    done += len(piece)
                    tick(WRITING, done, size)
        file.seek(0)
        seal = _hash_of(file, file.seek(0, os.SEEK_END) - _SEAL)
        file.seek(-_SEAL, os.SEEK_END)
        file.write(seal.encode())
        file.flush()
        os.fsync(file.fileno())
        forget_cached(file.fileno())


def read_manifest(path: Path) -> Manifest:
    """What a backup says of itself, from its first bytes; whether the rest is whole is not looked at.

    Raises NoBackup, ForeignBackup, NewerBackup, AlteredBackup, UnreadableBackup.
    """
    with read_from_medium(), path.open("rb") as file:
        return _manifest_of(file)


def check_backup_file(
    path: Path, tick: Tick = silent, store_to: IO[bytes] | None = None, keyring_to: IO[bytes] | None = None
) -> Manifest:
    """Check every byte of a backup, and write its parts into the files that are given, if any are.

    Raises those of `read_manifest`, and CutBackup, UntrueBackup.
    """
    with _open(path) as (file, manifest):
        size = file.seek(0, os.SEEK_END)
        _must_end(file, size, manifest)
        file.seek(size - _SEAL)
        seal = _read(file, _SEAL)
        with read_from_medium():
            found = _hash_of(file, size - _SEAL, tick)
        if found.encode() != seal:
            raise AlteredBackup("The backup's bytes are not those that were written.")
        try:
            with read_from_medium():
                box = ZipFile(file)
            with box:
                kept = [(one.filename, one.compress_type, one.file_size) for one in box.infolist()]
                parts = ((KEYRING, manifest.keyring, keyring_to), (STORE, manifest.store, store_to))
                if kept[1:] != [(name, ZIP_STORED, part.size) for name, part, _ in parts]:
                    raise UntrueBackup("The backup's parts are not those that it names.")
                for name, part, target in parts:
                    _take_out(box, name, part.sha256, target)
        except _BROKEN_ZIP:
            raise UntrueBackup("The backup's parts are not those that it names.") from None
    return manifest


@contextmanager
def _open(path: Path) -> Iterator[tuple[IO[bytes], Manifest]]:
    # A trouble while writing what is taken out is the restored desk's disk's, and is named by whoever gave the files.
    with read_from_medium():
        file = path.open("rb")
    with file:
        with read_from_medium():
            manifest = _manifest_of(file)
        yield file, manifest


def _take_out(box: ZipFile, name: str, sha256: str, target: IO[bytes] | None) -> None:
    digest = hashlib.sha256()
    with read_from_medium():
        taken = box.open(name)
    with taken as part:
        while piece := _read(part):
            digest.update(piece)
            if target is not None:
                target.write(piece)
    if digest.hexdigest() != sha256:
        raise UntrueBackup("A part of the backup is not what the backup says of it.")


def _read(file: IO[bytes], most: int = PIECE) -> bytes:
    with read_from_medium():
        return file.read(most)


def _hash_of(file: IO[bytes], length: int, tick: Tick = silent) -> str:
    """The SHA-256 of the first `length` bytes."""
    digest, left = hashlib.sha256(), length
    file.seek(0)
    while left > 0 and (piece := file.read(min(PIECE, left))):
        digest.update(piece)
        left -= len(piece)
        tick(CHECKING, length - left, length)
    return digest.hexdigest()


def _manifest_of(file: IO[bytes]) -> Manifest:
    """Read the first part without the list at the end: a backup that was cut off still says whose it is."""
    head = file.read(_LOCAL.size)
    if len(head) < _LOCAL.size:
        raise ForeignBackup("This file is not a backup of clerk-desk.")
    mark, _, _, method, _, _, _, _, size, named, extra = _LOCAL.unpack(head)
    name = file.read(named + extra)[:named]
    if mark != b"PK\x03\x04" or name != MANIFEST.encode() or method != ZIP_STORED:
        raise ForeignBackup("This file is not a backup of clerk-desk.")
    if size > _LONGEST_MANIFEST:
        raise AlteredBackup("The backup's bytes are not those that were written.")
    text = file.read(size)
    if len(text) < size:
        raise CutBackup("The end of the backup is missing.")
    return read_manifest_text(text)


def _must_end(file: IO[bytes], size: int, manifest: Manifest) -> None:
    """CutBackup if the last bytes are not an end as every backup has it."""
    last = _END.size + _SEAL
    if size >= manifest.store.size + manifest.keyring.size + last:
        file.seek(size - last)
        end = _END.unpack(_read(file, _END.size))
        if end[0] == b"PK\x05\x06" and end[-1] == _SEAL:
            return
    raise CutBackup("The end of the backup is missing.")


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.external_attr = 0o100600 << 16
    entry.create_system = 3  # the same bytes on every machine
    return entry
