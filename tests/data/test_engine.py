"""The store's door: what it opens, what it refuses and in which words, and that it leaves nothing behind."""

import datetime as dt
import os
import sqlite3
import stat
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from sqlcipher3 import dbapi2
from sqlmodel import SQLModel

from data.engine import (
    DamagedStore,
    ForeignStore,
    NewerStore,
    NoOverwrite,
    NoStore,
    Store,
    StoreAway,
    StoreBroken,
    StoreBusy,
    StoreFull,
    StoreTrouble,
    WeakSettings,
    WrongKey,
    create_store,
    encrypted_file,
    open_store,
    server,
)
from data.tables import AuditLine, School, Staff
from data.vocabulary import EventKind, Role

KEY = bytes(range(32))
NOW = dt.datetime(2027, 4, 1, 5, 42, tzinfo=dt.UTC)


def staff(login: str = "aigul", name: str = "Айгүл") -> Staff:
    return Staff(login=login, full_name=name, role=Role.CLERK, appointed_at=NOW)


def school(number: int = 1) -> School:
    return School(id=number, name_kk="мектеп", name_ru="школа", bin="0" * 12, head="", address="", phone="")


def line(seq: int) -> AuditLine:
    return AuditLine(seq=seq, at=NOW, event=EventKind.SIGNED_IN, facts="{}", previous="0" * 64, hash=f"{seq:064}")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "files" / "desk.db"


@pytest.fixture
def made(path: Path) -> Path:
    create_store(url(path), KEY).close()
    return path


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def raw(path: Path) -> dbapi2.Connection:
    connection = encrypted_file.connect(path, KEY)
    assert isinstance(connection, dbapi2.Connection)
    return connection


def files(folder: Path) -> set[str]:
    return {str(place.relative_to(folder)) for place in folder.rglob("*")}


