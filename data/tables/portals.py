"""What concerns the portals: when they failed, the lists they sent, and what was told them of each application."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from data.tables.columns import filled, longest, word
from data.tables.office import STRICT
from data.vocabulary import Channel, Noticed


class Outage(SQLModel, table=True):
    """A time in which a portal did not answer; it runs while `ended_at` is empty, once a portal.

    `began_at` may be earlier than the moment at which it was written down (the audit keeps that).
    """

    __table_args__ = (
        CheckConstraint("portal <> 'paper'", name="a_portal"),
        CheckConstraint("ended_at IS NULL OR ended_at >= began_at", name="ends_after_it_began"),
        longest("note", 300),
        Index(
            "one_running_outage",
            "portal",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    portal: Channel = Field(sa_type=word(Channel))
    noticed: Noticed = Field(sa_type=word(Noticed))
    note: str = ""
    began_at: dt.datetime = Field(index=True)
    began_by: int = Field(foreign_key="staff.id")
    ended_at: dt.datetime | None = None
    ended_by: int | None = Field(default=None, foreign_key="staff.id")


class PortalList(SQLModel, table=True):
    """A list that an administrator took in: the file it came from, by its hash, and what became of its rows."""

    __tablename__ = "portal_list"
    __table_args__ = (
        CheckConstraint("portal <> 'paper'", name="a_portal"),
        CheckConstraint("length(sha256) = 64", name="hash_of_64"),
        filled("file_name", 255),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    portal: Channel = Field(sa_type=word(Channel))
    file_name: str
    sha256: str
    counts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    loaded_at: dt.datetime
    loaded_by: int = Field(foreign_key="staff.id")


class PortalEntry(SQLModel, table=True):
    """An application as a portal knows it. From the portal: under its number there. From the office: once keyed in.

    `keyed_at` is when a paper application was keyed into the portal, `answered_at` when the office's answer was.
    """

    __tablename__ = "portal_entry"
    __table_args__ = (
        CheckConstraint("portal <> 'paper'", name="a_portal"),
        CheckConstraint("(keyed_at IS NULL) = (keyed_by IS NULL)", name="keyed_by_somebody"),
        CheckConstraint("(answered_at IS NULL) = (answered_by IS NULL)", name="answered_by_somebody"),
        longest("number", 80),
        Index(
            "one_entry_a_portal_number",
            "portal",
            "number",
            unique=True,
            sqlite_where=text("number <> ''"),
            postgresql_where=text("number <> ''"),
        ),
        STRICT,
    )

    application_id: int = Field(primary_key=True, foreign_key="application.id")
    portal: Channel = Field(sa_type=word(Channel))
    number: str = ""
    list_id: int | None = Field(default=None, foreign_key="portal_list.id", index=True)
    keyed_at: dt.datetime | None = None
    keyed_by: int | None = Field(default=None, foreign_key="staff.id")
    answered_at: dt.datetime | None = None
    answered_by: int | None = Field(default=None, foreign_key="staff.id")
