"""How a small file is kept: whole or not at all, for its owner's eyes, and by one writer at a time.

On Windows the modes 0600 and 0700 mean nothing: a file inherits the access list of its folder, and the
user's data folder is closed to the machine's other users.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LOCK_SECONDS = 10.0


def make_folder(folder: Path) -> None:
    """Make a folder and its missing parents, each 0700. Folders that are there stay as they are."""
    for place in reversed([place for place in (folder, *folder.parents) if not place.exists()]):
        with suppress(FileExistsError):
            place.mkdir(mode=0o700)


def make_file(path: Path) -> None:
    """Make an empty file, 0600. FileExistsError if there is one, OSError if it cannot be made."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def write_whole(path: Path, content: bytes, over: bool = True) -> None:
    """Write a file so that a power cut leaves the old one or the new one, 0600, and nothing beside it.

    With over=False an existing file is left alone: FileExistsError. OSError if the disk says no.
    """
    draft = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    make_file(draft)
    try:
        with draft.open("rb+") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if over:
            draft.replace(path)
        else:
            give_name(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    flush_folder(path.parent)


def give_name(draft: Path, path: Path) -> None:
    """Give a finished file its name, never over another: FileExistsError. `draft` may be left over."""
    if os.name == "nt":
        draft.rename(path)  # fails where there is a file
        return
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # a memory stick's file system knows no links
        if path.exists():
            raise FileExistsError(str(path)) from None
        draft.rename(path)


def flush(path: Path) -> None:
    """Have the disk hold what was written to a file."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Have the disk hold the names in a folder. Windows writes them through by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock beside `path` (path.lock), so that two programs do not write over one another.

    The lock goes with the process that held it. TimeoutError after ten seconds of waiting.
    """
    lock = path.with_name(f"{path.name}.lock")
    handle = os.open(lock, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        _take(handle)
        yield
    finally:
        os.close(handle)


def _take(handle: int) -> None:
    until = time.monotonic() + LOCK_SECONDS
    while not _try_to_take(handle):
        if time.monotonic() > until:
            raise TimeoutError("another program holds the lock")
        time.sleep(0.02)


if os.name == "nt":  # pragma: no cover

    def _try_to_take(handle: int) -> bool:
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True

else:

    def _try_to_take(handle: int) -> bool:
        import fcntl

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
