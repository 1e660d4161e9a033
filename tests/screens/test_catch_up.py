"""Catch-up on the screen: one record after another, one key a field, until nothing is left."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from clerk_desk.desk import Desk
from clerk_desk.door import Door
from clerk_desk.duties import catch_up
from clerk_desk.instruments import clipboard
from clerk_desk.instruments.spreadsheets_out import read_csv_back
from data.vocabulary import Channel
from screens.catch_up import CatchUpScreen
from screens.station import Station

from .conftest import PASSWORD, SIZES, host, photograph, settled_picture, until
from .rooms import place, press, receive_many, sees, trail


@pytest.fixture
def administrator(door: Door) -> Iterator[Desk]:
    """The administrator's desk at the same store."""
    desk, _ = door.sign_in("serik", PASSWORD)
    yield desk
    desk.store.close()


@pytest.fixture(autouse=True)
def desktop(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A desktop whose clipboard is a list: what was laid into it, in turn; "" where it was emptied."""
    held: list[str] = []

    def lay(text: str) -> bool:
        held.append(text)
        return True

    def take_out(text: str) -> None:
        if held[-1] == text:
            held.append("")

    monkeypatch.setattr(clipboard, "lay", lay)
    monkeypatch.setattr(clipboard, "take_out", take_out)
    return held


@pytest.mark.parametrize("size", SIZES)
async def test_the_record_in_hand_stands_field_by_field(
    station: Station, administrator: Desk, size: tuple[int, int]
) -> None:
    receive_many(station.desk, 3)
    async with host(CatchUpScreen(station)).run_test(size=size) as pilot:
        await sees(pilot, "TO BE KEYED INTO A PORTAL 3", "2027-0003")
        await settled_picture(pilot, f"catch-up-list-{size[0]}")
        await press(pilot, "enter")
        await sees(pilot, "№ 2027-0001", "900312499911")
        await press(pilot, " ", " ")
        await sees(pilot, "✔ Applicant, Surname is copied.")
        await settled_picture(pilot, f"catch-up-{size[0]}")


async def test_one_key_a_field_and_the_number_and_the_next_record_is_in_hand(
    station: Station, desktop: list[str]
) -> None:
    receive_many(station.desk, 2)
    async with host(CatchUpScreen(station)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "2027-0002")
        await press(pilot, "enter", " ", " ", " ")
        await until(pilot, lambda: desktop[-1:] == ["Айгүл"])
        assert pilot.app.clipboard == "Айгүл"
        await press(pilot, "f6")
        await sees(pilot, "№ 2027-0001 is keyed into mektep.snation.kz")
        await press(pilot, "mk-17", "enter")
        await sees(pilot, "№ 2027-0001 is noted under MK-17. 1 is left.", "№ 2027-0002")
        assert desktop[-1] == ""
        assert pilot.app.clipboard == ""
        await press(pilot, "f6", "mk-18", "enter")
        await sees(pilot, "Everything that was taken on paper is on a portal.", "Nothing is left.")
    assert station.desk.ask(catch_up.count) == (0, None)


async def test_a_whole_record_is_keyed_in_in_one_burst(station: Station) -> None:
    receive_many(station.desk, 2)
    async with host(CatchUpScreen(station)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "2027-0002")
        await press(pilot, "enter", " ", "f6", "1", "7", "enter", " ", "f6", "1", "8", "enter")
        await sees(pilot, "Nothing is left.")
    assert [line.portal_number for line in station.desk.ask(catch_up.lately)] == ["18", "17"]


async def test_a_number_that_is_taken_is_said_in_the_window(station: Station) -> None:
    receive_many(station.desk, 2)
    async with host(CatchUpScreen(station)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "2027-0002")
        await press(pilot, "enter", "f6", "17", "enter")
        await sees(pilot, "1 is left.")
        await press(pilot, "f6", "17", "enter")
        await sees(pilot, "The portal's number 17 stands at № 2027-0001 already", "Number there 17")


async def test_a_digit_turns_to_the_other_portals_order_also_on_the_kazakh_layout(station: Station) -> None:
    receive_many(station.desk, 1)
    async with host(CatchUpScreen(station)).run_test(size=(120, 36)) as pilot:
        await sees(pilot, "2027-0001")
        await press(pilot, "enter")
        await sees(pilot, "Birth certificate shown")
        await press(pilot, "ә")
        await until(pilot, lambda: "Birth certificate shown" not in photograph(pilot.app))
        await press(pilot, "f6", "e1", "enter")
        await sees(pilot, "Nothing is left.")
    assert station.desk.ask(catch_up.lately)[0].portal == Channel.EGOV


async def test_a_slip_is_taken_back_from_the_list(station: Station) -> None:
    receive_many(station.desk, 1)
    async with host(CatchUpScreen(station)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "2027-0001")
        await press(pilot, "enter", "f6", "17", "enter")
        await sees(pilot, "Nothing is left.")
        await press(pilot, "3")
        await sees(pilot, "What is not keyed in after all?", "mektep.snation.kz 17")
        await press(pilot, "1", "Басқа баланікі.", "enter")
        await sees(pilot, "№ 2027-0001 waits to be keyed in again.", "TO BE KEYED INTO A PORTAL 1")


async def test_nothing_of_a_family_stays_in_the_clipboard_when_the_room_is_left(
    station: Station, desktop: list[str]
) -> None:
    receive_many(station.desk, 1)
    room = CatchUpScreen(station)
    async with host(room).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "2027-0001")
        await press(pilot, "enter", " ")
        await until(pilot, lambda: desktop == ["900312499911"])
        await room.parked()
        assert desktop == ["900312499911", ""]


async def test_the_whole_list_is_saved_as_csv_and_xlsx_by_an_administrator(
    station: Station, administrator: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.catch_up_file.documents", lambda: tmp_path / "Documents")
    receive_many(station.desk, 2)
    async with host(CatchUpScreen(place(administrator))).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "2027-0002")
        room_of(pilot).action_papers()
        await sees(pilot, "The whole list as a file, CSV and XLSX")
        await press(pilot, "1")
        await sees(pilot, "It holds personal data")
    files = {path.suffix: path for path in (tmp_path / "Documents").iterdir()}
    rows = read_csv_back(files[".csv"].read_bytes())
    assert files[".csv"].name == "catch-up-mektep-2027-04-01.csv"
    assert (len(rows), rows[1][0]) == (3, "900312499911")
    sheet = openpyxl.load_workbook(files[".xlsx"]).worksheets[0]
    assert [str(cell.value or "") for cell in sheet[2]] == rows[1]
    assert files[".csv"].stat().st_mode & 0o077 == 0
    assert "catch_up_saved" in [str(entry.event) for entry in trail(administrator)]


async def test_a_clerk_is_told_who_may_save_it(station: Station) -> None:
    receive_many(station.desk, 1)
    async with host(CatchUpScreen(station)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "2027-0001")
        room_of(pilot).action_papers()
        await sees(pilot, "The whole list as a file", "Only an administrator may do this.")


async def test_with_nothing_left_the_room_says_so(station: Station) -> None:
    async with host(CatchUpScreen(station)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "Everything that was taken on paper is on a portal.")
        await press(pilot, "enter", " ", "f6")
        await sees(pilot, "Nothing is to be keyed in.")


def room_of(pilot: Any) -> CatchUpScreen:
    """The room in hand; F7 is the whole desk's key, and asks it for its papers."""
    room = pilot.app.screen
    assert isinstance(room, CatchUpScreen)
    return room
