"""The door: who comes in, who waits, what is said when the store does not open, and how a desk is founded."""

import datetime as dt
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import col, select

from clerk_desk.clock import DemoClock
from clerk_desk.desk import Desk, new_act
from clerk_desk.door import Door
from clerk_desk.duties import audit, staff
from clerk_desk.founding import SchoolWords, found_desk
from clerk_desk.objection import Objection
from clerk_desk.troubles import trouble_said
from data import keyring
from data import trouble as troubles
from data.engine import ForeignStore, create_store, open_store
from data.engine.encrypted_file import connect
from data.keyring import Keyring, OpenKeyring
from data.law import Law
from data.tables import AdmissionYear, AuditLine, School, Staff
from data.vocabulary import EventKind, Role
from tests.conftest import ADMINISTRATOR, CHEAP, CLERK, MORNING, SCHOOL, Furnished

NEW = "another three words"


@pytest.fixture
def door(store_url: str, keyring_path: Path, clock: DemoClock, law: Law) -> Door:
    return Door(store_url, keyring_path, clock, law, CHEAP)


@pytest.fixture
def again(store_url: str, keyring_path: Path, clock: DemoClock, law: Law) -> Callable[[], Door]:
    """The program started once more."""
    return lambda: Door(store_url, keyring_path, clock, law, CHEAP)


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Objection) as caught:
        act()
    return caught.value.code


def lines(desk: Desk) -> list[AuditLine]:
    with desk.store.reading() as session:
        return list(session.exec(select(AuditLine).order_by(col(AuditLine.seq))))


def later(clock: DemoClock, seconds: int) -> None:
    clock.move(clock.now() + dt.timedelta(seconds=seconds))


# --- coming in ------------------------------------------------------------------------------------------


def test_a_clerk_comes_in_and_that_is_recorded(door: Door) -> None:
    desk, keys = door.sign_in(CLERK[0], CLERK[2])
    assert (desk.member.id, desk.member.full_name, desk.member.role) == (2, CLERK[1], Role.CLERK)
    last = lines(desk)[-1]
    assert (last.event, last.staff_id, last.facts) == (EventKind.SIGNED_IN, 2, "{}")
    assert keys.knows(CLERK[0])
    desk.store.close()


def test_the_name_may_be_typed_in_any_case(door: Door) -> None:
    desk, _ = door.sign_in("  AIGUL ", CLERK[2])
    desk.store.close()


def test_a_wrong_name_and_a_wrong_password_sound_the_same(door: Door) -> None:
    said = []
    for login, password in ((CLERK[0], "wrong"), ("nobody", CLERK[2]), ("", ""), (CLERK[0], ADMINISTRATOR[2])):
        with pytest.raises(Objection) as caught:
            door.sign_in(login, password)
        said.append((caught.value.code, str(caught.value)))
    assert set(said) == {("wrong_password", "The name or the password is not right. Type both once more.")}


