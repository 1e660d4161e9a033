"""The class-sets on the screen: everybody sees the fill; the administrator opens, resizes, closes, opens again."""

from collections.abc import Iterator

import pytest

from clerk_desk.desk import Desk
from clerk_desk.door import Door
from screens.class_sets import ClassSetsScreen
from screens.station import Station
from screens.windows import AskFields, Choose

from .conftest import PASSWORD, SIZES, host, photograph, settled_picture, until
from .rooms import accept, fill_up, place, press, receive_many, sees, sets_of


@pytest.fixture
def administrator(door: Door) -> Iterator[Desk]:
    """The administrator's desk at the same store."""
    desk, _ = door.sign_in("serik", PASSWORD)
    yield desk
    desk.store.close()


@pytest.mark.parametrize("size", SIZES)
async def test_the_fill_of_each_class_set_stands_in_aligned_numbers(
    station: Station, administrator: Desk, size: tuple[int, int]
) -> None:
    first, *_ = receive_many(station.desk, 3, application__wished_class_set="Ә")
    fill_up(administrator, "А", 1)
    accept(station.desk, first, "А")
    async with host(ClassSetsScreen(station)).run_test(size=size) as pilot:
        await sees(pilot, "қазақша", "русский", "full", "● open")
        await settled_picture(pilot, f"class-sets-{size[0]}")


async def test_a_clerk_sees_why_nothing_can_be_changed(station: Station) -> None:
    async with host(ClassSetsScreen(station)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "1 «А»")
        await press(pilot, "f6")
        await sees(pilot, "(1) Open a new class-set", "Only an administrator may do this.")
        await press(pilot, "1")
        await pilot.pause(0.05)
        assert isinstance(pilot.app.screen, Choose)


async def test_the_administrator_opens_a_class_set_in_one_burst(administrator: Desk) -> None:
    async with host(ClassSetsScreen(place(administrator))).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "1 «А»")
        await press(pilot, "f6", "1", "2", "г", "enter", "24", "enter", "2", "enter")
        await sees(pilot, "1 «Г»")
    opened = sets_of(administrator)["Г"]
    assert (opened.language, opened.seats, opened.shift) == ("ru", 24, 2)


async def test_a_letter_that_is_taken_is_said_in_the_window_and_what_was_typed_stays(administrator: Desk) -> None:
    async with host(ClassSetsScreen(place(administrator))).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "1 «А»")
        await press(pilot, "f6", "1", "1", "А", "enter", "30", "enter", "enter")
        await sees(pilot, "There is a class-set 1 «А» already.", "30")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskFields))
        await press(pilot, "Д", "enter", "enter", "enter")
        await sees(pilot, "1 «Д»")
    assert sets_of(administrator)["Д"].seats == 30


async def test_seats_are_never_fewer_than_the_accepted(station: Station, administrator: Desk) -> None:
    for receipt in receive_many(station.desk, 2):
        accept(station.desk, receipt, "А")
    async with host(ClassSetsScreen(place(administrator))).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "1 «А»")
        await press(pilot, "f6", "2")
        await sees(pilot, "25 seats now; 2 accepted.")
        await press(pilot, "1", "enter")
        await sees(pilot, "2 children are accepted", "Seats 1")
        await press(pilot, "2", "enter")
        await until(pilot, lambda: sets_of(administrator)["А"].seats == 2)


async def test_closing_and_opening_again_ask_for_a_reason(administrator: Desk) -> None:
    async with host(ClassSetsScreen(place(administrator))).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "1 «А»")
        await press(pilot, "down", "f6", "3", "Бөлме жөнделуде.", "enter")
        await until(pilot, lambda: sets_of(administrator)["Ә"].closed)
        await sees(pilot, "closed")
        await press(pilot, "f6", "3", "Жөндеу бітті.", "enter")
        await until(pilot, lambda: not sets_of(administrator)["Ә"].closed)
        await until(pilot, lambda: "closed" not in photograph(pilot.app))
