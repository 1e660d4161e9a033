"""The register: the office's journal of applications, searched as one types; and one application's record."""

import datetime as dt
from dataclasses import dataclass

from clerk_desk.objection import Remark
from clerk_desk.work import Look, Work
from data.vocabulary import EventKind, Ground, Stage


@dataclass(frozen=True, slots=True)
class Filters:
    """What the register is narrowed to; None or "" means all. `year` None is the current one."""

    year: int | None = None
    stage: Stage | None = None
    language: str = ""
    class_set_id: int | None = None
    received_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One application in a list. `iin` is masked."""

    application_id: int
    year: int
    number: str
    child_name: str
    born: dt.date
    iin: str
    language: str
    stage: Stage
    class_set: str
    received_at: dt.datetime
    due_at: dt.datetime
    overdue: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the register in the order of the Kazakh alphabet. `after` fetches the next one, "" at the end."""

    lines: tuple[Line, ...]
    total: int
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an application's timeline."""

    seq: int
    at: dt.datetime
    who: str
    event: EventKind
    facts: dict[str, object]


@dataclass(frozen=True, slots=True)
class FindingCard:
    """A finding against a document or datum."""

    id: int
    ground: Ground
    subject: str
    found: str
    who: str
    at: dt.datetime
    cleared_at: dt.datetime | None
    cleared_reason: str


@dataclass(frozen=True, slots=True)
class Record:
    """One application, whole: its answers by field name (as the form shows them), its remarks, its timeline."""

    application_id: int
    year: int
    current: bool
    number: str
    stage: Stage
    child_name: str
    answers: dict[str, str]
    remarks: tuple[Remark, ...]
    class_set: str
    class_set_id: int | None
    arrived_at: dt.datetime
    received_at: dt.datetime
    received_by: str
    due_at: dt.datetime
    overdue: bool
    grounds: tuple[Ground, ...]
    reasons: str
    findings: tuple[FindingCard, ...]
    timeline: tuple[Entry, ...]


def years(look: Look) -> tuple[int, ...]:
    """The admission years in the store, the current one first."""
    raise NotImplementedError


def search(look: Look, text: str = "", filters: Filters = Filters(), after: str = "", limit: int = 200) -> Page:
    """Applications whose number, IIN, names or phone fit the text (case and Kazakh letters folded)."""
    raise NotImplementedError


def open_record(work: Work, application_id: int) -> Record:
    """Open a child's record. Who opened it is written down first."""
    raise NotImplementedError


def correct(work: Work, application_id: int, field: str, text: str, reason: str) -> Record:
    """Correct one field of a received application; old and new stay in the trail. Objection if it cannot be read."""
    raise NotImplementedError
