"""The draft of the enrolment order on the screen: who is accepted, class by class; printed or saved."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from clerk_desk.desk import Desk
from clerk_desk.duties import papers
from screens.class_sets import ClassSetsScreen
from screens.enrolment_order import EnrolmentOrderScreen
from screens.station import Station

from .conftest import SIZES, host, settled_picture, until
from .rooms import accept, place, press, receive_many, sees, trail
from .test_catch_up import administrator

__all__ = ["administrator"]


def some_accepted(desk: Desk) -> None:
    one, two, three, _ = receive_many(desk, 4)
    accept(desk, one, "Ә")
    accept(desk, two, "Ә")
    accept(desk, three, "А")


def room_of(pilot: Any) -> EnrolmentOrderScreen:
    room = pilot.app.screen
    assert isinstance(room, EnrolmentOrderScreen)
    return room


@pytest.mark.parametrize("size", SIZES)
async def test_the_accepted_stand_class_by_class(administrator: Desk, size: tuple[int, int]) -> None:
    some_accepted(administrator)
    async with host(EnrolmentOrderScreen(place(administrator))).run_test(size=size) as pilot:
        await sees(pilot, "DRAFT OF THE ENROLMENT ORDER 3", "1 «Ә»", "not before 25.08.2027")
        await settled_picture(pilot, f"enrolment-order-{size[0]}")


async def test_it_is_seen_before_it_is_stored(administrator: Desk) -> None:
    some_accepted(administrator)
    room = EnrolmentOrderScreen(place(administrator))
    async with host(room).run_test(size=(80, 36)) as pilot:
        await sees(pilot, "1 «Ә»")
        await press(pilot, "f6")
        await sees(pilot, "Draft of the enrolment order, 2027–2028", "1-сыныпқа қабылдау туралы бұйрықтың жобасы")
        await press(pilot, "escape")
        await until(pilot, lambda: pilot.app.screen is room)
        assert administrator.ask(papers.unprinted) == ()


async def test_it_is_stored_before_it_is_printed(administrator: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    out: list[str] = []

    async def put_out(_room: Any, issued: Any) -> bool:
        out.append(issued.code)
        return True

    monkeypatch.setattr("screens.paper_window.put_out", put_out)
    some_accepted(administrator)
    async with host(EnrolmentOrderScreen(place(administrator))).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "1 «Ә»")
        await press(pilot, "f6")
        await sees(pilot, "Draft of the enrolment order, 2027–2028")
        await press(pilot, "f6")
        await until(pilot, lambda: out)
    assert [str(entry.event) for entry in trail(administrator)][1:3] == ["order_drafted", "paper_issued"]


async def test_the_list_is_saved_as_a_file_with_a_sheet_for_each_class(
    administrator: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.enrolment_order.documents", lambda: tmp_path)
    some_accepted(administrator)
    async with host(EnrolmentOrderScreen(place(administrator))).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "1 «Ә»")
        room_of(pilot).action_papers()
        await sees(pilot, "(2) The same list as a file, XLSX")
        await press(pilot, "2")
        await sees(pilot, "Saved: enrolment-order-draft-2027-04-01", "It holds personal data")
    book = openpyxl.load_workbook(tmp_path / "enrolment-order-draft-2027-04-01.xlsx")
    assert book.sheetnames == ["Барлығы _ Все", "1 «А»", "1 «Ә»"]
    sheet = book.worksheets[0]
    assert [sheet["H2"].value, sheet["H2"].data_type, sheet["G2"].number_format] == [
        *("210902599900", "s", "dd.mm.yyyy"),
    ]


async def test_a_clerk_sees_the_list_and_is_told_who_makes_the_draft(station: Station) -> None:
    some_accepted(station.desk)
    async with host(EnrolmentOrderScreen(station)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "1 «Ә»")
        await press(pilot, "f6")
        await sees(pilot, "Only an administrator may do this.")


async def test_while_nobody_is_accepted_the_room_says_so(administrator: Desk) -> None:
    async with host(EnrolmentOrderScreen(place(administrator))).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "Nobody is accepted yet.")


async def test_it_is_one_of_the_papers_of_the_class_sets(station: Station) -> None:
    room = ClassSetsScreen(station)
    async with host(room).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "1 «А»")
        assert room.papers()[0][:2] == (
            "app.go('enrolment_order')",
            "Draft of the enrolment order: to see, print or save",
        )
