"""A small desk for the screens: a clock that stands inside the window, a store behind it, and a camera."""

import contextlib
import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest
from textual import _wait, events
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.keys import _character_to_key
from textual.screen import Screen

from clerk_desk.clock import ALMATY, DemoClock
from clerk_desk.desk import new_act
from clerk_desk.door import Door
from clerk_desk.duties import audit, catch_up, class_sets, closing, intake, papers, staff, today
from clerk_desk.duties.catch_up import Untold
from clerk_desk.duties.intake import DraftLine
from clerk_desk.duties.today import Counts, Frame, Hours, Waiting
from clerk_desk.faults import Faults
from clerk_desk.founding import SchoolWords, found_desk
from clerk_desk.language import Speaker
from clerk_desk.ledgers.fill import Fill, LanguageFill
from clerk_desk.objection import Objection, error
from clerk_desk.work import Member
from data.keyring import Cost
from data.law import the_law
from data.vocabulary import Role
from screens.app import DeskApp
from screens.in_turn import InTurn
from screens.station import Station
from screens.themes import VARIABLES, dress

MORNING = dt.datetime(2027, 4, 1, 10, 42, tzinfo=ALMATY)
"""A working Thursday, the first day of the window."""

SIZES = ((80, 24), (120, 36))


@dataclass
class StillClock:
    """A clock that stands still, so that pictures are the same at each taking."""

    moment: dt.datetime = MORNING

    def now(self) -> dt.datetime:
        return self.moment.astimezone(dt.UTC)


class Host(InTurn):
    """The smallest app that a screen can stand in: the desk's papers and pen, and nothing else."""

    CSS_PATH = Path(__file__).parents[2] / "screens" / "app.tcss"
    DEFAULT_MODE = "desk"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, screen: Screen[Any]) -> None:
        super().__init__()
        dress(self)
        self.add_mode(self.DEFAULT_MODE, lambda: screen)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return VARIABLES


def host(screen: Screen[Any]) -> Host:
    """An app of ten lines around one screen."""
    return Host(screen)


def photograph(app: App[Any]) -> str:
    """The screen as plain text, line by line, without colours and without spaces at the ends of lines."""
    screen = app.screen
    lines = ["".join(segment.text for segment in strip).rstrip() for strip in screen._compositor.render_strips()]
    return "\n".join(lines).rstrip("\n") + "\n"


PICTURES = Path(__file__).parents[1] / "pictures"


def same_picture(app: App[Any], name: str) -> None:
    """Compare the screen with tests/pictures/<name>.txt; with CLERK_DESK_PHOTOGRAPH=1 take it anew."""
    taken, kept = photograph(app), PICTURES / f"{name}.txt"
    if os.environ.get("CLERK_DESK_PHOTOGRAPH"):
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(taken, "utf-8")
    assert taken == kept.read_text("utf-8")


GLANCE = 0.005
"""Seconds between two looks at a screen that is waited for."""


@pytest.fixture(autouse=True, scope="session")
def _short_glances() -> None:
    """The pilot looks every 20 ms whether the program has come to rest; 5 ms are as telling, and most of its time."""
    _wait.SLEEP_GRANULARITY, _wait.SLEEP_IDLE = GLANCE, GLANCE / 10


@pytest.fixture(autouse=True, scope="session")
def _style_sheets_are_read_once() -> Iterator[None]:
    """Each test starts an app of its own, but the same sheets under the same colours give the same rules."""
    read: dict[tuple[Any, ...], list[Any]] = {}
    parse = Stylesheet._parse_rules

    def rules(self: Stylesheet, *sheet: Any, **told: Any) -> list[Any]:
        key = (tuple(self._variables.items()), sheet, tuple(sorted(told.items())))
        if key not in read:
            read[key] = parse(self, *sheet, **told)
        return read[key]

    with pytest.MonkeyPatch.context() as shared:
        shared.setattr(Stylesheet, "_parse_rules", rules)
        yield


async def settled_picture(pilot: Any, name: str) -> None:
    """Compare the screen with its picture once it has come to rest; with CLERK_DESK_PHOTOGRAPH=1 take it anew."""
    if not os.environ.get("CLERK_DESK_PHOTOGRAPH"):
        kept = (PICTURES / f"{name}.txt").read_text("utf-8")
        with contextlib.suppress(AssertionError):  # the comparison below shows the difference
            await until(pilot, lambda: photograph(pilot.app) == kept)
    seen: list[str] = []
    while len(seen) < 5 or len(set(seen[-5:])) > 1:
        await pilot.pause(GLANCE)
        seen.append(photograph(pilot.app))
    same_picture(pilot.app, name)


