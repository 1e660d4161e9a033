"""The windows: a clerk chooses, writes and confirms by keys, and nothing that was typed is lost or taken too early."""

from typing import Any

import pytest
from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from screens.plain import plain
from screens.windows import AskFields, AskText, Choose, Confirm, Question, Tick, Way, Window

from .conftest import SIZES, Host, host, photograph, settled_picture, until
from .rooms import HOSTILE, press, sees


class Room(Screen[None]):
    """A bare room."""

    def compose(self) -> ComposeResult:
        yield Static("the room", markup=False)


async def opened(pilot: Any, window: Window[Any]) -> list[Any]:
    """Lay a window over the room; what it gives back comes into the list."""
    given: list[Any] = []
    pilot.app.push_screen(window, given.append)
    await until(pilot, lambda: window.seen)
    return given


WAYS = [
    Way("ә", "accept into 1 «Ә»"),
    Way("б", "accept into 1 «Б»", False, "1 «Б» is full: 25 of 25."),
    Way("refuse", "refuse", digit=9),
]


@pytest.mark.parametrize(("key", "value"), [("1", "ә"), ('"', "ә"), ("9", "refuse"), ("ұ", "refuse")])
async def test_a_digit_chooses_at_once_on_the_kazakh_layout_too(key: str, value: str) -> None:
    async with host(Room()).run_test(size=(80, 24)) as pilot:
        given = await opened(pilot, Choose("Answer", WAYS))
        await press(pilot, key)
        await until(pilot, lambda: given)
        assert given == [value]


async def test_what_cannot_be_chosen_says_why_and_stays() -> None:
    async with host(Room()).run_test(size=(80, 24)) as pilot:
        given = await opened(pilot, Choose("Answer", WAYS))
        await press(pilot, "down", "enter")
        picture = await sees(pilot, "1 «Б» is full: 25 of 25.")
        assert picture.count("1 «Б» is full") == 2 and not given
        await press(pilot, "2")
        assert not given
        await press(pilot, "escape")
        await until(pilot, lambda: given)
        assert given == [None]


async def test_arrows_and_enter_choose() -> None:
    async with host(Room()).run_test(size=(80, 24)) as pilot:
        given = await opened(pilot, Choose("Answer", WAYS))
        await press(pilot, "down", "down", "enter")
        await until(pilot, lambda: given)
        assert given == ["refuse"]


@pytest.mark.parametrize("size", SIZES)
async def test_the_window_of_choices_looks_like_this(size: tuple[int, int]) -> None:
    async with host(Room()).run_test(size=size) as pilot:
        await opened(pilot, Choose("Answer to № 2027-0001", WAYS, "The family wishes қазақша."))
        await settled_picture(pilot, f"choose-{size[0]}")


async def test_several_are_ticked_and_enter_goes_on() -> None:
    async with host(Room()).run_test(size=(80, 24)) as pilot:
        given = await opened(pilot, Tick("Grounds", WAYS, nothing="Nothing is ticked."))
        await press(pilot, "enter")
        await sees(pilot, "Nothing is ticked.")
        await press(pilot, "1", "9", "2")
        await sees(pilot, "[x] accept into 1 «Ә»", "[x] refuse", "1 «Б» is full: 25 of 25.")
        await press(pilot, "1", "enter")
        await until(pilot, lambda: given)
        assert given == [("refuse",)]


async def test_a_list_that_is_too_long_scrolls_and_its_reason_stays_in_sight() -> None:
    ways = [Way(n, f"way {n}\n" * 4, False, "not proven") for n in range(9)]
    async with host(Room()).run_test(size=(80, 24)) as pilot:
        await opened(pilot, Tick("Grounds", ways, nothing="No ground is proven."))
        await press(pilot, "enter")
        picture = await sees(pilot, "No ground is proven.")
        assert "╰" in picture


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_names_are_shown_and_do_nothing(name: str) -> None:
    windows: list[Window[Any]] = [
        Choose(name, [Way(1, name, False, name), Way(2, name)], name),
        Tick(name, [Way(1, name, True, under=name, proof=name)], name),
        Confirm(name, name),
        AskText(name, name, name, preset=name),
        AskFields(name, [("a", name, name, False)], name, told=name),
    ]
    for window in windows:
        async with host(Room()).run_test(size=(80, 24)) as pilot:
            await opened(pilot, window)
            picture = photograph(pilot.app)
            assert plain(name)[:12] in picture
            assert "\x1b" not in picture and "\u202e" not in picture
            title = next(y for y, line in enumerate(picture.splitlines()) if plain(name)[:12] in line)
            await pilot.click(offset=(8, title))
            assert pilot.app.is_running and pilot.app.screen is window


