"""What keys make together: a scanner is told from a hand by what it types and how fast."""

import json
import random

import pytest

from clerk_desk.rules import scans
from clerk_desk.rules.layouts import KAZAKH, RUSSIAN, typed_under
from clerk_desk.rules.mrz import WrongZone, Zone
from clerk_desk.rules.scans import END, LONG_QUIET, QUIET, Number, Remains, Scan, Struck, Words, arriving, recognise
from tests.rules.zones import CARD, PASSPORT, TODAY
from tests.screens.counter_store import PAPER

IIN = "900312499911"
LAYOUTS = ("", RUSSIAN, KAZAKH)
SPEEDS = (0.0, 0.001, 0.015, 0.035)
"""Seconds from key to key: typed ahead, a fast scanner, two slow ones."""


def strike(text: str, gap: float = 0.001, start: float = 0.0) -> list[Struck]:
    return [Struck(sign, start + at * gap) for at, sign in enumerate(text)]


def under(layout: str, text: str) -> str:
    return typed_under(layout, text) if layout else text


def after_each(keys: list[Struck]) -> list[Scan | None]:
    return [recognise(keys[: n + 1], TODAY) for n in range(len(keys))]


@pytest.mark.parametrize("gap", [*SPEEDS, 0.3])
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("lines", [CARD, PASSPORT])
@pytest.mark.parametrize("ending", ["", END, END + END])
def test_a_zone_is_known_by_its_last_sign_at_any_speed(
    lines: tuple[str, ...], layout: str, gap: float, ending: str
) -> None:
    keys = strike("Сәр" + under(layout, ending.join(lines)), gap)
    *early, found = after_each(keys)
    assert found is not None
    assert isinstance(found.says, Zone)
    assert found.first == 3
    assert not any(early)


def test_a_zone_with_a_wrong_check_digit_is_known_as_one() -> None:
    found = recognise(strike("".join(CARD).replace("9003129F", "9003128F")), TODAY)
    assert found is not None
    assert isinstance(found.says, WrongZone)


def test_another_key_in_its_midst_makes_it_no_zone() -> None:
    keys = strike("".join(CARD))
    keys.insert(40, Struck("", keys[40].at))
    assert recognise(keys, TODAY) is None


def test_a_line_end_in_the_midst_of_a_line_makes_it_no_zone() -> None:
    zone = "".join(CARD)
    assert recognise(strike(zone[:17] + END + zone[17:]), TODAY) is None


@pytest.mark.parametrize("gap", SPEEDS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_iin_from_a_barcode_ends_with_enter_or_with_silence(layout: str, gap: float) -> None:
    keys = strike(under(layout, IIN), gap, start=5.0)
    assert not any(after_each(keys))
    wanted = Scan(0, Number(IIN, CENTURY_OF_AIGUL))
    assert recognise([*keys, Struck(END, keys[-1].at + gap)], TODAY) == wanted
    assert recognise(keys, TODAY, QUIET) == wanted


CENTURY_OF_AIGUL = TODAY.replace(year=1990, month=3, day=12)


def test_twelve_digits_of_a_fast_hand_are_no_barcode() -> None:
    for gap in (0.055, 0.08, 0.2):
        assert recognise(strike(IIN + END, gap), TODAY) is None
        assert recognise(strike(IIN, gap), TODAY, LONG_QUIET) is None


def test_a_machine_that_halts_for_a_moment_does_not_make_a_hand_of_a_scanner() -> None:
    keys = strike(IIN)
    keys[6:] = [Struck(key.sign, key.at + 0.1) for key in keys[6:]]
    assert recognise(keys, TODAY, QUIET) is not None


NO_IIN = [
    "900312499912",  # the check digit does not fit
    "90031249991",
    "9003124999111",
    "+77011234567",
    "380501210001",  # a phone abroad whose last digit fits: 01.05.1838 by its digits
    "900101300800",  # no such number exists
    "000000000000",
]


@pytest.mark.parametrize("number", NO_IIN)
def test_other_numbers_are_no_iin(number: str) -> None:
    assert recognise(strike(number + END), TODAY) is None
    assert recognise(strike(number), TODAY, LONG_QUIET) is None


def test_an_iin_behind_what_a_hand_has_typed_is_known_by_its_speed() -> None:
    for pause in (0.15, 0.3, 2.0):
        keys = [*strike("9003", 0.1), *strike(IIN, 0.001, start=0.3 + pause)]
        found = recognise(keys, TODAY, QUIET)
        assert found is not None
        assert found.first == 4


QR = [
    (f"https://egov.kz/doc?iin={IIN}&x=1", Number),
    (f"https://egov.kz/doc/{IIN}", Number),
    (json.dumps({"iin": IIN, "surname": "SARSENBAYEVA"}), Number),
    (f"iin={IIN}&kind=1", Number),
    (f"IIN: {IIN}; AIGUL", Number),
    ("https://egov.kz/doc?id=5f2c", Words),
    ("www.egov.kz/doc?id=5f2c", Words),
    ("a=1&b=2&ccc=4", Words),
    ('{"id":"5f2c","kind":1}', Words),
    (f'{{"a":"{IIN}","b":"881105399916"}}', Words),  # two persons: nobody can say which
]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("text", "kind"), QR)
def test_a_qr_text_holds_an_iin_or_says_that_it_holds_none(text: str, kind: type, layout: str) -> None:
    typed = under(layout, text)
    for found in (recognise(strike(typed + END), TODAY), recognise(strike(typed), TODAY, QUIET)):
        assert found is not None
        assert isinstance(found.says, kind)
        assert found.first == 0


