"""How long the desk waits after wrong passwords."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_desk.rules.throttle import FREE, LONGEST, left, wait

NOW = dt.datetime(2027, 4, 1, 5, 42, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("misses", "seconds"), [(0, 0), (2, 0), (3, 5), (4, 10), (5, 20), (8, 160), (9, 300), (10, 300), (10**6, 300)]
)
def test_the_first_are_free_then_each_costs_more(misses: int, seconds: int) -> None:
    assert wait(misses) == seconds


def test_the_wait_runs_down_to_nothing() -> None:
    assert left(5, NOW, NOW) == 20
    assert left(5, NOW, NOW + dt.timedelta(seconds=19, milliseconds=1)) == 1
    assert left(5, NOW, NOW + dt.timedelta(seconds=20)) == 0


def test_a_clock_set_back_shortens_nothing() -> None:
    assert left(5, NOW, NOW - dt.timedelta(days=1)) == 20


@settings(max_examples=50)
@given(st.integers(0, 10**6), st.integers(-(10**6), 10**6))
def test_nobody_waits_longer_than_five_minutes(misses: int, seconds: int) -> None:
    assert 0 <= left(misses, NOW, NOW + dt.timedelta(seconds=seconds)) <= LONGEST
    assert wait(misses) <= wait(misses + 1)
    assert (wait(misses) == 0) == (misses < FREE)
