"""A portal fails at the counter: one key and two questions; the line above, the signs, the journal and its act."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, cast

import pytest

from clerk_desk.clock import DemoClock
from clerk_desk.desk import Desk, new_act
from clerk_desk.door import Door
from clerk_desk.duties import outages, today
from clerk_desk.ledgers.outages import OutageCard
from clerk_desk.rules.outage_proposals import Proposal
from data.vocabulary import Channel, Noticed
from screens.app import DeskApp
from screens.intake.intake_screen import IntakeScreen
from screens.outages import OutagesScreen
from screens.record import RecordScreen
from screens.register import RegisterScreen
from screens.station import Station
from screens.today import Today
from screens.windows import AskFields, Choose

from .conftest import (
    MORNING,
    SIZES,
    Host,
    StubDesk,
    a_frame,
    at,
    host,
    photograph,
    settled_picture,
    signed_in,
    until,
    waiting_rows,
)
from .rooms import HOSTILE, place, press, receive_many, sees

EGOV, MEKTEP = Channel.EGOV, Channel.MEKTEP


def a_card(portal: Channel = EGOV, began: dt.datetime | None = None, note: str = "") -> OutageCard:
    return OutageCard(1, portal, Noticed.SEEN, note, began or at(1, 10, 5), "Сәрсенова Айгүл", None, "")


def begin(desk: Desk, portal: Channel = EGOV, since: str = "10:05", note: str = "") -> OutageCard:
    return desk.do(new_act(), outages.begin, portal, Noticed.SEEN, since, note)


@pytest.fixture
def app(door: Door) -> DeskApp:
    """The whole program at a real desk, before the sign-in."""
    made = DeskApp(door, cast(Any, place(cast(Any, None)).speaker), door.clock, 3)
    made.faults.strict = True
    return made


def running(app: DeskApp) -> tuple[OutageCard, ...]:
    station = app.station
    assert station is not None
    return station.desk.ask(outages.running)


# One key


async def seen(pilot: Any, kind: type[Any]) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, kind) and pilot.app.screen.seen)


class WithTheKey(Host):
    """A host that does what the desk's app does when a room's key asks it to."""

    def action_outage(self) -> None:
        cast(Today, self.screen).action_outage()


@pytest.mark.parametrize("key", ["қ", "Қ", "f11"])
async def test_the_key_is_the_same_under_every_layout(station: Station, key: str) -> None:
    app = WithTheKey(Today(station))
    async with app.run_test(size=(80, 24)) as pilot:
        await sees(pilot, "Nothing waits")
        await press(pilot, key)
        await sees(pilot, "egov.kz fails: seen here")


async def test_one_key_begins_an_outage_and_the_same_key_ends_it(app: DeskApp) -> None:
    key = "0"
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await signed_in(pilot)
        await press(pilot, key)
        await sees(pilot, "egov.kz fails: seen here", "egov.kz fails: told by a family", "mektep.snation.kz fails")
        await press(pilot, "1")
        await sees(pilot, "Since", "10:42", "is marked")
        await press(pilot, "enter", "enter")
        await sees(pilot, "Written down: egov.kz fails since 10:42.", "egov.kz fails, 0 min")
        assert [one.portal for one in running(app)] == [EGOV]
        await press(pilot, key)
        await sees(pilot, "egov.kz answers again", "written down by Сәрсенова Айгүл")
        await press(pilot, "enter")
        await sees(pilot, "Answers since", "It fails since")
        await press(pilot, "enter", "enter")
        await sees(pilot, "Written down: egov.kz answers again. It failed for 0 min.")
        await until(pilot, lambda: "egov.kz fails" not in first_line(app))
        assert running(app) == ()


@pytest.mark.parametrize("size", SIZES)
async def test_the_picture_of_the_windows(journal: Station, size: tuple[int, int]) -> None:
    async with host(OutagesScreen(journal)).run_test(size=size) as pilot:
        await sees(pilot, "22 min so far")
        await press(pilot, "f6")
        await seen(pilot, Choose)
        await settled_picture(pilot, f"outage-window-{size[0]}")
        await press(pilot, "2")
        await seen(pilot, AskFields)
        await settled_picture(pilot, f"outage-since-{size[0]}")


async def test_a_burst_of_keys_writes_an_outage_down_with_its_own_time_and_note(app: DeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        await press(pilot, "0", "4", "1005", "enter", "қате 503", "enter")
        await until(pilot, lambda: running(app))
        card = running(app)[0]
        assert (card.portal, card.noticed, card.note) == (MEKTEP, Noticed.TOLD, "қате 503")
        assert card.began_at == at(1, 10, 5)


async def test_what_cannot_be_is_said_in_the_window_with_the_words_kept(app: DeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        await press(pilot, "0", "1", "1859", "enter", "қате 503", "enter")
        await sees(pilot, "is still to come.", "1859", "қате 503")
        await press(pilot, "1005", "enter", "enter")
        await until(pilot, lambda: running(app))
        assert (running(app)[0].began_at, running(app)[0].note) == (at(1, 10, 5), "қате 503")


async def test_what_another_desk_wrote_down_a_moment_ago_is_said_calmly(app: DeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        await press(pilot, "0", "1")
        await seen(pilot, AskFields)
        assert app.station is not None
        begin(app.station.desk)
        await press(pilot, "enter", "enter")
        await sees(pilot, "Сәрсенова Айгүл has written down already that egov.kz fails, since")
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, Today))
        assert len(running(app)) == 1


async def test_esc_leads_back_and_nothing_is_written_down(app: DeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        for steps in (("0",), ("0", "1")):
            await press(pilot, *steps)
            await seen(pilot, AskFields if len(steps) > 1 else Choose)
            await press(pilot, "escape")
            await until(pilot, lambda: isinstance(app.screen, Today))
        assert running(app) == ()
        await press(pilot, "0", "0")  # twice: the second is no key of the window
        await seen(pilot, Choose)


async def test_in_an_intake_a_zero_is_a_zero_and_the_list_of_everything_leads_on(app: DeskApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot)
        await press(pilot, "f2")
        await until(pilot, lambda: isinstance(app.screen, IntakeScreen))
        await sees(pilot, "Applicant")
        await press(pilot, "f12")
        await sees(
            pilot, "EVERYTHING THAT CAN BE DONE", "A portal fails, or answers again", "By the code printed on it"
        )
        await press(pilot, "portal outage")
        await until(pilot, lambda: "By the code printed" not in photograph(app))
        await press(pilot, "enter")
        await sees(pilot, "egov.kz fails: seen here")
        await press(pilot, "1", "enter", "enter")
        await sees(pilot, "egov.kz fails, 0 min", "Applicant")
        await press(pilot, "f11")
        await sees(pilot, "egov.kz answers again")


async def test_before_anybody_signed_in_there_is_no_such_key(app: DeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f1")
        await sees(pilot, "KEYS OF THE WHOLE DESK")
        assert "A portal fails" not in photograph(app)


async def test_locked_the_key_does_nothing(app: DeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        await press(pilot, "f9")
        await sees(pilot, "Your work is kept.")
        await press(pilot, "f11")
        await press(pilot, "0")
        assert not isinstance(app.screen, Choose)


# The line above


def first_line(app: Any) -> str:
    return photograph(app).splitlines()[0]


@pytest.mark.parametrize("width", [48, 64, 80, 104, 160])
@pytest.mark.parametrize("cards", [(EGOV,), (MEKTEP,), (EGOV, MEKTEP)])
async def test_the_line_above_tells_what_fails_and_cuts_no_word(
    stub_station: Station, stub_desk: StubDesk, width: int, cards: tuple[Channel, ...]
) -> None:
    stub_desk.answers[today.frame] = a_frame(outages=tuple(a_card(portal) for portal in cards))
    app = host(OutagesScreen(stub_station))
    stub_desk.answers[outages.journal] = outages.Journal((), 0)
    async with app.run_test(size=(width, 24)) as pilot:
        await until(pilot, lambda: "● open" in first_line(app))
        said = first_line(app)
        names = {EGOV: "egov", MEKTEP: "mektep"}
        assert ("both" if len(cards) > 1 else names[cards[0]]) in said
        assert "10:42" in said and "! overdue" in said and len(said) <= width
        if width >= 64:
            assert "37 min" in said
        known = (
            "№12 мектеп-гимназия Сәрсенова Айгүл Айгүл, А. clerk ● open till 13:00 Thu 01.04.2027 10:42 153 days left"
        )
        new = "both portals fail, fail egov.kz mektep.snation.kz egov mektep fails, fails ! 37 min overdue 40 ago"
        assert set(said.split()) <= {*known.split(), *new.split()}


class Looked:
    """A look that has heard something already."""

    def __init__(self, *proposed: Proposal, without_network: bool = False) -> None:
        self.proposed, self.without_network, self.rounds, self.ticks = proposed, without_network, 1, 0

    def tick(self, _: dt.datetime) -> None:
        self.ticks += 1

    def proposals(self, failing: Any) -> tuple[Proposal, ...]:
        return tuple(one for one in self.proposed if one.fails is (one.portal not in failing))


@pytest.mark.parametrize(
    ("looked", "failing", "said"),
    [
        (Looked(Proposal(EGOV, True, at(1, 10, 30))), (), "egov.kz does not answer: 0"),
        (Looked(Proposal(EGOV, False, at(1, 10, 30))), (EGOV,), "egov.kz answers again: 0"),
        (Looked(Proposal(MEKTEP, True, at(1, 10, 30))), (EGOV,), "egov.kz fails, 37 min"),
        (Looked(without_network=True), (), "no network here"),
        (Looked(), (), "153 days left"),
    ],
)
async def test_the_line_above_tells_what_the_look_proposes(
    stub_station: Station, stub_desk: StubDesk, looked: Looked, failing: tuple[Channel, ...], said: str
) -> None:
    stub_station.watch = cast(Any, looked)
    stub_desk.answers[today.frame] = a_frame(outages=tuple(a_card(portal) for portal in failing))
    app = host(Today(stub_station))
    async with app.run_test(size=(160, 36)) as pilot:
        await until(pilot, lambda: said in first_line(app))
        assert looked.ticks


async def test_a_proposal_stands_first_and_is_written_down_as_looked(app: DeskApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await signed_in(pilot)
        assert app.station is not None
        app.station.watch = cast(Any, Looked(Proposal(EGOV, True, at(1, 10, 30))))
        await press(pilot, "0")
        await sees(pilot, "egov.kz fails: the desk looked, no answer since 10:30")
        await press(pilot, "enter", "enter", "enter")
        await until(pilot, lambda: running(app))
        assert (running(app)[0].noticed, running(app)[0].began_at) == (Noticed.LOOKED, at(1, 10, 30))
        app.station.watch = cast(Any, Looked(Proposal(EGOV, False, at(1, 10, 41))))
        await press(pilot, "0")
        await sees(pilot, "The desk looked: it answers since 10:41.")


async def test_without_the_setting_nothing_leaves_the_machine(app: DeskApp) -> None:
    from tests.instruments.test_portal_look import sockets_heard

    with sockets_heard() as heard:
        async with app.run_test(size=(80, 24)) as pilot:
            await signed_in(pilot)
            await press(pilot, "0", "1", "enter", "enter")
            await until(pilot, lambda: running(app))
            await press(pilot, "f3")
            await until(pilot, lambda: isinstance(app.screen, RegisterScreen))
        assert app.station is None or app.station.watch is None
    assert heard == []


# The signs


async def test_todays_list_marks_what_was_taken_while_a_portal_failed(
    stub_station: Station, stub_desk: StubDesk
) -> None:
    from dataclasses import replace

    first, *rest = waiting_rows("Сәрсенбай Әлихан", "Иванова Дарья")
    stub_desk.answers[today.waiting] = (first, *(replace(one, in_outage=True) for one in rest))
    stub_desk.answers[today.frame] = a_frame(outages=(a_card(),))
    async with host(Today(stub_station)).run_test(size=(80, 24)) as pilot:
        picture = await sees(pilot, "2027-0034 ◊", "◊ taken while a portal failed", "egov")
        assert "2027-0031 ◊" not in picture
        await settled_picture(pilot, "today-outage-80")


@pytest.mark.parametrize("size", SIZES)
async def test_the_record_and_the_register_tell_of_the_outage(station: Station, size: tuple[int, int]) -> None:
    begin(station.desk)
    receipt = receive_many(station.desk, 1)[0]
    async with host(RecordScreen(station, receipt.application_id)).run_test(size=size) as pilot:
        await sees(pilot, "◊ taken while a portal failed: egov.kz since 10:05", "waits for its answer")
    async with host(RegisterScreen(station)).run_test(size=size) as pilot:
        await sees(pilot, f"{receipt.number} ◊", "1 application", "◊ taken while a portal failed")


# The journal


@pytest.fixture
def journal(station: Station) -> Iterator[Station]:
    """Two outages, one over and one that runs, and two children taken in the first."""
    clock = cast(DemoClock, station.desk.clock)
    clock.move(MORNING - dt.timedelta(hours=1))
    card = begin(station.desk, since="9:20", note="қате 503")
    receive_many(station.desk, 2)
    clock.move(MORNING)
    station.desk.do(new_act(), outages.end, card.id, "10:31")
    begin(station.desk, MEKTEP, "10:20")
    yield station


@pytest.mark.parametrize("size", SIZES)
async def test_the_journal_lists_the_newest_first(journal: Station, size: tuple[int, int]) -> None:
    async with host(OutagesScreen(journal)).run_test(size=size) as pilot:
        await sees(pilot, "mektep.snation.kz", "22 min so far", "1 h 11 min", "01.04.2027 09:20 – 10:31", "● open")
        await settled_picture(pilot, f"outages-{size[0]}")


async def test_an_empty_journal_says_how_one_is_written_down(station: Station) -> None:
    async with host(OutagesScreen(station)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "No outage is written down. F6, or 0 anywhere, writes one down.")
        await press(pilot, "f6", "1", "enter", "enter")
        await sees(pilot, "egov.kz", "01.04.2027 since 10:42")


async def test_enter_shows_the_act_before_it_is_printed(journal: Station) -> None:
    async with host(OutagesScreen(journal)).run_test(size=(100, 40)) as pilot:
        await sees(pilot, "22 min so far")
        await press(pilot, "down", "enter")
        await sees(pilot, "Портал жұмысындағы үзіліс туралы акт", "01.04.2027 09:20", "2027-0001")
        await press(pilot, "3")
        await sees(pilot, "Акт о перерыве в работе портала", "Всего: 2")


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_notes_are_shown_and_do_nothing(station: Station, name: str) -> None:
    begin(station.desk, note=name)
    async with host(OutagesScreen(station)).run_test(size=(120, 24)) as pilot:
        picture = await sees(pilot, "egov.kz", name[:3])
        assert "\x1b" not in picture and "\u202e" not in picture and pilot.app.is_running
