"""Faults and endings: a number instead of a traceback, nothing personal anywhere, the terminal given back."""

import contextlib
import os
import signal
import stat
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import Any

import pytest

from clerk_desk.faults import Faults, describe

pexpect = pytest.importorskip("pexpect")

CANARIES = ("210331699903", "Аружан", "a secret password")

APP = """
import os, sys
from typing import Any
from clerk_desk.clock import MachineClock
from clerk_desk.language import Speaker
from screens.app import DeskApp
from screens.desk_screen import DeskScreen
from screens.station import Station
from textual.widgets import Static
from types import SimpleNamespace
from pathlib import Path

FOLDER = Path(sys.argv[1])

class Room(DeskScreen):
    PLACE = "room"
    BINDINGS = [("f6", "fall", "Fall"), ("f8", "stray", "Stray")]
    def body(self):
        yield Static("THE ROOM STANDS", markup=False)
    async def put_down(self):
        (FOLDER / "draft").write_text("kept")
    def action_fall(self):
        iin, name, password = "210331699903", "Аружан", "a secret password"
        raise ValueError(f"{iin} {name} {password}")
    async def action_stray(self):
        import asyncio
        async def lost():
            raise ValueError("210331699903 Аружан a secret password")
        asyncio.get_running_loop().create_task(lost())

class App(DeskApp):
    CSS_PATH = []
    def on_mount(self):
        super().on_mount()
        member = SimpleNamespace(full_name="x", role="clerk", login="x")
        desk = SimpleNamespace(clock=MachineClock(), member=member)
        self.station = Station(desk, None, self.speaker)
        room = Room(self.station)
        self.trail.rooms.append(room)
        self.install_screen(room, "room")
        self.push_screen("room")

app = App(lambda: None, Speaker(), MachineClock(), folder=FOLDER)
app.run()
sys.exit(app.return_code or 0)
"""


@pytest.fixture
def running(tmp_path: Path) -> Any:
    """The program in a real terminal, a room with an unsaved draft in sight."""
    script = tmp_path / "app.py"
    script.write_text(APP, "utf-8")
    told = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TERM": "xterm-256color", "COLUMNS": "80"}
    child = pexpect.spawn(
        sys.executable, [str(script), str(tmp_path)], env=told, encoding="utf-8", timeout=20, dimensions=(24, 80)
    )
    child.expect("THE ROOM STANDS")
    yield child
    child.close(force=True)


def ended(child: Any) -> tuple[str, int | None]:
    """What was still printed, and the exit code."""
    rest = child.read()
    child.wait()
    return rest, child.exitstatus


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_stores_the_draft_gives_the_terminal_back_and_tells_its_number(
    running: Any, tmp_path: Path, number: signal.Signals
) -> None:
    began = time.monotonic()
    running.kill(number)
    rest, code = ended(running)
    assert time.monotonic() - began < 2
    assert code == 128 + number
    assert (tmp_path / "draft").read_text() == "kept"
    assert "\x1b[?1049l" in rest and "Traceback" not in rest


def test_a_window_that_is_closed_stores_the_draft(running: Any, tmp_path: Path) -> None:
    with contextlib.suppress(pexpect.ExceptionPexpect):  # it only tells that closing took more than a moment
        running.close(force=False)
    for _ in range(100):
        if (tmp_path / "draft").exists() and not running.isalive():
            break
        time.sleep(0.02)
    assert (tmp_path / "draft").read_text() == "kept"


def test_the_terminal_is_as_it_was(tmp_path: Path, running: Any) -> None:
    running.kill(signal.SIGTERM)
    running.read()
    flags = termios.tcgetattr(running.child_fd)[3]
    assert flags & termios.ECHO and flags & termios.ICANON


def test_a_crash_tells_a_number_and_nothing_of_anybody(running: Any, tmp_path: Path) -> None:
    running.send("\x1b[17~")
    rest, code = ended(running)
    assert code == 1
    assert "fault no. 1" in rest and "The draft is saved." in " ".join(rest.split())
    assert (tmp_path / "draft").read_text() == "kept"
    book = (tmp_path / "faults.log").read_text("utf-8")
    assert "ValueError at __main__:" in book
    for canary in CANARIES:
        assert canary not in rest and canary not in book
    assert stat.S_IMODE((tmp_path / "faults.log").stat().st_mode) == 0o600


def test_what_fails_where_nobody_waits_is_written_down_and_not_printed(running: Any, tmp_path: Path) -> None:
    running.send("\x1b[19~")
    for _ in range(200):
        if (tmp_path / "faults.log").exists():
            break
        time.sleep(0.02)
    running.kill(signal.SIGTERM)
    rest, _ = ended(running)
    for canary in CANARIES:
        assert canary not in rest and canary not in (tmp_path / "faults.log").read_text("utf-8")


def test_faults_are_numbered_on_over_restarts(tmp_path: Path) -> None:
    assert [Faults(tmp_path).note(ValueError("x")) for _ in range(3)] == [1, 2, 3]


def test_a_fault_without_a_folder_or_with_a_full_disk_still_has_a_number(tmp_path: Path) -> None:
    assert Faults().note(ValueError()) == 1
    assert Faults(tmp_path / "not there").note(ValueError()) == 1


def test_the_book_holds_types_and_places_alone() -> None:
    try:
        try:
            raise KeyError("210331699903")
        except KeyError as first:
            raise RuntimeError("Аружан") from first
    except RuntimeError as error:
        said = describe(error)
    assert "builtins.RuntimeError at tests.screens.test_faults:" in said and "because of builtins.KeyError" in said
    assert not [canary for canary in CANARIES if canary in said]


def test_another_process_counts_on_in_the_same_book(tmp_path: Path) -> None:
    code = "import sys, pathlib, clerk_desk.faults as f; f.Faults(pathlib.Path(sys.argv[1])).note(OSError())"
    told = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, timeout=60, env=told)
    assert Faults(tmp_path).note(ValueError()) == 2
