"""The moments of an outage as clerks type them; what the desk's own look proposes."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_desk.clock import ALMATY
from clerk_desk.objection import Objection
from clerk_desk.rules.digits import KAZAKH_ROW
from clerk_desk.rules.outage_proposals import Heard, Proposal, Run, counted, no_network, proposals, unsettled
from clerk_desk.rules.outages import begins_at, ends_at, follows, lies_in, read_time
from data.vocabulary import Channel

EGOV, MEKTEP = Channel.EGOV, Channel.MEKTEP
NOW = dt.datetime(2027, 4, 1, 10, 42, 31, tzinfo=ALMATY)


def at(hour: int, minute: int = 0, day: int = 1) -> dt.datetime:
    return dt.datetime(2027, 4, day, hour, minute, tzinfo=ALMATY)


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("10:05", dt.time(10, 5)),
        ("10.05", dt.time(10, 5)),
        ("10 05", dt.time(10, 5)),
        ("1005", dt.time(10, 5)),
        ("905", dt.time(9, 5)),
        (" 9:05 ", dt.time(9, 5)),
        ('"ққғ', dt.time(10, 5)),
        ('",ің', dt.time(16, 34)),
        ("ұқғ", dt.time(9, 5)),
        ("00:00", dt.time(0, 0)),
        ("24:00", None),
        ("10:60", None),
        ("10:5", None),
        ("10", None),
        ("10:05:00", None),
        ("now", None),
        ("", None),
    ],
)
def test_a_time_is_read_as_it_is_typed(typed: str, time: dt.time | None) -> None:
    assert read_time(typed) == time


@given(st.times())
@settings(max_examples=60)
def test_every_minute_is_read_from_both_digit_rows(time: dt.time) -> None:
    minute = time.replace(second=0, microsecond=0)
    solid = f"{time.hour:02}{time.minute:02}"
    row = solid.translate({ord(digit): letter for digit, letter in zip("1234567890", KAZAKH_ROW, strict=True)})
    assert read_time(solid) == read_time(f"{time.hour}:{time.minute:02}") == read_time(row) == minute


@given(st.text(max_size=12))
@settings(max_examples=150)
def test_whatever_is_typed_is_a_moment_that_is_over_or_a_sentence(text: str) -> None:
    try:
        moment = begins_at(text, NOW)
    except Objection as objection:
        assert objection.code in {"no_time", "in_the_future", "too_long_ago"}
    else:
        assert moment <= NOW and moment.utcoffset() == dt.timedelta(0)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("10:43", "in_the_future"), ("02.04 09:00", "in_the_future"), ("25.03 10:42", "too_long_ago"), ("x", "no_time")],
)
def test_what_is_to_come_or_long_over_is_a_sentence(typed: str, code: str) -> None:
    with pytest.raises(Objection) as raised:
        begins_at(typed, NOW)
    assert raised.value.code == code


def test_nothing_typed_means_this_minute_and_an_earlier_day_is_said_with_its_date() -> None:
    assert begins_at("", NOW) == at(10, 42)
    assert begins_at("31.03 18:05", NOW) == dt.datetime(2027, 3, 31, 18, 5, tzinfo=ALMATY)
    assert begins_at("31.03.2027 1805", NOW) == dt.datetime(2027, 3, 31, 18, 5, tzinfo=ALMATY)
    new_year = dt.datetime(2027, 1, 2, 10, 0, tzinfo=ALMATY)
    assert begins_at("31.12 23:00", new_year) == dt.datetime(2026, 12, 31, 23, 0, tzinfo=ALMATY)


def test_the_end_said_of_this_minute_is_now() -> None:
    assert ends_at("", NOW, at(10)) == ends_at("10:42", NOW, at(10)) == NOW
    assert ends_at("10:41", NOW, at(10)) == at(10, 41)
    assert ends_at("", NOW, at(10, 42)) == NOW


def test_an_outage_lies_behind_the_one_before_also_in_the_same_minute() -> None:
    assert follows(at(10, 42), None) and follows(at(10, 42), NOW) and follows(at(10, 43), NOW)
    assert not follows(at(10, 41), NOW)


def test_both_ends_of_an_outage_belong_to_it() -> None:
    assert lies_in(at(10), at(10), None) and lies_in(at(11), at(10), at(11)) and lies_in(at(23), at(10), None)
    assert not lies_in(at(9, 59), at(10), None) and not lies_in(at(11, 1), at(10), at(11))


# What the desk's own look proposes


def after(*rounds: dict[Channel, Heard]) -> dict[Channel, Run]:
    runs: dict[Channel, Run] = {}
    for number, heard in enumerate(rounds):
        runs = counted(runs, heard, at(10, number))
    return runs


def test_three_failures_in_a_row_propose_an_outage_from_the_first_on() -> None:
    fails, well = {EGOV: Heard.FAILS, MEKTEP: Heard.ANSWERS}, {EGOV: Heard.ANSWERS, MEKTEP: Heard.ANSWERS}
    assert proposals(after(fails, fails), ()) == ()
    assert unsettled(after(fails, fails)) and not unsettled(after(fails, fails, fails))
    assert proposals(after(well, fails, fails, fails), ()) == (Proposal(EGOV, True, at(10, 1)),)
    assert proposals(after(fails, fails, well, fails), ()) == ()
    assert proposals(after(fails, fails, fails), {EGOV}) == ()


def test_two_answers_in_a_row_propose_the_end_of_an_outage_that_is_written_down() -> None:
    well, fails = {EGOV: Heard.ANSWERS}, {EGOV: Heard.FAILS}
    assert proposals(after(fails, well), {EGOV}) == ()
    assert proposals(after(fails, well, well), {EGOV}) == (Proposal(EGOV, False, at(10, 1)),)
    assert proposals(after(fails, well, well), ()) == ()


def test_without_a_network_here_no_portal_is_blamed() -> None:
    gone = {EGOV: Heard.UNREACHED, MEKTEP: Heard.UNREACHED}
    assert no_network(gone) and not no_network({}) and not no_network(gone | {EGOV: Heard.FAILS})
    assert proposals(after(gone, gone, gone, gone), ()) == ()
    fails = {EGOV: Heard.FAILS, MEKTEP: Heard.UNREACHED}
    assert {one.portal for one in proposals(after(fails, gone, fails, fails), ())} == {EGOV, MEKTEP}


def test_an_answer_of_somebody_else_counts_neither_way() -> None:
    fails, unclear = {EGOV: Heard.FAILS}, {EGOV: Heard.UNCLEAR}
    assert proposals(after(unclear, unclear, unclear, unclear), ()) == ()
    assert proposals(after(fails, unclear, fails, unclear, fails), ()) == (Proposal(EGOV, True, at(10, 0)),)
