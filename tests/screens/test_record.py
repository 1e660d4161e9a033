"""A record on the screen, and the answers given from it by keys, at a real encrypted store."""

from collections.abc import Iterator
from typing import Any

import pytest
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Input

from clerk_desk.desk import Desk, new_act
from clerk_desk.door import Door
from clerk_desk.duties import decisions, findings, register
from clerk_desk.duties.register import Record
from clerk_desk.rules.form import FIELDS
from data.vocabulary import EventKind, Ground, Stage
from screens.going import Go
from screens.record import RecordScreen
from screens.record_fields import SECTIONS
from screens.station import Station
from screens.widgets.by_width import ByWidth
from screens.windows import AskText, Choose, Confirm, Tick

from .conftest import PASSWORD, SIZES, Host, host, photograph, settled_picture, until
from .rooms import HOSTILE, accept, fill_up, flat, place, press, receive, receive_many, sees, sets_of, trail


@pytest.fixture
def clerk(station: Station) -> Desk:
    """The clerk's desk."""
    return station.desk


@pytest.fixture
def administrator(door: Door) -> Iterator[Desk]:
    """The administrator's desk at the same store."""
    desk, _ = door.sign_in("serik", PASSWORD)
    yield desk
    desk.store.close()


class Lock(Screen[None]):
    """Lies over everything and asks for a password."""

    def compose(self) -> ComposeResult:
        yield Input()


def stored(desk: Desk, application_id: int) -> Record:
    """The record as it is in the store."""
    return desk.do(new_act(), register.open_record, application_id)


async def shown(pilot: Any) -> RecordScreen:
    """Wait until the record is on the screen."""
    room: RecordScreen = pilot.app.screen
    await until(pilot, lambda: room.record is not None and "TIMELINE" in _page(room))
    return room


def _page(room: RecordScreen) -> str:
    return room.query_one("#page", ByWidth).render().plain


async def window(pilot: Any, kind: type[Screen[Any]]) -> Any:
    """Wait until a window of this kind lies open."""
    await until(pilot, lambda: isinstance(pilot.app.screen, kind) and getattr(pilot.app.screen, "seen", True))
    return pilot.app.screen


@pytest.mark.parametrize("size", SIZES)
async def test_a_record_shows_whose_it_is_and_until_when_the_family_must_hear(
    station: Station, size: tuple[int, int]
) -> None:
    receipt = receive(station.desk)
    async with host(RecordScreen(station, receipt.application_id)).run_test(size=size) as pilot:
        await shown(pilot)
        await sees(pilot, "answer due Fri 02.04.2027 18:30", "tomorrow 18:30", "25 free")
        await until(pilot, lambda: "● open" in photograph(pilot.app))
        await settled_picture(pilot, f"record-{size[0]}")


async def test_the_form_is_read_in_its_own_order_and_empty_things_are_said(station: Station) -> None:
    receipt = receive(station.desk, child__patronymic="", applicant__iin="")
    async with host(RecordScreen(station, receipt.application_id)).run_test(size=(120, 120)) as pilot:
        await shown(pilot)
        await sees(pilot, "checked by Сәрсенова Айгүл, Thu 01.04.2027 10:42")
        picture = flat(pilot.app)
        picture = picture[picture.index("APPLICANT") :]
        order = ["APPLICANT", "Сәрсенбаева Айгүл", "CHILD", "Сәрсенбай Аружан", "210 331 699 903", "065/у", "TIMELINE"]
        places = [picture.index(words) for words in order]
        assert places == sorted(places)
        assert "no patronymic" in picture and "no IIN" in picture


async def test_opening_a_record_stands_in_the_audit_before_it_is_shown(station: Station, administrator: Desk) -> None:
    receipt = receive(station.desk)
    async with host(RecordScreen(station, receipt.application_id)).run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        newest = next(one for one in trail(administrator) if one.event is not EventKind.AUDIT_OPENED)
        assert newest.event is EventKind.RECORD_OPENED and newest.number == "2027-0001"


async def test_coming_back_at_once_opens_it_no_second_time(station: Station, administrator: Desk) -> None:
    receipt = receive(station.desk)
    async with host(RecordScreen(station, receipt.application_id)).run_test(size=(80, 24)) as pilot:
        room = await shown(pilot)
        await pilot.app.push_screen(Screen())
        await pilot.app.pop_screen()
        await until(pilot, lambda: pilot.app.screen is room)
        await pilot.pause(0.05)
        lines = [one for one in trail(administrator) if one.event is EventKind.RECORD_OPENED]
        assert len(lines) == 1


# Accepting


