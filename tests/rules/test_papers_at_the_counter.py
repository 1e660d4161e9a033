"""The papers at the counter: each fault has its own sentence; what their numbers look like, how old they may be."""

import datetime as dt

import pytest

from clerk_desk.rules import documents, medical, photos
from clerk_desk.rules.circumstances import Circumstances
from clerk_desk.rules.completeness import examine
from clerk_desk.rules.form import field
from clerk_desk.rules.reading import read
from data.law import Policy, the_law
from data.vocabulary import DocumentKind, MedicalForm
from tests.papers import complete_answers

TODAY = dt.date(2027, 4, 1)
ON = Circumstances(today=TODAY, year=2027, window=the_law().window(2027), policy=the_law().policy)
BLOCKS, WARNS = True, False
F065, F052 = MedicalForm.FORM_065, MedicalForm.FORM_052


@pytest.mark.parametrize(
    ("kind", "number", "usual"),
    [
        (DocumentKind.ID_CARD, "000000017", True),
        (DocumentKind.ID_CARD, "№ 000 000 017", True),
        (DocumentKind.ID_CARD, "00000017", False),
        (DocumentKind.ID_CARD, "N00000017", False),
        (DocumentKind.PASSPORT, "N00000017", True),
        (DocumentKind.PASSPORT, "n00000017", True),
        (DocumentKind.PASSPORT, "000000017", False),
        (DocumentKind.PASSPORT, "N0000001", False),
        (DocumentKind.FOREIGN_PASSPORT, "A-12/34 б", True),
        (DocumentKind.KANDAS, "17", True),
        ("", "17", True),
    ],
)
def test_an_unusual_document_number_is_pointed_out_and_passes(kind: str, number: str, usual: bool) -> None:
    remarks = documents.number_remarks(kind, number, "applicant.document_number")
    assert (remarks == ()) is usual
    assert not any(remark.blocks for remark in remarks)


@pytest.mark.parametrize(
    ("valid_until", "codes"),
    [
        (dt.date(2027, 3, 31), ["document_expired"]),
        (dt.date(2027, 4, 1), []),
        (dt.date(2037, 12, 31), []),
        (dt.date(2038, 1, 1), ["document_valid_too_long"]),
    ],
)
def test_an_expired_document_is_pointed_out(valid_until: dt.date, codes: list[str]) -> None:
    remarks = documents.validity_remarks(DocumentKind.ID_CARD, valid_until, TODAY)
    assert [remark.code for remark in remarks] == codes
    assert not any(remark.blocks for remark in remarks)


@pytest.mark.parametrize(
    "printed",
    ["065/у", "065/е", "065-у", "065у", "065", "№ 065/у", "№065/У", "форма № 065/у", "065/y", "065/у нысаны", "065/e",
     "Иммундау паспорты", "Паспорт иммунизации № 065/у", "Ф. 065/у"],
)  # fmt: skip
def test_the_vaccination_card_is_known_by_its_number_in_every_spelling(printed: str) -> None:
    assert medical.form_of(printed) == (F065, False)
    assert medical.number_remarks(F065, printed) == ()


@pytest.mark.parametrize("printed", ["052-2/у", "052-2/е", "052-2у", "052-2", "052/у-2", "№ 052-2/у", "052-2-у"])
def test_the_health_passport_is_known_by_its_number_in_every_spelling(printed: str) -> None:
    assert medical.form_of(printed) == (F052, False)
    assert medical.number_remarks(F052, printed) == ()


@pytest.mark.parametrize(
    ("form", "printed"), [(F065, "063/у"), (F065, "063/е"), (F052, "026/у-3"), (F052, "026/у - 3")]
)
def test_an_old_number_of_the_same_form_is_understood_with_a_warning(form: MedicalForm, printed: str) -> None:
    assert [(r.code, r.blocks) for r in medical.number_remarks(form, printed)] == [("medical_number_old", False)]


