"""A portal's list taken in: looked through first, then all its new applications at once, each with its own number."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from clerk_desk.ledgers.papers import application_columns, letters_of, rows_from
from clerk_desk.ledgers.portal_arrivals import Fate, RowCard, counted, look_through
from clerk_desk.objection import Objection
from clerk_desk.rules.numbers import registration
from clerk_desk.rules.portal_columns import MappedColumn
from clerk_desk.work import Look, Work
from data.tables import AdmissionYear, Application, PortalEntry, PortalList, Staff
from data.vocabulary import PORTALS, Channel, EventKind

Tick = Callable[[int, int], None]
"""Told how many of how many are stored; what it raises undoes all."""


@dataclass(frozen=True, slots=True)
class ListCells:
    """A list as it was read from its file, with its columns mapped. `first` is the first row (from 0) with data."""

    portal: Channel
    file_name: str
    sha256: str
    rows: tuple[tuple[str, ...], ...]
    first: int
    columns: tuple[MappedColumn, ...]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a list: its new applications from the first to the last number, and the other rows' counts."""

    list_id: int
    taken: int
    first_number: str
    last_number: str
    known: int
    conflicts: int
    unreadable: int


@dataclass(frozen=True, slots=True)
class EarlierList:
    """A list that was taken in before."""

    portal: Channel
    file_name: str
    taken: int
    loaded_at: dt.datetime
    loaded_by: str


def preview(look: Look, cells: ListCells) -> tuple[RowCard, ...]:
    """Every row with what is to become of it; nothing is stored. Blocks: some seconds for thousands of rows."""
    return look_through(look, cells.portal, cells.rows, cells.first, cells.columns)


def earlier(look: Look) -> tuple[EarlierList, ...]:
    """The lists taken in before, the latest first, at most twenty."""
    query = (
        select(PortalList, Staff.full_name)
        .where(Staff.id == PortalList.loaded_by)
        .order_by(col(PortalList.id).desc())
        .limit(20)
    )
    return tuple(
        EarlierList(row.portal, row.file_name, int(row.counts.get(str(Fate.NEW), 0)), row.loaded_at, who)
        for row, who in look.session.exec(query).all()
    )


def take_in(work: Work, cells: ListCells, tick: Tick | None = None) -> TakenIn:
    """Take in every new application of a list, in one transaction, in the order in which the families applied.

    Each is received at the portal's moment, and its one working day runs from then; where the list does not say it,
    from now. Objection "not_allowed" for a clerk, "nothing_new" if there is none to take in, "changed" if another
    desk was quicker with one of the children.
    """
    work.must_be_allowed(EventKind.LIST_LOADED)
    if cells.portal not in PORTALS:
        raise Objection("no_portal", "Say which portal the list comes from.")
    # The year is held before anything is looked at: whoever receives after us sees what we stored.
    year = work.current_year()
    cards = look_through(work, cells.portal, cells.rows, cells.first, cells.columns)
    counts = counted(cards)
    fresh = sorted(
        (card for card in cards if card.fate is Fate.NEW),
        key=lambda card: (card.row.moment or work.moment, card.row.line),
    )
    if not fresh:
        raise Objection("nothing_new", "There is nothing new in this list: nothing was changed.")
    loaded = PortalList(
        portal=cells.portal,
        file_name=cells.file_name[:255] or "-",
        sha256=cells.sha256,
        counts=dict(counts),
        loaded_at=work.moment,
        loaded_by=work.member.id,
    )
    try:
        with work.session.begin_nested():
            work.add(loaded)
            applications = _stored(work, year, loaded, fresh, cells.portal, tick)
    except IntegrityError:
        raise Objection(
            "changed", "Another desk was quicker with one of these children. Look the list through anew."
        ) from None
    _told(work, loaded, fresh, applications, counts)
    return TakenIn(
        list_id=loaded.id or 0,
        taken=len(applications),
        first_number=registration(year.year, applications[0].number),
        last_number=registration(year.year, applications[-1].number),
        known=counts[Fate.KNOWN],
        conflicts=counts[Fate.CONFLICT],
        unreadable=counts[Fate.UNREADABLE],
    )


def _stored(
    work: Work, year: AdmissionYear, loaded: PortalList, fresh: Sequence[RowCard], portal: Channel, tick: Tick | None
) -> list[Application]:
    calendar, letters = work.calendar(), letters_of(work, year.year)
    applications = []
    for at, card in enumerate(fresh):
        moment = card.row.moment or work.moment
        answers = card.row.answers
        application = Application(
            year=year.year,
            number=year.next_number,
            channel=portal,
            arrived_at=moment,
            received_at=moment,
            due_at=calendar.due(moment),
            received_by=work.member.id,
            **application_columns(answers, letters),
        )
        year.next_number += 1
        work.add(application)
        key = application.id or 0
        entry = PortalEntry(application_id=key, portal=portal, number=card.row.number, list_id=loaded.id)
        work.add(*rows_from(answers, key), entry)
        applications.append(application)
        if tick is not None:
            tick(at + 1, len(fresh))
    return applications


def _told(
    work: Work,
    loaded: PortalList,
    fresh: Sequence[RowCard],
    applications: Sequence[Application],
    counts: dict[str, int],
) -> None:
    """The list's line in the trail, then one for each application."""
    work.record(
        EventKind.LIST_LOADED,
        list=loaded.id,
        portal=loaded.portal,
        file=loaded.file_name,
        sha256=loaded.sha256,
        taken_in=len(applications),
        known=counts[Fate.KNOWN],
        conflicts=counts[Fate.CONFLICT],
        unreadable=counts[Fate.UNREADABLE],
    )
    for card, application in zip(fresh, applications, strict=True):
        work.record(
            EventKind.APPLICATION_RECEIVED,
            application_id=application.id,
            number=registration(application.year, application.number),
            portal=application.channel,
            portal_number=card.row.number,
            list=loaded.id,
            due=application.due_at,
            arrived=application.arrived_at,
            left_out=[one.column for one in card.row.left_out],
        )
