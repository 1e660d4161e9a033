"""The checklist: walked with the arrows, ticked with Space, and every tick is the form's own answer."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from rich.cells import cell_len

from clerk_desk.desk import Desk
from clerk_desk.rules.form import Kind, Step, field
from clerk_desk.rules.in_order import PAPERS
from screens.intake.checklist import Checklist, Checks
from screens.intake.intake_screen import IntakeScreen
from tests.screens.conftest import SIZES, StillClock, same_picture
from tests.screens.counter_store import desk_of, new_store
from tests.screens.test_intake import Host, counter, kept, seen, until

CHECKED = [name for paper in PAPERS for name in paper.checks if field(name).kind is Kind.YES_NO]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_of(new_store(tmp_path))


@asynccontextmanager
async def papers_in_hand(
    desk: Desk, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Host, IntakeScreen, Checks]]:
    """The checklist over a new intake, opened from the field in hand."""
    async with counter(desk, size) as (host, _, screen):
        screen.action_checklist()
        await until(host, lambda: isinstance(host.screen, Checklist) and seen(host))
        yield host, screen, host.screen.query_one(Checks)


def lines(checks: Checks) -> str:
    return "\n".join("".join(text for text, _ in parts).rstrip() for _, parts in checks.rows())


async def test_it_is_one_of_the_papers_behind_f7(desk: Desk) -> None:
    async with counter(desk) as (host, _, screen):
        host.type("<f7>")
        await until(host, lambda: host.screen is not screen and seen(host))
        host.type("1")
        await until(host, lambda: isinstance(host.screen, Checklist) and seen(host))


async def test_all_checks_fit_on_one_page_of_a_small_terminal(desk: Desk) -> None:
    async with papers_in_hand(desk) as (host, _, checks):
        host.type(*["<home>"], *["<enter>"] * len(PAPERS))
        await until(host, lambda: all(checks.sheet.entries[name].text == "yes" for name in CHECKED))
        rows = checks.rows()
        assert len(rows) <= checks.size.height
        assert sum(name != "" for name, _ in rows) == len(CHECKED)
        assert lines(checks).count("✔ yes") == len(CHECKED) - 1 and lines(checks).count("(1) yes") == 1


async def test_space_goes_round_yes_no_and_open(desk: Desk) -> None:
    async with papers_in_hand(desk) as (host, screen, checks):
        entry = screen.sheet.entries["applicant.original_returned"]
        host.type("<down>")
        for answer in ("yes", "no", "", "yes"):
            host.type(" ")
            await until(host, lambda: entry.text == answer)  # noqa: B023
            assert checks.hand == "applicant.original_returned"
        host.type("<backspace>")
        await until(host, lambda: entry.text == "")


@pytest.mark.parametrize("ending", ["", "<enter>", "<tab>", "<down>"])
async def test_a_digit_answers_and_goes_on_and_an_enter_behind_it_ticks_nothing_else(desk: Desk, ending: str) -> None:
    async with papers_in_hand(desk) as (host, screen, checks):
        host.type("<pagedown>", "1", ending, "ә", ending, "1")
        await until(host, lambda: checks.hand == "application.consent_access")
        answers = screen.sheet.answers()
        ticks = ("form_present", "form_signed", "consent_processing")
        assert [answers.get(f"application.{part}") for part in ticks] == ["yes", "no", "yes"]
        assert not set(answers) & (set(CHECKED) - {f"application.{part}" for part in ticks})


async def test_enter_says_that_the_paper_in_hand_is_in_order_and_no_other(desk: Desk) -> None:
    async with papers_in_hand(desk) as (host, screen, checks):
        before = set(screen.sheet.answers())
        host.type("<pagedown>", "<pagedown>", "<down>", "<enter>")
        await until(host, lambda: checks.hand == "form_065.present")
        given = {name: text for name, text in screen.sheet.answers().items() if name not in before}
        assert given == dict.fromkeys(("photos.size_3x4", "photos.of_this_child", "photos.recent"), "yes")
        assert "✔ Photos" in lines(checks)
        host.type("<enter>")
        await until(host, lambda: checks.hand == "form_052.present")
        assert screen.sheet.answers()["form_065.number"] == "065/у"


async def test_each_tick_is_kept_at_once_and_what_is_wrong_stands_beside_it(desk: Desk) -> None:
    async with papers_in_hand(desk, (120, 36)) as (host, screen, checks):
        host.type("<end>", "<enter>", "<up>", "2", "<home>")
        await until(host, lambda: "! Unstamped it does not conform" in lines(checks))
        assert (await kept(host, screen))["form_052.stamped"] == "no"
        host.type(*["<end>"], "<up>")
        await until(host, lambda: checks.hand == "form_052.stamped")
        said = " ".join(lines(checks).split())
        assert "have the clinic stamp it." in said


async def test_another_childs_form_is_asked_what_differs(desk: Desk) -> None:
    async with papers_in_hand(desk) as (host, screen, checks):
        host.type("<end>", "<enter>", "<end>", "2")
        await until(host, lambda: checks.hand == "form_052.differs")
        assert "(3) both" in lines(checks)
        host.type("2", "<up>")
        await until(host, lambda: screen.sheet.answers().get("form_052.differs") == "born")
        await until(host, lambda: "Another date of birth stands on it" in lines(checks))


async def test_an_old_number_is_said_with_its_paper(desk: Desk) -> None:
    async with counter(desk) as (host, _, screen):
        screen.sheet.answer("form_065.present", "yes")
        screen.sheet.answer("form_065.number", "063/у")
        screen.action_checklist()
        await until(host, lambda: isinstance(host.screen, Checklist) and seen(host))
        checks = host.screen.query_one(Checks)
        screen.examining.want()
        await until(host, lambda: "063/у" in lines(checks) and "! An old number" in lines(checks))
        assert "form_065.number" not in checks.checks()


@pytest.mark.parametrize("key", ["<escape>", "<f7>"])
async def test_it_leads_back_to_the_field_that_was_in_hand(desk: Desk, key: str) -> None:
    async with counter(desk) as (host, _, screen):
        screen.sheet.to("child.address")
        screen.action_checklist()
        await until(host, lambda: isinstance(host.screen, Checklist) and seen(host))
        host.type("<enter>", key)
        await until(host, lambda: host.screen is screen)
        assert screen.sheet.hand == "child.address"
        host.type("Абай")
        await until(host, lambda: screen.sheet.entries["child.address"].text == "Абай")


async def test_a_field_that_is_asked_no_more_is_not_gone_back_to(desk: Desk) -> None:
    async with counter(desk) as (host, _, screen):
        screen.sheet.answer("form_065.present", "yes")
        screen.sheet.to("form_065.clinic")
        screen.action_checklist()
        await until(host, lambda: isinstance(host.screen, Checklist) and seen(host))
        checks = host.screen.query_one(Checks)
        checks.hand = "form_065.present"
        host.type("2", "<escape>")
        await until(host, lambda: host.screen is screen)
        await until(host, lambda: screen.sheet.hand == "form_052.present")
        assert screen.sheet.step is Step.MEDICAL


async def test_f8_goes_round_what_is_open_or_wrong(desk: Desk) -> None:
    async with papers_in_hand(desk) as (host, _, checks):
        host.type("<enter>", "1", "2", "<home>", "<f8>")
        await until(host, lambda: checks.hand == "application.form_signed")
        host.type(*["<f8>"] * 8)
        await until(host, lambda: checks.hand == "application.form_signed")


async def test_what_is_only_read_here_is_not_ticked(desk: Desk) -> None:
    async with counter(desk) as (host, _, screen):
        screen.sheet.read_only = True
        screen.action_checklist()
        await until(host, lambda: isinstance(host.screen, Checklist) and seen(host))
        checks = host.screen.query_one(Checks)
        host.type("1", " ", "<enter>", "<end>")
        await until(host, lambda: checks.hand == "form_052.present")
        assert not set(screen.sheet.answers()) & set(CHECKED)


@pytest.mark.parametrize("size", SIZES)
async def test_what_the_checklist_looks_like(desk: Desk, size: tuple[int, int]) -> None:
    desk.clock = StillClock()
    async with papers_in_hand(desk, size) as (host, screen, checks):
        host.type("<enter>", "1", "1", "1", "2", "<enter>", "<enter>", "<end>", "<enter>", "<up>", "2", "2", "<up>")
        await until(host, lambda: checks.hand == "form_052.of_this_child")
        await until(host, lambda: screen.examining.fresh and "! Not given" in lines(checks))
        await until(host, lambda: "Another child's form" in lines(checks))
        assert all(cell_len(line) <= size[0] - 2 for line in lines(checks).splitlines())
        same_picture(host, f"intake_checklist_{size[0]}x{size[1]}")
