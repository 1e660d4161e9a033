"""The answer to a family, as the office's stories: accepted, refused on proven grounds, and what may follow."""

import datetime as dt
import json
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from clerk_desk.clock import ALMATY, DemoClock
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import class_sets as sets
from clerk_desk.duties import decisions, register, today
from clerk_desk.ledgers.fill import Fill
from clerk_desk.objection import Message
from clerk_desk.work import Look
from data.tables import ClassSet, Decision, RefusalGround
from data.vocabulary import EventKind, Ground, Outcome
from tests.conftest import line_count
from tests.duties.acts import accept, child, objects, receive, refuse

R1, R2, R3 = Ground.UNRELIABLE, Ground.NONCONFORMING, Ground.OVERFULL


@pytest.fixture
def ids(class_sets: dict[str, Fill]) -> dict[str, int]:
    return {letter: fill.class_set_id for letter, fill in class_sets.items()}


# Accepting


def test_an_accepted_child_has_a_seat(clerk: Desk, ids: dict[str, int]) -> None:
    receipt = receive(clerk)
    answer = clerk.do(new_act(), decisions.accept, receipt.application_id, ids["Ә"])
    assert (answer.outcome, answer.class_set, answer.number) == (Outcome.ACCEPTED, "Ә", "2027-0001")
    assert _taken(clerk, ids["Ә"]) == 1
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
    assert (_taken(clerk, ids["А"]), _taken(clerk, ids["Ә"])) == (1, 0)


def test_the_same_act_done_twice_takes_one_seat(clerk: Desk, ids: dict[str, int]) -> None:
    receipt, key = receive(clerk), new_act()
    first = clerk.do(key, decisions.accept, receipt.application_id, ids["А"])
    assert clerk.do(key, decisions.accept, receipt.application_id, ids["А"]) == first
    assert _taken(clerk, ids["А"]) == 1


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
    kept = clerk.ask(_ground_facts)
    assert {fact["said"] for fact in kept[R2]} == {"The photos are not 3×4 cm.", "Form 065/у is not stamped."}
    assert all(fact["code"] == "R2" for fact in kept[R2])
    record = clerk.do(new_act(), register.open_record, receipt.application_id)
    assert (record.stage, record.grounds) == ("refused", (R2,))
    assert record.reasons == "Құжаттар сәйкес келмейді."
    line = record.timeline[-2]
    assert line.event == "refused"
    assert "Form 065/у is not stamped." in json.dumps(line.facts, ensure_ascii=False)


def test_a_mended_paper_no_longer_proves_it(clerk: Desk, ids: dict[str, int]) -> None:
    receipt = receive(clerk, form_065__stamped="no")
    clerk.do(new_act(), register.correct, receipt.application_id, "form_065.stamped", "yes", "мөр қойылды")
    with objects("not_proven"):
        refuse(clerk, receipt.application_id, R2)


def test_a_finding_proves_the_first_ground_until_it_is_cleared(clerk: Desk, ids: dict[str, int]) -> None:
    receipt = receive(clerk)
    found = "Туу туралы куәлікте басқа күн тұр."
    finding = clerk.do(new_act(), decisions.record_finding, receipt.application_id, R1, "child.born", found)
    options = clerk.ask(decisions.options, receipt.application_id)
    assert options.grounds[0].proven
    assert str(options.grounds[0].facts[0]).endswith(f"Born: {found}")
    clerk.do(new_act(), decisions.clear_finding, finding, "куәлік алмастырылды")
    with objects("not_proven"):
        refuse(clerk, receipt.application_id, R1)
    with objects("cleared"):
        clerk.do(new_act(), decisions.clear_finding, finding, "тағы да")
    record = clerk.do(new_act(), register.open_record, receipt.application_id)
    assert [(f.found, f.cleared_reason) for f in record.findings] == [(found, "куәлік алмастырылды")]


def test_a_finding_on_a_paper_is_named_by_the_paper(clerk: Desk, ids: dict[str, int]) -> None:
    receipt = receive(clerk)
    clerk.do(new_act(), decisions.record_finding, receipt.application_id, R2, "photos", "Суретте бала көрінбейді.")
    fact = clerk.ask(decisions.options, receipt.application_id).grounds[1].facts[0]
    assert isinstance(fact.facts["subject"], Message)
    assert str(fact) == "Photos of the child: Суретте бала көрінбейді."
    assert refuse(clerk, receipt.application_id, R2).grounds == (R2,)


