"""The draft of the enrolment order: every accepted child by class-set, on paper or as a file, whenever it is wanted."""

from itertools import groupby
from typing import Any

from sqlmodel import col, select

from clerk_desk.ledgers.issuing import Issued, issue_paper
from clerk_desk.rules.enrolment_order import Enrolled, OrderDraft, OrderSet, OrderTable, order_content, order_tables
from clerk_desk.rules.names import sort_key
from clerk_desk.rules.numbers import registration
from clerk_desk.work import Look, Work, only_looks
from data.tables import Application, Child, ClassSet, School
from data.vocabulary import EventKind, PaperKind, Stage

__all__ = ["OrderDraft", "OrderSet"]


def draft(look: Look) -> OrderDraft:
    """The accepted children of the current year, class-sets and names in the order of the Kazakh alphabet."""
    query = (
        select(ClassSet, Application, Child)
        .join(Application, col(Application.class_set_id) == col(ClassSet.id))
        .join(Child, col(Child.application_id) == col(Application.id))
        .where(Application.year == look.year, Application.stage == Stage.ACCEPTED)
        .order_by(col(ClassSet.id), col(Child.sort_key), col(Application.number))
    )
    rows = look.session.exec(query).all()
    found = [
        OrderSet(
            letter=one.letter,
            language=str(one.language),
            shift=one.shift,
            children=tuple(_enrolled(application, child) for _, application, child in of_set),
        )
        for one, of_set in groupby(rows, key=lambda row: row[0])
    ]
    school = look.session.get(School, 1)
    return OrderDraft(
        year=look.year,
        at=look.moment,
        school_kk=school.name_kk if school is not None else "",
        school_ru=school.name_ru if school is not None else "",
        head=school.head if school is not None else "",
        sets=tuple(sorted(found, key=lambda one: sort_key(one.letter))),
    )


def preview(look: Look) -> dict[str, Any]:
    """What would stand on the paper now."""
    return order_content(draft(look))


def issue(work: Work, languages: tuple[str, ...] = ("kk", "ru")) -> Issued:
    """Store the draft as a paper, to be printed; an administrator's act. Objection "not_allowed", "no_language"."""
    now = draft(work)
    issued = issue_paper(work, PaperKind.ORDER_DRAFT, order_content(now), languages=languages)
    work.record(EventKind.ORDER_DRAFTED, children=now.count, code=issued.code)
    return issued


@only_looks
def take_out(work: Work) -> tuple[OrderTable, ...]:
    """The same list for a file, with the IINs; an administrator's act, written down before the rows are given."""
    now = draft(work)
    work.record(EventKind.ORDER_DRAFTED, children=now.count, file="XLSX")
    return order_tables(now)


def _enrolled(application: Application, child: Child) -> Enrolled:
    return Enrolled(
        number=registration(application.year, application.number),
        surname=child.surname,
        given_name=child.given_name,
        patronymic=child.patronymic,
        born=child.born,
        iin=application.child_iin or "",
    )
