"""The photo table by keys: what the scanner brings is seen, measured, cut and attached."""

import dataclasses
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from clerk_desk.clock import MachineClock
from clerk_desk.instruments.developing import Developed
from clerk_desk.ledgers.pictures import PictureCard
from screens.desk_screen import DeskScreen
from screens.intake import photo_laying
from screens.intake.photo_laying import PhotoLaying
from screens.intake.photo_table import Hands, PhotoTable
from screens.station import Station
from screens.windows import AskText, Confirm
from tests.screens.conftest import MORNING, Host, photograph, settled_picture, until
from tests.screens.photos import CHILD, Darkroom, bad, colours, darkroom, negative, page, scan
from tests.screens.rooms import flat, press

__all__ = ["colours", "darkroom"]
pytestmark = pytest.mark.usefixtures("colours")


def read(app: Any) -> str:
    """What can be read, without the picture beside it."""
    return " ".join(flat(app).replace("▀", " ").split())


async def sees(pilot: Any, *words: str) -> None:
    await until(pilot, lambda: all(word in read(pilot.app) for word in words))


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PhotoLaying, "PACE", 0.02)


class Floor(DeskScreen):
    """The room beneath the table."""

    def compose(self) -> Any:
        return ()

    async def load(self) -> None:
        return


@dataclasses.dataclass
class Table:
    """The table under the clerk's eyes, and what was attached from it."""

    app: Host
    pilot: Pilot[None]
    window: PhotoTable
    attached: list[Developed]
    outcome: list[object]

    @property
    def rows(self) -> list[str]:
        from screens.intake.photo_rows import PhotoRows

        rows = self.window.query_one(PhotoRows)
        return [str(rows.get_option_at_index(at).prompt).strip() for at in range(rows.option_count)]

    @property
    def hand(self) -> str:
        one = self.window.hand
        return f"{one.name}/{one.print_number}" if one.print_number else one.name

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def until(self, true: Any) -> None:
        await until(self.pilot, true)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "scans"
    place.mkdir()
    return place


@asynccontextmanager
async def table(
    station: Station, size: tuple[int, int] = (80, 24), current: PictureCard | None = None, keeps: bool = True
) -> AsyncIterator[Table]:
    attached: list[Developed] = []
    outcome: list[object] = []

    async def keep(developed: Developed) -> bool:
        attached.append(developed)
        return keeps

    async def take_away() -> bool:
        attached.clear()
        return True

    app = Host(Floor(station))
    async with app.run_test(size=size) as pilot:
        window = PhotoTable("The child's picture", station, current, Hands(keep, take_away))
        app.push_screen(window, outcome.append)
        await until(pilot, lambda: window.seen)
        yield Table(app, pilot, window, attached, outcome)


@pytest.fixture
def at_the_desk(stub_station: Station, folder: Path) -> Station:
    stub_station.scan_folder = folder
    return stub_station


# The newest, one key


async def test_the_newest_scan_is_in_hand_and_one_key_attaches_it(
    at_the_desk: Station, folder: Path, darkroom: Darkroom
) -> None:
    scan(folder, "old.jpg", 500)
    scan(folder, "new.jpg", 100)
    async with table(at_the_desk) as desk:
        await desk.until(lambda: desk.hand == "new.jpg")
        await desk.press("enter")
        await desk.until(lambda: desk.outcome == [True])
        assert darkroom.made == [("new.jpg", None, None)]
        assert len(desk.attached) == 1
    assert sorted(one.name for one in folder.iterdir()) == ["new.jpg", "old.jpg"]


