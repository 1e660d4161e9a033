"""Whole walks in a real pseudo-terminal: from the sign-in to a place in a class, and to each proven refusal."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.screens.counter_store import PAPER
from tests.walks.counter import PASSWORD
from tests.walks.terminal import Terminal

SIZES = [(80, 24), (120, 36)]
HOUSE = Path(__file__).parents[2]


def paper(iin: str = "210331699903", language: str = "1", size_3x4: str = "1") -> str:
    """What a clerk types for one child, every field ended by Enter, as one burst."""
    typed = list(PAPER)
    typed[typed.index("210331699903")] = iin
    typed[typed.index("Абай к., 5-12") + 2] = language
    photos = typed.index("065/у") - 5
    assert typed[photos] == "2"
    typed[photos + 1] = size_3x4
    return "\r".join(typed) + "\r"


@pytest.fixture(params=[SIZES[0], pytest.param(SIZES[1], marks=pytest.mark.prove)], ids=["80x24", "120x36"])
def terminal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Terminal]:
    """A real desk in a real terminal, on a store of its own."""
    argv = [sys.executable, "-m", "tests.walks.counter", str(tmp_path)]
    with Terminal(argv, *request.param, cwd=HOUSE) as one:
        yield one


def sign_in(desk: Terminal, login: str = "aigul") -> None:
    desk.until("Enter Open the desk")
    desk.type(f"{login}\r{PASSWORD}\r")
    desk.until("WAITING FOR AN ANSWER")


def take_in(desk: Terminal, number: str, typed: str) -> None:
    """F2, the paper typed ahead in one burst, F6; then the application is opened."""
    desk.key("f2")
    desk.until("Document shown")
    desk.type(typed)
    desk.until(f"F6 receives it as № {number}")
    desk.key("f6")
    desk.until("answer due")
    desk.until("2 Open it")
    desk.key("2")
    desk.until("waits for its answer")


def refuse(desk: Terminal, ground: int, reasons: str) -> None:
    """F6, refuse, the one proven ground, the reasons, and yes."""
    desk.key("f6")
    desk.until("refuse …")
    desk.key("9")
    desk.until("on which ground?")
    desk.key(str(ground))
    desk.until("[x]")
    desk.key("enter")
    desk.until("the reasons in words")
    desk.type(reasons)
    desk.until(reasons)
    desk.key("enter")
    desk.until("Refuse?")
    desk.until(f"Reasons: {reasons}")
    desk.until("Yes, do it")
    desk.key("enter")
    desk.until(f"refused: R{ground}")


def test_a_child_is_taken_in_and_accepted_into_the_wished_class(terminal: Terminal) -> None:
    sign_in(terminal)
    take_in(terminal, "2027-0002", paper())
    assert "Сәрсенбай Аружан Нұрланқызы" in terminal.screen()
    terminal.key("f6")
    terminal.until("accept into 1 «Ә»")
    terminal.key("2")
    terminal.until("is accepted into 1 «Ә» (қазақша)")
    terminal.until("Yes, do it")
    terminal.key("enter")
    terminal.until_gone("Accept?")
    terminal.until("  accepted into 1 «Ә»")
    terminal.key("f5")
    terminal.until("Nothing waits")
    terminal.until("2 received · 2 accepted · 0 refused")
    terminal.key("ctrl+q")
    terminal.until("Yes, do it")
    terminal.key("enter")
    assert terminal.until_ended() == 0


def test_children_are_refused_on_each_ground_and_only_when_the_records_prove_it(terminal: Terminal) -> None:
    sign_in(terminal)

    # R3: the one Russian class-set is full
    take_in(terminal, "2027-0002", paper(language="2"))
    terminal.key("f6")
    terminal.until("Full: 1 of 1 are accepted.")
    terminal.key("esc")
    refuse(terminal, 3, "every Russian class is full")
    terminal.key("f5")
    terminal.until("1 refused")

    # R2: the photos are not 3×4, as was ticked when they were handed in
    take_in(terminal, "2027-0003", paper(iin="210115599902", size_3x4="2"))
    refuse(terminal, 2, "bring two photos of 3×4 cm")
    terminal.key("f5")
    terminal.until("2 refused")

    # R1: nothing is unreliable until somebody writes down what was found
    take_in(terminal, "2027-0004", paper(iin="210902599900"))
    terminal.key("f6")
    terminal.until("refuse …")
    terminal.key("9")
    terminal.until("on which ground?")
    terminal.key("1")
    unproven = terminal.until("is recorded as unreliable")
    assert "[x]" not in unproven
    terminal.key("esc")
    terminal.until_gone("on which ground?")
    terminal.until("Answer to № 2027-0004")
    terminal.key("esc")
    terminal.until_gone("Answer to №")
    terminal.key("enter")
    terminal.until("Record a finding")
    terminal.key("3")
    terminal.until("what is wrong?")
    terminal.key("1")
    terminal.until("what is it about?")
    terminal.key("6")
    terminal.until("Number as printed")
    terminal.key("4")
    terminal.until("What was found")
    terminal.type("the clinic has not issued this form\r")
    terminal.until("the clinic has not issued this form")
    terminal.until_gone("What was found")
    refuse(terminal, 1, "the clinic denies the form")
    terminal.key("f5")
    terminal.until("3 refused")
