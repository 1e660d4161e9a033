"""Documents and medical forms: what their numbers usually look like, and how old they may be."""

import datetime as dt

import pytest

from clerk_desk.rules import documents, medical, photos
from data.vocabulary import DocumentKind, MedicalForm

TODAY = dt.date(2027, 4, 1)
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
