"""A ground for refusal is offered only when the records prove it, and says by what."""

from dataclasses import dataclass, replace

import pytest

from clerk_desk.rules.grounds import MedicalCheck, OpenFinding, Proof, StoredChecks, prove
from data.vocabulary import Ground, MedicalForm

F065 = MedicalCheck(MedicalForm.FORM_065, present=True, signed=True, stamped=True, of_this_child=True)
F052 = MedicalCheck(MedicalForm.FORM_052, present=True, signed=True, stamped=True, of_this_child=True)
SOUND = StoredChecks(
    is_holder=True,
    form_present=True,
    form_signed=True,
    photos=2,
    photos_needed=2,
    photos_3x4=True,
    photos_of_this_child=True,
    photos_recent=True,
    medical=(F065, F052),
)


@dataclass(frozen=True)
class Set:
    letter: str
    language: str
    seats: int
    taken: int
    closed: bool = False


FREE = [Set("А", "kk", 25, 25), Set("Ә", "kk", 25, 12), Set("В", "ru", 25, 25)]
FULL = [Set("А", "kk", 25, 25), Set("Ә", "kk", 24, 24), Set("В", "ru", 25, 3)]


def proof(
    ground: Ground, checks: StoredChecks = SOUND, findings: tuple[OpenFinding, ...] = (), sets: list[Set] | None = None
) -> Proof:
    proofs = {one.ground: one for one in prove(checks, findings, FREE if sets is None else sets, "kk")}
    assert list(proofs) == list(Ground)
    one = proofs[ground]
    assert one.proven is bool(one.facts) is (one.why_not is None)
    return one


def said(one: Proof) -> list[str]:
    return [str(fact) for fact in one.facts]


def test_sound_papers_and_a_free_place_prove_no_ground() -> None:
    for ground in Ground:
        assert not proof(ground).proven


def test_unreliable_is_proven_by_a_recorded_finding_only() -> None:
    finding = OpenFinding(Ground.UNRELIABLE, "form_065.number", "the clinic does not know this form")
    assert not proof(Ground.UNRELIABLE, replace(SOUND, form_signed=False)).proven
    one = proof(Ground.UNRELIABLE, findings=(finding,))
    assert said(one) == ["Preventive vaccination card, 065/у, Number as printed: the clinic does not know this form"]


def test_a_finding_proves_its_own_ground_and_no_other() -> None:
    finding = OpenFinding(Ground.NONCONFORMING, "photos.recent", "a photo of a baby")
    assert said(proof(Ground.NONCONFORMING, findings=(finding,))) == ["Photos, Recent: a photo of a baby"]
    assert not proof(Ground.UNRELIABLE, findings=(finding,)).proven


def test_a_finding_that_a_form_is_missing_names_the_form_once() -> None:
    finding = OpenFinding(Ground.UNRELIABLE, "form_052.present", "it is a copy")
    assert said(proof(Ground.UNRELIABLE, findings=(finding,))) == ["Child health passport, 052-2/у: it is a copy"]


def test_a_finding_about_something_that_is_no_field_keeps_the_clerks_words() -> None:
    finding = OpenFinding(Ground.UNRELIABLE, "birth certificate", "{the number} was changed by hand")
    assert said(proof(Ground.UNRELIABLE, findings=(finding,))) == [
        "birth certificate: {the number} was changed by hand"
    ]


@pytest.mark.parametrize(
    ("checks", "fact"),
    [
        (replace(SOUND, is_holder=False), "The identity document is not the applicant's own."),
        (replace(SOUND, form_present=False, form_signed=False), "The application of the set form is missing."),
        (replace(SOUND, form_signed=False), "The application is not signed."),
        (replace(SOUND, photos=1), "Photos: 1 given, 2 needed."),
        (replace(SOUND, photos_3x4=False), "The photos are not 3×4 cm."),
        (replace(SOUND, photos_of_this_child=False), "The photos are not of this child."),
        (replace(SOUND, photos_recent=False), "The photos are not recent."),
        (replace(SOUND, medical=(replace(F065, signed=False), F052)), "Form 065/у is not signed."),
        (replace(SOUND, medical=(F065, replace(F052, stamped=False))), "Form 052-2/у is not stamped."),
        (replace(SOUND, medical=(F065, replace(F052, of_this_child=False))), "Form 052-2/у is not this child's."),
        (replace(SOUND, medical=(replace(F065, present=False, signed=False), F052)), "Form 065/у is missing."),
    ],
)
def test_each_check_that_failed_proves_that_a_paper_does_not_conform(checks: StoredChecks, fact: str) -> None:
    assert said(proof(Ground.NONCONFORMING, checks)) == [fact]


def test_overfull_is_proven_when_every_class_set_of_the_language_is_full() -> None:
    assert said(proof(Ground.OVERFULL, sets=FULL)) == ["1 «А»: 25 of 25, full", "1 «Ә»: 24 of 24, full"]


def test_a_free_place_forbids_the_ground_and_is_named() -> None:
    assert str(proof(Ground.OVERFULL).why_not) == "1 «Ә» has 13 free places."
    one_left = [Set("А", "kk", 25, 24)]
    assert str(proof(Ground.OVERFULL, sets=one_left).why_not) == "1 «А» has a free place."
    two = [Set("А", "kk", 25, 24), Set("Ә", "kk", 25, 20)]
    assert str(proof(Ground.OVERFULL, sets=two).why_not) == ("1 «Ә» has 5 free places; there are 6 in this language.")


def test_a_closed_class_set_is_no_place_and_said_so() -> None:
    sets = [Set("А", "kk", 25, 25), Set("Ә", "kk", 25, 12, closed=True)]
    assert said(proof(Ground.OVERFULL, sets=sets)) == ["1 «А»: 25 of 25, full", "1 «Ә»: 12 of 25, closed"]


def test_closing_every_class_set_overfills_none() -> None:
    sets = [Set("А", "kk", 25, 0, closed=True), Set("Ә", "kk", 25, 12, closed=True)]
    assert not proof(Ground.OVERFULL, sets=sets).proven


def test_a_language_without_a_class_set_is_not_overfull() -> None:
    assert not proof(Ground.OVERFULL, sets=[Set("В", "ru", 25, 25)]).proven
    assert not proof(Ground.OVERFULL, sets=[]).proven
