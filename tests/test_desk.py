"""The two doors of the desk and its drawer: what is stored is recorded, once, and told truly."""

import datetime as dt
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from clerk_desk.clock import DemoClock
from clerk_desk.desk import ActKey, Desk, Unrecorded, new_act
from clerk_desk.duties import audit
from clerk_desk.objection import Objection
from clerk_desk.rules.rights import MAY, may
from clerk_desk.work import Look, Member, Work
from data.engine import OutcomeUnknown, Store, StoreBroken, StoreTrouble
from data.law import Law, Window
from data.tables import Act, AdmissionYear, AuditLine, Draft, School, Staff
from data.vocabulary import DraftState, EventKind, Role
from tests.conftest import line_count

HEAD = "Ахметов Ерлан"


def head(look: Look) -> str:
    """Who is head of the school."""
    school = look.session.get(School, 1)
    assert school is not None
    return school.head


def rename(work: Work, name: str) -> str:
    """A task as a duty writes it: hold, change, record."""
    school = work.hold(School, 1)
    before, school.head = school.head, name
    work.record(EventKind.SCHOOL_CORRECTED, old=before, new=name)
    return before


def rename_silently(work: Work, name: str) -> str:
    """A task with a fault: it stores without recording."""
    work.hold(School, 1).head = name
    return name


def rename_and_object(work: Work, name: str) -> str:
    """A task whose rule objects late."""
    rename(work, name)
    raise Objection("no", "No.")


def visit(work: Work) -> int:
    """A task that anybody may do."""
    work.record(EventKind.SIGNED_IN)
    return work.member.id


# --- one act, one transaction, one line -----------------------------------------------------------------


def test_an_act_is_stored_with_its_line(desk: Desk) -> None:
    before = line_count(desk.store)
    desk.do(new_act(), rename, HEAD)
    assert desk.ask(head) == HEAD
    assert line_count(desk.store) == before + 1


def test_nothing_is_stored_unrecorded(desk: Desk) -> None:
    with pytest.raises(Unrecorded, match="rename_silently"):
        desk.do(new_act(), rename_silently, HEAD)
    assert desk.ask(head) != HEAD


def test_an_objection_takes_everything_back(desk: Desk) -> None:
    before = line_count(desk.store)
    with pytest.raises(Objection):
        desk.do(new_act(), rename_and_object, HEAD)
    assert desk.ask(head) != HEAD
    assert line_count(desk.store) == before


def test_a_question_stores_nothing(desk: Desk) -> None:
    def sly(look: Look) -> str:
        school = look.session.get(School, 1)
        assert school is not None
        school.head = HEAD
        return HEAD

    with pytest.raises(StoreTrouble):
        desk.ask(sly)
    assert desk.ask(head) != HEAD


def test_what_was_changed_before_a_row_is_held_again_is_kept(desk: Desk) -> None:
    def twice(work: Work) -> str:
        work.hold(School, 1).head = HEAD
        again = work.hold(School, 1).head
        work.record(EventKind.SCHOOL_CORRECTED)
        return again

    twice.__annotations__ = {"work": Work, "return": str}
    assert desk.do(new_act(), twice) == HEAD


def test_a_row_that_is_gone_is_said_in_words(desk: Desk) -> None:
    def hold(work: Work) -> int:
        work.hold(Staff, 4711)
        return 0

    with pytest.raises(Objection) as caught:
        desk.do(new_act(), hold)
    assert caught.value.code == "not_there"


def test_somebody_dismissed_does_and_asks_nothing_more(desk: Desk, clerk: Desk) -> None:
    with desk.store.writing() as session:
        row = session.get(Staff, 2)
        assert row is not None
        row.dismissed_at = desk.clock.now()
    for attempt in (lambda: clerk.ask(head), lambda: clerk.do(new_act(), visit), lambda: clerk.keep(1, 0, {}, "")):
        with pytest.raises(Objection) as caught:
            attempt()
        assert caught.value.code == "dismissed"


# --- one key per act ------------------------------------------------------------------------------------


def test_the_same_act_twice_is_done_once(desk: Desk) -> None:
    key, before = new_act(), line_count(desk.store)
    first = desk.do(key, rename, HEAD)
    assert desk.do(key, rename, HEAD) == first
    assert line_count(desk.store) == before + 1


def test_a_look_is_recorded_each_time_and_what_it_showed_is_not_kept(desk: Desk) -> None:
    key, before = new_act(), line_count(desk.store)
    for _ in range(2):
        desk.do(key, audit.open_trail)
    assert line_count(desk.store) == before + 2
    with desk.store.reading() as session:
        assert session.get(Act, key) is None


def test_two_acts_have_two_keys(desk: Desk) -> None:
    before = line_count(desk.store)
    desk.do(new_act(), rename, HEAD)
    desk.do(new_act(), rename, HEAD)
    assert line_count(desk.store) == before + 2


