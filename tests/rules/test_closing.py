"""The till of the evening, without a store: what balances, what differs, what counts as explained."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_desk.objection import Message, Objection
from clerk_desk.rules.balance import (
    ChainSeen,
    Moves,
    Numbers,
    SetCount,
    Standing,
    after,
    balanced,
    moves_of,
    seats_hold,
    trail_whole,
    without_a_gap,
    year_adds_up,
)
from clerk_desk.rules.closing import (
    SHORTEST,
    Check,
    Item,
    Looked,
    Must,
    counted_by_hand,
    explained,
    explanation_said,
    printed_fits,
    same_tail,
)
from clerk_desk.rules.layouts import KAZAKH, RUSSIAN, typed_under
from clerk_desk.rules.stages import FOLLOWS
from data.vocabulary import EventKind, Stage

HEAD = "ab" * 28 + "c0ffee19"
DIFFERS = Item("folders", Check.FOLDERS, Must.EXPLAIN, Message("Counted {counted}.", {"counted": 3}))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from([*EventKind]), max_size=8), max_size=6))
def test_whatever_the_stages_allow_the_trail_and_the_rows_agree(wishes: list[list[EventKind]]) -> None:
    """Each list is an application: what its stage allows happens, all else is passed over."""
    acts: list[tuple[EventKind, dict[str, object]]] = []
    rows = dict.fromkeys(Stage, 0)
    for wished in wishes:
        stage = Stage.RECEIVED
        acts.append((EventKind.APPLICATION_RECEIVED, {}))
        for event in wished:
            if (stage, event) in FOLLOWS:
                acts.append((event, {"before": str(stage), "class_set": "А" if stage is Stage.ACCEPTED else ""}))
                stage = FOLLOWS[stage, event]
        rows[stage] += 1
    moves, now = moves_of(acts), Standing(*(rows[stage] for stage in Stage))
    assert balanced(Standing(), moves, now) == ()
    assert after(Standing(2, 1, 1, 0), moves).all == now.all + 4
    assert balanced(Standing(), moves, replace(now, waiting=now.waiting + 1))[0].key == "balance:waiting"


def test_yesterdays_answer_taken_back_today_waits_again() -> None:
    moves = moves_of([(EventKind.REOPENED, {"before": "accepted"}), (EventKind.REOPENED, {"before": "refused"})])
    assert moves == Moves(reopened_accepted=1, reopened_refused=1)
    assert after(Standing(0, 5, 2, 0), moves) == Standing(2, 4, 1, 0)


def test_a_seat_that_nobody_was_given_is_named() -> None:
    held, lost = SetCount("А", 2, 2, 2), SetCount("Ә", 3, 2, 2)
    (item,) = seats_hold([held, lost])
    assert str(item.message) == "1 «Ә»: 3 seats taken, 2 applications accepted, 2 acceptances stand."
    assert seats_hold([SetCount("А", 2, 2, 1)]) and seats_hold([SetCount("А", 2, 1, 2)])


def test_numbers_without_a_gap() -> None:
    whole = Numbers(rows=12, highest=12, given=12, told=12)
    assert without_a_gap(whole) == ()
    for gap in (replace(whole, rows=11), replace(whole, highest=13), replace(whole, given=13)):
        assert without_a_gap(gap)[0].key == "numbers"
    assert year_adds_up(whole, Standing(1, 9, 1, 1)) == ()
    assert year_adds_up(replace(whole, told=13), Standing(1, 9, 1, 1))[0].key == "year"


def test_the_trail_still_holds_what_was_printed() -> None:
    assert trail_whole(ChainSeen(9, 0, HEAD)) == ()
    assert trail_whole(ChainSeen(9, 0, "", HEAD, HEAD)) == ()
    (broken,) = trail_whole(ChainSeen(4, 5, "", HEAD, HEAD))
    assert "line 5 does not fit" in str(broken.message)
    (other,) = trail_whole(ChainSeen(9, 0, "", HEAD, "0" * 64))
    assert "c0ffee19" in str(other.message)


def test_the_signs_of_the_last_register_are_read_on_any_layout() -> None:
    for typed in ("c0ffee19", "C0FF EE19", " c0ffee19 "):
        assert same_tail(typed, HEAD)
    assert same_tail(typed_under(RUSSIAN, "c0ffee19"), HEAD)
    assert same_tail(typed_under(KAZAKH, "c0ffee19"), HEAD)
    assert not same_tail("c0ffee18", HEAD) and not same_tail("0ffee19", HEAD) and not same_tail("", HEAD)
    assert printed_fits("", HEAD) == printed_fits("c0ffee19", HEAD) == printed_fits("x", "") == ()
    assert "the store keeps c0ffee19" in str(printed_fits("c0ffee18", HEAD)[0].message)


def test_what_lies_on_the_desk_is_counted_before_it_is_compared() -> None:
    assert counted_by_hand(Check.FOLDERS, None, 4)[0].must is Must.COUNT
    assert counted_by_hand(Check.FOLDERS, 4, 4) == ()
    assert str(counted_by_hand(Check.PHOTOS, 3, 4)[0].message) == "Counted 3; by the records 4."


def test_an_explanation_says_something() -> None:
    for words, code in (("", "too_short"), ("ok", "too_short"), (" \u200b ", "too_short"), ("а" * 301, "too_long")):
        with pytest.raises(Objection) as no:
            explanation_said(words)
        assert no.value.code == code
    assert explanation_said("  екі  папка дәрігерде ") == "екі папка дәрігерде"


def test_words_settle_a_difference_and_nothing_else() -> None:
    said = {"folders": "екі папка дәрігерде", "answer:1": "екі папка дәрігерде"}
    (item,) = explained([DIFFERS], said)
    assert item.settled and Looked(Check.FOLDERS, item.message, (item,)).settled
    assert not explained([DIFFERS], {"folders": "а" * (SHORTEST - 1)})[0].settled
    for must in (Must.APPROVE, Must.COUNT):
        assert not explained([replace(DIFFERS, key="answer:1", must=must)], said)[0].settled
