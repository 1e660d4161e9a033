"""What is said when the store does not open or does not take an act: for each trouble its own sentence."""

from clerk_desk.objection import Objection
from data.keyring import DamagedKeyring, NoKeyring
from data.trouble import (
    DamagedStore,
    ForeignStore,
    NewerStore,
    NoOverwrite,
    NoStore,
    OutcomeUnknown,
    StoreAway,
    StoreBusy,
    StoreFull,
    StoreTrouble,
    WeakSettings,
    WrongKey,
)


def trouble_said(trouble: StoreTrouble) -> Objection:
    """What a trouble with the store means for the person at the desk, and what to do; for screens and errands."""
    match trouble:
        case NoKeyring():
            return Objection(
                "no_keyring",
                "There is no keyring at this desk. Look whether its disk is connected, "
                "or set a desk up with: clerk-desk init",
            )
        case DamagedKeyring():
            return Objection(
                "damaged_keyring", "The keyring of this desk is damaged. Bring it back from the newest backup."
            )
        case NoStore():
            return Objection(
                "no_store",
                "There is no store at this desk. Look whether its disk is connected, "
                "or set a desk up with: clerk-desk init",
            )
        case ForeignStore():
            return Objection(
                "foreign_store",
                "What lies in the store's place is not a store of clerk-desk; it was left as it is. "
                "Look which store the settings name.",
            )
        case NewerStore():
            return Objection(
                "newer_store",
                "This store was written by a newer clerk-desk. Bring this machine's program up to date.",
            )
        case DamagedStore():
            return Objection(
                "damaged_store",
                "The store is damaged, so nothing more is written into it. "
                "Keep the file and bring back the newest backup.",
            )
        case WrongKey():
            return Objection(
                "wrong_key",
                "The store and the keyring do not belong together. Look which of the two the settings name wrongly.",
            )
        case WeakSettings():
            return Objection(
                "weak_settings",
                "The store does not take the settings that keep records safe, so it was not opened. "
                "Ask whoever looks after this machine.",
            )
        case StoreFull():
            return Objection("store_full", "The disk is full: nothing was stored. Make room, then do it again.")
        case StoreBusy():
            return Objection("store_busy", "Another desk holds the store: nothing was stored. Do it again in a moment.")
        case StoreAway():
            return Objection(
                "store_away", "The server of the store does not answer. Look at the network, then do it again."
            )
        case NoOverwrite():
            return Objection(
                "no_overwrite",
                "There is a store or a keyring here already, and nothing was written over it. "
                "If a set-up was broken off here, move its files away first.",
            )
        case OutcomeUnknown():
            return Objection(
                "outcome_unknown",
                "The store does not say whether this was stored. Do it again: it will be stored once only.",
            )
        case _:
            return Objection(
                "store_broken",
                "The disk reported an error: nothing was stored. Do it again; if it fails again, look at the disk.",
            )
