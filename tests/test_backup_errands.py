"""Backups from the command line: made, listed, checked, practised with, brought back; what is answered, which code."""

import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clerk_desk.clock import MachineClock
from clerk_desk.desk import new_act
from clerk_desk.door import Door
from clerk_desk.duties import staff
from clerk_desk.errands.progress import progress
from clerk_desk.founding import SchoolWords, found_desk
from clerk_desk.language import Speaker
from data.law import the_law
from data.vocabulary import Role
from tests.conftest import CHEAP
from tests.test_front_door import PASSWORD, Done, desk

CLERKS = "two yellow pears"


class Home:
    """A home with a real desk: an administrator, a clerk; its keys made cheaply."""

    def __init__(self, place: Path) -> None:
        self.place, self.folder = place, place / "data" / "clerk-desk"
        url, ring = f"sqlite:///{self.folder / 'desk.db'}", self.folder / "keyring.json"
        clock, law = MachineClock(), the_law()
        school = SchoolWords("Үлгі мектеп", "Школа-образец", "210340000003")
        self.code = found_desk(url, ring, clock, law, school, "serik", "Серік Үлгі", PASSWORD, cost=CHEAP)
        administrator, keys = Door(url, ring, clock, law, CHEAP).sign_in("serik", PASSWORD)
        administrator.do(new_act(), staff.appoint, keys, "aigul", "Айгүл Үлгі", Role.CLERK, CLERKS)
        administrator.store.close()

    def __call__(self, *arguments: str, login: str = "serik", said: str = PASSWORD, **more: str) -> Done:
        who = ("--password-stdin",) if "--sheet" in arguments else ("--login", login, "--password-stdin")
        return desk(self.place, *arguments, *who, said=f"{said}\n", **more)

    def told(self, *arguments: str, **how: str) -> tuple[int, dict[str, Any]]:
        done = self(*arguments, "--json", **how)
        assert done.stderr == ""
        return done.returncode, json.loads(done.stdout)

    @property
    def backups(self) -> list[Path]:
        return sorted((self.folder / "backups").glob("*.backup"))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_a_backup_is_made_and_said_in_words(home: Home) -> None:
    done = home("backup")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Backed up and verified: 0 applications, 4 lines of the trail.\nIt lies in ")
    assert str(home.backups[0]) in done.stdout
    code, told = home.told("verify")
    assert (code, told["count"]) == (0, 7)  # with the backup, the sign-out, and the sign-in of this


def test_a_backup_tells_scripts_how_old_the_one_before_was(home: Home, tmp_path: Path) -> None:
    code, first = home.told("backup")
    assert (code, first["ok"], first["previous"], first["removed"]) == (0, True, None, [])
    (tmp_path / "stick").mkdir()
    code, second = home.told("backup", "--to", "stick")
    assert second["file"].startswith(str(tmp_path / "stick" / "desk-"))
    assert second["previous"] >= first["made_at"]
    code, listed = home.told("backup", "--list")
    assert (code, listed["late"], listed["age_seconds"] < 60) == (0, False, True)
    assert [one["file"] for one in listed["backups"]] == [first["file"]]
    assert listed["last_verified"] >= second["made_at"]


def test_without_any_the_list_says_so(home: Home) -> None:
    done = home("backup", "--list")
    assert done.returncode == 0
    assert "No backup was ever made of this desk." in done.stdout
    assert f"There is no backup in {home.folder / 'backups'}." in done.stdout


