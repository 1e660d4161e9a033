"""Backups on the screen: their age on Today, and "Back up now", which blocks nobody."""

import asyncio
import datetime as dt
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from clerk_desk.clock import DemoClock
from clerk_desk.door import Door
from clerk_desk.duties import backups
from clerk_desk.duties.backups import BackupState
from clerk_desk.faults import Faults
from clerk_desk.language import Speaker
from clerk_desk.safekeeping import making
from data.vocabulary import Role
from screens.app import DeskApp
from screens.backing_up import BackingUp
from screens.commands import Everything
from screens.register import RegisterScreen
from screens.station import Station
from screens.today import Today

from .conftest import MORNING, PASSWORD, SIZES, StubDesk, host, photograph, settled_picture, type_in, until
from .rooms import sees


@pytest.fixture
def chief_desk(stub_desk: StubDesk) -> StubDesk:
    """The stub desk with an administrator at it."""
    stub_desk.member = replace(stub_desk.member, role=Role.ADMINISTRATOR)
    return stub_desk


def of(hours: float | None, *, late: bool = False, elsewhere: bool = False) -> BackupState:
    made = None if hours is None else (MORNING - dt.timedelta(hours=hours)).astimezone(dt.UTC)
    return BackupState(made, None, 0, late, elsewhere)


@pytest.mark.parametrize("size", SIZES)
async def test_an_administrator_sees_how_old_the_last_backup_is(
    stub_station: Station, chief_desk: StubDesk, size: tuple[int, int]
) -> None:
    chief_desk.answers[backups.state] = of(3)
    async with host(Today(stub_station)).run_test(size=size) as pilot:
        await sees(pilot, "BACKUP", "3 h ago", "2027-0043", "9 things")
        await settled_picture(pilot, f"today-administrator-{size[0]}")


@pytest.mark.parametrize(
    ("hours", "said"), [(None, "none yet: F12, Back up now"), (97, "4 days ago: F12, Back up now")]
)
async def test_a_backup_that_is_too_old_is_said_in_a_warning_colour(
    stub_station: Station, chief_desk: StubDesk, hours: float | None, said: str
) -> None:
    chief_desk.answers[backups.state] = of(hours, late=True)
    app = host(Today(stub_station))
    async with app.run_test(size=(80, 24)) as pilot:
        await sees(pilot, said)
        line = next(strip for strip in app.screen._compositor.render_strips() if "BACKUP" in strip.text)
        words = next(segment for segment in line if "Back up" in segment.text)
        assert words.style is not None and words.style.color is not None
        colours = app.get_css_variables()
        assert words.style.color.name.casefold() == colours["warning"].casefold() != colours["quiet"].casefold()


async def test_a_clerk_and_a_desk_on_a_server_see_no_such_line(stub_station: Station, stub_desk: StubDesk) -> None:
    async with host(Today(stub_station)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "TODAY", "2027-0043")
        assert "BACKUP" not in photograph(pilot.app)
    stub_desk.member = replace(stub_desk.member, role=Role.ADMINISTRATOR)
    stub_desk.answers[backups.state] = of(None, elsewhere=True)
    async with host(Today(stub_station)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "TODAY", "2027-0043")
        assert "BACKUP" not in photograph(pilot.app)


# --- now ------------------------------------------------------------------------------------------------


@pytest.fixture
def app(door: Door) -> DeskApp:
    made = DeskApp(door, Speaker(), cast(DemoClock, door.clock), 3)
    made.faults = Faults(strict=True)
    return made


async def asked_for(pilot: Any, who: str = "serik") -> None:
    """Sign in and ask for everything that can be done, of which a part is typed."""
    await type_in(pilot, who, "enter", PASSWORD, "enter")
    await sees(pilot, "WAITING FOR AN ANSWER", "TODAY")
    await until(pilot, lambda: pilot.app.screen.focused is not None)
    await type_in(pilot, "f12")
    await until(pilot, lambda: isinstance(pilot.app.screen, Everything) and "Do it" in photograph(pilot.app))
    await type_in(pilot, "back up")


def lying(door: Door) -> list[Path]:
    return list(door.keyring.path.parent.glob("backups/*.backup"))


async def test_an_administrator_backs_up_now(app: DeskApp, door: Door) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await asked_for(pilot)
        await type_in(pilot, "enter")
        await sees(pilot, "Backed up and verified: desk-2027-04-01T10-42-", ".backup in")
        await type_in(pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, Today))
        await sees(pilot, "BACKUP", "just now")
    assert len(lying(door)) == 1


async def test_a_clerk_is_not_offered_it(app: DeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await asked_for(pilot, "aigul")
        await until(pilot, lambda: isinstance(app.screen, Everything) and app.screen.found == [])


class Slow:
    """A backup that ticks and waits until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go, self.ended = threading.Event(), threading.Event()
        real = making.back_up

        def slow(*args: Any, **how: Any) -> Any:
            try:
                while not self.go.wait(0.005):
                    how["tick"]("copying", 42, 100)
                return real(*args, **how)
            finally:
                self.ended.set()

        monkeypatch.setattr(making, "back_up", slow)


async def test_the_work_goes_on_while_its_window_is_put_away_and_another_room_is_entered(
    app: DeskApp, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(monkeypatch)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await asked_for(pilot)
        await type_in(pilot, "enter")
        await sees(pilot, "Copying the store: 42 %")
        await type_in(pilot, "escape", "f3")
        await until(pilot, lambda: isinstance(app.screen, RegisterScreen))
        assert lying(door) == []
        slow.go.set()
        await sees(pilot, "Backed up and verified: desk-")
        assert isinstance(app.screen, RegisterScreen)
    assert len(lying(door)) == 1


async def test_closing_the_desk_calls_it_off_and_nothing_is_left(
    app: DeskApp, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(monkeypatch)
    async with app.run_test(size=(80, 24)) as pilot:
        await asked_for(pilot)
        await type_in(pilot, "enter")
        await sees(pilot, "Copying the store: 42 %")
    assert await asyncio.to_thread(slow.ended.wait, 10)
    assert lying(door) == []


async def test_what_stands_in_the_way_is_said_in_the_window(app: DeskApp, tmp_path: Path) -> None:
    app._of_station["backup_folder"] = tmp_path / "pulled"
    async with app.run_test(size=(80, 24)) as pilot:
        await asked_for(pilot)
        await type_in(pilot, "enter")
        await sees(pilot, "The folder for backups is not there, and no backup was made.")
        assert isinstance(app.screen, BackingUp)
