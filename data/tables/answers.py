"""What the office answered, and the findings that prove a refusal. Rows are added, never overwritten."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from data.tables.columns import filled, longest, word
from data.tables.office import STRICT
from data.vocabulary import Ground, Outcome


class Decision(SQLModel, table=True):
    """An answer to an application. Only one is live; a reopened or withdrawn application's answer is not.

    `approved_at` is set at the close of the day, `told_at` once the family was told.
    """

    __table_args__ = (
        CheckConstraint("(outcome = 'accepted') = (class_set_id IS NOT NULL)", name="acceptance_names_a_class_set"),
        CheckConstraint("outcome <> 'refused' OR length(reasons) > 0", name="refusal_has_reasons"),
        longest("reasons", 2000),
        Index(
            "one_live_decision",
            "application_id",
            unique=True,
            sqlite_where=text("live = 1"),
            postgresql_where=text("live"),
        ),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    outcome: Outcome = Field(sa_type=word(Outcome))
    live: bool = True
    class_set_id: int | None = Field(default=None, foreign_key="class_set.id")
    reasons: str = ""
    decided_by: int = Field(foreign_key="staff.id")
    decided_at: dt.datetime
    approved_at: dt.datetime | None = None
    approved_by: int | None = Field(default=None, foreign_key="staff.id")
    told_at: dt.datetime | None = None
    told_by: int | None = Field(default=None, foreign_key="staff.id")


class RefusalGround(SQLModel, table=True):
    """A statutory ground of a refusal, with the facts that proved it at that moment."""

    __tablename__ = "refusal_ground"
    __table_args__ = (STRICT,)

    decision_id: int = Field(primary_key=True, foreign_key="decision.id")
    ground: Ground = Field(primary_key=True, sa_type=word(Ground))
    facts: list[dict[str, Any]] = Field(sa_type=JSON)


class Finding(SQLModel, table=True):
    """What the clerk found wrong with a document or a datum after it was received."""

    __table_args__ = (
        CheckConstraint("ground IN ('R1', 'R2')", name="a_ground_of_documents"),
        filled("subject", 80),
        filled("found", 1000),
        longest("cleared_reason", 300),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    ground: Ground = Field(sa_type=word(Ground))
    subject: str
    found: str
    found_by: int = Field(foreign_key="staff.id")
    found_at: dt.datetime
    cleared_at: dt.datetime | None = None
    cleared_by: int | None = Field(default=None, foreign_key="staff.id")
    cleared_reason: str = ""
