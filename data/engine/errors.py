"""What the drivers report, under the store's own names, and without a value from anybody's record."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine.interfaces import ExceptionContext
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from data.trouble import DamagedStore, NoOverwrite, NoStore, StoreAway, StoreBroken, StoreBusy, StoreFull, StoreTrouble

_SQLITE_TROUBLES: dict[int, type[StoreTrouble]] = {
    5: StoreBusy,  # SQLITE_BUSY
    6: StoreBusy,  # SQLITE_LOCKED
    11: DamagedStore,  # SQLITE_CORRUPT
    13: StoreFull,  # SQLITE_FULL
    14: NoStore,  # SQLITE_CANTOPEN
    26: DamagedStore,  # SQLITE_NOTADB: the salt fitted, so the key did; the page did not
}
_SERVER_TROUBLES: dict[str, type[StoreTrouble]] = {
    "55P03": StoreBusy,  # lock_not_available
    "40P01": StoreBusy,  # deadlock_detected
    "40001": StoreBusy,  # serialization_failure
    "53100": StoreFull,  # disk_full
    "53300": StoreBusy,  # too_many_connections
    "XX001": DamagedStore,  # data_corrupted
    "XX002": DamagedStore,  # index_corrupted
    "3D000": NoStore,  # invalid_catalog_name: there is no such database
}
SAID: dict[type[StoreTrouble], str] = {
    StoreBusy: "Another desk held the store for too long.",
    DamagedStore: "The store is damaged.",
    StoreFull: "There is no room left for the store.",
    StoreAway: "The server of the store does not answer.",
    NoStore: "There is no store at this place.",
    StoreBroken: "The disk or the driver of the store reported an error.",
}


@contextmanager
def translated() -> Iterator[None]:
    """Give the driver's errors their names. A broken rule of the tables stays an IntegrityError, without values."""
    try:
        yield
    except DBAPIError as error:
        kind = _kind(error)
        if kind is None:
            raise
        raise kind(f"{SAID[kind]} ({_code(error.orig)})") from None
    except PoolTimeout:
        raise StoreBusy(SAID[StoreBusy]) from None
    except Exception as error:
        # A connection that fails while it is made comes as the driver's own error, not as SQLAlchemy's.
        if type(error).__module__.startswith(("sqlcipher3", "psycopg")):
            kind = _driver_kind(error)
            raise kind(f"{SAID[kind]} ({_code(error)})") from None
        raise


@contextmanager
def on_disk() -> Iterator[None]:
    """Give the troubles of making a file their names."""
    try:
        yield
    except FileExistsError:
        raise NoOverwrite("There is a file already where a new one was to be made.") from None
    except OSError as error:
        kind = StoreFull if error.errno in {errno.ENOSPC, errno.EDQUOT} else StoreBroken
        raise kind(f"{SAID[kind]} ({errno.errorcode.get(error.errno or 0, 'OSError')})") from None


def _kind(error: DBAPIError) -> type[StoreTrouble] | None:
    if error.connection_invalidated:
        return StoreAway
    # Operational: the disk, the locks. Database itself: SQLite's word for a file that is no longer whole.
    if type(error).__name__ in {"OperationalError", "DatabaseError", "InternalError", "InterfaceError"}:
        return _driver_kind(error.orig)
    return None


def _driver_kind(error: object) -> type[StoreTrouble]:
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        return _SQLITE_TROUBLES.get(code & 0xFF, StoreBroken)
    state = getattr(error, "sqlstate", None)
    if type(error).__module__.startswith("psycopg"):
        if state is None or str(state).startswith(("08", "57P")):
            return _SERVER_TROUBLES["3D000"] if "does not exist" in str(error) else StoreAway
        return _SERVER_TROUBLES.get(str(state), StoreBroken)
    return StoreBroken


def _code(error: object) -> str:
    """The driver's own code of an error: a word or a number, never a value."""
    name = getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None)
    return str(name or type(error).__name__)


def without_values(context: ExceptionContext) -> None:
    """Take the values out of an error's text: PostgreSQL names the row that broke a rule, IIN and all."""
    error, wrapped = context.original_exception, context.sqlalchemy_exception
    if context.connection is None:
        return  # while connecting nobody's record is at hand, and the text tells whether there is a database
    diagnosis = getattr(error, "diag", None)
    if diagnosis is not None:
        where = ".".join(filter(None, (diagnosis.table_name, diagnosis.constraint_name or diagnosis.column_name)))
        error.args = (f"{type(error).__name__} {_code(error)} {where}".strip(),)
    elif not type(error).__module__.startswith(("sqlcipher3", "data.")):
        error.args = (type(error).__name__,)
    if isinstance(wrapped, StatementError):
        wrapped.args = (f"({type(error).__name__}) {error}",)
