"""The store as one encrypted SQLite file: its settings, its key, and what it looks like from outside."""

import hashlib
import hmac
import os
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects.sqlite.base import SQLiteTypeCompiler
from sqlalchemy.pool import NullPool, QueuePool

from data.engine.errors import SAID, without_values
from data.trouble import DamagedStore, ForeignStore, NoStore, StoreBroken, WeakSettings, WrongKey

BUSY_SECONDS = 10.0
MAGIC = b"CLERK1"
PAGE = 4096

SETTINGS: dict[str, tuple[str, str]] = {
    "journal_mode": ("TRUNCATE", "truncate"),
    "synchronous": ("FULL", "2"),
    "foreign_keys": ("ON", "1"),
    "recursive_triggers": ("ON", "1"),
    "secure_delete": ("ON", "1"),
    "trusted_schema": ("OFF", "0"),
    "cell_size_check": ("ON", "1"),
    "temp_store": ("MEMORY", "2"),
    "mmap_size": ("0", "0"),
}
"""Each PRAGMA, what it is set to and what it must read back as. TRUNCATE with FULL lost no acknowledged
record in simulated power cuts; without recursive_triggers INSERT OR REPLACE passes the audit's triggers."""

READ_BACK: dict[str, str] = {
    "cipher_status": "1",
    "cipher_use_hmac": "1",
    "cipher_plaintext_header_size": "0",
    "busy_timeout": str(int(BUSY_SECONDS * 1000)),
}


def look_at(path: Path, key: bytes) -> None:
    """Judge a SQLite file by its size and first bytes, before any driver touches it."""
    try:
        with path.open("rb") as file:
            head = file.read(16)
            size = os.fstat(file.fileno()).st_size
    except (FileNotFoundError, NotADirectoryError):
        raise NoStore(SAID[NoStore]) from None
    except IsADirectoryError:
        raise ForeignStore("There is a folder where the store should be.") from None
    except OSError as trouble:
        raise StoreBroken(f"The file of the store cannot be read ({trouble.strerror}).") from None
    if size == 0:
        raise DamagedStore("The file of the store is empty.")
    if size < PAGE:  # SQLite would take so short a file for an empty database
        if head.startswith(MAGIC):
            raise DamagedStore("The file of the store was cut off.")
        raise ForeignStore("This file is not a store of clerk-desk.")
    if head == salt(key):
        return
    # A flipped bit in the first sixteen bytes is seen by no seal of the pages: only the comparison sees it.
    if _opens(path, key):
        raise DamagedStore("The first bytes of the store are not what they were.")
    if head.startswith(MAGIC):
        raise WrongKey("This store belongs to another keyring.")
    raise ForeignStore("This file is not a store of clerk-desk.")


def _opens(path: Path, key: bytes) -> bool:
    try:
        connection = connect(path, key)
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema")
        finally:
            connection.close()
    except Exception as trouble:
        if type(trouble).__module__.startswith("sqlcipher3"):
            return False
        raise
    return True


class _StrictTypes(SQLiteTypeCompiler):
    """STRICT tables know INTEGER and TEXT; whatever else a column is called elsewhere becomes one of them."""

    def _text(self, type_: Any, **_: Any) -> str:
        return "TEXT"

    def _integer(self, type_: Any, **_: Any) -> str:
        return "INTEGER"

    visit_VARCHAR = visit_CHAR = visit_NVARCHAR = visit_DATETIME = visit_DATE = visit_TIME = visit_JSON = _text
    visit_TIMESTAMP = _text
    visit_BOOLEAN = visit_BIGINT = visit_SMALLINT = _integer


def file_engine(path: Path, key: bytes, migrating: bool = False) -> Engine:
    """An engine on one encrypted file. While migrating, references are checked once at the end, not in between."""
    from sqlcipher3 import dbapi2

    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: connect(path, key),
        poolclass=NullPool if migrating else QueuePool,
        hide_parameters=True,
    )
    engine.dialect.type_compiler_instance = _StrictTypes(engine.dialect)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reads = bool(connection.get_execution_options().get("desk_reads"))
        connection.exec_driver_sql(f"PRAGMA query_only = {int(reads)}")
        if migrating:
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    event.listen(engine, "handle_error", without_values)
    return engine


def connect(path: Path, key: bytes) -> Any:
    """One connection with the key and every setting, each read back."""
    from sqlcipher3 import dbapi2

    class Desk(dbapi2.Connection):  # type: ignore[misc,name-defined,unused-ignore]
        """A connection that can open another file with its own key."""

        def desk_opener(self, other: Path) -> Any:
            return connect(other, key)

    connection = dbapi2.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_SECONDS,
        factory=Desk,
    )
    try:
        # First of all, or its complaints are printed over the clerk's screen.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt(key).hex()}'\"")
        # A wrong key must show here, before a PRAGMA that only reports it in its own way.
        connection.execute("SELECT count(*) FROM sqlite_schema")
        for name, (value, _) in SETTINGS.items():
            connection.execute(f"PRAGMA {name} = {value}")
        for name, wanted in {n: back for n, (_, back) in SETTINGS.items()}.items() | READ_BACK.items():
            row = connection.execute(f"PRAGMA {name}").fetchone()
            if row is None or str(row[0]) != wanted:
                raise WeakSettings(f"The store's setting {name} did not take.")
    except BaseException:
        connection.close()
        raise
    return connection


def salt(key: bytes) -> bytes:
    """The first sixteen bytes of a store of this key: the mark of the program, and what only the key gives."""
    return MAGIC + hmac.digest(key, b"clerk-desk salt", hashlib.sha256)[: 16 - len(MAGIC)]
