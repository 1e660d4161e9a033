"""The register: the office's journal of applications, searched as one types; and one application's record."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased
from sqlmodel import col, func, select

from clerk_desk.clock import ALMATY
from clerk_desk.ledgers.examination import LIVE, circumstances_at_receipt, same_iin
from clerk_desk.ledgers.finding_aid import fits
from clerk_desk.ledgers.outages import marked
from clerk_desk.ledgers.papers import Papers, answers_of, letters_of, papers_of, set_answer, whole_name
from clerk_desk.ledgers.reasons import reason_said
from clerk_desk.ledgers.record import Entry, FindingCard, Record, record_of
from clerk_desk.objection import Objection
from clerk_desk.rules.checks import check
from clerk_desk.rules.form import FIELDS, asked
from clerk_desk.rules.form import field as form_field
from clerk_desk.rules.iin import mask
from clerk_desk.rules.numbers import registration
from clerk_desk.rules.reading import read
from clerk_desk.work import Look, Work, only_looks
from data.tables import AdmissionYear, Applicant, Application, Child, ClassSet
from data.vocabulary import EventKind, Stage

__all__ = [
    "Entry",
    "Filters",
    "FindingCard",
    "Line",
    "Page",
    "Record",
    "correct",
    "open_record",
    "search",
    "years",
]


@dataclass(frozen=True, slots=True)
class Filters:
    """What the register is narrowed to; None or "" means all. `year` None is the current one.

    `class_set_id` finds those accepted into the class-set and those that wait and wish it. `received_on` is a
    day on the office's clock.
    """

    year: int | None = None
    stage: Stage | None = None
    language: str = ""
    class_set_id: int | None = None
    received_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One application in a list. `iin` is masked; `class_set` has its seat; `in_outage`: taken as a portal failed."""

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
    wished: str = ""
    in_outage: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the register in the order of the Kazakh alphabet. `after` fetches the next one, "" at the end."""

    lines: tuple[Line, ...]
    total: int
    after: str


def years(look: Look) -> tuple[int, ...]:
    """The admission years in the store, the current one first."""
    known = set(look.session.exec(select(AdmissionYear.year)).all())
    return (look.year, *sorted(known - {look.year}, reverse=True))


def search(look: Look, text: str = "", filters: Filters = Filters(), after: str = "", limit: int = 200) -> Page:
    """Applications whose number, IIN, names or phone fit the text (case and Kazakh letters folded).

    A page holds `limit` lines; `after` is what the page before gave, "" for the first one. `total` counts all.
    """
    condition = and_(*_narrowed(look, filters))
    typed = fits(text)
    if typed is not None:
        condition = and_(condition, typed)
    count = (
        select(func.count(col(Application.id)))
        .join(Child, col(Child.application_id) == col(Application.id))
        .join(Applicant, col(Applicant.application_id) == col(Application.id))
        .where(condition)
    )
    wished = aliased(ClassSet)
    query = (
        select(Application, Child, ClassSet.letter, wished.letter)
        .join(Child, col(Child.application_id) == col(Application.id))
        .join(Applicant, col(Applicant.application_id) == col(Application.id))
        .outerjoin(ClassSet, col(ClassSet.id) == col(Application.class_set_id))
        .outerjoin(wished, col(wished.id) == col(Application.wished_class_set_id))
        .where(condition)
        .order_by(col(Child.sort_key), col(Application.id))
        .limit(limit + 1)
    )
    if after:
        last_id, _, last_key = after.partition(":")
        same = and_(col(Child.sort_key) == last_key, col(Application.id) > int(last_id))
        query = query.where(or_(col(Child.sort_key) > last_key, same))
    rows = look.session.exec(query).all()
    here = rows[:limit]
    more = f"{here[-1][0].id}:{here[-1][1].sort_key}" if len(rows) > limit else ""
    in_outage = marked(look, [row[0] for row in here])
    return Page(tuple(_line(look, in_outage, *row) for row in here), look.session.exec(count).one(), more)


@only_looks
def open_record(work: Work, application_id: int) -> Record:
    """Open a child's record. Who opened it is written down first. Objection "not_there" if there is none."""
    application = work.session.get(Application, application_id)
    if application is None:
        raise Objection("not_there", "This is no longer in the store. Go back and look again.")
    number = registration(application.year, application.number)
    work.record(EventKind.RECORD_OPENED, application_id=application_id, number=number)
    return record_of(work, application)


