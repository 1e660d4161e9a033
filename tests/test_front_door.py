"""The front door from outside: what is typed after the command's name, and what is answered, with which exit code."""

import contextlib
import io
import json
import os
import resource
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pytest

from clerk_desk.__main__ import main
from clerk_desk.errands.report import Report, complain, plain
from clerk_desk.language import Speaker
from tests.walks.terminal import Terminal

HOUSE = Path(__file__).parents[1]
PASSWORD = "three green apples"
SCHOOL = {
    "--name-kk": "Үлгі мектеп",
    "--name-ru": "Школа-образец",
    "--bin": "210340000003",
    "--head": "Үлгі Г.",
    "--address": "Үлгі көшесі, 1",
    "--phone": "+7 727 200 00 00",
    "--login": "serik",
    "--full-name": "Серік Үлгі",
}


def surroundings(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CLERK_DESK_", "XDG_"))}
    return kept | {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "PYTHONPATH": str(HOUSE),
        "TERM": "xterm-256color",
    }


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


def desk(home: Path, *arguments: str, said: str = "", **more: str) -> Done:
    """The command as a script would run it: no terminal, `said` on standard input."""
    out, err = io.StringIO(), io.StringIO()
    with (
        mock.patch.dict(os.environ, surroundings(home) | more, clear=True),
        mock.patch("sys.stdin", io.StringIO(said)),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        contextlib.chdir(home),
    ):
        try:
            code = main(list(arguments))
        except SystemExit as left:
            code = int(left.code or 0)
    return Done(code, out.getvalue(), err.getvalue())


def founded(home: Path, *more: str, **instead: str) -> Done:
    words = [part for name, word in (SCHOOL | instead).items() for part in (name, word)]
    return desk(home, "init", "--password-stdin", *words, *more, said=f"{PASSWORD}\n")


@pytest.fixture(autouse=True)
def nobody_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What runs in this very process must not read the settings of whoever runs the tests."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a real desk: two class-sets, one administrator."""
    place = tmp_path_factory.mktemp("home")
    (place / "sets.csv").write_text("letter;language;seats;shift\nӘ;kk;25;1\nВ;ru;20\n", "utf-8")
    done = founded(place, "--class-sets", "sets.csv")
    assert done.returncode == 0, done.stderr
    return place


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, object]]:
    code = main([*arguments, "--json"])
    answered = json.loads(capsys.readouterr().out)
    assert set(answered) >= {"ok", "problems"}
    assert all(set(problem) == {"severity", "code", "message"} for problem in answered["problems"])
    return code, answered


# The checks


@pytest.mark.parametrize(
    ("number", "code", "problems", "born", "sex"),
    [
        ("210331699903", 0, [], "2021-03-31", "female"),
        ("210115599902", 0, [], "2021-01-15", "male"),
        ("210515599670", 0, [], "2021-05-15", "male"),
        ("900312499911", 0, [], "1990-03-12", "female"),
        ("210 331 699 903", 0, [], "2021-03-31", "female"),
        ("210515599611", 1, ["iin_check_digit"], None, None),
        ("900101300800", 1, ["iin_check_digit"], None, None),
        ("21033169990", 1, ["iin_length"], None, None),
        ("", 1, ["iin_digits"], None, None),
        ("not an iin", 1, ["iin_digits"], None, None),
    ],
)
def test_an_iin_is_checked(
    capsys: pytest.CaptureFixture[str], number: str, code: int, problems: list[str], born: object, sex: object
) -> None:
    exit_code, answered = asked(capsys, "check", "iin", number)
    assert (exit_code, answered["ok"]) == (code, code == 0)
    assert [problem["code"] for problem in answered["problems"]] == problems  # type: ignore[attr-defined]
    assert (answered["born"], answered["sex"]) == (born, sex)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-04-30T10:00", "2026-05-04T18:30:00+05:00"),
        ("2026-08-28T17:00", "2026-08-31T18:30:00+05:00"),
        ("2025-08-29T17:00", "2025-09-02T18:30:00+05:00"),
        ("2027-05-14T09:30", "2027-05-17T18:30:00+05:00"),
        ("2026-08-28T12:00Z", "2026-08-31T18:30:00+05:00"),
    ],
)
def test_the_due_moment_of_a_paper_is_told(capsys: pytest.CaptureFixture[str], received: str, due: str) -> None:
    code, answered = asked(capsys, "check", "due", received)
    assert (code, answered["ok"], answered["problems"], answered["due"]) == (0, True, [], due)


