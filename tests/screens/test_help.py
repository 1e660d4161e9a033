"""Help: one page with the keys of the place and of the desk, made from the keys themselves."""

import pytest

from screens.app import DeskApp
from screens.help import HelpPage
from screens.sign_in import SignIn

from .conftest import SIZES, photograph, settled_picture, signed_in, type_in, until


@pytest.mark.parametrize("keys", [("f1",), ("?",), ("f12", "f12"), ("f12", "enter"), ("ctrl+p", "f1")])
async def test_help_comes_by_f1_by_a_question_mark_and_by_f12_twice(desk_app: DeskApp, keys: tuple[str, ...]) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        for key in keys:
            before = desk_app.screen
            await type_in(pilot, key)
            await until(pilot, lambda seen=before: desk_app.screen is not seen)  # type: ignore[misc]
        await until(pilot, lambda: isinstance(desk_app.screen, HelpPage))
        await until(pilot, lambda: "KEYS OF THIS PLACE" in photograph(desk_app))
        picture = photograph(desk_app)
        for words in ("Open what the cursor stands on", "Take a child's papers", "Lock the desk", "F12 twice"):
            assert words in picture
        await type_in(pilot, "escape")
        await until(pilot, lambda: "WAITING FOR AN ANSWER" in photograph(desk_app))


async def test_help_is_there_before_anybody_signed_in(desk_app: DeskApp) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "F1 Help" in photograph(desk_app))
        await type_in(pilot, "f1")
        await until(pilot, lambda: "Sign in with name and password" in photograph(desk_app))
        await type_in(pilot, "escape")
        await until(pilot, lambda: isinstance(desk_app.screen, SignIn))


@pytest.mark.parametrize("size", SIZES)
async def test_the_picture_of_the_help(desk_app: DeskApp, size: tuple[int, int]) -> None:
    async with desk_app.run_test(size=size) as pilot:
        await signed_in(pilot)
        await type_in(pilot, "f1")
        await until(pilot, lambda: "KEYS OF THE WHOLE DESK" in photograph(desk_app))
        await settled_picture(pilot, f"help-{size[0]}")
