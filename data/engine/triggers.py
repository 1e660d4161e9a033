"""What a table cannot say of itself: that its rows are only ever added, or that what stands in them stays."""

from sqlalchemy import Connection


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


def unchanging(connection: Connection, table: str, *columns: str) -> None:
    """Forbid to delete a row of `table`, and to change these columns of it; part of a migration's transaction.

    The other columns can be filled in later.
    """
    names = ", ".join(columns)
    if connection.dialect.name == "sqlite":
        for act, name in (("DELETE", "delete"), (f"UPDATE OF {names}", "change")):
            connection.exec_driver_sql(
                f"CREATE TRIGGER {table}_no_{name} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is kept as it was'); END"
            )
        return
    connection.exec_driver_sql(
        f"CREATE FUNCTION {table}_kept() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is kept as it was' USING ERRCODE = 'restrict_violation'; END $$"
    )
    connection.exec_driver_sql(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OF {names} OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_kept()"
    )