async def test_the_picture_stands_there_with_what_was_measured(
    at_the_desk: Station, folder: Path, darkroom: Darkroom
) -> None:
    scan(folder, "a.jpg")
    darkroom.negatives["a.jpg"] = negative(width=300, height=400, brightness=60.0)
    async with table(at_the_desk) as desk:
        await sees(desk.pilot, "Too dark (60 of 255): take it again with more light.")
        await sees(desk.pilot, "300 × 400 pixels, at least 354 × 472 are asked", "✔ Sharp (140).")
        assert photograph(desk.app).count("▀") > 200
        before = read(desk.app)
        assert before.index("Too dark") < before.index("Sharp")


async def test_the_arrows_take_another_in_hand(at_the_desk: Station, folder: Path, darkroom: Darkroom) -> None:
    for age, name in ((10, "a.jpg"), (20, "b.jpg"), (30, "c.jpg")):
        scan(folder, name, age)
    async with table(at_the_desk) as desk:
        await desk.until(lambda: desk.hand == "a.jpg")
        await desk.press("down")
        assert desk.hand == "b.jpg"
        await desk.until(lambda: "b.jpg" in darkroom.looked)


@pytest.mark.parametrize(("key", "letter"), [("3", "3"), ("і", "і")])
async def test_a_digit_takes_the_nth_in_hand_under_any_layout(
    at_the_desk: Station, folder: Path, darkroom: Darkroom, key: str, letter: str
) -> None:
    for age in range(1, 5):
        scan(folder, f"{age}.jpg", age * 10)
    async with table(at_the_desk) as desk:
        await desk.until(lambda: desk.hand == "1.jpg")
        desk.app.post_message(events.Key(key, letter))
        await desk.until(lambda: desk.hand == "3.jpg")
        assert desk.attached == []


async def test_who_wants_no_pictures_reads_its_size_and_the_verdicts(
    at_the_desk: Station, folder: Path, darkroom: Darkroom
) -> None:
    at_the_desk.pictures = "off"
    scan(folder, "a.jpg")
    async with table(at_the_desk) as desk:
        await sees(desk.pilot, "900 × 1200", "Sharp (140).")
        assert "▀" not in photograph(desk.app)


# Files come and go


async def test_a_new_scan_appears_by_itself_and_the_row_in_hand_stays(
    at_the_desk: Station, folder: Path, darkroom: Darkroom
) -> None:
    scan(folder, "a.jpg", 300)
    scan(folder, "b.jpg", 200)
    async with table(at_the_desk) as desk:
        await desk.press("down")
        assert desk.hand == "a.jpg"
        scan(folder, "c.jpg", 5)
        await desk.until(lambda: len(desk.rows) == 4)
        assert "c.jpg" in desk.rows[0]
        assert desk.hand == "a.jpg"


async def test_on_an_empty_table_the_first_scan_comes_into_hand(
    at_the_desk: Station, folder: Path, darkroom: Darkroom
) -> None:
    async with table(at_the_desk) as desk:
        await sees(desk.pilot, "is watched: what is scanned into it appears here.", "(another file …)")
        scan(folder, "a.jpg", 5)
        await desk.until(lambda: desk.hand == "a.jpg")


async def test_a_file_that_is_still_being_written_is_neither_read_nor_attached(
    at_the_desk: Station, folder: Path, darkroom: Darkroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan(folder, "a.jpg", 0).write_bytes(b"")
    async with table(at_the_desk) as desk:
        await sees(desk.pilot, "still being written", "It is shown as soon as it is whole.")
        await desk.press("enter")
        assert darkroom.looked == []
        assert desk.attached == []
        scan(folder, "a.jpg", 0)
        await desk.until(lambda: darkroom.looked == ["a.jpg"])
        await sees(desk.pilot, "Sharp (140).")


async def test_a_scan_that_is_taken_away_meanwhile_leaves_the_list(
    at_the_desk: Station, folder: Path, darkroom: Darkroom
) -> None:
    first = scan(folder, "a.jpg", 20)
    scan(folder, "b.jpg", 40)
    async with table(at_the_desk) as desk:
        await desk.until(lambda: desk.hand == "a.jpg")
        first.unlink()
        await desk.until(lambda: desk.hand == "b.jpg")


async def test_a_folder_that_is_not_there_is_one_sentence_and_a_path_may_still_be_typed(
    at_the_desk: Station, folder: Path, darkroom: Darkroom
) -> None:
    at_the_desk.scan_folder = folder / "unplugged"
    async with table(at_the_desk) as desk:
        await sees(desk.pilot, "is not there. Look whether its drive is connected.")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, AskText))


