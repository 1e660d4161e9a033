"""The drafts of the current year: which of them is open, and in whose hands."""

from clerk_desk.objection import Objection
from clerk_desk.work import Work
from data.tables import Draft
from data.vocabulary import DraftState


def held_open(work: Work, draft_id: int) -> Draft:
    """An open draft of this year, held. Objections "year_closed", "draft_received" or "draft_gone" otherwise."""
    draft = work.hold(Draft, draft_id)
    work.must_be_current(draft.year)
    if draft.state is DraftState.RECEIVED:
        raise Objection("draft_received", "This draft was received already: find it in the register.")
    if draft.state is not DraftState.OPEN:
        raise Objection("draft_gone", "This draft is no longer open: it was put away.")
    return draft


def own_draft(work: Work, draft_id: int) -> Draft:
    """A draft in this member's own hands, held. Objection "not_yours" if another desk has it."""
    draft = held_open(work, draft_id)
    if draft.held_by != work.member.id:
        raise Objection("not_yours", "This draft is in someone else's hands. Take it up first.")
    return draft
