"""The restore drill: a backup restored aside and compared, with what it says and with the desk as it is now."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import backups
from clerk_desk.objection import Objection
from clerk_desk.safekeeping.making import backup_folder, backups_of, must_be_allowed
from clerk_desk.safekeeping.restoring import aside
from clerk_desk.troubles import trouble_said
from data.engine import Manifest, Tick, desk_mark, silent
from data.keyring import OpenKeyring
from data.trouble import StoreTrouble
from data.vocabulary import EventKind


@dataclass(frozen=True, slots=True)
class Drilled:
    """A backup that was restored aside, every row of every table compared with what the backup says.

    `newest` says that the desk has no later one there; `since` is what each table has gained (or lost) since;
    `goes_on` is False if the present trail is not the backup's, gone on, which is in order only if the present desk
    was itself brought back from a backup (`restored_since`).
    """

    path: Path
    manifest: Manifest
    newest: bool
    since: Mapping[str, int]
    goes_on: bool
    restored_since: bool


def drill(desk: Desk, keys: OpenKeyring, file: Path | None, folder: Path | None, tick: Tick = silent) -> Drilled:
    """Restore a backup aside (the newest in `folder` unless one is named), compare, remove it, write it down.

    It is opened with the signed-in person's key. Objection "not_allowed", "no_backup_yet", "server_backup",
    "trail_broken" and those of `trouble_said`, among them a row that differs ("untrue_backup").
    """
    must_be_allowed(desk, EventKind.RESTORE_DRILLED)
    place = backup_folder(desk.store.url, folder)
    there = backups_of(place, desk_mark(keys.key))
    if file is None and not there:
        raise Objection(
            "no_backup_yet", "There is no backup in {folder} yet. Make one with: clerk-desk backup", folder=str(place)
        )
    path = file if file is not None else there[0][0]
    with aside(path, lambda ring: OpenKeyring(ring.path, ring.cost, keys.key), tick) as (_, manifest):
        then = manifest.contents
    try:
        now = desk.store.contents()
    except StoreTrouble as trouble:
        raise trouble_said(trouble) from None
    goes_on = then.lines == 0 or desk.ask(backups.hash_at, then.lines) == then.head
    desk.do(new_act(), backups.practised, path.name, then.lines, goes_on)
    since = {name: now.rows.get(name, 0) - then.rows.get(name, 0) for name in sorted({*now.rows, *then.rows})}
    newest = all(manifest.made_at >= other.made_at for _, other in there)
    return Drilled(path, manifest, newest, since, goes_on, desk.ask(backups.was_restored))