def test_the_settings_name_the_folder_and_how_many_are_kept(home: Home, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    settings = {"CLERK_DESK_BACKUP_FOLDER": str(tmp_path / "stick"), "CLERK_DESK_BACKUPS_KEPT": "2"}
    made = [home.told("backup", **settings)[1] for _ in range(3)]
    assert len(list((tmp_path / "stick").iterdir())) == 2
    assert made[2]["removed"] == [Path(made[0]["file"]).name]
    assert home("backup", CLERK_DESK_BACKUPS_KEPT="1").returncode == 2
    pulled = home("backup", CLERK_DESK_BACKUP_FOLDER=str(tmp_path / "pulled"))
    assert pulled.returncode == 1
    assert pulled.stdout.startswith("The folder for backups is not there, and no backup was made.")


def test_a_clerk_and_a_wrong_password_make_none(home: Home) -> None:
    assert home("backup", login="aigul", said=CLERKS).stdout == "Only an administrator may do this.\n"
    done = home("backup", said="three green pears")
    assert (done.returncode, "not right" in done.stdout) == (1, True)
    assert home.backups == []


def test_the_drill_ends_with_one_sentence(home: Home) -> None:
    assert home("restore", "--drill").returncode == 1
    home("backup")
    done = home("restore", "--drill")
    assert (done.returncode, done.stderr) == (0, "")
    last = done.stdout.splitlines()[-1]
    assert re.fullmatch(
        r"Restored aside and compared: 0 applications, 5 lines of the trail, nothing differs\. "
        r"Backup of \w{3} [\d.]{10} \d\d:\d\d, just now\.",
        last,
    )
    assert "Since then the desk has gone on by 0 applications, 3 lines of the trail." in done.stdout
    code, told = home.told("restore", "--drill", str(home.backups[0]))
    assert (code, told["newest"], told["goes_on"], told["since"]["application"]) == (0, True, True, 0)


def test_a_backup_is_verified_by_a_password_of_its_day_or_by_the_sheet(home: Home) -> None:
    made = home.told("backup")[1]
    for how in ({}, {"login": "aigul", "said": CLERKS}):
        code, told = home.told("verify", made["file"], "--head", made["head"], **how)
        assert (code, told["head"], told["head_at"]) == (0, made["head"], made["lines"])
    assert home("verify", made["file"], "--sheet", said=home.code).stdout.startswith("The backup is whole: 0 appl")
    wrong = home("verify", made["file"], said="not this one")
    assert (wrong.returncode, wrong.stdout.startswith("This does not open the backup.")) == (1, True)
    other = home("verify", made["file"], "--head", "0" * 64)
    assert (other.returncode, other.stdout.startswith("No line of this backup's trail ends in 000")) == (1, True)


def _cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _flipped(content: bytes) -> bytes:
    return content[:9000] + bytes([content[9000] ^ 1]) + content[9001:]


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (_cut, "This backup does not end as it was written: it was cut off."),
        (_flipped, "This backup is damaged: its bytes are not those that were written."),
        (lambda content: content[3000:], "This file is not a backup of clerk-desk"),
        (
            lambda content: content.replace(b"backup 1", b"backup 7", 1),
            "This backup was made by a newer clerk-desk.",
        ),
    ],
)
def test_a_spoilt_backup_gets_its_own_sentence(home: Home, spoil: Callable[[bytes], bytes], sentence: str) -> None:
    home("backup")
    path = home.backups[0]
    path.write_bytes(spoil(path.read_bytes()))
    for errand in (("verify", str(path)), ("restore", str(path), "--into", "new"), ("restore", "--drill", str(path))):
        done = home(*errand)
        assert (done.returncode, (done.stdout + done.stderr)[: len(sentence)]) == (1, sentence), errand
    assert not (home.place / "new").exists()


def test_a_desk_is_restored_elsewhere_and_opens_with_its_passwords(home: Home) -> None:
    home("backup")
    path = str(home.backups[0])
    done = home("restore", path, "--into", "new")
    assert done.returncode == 0, done.stdout
    assert f"Open the desk with: clerk-desk --folder {home.place / 'new'}" in done.stdout
    code, told = home.told("verify", "--folder", "new", login="aigul", said=CLERKS)
    assert code == 0
    code, told = home.told("verify", "--folder", "new")
    assert (code, told["ok"]) == (0, True)
    again = home("restore", path, "--into", "new")
    assert (again.returncode, "is not an empty folder" in again.stderr) == (2, True)
    by_sheet = home("restore", path, "--into", "third", "--sheet", said=home.code)
    assert by_sheet.returncode == 0, by_sheet.stdout


def test_over_the_present_desk_only_when_it_was_moved_aside(home: Home) -> None:
    home("backup")
    path = str(home.backups[0])
    refused = home("restore", path)
    assert refused.returncode == 1
    assert "There is a desk here already" in refused.stdout and "--instead" in refused.stdout
    done = home("restore", path, "--instead")
    assert done.returncode == 0, done.stdout
    (aside,) = home.folder.glob("before-restore-*")
    assert str(aside) in done.stdout
    assert {"desk.db", "keyring.json"} <= {place.name for place in aside.iterdir()}
    drill = home("restore", "--drill")
    assert drill.returncode == 0, drill.stdout
    assert home.told("verify")[1]["ok"] is True


def test_what_cannot_be_done_so_is_said(home: Home) -> None:
    assert home("restore").returncode == 2
    assert home("restore", "--drill", "--into", "new").returncode == 2
    none = home("verify", "none.backup")
    assert (none.returncode, none.stderr.startswith("There is no backup at this place.")) == (1, True)
    elsewhere = home("restore", "x.backup", "--store", "postgresql+psycopg://nobody@localhost/desk")
    assert elsewhere.returncode == 1


def test_a_server_makes_its_own_backups(home: Home) -> None:
    home("backup")
    done = home("restore", str(home.backups[0]), "--store", "postgresql+psycopg://nobody@localhost/desk")
    assert (done.returncode, done.stderr.startswith("The store lies on a server, whose backups are made")) == (1, True)


class Screen(io.StringIO):
    """What is written to a terminal."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_one_line_tells_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    with progress(Speaker()) as tick:
        for done in range(101):
            tick("copying", done, 100)
        tick("checking", 0, 0)
    lines = screen.getvalue().split("\r")
    assert lines[1].strip() == "Copying 0 %"
    assert "Copying 100 %" in lines
    assert len(lines) < 10, "it does not write more often than anybody can read"
    assert lines[-2].strip() == "" and len(lines[-2]) >= len("Copying 100 %"), "the line is wiped at the end"


def test_where_nobody_looks_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.StringIO()
    monkeypatch.setattr(sys, "stderr", pipe)
    with progress(Speaker()) as tick:
        tick("copying", 1, 2)
    assert pipe.getvalue() == ""
