"""The days that leave the desk as packages: what a close kept, to whom packages are sealed, what was exported."""

import datetime as dt
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from clerk_desk.ledgers.closes import close_of, closes, last_close, unpacked
from clerk_desk.objection import Objection
from clerk_desk.rules.numbers import parse
from clerk_desk.work import HELD, Look, Work
from data.tables import Application, AuditLine, DayClose, ExportKey, IssuedPaper, Picture, Staff
from data.vocabulary import EventKind, PaperKind, Role


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A close as it stands in a list. `exported_at` is the last time its package was made; None: never."""

    date: dt.date
    number: int
    year: int
    closed_at: dt.datetime
    closed_by: str
    exported_at: dt.datetime | None
    package: str


@dataclass(frozen=True, slots=True)
class Day:
    """Everything a day's package is made of, but the pictures. `content` is what the close kept.

    `register_id` is the paper of its daily register, None if none was made. `previous` is what the trail, up to this
    close, last told of a package: date, number and seal of the one before this; None if there was none.
    """

    date: dt.date
    number: int
    year: int
    closed_at: dt.datetime
    closed_by: str
    from_line: int
    to_line: int
    head: str
    folders: int
    photo_pairs: int
    counts: Mapping[str, Any]
    differences: tuple[Mapping[str, Any], ...]
    content: Mapping[str, Any]
    register_id: int | None
    previous: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Recipient:
    """An administrator to whom packages are sealed; `recipient` is the public half of their key (age)."""

    name: str
    recipient: str
    set_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Leaving:
    """A package that was made: the day, its name, the SHA-256 and bytes of the file, its seal.

    `seal` is the SHA-256 of the manifest in it. `sealed_to` are the names of those who can open it besides the desk,
    `recipients` the public halves of their keys. `missing` is how many pictures were no longer in the store.
    """

    date: dt.date
    number: int
    package: str
    sha256: str
    size: int
    seal: str
    is_sealed: bool
    sealed_to: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    missing: int = 0


def days(look: Look) -> tuple[ClosedDay, ...]:
    """Every closed day, the newest first, and whether its package was made."""
    told = {str(facts["date"]): (at, str(facts["package"])) for at, facts in _exports(look)}
    names = _names(look)
    return tuple(
        ClosedDay(
            date=one.date,
            number=one.number,
            year=one.year,
            closed_at=one.closed_at,
            closed_by=names.get(one.closed_by, ""),
            exported_at=told.get(one.date.isoformat(), (None, ""))[0],
            package=told.get(one.date.isoformat(), (None, ""))[1],
        )
        for one in closes(look)
    )


def day(look: Look, date: dt.date | None = None) -> Day:
    """What the close of a date kept; of the last one unless a date is named.

    Objection "never_closed", "not_closed", "close_damaged".
    """
    close = last_close(look) if date is None else close_of(look, date)
    if close is None and date is None:
        raise Objection("never_closed", "No day was closed yet: there is nothing to export. Close the day first.")
    if close is None:
        raise Objection("not_closed", "{date} is not closed. Close the day first, then export it.", date=date)
    try:
        content = unpacked(close.content)
    except (zlib.error, ValueError):
        raise Objection(
            "close_damaged",
            "What the close of {date} kept can no longer be read. Bring the newest backup back.",
            date=close.date,
        ) from None
    return Day(
        date=close.date,
        number=close.number,
        year=close.year,
        closed_at=close.closed_at,
        closed_by=_names(look).get(close.closed_by, ""),
        from_line=close.from_line,
        to_line=close.to_line,
        head=close.head,
        folders=close.folders,
        photo_pairs=close.photo_pairs,
        counts=close.counts,
        differences=tuple(close.differences),
        content=content,
        register_id=_register(look, close),
        previous=_previous(look, close.to_line),
    )


def photo(look: Look, number: str, sha256: str) -> bytes | None:
    """The picture (JPEG) of the application of this registration number, if it is still the one of this SHA-256."""
    told = parse(number)
    if told is None:
        return None
    query = (
        select(Picture.image)
        .join(Application, col(Application.id) == col(Picture.application_id))
        .where(Application.year == told[0], Application.number == told[1], Picture.sha256 == sha256)
    )
    return look.session.exec(query).first()


def recipients(look: Look) -> tuple[Recipient, ...]:
    """The administrators on the staff who have an export key, by name."""
    query = (
        select(Staff.full_name, ExportKey.recipient, ExportKey.set_at)
        .join(Staff, col(Staff.id) == col(ExportKey.staff_id))
        .where(col(Staff.dismissed_at).is_(None), Staff.role == Role.ADMINISTRATOR)
        .order_by(col(Staff.full_name), col(Staff.id))
    )
    return tuple(Recipient(*row) for row in look.session.exec(query).all())


def exported_before(look: Look, package: str, sha256: str) -> Mapping[str, Any] | None:
    """What the trail last told of a package of this name and of these bytes, or None."""
    told = [facts for _, facts in _exports(look) if (facts["package"], facts["sha256"]) == (package, sha256)]
    return told[-1] if told else None


def sealed_before(look: Look, seal: str) -> Mapping[str, Any] | None:
    """What the trail last told of a package of this seal, or None: whether this desk ever made it."""
    told = [facts for _, facts in _exports(look) if facts["seal"] == seal]
    return told[-1] if told else None


def exported(work: Work, leaving: Leaving) -> int:
    """Write down that a package was made: whose data left, and to whom. Gives the day's number.

    Objection "not_allowed".
    """
    work.record(
        EventKind.EXPORTED,
        date=leaving.date,
        number=leaving.number,
        package=leaving.package,
        sha256=leaving.sha256,
        bytes=leaving.size,
        seal=leaving.seal,
        is_sealed=leaving.is_sealed,
        sealed_to=list(leaving.sealed_to),
        recipients=list(leaving.recipients),
        missing=leaving.missing,
    )
    return leaving.number


def set_key(work: Work, recipient: str) -> bool:
    """From now on packages are sealed to this public key of whoever asks. True if it takes the place of another.

    Objection "not_allowed".
    """
    work.must_be_allowed(EventKind.EXPORT_KEY_SET)
    row = work.session.get(ExportKey, work.member.id, with_for_update=HELD)
    instead = row is not None
    if row is None:
        row = ExportKey(staff_id=work.member.id, recipient=recipient, set_at=work.moment)
    row.recipient, row.set_at = recipient, work.moment
    work.add(row)
    work.record(EventKind.EXPORT_KEY_SET, recipient=recipient)
    return instead


def _exports(look: Look) -> list[tuple[dt.datetime, dict[str, Any]]]:
    query = select(AuditLine.at, AuditLine.facts).where(AuditLine.event == EventKind.EXPORTED)
    return [(at, json.loads(facts)) for at, facts in look.session.exec(query.order_by(col(AuditLine.seq))).all()]


def _previous(look: Look, to_line: int) -> dict[str, Any] | None:
    """By the trail, and only up to the close: the same day's package names the same one whenever it is made."""
    query = select(AuditLine.facts).where(AuditLine.event == EventKind.EXPORTED, col(AuditLine.seq) <= to_line)
    found = look.session.exec(query.order_by(col(AuditLine.seq).desc()).limit(1)).first()
    if found is None:
        return None
    facts = json.loads(found)
    return {name: facts[name] for name in ("date", "number", "seal")}


def _register(look: Look, close: DayClose) -> int | None:
    query = select(IssuedPaper.id).where(
        IssuedPaper.close_id == close.id, IssuedPaper.kind == PaperKind.DAILY_REGISTER, IssuedPaper.copy_number == 0
    )
    return look.session.exec(query.order_by(col(IssuedPaper.id)).limit(1)).first()


def _names(look: Look) -> dict[int, str]:
    return {key: name for key, name in look.session.exec(select(Staff.id, Staff.full_name)).all() if key is not None}
