"""What the desk knows of its packages: the closed days, what was exported, whose keys open them; on both databases."""

from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import exports, photos
from clerk_desk.duties.exports import Leaving
from tests.conftest import MORNING
from tests.duties.acts import child, objects, receive
from tests.duties.evenings import close_day
from tests.duties.test_photos import developed

THURSDAY = MORNING.date()


def leaving(name: str = "day-2027-04-01-no1.zip.age", seal: str = "5" * 64) -> Leaving:
    return Leaving(THURSDAY, 1, name, "a" * 64, 1000, seal, True, ("Оспанова Гүлнар",), ("age1x",))


def test_a_closed_day_is_told_whole_and_whether_it_was_exported(clerk: Desk, desk: Desk) -> None:
    with objects("never_closed"):
        desk.ask(exports.day)
    application_id = receive(clerk, child(1)).application_id
    clerk.do(new_act(), photos.attach_to, application_id, developed(10))
    closed = close_day(desk)
    day = desk.ask(exports.day)
    assert (day.date, day.number, day.to_line, day.head) == (THURSDAY, 1, closed.lines, closed.head)
    assert (day.register_id, day.previous, len(day.content["applications"])) == (closed.register.paper_id, None, 1)
    assert desk.ask(exports.photo, "2027-0001", developed(10).sha256) == developed(10).jpeg
    assert desk.ask(exports.photo, "2027-0001", developed(20).sha256) is None
    assert desk.ask(exports.photo, "nobody", developed(10).sha256) is None
    with objects("not_closed"):
        desk.ask(exports.day, THURSDAY.replace(day=2))
    (before,) = desk.ask(exports.days)
    desk.do(new_act(), exports.exported, leaving())
    (after,) = desk.ask(exports.days)
    assert (before.exported_at, after.package) == (None, leaving().package)
    assert after.exported_at is not None and after.closed_by == "Оспанова Гүлнар"
    assert desk.ask(exports.sealed_before, "5" * 64) is not None
    assert desk.ask(exports.sealed_before, "6" * 64) is None
    assert desk.ask(exports.exported_before, leaving().package, "a" * 64) is not None
    assert desk.ask(exports.exported_before, leaving().package, "b" * 64) is None
    assert desk.ask(exports.day).previous is None, "what was exported after the close is not before it"


def test_the_same_export_written_down_twice_is_one(clerk: Desk, desk: Desk) -> None:
    receive(clerk, child(1))
    close_day(desk)
    key = new_act()
    assert desk.do(key, exports.exported, leaving()) == desk.do(key, exports.exported, leaving()) == 1
    assert len(desk.ask(exports.days)) == 1


def test_a_new_key_takes_the_place_of_the_old(desk: Desk, clerk: Desk) -> None:
    assert desk.ask(exports.recipients) == ()
    assert desk.do(new_act(), exports.set_key, "age1one") is False
    assert desk.do(new_act(), exports.set_key, "age1two") is True
    assert [(one.name, one.recipient) for one in desk.ask(exports.recipients)] == [("Оспанова Гүлнар", "age1two")]
    with objects("not_allowed"):
        clerk.do(new_act(), exports.set_key, "age1clerk")
    with objects("not_allowed"):
        clerk.do(new_act(), exports.exported, leaving())
