"""The medium on which backups and packages lie: what may go wrong with it, each under its name, and what is left."""

import errno
import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from data.files import flush_folder, give_name, make_file
from data.trouble import MediumBroken, MediumFull, MediumGone, MediumReadOnly, NoBackup, NoOverwrite, UnreadableBackup

Read = TypeVar("Read")

Tick = Callable[[str, int, int], None]
"""Told of each piece of a long piece of work: its stage, bytes done, bytes in all. What it raises ends the work."""

COPYING, WRITING, CHECKING = "copying", "writing", "checking"
"""The stages of a backup, and of bringing one back."""

PIECE = 1 << 20
"""Bytes that are read or written at once."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})  # too big: a FAT stick takes no file over 4 GB
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_GONE = frozenset({errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.ENOTDIR, errno.ESTALE, errno.ENOTCONN})
_DRAFT = re.compile(r"\.(?:desk-\d{4}-[\dT-]+\.backup|day-\d{4}-[\w-]+\.zip(?:\.age)?)\.[0-9a-f]{8}\.new", re.ASCII)
_STALE_SECONDS = 24 * 60 * 60


def silent(_stage: str, _done: int, _whole: int) -> None:
    """A tick that tells nobody."""


@contextmanager
def written_on_medium() -> Iterator[None]:
    """Give the troubles of writing a backup their names."""
    try:
        yield
    except OSError as error:
        code = errno.errorcode.get(error.errno or 0, "OSError")
        if error.errno in _FULL:
            raise MediumFull(f"There is no room left for the backup ({code}).") from None
        if error.errno in _READ_ONLY:
            raise MediumReadOnly(f"The folder for backups cannot be written to ({code}).") from None
        if error.errno in _GONE:
            raise MediumGone(f"The folder for backups is gone ({code}).") from None
        raise MediumBroken(f"The medium of the backup reported an error ({code}).") from None


@contextmanager
def read_from_medium() -> Iterator[None]:
    """Give the troubles of reading a backup their names."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        raise NoBackup("There is no backup at this place.") from None
    except OSError as error:
        code = errno.errorcode.get(error.errno or 0, "OSError")
        raise UnreadableBackup(f"The backup cannot be read ({code}).") from None


def put_down(
    folder: Path, names: Sequence[str], fill: Callable[[Path], None], read_again: Callable[[Path], Read]
) -> tuple[Path, Read]:
    """Put a new file (0600) into a folder that is there, under the first free of `names`: whole, or not at all.

    `fill` writes an empty draft of another name and has the medium hold it; `read_again` checks what the medium gives
    back, and gives what it made of it. What fails leaves nothing behind. Raises MediumFull, MediumReadOnly,
    MediumGone, MediumBroken, NoOverwrite if all names are taken, and what the two raise.
    """
    with written_on_medium():
        if not folder.is_dir():
            raise MediumGone("The folder is not there.")
        sweep_drafts(folder)
        draft = folder / f".{names[0]}.{os.urandom(4).hex()}.new"
        named: Path | None = None
        try:
            make_file(draft)
            fill(draft)
            read = read_again(draft)
            named = _named(draft, folder, names)
            _flush_folder(folder)
        except BaseException:
            if named is not None:
                with suppress(OSError):
                    named.unlink()
            raise
        finally:
            with suppress(OSError):  # the medium may be gone, or read-only by now
                draft.unlink()
    return named, read


def _named(draft: Path, folder: Path, names: Sequence[str]) -> Path:
    for name in names:
        with suppress(FileExistsError):
            give_name(draft, folder / name)
            return folder / name
    raise NoOverwrite("There are files of all these names already.")


def _flush_folder(folder: Path) -> None:
    try:
        flush_folder(folder)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some media know no flushing of a folder
            raise


def sweep_drafts(folder: Path) -> None:
    """Remove what interrupted work left in a folder more than a day ago; other desks may be writing there now."""
    with suppress(OSError):
        for place in folder.iterdir():
            if _DRAFT.fullmatch(place.name):
                with suppress(OSError):
                    if time.time() - place.stat().st_mtime > _STALE_SECONDS:
                        place.unlink()


def forget_cached(handle: int) -> None:
    """Ask the machine to read a file anew from its medium instead of from memory, where it can be asked."""
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
