"""Since when an application waits for its answer: since it was received, or since its refusal was taken back."""

import datetime as dt

from sqlmodel import col, func, select

from clerk_desk.work import Look
from data.tables import Application, AuditLine
from data.vocabulary import EventKind


def reopened_at(look: Look) -> dict[int, dt.datetime]:
    """The applications of the current year that were reopened, each with the moment (aware) of the last time."""
    query = (
        select(AuditLine.application_id, func.max(AuditLine.at))
        .join(Application, col(Application.id) == col(AuditLine.application_id))
        .where(AuditLine.event == EventKind.REOPENED, Application.year == look.year)
        .group_by(col(AuditLine.application_id))
    )
    return {key: at for key, at in look.session.exec(query).all() if key is not None}


def waits_since(application: Application, reopened: dict[int, dt.datetime]) -> dt.datetime:
    """The moment from which the one working day of this application is counted."""
    return reopened.get(application.id or 0, application.received_at)
