"""The folder into which the scanner or the camera puts its pictures: looked at, never written to.

It is looked at by asking again (once a second, by the screen that shows it): no notice of the system is
waited for, so that it works on a network drive and on every system alike.
"""

import datetime as dt
import heapq
import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from clerk_desk.clock import Clock
from clerk_desk.objection import Objection

ENDINGS = (".jpg", ".jpeg", ".png")
NEWEST = 50
"""Pictures that are listed at most; a folder may hold years of scans."""

SETTLED = 3.0
"""Seconds without a change after which a file counts as whole at the first look. Later looks compare its size."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A picture in the folder. `taken_at` is its last change; `size` is in bytes.

    `whole` is False while it seems to be still written: its size changed since the look before, or it is empty.
    """

    path: Path
    name: str
    taken_at: dt.datetime
    size: int
    whole: bool


class ScanFolder:
    """One folder, looked at again and again."""

    def __init__(self, place: Path, clock: Clock) -> None:
        """`clock` is the machine's own (a file's moment is the machine's), not the practice desk's."""
        self.place = place
        self._clock = clock
        self._before: dict[str, tuple[int, int]] = {}

    def look(self) -> tuple[Scan, ...]:
        """The newest pictures, the newest first. Blocks; on a slow network drive for long.

        Only regular files named .jpg, .jpeg or .png count, no links, nothing in folders below. A file that
        vanishes meanwhile is left out. Objection "scan_folder" if the folder is not there, is no folder or
        cannot be read.
        """
        try:
            found = heapq.nlargest(NEWEST, self._pictures())
        except FileNotFoundError:
            raise Objection(
                "scan_folder", "The scan folder {folder} is not there. Look whether its drive is connected.", **self._at
            ) from None
        except NotADirectoryError:
            raise Objection(
                "scan_folder", "The scan folder {folder} is a file. Name a folder in the settings.", **self._at
            ) from None
        except OSError:
            raise Objection("scan_folder", "The scan folder {folder} cannot be read.", **self._at) from None
        now = self._clock.now().timestamp()
        scans = tuple(self._scan(changed, name, size, now) for changed, name, size in found)
        self._before = {name: (changed, size) for changed, name, size in found}
        return scans

    @property
    def _at(self) -> dict[str, object]:
        return {"folder": str(self.place)}

    def _pictures(self) -> Iterator[tuple[int, str, int]]:
        """When it was changed (ns), name and size (bytes) of each picture."""
        with os.scandir(self.place) as entries:
            for entry in entries:
                if not entry.name.lower().endswith(ENDINGS):
                    continue
                try:
                    # Not entry.stat(): on Windows it tells the size that the folder remembers, not the file's own.
                    told = os.lstat(entry.path)
                except OSError:
                    continue  # gone again, or locked by the scanner: the next look will tell
                if stat.S_ISREG(told.st_mode) and not _leads_elsewhere(told):
                    yield told.st_mtime_ns, entry.name, told.st_size

    def _scan(self, changed: int, name: str, size: int, now: float) -> Scan:
        before = self._before.get(name)
        still = before == (changed, size) if before is not None else changed / 1e9 <= now - SETTLED
        return Scan(self.place / name, name, _moment(changed), size, still and size > 0)


def _moment(changed: int) -> dt.datetime:
    try:
        return dt.datetime.fromtimestamp(changed / 1e9, dt.UTC)
    except (OverflowError, ValueError, OSError):  # a drive with a broken clock
        return dt.datetime.fromtimestamp(0, dt.UTC)


def _leads_elsewhere(told: os.stat_result) -> bool:
    """True for what Windows calls a reparse point: a link by another name."""
    return bool(getattr(told, "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_REPARSE_POINT)


def typed_path(text: str) -> Path:
    """The file that a clerk typed, pasted or dropped: quotes, file:// and ~ are understood.

    Objection "no_file" with what is wrong if there is no such regular file.
    """
    words = text.strip()
    if len(words) > 1 and words[0] == words[-1] and words[0] in "\"'":
        words = words[1:-1].strip()
    if words.lower().startswith("file:"):
        words = _from_address(words)
    if not words:
        raise Objection("no_file", "Type where the picture lies, or paste it here.")
    try:
        path = _as_it_is_called(Path(words).expanduser())
        there, regular = path.exists(), path.is_file()
    except (OSError, ValueError, RuntimeError):
        there = regular = False
        path = Path(words.replace("\0", "·"))
    if not there:
        raise Objection("no_file", "There is no file {file}. Compare what was typed.", file=str(path))
    if not regular:
        raise Objection("no_file", "{file} is no file. Name the picture itself.", file=str(path))
    return path


def _as_it_is_called(path: Path) -> Path:
    """The file by its own name, where the form has composed its letters otherwise or drawn blanks together."""
    if path.exists() or not path.parent.is_dir():
        return path
    alike = (one for one in path.parent.iterdir() if _spelt(one.name) == _spelt(path.name))
    return next(alike, path)


def _spelt(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())


def _from_address(address: str) -> str:
    parts = urlsplit(address)
    path = unquote(parts.path)
    if os.name == "nt":
        path = path.lstrip("/") if not parts.netloc else f"//{parts.netloc}{path}"
    return path
