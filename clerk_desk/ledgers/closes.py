"""The closes of the days: which was the last one, what it kept, and since when nothing was closed."""

import datetime as dt
import json
import zlib
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy.orm import QueryableAttribute, defer
from sqlmodel import col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from clerk_desk.clock import local
from clerk_desk.objection import Message
from clerk_desk.rules.balance import COUNTED
from clerk_desk.rules.chain import canonical
from clerk_desk.rules.closing import tail
from clerk_desk.rules.daily_register import corrections, moment_said, outage_lines, register_lines
from clerk_desk.work import Look
from data.tables import Application, AuditLine, DayClose, IssuedPaper, Staff


@dataclass(frozen=True, slots=True)
class CloseCard:
    """A close that was made. `tail` are the last signs of its head; `paper_id` its register, or 0.

    `differences` are whose it was ("" for nobody's), what differed and how it was explained. `printed` says that
    the register came out.
    """

    id: int
    year: int
    number: int
    date: dt.date
    closed_at: dt.datetime
    closed_by: str
    tail: str
    folders: int
    photo_pairs: int
    received: int
    accepted: int
    refused: int
    waiting: int
    differences: tuple[tuple[str, Message, str], ...] = ()
    paper_id: int = 0
    printed: bool = False


def last_close(look: Look) -> DayClose | None:
    """The close before now, of whatever year; None if no day was ever closed. Its content is read only if asked for."""
    row: DayClose | None = look.session.exec(_newest_first().limit(1)).first()
    return row


def close_of(look: Look, date: dt.date) -> DayClose | None:
    """The close of a date, or None if that day was not closed."""
    row: DayClose | None = look.session.exec(_newest_first().where(DayClose.date == date)).first()
    return row


def closes(look: Look) -> tuple[DayClose, ...]:
    """Every close there is, the newest first."""
    return tuple(look.session.exec(_newest_first()).all())


def next_number(look: Look) -> int:
    """The number that the next close of this year gets: they have no gap."""
    highest = look.session.exec(select(func.max(DayClose.number)).where(DayClose.year == look.year)).one()
    return (highest or 0) + 1


def first_open_act(look: Look, after_line: int) -> dt.datetime | None:
    """When (aware) the first act on an application of this year was done that no close covers; None: none."""
    return look.session.exec(_open_acts(look, after_line).order_by(col(AuditLine.seq)).limit(1)).first()


def day_to_close(look: Look, last: DayClose | None) -> dt.date:
    """The day that a close would be of: an evening that was forgotten is still that evening the next morning.

    It is the day of the last act that no close covers; today if there is none, or if that day is closed already.
    """
    after_line = last.to_line if last is not None else 0
    latest = look.session.exec(_open_acts(look, after_line).order_by(col(AuditLine.seq).desc()).limit(1)).first()
    day = local(latest).date() if latest is not None else look.today
    is_next = day <= look.today and day.year == look.year and (last is None or last.date < day)
    return day if is_next else look.today


def _open_acts(look: Look, after_line: int) -> SelectOfScalar[dt.datetime]:
    return (
        select(AuditLine.at)
        .join(Application, col(Application.id) == col(AuditLine.application_id))
        .where(col(AuditLine.seq) > after_line, col(AuditLine.event).in_(COUNTED), Application.year == look.year)
    )


def head_at(look: Look, line: int) -> str:
    """The hash of a line of the trail, or "" if there is no such line: a close is held against the trail by it."""
    return look.session.exec(select(AuditLine.hash).where(AuditLine.seq == line)).first() or ""


def card_of(look: Look, row: DayClose) -> CloseCard:
    """A close as it is shown."""
    query = select(IssuedPaper.id, IssuedPaper.printed_at)
    paper = look.session.exec(query.where(IssuedPaper.close_id == row.id, IssuedPaper.copy_number == 0)).first()
    moves, standing = row.counts["moves"], row.counts["standing"]
    differences = ((one["number"], Message(one["text"], one["facts"]), one["explained"]) for one in row.differences)
    return CloseCard(
        id=row.id or 0,
        year=row.year,
        number=row.number,
        date=row.date,
        closed_at=row.closed_at,
        closed_by=name_of(look, row.closed_by),
        tail=tail(row.head),
        folders=row.folders,
        photo_pairs=row.photo_pairs,
        received=moves["received"],
        accepted=moves["accepted"],
        refused=moves["refused"],
        waiting=standing["waiting"],
        differences=tuple(differences),
        paper_id=(paper[0] or 0) if paper is not None else 0,
        printed=paper is not None and paper[1] is not None,
    )


def name_of(look: Look, staff_id: int) -> str:
    """A person's name as the staff list has it."""
    row = look.session.get(Staff, staff_id)
    return row.full_name if row is not None else ""


def on_paper(row: DayClose, closed_by: str, last: DayClose | None, content: dict[str, Any]) -> dict[str, Any]:
    """The daily register of a close, from what the close keeps. Moments and dates as they are read on paper."""
    before = {"number": last.number, "date": f"{last.date:%d.%m.%Y}", "head": last.head} if last is not None else None
    return {
        "number": row.number,
        "date": f"{row.date:%d.%m.%Y}",
        "closed_at": moment_said(row.closed_at),
        "closed_by": closed_by,
        "previous": before,
        "from_line": row.from_line,
        "lines": row.to_line,
        "head": row.head,
        "counts": row.counts,
        "folders": row.folders,
        "photo_pairs": row.photo_pairs,
        "differences": row.differences,
        "school": content["school"],
        "class_sets": content["class_sets"],
        "list": register_lines(content, row.year),
        "corrections": corrections(content),
        "outages": outage_lines(content),
    }


def packed(content: dict[str, Any]) -> bytes:
    """What a close keeps, as the store holds it: canonical JSON, compressed."""
    return zlib.compress(canonical(content).encode(), 9)


def unpacked(kept: bytes) -> dict[str, Any]:
    """What a close kept, as it was handed in. Raises zlib.error or ValueError if it is not whole."""
    return cast(dict[str, Any], json.loads(zlib.decompress(kept)))


def _newest_first() -> Any:
    """Closes without what they keep: a day's content may be as long as a book."""
    light = select(DayClose).options(defer(cast(QueryableAttribute[bytes], DayClose.content)))
    return light.order_by(col(DayClose.to_line).desc(), col(DayClose.id).desc())
