"""Everything that can be done here: made from the keys, found by typing, done by Enter."""

import pytest

from screens.app import DeskApp
from screens.commands import Everything
from screens.today import Today

from .conftest import SIZES, photograph, settled_picture, signed_in, type_in, until


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
