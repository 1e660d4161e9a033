"""The answer: accepted into a class-set that has a place, or refused on grounds that the records prove."""

from dataclasses import dataclass

from clerk_desk.ledgers.answers import Answer, answered, decide, held, held_with_sets, number_of
from clerk_desk.ledgers.fill import Fill, fills_of
from clerk_desk.ledgers.papers import papers_of
from clerk_desk.ledgers.proofs import proofs_of, told
from clerk_desk.ledgers.reasons import reason_said
from clerk_desk.ledgers.seats import claim
from clerk_desk.objection import Message, Objection
from clerk_desk.rules.grounds import Proof
from clerk_desk.rules.names import clean
from clerk_desk.rules.stages import acts, after
from clerk_desk.work import Look, Work
from data.tables import Application, ClassSet, RefusalGround
from data.vocabulary import EventKind, Ground, Outcome, TeachingLanguage

LONGEST_REASONS = 2000
"""Characters of a refusal's reasons."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A class-set as a choice for this child.

    `wished_language`: it teaches in the wished language; `wished`: the family named this very set.
    """

    fill: Fill
    wished_language: bool
    wished: bool


@dataclass(frozen=True, slots=True)
class GroundState:
    """Whether the records prove a ground. Proven: `facts` say by what; not proven: `why_not` says so.

    `kk`, `ru`, `en` are the statute's words.
    """

    ground: Ground
    kk: str
    ru: str
    en: str
    proven: bool
    facts: tuple[Message, ...]
    why_not: Message | None


@dataclass(frozen=True, slots=True)
class Options:
    """All that may be answered to an application now. `possible` are the acts that its stage allows."""

    application_id: int
    number: str
    child_name: str
    stage: str
    seats: tuple[Seat, ...]
    grounds: tuple[GroundState, ...]
    possible: tuple[EventKind, ...] = ()


def options(look: Look, application_id: int) -> Options:
    """The class-sets with their seats (the wished language first) and the state of each ground."""
    application = look.session.get(Application, application_id)
    if application is None:
        raise Objection("not_there", "This is no longer in the store. Go back and look again.")
    languages = [application.language, *TeachingLanguage]
    fills = sorted(fills_of(look, application.year), key=lambda fill: languages.index(TeachingLanguage(fill.language)))
    return Options(
        application_id=application_id,
        number=number_of(application),
        child_name=papers_of(look, application).child_name,
        stage=str(application.stage),
        seats=tuple(
            Seat(fill, fill.language == application.language, fill.class_set_id == application.wished_class_set_id)
            for fill in fills
        ),
        grounds=tuple(_ground_state(look, proof) for proof in proofs_of(look, application)),
        possible=tuple(sorted(acts(application.stage))),
    )


def accept(work: Work, application_id: int, class_set_id: int) -> Answer:
    """Accept the child: the seat is claimed in the same transaction. Objection "full", "closed", "answered"."""
    class_set = work.hold(ClassSet, class_set_id)
    application = held(work, application_id)
    stage = after(application.stage, EventKind.ACCEPTED)
    claim(work, class_set)
    application.stage, application.class_set_id = stage, class_set_id
    decide(work, application, Outcome.ACCEPTED, class_set_id)
    work.record(
        EventKind.ACCEPTED,
        application_id=application_id,
        number=number_of(application),
        class_set=class_set.letter,
        language=class_set.language,
        wished_language=application.language,
        taken=class_set.taken,
        seats=class_set.seats,
    )
    return answered(work, application, Outcome.ACCEPTED, class_set.letter)


def refuse(work: Work, application_id: int, grounds: tuple[Ground, ...], reasons: str) -> Answer:
    """Refuse on one or more proven grounds, with reasons in words.

    Every ground is proven anew in this transaction, and its facts are stored. Objection "not_proven" with what is
    lacking, "no_ground", "no_reasons", "answered".
    """
    if not clean(reasons):
        raise Objection("no_reasons", "Give the reasons in words: a refusal must be reasoned.")
    said = reason_said(reasons, LONGEST_REASONS)
    named = tuple(ground for ground in Ground if ground in grounds)
    if not named:
        raise Objection("no_ground", "Choose at least one ground: there is no refusal without one.")
    application = held_with_sets(work, application_id) if Ground.OVERFULL in named else held(work, application_id)
    stage = after(application.stage, EventKind.REFUSED)
    proofs = {proof.ground: proof for proof in proofs_of(work, application) if proof.ground in named}
    for proof in proofs.values():
        if not proof.proven:
            raise Objection(
                "not_proven", "Ground {ground} is not proven. {why}", ground=str(proof.ground), why=proof.why_not
            )
    application.stage = stage
    decision = decide(work, application, Outcome.REFUSED, reasons=said)
    facts = {ground: [{"code": ground} | told(fact) for fact in proof.facts] for ground, proof in proofs.items()}
    work.add(*(RefusalGround(decision_id=decision.id or 0, ground=ground, facts=facts[ground]) for ground in named))
    work.record(
        EventKind.REFUSED,
        application_id=application_id,
        number=number_of(application),
        grounds={str(ground): [fact["said"] for fact in facts[ground]] for ground in named},
        reasons=said,
    )
    return answered(work, application, Outcome.REFUSED, grounds=named)


def _ground_state(look: Look, proof: Proof) -> GroundState:
    text = look.law.grounds[proof.ground]
    return GroundState(proof.ground, text.kk, text.ru, text.en, proof.proven, proof.facts, proof.why_not)
