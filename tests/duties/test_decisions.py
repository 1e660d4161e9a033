"""The answer to a family, as the office's stories: accepted, or refused on proven grounds."""

import datetime as dt
import json

import pytest
from sqlalchemy.exc import IntegrityError

from clerk_desk.clock import ALMATY, DemoClock
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import afterwards, decisions, findings, register, today
from clerk_desk.duties import class_sets as sets
from data.tables import ClassSet
from data.vocabulary import EventKind, Ground, Outcome
from tests.conftest import line_count
from tests.duties.acts import accept, child, ground_facts, objects, receive, refuse, taken

R1, R2, R3 = Ground.UNRELIABLE, Ground.NONCONFORMING, Ground.OVERFULL


# Accepting


def test_an_accepted_child_has_a_seat(clerk: Desk, ids: dict[str, int]) -> None:
    receipt = receive(clerk)
    answer = clerk.do(new_act(), decisions.accept, receipt.application_id, ids["Ә"])
    assert (answer.outcome, answer.class_set, answer.number) == (Outcome.ACCEPTED, "Ә", "2027-0001")
    assert taken(clerk, ids["Ә"]) == 1
    record = clerk.do(new_act(), register.open_record, receipt.application_id)
    assert (record.stage, record.class_set, record.overdue) == ("accepted", "Ә", False)
    assert clerk.ask(today.waiting) == ()


def test_the_choices_are_shown_the_wished_language_first(clerk: Desk, ids: dict[str, int]) -> None:
    receipt = receive(clerk, application__language="ru", application__wished_class_set="В")
    options = clerk.ask(decisions.options, receipt.application_id)
    assert [(s.fill.letter, s.wished_language, s.wished) for s in options.seats] == [
        ("В", True, True),
        ("А", False, False),
        ("Ә", False, False),
    ]
    assert options.stage == "received"
    assert set(options.possible) == {EventKind.ACCEPTED, EventKind.REFUSED, EventKind.WITHDRAWN}


def test_a_child_is_accepted_once(clerk: Desk, ids: dict[str, int]) -> None:
    application_id = accept(clerk, 1, ids["А"])
    with objects("answered"):
        clerk.do(new_act(), decisions.accept, application_id, ids["Ә"])
    assert (taken(clerk, ids["А"]), taken(clerk, ids["Ә"])) == (1, 0)


def test_the_same_act_done_twice_takes_one_seat(clerk: Desk, ids: dict[str, int]) -> None:
    receipt, key = receive(clerk), new_act()
    first = clerk.do(key, decisions.accept, receipt.application_id, ids["А"])
    assert clerk.do(key, decisions.accept, receipt.application_id, ids["А"]) == first
    assert taken(clerk, ids["А"]) == 1


def test_a_full_class_says_where_there_is_a_place(clerk: Desk, ids: dict[str, int]) -> None:
    accept(clerk, 1, ids["Ә"])
    accept(clerk, 2, ids["Ә"])
    late = receive(clerk, child(3))
    with objects("full") as no:
        clerk.do(new_act(), decisions.accept, late.application_id, ids["Ә"])
    assert no.said == "Someone took the last place in 1 «Ә» a moment ago. 1 «А» has 2."
    accept(clerk, 4, ids["А"])
    accept(clerk, 5, ids["А"])
    with objects("full") as no:
        clerk.do(new_act(), decisions.accept, late.application_id, ids["Ә"])
    assert no.said.endswith("No class-set of this language has a place left.")


def test_several_other_classes_are_each_named(desk: Desk, ids: dict[str, int]) -> None:
    desk.do(new_act(), sets.open_set, "Б", "kk", 3)
    accept(desk, 1, ids["А"])
    accept(desk, 2, ids["А"])
    late = receive(desk, child(3))
    with objects("full") as no:
        desk.do(new_act(), decisions.accept, late.application_id, ids["А"])
    assert no.said == "Someone took the last place in 1 «А» a moment ago. 1 «Ә» has 2. 1 «Б» has 3."


