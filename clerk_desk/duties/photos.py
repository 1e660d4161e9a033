"""The child's picture: attached to a draft or to an application, replaced, taken away, and shown."""

from sqlmodel import select

from clerk_desk.instruments.developing import Developed
from clerk_desk.ledgers.answers import held, number_of
from clerk_desk.ledgers.drafts import own_draft
from clerk_desk.ledgers.pictures import PictureCard, PictureNote, card_of, lay, take_away
from clerk_desk.objection import Objection
from clerk_desk.work import Look, Work
from data.tables import Application, Picture
from data.vocabulary import EventKind


def of_draft(look: Look, draft_id: int) -> PictureCard | None:
    """The picture beside a draft, or None."""
    return card_of(look, draft_id=draft_id)


def of_application(look: Look, application_id: int) -> PictureCard | None:
    """The picture in an application's record, or None."""
    return card_of(look, application_id=application_id)


def image(look: Look, picture_id: int) -> bytes:
    """The whole picture as JPEG, for a terminal with real pixels. Objection "not_there" if it was taken away."""
    found = look.session.exec(select(Picture.image).where(Picture.id == picture_id)).one_or_none()
    if found is None:
        raise _no_picture()
    return bytes(found)


def attach(work: Work, draft_id: int, developed: Developed) -> PictureNote:
    """Lay a picture beside the draft; one that lay there before is replaced.

    Objection "draft_gone" if the draft is not open, "not_yours" if another desk has it.
    """
    draft = own_draft(work, draft_id)
    note, before = lay(work, developed, draft_id=draft.id)
    _record(work, developed, before, draft_id=draft.id)
    return note


def attach_to(work: Work, application_id: int, developed: Developed) -> PictureNote:
    """Lay a picture into an application's record, also after it was answered; one before it is replaced.

    Objection "year_closed" if it is not of the current year.
    """
    application = held(work, application_id)
    note, before = lay(work, developed, application_id=application.id)
    _record(work, developed, before, application=application)
    return note


def remove(work: Work, draft_id: int) -> str:
    """Take the draft's picture away; gives its sha256. Objections as for `attach`, and "no_picture"."""
    draft = own_draft(work, draft_id)
    sha256 = take_away(work, draft_id=draft.id)
    if sha256 is None:
        raise _no_picture()
    work.record(EventKind.PICTURE_REMOVED, draft_id=draft.id, sha256=sha256)
    return sha256


def remove_from(work: Work, application_id: int) -> str:
    """Take the picture out of an application's record; gives its sha256. Objection "no_picture", "year_closed"."""
    application = held(work, application_id)
    sha256 = take_away(work, application_id=application.id)
    if sha256 is None:
        raise _no_picture()
    work.record(EventKind.PICTURE_REMOVED, application_id=application.id, number=number_of(application), sha256=sha256)
    return sha256


def _record(
    work: Work, developed: Developed, before: str, draft_id: int | None = None, application: Application | None = None
) -> None:
    """The trail tells the picture's size, which checks found something, and which picture it replaced."""
    facts: dict[str, str] = {"replaced": before} if before else {}
    if application is not None:
        facts["number"] = number_of(application)
    work.record(
        EventKind.PICTURE_ATTACHED,
        application_id=application.id if application is not None else None,
        draft_id=draft_id,
        width=developed.width,
        height=developed.height,
        sha256=developed.sha256,
        measured_wrong=[verdict.code for verdict in developed.verdicts if verdict.tone != "good"],
        **facts,
    )


def _no_picture() -> Objection:
    return Objection("no_picture", "There is no picture here any more.")
