"""Receiving: a complete set of documents gets its registration number, its moment and its due moment."""

import datetime as dt
from dataclasses import dataclass

from clerk_desk.rules.form import Answers
from clerk_desk.work import Work


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

    Objection "blocked" with the first blocker's sentence if anything stands in the way. `override` is an
    administrator's reason for receiving outside 1 April to 31 August.
    """
    raise NotImplementedError
