"""Answers to online applicants: what was answered here is entered on the portal, with the text of the notice."""

from dataclasses import dataclass, replace

from clerk_desk.ledgers.answers import held, number_of
from clerk_desk.ledgers.portal_entries import PortalLine, entered_lately, entry_of, standing_answer, to_answer, untold
from clerk_desk.ledgers.portal_sheets import PortalSheet, application_there, sheet_for
from clerk_desk.ledgers.reasons import reason_said
from clerk_desk.objection import Objection
from clerk_desk.work import Look, Work, only_looks
from data.portal_fields import portal_forms
from data.vocabulary import Channel, EventKind

__all__ = ["PortalLine", "PortalSheet"]


@dataclass(frozen=True, slots=True)
class Told:
    """An application whose answer the portal has now, or has no more; `left` are still to be entered."""

    application_id: int
    number: str
    portal: Channel
    portal_number: str
    left: int


def waiting(look: Look) -> tuple[PortalLine, ...]:
    """What a portal knows and was answered here, and not there yet: the oldest answer first.

    Founding notice: the answer is due within one working day, online as on paper, and the portal shows it.
    """
    return to_answer(look)


def lately(look: Look) -> tuple[PortalLine, ...]:
    """The nine answers that were noted last as entered, the latest first."""
    return entered_lately(look)


def sheet_of(look: Look, application_id: int) -> PortalSheet:
    """The answer as the portal is told it, with the notice. Objection "not_there", "not_on_portal"."""
    application = application_there(look, application_id)
    entry = entry_of(look, application_id)
    if entry is None:
        raise Objection(
            "not_on_portal", "№ {number} is not on a portal: key it in first.", number=number_of(application)
        )
    sheet = sheet_for(look, application, Channel(entry.portal), portal_forms().answer)
    return replace(sheet, fields=tuple(field for field in sheet.fields if field.value))  # an acceptance has no grounds


@only_looks
def open_sheet(work: Work, application_id: int) -> PortalSheet:
    """The same, and who looked is written down first. Objection "not_there", "not_on_portal"."""
    application = application_there(work, application_id)
    work.record(EventKind.RECORD_OPENED, application_id=application_id, number=number_of(application))
    return sheet_of(work, application_id)


def entered(work: Work, application_id: int) -> Told:
    """Note that the answer that stands was entered on the portal.

    Objection "not_on_portal", "unanswered" if no answer stands by now, "entered_already", "year_closed".
    """
    application = held(work, application_id)
    number = number_of(application)
    entry = entry_of(work, application_id)
    if entry is None:
        raise Objection("not_on_portal", "№ {number} is not on a portal: key it in first.", number=number)
    answer = standing_answer(work, application_id)
    if answer is None:
        raise Objection("unanswered", "№ {number} has no answer now: nothing is to be entered.", number=number)
    if entry.answered_at is not None and entry.answered_at >= answer.decided_at:
        raise Objection("entered_already", "The answer to № {number} is entered already.", number=number)
    entry.answered_at, entry.answered_by = work.moment, work.member.id
    work.record(
        EventKind.PORTAL_ANSWERED,
        application_id=application_id,
        number=number,
        portal=entry.portal,
        portal_number=entry.number,
        outcome=answer.outcome,
    )
    return Told(application_id, number, Channel(entry.portal), entry.number, untold(work).answering)


def not_entered(work: Work, application_id: int, reason: str) -> Told:
    """Take it back: the answer is not on the portal after all. Objection "not_entered", "no_reason", "year_closed"."""
    said = reason_said(reason)
    application = held(work, application_id)
    entry = entry_of(work, application_id)
    if entry is None or entry.answered_at is None:
        raise Objection(
            "not_entered", "The answer to № {number} is not entered on a portal.", number=number_of(application)
        )
    entry.answered_at, entry.answered_by = None, None
    work.record(
        EventKind.PORTAL_UNKEYED,
        application_id=application_id,
        number=number_of(application),
        portal=entry.portal,
        portal_number=entry.number,
        answer_taken_back=True,
        reason=said,
    )
    return Told(application_id, number_of(application), Channel(entry.portal), entry.number, untold(work).answering)
