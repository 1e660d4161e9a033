"""Children alike: the one on the form beside those who are known, and a clerk's word that they are not the same."""

import datetime as dt
from dataclasses import dataclass

from clerk_desk.ledgers.drafts import own_draft
from clerk_desk.ledgers.likenesses import Compared, KnownChild, compared, person_in
from clerk_desk.ledgers.told_apart import say_apart, take_back
from clerk_desk.objection import Objection, mark
from clerk_desk.rules.form import Answers
from clerk_desk.rules.iin import mask
from clerk_desk.rules.numbers import registration
from clerk_desk.rules.similarity import Kind, Person
from clerk_desk.work import Look, Work
from data.tables import Application
from data.vocabulary import EventKind

__all__ = ["Beside", "Kind", "KnownChild", "Line", "Word", "side_by_side", "tell_apart", "tell_apart_no_more"]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that can be compared: what the form says and what is known; "" where nothing is. IINs are masked."""

    label: str
    typed: str | dt.date
    known: str | dt.date
    differs: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """A known child beside the one on the form, line by line; `told_apart` if a clerk said that it is another one."""

    child: KnownChild
    lines: tuple[Line, ...]
    told_apart: bool


@dataclass(frozen=True, slots=True)
class Word:
    """What was said: the draft's child and that application's are two (`apart`), or perhaps one after all."""

    draft_id: int
    other_id: int
    number: str
    apart: bool


def side_by_side(look: Look, answers: Answers, draft_id: int) -> tuple[Beside, ...]:
    """The known children like the one on the form, the most serious first; those told apart come last."""
    typed = person_in(answers)
    found = [_beside(typed, one) for one in compared(look, typed, draft_id)]
    return tuple(sorted(found, key=lambda one: one.told_apart))


def tell_apart(work: Work, draft_id: int, other_id: int) -> Word:
    """Say that the draft's child is not that application's: the two are not laid side by side again.

    Objection "draft_gone" or "not_yours" if the draft is not open in these hands, "not_there" if there is no such
    application, "same_iin" if both bear one IIN, "told_already" if it was said before.
    """
    draft, other = own_draft(work, draft_id), _other(work, other_id)
    if other.child_iin and other.child_iin == person_in(draft.answers).iin:
        raise Objection("same_iin", "Both have the same IIN: that is one child. Compare the IIN with the document.")
    if not say_apart(work, draft_id, other_id):
        raise Objection("told_already", "That was said already: they are not shown together any more.")
    return _said(work, EventKind.TOLD_APART, draft_id, other)


def tell_apart_no_more(work: Work, draft_id: int, other_id: int) -> Word:
    """Take that word back: perhaps it is the same child after all.

    Objections as for `tell_apart`; "not_told" if nobody has said it.
    """
    draft, other = own_draft(work, draft_id), _other(work, other_id)
    alike = compared(work, person_in(draft.answers), draft_id)
    same = [one.card.application_id for one in alike if one.card.kind is Kind.SAME_IIN]
    if not take_back(work, draft_id, other_id, same):
        raise Objection("not_told", "Nobody said that these two are not the same child: there is nothing to take back.")
    return _said(work, EventKind.TOLD_APART_NO_MORE, draft_id, other)


def _said(work: Work, event: EventKind, draft_id: int, other: Application) -> Word:
    number = registration(other.year, other.number)
    work.record(event, application_id=other.id, draft_id=draft_id, number=number)
    return Word(draft_id, other.id or 0, number, event is EventKind.TOLD_APART)


def _other(work: Work, other_id: int) -> Application:
    """The application as read: that its child is not another one changes nothing of it."""
    other = work.session.get(Application, other_id)
    if other is None:
        raise Objection("not_there", "This is no longer in the store. Go back and look again.")
    return other


def _beside(typed: Person, one: Compared) -> Beside:
    known = one.person
    pairs: tuple[tuple[str, str | dt.date, str | dt.date, bool], ...] = (
        (mark("Surname"), typed.surname, known.surname, typed.surname != known.surname),
        (mark("Given name"), typed.given_name, known.given_name, typed.given_name != known.given_name),
        (mark("Patronymic"), typed.patronymic, known.patronymic, typed.patronymic != known.patronymic),
        (mark("Born"), typed.born or "", known.born or "", typed.born != known.born),
        (mark("IIN"), mask(typed.iin), mask(known.iin), typed.iin != known.iin),
        (mark("Applicant"), typed.parent, known.parent, typed.parent != known.parent),
    )
    return Beside(one.card, tuple(Line(*pair) for pair in pairs), one.told_apart)
