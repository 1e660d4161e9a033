"""The frame around all rooms: the line above, the keys below, the way from room to room and back, the endings."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, ClassVar, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static
from textual.worker import WorkerFailed

from clerk_desk.clock import ALMATY
from clerk_desk.duties import today
from clerk_desk.duties.today import Hours
from clerk_desk.objection import Objection
from data.trouble import OutcomeUnknown, StoreFull
from screens.app import DeskApp
from screens.desk_screen import DeskScreen
from screens.going import Go
from screens.station import Station
from screens.themes import INK, PAPER, THEMES
from screens.widgets.fill_bar import fill_bar, shares
from screens.widgets.frame_line import FrameLine

from .conftest import MORNING, StubDesk, a_frame, at, host, photograph, signed_in, type_in, until


def task(work: Any, what: str) -> str:
    """Stands for an act."""
    raise NotImplementedError


class Room(DeskScreen):
    """A room with two fields and an act on F6."""

    PLACE = "room"
    AUTO_FOCUS = "#first"
    ACTS: ClassVar[frozenset[str]] = frozenset({"act"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f6", "act", "Receive", id="act", tooltip="Receive the application"),
        Binding("f8", "missing", "Next missing", id="missing", tooltip="Go to what is missing"),
    ]

    def __init__(self, station: Station, *args: object) -> None:
        super().__init__(station)
        self.loads = 0
        self.put = 0
        self.trouble: Exception | None = None
        self.args = args

    def body(self) -> ComposeResult:
        yield Static("the room", markup=False)
        yield Input(id="first", select_on_focus=False)
        yield Input(id="second", select_on_focus=False)

    async def load(self) -> None:
        self.loads += 1

    async def put_down(self) -> None:
        self.put += 1
        if self.trouble is not None:
            raise self.trouble

    def action_act(self) -> None:
        self.run_worker(self.do(task, "x"))

    def action_missing(self) -> None:
        """Nothing."""


def line(app: Any, width: int = 80) -> str:
    return photograph(app).splitlines()[0]


async def frame_of(station: Station, width: int) -> str:
    app = host(Room(station))
    async with app.run_test(size=(width, 24)) as pilot:
        await until(pilot, lambda: station.latest is not None)
        await pilot.pause()
        return line(app)


@pytest.mark.parametrize("width", range(40, 161, 8))
async def test_the_line_above_never_cuts_a_word(stub_station: Station, width: int) -> None:
    said = await frame_of(stub_station, width)
    words = "№12 мектеп-гимназия Сәрсенова Айгүл Айгүл, А. clerk ● open till 13:00 Thu 01.04.2027 10:42 153 days left"
    assert set(said.split()) <= {*words.split(), *["!", "overdue", "40", "min", "ago"]}
    assert "10:42" in said and "● open" in said and "! overdue" in said


async def test_the_line_above_tells_it_all_where_there_is_room(stub_station: Station) -> None:
    said = await frame_of(stub_station, 160)
    for part in (
        "№12 мектеп-гимназия",
        "Сәрсенова Айгүл, clerk",
        "Thu 01.04.2027 10:42",
        "153 days left",
        "40 min ago",
    ):
        assert part in said


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"hours": Hours.LUNCH, "until": at(1, 14)}, "○ lunch till 14:00"),
        ({"hours": Hours.CLOSED, "until": at(2, 9)}, "○ closed till tomorrow 09:00"),
        ({"days_left": 0, "opens_on": dt.date(2027, 4, 1)}, "intake opens 01.04.2027"),
        ({"days_left": 0, "opens_on": None}, "intake is over"),
        ({"days_left": 1}, "1 day left"),
        ({"oldest_due": None, "waiting": 0}, "no answer waits"),
        ({"oldest_due": at(1, 18, 30)}, "due today 18:30"),
    ],
)
async def test_the_line_above_says_how_it_stands(
    stub_station: Station, stub_desk: StubDesk, changed: dict[str, Any], said: str
) -> None:
    stub_desk.answers[today.frame] = a_frame(**({"oldest_due": at(1, 18, 30)} | changed))
    assert said in await frame_of(stub_station, 150)


async def test_the_line_above_follows_the_minute(stub_station: Station, stub_desk: StubDesk) -> None:
    app = host(Room(stub_station))
    async with app.run_test(size=(120, 24)) as pilot:
        await until(pilot, lambda: "10:42" in line(app) and "open" in line(app))
        stub_desk.clock.moment = MORNING + dt.timedelta(minutes=1)
        stub_desk.answers[today.frame] = a_frame(hours=Hours.LUNCH, until=at(1, 14))
        app.screen.query_one(FrameLine).look()
        await until(pilot, lambda: "10:43" in line(app) and "lunch" in line(app))


async def test_the_keys_below_are_those_of_the_place_and_fit(desk_app: DeskApp) -> None:
    async with desk_app.run_test(size=(120, 24)) as pilot:
        await signed_in(pilot)
        await desk_app.push_screen(Room(cast(Station, desk_app.station)))
        for width in (120, 100, 80, 60, 40):
            await pilot.resize_terminal(width, 24)
            await until(pilot, lambda w=width: len(photograph(desk_app).splitlines()[-1]) <= w)  # type: ignore[misc]
            said = " ".join(photograph(desk_app).splitlines()[-1].split())
            assert said == KEYS_AT[width]


KEYS_AT = {
    120: "F6 Receive F8 Next missing Esc Back F2 New intake F3 Find F4 Class-sets F7 Papers F9 Lock F1 Help F12 More",
    100: "F6 Receive F8 Next missing Esc Back F2 New intake F3 Find F9 Lock F1 Help F12 More",
    80: "F6 Receive F8 Next missing Esc Back F9 Lock F1 Help F12 More",
    60: "F6 Receive F8 Next missing Esc Back F9 Lock F12 More",
    40: "F6 Receive Esc Back F12 More",
}
"""The place's own stay longest; the way back and F12, which has all of them, are seen in any width."""


