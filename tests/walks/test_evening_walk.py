"""A day and its evening in a pseudo-terminal: the outage, families by keys, the close, the package, the desk anew."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.duties.acts import iin_of
from tests.walks.counter import PASSWORD, found
from tests.walks.day import Day
from tests.walks.evening import papers_of_the_day
from tests.walks.terminal import Terminal
from tests.walks.test_scripted_day import VERIFIER, assert_the_same_rows, errand, python
from tests.walks.test_walks import HOUSE, SIZES, paper, sign_in, take_in

PACKAGE = Path("exports", "day-2027-04-01-no1.zip")
TWELVE, SMALL = 12, (1, 2)
"""Families that come, after the founding's one; and which of them bring photos that are too small."""


@contextmanager
def at_the_desk(folder: Path, clock: str, login: str, size: tuple[int, int]) -> Iterator[Terminal]:
    """Somebody at the desk from that hour on; there is no printer, and papers are saved into its Documents."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    surroundings = {"HOME": str(home), "PATH": str(Path(sys.executable).parent), "XDG_CONFIG_HOME": str(home)}
    argv = [sys.executable, "-m", "tests.walks.counter", str(folder), f"2027-04-01T{clock}"]
    with Terminal(argv, *size, cwd=HOUSE, env=surroundings) as desk:
        sign_in(desk, login)
        yield desk


def leave(desk: Terminal) -> None:
    """Ctrl+Q, and yes."""
    desk.key("ctrl+q")
    desk.until("Yes, do it")
    desk.key("enter")
    assert desk.until_ended() == 0


def close_the_day(desk: Terminal, answers: int, folders: int) -> None:
    """F12, everything approved, counted, signed with the password; the register is saved, and a backup made."""
    desk.key("f12")
    desk.until("Close the day")
    desk.type("Close the day\r")
    desk.until("things stand in the way")
    desk.key("f8", "enter")
    desk.until("Approve all")
    desk.key("2")
    desk.until(f"{answers} answers are approved")
    desk.until("2 things stand in the way")
    desk.key("f8", "enter")
    desk.until("Pairs of photos")
    desk.type(f"{folders}\r{folders}\r")
    desk.until("Ready: F6 closes the day as № 1.")
    desk.key("f6")
    desk.until("Your password")
    desk.type(f"{PASSWORD}\r")
    desk.until("it is on paper now: remove the file")
    desk.until("Enter Choose")  # what is pressed before this question is seen is no answer
    desk.key("3")
    desk.until("Export the package of this day")


def export(desk: Terminal, folder: Path) -> None:
    """The package of the day, open for anybody to read, into the desk's own folder."""
    desk.key("1")
    desk.until("Open, for anybody to read")
    desk.key("2")
    desk.until("Leave it open?")
    desk.until("Yes, do it")
    desk.key("enter")
    desk.until("Where the package is put")
    desk.key("enter")
    desk.until("Exported and verified")
    assert (folder / PACKAGE).exists()


def is_whole_everywhere(folder: Path, elsewhere: Path, applications: int) -> None:
    """The package by the script alone and at the desk, the backup brought back elsewhere and compared."""
    package = folder / PACKAGE
    done = python("-I", "-S", str(VERIFIER), str(package))
    assert done.returncode == 0, done.stdout
    assert errand(folder, "verify", str(package))["ok"]
    (backup,) = (folder / "backups").iterdir()
    told = errand(folder, "restore", str(backup), "--into", str(elsewhere))
    assert told["applications"] == applications
    assert_the_same_rows(folder, elsewhere, told["lines"], filled={"outage", "day_close", "issued_paper", "decision"})


def test_the_evening_is_closed_and_the_day_leaves_as_a_package(tmp_path: Path) -> None:
    found(tmp_path)
    day = Day(tmp_path)
    day.until_noon()
    day.answers(1)
    papers_of_the_day(day)
    day.close()
    with at_the_desk(tmp_path, "17:50", "serik", SIZES[0]) as desk:
        desk.until("12 received · 8 accepted · 2 refused · 1 withdrawn")
        close_the_day(desk, 10, 11)
        export(desk, tmp_path)
    is_whole_everywhere(tmp_path, tmp_path / "elsewhere", 12)


@pytest.mark.prove
@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x36"])
def test_a_whole_day_by_keys(tmp_path: Path, size: tuple[int, int]) -> None:
    found(tmp_path)
    with at_the_desk(tmp_path, "10:55", "aigul", size) as desk:
        desk.key("0")
        desk.until("egov.kz fails: seen here")
        desk.key("1")
        desk.until("Since")
        desk.key("enter", "enter")
        desk.until("Written down: egov.kz fails since 10:55.")
        for n in range(TWELVE):
            take_in(desk, f"2027-{n + 2:04}", paper(iin=iin_of(n + 1), size_3x4="12"[n in SMALL]))
            desk.key("f5")
            desk.until("WAITING FOR AN ANSWER")
        desk.until("taken while a portal failed")
        desk.key("0")
        desk.until("egov.kz answers again")
        desk.key("enter")
        desk.until("Answers since")
        desk.key("enter", "enter")
        desk.until("It failed for")
        leave(desk)
    day = Day(tmp_path)
    day.applications = list(range(2, TWELVE + 2))
    day.answers(1)
    papers_of_the_day(day)
    day.close()
    with at_the_desk(tmp_path, "17:50", "serik", size) as desk:
        desk.until("13 received · 9 accepted · 2 refused")
        close_the_day(desk, 11, 12)
        export(desk, tmp_path)
        desk.key("esc")
        leave(desk)
    is_whole_everywhere(tmp_path, tmp_path / "elsewhere", 13)
