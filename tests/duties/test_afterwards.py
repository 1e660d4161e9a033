"""What may follow an answer, as the office's stories: withdrawn, moved, taken back; all of it in the timeline."""

import datetime as dt

import pytest

from clerk_desk.clock import ALMATY, DemoClock
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import afterwards, decisions, register, today
from clerk_desk.ledgers import answers
from data.vocabulary import Ground, Outcome
from tests.duties.acts import accept, live_decisions, objects, receive, refuse, taken

R1, R2, R3 = Ground.UNRELIABLE, Ground.NONCONFORMING, Ground.OVERFULL


def test_a_withdrawn_application_gives_its_seat_back(clerk: Desk, ids: dict[str, int]) -> None:
    application_id = accept(clerk, 1, ids["В"])
    with objects("no_reason"):
        clerk.do(new_act(), afterwards.withdraw, application_id, "")
    changed = clerk.do(new_act(), afterwards.withdraw, application_id, "көшіп кетті")
    assert changed.stage == "withdrawn"
    assert taken(clerk, ids["В"]) == 0
    accept(clerk, 2, ids["В"])
    with objects("withdrawn"):
        clerk.do(new_act(), decisions.accept, application_id, ids["А"])
    with objects("withdrawn"):
        clerk.do(new_act(), afterwards.withdraw, application_id, "тағы")


def test_a_move_returns_one_seat_and_takes_another(clerk: Desk, ids: dict[str, int]) -> None:
    application_id = accept(clerk, 1, ids["А"])
    answer = clerk.do(new_act(), afterwards.move, application_id, ids["Ә"], "егізімен бірге")
    assert answer.class_set == "Ә"
    assert (taken(clerk, ids["А"]), taken(clerk, ids["Ә"])) == (0, 1)
    assert clerk.ask(live_decisions, application_id) == [(False, ids["А"]), (True, ids["Ә"])]
    with objects("same_set"):
        clerk.do(new_act(), afterwards.move, application_id, ids["Ә"], "тағы")


def test_a_move_into_a_full_class_leaves_the_child_where_it_was(clerk: Desk, ids: dict[str, int]) -> None:
    accept(clerk, 1, ids["В"])
    application_id = accept(clerk, 2, ids["А"])
    with objects("full"):
        clerk.do(new_act(), afterwards.move, application_id, ids["В"], "орысша")
    assert (taken(clerk, ids["А"]), taken(clerk, ids["В"])) == (1, 1)


def test_only_an_accepted_child_is_moved(clerk: Desk, ids: dict[str, int]) -> None:
    receipt = receive(clerk)
    with objects("unanswered"):
        clerk.do(new_act(), afterwards.move, receipt.application_id, ids["А"], "қалауы")


def test_an_administrator_reopens_a_refusal_and_the_clock_runs_anew(
    clerk: Desk, desk: Desk, clock: DemoClock, ids: dict[str, int]
) -> None:
    receipt = receive(clerk, application__form_signed="no")
    refuse(clerk, receipt.application_id, R2)
    with objects("not_allowed"):
        clerk.do(new_act(), afterwards.reopen, receipt.application_id, "қол қойылды")
    with objects("no_reason"):
        desk.do(new_act(), afterwards.reopen, receipt.application_id, "")
    clock.move(dt.datetime(2027, 4, 9, 11, 0, tzinfo=ALMATY))
    changed = desk.do(new_act(), afterwards.reopen, receipt.application_id, "қол қойылды")
    assert changed.stage == "received"
    waits = clerk.ask(today.waiting)[0]
    assert waits.due_at == dt.datetime(2027, 4, 12, 18, 30, tzinfo=ALMATY)
    assert waits.target_at.astimezone(ALMATY).strftime("%d %H:%M") == "12 11:00"
    record = clerk.do(new_act(), register.open_record, receipt.application_id)
    assert (record.grounds, record.reasons) == ((), "")
    answer = clerk.do(new_act(), decisions.accept, receipt.application_id, ids["А"])
    assert answer.outcome is Outcome.ACCEPTED
    assert clerk.ask(live_decisions, receipt.application_id) == [(False, None), (True, ids["А"])]


def test_reopening_an_acceptance_returns_the_seat(desk: Desk, ids: dict[str, int]) -> None:
    application_id = accept(desk, 1, ids["В"])
    desk.do(new_act(), afterwards.reopen, application_id, "қате сынып")
    assert taken(desk, ids["В"]) == 0
    assert desk.ask(live_decisions, application_id) == [(False, ids["В"])]


def test_a_refusal_is_not_reopened_beside_a_newer_application_of_the_child(desk: Desk, ids: dict[str, int]) -> None:
    first = receive(desk, application__form_signed="no")
    refuse(desk, first.application_id, R2)
    assert receive(desk).number == "2027-0002"
    with objects("already_applied") as no:
        desk.do(new_act(), afterwards.reopen, first.application_id, "қол қойылды")
    assert "2027-0002" in no.said


@pytest.mark.server
def test_the_store_itself_forbids_a_second_live_application(
    desk: Desk, ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = receive(desk, application__form_signed="no")
    refuse(desk, first.application_id, R2)
    receive(desk)
    monkeypatch.setattr(answers, "same_iin", lambda *_, **__: None)
    with objects("already_applied_since"):
        desk.do(new_act(), afterwards.reopen, first.application_id, "қол қойылды")


def test_the_whole_way_of_an_application_stands_in_its_timeline(desk: Desk, ids: dict[str, int]) -> None:
    application_id = accept(desk, 1, ids["А"])
    desk.do(new_act(), afterwards.move, application_id, ids["Ә"], "егізімен бірге")
    desk.do(new_act(), afterwards.withdraw, application_id, "көшіп кетті")
    record = desk.do(new_act(), register.open_record, application_id)
    assert [entry.event for entry in record.timeline] == [
        "application_received",
        "accepted",
        "moved",
        "withdrawn",
        "record_opened",
    ]
    assert all(entry.who == "Оспанова Гүлнар" for entry in record.timeline)
