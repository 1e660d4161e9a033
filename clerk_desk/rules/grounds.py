"""The three grounds for refusal: each is offered only when the records prove it, with the facts that prove it."""

from collections.abc import Sequence
from dataclasses import dataclass

from clerk_desk.objection import Message, mark
from clerk_desk.rules import form
from clerk_desk.rules.seats import ClassSetState, free
from data.vocabulary import Ground, MedicalForm


@dataclass(frozen=True, slots=True)
class MedicalCheck:
    """What the clerk saw of a medical form."""

    form: MedicalForm
    present: bool
    signed: bool
    stamped: bool
    of_this_child: bool


@dataclass(frozen=True, slots=True)
class StoredChecks:
    """What the clerk saw of the papers, as it is stored with the application.

    Of one that came through a portal (`online`) only the photos' count and whether the forms are there may be known:
    None, and no entry among `medical`, is not known and proves nothing.
    """

    is_holder: bool
    form_present: bool
    form_signed: bool
    photos: int | None
    photos_needed: int
    photos_3x4: bool
    photos_of_this_child: bool
    photos_recent: bool
    medical: tuple[MedicalCheck, ...]
    online: bool = False


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """A finding that still stands. `subject` is a field's name or words of the clerk; `found` the clerk's words."""

    ground: Ground
    subject: str
    found: str


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether the records prove a ground: by `facts` if so, else `why_not` says what is lacking."""

    ground: Ground
    proven: bool
    facts: tuple[Message, ...]
    why_not: Message | None


def prove(
    checks: StoredChecks, findings: Sequence[OpenFinding], class_sets: Sequence[ClassSetState], language: str
) -> tuple[Proof, ...]:
    """The state of each ground, in the statute's order. `class_sets`: all of the year; `language`: the wished one."""
    return (
        _unreliable(findings),
        _nonconforming(checks, findings),
        _overfull([one for one in class_sets if one.language == language]),
    )


def _unreliable(findings: Sequence[OpenFinding]) -> Proof:
    facts = _found(findings, Ground.UNRELIABLE)
    if facts:
        return Proof(Ground.UNRELIABLE, True, facts, None)
    why_not = Message("No document or datum is recorded as unreliable: record what was found first.")
    return Proof(Ground.UNRELIABLE, False, (), why_not)


def _nonconforming(checks: StoredChecks, findings: Sequence[OpenFinding]) -> Proof:
    facts = tuple(nonconforming(checks)) + _found(findings, Ground.NONCONFORMING)
    if facts:
        return Proof(Ground.NONCONFORMING, True, facts, None)
    why_not = Message("Every paper was checked and conforms: record what does not, if anything.")
    if checks.online:
        why_not = Message("Nothing is recorded that does not conform: look at the files in the portal, then record it.")
    return Proof(Ground.NONCONFORMING, False, (), why_not)


def _found(findings: Sequence[OpenFinding], ground: Ground) -> tuple[Message, ...]:
    return tuple(
        Message("{subject}: {found}", {"subject": subject_of(finding.subject), "found": finding.found})
        for finding in findings
        if finding.ground is ground
    )


_WHOSE = {
    "applicant": mark("Applicant"),
    "child": mark("Child"),
    "application": mark("Application"),
    "photos": mark("Photos"),
    "form_065": form.field("form_065.present").label,
    "form_052": form.field("form_052.present").label,
}


def subject_of(subject: str) -> object:
    """What a finding is about, as a fact: whose field it is and its label, else the words themselves."""
    whose = _WHOSE.get(subject.partition(".")[0])
    try:
        label = form.field(subject).label
    except KeyError:
        return subject
    if whose is None or whose == label:
        return Message(label)
    return Message("{whose}, {field}", {"whose": Message(whose), "field": Message(label)})


def nonconforming(checks: StoredChecks) -> list[Message]:
    """How the papers do not conform, by the checks that are stored; empty if all do."""
    found: list[Message] = []
    if checks.online:
        return _online(checks)
    if not checks.is_holder:
        found.append(Message("The identity document is not the applicant's own."))
    if not checks.form_present:
        found.append(Message("The application of the set form is missing."))
    elif not checks.form_signed:
        found.append(Message("The application is not signed."))
    found.extend(_count(checks))
    if not checks.photos_3x4:
        found.append(Message("The photos are not 3×4 cm."))
    if not checks.photos_of_this_child:
        found.append(Message("The photos are not of this child."))
    if not checks.photos_recent:
        found.append(Message("The photos are not recent."))
    for paper in checks.medical:
        found.extend(_medical(paper))
    return found


def _online(checks: StoredChecks) -> list[Message]:
    """Founding notice, what is needed online: no document was shown here, and one digital photo is enough."""
    missing = [paper for paper in checks.medical if not paper.present]
    return [*_count(checks), *(fact for paper in missing for fact in _medical(paper))]


def _count(checks: StoredChecks) -> list[Message]:
    if checks.photos is None or checks.photos >= checks.photos_needed:
        return []
    facts: dict[str, object] = {"given": checks.photos, "needed": checks.photos_needed}
    return [Message("Photos: {given} given, {needed} needed.", facts)]


def _medical(paper: MedicalCheck) -> list[Message]:
    facts: dict[str, object] = {"form": paper.form.value}
    if not paper.present:
        return [Message("Form {form} is missing.", facts)]
    found = []
    if not paper.signed:
        found.append(Message("Form {form} is not signed.", facts))
    if not paper.stamped:
        found.append(Message("Form {form} is not stamped.", facts))
    if not paper.of_this_child:
        found.append(Message("Form {form} is not this child's.", facts))
    return found


def _overfull(class_sets: Sequence[ClassSetState]) -> Proof:
    if not class_sets:
        why_not = Message("There is no class-set of the wished language: none can be overfull.")
        return Proof(Ground.OVERFULL, False, (), why_not)
    open_ones = [one for one in class_sets if free(one)]
    if open_ones:
        return Proof(Ground.OVERFULL, False, (), _places(open_ones))
    if not any(one.taken >= one.seats for one in class_sets):
        why_not = Message(
            "Every class-set of the wished language is closed and none is full: a closed door is no ground."
        )
        return Proof(Ground.OVERFULL, False, (), why_not)
    return Proof(Ground.OVERFULL, True, tuple(_fullness(one) for one in class_sets), None)


def _places(class_sets: Sequence[ClassSetState]) -> Message:
    first = max(class_sets, key=free)
    facts: dict[str, object] = {"letter": first.letter, "free": free(first)}
    if len(class_sets) == 1 and free(first) == 1:
        return Message("1 «{letter}» has a free place.", facts)
    if len(class_sets) == 1:
        return Message("1 «{letter}» has {free} free places.", facts)
    return Message(
        "1 «{letter}» has {free} free places; there are {all} in this language.",
        facts | {"all": sum(free(one) for one in class_sets)},
    )


def _fullness(one: ClassSetState) -> Message:
    facts: dict[str, object] = {"letter": one.letter, "taken": one.taken, "seats": one.seats}
    if one.taken >= one.seats:
        return Message("1 «{letter}»: {taken} of {seats}, full", facts)
    return Message("1 «{letter}»: {taken} of {seats}, closed", facts)
