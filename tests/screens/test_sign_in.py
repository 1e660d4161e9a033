"""The door of the desk: a name, a password, Enter; without them nothing is readable."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from textual.widgets import Input

from clerk_desk.objection import Objection
from data.trouble import StoreFull
from screens.app import DeskApp
from screens.sign_in import SignIn
from screens.today import Today

from .conftest import PASSWORD, StubDoor, photograph, settled_picture, signed_in, type_in, until


async def test_name_enter_password_enter_opens_today(desk_app: DeskApp, stub_door: StubDoor) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        assert isinstance(desk_app.screen, Today)
        assert stub_door.knocks == ["aigul"]


async def test_a_wrong_password_is_said_beneath_and_the_field_is_empty_for_another_try(desk_app: DeskApp) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "aigul", "enter", "not the password", "enter")
        await until(pilot, lambda: "is not right" in photograph(desk_app))
        assert desk_app.screen.query_one("#password", Input).value == ""
        await type_in(pilot, PASSWORD, "enter")
        await until(pilot, lambda: isinstance(desk_app.screen, Today))


async def test_what_was_typed_as_password_is_never_seen(desk_app: DeskApp) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "aigul", "enter", PASSWORD)
        assert PASSWORD not in photograph(desk_app)
        await type_in(pilot, "ctrl+c", "ctrl+x")
        desk_app.screen.query_one("#password", Input).action_copy()
        desk_app.screen.query_one("#password", Input).action_cut()
        assert desk_app.clipboard == ""


async def test_a_waiting_time_counts_down_and_nothing_is_tried_meanwhile(
    desk_app: DeskApp, stub_door: StubDoor
) -> None:
    stub_door.trouble = Objection("wait", "Wait {seconds} seconds.", seconds=2)
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "aigul", "enter", "wrong", "enter")
        await until(pilot, lambda: "Wait 2 seconds" in photograph(desk_app))
        await type_in(pilot, "again", "enter")
        assert stub_door.knocks == ["aigul"]
        stub_door.trouble = None
        await until(pilot, lambda: "You can try again now" in photograph(desk_app))
        desk_app.screen.query_one("#password", Input).value = ""
        await type_in(pilot, PASSWORD, "enter")
        await until(pilot, lambda: isinstance(desk_app.screen, Today))


async def test_a_trouble_of_the_store_is_said_in_a_sentence(desk_app: DeskApp, stub_door: StubDoor) -> None:
    stub_door.trouble = StoreFull("13")
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "aigul", "enter", PASSWORD, "enter")
        await until(pilot, lambda: "The disk is full" in photograph(desk_app))


async def test_keys_pressed_while_the_door_opens_are_not_lost(desk_app: DeskApp) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "aigul", "enter", PASSWORD, "enter", "f12")
        await until(pilot, lambda: "EVERYTHING THAT CAN BE DONE" in photograph(desk_app))


async def test_the_demo_desk_opens_with_enter_alone(stub_door: StubDoor) -> None:
    from clerk_desk.language import Speaker

    from .conftest import StillClock

    door: Any = stub_door
    app = DeskApp(door, Speaker(), StillClock(), 3, "Demo: Enter opens it.", preset=("aigul", PASSWORD))
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Demo: Enter opens it." in photograph(app)
        await type_in(pilot, "enter")
        await until(pilot, lambda: "WAITING FOR AN ANSWER" in photograph(app))
        await until(pilot, lambda: "demo" in photograph(app).splitlines()[0])


async def test_the_picture_of_the_sign_in(desk_app: DeskApp) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "F1 Help" in photograph(desk_app))
        await settled_picture(pilot, "sign-in-80")


FIRST_PAINT = """
import sys
from clerk_desk.language import Speaker
from clerk_desk.clock import MachineClock
from screens.app import DeskApp

HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "alembic", "PIL", "sqlcipher3", "argon2", "screens.today")
painted = []

class Watched(DeskApp):
    CSS_PATH = []

    def _display(self, screen, renderable):
        if not painted and renderable is not None:
            painted.append([name for name in HEAVY if name in sys.modules])
        super()._display(screen, renderable)

def door():
    return None

app = Watched(door, Speaker(), MachineClock())

async def look(pilot):
    while not painted or "screens.today" not in sys.modules:
        await pilot.pause(0.02)
    app.exit()

app.run(headless=True, auto_pilot=look)
print(painted[0])
"""


def test_the_first_picture_stands_before_the_store_is_fetched(tmp_path: Path) -> None:
    script = tmp_path / "first_paint.py"
    script.write_text(FIRST_PAINT, "utf-8")
    told = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60, check=False, env=told)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_textual_was_told_how_to_behave_before_it_was_imported() -> None:
    code = "import screens.app, textual.constants as c; print(c.TEXTUAL_ANIMATIONS, c.DISABLE_KITTY_KEY)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["none", "True"]


def test_the_sign_in_says_nothing_of_any_family() -> None:
    assert not hasattr(SignIn, "station")