def test_a_key_is_not_used_for_another_act(desk: Desk) -> None:
    key = new_act()
    desk.do(key, rename, HEAD)
    with pytest.raises(Unrecorded):
        desk.do(key, visit)


def test_a_key_that_is_no_key_is_refused(desk: Desk) -> None:
    with pytest.raises(Exception, match="a_real_key"):
        desk.do(ActKey("1"), rename, HEAD)
    assert desk.ask(head) != HEAD


def test_an_act_that_met_an_objection_can_be_done_later_under_its_key(desk: Desk) -> None:
    key = new_act()
    with pytest.raises(Objection):
        desk.do(key, rename_and_object, HEAD)
    desk.do(key, rename, HEAD)
    assert desk.ask(head) == HEAD


# --- the truth after a failed commit ------------------------------------------------------------------------


def _engine(store: Store) -> Engine:
    return store._engine


def _driver_error(store: Store) -> Exception:
    dialect = _engine(store).dialect
    assert dialect.dbapi is not None
    error: Exception = dialect.dbapi.OperationalError("disk I/O error")
    return error


@pytest.fixture
def commit_fails(store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Make the next commits of writing sessions fail: before they are done, or after they were."""

    def fail(after: bool) -> None:
        dialect = _engine(store).dialect
        real = dialect.do_commit

        def do_commit(connection: object) -> None:
            monkeypatch.setattr(dialect, "do_commit", real)
            if after:
                real(connection)  # type: ignore[arg-type]
            raise _driver_error(store)

        monkeypatch.setattr(dialect, "do_commit", do_commit)

    return fail


def test_a_commit_that_failed_but_was_durable_is_told_as_done(desk: Desk, commit_fails: Callable[[bool], None]) -> None:
    before, was = line_count(desk.store), desk.ask(head)
    key = new_act()
    commit_fails(True)
    assert desk.do(key, rename, HEAD) == was
    assert desk.ask(head) == HEAD and line_count(desk.store) == before + 1
    assert desk.do(key, rename, HEAD) == was
    assert line_count(desk.store) == before + 1


def test_a_commit_that_failed_is_told_as_not_done(desk: Desk, commit_fails: Callable[[bool], None]) -> None:
    before, key = line_count(desk.store), new_act()
    commit_fails(False)
    with pytest.raises(StoreTrouble):
        desk.do(key, rename, HEAD)
    assert desk.ask(head) != HEAD and line_count(desk.store) == before
    desk.do(key, rename, HEAD)
    assert desk.ask(head) == HEAD and line_count(desk.store) == before + 1


def test_where_the_store_is_silent_nothing_is_claimed(
    desk: Desk, commit_fails: Callable[[bool], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(_self: Store) -> object:
        raise StoreBroken("no")

    key = new_act()
    commit_fails(True)
    with monkeypatch.context() as patched:
        patched.setattr(Store, "reading", silent)
        with pytest.raises(OutcomeUnknown):
            desk.do(key, rename, HEAD)
    before = line_count(desk.store)
    desk.do(key, rename, HEAD)
    assert desk.ask(head) == HEAD and line_count(desk.store) == before


# --- rights ---------------------------------------------------------------------------------------------


def attempt(work: Work, event: EventKind) -> int:
    """Try an act that is nothing but its line."""
    work.record(event)
    return 1


def test_whoever_may_not_is_refused_where_the_work_is_done(desk: Desk, clerk: Desk) -> None:
    for at, role in ((desk, Role.ADMINISTRATOR), (clerk, Role.CLERK)):
        for event in EventKind:
            before = line_count(at.store)
            if event in MAY[role]:
                at.do(new_act(), attempt, event)
            else:
                with pytest.raises(Objection) as caught:
                    at.do(new_act(), attempt, event)
                assert caught.value.code == "not_allowed"
            assert line_count(at.store) == before + (event in MAY[role])


def test_the_role_is_the_stores_not_the_screens(clerk: Desk) -> None:
    """A screen that believes it serves an administrator gets a clerk's rights all the same."""
    clerk.member = Member(2, "aigul", "Айгүл", Role.ADMINISTRATOR, "en")
    with pytest.raises(Objection) as caught:
        clerk.do(new_act(), rename, HEAD)
    assert caught.value.code == "not_allowed"


def test_an_administrator_may_do_every_act() -> None:
    for event in EventKind:
        assert may(Role.ADMINISTRATOR, event)


# --- the drawer -----------------------------------------------------------------------------------------


@pytest.fixture
def draft(store: Store, clock: DemoClock) -> int:
    """An open draft in the clerk's hands."""
    with store.writing() as session:
        year = session.get(AdmissionYear, 2027)
        assert year is not None
        row = Draft(key=new_act(), year=2027, arrived_at=clock.now(), kept_at=clock.now(), held_by=2)
        session.add(row)
        session.flush()
        assert row.id is not None
        return row.id


def _draft(store: Store, draft_id: int) -> Draft:
    with store.reading() as session:
        row = session.get(Draft, draft_id)
        assert row is not None
        return row


def test_a_draft_is_kept_without_a_line(clerk: Desk, draft: int) -> None:
    before = line_count(clerk.store)
    assert clerk.keep(draft, 0, {"child.surname": "Сәрсенбай"}, "child.surname") == 1
    assert clerk.keep(draft, 1, {"child.surname": "Сәрсенбаев"}, "child.given_name") == 2
    row = _draft(clerk.store, draft)
    assert (row.answers, row.cursor, row.version) == ({"child.surname": "Сәрсенбаев"}, "child.given_name", 2)
    assert line_count(clerk.store) == before


def test_an_older_state_does_not_write_over_a_newer(clerk: Desk, draft: int) -> None:
    clerk.keep(draft, 0, {"child.surname": "Сәрсенбай"}, "")
    with pytest.raises(Objection) as caught:
        clerk.keep(draft, 0, {}, "")
    assert caught.value.code == "draft_elsewhere"
    assert _draft(clerk.store, draft).answers == {"child.surname": "Сәрсенбай"}


def test_a_draft_in_other_hands_is_left_alone(desk: Desk, draft: int) -> None:
    with pytest.raises(Objection) as caught:
        desk.keep(draft, 0, {"child.surname": "x"}, "")
    assert caught.value.code == "draft_elsewhere"


@pytest.mark.parametrize("state", [DraftState.RECEIVED, DraftState.DISCARDED, None])
def test_a_draft_that_is_no_longer_open_is_not_kept(clerk: Desk, draft: int, state: DraftState | None) -> None:
    with clerk.store.writing() as session:
        row = session.get(Draft, draft)
        assert row is not None
        if state is None:
            session.delete(row)
        else:
            row.state = state
    with pytest.raises(Objection) as caught:
        clerk.keep(draft, 0, {"child.surname": "x"}, "")
    assert caught.value.code == "draft_gone"


def test_the_drawer_takes_drafts_only(clerk: Desk, draft: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from clerk_desk import desk as room

    def kept(session: object, *_: object) -> int:
        school = session.get(School, 1)  # type: ignore[attr-defined]
        school.head = HEAD
        return 1

    monkeypatch.setattr(room, "_kept", kept)
    with pytest.raises(Unrecorded):
        clerk.keep(draft, 0, {}, "")
    assert clerk.ask(head) != HEAD


# --- the look -------------------------------------------------------------------------------------------


def test_the_date_is_the_offices(desk: Desk, clock: DemoClock) -> None:
    clock.move(dt.datetime(2027, 12, 31, 20, 30, tzinfo=dt.UTC))  # already half past one on 1 January in Almaty

    def today(look: Look) -> str:
        return f"{look.today.isoformat()} {look.year}"

    assert desk.ask(today) == "2028-01-01 2028"


def test_a_new_year_is_made_by_its_first_act_and_the_old_one_is_closed(desk: Desk, clock: DemoClock) -> None:
    def first(work: Work) -> int:
        row = work.current_year()
        work.record(EventKind.SIGNED_IN)
        with pytest.raises(Objection, match="2027 is over"):
            work.must_be_current(2027)
        return row.year

    first.__annotations__ = {"work": Work, "return": int}
    clock.move(dt.datetime(2028, 1, 10, 5, 0, tzinfo=dt.UTC))
    assert desk.do(new_act(), first) == 2028
    with desk.store.reading() as session:
        rows = session.exec(select(AdmissionYear).order_by(col(AdmissionYear.year))).all()
        assert [(r.year, r.opens, r.closes, r.next_number) for r in rows] == [
            (2027, dt.date(2027, 4, 1), dt.date(2027, 8, 31), 1),
            (2028, dt.date(2028, 4, 1), dt.date(2028, 8, 31), 1),
        ]


def test_two_desks_may_do_the_first_act_of_a_year_together(
    desk: Desk, clerk: Desk, clock: DemoClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.move(dt.datetime(2028, 1, 10, 5, 0, tzinfo=dt.UTC))
    both, real = threading.Barrier(2), Law.window

    def window(self: Law, year: int) -> Window:
        # Each has found no row for the year; on SQLite the second has not even begun.
        with suppress(threading.BrokenBarrierError):
            both.wait(0.5)
        return real(self, year)

    monkeypatch.setattr(Law, "window", window)

    def first(work: Work) -> int:
        year = work.current_year().year
        work.record(EventKind.SIGNED_IN)
        return year

    first.__annotations__ = {"work": Work, "return": int}
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lambda at: at.do(new_act(), first), (desk, clerk))) == [2028, 2028]


def test_the_act_and_its_line_tell_one_moment_and_one_person(clerk: Desk) -> None:
    key = new_act()
    clerk.do(key, visit)
    with clerk.store.reading() as session:
        act = session.get(Act, key)
        last = session.exec(select(AuditLine).order_by(col(AuditLine.seq).desc())).first()
        assert act is not None and last is not None
        assert act.at == last.at and last.staff_id == 2 and act.task == "test_desk.visit" and act.outcome == "2"
