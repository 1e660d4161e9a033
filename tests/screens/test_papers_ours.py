"""Is this paper ours: a code typed with slips, scanned over a list, or of nobody; and a copy is known as one."""

from typing import Any

import pytest
from textual import events

from clerk_desk.desk import Desk, new_act
from clerk_desk.door import Door
from clerk_desk.duties import papers, register
from clerk_desk.duties.papers import Issued
from clerk_desk.language import Speaker
from data.vocabulary import EventKind, PaperKind
from screens.app import DeskApp
from screens.flurry import ASTRAY, Verdict, judge
from screens.paper_ours import KnownPaper
from screens.today import Today
from screens.windows import AskText

from .conftest import SIZES, StillClock, photograph, settled_picture, signed_in, type_in, until
from .rooms import flat, receive, sees
from .test_flurry import keys


@pytest.fixture
def app(door: Door) -> DeskApp:
    """The whole program at a real desk."""
    made = DeskApp(door, Speaker(), StillClock())
    made.faults.strict = True
    return made


@pytest.fixture
def desk(station: Any) -> Desk:
    """The clerk's desk, to look into the store."""
    return station.desk  # type: ignore[no-any-return]


@pytest.fixture
def child(desk: Desk) -> Any:
    """A child received at the clerk's desk."""
    return receive(desk)


@pytest.fixture
def paper(desk: Desk, child: Any) -> Issued:
    """Its receipt."""
    return desk.do(new_act(), papers.issue, PaperKind.RECEIPT, child.application_id, ("kk",), "a5")


async def asked(pilot: Any) -> None:
    """Open the question from the list of everything."""
    await signed_in(pilot)
    await type_in(pilot, "f12")
    await sees(pilot, "EVERYTHING THAT CAN BE DONE HERE")
    await type_in(pilot, "paper ours", "enter")
    await field(pilot)


async def field(pilot: Any) -> None:
    """Wait until a code can be typed."""
    await until(pilot, lambda: isinstance(pilot.app.screen, AskText) and pilot.app.screen.seen)


async def known(pilot: Any) -> str:
    """Wait until a paper is known; the picture."""
    await until(pilot, lambda: isinstance(pilot.app.screen, KnownPaper) and pilot.app.screen.seen)
    return flat(pilot.app)


def scan(pilot: Any, text: str) -> None:
    """What a scanner types, as fast as it does."""
    for letter in text:
        pilot.app.post_message(events.Key("enter" if letter == "\n" else letter, None if letter == "\n" else letter))


def opened(desk: Desk, child: Any) -> list[Any]:
    """The lines that tell of looking at the child's record, each with its facts."""
    timeline = desk.do(new_act(), register.open_record, child.application_id).timeline
    return [entry.facts for entry in timeline if entry.event is EventKind.RECORD_OPENED]


async def test_a_code_typed_with_slips_is_known_and_looking_at_it_is_written_down(
    app: DeskApp, desk: Desk, child: Any, paper: Issued
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await asked(pilot)
        slips = paper.code.lower().replace("0", "о").replace("-", " ")  # a Cyrillic о, and no dashes
        await type_in(pilot, slips, "enter")
        picture = await known(pilot)
        assert f"Ours: Receipt {paper.code}" in picture and "Қолхат" in picture and "NOT YET PRINTED" in picture
        assert any(facts.get("code") == paper.code for facts in opened(desk, child))
        await type_in(pilot, "enter")
        await field(pilot)
        await type_in(pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, Today))


async def test_a_code_of_nobody_and_no_code_at_all_are_said_and_can_be_mended(
    app: DeskApp, desk: Desk, child: Any, paper: Issued
) -> None:
    wrong = paper.code[:-1] + ("0" if paper.code[-1] != "0" else "1")
    async with app.run_test(size=(80, 24)) as pilot:
        await asked(pilot)
        await type_in(pilot, "[bold", "enter")
        await sees(pilot, "This is no code of a paper.")
        await field(pilot)
        await type_in(pilot, wrong, "enter")
        await sees(pilot, f"No paper of this desk has the code {wrong}")
        await field(pilot)
        await type_in(pilot, paper.code, "enter")  # typing replaces what stood there
        assert paper.code in await known(pilot)


@pytest.mark.parametrize("cyrillic", [False, True])
async def test_a_code_scanned_over_today_is_looked_up_and_presses_no_key(
    app: DeskApp, desk: Desk, child: Any, paper: Issued, cyrillic: bool
) -> None:
    latin, other = "RAMFDQNTXZWCVBHJKSPEGY", "КФЬАВЙТЕЧЯЦСМИРОЛЫЗУПН"
    typed = paper.code.translate(str.maketrans(latin, other)) if cyrillic else paper.code
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        scan(pilot, typed + "\n")
        assert paper.code in await known(pilot)
        await type_in(pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, Today) and app.screen.is_current)


async def test_another_paper_is_scanned_while_one_is_read(app: DeskApp, desk: Desk, child: Any, paper: Issued) -> None:
    copy = desk.do(new_act(), papers.again, paper.paper_id)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        scan(pilot, paper.code + "\n")
        await known(pilot)
        scan(pilot, copy.code + "\n")
        await sees(pilot, f"Ours: Receipt {copy.code}, copy 1", f"It is a copy of {paper.code}.")


async def test_a_paper_that_is_no_longer_true_says_so(app: DeskApp, desk: Desk, child: Any, paper: Issued) -> None:
    desk.do(new_act(), register.correct, child.application_id, "child.given_name", "Аружан-Ай", "a slip")
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        scan(pilot, paper.code + "\n")
        await known(pilot)
        await sees(pilot, "Since then the record was corrected.")


async def test_a_code_scanned_over_a_window_opens_nothing(app: DeskApp, desk: Desk, paper: Issued) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        await type_in(pilot, "f7")
        await sees(pilot, "What to bring")
        window = app.screen
        scan(pilot, paper.code + "\n")
        await until(pilot, lambda: ASTRAY in [told.message for told in app._notifications])
        assert app.screen is window


@pytest.mark.parametrize(
    ("typed", "gap", "verdict"),
    [
        ("2027-0041-R-7KQ2M9XD\n", 0.001, Verdict.SCAN),
        ("2027-0041-R-7KQ2M9XD\n", 0.08, Verdict.HAND),
        ("2027-0041-R-7KQ2M9X\n", 0.001, Verdict.HAND),
    ],
)
def test_only_a_whole_code_that_came_as_fast_is_a_scan(typed: str, gap: float, verdict: Verdict) -> None:
    assert judge(keys(typed, gap), 0.2) is verdict


@pytest.mark.parametrize("size", SIZES)
async def test_a_known_paper_looks_like_this(
    app: DeskApp, desk: Desk, child: Any, paper: Issued, size: tuple[int, int]
) -> None:
    desk.do(new_act(), papers.came_out, paper.paper_id)
    async with app.run_test(size=size) as pilot:
        await signed_in(pilot)
        scan(pilot, paper.code + "\n")
        await known(pilot)
        picture = photograph(app)
        assert paper.code in picture
        # The code differs from run to run: all else of the picture stays.
        app.screen.query_one("#title").update("Ours: Receipt 2027-0001-R-XXXXXXXX")  # type: ignore[attr-defined]
        await settled_picture(pilot, f"paper-ours-{size[0]}")