class Rooms:
    """Places for the way from room to room."""

    @staticmethod
    def install(monkeypatch: pytest.MonkeyPatch) -> None:
        from screens import places

        named = {name: type(name.title(), (Room,), {"PLACE": name}) for name in ("register", "record", "class_sets")}
        many = type("Many", (Room,), {"PLACE": "intake", "ONLY_ONE": False})
        monkeypatch.setattr(places, "ROOMS", {**places.ROOMS, **named, "intake": many})


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    Rooms.install(monkeypatch)
    yield


def way(app: DeskApp) -> list[str]:
    return [room.PLACE for room in app.trail.rooms]


async def test_esc_leads_back_the_way_one_came_with_the_room_as_it_was(desk_app: DeskApp, rooms: None) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        await type_in(pilot, "f3", "abc")
        await until(pilot, lambda: "abc" in photograph(desk_app))
        desk_app.screen.post_message(Go("record", 5))
        await until(pilot, lambda: way(desk_app) == ["today", "register", "record"])
        await type_in(pilot, "escape")
        await until(pilot, lambda: way(desk_app) == ["today", "register"] and "abc" in photograph(desk_app))
        register = cast(Room, desk_app.screen)
        assert register.put == 1 and register.loads == 2
        await type_in(pilot, "escape", "escape")
        await until(pilot, lambda: way(desk_app) == ["today"])
        assert not desk_app.is_screen_installed(register)


@pytest.mark.parametrize("leaving", ["escape", "f5", "ctrl+q"])
async def test_entries_that_could_not_be_stored_are_left_only_when_the_clerk_says_so(
    desk_app: DeskApp, rooms: None, leaving: str
) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        await type_in(pilot, "f3", "abc")
        await until(pilot, lambda: "abc" in photograph(desk_app))
        room = cast(Room, desk_app.screen)
        room.trouble = StoreFull("13")
        for answer in ("escape", "enter"):
            await type_in(pilot, leaving)
            if leaving == "ctrl+q":
                await until(pilot, lambda: getattr(desk_app.screen, "seen", False))
                await type_in(pilot, "enter")
            await until(pilot, lambda: "Leave without the last entries?" in photograph(desk_app))
            await until(pilot, lambda: getattr(desk_app.screen, "seen", False))
            await type_in(pilot, answer)
            if answer == "escape":
                await until(pilot, lambda: desk_app.screen is room)
                assert "abc" in photograph(desk_app) and way(desk_app) == ["today", "register"]
        if leaving == "ctrl+q":
            await until(pilot, lambda: not desk_app.is_running)
        else:
            await until(pilot, lambda: way(desk_app) == ["today"])


async def test_a_place_on_the_way_is_gone_back_to_and_a_new_intake_is_always_new(
    desk_app: DeskApp, rooms: None
) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        await type_in(pilot, "f3", "f4", "f3")
        await until(pilot, lambda: way(desk_app) == ["today", "register"])
        await type_in(pilot, "f2", "f2")
        await until(pilot, lambda: way(desk_app) == ["today", "register", "intake", "intake"])
        desk_app.screen.post_message(Go("record", 7, instead=True))
        await until(pilot, lambda: way(desk_app) == ["today", "register", "intake", "record"])
        await type_in(pilot, "f5")
        await until(pilot, lambda: way(desk_app) == ["today"])