async def until(pilot: Any, condition: Callable[[], Any], tries: int = 1500) -> None:
    """Wait for a condition, not for a time: so many looks, each of which takes longer on a busy machine."""
    for n in range(tries):
        if condition():
            return
        await pilot.pause(GLANCE if n < 10 else 3 * GLANCE)  # each look draws the screen anew
    raise AssertionError(f"it did not come true; the screen was:\n{photograph(pilot.app)}")


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    """A moment of April 2027 on the office's clock."""
    return dt.datetime(2027, 4, day, hour, minute, tzinfo=ALMATY)


def waiting_rows(*names: str) -> tuple[Waiting, ...]:
    """Applications that wait; the first is overdue."""
    dues = [at(1, 10, 2), at(1, 18, 30), at(2, 18, 30), at(2, 18, 30), at(2, 18, 30)]
    return tuple(
        Waiting(
            application_id=number + 1,
            number=f"2027-{31 + 3 * number:04}",
            child_name=name,
            language="ru" if number % 2 else "kk",
            wished="" if number % 2 else "Ә",
            due_at=dues[min(number, 4)],
            target_at=dues[min(number, 4)],
            overdue=number == 0,
        )
        for number, name in enumerate(names)
    )


def a_set(number: int, letter: str, language: str, taken: int, waiting: int) -> Fill:
    return Fill(number, letter, language, 1, 25, taken, waiting, 25 - taken, closed=False)


def a_fill() -> tuple[LanguageFill, ...]:
    kk = (a_set(1, "А", "kk", 25, 0), a_set(2, "Ә", "kk", 23, 2), a_set(3, "Б", "kk", 23, 2))
    ru = (a_set(4, "В", "ru", 25, 0), a_set(5, "Г", "ru", 13, 1))
    return LanguageFill("kk", 75, 71, 4, 4, kk), LanguageFill("ru", 50, 38, 1, 12, ru)


def a_frame(**changed: Any) -> Frame:
    told: dict[str, Any] = {
        "school_kk": "№12 мектеп-гимназия",
        "school_ru": "Школа-гимназия №12",
        "who": "Сәрсенова Айгүл",
        "role": "clerk",
        "now": MORNING,
        "hours": Hours.OPEN,
        "until": at(1, 13),
        "days_left": 153,
        "opens_on": None,
        "oldest_due": at(1, 10, 2),
        "waiting": 5,
    }
    return Frame(**(told | changed))


def a_draft(number: int, name: str, lacks: int, held_by: str = "", arrived: dt.datetime | None = None) -> DraftLine:
    moment = arrived or at(1, 10, 5)
    remarks = tuple(error("missing", "photos", "one photo of the child is missing") for _ in range(lacks))
    return DraftLine(number, moment, moment, None, name, held_by, remarks)


@dataclass
class StubDesk:
    """A desk without a store: it answers questions from a table, and remembers what was done."""

    answers: dict[Callable[..., Any], Any]
    clock: StillClock = field(default_factory=StillClock)
    member: Member = field(default_factory=lambda: Member(1, "aigul", "Сәрсенова Айгүл", Role.CLERK, "en"))
    done: list[tuple[Any, ...]] = field(default_factory=list)

    @property
    def store(self) -> Any:
        return self

    def close(self) -> None:
        self.done.append(("closed",))

    def ask(self, question: Callable[..., Any], *args: Any) -> Any:
        answer = self.answers[question]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def do(self, key: str, task: Callable[..., Any], *args: Any) -> Any:
        self.done.append((task.__name__, *args))
        answer = self.answers[task]
        if isinstance(answer, Exception):
            raise answer
        return answer


def usual_answers() -> dict[Callable[..., Any], Any]:
    names = ("Сәрсенбай Әлихан", "Иванова Дарья", "Нұрланұлы Ерасыл", "Ким Алина", "Тұрсынбекова Аружан")
    return {
        today.frame: a_frame(),
        today.waiting: waiting_rows(*names),
        today.counts: Counts(12, 9, 1, 0),
        intake.drafts: (a_draft(1, "Ахметова Дана", 1), a_draft(2, "", 9, arrived=at(1, 9, 12))),
        class_sets.fills: a_fill(),
        papers.unprinted: (),
        closing.unclosed: None,
        catch_up.standing: Untold(0, None, 0, None),
    }


