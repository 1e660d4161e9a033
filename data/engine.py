"""The store's door: an encrypted SQLite file by default, a PostgreSQL by URL; every safety setting is read back.

This is the only room for what one database does in its own way. A SQLite store is encrypted page by page
(SQLCipher) with the raw 256-bit store key; its first sixteen bytes, the salt, are made from the key, so
that a store of another key, a foreign file and a damaged page can be told apart.
"""

import errno
import hashlib
import hmac
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.dialects.sqlite.base import SQLiteTypeCompiler
from sqlalchemy.engine.interfaces import ExceptionContext
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import NullPool, QueuePool
from sqlmodel import Session

from data.files import flush, flush_folder, give_name, make_file, make_folder
from data.migrations import REVISIONS
from data.trouble import (
    DamagedStore,
    ForeignStore,
    NewerStore,
    NoOverwrite,
    NoStore,
    OutcomeUnknown,
    StoreAway,
    StoreBroken,
    StoreBusy,
    StoreFull,
    StoreTrouble,
    WeakSettings,
    WrongKey,
)

__all__ = [
    "DamagedStore",
    "ForeignStore",
    "NewerStore",
    "NoOverwrite",
    "NoStore",
    "OutcomeUnknown",
    "Store",
    "StoreAway",
    "StoreBroken",
    "StoreBusy",
    "StoreFull",
    "StoreTrouble",
    "WeakSettings",
    "WrongKey",
    "append_only",
    "create_store",
    "open_store",
    "sqlite_path",
]

APPLICATION_ID = 0x436C4B44
"""Written into every SQLite store ("ClkD"), so that no other program's database is taken for one."""

MAGIC = b"CLERK1"
PAGE = 4096
BUSY_SECONDS = 10.0

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

SERVER_SETTINGS: dict[str, str] = {"synchronous_commit": "on", "fsync": "on", "full_page_writes": "on"}


class Store:
    """An open store. Sessions come from its two doors only; each is one transaction."""

    def __init__(self, url: str, engine: Engine) -> None:
        self.url = url
        self._engine = engine
        if engine.dialect.name == "sqlite":
            self._reader = engine.execution_options(desk_reads=True)
        else:
            # One snapshot for the whole question, and no way to write by it.
            self._reader = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One transaction in which nothing can be written. Raises StoreTrouble."""
        with _translated(), Session(self._reader, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction, committed at the end and rolled back by any exception.

        On SQLite it takes the store for itself at once (BEGIN IMMEDIATE); on PostgreSQL rows are held one by
        one. Raises StoreTrouble, also when the commit itself fails; an IntegrityError passes, without values.
        """
        with _translated(), Session(self._engine, expire_on_commit=False) as session, session.begin():
            session.connection()  # begins now: SQLAlchemy would wait for the first statement
            yield session

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    def examine(self) -> None:
        """Check every page, index and reference of a SQLite store. Raises DamagedStore."""
        if self._engine.dialect.name != "sqlite":
            return
        with _translated(), self._reader.connect() as connection:
            for pragma, good in (
                ("cipher_integrity_check", []),
                ("integrity_check", [("ok",)]),
                ("foreign_key_check", []),
            ):
                if [tuple(row) for row in connection.exec_driver_sql(f"PRAGMA {pragma}")] != good:
                    raise DamagedStore(f"The check {pragma} found damage in the store.")

    def copy_to(self, target: Path) -> None:
        """Copy a SQLite store, whole and encrypted with the same key, into a new file (0600), and flush it.

        Raises NoOverwrite if there is such a file, StoreTrouble if the copy fails; then no file is left.
        """
        with _on_disk():
            make_file(target)
        try:
            with _on_disk(), _translated(), self._reader.connect() as connection:
                source: Any = connection.connection.dbapi_connection
                copy = source.desk_opener(target)
                try:
                    source.backup(copy)
                finally:
                    copy.close()
                flush(target)
                flush_folder(target.parent)
        except BaseException:
            target.unlink(missing_ok=True)
            raise


# --- opening and making ---------------------------------------------------------------------------------


def open_store(url: str, key: bytes) -> Store:
    """Open the store at `url` with its 32-byte key; an older one is migrated after a verified backup.

    Nothing is ever created. Raises NoStore, ForeignStore, NewerStore, DamagedStore, WrongKey, WeakSettings,
    StoreAway and the other StoreTroubles.
    """
    path = sqlite_path(url)
    with _translated():
        if path is not None:
            _look_at(path, key)
        store = Store(url, _sqlite_engine(path, key) if path is not None else _server_engine(url))
        try:
            revision = _checked(store, key)
            if revision != REVISIONS[-1]:
                _migrate(store, key, revision)
        except BaseException:
            store.close()
            raise
    return store


