"""Names are never refused for a letter; they are found from any keyboard and sorted by the alphabet."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_desk.rules import names

LETTERS = st.sampled_from(names.ALPHABET)
NAMES = st.text(names.ALPHABET + names.ALPHABET.lower() + " -'", max_size=12)


def test_the_alphabet_has_42_letters() -> None:
    assert len(names.ALPHABET) == 42 == len(set(names.ALPHABET))


@given(LETTERS, LETTERS)
def test_two_letters_are_sorted_as_the_alphabet_says(one: str, other: str) -> None:
    order = names.ALPHABET.index(one) < names.ALPHABET.index(other)
    assert (names.sort_key(one) < names.sort_key(other)) is order
    assert names.sort_key(one) == names.sort_key(one.lower())


@settings(max_examples=300)
@given(st.lists(LETTERS, max_size=6), st.lists(LETTERS, max_size=6))
def test_words_are_sorted_letter_by_letter(one: list[str], other: list[str]) -> None:
    def places(word: list[str]) -> list[int]:
        return [names.ALPHABET.index(letter) for letter in word]

    assert (names.sort_key("".join(one)) < names.sort_key("".join(other))) is (places(one) < places(other))


def test_a_list_of_children_stands_in_the_order_of_the_alphabet() -> None:
    children = ["Ғалым", "Гүлім", "Әлия", "Аян", "Баян", "Үміт", "Ұлан", "Уәли", "Іңкәр", "Ыдырыс", "Қанат", "Камал"]
    assert sorted(children, key=names.sort_key) == [
        "Аян",
        "Әлия",
        "Баян",
        "Гүлім",
        "Ғалым",
        "Камал",
        "Қанат",
        "Уәли",
        "Ұлан",
        "Үміт",
        "Ыдырыс",
        "Іңкәр",
    ]


def test_the_surname_decides_first_then_the_given_name() -> None:
    people = [("Али", "Яна"), ("Алиев", "Аян"), ("Али Хан", "Аян"), ("Али", "Аян", "Б"), ("Али", "Аян")]
    assert sorted(people, key=lambda p: names.sort_key(*p)) == [
        ("Али", "Аян"),
        ("Али", "Аян", "Б"),
        ("Али", "Яна"),
        ("Али Хан", "Аян"),
        ("Алиев", "Аян"),
    ]


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_sort_key_has_only_letters_that_every_database_sorts_alike(one: str, other: str) -> None:
    assert set(names.sort_key(one, other)) <= set(string.ascii_lowercase)


def test_foreign_letters_come_after_the_kazakh_ones_and_accents_do_not_count() -> None:
    assert names.sort_key("Яна") < names.sort_key("Anna") < names.sort_key("مريم")
    assert names.sort_key("Ägnes") == names.sort_key("Agnes")
    assert names.sort_key("O'Neil") == names.sort_key("ONeil")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("сарсенбай", "Сәрсенбай"),
        ("КУДАЙБЕРГЕН", "Құдайберген"),
        ("галым", "Ғалым"),
        ("унгар", "Үңғар"),
        ("откир", "Өткір"),
        ("шахин", "Шаһин"),
        ("аленa", "Алёна"),
        ("сергеи", "Сергей"),
        ("идирис", "Ыдырыс"),
        ("ахмет али", "Ахмет-Али"),
        ("оксана", "O'ксана"),
        ("ivan", "Ivan"),
    ],
)
def test_a_child_is_found_whatever_the_keyboard_can_type(typed: str, written: str) -> None:
    assert names.fold(typed) == names.fold(written)


def test_different_names_stay_different() -> None:
    folded = [names.fold(name) for name in ("Асан", "Есен", "Ұсен", "Хасан", "Қасым")]
    assert len(set(folded)) == len(folded)


@settings(max_examples=500)
@given(st.text(max_size=20))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert names.fold(names.fold(text)) == names.fold(text)


@given(NAMES)
def test_case_never_decides_whether_a_name_is_found(name: str) -> None:
    assert names.fold(name.upper()) == names.fold(name.lower()) == names.fold(name)


@pytest.mark.parametrize(
    "name",
    [
        "Ә",
        "Сәрсенбай",
        "Нұрланқызы",
        "Мұхаммед-Әли",
        "O'Neil",
        "Ёлкин",
        "D’Artagnan",
        "Oʻgʻli",
        "Günther",
        "Łukasz",
        "محمد",
        "Ким",
        "де ла Крус",
        "Ş" * 80,
    ],
)
def test_no_name_is_refused_or_doubted_for_its_letters(name: str) -> None:
    assert names.check(name) == ()


def test_a_name_of_81_letters_does_not_fit_and_one_of_80_does() -> None:
    assert names.check("Ә" * 80) == ()
    assert [(r.code, r.blocks) for r in names.check("Ә" * 81)] == [("too_long", True)]


@pytest.mark.parametrize(
    ("name", "code", "told"),
    [
        ("Сәрсен6ай", "name_signs", "6"),
        ("Али (Хан)", "name_signs", "( )"),
        ("Aсан", "latin_letters", "A"),  # the first letter is Latin
        ("Мариa", "latin_letters", "a"),
        ("Іlияс", "latin_letters", "l"),
        ("-", "name_without_letters", ""),
    ],
)
def test_an_unusual_name_is_pointed_out_and_passes(name: str, code: str, told: str) -> None:
    (remark,) = names.check(name, "child.surname")
    assert (remark.code, remark.blocks, remark.field) == (code, False, "child.surname")
    assert told in str(remark.message)


@given(st.text(max_size=100))
def test_only_its_length_ever_blocks_a_name(text: str) -> None:
    assert all(remark.code == "too_long" for remark in names.check(text) if remark.blocks)


def test_a_cleaned_name_is_one_line_of_shown_letters() -> None:
    assert names.clean("  Айгүл \t Сара\n") == "Айгүл Сара"
    assert names.clean("Ай\u200bгүл\x1b[31m\u202e") == "Айгүл[31m"
    assert names.clean("и\u0306од") == "йод"


@given(st.text(max_size=30))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert names.clean(names.clean(text)) == names.clean(text)


@pytest.mark.parametrize(
    ("typed", "letter"),
    [
        ("ә", "Ә"),
        ("Ә", "Ә"),
        ("1 «Ә»", "Ә"),
        ("1Ә", "Ә"),
        ("«ғ»", "Ғ"),
        ("A", "А"),
        ("", None),
        ("АБ", None),
        ("1", None),
    ],
)
def test_a_class_letter_is_understood_in_its_usual_dress(typed: str, letter: str | None) -> None:
    assert names.class_letter(typed) == letter
