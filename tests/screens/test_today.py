"""Today: what waits, which drafts lie open, how full the classes are."""

import asyncio
import datetime as dt
import threading
from dataclasses import replace
from typing import Any

import pytest
from textual.widgets import OptionList

from clerk_desk.duties import class_sets, intake, today
from clerk_desk.duties.today import Counts
from clerk_desk.objection import Objection
from screens.going import Go
from screens.station import Station
from screens.today import Today

from .conftest import (
    SIZES,
    Host,
    StubDesk,
    a_draft,
    at,
    host,
    photograph,
    settled_picture,
    type_in,
    until,
    waiting_rows,
)


class Followed(Host):
    """A host that remembers where the screen wanted to go."""

    def __init__(self, screen: Any) -> None:
        super().__init__(screen)
        self.went: list[tuple[object, ...]] = []

    def on_go(self, go: Go) -> None:
        self.went.append((go.place, *go.args))


async def shown(pilot: Any) -> None:
    """Wait until the lists, the classes and the line above stand."""
    await until(pilot, lambda: "CLASS-SETS" in photograph(pilot.app) and "TODAY" in photograph(pilot.app))
    await until(pilot, lambda: not pilot.app.screen._first)
    await until(pilot, lambda: "open till" in photograph(pilot.app) or "● open" in photograph(pilot.app))


@pytest.mark.parametrize("size", SIZES)
async def test_the_picture_of_the_morning(stub_station: Station, size: tuple[int, int]) -> None:
    app = host(Today(stub_station))
    async with app.run_test(size=size) as pilot:
        await shown(pilot)
        await until(pilot, lambda: "2027-0043" in photograph(app) and "9 things" in photograph(app))
        await settled_picture(pilot, f"today-{size[0]}")


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_desk_says_what_to_do_first(
    stub_station: Station, stub_desk: StubDesk, size: tuple[int, int]
) -> None:
    stub_desk.answers |= {today.waiting: (), intake.drafts: (), class_sets.fills: ()}
    app = host(Today(stub_station))
    async with app.run_test(size=size) as pilot:
        await shown(pilot)
        await until(pilot, lambda: "Nothing waits. F2 begins an intake." in photograph(app))
        await until(pilot, lambda: "No class-set is open. F4 opens them." in photograph(app))


async def test_enter_opens_what_waits_and_tab_leads_to_the_drafts(stub_station: Station) -> None:
    app = Followed(Today(stub_station))
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await type_in(pilot, "down", "enter", "tab", "down", "enter")
        await until(pilot, lambda: len(app.went) == 2)
        assert app.went == [("record", 2), ("intake", 2)]


async def test_an_interrupted_draft_of_ones_own_is_offered_first(stub_station: Station, stub_desk: StubDesk) -> None:
    mine = a_draft(7, "Ким Алина", 3, held_by="Сәрсенова Айгүл")
    stub_desk.answers[intake.drafts] = (a_draft(1, "Ахметова Дана", 9, held_by="Ахметов Серік"), mine)
    app = Followed(Today(stub_station))
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await type_in(pilot, "enter")
        await until(pilot, lambda: app.went)
        assert app.went == [("intake", 7)]
        await until(pilot, lambda: "9 things, with Ахметов Серік" in photograph(app))


async def test_the_cursor_stays_on_its_application_when_the_list_changes(
    stub_station: Station, stub_desk: StubDesk
) -> None:
    screen = Today(stub_station)
    app = Followed(screen)
    async with app.run_test(size=(120, 36)) as pilot:
        await shown(pilot)
        await type_in(pilot, "down")
        first, *rest = stub_desk.answers[today.waiting]
        another = replace(first, application_id=99, number="2027-0099", due_at=at(1, 9))
        stub_desk.answers[today.waiting] = (another, first, *rest)
        screen.reload()
        await until(pilot, lambda: "2027-0099" in photograph(app))
        await type_in(pilot, "enter")
        await until(pilot, lambda: app.went)
        assert app.went == [("record", 2)]


async def test_when_the_application_in_hand_is_answered_the_cursor_stays_near(
    stub_station: Station, stub_desk: StubDesk
) -> None:
    screen = Today(stub_station)
    app = host(screen)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await type_in(pilot, "down", "down", "down", "down")
        stub_desk.answers[today.waiting] = waiting_rows("Сәрсенбай Әлихан")
        screen.reload()
        await until(pilot, lambda: "2027-0034" not in photograph(app))
        assert screen.query_one("#waiting", OptionList).highlighted == 1


async def test_an_objection_is_told_and_the_screen_stays(stub_station: Station, stub_desk: StubDesk) -> None:
    stub_desk.answers[today.waiting] = Objection("dismissed", "You are no longer on the staff of this desk.")
    app = host(Today(stub_station))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until(pilot, lambda: "no longer on the staff" in photograph(app))
        await until(pilot, lambda: "DRAFTS" in photograph(app))


async def test_what_is_overdue_is_said_with_a_word_and_a_sign(stub_station: Station) -> None:
    app = host(Today(stub_station))
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await until(pilot, lambda: "! overdue 40 min ago" in photograph(app))


async def test_a_real_desk_of_the_first_morning(station: Station) -> None:
    app = host(Today(station))
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: "Nothing waits" in photograph(app) and "№12 мектеп-гимназия" in photograph(app))
        await until(pilot, lambda: "153 days left" in photograph(app) and "0 of 50" in photograph(app))
        assert station.now() > dt.datetime(2027, 4, 1, tzinfo=dt.UTC)


class FetchedTooLate(Today):
    """Today whose answers come when its parts are gone already, and the room itself not yet."""

    CSS_PATH = None

    def __init__(self, station: Station, answers: threading.Event) -> None:
        super().__init__(station)
        self.answers = answers

    async def on_unmount(self) -> None:
        assert not self.query("#waiting-head")
        self.answers.set()
        for worker in [w for w in self.workers if w.node is self and not w.is_finished]:
            await worker.wait()


async def test_closing_while_today_is_being_fetched_ends_without_a_fault(
    stub_station: Station, stub_desk: StubDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, answers = threading.Event(), threading.Event()
    told = stub_desk.ask

    def late(question: Any, *args: Any) -> Any:
        if question is today.waiting:
            asked.set()
            assert answers.wait(10)
        return told(question, *args)

    monkeypatch.setattr(stub_desk, "ask", late)
    app = host(FetchedTooLate(stub_station, answers))
    async with app.run_test(size=SIZES[0]):
        assert await asyncio.to_thread(asked.wait, 10)
    assert answers.is_set()


async def test_todays_counts_break_only_between_things(stub_station: Station, stub_desk: StubDesk) -> None:
    stub_desk.answers[today.counts] = Counts(12, 9, 1, 1)
    async with host(Today(stub_station)).run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: "1 withdrawn" in photograph(pilot.app))
        lines = [line[68:].rstrip() for line in photograph(pilot.app).splitlines()]
        first = next(at for at, line in enumerate(lines) if "TODAY" in line)
        start = lines[first].index("12 received")
        assert lines[first].strip() == "TODAY   12 received · 9 accepted · 1 refused"
        assert lines[first + 1].index("1 withdrawn") == start
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: "1 refused · 1 withdrawn" in photograph(pilot.app))
