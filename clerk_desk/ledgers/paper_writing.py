"""Who writes which paper: a kind and a language, and its content as the records are in this transaction."""

import json
from collections.abc import Iterable

from sqlmodel import col, select

from clerk_desk.ledgers.paper_contents import Case, acceptance, case_of, receipt, withdrawal, written
from clerk_desk.ledgers.paper_contents_form import form_of
from clerk_desk.ledgers.paper_contents_missing import missing_of
from clerk_desk.ledgers.paper_contents_refusal import refusal
from clerk_desk.ledgers.paper_parts import Content
from clerk_desk.ledgers.papers import answers_of
from clerk_desk.work import Look
from data.papers_words import PaperWords
from data.tables import Application, AuditLine, Draft
from data.vocabulary import EventKind, PaperKind


def content_of_application(look: Look, kind: PaperKind, application: Application, languages: Iterable[str]) -> Content:
    """What would stand on this paper of an application; whether it may be given is asked before."""
    case, chosen = case_of(look, application), tuple(languages)
    if kind is PaperKind.APPLICATION_FORM:
        return form_of(look, answers_of(look, case.papers), application.year, chosen)
    if kind is PaperKind.WITHDRAWAL:
        return _withdrawn(case, chosen)
    writers = {PaperKind.RECEIPT: receipt, PaperKind.ACCEPTANCE: acceptance, PaperKind.REFUSAL: refusal}
    return written(case, chosen, writers[kind])


def content_of_draft(look: Look, kind: PaperKind, draft: Draft, languages: tuple[str, ...]) -> Content:
    """What would stand on this paper of a draft. Objection "nothing_lacks" if it could be received."""
    if kind is PaperKind.MISSING:
        return missing_of(look, draft, languages)
    return form_of(look, draft.answers, draft.year, languages)


def _withdrawn(case: Case, languages: tuple[str, ...]) -> Content:
    query = (
        select(AuditLine)
        .where(AuditLine.application_id == case.application.id, AuditLine.event == EventKind.WITHDRAWN)
        .order_by(col(AuditLine.seq).desc())
    )
    line = case.look.session.exec(query).first()
    at = line.at if line is not None else case.look.moment
    letter = str(json.loads(line.facts).get("class_set", "")) if line is not None else ""

    def page(of: Case, words: PaperWords) -> Content:
        return withdrawal(of, words, at, letter)

    return written(case, languages, page)
