"""The migrations: they give the tables as they are written, whole or not at all, after a verified backup."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from data.engine import DamagedStore, Store, create_store, encrypted_file, open_store, opening
from data.migrations import REVISIONS, run
from data.tables import Staff
from data.vocabulary import EventKind
from tests.data.first_release import new_line

KEY = bytes(range(32))

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{present}"


def upgrade():
    with op.batch_alter_table("staff") as staff:
        staff.add_column(sa.Column("room", sa.String(), nullable=False, server_default=""))
    op.create_table("later", sa.Column("id", sa.Integer(), primary_key=True), sqlite_strict=True)
    {last}
"""


def _sqlite_schema(store: Store) -> list[str]:
    with store.reading() as session:
        rows = session.connection().exec_driver_sql(
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND type <> 'trigger' "
            "AND name NOT IN ('alembic_version', 'sqlite_sequence') ORDER BY type, name"
        )
        found = []
        for (sql,) in rows:
            # A table written anew carries its name in quotes; a column added later carries its rule, or what it
            # refers to, with it.
            plain = re.sub(r"(?<!,) CONSTRAINT", ", CONSTRAINT", re.sub(r"\s+", " ", sql.replace('"', "")))
            plain = re.sub(r"\b(\w+) INTEGER REFERENCES", r"\1 INTEGER, FOREIGN KEY(\1) REFERENCES", plain)
            head, _, rest = plain.partition("(")
            body, _, tail = rest.rpartition(")")
            # The order of the constraints says nothing; that of the columns does, and stands in another check.
            found.append(f"{head}({', '.join(sorted(part.strip() for part in body.split(', ')))}){tail}")
        return found


def _server_schema(store: Store) -> list[tuple[object, ...]]:
    questions = (
        "SELECT table_name, ordinal_position, column_name, data_type, character_maximum_length, is_nullable, "
        "column_default FROM information_schema.columns WHERE table_schema = 'public'",
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace",
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    )
    with store.reading() as session:
        connection = session.connection()
        rows = [tuple(row) for question in questions for row in connection.exec_driver_sql(question)]
    return sorted((row for row in rows if row[0] != "alembic_version"), key=str)


def _columns(store: Store) -> list[tuple[object, ...]]:
    with store.reading() as session:
        rows = session.connection().exec_driver_sql(
            'SELECT t.name, c.name, c.type, c."notnull", c.pk '
            "FROM pragma_table_list t, pragma_table_info(t.name) c "
            "WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite%' AND t.name <> 'alembic_version' "
            "ORDER BY t.name, c.cid"
        )
        return [tuple(row) for row in rows]


