"""Exporting on the screen: which day, to whom it opens, where to; the work is seen and blocks nobody."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from clerk_desk.clock import DemoClock
from clerk_desk.door import Door
from clerk_desk.duties import backups, exports
from clerk_desk.duties.backups import BackupState
from clerk_desk.duties.exports import ClosedDay, Recipient
from clerk_desk.exporting import making
from clerk_desk.faults import Faults
from clerk_desk.language import Speaker
from data.vocabulary import Role
from screens.app import DeskApp
from screens.backing_up import BackingUp
from screens.commands import Everything
from screens.exporting import export
from screens.station import Station
from screens.today import Today
from screens.windows import AskFields, Choose, Confirm
from tests.duties.evenings import close_day

from .conftest import PASSWORD, SIZES, StubDesk, at, host, photograph, settled_picture, type_in, until
from .rooms import sees


@pytest.fixture
def app(door: Door, monkeypatch: pytest.MonkeyPatch) -> DeskApp:
    monkeypatch.setattr(making, "_register", lambda desk, paper_id: b"%PDF-1.7\n")
    made = DeskApp(door, Speaker(), cast(DemoClock, door.clock), 3)
    made.faults = Faults(strict=True)
    return made


@pytest.fixture
def closed(door: Door) -> None:
    """Today was closed by the administrator."""
    desk, _ = door.sign_in("serik", PASSWORD)
    close_day(desk)
    desk.store.close()


async def asked_for(pilot: Any, who: str = "serik") -> None:
    """Sign in and ask for everything that can be done, of which a part is typed."""
    await type_in(pilot, who, "enter", PASSWORD, "enter")
    await sees(pilot, "WAITING FOR AN ANSWER", "TODAY")
    await until(pilot, lambda: pilot.app.screen.focused is not None)
    await type_in(pilot, "f12")
    await until(pilot, lambda: isinstance(pilot.app.screen, Everything) and "Do it" in photograph(pilot.app))
    await type_in(pilot, "export")


async def over(pilot: Any, window: type, *words: str) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, window) and getattr(pilot.app.screen, "seen", True))
    await sees(pilot, *words)


def lying(folder: Path) -> list[str]:
    return sorted(place.name for place in folder.glob("*")) if folder.is_dir() else []


async def test_a_closed_day_is_exported_by_keys(app: DeskApp, door: Door, closed: None) -> None:
    usual = door.keyring.path.parent / "exports"
    async with app.run_test(size=(80, 24)) as pilot:
        await asked_for(pilot)
        await type_in(pilot, "enter")
        await over(pilot, Choose, "Export a closed day", "not exported")
        await type_in(pilot, "1")
        await over(pilot, Choose, "Sealed", "no administrator has a key yet")
        await type_in(pilot, "enter")
        await over(pilot, AskFields, "Where the package is put")
        await type_in(pilot, "enter")
        await sees(pilot, "Exported and verified: day-2027-04-01-no1.zip.age in")
        assert isinstance(app.screen, BackingUp)
        await type_in(pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, Today))
    assert lying(usual) == ["day-2027-04-01-no1.zip.age"]


async def test_left_open_it_is_asked_once_more(app: DeskApp, door: Door, closed: None, tmp_path: Path) -> None:
    app._of_station["export_folder"] = tmp_path
    async with app.run_test(size=(80, 24)) as pilot:
        await asked_for(pilot)
        await type_in(pilot, "enter")
        await over(pilot, Choose, "Export a closed day")
        await type_in(pilot, "1")
        await over(pilot, Choose, "Open, for anybody to read")
        await type_in(pilot, "ә")  # the digit 2 of the Kazakh layout
        await over(pilot, Confirm, "every family's data")
        await type_in(pilot, "enter")
        await over(pilot, AskFields, "Folder")
        await type_in(pilot, "enter")
        await sees(pilot, "Exported and verified: day-2027-04-01-no1.zip in")
    assert "day-2027-04-01-no1.zip" in lying(tmp_path)


async def test_what_stands_in_the_way_is_said_in_the_window(
    app: DeskApp, door: Door, closed: None, tmp_path: Path
) -> None:
    app._of_station["export_folder"] = tmp_path / "pulled"
    async with app.run_test(size=(80, 24)) as pilot:
        await asked_for(pilot)
        await type_in(pilot, "enter")
        await over(pilot, Choose, "Export a closed day")
        await type_in(pilot, "1")
        await over(pilot, Choose, "Sealed")
        await type_in(pilot, "1")
        await over(pilot, AskFields, "Folder")
        await type_in(pilot, "enter")
        await sees(pilot, "No administrator has a key yet", "export-key")
        assert isinstance(app.screen, BackingUp)
    assert lying(tmp_path / "pulled") == []


async def test_where_no_day_was_closed_it_is_said(app: DeskApp) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await asked_for(pilot)
        await type_in(pilot, "enter")
        await sees(pilot, "No day was closed yet")
        assert isinstance(app.screen, Today)


async def test_a_clerk_does_not_see_it(app: DeskApp, closed: None) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await asked_for(pilot, "aigul")
        await until(pilot, lambda: "Export a closed day" not in photograph(app))


@pytest.mark.parametrize("size", SIZES)
async def test_the_days_and_their_packages_are_seen(
    stub_station: Station, stub_desk: StubDesk, size: tuple[int, int]
) -> None:
    stub_desk.member = replace(stub_desk.member, role=Role.ADMINISTRATOR)
    stub_desk.answers[backups.state] = BackupState(None, None, 0, False, True)
    name = "[@click=app.quit]Әбдіғаппарова-Құнанбайқызы Гүлшахаризат Нұрсұлтанқызы"
    stub_desk.answers[exports.days] = (
        ClosedDay(dt.date(2027, 4, 2), 2, 2027, at(2, 19), name, None, ""),
        ClosedDay(dt.date(2027, 4, 1), 1, 2027, at(1, 19), "Серік Нұрлан", at(1, 19, 20), "day-2027-04-01-no1.zip.age"),
    )
    stub_desk.answers[exports.recipients] = (Recipient(name, "age1", at(1, 9)), Recipient("Серік", "age1", at(1, 9)))
    today = Today(stub_station)
    async with host(today).run_test(size=size) as pilot:
        await sees(pilot, "TODAY", "2027-0043")
        pilot.app.run_worker(export(today))
        await over(pilot, Choose, "Export a closed day")
        await settled_picture(pilot, f"export-days-{size[0]}")
        await type_in(pilot, "enter")
        await over(pilot, Choose, "Sealed")
        await settled_picture(pilot, f"export-sealed-{size[0]}")
