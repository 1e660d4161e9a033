"""Names that are no names: shown as they are, never executed, never sent to the terminal as control characters."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_desk.duties import intake, today
from screens.plain import plain, plain_lines
from screens.station import Station
from screens.today import Today

from .conftest import SIZES, StubDesk, a_draft, a_frame, host, photograph, until, waiting_rows

EACH = (
    "[@click=app.bell]x[/]",
    "[/]",
    "[bold red]Ким[/bold red]",
    "\x1b]0;x",
    "\x1b[2Jx",
    "\x9b2Jx",
    "Ким\u202eанилА",
    "Ким\u200bАлина",
    "Ким\nАлина",
    "Ки\ud800м",
    "$primary {x} %s",
)
HOSTILE = (
    "[/]Ки\x1b]\x9b2J\u202e\u200b\n\ud800$x {y}",
    *(pytest.param(name, marks=pytest.mark.prove) for name in EACH),
)


def clean(text: str) -> bool:
    """No character that steers the terminal or the eye."""
    return not [one for one in text if one != "\n" and unicodedata.category(one) in {"Cc", "Cf", "Cs", "Co", "Cn"}]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_name_is_shown_and_does_nothing(
    stub_station: Station, stub_desk: StubDesk, name: str, size: tuple[int, int]
) -> None:
    stub_desk.answers |= {
        today.waiting: waiting_rows(name, "Иванова Дарья"),
        intake.drafts: (a_draft(1, name, 9, held_by=name),),
        today.frame: a_frame(school_kk=name, school_ru=name, who=name),
    }
    app = host(Today(stub_station))
    rung: list[Any] = []
    app.bell = lambda: rung.append(1)  # type: ignore[method-assign]
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "2027-0034" in photograph(app) and "● open" in photograph(app))
        for y in (0, 4, 5, *range(9, 15), size[1] - 1):  # the line above, the lists, the keys
            await pilot.click(offset=(size[0] // 2, y))
        picture = photograph(app)
        assert plain(name)[:12] in picture
        assert clean(picture)
        assert not rung


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_the_sieve_lets_letters_through_and_nothing_that_steers(text: str) -> None:
    sieved = plain(text)
    assert clean(sieved) and "\n" not in sieved
    assert plain(sieved) == sieved


def test_every_kazakh_letter_survives_the_sieve() -> None:
    letters = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ"
    assert plain(letters + letters.lower() + " -'’.№«»") == letters + letters.lower() + " -'’.№«»"


def test_our_own_lines_stay_lines() -> None:
    assert plain_lines("one\ntwo\x1b") == "one\ntwo·"
