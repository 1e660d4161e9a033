"""How a migration says which words a column may hold, and how a table of SQLite is written anew.

The words are written out in the migration that allows them: the vocabulary of the program may grow later.
"""

import re

import sqlalchemy as sa
from alembic import op

_EVENTS = r"(CONSTRAINT one_of_eventkind )CHECK \(event IN \([^()]*\)\)"


def add_word(table: str, column: str, list_name: str, *words: str) -> None:
    """Add a column that is empty, or holds one of `words`. No row is written anew."""
    # SQLite takes a column's rule only inside the same statement; PostgreSQL takes it there as well.
    kind = sa.String(32).compile(dialect=op.get_bind().dialect)
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind} CONSTRAINT one_of_{list_name} {_check(column, words)}")


def allow_events(*words: str) -> None:
    """Have the trail take these acts, all of them named, and no other; every line stays as it is, byte for byte.

    SQLite cannot change a CHECK, so that there the table is written anew, with its indexes, its triggers and
    the number that the next line gets. A line with an act that is not named takes the migration back.
    """
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        table_anew(connection, "audit_line", (_EVENTS, rf"\1{_check('event', words)}"))
        return
    op.execute(
        "ALTER TABLE audit_line DROP CONSTRAINT one_of_eventkind, "
        f"ADD CONSTRAINT one_of_eventkind {_check('event', words)}"
    )


def table_anew(connection: sa.Connection, table: str, *changes: tuple[str, str]) -> None:
    """Write a table of SQLite anew with its text changed: each pattern is found once and replaced.

    Its rows, indexes, triggers and the number that the next row gets stay. Raises RuntimeError if the table is
    not as the migrations before made it. The new one is made under another name, filled, and then put in the
    old one's place: the order that SQLite asks for. The migration runs with foreign_keys off, and the
    references are checked at its end.
    """
    parts = connection.exec_driver_sql(
        f"SELECT type, sql FROM sqlite_schema WHERE tbl_name = '{table}' AND sql IS NOT NULL ORDER BY type, name"
    ).all()
    ((_, wider),) = [part for part in parts if part[0] == "table"]
    for pattern, text in (*changes, (rf'\A(CREATE TABLE )"?{table}"?(?=\W)', rf"\1{table}_wider")):
        wider, places = re.subn(pattern, text, wider)
        if places != 1:
            raise RuntimeError(f"The table {table} is not as the migrations before made it.")
    numbered = connection.exec_driver_sql(f"SELECT seq FROM sqlite_sequence WHERE name = '{table}'").scalar()
    for statement in (
        wider,
        f"INSERT INTO {table}_wider SELECT * FROM {table} ORDER BY rowid",
        f"DROP TABLE {table}",
        f"ALTER TABLE {table}_wider RENAME TO {table}",
        *(sql for kind, sql in parts if kind != "table"),
        f"DELETE FROM sqlite_sequence WHERE name = '{table}'",
    ):
        connection.exec_driver_sql(statement)
    if numbered is not None:
        connection.exec_driver_sql("INSERT INTO sqlite_sequence VALUES (?, ?)", (table, numbered))


def _check(column: str, words: tuple[str, ...]) -> str:
    if not words or not all(re.fullmatch(r"[a-z0-9_]+", word) for word in words):
        raise ValueError("A closed list names its words in small Latin letters.")
    return f"CHECK ({column} IN ({', '.join(repr(word) for word in words)}))"