def test_a_migrated_store_has_the_tables_as_they_are_written(
    database: str, postgres_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if database == "sqlite":
        urls = [f"sqlite:///{tmp_path / name}.db" for name in ("migrated", "written")]
    else:
        import psycopg

        with psycopg.connect(postgres_server.replace("+psycopg", ""), autocommit=True) as connection:
            for name in ("migrated", "written"):
                connection.execute(f"CREATE DATABASE {name}")
        urls = [postgres_server.replace("/postgres?", f"/{name}?") for name in ("migrated", "written")]
    migrated = create_store(urls[0], KEY)

    def write(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num TEXT NOT NULL)")
        connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{REVISIONS[-1]}')")
        SQLModel.metadata.create_all(connection)

    monkeypatch.setattr(opening, "_upgrade", write)
    written = create_store(urls[1], KEY)
    try:
        if database == "sqlite":
            assert _sqlite_schema(migrated) == _sqlite_schema(written)
            assert _columns(migrated) == _columns(written)
        else:
            assert _server_schema(migrated) == _server_schema(written)
    finally:
        migrated.close()
        written.close()


def test_the_revisions_are_named_where_no_alembic_is_needed() -> None:
    scripts = ScriptDirectory.from_config(run.config())
    assert tuple(s.revision for s in reversed(list(scripts.walk_revisions()))) == REVISIONS


def test_a_store_of_today_is_opened_without_alembic(tmp_path: Path) -> None:
    create_store(f"sqlite:///{tmp_path / 'desk.db'}", KEY).close()
    code = (
        "import sys; from data.engine import open_store; "
        f"open_store('sqlite:///{tmp_path / 'desk.db'}', bytes(range(32))).close(); "
        "sys.exit('alembic' in sys.modules or 'psycopg' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A store of the present revision, with somebody in it; soon there will be a next one."""
    path = tmp_path / "desk.db"
    from tests.data.test_engine import staff

    store = create_store(f"sqlite:///{path}", KEY)
    with store.writing() as session:
        session.add(staff())
    store.close()
    return path


def _next_revision(folder: Path, monkeypatch: pytest.MonkeyPatch, last: str) -> None:
    room = folder / "migrations"
    shutil.copytree(run.ROOM, room, ignore=shutil.ignore_patterns("__pycache__"))
    (room / "versions" / "next_one.py").write_text(NEXT.format(present=REVISIONS[-1], last=last), encoding="utf-8")
    monkeypatch.setattr(run, "ROOM", room)
    monkeypatch.setattr(opening, "REVISIONS", (*REVISIONS, "next"))


def _tables(path: Path) -> set[str]:
    connection = encrypted_file.connect(path, KEY)
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    connection.close()
    return names


def _backups(path: Path) -> list[Path]:
    return [place for place in path.parent.glob("desk.db.before-*") if not place.name.endswith("-journal")]


def test_an_older_store_is_backed_up_and_migrated(older: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _next_revision(tmp_path, monkeypatch, "pass")
    store = open_store(f"sqlite:///{older}", KEY)
    with store.reading() as session:
        assert session.connection().exec_driver_sql("SELECT room, login FROM staff").all() == [("", "aigul")]
    store.examine()
    store.close()
    (backup,) = _backups(older)
    assert backup.stat().st_mode & 0o777 == 0o600
    assert "later" in _tables(older) and "later" not in _tables(backup)
    monkeypatch.undo()
    kept = open_store(f"sqlite:///{backup}", KEY)
    with kept.reading() as session:
        assert session.get(Staff, 1) is not None
    kept.close()


@pytest.mark.parametrize("last", ["raise RuntimeError", "op.execute('SELECT nothing FROM nowhere')"])
def test_a_migration_that_fails_leaves_the_old_store(
    older: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    _next_revision(tmp_path, monkeypatch, last)
    before = _tables(older)
    with pytest.raises(Exception):  # noqa: B017 - whatever it is
        open_store(f"sqlite:///{older}", KEY)
    monkeypatch.undo()
    assert _tables(older) == before
    store = open_store(f"sqlite:///{older}", KEY)
    store.examine()
    store.close()


def test_a_migration_that_breaks_a_reference_is_taken_back(
    older: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _next_revision(
        tmp_path,
        monkeypatch,
        "op.execute(\"INSERT INTO class_set VALUES (1, 1999, 'А', 'kk', 1, 25, 0, NULL)\")",
    )
    with pytest.raises(DamagedStore):
        open_store(f"sqlite:///{older}", KEY)
    assert "later" not in _tables(older)


def test_a_damaged_store_is_not_migrated(older: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _next_revision(tmp_path, monkeypatch, "pass")
    content = bytearray(older.read_bytes())
    content[-100] ^= 1
    older.write_bytes(content)
    with pytest.raises(DamagedStore):
        open_store(f"sqlite:///{older}", KEY)
    assert older.read_bytes() == bytes(content)


def test_a_server_store_is_migrated_or_left_alone(
    database: str, store_url: str, keys: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if database == "sqlite":
        pytest.skip("of PostgreSQL")
    key: bytes = keys.key  # type: ignore[attr-defined]
    with monkeypatch.context() as failing:
        (tmp_path / "failing").mkdir()
        _next_revision(tmp_path / "failing", failing, "raise RuntimeError")
        with pytest.raises(RuntimeError):
            open_store(store_url, key)
    open_store(store_url, key).close()
    _next_revision(tmp_path, monkeypatch, "pass")
    store = open_store(store_url, key)
    with store.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM later").scalar() == 0
    store.close()


def test_a_later_migration_lets_the_trail_take_another_act(
    old: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ", ".join(repr(event.value) for event in EventKind)
    later = "from data.migrations.written_words import allow_events; allow_events({words})"
    open_store(old, KEY).close()
    with monkeypatch.context() as forgetting:
        (tmp_path / "forgetting").mkdir()
        _next_revision(tmp_path / "forgetting", forgetting, later.format(words="'signed_in', 'whispered'"))
        with pytest.raises(IntegrityError):  # a line that is there already has another act
            open_store(old, KEY)
    _next_revision(tmp_path, monkeypatch, later.format(words=f"{words}, 'whispered'"))
    store = open_store(old, KEY)
    with store.writing() as session:
        session.connection().exec_driver_sql(new_line("whispered"))
        assert session.connection().exec_driver_sql("SELECT max(seq) FROM audit_line").scalar() == 25
    store.close()
