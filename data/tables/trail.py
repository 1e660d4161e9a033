"""The trail: who did what and when, each line chained to the one before; and the acts already done, by key."""

import datetime as dt

from sqlalchemy import CheckConstraint, Text
from sqlmodel import Field, SQLModel

from data.tables.columns import word
from data.tables.office import STRICT
from data.vocabulary import EventKind


class AuditLine(SQLModel, table=True):
    """One act in the trail. Triggers forbid to change or delete it.

    `facts` is canonical JSON text, hashed byte for byte. `hash` covers every other column and `previous`.
    """

    __tablename__ = "audit_line"
    __table_args__ = (
        CheckConstraint("length(hash) = 64 AND length(previous) = 64", name="hashes_of_64"),
        STRICT | {"sqlite_autoincrement": True},
    )

    seq: int | None = Field(default=None, primary_key=True)
    at: dt.datetime
    staff_id: int | None = Field(default=None, foreign_key="staff.id")
    event: EventKind = Field(sa_type=word(EventKind))
    application_id: int | None = Field(default=None, foreign_key="application.id", index=True)
    draft_id: int | None = Field(default=None, foreign_key="draft.id", index=True)
    facts: str = Field(sa_type=Text)
    previous: str
    hash: str = Field(unique=True)


class AuditHead(SQLModel, table=True):
    """How long the chain is and where it ends; the row is held while a line is added."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_chain"), STRICT)

    id: int = Field(default=1, primary_key=True)
    count: int = 0
    hash: str = "0" * 64


class Act(SQLModel, table=True):
    """An act that was done, under the key its form made: done again, it gives the same outcome."""

    __table_args__ = (CheckConstraint("length(key) BETWEEN 16 AND 64", name="a_real_key"), STRICT)

    key: str = Field(primary_key=True)
    task: str
    at: dt.datetime
    outcome: str = Field(sa_type=Text)
