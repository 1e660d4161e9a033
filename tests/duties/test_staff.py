"""The staff: appointed, dismissed, with new passwords; an administrator is always left."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from sqlmodel import col, select

from clerk_desk.clock import DemoClock
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import staff
from clerk_desk.objection import Objection
from clerk_desk.work import Member
from data.engine import Store, StoreTrouble
from data.keyring import Keyring, OpenKeyring
from data.law import Law
from data.tables import AuditLine, Staff
from data.vocabulary import EventKind, Role
from tests.conftest import ADMINISTRATOR, CHEAP, CLERK, line_count

WORDS = "another three words"


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Objection) as caught:
        act()
    return caught.value.code


def last_line(store: Store) -> AuditLine:
    with store.reading() as session:
        line = session.exec(select(AuditLine).order_by(col(AuditLine.seq).desc())).first()
        assert line is not None
        return line


def appoint(desk: Desk, keys: OpenKeyring, login: str = "asel", role: Role = Role.CLERK) -> staff.StaffCard:
    return desk.do(new_act(), staff.appoint, keys, login, "Қасымова Әсел", role, WORDS)


def test_an_appointed_person_can_sign_in(desk: Desk, keys: OpenKeyring, keyring_path: Path) -> None:
    card = appoint(desk, keys, " ӘСЕЛ ")
    assert (card.login, card.full_name, card.role, card.dismissed_at) == ("әсел", "Қасымова Әсел", Role.CLERK, None)
    assert [c.login for c in desk.ask(staff.staff)] == [ADMINISTRATOR[0], CLERK[0], "әсел"]
    assert Keyring(keyring_path, CHEAP).unlock("әсел", WORDS) is not None
    line = last_line(desk.store)
    assert line.event is EventKind.STAFF_APPOINTED and line.staff_id == 1 and WORDS not in line.facts


def test_an_act_of_the_staff_keeps_no_password_in_the_store(desk: Desk, keys: OpenKeyring) -> None:
    key = new_act()
    desk.do(key, staff.appoint, keys, "asel", "Қасымова Әсел", Role.CLERK, WORDS)
    again = desk.do(key, staff.appoint, keys, "asel", "Қасымова Әсел", Role.CLERK, WORDS)
    assert again.login == "asel"
    with desk.store.reading() as session:
        from data.tables import Act

        act = session.get(Act, key)
        assert act is not None and WORDS not in act.outcome


@pytest.mark.parametrize(
    ("login", "name", "password", "code"),
    [
        (CLERK[0], "Айгүл", WORDS, "login_taken"),
        ("AIGUL", "Айгүл", WORDS, "login_taken"),
        ("", "Айгүл", WORDS, "login_form"),
        ("a b", "Айгүл", WORDS, "login_form"),
        ("asel", " ", WORDS, "full_name"),
        ("asel", "Айгүл", "short", "weak_password"),
        ("asel", "Қасымова Әсел", "қасымова әсел", "weak_password"),
    ],
)
def test_who_cannot_be_appointed(
    desk: Desk, keys: OpenKeyring, login: str, name: str, password: str, code: str
) -> None:
    before = keys.logins
    assert code_of(lambda: desk.do(new_act(), staff.appoint, keys, login, name, Role.CLERK, password)) == code
    assert keys.logins == before and len(desk.ask(staff.staff)) == 2


def test_a_dismissed_person_is_off_the_keyring_but_in_the_list(desk: Desk, clerk: Desk, keys: OpenKeyring) -> None:
    card = desk.do(new_act(), staff.dismiss, keys, 2, " moved  away ")
    assert card.dismissed_at is not None
    assert not keys.knows(CLERK[0])
    assert [c.login for c in desk.ask(staff.staff)] == [ADMINISTRATOR[0], CLERK[0]]
    assert '"reason":"moved away"' in last_line(desk.store).facts
    assert code_of(lambda: clerk.ask(staff.staff)) == "dismissed"
    for act in (
        lambda: desk.do(new_act(), staff.dismiss, keys, 2, "again"),
        lambda: desk.do(new_act(), staff.reset_password, keys, 2, WORDS),
    ):
        assert code_of(act) == "already_dismissed"
    assert code_of(lambda: appoint(desk, keys, CLERK[0])) == "login_taken"  # old acts keep their author


def test_a_dismissal_needs_a_reason_and_a_person(desk: Desk, keys: OpenKeyring) -> None:
    assert code_of(lambda: desk.do(new_act(), staff.dismiss, keys, 2, "  ")) == "reason_missing"
    assert code_of(lambda: desk.do(new_act(), staff.dismiss, keys, 4711, "why")) == "not_there"
    assert keys.knows(CLERK[0])


def test_the_last_administrator_stays(desk: Desk, keys: OpenKeyring) -> None:
    assert code_of(lambda: desk.do(new_act(), staff.dismiss, keys, 1, "tired")) == "last_administrator"
    second = appoint(desk, keys, role=Role.ADMINISTRATOR)
    desk.do(new_act(), staff.dismiss, keys, 1, "tired")
    assert not keys.knows(ADMINISTRATOR[0]) and keys.knows(second.login)


@pytest.mark.server
def test_two_administrators_dismissing_one_another_leave_one(
    desk: Desk, keys: OpenKeyring, store: Store, clock: DemoClock, law: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = appoint(desk, keys, role=Role.ADMINISTRATOR)
    other = Desk(store, clock, law, Member(second.id, second.login, second.full_name, Role.ADMINISTRATOR, "en"))

    both, real = threading.Barrier(2), OpenKeyring.drop

    def drop(self: OpenKeyring, login: str) -> Callable[[], None]:
        # The first waits here, all its rows held, for the second: who must not come so far meanwhile.
        with suppress(threading.BrokenBarrierError):
            both.wait(0.5)
        return real(self, login)

    monkeypatch.setattr(OpenKeyring, "drop", drop)

    def dismiss(at: Desk, whom: int) -> str:
        try:
            at.do(new_act(), staff.dismiss, keys, whom, "race")
        except Objection as objection:
            return objection.code
        return "done"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(dismiss, (desk, other), (second.id, 1)))
    assert outcomes == ["dismissed", "done"]
    with store.reading() as session:
        present = session.exec(
            select(Staff).where(Staff.role == Role.ADMINISTRATOR, col(Staff.dismissed_at).is_(None))
        ).all()
        assert len(present) == 1
        assert keys.knows(present[0].login)


def test_a_new_password_takes_the_place_of_the_old(desk: Desk, keys: OpenKeyring) -> None:
    desk.do(new_act(), staff.reset_password, keys, 2, WORDS)
    assert keys.confirm(CLERK[0], WORDS) and not keys.confirm(CLERK[0], CLERK[2])
    assert last_line(desk.store).event is EventKind.PASSWORD_RESET
    assert code_of(lambda: desk.do(new_act(), staff.reset_password, keys, 2, "short")) == "weak_password"
    assert keys.confirm(CLERK[0], WORDS)


def test_everybody_changes_their_own_password(clerk: Desk, keys: OpenKeyring) -> None:
    change = staff.change_password
    assert code_of(lambda: clerk.do(new_act(), change, keys, "wrong", WORDS)) == "wrong_password"
    assert code_of(lambda: clerk.do(new_act(), change, keys, ADMINISTRATOR[2], WORDS)) == "wrong_password"
    assert code_of(lambda: clerk.do(new_act(), change, keys, CLERK[2], "short")) == "weak_password"
    assert keys.confirm(CLERK[0], CLERK[2])
    clerk.do(new_act(), change, keys, CLERK[2], WORDS)
    assert keys.confirm(CLERK[0], WORDS) and not keys.confirm(CLERK[0], CLERK[2])


def test_a_clerk_changes_nobody_else(clerk: Desk, keys: OpenKeyring) -> None:
    before, logins = line_count(clerk.store), keys.logins
    for act in (
        lambda: appoint(clerk, keys),
        lambda: clerk.do(new_act(), staff.dismiss, keys, 1, "why"),
        lambda: clerk.do(new_act(), staff.reset_password, keys, 1, WORDS),
        lambda: clerk.do(new_act(), staff.recover_password, keys, WORDS),
    ):
        assert code_of(act) == "not_allowed"
    assert line_count(clerk.store) == before and keys.logins == logins
    assert keys.confirm(ADMINISTRATOR[0], ADMINISTRATOR[2])


def test_a_language_is_kept(clerk: Desk) -> None:
    clerk.do(new_act(), staff.choose_language, "kk")
    with clerk.store.reading() as session:
        row = session.get(Staff, 2)
        assert row is not None and row.language == "kk"
    assert last_line(clerk.store).facts == '{"new":"kk","old":"en"}'
    assert code_of(lambda: clerk.do(new_act(), staff.choose_language, "tlh")) == "language_unknown"


@pytest.mark.parametrize("what", ["appoint", "dismiss", "reset"])
def test_a_commit_that_fails_takes_the_keyring_back(
    desk: Desk, keys: OpenKeyring, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    dialect = desk.store._engine.dialect
    assert dialect.dbapi is not None
    error = dialect.dbapi.OperationalError("disk I/O error")
    before = keys.path.read_bytes()
    seen: list[bytes] = []

    def do_commit(_connection: object) -> None:
        seen.append(keys.path.read_bytes())
        raise error

    acts = {
        "appoint": lambda: appoint(desk, keys),
        "dismiss": lambda: desk.do(new_act(), staff.dismiss, keys, 2, "why"),
        "reset": lambda: desk.do(new_act(), staff.reset_password, keys, 2, WORDS),
    }
    with monkeypatch.context() as patched:
        real = dialect.do_commit
        patched.setattr(dialect, "do_commit", do_commit)
        with pytest.raises(StoreTrouble):
            try:
                acts[what]()
            finally:
                patched.setattr(dialect, "do_commit", real)
    assert seen[0] != before, "the keyring was to be written before the commit"
    assert keys.logins == {ADMINISTRATOR[0], CLERK[0]}
    assert keys.confirm(CLERK[0], CLERK[2])
    assert len(desk.ask(staff.staff)) == 2
    acts[what]()  # and now it goes


def test_a_keyring_that_cannot_be_written_stores_nothing(
    desk: Desk, keys: OpenKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = line_count(desk.store)
    with monkeypatch.context() as patched:
        patched.setattr("data.keyring.write_whole", _full)
        with pytest.raises(StoreTrouble):
            appoint(desk, keys)
    assert line_count(desk.store) == before and len(desk.ask(staff.staff)) == 2


def _full(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")
