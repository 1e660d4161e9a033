"""Two desks and more at the same moment, in threads on one store: each is told the truth, nobody waits for ever."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest

from clerk_desk.clock import ALMATY, DemoClock
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import afterwards, class_sets, decisions, intake, office_days, receiving, register
from clerk_desk.ledgers.fill import Fill
from clerk_desk.objection import Objection
from data.vocabulary import DayKind, Ground
from tests.duties.acts import accept, child, receive


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all acts at the same moment; gives each outcome, or the code of the Objection."""
    ready = Barrier(len(acts))

    def one(act: Callable[[], Any]) -> Any:
        ready.wait(30)
        try:
            return act()
        except Objection as objection:
            return objection.code

    with ThreadPoolExecutor(len(acts)) as desks:
        return list(desks.map(one, acts))


def test_the_same_child_at_six_desks_is_received_once(clerk: Desk) -> None:
    drafts = [clerk.do(new_act(), intake.open_draft).id for _ in range(6)]
    told = at_once(*(partial(clerk.do, new_act(), receiving.receive, d, child(1)) for d in drafts))
    assert Counter(t if isinstance(t, str) else t.number for t in told) == {"2027-0001": 1, "already_applied": 5}


def test_six_children_at_six_desks_get_six_numbers_without_a_gap(clerk: Desk) -> None:
    drafts = [clerk.do(new_act(), intake.open_draft).id for _ in range(6)]
    told = at_once(*(partial(clerk.do, new_act(), receiving.receive, d, child(n)) for n, d in enumerate(drafts)))
    assert sorted(t.number for t in told) == [f"2027-000{n}" for n in range(1, 7)]


def test_one_draft_received_twice_at_once_under_one_key_is_one_application(clerk: Desk) -> None:
    draft, key = clerk.do(new_act(), intake.open_draft).id, new_act()
    told = at_once(*(lambda: clerk.do(key, receiving.receive, draft, child(1)) for _ in range(4)))
    # On a server both may have begun: the later one is then told that it is done.
    assert {t if isinstance(t, str) else t.number for t in told} <= {"2027-0001", "draft_received"}
    assert clerk.do(key, receiving.receive, draft, child(1)).number == "2027-0001"
    assert clerk.ask(register.search).total == 1


def test_two_children_who_change_places_do_not_wait_for_each_other_for_ever(
    clerk: Desk, class_sets: dict[str, Fill]
) -> None:
    here, there = class_sets["А"].class_set_id, class_sets["Ә"].class_set_id
    one, two = accept(clerk, 1, here), accept(clerk, 2, there)
    for _ in range(4):
        at_once(
            lambda: clerk.do(new_act(), afterwards.move, one, there, "қалауы"),
            lambda: clerk.do(new_act(), afterwards.move, two, here, "қалауы"),
        )
        at_once(
            lambda: clerk.do(new_act(), afterwards.move, one, here, "қалауы"),
            lambda: clerk.do(new_act(), afterwards.move, two, there, "қалауы"),
        )
    kazakh = clerk.ask(class_sets_fills)
    assert sum(fill.taken for fill in kazakh.sets) == 2


def test_a_seat_that_returns_and_a_refusal_for_want_of_seats_do_not_both_happen(
    desk: Desk, class_sets: dict[str, Fill]
) -> None:
    """Either the seat returned before the refusal, and nothing is proven, or after it."""
    for n in range(6):
        seated = accept(desk, 10 * n, class_sets["В"].class_set_id, application__language="ru")
        waits = receive(desk, child(10 * n + 1, application__language="ru")).application_id
        refusal, withdrawn = at_once(
            partial(desk.do, new_act(), decisions.refuse, waits, (Ground.OVERFULL,), "Орын жоқ."),
            partial(desk.do, new_act(), afterwards.withdraw, seated, "көшті"),
        )
        assert withdrawn.stage == "withdrawn"
        record = desk.do(new_act(), register.open_record, waits)
        order = [e.seq for e in record.timeline if e.event == "refused"]
        gone = desk.do(new_act(), register.open_record, seated)
        left = [e.seq for e in gone.timeline if e.event == "withdrawn"]
        assert refusal == "not_proven" if not order else order[0] < left[0]


def test_acts_of_every_kind_at_once_meet_no_raw_error(
    desk: Desk, clerk: Desk, clock: DemoClock, class_sets: dict[str, Fill]
) -> None:
    first = class_sets["А"].class_set_id
    seated = accept(desk, 1, first)
    waits = [receive(desk, child(n, photos__recent="no")).application_id for n in (2, 3, 4)]
    draft = clerk.do(new_act(), intake.open_draft).id
    other = clerk.do(new_act(), intake.open_draft)
    friday = dt.datetime(2027, 4, 2, 10, 0, tzinfo=ALMATY).date()
    told = at_once(
        lambda: clerk.do(new_act(), decisions.accept, waits[0], first),
        lambda: clerk.do(new_act(), decisions.refuse, waits[1], (Ground.NONCONFORMING,), "Сурет ескі."),
        lambda: clerk.do(new_act(), register.correct, waits[2], "application.wished_class_set", "А", "қалауы"),
        lambda: clerk.do(new_act(), receiving.receive, draft, child(5, application__wished_class_set="А")),
        lambda: clerk.keep(other.id, other.version, {"child.surname": "С"}, ""),
        lambda: desk.do(new_act(), office_days.set_day, friday, DayKind.OFF, "апат"),
        lambda: desk.do(new_act(), afterwards.move, seated, class_sets["Ә"].class_set_id, "қалауы"),
        lambda: desk.do(new_act(), resize, first, 5),
        lambda: desk.do(new_act(), register.open_record, seated),
    )
    assert not [t for t in told if isinstance(t, str)]


@pytest.mark.prove
def test_acts_of_every_kind_at_once_many_times(
    desk: Desk, clerk: Desk, clock: DemoClock, class_sets: dict[str, Fill]
) -> None:
    first, second = class_sets["А"].class_set_id, class_sets["Ә"].class_set_id
    desk.do(new_act(), resize, first, 60)
    seated = accept(desk, 1, first)
    for n in range(40):
        waits = receive(desk, child(2 + 2 * n)).application_id
        draft = clerk.do(new_act(), intake.open_draft).id
        to = second if n % 2 == 0 else first
        answers = child(3 + 2 * n, application__wished_class_set="А")
        told = at_once(
            partial(clerk.do, new_act(), decisions.accept, waits, first),
            partial(clerk.do, new_act(), receiving.receive, draft, answers),
            partial(desk.do, new_act(), afterwards.move, seated, to, "қалауы"),
            partial(desk.do, new_act(), register.open_record, seated),
        )
        assert not [t for t in told if isinstance(t, str)], told


def class_sets_fills(look: Any) -> Any:
    return class_sets.fills(look)[0]


resize = class_sets.resize
