"""Receiving: a complete set of documents gets its registration number, its moment and its due moment."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from clerk_desk.ledgers.drafts import own_draft
from clerk_desk.ledgers.examination import Findings, look_over, same_iin
from clerk_desk.ledgers.papers import application_columns, letters_of, papers_of, rows_from
from clerk_desk.ledgers.pictures import carry_over
from clerk_desk.ledgers.reasons import reason_said
from clerk_desk.ledgers.told_apart import carry_apart
from clerk_desk.objection import Objection
from clerk_desk.rules.completeness import OUTSIDE_WINDOW
from clerk_desk.rules.form import Answers
from clerk_desk.rules.numbers import registration
from clerk_desk.rules.rights import may
from clerk_desk.work import Work
from data.tables import AdmissionYear, Application, Draft
from data.vocabulary import DraftState, EventKind


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the family is told: the number, when it was received, when the answer is due at the latest."""

    application_id: int
    number: str
    child_name: str
    received_at: dt.datetime
    due_at: dt.datetime
    target_at: dt.datetime


def receive(work: Work, draft_id: int, answers: Answers, override: str = "") -> Receipt:
    """Receive the draft with these answers, in one transaction.

    Objection "blocked" with the first blocker's sentence if anything stands in the way, "already_applied" if the
    same child applied this year, "draft_gone" or "not_yours" if the draft is no longer in these hands. `override`
    is an administrator's reason for receiving outside 1 April to 31 August (Objection "not_allowed" for a clerk).
    """
    draft = own_draft(work, draft_id)
    # The year is held before anything is looked at: whoever receives after us sees what we stored.
    year = work.current_year()
    work.must_be_current(draft.year)
    found = look_over(work, answers, draft_id)
    reason = _passed(work, found, override)
    application = _numbered(work, draft, year, answers, found, reason)
    draft.answers = dict(answers)
    draft.kept_at = work.moment
    draft.version += 1
    draft.state = DraftState.RECEIVED
    draft.application_id = application.id
    carry_over(work, draft_id, application.id or 0)
    number = registration(year.year, application.number)
    facts: dict[str, object] = {"number": number, "passed_over": _codes(found)}
    if others := carry_apart(work, draft_id, application.id or 0):
        facts["told_apart"] = others
    if reason:
        work.record(
            EventKind.WINDOW_OVERRIDDEN, application_id=application.id, draft_id=draft.id, number=number, reason=reason
        )
    work.record(
        EventKind.APPLICATION_RECEIVED,
        application_id=application.id,
        draft_id=draft.id,
        due=application.due_at,
        arrived=application.arrived_at,
        **facts,
    )
    return Receipt(
        application_id=application.id or 0,
        number=number,
        child_name=papers_of(work, application).child_name,
        received_at=application.received_at,
        due_at=application.due_at,
        target_at=found.calendar.target(work.moment),
    )


def _passed(work: Work, found: Findings, override: str) -> str:
    """The reason for receiving outside the window, or "" inside it. Objection if anything stands in the way."""
    if found.already is not None:
        raise _applied(found.already.number)
    outside = any(remark.code == OUTSIDE_WINDOW for remark in found.blockers)
    overridden = outside and override.strip() != ""
    if overridden and not may(work.member.role, EventKind.WINDOW_OVERRIDDEN):
        raise Objection("not_allowed", "Only an administrator may do this.")
    left = [remark for remark in found.blockers if not (overridden and remark.code == OUTSIDE_WINDOW)]
    if len(left) == 1:
        raise Objection("blocked", "{first}", first=left[0].message, field=left[0].field, count=1)
    if left:
        raise Objection(
            "blocked",
            "{count} things stand in the way. The first: {first}",
            first=left[0].message,
            field=left[0].field,
            count=len(left),
        )
    return reason_said(override) if overridden else ""


def _numbered(
    work: Work, draft: Draft, year: AdmissionYear, answers: Answers, found: Findings, override: str
) -> Application:
    """The application with the next number and all its rows, in the store."""
    columns = application_columns(answers, letters_of(work, year.year))
    application = Application(
        year=year.year,
        number=year.next_number,
        arrived_at=draft.arrived_at,
        received_at=work.moment,
        due_at=found.calendar.due(work.moment),
        received_by=work.member.id,
        window_override=override,
        **columns,
    )
    year.next_number += 1
    try:
        with work.session.begin_nested():
            work.add(application)
    except IntegrityError:
        known = same_iin(work, year.year, application.child_iin or "")
        if known is None:
            raise
        raise _applied(known.number) from None
    work.add(*rows_from(answers, application.id or 0))
    return application


def _applied(number: str) -> Objection:
    return Objection("already_applied", "This child already applied this year: № {number}.", number=number)


def _codes(found: Findings) -> list[dict[str, str]]:
    return [{"code": remark.code, "field": remark.field} for remark in found.remarks if not remark.blocks]
