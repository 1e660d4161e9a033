"""The evening on the screen: the administrator is walked through the checks, and the day is closed by keys."""

import datetime as dt
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

import pytest

from clerk_desk.clock import DemoClock
from clerk_desk.desk import new_act
from clerk_desk.door import Door
from clerk_desk.duties import backups, closing, decisions, intake, papers, register
from clerk_desk.duties.backups import BackupState
from clerk_desk.duties.closing import Unclosed
from clerk_desk.language import Speaker
from clerk_desk.ledgers.issuing import Issued
from clerk_desk.objection import Objection
from clerk_desk.safekeeping import making
from data.vocabulary import Ground, PaperKind, Role
from screens import closing_end
from screens.app import DeskApp
from screens.closing import ClosingScreen
from screens.commands import Everything
from screens.going import Go
from screens.record import RecordScreen
from screens.station import Station
from screens.today import Today
from screens.windows import AskFields, Confirm
from tests.duties.evenings import close_day

from .conftest import PASSWORD, SIZES, Host, StubDesk, at, host, photograph, settled_picture, until
from .rooms import HOSTILE, accept, place, press, receive, receive_many, sees


@pytest.fixture
def chief(door: Door) -> Iterator[Station]:
    """The administrator's place at the same store, with the door at which the password is tried."""
    desk, keys = door.sign_in("serik", PASSWORD)
    station = place(desk, keys)
    station.door = door
    yield station
    desk.store.close()


