"""What is whole needs no key more; what is not whole, or may become more, is never cut off."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_desk.rules import dates
from clerk_desk.rules.finding import found_in
from clerk_desk.rules.form import FIELDS, Kind, Need, asked, field, presets
from clerk_desk.rules.going_on import finished, still_asks
from clerk_desk.rules.reading import read
from tests.papers import complete_answers
from tests.rules.test_digits_and_dates import DAYS, on_the_row

PHONE, BORN, IIN = field("applicant.phone"), field("child.born"), field("child.iin")


def ends_at(name: str, typed: str, **answers: str) -> list[int]:
    """After which of the typed signs the field counts as finished; typing would go on in the next field there."""
    kept = {key.replace("__", ".", 1): text for key, text in answers.items()}
    return [at for at in range(1, len(typed) + 1) if finished(field(name), typed[:at], kept)]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("child.iin", "210331699903"),
        ("child.iin", "210 331 699 903"),
        ("applicant.phone", "8 701 123 45 67"),
        ("applicant.phone", "87771234567"),
        ("applicant.phone", "+7 (777) 123-45-67"),
        ("applicant.phone", "77771234567"),
        ("applicant.phone", "7011234567"),
        ("applicant.phone", "8 (7172) 12 34 56"),
        ("child.born", "010427"),
        ("child.born", "01042027"),
        ("child.born", "31032020"),
        ("child.born", "1.4.27"),
        ("child.born", "1.12.2021"),
        ("child.born", "12.1.2021"),
        ("child.born", "01.04.2027"),
        ("child.born", "01-04-2019"),
        ("child.born", 'қ"қңә.'),
        ("photos.count", "2"),
        ("photos.count", "ә"),
        ("photos.count", "12"),
    ],
)
def test_what_is_whole_ends_with_its_last_sign_and_not_before(name: str, typed: str) -> None:
    assert ends_at(name, typed) == [len(typed)]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("child.iin", "210331699902"),
        ("child.iin", "21033169990"),
        ("applicant.phone", "777 123 45 67"),
        ("applicant.phone", "+998 90 123 45 67"),
        ("applicant.phone", "+1 212 555 0123"),
        ("applicant.phone", "8.701.123.45.67"),
        ("applicant.phone", "112"),
        ("child.born", "310320"),
        ("child.born", "010419"),
        ("child.born", "1.4.20"),
        ("child.born", "320427"),
        ("child.born", "april"),
        ("photos.count", "1"),
        ("child.surname", "Сәрсенбай"),
        ("child.address", "Абай к., 5-12"),
        ("applicant.email", "a@b.kz"),
        ("form_065.number", "065/у"),
        ("child.birth_certificate", "012345678"),
        ("applicant.document_number", "012345678"),  # no kind is chosen
    ],
)
def test_what_may_become_more_is_left_to_its_enter(name: str, typed: str) -> None:
    assert ends_at(name, typed) == []


@pytest.mark.parametrize(
    ("kind", "number", "ends"),
    [
        ("id_card", "012345678", [9]),
        ("id_card", "012 345 678", [11]),
        ("id_card", "N01234567", []),
        ("passport", "N01234567", []),
        ("passport", "N012345678", [9]),
        ("passport", "012345678", []),
        ("foreign_passport", "012345678", []),
    ],
)
def test_a_document_number_ends_as_its_kind_has_it(kind: str, number: str, ends: list[int]) -> None:
    if kind == "passport" and number == "N01234567":
        number = "N0123456"
    assert ends_at("applicant.document_number", number, applicant__document_kind=kind) == ends


@settings(max_examples=200, deadline=None)
@given(DAYS, st.sampled_from(["{0:%d%m%Y}", "{0:%d.%m.%Y}", "{0.day}.{0.month}.{0.year}", "{0:%d/%m/%Y}"]))
def test_a_date_in_four_digits_of_the_year_is_never_cut_short(day: dt.date, form: str) -> None:
    typed = form.format(day)
    assert ends_at("child.born", typed)[:1] in ([len(typed)], [])


@settings(max_examples=200, deadline=None)
@given(st.dates(dt.date(2021, 1, 1), dt.date(2059, 12, 31)))
def test_six_digits_are_a_date_on_every_layout(day: dt.date) -> None:
    typed = f"{day:%d%m%y}"
    assert ends_at("child.born", typed) == [6]
    row = on_the_row(typed)
    if ends_at("child.born", row):
        assert dates.parse(row) == day and ends_at("child.born", row) == [6]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 9999999), st.sampled_from(["8701", "+7701", "7701", "8 747 ", "+7 (705) "]))
def test_a_phone_number_is_never_cut_short(number: int, code: str) -> None:
    typed = f"{code}{number:07}"
    assert ends_at("applicant.phone", typed) == [len(typed)]


# Where Enter leads


def test_of_a_whole_paper_nothing_is_asked_again() -> None:
    answers = complete_answers()
    assert [question.name for question in FIELDS if still_asks(question, answers)] == []


def test_what_must_be_answered_never_stands_aside() -> None:
    for question in FIELDS:
        assert not (question.aside and question.need is Need.REQUIRED)


def test_a_new_form_asks_everything_but_what_is_preset_or_aside() -> None:
    answers = presets()
    passed_by = {q.name for q in FIELDS if asked(q, answers) and not still_asks(q, answers)}
    assert passed_by == set(answers) | {q.name for q in FIELDS if q.aside}


@pytest.mark.parametrize(
    ("name", "text"), [("child.iin", "210331699902"), ("child.born", "31.3"), ("applicant.phone", "112")]
)
def test_what_cannot_be_meant_still_asks(name: str, text: str) -> None:
    assert still_asks(field(name), {name: text})


# A number among other words


@pytest.mark.parametrize(
    ("name", "line", "answer", "rest"),
    [
        ("child.iin", "ИИН: 210 331-699-903", "210331699903", "ИИН:"),
        ("child.iin", "900101300800 210331699903", "210331699903", "900101300800"),
        ("child.born", "31.03.2021 г.р.", "31.03.2021", "г.р."),
        ("applicant.phone", "мама 87011234567", "87011234567", "мама"),
    ],
)
def test_the_one_number_of_a_line_is_found(name: str, line: str, answer: str, rest: str) -> None:
    assert found_in(field(name), line) == (answer, rest)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("child.iin", "210331699903 210115599902"),
        ("child.iin", "2103316999031"),
        ("child.born", "31.03.2021 01.04.2027"),
        ("applicant.phone", "87011234567, 87021234567"),
        ("child.surname", "210331699903"),
        ("child.iin", ""),
    ],
)
def test_where_several_could_be_meant_none_is_chosen(name: str, line: str) -> None:
    assert found_in(field(name), line) is None


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([IIN, BORN, PHONE]), st.text(max_size=40))
def test_what_is_found_can_be_read_and_nothing_else_is_lost(question: object, line: str) -> None:
    found = found_in(question, line)  # type: ignore[arg-type]
    if found is not None:
        answer, rest = found
        assert read(question, answer) is not None  # type: ignore[arg-type]
        if question.kind is not Kind.IIN:  # type: ignore[attr-defined]
            assert answer in line and all(piece in line for piece in rest.split())