async def test_a_child_is_accepted_with_three_keys(station: Station) -> None:
    receipt = receive(station.desk)
    async with host(RecordScreen(station, receipt.application_id)).run_test(size=(80, 24), notifications=True) as pilot:
        await shown(pilot)
        await press(pilot, "f6")
        await window(pilot, Choose)
        await sees(pilot, "(1) accept into 1 «А»", "25 free", "русский", "(9) refuse")
        await press(pilot, "2")
        await window(pilot, Confirm)
        await sees(
            pilot, "Сәрсенбай Аружан Әлиханқызы is accepted into 1 «Ә» (қазақша).", "1 of its 25 seats are taken"
        )
        assert stored(station.desk, receipt.application_id).stage is Stage.RECEIVED
        await press(pilot, "enter")
        await sees(pilot, "accepted into 1 «Ә»", "№ 2027-0001 is accepted into 1 «Ә».")
    record = stored(station.desk, receipt.application_id)
    assert (record.stage, record.class_set) == (Stage.ACCEPTED, "Ә")


async def test_keys_typed_ahead_choose_but_never_confirm(station: Station) -> None:
    receipt = receive(station.desk)
    async with host(RecordScreen(station, receipt.application_id)).run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await press(pilot, "f6", "1", "enter", "enter")
        await window(pilot, Confirm)
        await pilot.pause(0.05)
        assert isinstance(pilot.app.screen, Confirm)
        await press(pilot, "escape")
        await window(pilot, Choose)
    assert stored(station.desk, receipt.application_id).stage is Stage.RECEIVED


async def test_a_class_set_of_another_language_is_marked_and_said_before_it_is_done(station: Station) -> None:
    receipt = receive(station.desk)
    async with host(RecordScreen(station, receipt.application_id)).run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await press(pilot, "f6", "3")
        await window(pilot, Confirm)
        await sees(pilot, "is accepted into 1 «В» (русский).", "The family wishes қазақша")


async def test_someone_took_the_last_seat_a_moment_ago_and_the_bars_say_so(
    station: Station, administrator: Desk
) -> None:
    mine, theirs = receive_many(station.desk, 2)
    fill_up(administrator, "А", 1)
    async with host(RecordScreen(station, mine.application_id)).run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await press(pilot, "f6", "1")
        await window(pilot, Confirm)
        accept(administrator, theirs, "А")
        await press(pilot, "enter")
        choice = await window(pilot, Choose)
        await sees(pilot, "1 «А»", "full", "Full: 1 of 1 are accepted.")
        assert "1 «А»" in choice._told
        await press(pilot, "1")
        await pilot.pause(0.05)
        assert pilot.app.screen is choice
        await press(pilot, "2")
        await window(pilot, Confirm)
        await press(pilot, "enter")
        await sees(pilot, "accepted into 1 «Ә»")
    assert stored(station.desk, mine.application_id).class_set == "Ә"


async def test_an_answered_application_says_why_it_cannot_be_answered_again(station: Station) -> None:
    receipt = receive(station.desk)
    accept(station.desk, receipt, "А")
    async with host(RecordScreen(station, receipt.application_id)).run_test(size=(80, 24), notifications=True) as pilot:
        await shown(pilot)
        await press(pilot, "f6")
        await sees(pilot, "This application is already accepted.", "reopened.")


# Refusing


@pytest.mark.parametrize("size", SIZES)
async def test_no_proven_ground_no_refusal_and_the_screen_says_why(station: Station, size: tuple[int, int]) -> None:
    receipt = receive(station.desk)
    async with host(RecordScreen(station, receipt.application_id)).run_test(size=size) as pilot:
        await shown(pilot)
        await press(pilot, "f6", "9")
        await window(pilot, Tick)
        await sees(pilot, "R1 мемлекеттік қызметті алу үшін", "the documents submitted to obtain the public service")
        await press(pilot, "enter")
        await sees(pilot, "The records prove no ground, so there can be no refusal. Each ground says why not.")
        await press(pilot, "3")
        await sees(pilot, "free places")
        await settled_picture(pilot, f"refuse-unproven-{size[0]}")


async def test_a_refusal_on_papers_that_do_not_conform_is_seen_whole_before_it_is_done(station: Station) -> None:
    receipt = receive(station.desk, photos__of_this_child="no")
    async with host(RecordScreen(station, receipt.application_id)).run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await press(pilot, "f6", "9", "2")
        await sees(pilot, "[x] R2", "Proven: The photos are not of this child.")
        await press(pilot, "enter")
        await window(pilot, AskText)
        await press(pilot, "Фотосурет басқа баланікі; қайта әкеліңіз.", "enter")
        await window(pilot, Confirm)
        await sees(
            pilot, "R2 мемлекеттік қызметті көрсету үшін", "The photos are not of this child.", "Reasons: Фотосурет"
        )
        await press(pilot, "enter")
        await sees(pilot, "refused: R2", "REFUSED", "“Фотосурет басқа баланікі; қайта әкеліңіз.”")
    record = stored(station.desk, receipt.application_id)
    assert (record.stage, record.grounds) == (Stage.REFUSED, (Ground.NONCONFORMING,))


