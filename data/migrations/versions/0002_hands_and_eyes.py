"""Pictures of the prints, children told apart, what a scanned document says, what differs on a medical form."""

import sqlalchemy as sa
from alembic import op

from data.migrations.written_words import add_word, allow_events

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_text = sa.String()
_moment = sa.DateTime(timezone=True)
_SOMEBODYS = "draft_id IS NOT NULL OR application_id IS NOT NULL"


def upgrade() -> None:
    """Add two tables and three columns; the look for children alike gets its index, the trail its new acts."""
    _picture()
    _told_apart()
    op.add_column("applicant", sa.Column("born", sa.Date(), nullable=True))
    add_word("applicant", "sex", "sex", "female", "male")
    add_word("medical_paper", "differs", "differs", "name", "born", "both")
    op.drop_index("ix_child_born", "child")
    op.create_index("children_alike", "child", ["born", "search_key"])
    allow_events(
        "desk_set_up",
        "signed_in",
        "locked",
        "unlocked",
        "signed_out",
        "staff_appointed",
        "staff_dismissed",
        "password_reset",
        "password_changed",
        "password_recovered",
        "language_chosen",
        "class_set_opened",
        "class_set_resized",
        "class_set_closed",
        "class_set_reopened",
        "day_set",
        "day_cleared",
        "school_corrected",
        "draft_opened",
        "draft_taken_up",
        "draft_handed_back",
        "draft_discarded",
        "draft_restored",
        "picture_attached",
        "picture_removed",
        "told_apart",
        "told_apart_no_more",
        "application_received",
        "window_overridden",
        "record_opened",
        "field_corrected",
        "finding_recorded",
        "finding_cleared",
        "accepted",
        "refused",
        "moved",
        "withdrawn",
        "reopened",
        "audit_opened",
        "backed_up",
        "restore_drilled",
        "restored",
    )


def _picture() -> None:
    op.create_table(
        "picture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("image", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", _text, nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("thumb", sa.LargeBinary(), nullable=False),
        sa.Column("thumb_width", sa.Integer(), nullable=False),
        sa.Column("thumb_height", sa.Integer(), nullable=False),
        sa.Column("measured", sa.JSON(), nullable=False),
        sa.Column("attached_at", _moment, nullable=False),
        sa.Column("attached_by", sa.Integer(), nullable=False),
        sa.CheckConstraint(_SOMEBODYS, name="somebodys"),
        sa.CheckConstraint("length(image) BETWEEN 1 AND 4000000", name="image_fits"),
        sa.CheckConstraint("length(thumb) = 3 * thumb_width * thumb_height", name="thumb_whole"),
        sa.CheckConstraint("width >= 1 AND height >= 1", name="size_in_bounds"),
        sa.CheckConstraint("length(sha256) = 64", name="hash_of_64"),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"]),
        sa.ForeignKeyConstraint(["attached_by"], ["staff.id"]),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("application_id"),
        sa.UniqueConstraint("draft_id"),
        sqlite_strict=True,
    )


def _told_apart() -> None:
    op.create_table(
        "told_apart",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("at", _moment, nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.CheckConstraint(_SOMEBODYS, name="somebodys"),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"]),
        sa.ForeignKeyConstraint(["by"], ["staff.id"]),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"]),
        sa.ForeignKeyConstraint(["other_id"], ["application.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("draft_id", "other_id", name="told_once"),
        sqlite_strict=True,
    )
    op.create_index("ix_told_apart_application_id", "told_apart", ["application_id"])
    op.create_index("ix_told_apart_other_id", "told_apart", ["other_id"])
