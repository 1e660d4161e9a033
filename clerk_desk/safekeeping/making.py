"""Making a backup: verified before it counts, written down in the trail, and then the superfluous ones go."""

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from clerk_desk.config import USUALLY_KEPT
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import backups
from clerk_desk.ledgers.trail import chain_of
from clerk_desk.objection import Objection
from clerk_desk.rules.backups import names, superfluous, told_by
from clerk_desk.rules.rights import may
from clerk_desk.troubles import trouble_said
from data.engine import Manifest, Tick, make_backup, read_manifest, silent, sqlite_path
from data.files import make_folder
from data.keyring import OpenKeyring
from data.trouble import StoreBroken, StoreTrouble
from data.vocabulary import EventKind


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made and verified. `size` in bytes; `lines` and `head` are where its trail ends.

    `removed` are the names of older ones that need no longer be kept.
    """

    path: Path
    made_at: dt.datetime
    size: int
    applications: int
    lines: int
    head: str
    removed: tuple[str, ...]


def back_up(
    desk: Desk, keys: OpenKeyring, folder: Path | None = None, kept: int = USUALLY_KEPT, tick: Tick = silent
) -> Made:
    """Back the desk up into `folder`, or into "backups" beside its store, while it is in use; keep the newest `kept`.

    Blocks for as long as the copy takes; `tick` is told how far it is, and what it raises ends the work. A named
    folder must be there. Objection "not_allowed", "server_backup", "trail_broken" and those of `trouble_said`;
    then nothing is left behind and no older backup was thrown away.
    """
    must_be_allowed(desk, EventKind.BACKED_UP)
    place = backup_folder(desk.store.url, folder)
    moment = desk.clock.now()
    try:
        if folder is None:
            _make_usual(place)
        made = make_backup(desk.store, keys, place, names(moment), moment, must_be_unbroken, tick)
        size, contents = made.path.stat().st_size, made.manifest.contents
        desk.do(new_act(), backups.backed_up, made.path.name, size, contents.lines, contents.head)
    except StoreTrouble as trouble:
        raise trouble_said(trouble) from None
    removed = _thrown_away(place, made.manifest.desk, made.path.name, kept)
    applications = contents.rows.get("application", 0)
    return Made(made.path, moment, size, applications, contents.lines, contents.head, removed)


def backup_folder(store_url: str, folder: Path | None) -> Path:
    """Where a desk's backups lie. Objection "server_backup" if its store lies on a server."""
    store = sqlite_path(store_url)
    if store is None:
        raise Objection(
            "server_backup",
            "The store lies on a server, whose backups are made there. Ask whoever looks after the server, and keep "
            "a copy of the keyring with them.",
        )
    return folder if folder is not None else store.parent / "backups"


def backups_of(folder: Path, desk: str = "") -> list[tuple[Path, Manifest]]:
    """The backups that lie in a folder, the newest first; of one desk only if its mark is given.

    Whatever else lies there is passed over, also what bears a backup's name and is none. A folder that cannot be
    read holds none.
    """
    found = []
    with suppress(OSError):
        for place in folder.iterdir():
            told = told_by(place.name)
            if told is None or place.is_symlink() or not place.is_file():
                continue
            with suppress(StoreTrouble):
                manifest = read_manifest(place)
                if not desk or manifest.desk == desk:
                    found.append((told, place, manifest))
    return [(place, manifest) for _, place, manifest in sorted(found, key=lambda one: one[0], reverse=True)]


def must_be_a_backup(path: Path) -> None:
    """Objections of `trouble_said` if what lies there is no backup at all, or of a newer program."""
    try:
        read_manifest(path)
    except StoreTrouble as trouble:
        raise trouble_said(trouble) from None


def must_be_unbroken(session: Session) -> None:
    """Objection "trail_broken" if the audit's chain is not whole."""
    chain = chain_of(session)
    if chain.broken_at:
        raise Objection(
            "trail_broken",
            "The audit trail was changed: line {line} does not fit the one before it. Keep the store as it is "
            "and tell the head of the school.",
            line=chain.broken_at,
        )


def must_be_allowed(desk: Desk, event: EventKind) -> None:
    """Objection "not_allowed", before the long work begins; the trail asks again."""
    if not may(desk.member.role, event):
        raise Objection("not_allowed", "Only an administrator may do this.")


def _make_usual(place: Path) -> None:
    try:
        make_folder(place)
    except OSError as error:
        raise StoreBroken(f"The folder for backups could not be made ({error.strerror}).") from None


def _thrown_away(folder: Path, desk: str, just_made: str, kept: int) -> tuple[str, ...]:
    """Remove this desk's superfluous backups. One that cannot be removed stays: the next backup tries again."""
    removed = []
    for name in superfluous([place.name for place, _ in backups_of(folder, desk)], kept, just_made):
        with suppress(OSError):
            (folder / name).unlink()
            removed.append(name)
    return tuple(removed)