async def test_going_back_from_the_refusal_loses_no_word_and_no_tick(station: Station) -> None:
    receipt = receive(station.desk, photos__of_this_child="no")
    async with host(RecordScreen(station, receipt.application_id)).run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await press(pilot, "f6", "9", "2", "enter")
        await window(pilot, AskText)
        await press(pilot, "half a sentence", "escape")
        await window(pilot, Tick)
        await sees(pilot, "[x] R2")
        await press(pilot, "enter")
        await window(pilot, AskText)
        await sees(pilot, "half a sentence")


async def test_the_class_sets_being_full_is_a_ground_with_its_counts(station: Station, administrator: Desk) -> None:
    first, second, third = receive_many(station.desk, 3)
    for letter, receipt in (("А", first), ("Ә", second)):
        fill_up(administrator, letter, 1)
        accept(station.desk, receipt, letter)
    async with host(RecordScreen(station, third.application_id)).run_test(size=(120, 36)) as pilot:
        await shown(pilot)
        await press(pilot, "f6", "9", "3")
        await sees(pilot, "[x] R3", "1 «А»: 1 of 1, full", "1 «Ә»: 1 of 1, full")
        await press(pilot, "enter", "Орын жоқ.", "enter")
        await window(pilot, Confirm)
        await press(pilot, "enter")
        await sees(pilot, "refused: R3")


async def test_a_finding_proves_the_first_ground_and_can_be_cleared(station: Station) -> None:
    receipt = receive(station.desk)
    async with host(RecordScreen(station, receipt.application_id)).run_test(size=(120, 50)) as pilot:
        await shown(pilot)
        await press(pilot, "3", "1", "3", "4")
        await window(pilot, AskText)
        await sees(pilot, "Finding R1: Child, IIN", "The record says: 210 331 699 903")
        await press(pilot, "Куәлікте басқа нөмір тұр", "enter")
        await sees(pilot, "FINDINGS", "R1 Child, IIN: “Куәлікте басқа нөмір тұр”")
        await press(pilot, "f6", "9", "1")
        await sees(pilot, "[x] R1", "Proven: Child, IIN: Куәлікте басқа нөмір тұр")
        await press(pilot, "escape")
        await window(pilot, Choose)
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, RecordScreen) and not pilot.app.screen.talking)
        await press(pilot, "4", "1", "Құжат түзетілді.", "enter")
        await sees(pilot, "✔ R1 Child, IIN", "cleared", "“Құжат түзетілді.”")


# Other acts


async def test_impossible_acts_stand_grey_with_the_reason(station: Station) -> None:
    receipt = receive(station.desk)
    async with host(RecordScreen(station, receipt.application_id)).run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await press(pilot, "enter")
        await window(pilot, Choose)
        await sees(pilot, "still waits for its answer", "No finding stands.", "Only an administrator may do this.")
        await press(pilot, "7")
        await pilot.pause(0.05)
        assert isinstance(pilot.app.screen, Choose)


async def test_a_correction_keeps_old_and_new(station: Station) -> None:
    receipt = receive(station.desk)
    async with host(RecordScreen(station, receipt.application_id)).run_test(size=(120, 60)) as pilot:
        await shown(pilot)
        await press(pilot, "5", "3", "1")
        await sees(pilot, "Correct: Child, Surname", "Now: Сәрсенбай")
        await press(pilot, "Серікбай", "enter", "Қате жазылған.", "enter")
        await sees(pilot, "Child, Surname: Сәрсенбай → Серікбай", "“Қате жазылған.”")
    assert stored(station.desk, receipt.application_id).answers["child.surname"] == "Серікбай"


async def test_a_correction_that_cannot_stand_is_said_in_the_window_with_the_words_kept(station: Station) -> None:
    receipt = receive(station.desk)
    async with host(RecordScreen(station, receipt.application_id)).run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await press(pilot, "5", "3", "4", "210331699904", "enter", "Қате.", "enter")
        await sees(pilot, "compare with the document", "210331699904", "Қате.")
    assert stored(station.desk, receipt.application_id).answers["child.iin"] == "210331699903"