@pytest.fixture
def stub_desk() -> StubDesk:
    """A desk that answers from a table; change `answers` before the screen is shown."""
    return StubDesk(usual_answers())


@pytest.fixture
def stub_station(stub_desk: StubDesk) -> Station:
    """A station at that desk."""
    return Station(
        cast(Any, stub_desk), cast(Any, None), Speaker(), None, faults=Faults(strict=True), frame=today.frame
    )


PASSWORD = "a long enough password"
"""Of both people at the test desk."""


@pytest.fixture(scope="session")
def _furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real store with two people and three class-sets, made once by the duties; each test works on a copy."""
    folder = tmp_path_factory.mktemp("desk")
    clock = DemoClock(at(1, 9))
    url, keyring, cost = f"sqlite:///{folder}/desk.db", folder / "desk.keys", Cost(1, 8, 1)
    school = SchoolWords("№12 мектеп-гимназия", "Школа-гимназия №12", "990140000007")
    found_desk(url, keyring, clock, the_law(), school, "serik", "Ахметов Серік", PASSWORD, cost=cost)
    desk, keys = Door(url, keyring, clock, the_law(), cost).sign_in("serik", PASSWORD)
    desk.do(new_act(), staff.appoint, keys, "aigul", "Сәрсенова Айгүл", Role.CLERK, PASSWORD)
    for letter, language, seats in (("А", "kk", 25), ("Ә", "kk", 25), ("В", "ru", 25)):
        desk.do(new_act(), class_sets.open_set, letter, language, seats)
    desk.store.close()
    return folder


@pytest.fixture
def door(_furnished: Path, tmp_path: Path) -> Door:
    """The door of a real, small, encrypted desk on a clock at 10:42."""
    folder = tmp_path / "desk"
    shutil.copytree(_furnished, folder)
    clock = DemoClock(MORNING)
    return Door(f"sqlite:///{folder}/desk.db", folder / "desk.keys", clock, the_law(), Cost(1, 8, 1))


@pytest.fixture
def station(door: Door) -> Iterator[Station]:
    """The clerk's place at that desk: Aigul is signed in."""
    desk, keys = door.sign_in("aigul", PASSWORD)
    yield Station(desk, keys, Speaker(), door, faults=Faults(strict=True), frame=today.frame)
    desk.store.close()


class StubDoor:
    """A door without a keyring: one password opens it; it counts who knocked."""

    missed = 0

    def __init__(self, desk: StubDesk) -> None:
        self.desk = desk
        self.knocks: list[str] = []
        self.trouble: Exception | None = None
        desk.answers.setdefault(audit.signed, 1)

    def sign_in(self, login: str, password: str) -> tuple[Any, Any]:
        self.knocks.append(login)
        if self.trouble is not None:
            raise self.trouble
        if password != PASSWORD:
            raise Objection("wrong_password", "The name or the password is not right. Type both once more.")
        return self.desk, None

    def confirm(self, login: str, password: str) -> bool:
        self.knocks.append(login)
        if self.trouble is not None:
            raise self.trouble
        return password == PASSWORD


@pytest.fixture
def stub_door(stub_desk: StubDesk) -> StubDoor:
    """The door to the stub desk."""
    return StubDoor(stub_desk)


@pytest.fixture
def desk_app(stub_door: StubDoor) -> DeskApp:
    """The whole program at the stub desk, standing at the sign-in; faults are raised again."""
    app = DeskApp(cast(Any, stub_door), Speaker(), StillClock(), 3)
    app.faults.strict = True
    return app


async def signed_in(pilot: Any) -> None:
    """Sign in by keys and wait until Today is there."""
    await type_in(pilot, "aigul", "enter", PASSWORD, "enter")
    await until(pilot, lambda: "WAITING FOR AN ANSWER" in photograph(pilot.app))
    await until(pilot, lambda: pilot.app.screen.focused is not None)


async def type_in(pilot: Any, *texts: str) -> None:
    """Post keys in one go: a word is typed letter by letter, a key's name is pressed."""
    for text in texts:
        if text in KEYS:
            pilot.app.post_message(events.Key(text, None))
            continue
        for letter in text:
            pilot.app.post_message(events.Key(letter if letter.isalnum() else _character_to_key(letter), letter))
    await pilot.pause()


KEYS = {
    "enter",
    "tab",
    "shift+tab",
    "escape",
    "up",
    "down",
    "pageup",
    "pagedown",
    "ctrl+q",
    "ctrl+p",
    "ctrl+c",
    "ctrl+x",
}
KEYS |= {f"f{number}" for number in range(1, 13)}
