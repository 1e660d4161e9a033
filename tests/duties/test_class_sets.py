"""The class-sets, as the office's stories."""

import pytest

from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import afterwards
from clerk_desk.duties import class_sets as sets
from clerk_desk.duties.class_sets import PlannedSet
from clerk_desk.ledgers.fill import Fill
from clerk_desk.objection import Objection
from data.vocabulary import TeachingLanguage
from tests.duties.acts import accept, child, objects, receive


def test_the_fill_is_told_by_language_in_the_order_of_the_alphabet(desk: Desk) -> None:
    for letter, language in (("Б", "kk"), ("Г", "ru"), ("Ә", "kk"), ("А", "kk")):
        desk.do(new_act(), sets.open_set, letter, language, 25)
    kazakh, russian = desk.ask(sets.fills)
    assert ([f.letter for f in kazakh.sets], [f.letter for f in russian.sets]) == (["А", "Ә", "Б"], ["Г"])
    assert (kazakh.language, kazakh.seats, kazakh.taken, kazakh.waiting, kazakh.free) == ("kk", 75, 0, 0, 75)


def test_who_waits_is_counted_with_the_wished_class_and_with_the_language(
    clerk: Desk, class_sets: dict[str, Fill]
) -> None:
    accept(clerk, 1, class_sets["А"].class_set_id, application__wished_class_set="А")
    receive(clerk, child(2, application__wished_class_set="А"))
    receive(clerk, child(3))
    receive(clerk, child(4, application__language="ug"))
    gone = receive(clerk, child(5, application__wished_class_set="А"))
    clerk.do(new_act(), afterwards.withdraw, gone.application_id, "көшіп кетті")
    kazakh, russian, uygur = clerk.ask(sets.fills)
    assert [(f.letter, f.taken, f.waiting, f.free) for f in kazakh.sets] == [("А", 1, 1, 1), ("Ә", 0, 0, 2)]
    assert (kazakh.taken, kazakh.waiting, kazakh.free, russian.waiting) == (1, 2, 3, 0)
    assert (uygur.language, uygur.waiting, uygur.sets) == ("ug", 1, ())


def test_a_closed_class_has_no_free_place_and_can_be_opened_again(desk: Desk, class_sets: dict[str, Fill]) -> None:
    accept(desk, 1, class_sets["А"].class_set_id)
    closed = desk.do(new_act(), sets.close, class_sets["А"].class_set_id, "мұғалім жоқ")
    assert (closed.closed, closed.free, closed.taken) == (True, 0, 1)
    kazakh = desk.ask(sets.fills)[0]
    assert (kazakh.seats, kazakh.taken, kazakh.free) == (3, 1, 2)
    with objects("closed"):
        desk.do(new_act(), sets.close, class_sets["А"].class_set_id, "тағы")
    assert desk.do(new_act(), sets.reopen, class_sets["А"].class_set_id, "мұғалім келді").free == 1
    with objects("not_closed"):
        desk.do(new_act(), sets.reopen, class_sets["А"].class_set_id, "тағы")


def test_the_seats_never_fall_below_the_accepted(desk: Desk, class_sets: dict[str, Fill]) -> None:
    key = class_sets["А"].class_set_id
    accept(desk, 1, key)
    accept(desk, 2, key)
    with objects("below_accepted"):
        desk.do(new_act(), sets.resize, key, 1)
    assert desk.do(new_act(), sets.resize, key, 25).free == 23
    assert desk.do(new_act(), sets.resize, key, 2).free == 0


@pytest.mark.parametrize("seats", [0, -1, 61])
def test_a_class_has_from_one_to_sixty_seats(desk: Desk, class_sets: dict[str, Fill], seats: int) -> None:
    with objects("seats_bounds"):
        desk.do(new_act(), sets.open_set, "Г", "kk", seats)
    with objects("seats_bounds"):
        desk.do(new_act(), sets.resize, class_sets["А"].class_set_id, seats)


@pytest.mark.parametrize(
    ("letter", "language", "shift", "code"),
    [
        ("А", "kk", 1, "letter_taken"),
        ("а", "kk", 1, "letter_taken"),
        ("A", "kk", 1, "letter_taken"),  # Latin
        ("АБ", "kk", 1, "letter_form"),
        ("7", "kk", 1, "letter_form"),
        ("", "kk", 1, "letter_form"),
        ("Г", "fr", 1, "language_unknown"),
        ("Г", "kk", 4, "shift_bounds"),
    ],
)
def test_a_class_bears_one_letter_a_language_and_a_shift(
    desk: Desk, class_sets: dict[str, Fill], letter: str, language: str, shift: int, code: str
) -> None:
    with objects(code):
        desk.do(new_act(), sets.open_set, letter, language, 20, shift)


def test_a_clerk_looks_but_does_not_touch(clerk: Desk, class_sets: dict[str, Fill]) -> None:
    key = class_sets["А"].class_set_id
    before = clerk.ask(sets.fills)
    with objects("not_allowed"):
        clerk.do(new_act(), sets.open_set, "Г", "kk", 20)
    with objects("not_allowed"):
        clerk.do(new_act(), sets.resize, key, 20)
    with objects("not_allowed"):
        clerk.do(new_act(), sets.close, key, "себеп")
    assert clerk.ask(sets.fills) == before


def test_a_list_of_class_sets_is_read() -> None:
    text = "\ufeffletter;language;seats;shift\r\nБ;kk;25;1\r\n\r\nә;kk;24;2\r\nВ;ru;20\r\n"
    assert sets.load_csv(text) == (
        PlannedSet("Ә", TeachingLanguage.KAZAKH, 24, 2),
        PlannedSet("Б", TeachingLanguage.KAZAKH, 25, 1),
        PlannedSet("В", TeachingLanguage.RUSSIAN, 20, 1),
    )
    assert sets.load_csv("А,kk,25,1\n")[0].letter == "А"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The list names no class-set."),
        ("letter;language;seats;shift\n", "The list names no class-set."),
        ("А;kk;25;1\nБ;kk;many;1", "Line 2: seats and shift must be whole numbers."),
        ("А;kk;25;1\nБ;kk", "Line 2: it must say letter; language; seats; shift."),
        ("А;kk;25;1\nА;kk;25;1", "Line 2: 1 «А» is there twice."),
        ("А;xx;25;1", "Line 1: The language of instruction must be one of: kk, ru, ug, uz, tg."),
        ("А;kk;99;1", "Line 1: A class-set has 1 to 60 seats."),
        ('"А;kk;25;1', "Line 1: it must say letter; language; seats; shift."),
    ],
)
def test_a_list_that_cannot_be_read_names_its_line(text: str, said: str) -> None:
    with pytest.raises(Objection) as no:
        sets.load_csv(text)
    assert (no.value.code, str(no.value)) == ("csv", said)
