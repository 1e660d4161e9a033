"""A scan that comes where nothing can be written: it chooses, ticks and opens nothing."""

import pytest
from textual import events

from screens.app import DeskApp
from screens.flurry import ASTRAY, Verdict, judge, row_of
from tests.rules.zones import CARD
from tests.screens.conftest import photograph, signed_in, until

BARCODE = "210331699903"


def keys(text: str, gap: float = 0.001) -> list[events.Event]:
    row: list[events.Event] = []
    for at, letter in enumerate(text):
        key = events.Key("enter" if letter == "\n" else letter, None if letter == "\n" else letter)
        key.time = 100 + at * gap
        row.append(key)
    return row


@pytest.mark.parametrize(
    ("typed", "gap", "silence", "verdict"),
    [
        (BARCODE, 0.001, 0.2, Verdict.SCAN),
        (BARCODE + "\n", 0.015, 0.2, Verdict.SCAN),
        ("\n".join(CARD), 0.001, 0.2, Verdict.SCAN),
        (BARCODE, 0.001, 0.0, Verdict.UNSURE),
        ("2", 0.001, 0.0, Verdict.UNSURE),
        ("2", 0.001, 0.06, Verdict.HAND),
        (BARCODE, 0.08, 0.2, Verdict.HAND),
        ("210331699902", 0.001, 0.2, Verdict.SCAN),  # a number that is no IIN: of some other barcode
        ("\n".join(CARD)[:50], 0.001, 0.2, Verdict.SCAN),  # a scan that broke off
        ("11Ким Алина\nalina\n", 0.001, 0.2, Verdict.HAND),
    ],
)
def test_only_what_can_be_read_as_a_scan_and_came_as_fast_is_one(
    typed: str, gap: float, silence: float, verdict: Verdict
) -> None:
    assert judge(keys(typed, gap), silence) is verdict


def test_a_long_gap_and_a_key_that_types_nothing_end_the_row() -> None:
    row = keys("123")
    late = events.Key("4", "4")
    late.time = row[-1].time + 1
    assert len(row_of([*row, late])) == 3
    assert len(row_of([*row, events.Key("f5", None)])) == 3


async def test_a_scan_over_today_opens_nothing_and_is_said(desk_app: DeskApp) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        for letter in [*CARD[0], "\n", *CARD[1], "\n", *CARD[2], "\n"]:
            pilot.app.post_message(events.Key("enter" if letter == "\n" else letter, letter))
        await until(pilot, lambda: [told.message for told in desk_app._notifications] == [ASTRAY])
        assert "WAITING FOR AN ANSWER" in photograph(pilot.app)


async def test_a_letter_that_waits_as_the_program_ends_is_no_fault(desk_app: DeskApp) -> None:
    async with desk_app.run_test():
        desk_app._line.append(events.Key("a", "a"))
    await desk_app._look_again()
    assert desk_app._line, "it was not taken: there was nothing left to take it"
