"""What several duties' stories begin with, and which of them are told on a server at each run."""

from collections import Counter
from pathlib import Path

import pytest

from clerk_desk.ledgers.fill import Fill

HERE = Path(__file__).parent
RACES = ("test_two_desks.py",)
STORIES = 2
"""So many of a file's stories are told on both databases at each run; a test is marked `server` to be one more."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The duties do not know on what they stand: a race is run on both databases, and of the rest some."""
    told: Counter[Path] = Counter()
    for item in items:
        params = getattr(getattr(item, "callspec", None), "params", {})
        if params.get("database") != "postgres" or HERE not in item.path.parents or item.path.name in RACES:
            continue
        if item.get_closest_marker("prove") or item.get_closest_marker("server"):
            continue
        if told[item.path] == STORIES:
            item.add_marker(pytest.mark.prove)
        else:
            told[item.path] += 1


@pytest.fixture
def ids(class_sets: dict[str, Fill]) -> dict[str, int]:
    return {letter: fill.class_set_id for letter, fill in class_sets.items()}
