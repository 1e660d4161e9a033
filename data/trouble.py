"""What can be wrong with the store or its keyring: each kind has a name, and its text never holds a value."""


class StoreTrouble(Exception):
    """The store cannot be opened, or did not do what it was asked. Nothing was stored by the act that met it."""


class NoStore(StoreTrouble):
    """There is no store where the settings say; none was made."""


class NoOverwrite(StoreTrouble):
    """A store was to be made where something lies already; it was left as it is."""


class ForeignStore(StoreTrouble):
    """What lies there is not a store of this program."""


class NewerStore(StoreTrouble):
    """The store was written by a newer version of the program."""


class DamagedStore(StoreTrouble):
    """The store is ours, but its content no longer fits its seals."""


class WrongKey(StoreTrouble):
    """The store is a clerk-desk store, but not the one that this keyring opens."""


class WeakSettings(StoreTrouble):
    """A setting that keeps the records safe did not take: the store must not be used with it."""


class StoreFull(StoreTrouble):
    """There is no room left; nothing of the act was stored."""


class StoreBusy(StoreTrouble):
    """Another desk held the store for too long; nothing of the act was stored."""


class StoreAway(StoreTrouble):
    """The server of the store does not answer."""


class StoreBroken(StoreTrouble):
    """The disk or the driver reported an error; nothing of the act was stored."""


class NoKeyring(StoreTrouble):
    """There is no keyring where the settings say."""


class DamagedKeyring(StoreTrouble):
    """The keyring can no longer be read."""


class BackupTrouble(StoreTrouble):
    """A backup could not be made, or is not one to rely on; the store is as it was."""


class NoBackup(BackupTrouble):
    """There is no backup where one was said to be."""


class ForeignBackup(BackupTrouble):
    """What lies there is not a backup of this program."""


class NewerBackup(BackupTrouble):
    """The backup was made by a newer version of the program."""


class CutBackup(BackupTrouble):
    """The end of the backup is missing."""


class AlteredBackup(BackupTrouble):
    """The backup's bytes are not those that were written."""


class UntrueBackup(BackupTrouble):
    """The backup's bytes fit, but its content is not what it says of itself: somebody put it together."""


class OtherDesksBackup(BackupTrouble):
    """The backup is one of another desk: these keys do not open it."""


class UnreadableBackup(BackupTrouble):
    """The medium on which the backup lies reported an error while it was read."""


class MediumFull(BackupTrouble):
    """There is no room left where the backup was to lie."""


class MediumReadOnly(BackupTrouble):
    """Nothing may be written where the backup was to lie."""


class MediumGone(BackupTrouble):
    """The folder for backups is not there, or its medium was pulled out."""


class MediumBroken(BackupTrouble):
    """The medium for the backup reported an error."""


class OutcomeUnknown(StoreTrouble):
    """A commit failed and the store cannot be asked what became of it.

    The same act under the same key may be done again: it is stored once.
    """
