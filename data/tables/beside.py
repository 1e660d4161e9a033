"""What lies beside the papers of a child: a picture of the prints, and what a clerk said of children alike."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from data.tables.office import STRICT

_SOMEBODYS = "draft_id IS NOT NULL OR application_id IS NOT NULL"


class Picture(SQLModel, table=True):
    """The child's picture, as the desk encoded it anew (JPEG): nothing else of the file that it came from is kept.

    `thumb` is a small copy, three bytes (red, green, blue) a pixel, row by row, so that it is shown without
    decoding. `measured` is what the desk measured of the file when it was attached.
    """

    __table_args__ = (
        CheckConstraint(_SOMEBODYS, name="somebodys"),
        CheckConstraint("length(image) BETWEEN 1 AND 4000000", name="image_fits"),
        CheckConstraint("length(thumb) = 3 * thumb_width * thumb_height", name="thumb_whole"),
        CheckConstraint("width >= 1 AND height >= 1", name="size_in_bounds"),
        CheckConstraint("length(sha256) = 64", name="hash_of_64"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    draft_id: int | None = Field(default=None, foreign_key="draft.id", unique=True)
    application_id: int | None = Field(default=None, foreign_key="application.id", unique=True)
    image: bytes = Field(sa_type=LargeBinary)
    sha256: str
    width: int
    height: int
    thumb: bytes = Field(sa_type=LargeBinary)
    thumb_width: int
    thumb_height: int
    measured: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    attached_at: dt.datetime
    attached_by: int = Field(foreign_key="staff.id")


class ToldApart(SQLModel, table=True):
    """A clerk's word that the child of a draft (or application) is not the child of another application."""

    __tablename__ = "told_apart"
    __table_args__ = (
        CheckConstraint(_SOMEBODYS, name="somebodys"),
        UniqueConstraint("draft_id", "other_id", name="told_once"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    draft_id: int | None = Field(default=None, foreign_key="draft.id")
    application_id: int | None = Field(default=None, foreign_key="application.id", index=True)
    other_id: int = Field(foreign_key="application.id", index=True)
    at: dt.datetime
    by: int = Field(foreign_key="staff.id")
