"""What a close of the day keeps: the whole record of every application that the day touched, as it stands then."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, or_, select

from clerk_desk.ledgers.day_records import Told, Touched, by, columns, plainly, records_of
from clerk_desk.ledgers.fill import fills_of
from clerk_desk.work import Look
from data.tables import AuditLine, Outage, PortalEntry, PortalList, School, Staff
from data.vocabulary import EventKind

FORMAT = "clerk-desk day 1"
"""What the content says of itself; its shape is told by data/reference/applications.schema.json."""

_LOOKS = (EventKind.RECORD_OPENED,)
"""Who only looked at a record changed nothing of it: the line is in the trail, the record is not of that day."""


def content_of_day(look: Look, from_line: int, to_line: int) -> dict[str, Any]:
    """The day whose acts are the trail's lines after `from_line` up to `to_line`, as plain JSON values.

    It holds the school, the class-sets with their fill, the outages of that time, the lines themselves, and, of each
    application that one of these lines changed, the whole record as it stands in this transaction. Moments are ISO
    texts in UTC, dates ISO dates. The same store gives the same content. Of pictures it holds the sha256 only.
    """
    lines = _lines(look, from_line, to_line)
    names = _names(look)
    return {
        "format": FORMAT,
        "from_line": from_line,
        "to_line": to_line,
        "school": _school(look),
        "class_sets": _class_sets(look),
        "outages": _outages(look, lines, names),
        "applications": records_of(look, _touched(lines, from_line, to_line), to_line, names),
        "trail": [_line(line) for line in lines],
        "staff": [{"id": key, "full_name": name} for key, name in sorted(names.items()) if key in _acting(lines)],
    }


def _lines(look: Look, from_line: int, to_line: int) -> list[AuditLine]:
    query = select(AuditLine).where(AuditLine.seq > from_line, AuditLine.seq <= to_line)  # type: ignore[operator]
    return list(look.session.exec(query.order_by(col(AuditLine.seq))).all())


def _line(line: AuditLine) -> Told:
    """A line with every column that its hash covers, so that anybody may compute the chain anew."""
    told = {name: plainly(getattr(line, name)) for name in ("seq", "at", "staff_id", "event", "application_id")}
    return told | {"draft_id": line.draft_id, "facts": line.facts, "previous": line.previous, "hash": line.hash}


def _names(look: Look) -> dict[int, str]:
    return {key: name for key, name in look.session.exec(select(Staff.id, Staff.full_name)).all() if key is not None}


def _acting(lines: Iterable[AuditLine]) -> set[int | None]:
    return {line.staff_id for line in lines}


def _school(look: Look) -> Told:
    row = look.session.get(School, 1)
    return columns(row, "name_kk", "name_ru", "bin", "head", "address", "phone") if row is not None else {}


def _class_sets(look: Look) -> list[Told]:
    told = ("letter", "language", "shift", "seats", "taken", "waiting", "free", "closed")
    return [{name: getattr(fill, name) for name in told} for fill in fills_of(look, look.year)]


def _outages(look: Look, lines: list[AuditLine], names: Mapping[int, str]) -> list[Told]:
    """Those that ran at some moment of the lines, the portal's first ones first."""
    if not lines:
        return []
    first, last = lines[0].at, lines[-1].at
    running = or_(col(Outage.ended_at).is_(None), col(Outage.ended_at) >= first)
    rows = look.session.exec(select(Outage).where(Outage.began_at <= last, running).order_by(col(Outage.id))).all()
    told = ("id", "portal", "noticed", "note", "began_at", "ended_at")
    return [columns(row, *told) | by(names, row, "began_by", "ended_by") for row in rows]


def _touched(lines: list[AuditLine], from_line: int, to_line: int) -> Touched:
    """The applications that a line names, and those that came with a list loaded by one of them."""
    loaded = {line.at for line in lines if line.event is EventKind.LIST_LOADED}
    named = sa.select(col(AuditLine.application_id)).where(
        col(AuditLine.seq) > from_line,
        col(AuditLine.seq) <= to_line,
        col(AuditLine.event).not_in(_LOOKS),
        col(AuditLine.application_id).is_not(None),
    )
    listed = (
        sa.select(col(PortalEntry.application_id))
        .join(PortalList, col(PortalList.id) == col(PortalEntry.list_id))
        .where(col(PortalList.loaded_at).in_(loaded))
    )
    return sa.union(named, listed)
