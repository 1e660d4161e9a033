"""A school's store as an earlier release wrote it, and how a store of any revision is looked into.

first_release.json and second_release.json hold the rows that the programs of the revisions 0001 and 0002 wrote
for an invented school; bytes stand there as {"bytes": hex}.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Boolean, Engine
from sqlmodel import Session, SQLModel

from clerk_desk.clock import DemoClock
from clerk_desk.desk import Desk
from clerk_desk.duties import audit
from clerk_desk.work import Member
from data.engine import Store, create_store, open_store, opening, sqlite_path
from data.engine.encrypted_file import file_engine
from data.engine.server import server_engine
from data.law import Law
from data.migrations import REVISIONS, run
from data.vocabulary import Role
from tests.conftest import MORNING

KEY = bytes(range(32))
Written = dict[str, list[list[Any]]]


def _written(name: str) -> Written:
    return json.loads(  # type: ignore[no-any-return]
        Path(__file__).with_name(name).read_text(encoding="utf-8"),
        object_hook=lambda found: bytes.fromhex(found["bytes"]) if found.keys() == {"bytes"} else found,
    )


WRITTEN, WRITTEN_SECOND = _written("first_release.json"), _written("second_release.json")
"""By table: the names of its columns, then its rows."""

LINES, LINES_SECOND = len(WRITTEN["audit_line"]) - 1, len(WRITTEN_SECOND["audit_line"]) - 1


def first_release(url: str) -> str:
    """Make the store of the first release; its URL."""
    return _released(url, REVISIONS[0], WRITTEN)


def second_release(url: str) -> str:
    """Make the store of the second release; its URL."""
    return _released(url, REVISIONS[1], WRITTEN_SECOND)


def _released(url: str, revision: str, written: Written) -> str:
    with pytest.MonkeyPatch.context() as then:
        then.setattr(opening, "REVISIONS", REVISIONS[: REVISIONS.index(revision) + 1])
        then.setattr(opening, "_upgrade", lambda connection: run.upgrade(connection, revision))
        create_store(url, KEY, lambda session: _as_written(session, written)).close()
    return url


def _as_written(session: Session, written: Written) -> None:
    connection = session.connection()
    server = connection.dialect.name != "sqlite"
    for table in (table for table in SQLModel.metadata.sorted_tables if table.name in written):
        names, *rows = written[table.name]
        truths = {place for place, name in enumerate(names) if server and isinstance(table.c[name].type, Boolean)}
        for row in rows:
            values = tuple(bool(value) if place in truths else value for place, value in enumerate(row))
            marks = ", ".join(["%s" if server else "?"] * len(values))
            connection.exec_driver_sql(f"INSERT INTO {table.name} ({_named(names)}) VALUES ({marks})", values)
        if server and connection.exec_driver_sql(f"SELECT to_regclass('{table.name}_{names[0]}_seq')").scalar():
            connection.exec_driver_sql(f"SELECT setval('{table.name}_{names[0]}_seq', {max(len(rows), 1)})")


def engine_of(url: str) -> Engine:
    """An engine on a store of any revision, which migrates nothing."""
    path = sqlite_path(url)
    return file_engine(path, KEY) if path is not None else server_engine(url)


def seen(url: str, question: str) -> list[tuple[Any, ...]]:
    engine = engine_of(url)
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(question)]
    finally:
        engine.dispose()


def rows_of(url: str, written: Written = WRITTEN) -> dict[str, list[tuple[Any, ...]]]:
    """Every row, in the columns that the release knew."""
    return {
        table: seen(url, f"SELECT {_named(names)} FROM {table} ORDER BY {names[0]}, {names[1]}")
        for table, (names, *_) in written.items()
    }


def _named(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def revision(url: str) -> str:
    return str(seen(url, "SELECT version_num FROM alembic_version")[0][0])


def at_the_desk(store: Store, law: Law) -> Desk:
    return Desk(store, DemoClock(MORNING), law, Member(1, "gulnar", "Оспанова Гүлнар", Role.ADMINISTRATOR, "en"))


def is_whole(url: str, law: Law, lines: int = LINES) -> None:
    """The store opens, has no damage, and its trail is unbroken."""
    store = open_store(url, KEY)
    try:
        store.examine()
        chain = at_the_desk(store, law).ask(audit.verify)
        assert (chain.broken_at, chain.count) == (0, lines)
    finally:
        store.close()


def backups(url: str) -> list[Path]:
    path = sqlite_path(url)
    return sorted(path.parent.glob(f"{path.name}.before-*")) if path is not None else []


def new_line(act: str, n: int = 0) -> str:
    """A statement that adds a line to the trail behind the program's back."""
    return (
        "INSERT INTO audit_line (at, event, facts, previous, hash) "
        f"VALUES ('2027-04-02 05:00:00', '{act}', '{{}}', '{'0' * 64}', '{n:064}')"
    )