@pytest.mark.parametrize(
    ("form", "printed", "code"),
    [
        (F065, "052-2/у", "medical_number_of_the_other"),
        (F052, "063/у", "medical_number_of_the_other"),
        (F052, "026/у", "medical_number_unknown"),
        (F065, "086/у", "medical_number_unknown"),
        (F065, "у", "medical_number_unknown"),
    ],
)
def test_another_papers_number_is_pointed_out(form: MedicalForm, printed: str, code: str) -> None:
    assert [(r.code, r.blocks) for r in medical.number_remarks(form, printed)] == [(code, False)]


@pytest.mark.parametrize(
    ("issued", "codes"),
    [
        (dt.date(2027, 4, 2), ["date_ahead"]),
        (dt.date(2027, 4, 1), []),
        (dt.date(2026, 4, 2), []),
        (dt.date(2026, 4, 1), ["medical_form_old"]),
    ],
)
def test_the_date_of_a_form_is_looked_at(issued: dt.date, codes: list[str]) -> None:
    assert [remark.code for remark in medical.date_remarks(issued, TODAY, 12)] == codes


@pytest.mark.parametrize(("count", "said"), [(0, "2 photos"), (1, "One photo"), (2, ""), (3, "")])
def test_two_photos_are_needed(count: int, said: str) -> None:
    remarks = photos.count_remarks(count, 2, "photos.count")
    assert [(r.code, r.blocks) for r in remarks] == ([("missing_paper", True)] if said else [])
    assert all(said in str(remark.message) for remark in remarks)


# Every fault of a paper, its sentence, and whether it holds receiving up


BOTH_FORMS = ("form_065", "form_052")


def _of_both(part: str, answer: str, blocks: bool, sentence: str) -> list[tuple[dict[str, str], str, bool, str]]:
    return [({f"{form}.{part}": answer}, f"{form}.{part}", blocks, sentence) for form in BOTH_FORMS]


def _another_childs(differs: str, sentence: str) -> list[tuple[dict[str, str], str, bool, str]]:
    return [
        ({f"{form}.of_this_child": "no", f"{form}.differs": differs}, f"{form}.of_this_child", WARNS, sentence)
        for form in BOTH_FORMS
    ]


FAULTS: list[tuple[dict[str, str], str, bool, str]] = [
    # The identity document
    ({"applicant.is_holder": "no"}, "applicant.is_holder", BLOCKS, "somebody else's: ask for the applicant's own"),
    ({"applicant.original_returned": "no"}, "applicant.original_returned", BLOCKS, "Give the original back"),
    ({"applicant.document_number": "1"}, "applicant.document_number", WARNS, "An ID card's number has 9 digits"),
    (
        {"applicant.document_valid_until": "31.03.2027"},
        "applicant.document_valid_until",
        WARNS,
        "expired on 2027-03-31: ask for a valid one",
    ),
    (
        {"applicant.document_valid_until": "01.04.2038"},
        "applicant.document_valid_until",
        WARNS,
        "Valid for more than 10 years?",
    ),
    # The basis of one who is no parent
    (
        {
            "applicant.relation": "guardian",
            "applicant.basis_kind": "guardianship_order",
            "applicant.basis_number": "17",
            "applicant.basis_date": "02.04.2027",
        },
        "applicant.basis_date",
        WARNS,
        "This date lies ahead",
    ),
    # The application
    ({"application.form_present": "no"}, "application.form_present", BLOCKS, "The application is missing"),
    ({"application.form_signed": "no"}, "application.form_signed", WARNS, "Unsigned it does not conform"),
    ({"application.form_date": "02.04.2027"}, "application.form_date", WARNS, "This date lies ahead"),
    ({"application.form_date": "31.12.2026"}, "application.form_date", WARNS, "Dated in another year"),
    ({"application.form_date": "30.01.2027"}, "application.form_date", WARNS, "Dated more than 60 days ago"),
    ({"application.consent_processing": "no"}, "application.consent_processing", BLOCKS, "Without this consent"),
    ({"application.consent_access": "no"}, "application.consent_access", WARNS, "Not given: say so to the parent"),
    # The photos
    ({"photos.count": "0"}, "photos.count", BLOCKS, "2 photos are missing"),
    ({"photos.count": "1"}, "photos.count", BLOCKS, "One photo is missing"),
    ({"photos.size_3x4": "no"}, "photos.size_3x4", WARNS, "Another size does not conform"),
    ({"photos.of_this_child": "no"}, "photos.of_this_child", WARNS, "Photos of somebody else do not conform"),
    ({"photos.recent": "no"}, "photos.recent", WARNS, "Photos older than 6 months do not conform"),
    # The two medical forms
    *_of_both("present", "no", BLOCKS, "This form is missing: ask for it"),
    *_of_both("signed", "no", WARNS, "Unsigned it does not conform"),
    *_of_both("stamped", "no", WARNS, "Unstamped it does not conform"),
    *_of_both("issued", "02.04.2027", WARNS, "This date lies ahead"),
    *_of_both("issued", "01.04.2026", WARNS, "Filled in more than 12 months ago"),
    *_of_both("number", "086/у", WARNS, "this may be another paper"),
    ({"form_065.number": "063/у"}, "form_065.number", WARNS, "An old number of form 065/у"),
    ({"form_052.number": "026/у-3"}, "form_052.number", WARNS, "An old number of form 052-2/у"),
    ({"form_065.number": "052-2/у"}, "form_065.number", WARNS, "the other medical form; here belongs 065/у"),
    ({"form_052.number": "065/у"}, "form_052.number", WARNS, "the other medical form; here belongs 052-2/у"),
    *_another_childs("name", "Another name stands on it"),
    *_another_childs("born", "Another date of birth stands on it"),
    *_another_childs("both", "Name and date of birth are another child's"),
]


