"""The intake in a real pseudo-terminal: a paper typed ahead at any speed, and a process killed while typing."""

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from clerk_desk.duties import intake
from data.engine import Store
from data.tables import Application, Draft
from tests.screens.counter_store import OPEN_ENDED, PAPER, desk_of, new_store

pexpect = pytest.importorskip("pexpect")

F6 = "\x1b[17~"
HOUSE = Path(__file__).parents[2]


class Terminal:
    """The program in a pseudo-terminal of a given size, its output read away all the time."""

    def __init__(self, folder: Path, rows: int, columns: int) -> None:
        told = {
            "TERM": "xterm-256color",
            "TEXTUAL_ANIMATIONS": "none",
            "TEXTUAL_DISABLE_KITTY_KEY": "1",
            "PYTHONPATH": str(HOUSE),
        }
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "tests.screens.intake_in_a_terminal", str(folder)],
            cwd=str(HOUSE),
            dimensions=(rows, columns),
            env={**os.environ, **told},
            timeout=30,
        )
        self.child.delaybeforesend = None
        self.seen = b""
        self.until((folder / "ready").exists)

    def drain(self, seconds: float) -> None:
        try:
            self.seen += self.child.read_nonblocking(1 << 20, seconds)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return

    def until(self, true: Callable[[], bool], patience: float = 30) -> None:
        end = time.monotonic() + patience
        while not true():
            assert time.monotonic() < end, self.seen[-3000:].decode(errors="replace")
            self.drain(0.02)

    def type(self, text: str, at_once: int, pause: float) -> None:
        """Type a text, so many characters at once, with a pause in seconds after each."""
        for at in range(0, len(text), at_once):
            self.child.send(text[at : at + at_once].encode())
            end = time.monotonic() + pause
            while (left := end - time.monotonic()) > 0:
                self.drain(left)


def answers_in(store: Store) -> dict[str, str]:
    with store.reading() as session:
        row = session.get(Draft, 1)
        assert row is not None
        return dict(row.answers)


def received(store: Store) -> bool:
    with store.reading() as session:
        return session.get(Application, 1) is not None


SPEEDS = [
    ("\r", 100_000, 0.0),
    ("\t", 100_000, 0.0),
    ("", 100_000, 0.0),
    *(
        pytest.param(*speed, marks=pytest.mark.prove)
        for speed in (("\r", 1, 0.004), ("\t", 1, 0.001), ("\t", 40, 0.003), ("", 1, 0.001), ("", 40, 0.003))
    ),
]
"""How fields are ended ("": only those that do not end by themselves), how many signs at once, seconds between."""


@pytest.fixture(scope="module")
def slowly(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the store holds of the paper when it was typed at a calm pace, Enter after each field."""
    return typed(tmp_path_factory.mktemp("slowly"), "\r", 1, 0.01)


def typed(folder: Path, ending: str, at_once: int, pause: float) -> dict[str, str]:
    store = new_store(folder)
    terminal = Terminal(folder, 24, 80)
    ends = {answer: ending or ("\r" if answer in OPEN_ENDED else "") for answer in PAPER}
    terminal.type("".join(answer + ends[answer] for answer in PAPER) + F6, at_once, pause)
    terminal.until(lambda: received(store))
    terminal.until(lambda: b"2027-0001" in terminal.seen)
    terminal.child.close(force=True)
    answers = answers_in(store)
    store.close()
    return answers


@pytest.mark.parametrize(("ending", "at_once", "pause"), SPEEDS)
def test_a_paper_typed_ahead_through_a_terminal_is_the_same_at_any_speed(
    tmp_path: Path, slowly: dict[str, str], ending: str, at_once: int, pause: float
) -> None:
    assert typed(tmp_path, ending, at_once, pause) == slowly


@pytest.mark.parametrize("letters", [24, 33])
def test_a_kill_while_typing_loses_no_more_than_the_throttle(tmp_path: Path, letters: int) -> None:
    store = new_store(tmp_path)
    terminal = Terminal(tmp_path, 24, 80)
    terminal.type("\r\r\r", 10, 0.2)
    text = "".join(random.Random(7).choices("абвгдеж", k=letters))
    beat = 0.06
    terminal.type(text, 1, beat)
    os.kill(terminal.child.pid, signal.SIGKILL)
    terminal.child.close(force=True)
    stored = answers_in(store).get("applicant.surname", "")
    assert text.startswith(stored)
    # 0.3 s are five letters of a fast hand; two more may not have left the terminal on a busy machine.
    assert len(text) - len(stored) <= 7, f"{len(text) - len(stored)} letters lost"
    [line] = desk_of(store).ask(intake.drafts)
    assert line.id == 1
    store.close()