@pytest.fixture
def afterwards(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is done after a close, written down instead of done: no printer and no disk is needed."""
    done: list[str] = []

    async def put_out(_room: Any, issued: Issued) -> bool:
        assert issued.kind is PaperKind.DAILY_REGISTER
        done.append("register")
        return True

    async def back_up(_room: Any) -> None:
        done.append("backup")

    async def export(_room: Any, date: Any) -> None:
        done.append(f"package {date}")

    monkeypatch.setattr(closing_end, "put_out", put_out)
    monkeypatch.setattr(closing_end, "back_up", back_up)
    monkeypatch.setattr(closing_end, "_export", export)
    return done


class Rooms(Host):
    """An app that writes down where it was asked to go."""

    def __init__(self, screen: ClosingScreen) -> None:
        super().__init__(screen)
        self.went: list[tuple[str, tuple[object, ...]]] = []

    def on_go(self, go: Go) -> None:
        self.went.append((go.place, go.args))


def a_day(chief: Station) -> None:
    """Four received, two accepted, one refused, one waits; and a draft lies open."""
    children = receive_many(chief.desk, 4, application__form_signed="no")
    accept(chief.desk, children[0], "А")
    accept(chief.desk, children[1], "Ә")
    refused = (children[2].application_id, (Ground.NONCONFORMING,), "Өтінішке қол қойылмаған, анасы ертең келеді.")
    chief.desk.do(new_act(), decisions.refuse, *refused)
    chief.desk.do(new_act(), intake.open_draft)


async def until_closed(pilot: Any, chief: Station) -> None:
    await until(pilot, lambda: chief.desk.ask(closing.list_of))


@pytest.mark.parametrize("size", SIZES)
async def test_the_page_of_the_evening(chief: Station, door: Door, size: tuple[int, int]) -> None:
    register = close_day(chief.desk).register
    chief.desk.do(new_act(), papers.came_out, register.paper_id)
    assert isinstance(door.clock, DemoClock)
    door.clock.move(at(2, 18, 41))
    a_day(chief)
    async with host(ClosingScreen(chief)).run_test(size=size) as pilot:
        await sees(pilot, "7 things stand in the way", "Folders")
        await settled_picture(pilot, f"closing-{size[0]}")


async def test_the_administrator_is_walked_through_everything(chief: Station, afterwards: list[str]) -> None:
    a_day(chief)
    async with host(ClosingScreen(chief)).run_test(size=(80, 30)) as pilot:
        await sees(pilot, "7 things stand in the way")
        await press(pilot, "f6")
        await sees(pilot, "This stands in the way: № 2027-0001: Accepted into 1 «А».")
        await press(pilot, " ")
        await sees(pilot, "6 things stand in the way")
        await press(pilot, "enter", "2")
        await sees(pilot, "Every answer is approved.", "4 things")
        await press(pilot, " ")
        await sees(pilot, "Every family was told of its refusal.", "3 things")
        await press(pilot, "enter", "2", "Отбасы ертең келеді.", "enter")
        await sees(pilot, "“Отбасы ертең келеді.”", "2 things")
        await press(pilot, "enter", "4", "enter", "3", "enter")
        await sees(pilot, "Counted 3; by the records 4.", "1 thing stands in the way")
        await press(pilot, "enter", "1", "enter", "4")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskFields))
        await press(pilot, "escape", "f8", "enter", "2", "Бір жұп дәрігерде қалды.", "enter")
        await sees(pilot, "Ready: F6 closes the day as № 1.")
        await press(pilot, "f6", PASSWORD, "enter")
        await sees(pilot, "Export the package of this day")
        await press(pilot, "1")
        await until(pilot, lambda: len(afterwards) == 3)
        await sees(pilot, "The day is closed, as № 1.", "Counted 3; by the records 4. “Бір жұп дәрігерде қалды.”")
    assert afterwards == ["register", "backup", "package 2027-04-01"]


async def test_a_day_on_which_nothing_happened_is_closed_in_one_burst(chief: Station, afterwards: list[str]) -> None:
    async with host(ClosingScreen(chief)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "Ready: F6 closes the day as № 1.", "no folder may lie on the desk")
        await press(pilot, "f6", PASSWORD, "enter")
        await until_closed(pilot, chief)
        await sees(pilot, "Later: F12")
        await press(pilot, "2")
        await sees(pilot, "What is done now comes into the next close.")
    assert afterwards == ["register", "backup"]


async def test_a_closed_day_shows_what_it_counted(chief: Station) -> None:
    a_day(chief)
    closed = close_day(chief.desk)
    async with host(ClosingScreen(chief)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "The day is closed, as № 1.", "On the desk: folders 4, photo pairs 4.", closed.head[-8:])
        await until(pilot, lambda: "F6" not in photograph(pilot.app) and "Settle" not in photograph(pilot.app))


async def test_the_wrong_password_closes_nothing_and_is_slowed_down(chief: Station, afterwards: list[str]) -> None:
    async with host(ClosingScreen(chief)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "Ready")
        await press(pilot, "f6")
        for _ in range(3):
            await press(pilot, "no password", "enter")
            await sees(pilot, "This is not your password.")
        await press(pilot, PASSWORD, "enter")
        await sees(pilot, "Too many wrong passwords. Wait 5 seconds")
        await press(pilot, "escape")
        await sees(pilot, "Ready")
    assert afterwards == [] and chief.desk.ask(closing.list_of) == ()


async def test_a_backup_that_fails_is_said_and_the_day_stays_closed(
    chief: Station, afterwards: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise Objection("no_room", "There is no room left on the disk of the backups.")

    from screens.backing_up import back_up

    monkeypatch.setattr(closing_end, "back_up", back_up)
    monkeypatch.setattr(making, "back_up", fails)
    async with host(ClosingScreen(chief)).run_test(size=(80, 24), notifications=True) as pilot:
        await sees(pilot, "Ready")
        await press(pilot, "f6", PASSWORD, "enter")
        await sees(pilot, "There is no room left", "Export the package of this day")
    assert len(chief.desk.ask(closing.list_of)) == 1


async def test_somebody_else_was_quicker(chief: Station, afterwards: list[str]) -> None:
    async with host(ClosingScreen(chief)).run_test(size=(80, 24), notifications=True) as pilot:
        await sees(pilot, "Ready")
        await press(pilot, "f6")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskFields))
        close_day(chief.desk)
        await press(pilot, PASSWORD, "enter")
        await sees(pilot, "This day is closed already, as № 1", "The day is closed, as № 1.")
    assert afterwards == []


async def test_what_was_typed_is_kept_while_a_draft_is_mended(chief: Station) -> None:
    draft = chief.desk.do(new_act(), intake.open_draft)
    receive(chief.desk)
    app = Rooms(ClosingScreen(chief))
    async with app.run_test(size=(80, 24)) as pilot:
        await sees(pilot, "3 things stand in the way")
        await press(pilot, "f8", "enter", "ә", "enter", "1", "enter")
        await sees(pilot, "Counted 2; by the records 1.")
        await press(pilot, "up", "enter", "1")
        await until(pilot, lambda: app.went == [("intake", (draft.id,))])
    async with host(ClosingScreen(chief)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "Counted 2; by the records 1.", "Pairs of photos in them: 1, as the records say.")


async def test_several_drafts_are_explained_alike(chief: Station) -> None:
    for _ in range(3):
        chief.desk.do(new_act(), intake.open_draft)
    async with host(ClosingScreen(chief)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "3 things stand in the way")
        await press(pilot, "enter", "3", "ok", "enter")
        await sees(pilot, "Say in a few words what the difference comes from", "3 things alike")
        await press(pilot, "Келісілді, ертең.", "enter")
        await sees(pilot, "Ready: F6 closes the day as № 1.", "“Келісілді, ертең.”")


async def test_an_answer_is_sent_back_from_the_page(chief: Station) -> None:
    accept(chief.desk, receive(chief.desk), "А")
    async with host(ClosingScreen(chief)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "Accepted into 1 «А».")
        await press(pilot, "enter", "2", "басқа сынып", "enter")
        await sees(pilot, "Every answer is approved.", "1 reopened")
    assert chief.desk.ask(register.search).lines[0].stage == "received"


async def test_the_last_register_on_paper_is_compared(chief: Station, door: Door) -> None:
    tail = close_day(chief.desk).head[-8:]
    assert isinstance(door.clock, DemoClock)
    door.clock.move(at(2, 18, 41))
    async with host(ClosingScreen(chief)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "Enter compares with the register that was printed last.", "1 thing stands")
        await press(pilot, "down", "down", "down", "enter", "00000000", "enter")
        await sees(pilot, "The register on paper ends in 00000000", "2 things")
        await press(pilot, "enter", "1", tail, "enter")
        await sees(pilot, f"ends as the store says: {tail}")


async def test_the_closes_until_now_are_listed_with_their_differences(chief: Station) -> None:
    chief.desk.do(new_act(), intake.open_draft)
    close_day(chief.desk)
    async with host(ClosingScreen(chief)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "The day is closed")
        room = cast(ClosingScreen, pilot.app.screen)
        assert room.papers()[0][:3] == ("closes", "Closes until now, and their registers", True)
        room.action_closes()
        await sees(pilot, "№ 1, Thu 01.04.2027 10:42, Ахметов Серік")
        await press(pilot, "1")
        await sees(pilot, "Print its register", "“Отбасымен келісілді, ертең келеді.”")


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_names_are_shown_and_do_nothing(chief: Station, name: str) -> None:
    draft = chief.desk.do(new_act(), intake.open_draft)
    chief.desk.keep(draft.id, draft.version, {"child.surname": name}, "")
    async with host(ClosingScreen(chief)).run_test(size=(80, 24)) as pilot:
        picture = await sees(pilot, name[:3], "1 thing stands in the way")
        await press(pilot, "enter")
        picture += await sees(pilot, "Open the draft")
        assert "\x1b" not in picture and "\u202e" not in picture and pilot.app.is_running


async def of_everything(app: DeskApp, pilot: Any, login: str) -> str:
    """Sign in and ask for everything that can be done about closing."""
    await press(pilot, login, "enter", PASSWORD, "enter")
    await sees(pilot, "WAITING FOR AN ANSWER")
    await press(pilot, "f12")
    await until(pilot, lambda: isinstance(app.screen, Everything))
    await press(pilot, "day")
    await until(pilot, lambda: "New intake" not in photograph(app))
    return await sees(pilot, "Paper: day")


async def test_an_administrator_finds_the_close_among_everything_and_a_clerk_does_not(door: Door) -> None:
    app = DeskApp(door, Speaker(), door.clock)
    app.faults.strict = True
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Close the day" in await of_everything(app, pilot, "serik")
        await press(pilot, "enter")
        await sees(pilot, "CLOSE THE DAY", "Ready: F6 closes the day as № 1.")
    app = DeskApp(door, Speaker(), door.clock)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Close the day" not in await of_everything(app, pilot, "aigul")


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (None, ""),
        (Unclosed(dt.date(2027, 4, 1), today=True), "THE DAY not closed yet: F12, Close the day"),
        (Unclosed(dt.date(2027, 3, 31), today=False), "THE DAY not closed since 31.03.2027: F12, Close the day"),
    ],
)
async def test_today_says_to_an_administrator_that_the_day_is_not_closed(
    stub_station: Station, stub_desk: StubDesk, one: Unclosed | None, said: str
) -> None:
    stub_desk.member = replace(stub_desk.member, role=Role.ADMINISTRATOR)
    stub_desk.answers[closing.unclosed] = one
    stub_desk.answers[backups.state] = BackupState(None, None, 0, late=True, elsewhere=False)
    async with host(Today(stub_station)).run_test(size=(80, 24)) as pilot:
        picture = await sees(pilot, "BACKUP", said)
        assert ("THE DAY" in picture) is bool(said)


async def test_a_clerk_says_on_the_record_that_the_family_was_told_and_takes_it_back(station: Station) -> None:
    receipt = receive(station.desk, application__form_signed="no")
    refused = (receipt.application_id, (Ground.NONCONFORMING,), "Өтінішке қол қойылмаған.")
    station.desk.do(new_act(), decisions.refuse, *refused)
    async with host(RecordScreen(station, receipt.application_id)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "family not told yet")
        await press(pilot, "9")
        await sees(pilot, "family told Thu 01.04.2027")
        await press(pilot, "ұ")
        await sees(pilot, "was not told after all")
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm) and pilot.app.screen.seen)
        await press(pilot, "enter")
        await sees(pilot, "family not told yet")


async def test_what_takes_a_while_is_said_as_long_as_it_takes(
    chief: Station, afterwards: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    counted, closed = threading.Event(), threading.Event()
    told, done = closing.state, closing.close

    def counting(look: Any, form: Any) -> Any:
        assert counted.wait(10)
        return told(look, form)

    def being_closed(work: Any, *args: Any) -> Any:
        assert closed.wait(10)
        return done(work, *args)

    monkeypatch.setattr(closing, "state", counting)
    monkeypatch.setattr(closing, "close", being_closed)
    async with host(ClosingScreen(chief)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "Everything is being counted …")
        counted.set()
        await sees(pilot, "Ready: F6 closes the day as № 1.")
        await press(pilot, "f6")
        await sees(pilot, "Your password")
        await press(pilot, PASSWORD, "enter")
        await sees(pilot, "The day is being closed …")
        closed.set()
        await sees(pilot, "The day is closed, as № 1.")
