"""The papers of one child: the draft under the clerk's hands, and the application once it has a number."""

import datetime as dt

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from data.tables.columns import filled, longest, word
from data.tables.office import STRICT
from data.vocabulary import (
    BasisKind,
    Catchment,
    Channel,
    Differs,
    DigitalCheck,
    DocumentKind,
    DraftState,
    MedicalForm,
    Relation,
    Sex,
    Shown,
    Stage,
    TeachingLanguage,
)

_LIVE = "stage IN ('received', 'accepted')"


class Draft(SQLModel, table=True):
    """A paper application being typed: the answers as typed, by field name, and where the cursor stood.

    `key` was made when the form opened: receiving the same draft twice gives the same application.
    `version` grows with each keeping, so that two desks cannot write over one another.
    """

    __table_args__ = (CheckConstraint("version >= 0", name="version_grows"), STRICT)

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    year: int = Field(foreign_key="admission_year.year", index=True)
    state: DraftState = Field(default=DraftState.OPEN, sa_type=word(DraftState))
    arrived_at: dt.datetime
    kept_at: dt.datetime
    handed_back_at: dt.datetime | None = None
    held_by: int = Field(foreign_key="staff.id")
    version: int = 0
    cursor: str = ""
    answers: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    application_id: int | None = Field(default=None, foreign_key="application.id", unique=True)


class Application(SQLModel, table=True):
    """An application with a registration number: its moments, its stage, what the family wishes.

    `number` is gap-free within a year. One live application a child and year. A seat is held
    exactly while the stage is accepted.
    """

    __table_args__ = (
        UniqueConstraint("year", "number", name="one_number_a_year"),
        CheckConstraint("number >= 1", name="numbers_from_one"),
        CheckConstraint("child_iin IS NULL OR length(child_iin) = 12", name="iin_of_12"),
        CheckConstraint("child_iin IS NOT NULL OR length(no_iin_reason) > 0", name="iin_or_a_reason"),
        CheckConstraint("(stage = 'accepted') = (class_set_id IS NOT NULL)", name="a_seat_while_accepted"),
        CheckConstraint("due_at > received_at", name="due_after_received"),
        longest("no_iin_reason", 300),
        longest("window_override", 300),
        Index(
            "one_live_application_a_child",
            "year",
            "child_iin",
            unique=True,
            sqlite_where=text(_LIVE),
            postgresql_where=text(_LIVE),
        ),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    year: int = Field(foreign_key="admission_year.year", index=True)
    number: int
    stage: Stage = Field(default=Stage.RECEIVED, sa_type=word(Stage), index=True)
    channel: Channel = Field(default=Channel.PAPER, sa_type=word(Channel))
    arrived_at: dt.datetime
    received_at: dt.datetime
    due_at: dt.datetime
    received_by: int = Field(foreign_key="staff.id")
    window_override: str = ""
    child_iin: str | None = None
    no_iin_reason: str = ""
    language: TeachingLanguage = Field(sa_type=word(TeachingLanguage))
    wished_class_set_id: int | None = Field(default=None, foreign_key="class_set.id")
    class_set_id: int | None = Field(default=None, foreign_key="class_set.id", index=True)
    catchment: Catchment = Field(sa_type=word(Catchment))
    form_present: bool
    form_date: dt.date | None = None
    form_signed: bool
    consent_processing: bool
    consent_access: bool


class Applicant(SQLModel, table=True):
    """The parent or representative at the counter, and the document that was shown and given back.

    Who applied on a portal showed none here: `shown`, `document_kind` and `relation` may then be unknown.
    """

    __table_args__ = (
        CheckConstraint("iin IS NULL OR length(iin) = 12", name="iin_of_12"),
        filled("surname", 80),
        filled("given_name", 80),
        longest("patronymic", 80),
        longest("document_number", 40),
        longest("document_issuer", 200),
        longest("basis_number", 80),
        longest("phone", 40),
        longest("second_phone", 40),
        longest("email", 254),
        STRICT,
    )

    application_id: int = Field(primary_key=True, foreign_key="application.id")
    shown: Shown | None = Field(default=None, sa_type=word(Shown))
    document_kind: DocumentKind | None = Field(default=None, sa_type=word(DocumentKind))
    document_number: str
    document_issuer: str = ""
    document_valid_until: dt.date | None = None
    iin: str | None = Field(default=None, index=True)
    surname: str
    given_name: str
    patronymic: str = ""
    relation: Relation | None = Field(default=None, sa_type=word(Relation))
    basis_kind: BasisKind | None = Field(default=None, sa_type=word(BasisKind))
    basis_number: str = ""
    basis_date: dt.date | None = None
    phone: str
    second_phone: str = ""
    email: str = ""
    is_holder: bool
    original_returned: bool
    digital_check: DigitalCheck | None = Field(default=None, sa_type=word(DigitalCheck))
    search_key: str = Field(index=True)
    born: dt.date | None = None
    sex: Sex | None = Field(default=None, sa_type=word(Sex))


class Child(SQLModel, table=True):
    """The child, as the papers say; the IIN stands in Application, where it must be unique."""

    __table_args__ = (
        filled("surname", 80),
        filled("given_name", 80),
        longest("patronymic", 80),
        longest("citizenship", 80),
        longest("birth_certificate", 80),
        longest("address", 300),
        longest("conclusion_number", 80),
        # All that a look for children like one needs: it is read without touching the rows.
        Index("children_alike", "born", "search_key"),
        STRICT,
    )

    application_id: int = Field(primary_key=True, foreign_key="application.id")
    surname: str
    given_name: str
    patronymic: str = ""
    born: dt.date
    sex: Sex = Field(sa_type=word(Sex))
    citizenship: str
    birth_certificate: str = ""
    address: str
    special_needs: bool = False
    conclusion_number: str = ""
    search_key: str = Field(index=True)
    sort_key: str = Field(index=True)


class PhotoSet(SQLModel, table=True):
    """The photo prints that were handed in, and what the clerk saw of them."""

    __tablename__ = "photo_set"
    __table_args__ = (CheckConstraint("count BETWEEN 0 AND 99", name="count_in_bounds"), STRICT)

    application_id: int = Field(primary_key=True, foreign_key="application.id")
    count: int
    size_3x4: bool
    of_this_child: bool
    recent: bool


class MedicalPaper(SQLModel, table=True):
    """One medical form as a paper: that it is there, whole, and the child's. No medical content, ever."""

    __tablename__ = "medical_paper"
    __table_args__ = (longest("number", 40), longest("clinic", 200), STRICT)

    application_id: int = Field(primary_key=True, foreign_key="application.id")
    form: MedicalForm = Field(primary_key=True, sa_type=word(MedicalForm))
    present: bool
    number: str
    issued: dt.date | None = None
    clinic: str = ""
    signed: bool
    stamped: bool
    of_this_child: bool
    differs: Differs | None = Field(default=None, sa_type=word(Differs))