async def test_a_closed_question_is_corrected_by_choosing(station: Station) -> None:
    receipt = receive(station.desk)
    async with host(RecordScreen(station, receipt.application_id)).run_test(size=(120, 60)) as pilot:
        await shown(pilot)
        await press(pilot, "5", "5", "3")
        await window(pilot, Choose)
        await press(pilot, "1")
        await sees(pilot, "The record says so already.")
        await press(pilot, "2", "Басқа бала.", "enter")
        await sees(pilot, "Photos, Of this child: yes → no")


async def test_withdrawing_asks_for_a_reason_and_gives_the_seat_back(station: Station) -> None:
    receipt = receive(station.desk)
    accept(station.desk, receipt, "А")
    async with host(RecordScreen(station, receipt.application_id)).run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await press(pilot, "2", "Көшіп кетті.", "enter")
        await window(pilot, Confirm)
        await sees(pilot, "The seat in 1 «А» becomes free.", "Reason: Көшіп кетті.")
        await press(pilot, "enter")
        await sees(pilot, "withdrawn")
    assert sets_of(station.desk)["А"].taken == 0


async def test_moving_to_another_class_set(station: Station) -> None:
    receipt = receive(station.desk)
    accept(station.desk, receipt, "А")
    async with host(RecordScreen(station, receipt.application_id)).run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await press(pilot, "1", "1", "Егізімен бірге.", "enter")
        await window(pilot, Confirm)
        await sees(pilot, "goes from 1 «А» to 1 «Ә».", "Reason: Егізімен бірге.")
        await press(pilot, "enter")
        await sees(pilot, "accepted into 1 «Ә»")
    assert (sets_of(station.desk)["А"].taken, sets_of(station.desk)["Ә"].taken) == (0, 1)


async def test_an_administrator_reopens_a_refusal(station: Station, administrator: Desk) -> None:
    receipt = receive(station.desk, photos__of_this_child="no")
    grounds = (Ground.NONCONFORMING,)
    station.desk.do(new_act(), decisions.refuse, receipt.application_id, grounds, "Фото басқа баланікі.")
    async with host(RecordScreen(place(administrator), receipt.application_id)).run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await press(pilot, "7", "Жаңа фото әкелінді.", "enter")
        await window(pilot, Confirm)
        await press(pilot, "enter")
        await sees(pilot, "waits for its answer")


async def test_the_same_parents_next_child_begins_an_intake(station: Station) -> None:
    receipt = receive(station.desk)
    ways: list[Go] = []

    class Floor(Host):
        def on_go(self, go: Go) -> None:
            ways.append(go)

    async with Floor(RecordScreen(station, receipt.application_id)).run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await press(pilot, "6")
        await until(pilot, lambda: ways)
        assert (ways[0].place, ways[0].args) == ("intake", (None, receipt.application_id))


async def test_a_lock_over_a_talk_gets_the_keys(station: Station) -> None:
    receipt = receive(station.desk)
    async with host(RecordScreen(station, receipt.application_id)).run_test(size=(80, 24)) as pilot:
        room = await shown(pilot)
        room.begin_talk()
        await pilot.app.push_screen(Lock())
        await press(pilot, "kok aspan")
        await until(pilot, lambda: pilot.app.screen.query_one(Input).value == "kok aspan")


async def test_a_lock_over_a_window_gets_the_keys(station: Station) -> None:
    receipt = receive(station.desk)
    async with host(RecordScreen(station, receipt.application_id)).run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await press(pilot, "f6")
        await window(pilot, Choose)
        pilot.app.hold_keys()
        await pilot.app.push_screen(Lock())
        await press(pilot, "kok aspan")
        await until(pilot, lambda: pilot.app.screen.query_one(Input).value == "kok aspan")


def test_every_field_of_the_form_can_be_chosen_once() -> None:
    named = [name for _, names in SECTIONS for name in names]
    assert sorted(named) == sorted(one.name for one in FIELDS)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_names_are_shown_and_do_nothing(station: Station, name: str, size: tuple[int, int]) -> None:
    receipt = receive(station.desk, child__surname=name, applicant__surname=name, child__address=name)
    station.desk.do(new_act(), findings.record_finding, receipt.application_id, Ground.UNRELIABLE, "photos", name * 9)
    async with host(RecordScreen(station, receipt.application_id)).run_test(size=size) as pilot:
        await shown(pilot)
        picture = await sees(pilot, name[:3])
        assert "\x1b" not in picture and "\u202e" not in picture
        await press(pilot, "f6", "1")
        await window(pilot, Confirm)
        await press(pilot, "enter")
        await sees(pilot, "accepted into 1 «А»")
        assert pilot.app.is_running
