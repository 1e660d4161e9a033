"""What a store holds, counted and digested: by this a copy is compared with what was copied."""

import hashlib
import hmac
import struct
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from data.engine.backup_medium import CHECKING, Tick, silent


@dataclass(frozen=True, slots=True)
class Contents:
    """A SQLite store's revision, the rows of each table, and where its trail ends: lines and the last hash."""

    revision: str
    rows: Mapping[str, int]
    lines: int
    head: str


def contents_of(connection: Connection) -> Contents:
    """Count what a SQLite store holds, at any revision. Within one transaction it is of one moment."""
    known = tables(connection)
    revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    rows = {name: int(connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()) for name in known}
    # A newer program may keep its trail otherwise; that is for whoever judges the revision.
    end = connection.exec_driver_sql("SELECT count, hash FROM audit_head").first() if "audit_head" in known else None
    return Contents(str(revision), rows, int(end[0]) if end is not None else 0, str(end[1]) if end is not None else "")


def digests_of(connection: Connection, key: bytes, tick: Tick = silent) -> dict[str, str]:
    """An HMAC-SHA-256, in hex, over every row of each table, in the order in which SQLite keeps them.

    With the store's key: a plain hash, told in clear, would let anybody try out whose child is in a small table.
    """
    found, own = {}, hmac.digest(key, b"clerk-desk rows", hashlib.sha256)
    names = tables(connection)
    for place, name in enumerate(names):
        tick(CHECKING, place, len(names))
        digest = hmac.new(own, name.encode(), hashlib.sha256)
        for row in connection.exec_driver_sql(f'SELECT * FROM "{name}" ORDER BY rowid'):
            for value in row:
                digest.update(_bytes(value))
            digest.update(b"/")
        found[name] = digest.hexdigest()
    return found


def tables(connection: Connection) -> tuple[str, ...]:
    """The names of all tables of a SQLite store, SQLite's own counters among them."""
    rows = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return tuple(str(name) for (name,) in rows)


def _bytes(value: object) -> bytes:
    """A value with its kind and length before it, so that no two rows read alike."""
    if value is None:
        return b"n"
    if isinstance(value, int):
        kind, plain = b"i", str(value).encode()
    elif isinstance(value, float):
        kind, plain = b"f", struct.pack(">d", value)
    elif isinstance(value, str):
        kind, plain = b"s", value.encode("utf-8", "surrogatepass")
    else:
        kind, plain = b"b", bytes(value)  # type: ignore[call-overload]
    return kind + struct.pack(">Q", len(plain)) + plain
