"""The store on a PostgreSQL: its settings read back, and the mark by which a database is known as ours."""

import hashlib
import hmac
from typing import Any

from sqlalchemy import Engine, create_engine, event

from data.engine.errors import without_values
from data.trouble import WeakSettings

BUSY_SECONDS = 10
SERVER_SETTINGS: dict[str, str] = {"synchronous_commit": "on", "fsync": "on", "full_page_writes": "on"}


def server_engine(url: str) -> Engine:
    """An engine on a PostgreSQL, READ COMMITTED, with its settings read back on each new connection."""
    engine = create_engine(
        url,
        isolation_level="READ COMMITTED",
        hide_parameters=True,
        pool_pre_ping=True,
        connect_args={
            "application_name": "clerk-desk",
            "connect_timeout": BUSY_SECONDS,
            "options": f"-c lock_timeout={BUSY_SECONDS * 1000} -c timezone=UTC -c client_min_messages=warning",
        },
    )

    @event.listens_for(engine, "connect")
    def _read_back(connection: Any, _record: object) -> None:
        for name, wanted in SERVER_SETTINGS.items():
            row = connection.execute(f"SELECT current_setting('{name}')").fetchone()
            if row is None or row[0] != wanted:
                raise WeakSettings(f"The server's setting {name} is not safe for records.")
        connection.rollback()

    event.listen(engine, "handle_error", without_values)
    return engine


def mark(key: bytes) -> str:
    """What marks a PostgreSQL database as ours and as of this key."""
    return f"clerk-desk {hmac.digest(key, b'clerk-desk mark', hashlib.sha256).hex()[:32]}"
