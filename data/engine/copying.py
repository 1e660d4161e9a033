"""A copy of a store to rely on: made while the desk is in use, examined, and like what was copied.

Before a migration such a copy is kept beside the store; for a backup it goes into the backup's file.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.engine.backup_medium import Tick, silent
from data.engine.contents import Contents
from data.engine.encrypted_file import file_engine
from data.engine.store import Store
from data.trouble import DamagedStore


@contextmanager
def verified_copy(store: Store, key: bytes, draft: Path, tick: Tick = silent) -> Iterator[tuple[Store, Contents]]:
    """Copy a SQLite store into `draft` and open the copy, examined; at the end the draft is removed.

    Whoever wants to keep it gives it another name meanwhile. Raises StoreTrouble; DamagedStore if a page, an
    index or a reference does not hold, or if the copy is not like what was copied.
    """
    try:
        copied = store.copy_to(draft, tick)
        copy = as_it_is(draft, key)
        try:
            copy.examine()
            if copy.contents() != copied:
                raise DamagedStore("The copy is not like the store.")
            yield copy, copied
        finally:
            copy.close()
    finally:
        remove_draft(draft)


def as_it_is(path: Path, key: bytes) -> Store:
    """A SQLite store of any revision, opened to be looked at: nothing is migrated."""
    return Store(f"sqlite:///{path}", file_engine(path, key))


def remove_draft(draft: Path) -> None:
    """Remove a store's file that is no longer needed, with what SQLite may have left beside it."""
    for left in (draft, draft.with_name(draft.name + "-journal")):
        left.unlink(missing_ok=True)