@pytest.mark.parametrize(("wrong", "at", "blocks", "sentence"), FAULTS, ids=lambda value: str(value)[:40])
def test_every_fault_of_a_paper_has_its_sentence(wrong: dict[str, str], at: str, blocks: bool, sentence: str) -> None:
    [remark] = examine(complete_answers() | wrong, ON)
    assert (remark.field, remark.blocks) == (at, blocks)
    assert sentence in str(remark.message)


def test_no_two_faults_of_a_paper_share_a_sentence() -> None:
    said: dict[str, set[str]] = {}
    for wrong, at, _, _ in FAULTS:
        for remark in examine(complete_answers() | wrong, ON):
            said.setdefault(str(remark.message), set()).add(f"{at.rpartition('.')[2]} {sorted(wrong.values())}")
    assert all(len(faults) == 1 for text, faults in said.items() if "lies ahead" not in text)


@pytest.mark.parametrize(
    ("policy", "answers", "sentence"),
    [
        (Policy(application_days=10), {"application.form_date": "20.03.2027"}, "more than 10 days ago"),
        (Policy(form_months=3), {"form_065.issued": "31.12.2026"}, "more than 3 months ago"),
        (Policy(photo_months=3), {"photos.recent": "no"}, "older than 3 months"),
        (Policy(photo_months=3), {"photos.recent": ""}, "not older than 3 months"),
    ],
)
def test_how_old_a_paper_may_be_is_a_setting(policy: Policy, answers: dict[str, str], sentence: str) -> None:
    on = Circumstances(today=TODAY, year=2027, window=the_law().window(2027), policy=policy)
    [remark] = examine(complete_answers() | answers, on)
    assert sentence in str(remark.message)


def test_before_it_is_said_what_differs_the_clerk_is_asked() -> None:
    remarks = examine(complete_answers() | {"form_065.of_this_child": "no"}, ON)
    assert [(r.field, r.code, r.blocks) for r in remarks] == [
        ("form_065.of_this_child", "does_not_conform", WARNS),
        ("form_065.differs", "missing", BLOCKS),
    ]


def test_of_a_form_that_is_not_there_it_is_not_asked_what_differs() -> None:
    answers = complete_answers() | {"form_065.present": "no", "form_065.of_this_child": "no"}
    assert [remark.field for remark in examine(answers, ON)] == ["form_065.present"]


@pytest.mark.parametrize(("typed", "meant"), [("қ,ғ/у", "065/у"), ("қғә-ә/у", "052-2/у"), ("17 ү", "17 ү")])
def test_a_forms_number_typed_on_the_kazakh_row_is_read(typed: str, meant: str) -> None:
    assert read(field("form_065.number"), typed) == meant
