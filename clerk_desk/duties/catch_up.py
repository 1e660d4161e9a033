"""Catch-up: what was taken on paper is keyed into the portal, one record after another, until nothing is left."""

import datetime as dt
from dataclasses import dataclass

from clerk_desk.ledgers.answers import held, number_of
from clerk_desk.ledgers.portal_entries import (
    PortalLine,
    Untold,
    entry_of,
    keyed_lately,
    must_be_free,
    put_number,
    to_key,
    untold,
)
from clerk_desk.ledgers.portal_sheets import PortalSheet, application_there, sheet_for
from clerk_desk.ledgers.reasons import reason_said
from clerk_desk.objection import Objection
from clerk_desk.rules.catch_up import portal_number
from clerk_desk.work import Look, Work, only_looks
from data.portal_fields import portal_forms
from data.tables import Application
from data.vocabulary import PORTALS, Channel, EventKind, Stage

__all__ = ["PortalLine", "PortalSheet", "Untold"]


@dataclass(frozen=True, slots=True)
class Keyed:
    """An application that a portal has now, or has no more (`portal_number` ""); `left` are still to be keyed in."""

    application_id: int
    number: str
    portal: Channel
    portal_number: str
    left: int


@dataclass(frozen=True, slots=True)
class CatchUpTable:
    """All that waits to be keyed in, a row each in the order of the portal's form."""

    portal: Channel
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def standing(look: Look) -> Untold:
    """How much must be keyed in and how many answers entered, and since when: for Today, in one query."""
    return untold(look)


def count(look: Look) -> tuple[int, dt.datetime | None]:
    """How much must be keyed in, and when the oldest of it was received (aware)."""
    whole = untold(look)
    return whole.keying, whole.keying_since


def waiting(look: Look) -> tuple[PortalLine, ...]:
    """What was taken on paper this year and is not keyed into a portal, the oldest first; the withdrawn are not."""
    return to_key(look)


def lately(look: Look) -> tuple[PortalLine, ...]:
    """The nine that were keyed in last, the latest first."""
    return keyed_lately(look)


def sheet_of(look: Look, application_id: int, portal: Channel) -> PortalSheet:
    """An application in the order of the portal's form. Objection "not_there"."""
    return sheet_for(look, application_there(look, application_id), portal, portal_forms().fields[_portal(portal)])


@only_looks
def open_sheet(work: Work, application_id: int, portal: Channel) -> PortalSheet:
    """The same, and who looked is written down first. Objection "not_there"."""
    application = application_there(work, application_id)
    work.record(EventKind.RECORD_OPENED, application_id=application_id, number=number_of(application))
    return sheet_of(work, application_id, portal)


def keyed(work: Work, application_id: int, portal: Channel, number: str) -> Keyed:
    """Note that it is keyed into a portal, and under which number there.

    Objection "no_number", "number_too_long", "number_taken" if another application has it, "keyed_already",
    "from_a_portal", "withdrawn", "year_closed".
    """
    _portal(portal)
    given = portal_number(number)
    application = held(work, application_id)
    _must_be_keyed(work, application)
    must_be_free(work, application_id, portal, given)
    entry = put_number(work, application_id, portal, given)
    entry.keyed_at, entry.keyed_by = work.moment, work.member.id
    work.record(
        EventKind.PORTAL_KEYED,
        application_id=application_id,
        number=number_of(application),
        portal=portal,
        portal_number=given,
    )
    return Keyed(application_id, number_of(application), portal, given, untold(work).keying)


def unkeyed(work: Work, application_id: int, reason: str) -> Keyed:
    """Take it back: it is not keyed in after all. Objection "not_keyed", "no_reason", "year_closed"."""
    said = reason_said(reason)
    application = held(work, application_id)
    entry = entry_of(work, application_id)
    if entry is None or entry.keyed_at is None:
        raise Objection("not_keyed", "№ {number} is not keyed into a portal.", number=number_of(application))
    portal, number = Channel(entry.portal), entry.number
    entry.number, entry.keyed_at, entry.keyed_by = "", None, None
    work.record(
        EventKind.PORTAL_UNKEYED,
        application_id=application_id,
        number=number_of(application),
        portal=portal,
        portal_number=number,
        reason=said,
    )
    return Keyed(application_id, number_of(application), portal, "", untold(work).keying)


@only_looks
def take_out(work: Work, portal: Channel) -> CatchUpTable:
    """All that waits to be keyed in, for a file; an administrator's act, written down before the rows are given."""
    lines = to_key(work)
    names = portal_forms().fields[_portal(portal)]
    work.record(EventKind.CATCH_UP_SAVED, portal=portal, applications=len(lines))
    labels = portal_forms().labels
    rows = tuple(
        tuple(
            field.value for field in sheet_for(work, application_there(work, line.application_id), portal, names).fields
        )
        for line in lines
    )
    return CatchUpTable(portal, tuple(" / ".join(dict.fromkeys(labels[name])) for name in names), rows)


def _portal(portal: Channel) -> Channel:
    if portal not in PORTALS:
        raise Objection("no_portal", "Say which portal it is: egov.kz or mektep.snation.kz.")
    return Channel(portal)


def _must_be_keyed(look: Look, application: Application) -> None:
    if application.channel != Channel.PAPER:
        raise Objection("from_a_portal", "This came through a portal: it is there already.")
    if application.stage is Stage.WITHDRAWN:
        raise Objection("withdrawn", "The family has taken this application back: it need not be keyed in.")
    entry = entry_of(look, application.id or 0)
    if entry is not None and entry.keyed_at is not None:
        raise Objection("keyed_already", "This is keyed in already, under {number}.", number=entry.number)
