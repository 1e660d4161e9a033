"""Six years reached in the calendar year of the intake: the rule that parents ask about most."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_desk.rules import eligibility

TODAY = dt.date(2027, 4, 1)


@pytest.mark.parametrize(
    ("born", "line"),
    [
        (dt.date(2021, 11, 14), "turns six on 2027-11-14: eligible"),
        (dt.date(2021, 4, 2), "turns six on 2027-04-02: eligible"),
        (dt.date(2021, 4, 1), "turned six on 2027-04-01: eligible"),
        (dt.date(2021, 12, 31), "turns six on 2027-12-31: eligible"),
        (dt.date(2022, 1, 1), "turns six in 2028: not this year"),
        (dt.date(2020, 6, 30), "turned six on 2026-06-30: eligible"),
        (dt.date(2020, 2, 29), "turned six on 2026-03-01: eligible"),
    ],
)
def test_the_age_line_explains_itself(born: dt.date, line: str) -> None:
    assert str(eligibility.line(born, 2027, TODAY)) == line


@pytest.mark.parametrize(
    ("born", "code", "blocks"),
    [
        (dt.date(2022, 1, 1), "too_young", True),
        (dt.date(2026, 1, 1), "too_young", True),
        (dt.date(2027, 4, 2), "born_ahead", True),
        (dt.date(2019, 12, 31), "older_child", False),
        (dt.date(1988, 11, 5), "older_child", False),
    ],
)
def test_a_child_who_is_too_young_waits_and_one_who_is_much_older_is_asked_about(
    born: dt.date, code: str, blocks: bool
) -> None:
    (remark,) = eligibility.check(born, 2027, TODAY, "child.born")
    assert (remark.code, remark.blocks, remark.field) == (code, blocks, "child.born")


@pytest.mark.parametrize("born", [dt.date(2021, 12, 31), dt.date(2021, 1, 1), dt.date(2020, 1, 1)])
def test_a_child_of_the_usual_age_needs_no_remark(born: dt.date) -> None:
    assert eligibility.check(born, 2027, TODAY) == ()


@pytest.mark.parametrize(("born", "must"), [(dt.date(2021, 9, 1), True), (dt.date(2021, 9, 2), False)])
def test_six_by_the_first_of_september_must_be_admitted_later_is_the_parents_wish(born: dt.date, must: bool) -> None:
    age = eligibility.age(born, 2027)
    assert age.eligible and age.must is must


def test_a_child_of_29_february_turns_six_on_1_march_of_a_common_year() -> None:
    assert eligibility.age(dt.date(2020, 2, 29), 2026).turns_six == dt.date(2026, 3, 1)
    assert eligibility.birthday(dt.date(2020, 2, 29), 2028) == dt.date(2028, 2, 29)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2040, 12, 31)), st.integers(2020, 2040))
def test_the_calendar_year_of_birth_alone_decides(born: dt.date, year: int) -> None:
    assert eligibility.age(born, year).eligible is (born.year <= year - 6)
    assert any(r.code == "too_young" for r in eligibility.check(born, year)) is (born.year > year - 6)
