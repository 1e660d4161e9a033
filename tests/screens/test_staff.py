"""The staff on the screen: appointed, given a new password, dismissed by an administrator; one's own password."""

from collections.abc import Iterator

import pytest

from clerk_desk.desk import Desk
from clerk_desk.door import Door
from clerk_desk.duties import staff
from screens.staff import StaffScreen
from screens.station import Station
from screens.windows import Choose, Confirm

from .conftest import PASSWORD, SIZES, host, photograph, settled_picture, until
from .rooms import HOSTILE, place, press, sees


@pytest.fixture
def chief(door: Door) -> Iterator[Station]:
    """The administrator's place at the same store."""
    desk, keys = door.sign_in("serik", PASSWORD)
    yield place(desk, keys)
    desk.store.close()


def people(desk: Desk) -> dict[str, staff.StaffCard]:
    """The staff by login."""
    return {one.login: one for one in desk.ask(staff.staff)}


@pytest.mark.parametrize("size", SIZES)
async def test_everybody_sees_who_is_on_the_staff(station: Station, size: tuple[int, int]) -> None:
    async with host(StaffScreen(station)).run_test(size=size) as pilot:
        await sees(pilot, "serik", "administrator", "● open")
        await settled_picture(pilot, f"staff-{size[0]}")


async def test_a_clerk_may_change_only_their_own_password(station: Station) -> None:
    async with host(StaffScreen(station)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "serik", "aigul")
        await press(pilot, "f6")
        picture = await sees(pilot, "Only an administrator may do this.", "(8) Change my password")
        assert picture.count("Only an administrator") == 3


async def test_an_administrator_appoints_a_person_who_can_sign_in(chief: Station, door: Door) -> None:
    password = "jaqsy kun bugin"
    async with host(StaffScreen(chief)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "serik", "aigul")
        await press(pilot, "f6", "1", "1", "Ким Алина", "enter", "alina", "enter", password, "enter", password, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, StaffScreen) and "alina" in people(chief.desk))
        picture = await sees(pilot, "Ким Алина", "alina")
        assert password not in picture
    desk, _ = door.sign_in("alina", password)
    assert desk.member.full_name == "Ким Алина"
    desk.store.close()


async def test_two_different_passwords_and_a_weak_one_are_said_in_the_window(chief: Station) -> None:
    async with host(StaffScreen(chief)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "serik", "aigul")
        await press(pilot, "f6", "1", "1", "Ким Алина", "enter", "alina", "enter", "one password", "enter")
        await press(pilot, "another password", "enter")
        await sees(pilot, "The two passwords are not the same", "Ким Алина", "alina")
        await press(pilot, "enter", "enter", "short", "enter", "short", "enter")
        await sees(pilot, "Ким Алина", "at least 10")
    assert "alina" not in people(chief.desk)


async def test_dismissing_asks_for_a_reason_and_a_confirmation(chief: Station) -> None:
    async with host(StaffScreen(chief)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "Сәрсенова Айгүл")
        await press(pilot, "down", "f6", "3", "Басқа мектепке ауысты.", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm) and pilot.app.screen.seen)
        await sees(pilot, "Сәрсенова Айгүл cannot sign in", "Reason: Басқа мектепке ауысты.")
        await press(pilot, "enter")
        await until(pilot, lambda: people(chief.desk)["aigul"].dismissed_at is not None)


async def test_the_only_administrator_stays(chief: Station) -> None:
    async with host(StaffScreen(chief)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "serik", "aigul")
        await press(pilot, "f6", "3", "Кетті.", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm) and pilot.app.screen.seen)
        await press(pilot, "enter")
        await sees(pilot, "is the only administrator. Appoint another one first.", "Кетті.")


async def test_a_new_password_opens_the_desk(chief: Station, door: Door) -> None:
    password = "jana qupiya soz"
    async with host(StaffScreen(chief)).run_test(size=(80, 24), notifications=True) as pilot:
        await sees(pilot, "Сәрсенова Айгүл")
        await press(pilot, "down", "f6", "2", password, "enter", password, "enter")
        await sees(pilot, "has a new password.")
    desk, _ = door.sign_in("aigul", password)
    desk.store.close()


async def test_everybody_changes_their_own_password_with_the_old_one(station: Station, door: Door) -> None:
    password = "ozimnin qupiyam"
    async with host(StaffScreen(station)).run_test(size=(80, 24), notifications=True) as pilot:
        await sees(pilot, "serik", "aigul")
        await press(pilot, "8", "a wrong password", "enter", password, "enter", password, "enter")
        await until(pilot, lambda: not isinstance(pilot.app.screen, Choose) and "!" not in photograph(pilot.app))
        await press(pilot, PASSWORD, "enter", password, "enter", password, "enter")
        await sees(pilot, "Your password is changed.")
    desk, _ = door.sign_in("aigul", password)
    desk.store.close()


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_names_are_shown_and_do_nothing(chief: Station, name: str) -> None:
    async with host(StaffScreen(chief)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "serik", "aigul")
        await press(pilot, "f6", "1", "1", name, "enter", "bolat", "enter", PASSWORD, "enter", PASSWORD, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, StaffScreen) and "bolat" in people(chief.desk))
        picture = await sees(pilot, name[:3])
        assert "\x1b" not in picture and "\u202e" not in picture and pilot.app.is_running
