"""Who may do what at the desk: one table, read where the work is done."""

from collections.abc import Mapping

from data.vocabulary import EventKind, Role

_E = EventKind

CLERKS: frozenset[EventKind] = frozenset(
    {
        _E.SIGNED_IN,
        _E.SIGNED_OUT,
        _E.LOCKED,
        _E.UNLOCKED,
        _E.PASSWORD_CHANGED,
        _E.LANGUAGE_CHOSEN,
        _E.DRAFT_OPENED,
        _E.DRAFT_TAKEN_UP,
        _E.DRAFT_HANDED_BACK,
        _E.DRAFT_DISCARDED,
        _E.DRAFT_RESTORED,
        _E.PICTURE_ATTACHED,
        _E.PICTURE_REMOVED,
        _E.TOLD_APART,
        _E.TOLD_APART_NO_MORE,
        _E.APPLICATION_RECEIVED,
        _E.RECORD_OPENED,
        _E.FIELD_CORRECTED,
        _E.FINDING_RECORDED,
        _E.FINDING_CLEARED,
        _E.ACCEPTED,
        _E.REFUSED,
        _E.MOVED,
        _E.WITHDRAWN,
        _E.PAPER_ISSUED,
        _E.PAPER_PRINTED,
        _E.FAMILY_TOLD,
        _E.FAMILY_NOT_TOLD,
        _E.OUTAGE_BEGUN,
        _E.OUTAGE_ENDED,
        _E.PORTAL_KEYED,
        _E.PORTAL_UNKEYED,
        _E.PORTAL_ANSWERED,
    }
)

ADMINISTRATORS: frozenset[EventKind] = CLERKS | {
    _E.DESK_SET_UP,
    _E.STAFF_APPOINTED,
    _E.STAFF_DISMISSED,
    _E.PASSWORD_RESET,
    _E.PASSWORD_RECOVERED,
    _E.CLASS_SET_OPENED,
    _E.CLASS_SET_RESIZED,
    _E.CLASS_SET_CLOSED,
    _E.CLASS_SET_REOPENED,
    _E.DAY_SET,
    _E.DAY_CLEARED,
    _E.SCHOOL_CORRECTED,
    _E.WINDOW_OVERRIDDEN,
    _E.REOPENED,
    _E.AUDIT_OPENED,
    _E.ANSWER_APPROVED,
    _E.DAY_CLOSED,
    _E.EXPORTED,
    _E.EXPORT_KEY_SET,
    _E.ORDER_DRAFTED,
    _E.LIST_LOADED,
    _E.CATCH_UP_SAVED,
    _E.BACKED_UP,
    _E.RESTORE_DRILLED,
    _E.RESTORED,
}

MAY: Mapping[Role, frozenset[EventKind]] = {Role.CLERK: CLERKS, Role.ADMINISTRATOR: ADMINISTRATORS}


def may(role: Role, event: EventKind) -> bool:
    """True if a person of this role may do this act."""
    return event in MAY[role]