def test_without_the_password_nothing_is_opened(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("the store was opened")

    monkeypatch.setattr("clerk_desk.door.open_store", never)
    assert code_of(lambda: door.sign_in(CLERK[0], "wrong")) == "wrong_password"


def test_the_misses_before_are_told_in_the_trail(door: Door) -> None:
    for _ in range(2):
        code_of(lambda: door.sign_in(CLERK[0], "wrong"))
    desk, _ = door.sign_in(CLERK[0], CLERK[2])
    assert lines(desk)[-1].facts == '{"missed":2}'
    desk.store.close()
    desk, _ = door.sign_in(CLERK[0], CLERK[2])
    assert lines(desk)[-1].facts == "{}"
    desk.store.close()


def test_somebody_dismissed_does_not_come_in(door: Door) -> None:
    desk, keys = door.sign_in(ADMINISTRATOR[0], ADMINISTRATOR[2])
    desk.do(new_act(), staff.dismiss, keys, 2, "moved away")
    desk.store.close()
    assert code_of(lambda: door.sign_in(CLERK[0], CLERK[2])) == "wrong_password"


def test_a_wrap_that_outlived_its_owner_opens_nothing(door: Door, keys: OpenKeyring) -> None:
    keys.wrap_for("ghost", NEW)
    assert code_of(lambda: door.sign_in("ghost", NEW)) == "dismissed"
    desk, _ = door.sign_in(CLERK[0], CLERK[2])  # and the next sign-in sweeps it away
    assert keys.logins == {ADMINISTRATOR[0], CLERK[0]}
    desk.store.close()


# --- waiting --------------------------------------------------------------------------------------------


def test_guessing_is_slowed_and_a_restart_does_not_help(
    door: Door, again: Callable[[], Door], clock: DemoClock
) -> None:
    for _ in range(3):
        assert code_of(lambda: door.sign_in(CLERK[0], "wrong")) == "wrong_password"
    with pytest.raises(Objection) as caught:
        again().sign_in(CLERK[0], CLERK[2])  # even the right password waits
    assert caught.value.code == "wait" and caught.value.message.facts == {"seconds": 5}
    later(clock, 5)
    assert code_of(lambda: again().sign_in(CLERK[0], "wrong")) == "wrong_password"
    later(clock, 5)
    assert code_of(lambda: again().sign_in(CLERK[0], CLERK[2])) == "wait"
    later(clock, 5)
    desk, _ = again().sign_in(CLERK[0], CLERK[2])
    assert lines(desk)[-1].facts == '{"missed":4}'
    desk.store.close()
    assert code_of(lambda: door.sign_in(CLERK[0], "wrong")) == "wrong_password"


def test_waiting_costs_no_try_and_is_not_prolonged_by_trying(door: Door, clock: DemoClock) -> None:
    for _ in range(3):
        code_of(lambda: door.sign_in(CLERK[0], "wrong"))
    for _ in range(5):
        assert code_of(lambda: door.sign_in(CLERK[0], "wrong")) == "wait"
    later(clock, 6)
    desk, _ = door.sign_in(CLERK[0], CLERK[2])
    desk.store.close()


def test_one_persons_misses_do_not_shut_out_another(door: Door) -> None:
    for _ in range(3):
        code_of(lambda: door.sign_in(CLERK[0], "wrong"))
    desk, _ = door.sign_in(ADMINISTRATOR[0], ADMINISTRATOR[2])
    desk.store.close()


def test_guessing_over_many_names_is_slowed_as_well(door: Door) -> None:
    for n in range(12):
        assert code_of(lambda n=n: door.sign_in(f"name{n}", "wrong")) == "wrong_password"  # type: ignore[misc]
    assert code_of(lambda: door.sign_in("name13", "wrong")) == "wait"


def test_unknown_names_wait_like_known_ones(door: Door) -> None:
    for _ in range(3):
        code_of(lambda: door.sign_in("nobody", "wrong"))
    assert code_of(lambda: door.sign_in("nobody", "wrong")) == "wait"


def test_a_clock_set_back_does_not_shut_the_desk_for_days(door: Door, clock: DemoClock) -> None:
    clock.move(MORNING + dt.timedelta(days=400))
    for _ in range(3):
        code_of(lambda: door.sign_in(CLERK[0], "wrong"))
    clock.move(MORNING)
    assert code_of(lambda: door.sign_in(CLERK[0], CLERK[2])) == "wait"
    later(clock, 6)
    desk, _ = door.sign_in(CLERK[0], CLERK[2])
    desk.store.close()


def test_a_guess_counts_even_if_the_desk_is_killed_in_its_middle(
    door: Door, again: Callable[[], Door], monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Keyring, "unlock", killed)
        for _ in range(3):
            with pytest.raises(KeyboardInterrupt):
                door.sign_in(CLERK[0], "wrong")
    assert code_of(lambda: again().sign_in(CLERK[0], CLERK[2])) == "wait"


def test_a_locked_screen_asks_the_same_password_under_the_same_throttle(door: Door, clock: DemoClock) -> None:
    assert door.confirm("Aigul", CLERK[2])
    assert not door.confirm(CLERK[0], "wrong")
    assert not door.confirm(CLERK[0], ADMINISTRATOR[2])
    assert door.confirm(CLERK[0], CLERK[2]) and door.missed == 2
    for _ in range(3):
        assert not door.confirm(CLERK[0], "wrong")
    assert code_of(lambda: door.confirm(CLERK[0], CLERK[2])) == "wait"


# --- the recovery sheet -------------------------------------------------------------------------------------


def test_an_administrator_gets_in_by_the_recovery_sheet(door: Door, furnished: Furnished) -> None:
    for _ in range(3):
        code_of(lambda: door.sign_in(ADMINISTRATOR[0], "forgotten"))
    door.recover(furnished.code.lower().replace("-", " "), ADMINISTRATOR[0], NEW)
    desk, keys = door.sign_in(ADMINISTRATOR[0], NEW)
    assert [line.event for line in lines(desk)[-2:]] == [EventKind.PASSWORD_RECOVERED, EventKind.SIGNED_IN]
    assert not keys.confirm(ADMINISTRATOR[0], ADMINISTRATOR[2])
    desk.store.close()


def test_the_recovery_sheet_is_for_administrators(door: Door, furnished: Furnished) -> None:
    for login in (CLERK[0], "nobody"):
        with pytest.raises(Objection) as caught:
            door.recover(furnished.code, login, NEW)
        assert caught.value.code == "not_an_administrator" and ADMINISTRATOR[0] in str(caught.value)
    assert door.confirm(CLERK[0], CLERK[2])


def test_a_wrong_recovery_code_changes_nothing(door: Door, furnished: Furnished) -> None:
    assert code_of(lambda: door.recover("00000-00000", ADMINISTRATOR[0], NEW)) == "wrong_code"
    assert code_of(lambda: door.recover(furnished.code, ADMINISTRATOR[0], "short")) == "weak_password"
    for _ in range(3):
        code_of(lambda: door.recover("00000-00000", ADMINISTRATOR[0], NEW))
    assert code_of(lambda: door.recover(furnished.code, ADMINISTRATOR[0], NEW)) == "wait"
    assert door.confirm(ADMINISTRATOR[0], ADMINISTRATOR[2])


# --- what is said when it does not open ------------------------------------------------------------------


def _missing(path: Path, _key: bytes) -> None:
    path.unlink()


def _foreign(path: Path, _key: bytes) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"x" * 9000)


