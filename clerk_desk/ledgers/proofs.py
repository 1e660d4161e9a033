"""What the records prove: the state of each ground for refusal, read from the stored checks, findings and seats."""

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import col, select

from clerk_desk.ledgers.fill import fills_of
from clerk_desk.ledgers.papers import Papers, papers_of
from clerk_desk.objection import Message, mark
from clerk_desk.rules.grounds import MedicalCheck, OpenFinding, Proof, StoredChecks, prove
from clerk_desk.rules.online import PHOTOS_NEEDED
from clerk_desk.work import Look
from data.tables import Application, Finding, MedicalPaper
from data.vocabulary import PORTALS

PAPERS: Mapping[str, str] = {
    "identity": mark("Identity document"),
    "application": mark("Application of the set form"),
    "photos": mark("Photos of the child"),
    "form_065": mark("Preventive vaccination card, 065/у"),
    "form_052": mark("Child health passport, 052-2/у"),
}
"""The papers of the founding notice, by the words that a finding may bear as its subject."""


def proofs_of(look: Look, application: Application) -> tuple[Proof, ...]:
    """The state of the three grounds as the store has them in this transaction, in the statute's order."""
    findings = select(Finding).where(Finding.application_id == application.id, col(Finding.cleared_at).is_(None))
    proofs = prove(
        _checks(look, papers_of(look, application)),
        [
            OpenFinding(row.ground, row.subject, row.found)
            for row in look.session.exec(findings.order_by(col(Finding.id)))
        ],
        fills_of(look, application.year),
        str(application.language),
    )
    return tuple(replace(proof, facts=tuple(map(_paper_named, proof.facts))) for proof in proofs)


def told(message: Message) -> dict[str, object]:
    """A sentence as the store keeps it: its source text, its facts, and both together in English."""
    facts = {name: told(fact) if isinstance(fact, Message) else fact for name, fact in message.facts.items()}
    return {"text": message.text, "facts": facts, "said": str(message)}


def _paper_named(fact: Message) -> Message:
    subject = fact.facts.get("subject")
    if isinstance(subject, str) and subject in PAPERS:
        return Message(fact.text, {**fact.facts, "subject": Message(PAPERS[subject])})
    return fact


def _checks(look: Look, papers: Papers) -> StoredChecks:
    photos, online = papers.photos, papers.application.channel in PORTALS
    return StoredChecks(
        is_holder=papers.applicant.is_holder,
        form_present=papers.application.form_present,
        form_signed=papers.application.form_signed,
        photos=photos.count if photos is not None else None,
        photos_needed=PHOTOS_NEEDED if online else look.law.policy.photos_needed,
        photos_3x4=photos is not None and photos.size_3x4,
        photos_of_this_child=photos is not None and photos.of_this_child,
        photos_recent=photos is not None and photos.recent,
        medical=tuple(_medical(row) for row in (papers.form_065, papers.form_052) if row is not None),
        online=online,
    )


def _medical(row: MedicalPaper) -> MedicalCheck:
    return MedicalCheck(row.form, row.present, row.signed, row.stamped, row.of_this_child)
