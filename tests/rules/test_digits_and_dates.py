"""Digits from the Kazakh digit row, and dates however they are typed."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_desk.rules import dates, digits

ROW = dict(zip("1234567890", digits.KAZAKH_ROW, strict=True))
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))


def on_the_row(text: str) -> str:
    """What arrives when these digits are typed on the Kazakh layout."""
    return "".join(ROW.get(sign, sign) for sign in text)


@given(st.text("0123456789", max_size=15))
def test_every_digit_typed_on_the_kazakh_row_comes_back(number: str) -> None:
    assert digits.row_to_digits(on_the_row(number)) == number
    assert digits.row_to_digits(on_the_row(number).upper()) == number
    assert digits.row_to_digits(number) == number


def test_commas_and_dots_stay_where_they_may_part_something() -> None:
    assert digits.letters_to_digits('қ".қғ,2') == "01.05,2"


@pytest.mark.parametrize(("text", "surely"), [("ққққққә", True), ("12қ", False), ("әіңғ", False), (",,,,,,", False)])
def test_a_code_is_mapped_back_only_if_nothing_else_can_have_been_meant(text: str, surely: bool) -> None:
    assert digits.typed_on_the_row(text) is surely


@pytest.mark.parametrize(
    "typed",
    [
        "010427",
        "01042027",
        "1.4.27",
        "01.04.2027",
        "1/4/2027",
        "1-4-2027",
        "1,4,27",
        "1 4 27",
        "01. 04. 2027",
        " 01.04.2027 ",
        "01.04.2027 г.",
        "2027-04-01",
        "01 04 2027",
        "０１.０４.２０２７",
    ],
)
def test_a_date_may_be_typed_in_any_usual_form(typed: str) -> None:
    assert dates.parse(typed) == dt.date(2027, 4, 1)


@pytest.mark.parametrize(
    "typed", ["", "1", "14", "0104", "1.4", "32.01.2027", "29.02.2027", "01.13.27", "0104.27", "april", "1.4.1"]
)
def test_what_is_no_date_is_no_date(typed: str) -> None:
    assert dates.parse(typed) is None


@pytest.mark.parametrize("typed", ["01.04.1899", "01.04.2100", "01.04.0027"])
def test_years_far_away_are_slips(typed: str) -> None:
    assert dates.parse(typed) is None


def test_a_date_that_reads_as_typed_wins_over_the_kazakh_row() -> None:
    # "," is 6 and "." is 7 on the row; here they part the date, as they do everywhere else.
    assert dates.parse("1.1,27") == dt.date(2027, 1, 1)


def test_a_date_that_could_be_two_is_none() -> None:
    # 1.711.27? 17.11.27? nobody can tell: the clerk is asked.
    assert dates.parse("1.1.1.27") is None


@settings(max_examples=300)
@given(DAYS)
def test_what_is_shown_is_read_again(day: dt.date) -> None:
    assert dates.parse(dates.show(day)) == day


@settings(max_examples=300)
@given(DAYS)
def test_eight_digits_typed_on_the_kazakh_row_are_the_same_date(day: dt.date) -> None:
    typed = on_the_row(f"{day:%d%m}{day.year}")
    read = dates.parse(typed)
    assert read in (day, None)
    if "," not in typed and "." not in typed:
        assert read == day


@given(st.text(max_size=20))
def test_any_text_can_be_read_for_a_date(text: str) -> None:
    dates.parse(text)
