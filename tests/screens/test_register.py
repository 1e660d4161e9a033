"""The register: found as one types, narrowed by windows, opened with Enter, and as it was left on the way back."""

from collections.abc import Iterator
from typing import Any

import pytest
from textual import events
from textual.screen import Screen

from clerk_desk.desk import Desk
from clerk_desk.door import Door
from data.vocabulary import Stage
from screens.going import Go
from screens.register import RegisterScreen
from screens.station import Station
from screens.widgets.ledger import Ledger
from screens.windows import Choose

from .conftest import PASSWORD, SIZES, Host, host, photograph, settled_picture, until
from .rooms import HOSTILE, accept, press, receive, receive_many, sees


@pytest.fixture
def administrator(door: Door) -> Iterator[Desk]:
    """The administrator's desk at the same store."""
    desk, _ = door.sign_in("serik", PASSWORD)
    yield desk
    desk.store.close()


class Floor(Host):
    """Remembers where the clerk went."""

    def __init__(self, screen: Screen[Any]) -> None:
        super().__init__(screen)
        self.ways: list[Go] = []

    def on_go(self, go: Go) -> None:
        self.ways.append(go)


@pytest.mark.parametrize("size", SIZES)
async def test_all_applications_stand_in_the_order_of_the_kazakh_alphabet(
    station: Station, size: tuple[int, int]
) -> None:
    first, *_ = receive_many(station.desk, 6)
    accept(station.desk, first, "А")
    async with host(RegisterScreen(station)).run_test(size=size) as pilot:
        picture = await sees(pilot, "6 applications", "● open")
        names = ["Әлихан", "Ғазиз", "Қайсар", "Өмір", "Ұлан", "Іңкәр"]
        places = [picture.index(name) for name in names]
        assert places == sorted(places)
        await settled_picture(pilot, f"register-{size[0]}")


async def test_iins_are_masked_in_the_list(station: Station) -> None:
    receive(station.desk)
    async with host(RegisterScreen(station)).run_test(size=(120, 36)) as pilot:
        picture = await sees(pilot, "1 application")
        assert "210331••••••" in picture and "699903" not in picture


async def test_an_empty_register_says_how_to_begin(station: Station) -> None:
    async with host(RegisterScreen(station)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "No applications yet. F2 begins an intake.")


async def test_what_is_typed_is_found_at_once_with_letters_folded(station: Station) -> None:
    receive_many(station.desk, 6)
    async with host(RegisterScreen(station)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "6 applications")
        await press(pilot, "газ")
        picture = await sees(pilot, "1 application", "Ғазиз")
        assert "Қайсар" not in picture
        await press(pilot, "qqq")
        await sees(pilot, "Nobody fits. Try fewer letters")


async def test_enter_after_a_scan_opens_the_only_one_however_fast_it_comes(station: Station) -> None:
    receipts = receive_many(station.desk, 6)
    app = Floor(RegisterScreen(station))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "210331699903", "enter")
        await until(pilot, lambda: app.ways)
        assert (app.ways[0].place, app.ways[0].args) == ("record", (receipts[1].application_id,))


async def test_enter_over_several_goes_into_the_list_and_enter_there_opens(station: Station) -> None:
    receipts = receive_many(station.desk, 6)
    app = Floor(RegisterScreen(station))
    async with app.run_test(size=(80, 24)) as pilot:
        await sees(pilot, "6 applications")
        await press(pilot, "enter")
        await until(pilot, lambda: pilot.app.focused is pilot.app.screen.query_one(Ledger).under_hand)
        await press(pilot, "down", "enter")
        await until(pilot, lambda: app.ways)
        assert app.ways[0].args == (receipts[1].application_id,)


async def test_down_goes_into_the_list_and_up_from_the_first_row_back(station: Station) -> None:
    receive_many(station.desk, 3)
    async with host(RegisterScreen(station)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "3 applications")
        await press(pilot, "down")
        await until(pilot, lambda: pilot.app.focused is pilot.app.screen.query_one(Ledger).under_hand)
        await press(pilot, "up")
        await until(pilot, lambda: pilot.app.focused is pilot.app.screen.query_one("#search"))


