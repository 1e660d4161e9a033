"""Everything that can be done here: made from the keys, found by typing, done by Enter."""

import asyncio
from dataclasses import replace
from types import ModuleType

import pytest

from clerk_desk.duties import backups, closing, staff
from data.vocabulary import Role
from screens.app import DeskApp
from screens.commands import Everything
from screens.staff import StaffScreen
from screens.today import Today

from .conftest import GLANCE, SIZES, StubDesk, photograph, settled_picture, signed_in, type_in, until


async def opened(app: DeskApp, pilot: object) -> Everything:
    await signed_in(pilot)
    await type_in(pilot, "f12")
    await until(pilot, lambda: isinstance(app.screen, Everything) and "Do it" in photograph(app))
    assert isinstance(app.screen, Everything)
    return app.screen


@pytest.mark.parametrize("size", SIZES)
async def test_the_picture_of_everything(desk_app: DeskApp, size: tuple[int, int]) -> None:
    async with desk_app.run_test(size=size) as pilot:
        await opened(desk_app, pilot)
        await settled_picture(pilot, f"everything-{size[0]}")


async def test_nothing_of_textuals_own_is_offered(desk_app: DeskApp) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        offered = {one.words for one in (await opened(desk_app, pilot)).all}
        assert not offered & {"Screenshot", "Theme", "Keys", "Quit", "Maximize", "Copy selected text"}
        assert {"Help", "Open", "New intake", "Lock", "Leave the desk", "Paper: night"} <= offered


async def test_a_part_of_a_word_finds_it_and_enter_does_it(desk_app: DeskApp) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await opened(desk_app, pilot)
        await type_in(pilot, "NIGHT")
        await until(pilot, lambda: "Paper: day" not in photograph(desk_app))
        await type_in(pilot, "enter")
        await until(pilot, lambda: desk_app.theme == "ink" and isinstance(desk_app.screen, Today))


async def test_what_is_named_so_comes_before_what_merely_holds_the_letters(desk_app: DeskApp) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        window = await opened(desk_app, pilot)
        await type_in(pilot, "pap")
        await until(pilot, lambda: "New intake" in {one.words for one in window.found} and len(window.found) < 8)
        named = [one.words for one in window.found]
        assert named[0] == "Papers"
        assert named.index("New intake") > named.index("Paper: night"), "it is only told that it takes papers"


async def test_the_arrows_choose_and_esc_does_nothing(desk_app: DeskApp) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        window = await opened(desk_app, pilot)
        await type_in(pilot, "down", "down", "up")
        await until(pilot, lambda: window.query_one("#list").highlighted == 1)  # type: ignore[attr-defined]
        await type_in(pilot, "escape")
        await until(pilot, lambda: isinstance(desk_app.screen, Today))


async def test_hostile_text_typed_into_it_is_text(desk_app: DeskApp) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await opened(desk_app, pilot)
        await type_in(pilot, "[/]", "enter")
        await until(pilot, lambda: "[/]" in photograph(desk_app))
        assert isinstance(desk_app.screen, Everything)


async def test_leaving_the_desk_by_the_list_ends_with_code_nought(desk_app: DeskApp) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await opened(desk_app, pilot)
        await type_in(pilot, "leave the", "enter")
        await until(pilot, lambda: "Leave the desk?" in photograph(desk_app))
        await pilot.pause()
        await type_in(pilot, "enter")
        await until(pilot, lambda: desk_app._exit)
    assert desk_app.return_code == 0


ONLY_ADMINISTRATORS = {
    *("Close the day", "Take in a portal's list", "Export a closed day", "Draft of the enrolment order"),
    *("Back up now", "Staff", "Audit", "Days off and working Saturdays"),
}
EVERYONE = {"Key into the portal", "Answers for the portal", "Journal of outages", "Is this paper ours?"}


@pytest.mark.parametrize("role", list(Role))
async def test_each_is_offered_what_they_may_do(desk_app: DeskApp, stub_desk: StubDesk, role: Role) -> None:
    stub_desk.member = replace(stub_desk.member, role=role)
    async with desk_app.run_test(size=(80, 24)) as pilot:
        stub_desk.answers |= dict.fromkeys((closing.unclosed, backups.state))
        offered = {one.words for one in (await opened(desk_app, pilot)).all}
        assert offered >= EVERYONE
        assert offered & ONLY_ADMINISTRATORS == (ONLY_ADMINISTRATORS if role is Role.ADMINISTRATOR else set())
        assert ("Change my password" in offered) == (role is Role.CLERK), "an administrator does it among the staff"


async def test_a_clerk_changes_the_own_password_from_here(desk_app: DeskApp, stub_desk: StubDesk) -> None:
    stub_desk.answers[staff.staff] = ()
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await opened(desk_app, pilot)
        await type_in(pilot, "my password", "enter")
        await until(pilot, lambda: "Password now" in photograph(desk_app))
        await type_in(pilot, "escape")
        await until(pilot, lambda: isinstance(desk_app.screen, StaffScreen))


async def test_what_is_typed_in_one_burst_with_f12_is_for_the_list(
    desk_app: DeskApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched = asyncio.Event()
    places = desk_app.behind.places

    async def late() -> ModuleType:
        await fetched.wait()
        return await places()

    async with desk_app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        monkeypatch.setattr(desk_app.behind, "places", late)
        await type_in(pilot, "f12", "night", "enter")
        for _ in range(20):  # so many looks: keys that were not held would be gone by now
            await pilot.pause(GLANCE)
        fetched.set()
        await until(pilot, lambda: desk_app.theme == "ink")
        assert isinstance(desk_app.screen, Today)


async def test_the_way_to_where_one_is_is_not_offered(desk_app: DeskApp, stub_desk: StubDesk) -> None:
    stub_desk.answers[staff.staff] = ()
    stub_desk.answers |= dict.fromkeys((closing.unclosed, backups.state))
    stub_desk.member = replace(stub_desk.member, role=Role.ADMINISTRATOR)
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await opened(desk_app, pilot)
        await type_in(pilot, "who may sign", "enter")
        await until(pilot, lambda: isinstance(desk_app.screen, StaffScreen))
        await type_in(pilot, "f12")
        await until(pilot, lambda: isinstance(desk_app.screen, Everything) and "Do it" in photograph(desk_app))
        assert isinstance(desk_app.screen, Everything)
        assert "Staff" not in {one.words for one in desk_app.screen.all}
