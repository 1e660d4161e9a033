"""What may follow what, and who still gets a seat."""

from dataclasses import dataclass

import pytest

from clerk_desk.objection import Objection
from clerk_desk.rules import seats, stages
from data.vocabulary import EventKind, Stage

ACTS = (EventKind.ACCEPTED, EventKind.REFUSED, EventKind.WITHDRAWN, EventKind.MOVED, EventKind.REOPENED)
ALLOWED = {
    (Stage.RECEIVED, EventKind.ACCEPTED): Stage.ACCEPTED,
    (Stage.RECEIVED, EventKind.REFUSED): Stage.REFUSED,
    (Stage.RECEIVED, EventKind.WITHDRAWN): Stage.WITHDRAWN,
    (Stage.ACCEPTED, EventKind.WITHDRAWN): Stage.WITHDRAWN,
    (Stage.ACCEPTED, EventKind.MOVED): Stage.ACCEPTED,
    (Stage.ACCEPTED, EventKind.REOPENED): Stage.RECEIVED,
    (Stage.REFUSED, EventKind.REOPENED): Stage.RECEIVED,
}


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("act", ACTS)
def test_an_application_goes_only_where_the_rules_lead(stage: Stage, act: EventKind) -> None:
    if (stage, act) in ALLOWED:
        assert stages.after(stage, act) is ALLOWED[stage, act]
        assert act in stages.acts(stage)
    else:
        with pytest.raises(Objection) as objection:
            stages.after(stage, act)
        assert objection.value.code in ("answered", "withdrawn", "unanswered")
        assert act not in stages.acts(stage)


def test_the_objection_says_the_present_stage() -> None:
    with pytest.raises(Objection) as objection:
        stages.after(Stage.ACCEPTED, EventKind.ACCEPTED)
    assert "already accepted" in str(objection.value)
    with pytest.raises(Objection) as objection:
        stages.after(Stage.WITHDRAWN, EventKind.ACCEPTED)
    assert "withdrawn" in str(objection.value)


def test_a_withdrawn_application_stays_withdrawn() -> None:
    assert stages.acts(Stage.WITHDRAWN) == frozenset()


@dataclass(frozen=True)
class Set:
    letter: str = "Ә"
    language: str = "kk"
    seats: int = 25
    taken: int = 24
    closed: bool = False


def test_the_last_seat_can_be_given() -> None:
    seats.must_have_a_place(Set(), 2027, 2027)
    assert seats.free(Set()) == 1


@pytest.mark.parametrize(
    ("class_set", "year", "code", "told"),
    [
        (Set(taken=25), 2027, "full", "1 «Ә» is full, 25 of 25"),
        (Set(closed=True), 2027, "closed", "1 «Ә» is closed"),
        (Set(), 2026, "not_this_year", "2026"),
    ],
)
def test_nobody_is_accepted_where_there_is_no_place(class_set: Set, year: int, code: str, told: str) -> None:
    with pytest.raises(Objection) as objection:
        seats.must_have_a_place(class_set, year, 2027)
    assert objection.value.code == code and told in str(objection.value)


@pytest.mark.parametrize(
    ("class_set", "free"), [(Set(taken=0), 25), (Set(taken=25), 0), (Set(taken=3, closed=True), 0), (Set(taken=30), 0)]
)
def test_free_seats_are_counted(class_set: Set, free: int) -> None:
    assert seats.free(class_set) == free


@pytest.mark.parametrize(
    ("wanted", "taken", "code"), [(0, 0, "seats_bounds"), (61, 0, "seats_bounds"), (24, 25, "below_accepted")]
)
def test_a_class_set_is_never_made_smaller_than_it_is_full(wanted: int, taken: int, code: str) -> None:
    with pytest.raises(Objection) as objection:
        seats.must_fit(wanted, taken)
    assert objection.value.code == code


@pytest.mark.parametrize(("wanted", "taken"), [(1, 0), (60, 0), (25, 25)])
def test_a_class_set_may_have_from_1_to_60_seats(wanted: int, taken: int) -> None:
    seats.must_fit(wanted, taken)
