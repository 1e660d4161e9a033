"""The tally of wrong passwords: a small file beside the keyring, so that a restart does not wipe it.

It holds no login in clear, since a password is sometimes typed where the name belongs.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from data.files import locked, make_folder, write_whole
from data.trouble import StoreBroken, StoreBusy

EVERYBODY = "*"
LONGEST = 500
"""More names than this are not kept apart: the oldest make room."""


@dataclass(frozen=True, slots=True)
class Misses:
    """Wrong passwords since the last right one, and the moment of the last (aware, UTC)."""

    count: int
    last: dt.datetime


@dataclass(slots=True)
class Tally:
    """The misses by name as they stand in the file."""

    rows: dict[str, Misses]

    def of(self, login: str) -> Misses | None:
        """One name's misses; of everybody together under EVERYBODY."""
        return self.rows.get(_sign(login))

    def steady(self, moment: dt.datetime) -> None:
        """After the clock was set back, count waits from now: a miss of the future would shut the desk for days."""
        for sign, row in self.rows.items():
            if row.last > moment:
                self.rows[sign] = Misses(row.count, moment)

    def miss(self, login: str, moment: dt.datetime) -> None:
        """Count one wrong password, for the name and for everybody."""
        for name in (login, EVERYBODY):
            before = self.of(name)
            self.rows[_sign(name)] = Misses(before.count + 1 if before else 1, moment)
        while len(self.rows) > LONGEST:
            everybody = _sign(EVERYBODY)
            self.rows.pop(min((sign for sign in self.rows if sign != everybody), key=lambda s: self.rows[s].last))

    def forget(self, login: str) -> int:
        """A right password: the name starts afresh, and so does everybody. Gives the misses it had."""
        had = self.rows.pop(_sign(login), None)
        self.rows.pop(_sign(EVERYBODY), None)
        return had.count if had else 0


class Attempts:
    """The file of the tally."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def changing(self) -> Iterator[Tally]:
        """The tally, held against other programs, written back whole if it changed. Raises StoreTrouble.

        A damaged file counts as empty: it must not shut the desk.
        """
        try:
            make_folder(self.path.parent)
            with locked(self.path):
                tally = self._read()
                before = dict(tally.rows)
                try:
                    yield tally
                finally:
                    if tally.rows != before:
                        write_whole(self.path, _dumped(tally))
        except TimeoutError:
            raise StoreBusy("Another desk is writing the tally of sign-ins.") from None
        except OSError as trouble:
            raise StoreBroken(f"The tally of sign-ins could not be written ({trouble.strerror}).") from None

    def _read(self) -> Tally:
        try:
            rows = json.loads(self.path.read_bytes())
            return Tally({str(sign): _misses(row) for sign, row in rows.items()})
        except FileNotFoundError:
            return Tally({})
        except (ValueError, TypeError, AttributeError, KeyError, RecursionError, OverflowError):
            return Tally({})


def _misses(row: dict[str, str | int]) -> Misses:
    last = dt.datetime.fromisoformat(str(row["last"]))
    if last.tzinfo is None:
        raise ValueError("a moment without a zone")
    return Misses(max(0, int(row["count"])), last.astimezone(dt.UTC))


def _dumped(tally: Tally) -> bytes:
    rows = {sign: {"count": m.count, "last": m.last.isoformat()} for sign, m in tally.rows.items()}
    return json.dumps(rows, indent=1).encode()


def _sign(login: str) -> str:
    return login if login == EVERYBODY else hashlib.sha256(b"clerk-desk attempts " + login.encode()).hexdigest()[:32]