def create_store(url: str, key: bytes, furnish: Callable[[Session], None] | None = None) -> Store:
    """Make a new store and give it its tables. Raises NoOverwrite if there is something already.

    `furnish` adds the first rows in the same transaction: a set-up that fails leaves nothing behind.
    A SQLite file is made under another name and takes its own only when it is whole. The file is 0600, a
    folder made for it 0700. On Windows these modes mean nothing: there the file inherits the access list of
    the user's data folder, which other users of the machine cannot read.
    A PostgreSQL database must exist and be empty; it is not encrypted by this program.
    """
    path = sqlite_path(url)
    if path is None:
        return _create_on_server(url, key, furnish)
    if path.exists():
        raise NoOverwrite("There is a file already where the store was to be made.")
    draft = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    with _on_disk(), _translated():
        make_folder(path.parent)
        make_file(draft)
        try:
            engine = _sqlite_engine(draft, key, migrating=True)
            try:
                with engine.begin() as connection:
                    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                    _upgrade(connection)
                    _furnished(connection, furnish)
            finally:
                engine.dispose()
            flush(draft)
            give_name(draft, path)
        finally:
            for left in (draft, draft.with_name(draft.name + "-journal")):
                left.unlink(missing_ok=True)
        flush_folder(path.parent)
    return open_store(url, key)


def sqlite_path(url: str) -> Path | None:
    """The file of a SQLite URL, or None for a server's."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return None
    if not parsed.database:
        raise NoStore("The settings name no file for the store.")
    return Path(parsed.database)


def _look_at(path: Path, key: bytes) -> None:
    """Judge a SQLite file by its size and first bytes, before any driver touches it."""
    try:
        with path.open("rb") as file:
            head = file.read(16)
            size = os.fstat(file.fileno()).st_size
    except (FileNotFoundError, NotADirectoryError):
        raise NoStore(_SAID[NoStore]) from None
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
    if head == _salt(key):
        return
    # A flipped bit in the first sixteen bytes is seen by no seal of the pages: only the comparison sees it.
    if _opens(path, key):
        raise DamagedStore("The first bytes of the store are not what they were.")
    if head.startswith(MAGIC):
        raise WrongKey("This store belongs to another keyring.")
    raise ForeignStore("This file is not a store of clerk-desk.")


def _opens(path: Path, key: bytes) -> bool:
    try:
        connection = _connect(path, key)
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema")
        finally:
            connection.close()
    except Exception as trouble:
        if type(trouble).__module__.startswith("sqlcipher3"):
            return False
        raise
    return True


def _checked(store: Store, key: bytes) -> str | None:
    """The store's revision, once it is known to be ours and its settings have taken."""
    with store._reader.connect() as connection:
        if connection.dialect.name == "sqlite":
            if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
                raise ForeignStore("This file is not a store of clerk-desk.")
            known = connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema WHERE name = 'alembic_version'")
            mark: object = _mark(key)
        else:
            known = connection.exec_driver_sql("SELECT count(*) FROM pg_tables WHERE tablename = 'alembic_version'")
            mark = connection.exec_driver_sql(
                "SELECT obj_description(to_regclass('alembic_version'), 'pg_class')"
            ).scalar()
        if not known.scalar():
            raise ForeignStore("This database holds no store of clerk-desk.")
        if not str(mark).startswith(_mark(b"")[:11]):
            raise ForeignStore("This database holds no store of clerk-desk.")
        if mark != _mark(key):
            raise WrongKey("This store belongs to another keyring.")
        revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if revision is not None and revision not in REVISIONS:
        raise NewerStore("This store was written by a newer clerk-desk.")
    return str(revision) if revision is not None else None


def _migrate(store: Store, key: bytes, revision: str | None) -> None:
    """Bring an older store to the present revision: whole, or not at all; a SQLite store is backed up before."""
    path = sqlite_path(store.url)
    if path is None:
        with store._engine.begin() as connection:
            _upgrade(connection)
        return
    backup = path.with_name(f"{path.name}.before-{REVISIONS[-1]}-{os.urandom(4).hex()}")
    store.copy_to(backup)
    copy = Store(f"sqlite:///{backup}", _sqlite_engine(backup, key))
    try:
        copy.examine()
        if _checked(copy, key) != revision:
            raise DamagedStore("The backup made before the migration is not like the store.")
    finally:
        copy.close()
    engine = _sqlite_engine(path, key, migrating=True)
    try:
        with engine.begin() as connection:
            _upgrade(connection)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise DamagedStore("The migration would have left references without their rows; nothing was changed.")
    finally:
        engine.dispose()


