"""The code on a paper: however it is read aloud, typed or scanned, it is the same code or none."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_desk.rules.digits import KAZAKH_ROW
from clerk_desk.rules.layouts import KAZAKH, RUSSIAN, typed_under
from clerk_desk.rules.paper_code import LETTERS, SIGNS, code_of, is_code, readings
from data.vocabulary import PaperKind

CODE = "2027-0041-R-7KQ2M9XD"
concerns = st.one_of(
    st.builds("{:04}-{:04}".format, st.integers(2000, 2099), st.integers(1, 99999)),
    st.builds("{:04}-{}{}".format, st.integers(2000, 2099), st.sampled_from("DCT"), st.integers(1, 99999)),
    st.builds("{:04}".format, st.integers(2000, 2099)),
)
codes = st.builds(
    code_of, concerns, st.sampled_from(PaperKind), st.binary(min_size=32, max_size=32).map(lambda some: some.hex())
)


@settings(max_examples=150, deadline=None)
@given(codes, st.sampled_from([RUSSIAN, KAZAKH]))
def test_a_code_is_read_back_in_every_form(code: str, layout: str) -> None:
    for form in (code, code.lower(), code.replace("-", ""), f"  {code.replace('-', ' ')} ", code.replace("-", "–")):
        assert readings(form)[0] == code, form
    scanned = typed_under(layout, code)
    for form in (scanned, scanned.swapcase()):
        assert code in readings(form), form


@settings(max_examples=100, deadline=None)
@given(codes)
def test_letters_that_look_alike_are_the_same(code: str) -> None:
    cyrillic = code.translate(str.maketrans("ABCEHKMPTX", "АВСЕНКМРТХ"))
    assert code in readings(cyrillic) and code in readings(code.replace("0", "O").replace("1", "l"))
    assert code in readings(code.replace("0", "О").replace("1", "І"))


@settings(max_examples=100, deadline=None)
@given(codes)
def test_a_hand_that_stays_on_the_kazakh_layout_is_understood(code: str) -> None:
    row = str.maketrans("1234567890", KAZAKH_ROW)
    looks = str.maketrans("ABCEHKMPTX", "АВСЕНКМРТХ")
    assert code in readings(code.translate(row)) and code in readings(code.translate(row).translate(looks))


def test_every_kind_has_a_letter_of_its_own_that_cannot_be_mistaken() -> None:
    assert len(set(LETTERS.values())) == len(LETTERS) == len(PaperKind)
    assert not set("OILU") & set("".join(LETTERS.values())) and not set("OILU") & set(SIGNS)
    assert len(SIGNS) == 32 and set(string.digits) < set(SIGNS)


def test_forty_bits_of_the_hash_are_in_it() -> None:
    assert code_of("2027-0041", PaperKind.RECEIPT, "00" * 32).endswith("-R-00000000")
    assert code_of("2027-0041", PaperKind.RECEIPT, "ff" * 32).endswith("-R-ZZZZZZZZ")
    assert code_of("2027", PaperKind.ORDER_DRAFT, "0000000001" + "00" * 27) == "2027-E-00000001"


@pytest.mark.parametrize(
    "text",
    ["", "-", "2027-0041", "900312499911", CODE[:-1], CODE + "A", "2027-0041-Q-7KQ2M9XD", "Сәрсен", "U" * 99],
)
def test_what_is_no_code_is_none(text: str) -> None:
    assert not is_code(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    for code in readings(text):
        assert readings(code)[0] == code
