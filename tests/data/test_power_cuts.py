"""The power goes while a store of the first release is migrated: the old store stands, or the new one, and whole."""

import multiprocessing
import random
import sys
from pathlib import Path
from typing import Any

import pytest

from data.law import Law
from data.migrations import REVISIONS
from tests.data.first_release import KEY, backups, is_whole, revision, rows_of
from tests.data.interrupted import open_and_die, open_when_told

STATEMENTS_TO_DIE_AT = {
    "sqlite": (
        "NAME",
        "CREATE TABLE issued_paper",
        "INSERT INTO audit_line_wider",
        "DROP TABLE audit_line",
        "DROP TABLE child",
        "COMMIT",
    ),
    "postgres": ("CREATE TABLE issued_paper", "ALTER TABLE audit_line", "COMMIT"),
}
MOMENTS_TO_PROVE = 60


def _processes() -> Any:
    context: Any = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
    if hasattr(context, "set_forkserver_preload"):
        context.set_forkserver_preload(["tests.data.interrupted", "tests.test_race"])
    return context


def test_a_power_cut_in_the_middle_leaves_the_old_store_and_it_is_migrated_then(
    database: str, old: str, law: Law
) -> None:
    before = rows_of(old)
    for at in STATEMENTS_TO_DIE_AT[database]:
        process = _processes().Process(target=open_and_die, args=(old, KEY, at))
        process.start()
        process.join(30)
        assert process.exitcode not in (0, 1, None), f"it was not stopped at {at}"
        assert revision(old) == REVISIONS[0], at
        assert rows_of(old) == before, at
        if at == "NAME":
            assert backups(old) == [], "half a backup is not called one"
    is_whole(old, law)
    assert rows_of(old) == before
    assert all(revision(f"sqlite:///{place}") == REVISIONS[0] for place in backups(old))


@pytest.mark.prove
def test_a_power_cut_at_any_moment_leaves_the_old_store_or_the_new_one(
    database: str, request: pytest.FixtureRequest, tmp_path: Path, law: Law
) -> None:
    chance, found = random.Random(8), dict.fromkeys(REVISIONS, 0)
    before = None
    for round_ in range(MOMENTS_TO_PROVE):
        if database == "sqlite":
            folder = tmp_path / str(round_)
            folder.mkdir()
            url = request.getfixturevalue("old_file")(folder)
        else:
            url = request.getfixturevalue("old_database")()
        before = before or rows_of(url)
        here, there = multiprocessing.Pipe()
        process = _processes().Process(target=open_when_told, args=(url, KEY, there))
        process.start()
        here.recv()
        process.join(chance.uniform(0.0, 0.8))
        process.kill()
        process.join()
        found[revision(url)] += 1
        assert rows_of(url) == before
        is_whole(url, law)
    print(f"\n{database}: {MOMENTS_TO_PROVE} power cuts during the migration: {found}, every row kept each time")
    # Through all revisions in one transaction: never the one in between.
    assert {name for name, often in found.items() if often} == {REVISIONS[0], REVISIONS[-1]}
