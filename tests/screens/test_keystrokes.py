"""The clerk types as little as possible: the keys beside the data are counted on the real desk, and held."""

from pathlib import Path

import pytest

from benchmarks.keystrokes import BY_HAND, WITH_SCANNER, measure

BAR = 21
"""Keys of a complete intake beside the characters of the data, as the README tells; the aim was 30."""


async def test_a_complete_intake_by_hand_needs_few_keys_beside_its_data(tmp_path: Path) -> None:
    count = await measure(tmp_path, BY_HAND)
    assert len(count.overhead) <= BAR
    assert count.data == sum(len(typed) for typed in BY_HAND if typed[0] not in "<[|")


@pytest.mark.prove
async def test_with_a_scanner_fewer_characters_are_typed_and_not_a_key_more(tmp_path: Path) -> None:
    count = await measure(tmp_path, WITH_SCANNER)
    assert len(count.overhead) <= BAR
    assert count.data == sum(len(typed) for typed in BY_HAND if typed[0] not in "<[|") - 9 - 6 - 12 - 12