async def test_a_required_answer_is_asked_for_and_kept() -> None:
    async with host(Room()).run_test(size=(80, 24)) as pilot:
        given = await opened(pilot, AskText("Reasons", "In words"))
        await press(pilot, "enter")
        await sees(pilot, "This must be answered.")
        await press(pilot, "Фото басқа баланікі.", "enter")
        await until(pilot, lambda: given)
        assert given == ["Фото басқа баланікі."]


async def test_escape_gives_nothing_back_and_the_words_can_be_laid_again() -> None:
    async with host(Room()).run_test(size=(80, 24)) as pilot:
        window = AskText("Reasons", "In words")
        given = await opened(pilot, window)
        await press(pilot, "half a sent", "escape")
        await until(pilot, lambda: given)
        assert given == [None] and window.written == {"text": "half a sent"}


async def test_a_long_reason_is_broken_between_words_and_seen_whole() -> None:
    words = "The photos are of another child, please bring two prints of 3×4 cm that show Aruzhan herself, any day."
    async with host(Room()).run_test(size=(80, 24)) as pilot:
        await opened(pilot, AskText("Reasons", "In words", preset=words, high=3))
        await sees(pilot, words)


async def test_a_slip_typed_in_one_burst_puts_every_letter_into_its_own_answer() -> None:
    questions = [("name", "Name", "", False), ("login", "Login", "", False), ("password", "Password", "", True)]
    async with host(Room()).run_test(size=(80, 24)) as pilot:
        given = await opened(pilot, AskFields("Appoint", questions))
        await press(pilot, "Ким Алина", "enter", "alina", "tab", "two  blanks", "enter")
        await until(pilot, lambda: given)
        assert given == [{"name": "Ким Алина", "login": "alina", "password": "two  blanks"}]


async def test_a_password_is_never_shown_and_a_paste_keeps_it_letter_for_letter() -> None:
    async with host(Room()).run_test(size=(80, 24)) as pilot:
        window = AskFields("Password", [("password", "Password", "", True)])
        given = await opened(pilot, window)
        pilot.app.post_message(events.Paste(" se  cret \n"))
        picture = await sees(pilot, "••••")
        assert "cret" not in picture
        await press(pilot, "enter")
        await until(pilot, lambda: given)
        assert given == [{"password": " se  cret "}] and window.written == {}


async def test_a_paste_over_several_lines_becomes_one_line_and_says_what_was_cut() -> None:
    async with host(Room()).run_test(size=(80, 24)) as pilot:
        question = Question("reason", "Reason", longest=10)
        await opened(pilot, AskFields("Close", [question]))
        pilot.app.post_message(events.Paste("\nfirst\nsecond\n"))
        await sees(pilot, "first seco", "Left out: nd")


async def test_an_earlier_answer_can_be_gone_back_to() -> None:
    async with host(Room()).run_test(size=(80, 24)) as pilot:
        given = await opened(pilot, AskFields("Two", [("a", "A", "one", False), ("b", "B", "two", False)]))
        await press(pilot, "enter", "up", "new", "enter", "enter")
        await until(pilot, lambda: given)
        assert given == [{"a": "new", "b": "two"}]


async def test_what_will_be_done_is_confirmed_by_enter_and_left_by_escape() -> None:
    for key, value in (("enter", True), ("escape", False)):
        async with host(Room()).run_test(size=(80, 24)) as pilot:
            given = await opened(pilot, Confirm("Accept?", "Ким Алина is accepted into 1 «Ә»."))
            await press(pilot, key)
            await until(pilot, lambda found=given: found)
            assert given == [value]


async def test_a_key_pressed_before_the_sentence_was_seen_confirms_nothing() -> None:
    app: Host = host(Room())
    async with app.run_test(size=(80, 24)) as pilot:
        app.hold_keys()
        await press(pilot, "enter", "enter")
        window = Confirm("Accept?", "Ким Алина is accepted into 1 «Ә».")
        given = await opened(pilot, window)
        await pilot.pause(0.05)
        assert not given and app.screen is window
        await press(pilot, "enter")
        await until(pilot, lambda: given)
        assert given == [True]


async def test_keys_typed_after_one_window_wait_for_the_next() -> None:
    app: Host = host(Room())
    async with app.run_test(size=(80, 24)) as pilot:
        window = Choose("Answer", WAYS)
        window.holds = True
        given = await opened(pilot, window)
        await press(pilot, "1")
        await until(pilot, lambda: given == ["ә"])
        await press(pilot, "2")
        await pilot.pause(0.05)
        following = Choose("Next", [Way("one", "one"), Way("two", "two")])
        assert await opened(pilot, following) is not None
        await until(pilot, lambda: following not in app.screen_stack)