def _upgrade(connection: Connection) -> None:
    """Run the missing migrations inside this connection's transaction. Alembic costs 150 ms: only here."""
    from data.migrations.run import upgrade

    upgrade(connection)


def _furnished(connection: Connection, furnish: Callable[[Session], None] | None) -> None:
    if furnish is not None:
        with Session(connection, expire_on_commit=False) as session:
            furnish(session)
            session.flush()


def _create_on_server(url: str, key: bytes, furnish: Callable[[Session], None] | None) -> Store:
    with _translated():
        engine = _server_engine(url)
        try:
            with engine.begin() as connection:
                # Two desks set up at once: the second waits here and then finds the tables of the first.
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})")
                tables = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()"
                if connection.exec_driver_sql(tables).scalar():
                    raise NoOverwrite("The database for the store already holds tables.")
                _upgrade(connection)
                connection.exec_driver_sql(f"COMMENT ON TABLE alembic_version IS '{_mark(key)}'")
                _furnished(connection, furnish)
        finally:
            engine.dispose()
    return open_store(url, key)


# --- engines --------------------------------------------------------------------------------------------


class _StrictTypes(SQLiteTypeCompiler):
    """STRICT tables know INTEGER and TEXT; whatever else a column is called elsewhere becomes one of them."""

    def _text(self, type_: Any, **_: Any) -> str:
        return "TEXT"

    def _integer(self, type_: Any, **_: Any) -> str:
        return "INTEGER"

    visit_VARCHAR = visit_CHAR = visit_NVARCHAR = visit_DATETIME = visit_DATE = visit_TIME = visit_JSON = _text
    visit_TIMESTAMP = _text
    visit_BOOLEAN = visit_BIGINT = visit_SMALLINT = _integer


def _sqlite_engine(path: Path, key: bytes, migrating: bool = False) -> Engine:
    """An engine on one encrypted file. While migrating, references are checked once at the end, not in between."""
    from sqlcipher3 import dbapi2

    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: _connect(path, key),
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

    event.listen(engine, "handle_error", _without_values)
    return engine


def _connect(path: Path, key: bytes) -> Any:
    """One connection with the key and every setting, each read back."""
    from sqlcipher3 import dbapi2

    class Desk(dbapi2.Connection):  # type: ignore[misc,name-defined,unused-ignore]
        """A connection that can open another file with its own key."""

        def desk_opener(self, other: Path) -> Any:
            return _connect(other, key)

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
        connection.execute(f"PRAGMA key = \"x'{key.hex()}{_salt(key).hex()}'\"")
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


def _server_engine(url: str) -> Engine:
    """An engine on a PostgreSQL, READ COMMITTED, with its settings read back on each new connection."""
    engine = create_engine(
        url,
        isolation_level="READ COMMITTED",
        hide_parameters=True,
        pool_pre_ping=True,
        connect_args={
            "application_name": "clerk-desk",
            "connect_timeout": int(BUSY_SECONDS),
            "options": f"-c lock_timeout={int(BUSY_SECONDS * 1000)} -c timezone=UTC -c client_min_messages=warning",
        },
    )

    @event.listens_for(engine, "connect")
    def _read_back(connection: Any, _record: object) -> None:
        for name, wanted in SERVER_SETTINGS.items():
            row = connection.execute(f"SELECT current_setting('{name}')").fetchone()
            if row is None or row[0] != wanted:
                raise WeakSettings(f"The server's setting {name} is not safe for records.")
        connection.rollback()

    event.listen(engine, "handle_error", _without_values)
    return engine


def _salt(key: bytes) -> bytes:
    return MAGIC + hmac.digest(key, b"clerk-desk salt", hashlib.sha256)[: 16 - len(MAGIC)]


def _mark(key: bytes) -> str:
    """What marks a PostgreSQL database as ours and as of this key."""
    return f"clerk-desk {hmac.digest(key, b'clerk-desk mark', hashlib.sha256).hex()[:32]}"


# --- troubles -------------------------------------------------------------------------------------------

