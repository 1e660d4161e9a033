"""The office itself: the school, its staff, the admission years, the class-sets, the director's calendar."""

import datetime as dt

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from data.tables.columns import filled, longest, word
from data.vocabulary import DayKind, Role, TeachingLanguage

STRICT = {"sqlite_strict": True}


class School(SQLModel, table=True):
    """The school whose desk this is; exactly one row."""

    __table_args__ = (
        CheckConstraint("id = 1", name="one_school"),
        CheckConstraint("length(bin) = 12", name="bin_of_12"),
        filled("name_kk", 200),
        filled("name_ru", 200),
        longest("head", 200),
        longest("address", 300),
        longest("phone", 80),
        STRICT,
    )

    id: int = Field(default=1, primary_key=True)
    name_kk: str
    name_ru: str
    bin: str
    head: str
    address: str
    phone: str


class Staff(SQLModel, table=True):
    """A named person who may sign in; dismissed people stay, so that old acts keep their author."""

    __table_args__ = (filled("login", 40), filled("full_name", 120), STRICT)

    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(unique=True)
    full_name: str
    role: Role = Field(sa_type=word(Role))
    language: str = "en"
    appointed_at: dt.datetime
    dismissed_at: dt.datetime | None = None


class AdmissionYear(SQLModel, table=True):
    """One year's intake: its days (both included) and the number that the next application gets."""

    __tablename__ = "admission_year"
    __table_args__ = (
        CheckConstraint("next_number >= 1", name="numbers_from_one"),
        CheckConstraint("opens <= closes", name="opens_before_it_closes"),
        STRICT,
    )

    year: int = Field(primary_key=True)
    opens: dt.date
    closes: dt.date
    next_number: int = 1


class ClassSet(SQLModel, table=True):
    """A grade-1 class with its language, its seats by the director's order and the seats taken."""

    __tablename__ = "class_set"
    __table_args__ = (
        UniqueConstraint("year", "letter", name="one_letter_a_year"),
        CheckConstraint("seats BETWEEN 1 AND 60", name="seats_in_bounds"),
        CheckConstraint("taken BETWEEN 0 AND seats", name="never_overfilled"),
        CheckConstraint("shift BETWEEN 1 AND 3", name="a_shift_of_the_day"),
        filled("letter", 3),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    year: int = Field(foreign_key="admission_year.year", index=True)
    letter: str
    language: TeachingLanguage = Field(sa_type=word(TeachingLanguage))
    shift: int = 1
    seats: int
    taken: int = 0
    closed_at: dt.datetime | None = None


class CalendarDay(SQLModel, table=True):
    """A date on which the administrator overrules the printed calendar: a day off, or a working Saturday."""

    __tablename__ = "calendar_day"
    __table_args__ = (filled("reason", 300), STRICT)

    date: dt.date = Field(primary_key=True)
    kind: DayKind = Field(sa_type=word(DayKind))
    reason: str
