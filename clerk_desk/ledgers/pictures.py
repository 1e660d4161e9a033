"""The child's picture as the store keeps it: laid beside a draft, carried along when the draft is received."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import defer
from sqlmodel import col, select

from clerk_desk.instruments.developing import Developed, Thumb
from clerk_desk.rules.photos import Face, Measures, Verdict, judge
from clerk_desk.work import Look, Work
from data.tables import Picture, Staff

_SMALL = defer(Picture.image)  # type: ignore[arg-type]  # SQLModel types a column as its value
"""Up to four million bytes are left in the store where only the small copy is shown."""


@dataclass(frozen=True, slots=True)
class PictureNote:
    """That a picture is attached, without the picture. `width` and `height` are in pixels."""

    id: int
    sha256: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PictureCard:
    """An attached picture: its small copy, what was measured of it, when and by whom it was attached."""

    id: int
    sha256: str
    width: int
    height: int
    thumb: Thumb
    verdicts: tuple[Verdict, ...]
    attached_at: dt.datetime
    attached_by: str


def picture_of(look: Look, *, draft_id: int | None = None, application_id: int | None = None) -> Picture | None:
    """The row of a draft's or an application's picture; the picture itself is fetched only when it is asked for."""
    return look.session.exec(select(Picture).where(_owner(draft_id, application_id)).options(_SMALL)).one_or_none()


def card_of(look: Look, *, draft_id: int | None = None, application_id: int | None = None) -> PictureCard | None:
    """The picture of a draft or of an application, as it is shown; None if there is none."""
    query = select(Picture, Staff.full_name).where(_owner(draft_id, application_id), Staff.id == Picture.attached_by)
    found = look.session.exec(query.options(_SMALL)).one_or_none()
    if found is None:
        return None
    row, who = found
    return PictureCard(
        id=row.id or 0,
        sha256=row.sha256,
        width=row.width,
        height=row.height,
        thumb=Thumb(row.thumb_width, row.thumb_height, row.thumb),
        verdicts=_judged(row.measured),
        attached_at=row.attached_at,
        attached_by=who,
    )


def lay(
    work: Work, developed: Developed, *, draft_id: int | None = None, application_id: int | None = None
) -> tuple[PictureNote, str]:
    """Keep a picture in the place of the one before, and give that one's sha256, or "". Hold its owner first."""
    row = picture_of(work, draft_id=draft_id, application_id=application_id)
    before = row.sha256 if row is not None else ""
    if row is None:
        row = Picture(draft_id=draft_id, application_id=application_id, **_columns(work, developed))
    else:
        row.sqlmodel_update(_columns(work, developed))
    work.add(row)
    return PictureNote(row.id or 0, row.sha256, row.width, row.height), before


def take_away(work: Work, *, draft_id: int | None = None, application_id: int | None = None) -> str | None:
    """Take the picture out of the store; gives its sha256, None if there was none. Hold its owner first."""
    row = picture_of(work, draft_id=draft_id, application_id=application_id)
    if row is None:
        return None
    work.session.delete(row)
    work.session.flush()
    return row.sha256


def carry_over(work: Work, draft_id: int, application_id: int) -> None:
    """The draft was received: its picture, if there is one, is the application's from now on."""
    row = picture_of(work, draft_id=draft_id)
    if row is not None:
        row.draft_id, row.application_id = None, application_id
        work.add(row)


def _owner(draft_id: int | None, application_id: int | None) -> ColumnElement[bool]:
    if draft_id is not None:
        return col(Picture.draft_id) == draft_id
    return col(Picture.application_id) == application_id


def _columns(work: Work, developed: Developed) -> dict[str, Any]:
    return {
        "image": developed.jpeg,
        "sha256": developed.sha256,
        "width": developed.width,
        "height": developed.height,
        "thumb": developed.thumb.rgb,
        "thumb_width": developed.thumb.width,
        "thumb_height": developed.thumb.height,
        "measured": asdict(developed.measures),
        "attached_at": work.moment,
        "attached_by": work.member.id,
    }


def _judged(measured: Mapping[str, Any]) -> tuple[Verdict, ...]:
    """What is to be said of the picture by what was measured then; nothing if an earlier desk measured otherwise."""
    try:
        faces = measured["faces"]
        found = None if faces is None else tuple(Face(**face) for face in faces)
        return judge(Measures(**{**measured, "faces": found}))
    except (KeyError, TypeError):
        return ()