async def test_without_a_folder_the_table_says_how_to_get_one(stub_station: Station, darkroom: Darkroom) -> None:
    async with table(stub_station) as desk:
        await sees(desk.pilot, "No scan folder is watched: the setting scan_folder names one.")
        await sees(desk.pilot, "Enter: type or paste where a picture lies.")


# Reading


async def test_a_file_that_is_no_picture_is_one_sentence_and_the_desk_goes_on(
    at_the_desk: Station, folder: Path, darkroom: Darkroom
) -> None:
    scan(folder, "a.jpg", 20)
    scan(folder, "b.jpg", 40)
    darkroom.negatives["a.jpg"] = bad()
    async with table(at_the_desk) as desk:
        await sees(desk.pilot, "! This is no picture that the desk can read. Scan it again as JPEG or PNG.")
        await desk.press("enter")
        await desk.press("down")
        await sees(desk.pilot, "Sharp (140).")
        assert darkroom.made == []


async def test_slow_reading_is_said_and_holds_nothing_up(
    at_the_desk: Station, folder: Path, darkroom: Darkroom
) -> None:
    go_on = threading.Event()
    darkroom.wait = lambda: go_on.wait(5)
    scan(folder, "a.jpg", 20)
    scan(folder, "b.jpg", 40)
    try:
        async with table(at_the_desk) as desk:
            await sees(desk.pilot, "reading …")
            await desk.press("down")
            assert desk.hand == "b.jpg"
            await desk.press("enter")  # before it was read: attached as soon as it is
            assert desk.attached == []
            go_on.set()
            await desk.until(lambda: desk.outcome == [True])
            assert darkroom.made == [("b.jpg", None, None)]
    finally:
        go_on.set()


async def test_what_cannot_be_developed_is_said_and_the_table_stays(
    at_the_desk: Station, folder: Path, darkroom: Darkroom
) -> None:
    scan(folder, "a.jpg", 20)
    async with table(at_the_desk) as desk:
        await sees(desk.pilot, "Sharp (140).")
        darkroom.negatives["a.jpg"] = bad("The file is gone. Scan it again.")
        await desk.press("enter")
        await sees(desk.pilot, "! The file is gone. Scan it again.")
        assert desk.outcome == []


async def test_what_the_store_does_not_keep_leaves_the_table_open(
    at_the_desk: Station, folder: Path, darkroom: Darkroom
) -> None:
    scan(folder, "a.jpg", 20)
    async with table(at_the_desk, keeps=False) as desk:
        await sees(desk.pilot, "Sharp (140).")
        await desk.press("enter")
        await desk.until(lambda: desk.attached)
        await sees(desk.pilot, "Sharp (140).")
        assert desk.outcome == []


# The cut


async def test_space_shows_the_cut_arrows_move_it_and_enter_attaches_it(
    at_the_desk: Station, folder: Path, darkroom: Darkroom
) -> None:
    scan(folder, "a.jpg", 20)
    darkroom.negatives["a.jpg"] = negative(width=1200, height=1200, faces=None)
    async with table(at_the_desk) as desk:
        await sees(desk.pilot, "The sides are not 3:4: cut it to 3:4.")
        await desk.press("space")
        await sees(desk.pilot, "The sides are 3:4.", "900 × 1200 pixels: enough.")
        frame = desk.window.cut
        assert frame is not None
        await desk.press("left", "left", "minus", "up", "enter")
        await desk.until(lambda: desk.outcome == [True])
        ((_, made, _),) = darkroom.made
        assert made is not None
        assert made.left < frame.left
        assert made.width < frame.width
        assert abs(made.width * 4 - made.height * 3) <= 4