async def test_the_list_is_narrowed_by_stage_with_three_keys_and_shown_whole_again(station: Station) -> None:
    first, *_ = receive_many(station.desk, 3)
    accept(station.desk, first, "А")
    async with host(RegisterScreen(station)).run_test(size=(80, 24)) as pilot:
        room = pilot.app.screen
        await sees(pilot, "3 applications")
        await press(pilot, "f6", "1", "3")
        await sees(pilot, "Stage accepted", "1 application")
        assert isinstance(room, RegisterScreen) and room.filters.stage is Stage.ACCEPTED
        await press(pilot, "f6", "9")
        await sees(pilot, "3 applications", "Stage all")


async def test_narrowing_by_language_class_set_day_and_year(station: Station) -> None:
    first, *_ = receive_many(station.desk, 3)
    accept(station.desk, first, "А")
    async with host(RegisterScreen(station)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "3 applications")
        await press(pilot, "f6", "2", "3")
        await sees(pilot, "Language русский", "Nobody fits.")
        await press(pilot, "f6", "2", "2")
        await sees(pilot, "Language қазақша", "3 applications")
        await press(pilot, "f6", "3", "2")
        await sees(pilot, "Class-set 1 «А»", "1 application")
        await press(pilot, "f6", "4", "2")
        await sees(pilot, "Received 01.04.2027", "1 application")
        await press(pilot, "f6", "4", "3", "nonsense", "enter")
        await sees(pilot, "This is no date.", "nonsense")
        await press(pilot, "020427", "enter")
        await press(pilot, "020427", "enter")
        await sees(pilot, "Received 02.04.2027", "Nobody fits.")
        await press(pilot, "f6", "5")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choose))
        await sees(pilot, "(1) 2027")


async def test_what_was_typed_and_where_the_cursor_stood_is_kept_on_the_way_back(station: Station) -> None:
    receive_many(station.desk, 6)
    async with host(RegisterScreen(station)).run_test(size=(80, 24)) as pilot:
        room = pilot.app.screen
        await press(pilot, "сәрс")
        await sees(pilot, "6 applications")
        await press(pilot, "down", "down", "down")
        ledger = room.query_one(Ledger)
        await until(pilot, lambda: ledger.under_hand.has_focus)
        held = ledger.at
        await pilot.app.push_screen(Screen())
        await pilot.app.pop_screen()
        await until(pilot, lambda: pilot.app.screen is room)
        await sees(pilot, "6 applications", "сәрс")
        assert ledger.at == held and ledger.under_hand.highlighted == 2


async def test_a_page_is_turned_at_its_end(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    receive_many(station.desk, 6)
    monkeypatch.setattr("screens.register.A_PAGE", 4)
    async with host(RegisterScreen(station)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "1–4 of 6")
        await press(pilot, "down")
        await pilot.press("pagedown", "pagedown")
        picture = await sees(pilot, "5–6 of 6")
        assert "Ұлан" in picture and "Ғазиз" not in picture
        await pilot.press("pageup", "pageup")
        await sees(pilot, "1–4 of 6", "Ғазиз")


async def test_a_paste_with_line_breaks_is_searched_as_one_line(station: Station) -> None:
    receive_many(station.desk, 3)
    async with host(RegisterScreen(station)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "3 applications")
        pilot.app.post_message(events.Paste("\nсәрсенбай\nғазиз\n"))
        await sees(pilot, "сәрсенбай ғазиз", "1 application")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_names_are_shown_and_do_nothing(station: Station, name: str, size: tuple[int, int]) -> None:
    receive(station.desk, child__surname=name)
    async with host(RegisterScreen(station)).run_test(size=size) as pilot:
        await sees(pilot, "1 application", name[:3])
        for y in range(7):
            await pilot.click(offset=(size[0] // 2, y))
        picture = photograph(pilot.app)
        assert "\x1b" not in picture and "\u202e" not in picture and pilot.app.is_running
