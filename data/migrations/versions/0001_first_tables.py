"""The first tables: the office, the papers of a child, the answers, the trail that only grows."""

import sqlalchemy as sa
from alembic import op

from data.engine import append_only

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_text = sa.String()
_moment = sa.DateTime(timezone=True)
_live = sa.text("stage IN ('received', 'accepted')")


def _word(name: str, *words: str) -> sa.Enum:
    """A closed list as it was at this revision: written out, since the vocabulary may grow later."""
    return sa.Enum(*words, name=f"one_of_{name}", native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    """Make every table, index and trigger."""
    _office()
    _papers()
    _answers()
    _trail()
    append_only(op.get_bind(), "audit_line")


def _office() -> None:
    op.create_table(
        "admission_year",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Date(), nullable=False),
        sa.Column("closes", sa.Date(), nullable=False),
        sa.Column("next_number", sa.Integer(), nullable=False),
        sa.CheckConstraint("next_number >= 1", name="numbers_from_one"),
        sa.CheckConstraint("opens <= closes", name="opens_before_it_closes"),
        sa.PrimaryKeyConstraint("year"),
        sqlite_strict=True,
    )

    op.create_table(
        "calendar_day",
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("kind", _word("daykind", "off", "working"), nullable=False),
        sa.Column("reason", _text, nullable=False),
        sa.CheckConstraint("length(reason) BETWEEN 1 AND 300", name="reason_filled"),
        sa.PrimaryKeyConstraint("date"),
        sqlite_strict=True,
    )

    op.create_table(
        "school",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("name_kk", _text, nullable=False),
        sa.Column("name_ru", _text, nullable=False),
        sa.Column("bin", _text, nullable=False),
        sa.Column("head", _text, nullable=False),
        sa.Column("address", _text, nullable=False),
        sa.Column("phone", _text, nullable=False),
        sa.CheckConstraint("id = 1", name="one_school"),
        sa.CheckConstraint("length(address) <= 300", name="address_fits"),
        sa.CheckConstraint("length(bin) = 12", name="bin_of_12"),
        sa.CheckConstraint("length(head) <= 200", name="head_fits"),
        sa.CheckConstraint("length(name_kk) BETWEEN 1 AND 200", name="name_kk_filled"),
        sa.CheckConstraint("length(name_ru) BETWEEN 1 AND 200", name="name_ru_filled"),
        sa.CheckConstraint("length(phone) <= 80", name="phone_fits"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )

    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", _text, nullable=False),
        sa.Column("full_name", _text, nullable=False),
        sa.Column("role", _word("role", "clerk", "administrator"), nullable=False),
        sa.Column("language", _text, nullable=False),
        sa.Column("appointed_at", _moment, nullable=False),
        sa.Column("dismissed_at", _moment, nullable=True),
        sa.CheckConstraint("length(full_name) BETWEEN 1 AND 120", name="full_name_filled"),
        sa.CheckConstraint("length(login) BETWEEN 1 AND 40", name="login_filled"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("login"),
        sqlite_strict=True,
    )

    op.create_table(
        "class_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("letter", _text, nullable=False),
        sa.Column("language", _word("teachinglanguage", "kk", "ru", "ug", "uz", "tg"), nullable=False),
        sa.Column("shift", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("closed_at", _moment, nullable=True),
        sa.CheckConstraint("length(letter) BETWEEN 1 AND 3", name="letter_filled"),
        sa.CheckConstraint("seats BETWEEN 1 AND 60", name="seats_in_bounds"),
        sa.CheckConstraint("shift BETWEEN 1 AND 3", name="a_shift_of_the_day"),
        sa.CheckConstraint("taken BETWEEN 0 AND seats", name="never_overfilled"),
        sa.ForeignKeyConstraint(["year"], ["admission_year.year"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("year", "letter", name="one_letter_a_year"),
        sqlite_strict=True,
    )
    op.create_index("ix_class_set_year", "class_set", ["year"])


def _papers() -> None:
    op.create_table(
        "application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("stage", _word("stage", "received", "accepted", "refused", "withdrawn"), nullable=False),
        sa.Column("channel", _word("channel", "paper", "egov", "mektep"), nullable=False),
        sa.Column("arrived_at", _moment, nullable=False),
        sa.Column("received_at", _moment, nullable=False),
        sa.Column("due_at", _moment, nullable=False),
        sa.Column("received_by", sa.Integer(), nullable=False),
        sa.Column("window_override", _text, nullable=False),
        sa.Column("child_iin", _text, nullable=True),
        sa.Column("no_iin_reason", _text, nullable=False),
        sa.Column("language", _word("teachinglanguage", "kk", "ru", "ug", "uz", "tg"), nullable=False),
        sa.Column("wished_class_set_id", sa.Integer(), nullable=True),
        sa.Column("class_set_id", sa.Integer(), nullable=True),
        sa.Column("catchment", _word("catchment", "yes", "no", "unknown"), nullable=False),
        sa.Column("form_present", sa.Boolean(), nullable=False),
        sa.Column("form_date", sa.Date(), nullable=True),
        sa.Column("form_signed", sa.Boolean(), nullable=False),
        sa.Column("consent_processing", sa.Boolean(), nullable=False),
        sa.Column("consent_access", sa.Boolean(), nullable=False),
        sa.CheckConstraint("(stage = 'accepted') = (class_set_id IS NOT NULL)", name="a_seat_while_accepted"),
        sa.CheckConstraint("child_iin IS NOT NULL OR length(no_iin_reason) > 0", name="iin_or_a_reason"),
        sa.CheckConstraint("child_iin IS NULL OR length(child_iin) = 12", name="iin_of_12"),
        sa.CheckConstraint("due_at > received_at", name="due_after_received"),
        sa.CheckConstraint("length(no_iin_reason) <= 300", name="no_iin_reason_fits"),
        sa.CheckConstraint("length(window_override) <= 300", name="window_override_fits"),
        sa.CheckConstraint("number >= 1", name="numbers_from_one"),
        sa.ForeignKeyConstraint(["class_set_id"], ["class_set.id"]),
        sa.ForeignKeyConstraint(["received_by"], ["staff.id"]),
        sa.ForeignKeyConstraint(["wished_class_set_id"], ["class_set.id"]),
        sa.ForeignKeyConstraint(["year"], ["admission_year.year"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("year", "number", name="one_number_a_year"),
        sqlite_strict=True,
    )
    op.create_index("ix_application_class_set_id", "application", ["class_set_id"])
    op.create_index("ix_application_stage", "application", ["stage"])
    op.create_index("ix_application_year", "application", ["year"])
    op.create_index(
        "one_live_application_a_child",
        "application",
        ["year", "child_iin"],
        unique=True,
        sqlite_where=_live,
        postgresql_where=_live,
    )
    op.create_table(
        "applicant",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("shown", _word("shown", "original", "digital"), nullable=False),
        sa.Column(
            "document_kind",
            _word(
                "documentkind",
                "id_card",
                "passport",
                "residence_permit",
                "stateless",
                "refugee",
                "kandas",
                "foreign_passport",
            ),
            nullable=False,
        ),
        sa.Column("document_number", _text, nullable=False),
        sa.Column("document_issuer", _text, nullable=False),
        sa.Column("document_valid_until", sa.Date(), nullable=True),
        sa.Column("iin", _text, nullable=True),
        sa.Column("surname", _text, nullable=False),
        sa.Column("given_name", _text, nullable=False),
        sa.Column("patronymic", _text, nullable=False),
        sa.Column(
            "relation",
            _word(
                "relation",
                "mother",
                "father",
                "adoptive_parent",
                "guardian",
                "trustee",
                "foster_parent",
                "representative",
            ),
            nullable=False,
        ),
        sa.Column(
            "basis_kind",
            _word(
                "basiskind", "guardianship_order", "court_decision", "foster_agreement", "power_of_attorney", "other"
            ),
            nullable=True,
        ),
        sa.Column("basis_number", _text, nullable=False),
        sa.Column("basis_date", sa.Date(), nullable=True),
        sa.Column("phone", _text, nullable=False),
        sa.Column("second_phone", _text, nullable=False),
        sa.Column("email", _text, nullable=False),
        sa.Column("is_holder", sa.Boolean(), nullable=False),
        sa.Column("original_returned", sa.Boolean(), nullable=False),
        sa.Column("digital_check", _word("digitalcheck", "qr", "short_code", "signed_pdf"), nullable=True),
        sa.Column("search_key", _text, nullable=False),
        sa.CheckConstraint("iin IS NULL OR length(iin) = 12", name="iin_of_12"),
        sa.CheckConstraint("length(basis_number) <= 80", name="basis_number_fits"),
        sa.CheckConstraint("length(document_issuer) <= 200", name="document_issuer_fits"),
        sa.CheckConstraint("length(document_number) <= 40", name="document_number_fits"),
        sa.CheckConstraint("length(email) <= 254", name="email_fits"),
        sa.CheckConstraint("length(given_name) BETWEEN 1 AND 80", name="given_name_filled"),
        sa.CheckConstraint("length(patronymic) <= 80", name="patronymic_fits"),
        sa.CheckConstraint("length(phone) <= 40", name="phone_fits"),
        sa.CheckConstraint("length(second_phone) <= 40", name="second_phone_fits"),
        sa.CheckConstraint("length(surname) BETWEEN 1 AND 80", name="surname_filled"),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"]),
        sa.PrimaryKeyConstraint("application_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_applicant_iin", "applicant", ["iin"])
    op.create_index("ix_applicant_search_key", "applicant", ["search_key"])
    op.create_table(
        "child",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("surname", _text, nullable=False),
        sa.Column("given_name", _text, nullable=False),
        sa.Column("patronymic", _text, nullable=False),
        sa.Column("born", sa.Date(), nullable=False),
        sa.Column("sex", _word("sex", "female", "male"), nullable=False),
        sa.Column("citizenship", _text, nullable=False),
        sa.Column("birth_certificate", _text, nullable=False),
        sa.Column("address", _text, nullable=False),
        sa.Column("special_needs", sa.Boolean(), nullable=False),
        sa.Column("conclusion_number", _text, nullable=False),
        sa.Column("search_key", _text, nullable=False),
        sa.Column("sort_key", _text, nullable=False),
        sa.CheckConstraint("length(address) BETWEEN 1 AND 300", name="address_filled"),
        sa.CheckConstraint("length(birth_certificate) <= 80", name="birth_certificate_fits"),
        sa.CheckConstraint("length(citizenship) <= 80", name="citizenship_fits"),
        sa.CheckConstraint("length(conclusion_number) <= 80", name="conclusion_number_fits"),
        sa.CheckConstraint("length(given_name) BETWEEN 1 AND 80", name="given_name_filled"),
        sa.CheckConstraint("length(patronymic) <= 80", name="patronymic_fits"),
        sa.CheckConstraint("length(surname) BETWEEN 1 AND 80", name="surname_filled"),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"]),
        sa.PrimaryKeyConstraint("application_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_child_born", "child", ["born"])
    op.create_index("ix_child_search_key", "child", ["search_key"])
    op.create_index("ix_child_sort_key", "child", ["sort_key"])
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", _text, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("state", _word("draftstate", "open", "received", "discarded"), nullable=False),
        sa.Column("arrived_at", _moment, nullable=False),
        sa.Column("kept_at", _moment, nullable=False),
        sa.Column("handed_back_at", _moment, nullable=True),
        sa.Column("held_by", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cursor", _text, nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("version >= 0", name="version_grows"),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"]),
        sa.ForeignKeyConstraint(["held_by"], ["staff.id"]),
        sa.ForeignKeyConstraint(["year"], ["admission_year.year"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("application_id"),
        sa.UniqueConstraint("key"),
        sqlite_strict=True,
    )
    op.create_index("ix_draft_year", "draft", ["year"])
    op.create_table(
        "medical_paper",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("form", _word("medicalform", "065/у", "052-2/у"), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("number", _text, nullable=False),
        sa.Column("issued", sa.Date(), nullable=True),
        sa.Column("clinic", _text, nullable=False),
        sa.Column("signed", sa.Boolean(), nullable=False),
        sa.Column("stamped", sa.Boolean(), nullable=False),
        sa.Column("of_this_child", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(clinic) <= 200", name="clinic_fits"),
        sa.CheckConstraint("length(number) <= 40", name="number_fits"),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"]),
        sa.PrimaryKeyConstraint("application_id", "form"),
        sqlite_strict=True,
    )
    op.create_table(
        "photo_set",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("size_3x4", sa.Boolean(), nullable=False),
        sa.Column("of_this_child", sa.Boolean(), nullable=False),
        sa.Column("recent", sa.Boolean(), nullable=False),
        sa.CheckConstraint("count BETWEEN 0 AND 99", name="count_in_bounds"),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"]),
        sa.PrimaryKeyConstraint("application_id"),
        sqlite_strict=True,
    )


def _answers() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("outcome", _word("outcome", "accepted", "refused"), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("class_set_id", sa.Integer(), nullable=True),
        sa.Column("reasons", _text, nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("decided_at", _moment, nullable=False),
        sa.CheckConstraint("(outcome = 'accepted') = (class_set_id IS NOT NULL)", name="acceptance_names_a_class_set"),
        sa.CheckConstraint("outcome <> 'refused' OR length(reasons) > 0", name="refusal_has_reasons"),
        sa.CheckConstraint("length(reasons) <= 2000", name="reasons_fits"),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"]),
        sa.ForeignKeyConstraint(["class_set_id"], ["class_set.id"]),
        sa.ForeignKeyConstraint(["decided_by"], ["staff.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("ix_decision_application_id", "decision", ["application_id"])
    op.create_index(
        "one_live_decision",
        "decision",
        ["application_id"],
        unique=True,
        sqlite_where=sa.text("live = 1"),
        postgresql_where=sa.text("live"),
    )
    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("ground", _word("ground", "R1", "R2", "R3"), nullable=False),
        sa.Column("subject", _text, nullable=False),
        sa.Column("found", _text, nullable=False),
        sa.Column("found_by", sa.Integer(), nullable=False),
        sa.Column("found_at", _moment, nullable=False),
        sa.Column("cleared_at", _moment, nullable=True),
        sa.Column("cleared_by", sa.Integer(), nullable=True),
        sa.Column("cleared_reason", _text, nullable=False),
        sa.CheckConstraint("ground IN ('R1', 'R2')", name="a_ground_of_documents"),
        sa.CheckConstraint("length(cleared_reason) <= 300", name="cleared_reason_fits"),
        sa.CheckConstraint("length(found) BETWEEN 1 AND 1000", name="found_filled"),
        sa.CheckConstraint("length(subject) BETWEEN 1 AND 80", name="subject_filled"),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"]),
        sa.ForeignKeyConstraint(["cleared_by"], ["staff.id"]),
        sa.ForeignKeyConstraint(["found_by"], ["staff.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("ix_finding_application_id", "finding", ["application_id"])
    op.create_table(
        "refusal_ground",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("ground", _word("ground", "R1", "R2", "R3"), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"]),
        sa.PrimaryKeyConstraint("decision_id", "ground"),
        sqlite_strict=True,
    )


def _trail() -> None:
    op.create_table(
        "act",
        sa.Column("key", _text, nullable=False),
        sa.Column("task", _text, nullable=False),
        sa.Column("at", _moment, nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.CheckConstraint("length(key) BETWEEN 16 AND 64", name="a_real_key"),
        sa.PrimaryKeyConstraint("key"),
        sqlite_strict=True,
    )

    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("hash", _text, nullable=False),
        sa.CheckConstraint("id = 1", name="one_chain"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )

    op.create_table(
        "audit_line",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", _moment, nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column(
            "event",
            _word(
                "eventkind",
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
            ),
            nullable=False,
        ),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("previous", _text, nullable=False),
        sa.Column("hash", _text, nullable=False),
        sa.CheckConstraint("length(hash) = 64 AND length(previous) = 64", name="hashes_of_64"),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"]),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"]),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"]),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("hash"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_audit_line_application_id", "audit_line", ["application_id"])
    op.create_index("ix_audit_line_draft_id", "audit_line", ["draft_id"])
