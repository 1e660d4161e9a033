"""A whole day, from the portal that fails to the desk brought back elsewhere: nothing is lost, nobody is called."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from data.engine.contents import digests_of
from data.engine.encrypted_file import file_engine
from data.keyring import Keyring
from tests.walks.counter import CHEAP, PASSWORD

HOUSE = Path(__file__).parents[2]
EVENING = "2027-04-01T19:10"
VERIFIER = HOUSE / "clerk_desk" / "exporting" / "verify_package.py"
GROWN = {"audit_line", "audit_head", "act", "sqlite_sequence"}
"""What goes on after the backup was made: that it was made, and who came to bring it back."""

FILLED = {"outage", "portal_list", "portal_entry", "day_close", "issued_paper", "export_key", "decision", "application"}


def python(*argv: str, said: str = "") -> subprocess.CompletedProcess[str]:
    """A process of its own, as at the desk."""
    return subprocess.run(
        [sys.executable, *argv], cwd=HOUSE, input=said, capture_output=True, text=True, timeout=120, check=False
    )


def errand(folder: Path, *arguments: str) -> dict[str, Any]:
    """An errand at the desk in `folder`, that evening, as a scheduler would run it; what it tells in JSON."""
    there = ("--folder", str(folder), "--keyring", str(folder / "desk.keys"))
    who = ("--login", "serik", "--password-stdin", "--json")
    done = python("-m", "tests.walks.errand_at", EVENING, *there, *arguments, *who, said=f"{PASSWORD}\n")
    assert done.returncode == 0, done.stdout + done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@dataclass(frozen=True)
class Lived:
    """A day that was lived in a process of its own: the desk's folder, and what the process said of its sockets."""

    folder: Path
    sockets: str
    on_purpose: str

    @property
    def package(self) -> Path:
        (one,) = (self.folder / "stick").glob("*.zip")
        return one

    @property
    def backup(self) -> Path:
        (one,) = (self.folder / "stick").glob("*.backup")
        return one


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    folder = tmp_path_factory.mktemp("day")
    done = python("-m", "tests.walks.day", str(folder))
    assert done.returncode == 0, done.stdout + done.stderr
    quiet, control = done.stdout.splitlines()
    return Lived(folder, quiet, control)


def test_a_whole_day_calls_nobody(lived: Lived) -> None:
    assert lived.sockets == "sockets:"
    assert "socket.connect" in lived.on_purpose  # what listens does hear


def test_the_package_is_whole_by_pythons_own_library_alone(lived: Lived, tmp_path: Path) -> None:
    done = python("-I", "-S", str(VERIFIER), str(lived.package))
    assert done.returncode == 0, done.stdout
    content = bytearray(lived.package.read_bytes())
    content[len(content) // 2] ^= 1
    changed = tmp_path / lived.package.name
    changed.write_bytes(content)
    assert python("-I", "-S", str(VERIFIER), str(changed)).returncode == 1


def test_brought_back_elsewhere_every_row_is_the_same(lived: Lived, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    told = errand(lived.folder, "restore", str(lived.backup), "--into", str(elsewhere))
    assert (told["ok"], told["applications"]) == (True, 14)
    assert_the_same_rows(lived.folder, elsewhere, told["lines"])


def assert_the_same_rows(desk: Path, elsewhere: Path, lines: int, filled: set[str] = FILLED) -> None:
    """Every table row by row, with a keyed hash over each; of the trail, every line that was there then."""
    here, there = rows(desk / "desk.db", desk / "desk.keys"), rows(elsewhere / "desk.db", elsewhere / "keyring.json")
    assert here.digests.keys() == there.digests.keys()
    assert {name for name in here.digests if here.digests[name] != there.digests[name]} <= GROWN
    assert [name for name in sorted(filled) if not here.counts[name]] == []
    assert 60 < lines < min(len(here.lines), len(there.lines))
    assert here.lines[:lines] == there.lines[:lines]


@dataclass(frozen=True)
class Rows:
    digests: dict[str, str]
    counts: dict[str, int]
    lines: list[str]


def rows(store: Path, keyring: Path) -> Rows:
    keys = Keyring(keyring, CHEAP).unlock("serik", PASSWORD)
    assert keys is not None
    engine = file_engine(store, keys.key)
    try:
        with engine.connect() as connection:
            digests = digests_of(connection, keys.key)
            ask = connection.exec_driver_sql
            counts = {name: int(ask(f'SELECT count(*) FROM "{name}"').scalar_one()) for name in digests}
            return Rows(digests, counts, [str(row[0]) for row in ask("SELECT hash FROM audit_line ORDER BY seq")])
    finally:
        engine.dispose()