def test_the_seats_are_compared_where_they_are_counted(
    clerk: Desk, ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever was read before, the statement that takes the seat compares them itself."""
    from clerk_desk.ledgers import seats

    accept(clerk, 1, ids["В"])
    late = receive(clerk, child(2))
    monkeypatch.setattr(seats, "must_have_a_place", lambda *_: None)
    with objects("full"):
        clerk.do(new_act(), decisions.accept, late.application_id, ids["В"])


def test_even_without_the_guard_the_table_holds_no_more_than_its_seats(clerk: Desk, ids: dict[str, int]) -> None:
    accept(clerk, 1, ids["В"])
    with pytest.raises(IntegrityError), clerk.store.writing() as session:
        row = session.get(ClassSet, ids["В"])
        assert row is not None
        row.taken += 1


def test_nobody_is_accepted_into_a_closed_class(desk: Desk, ids: dict[str, int]) -> None:
    desk.do(new_act(), sets.close, ids["А"], "директордың бұйрығы")
    receipt = receive(desk)
    with objects("closed"):
        desk.do(new_act(), decisions.accept, receipt.application_id, ids["А"])


def test_a_class_that_is_not_there_is_said_in_words(clerk: Desk, ids: dict[str, int]) -> None:
    receipt = receive(clerk)
    with objects("not_there"):
        clerk.do(new_act(), decisions.accept, receipt.application_id, 999)
    with objects("not_there"):
        clerk.do(new_act(), decisions.accept, 999, ids["А"])
    with objects("not_there"):
        clerk.ask(decisions.options, 999)


# Refusing


def test_without_a_proven_ground_there_is_no_refusal_and_it_is_said_why(clerk: Desk, ids: dict[str, int]) -> None:
    receipt = receive(clerk)
    options = clerk.ask(decisions.options, receipt.application_id)
    assert [(g.ground, g.proven, g.facts) for g in options.grounds] == [
        (R1, False, ()),
        (R2, False, ()),
        (R3, False, ()),
    ]
    assert all(g.why_not is not None and g.kk and g.ru and g.en for g in options.grounds)
    lines = line_count(clerk.store)
    for ground in Ground:
        with objects("not_proven") as no:
            refuse(clerk, receipt.application_id, ground)
        assert no.said.startswith(f"Ground {ground.value} is not proven. ")
    assert line_count(clerk.store) == lines


def test_a_paper_that_does_not_conform_proves_the_second_ground(clerk: Desk, ids: dict[str, int]) -> None:
    receipt = receive(clerk, form_065__stamped="no", photos__size_3x4="no")
    answer = refuse(clerk, receipt.application_id, R2)
    assert (answer.outcome, answer.grounds, answer.class_set) == (Outcome.REFUSED, (R2,), "")
    kept = clerk.ask(ground_facts)
    assert {fact["said"] for fact in kept[R2]} == {"The photos are not 3×4 cm.", "Form 065/у is not stamped."}
    assert all(fact["code"] == "R2" for fact in kept[R2])
    record = clerk.do(new_act(), register.open_record, receipt.application_id)
    assert (record.stage, record.grounds) == ("refused", (R2,))
    assert record.reasons == "Құжаттар сәйкес келмейді."
    line = record.timeline[-2]
    assert line.event == "refused"
    assert "Form 065/у is not stamped." in json.dumps(line.facts, ensure_ascii=False)


def test_overfull_is_proven_only_when_every_class_of_the_language_is(clerk: Desk, ids: dict[str, int]) -> None:
    for n, letter in enumerate("ААӘ"):
        accept(clerk, n, ids[letter])
    late = receive(clerk, child(10))
    with objects("not_proven") as no:
        refuse(clerk, late.application_id, R3)
    assert "1 «Ә»" in no.said
    accept(clerk, 11, ids["Ә"])
    assert refuse(clerk, late.application_id, R3).grounds == (R3,)
    facts = clerk.ask(ground_facts)[R3]
    assert [fact["facts"] for fact in facts] == [
        {"letter": "А", "taken": 2, "seats": 2},
        {"letter": "Ә", "taken": 2, "seats": 2},
    ]


def test_a_full_class_of_another_language_proves_nothing(clerk: Desk, ids: dict[str, int]) -> None:
    accept(clerk, 1, ids["В"])
    late = receive(clerk, child(2))
    with objects("not_proven"):
        refuse(clerk, late.application_id, R3)


def test_several_grounds_stand_together(clerk: Desk, ids: dict[str, int]) -> None:
    accept(clerk, 1, ids["В"])
    late = receive(clerk, child(2, application__language="ru", application__form_signed="no"))
    answer = refuse(clerk, late.application_id, R3, R2)
    assert answer.grounds == (R2, R3)
    assert set(clerk.ask(ground_facts)) == {R2, R3}


def test_one_ground_that_is_not_proven_stops_the_others(clerk: Desk, ids: dict[str, int]) -> None:
    late = receive(clerk, child(2, application__form_signed="no"))
    with objects("not_proven"):
        refuse(clerk, late.application_id, R2, R1)
    assert clerk.ask(ground_facts) == {}


def test_a_refusal_needs_reasons_and_a_ground(clerk: Desk, ids: dict[str, int]) -> None:
    receipt = receive(clerk, application__form_signed="no")
    for reasons in ("", "   ", "\u200b"):
        with objects("no_reasons"):
            clerk.do(new_act(), decisions.refuse, receipt.application_id, (R2,), reasons)
    with objects("no_ground"):
        refuse(clerk, receipt.application_id)
    with objects("too_long"):
        clerk.do(new_act(), decisions.refuse, receipt.application_id, (R2,), "ә" * 2001)


# What may follow


def test_last_years_applications_can_be_read_but_not_changed(desk: Desk, clock: DemoClock, ids: dict[str, int]) -> None:
    waits = receive(desk, child(1, application__form_signed="no")).application_id
    accepted = accept(desk, 2, ids["А"])
    finding = desk.do(new_act(), findings.record_finding, waits, R1, "child.born", "Күні басқа болып шықты.")
    clock.move(dt.datetime(2028, 4, 3, 10, 0, tzinfo=ALMATY))
    lines = line_count(desk.store)
    for task, args in (
        (decisions.accept, (waits, ids["А"])),
        (decisions.refuse, (waits, (R2,), "себеп")),
        (decisions.refuse, (waits, (R3,), "себеп")),
        (afterwards.withdraw, (accepted, "себеп")),
        (afterwards.move, (accepted, ids["Ә"], "себеп")),
        (afterwards.reopen, (accepted, "себеп")),
        (findings.record_finding, (waits, R1, "child.born", "Күні басқа болып шықты.")),
        (findings.clear_finding, (finding, "себеп")),
        (register.correct, (waits, "child.address", "Басқа көше", "себеп")),
        (sets.resize, (ids["А"], 20)),
        (sets.close, (ids["А"], "себеп")),
    ):
        with objects("year_closed"):
            desk.do(new_act(), task, *args)
    assert line_count(desk.store) == lines
    record = desk.do(new_act(), register.open_record, accepted)
    assert (record.year, record.current, record.class_set) == (2027, False, "А")


def test_a_child_of_this_year_gets_no_seat_of_last_year(desk: Desk, clock: DemoClock, ids: dict[str, int]) -> None:
    clock.move(dt.datetime(2028, 4, 3, 10, 0, tzinfo=ALMATY))
    receipt = receive(desk)
    with objects("not_this_year"):
        desk.do(new_act(), decisions.accept, receipt.application_id, ids["А"])
