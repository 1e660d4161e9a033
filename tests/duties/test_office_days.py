"""The administrator's own days, as the office's stories."""

import datetime as dt
import json
from typing import Any

from sqlmodel import select

from clerk_desk.clock import ALMATY, DemoClock
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import afterwards, office_days, today
from clerk_desk.work import Look
from data.tables import AuditLine
from data.vocabulary import DayKind, Ground
from tests.duties.acts import child, objects, receive, refuse

FRIDAY, SATURDAY, MONDAY = dt.date(2027, 4, 2), dt.date(2027, 4, 3), dt.date(2027, 4, 5)


def closing(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(18, 30), ALMATY)


def test_a_day_off_moves_the_due_moment_of_what_waits(clerk: Desk, desk: Desk) -> None:
    receipt = receive(clerk)
    assert receipt.due_at == closing(FRIDAY)
    card = desk.do(new_act(), office_days.set_day, FRIDAY, DayKind.OFF, "су құбыры жарылды")
    assert (card.date, card.kind) == (FRIDAY, DayKind.OFF)
    assert clerk.ask(today.waiting)[0].due_at == closing(MONDAY)
    facts = clerk.ask(_last_facts)
    assert facts["due"] == [
        {"number": "2027-0001", "old": "2027-04-02T13:30:00+00:00", "new": "2027-04-05T18:30:00+05:00"}
    ]
    assert facts["reason"] == "су құбыры жарылды"
    assert receive(clerk, child(1)).due_at == closing(MONDAY)


def test_a_working_saturday_brings_it_nearer_and_clearing_it_back(clerk: Desk, desk: Desk, clock: DemoClock) -> None:
    clock.move(dt.datetime(2027, 4, 2, 10, 0, tzinfo=ALMATY))
    receive(clerk)
    desk.do(new_act(), office_days.set_day, SATURDAY, DayKind.WORKING, "Үкімет қаулысы")
    assert clerk.ask(today.waiting)[0].due_at == closing(SATURDAY)
    assert [day.date for day in clerk.ask(office_days.days)] == [SATURDAY]
    desk.do(new_act(), office_days.clear_day, SATURDAY)
    assert clerk.ask(today.waiting)[0].due_at == closing(MONDAY)
    assert clerk.ask(office_days.days) == ()
    with objects("not_set"):
        desk.do(new_act(), office_days.clear_day, SATURDAY)


def test_a_day_said_anew_keeps_the_old_word_in_the_trail(desk: Desk) -> None:
    desk.do(new_act(), office_days.set_day, SATURDAY, DayKind.WORKING, "жоспар")
    desk.do(new_act(), office_days.set_day, SATURDAY, DayKind.OFF, "жоспар өзгерді")
    assert desk.ask(_last_facts)["before"] == {"kind": "working", "reason": "жоспар"}
    assert [(d.kind, d.reason) for d in desk.ask(office_days.days)] == [(DayKind.OFF, "жоспар өзгерді")]


def test_what_was_answered_keeps_its_due_moment(clerk: Desk, desk: Desk) -> None:
    receipt = receive(clerk, photos__recent="no")
    refuse(clerk, receipt.application_id, Ground.NONCONFORMING)
    desk.do(new_act(), office_days.set_day, FRIDAY, DayKind.OFF, "апат")
    assert desk.ask(_last_facts)["due"] == []


def test_a_reopened_application_is_counted_from_its_reopening(clerk: Desk, desk: Desk, clock: DemoClock) -> None:
    receipt = receive(clerk, photos__recent="no")
    refuse(clerk, receipt.application_id, Ground.NONCONFORMING)
    clock.move(dt.datetime(2027, 4, 8, 10, 0, tzinfo=ALMATY))
    desk.do(new_act(), afterwards.reopen, receipt.application_id, "жаңа сурет")
    desk.do(new_act(), office_days.set_day, dt.date(2027, 4, 9), DayKind.OFF, "апат")
    assert clerk.ask(today.waiting)[0].due_at == closing(dt.date(2027, 4, 12))


def test_only_an_administrator_says_what_day_it_is_and_only_of_days_to_come(clerk: Desk, desk: Desk) -> None:
    with objects("not_allowed"):
        clerk.do(new_act(), office_days.set_day, FRIDAY, DayKind.OFF, "апат")
    with objects("no_reason"):
        desk.do(new_act(), office_days.set_day, FRIDAY, DayKind.OFF, " ")
    with objects("day_over"):
        desk.do(new_act(), office_days.set_day, dt.date(2027, 3, 31), DayKind.OFF, "апат")
    with objects("day_over"):
        desk.do(new_act(), office_days.clear_day, dt.date(2027, 3, 31))
    assert desk.ask(office_days.days) == ()


def _last_facts(look: Look) -> dict[str, Any]:
    line = look.session.exec(select(AuditLine).order_by(AuditLine.seq.desc())).first()  # type: ignore[union-attr]
    assert line is not None
    found: dict[str, Any] = json.loads(line.facts)
    return found