def _newer(path: Path, key: bytes) -> None:
    connection = connect(path, key)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


def _damaged(path: Path, _key: bytes) -> None:
    content = bytearray(path.read_bytes())
    content[2000] ^= 1
    path.write_bytes(content)


def _other(path: Path, _key: bytes) -> None:
    path.unlink()
    create_store(f"sqlite:///{path}", os.urandom(32)).close()


def test_each_trouble_has_its_own_sentence_and_makes_no_file(
    _sqlite_furnished: Furnished, tmp_path: Path, clock: DemoClock, law: Law
) -> None:
    opened = Keyring(_sqlite_furnished.keyring, CHEAP).unlock(ADMINISTRATOR[0], ADMINISTRATOR[2])
    assert opened is not None
    said = {}
    for spoil in (_missing, _foreign, _newer, _damaged, _other):
        place = tmp_path / spoil.__name__
        place.mkdir()
        url = _sqlite_furnished.copy(place)
        shutil.copy(_sqlite_furnished.keyring, place / "keyring.json")
        spoil(place / "desk.db", opened.key)
        before = {p.name for p in place.iterdir()}
        door = Door(url, place / "keyring.json", clock, law, CHEAP)
        with pytest.raises(Objection) as caught:
            door.sign_in(ADMINISTRATOR[0], ADMINISTRATOR[2])
        said[caught.value.code] = str(caught.value)
        tally = {"keyring.attempts.json", "keyring.attempts.json.lock"}
        assert {p.name for p in place.iterdir()} - tally == before
    assert set(said) == {"no_store", "foreign_store", "newer_store", "damaged_store", "wrong_key"}
    assert len(set(said.values())) == 5


def test_a_missing_and_a_damaged_keyring_are_said(store_url: str, tmp_path: Path, clock: DemoClock, law: Law) -> None:
    place = tmp_path / "keys.json"
    door = Door(store_url, place, clock, law, CHEAP)
    assert code_of(lambda: door.sign_in("a", "b")) == "no_keyring"
    assert not place.exists()
    place.write_text("{")
    assert code_of(lambda: door.sign_in("a", "b")) == "damaged_keyring"
    assert code_of(lambda: door.confirm("a", "b")) == "damaged_keyring"
    assert code_of(lambda: door.recover("a", "b", "c")) == "damaged_keyring"


def test_every_trouble_has_a_sentence_of_its_own() -> None:
    kinds = [
        kind
        for room in (troubles, keyring)
        for kind in vars(room).values()
        if isinstance(kind, type) and issubclass(kind, troubles.StoreTrouble) and kind is not troubles.StoreTrouble
    ]
    said = {kind: trouble_said(kind("secret")) for kind in kinds}
    assert len({str(objection) for objection in said.values()}) == len(set(kinds)) >= 14
    assert len({objection.code for objection in said.values()}) == len(set(kinds))
    for objection in said.values():
        assert "secret" not in str(objection)
        assert str(objection).endswith((".", "init"))
    assert trouble_said(troubles.StoreTrouble()).code == "store_broken"


