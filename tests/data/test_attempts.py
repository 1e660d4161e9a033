"""The tally of wrong passwords: it outlives a restart and a damaged file shuts nobody out."""

import datetime as dt
import stat
from pathlib import Path

import pytest

from data.attempts import EVERYBODY, LONGEST, Attempts, Tally

NOW = dt.datetime(2027, 4, 1, 5, 42, tzinfo=dt.UTC)


def test_misses_are_there_after_a_restart(tmp_path: Path) -> None:
    for _ in range(3):
        with Attempts(tmp_path / "attempts.json").changing() as tally:
            tally.miss("aigul", NOW)
    with Attempts(tmp_path / "attempts.json").changing() as tally:
        for name in ("aigul", EVERYBODY):
            misses = tally.of(name)
            assert misses is not None and misses.count == 3 and misses.last == NOW
        assert tally.of("gulnar") is None


def test_misses_are_written_even_if_the_desk_then_objects(tmp_path: Path) -> None:
    with pytest.raises(KeyError), Attempts(tmp_path / "a.json").changing() as tally:
        tally.miss("aigul", NOW)
        raise KeyError
    with Attempts(tmp_path / "a.json").changing() as tally:
        assert tally.of("aigul") is not None


def test_a_right_password_wipes_the_slate(tmp_path: Path) -> None:
    with Attempts(tmp_path / "a.json").changing() as tally:
        tally.miss("aigul", NOW)
        tally.miss("aigul", NOW)
        tally.miss("gulnar", NOW)
        assert tally.forget("aigul") == 2
        assert tally.of("aigul") is None and tally.of(EVERYBODY) is None and tally.of("gulnar") is not None
        assert tally.forget("aigul") == 0


def test_no_name_stands_in_the_file(tmp_path: Path) -> None:
    """A password typed where the name belongs must not lie there in clear."""
    path = tmp_path / "deep" / "a.json"
    with Attempts(path).changing() as tally:
        tally.miss("kok aspan kun", NOW)
    assert b"aspan" not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"a": 1}', b'{"a": {"count": "x", "last": "y"}}', b'{"a": {}}', b"\xff"]
)
def test_a_damaged_file_counts_as_empty(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.json").write_bytes(content)
    with Attempts(tmp_path / "a.json").changing() as tally:
        assert tally.of("aigul") is None
        tally.miss("aigul", NOW)
    with Attempts(tmp_path / "a.json").changing() as tally:
        assert tally.of("aigul") is not None


def test_a_clock_set_back_lets_a_wait_end() -> None:
    tally = Tally({})
    tally.miss("aigul", NOW + dt.timedelta(days=30))
    tally.steady(NOW)
    misses = tally.of("aigul")
    assert misses is not None and misses.last == NOW and misses.count == 1


def test_guessing_names_does_not_fill_the_disk() -> None:
    tally = Tally({})
    for n in range(LONGEST + 50):
        tally.miss(f"name{n}", NOW + dt.timedelta(seconds=n))
    assert len(tally.rows) == LONGEST
    everybody = tally.of(EVERYBODY)
    assert everybody is not None and everybody.count == LONGEST + 50
    assert tally.of("name0") is None and tally.of(f"name{LONGEST + 49}") is not None
