"""What is typed into a field is read as it is meant, and written as the office writes it."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_desk.rules import email_address, numbers, phone
from clerk_desk.rules.form import FIELDS, Field, Kind, field
from clerk_desk.rules.reading import read, write
from data.vocabulary import DocumentKind, Relation, Sex


@pytest.mark.parametrize(
    ("name", "typed", "meant"),
    [
        ("child.iin", "210 331 699 903", "210331699903"),
        ("child.iin", "21033169990", None),
        ("child.born", "310321", dt.date(2021, 3, 31)),
        ("child.born", "31.13.2021", None),
        ("child.sex", "female", Sex.FEMALE),
        ("child.sex", "girl", None),
        ("applicant.relation", "mother", Relation.MOTHER),
        ("applicant.document_kind", "ID_CARD", DocumentKind.ID_CARD),
        ("photos.count", "2", 2),
        ("photos.count", "ә", 2),
        ("photos.count", ".", 7),
        ("photos.count", "100", None),
        ("photos.count", "-1", None),
        ("photos.count", "two", None),
        ("photos.recent", "yes", True),
        ("photos.recent", "no", False),
        ("photos.recent", "maybe", None),
        ("applicant.phone", "8 701 123 45 67", "+77011234567"),
        ("applicant.phone", "87771234", None),
        ("applicant.email", "a@Школа.KZ", "a@школа.kz"),
        ("applicant.email", "a@b", None),
        ("application.wished_class_set", "1 «ә»", "Ә"),
        ("child.surname", "  Сәрсен\u200bбай ", "Сәрсенбай"),
        ("applicant.document_number", 'қққққққ".', "000000017"),
        ("child.conclusion_number", "12қ", "12қ"),
        ("child.address", " Абай  даңғылы,\n1 ", "Абай даңғылы, 1"),
    ],
)
def test_what_is_typed_is_read_as_it_is_meant(name: str, typed: str, meant: object) -> None:
    value = read(field(name), typed)
    assert value == meant and type(value) is type(meant)


@pytest.mark.parametrize("question", FIELDS, ids=lambda question: str(question.name))
def test_an_empty_answer_means_nothing_in_any_field(question: Field) -> None:
    assert read(question, "") is None and read(question, " \t ") is None
    assert write(question, None) == ""


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(FIELDS), st.text(max_size=30))
def test_what_was_read_is_written_so_that_it_reads_the_same(question: Field, typed: str) -> None:
    value = read(question, typed)
    if value is not None:
        assert read(question, write(question, value)) == value


VALUES = {
    Kind.DATE: st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)),
    Kind.YES_NO: st.booleans(),
    Kind.COUNT: st.integers(0, 99),
    Kind.IIN: st.text("0123456789", min_size=12, max_size=12),
    Kind.PHONE: st.integers(0, 9999999).map(lambda n: f"+7701{n:07}"),
    Kind.CLASS_SET: st.sampled_from("АӘБВГҒД"),
}


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([q for q in FIELDS if q.kind in VALUES]), st.data())
def test_every_value_survives_being_written_and_read(question: Field, data: st.DataObject) -> None:
    value = data.draw(VALUES[question.kind])
    assert read(question, write(question, value)) == value


@pytest.mark.parametrize("question", [q for q in FIELDS if q.choices], ids=lambda question: str(question.name))
def test_every_choice_is_read_and_written_by_its_word(question: Field) -> None:
    for choice in question.choices:
        assert read(question, choice.value) == choice.value
        assert write(question, read(question, choice.value)) == choice.value


def test_dates_and_phones_are_written_as_the_office_writes_them() -> None:
    assert write(field("child.born"), dt.date(2021, 3, 31)) == "31.03.2021"
    assert write(field("applicant.phone"), "+77011234567") == "+7 701 123 45 67"
    assert write(field("photos.recent"), True) == "yes"


@pytest.mark.parametrize(
    "typed",
    [
        "8 701 123 45 67",
        "+7 (701) 123-45-67",
        "7011234567",
        "77011234567",
        "+77011234567",
        "8(701)1234567",
        "8.701.123.45.67",
        'ү.қ""әіңғ,.',
    ],
)
def test_one_phone_number_has_many_forms(typed: str) -> None:
    assert phone.parse(typed) == "+77011234567"


@pytest.mark.parametrize("typed", ["87771234", "8 701 123 45 6", "112", "мама 87011234567", "+999999999999", "", "+"])
def test_what_cannot_be_dialled_is_no_phone_number(typed: str) -> None:
    assert phone.parse(typed) is None


def test_numbers_abroad_are_taken_with_their_code() -> None:
    assert phone.parse("+998 90 123 45 67") == "+998901234567"
    assert phone.parse("00998 90 123 45 67") == "+998901234567"
    assert phone.show("+998901234567") == "+998 90 123 45 67"


def test_an_unknown_beginning_is_pointed_out_and_passes() -> None:
    assert phone.parse("+7 799 123 45 67") == "+77991234567"
    assert [(r.code, r.blocks) for r in phone.check("+77991234567")] == [("phone_unknown", False)]
    assert phone.check("+77011234567") == ()


@pytest.mark.parametrize(("typed", "right"), [("a.b@mail.kz", True), ("a@b.c.kz", True), ("әлия@пошта.қаз", True)])
def test_addresses_that_can_be_right_are_taken(typed: str, right: bool) -> None:
    assert (email_address.parse(typed) is not None) is right


@pytest.mark.parametrize(
    "typed", ["a", "a@", "@b.kz", "a b@c.kz", "a@b..kz", "a@@b.kz", "a@b", "a@b.kz,", "x" * 250 + "@b.kz"]
)
def test_addresses_that_cannot_be_right_are_not_taken(typed: str) -> None:
    assert email_address.parse(typed) is None


@pytest.mark.parametrize(
    ("typed", "number"),
    [("2027-0041", (2027, 41)), ("№ 2027-41", (2027, 41)), ("2027/41", (2027, 41)), ("2027-0000", None), ("41", None)],
)
def test_a_registration_number_is_read_as_it_is_spoken(typed: str, number: tuple[int, int] | None) -> None:
    assert numbers.parse(typed) == number


@given(st.integers(2000, 2099), st.integers(1, 99999))
def test_a_registration_number_is_read_back(year: int, number: int) -> None:
    assert numbers.parse(numbers.registration(year, number)) == (year, number)
    assert len(numbers.registration(year, number)) == max(9, 5 + len(str(number)))
