"""The house keeps its own order: layers, names, a light front door, a lock without an address."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

HOUSE = Path(__file__).parents[1]
PACKAGES = ("clerk_desk", "screens", "data")
SOURCES = sorted(path for package in PACKAGES for path in (HOUSE / package).rglob("*.py"))
COMMITTED = sorted(
    path
    for path in HOUSE.rglob("*")
    if path.is_file()
    and not {".git", ".venv", "__pycache__", "build", "dist"} & set(path.relative_to(HOUSE).parts)
    and not any(part.endswith("_cache") or part == ".hypothesis" for part in path.relative_to(HOUSE).parts)
)


def modules_after(*code: str) -> set[str]:
    """The modules that a fresh Python holds after it has run the code."""
    script = "\n".join((*code, "import sys; print(*sys.modules)"))
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=HOUSE, capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stdout.splitlines()[-1].split())


def test_the_layers_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=HOUSE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_three_packages_import_nothing_when_they_are_named() -> None:
    for package in PACKAGES:
        tree = ast.parse((HOUSE / package / "__init__.py").read_text("utf-8"))
        assert not [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        named = [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
        assert set(named) <= {"os"}  # to set, before Textual is read, how it behaves


def test_no_room_bears_a_name_that_says_nothing() -> None:
    nothing = re.compile(r"(^|_)(utils?|helpers?|common|base|managers?|handlers?|misc|services?)($|_)")
    assert not [path for path in SOURCES if nothing.search(path.stem)]


def test_help_needs_neither_store_nor_screen() -> None:
    loaded = modules_after(
        "from clerk_desk.__main__ import main",
        "import contextlib, io",
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit): main(['--help'])",
    )
    heavy = {"textual", "rich", "sqlmodel", "sqlalchemy", "pydantic", "alembic", "PIL", "phonenumbers", "cryptography"}
    assert not heavy & loaded
    assert not {name for name in loaded if name.startswith(("data.", "screens", "clerk_desk.duties"))}


def test_the_lock_has_hashes_and_names_no_address() -> None:
    lock = (HOUSE / "requirements.lock").read_text("utf-8")
    assert "://" not in lock
    assert "index" not in lock
    pinned = re.findall(r"^[a-z0-9][\w.-]*==\S+.*\\\n    --hash=sha256:", lock, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^\S+==", lock, re.MULTILINE)) > 30


def test_the_lock_holds_everything_the_project_asks_for() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {re.split(r"[\[<>=~!; ]", line)[0].lower() for line in asked}
    locked = set(re.findall(r"^([a-z0-9][\w.-]*)==", (HOUSE / "requirements.lock").read_text("utf-8"), re.MULTILINE))
    assert names <= locked


def test_the_integration_runs_exactly_the_tests() -> None:
    script = HOUSE / ".ci" / "run"
    assert os.access(script, os.X_OK)
    commands = [
        line for line in script.read_text("utf-8").splitlines() if line and not line.startswith(("#", "set ", "cd "))
    ]
    assert commands == ["exec make test"]


def test_the_data_folder_is_not_ignored() -> None:
    """A package builder silently drops what git ignores."""
    ignored = (HOUSE / ".gitignore").read_text("utf-8").split()
    assert not [line for line in ignored if line.strip("/") in PACKAGES]


def test_nothing_names_the_machine_it_was_written_on() -> None:
    named = re.compile(r"/root/|/home/[a-z]+/|[A-Z]:\\Users")
    texts = {path: path.read_bytes().decode("utf-8", "ignore") for path in COMMITTED if path != Path(__file__)}
    assert not [path for path, text in texts.items() if named.search(text)]
