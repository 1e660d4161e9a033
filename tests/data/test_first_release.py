"""A school's store of the first release: opened today, it keeps every row, and its trail goes on."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from clerk_desk.desk import new_act
from clerk_desk.duties import class_sets, register
from data.engine import Store, open_store, opening, sqlite_path
from data.engine.backup_medium import Tick
from data.engine.contents import Contents
from data.law import Law
from data.migrations import REVISIONS
from data.vocabulary import EventKind
from tests.data.first_release import (
    KEY,
    LINES,
    WRITTEN,
    at_the_desk,
    backups,
    engine_of,
    is_whole,
    new_line,
    revision,
    rows_of,
    seen,
)

OldFile = Callable[[Path], str]


def test_every_row_is_kept_and_the_trail_is_unbroken(old: str, law: Law) -> None:
    before = rows_of(old)
    if sqlite_path(old):
        assert before == {name: [tuple(row) for row in rows] for name, (_, *rows) in WRITTEN.items()}
    is_whole(old, law)
    assert revision(old) == REVISIONS[-1]
    assert rows_of(old) == before
    assert set(seen(old, "SELECT born, sex FROM applicant")) == {(None, None)}
    assert set(seen(old, "SELECT differs FROM medical_paper")) == {(None,)}
    assert seen(old, "SELECT count(*) FROM picture") == seen(old, "SELECT count(*) FROM told_apart") == [(0,)]


def test_the_work_goes_on_where_it_stood(old: str, law: Law) -> None:
    store = open_store(old, KEY)
    desk = at_the_desk(store, law)
    assert desk.do(new_act(), class_sets.open_set, "Б", "kk", 25).class_set_id == 3
    assert len(desk.ask(register.search, "сәрсенбай").lines) == 5
    store.close()
    is_whole(old, law, LINES + 1)
    assert seen(old, "SELECT max(seq) FROM audit_line") == [(LINES + 1,)]


def test_the_trail_still_only_grows_and_takes_the_new_acts(old: str) -> None:
    changes = ["UPDATE audit_line SET facts = '{}'", "DELETE FROM audit_line"]
    if sqlite_path(old):
        changes.append("INSERT OR REPLACE INTO audit_line SELECT * FROM audit_line LIMIT 1")
    store = open_store(old, KEY)
    for change in changes:
        with pytest.raises(Exception, match=r"append-only|RestrictViolation"), store.writing() as session:
            session.connection().exec_driver_sql(change)
    for n, act in enumerate(EventKind):
        with store.writing() as session:
            session.connection().exec_driver_sql(new_line(act.value, n))
    with pytest.raises(IntegrityError, match="one_of_eventkind"), store.writing() as session:
        session.connection().exec_driver_sql(new_line("whispered", 1000))
    store.close()


def test_a_number_once_given_to_a_line_is_never_given_again(old_file: OldFile, tmp_path: Path) -> None:
    url = old_file(tmp_path)
    engine = engine_of(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE sqlite_sequence SET seq = 500 WHERE name = 'audit_line'")
    engine.dispose()
    open_store(url, KEY).close()
    assert seen(url, "SELECT name, seq FROM sqlite_sequence") == [("audit_line", 500)]


def test_the_store_of_before_lies_beside_it(old_file: OldFile, tmp_path: Path) -> None:
    url = old_file(tmp_path)
    before = rows_of(url)
    open_store(url, KEY).close()
    (backup,) = backups(url)
    kept = f"sqlite:///{backup}"
    assert (revision(kept), rows_of(kept)) == (REVISIONS[0], before)
    assert {place.name for place in tmp_path.iterdir()} - {backup.name} <= {"desk.db", "desk.db-journal"}


def test_a_desk_that_comes_second_finds_nothing_left_to_do(
    old_file: OldFile, tmp_path: Path, law: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = old_file(tmp_path)
    copy = Store.copy_to

    def too_late(store: Store, target: Path, tick: Tick) -> Contents:
        monkeypatch.undo()
        open_store(url, KEY).close()  # another desk, a moment before
        return copy(store, target, tick)

    monkeypatch.setattr(Store, "copy_to", too_late)
    is_whole(url, law)
    assert [revision(f"sqlite:///{place}") for place in backups(url)] == [REVISIONS[0]]


def test_desks_on_a_server_migrate_one_after_the_other(
    database: str, old: str, law: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    if database == "sqlite":
        pytest.skip("of PostgreSQL")
    upgrade = opening._upgrade
    troubles: list[BaseException] = []

    def second() -> None:
        try:
            is_whole(old, law)
        except BaseException as trouble:  # noqa: BLE001 - told to the test, which wants none
            troubles.append(trouble)

    other = threading.Thread(target=second)
    waits = (
        "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database "
        "WHERE d.datname = current_database() AND l.locktype = 'advisory' AND NOT l.granted"
    )

    def first(connection: Any) -> None:
        if other.ident is None:
            other.start()
            until = time.monotonic() + 8
            while seen(old, waits) == [(0,)]:
                assert time.monotonic() < until, "the second desk does not wait for the first"
        upgrade(connection)

    monkeypatch.setattr(opening, "_upgrade", first)
    is_whole(old, law)
    other.join(20)
    assert troubles == []
