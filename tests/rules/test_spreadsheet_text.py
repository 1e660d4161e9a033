"""Texts in a spreadsheet: nothing runs, no zero is lost, everything is read back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_desk.rules.names import clean
from clerk_desk.rules.spreadsheet_text import guarded, kept, runs, unguarded


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+7 701 123 45 67", "-1", "@SUM(A1)", "\t=1", "  =cmd|' /C calc'!A0", "＝1+1", "'=1", "\r\n=1"],
)
def test_a_cell_that_would_run_begins_with_an_apostrophe(text: str) -> None:
    assert guarded(text).startswith("'")
    assert unguarded(guarded(text)) == kept(text)


@pytest.mark.parametrize("text", ["001234", "021015599902", "210331699903", "12E3", "1/2", "5-10", "01.04", "1,5"])
def test_what_a_spreadsheet_would_take_for_a_number_stays_as_it_is_written(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Әлихан", "ҚР ІІМ", "01.04.2027", "2027-0041", "065/у", "052-2/у", "12", "0"])
def test_ordinary_words_and_dates_stand_bare(text: str) -> None:
    assert guarded(text) == text


def test_steering_characters_are_shown_and_do_nothing() -> None:
    assert kept("Ким\x1b]0;x\u202eанила\u200b") == "Ким·]0;x·анила·"
    assert kept("екі\r\nжол\tбар") == "екі\nжол бар"


@given(st.text())
@settings(max_examples=300, deadline=None)
def test_every_text_is_read_back_as_it_is_kept(text: str) -> None:
    assert unguarded(guarded(text)) == kept(text)
    assert not runs(guarded(text))
    assert kept(clean(text)) == clean(text), "what went through the desk's fields is not altered"
