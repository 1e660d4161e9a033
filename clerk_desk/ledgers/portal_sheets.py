"""One application as a portal's form asks for it: keyed in by hand, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import select

from clerk_desk.clock import local
from clerk_desk.ledgers.paper_contents import acceptance, case_of, written
from clerk_desk.ledgers.paper_contents_refusal import refusal
from clerk_desk.ledgers.papers import answers_of, papers_of
from clerk_desk.ledgers.portal_entries import entry_of, standing_answer
from clerk_desk.objection import Objection
from clerk_desk.rules.catch_up import PortalField, in_both, portal_fields
from clerk_desk.rules.dates import show
from clerk_desk.rules.numbers import registration
from clerk_desk.rules.papers import LANGUAGES, as_lines
from clerk_desk.work import Look
from data.portal_fields import portal_forms
from data.tables import Application, ClassSet
from data.vocabulary import Channel, Ground, Stage


@dataclass(frozen=True, slots=True)
class PortalSheet:
    """All fields of one application for a portal, in the order of its form. `portal_number` is "" before it has one."""

    application_id: int
    number: str
    child_name: str
    portal: Channel
    portal_number: str
    fields: tuple[PortalField, ...]


def application_there(look: Look, application_id: int) -> Application:
    """An application by its id. Objection "not_there" if there is none."""
    application = look.session.get(Application, application_id)
    if application is None:
        raise Objection("not_there", "This is no longer in the store. Go back and look again.")
    return application


def sheet_for(look: Look, application: Application, portal: Channel, names: tuple[str, ...]) -> PortalSheet:
    """The sheet of one application; `names` are the fields, in their order."""
    papers = papers_of(look, application)
    entry = entry_of(look, application.id or 0)
    beside = _beside(look, application) | {"entry.number": entry.number if entry is not None else ""}
    return PortalSheet(
        application_id=application.id or 0,
        number=registration(application.year, application.number),
        child_name=papers.child_name,
        portal=portal,
        portal_number=beside["entry.number"],
        fields=portal_fields(names, answers_of(look, papers), beside, portal_forms()),
    )


def _beside(look: Look, application: Application) -> dict[str, str]:
    received = local(application.received_at)
    answer = standing_answer(look, application.id or 0)
    told = {
        "desk.number": registration(application.year, application.number),
        "desk.received": f"{show(received.date())} {received:%H:%M}",
        **dict.fromkeys(_OF_ANSWERS, ""),
    }
    if answer is None:
        return told
    grounds = look.law.grounds
    return told | {
        "answer.outcome": in_both(answer.outcome, portal_forms()),
        "answer.class_set": _class_name(look, application),
        "answer.date": show(local(answer.decided_at).date()),
        "answer.grounds_kk": _listed(answer.grounds, {ground: grounds[ground].kk for ground in answer.grounds}),
        "answer.grounds_ru": _listed(answer.grounds, {ground: grounds[ground].ru for ground in answer.grounds}),
        "answer.reasons": answer.reasons,
        **{f"notice.{language}": _notice(look, application, language) for language in LANGUAGES},
    }


_NOTICES = {Stage.ACCEPTED: acceptance, Stage.REFUSED: refusal}


def _notice(look: Look, application: Application, language: str) -> str:
    """The notice as the family gets it on paper, without the lines to sign on; "" if no answer stands."""
    if application.stage not in _NOTICES:
        return ""
    content = written(case_of(look, application), (language,), _NOTICES[application.stage])
    page = content["pages"][language]
    told = page | {"parts": [part for part in page["parts"] if part["kind"] != "signs"]}
    return "\n".join(as_lines({"pages": {language: told}}, language)).strip()


_ANSWER = ("outcome", "class_set", "date", "grounds_kk", "grounds_ru", "reasons")
_OF_ANSWERS = (*(f"answer.{name}" for name in _ANSWER), *(f"notice.{language}" for language in LANGUAGES))


def _listed(grounds: tuple[Ground, ...], words: Mapping[Ground, str]) -> str:
    return "; ".join(words[ground] for ground in grounds)


def _class_name(look: Look, application: Application) -> str:
    if application.class_set_id is None:
        return ""
    letter = look.session.exec(select(ClassSet.letter).where(ClassSet.id == application.class_set_id)).one()
    return f"1 «{letter}»"