def test_the_target_is_the_same_time_on_the_next_working_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(capsys, "check", "due", "2026-08-28T17:00")[1]["target"] == "2026-08-31T17:00:00+05:00"


def test_a_paper_outside_hours_or_window_is_only_warned_of(capsys: pytest.CaptureFixture[str]) -> None:
    code, answered = asked(capsys, "check", "due", "2026-10-04T20:00")
    assert code == 0
    warned = [(problem["severity"], problem["code"]) for problem in answered["problems"]]  # type: ignore[attr-defined]
    assert warned == [("warning", "outside_window"), ("warning", "outside_hours")]


@pytest.mark.parametrize(
    ("born", "year", "code", "turns_six", "must"),
    [
        ("2021-12-31", "2027", 0, "2027-12-31", False),
        ("31.12.2021", "2027", 0, "2027-12-31", False),
        ("2021-09-01", "2027", 0, "2027-09-01", True),
        ("2022-01-01", "2027", 1, "2028-01-01", False),
        ("2020-02-29", "2027", 0, "2026-03-01", True),
    ],
)
def test_an_age_is_checked(
    capsys: pytest.CaptureFixture[str], born: str, year: str, code: int, turns_six: str, must: bool
) -> None:
    exit_code, answered = asked(capsys, "check", "age", born, "--year", year)
    assert (exit_code, answered["turns_six"], answered["must_be_admitted"]) == (code, turns_six, must)
    assert answered["eligible"] is (code == 0)


