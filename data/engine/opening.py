"""How a store is opened, made, and brought from an older revision to the present one."""

import os
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection
from sqlmodel import Session

from data.engine.copying import verified_copy
from data.engine.encrypted_file import file_engine, look_at
from data.engine.errors import on_disk, translated
from data.engine.server import mark, server_engine
from data.engine.store import Store, sqlite_path
from data.files import flush, flush_folder, give_name, make_file, make_folder
from data.migrations import REVISIONS
from data.trouble import DamagedStore, ForeignStore, NewerStore, NoOverwrite, WrongKey

APPLICATION_ID = 0x436C4B44
"""Written into every SQLite store ("ClkD"), so that no other program's database is taken for one."""


def open_store(url: str, key: bytes) -> Store:
    """Open the store at `url` with its 32-byte key; an older one is migrated after a verified backup.

    Nothing is ever created. Raises NoStore, ForeignStore, NewerStore, DamagedStore, WrongKey, WeakSettings,
    StoreAway and the other StoreTroubles.
    """
    path = sqlite_path(url)
    with translated():
        if path is not None:
            look_at(path, key)
        store = Store(url, file_engine(path, key) if path is not None else server_engine(url))
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
    with on_disk(), translated():
        make_folder(path.parent)
        make_file(draft)
        try:
            engine = file_engine(draft, key, migrating=True)
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


def _checked(store: Store, key: bytes) -> str | None:
    """The store's revision, once it is known to be ours and its settings have taken."""
    with store._reader.connect() as connection:
        if connection.dialect.name == "sqlite":
            if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
                raise ForeignStore("This file is not a store of clerk-desk.")
            known = connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema WHERE name = 'alembic_version'")
            found: object = mark(key)
        else:
            known = connection.exec_driver_sql("SELECT count(*) FROM pg_tables WHERE tablename = 'alembic_version'")
            found = connection.exec_driver_sql(
                "SELECT obj_description(to_regclass('alembic_version'), 'pg_class')"
            ).scalar()
        if not known.scalar():
            raise ForeignStore("This database holds no store of clerk-desk.")
        if not str(found).startswith(mark(b"")[:11]):
            raise ForeignStore("This database holds no store of clerk-desk.")
        if found != mark(key):
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
            # Desks of a new version, switched on together: each waits for the one before, then finds nothing to do.
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})")
            _upgrade(connection)
        return
    if not _backed_up(store, path, key, revision):
        return
    engine = file_engine(path, key, migrating=True)
    try:
        with engine.begin() as connection:
            _upgrade(connection)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise DamagedStore("The migration would have left references without their rows; nothing was changed.")
    finally:
        engine.dispose()


def _backed_up(store: Store, path: Path, key: bytes, revision: str | None) -> bool:
    """Copy the store beside itself and examine the copy. False if another desk has migrated it in the meantime.

    The copy takes a backup's name only when it is whole: what an interruption leaves is not taken for one.
    """
    name = f"{path.name}.before-{REVISIONS[-1]}-{os.urandom(4).hex()}"
    draft = path.with_name(f".{name}.new")
    with verified_copy(store, key, draft) as (copy, _):
        found = _checked(copy, key)
        if found == REVISIONS[-1]:
            return False
        if found != revision:
            raise DamagedStore("The backup made before the migration is not like the store.")
        copy.close()
        with on_disk():
            give_name(draft, path.with_name(name))
            flush_folder(path.parent)
    return True


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
    with translated():
        engine = server_engine(url)
        try:
            with engine.begin() as connection:
                # Two desks set up at once: the second waits here and then finds the tables of the first.
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})")
                tables = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()"
                if connection.exec_driver_sql(tables).scalar():
                    raise NoOverwrite("The database for the store already holds tables.")
                _upgrade(connection)
                connection.exec_driver_sql(f"COMMENT ON TABLE alembic_version IS '{mark(key)}'")
                _furnished(connection, furnish)
        finally:
            engine.dispose()
    return open_store(url, key)
