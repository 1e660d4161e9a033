"""The child's picture on the way through the desk: taken at the counter, seen in the record and at the answer."""

import os
import time
from pathlib import Path
from typing import Any

import pytest

from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import intake, photos
from clerk_desk.language import Speaker
from clerk_desk.rules.form import Step
from data.engine import Store
from screens.app import DeskApp
from screens.intake.intake_screen import IntakeScreen
from screens.intake.photo_laying import PhotoLaying
from screens.intake.photo_table import PhotoTable
from screens.intake.picture_beside import PictureBeside
from screens.record import RecordScreen
from screens.record_picture import Answering
from screens.station import Station
from screens.widgets.photo_view import PhotoView
from screens.windows import Choose
from tests.screens.conftest import Host, StillClock, photograph, signed_in, until
from tests.screens.counter_store import desk_of, new_store, station_at
from tests.screens.photos import CHILD, Darkroom, colours, darkroom, developed, scan
from tests.screens.rooms import flat, receive

__all__ = ["colours", "darkroom"]
pytestmark = pytest.mark.usefixtures("colours")
SIZES = [(80, 24), (120, 36)]


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PhotoLaying, "PACE", 0.02)
    monkeypatch.setattr(PictureBeside, "PACE", 0.1)


@pytest.fixture
def desk(tmp_path: Path) -> Any:
    store: Store = new_store(tmp_path)
    yield desk_of(store)
    store.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "scans"
    place.mkdir()
    return place


def place(desk: Desk, folder: Path | None) -> Station:
    station = station_at(desk)
    station.scan_folder = folder
    return station


async def photos_step(screen: IntakeScreen, pilot: Any) -> None:
    await until(pilot, lambda: screen.found is not None)
    screen.sheet.to("photos.count")
    await until(pilot, lambda: screen.has_class("-photos"))
    assert screen.sheet.step is Step.PHOTOS


@pytest.mark.parametrize("size", SIZES)
async def test_in_the_photos_step_f7_and_enter_attach_the_newest_scan(
    desk: Desk, folder: Path, darkroom: Darkroom, size: tuple[int, int]
) -> None:
    scan(folder, "new.jpg", 20)
    screen = IntakeScreen(place(desk, folder))
    app = Host(screen)
    async with app.run_test(size=size) as pilot:
        await photos_step(screen, pilot)
        await until(pilot, lambda: "no picture beside the prints: F7" in flat(app))
        await pilot.press("f7", "enter")
        await until(pilot, lambda: screen.picture is not None and app.screen is screen)
        await until(pilot, lambda: "picture attached, 900 × 1200" in flat(app))
        await until(pilot, lambda: photograph(app).count("▀") > 50)
        assert screen.drafting is not None
        card = desk.ask(photos.of_draft, screen.drafting.draft_id)
        assert card is not None
        assert card.sha256 == developed().sha256


async def test_a_scan_that_comes_while_the_child_stands_there_is_told(
    desk: Desk, folder: Path, darkroom: Darkroom
) -> None:
    scan(folder, "of_yesterday.jpg", 90_000)
    screen = IntakeScreen(place(desk, folder))
    app = Host(screen)
    async with app.run_test(size=(120, 36)) as pilot:
        await photos_step(screen, pilot)
        await until(pilot, lambda: "no picture beside the prints: F7" in flat(app))
        scan(folder, "now.jpg", -1)
        await until(pilot, lambda: "a new scan" in flat(app))


async def test_f7_typed_ahead_while_the_form_holds_its_keys_is_not_lost(
    desk: Desk, folder: Path, darkroom: Darkroom
) -> None:
    scan(folder, "new.jpg", 20)
    screen = IntakeScreen(place(desk, folder))
    app = Host(screen)
    async with app.run_test(size=(80, 24)) as pilot:
        await photos_step(screen, pilot)
        screen.sheet.hold()
        await pilot.press("2", "f7", "enter")
        screen.sheet.let_go()
        await until(pilot, lambda: screen.picture is not None and app.screen is screen)
        assert screen.sheet.answers()["photos.count"] == "2"


async def test_a_draft_taken_up_again_shows_its_picture(desk: Desk, darkroom: Darkroom) -> None:
    draft = desk.do(new_act(), intake.open_draft)
    desk.do(new_act(), photos.attach, draft.id, developed())
    screen = IntakeScreen(place(desk, None), draft.id)
    app = Host(screen)
    async with app.run_test(size=(80, 24)) as pilot:
        await photos_step(screen, pilot)
        await until(pilot, lambda: "picture attached, 900 × 1200" in flat(app))


async def test_in_other_steps_the_picture_is_the_second_of_the_papers(
    desk: Desk, folder: Path, darkroom: Darkroom
) -> None:
    scan(folder, "new.jpg", 20)
    screen = IntakeScreen(place(desk, folder))
    app = Host(screen)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: screen.found is not None)
        await pilot.press("f7")
        await until(pilot, lambda: isinstance(app.screen, Choose) and app.screen.seen)
        assert "(2) The child's picture" in flat(app)
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, PhotoTable) and app.screen.seen)
        await until(pilot, lambda: "new.jpg" in flat(app))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)