def correct(work: Work, application_id: int, field: str, text: str, reason: str) -> Record:
    """Correct one field of an application of this year; old and new stay in the trail, with the reason.

    Objection "no_field", "same" if nothing would change, "not_now" for what an answer rests on, the first hard
    remark's code (like "iin_check_digit") if the text cannot stand, "already_applied" if another child's live
    application has this IIN, "no_reason" without a reason.
    """
    said = reason_said(reason)
    application = work.hold(Application, application_id)
    work.must_be_current(application.year)
    papers = papers_of(work, application)
    before = answers_of(work, papers)
    _may_change(application, field, before)
    after = {**before, field: text}
    _can_stand(work, papers, field, after)
    letters = letters_of(work, application.year)
    try:
        with work.session.begin_nested():
            set_answer(work, papers, field, text, letters)
            _keep_iin_or_reason(papers, field, said)
            work.session.flush()
    except IntegrityError:
        raise Objection("not_kept", "This cannot be kept as it is: it does not fit the other entries.") from None
    now = answers_of(work, papers_of(work, application))
    changed = {
        name: {"old": before.get(name, ""), "new": now.get(name, "")}
        for name in (question.name for question in FIELDS)
        if before.get(name, "") != now.get(name, "")
    }
    if not changed:
        raise Objection("same", "That is what the record says already.")
    work.record(
        EventKind.FIELD_CORRECTED,
        application_id=application_id,
        number=registration(application.year, application.number),
        field=field,
        changed=changed,
        reason=said,
    )
    return record_of(work, application)


_ANSWER_RESTS_ON = frozenset({"application.language", "application.wished_class_set"})
"""Fields that an answer rests on: once it is given, only the answer itself can be changed (moved, reopened)."""


def _may_change(application: Application, name: str, before: dict[str, str]) -> None:
    if name not in {question.name for question in FIELDS}:
        raise Objection("no_field", "The form has no such field.")
    if name in _ANSWER_RESTS_ON and application.stage is not Stage.RECEIVED:
        raise Objection("not_now", "The answer rests on this: it can be corrected only while the application waits.")
    if not asked(form_field(name), before):
        raise Objection("not_asked", "This is not asked of this application, by its other entries.")


def _can_stand(work: Work, papers: Papers, name: str, after: dict[str, str]) -> None:
    """Objection, with the remark's own code, if a hard rule speaks against the corrected field."""
    application = papers.application
    for remark in check(name, after, circumstances_at_receipt(work, application)):
        if remark.blocks:
            raise Objection(remark.code, "{why}", why=remark.message, field=name)
    if name == "child.iin" and application.stage in LIVE:
        iin = read(form_field(name), after[name])
        known = same_iin(work, application.year, str(iin), besides=application.id) if iin else None
        if known is not None:
            raise Objection("already_applied", "This child already applied this year: № {number}.", number=known.number)


def _keep_iin_or_reason(papers: Papers, name: str, reason: str) -> None:
    """An IIN taken away leaves the reason of the correction as the reason for having none; one put in ends it."""
    if name == "child.iin":
        papers.application.no_iin_reason = "" if papers.application.child_iin else reason


def _narrowed(look: Look, filters: Filters) -> list[ColumnElement[bool]]:
    narrowed: list[ColumnElement[bool]] = [
        col(Application.year) == (look.year if filters.year is None else filters.year)
    ]
    if filters.stage is not None:
        narrowed.append(col(Application.stage) == filters.stage)
    if filters.language:
        narrowed.append(col(Application.language) == filters.language)
    if filters.class_set_id is not None:
        wishing = and_(
            col(Application.stage) == Stage.RECEIVED, col(Application.wished_class_set_id) == filters.class_set_id
        )
        narrowed.append(or_(col(Application.class_set_id) == filters.class_set_id, wishing))
    if filters.received_on is not None:
        begins = dt.datetime.combine(filters.received_on, dt.time(), ALMATY)
        narrowed.append(col(Application.received_at) >= begins)
        narrowed.append(col(Application.received_at) < begins + dt.timedelta(days=1))
    return narrowed


def _line(
    look: Look,
    in_outage: frozenset[int],
    application: Application,
    child: Child,
    letter: str | None,
    wished: str | None,
) -> Line:
    return Line(
        application_id=application.id or 0,
        year=application.year,
        number=registration(application.year, application.number),
        child_name=whole_name(child.surname, child.given_name, child.patronymic),
        born=child.born,
        iin=mask(application.child_iin or ""),
        language=str(application.language),
        stage=application.stage,
        class_set=letter or "",
        received_at=application.received_at,
        due_at=application.due_at,
        overdue=application.stage is Stage.RECEIVED and application.due_at < look.moment,
        wished=wished or "",
        in_outage=application.id in in_outage,
    )
