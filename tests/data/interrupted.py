"""A desk in a process of its own that opens an old store and is torn down while it migrates, as by a power cut."""

import os
import signal
from multiprocessing.connection import Connection as Line

from sqlalchemy import Connection, Engine, event

from data.engine import encrypted_file, open_store, opening


def open_and_die(url: str, key: bytes, at: str) -> None:
    """Open the store; die right after the statement that begins with `at`, before a COMMIT or the backup's NAME."""
    # So few pages in memory that half of what a migration did is on the disk already.
    encrypted_file.SETTINGS["cache_size"] = ("2", "2")

    def die(*_: object) -> None:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))  # on Windows TERM is no less sudden

    @event.listens_for(Engine, "after_cursor_execute")
    def _after(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.lstrip().startswith(at):
            die()

    migrate = opening._upgrade

    def migrate_and_die(connection: Connection) -> None:
        migrate(connection)
        event.listen(Engine, "commit", die)

    if at == "COMMIT":
        vars(opening)["_upgrade"] = migrate_and_die
    if at == "NAME":
        vars(opening)["give_name"] = die
    open_store(url, key).close()


def open_when_told(url: str, key: bytes, ready: Line) -> None:
    """Say that this process is about to open the store, and open it."""
    encrypted_file.SETTINGS["cache_size"] = ("2", "2")
    ready.send(True)
    open_store(url, key).close()