async def test_space_again_or_esc_keeps_the_whole(at_the_desk: Station, folder: Path, darkroom: Darkroom) -> None:
    scan(folder, "a.jpg", 20)
    scan(folder, "b.jpg", 40)
    async with table(at_the_desk) as desk:
        await sees(desk.pilot, "Sharp (140).")
        for end in ("space", "escape"):
            await desk.press("right")
            assert desk.window.cut is not None
            await desk.press(end)
            assert desk.window.cut is None
        await desk.press("down")  # the arrows are the list's again
        assert desk.hand == "b.jpg"
        await desk.press("escape")
        await desk.until(lambda: desk.outcome == [None])
        assert desk.attached == []


async def test_a_new_scan_does_not_disturb_the_cut(at_the_desk: Station, folder: Path, darkroom: Darkroom) -> None:
    scan(folder, "a.jpg", 20)
    async with table(at_the_desk) as desk:
        await sees(desk.pilot, "Sharp (140).")
        await desk.press("space")
        scan(folder, "b.jpg", 5)
        await desk.until(lambda: len(desk.rows) == 3)
        assert desk.window.cut is not None
        await desk.press("enter")
        await desk.until(lambda: desk.outcome == [True])
        assert darkroom.made[0][0] == "a.jpg"
        assert darkroom.made[0][1] is not None


# A page with prints


async def test_each_print_on_a_page_is_offered_and_a_digit_takes_it(
    at_the_desk: Station, folder: Path, darkroom: Darkroom
) -> None:
    scan(folder, "page.png", 20)
    scan(folder, "b.jpg", 40)
    darkroom.negatives["page.png"] = page(3)
    async with table(at_the_desk) as desk:
        await desk.until(lambda: desk.hand == "page.png/1")
        assert [row.split("  ")[0] for row in desk.rows[1:4]] == [
            "(1) print 1 of 3",
            "(2) print 2 of 3",
            "(3) print 3 of 3",
        ]
        await desk.press("3")
        await desk.until(lambda: desk.hand == "page.png/3")
        await desk.press("enter")
        await desk.until(lambda: desk.outcome == [True])
        assert darkroom.made == [("page.png", None, 3)]


async def test_a_page_is_never_attached_before_its_prints_were_seen(
    at_the_desk: Station, folder: Path, darkroom: Darkroom
) -> None:
    go_on = threading.Event()
    darkroom.wait = lambda: go_on.wait(5)
    darkroom.negatives["page.png"] = page(2)
    scan(folder, "page.png", 20)
    try:
        async with table(at_the_desk) as desk:
            await sees(desk.pilot, "reading …")
            await desk.press("enter")
            go_on.set()
            await desk.until(lambda: desk.hand == "page.png/1")
            await desk.pilot.pause()
            assert (desk.attached, darkroom.made) == ([], [])
    finally:
        go_on.set()


async def test_leaving_the_page_puts_its_prints_away(at_the_desk: Station, folder: Path, darkroom: Darkroom) -> None:
    scan(folder, "page.png", 20)
    scan(folder, "b.jpg", 40)
    darkroom.negatives["page.png"] = page(2)
    async with table(at_the_desk) as desk:
        await desk.until(lambda: desk.hand == "page.png/1")
        await desk.press("down", "down")
        await desk.until(lambda: desk.hand == "b.jpg")
        assert len(desk.rows) == 3


# Another file


