"""The wheel holds the whole desk: it is built, put into an empty place, and works from an empty folder."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built without a network, by the build tools that are installed."""
    shelf = tmp_path_factory.mktemp("wheel")
    subprocess.run([*PIP, "wheel", "--no-deps", "--no-index", "--no-build-isolation", "-w", shelf, HOUSE], check=True)
    (made,) = shelf.glob("clerk_desk-*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("installed")
    subprocess.run([*PIP, "install", "--no-deps", "--no-index", "--target", place, wheel], check=True)
    return place


def run(installed: Path, empty: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command from an empty folder; the checkout is out of its sight."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("CLERK_DESK_")},
        "PYTHONPATH": str(installed),
        "HOME": str(empty),
        "XDG_DATA_HOME": str(empty / "data"),
        "XDG_CONFIG_HOME": str(empty / "config"),
    }
    return subprocess.run(
        [str(installed / "bin" / "clerk-desk"), *arguments],
        cwd=empty,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_the_wheel_holds_every_file_of_the_three_packages(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    for package in ("clerk_desk", "screens", "data"):
        for path in (HOUSE / package).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert path.relative_to(HOUSE).as_posix() in packed
    assert {f"clerk_desk/locale/{language}/LC_MESSAGES/clerk_desk.mo" for language in ("kk", "ru")} <= packed
    assert not {name.partition("/")[0] for name in packed if ".dist-info/" not in name} - {
        "clerk_desk",
        "screens",
        "data",
    }


def test_the_installed_command_is_the_one_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    where = "import clerk_desk, data, screens; print(clerk_desk.__file__, data.__file__, screens.__file__)"
    said = subprocess.run(
        [sys.executable, "-c", where],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert all(path.startswith(str(installed)) for path in said.stdout.split())


def test_the_installed_command_checks_an_iin(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "check", "iin", "210331699903", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["born"] == "2021-03-31"


def test_the_installed_command_speaks_kazakh(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "check", "due", "2026-08-28T17:00", "--language", "kk")
    assert "Дс 31.08.2026 18:30" in done.stdout


@pytest.mark.prove
def test_the_installed_command_shows_the_demo_morning(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "demo", "--show")
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 «А»" in done.stdout
    assert list(tmp_path.iterdir()) == [], "the demo leaves nothing behind"