def test_a_finding_must_say_something_about_something(clerk: Desk) -> None:
    receipt = receive(clerk)
    record = decisions.record_finding
    for ground, subject, found, code in (
        (R3, "photos", "Орын жоқ екені анық.", "ground_of_documents"),
        (R1, "child.shoes", "Аяқ киімі басқа екен.", "no_subject"),
        (R1, "child.born", "қате", "too_short"),
        (R1, "child.born", "қ" + "а" * 1000, "too_long"),
    ):
        with objects(code):
            clerk.do(new_act(), record, receipt.application_id, ground, subject, found)


def test_overfull_is_proven_only_when_every_class_of_the_language_is(clerk: Desk, ids: dict[str, int]) -> None:
    for n, letter in enumerate("ААӘ"):
        accept(clerk, n, ids[letter])
    late = receive(clerk, child(10))
    with objects("not_proven") as no:
        refuse(clerk, late.application_id, R3)
    assert "1 «Ә»" in no.said
    accept(clerk, 11, ids["Ә"])
    assert refuse(clerk, late.application_id, R3).grounds == (R3,)
    facts = clerk.ask(_ground_facts)[R3]
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
    assert set(clerk.ask(_ground_facts)) == {R2, R3}


def test_one_ground_that_is_not_proven_stops_the_others(clerk: Desk, ids: dict[str, int]) -> None:
    late = receive(clerk, child(2, application__form_signed="no"))
    with objects("not_proven"):
        refuse(clerk, late.application_id, R2, R1)
    assert clerk.ask(_ground_facts) == {}


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


def test_a_withdrawn_application_gives_its_seat_back(clerk: Desk, ids: dict[str, int]) -> None:
    application_id = accept(clerk, 1, ids["В"])
    with objects("no_reason"):
        clerk.do(new_act(), decisions.withdraw, application_id, "")
    changed = clerk.do(new_act(), decisions.withdraw, application_id, "көшіп кетті")
    assert changed.stage == "withdrawn"
    assert _taken(clerk, ids["В"]) == 0
    accept(clerk, 2, ids["В"])
    with objects("withdrawn"):
        clerk.do(new_act(), decisions.accept, application_id, ids["А"])
    with objects("withdrawn"):
        clerk.do(new_act(), decisions.withdraw, application_id, "тағы")


def test_a_move_returns_one_seat_and_takes_another(clerk: Desk, ids: dict[str, int]) -> None:
    application_id = accept(clerk, 1, ids["А"])
    answer = clerk.do(new_act(), decisions.move, application_id, ids["Ә"], "егізімен бірге")
    assert answer.class_set == "Ә"
    assert (_taken(clerk, ids["А"]), _taken(clerk, ids["Ә"])) == (0, 1)
    assert clerk.ask(_live_decisions, application_id) == [(False, ids["А"]), (True, ids["Ә"])]
    with objects("same_set"):
        clerk.do(new_act(), decisions.move, application_id, ids["Ә"], "тағы")


def test_a_move_into_a_full_class_leaves_the_child_where_it_was(clerk: Desk, ids: dict[str, int]) -> None:
    accept(clerk, 1, ids["В"])
    application_id = accept(clerk, 2, ids["А"])
    with objects("full"):
        clerk.do(new_act(), decisions.move, application_id, ids["В"], "орысша")
    assert (_taken(clerk, ids["А"]), _taken(clerk, ids["В"])) == (1, 1)


def test_only_an_accepted_child_is_moved(clerk: Desk, ids: dict[str, int]) -> None:
    receipt = receive(clerk)
    with objects("unanswered"):
        clerk.do(new_act(), decisions.move, receipt.application_id, ids["А"], "қалауы")