# --- settings -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(encrypted_file.SETTINGS))
def test_a_setting_that_did_not_take_keeps_the_store_shut(
    made: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    value, back = encrypted_file.SETTINGS[name]
    weak = {"journal_mode": "WAL", "synchronous": "NORMAL", "temp_store": "FILE", "mmap_size": "65536"}
    flipped = weak.get(name, "OFF" if value == "ON" else "ON")
    monkeypatch.setitem(encrypted_file.SETTINGS, name, (flipped, back))
    with pytest.raises(WeakSettings, match=name):
        open_store(url(made), KEY)


@pytest.mark.parametrize("name", sorted(encrypted_file.READ_BACK))
def test_what_is_only_read_back_is_compared_as_well(made: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(encrypted_file.READ_BACK, name, "something else")
    with pytest.raises(WeakSettings, match=name):
        open_store(url(made), KEY)


def test_the_settings_are_those_that_lost_nothing(made: Path) -> None:
    """Written out once more: the table of the engine must not be weakened by a slip."""
    safe = {
        "cipher_status": "1",
        "journal_mode": "truncate",
        "synchronous": "2",
        "foreign_keys": "1",
        "recursive_triggers": "1",
        "secure_delete": "1",
        "temp_store": "2",
        "busy_timeout": "10000",
        "application_id": str(0x436C4B44),
        "cipher_log_level": "NONE",
    }
    store = open_store(url(made), KEY)
    with store.writing() as session:
        found = {name: str(session.connection().exec_driver_sql(f"PRAGMA {name}").scalar()) for name in safe}
    assert found == safe
    store.close()


def test_every_connection_of_an_open_store_has_the_settings(made: Path) -> None:
    store = open_store(url(made), KEY)
    with store.writing() as one, store.reading() as two:
        for session in (one, two):
            connection = session.connection()
            for name, (_, back) in encrypted_file.SETTINGS.items():
                assert str(connection.exec_driver_sql(f"PRAGMA {name}").scalar()) == back
    store.close()


@pytest.mark.parametrize("name", sorted(server.SERVER_SETTINGS))
def test_a_server_whose_setting_is_unsafe_is_not_used(
    postgres_server: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(server.SERVER_SETTINGS, name, "something else")
    with pytest.raises(WeakSettings, match=name):
        open_store(postgres_server, KEY)


# --- what is refused, and that nothing is made --------------------------------------------------------------


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    for place in (tmp_path / "desk.db", tmp_path / "away" / "desk.db"):
        with pytest.raises(NoStore):
            open_store(url(place), KEY)
    assert files(tmp_path) == set()


def test_a_store_that_vanished_while_open_is_not_made_anew(made: Path) -> None:
    store = open_store(url(made), KEY)
    store.close()
    for place in made.parent.iterdir():
        place.unlink()
    with pytest.raises(NoStore), store.writing():
        pass
    with pytest.raises(NoStore), store.reading() as session:
        session.get(Staff, 1)
    assert files(made.parent) == set()


def test_another_key_is_told_from_damage(made: Path) -> None:
    before = made.read_bytes()
    with pytest.raises(WrongKey):
        open_store(url(made), bytes(32))
    assert made.read_bytes() == before


def _plain_sqlite(place: Path) -> None:
    connection = sqlite3.connect(place)
    connection.execute("CREATE TABLE t (a)")
    connection.commit()
    connection.close()


def _other_program(place: Path) -> None:
    place.touch()
    connection = raw(place)
    connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
    connection.execute("INSERT INTO alembic_version VALUES ('0001')")
    connection.close()


@pytest.mark.parametrize(
    "make",
    [
        _plain_sqlite,
        _other_program,
        lambda place: place.write_text("Құжат " * 1000, encoding="utf-8"),
        lambda place: place.write_bytes(b"x"),
        lambda place: place.mkdir(),
    ],
    ids=["plain sqlite", "another program's with our key", "a text", "one byte", "a folder"],
)
def test_what_is_not_our_store_is_left_alone(tmp_path: Path, make: Callable[[Path], None]) -> None:
    place = tmp_path / "desk.db"
    make(place)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    with pytest.raises(ForeignStore):
        open_store(url(place), KEY)
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_a_store_of_a_newer_program_is_refused(made: Path) -> None:
    connection = raw(made)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(NewerStore):
        open_store(url(made), KEY)


def _flip(place: Path, offset: int) -> None:
    content = bytearray(place.read_bytes())
    content[offset] ^= 1
    place.write_bytes(content)


@pytest.mark.parametrize("offset", [0, 5, 6, 15, 16, 100, 4000, 4095])
def test_one_flipped_bit_in_the_first_page_is_damage(made: Path, offset: int) -> None:
    _flip(made, offset)
    with pytest.raises(DamagedStore):
        open_store(url(made), KEY)


def test_one_flipped_bit_anywhere_is_found_by_the_examination(made: Path) -> None:
    size = made.stat().st_size
    for offset in range(4096, size, 4096 * 3 + 7):
        _flip(made, offset)
        with pytest.raises(DamagedStore):
            store = open_store(url(made), KEY)
            try:
                store.examine()
            finally:
                store.close()
        _flip(made, offset)
    whole = open_store(url(made), KEY)
    whole.examine()
    whole.close()


@pytest.mark.parametrize("size", [0, 16, 3000, 4096])
def test_a_store_that_was_cut_off_is_damaged(made: Path, size: int) -> None:
    os.truncate(made, size)
    with pytest.raises(DamagedStore):
        open_store(url(made), KEY)


def test_a_store_is_never_made_over_something(made: Path) -> None:
    before = made.read_bytes()
    with pytest.raises(NoOverwrite):
        create_store(url(made), KEY)
    assert made.read_bytes() == before


@pytest.mark.parametrize("place", ["_upgrade", "flush", "give_name"])
def test_a_set_up_that_fails_leaves_nothing(path: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(5, "no")

    monkeypatch.setattr(f"data.engine.opening.{place}", fail)
    with pytest.raises(StoreBroken):
        create_store(url(path), KEY)
    assert files(path.parent) == set()


def test_a_set_up_on_a_server_that_fails_leaves_nothing(store: Store, postgres_server: str) -> None:
    def furnish(_session: object) -> None:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        create_store(postgres_server, KEY, furnish)
    with pytest.raises(ForeignStore):
        open_store(postgres_server, KEY)


def test_a_server_tells_missing_foreign_and_other_stores_apart(
    database: str, store_url: str, postgres_server: str
) -> None:
    if database == "sqlite":
        pytest.skip("of PostgreSQL")
    with pytest.raises(WrongKey):
        open_store(store_url, KEY)
    with pytest.raises(ForeignStore):
        open_store(postgres_server, KEY)
    with pytest.raises(NoStore):
        open_store(postgres_server.replace("/postgres?", "/nowhere?"), KEY)
    with pytest.raises(StoreAway):
        open_store("postgresql+psycopg://desk@/desk?host=/nowhere", KEY)
    with pytest.raises(NoOverwrite):
        create_store(store_url, KEY)


# --- files ----------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="modes mean nothing on Windows")
def test_files_are_for_the_owner_alone(made: Path) -> None:
    store = open_store(url(made), KEY)
    with store.writing() as session:
        session.add(staff())
    store.copy_to(made.with_name("copy.db"))
    store.close()
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    assert files(made.parent) >= {"desk.db", "copy.db"}
    for place in made.parent.iterdir():
        assert stat.S_IMODE(place.stat().st_mode) == 0o600, place.name


def test_nothing_of_a_record_can_be_read_at_rest(made: Path) -> None:
    store = open_store(url(made), KEY)
    with store.writing() as session:
        session.add(staff(name="КАНАРЕЙКА 210331699903"))
    store.copy_to(made.with_name("copy.db"))
    store.close()
    for place in made.parent.iterdir():
        assert "КАНАРЕЙКА".encode() not in place.read_bytes()
        assert b"210331699903" not in place.read_bytes()
        assert b"CREATE TABLE" not in place.read_bytes()


def test_a_copy_is_whole_and_opens_with_the_same_key(made: Path) -> None:
    store, copy = open_store(url(made), KEY), made.with_name("copy.db")
    with store.writing() as session:
        session.add(staff())
    store.copy_to(copy)
    with pytest.raises(NoOverwrite):
        store.copy_to(copy)
    store.close()
    second = open_store(url(copy), KEY)
    second.examine()
    with second.reading() as session:
        row = session.get(Staff, 1)
        assert row is not None and row.full_name == "Айгүл"
    second.close()


# --- transactions ---------------------------------------------------------------------------------------


def test_a_question_cannot_write(store: Store) -> None:
    with pytest.raises(StoreTrouble), store.reading() as session:
        session.add(staff("other"))
        session.flush()
    with store.writing() as session:  # and the same connection can write again afterwards
        session.add(staff("other"))


def test_a_question_sees_one_moment(store: Store) -> None:
    if store.url.startswith("sqlite"):
        pytest.skip("on SQLite a reader holds the commit up instead")
    with store.reading() as reader:
        reader.get(Staff, 1)
        with store.writing() as writer:
            writer.add(staff("other"))
        assert reader.get(Staff, 3) is None


def test_an_exception_takes_everything_back(store: Store) -> None:
    with pytest.raises(KeyError), store.writing() as session:
        session.add(staff("other"))
        session.flush()
        raise KeyError
    with store.reading() as session:
        assert session.get(Staff, 3) is None


def test_a_broken_rule_tells_no_value(store: Store) -> None:
    with pytest.raises(IntegrityError) as twice, store.writing() as session:
        session.add(staff("aigul", "КАНАРЕЙКА"))
    with pytest.raises(IntegrityError) as long, store.writing() as session:
        session.add(staff("x", "КАНАРЕЙКА" * 80))
    for caught in (twice, long):
        text = "".join(traceback.format_exception(caught.value))
        # Python prints the source line of this test as well: only what the driver says counts.
        assert "КАНАРЕЙКА" not in str(caught.value) + repr(caught.value.orig) + str(caught.value.__cause__)
        assert "DETAIL" not in text
        assert caught.value.params is None or caught.value.hide_parameters


def test_a_store_that_is_held_says_so(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encrypted_file, "BUSY_SECONDS", 0.05)
    monkeypatch.setitem(encrypted_file.READ_BACK, "busy_timeout", "50")
    one, two = open_store(url(made), KEY), open_store(url(made), KEY)
    with one.writing() as session:
        session.add(staff())
        with pytest.raises(StoreBusy), two.writing():
            pass
    with two.reading() as session:
        assert session.get(Staff, 1) is not None
    one.close()
    two.close()


def test_a_full_disk_stores_nothing_and_then_goes_on(made: Path) -> None:
    store = open_store(url(made), KEY)
    with pytest.raises(StoreFull), store.writing() as session:
        connection = session.connection()
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        session.add_all([staff(f"clerk{n}", "Айгүл" * 20) for n in range(200)])
    with store.writing() as session:
        assert session.get(Staff, 1) is None
        session.connection().exec_driver_sql("PRAGMA max_page_count = 1000000")
        session.add(staff())
    store.close()


def test_a_failing_connection_tells_no_value(made: Path) -> None:
    store = open_store(url(made), KEY)
    for place in range(8192, made.stat().st_size, 4096):
        _flip(made, place + 50)
    with pytest.raises(DamagedStore) as caught, store.writing() as session:
        session.add(staff(name="КАНАРЕЙКА"))
    assert "КАНАРЕЙКА" not in str(caught.value)
    assert caught.value.__cause__ is None and caught.value.__suppress_context__
    store.close()


# --- what the tables refuse -----------------------------------------------------------------------------


def test_the_trail_only_grows(store: Store) -> None:
    for statement in (
        "UPDATE audit_line SET facts = '{}' WHERE seq = 1",
        "DELETE FROM audit_line WHERE seq = 1",
        "DELETE FROM audit_line",
    ):
        with pytest.raises((IntegrityError, StoreTrouble)), store.writing() as session:
            session.connection().exec_driver_sql(statement)
    if store.url.startswith("postgres"):
        with pytest.raises((IntegrityError, StoreTrouble)), store.writing() as session:
            session.connection().exec_driver_sql("TRUNCATE audit_line")


REPLACE = (
    "INSERT OR REPLACE INTO audit_line (seq, at, event, facts, previous, hash) "
    "SELECT 1, '2027-04-01 00:00:00.000000', 'signed_in', '{}', hash, hash FROM "
    "(SELECT '0000000000000000000000000000000000000000000000000000000000000001' AS hash)"
)


def test_a_line_of_the_trail_cannot_be_replaced(made: Path) -> None:
    store = open_store(url(made), KEY)
    with store.writing() as session:
        session.add(line(1))
    with pytest.raises(IntegrityError, match="append-only"), store.writing() as session:
        session.connection().exec_driver_sql(REPLACE)
    store.close()


def test_without_recursive_triggers_it_could_be_replaced(made: Path) -> None:
    """Why that setting is read back: without it REPLACE walks past the triggers."""
    store = open_store(url(made), KEY)
    with store.writing() as session:
        session.add(line(1))
    store.close()
    connection = raw(made)
    connection.execute("PRAGMA recursive_triggers = OFF")
    connection.execute(REPLACE)
    assert connection.total_changes == 1
    connection.close()


def test_tables_are_strict(made: Path) -> None:
    connection = raw(made)
    strict = dict(
        connection.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    )
    strict.pop("sqlite_schema")
    strict.pop("sqlite_sequence")
    assert len(strict) == len(SQLModel.metadata.tables) + 1 and set(strict.values()) == {1}
    with pytest.raises(dbapi2.IntegrityError, match="cannot store TEXT value in INTEGER"):
        connection.execute("INSERT INTO admission_year VALUES (2027, 'a', 'b', 'one')")
    connection.close()


def test_there_is_one_school(store: Store) -> None:
    with pytest.raises(IntegrityError), store.writing() as session:
        session.add(school(2))


def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    from sqlalchemy.exc import StatementError

    with pytest.raises(StatementError), store.writing() as session:
        row = staff("other")
        row.appointed_at = NOW.replace(tzinfo=None)
        session.add(row)


def test_references_are_checked(store: Store) -> None:
    with pytest.raises(IntegrityError), store.writing() as session:
        wrong = line(900)
        wrong.staff_id = 4711
        session.add(wrong)