_SQLITE_TROUBLES: dict[int, type[StoreTrouble]] = {
    5: StoreBusy,  # SQLITE_BUSY
    6: StoreBusy,  # SQLITE_LOCKED
    11: DamagedStore,  # SQLITE_CORRUPT
    13: StoreFull,  # SQLITE_FULL
    14: NoStore,  # SQLITE_CANTOPEN
    26: DamagedStore,  # SQLITE_NOTADB: the salt fitted, so the key did; the page did not
}
_SERVER_TROUBLES: dict[str, type[StoreTrouble]] = {
    "55P03": StoreBusy,  # lock_not_available
    "40P01": StoreBusy,  # deadlock_detected
    "40001": StoreBusy,  # serialization_failure
    "53100": StoreFull,  # disk_full
    "53300": StoreBusy,  # too_many_connections
    "XX001": DamagedStore,  # data_corrupted
    "XX002": DamagedStore,  # index_corrupted
    "3D000": NoStore,  # invalid_catalog_name: there is no such database
}
_SAID: dict[type[StoreTrouble], str] = {
    StoreBusy: "Another desk held the store for too long.",
    DamagedStore: "The store is damaged.",
    StoreFull: "There is no room left for the store.",
    StoreAway: "The server of the store does not answer.",
    NoStore: "There is no store at this place.",
    StoreBroken: "The disk or the driver of the store reported an error.",
}


@contextmanager
def _translated() -> Iterator[None]:
    """Give the driver's errors their names. A broken rule of the tables stays an IntegrityError, without values."""
    try:
        yield
    except DBAPIError as error:
        kind = _kind(error)
        if kind is None:
            raise
        raise kind(f"{_SAID[kind]} ({_code(error.orig)})") from None
    except PoolTimeout:
        raise StoreBusy(_SAID[StoreBusy]) from None
    except Exception as error:
        # A connection that fails while it is made comes as the driver's own error, not as SQLAlchemy's.
        if type(error).__module__.startswith(("sqlcipher3", "psycopg")):
            kind = _driver_kind(error)
            raise kind(f"{_SAID[kind]} ({_code(error)})") from None
        raise


@contextmanager
def _on_disk() -> Iterator[None]:
    """Give the troubles of making a file their names."""
    try:
        yield
    except FileExistsError:
        raise NoOverwrite("There is a file already where a new one was to be made.") from None
    except OSError as error:
        kind = StoreFull if error.errno in {errno.ENOSPC, errno.EDQUOT} else StoreBroken
        raise kind(f"{_SAID[kind]} ({errno.errorcode.get(error.errno or 0, 'OSError')})") from None


def _kind(error: DBAPIError) -> type[StoreTrouble] | None:
    if error.connection_invalidated:
        return StoreAway
    # Operational: the disk, the locks. Database itself: SQLite's word for a file that is no longer whole.
    if type(error).__name__ in {"OperationalError", "DatabaseError", "InternalError", "InterfaceError"}:
        return _driver_kind(error.orig)
    return None


def _driver_kind(error: object) -> type[StoreTrouble]:
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        return _SQLITE_TROUBLES.get(code & 0xFF, StoreBroken)
    state = getattr(error, "sqlstate", None)
    if type(error).__module__.startswith("psycopg"):
        if state is None or str(state).startswith(("08", "57P")):
            return _SERVER_TROUBLES["3D000"] if "does not exist" in str(error) else StoreAway
        return _SERVER_TROUBLES.get(str(state), StoreBroken)
    return StoreBroken


def _code(error: object) -> str:
    """The driver's own code of an error: a word or a number, never a value."""
    name = getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None)
    return str(name or type(error).__name__)


def _without_values(context: ExceptionContext) -> None:
    """Take the values out of an error's text: PostgreSQL names the row that broke a rule, IIN and all."""
    error, wrapped = context.original_exception, context.sqlalchemy_exception
    if context.connection is None:
        return  # while connecting nobody's record is at hand, and the text tells whether there is a database
    diagnosis = getattr(error, "diag", None)
    if diagnosis is not None:
        where = ".".join(filter(None, (diagnosis.table_name, diagnosis.constraint_name or diagnosis.column_name)))
        error.args = (f"{type(error).__name__} {_code(error)} {where}".strip(),)
    elif not type(error).__module__.startswith(("sqlcipher3", "data.")):
        error.args = (type(error).__name__,)
    if isinstance(wrapped, StatementError):
        wrapped.args = (f"({type(error).__name__}) {error}",)


# --- what the tables cannot say themselves ------------------------------------------------------------------


def append_only(connection: Connection, table: str) -> None:
    """Forbid to change or delete a row of `table`, by triggers; part of a migration's transaction."""
    if connection.dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    connection.exec_driver_sql(
        f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'restrict_violation'; END $$"
    )
    connection.exec_driver_sql(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()"
    )