def test_an_administrator_reopens_a_refusal_and_the_clock_runs_anew(
    clerk: Desk, desk: Desk, clock: DemoClock, ids: dict[str, int]
) -> None:
    receipt = receive(clerk, application__form_signed="no")
    refuse(clerk, receipt.application_id, R2)
    with objects("not_allowed"):
        clerk.do(new_act(), decisions.reopen, receipt.application_id, "қол қойылды")
    with objects("no_reason"):
        desk.do(new_act(), decisions.reopen, receipt.application_id, "")
    clock.move(dt.datetime(2027, 4, 9, 11, 0, tzinfo=ALMATY))
    changed = desk.do(new_act(), decisions.reopen, receipt.application_id, "қол қойылды")
    assert changed.stage == "received"
    waits = clerk.ask(today.waiting)[0]
    assert waits.due_at == dt.datetime(2027, 4, 12, 18, 30, tzinfo=ALMATY)
    assert waits.target_at.astimezone(ALMATY).strftime("%d %H:%M") == "12 11:00"
    record = clerk.do(new_act(), register.open_record, receipt.application_id)
    assert (record.grounds, record.reasons) == ((), "")
    answer = clerk.do(new_act(), decisions.accept, receipt.application_id, ids["А"])
    assert answer.outcome is Outcome.ACCEPTED
    assert clerk.ask(_live_decisions, receipt.application_id) == [(False, None), (True, ids["А"])]


def test_reopening_an_acceptance_returns_the_seat(desk: Desk, ids: dict[str, int]) -> None:
    application_id = accept(desk, 1, ids["В"])
    desk.do(new_act(), decisions.reopen, application_id, "қате сынып")
    assert _taken(desk, ids["В"]) == 0
    assert desk.ask(_live_decisions, application_id) == [(False, ids["В"])]


def test_a_refusal_is_not_reopened_beside_a_newer_application_of_the_child(desk: Desk, ids: dict[str, int]) -> None:
    first = receive(desk, application__form_signed="no")
    refuse(desk, first.application_id, R2)
    assert receive(desk).number == "2027-0002"
    with objects("already_applied") as no:
        desk.do(new_act(), decisions.reopen, first.application_id, "қол қойылды")
    assert "2027-0002" in no.said


def test_the_store_itself_forbids_a_second_live_application(
    desk: Desk, ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = receive(desk, application__form_signed="no")
    refuse(desk, first.application_id, R2)
    receive(desk)
    monkeypatch.setattr(decisions, "same_iin", lambda *_, **__: None)
    with objects("already_applied_since"):
        desk.do(new_act(), decisions.reopen, first.application_id, "қол қойылды")


def test_the_whole_way_of_an_application_stands_in_its_timeline(desk: Desk, ids: dict[str, int]) -> None:
    application_id = accept(desk, 1, ids["А"])
    desk.do(new_act(), decisions.move, application_id, ids["Ә"], "егізімен бірге")
    desk.do(new_act(), decisions.withdraw, application_id, "көшіп кетті")
    record = desk.do(new_act(), register.open_record, application_id)
    assert [entry.event for entry in record.timeline] == [
        "application_received",
        "accepted",
        "moved",
        "withdrawn",
        "record_opened",
    ]
    assert all(entry.who == "Оспанова Гүлнар" for entry in record.timeline)


def test_last_years_applications_can_be_read_but_not_changed(desk: Desk, clock: DemoClock, ids: dict[str, int]) -> None:
    waits = receive(desk, child(1, application__form_signed="no")).application_id
    accepted = accept(desk, 2, ids["А"])
    finding = desk.do(new_act(), decisions.record_finding, waits, R1, "child.born", "Күні басқа болып шықты.")
    clock.move(dt.datetime(2028, 4, 3, 10, 0, tzinfo=ALMATY))
    lines = line_count(desk.store)
    for task, args in (
        (decisions.accept, (waits, ids["А"])),
        (decisions.refuse, (waits, (R2,), "себеп")),
        (decisions.refuse, (waits, (R3,), "себеп")),
        (decisions.withdraw, (accepted, "себеп")),
        (decisions.move, (accepted, ids["Ә"], "себеп")),
        (decisions.reopen, (accepted, "себеп")),
        (decisions.record_finding, (waits, R1, "child.born", "Күні басқа болып шықты.")),
        (decisions.clear_finding, (finding, "себеп")),
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


def _taken(desk: Desk, class_set_id: int) -> int:
    def taken(look: Look) -> int:
        row = look.session.get(ClassSet, class_set_id)
        return row.taken if row is not None else -1

    return desk.ask(taken)


def _ground_facts(look: Look) -> dict[Ground, list[dict[str, Any]]]:
    return {row.ground: row.facts for row in look.session.exec(select(RefusalGround)).all()}


def _live_decisions(look: Look, application_id: int) -> list[tuple[bool, int | None]]:
    rows = look.session.exec(select(Decision).where(Decision.application_id == application_id)).all()
    return [(row.live, row.class_set_id) for row in sorted(rows, key=lambda row: row.id or 0)]
