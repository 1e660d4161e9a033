"""The office's own days on the screen: a day off or a working Saturday is added, and taken back."""

import datetime as dt
from collections.abc import Iterator

import pytest

from clerk_desk.desk import new_act
from clerk_desk.door import Door
from clerk_desk.duties import office_days
from data.vocabulary import DayKind
from screens.days import DaysScreen
from screens.station import Station
from screens.windows import Choose, Confirm

from .conftest import PASSWORD, SIZES, host, settled_picture, until
from .rooms import HOSTILE, place, press, sees


@pytest.fixture
def chief(door: Door) -> Iterator[Station]:
    """The administrator's place at the same store."""
    desk, keys = door.sign_in("serik", PASSWORD)
    yield place(desk, keys)
    desk.store.close()


async def test_no_own_day_is_said(station: Station) -> None:
    async with host(DaysScreen(station)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "None: the printed calendar holds.", "the answers' due moments follow them.")


@pytest.mark.parametrize("size", SIZES)
async def test_the_own_days_stand_in_order(chief: Station, size: tuple[int, int]) -> None:
    for day, kind in ((dt.date(2027, 5, 8), DayKind.WORKING), (dt.date(2027, 5, 6), DayKind.OFF)):
        chief.desk.do(new_act(), office_days.set_day, day, kind, "№ 5 бұйрық")
    async with host(DaysScreen(chief)).run_test(size=size) as pilot:
        await sees(pilot, "Thu 06.05.2027", "Sat 08.05.2027", "● open")
        await settled_picture(pilot, f"days-{size[0]}")


async def test_a_working_saturday_is_added_in_one_burst(chief: Station) -> None:
    async with host(DaysScreen(chief)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "None")
        await press(pilot, "f6", "2", "080527", "enter", "№ 5 бұйрық", "enter")
        await sees(pilot, "Sat 08.05.2027", "working day", "№ 5 бұйрық")


async def test_what_is_no_date_is_said_in_the_window(chief: Station) -> None:
    async with host(DaysScreen(chief)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "None")
        await press(pilot, "f6", "1", "31.02.2027", "enter", "Reason", "enter")
        await sees(pilot, "This is no date.", "31.02.2027", "Reason")


async def test_a_day_is_taken_back_after_a_look(chief: Station) -> None:
    chief.desk.do(new_act(), office_days.set_day, dt.date(2027, 5, 6), DayKind.OFF, "№ 5 бұйрық")
    async with host(DaysScreen(chief)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "Thu 06.05.2027")
        await press(pilot, "f6", "3")
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm) and pilot.app.screen.seen)
        await press(pilot, "enter")
        await sees(pilot, "None: the printed calendar holds.")


async def test_a_clerk_sees_why_not(station: Station) -> None:
    async with host(DaysScreen(station)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "None")
        await press(pilot, "f6", "1")
        await sees(pilot, "Only an administrator may do this.")
        assert isinstance(pilot.app.screen, Choose)


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_reasons_are_shown_and_do_nothing(chief: Station, name: str) -> None:
    chief.desk.do(new_act(), office_days.set_day, dt.date(2027, 5, 6), DayKind.OFF, name)
    async with host(DaysScreen(chief)).run_test(size=(80, 24)) as pilot:
        picture = await sees(pilot, "Thu 06.05.2027", name[:3])
        for y in range(8):
            await pilot.click(offset=(50, y))
        assert "\x1b" not in picture and "\u202e" not in picture and pilot.app.is_running
