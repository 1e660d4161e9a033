"""What a scanner types under another layout is read back, sign for sign."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_desk.rules.digits import KAZAKH_ROW
from clerk_desk.rules.layouts import KAZAKH, RUSSIAN, US, ZONE, as_latin, typed_under, zone_sign

LAYOUTS = {"russian": RUSSIAN, "kazakh": KAZAKH}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@given(text=st.text(alphabet=US + " \n", max_size=40))
@settings(max_examples=60)
def test_what_a_scanner_types_is_among_the_readings_of_what_appears(layout: str, text: str) -> None:
    assert text in as_latin(typed_under(layout, text))


@given(text=st.text(max_size=40))
@settings(max_examples=60)
def test_the_text_as_it_was_typed_is_always_the_first_reading(text: str) -> None:
    assert as_latin(text)[0] == text


@pytest.mark.parametrize("layout", [US, RUSSIAN, KAZAKH], ids=["us", *LAYOUTS])
@given(zone=st.text(alphabet=ZONE, max_size=44), caps_lock=st.booleans())
@settings(max_examples=60)
def test_a_zone_is_read_back_from_any_layout_also_with_caps_lock(layout: str, zone: str, caps_lock: bool) -> None:
    typed = "".join(layout[US.index(sign)] for sign in zone)
    if caps_lock:
        typed = "".join(sign.swapcase() for sign in typed)
    assert "".join(map(zone_sign, typed)) == zone


def test_each_layout_has_a_different_sign_on_every_key() -> None:
    for layout in (US, RUSSIAN, KAZAKH):
        assert len(layout) == len(set(layout)) == 94


def test_the_beginning_of_a_card_under_both_layouts() -> None:
    assert typed_under(RUSSIAN, "IDKAZ00<") == "ШВЛФЯ00Б"
    assert typed_under(KAZAKH, "IDKAZ00<") == "ШВЛФЯққБ"


def test_the_digit_row_is_the_one_that_digit_fields_know() -> None:
    assert typed_under(KAZAKH, "1234567890") == KAZAKH_ROW


def test_the_address_of_a_qr_code_is_read_back_with_its_signs() -> None:
    address = "https://egov.kz/doc?id=5&x=1#a_b-c"
    for layout in LAYOUTS.values():
        assert address in as_latin(typed_under(layout, address))


def test_what_is_on_no_key_of_a_zone_stands_for_nothing() -> None:
    assert [zone_sign(sign) for sign in (" ", "-", "ө", "", "IK", "Ж")] == [""] * 6