def test_a_sign_in_that_cannot_be_recorded_lets_nobody_in(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> int:
        raise troubles.StoreFull

    monkeypatch.setattr(audit, "signed", full)
    assert code_of(lambda: door.sign_in(CLERK[0], CLERK[2])) == "store_full"


# --- founding -------------------------------------------------------------------------------------------


def found(place: Path, law: Law, school: SchoolWords = SCHOOL, login: str = "gulnar", password: str = NEW) -> str:
    url, keys = f"sqlite:///{place / 'desk.db'}", place / "keyring.json"
    return found_desk(url, keys, DemoClock(MORNING), law, school, login, "Оспанова Гүлнар", password, "kk", cost=CHEAP)


def test_a_founded_desk_is_ready(tmp_path: Path, clock: DemoClock, law: Law) -> None:
    place = tmp_path / "new" / "folder"
    found(place, law, login=" Gulnar")
    assert {p.name for p in place.iterdir()} - {"desk.db-journal"} == {"desk.db", "keyring.json"}
    desk, _ = Door(f"sqlite:///{place / 'desk.db'}", place / "keyring.json", clock, law, CHEAP).sign_in("gulnar", NEW)
    assert (desk.member.role, desk.member.language) == (Role.ADMINISTRATOR, "kk")
    assert [line.event for line in lines(desk)] == [EventKind.DESK_SET_UP, EventKind.SIGNED_IN]
    assert desk.ask(audit.verify).broken_at == 0
    with desk.store.reading() as session:
        school, year = session.get(School, 1), session.get(AdmissionYear, 2027)
        assert school is not None and (school.name_kk, school.bin) == (SCHOOL.name_kk, SCHOOL.bin)
        assert year is not None and (year.opens, year.closes) == (dt.date(2027, 4, 1), dt.date(2027, 8, 31))
        assert len(session.exec(select(Staff)).all()) == 1
    desk.store.close()


def test_a_desk_is_never_founded_over_another(tmp_path: Path, law: Law) -> None:
    found(tmp_path, law)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    assert code_of(lambda: found(tmp_path, law)) == "no_overwrite"
    (tmp_path / "keyring.json").rename(tmp_path / "away.json")
    assert code_of(lambda: found(tmp_path, law)) == "no_overwrite"
    (tmp_path / "away.json").rename(tmp_path / "keyring.json")
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    ("school", "login", "password", "code"),
    [
        (SchoolWords("", "Школа", SCHOOL.bin), "gulnar", NEW, "school_words"),
        (SchoolWords("Мектеп", "Школа", "010340001232"), "gulnar", NEW, "bin_check_digit"),
        (SchoolWords("Мектеп" * 50, "Школа", SCHOOL.bin), "gulnar", NEW, "school_words"),
        (SCHOOL, "", NEW, "login_form"),
        (SCHOOL, "gulnar", "short", "weak_password"),
    ],
)
def test_what_cannot_be_founded_leaves_nothing(
    tmp_path: Path, law: Law, school: SchoolWords, login: str, password: str, code: str
) -> None:
    assert code_of(lambda: found(tmp_path / "new", law, school, login, password)) == code
    assert not (tmp_path / "new").exists()


def test_a_founding_that_fails_leaves_nothing(tmp_path: Path, law: Law, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("no")

    with monkeypatch.context() as patched:
        patched.setattr("clerk_desk.work.Work.record", fail)
        with pytest.raises(KeyError):
            found(tmp_path, law)
    assert list(tmp_path.iterdir()) == []
    found(tmp_path, law)


def test_a_founding_on_a_server_that_fails_leaves_nothing(
    postgres_server: str, tmp_path: Path, law: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("no")

    monkeypatch.setattr("clerk_desk.work.Work.record", fail)
    with pytest.raises(KeyError):
        found_desk(
            postgres_server, tmp_path / "k.json", DemoClock(MORNING), law, SCHOOL, "gulnar", "Гүлнар", NEW, cost=CHEAP
        )
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ForeignStore):
        open_store(postgres_server, bytes(32))
