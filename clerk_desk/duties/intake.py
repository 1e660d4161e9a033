"""The intake at the counter: a draft is opened, kept, taken up again, handed back; and what it still lacks."""

import datetime as dt
from dataclasses import dataclass

from clerk_desk.ledgers.fill import Fill
from clerk_desk.objection import Message, Remark
from clerk_desk.rules.form import Answers, Step
from clerk_desk.work import Look, Work


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A draft under the clerk's hands. `answers` are as typed; `cursor` is the field it stood in."""

    id: int
    version: int
    arrived_at: dt.datetime
    answers: dict[str, str]
    cursor: str


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in a list: whose it seems to be, and what it lacks."""

    id: int
    arrived_at: dt.datetime
    kept_at: dt.datetime
    handed_back_at: dt.datetime | None
    child_name: str
    held_by: str
    lacks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class AlreadyApplied:
    """The same child's live application of this year, found by IIN."""

    application_id: int
    number: str
    child_name: str
    received_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Examination:
    """What the rules say of the answers: remarks in the form's order, what each step lacks, what would happen.

    `remarks` holds blockers and warnings. `left` counts blockers a step. `notes` are the good news beside
    a field: field name to Message ("girl, born 31.03.2021"; "turns six on 31.03.2027: eligible").
    `next_number` and `due_at` say what receiving now would give. `outside_window` is True where only an
    administrator's override would let it through.
    """

    remarks: tuple[Remark, ...]
    notes: dict[str, Message]
    left: dict[Step, int]
    already: AlreadyApplied | None
    offers: tuple[Fill, ...]
    next_number: str
    due_at: dt.datetime
    outside_window: bool

    @property
    def blockers(self) -> tuple[Remark, ...]:
        """The remarks that hold receiving up."""
        return tuple(r for r in self.remarks if r.blocks)


def drafts(look: Look) -> tuple[DraftLine, ...]:
    """The open drafts of the current year, the oldest arrival first."""
    raise NotImplementedError


def examine(look: Look, answers: Answers) -> Examination:
    """What the rules say of these answers now; asked whenever a field is left."""
    raise NotImplementedError


def open_draft(work: Work, following: int | None = None) -> OpenDraft:
    """Begin an intake: the moment of arrival is now. `following` carries over another application's applicant."""
    raise NotImplementedError


def take_up(work: Work, draft_id: int) -> OpenDraft:
    """Take a draft into one's own hands, from a list or from another desk."""
    raise NotImplementedError


def hand_back(work: Work, draft_id: int) -> DraftLine:
    """Give an incomplete set of documents back to the parent; the draft keeps its moment of arrival."""
    raise NotImplementedError


def discard(work: Work, draft_id: int, reason: str) -> None:
    """Put a draft away that leads nowhere. It can be restored."""
    raise NotImplementedError


def restore(work: Work, draft_id: int) -> OpenDraft:
    """Bring a discarded draft back: the undo of discarding."""
    raise NotImplementedError
