"""What several duties' stories begin with."""

import pytest

from clerk_desk.ledgers.fill import Fill


@pytest.fixture
def ids(class_sets: dict[str, Fill]) -> dict[str, int]:
    return {letter: fill.class_set_id for letter, fill in class_sets.items()}
