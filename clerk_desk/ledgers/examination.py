"""The look over an application's answers with all that the store knows: the same at the counter and when receiving."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import col, select

from clerk_desk.clock import local
from clerk_desk.ledgers.papers import whole_name
from clerk_desk.objection import Message, Remark, warning
from clerk_desk.rules.circumstances import Circumstances
from clerk_desk.rules.completeness import examine, notes
from clerk_desk.rules.form import Answers, field
from clerk_desk.rules.names import fold
from clerk_desk.rules.numbers import registration
from clerk_desk.rules.reading import read
from clerk_desk.rules.working_time import Calendar
from clerk_desk.work import Look
from data.law import Window
from data.tables import AdmissionYear, Application, Child, ClassSet
from data.vocabulary import Stage

LIVE = (Stage.RECEIVED, Stage.ACCEPTED)
"""The stages of an application that stands: a child has one of these a year."""


@dataclass(frozen=True, slots=True)
class Known:
    """A live application of this year that is, or may be, the same child's."""

    application_id: int
    number: str
    child_name: str
    received_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Findings:
    """What the rules and the store say of the answers.

    `already` is the same child's application, by IIN; `alike` one of the same name and birth date.
    """

    remarks: tuple[Remark, ...]
    notes: Mapping[str, Message]
    already: Known | None
    alike: Known | None
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


def look_over(look: Look, answers: Answers) -> Findings:
    """Hold a draft's answers against every rule, with what the store knows of this child."""
    calendar, iin = look.calendar(), _iin(answers)
    already = same_iin(look, look.year, iin) if iin else None
    alike = None if already is not None else same_name(look, answers)
    on = circumstances(look, calendar)
    if already is not None:
        on = replace(on, already=already.number)
    remarks = examine(answers, on)
    if alike is not None:
        remarks = (*remarks, _alike_remark(alike))
    return Findings(remarks, notes(answers, on), already, alike, on, calendar)


def lacking(look: Look, drafts: Sequence[Answers]) -> tuple[tuple[Remark, ...], ...]:
    """What stands in the way of each of several drafts: the blockers that look_over would find, asked at once."""
    on = circumstances(look, look.calendar())
    iins = [_iin(answers) for answers in drafts]
    applied = select(Application.child_iin, Application.number).where(
        Application.year == look.year,
        col(Application.child_iin).in_({iin for iin in iins if iin}),
        col(Application.stage).in_(LIVE),
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
        col(Application.stage).in_(LIVE),
        Application.id != besides,
        Child.application_id == Application.id,
    )
    return _known(look.session.exec(query).first())


def same_name(look: Look, answers: Answers) -> Known | None:
    """A live application of this year whose child has the same name, letters folded, and the same birth date."""
    parts = [str(read(field(f"child.{part}"), answers.get(f"child.{part}", "")) or "") for part in _NAMES]
    born = read(field("child.born"), answers.get("child.born", ""))
    if not isinstance(born, dt.date) or not parts[0]:
        return None
    query = select(Application, Child).where(
        Child.born == born,
        Child.search_key == fold(whole_name(*parts)),
        Child.application_id == Application.id,
        Application.year == look.year,
        col(Application.stage).in_(LIVE),
    )
    return _known(look.session.exec(query).first())


_NAMES = ("surname", "given_name", "patronymic")


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


def _alike_remark(alike: Known) -> Remark:
    return warning(
        "same_name",
        "child.surname",
        "A child of this name and birth date already applied: № {number}. Make sure that it is another child.",
        number=alike.number,
    )
