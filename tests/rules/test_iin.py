"""The number on the document: a wrong digit is found, what the digits say is a hint, never a verdict."""

import datetime as dt

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from clerk_desk.rules import iin
from data.vocabulary import Sex

# Invented numbers of nobody.
VALID = {
    "210115599902": (dt.date(2021, 1, 15), Sex.MALE),
    "210331699903": (dt.date(2021, 3, 31), Sex.FEMALE),
    "211231699902": (dt.date(2021, 12, 31), Sex.FEMALE),
    "220101599908": (dt.date(2022, 1, 1), Sex.MALE),
    "210902599900": (dt.date(2021, 9, 2), Sex.MALE),
    "200229699907": (dt.date(2020, 2, 29), Sex.FEMALE),
    "210515599670": (dt.date(2021, 5, 15), Sex.MALE),
    "900312499911": (dt.date(1990, 3, 12), Sex.FEMALE),
    "881105399916": (dt.date(1988, 11, 5), Sex.MALE),
}
IMPOSSIBLE = ("900101300800", "821214240092", "800907386680")
ELEVEN = st.text("0123456789", min_size=11, max_size=11)


@pytest.mark.parametrize("number", VALID)
def test_a_right_number_says_birth_date_and_sex(number: str) -> None:
    assert iin.check(number) == ()
    told = iin.parts(number)
    assert told is not None and (told.born, told.sex) == VALID[number] and told.number == number


@pytest.mark.parametrize("number", IMPOSSIBLE)
def test_numbers_that_cannot_exist_are_refused(number: str) -> None:
    assert iin.check_digit(number[:11]) is None
    assert [remark.code for remark in iin.check(number)] == ["iin_check_digit"]
    assert iin.parts(number) is None


@pytest.mark.parametrize("last", "0123456789")
def test_a_number_that_gives_ten_under_both_rows_of_weights_has_no_check_digit(last: str) -> None:
    assert iin.check(f"21051559961{last}")[0].blocks


def test_the_second_weights_decide_when_the_first_give_ten() -> None:
    assert iin.check_digit("21051559967") == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("21033169990", "iin_length"),
        ("2103316999033", "iin_length"),
        ("21033169990x", "iin_digits"),
        ("Сәрсенбай", "iin_digits"),
        ("210331699904", "iin_check_digit"),
        ("000000000000", "iin_check_digit"),
        ("²10331699903", "iin_digits"),
    ],
)
def test_what_is_no_number_says_what_to_do(text: str, code: str) -> None:
    (remark,) = iin.check(text, "child.iin")
    assert (remark.code, remark.field, remark.blocks) == (code, "child.iin", True)
    assert "document" in str(remark.message)


def test_the_sentence_of_a_wrong_digit_sends_to_the_document() -> None:
    assert str(iin.check("210331699904")[0].message) == (
        "The 11th digit or another does not fit: compare with the document."
    )


@pytest.mark.parametrize(
    "typed",
    [
        "210 331 699 903",
        " 210331699903 ",
        "210331-699903",
        "210\u00a0331\u00a0699\u00a0903",
        'ә"қіі",ұұұқі',
        'Ә"ҚІІ",ҰҰҰҚІ',
        "２１０３３１６９９９０３",
    ],
)
def test_a_number_is_understood_from_any_layout_and_with_spaces(typed: str) -> None:
    assert iin.clean(typed) == "210331699903"
    assert iin.check(typed) == ()


@pytest.mark.parametrize("seventh", "0789")
def test_an_odd_seventh_digit_is_only_a_warning(seventh: str) -> None:
    (remark,) = iin.check(_completed(f"210331{seventh}999"))
    assert (remark.code, remark.blocks) == ("iin_seventh_digit", False)


def test_a_date_that_does_not_exist_is_only_a_warning() -> None:
    number = _completed("2102315999")
    assert [(r.code, r.blocks) for r in iin.check(number)] == [("iin_date", False)]
    told = iin.parts(number)
    assert told is not None and told.born is None and told.sex is Sex.MALE


@pytest.mark.parametrize(("seventh", "century", "sex"), [("1", 18, "male"), ("2", 18, "female"), ("4", 19, "female")])
def test_the_seventh_digit_tells_century_and_sex(seventh: str, century: int, sex: str) -> None:
    told = iin.parts(_completed(f"900312{seventh}999"))
    assert told is not None and told.born == dt.date(century * 100 + 90, 3, 12) and told.sex == sex


def _completed(start: str) -> str:
    """The start with the first serial digits that give a number, and its check digit."""
    for serial in range(10 ** (11 - len(start))):
        eleven = f"{start}{serial:0{11 - len(start)}}" if len(start) < 11 else start
        if (last := iin.check_digit(eleven)) is not None:
            return f"{eleven}{last}"
    raise AssertionError(start)


@settings(max_examples=300)
@given(ELEVEN)
def test_a_completed_number_fits_and_no_other_last_digit_does(eleven: str) -> None:
    last = iin.check_digit(eleven)
    assume(eleven.strip("0"))
    fitting = [digit for digit in "0123456789" if iin.check_digit_fits(eleven + digit)]
    assert fitting == ([] if last is None else [str(last)])


@settings(max_examples=300)
@given(ELEVEN, st.integers(0, 11), st.integers(1, 9))
def test_every_single_wrong_digit_is_found_but_for_the_known_gap(eleven: str, place: int, step: int) -> None:
    last = iin.check_digit(eleven)
    assume(last is not None)
    number = f"{eleven}{last}"
    wrong = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    if iin.check_digit_fits(wrong):
        # Weight 11 makes the 11th digit weightless in the first row, and a change elsewhere may lead into
        # the second row of weights: those are the gaps that date and sex are cross-checked for.
        first_row = sum(int(d) * w for d, w in zip(eleven, range(1, 12), strict=True)) % 11
        changed = sum(int(d) * w for d, w in zip(wrong[:11], range(1, 12), strict=True)) % 11
        assert place == 10 or 10 in (first_row, changed)


def test_the_gap_of_the_eleventh_digit_is_real() -> None:
    assert iin.check_digit_fits("210331699903") and iin.check_digit_fits("210331699913")


@given(st.text(max_size=20))
def test_any_text_can_be_checked(text: str) -> None:
    iin.check(text)
    iin.parts(text)
    iin.check_bin(text)
    iin.mask(text)
    iin.group(text)


def test_lists_show_only_the_date_of_a_number() -> None:
    assert iin.mask("210331699903") == "210331••••••"
    assert iin.mask("12345") == "•••••"
    assert iin.mask("") == ""
    assert iin.group("210331699903") == "210 331 699 903"
    assert iin.group("2103") == "2103"


@pytest.mark.parametrize(
    ("number", "codes"),
    [
        ("010340001238", []),
        ("010340001233", ["bin_check_digit"]),
        ("0103400", ["bin_length"]),
        ("210331699903", ["bin_form"]),
    ],
)
def test_a_schools_number_is_checked_as_well(number: str, codes: list[str]) -> None:
    assert [remark.code for remark in iin.check_bin(number)] == codes
