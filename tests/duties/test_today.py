"""Today, as the office's stories: what waits, how soon; what was done; whether the office is open."""

import datetime as dt

import pytest

from clerk_desk.clock import ALMATY, DemoClock
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import afterwards, intake, today
from clerk_desk.duties.today import Counts, Hours
from clerk_desk.ledgers.fill import Fill
from data.vocabulary import Ground
from tests.duties.acts import accept, child, receive, refuse


def at(day: int, clock: str, month: int = 4, year: int = 2027) -> dt.datetime:
    return dt.datetime.combine(dt.date(year, month, day), dt.time.fromisoformat(clock), ALMATY)


@pytest.mark.parametrize(
    ("moment", "hours", "until"),
    [
        (at(1, "08:59"), Hours.CLOSED, at(1, "09:00")),
        (at(1, "10:42"), Hours.OPEN, at(1, "13:00")),
        (at(1, "13:30"), Hours.LUNCH, at(1, "14:00")),
        (at(1, "18:29"), Hours.OPEN, at(1, "18:30")),
        (at(2, "18:30"), Hours.CLOSED, at(5, "09:00")),
    ],
)
def test_the_frame_tells_whether_the_office_is_open(
    clerk: Desk, clock: DemoClock, moment: dt.datetime, hours: Hours, until: dt.datetime
) -> None:
    clock.move(moment)
    frame = clerk.ask(today.frame)
    assert (frame.hours, frame.until) == (hours, until)
    assert (frame.school_kk, frame.who, frame.role) == ("№12 мектеп-гимназия", "Сейітова Айгүл", "clerk")


@pytest.mark.parametrize(
    ("moment", "left", "opens"),
    [
        (at(1, "10:00"), 153, None),
        (at(31, "10:00", 8), 1, None),
        (at(31, "10:00", 3), 0, dt.date(2027, 4, 1)),
        (at(1, "10:00", 9), 0, dt.date(2028, 4, 1)),
    ],
)
def test_the_days_left_count_both_ends(
    clerk: Desk, clock: DemoClock, moment: dt.datetime, left: int, opens: dt.date | None
) -> None:
    clock.move(moment)
    frame = clerk.ask(today.frame)
    assert (frame.days_left, frame.opens_on) == (left, opens)


def test_what_is_due_soonest_stands_first(clerk: Desk, clock: DemoClock, class_sets: dict[str, Fill]) -> None:
    clock.move(at(1, "17:00"))
    late = receive(clerk, child(1, application__wished_class_set="Ә"))
    clock.move(at(2, "09:30"))
    receive(clerk, child(2))
    receive(clerk, child(3))
    clock.move(at(3, "10:00"))
    lines = clerk.ask(today.waiting)
    assert [line.number for line in lines] == ["2027-0001", "2027-0002", "2027-0003"]
    assert [line.overdue for line in lines] == [True, False, False]
    assert lines[0].due_at == at(2, "18:30")
    assert abs(lines[0].target_at - at(2, "17:00")) < dt.timedelta(minutes=1)
    assert lines[1].due_at == at(5, "18:30")
    assert (lines[0].child_name, lines[0].language, lines[0].wished) == ("Сәрсенбай Қыз1", "kk", "Ә")
    frame = clerk.ask(today.frame)
    assert (frame.oldest_due, frame.waiting) == (late.due_at, 3)


def test_nothing_waits_on_an_empty_desk(clerk: Desk) -> None:
    frame = clerk.ask(today.frame)
    assert (frame.oldest_due, frame.waiting, clerk.ask(today.waiting)) == (None, 0, ())
    assert clerk.ask(today.counts) == Counts(0, 0, 0, 0)


def test_the_days_counts_are_the_acts_of_the_offices_day(
    clerk: Desk, clock: DemoClock, class_sets: dict[str, Fill]
) -> None:
    clock.move(at(1, "23:59"))
    receive(clerk, child(1))
    clock.move(at(2, "00:01"))  # the same date in UTC
    accept(clerk, 2, class_sets["А"].class_set_id)
    gone = accept(clerk, 3, class_sets["А"].class_set_id)
    clerk.do(new_act(), afterwards.withdraw, gone, "көшіп кетті")
    refuse(clerk, receive(clerk, child(4, photos__recent="no")).application_id, Ground.NONCONFORMING)
    clerk.do(new_act(), intake.open_draft)
    assert clerk.ask(today.counts) == Counts(received=3, accepted=2, refused=1, withdrawn=1)
    clock.move(at(3, "00:00"))
    assert clerk.ask(today.counts) == Counts(0, 0, 0, 0)
