"""The pseudo-terminal itself: what a program writes is seen, what is typed arrives, a program's end is told."""

import signal
import sys

import pytest

from tests.walks.terminal import NotSeen, Terminal

ECHO = "import sys; print('дайын'); [print('алдым', line.strip()) for line in sys.stdin]"


def test_what_is_typed_arrives_and_what_is_written_is_seen() -> None:
    with Terminal([sys.executable, "-u", "-c", ECHO], 40, 10) as terminal:
        terminal.until("дайын")
        terminal.type("Әлихан\r")
        assert terminal.until("алдым Әлихан")
        assert terminal.row("алдым") == "алдым Әлихан"
        terminal.kill(signal.SIGTERM)
        assert terminal.until_ended() == 128 + signal.SIGTERM


def test_a_program_that_ends_too_early_is_told_with_its_last_screen() -> None:
    with (
        Terminal([sys.executable, "-c", "print('соңы'); raise SystemExit(3)"]) as terminal,
        pytest.raises(NotSeen, match=r"the program ended \(3\)[\s\S]*соңы"),
    ):
        terminal.until("never")


def test_colours_and_questions_to_the_terminal_leave_no_letters() -> None:
    steering = r"\x1b[>4;1m\x1b[?2026$p\x1b[38;5;9m\x1bP=1s\x1b\\қызыл\x1b[0m\x1b]0;title\x07 соңы"
    with Terminal([sys.executable, "-c", f"print('{steering}')"], 40, 5) as terminal:
        assert terminal.until("соңы").strip() == "қызыл соңы"
