"""What is said when a package cannot be put down or read: for each trouble of the medium its own sentence."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from clerk_desk.objection import Objection, mark
from data.engine import read_from_medium, written_on_medium
from data.trouble import (
    BackupTrouble,
    MediumBroken,
    MediumFull,
    MediumGone,
    MediumReadOnly,
    NoBackup,
    NoOverwrite,
    UnreadableBackup,
)

_SAID: Mapping[type[Exception], tuple[str, str]] = {
    MediumFull: (
        "medium_full",
        mark("There is no room left for the package, and none was made. Make room there, or name another folder."),
    ),
    MediumReadOnly: (
        "medium_read_only",
        mark(
            "The folder for the package may not be written to, and none was made. Take the write protection off, "
            "or name another folder."
        ),
    ),
    MediumGone: (
        "medium_gone",
        mark(
            "The folder for the package is not there, and none was made. Look whether its medium is connected, "
            "or name another folder."
        ),
    ),
    MediumBroken: (
        "medium_broken",
        mark("The medium for the package reported an error, and none was made. Take another medium."),
    ),
    NoOverwrite: (
        "names_taken",
        mark("There are too many packages of this day in the folder. Move some away, or name another folder."),
    ),
    NoBackup: (
        "no_package",
        mark("There is no package at this place. Look at its name, and whether its medium is connected."),
    ),
    UnreadableBackup: (
        "unreadable_package",
        mark("The package cannot be read: its medium reported an error. Connect it anew, or take another one."),
    ),
}


@contextmanager
def on_the_medium() -> Iterator[None]:
    """Give the troubles of putting a package down their sentences, as Objections."""
    with _said(), written_on_medium():
        yield


@contextmanager
def from_the_medium() -> Iterator[None]:
    """Give the troubles of reading a package their sentences, as Objections."""
    with _said(), read_from_medium():
        yield


@contextmanager
def _said() -> Iterator[None]:
    try:
        yield
    except (BackupTrouble, NoOverwrite) as trouble:
        if type(trouble) not in _SAID:
            raise
        raise Objection(*_SAID[type(trouble)]) from None