def test_the_same_text_from_a_hand_is_a_text() -> None:
    for text, _ in QR:
        assert recognise(strike(text + END, 0.12), TODAY) is None


def test_json_in_several_lines_is_one_qr_text_after_the_silence() -> None:
    keys = strike(json.dumps({"iin": IIN, "kind": 1}, indent=1).replace("\n", END))
    assert not any(after_each(keys))
    assert recognise(keys, TODAY, QUIET) == Scan(0, Number(IIN, CENTURY_OF_AIGUL))


def test_a_zone_within_a_qr_text_takes_the_text_before_it_along() -> None:
    found = recognise(strike("MRZ:" + "".join(CARD)), TODAY)
    assert found is not None
    assert (found.first, type(found.says)) == (0, Zone)


def test_a_scan_that_lost_a_sign_is_called_broken_after_a_long_silence() -> None:
    zone = "".join(CARD)
    keys = strike(zone[:50] + zone[51:])
    assert recognise(keys, TODAY, QUIET) is None
    assert recognise(keys, TODAY, LONG_QUIET) == Scan(0, Remains())
    one_line = strike(under(KAZAKH, CARD[0]) + END)
    assert recognise(one_line, TODAY, LONG_QUIET) == Scan(0, Remains())


def test_a_paper_typed_ahead_makes_nothing_but_the_iins_it_has() -> None:
    """Whether an IIN stands in its own field is the form's to say; nothing else of a paper is a scan."""
    for gap in (0.0, 0.001, 0.01):
        for ending in (END, ""):
            keys = strike(ending.join(PAPER) + ending, gap)
            found = [scan for scan in after_each(keys) if scan is not None]
            assert all(isinstance(scan.says, Number) for scan in found)
            assert {scan.says.iin for scan in found if isinstance(scan.says, Number)} <= {IIN, "210331699903"}


def test_names_typed_ahead_are_no_scan_on_any_reading() -> None:
    chance = random.Random(5)
    words = ["Жиһангер", "Гауһар", "Шаһкерім", "Хасанъ", "Айһан", "Әлихан", "Ұлпан", "Жаңыл", "Сәрсенбаева", "Ісмаил"]
    for _ in range(200):
        line = " ".join(chance.choices(words, k=4))
        assert recognise(strike(line + END), TODAY) is None
        assert recognise(strike(line), TODAY, LONG_QUIET) is None


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("lines", [CARD, PASSPORT])
def test_a_zone_is_seen_coming_from_its_fifth_sign_on(lines: tuple[str, ...], layout: str) -> None:
    keys = strike("Сәр" + under(layout, END.join(lines)), 0.015)
    seen = [arriving(keys[:n]) for n in range(1, len(keys) + 1)]
    assert seen[:7] == [None] * 7
    assert seen[7:] == [3] * (len(keys) - 7)


def test_no_zone_is_seen_coming_from_a_hand() -> None:
    assert arriving(strike("".join(CARD), 0.06)) is None
    assert arriving(strike("Сара" + END + "Айгүл", 0.001)) is None


def test_a_thousand_keys_are_looked_through_in_no_time() -> None:
    import time

    keys = strike("Сарсенбаева Айгүл " * 60)
    began = time.perf_counter()
    for _ in range(50):
        recognise(keys, TODAY)
        arriving(keys)
        scans.recognise(keys, TODAY, QUIET)
    assert (time.perf_counter() - began) / 50 < 0.02
