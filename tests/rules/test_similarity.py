"""Who may be the same child: slips of the hand are forgiven, twins and namesakes are not taken for one."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_desk.rules.date_slips import date_slip, dates_alike
from clerk_desk.rules.name_skeleton import father, folded_skeleton, house, skeleton
from clerk_desk.rules.name_slips import OTHER, given_slips, surname_slips
from clerk_desk.rules.names import fold
from clerk_desk.rules.nearness import near
from clerk_desk.rules.similarity import Kind, Person, compare
from data.vocabulary import Sex

GIRL = Person(
    "Сәрсенбай",
    "Аружан",
    "Нұрланқызы",
    dt.date(2021, 3, 31),
    parent_iin="900312499911",
    parent="Сәрсенбаева Айгүл",
    phone="+77011234567",
)
BY_THE_FATHER = {"parent_iin": "881105399916", "parent": "Сәрсенбай Нұрлан", "phone": "+77020000001"}


def likeness(**changes: object) -> tuple[str, list[str]]:
    found = compare(replace(GIRL, **changes), GIRL)  # type: ignore[arg-type]
    return (str(found.kind), [str(reason) for reason in found.reasons]) if found is not None else ("", [])


def kind(**changes: object) -> str:
    return likeness(**changes)[0]


# Spelling


@pytest.mark.parametrize(
    "one, other",
    [
        ("Айгүл", "Айгуль"),
        ("Айгүл", "AYGUL"),
        ("Қуаныш", "Kuanysh"),
        ("Қуаныш", "Quanysh"),
        ("Жансая", "Zhansaya"),
        ("Шыңғыс", "Shyngys"),
        ("Ғабит", "Ghabit"),
        ("Хадиша", "Khadisha"),
        ("Евгения", "Yevgeniya"),
        ("Дмитрий", "Dmitry"),
        ("Наталья", "Наталия"),
        ("Артём", "Артем"),
        ("Цой", "Tsoy"),
        ("Әлихан", "Älihan"),
        ("Анна-Мария", "Анна Мария"),
    ],
)
def test_one_name_in_two_spellings_has_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other) != ""


def test_different_names_have_different_skeletons() -> None:
    names = ["Аружан", "Аяла", "Айша", "Мария", "Дарья", "Әлихан", "Алихан", "Санжар", "Сұлтан"]
    assert len({skeleton(name) for name in names}) == len(names) - 1, "Әлихан and Алихан are one"


@pytest.mark.parametrize("name", ["Aigul", "Nurlan", "Zhansaya", "Dina", "Сәрсенбай", "Қуаныш"])
def test_a_name_as_the_store_folded_it_has_the_skeleton_of_the_typed_one(name: str) -> None:
    assert folded_skeleton(fold(name)) == skeleton(name)


@pytest.mark.parametrize("patronymic", ["Нұрланұлы", "Нұрлан ұлы", "Нурланович", "Nurlanuly", "Нұрланқызы", "Нұрлан"])
def test_one_father_in_every_form_of_the_patronymic(patronymic: str) -> None:
    assert father(patronymic)[0] == "nurlan"


def test_whose_ending_a_patronymic_has() -> None:
    endings = {name: father(name)[1] for name in ("Нұрланұлы", "Нұрланқызы", "Иванович", "Ивановна", "Нұрлан")}
    assert endings == {"Нұрланұлы": "m", "Нұрланқызы": "f", "Иванович": "m", "Ивановна": "f", "Нұрлан": ""}


def test_surnames_of_one_house() -> None:
    assert len({house(name) for name in ("Ахмет", "Ахметов", "Ахметова", "Ахметұлы")}) == 1
    assert house("Ахмет") != house("Әбілқас")


@pytest.mark.parametrize(
    "one, other, slips",
    [
        ("Аружан", "Аружан", 0),
        ("Аружан", "Аружна", 1),
        ("Аружан", "Ружан", 1),
        ("Аружан", "Арружан", 0),
        ("Темірлан", "Тмеирлан", 1),
        ("Темірлан", "Тмеирлна", 2),
        ("Анна", "Анна-Мария", 1),
        ("Али", "Әлі", 0),
        ("Али", "Аля", 2),
        ("Аяла", "Айша", OTHER),
        ("Аружан", "", OTHER),
    ],
)
def test_slips_are_counted(one: str, other: str, slips: float) -> None:
    assert given_slips(one, other).count == given_slips(other, one).count == slips


def test_a_surname_may_end_otherwise() -> None:
    assert surname_slips("Ахмет", "Ахметова").count == 1
    assert given_slips("Ахмет", "Ахметова").count == OTHER


# Dates


@pytest.mark.parametrize(
    "born, slip",
    [
        (dt.date(2021, 3, 12), None),
        (dt.date(2021, 12, 3), "day and month swapped"),
        (dt.date(2021, 3, 2), "one digit of the date differs"),
        (dt.date(2022, 3, 12), "one digit of the date differs"),
        (dt.date(2012, 3, 12), "two digits of the date changed places"),
        (dt.date(2021, 3, 21), "two digits of the date changed places"),
    ],
)
def test_a_slip_of_the_date_is_named(born: dt.date, slip: str | None) -> None:
    found = date_slip(dt.date(2021, 3, 12), born)
    assert found is not None
    assert (str(found.reason) if found.reason else None) == slip


def test_another_birthday_is_no_slip() -> None:
    assert date_slip(dt.date(2021, 3, 12), dt.date(2021, 4, 23)) is None
    assert date_slip(dt.date(2021, 3, 12), dt.date(2001, 3, 12)) is None, "no child of that age"


DATES = st.dates(dt.date(2015, 1, 1), dt.date(2029, 12, 31))


@settings(max_examples=60, deadline=None)
@given(DATES, DATES)
def test_the_dates_that_are_looked_up_are_those_that_are_alike(one: dt.date, other: dt.date) -> None:
    alike = dates_alike(one)
    assert alike[0] == one
    assert len(set(alike)) == len(alike) < 60
    assert all(date_slip(one, date) is not None and date_slip(date, one) is not None for date in alike)
    assert (date_slip(one, other) is not None) is (other in alike)


# The same child, a twin, or nobody


def test_the_same_child_again() -> None:
    assert likeness() == ("same", [])
    assert likeness(iin="210331699903") == ("same", []), "one IIN is not known yet"
    both = replace(GIRL, iin="210331699903")
    found = compare(both, replace(both, surname="Иванова", given_name="Дарья", born=dt.date(2020, 1, 1)))
    assert found is not None
    assert found.kind is Kind.SAME_IIN


@pytest.mark.parametrize(
    "changes, reasons",
    [
        ({"given_name": "Аружна"}, ["one letter differs"]),
        ({"surname": "Аружан", "given_name": "Сәрсенбай"}, ["surname and given name swapped"]),
        ({"surname": "Sarsenbay", "given_name": "Aruzhan", "patronymic": "Nurlankyzy"}, ["Latin letters"]),
        ({"patronymic": ""}, ["one of them has no patronymic"]),
        ({"surname": "Сәрсенбаева"}, ["the surname ends otherwise"]),
    ],
)
def test_the_other_parent_brings_the_same_child_with_one_slip(changes: dict[str, str], reasons: list[str]) -> None:
    assert likeness(**changes, **BY_THE_FATHER) == ("same", reasons)


def test_a_wrong_date_is_the_same_child_of_the_same_parent_and_else_worth_a_look() -> None:
    wrong = dt.date(2021, 3, 30)
    assert likeness(born=wrong) == ("same", ["one digit of the date differs", "the same parent"])
    assert kind(born=wrong, **BY_THE_FATHER) == "alike"


def test_two_slips_are_worth_a_look() -> None:
    assert kind(given_name="Аружна", surname="Сәрсенбйа", **BY_THE_FATHER) == "alike"
    assert kind(given_name="Аружна", born=dt.date(2021, 3, 30), **BY_THE_FATHER) == "alike"


def test_a_twin_is_never_a_duplicate() -> None:
    assert likeness(given_name="Аяла") == ("twin", ["same parent: a twin?"])
    assert kind(given_name="Аяла", surname="Нұрлан") == "twin"
    assert kind(given_name="Аружна", sex=Sex.MALE, patronymic="Нұрланұлы") == "twin"
    assert kind(given_name="") == "twin", "while the name is being typed"
    assert kind(given_name="Аяла", **BY_THE_FATHER) == "", "of the other parent nobody can tell"


def test_a_slip_in_the_name_with_the_same_parent_may_be_either_and_says_so() -> None:
    assert likeness(given_name="Аружна") == ("alike", ["one letter differs", "same parent: a twin?"])


def test_two_whole_iins_speak_against_it() -> None:
    known = replace(GIRL, iin="210331699903")
    assert compare(replace(GIRL, given_name="Аружна", iin="210331699100", **BY_THE_FATHER), known) is None
    found = compare(replace(GIRL, iin="210331699100", **BY_THE_FATHER), known)
    assert found is not None
    assert (found.kind, [str(reason) for reason in found.reasons]) == (Kind.ALIKE, ["another IIN"])
    twin = compare(replace(GIRL, given_name="Аружна", iin="210331699100"), known)
    assert twin is not None
    assert twin.kind is Kind.TWIN


@pytest.mark.parametrize(
    "changes",
    [
        {"given_name": "Нұрислам", "patronymic": "Нұрланұлы", "born": dt.date(2020, 6, 5)},
        {"born": dt.date(2021, 5, 14), **BY_THE_FATHER},
        {"born": dt.date(2021, 3, 30), "patronymic": "Бауыржанқызы", **BY_THE_FATHER},
        {"given_name": "Аяла", "patronymic": "Бауыржанқызы", **BY_THE_FATHER},
        {"surname": "Ахмет", **BY_THE_FATHER},
        {"born": None, "given_name": "Аяла", **BY_THE_FATHER},
    ],
    ids=["a brother", "a namesake", "a namesake a day apart", "a cousin", "another surname", "no date yet"],
)
def test_others_are_not_shown(changes: dict[str, object]) -> None:
    assert kind(**changes) == ""


def test_one_parent_does_not_name_two_children_alike() -> None:
    assert likeness(born=dt.date(2020, 1, 14)) == ("alike", ["another date of birth", "the same parent"])
    assert likeness(surname="Нұрланова") == ("alike", ["another surname", "the same parent"])


def test_the_same_name_without_a_date_is_only_worth_a_look() -> None:
    assert likeness(born=None)[0] == "alike"


# All of it together

NAMES = st.sampled_from(
    ["Аружан", "Аружна", "Аяла", "Аяна", "Әлихан", "Aruzhan", "Сәрсенбай", "Сәрсенбаева", "Али", ""]
)
FATHERS = st.sampled_from(["", "Нұрланқызы", "Нұрланұлы", "Нұрлан ұлы", "Бауыржанұлы"])
DAYS = st.sampled_from([dt.date(2021, 3, 12), dt.date(2021, 12, 3), dt.date(2021, 3, 21), dt.date(2020, 7, 7), None])
PERSONS = st.builds(
    Person,
    surname=NAMES,
    given_name=NAMES,
    patronymic=FATHERS,
    born=DAYS,
    iin=st.sampled_from(["", "210331699903", "210331699100"]),
    parent_iin=st.sampled_from(["", "900312499911", "881105399916"]),
)


@settings(max_examples=300, deadline=None)
@given(PERSONS, PERSONS)
def test_whoever_is_typed_and_whoever_is_known_the_answer_is_one(one: Person, other: Person) -> None:
    there, back = compare(one, other), compare(other, one)
    assert (there and there.kind) == (back and back.kind)
    if there is not None and there.kind is Kind.TWIN and one.given_name:
        assert one.given_name != other.given_name or one.iin != other.iin or one.patronymic != other.patronymic


@settings(max_examples=300, deadline=None)
@given(PERSONS, PERSONS)
def test_the_fast_look_loses_nobody_whom_the_slow_one_would_find(one: Person, other: Person) -> None:
    if not (one.surname and one.given_name and one.born):
        return
    found = compare(one, other)
    if found is not None and found.kind is not Kind.SAME_IIN and one.parent_iin != other.parent_iin:
        key = fold(f"{other.surname} {other.given_name} {other.patronymic}")
        assert near(one, [(7, key, int(one.born == other.born))], 5) == [7]


def test_the_nearest_come_first_and_no_more_than_asked() -> None:
    known = [(1, "сарсенбаи аяла нурланкизи", 1), (2, "сарсенбаи аружан нурланкизи", 1), (3, "ахмет аружан", 0)]
    assert near(GIRL, known, 5) == [2, 1]
    assert near(GIRL, known, 1) == [2]
    assert near(GIRL, [], 5) == []
    both_wrong = replace(GIRL, surname="Сәрсенбйа", given_name="Аружна", patronymic="")
    assert near(both_wrong, known[:2], 5) == [2, 1], "neither of her names is quite right"


@pytest.mark.prove
def test_of_five_thousand_papers_nearly_all_are_judged_rightly_and_soon() -> None:
    from benchmarks.known_children import speed
    from benchmarks.similarity import SEEDS, measure

    for seed in SEEDS:
        precision, recall, _, wrong = measure(seed)
        assert precision >= 0.95, wrong[:5]
        assert recall >= 0.95, wrong[:5]
    assert speed() < 30, "milliseconds at 100,000 known children"