async def test_another_file_is_named_and_a_wrong_path_stays_in_the_field(
    at_the_desk: Station, folder: Path, tmp_path: Path, darkroom: Darkroom
) -> None:
    file = scan(tmp_path, "elsewhere.jpg")
    async with table(at_the_desk) as desk:
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, AskText))
        await press(desk.pilot, str(file)[:-1], "enter")
        await sees(desk.pilot, "There is no file", "Compare what was typed.")
        await until(desk.pilot, lambda: desk.app.screen.query("Slip"))
        slip: Any = desk.app.screen.query_one("Slip")
        assert slip.written["text"] == str(file)[:-1]
        await press(desk.pilot, str(file), "enter")
        await desk.until(lambda: desk.app.screen is desk.window and desk.hand == "elsewhere.jpg")
        await desk.until(lambda: darkroom.looked == ["elsewhere.jpg"])
        await desk.press("enter")
        await desk.until(lambda: desk.outcome == [True])


async def test_a_file_dropped_onto_the_terminal_is_in_hand(
    at_the_desk: Station, folder: Path, tmp_path: Path, darkroom: Darkroom
) -> None:
    file = scan(tmp_path, "dropped 1.jpg")
    async with table(at_the_desk) as desk:
        desk.app.post_message(events.Paste(f"'{file}'"))
        await desk.until(lambda: desk.hand == "dropped 1.jpg")


# The attached one


def card() -> PictureCard:
    return PictureCard(1, "0" * 64, 354, 472, CHILD, (), MORNING, "Сәрсенова Айгүл")


async def test_delete_asks_and_takes_the_attached_picture_away(
    at_the_desk: Station, folder: Path, darkroom: Darkroom
) -> None:
    async with table(at_the_desk, current=card()) as desk:
        await sees(desk.pilot, "Attached is one of 354 × 472, Thu 01.04.2027 10:42, by Сәрсенова Айгүл.")
        await desk.press("delete")
        await desk.until(lambda: isinstance(desk.app.screen, Confirm) and desk.app.screen.seen)
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.window)
        assert desk.outcome == []
        await desk.press("delete")
        await desk.until(lambda: isinstance(desk.app.screen, Confirm) and desk.app.screen.seen)
        await desk.press("enter")
        await desk.until(lambda: desk.outcome == [True])


async def test_without_an_attached_picture_there_is_nothing_to_take_away(
    at_the_desk: Station, folder: Path, darkroom: Darkroom
) -> None:
    async with table(at_the_desk) as desk:
        await desk.press("delete")
        assert desk.app.screen is desk.window
        assert "Take away" not in photograph(desk.app)


# To be looked at


class Noon(MachineClock):
    def now(self) -> Any:
        return MORNING


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_table_looks_calm(
    at_the_desk: Station,
    folder: Path,
    darkroom: Darkroom,
    size: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import os

    monkeypatch.setattr(photo_laying, "MachineClock", Noon)
    ages = {"IMG_20270401_104002_A4_600dpi_colour.jpg": 125, "Scan0042.png": 2500, "Аружан.jpeg": 90_000}
    for name, age in ages.items():
        file = scan(folder, name)
        moment = MORNING.timestamp() - age
        os.utime(file, (moment, moment))
    darkroom.negatives["IMG_20270401_104002_A4_600dpi_colour.jpg"] = negative(width=300, height=400, brightness=60.0)
    async with table(at_the_desk, size, card()) as desk:
        await sees(desk.pilot, "Too dark")
        width, height = size
        await settled_picture(desk.pilot, f"photo_table_{width}x{height}")
        await desk.press("2")
        await sees(desk.pilot, "900 × 1200")
        await desk.press("space")
        await sees(desk.pilot, "Uncut")
        await settled_picture(desk.pilot, f"photo_table_cut_{width}x{height}")


async def test_the_empty_table_looks_calm(at_the_desk: Station, darkroom: Darkroom) -> None:
    at_the_desk.scan_folder = Path("/scans-of-the-office")
    async with table(at_the_desk) as desk:
        await sees(desk.pilot, "/scans-of-the-office is not there.")
        await settled_picture(desk.pilot, "photo_table_empty_80x24")