def test_checks_answer_in_words_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "due", "2026-08-28T17:00"]) == 0
    assert "the answer is due Mon 31.08.2026 18:30 at the latest" in capsys.readouterr().out
    assert main(["check", "age", "2022-01-01", "--year", "2027"]) == 1
    assert capsys.readouterr().out.startswith("Turns six in 2028: not this year.")


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "iin"],
        ["check", "due", "yesterday", "--json"],
        ["check", "due", "2026-08-28", "--json"],
        ["check", "age", "2021-02-30", "--json"],
        ["check", "age", "2021-12-31", "--year", "soon"],
        ["chekc", "iin", "210331699903"],
        ["check", "iin", "210331699903", "--jsn"],
        ["--language", "fr"],
    ],
)
def test_bad_usage_is_told_beside_the_answer(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    told = capsys.readouterr()
    assert (left.value.code, told.out) == (2, "")
    assert told.err.startswith("usage: clerk-desk")


# Without a desk, without a terminal


def test_without_a_desk_one_sentence_says_what_to_do(tmp_path: Path) -> None:
    for arguments in ([], ["waiting"], ["class-sets", "--json"], ["verify"], ["recover"]):
        done = desk(tmp_path, *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == "There is no desk here yet: set one up with: clerk-desk init\n"
    assert list(tmp_path.iterdir()) == [], "asking makes no file"


def test_without_a_terminal_one_sentence_says_so(home: Path, tmp_path: Path) -> None:
    for place, arguments in ((home, []), (tmp_path, ["demo"])):
        done = desk(place, *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.count("\n") == 1
        assert "needs a terminal" in done.stderr


def test_a_terminal_that_can_show_nothing_is_none(home: Path) -> None:
    with Terminal([sys.executable, "-m", "clerk_desk"], env=surroundings(home) | {"TERM": "dumb"}, cwd=home) as dumb:
        assert dumb.until_ended() == 2
        assert "The desk needs a terminal" in dumb.screen()


def test_nobody_to_ask_is_a_sentence(home: Path, tmp_path: Path) -> None:
    assert desk(home, "waiting").returncode == 2
    assert "no terminal to ask on" in desk(home, "waiting").stderr
    assert "--password-stdin" in desk(home, "waiting", "--login", "serik").stderr
    assert desk(tmp_path, "init").returncode == 2


# Setting up


def test_a_desk_is_set_up_in_files_of_the_owner_alone(home: Path) -> None:
    folder = home / "data" / "clerk-desk"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = list(folder.iterdir())
    assert {"desk.db", "keyring.json"} <= {file.name for file in files}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_the_recovery_sheet_is_printed_once_and_opens_the_desk(tmp_path: Path) -> None:
    sheet = founded(tmp_path).stdout
    assert "keep it in the safe" in sheet
    (code,) = [line.strip() for line in sheet.splitlines() if line.count("-") == 5]
    secrets = f"{code}\nfour yellow pears\n"
    recovered = desk(tmp_path, "recover", "--login", "serik", "--secrets-stdin", said=secrets)
    assert recovered.returncode == 0, recovered.stderr
    assert desk(tmp_path, "verify", "--login", "serik", "--password-stdin", said="four yellow pears\n").returncode == 0
    assert desk(tmp_path, "verify", "--login", "serik", "--password-stdin", said=f"{PASSWORD}\n").returncode == 1


def test_a_wrong_recovery_code_changes_nothing(home: Path) -> None:
    wrong = desk(home, "recover", "--login", "serik", "--secrets-stdin", said="AAAAA-AAAAA\nfour yellow pears\n")
    assert wrong.returncode == 1
    assert "Compare it sign by sign" in wrong.stderr


def test_nothing_is_set_up_over_a_desk(home: Path) -> None:
    before = {file: file.read_bytes() for file in (home / "data" / "clerk-desk").iterdir()}
    again = founded(home)
    assert (again.returncode, again.stdout) == (1, "")
    assert "There is a desk here already" in again.stderr
    assert {file: file.read_bytes() for file in (home / "data" / "clerk-desk").iterdir()} == before


@pytest.mark.parametrize(
    ("name", "word", "said"),
    [
        ("--bin", "210340000004", "One of the digits does not fit"),
        ("--bin", "2103", "A BIN has 12 digits"),
        ("--name-kk", " ", "Please write something here"),
        ("--login", "no spaces please", "A sign-in name"),
    ],
)
def test_what_cannot_stand_on_the_papers_is_not_set_up(tmp_path: Path, name: str, word: str, said: str) -> None:
    done = founded(tmp_path, **{name: word})
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_weak_password_sets_nothing_up(tmp_path: Path) -> None:
    words = [part for name, word in SCHOOL.items() for part in (name, word)]
    done = desk(tmp_path, "init", "--password-stdin", *words, said="1234\n")
    assert done.returncode == 1
    assert "at least 10 characters" in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_list_of_class_sets_that_cannot_be_read_sets_nothing_up(tmp_path: Path) -> None:
    (tmp_path / "sets.csv").write_text("Ә;kk;many\n", "utf-8")
    assert "Line 1: seats and shift must be whole numbers" in founded(tmp_path, "--class-sets", "sets.csv").stderr
    assert "cannot be read" in founded(tmp_path, "--class-sets", "no.csv").stderr
    assert not (tmp_path / "data").exists()


def test_whoever_sits_at_a_terminal_is_asked_until_it_is_right(tmp_path: Path) -> None:
    argv = [sys.executable, "-m", "clerk_desk", "init"]
    with Terminal(argv, 100, 40, env=surroundings(tmp_path), cwd=tmp_path) as terminal:
        for prompt, typed in (
            ("name in Kazakh:", "Үлгі мектеп"),
            ("name in Russian:", "Школа"),
            ("BIN:", "210340000004"),
            ("does not fit", "210340000003"),
            ("Head of the school:", "Үлгі"),
            ("Address:", "Үлгі көшесі, 1"),
            ("Phone:", "+7 727 200 00 00"),
            ("sign-in name:", "serik"),
            ("full name:", "Серік Үлгі"),
            ("New password", "short"),
            ("at least 10 characters", PASSWORD),
            ("once more:", PASSWORD),
        ):
            terminal.until(prompt)
            terminal.type(f"{typed}\r")
        shown = terminal.until("The desk is set up")
        assert "RECOVERY SHEET" in shown
        assert PASSWORD not in shown
        assert terminal.until_ended() == 0


# Questions that need a sign-in


def signed_in(home: Path, *arguments: str, password: str = PASSWORD) -> Done:
    return desk(home, *arguments, "--login", "serik", "--password-stdin", said=f"{password}\n")


def test_the_class_sets_are_told(home: Path) -> None:
    told = signed_in(home, "class-sets")
    assert told.returncode == 0
    assert "1 «Ә»" in told.stdout
    answered = json.loads(signed_in(home, "class-sets", "--json").stdout)
    (kk, ru) = answered["languages"]
    assert (answered["ok"], kk["language"], kk["free"], ru["class_sets"][0]["letter"]) == (True, "kk", 25, "В")


def test_what_waits_is_told(home: Path) -> None:
    answered = json.loads(signed_in(home, "waiting", "--json").stdout)
    assert (answered["ok"], answered["waiting"]) == (True, [])
    assert "nothing waits" in signed_in(home, "waiting").stdout


def test_the_trail_is_verified_and_every_sign_in_stands_in_it(home: Path) -> None:
    first = json.loads(signed_in(home, "verify", "--json").stdout)
    second = json.loads(signed_in(home, "verify", "--json").stdout)
    assert first["ok"]
    assert second["ok"]
    assert second["count"] == first["count"] + 2  # signed out, signed in
    assert len(second["head"]) == 64


def test_a_wrong_password_is_a_rules_no(home: Path) -> None:
    answered = signed_in(home, "waiting", "--json", password="not the password")
    assert answered.returncode == 1
    assert [problem["code"] for problem in json.loads(answered.stdout)["problems"]] == ["wrong_password"]
    assert signed_in(home, "verify").returncode == 0  # and the next right one is let in


def test_the_store_of_another_keyring_is_a_sentence(home: Path, tmp_path: Path) -> None:
    founded(tmp_path)
    other = str(tmp_path / "data" / "clerk-desk" / "keyring.json")
    done = desk(home, "waiting", "--login", "serik", "--password-stdin", "--keyring", other, said=f"{PASSWORD}\n")
    assert done.returncode == 1
    assert "do not belong together" in done.stdout


# Settings, pipes, faults


def test_a_bad_setting_is_a_sentence_and_help_still_helps(tmp_path: Path) -> None:
    done = desk(tmp_path, "check", "iin", "210331699903", CLERK_DESK_IDLE_MINUTES="soon")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("The setting idle_minutes is soon")
    assert desk(tmp_path, "--help", CLERK_DESK_IDLE_MINUTES="soon").returncode == 0


def test_the_language_of_the_settings_speaks(tmp_path: Path) -> None:
    due = desk(tmp_path, "check", "due", "2026-08-28T17:00", CLERK_DESK_LANGUAGE="ru")
    assert "Пн 31.08.2026 18:30" in due.stdout


def test_a_reader_that_went_away_is_no_fault(tmp_path: Path) -> None:
    argv = [sys.executable, "-m", "clerk_desk", "check", "due", "2026-08-28T17:00"]
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            argv, env=surroundings(tmp_path), stdout=writing, stderr=subprocess.PIPE, text=True, check=False
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (141, "")


def test_a_fault_has_a_number_and_no_value(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object) -> int:
        raise KeyError("210331699903")

    monkeypatch.setattr("clerk_desk.errands.checks.run", broken)
    assert main(["check", "iin", "210331699903", "--folder", str(tmp_path)]) == 70
    told, written = capsys.readouterr(), (tmp_path / "faults.log").read_text("utf-8")
    assert "no. 1" in told.err
    assert "KeyError" in written
    for text in (told.out, told.err, written):
        assert "210331699903" not in text
        assert "Traceback" not in text


def test_what_steers_a_terminal_is_not_printed(capsys: pytest.CaptureFixture[str]) -> None:
    hostile = "Әлихан\x1b]0;x\x07\x9b31m\u202e[b]{x}"
    report = Report(Speaker(), [hostile], facts={"child": hostile})
    report.deliver(as_json=False)
    complain(hostile)
    told = capsys.readouterr()
    assert told.out == told.err == "Әлихан·]0;x··31m·[b]{x}\n"
    report.deliver(as_json=True)
    written = capsys.readouterr().out
    assert plain(written) == written
    assert json.loads(written)["child"] == hostile, "scripts read the very same text"


def test_a_machine_without_kazakh_letters_still_answers(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "clerk_desk", "check", "due", "2026-08-28T17:00", "--language", "kk"],
        env=surroundings(tmp_path) | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_help_is_there_at_once(tmp_path: Path) -> None:
    """Held against Python itself in the same minute, byte-compiled as an installed program is."""
    environment = surroundings(tmp_path) | {"PYTHONPYCACHEPREFIX": str(tmp_path / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def worked(*arguments: str) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], env=environment, stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime

    both = [(worked("-m", "clerk_desk", "--help"), worked("-c", "import argparse, dataclasses")) for _ in range(6)]
    assert min(help for help, _ in both) < 4 * min(python for _, python in both)