async def test_the_way_back_is_short(desk_app: DeskApp, rooms: None) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        for number in range(1, 11):
            desk_app.screen.post_message(Go("record", number))
            await until(pilot, lambda n=number: getattr(desk_app.trail.here, "args", None) == (n,))  # type: ignore[misc]
        assert len(desk_app.trail.rooms) == 6 and way(desk_app)[0] == "today"


async def test_a_burst_of_keys_lands_in_the_right_fields_at_any_speed(stub_station: Station) -> None:
    app = host(Room(stub_station))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.focused is not None)
        for _ in range(40):
            await type_in(pilot, "ab", "tab", "cd", "shift+tab")
        await until(pilot, lambda: app.focused is not None and app.focused.id == "first" and not app._line)
        await until(pilot, lambda: len(app.screen.query_one("#second", Input).value) == 80)
        assert app.screen.query_one("#first", Input).value.count("ab") == 40
        assert "c" not in app.screen.query_one("#first", Input).value


class Doing(Room):
    """Remembers what came of an act."""

    outcome: Any = "none yet"

    def action_act(self) -> None:
        async def acting() -> None:
            self.outcome = await self.do(task, "x")

        self.run_worker(acting())


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (Objection("full", "1 «{letter}» is full.", letter="[/]Ә"), "1 «[/]Ә» is full."),
        (StoreFull("13"), "The disk is full"),
        (OutcomeUnknown("x"), "it will be stored once only"),
    ],
)
async def test_what_stands_in_the_way_of_an_act_is_said(
    stub_station: Station, stub_desk: StubDesk, trouble: Exception, told: str
) -> None:
    stub_desk.answers[task] = trouble
    screen = Doing(stub_station)
    app = host(screen)
    async with app.run_test(size=(120, 24), notifications=True) as pilot:
        await type_in(pilot, "f6")
        await until(pilot, lambda: told in " ".join(photograph(app).replace("▌", " ").split()))
        assert screen.outcome is None


async def test_a_fault_is_told_with_a_number_and_raised_again_in_tests(
    stub_station: Station, stub_desk: StubDesk
) -> None:
    stub_desk.answers[task] = ZeroDivisionError("900312499911")
    stub_station.faults.strict = False
    app = host(Doing(stub_station))
    async with app.run_test(size=(120, 24), notifications=True) as pilot:
        await type_in(pilot, "f6")
        await until(pilot, lambda: "Not stored, fault no. 1." in photograph(app))
        assert "900312499911" not in photograph(app)
    stub_station.faults.strict = True
    with pytest.raises(WorkerFailed, match="ZeroDivisionError"):
        async with host(Doing(stub_station)).run_test(size=(120, 24)) as pilot:
            await type_in(pilot, "f6")
            await pilot.pause(0.2)


async def test_the_keys_of_acts_rest_while_an_act_is_under_way(stub_station: Station, stub_desk: StubDesk) -> None:
    stub_desk.answers[task] = "done"
    screen = Doing(stub_station)
    app = host(screen)
    async with app.run_test(size=(80, 24)) as pilot:
        async with screen._acting:
            screen.busy = True
            assert screen.check_action("act", ()) is None
            await type_in(pilot, "f6")
            screen.busy = False
        assert stub_desk.done == []
        await type_in(pilot, "f6")
        await until(pilot, lambda: screen.outcome == "done")


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 60))
def test_a_bar_has_its_width_and_hides_nothing(taken: int, waiting: int, seats: int, width: int) -> None:
    cells = shares(taken, waiting, seats, width)
    assert sum(cells) == (width if seats else 0)
    assert fill_bar(taken, waiting, seats, width).cell_length == width
    shown = (min(taken, seats), min(waiting, seats - min(taken, seats)))
    if width >= 3 and seats:
        assert all(bool(cell) == bool(count) for cell, count in zip(cells, shown, strict=False))


def _light(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    r, g, b = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("theme", THEMES)
def test_every_colour_of_text_can_be_read_on_ground_and_panel(theme: Any) -> None:
    colours = (theme.foreground, theme.variables["quiet"], theme.primary, theme.success, theme.warning, theme.error)
    for colour in colours:
        for ground in (theme.background, theme.panel):
            light, dark = sorted((_light(colour), _light(ground)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (theme.name, colour, ground)
    assert {PAPER.name, INK.name} == {"paper", "ink"} and MORNING.tzinfo is ALMATY
