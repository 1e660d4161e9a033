"""The look over an application's answers with all that the store knows: the same at the counter and when receiving."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import col, select

from clerk_desk.clock import local
from clerk_desk.ledgers.likenesses import STANDING, KnownChild, likenesses
from clerk_desk.ledgers.papers import whole_name
from clerk_desk.objection import Message, Remark, mark, warning
from clerk_desk.rules.circumstances import Circumstances
from clerk_desk.rules.completeness import examine, notes
from clerk_desk.rules.form import Answers, field
from clerk_desk.rules.numbers import registration
from clerk_desk.rules.reading import read
from clerk_desk.rules.similarity import Kind
from clerk_desk.rules.working_time import Calendar
from clerk_desk.work import Look
from data.law import Window
from data.tables import AdmissionYear, Application, Child, ClassSet
from data.vocabulary import Stage

LIVE = (Stage.RECEIVED, Stage.ACCEPTED)
"""The stages of an application that stands: a child has one of these a year."""


@dataclass(frozen=True, slots=True)
class Known:
    """A live application of this year that is the same child's."""

    application_id: int
    number: str
    child_name: str
    received_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Findings:
    """What the rules and the store say of the answers.

    `already` is the same child's application of this year, by IIN; `likenesses` are other known children like this
    one, of this year and the last.
    """

    remarks: tuple[Remark, ...]
    notes: Mapping[str, Message]
    already: Known | None
    likenesses: tuple[KnownChild, ...]
    on: Circumstances
    calendar: Calendar

    @property
    def blockers(self) -> tuple[Remark, ...]:
        """The remarks that hold receiving up."""
        return tuple(remark for remark in self.remarks if remark.blocks)


def window_of(look: Look, year: int) -> Window:
    """The days of a year's intake, both included: as the year began with them, or by the law if it has not begun."""
    row = look.session.get(AdmissionYear, year)
    return Window(row.opens, row.closes) if row is not None else look.law.window(year)


def circumstances(look: Look, calendar: Calendar) -> Circumstances:
    """What every draft is held against now, whoever's child it is."""
    open_sets = select(ClassSet.letter, ClassSet.language).where(
        ClassSet.year == look.year, col(ClassSet.closed_at).is_(None)
    )
    return Circumstances(
        today=look.today,
        year=look.year,
        window=window_of(look, look.year),
        hours_state=str(calendar.state(look.moment)[0]),
        policy=look.law.policy,
        class_set_letters={letter: str(language) for letter, language in look.session.exec(open_sets).all()},
    )


def circumstances_at_receipt(look: Look, application: Application) -> Circumstances:
    """What a received application's answers are held against: the day on which they were received."""
    sets = select(ClassSet.letter, ClassSet.language).where(ClassSet.year == application.year)
    return Circumstances(
        today=local(application.received_at).date(),
        year=application.year,
        window=window_of(look, application.year),
        hours_state="open",
        policy=look.law.policy,
        class_set_letters={letter: str(language) for letter, language in look.session.exec(sets).all()},
    )


def look_over(look: Look, answers: Answers, draft_id: int | None = None) -> Findings:
    """Hold a draft's answers against every rule, with what the store knows of this child and of children like it.

    What a clerk said of this draft ("not the same child") is known by its id.
    """
    calendar, iin = look.calendar(), _iin(answers)
    already = same_iin(look, look.year, iin) if iin else None
    alike = likenesses(look, answers, draft_id, already.application_id if already is not None else 0)
    on = circumstances(look, calendar)
    if already is not None:
        on = replace(on, already=already.number)
    remarks = (*examine(answers, on), *_alike_remarks(alike))
    return Findings(remarks, notes(answers, on), already, alike, on, calendar)


def lacking(look: Look, drafts: Sequence[Answers]) -> tuple[tuple[Remark, ...], ...]:
    """What stands in the way of each of several drafts: the blockers that look_over would find, asked at once."""
    on = circumstances(look, look.calendar())
    iins = [_iin(answers) for answers in drafts]
    applied = select(Application.child_iin, Application.number).where(
        Application.year == look.year,
        col(Application.child_iin).in_({iin for iin in iins if iin}),
        STANDING,
    )
    numbers = {iin: registration(look.year, number) for iin, number in look.session.exec(applied).all()}
    return tuple(
        tuple(r for r in examine(answers, replace(on, already=numbers.get(iin, ""))) if r.blocks)
        for answers, iin in zip(drafts, iins, strict=True)
    )


def same_iin(look: Look, year: int, iin: str, besides: int | None = None) -> Known | None:
    """The live application of the child with this IIN (12 digits) in a year, other than `besides`."""
    query = select(Application, Child).where(
        Application.year == year,
        Application.child_iin == iin,
        STANDING,
        Application.id != besides,
        Child.application_id == Application.id,
    )
    return _known(look.session.exec(query).first())


def _iin(answers: Answers) -> str:
    return str(read(field("child.iin"), answers.get("child.iin", "")) or "")


def _known(found: tuple[Application, Child] | None) -> Known | None:
    if found is None:
        return None
    application, child = found
    return Known(
        application_id=application.id or 0,
        number=registration(application.year, application.number),
        child_name=whole_name(child.surname, child.given_name, child.patronymic),
        received_at=application.received_at,
    )


_SENTENCES = {
    Kind.SAME_IIN: mark("This child is known: № {number} has the same IIN. F10 shows both."),
    Kind.SAME: mark("Very probably the same child as № {number}. F10 shows both side by side."),
    Kind.ALIKE: mark("A child like this one is known: № {number}. F10 shows both side by side."),
}
"""A twin is only told beside the form: it is no warning."""


def _alike_remarks(alike: Iterable[KnownChild]) -> tuple[Remark, ...]:
    """A warning for each that a live application stands for. One refused or withdrawn may be handed in again."""
    return tuple(
        warning(f"child_{one.kind}", "child.surname", _SENTENCES[one.kind], number=one.number)
        for one in alike
        if one.kind in _SENTENCES and one.stage in LIVE
    )
