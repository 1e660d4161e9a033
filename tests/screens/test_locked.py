"""The locked desk: nothing personal in sight, the work untouched behind it."""

from typing import Any

from textual.widgets import Input

from clerk_desk.clock import DemoClock
from clerk_desk.duties import audit, today
from clerk_desk.language import Speaker
from data.vocabulary import EventKind
from screens.app import DeskApp
from screens.commands import Everything
from screens.going import Go
from screens.idleness import Idleness
from screens.locked import Locked
from screens.sign_in import SignIn
from screens.today import Today

from .conftest import PASSWORD, StubDesk, photograph, settled_picture, signed_in, type_in, until

PERSONAL = ("Сәрсенова", "Айгүл", "aigul", "Сәрсенбай", "Иванова", "Ахметова", "2027-00")


def nothing_personal(app: DeskApp) -> bool:
    picture = photograph(app)
    return not [word for word in PERSONAL if word in picture]


async def test_the_lock_hides_everything_and_a_password_brings_it_back(desk_app: DeskApp, stub_desk: StubDesk) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        await type_in(pilot, "down", "down", "f9")
        await until(pilot, lambda: "Locked. Your work is kept." in photograph(desk_app))
        assert nothing_personal(desk_app)
        await settled_picture(pilot, "locked-80")
        await type_in(pilot, PASSWORD, "enter")
        await until(pilot, lambda: isinstance(desk_app.screen, Today))
        assert desk_app.screen.query_one("#waiting").highlighted == 3  # type: ignore[attr-defined]
        assert desk_app.focused is not None and desk_app.focused.id == "waiting"
        assert [act[1] for act in stub_desk.done] == [EventKind.LOCKED, EventKind.UNLOCKED]


async def test_the_lock_lies_over_windows_too(desk_app: DeskApp) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        await type_in(pilot, "f12")
        await until(pilot, lambda: isinstance(desk_app.screen, Everything))
        await type_in(pilot, "reg", "f9")
        await until(pilot, lambda: isinstance(desk_app.screen, Locked))
        assert nothing_personal(desk_app)
        await type_in(pilot, PASSWORD, "enter")
        await until(pilot, lambda: isinstance(desk_app.screen, Everything))
        assert desk_app.screen.query_one("#part", Input).value == "reg"


async def test_a_window_that_opens_under_the_lock_stays_under_it(desk_app: DeskApp) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        await type_in(pilot, "f9")
        await until(pilot, lambda: isinstance(desk_app.screen, Locked))
        window = Everything(Speaker(), [])
        await desk_app.push_screen(window)
        await pilot.pause()
        assert isinstance(desk_app.screen, Locked)
        await type_in(pilot, PASSWORD, "enter")
        await until(pilot, lambda: desk_app.screen is window)
        await type_in(pilot, "escape")
        await until(pilot, lambda: isinstance(desk_app.screen, Today))


async def test_sentences_and_ways_that_come_while_it_is_locked_wait(desk_app: DeskApp) -> None:
    async with desk_app.run_test(size=(80, 24), notifications=True) as pilot:
        await signed_in(pilot)
        await type_in(pilot, "f9")
        await until(pilot, lambda: isinstance(desk_app.screen, Locked))
        desk_app.notify("Сәрсенбай Әлихан is accepted")
        desk_app.post_message(Go("today"))
        await pilot.pause()
        assert nothing_personal(desk_app) and isinstance(desk_app.screen, Locked)
        await type_in(pilot, PASSWORD, "enter")
        await until(pilot, lambda: "is accepted" in photograph(desk_app))


async def test_no_key_of_the_desk_works_under_the_lock(desk_app: DeskApp) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        await type_in(pilot, "f9", "f2", "f3", "f4", "f5", "f12", "f1", "ctrl+p", "f9")
        await until(pilot, lambda: isinstance(desk_app.screen, Locked))
        assert len([screen for screen in desk_app.screen_stack if isinstance(screen, Locked)]) == 1


async def test_a_wrong_password_leaves_it_locked(desk_app: DeskApp) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        await type_in(pilot, "f9")
        await until(pilot, lambda: isinstance(desk_app.screen, Locked))
        await type_in(pilot, "wrong", "enter")
        await until(pilot, lambda: "not your password" in photograph(desk_app))
        assert desk_app.locked and nothing_personal(desk_app)


async def test_another_person_may_sign_in(desk_app: DeskApp) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        await type_in(pilot, "f9", "escape")
        await until(pilot, lambda: isinstance(desk_app.screen, SignIn))
        assert nothing_personal(desk_app) and desk_app.station is None
        await signed_in(pilot)
        assert isinstance(desk_app.screen, Today)


async def test_it_locks_itself_after_the_minutes_without_a_key(desk_app: DeskApp) -> None:
    moment = [0.0]
    desk_app.idleness = Idleness(3, lambda: moment[0], lambda: moment[0])
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        for _ in range(5):
            moment[0] += 30
            desk_app.look_for_idleness()
        await pilot.pause()
        assert not desk_app.locked
        moment[0] += 31
        desk_app.look_for_idleness()
        await until(pilot, lambda: isinstance(desk_app.screen, Locked))


def test_a_key_begins_the_minutes_anew_and_a_sleeping_machine_wakes_up_locked() -> None:
    steady, wall = [0.0], [0.0]
    idleness = Idleness(3, lambda: steady[0], lambda: wall[0])
    for _ in range(100):
        steady[0] += 2
        wall[0] += 2
        idleness.touched()
        assert not idleness.too_long()
    wall[0] += 61  # the steady clock stood still: the lid was closed
    assert idleness.too_long()


async def test_on_a_real_desk_the_lock_is_written_into_the_audit(station: Any) -> None:
    app = DeskApp(station.door, Speaker(), DemoClock(station.now()), 3)
    app.faults.strict = True
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "aigul", "enter", PASSWORD, "enter")
        await until(pilot, lambda: isinstance(app.screen, Today))
        await type_in(pilot, "f9")
        await until(pilot, lambda: isinstance(app.screen, Locked))
        await type_in(pilot, "wrong", "enter")
        await until(pilot, lambda: "not your password" in photograph(app))
        await type_in(pilot, PASSWORD, "enter")
        await until(pilot, lambda: isinstance(app.screen, Today))
        assert app.station is not None
        assert app.station.desk.ask(audit.verify).broken_at == 0
        assert app.station.desk.ask(today.frame).school_kk == "№12 мектеп-гимназия"
