"""What a password must be, and what a sign-in name may be."""

import unicodedata

import pytest

from clerk_desk.objection import Objection
from clerk_desk.rules.logins import login_of, read_full_name, read_login
from clerk_desk.rules.passwords import demand_strong


@pytest.mark.parametrize(
    "password", ["kok aspan kun", "көк аспан күн", "ұзынқұпиясөз", "1a2b3c4d5e", "a" * 190 + "bcdefghijk"]
)
def test_a_long_password_is_enough(password: str) -> None:
    demand_strong(password, "aigul", "Сейітова Айгүл")


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short",
        "123456789",
        "aaaaaaaaaaaa",
        "1234567890",
        "abcdefghijkl",
        "ababababababab",
        "йцукенгшщз",
        "Сейітова Айгүл",
        "сейітова-айгүл",
        "x" * 201,
        "kok aspan\x00kun",
        "kok aspan\nkun",
        "Administrator",
    ],
)
def test_a_guessable_password_is_refused(password: str) -> None:
    with pytest.raises(Objection) as caught:
        demand_strong(password, "aigul", "Сейітова Айгүл")
    assert caught.value.code == "weak_password"
    assert len(password) < 8 or password not in str(caught.value)


def test_the_sign_in_name_twice_is_no_password() -> None:
    with pytest.raises(Objection):
        demand_strong("gulnar.gulnar", "gulnar")


def test_length_is_measured_as_it_is_hashed() -> None:
    with pytest.raises(Objection):
        demand_strong(unicodedata.normalize("NFD", "йёйёйёабв"), "x")  # fifteen signs, nine letters


@pytest.mark.parametrize(
    ("typed", "kept"), [("Aigul", "aigul"), ("  ӘСЕЛ.К ", "әсел.к"), ("k2", "k2"), ("a-b_c", "a-b_c")]
)
def test_a_sign_in_name_is_lower_case_in_any_letters(typed: str, kept: str) -> None:
    assert read_login(typed) == kept == login_of(typed)


@pytest.mark.parametrize(
    "typed", ["", " ", "a b", ".a", "-", "a\u200bb", "a\x1b[0m", "a" * 41, "a/b", "[@click=x]", "*"]
)
def test_other_signs_are_refused(typed: str) -> None:
    with pytest.raises(Objection):
        read_login(typed)


def test_a_full_name_is_one_line() -> None:
    assert read_full_name("  Сейітова \t Айгүл ") == "Сейітова Айгүл"
    for wrong in ("", "  ", "x" * 121, "a\x1b]0;b", "a\u202eb"):
        with pytest.raises(Objection):
            read_full_name(wrong)
