"""The store, open: two doors for sessions; and how it is examined and copied."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, make_url
from sqlmodel import Session

from data.engine.backup_medium import COPYING, Tick, silent
from data.engine.contents import Contents, contents_of, digests_of
from data.engine.errors import on_disk, translated
from data.files import flush, flush_folder, make_file
from data.trouble import DamagedStore, NoStore

_PAGES = 512
"""Pages that are copied between two looks at how far it is: 2 MB."""


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
        with translated(), Session(self._reader, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction, committed at the end and rolled back by any exception.

        On SQLite it takes the store for itself at once (BEGIN IMMEDIATE); on PostgreSQL rows are held one by
        one. Raises StoreTrouble, also when the commit itself fails; an IntegrityError passes, without values.
        """
        with translated(), Session(self._engine, expire_on_commit=False) as session, session.begin():
            session.connection()  # begins now: SQLAlchemy would wait for the first statement
            yield session

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    def examine(self) -> None:
        """Check every page, index and reference of a SQLite store. Raises DamagedStore."""
        if self._engine.dialect.name != "sqlite":
            return
        with translated(), self._reader.connect() as connection:
            for pragma, good in (
                ("cipher_integrity_check", []),
                ("integrity_check", [("ok",)]),
                ("foreign_key_check", []),
            ):
                if [tuple(row) for row in connection.exec_driver_sql(f"PRAGMA {pragma}")] != good:
                    raise DamagedStore(f"The check {pragma} found damage in the store.")

    def contents(self) -> Contents:
        """What a SQLite store holds at this moment, counted. Raises StoreTrouble."""
        with translated(), self._reader.connect() as connection:
            return contents_of(connection)

    def digests(self, key: bytes, tick: Tick = silent) -> dict[str, str]:
        """A keyed hash over every row of each table of a SQLite store. Raises StoreTrouble."""
        with translated(), self._reader.connect() as connection:
            return digests_of(connection, key, tick)

    def copy_to(self, target: Path, tick: Tick = silent) -> Contents:
        """Copy a SQLite store, whole and encrypted with the same key, into a new file (0600), and flush it.

        Gives what was copied, counted within the copy's own read transaction: other desks go on reading, and
        their commits wait. Raises NoOverwrite if there is such a file, StoreTrouble if the copy fails; then no
        file is left.
        """
        with on_disk():
            make_file(target)
        try:
            with on_disk(), translated(), self._reader.connect() as connection:
                # The transaction that counts holds still what is copied: without it a copy in pieces would
                # begin anew at each commit of another desk, and never end on a busy day.
                contents = contents_of(connection)
                source: Any = connection.connection.dbapi_connection
                copy = source.desk_opener(target)
                try:
                    source.backup(copy, pages=_PAGES, progress=lambda _, left, all_: tick(COPYING, all_ - left, all_))
                finally:
                    copy.close()
                flush(target)
                flush_folder(target.parent)
            return contents
        except BaseException:
            target.unlink(missing_ok=True)
            raise


def sqlite_path(url: str) -> Path | None:
    """The file of a SQLite URL, or None for a server's."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return None
    if not parsed.database:
        raise NoStore("The settings name no file for the store.")
    return Path(parsed.database)