# The record and the answer


def with_picture(desk: Desk) -> int:
    """A received application with a picture."""
    receipt = receive(desk)
    desk.do(new_act(), photos.attach_to, receipt.application_id, developed())
    return receipt.application_id


@pytest.mark.parametrize("size", SIZES)
async def test_the_record_shows_the_picture(desk: Desk, darkroom: Darkroom, size: tuple[int, int]) -> None:
    screen = RecordScreen(place(desk, None), with_picture(desk))
    app = Host(screen)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: screen.picture is not None)
        if size[0] == 80:
            screen.query_one("#paper").scroll_end(animate=False)
        await until(pilot, lambda: "PICTURE 900 × 1200, Thu 01.04.2027 10:42" in flat(app))
        await until(pilot, lambda: photograph(app).count("▀") == (15 * 10 if size[0] == 80 else 18 * 12))
        if size[0] == 120:
            assert "1 «А»" in photograph(app)


async def test_a_record_without_a_picture_has_one_quiet_line(desk: Desk, darkroom: Darkroom) -> None:
    screen = RecordScreen(place(desk, None), receive(desk).application_id)
    app = Host(screen)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: "PICTURE none attached" in flat(app))
        assert "▀" not in photograph(app)


@pytest.mark.parametrize(("size", "cells"), [((80, 20), 0), ((80, 24), 12 * 8), ((120, 36), 18 * 12)])
async def test_who_answers_sees_the_child_where_there_is_room(
    desk: Desk, darkroom: Darkroom, size: tuple[int, int], cells: int
) -> None:
    screen = RecordScreen(place(desk, None), with_picture(desk))
    app = Host(screen)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: screen.picture is not None)
        await pilot.press("f6")
        await until(pilot, lambda: isinstance(app.screen, Answering) and app.screen.seen)
        for way in ("accept into 1 «А»", "accept into 1 «Ә»", "refuse …"):
            await until(pilot, lambda way=way: way in flat(app))  # type: ignore[misc]
        view = app.screen.query_one("#child", PhotoView)
        await until(pilot, lambda: (view.display and view.size.width * view.size.height) == cells)


async def test_a_picture_is_attached_from_the_record_by_a_digit(desk: Desk, folder: Path, darkroom: Darkroom) -> None:
    scan(folder, "late.jpg", 30)
    receipt = receive(desk)
    screen = RecordScreen(place(desk, folder), receipt.application_id)
    app = Host(screen)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: screen.record is not None)
        await pilot.press("8", "enter")
        await until(pilot, lambda: screen.picture is not None and app.screen is screen)
        await until(pilot, lambda: "PICTURE 900 × 1200, Thu 01.04.2027 10:42" in flat(app))
        card = desk.ask(photos.of_application, receipt.application_id)
        assert card is not None
        assert card.sha256 == developed().sha256


# Without a stand-in: a real file, the real darkroom


def jpeg(file: Path, width: int = 600, height: int = 800) -> None:
    """A drawn child as a camera would save it."""
    from PIL import Image

    small = Image.frombytes("RGB", (CHILD.width, CHILD.height), CHILD.rgb)
    small.resize((width, height), Image.Resampling.BICUBIC).save(file, quality=90)


async def test_a_real_file_is_seen_measured_and_kept(desk: Desk, folder: Path) -> None:
    jpeg(folder / "real.jpg")
    os.utime(folder / "real.jpg", (time.time() - 60,) * 2)
    screen = IntakeScreen(place(desk, folder))
    app = Host(screen)
    async with app.run_test(size=(80, 24)) as pilot:
        await photos_step(screen, pilot)
        await pilot.press("f7")
        await until(pilot, lambda: "600 × 800 pixels: enough." in flat(app), tries=2000)
        await pilot.press("enter")
        await until(pilot, lambda: screen.picture is not None and app.screen is screen, tries=2000)
        assert screen.picture is not None
        assert (screen.picture.width, screen.picture.height) == (600, 800)
        image = desk.ask(photos.image, screen.picture.id)
        assert image.startswith(b"\xff\xd8")


async def test_a_file_that_only_calls_itself_a_picture_is_one_sentence(desk: Desk, folder: Path) -> None:
    (folder / "letter.jpg").write_bytes(b"%PDF-1.7 this is no picture")
    os.utime(folder / "letter.jpg", (time.time() - 60,) * 2)
    screen = IntakeScreen(place(desk, folder))
    app = Host(screen)
    async with app.run_test(size=(80, 24)) as pilot:
        await photos_step(screen, pilot)
        await pilot.press("f7")
        await until(pilot, lambda: "! " in flat(app) and "PDF" in flat(app), tries=2000)
        await pilot.press("enter", "escape")
        await until(pilot, lambda: app.screen is screen)
        assert screen.picture is None


async def test_what_the_settings_say_of_pictures_reaches_every_room(stub_door: Any, folder: Path) -> None:
    app = DeskApp(stub_door, Speaker(), StillClock(), 3, scan_folder=folder, pictures="blocks", pixels=None)
    app.faults.strict = True
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        assert app.station is not None
        assert (app.station.scan_folder, app.station.pictures, app.station.pixels) == (folder, "blocks", None)
