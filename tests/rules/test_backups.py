"""Which backups are kept: the newest, the last of each month, the one just made; nothing else is ever named."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_desk.clock import ALMATY
from clerk_desk.rules.backups import names, superfluous, told_by


def name(text: str) -> str:
    """ "04-08 18:30" of the year 2027 as a backup's name."""
    return f"desk-2027-{text.replace(' ', 'T').replace(':', '-')}-05.backup"


def test_a_backup_is_named_by_the_offices_clock() -> None:
    moment = dt.datetime(2027, 4, 8, 13, 30, 5, tzinfo=dt.UTC)
    assert names(moment)[:2] == ("desk-2027-04-08T18-30-05.backup", "desk-2027-04-08T18-30-05-2.backup")
    assert told_by(names(moment)[0]) == (moment, 1)
    assert told_by(names(moment)[1]) == (moment, 2)


@pytest.mark.parametrize(
    "other",
    [
        "desk.db",
        "desk-2027-04-08.backup",
        "desk-2027-04-08T18-30-05.backup.new",
        ".desk-2027-04-08T18-30-05.backup.0123abcd.new",
        "desk-2027-04-31T18-30-05.backup",
        "desk-2027-04-08T18-30-05.backup\n",
        "my desk-2027-04-08T18-30-05.backup",
        "desk-٢٠٢٧-04-08T18-30-05.backup",
        "register.xlsx",
    ],
)
def test_what_bears_another_name_is_no_backup_and_is_never_thrown_away(other: str) -> None:
    assert told_by(other) is None
    assert superfluous([other] * 3 + [name("04-08 18:30")], 0) == []


@pytest.mark.parametrize(
    ("there", "kept", "gone"),
    [
        ([], 3, []),
        (["04-06 18:00", "04-07 18:00", "04-08 18:00"], 3, []),
        (["04-05 18:00", "04-06 18:00", "04-07 18:00", "04-08 18:00"], 3, ["04-05 18:00"]),
        # several in a day: only the order counts
        (["04-08 09:00", "04-08 12:00", "04-08 15:00", "04-08 18:00"], 2, ["04-08 09:00", "04-08 12:00"]),
        # the last of each month outlives the rest of it
        (
            ["01-05 18:00", "01-29 18:00", "02-10 18:00", "02-26 18:00", "03-30 18:00", "04-07 18:00", "04-08 18:00"],
            2,
            ["01-05 18:00", "02-10 18:00"],
        ),
        # the last of the month that was over is thrown away once a later one of it is there
        (["03-30 18:00", "03-31 17:00", "04-07 18:00", "04-08 18:00"], 2, ["03-30 18:00"]),
    ],
)
def test_the_rotation(there: list[str], kept: int, gone: list[str]) -> None:
    assert superfluous([name(one) for one in there], kept) == [name(one) for one in gone]


def test_the_one_just_made_stays_even_if_the_clock_went_back() -> None:
    there = [name(one) for one in ("01-02 18:00", "04-07 18:00", "04-08 18:00", "01-05 18:00")]
    assert superfluous(there, 2, just_made=there[0]) == []
    assert superfluous(there, 2) == [there[0]]


MOMENTS = st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2028, 1, 1), timezones=st.just(ALMATY))


@settings(max_examples=100)
@given(st.lists(MOMENTS, max_size=60), st.integers(1, 40))
def test_the_newest_and_one_of_each_month_are_always_left(moments: list[dt.datetime], kept: int) -> None:
    there = {names(moment)[0] for moment in moments}
    gone = superfluous(there, kept)
    left = there - set(gone)
    assert set(sorted(there)[-kept:]) <= left
    assert {one[:12] for one in left} == {one[:12] for one in there}
    assert len(left) <= kept + len({one[:12] for one in there})
    assert superfluous(left, kept) == []
