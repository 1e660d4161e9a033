"""The stages of an application: what may follow what. Nothing goes backwards but by an administrator's reopening."""

from collections.abc import Mapping

from clerk_desk.objection import Objection
from data.vocabulary import EventKind, Stage

FOLLOWS: Mapping[tuple[Stage, EventKind], Stage] = {
    (Stage.RECEIVED, EventKind.ACCEPTED): Stage.ACCEPTED,
    (Stage.RECEIVED, EventKind.REFUSED): Stage.REFUSED,
    (Stage.RECEIVED, EventKind.WITHDRAWN): Stage.WITHDRAWN,
    (Stage.ACCEPTED, EventKind.WITHDRAWN): Stage.WITHDRAWN,
    (Stage.ACCEPTED, EventKind.MOVED): Stage.ACCEPTED,
    (Stage.ACCEPTED, EventKind.REOPENED): Stage.RECEIVED,
    (Stage.REFUSED, EventKind.REOPENED): Stage.RECEIVED,
}
"""The stage after each act that is possible in a stage; what is not here is not possible."""


def acts(stage: Stage) -> frozenset[EventKind]:
    """The acts that are possible in a stage."""
    return frozenset(act for at, act in FOLLOWS if at is stage)


def after(stage: Stage, act: EventKind) -> Stage:
    """The stage after an act. Objection "answered", "withdrawn" or "unanswered", which says the present stage."""
    following = FOLLOWS.get((stage, act))
    if following is None:
        raise _not_possible(stage)
    return following


def _not_possible(stage: Stage) -> Objection:
    if stage is Stage.ACCEPTED:
        return Objection("answered", "This application is already accepted. It can be moved, withdrawn or reopened.")
    if stage is Stage.REFUSED:
        return Objection("answered", "This application is already refused. An administrator can reopen it.")
    if stage is Stage.WITHDRAWN:
        return Objection("withdrawn", "The family has withdrawn this application. A new one can be taken in.")
    return Objection("unanswered", "This application still waits for its answer: accept, refuse or withdraw it.")
