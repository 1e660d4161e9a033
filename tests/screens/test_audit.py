"""The audit on the screen: the newest first, page after page, and whether the chain is whole."""

from collections.abc import Iterator

import pytest

from clerk_desk.desk import new_act
from clerk_desk.door import Door
from clerk_desk.duties import register
from data.vocabulary import DayKind, EventKind, Ground, Role, Stage
from screens import words
from screens.audit import AuditScreen
from screens.station import Station
from screens.widgets.ledger import Ledger

from .conftest import PASSWORD, SIZES, host, photograph, until
from .rooms import HOSTILE, place, press, receive, sees, trail


@pytest.fixture
def chief(door: Door) -> Iterator[Station]:
    """The administrator's place at the same store."""
    desk, keys = door.sign_in("serik", PASSWORD)
    yield place(desk, keys)
    desk.store.close()


@pytest.mark.parametrize("size", SIZES)
async def test_the_newest_line_stands_first_and_the_chain_is_whole(chief: Station, size: tuple[int, int]) -> None:
    receive(chief.desk)
    async with host(AuditScreen(chief)).run_test(size=size) as pilot:
        picture = await sees(pilot, "audit opened", "received", "person appointed", "whole:")
        assert picture.index("audit opened") < picture.index("received") < picture.index("person appointed")


async def test_the_whole_line_is_read_in_a_window(chief: Station) -> None:
    receipt = receive(chief.desk)
    chief.desk.do(new_act(), register.correct, receipt.application_id, "child.surname", "Серікбай", "Қате жазылған.")
    async with host(AuditScreen(chief)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "corrected")
        await press(pilot, "down", "enter")
        await sees(pilot, "№ 2027-0001", "Child, Surname: Сәрсенбай → Серікбай", "“Қате жазылған.”")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, AuditScreen))


async def test_older_lines_are_fetched_at_the_end_of_the_list(chief: Station) -> None:
    receipt = receive(chief.desk)
    for _ in range(120):
        chief.desk.do(new_act(), register.open_record, receipt.application_id)
    async with host(AuditScreen(chief)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "record opened")
        ledger = pilot.app.screen.query_one(Ledger)
        await until(pilot, lambda: len(ledger.rows) == 100)
        await pilot.press("end", "down")
        await until(pilot, lambda: len(ledger.rows) > 120)


async def test_reading_the_audit_is_for_administrators(station: Station, chief: Station) -> None:
    async with host(AuditScreen(station)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "Only an administrator may read the audit.")
    assert trail(chief.desk)[1].event is not EventKind.AUDIT_OPENED


async def test_the_chain_is_checked_afresh_by_a_key(chief: Station) -> None:
    async with host(AuditScreen(chief)).run_test(size=(80, 24), notifications=True) as pilot:
        await sees(pilot, "whole:")
        await press(pilot, "f6")
        await sees(pilot, "The chain is whole.")


def test_every_word_of_the_store_has_words_for_the_clerk() -> None:
    assert set(words.EVENTS) == set(EventKind)
    assert set(words.STAGES) == set(Stage)
    assert set(words.ROLES) == set(Role)
    assert set(words.DAYS) == set(DayKind)
    assert set(words.GROUNDS) == set(Ground)


async def test_iins_are_masked_in_the_list_of_acts(chief: Station) -> None:
    receipt = receive(chief.desk)
    chief.desk.do(new_act(), register.correct, receipt.application_id, "child.iin", "210902599900", "Қате жазылған.")
    async with host(AuditScreen(chief)).run_test(size=(160, 36)) as pilot:
        picture = await sees(pilot, "corrected", "210331••••••")
        assert "699903" not in picture and "699 903" not in picture


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_words_are_shown_and_do_nothing(chief: Station, name: str) -> None:
    receipt = receive(chief.desk)
    chief.desk.do(new_act(), register.correct, receipt.application_id, "child.surname", "Ким " + name, name + " reason")
    async with host(AuditScreen(chief)).run_test(size=(160, 36)) as pilot:
        await sees(pilot, "corrected", name[:3])
        for y in range(8):
            await pilot.click(offset=(100, y))
        picture = photograph(pilot.app)
        assert "\x1b" not in picture and "\u202e" not in picture and pilot.app.is_running
