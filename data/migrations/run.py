"""Runs the missing migrations inside a transaction that is already open. Imported only when one is missing."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Column, Connection, MetaData, String, Table

ROOM = Path(__file__).parent


def config(connection: Connection | None = None) -> Config:
    """The settings of Alembic: where the scripts lie, and the connection they run on."""
    settings = Config()
    settings.set_main_option("script_location", str(ROOM).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    return settings


def upgrade(connection: Connection, to: str = "head") -> None:
    """Bring the store to the last revision, or only `to` one. The caller's transaction commits all of it or nothing."""
    # Made here, because Alembic would make it without STRICT.
    version = Table(
        "alembic_version",
        MetaData(),
        Column("version_num", String(32), primary_key=True, nullable=False),
        sqlite_strict=True,
    )
    version.create(connection, checkfirst=True)
    command.upgrade(config(connection), to)
