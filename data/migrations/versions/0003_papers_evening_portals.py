"""Papers for families, the close of each day, keys for packages, the portals; what a portal's family never showed."""

import sqlalchemy as sa
from alembic import op

from data.engine import append_only, unchanging
from data.migrations.written_words import allow_events, table_anew

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_text = sa.String()
_moment = sa.DateTime(timezone=True)
_UNSHOWN = ("shown", "document_kind", "relation")


def _word(name: str, *words: str) -> sa.Enum:
    """A closed list as it was at this revision: written out, since the vocabulary may grow later."""
    return sa.Enum(*words, name=f"one_of_{name}", native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    """Add six tables and four columns; loosen what a portal does not tell; the trail takes its new acts."""
    _portals()
    _evening()
    _issued_paper()
    append_only(op.get_bind(), "day_close")
    unchanging(
        op.get_bind(),
        "issued_paper",
        *("kind", "code", "languages", "size", "content", "sha256", "copy_number", "copy_of", "issued_at", "issued_by"),
    )
    _answers()
    _loosened()
    _trail()


def _portals() -> None:
    op.create_table(
        "outage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("portal", _word("channel", "paper", "egov", "mektep"), nullable=False),
        sa.Column("noticed", _word("noticed", "seen", "told", "looked"), nullable=False),
        sa.Column("note", _text, nullable=False),
        sa.Column("began_at", _moment, nullable=False),
        sa.Column("began_by", sa.Integer(), nullable=False),
        sa.Column("ended_at", _moment, nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("portal <> 'paper'", name="a_portal"),
        sa.CheckConstraint("ended_at IS NULL OR ended_at >= began_at", name="ends_after_it_began"),
        sa.CheckConstraint("length(note) <= 300", name="note_fits"),
        sa.ForeignKeyConstraint(["began_by"], ["staff.id"]),
        sa.ForeignKeyConstraint(["ended_by"], ["staff.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("ix_outage_began_at", "outage", ["began_at"])
    _where("one_running_outage", "outage", ["portal"], "ended_at IS NULL")
    op.create_table(
        "portal_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("portal", _word("channel", "paper", "egov", "mektep"), nullable=False),
        sa.Column("file_name", _text, nullable=False),
        sa.Column("sha256", _text, nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("loaded_at", _moment, nullable=False),
        sa.Column("loaded_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("portal <> 'paper'", name="a_portal"),
        sa.CheckConstraint("length(sha256) = 64", name="hash_of_64"),
        sa.CheckConstraint("length(file_name) BETWEEN 1 AND 255", name="file_name_filled"),
        sa.ForeignKeyConstraint(["loaded_by"], ["staff.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    _portal_entry()


def _portal_entry() -> None:
    op.create_table(
        "portal_entry",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("portal", _word("channel", "paper", "egov", "mektep"), nullable=False),
        sa.Column("number", _text, nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=True),
        sa.Column("keyed_at", _moment, nullable=True),
        sa.Column("keyed_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", _moment, nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("portal <> 'paper'", name="a_portal"),
        sa.CheckConstraint("(keyed_at IS NULL) = (keyed_by IS NULL)", name="keyed_by_somebody"),
        sa.CheckConstraint("(answered_at IS NULL) = (answered_by IS NULL)", name="answered_by_somebody"),
        sa.CheckConstraint("length(number) <= 80", name="number_fits"),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"]),
        sa.ForeignKeyConstraint(["list_id"], ["portal_list.id"]),
        sa.ForeignKeyConstraint(["keyed_by"], ["staff.id"]),
        sa.ForeignKeyConstraint(["answered_by"], ["staff.id"]),
        sa.PrimaryKeyConstraint("application_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_portal_entry_list_id", "portal_entry", ["list_id"])
    _where("one_entry_a_portal_number", "portal_entry", ["portal", "number"], "number <> ''")


def _where(name: str, table: str, columns: list[str], condition: str) -> None:
    """A rule that no two rows under this condition say the same."""
    where = sa.text(condition)
    op.create_index(name, table, columns, unique=True, sqlite_where=where, postgresql_where=where)


def _evening() -> None:
    op.create_table(
        "day_close",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("closed_at", _moment, nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=False),
        sa.Column("from_line", sa.Integer(), nullable=False),
        sa.Column("to_line", sa.Integer(), nullable=False),
        sa.Column("head", _text, nullable=False),
        sa.Column("folders", sa.Integer(), nullable=False),
        sa.Column("photo_pairs", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("differences", sa.JSON(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("number >= 1", name="numbers_from_one"),
        sa.CheckConstraint("from_line >= 0 AND to_line >= from_line", name="lines_in_order"),
        sa.CheckConstraint("length(head) = 64", name="head_of_64"),
        sa.CheckConstraint("folders >= 0 AND photo_pairs >= 0", name="counted_by_hand"),
        sa.ForeignKeyConstraint(["year"], ["admission_year.year"]),
        sa.ForeignKeyConstraint(["closed_by"], ["staff.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("year", "number", name="one_close_number_a_year"),
        sa.UniqueConstraint("date"),
        sqlite_strict=True,
    )
    op.create_table(
        "export_key",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("recipient", _text, nullable=False),
        sa.Column("set_at", _moment, nullable=False),
        sa.CheckConstraint("length(recipient) BETWEEN 1 AND 200", name="recipient_filled"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"]),
        sa.PrimaryKeyConstraint("staff_id"),
        sqlite_strict=True,
    )


def _issued_paper() -> None:
    kinds = (
        *("receipt", "missing", "acceptance", "refusal", "withdrawal", "application_form"),
        *("daily_register", "outage_act", "order_draft"),
    )
    op.create_table(
        "issued_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", _word("paperkind", *kinds), nullable=False),
        sa.Column("code", _text, nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("close_id", sa.Integer(), nullable=True),
        sa.Column("outage_id", sa.Integer(), nullable=True),
        sa.Column("languages", _text, nullable=False),
        sa.Column("size", _text, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("sha256", _text, nullable=False),
        sa.Column("copy_number", sa.Integer(), nullable=False),
        sa.Column("copy_of", sa.Integer(), nullable=True),
        sa.Column("issued_at", _moment, nullable=False),
        sa.Column("issued_by", sa.Integer(), nullable=False),
        sa.Column("printed_at", _moment, nullable=True),
        sa.Column("printed_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("copy_number >= 0 AND (copy_number = 0) = (copy_of IS NULL)", name="a_copy_is_of_something"),
        sa.CheckConstraint("length(sha256) = 64", name="hash_of_64"),
        sa.CheckConstraint("(printed_at IS NULL) = (printed_by IS NULL)", name="printed_by_somebody"),
        sa.CheckConstraint("size IN ('a4', 'a5')", name="a_size_of_paper"),
        sa.CheckConstraint("length(code) BETWEEN 1 AND 40", name="code_filled"),
        sa.CheckConstraint("length(languages) BETWEEN 1 AND 20", name="languages_filled"),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"]),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"]),
        sa.ForeignKeyConstraint(["close_id"], ["day_close.id"]),
        sa.ForeignKeyConstraint(["outage_id"], ["outage.id"]),
        sa.ForeignKeyConstraint(["copy_of"], ["issued_paper.id"]),
        sa.ForeignKeyConstraint(["issued_by"], ["staff.id"]),
        sa.ForeignKeyConstraint(["printed_by"], ["staff.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
        sqlite_strict=True,
    )
    op.create_index("ix_issued_paper_application_id", "issued_paper", ["application_id"])
    op.create_index("ix_issued_paper_draft_id", "issued_paper", ["draft_id"])


def _answers() -> None:
    for act in ("approved", "told"):
        op.add_column("decision", sa.Column(f"{act}_at", _moment, nullable=True))
        # Alembic would add the reference by a statement of its own, which SQLite does not know.
        op.execute(f"ALTER TABLE decision ADD COLUMN {act}_by INTEGER REFERENCES staff (id)")


def _loosened() -> None:
    """Who applied on a portal showed no document at the counter, and a portal's list may name no address."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        table_anew(connection, "applicant", *((rf"\b({name} TEXT) NOT NULL", r"\1") for name in _UNSHOWN))
        table_anew(
            connection,
            "child",
            (
                r"CONSTRAINT address_filled CHECK \(length\(address\) BETWEEN 1 AND 300\)",
                "CONSTRAINT address_fits CHECK (length(address) <= 300)",
            ),
        )
        return
    for name in _UNSHOWN:
        op.execute(f"ALTER TABLE applicant ALTER COLUMN {name} DROP NOT NULL")
    op.execute(
        "ALTER TABLE child DROP CONSTRAINT address_filled, ADD CONSTRAINT address_fits CHECK (length(address) <= 300)"
    )


def _trail() -> None:
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
        "paper_issued",
        "paper_printed",
        "family_told",
        "family_not_told",
        "answer_approved",
        "day_closed",
        "exported",
        "export_key_set",
        "order_drafted",
        "outage_begun",
        "outage_ended",
        "list_loaded",
        "portal_keyed",
        "portal_unkeyed",
        "portal_answered",
        "catch_up_saved",
        "backed_up",
        "restore_drilled",
        "restored",
    )
