"""Packages from the command line: exported for a scheduler, listed, checked; the real register typeset in one."""

import json
import shutil
from pathlib import Path
from typing import Any

import pyrage
import pytest

from tests.conftest import ADMINISTRATOR, CLERK
from tests.exporting.days import CANARY, Days, changed, look_at, parts_in
from tests.test_front_door import Done, desk


class Home:
    """A home in which the desk of the two closed days lies."""

    def __init__(self, place: Path, furnished: Path, keyring: Path) -> None:
        self.place, self.folder = place, place / "data" / "clerk-desk"
        self.folder.mkdir(parents=True, mode=0o700)
        shutil.copy(furnished / "desk.db", self.folder / "desk.db")
        shutil.copy(keyring, self.folder / "keyring.json")

    def __call__(self, *arguments: str, who: tuple[str, str, str] = ADMINISTRATOR, **how: Any) -> Done:
        said = how.pop("said", f"{who[2]}\n")
        return desk(self.place, *arguments, "--login", who[0], "--password-stdin", said=said, **how)

    def told(self, *arguments: str, **how: Any) -> tuple[int, dict[str, Any]]:
        done = self(*arguments, "--json", **how)
        assert done.stderr == "", done.stderr
        return done.returncode, json.loads(done.stdout)


@pytest.fixture
def home(tmp_path: Path, _two_days: tuple[Path, Days], _sqlite_furnished: Any, monkeypatch: pytest.MonkeyPatch) -> Home:
    return Home(tmp_path / "home", _two_days[0], _sqlite_furnished.keyring)


def test_the_last_closed_day_is_exported_and_said_in_words(home: Home) -> None:
    done = home("export")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Exported and verified: № 2 of 02.04.2027, 1 application, 0 photos." in done.stdout
    path = home.folder / "exports" / "day-2027-04-02-no2.zip.age"
    assert f"It lies in {path}." in done.stdout
    assert "It opens at this desk only. For a key of your own: clerk-desk export-key FILE" in done.stdout
    again = home("export")
    assert f"The package of this day lies there already, unchanged: {path}." in again.stdout


def test_for_a_scheduler_everything_is_told_as_json(home: Home, stick: Path) -> None:
    code, told = home.told("export", "--date", "2027-04-01", "--plain", "--to", str(stick))
    assert (code, told["ok"], told["number"], told["applications"], told["photos"]) == (0, True, 1, 3, 1)
    package = Path(told["file"])
    assert (package.parent, package.name) == (stick, "day-2027-04-01-no1.zip")
    assert look_at(package.read_bytes()).seal == told["seal"]
    code, listed = home.told("export", "--list")
    assert [(one["number"], one["package"]) for one in listed["days"]] == [(2, ""), (1, package.name)]
    assert "not exported" in home("export", "--list").stdout


def test_an_open_package_is_said_to_lie_open(home: Home, stick: Path) -> None:
    assert "whoever has this file reads every family's data" in home("export", "--plain", "--to", str(stick)).stdout


def test_what_cannot_be_exported_is_a_sentence_and_a_code(home: Home, stick: Path) -> None:
    assert home.told("export", "--date", "03.04.2027")[1]["problems"][0]["code"] == "not_closed"
    code, told = home.told("export", "--to", str(stick))
    assert (code, told["problems"][0]["code"]) == (1, "no_export_key")
    assert home.told("export", "--plain", "--to", str(stick / "gone"))[1]["problems"][0]["code"] == "medium_gone"
    for way in (("export",), ("export", "--list"), ("export-key", str(stick / "key"))):
        said = f"{CLERK[2]}\nбір екі үш төрт\n"
        assert home.told(*way, who=CLERK, said=said)[1]["problems"][0]["code"] == "not_allowed"
    assert home("export", "--date", "someday").returncode == 2
    assert list(stick.iterdir()) == []


