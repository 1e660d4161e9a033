"""The store's door: an encrypted SQLite file by default, a PostgreSQL by URL; every safety setting is read back.

This is the only room for what one database does in its own way. A SQLite store is encrypted page by page
(SQLCipher) with the raw 256-bit store key; its first sixteen bytes, the salt, are made from the key, so
that a store of another key, a foreign file and a damaged page can be told apart.
"""

from data.engine.store import Store, create_store, open_store, sqlite_path
from data.engine.triggers import append_only
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
    "DamagedStore",
    "ForeignStore",
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
    "WeakSettings",
    "WrongKey",
    "append_only",
    "create_store",
    "open_store",
    "sqlite_path",
]
