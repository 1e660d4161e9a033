"""What is said when the store does not open or does not take an act: for each trouble its own sentence."""

from collections.abc import Mapping

from clerk_desk.objection import Objection, mark
from data.trouble import (
    AlteredBackup,
    BackupTrouble,
    CutBackup,
    DamagedKeyring,
    DamagedStore,
    ForeignBackup,
    ForeignStore,
    MediumBroken,
    MediumFull,
    MediumGone,
    MediumReadOnly,
    NewerBackup,
    NewerStore,
    NoBackup,
    NoKeyring,
    NoOverwrite,
    NoStore,
    OtherDesksBackup,
    OutcomeUnknown,
    StoreAway,
    StoreBusy,
    StoreFull,
    StoreTrouble,
    UnreadableBackup,
    UntrueBackup,
    WeakSettings,
    WrongKey,
)

SAID: Mapping[type[StoreTrouble], tuple[str, str]] = {
    NoKeyring: (
        "no_keyring",
        mark(
            "There is no keyring at this desk. Look whether its disk is connected, "
            "or set a desk up with: clerk-desk init"
        ),
    ),
    DamagedKeyring: (
        "damaged_keyring",
        mark("The keyring of this desk is damaged. Bring it back from the newest backup."),
    ),
    NoStore: (
        "no_store",
        mark(
            "There is no store at this desk. Look whether its disk is connected, or set a desk up with: clerk-desk init"
        ),
    ),
    ForeignStore: (
        "foreign_store",
        mark(
            "What lies in the store's place is not a store of clerk-desk; it was left as it is. "
            "Look which store the settings name."
        ),
    ),
    NewerStore: (
        "newer_store",
        mark("This store was written by a newer clerk-desk. Bring this machine's program up to date."),
    ),
    DamagedStore: (
        "damaged_store",
        mark(
            "The store is damaged, so nothing more is written into it. Keep the file and bring back the newest backup."
        ),
    ),
    WrongKey: (
        "wrong_key",
        mark("The store and the keyring do not belong together. Look which of the two the settings name wrongly."),
    ),
    WeakSettings: (
        "weak_settings",
        mark(
            "The store does not take the settings that keep records safe, so it was not opened. "
            "Ask whoever looks after this machine."
        ),
    ),
    StoreFull: (
        "store_full",
        mark("The disk is full: nothing was stored. Make room, then do it again."),
    ),
    StoreBusy: (
        "store_busy",
        mark("Another desk holds the store: nothing was stored. Do it again in a moment."),
    ),
    StoreAway: (
        "store_away",
        mark("The server of the store does not answer. Look at the network, then do it again."),
    ),
    NoOverwrite: (
        "no_overwrite",
        mark(
            "There is a store or a keyring here already, and nothing was written over it. "
            "If a set-up was broken off here, move its files away first."
        ),
    ),
    OutcomeUnknown: (
        "outcome_unknown",
        mark("The store does not say whether this was stored. Do it again: it will be stored once only."),
    ),
    NoBackup: (
        "no_backup",
        mark("There is no backup at this place. Look at its name, and whether its medium is connected."),
    ),
    ForeignBackup: (
        "foreign_backup",
        mark("This file is not a backup of clerk-desk, or its beginning is damaged. Take another one."),
    ),
    NewerBackup: (
        "newer_backup",
        mark("This backup was made by a newer clerk-desk. Bring this machine's program up to date."),
    ),
    CutBackup: (
        "cut_backup",
        mark("This backup does not end as it was written: it was cut off. Copy it once more, or take another one."),
    ),
    AlteredBackup: (
        "altered_backup",
        mark("This backup is damaged: its bytes are not those that were written. Take another one."),
    ),
    UntrueBackup: (
        "untrue_backup",
        mark(
            "What lies in this backup is not what it says of itself: somebody has put it together. "
            "Take another one, and tell the head of the school."
        ),
    ),
    OtherDesksBackup: (
        "other_desks_backup",
        mark("This backup belongs to another desk: these keys do not open it. Look at its name."),
    ),
    UnreadableBackup: (
        "unreadable_backup",
        mark("The backup cannot be read: its medium reported an error. Connect it anew, or take another one."),
    ),
    MediumFull: (
        "medium_full",
        mark("There is no room left for the backup, and none was made. Make room there, or name another folder."),
    ),
    MediumReadOnly: (
        "medium_read_only",
        mark(
            "The folder for backups may not be written to, and no backup was made. "
            "Take the write protection off, or name another folder."
        ),
    ),
    MediumGone: (
        "medium_gone",
        mark(
            "The folder for backups is not there, and no backup was made. "
            "Look whether its medium is connected, or name another folder."
        ),
    ),
    MediumBroken: (
        "medium_broken",
        mark("The medium for backups reported an error, and no backup was made. Take another medium."),
    ),
    BackupTrouble: (
        "backup_broken",
        mark("The backup could not be made or read. Do it again; if it fails again, take another medium."),
    ),
    StoreTrouble: (
        "store_broken",
        mark("The disk reported an error: nothing was stored. Do it again; if it fails again, look at the disk."),
    ),
}
"""For each kind of trouble a stable code, what it means for the person at the desk, and what to do."""


def trouble_said(trouble: StoreTrouble) -> Objection:
    """What a trouble with the store means and what to do; for screens and errands."""
    kind = next(one for one in type(trouble).__mro__ if one in SAID)
    return Objection(*SAID[kind])
