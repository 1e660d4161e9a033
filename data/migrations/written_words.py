"""How a migration says which words a column may hold.

The words are written out in the migration that allows them: the vocabulary of the program may grow later.
"""

import re

import sqlalchemy as sa
from alembic import op

_EVENTS = re.compile(r"(CONSTRAINT one_of_eventkind CHECK )\(event IN \([^()]*\)\)")


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
        _trail_anew(connection, words)
        return
    op.execute(
        "ALTER TABLE audit_line DROP CONSTRAINT one_of_eventkind, "
        f"ADD CONSTRAINT one_of_eventkind {_check('event', words)}"
    )


def _trail_anew(connection: sa.Connection, words: tuple[str, ...]) -> None:
    """The table under another name, filled, and then in the old one's place: the order that SQLite asks for.

    The migration runs with foreign_keys off, and checks the references at its end.
    """
    parts = connection.exec_driver_sql(
        "SELECT type, sql FROM sqlite_schema WHERE tbl_name = 'audit_line' AND sql IS NOT NULL ORDER BY type, name"
    ).all()
    ((_, table),) = [part for part in parts if part[0] == "table"]
    wider, places = _EVENTS.subn(lambda found: found[1] + _check("event", words)[len("CHECK ") :], table)
    wider, names = re.subn(r'\A(CREATE TABLE )"?audit_line"?(?=\W)', r"\1audit_line_wider", wider)
    if (places, names) != (1, 1):
        raise RuntimeError("The table audit_line is not as the migrations before made it.")
    numbered = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'audit_line'").scalar()

    for statement in (
        wider,
        "INSERT INTO audit_line_wider SELECT * FROM audit_line ORDER BY seq",
        "DROP TABLE audit_line",
        "ALTER TABLE audit_line_wider RENAME TO audit_line",
        *(sql for kind, sql in parts if kind != "table"),
        "DELETE FROM sqlite_sequence WHERE name = 'audit_line'",
    ):
        connection.exec_driver_sql(statement)
    if numbered is not None:
        connection.exec_driver_sql("INSERT INTO sqlite_sequence VALUES ('audit_line', ?)", (numbered,))


def _check(column: str, words: tuple[str, ...]) -> str:
    if not words or not all(re.fullmatch(r"[a-z0-9_]+", word) for word in words):
        raise ValueError("A closed list names its words in small Latin letters.")
    return f"CHECK ({column} IN ({', '.join(repr(word) for word in words)}))"
