"""What leaves the desk: papers for the family, the close of each day, and the keys that packages are sealed to."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from data.tables.columns import filled, word
from data.tables.office import STRICT
from data.vocabulary import PaperKind


class IssuedPaper(SQLModel, table=True):
    """A paper that the desk made: stored first, then printed. `content` is all that stands on it, word for word.

    `code` is printed on it, so that the office knows its own paper again. `copy_number` is 0 for the first one, and
    counts the copies made of it later (`copy_of`). `printed_at` is set only when somebody says that it came out.
    """

    __tablename__ = "issued_paper"
    __table_args__ = (
        CheckConstraint("copy_number >= 0 AND (copy_number = 0) = (copy_of IS NULL)", name="a_copy_is_of_something"),
        CheckConstraint("length(sha256) = 64", name="hash_of_64"),
        CheckConstraint("(printed_at IS NULL) = (printed_by IS NULL)", name="printed_by_somebody"),
        CheckConstraint("size IN ('a4', 'a5')", name="a_size_of_paper"),
        filled("code", 40),
        filled("languages", 20),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: PaperKind = Field(sa_type=word(PaperKind))
    code: str = Field(unique=True)
    application_id: int | None = Field(default=None, foreign_key="application.id", index=True)
    draft_id: int | None = Field(default=None, foreign_key="draft.id", index=True)
    close_id: int | None = Field(default=None, foreign_key="day_close.id")
    outage_id: int | None = Field(default=None, foreign_key="outage.id")
    languages: str
    size: str
    content: dict[str, Any] = Field(sa_type=JSON)
    sha256: str
    copy_number: int = 0
    copy_of: int | None = Field(default=None, foreign_key="issued_paper.id")
    issued_at: dt.datetime
    issued_by: int = Field(foreign_key="staff.id")
    printed_at: dt.datetime | None = None
    printed_by: int | None = Field(default=None, foreign_key="staff.id")


class DayClose(SQLModel, table=True):
    """The close of a day: what the desk counted, what was counted by hand, where the trail ended. Never changed.

    It covers the lines of the trail after `from_line` up to `to_line`, whose hash is `head`; the close before it
    ended where this one begins. `content` is the day's register as it stood then (compressed JSON), so that its
    package can be made again, byte for byte.
    """

    __tablename__ = "day_close"
    __table_args__ = (
        UniqueConstraint("year", "number", name="one_close_number_a_year"),
        CheckConstraint("number >= 1", name="numbers_from_one"),
        CheckConstraint("from_line >= 0 AND to_line >= from_line", name="lines_in_order"),
        CheckConstraint("length(head) = 64", name="head_of_64"),
        CheckConstraint("folders >= 0 AND photo_pairs >= 0", name="counted_by_hand"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    year: int = Field(foreign_key="admission_year.year")
    number: int
    date: dt.date = Field(unique=True)
    closed_at: dt.datetime
    closed_by: int = Field(foreign_key="staff.id")
    from_line: int
    to_line: int
    head: str
    folders: int
    photo_pairs: int
    counts: dict[str, Any] = Field(sa_type=JSON)
    differences: list[dict[str, Any]] = Field(sa_type=JSON)
    content: bytes = Field(sa_type=LargeBinary)


class ExportKey(SQLModel, table=True):
    """The public key of an administrator: packages that leave on a stick can be opened by its other half only."""

    __tablename__ = "export_key"
    __table_args__ = (filled("recipient", 200), STRICT)

    staff_id: int = Field(primary_key=True, foreign_key="staff.id")
    recipient: str
    set_at: dt.datetime