def test_verify_knows_the_desk_a_backup_and_a_package(home: Home, stick: Path) -> None:
    home("export", "--date", "2027-04-01")
    sealed = home.folder / "exports" / "day-2027-04-01-no1.zip.age"
    done = home("verify", str(sealed))
    assert (done.returncode, done.stderr) == (0, "")
    assert "The package is whole: № 1 of 01.04.2027, 3 applications," in done.stdout
    assert "This desk made it, and its trail goes on from it." in done.stdout
    assert "The trail is whole" in home("verify").stdout
    backup = Path(home.told("backup")[1]["file"])
    assert "The backup is whole" in home("verify", str(backup)).stdout
    assert home("verify", str(backup), "--key", "x").returncode == 2
    assert home("verify", str(sealed), "--sheet").returncode == 2
    assert home.told("verify", str(stick / "day-gone.zip"))[1]["problems"][0]["code"] == "no_package"
    code, told = home.told("verify", str(sealed), "--head", "f" * 12)
    assert (code, told["problems"][0]["code"]) == (1, "head_unknown")


def test_verify_says_what_is_wrong(home: Home, stick: Path) -> None:
    _, told = home.told("export", "--date", "2027-04-01", "--plain", "--to", str(stick))
    package = Path(told["file"])
    package.write_bytes(changed(package.read_bytes(), "register.csv", b"number\r\n"))
    done = home("verify", str(package))
    assert (done.returncode, done.stderr) == (1, "")
    package.write_bytes(package.read_bytes()[:5000])
    assert "it was cut off at" in home("verify", str(package)).stdout


def test_away_from_the_desk_an_open_package_needs_no_password(home: Home, stick: Path, tmp_path: Path) -> None:
    identity = pyrage.x25519.Identity.generate()
    package = Path(home.told("export", "--plain", "--to", str(stick))[1]["file"])
    away = tmp_path / "away"
    away.mkdir()
    done = desk(away, "verify", str(package))
    assert (done.returncode, done.stderr) == (0, "")
    assert "It was signed with the key" in done.stdout
    key = stick / "key.txt"
    key.write_text(str(identity))
    sealed = stick / "day-sealed.zip.age"
    sealed.write_bytes(pyrage.encrypt(package.read_bytes(), [identity.to_public()]))
    assert desk(away, "verify", str(sealed)).returncode == 1
    done = desk(away, "verify", str(sealed), "--key", str(key), "--password-stdin", said="\n")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_key_is_made_and_packages_are_sealed_to_it(
    home: Home,
    stick: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pyrage.passphrase, "encrypt", lambda text, phrase: b"age-encryption.org/v1\n" + text[::-1])
    file = stick / "key.age"
    done = home("export-key", str(file), said=f"{ADMINISTRATOR[2]}\nбір екі үш төрт\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "under its passphrase" in done.stdout
    code, told = home.told("export", "--to", str(stick))
    assert (code, told["sealed_to"]) == (0, [ADMINISTRATOR[1]])
    assert CANARY.encode() not in Path(told["file"]).read_bytes()
    short = home.told("export-key", str(stick / "other"), said=f"{ADMINISTRATOR[2]}\nshort\n")
    assert short[1]["problems"][0]["code"] == "short_passphrase"
    assert not (stick / "other").exists()


def test_the_register_in_it_is_the_one_that_was_printed(
    tmp_path: Path,
    _two_days: tuple[Path, Days],
    _sqlite_furnished: Any,
    stick: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.undo()
    home = Home(tmp_path / "home", _two_days[0], _sqlite_furnished.keyring)
    for name in ("one", "two"):
        (stick / name).mkdir()
        code, told = home.told("export", "--date", "2027-04-01", "--plain", "--to", str(stick / name))
        assert code == 0, told
    one, two = (next((stick / name).iterdir()).read_bytes() for name in ("one", "two"))
    assert one == two
    (register,) = (part.content for part in parts_in(one) if part.path == "register.pdf")
    assert register.startswith(b"%PDF-")
    import pypdfium2

    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(register))
    assert "2027-0001" in text
    assert _two_days[1].thursday.head[-8:] in text
