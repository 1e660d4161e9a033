"""The answer: accepted into a class-set that has a place, or refused on proven grounds; and what may follow."""

import datetime as dt
from dataclasses import dataclass

from clerk_desk.ledgers.fill import Fill
from clerk_desk.objection import Message
from clerk_desk.work import Look, Work
from data.vocabulary import Ground, Outcome


@dataclass(frozen=True, slots=True)
class Seat:
    """A class-set as a choice for this child.

    `wished_language`: it teaches in the wished language; `wished`: the family named this very set.
    """

    fill: Fill
    wished_language: bool
    wished: bool


@dataclass(frozen=True, slots=True)
class GroundState:
    """Whether the records prove a ground. Proven: `facts` say by what; not proven: `why_not` says so.

    `kk`, `ru`, `en` are the statute's words.
    """

    ground: Ground
    kk: str
    ru: str
    en: str
    proven: bool
    facts: tuple[Message, ...]
    why_not: Message | None


@dataclass(frozen=True, slots=True)
class Options:
    """All that may be answered to an application now."""

    application_id: int
    number: str
    child_name: str
    stage: str
    seats: tuple[Seat, ...]
    grounds: tuple[GroundState, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered."""

    application_id: int
    number: str
    outcome: Outcome
    class_set: str
    grounds: tuple[Ground, ...]
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Changed:
    """An application after an act that is no answer: its number and the stage it now stands in."""

    application_id: int
    number: str
    stage: str


def options(look: Look, application_id: int) -> Options:
    """The class-sets with their seats (the wished language first) and the state of each ground."""
    raise NotImplementedError


def accept(work: Work, application_id: int, class_set_id: int) -> Answer:
    """Accept the child: the seat is claimed in the same transaction. Objection "full", "closed", "answered"."""
    raise NotImplementedError


def refuse(work: Work, application_id: int, grounds: tuple[Ground, ...], reasons: str) -> Answer:
    """Refuse on one or more proven grounds, with reasons in words. Objection "not_proven", "no_reasons"."""
    raise NotImplementedError


def withdraw(work: Work, application_id: int, reason: str) -> Changed:
    """The family takes the application back; the seat returns."""
    raise NotImplementedError


def move(work: Work, application_id: int, class_set_id: int, reason: str) -> Answer:
    """Move an accepted child to another class-set: one seat returns, another is claimed."""
    raise NotImplementedError


def reopen(work: Work, application_id: int, reason: str) -> Changed:
    """An administrator takes an answer back: the application waits again, with a new due moment."""
    raise NotImplementedError


def record_finding(work: Work, application_id: int, ground: Ground, subject: str, found: str) -> int:
    """Write down what is wrong with a document or datum (subject: a field's name); gives the finding's id."""
    raise NotImplementedError


def clear_finding(work: Work, finding_id: int, reason: str) -> int:
    """A finding no longer stands (the family mended it); it stays readable. Gives the finding's id back."""
    raise NotImplementedError
