"""The store's door: an encrypted SQLite file by default, a PostgreSQL by URL; every safety setting is read back.

This is the only room for what one database does in its own way. A SQLite store is encrypted page by page
(SQLCipher) with the raw 256-bit store key; its first sixteen bytes, the salt, are made from the key, so
that a store of another key, a foreign file and a damaged page can be told apart.
"""

from data.engine.backup import Backup, desk_mark, differing, make_backup, open_backup, open_restored
from data.engine.backup_file import check_backup_file, read_manifest
from data.engine.backup_manifest import Manifest
from data.engine.backup_medium import Tick, put_down, read_from_medium, silent, written_on_medium
from data.engine.contents import Contents
from data.engine.opening import create_store, open_store
from data.engine.store import Store, sqlite_path
from data.engine.triggers import append_only, unchanging
from data.trouble import (
    DamagedStore,
    ForeignStore,
    NewerStore,
    NoOverwrite,
    NoStore,
    OutcomeUnknown,
    StoreAway,
    StoreBroken,
    StoreBusy,
    StoreFull,
    StoreTrouble,
    WeakSettings,
    WrongKey,
)

__all__ = [
    "Backup",
    "Contents",
    "DamagedStore",
    "ForeignStore",
    "Manifest",
    "NewerStore",
    "NoOverwrite",
    "NoStore",
    "OutcomeUnknown",
    "Store",
    "StoreAway",
    "StoreBroken",
    "StoreBusy",
    "StoreFull",
    "StoreTrouble",
    "Tick",
    "WeakSettings",
    "WrongKey",
    "append_only",
    "check_backup_file",
    "create_store",
    "desk_mark",
    "differing",
    "make_backup",
    "open_backup",
    "open_restored",
    "open_store",
    "put_down",
    "read_from_medium",
    "read_manifest",
    "silent",
    "sqlite_path",
    "unchanging",
    "written_on_medium",
]
