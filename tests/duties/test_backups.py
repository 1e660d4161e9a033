"""What the desk remembers of its backups, and how it makes, keeps, practises and brings them back."""

import datetime as dt
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from clerk_desk.clock import ALMATY, DemoClock
from clerk_desk.desk import Desk, new_act
from clerk_desk.door import Door
from clerk_desk.duties import audit, backups, intake, register
from clerk_desk.rules.backups import told_by
from clerk_desk.safekeeping import drilling, making, restoring
from clerk_desk.safekeeping.restoring import Places
from data.engine import read_manifest, sqlite_path
from data.files import give_name
from data.keyring import Keyring, OpenKeyring
from data.law import Law
from data.trouble import StoreFull
from data.vocabulary import EventKind
from tests.conftest import ADMINISTRATOR, CHEAP, MORNING, Furnished, line_count
from tests.duties.acts import child, objects, receive

NOON = dt.datetime(2027, 4, 8, 12, 0, tzinfo=ALMATY)


@pytest.fixture
def database() -> str:
    """Backups are of files; the server has a test of its own."""
    return "sqlite"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "stick"
    place.mkdir()
    return place


def by_password(ring: Keyring) -> OpenKeyring | None:
    return ring.unlock(ADMINISTRATOR[0], ADMINISTRATOR[2])


def left(folder: Path) -> list[str]:
    return sorted(place.name for place in folder.iterdir())


# --- made -----------------------------------------------------------------------------------------------


def test_a_backup_is_written_down_and_its_age_is_known(
    desk: Desk, keys: OpenKeyring, folder: Path, clock: DemoClock
) -> None:
    assert desk.ask(backups.state) == backups.BackupState(None, None, 0, True, False)
    receive(desk)
    made = making.back_up(desk, keys, folder)
    assert (made.applications, made.path) == (1, folder / made.path.name)
    assert told_by(made.path.name) is not None
    state = desk.ask(backups.state)
    assert state.made_at is not None and made.made_at <= state.made_at
    assert (state.working_days, state.late) == (0, False)
    (line,) = [one for one in desk.do(new_act(), audit.open_trail).entries if one.event is EventKind.BACKED_UP]
    assert line.facts["backup"] == made.path.name
    assert (line.facts["lines"], line.facts["head"]) == (made.lines, made.head)
    assert line.seq == made.lines + 1


def test_without_a_folder_it_lies_beside_the_store_in_one_for_the_owner_alone(
    desk: Desk, keys: OpenKeyring, tmp_path: Path
) -> None:
    made = making.back_up(desk, keys)
    assert made.path.parent == tmp_path / "backups"
    if os.name != "nt":
        assert made.path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("days", "late"),
    [(0, False), (1, False), (2, False), (4, False), (5, True), (30, True)],
)
def test_more_than_two_working_days_are_late(
    desk: Desk, keys: OpenKeyring, folder: Path, clock: DemoClock, days: int, late: bool
) -> None:
    """From Thursday on: Friday and Monday are two working days, Tuesday is the third."""
    making.back_up(desk, keys, folder)
    clock.move(MORNING + dt.timedelta(days=days))
    assert desk.ask(backups.state).late is late


def test_a_clerk_makes_no_backups_and_holds_no_drills(clerk: Desk, keys: OpenKeyring, folder: Path) -> None:
    before = line_count(clerk.store)
    with objects("not_allowed"):
        making.back_up(clerk, keys, folder)
    with objects("not_allowed"):
        drilling.drill(clerk, keys, None, folder)
    with objects("not_allowed"):
        clerk.do(new_act(), backups.backed_up, "x", 1, 1, "0" * 64)
    assert left(folder) == [] and line_count(clerk.store) == before


def test_a_desk_whose_trail_is_broken_is_not_backed_up_and_no_older_backup_goes(
    desk: Desk, keys: OpenKeyring, folder: Path
) -> None:
    made = making.back_up(desk, keys, folder, kept=1)
    with desk.store.writing() as session:
        connection = session.connection()
        connection.exec_driver_sql("DROP TRIGGER audit_line_no_update")
        connection.exec_driver_sql("UPDATE audit_line SET facts = '{\"x\":1}' WHERE seq = 2")
    with objects("trail_broken"):
        making.back_up(desk, keys, folder, kept=1)
    assert left(folder) == [made.path.name]


def test_the_newest_stay_and_the_last_of_each_month(
    desk: Desk, keys: OpenKeyring, folder: Path, clock: DemoClock
) -> None:
    other = folder / "desk-2027-03-02T18-30-05.backup"
    other.write_bytes(b"somebody's letter")
    (folder / "notes.txt").write_text("mine", "utf-8")
    made = []
    for month, day in ((3, 1), (3, 5), (3, 30), (4, 1), (4, 2), (4, 5)):
        clock.move(dt.datetime(2027, month, day, 18, 0, tzinfo=ALMATY))
        made.append(making.back_up(desk, keys, folder, kept=2))
    assert [one.removed for one in made[3:]] == [(made[1].path.name,), (), (made[3].path.name,)]
    kept = [made[2], made[4], made[5]]
    assert left(folder) == sorted([other.name, "notes.txt", *(one.path.name for one in kept)])


def test_another_desks_backups_in_the_same_folder_are_left_alone(
    desk: Desk, keys: OpenKeyring, folder: Path, clock: DemoClock, tmp_path: Path, law: Law
) -> None:
    from clerk_desk.founding import found_desk
    from tests.conftest import SCHOOL

    (tmp_path / "other").mkdir()
    url, ring = f"sqlite:///{tmp_path / 'other' / 'desk.db'}", tmp_path / "other" / "keyring.json"
    found_desk(url, ring, clock, law, SCHOOL, "serik", "Серік", "three green apples", cost=CHEAP)
    there, their_keys = Door(url, ring, clock, law, CHEAP).sign_in("serik", "three green apples")
    try:
        clock.move(NOON)
        theirs = [making.back_up(there, their_keys, folder, kept=2).path.name]
        clock.move(NOON + dt.timedelta(hours=1))
        for hour in (2, 3, 4):
            clock.move(NOON + dt.timedelta(hours=hour))
            mine = making.back_up(desk, keys, folder, kept=2)
        assert theirs[0] in left(folder) and mine.path.name in left(folder)
        with objects("other_desks_backup"):
            drilling.drill(desk, keys, folder / theirs[0], folder)
    finally:
        there.store.close()


def test_when_it_fails_the_clerk_is_told_and_nothing_is_written_down(
    desk: Desk, keys: OpenKeyring, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = line_count(desk.store)
    with objects("medium_gone"):
        making.back_up(desk, keys, folder / "pulled")

    def full(*_: object, **__: object) -> None:
        raise StoreFull("no room beside the store")

    with monkeypatch.context() as patch:
        patch.setattr("data.engine.store.Store.copy_to", full)
        with objects("store_full"):
            making.back_up(desk, keys, folder)
    assert left(folder) == [] and line_count(desk.store) == before


# --- practised ------------------------------------------------------------------------------------------


def test_a_drill_compares_every_row_and_tells_how_the_desk_has_gone_on(
    desk: Desk, keys: OpenKeyring, folder: Path, clock: DemoClock
) -> None:
    receive(desk)
    making.back_up(desk, keys, folder)
    clock.move(NOON)
    newest = making.back_up(desk, keys, folder)
    receive(desk, child(1))
    done = drilling.drill(desk, keys, None, folder)
    assert (done.path, done.newest, done.goes_on) == (newest.path, True, True)
    assert (done.since["application"], done.since["child"], done.since["staff"]) == (1, 1, 0)
    assert desk.ask(backups.state).practised_at is not None
    older = next(folder / name for name in left(folder) if name != newest.path.name)
    assert drilling.drill(desk, keys, older, folder).newest is False


def test_a_drill_without_a_backup_says_how_to_make_one(desk: Desk, keys: OpenKeyring, folder: Path) -> None:
    with objects("no_backup_yet"):
        drilling.drill(desk, keys, None, folder)


def test_a_drill_leaves_nothing_behind(
    desk: Desk, keys: OpenKeyring, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aside = tmp_path / "aside"
    aside.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(aside))
    made = making.back_up(desk, keys, folder)
    drilling.drill(desk, keys, None, folder)
    content = bytearray(made.path.read_bytes())
    content[len(content) // 2] ^= 4
    made.path.write_bytes(content)
    before = line_count(desk.store)
    with objects("altered_backup"):
        drilling.drill(desk, keys, made.path, folder)
    assert left(aside) == [] and line_count(desk.store) == before


def test_a_desk_that_does_not_go_on_from_its_backup_is_noticed(
    desk: Desk, keys: OpenKeyring, folder: Path, tmp_path: Path, law: Law, clock: DemoClock, keyring_path: Path
) -> None:
    """Lines were taken back: somebody put an older store in place of the present one."""
    path = sqlite_path(desk.store.url)
    assert path is not None
    shutil.copy(path, tmp_path / "older.db")
    receive(desk)
    making.back_up(desk, keys, folder)
    desk.store.close()
    shutil.copy(tmp_path / "older.db", path)
    present, _ = Door(desk.store.url, keyring_path, clock, law, CHEAP).sign_in(ADMINISTRATOR[0], ADMINISTRATOR[2])
    try:
        done = drilling.drill(present, keys, None, folder)
        assert (done.goes_on, done.restored_since) == (False, False)
    finally:
        present.store.close()


# --- brought back ---------------------------------------------------------------------------------------


@pytest.fixture
def made(desk: Desk, keys: OpenKeyring, folder: Path) -> Path:
    receive(desk)
    return making.back_up(desk, keys, folder).path


def test_a_desk_is_restored_on_another_machine_and_goes_on_there(
    made: Path, desk: Desk, tmp_path: Path, clock: DemoClock, law: Law
) -> None:
    places = Places(tmp_path / "new" / "desk.db", tmp_path / "new" / "keyring.json")
    done = restoring.restore(made, places, by_password, NOON)
    assert done.aside == ()
    assert left(tmp_path / "new") == ["desk.db", "keyring.json"]
    there, _ = Door(f"sqlite:///{places.store}", places.keyring, clock, law, CHEAP).sign_in(
        ADMINISTRATOR[0], ADMINISTRATOR[2]
    )
    try:
        assert there.ask(audit.verify).broken_at == 0
        assert len(there.ask(register.search).lines) == 1
        receive(there, child(1))
    finally:
        there.store.close()


def test_it_opens_with_the_recovery_sheet_too(made: Path, furnished: Furnished, tmp_path: Path) -> None:
    places = Places(tmp_path / "new" / "desk.db", tmp_path / "new" / "keyring.json")
    restoring.restore(made, places, lambda ring: ring.recover(furnished.code), NOON)
    assert places.store.exists()


@pytest.mark.parametrize("way_in", [lambda _: None, lambda ring: ring.unlock("gulnar", "wrong wrong wrong")])
def test_with_a_wrong_password_nothing_is_restored(
    made: Path, tmp_path: Path, way_in: Callable[[Keyring], OpenKeyring | None]
) -> None:
    with objects("wrong_way_in"):
        restoring.restore(made, Places(tmp_path / "new" / "desk.db", tmp_path / "new" / "k.json"), way_in, NOON)
    assert not (tmp_path / "new").exists()


def test_nothing_is_restored_over_a_desk(made: Path, desk: Desk, keyring_path: Path) -> None:
    path = sqlite_path(desk.store.url)
    assert path is not None
    before = path.read_bytes()
    with objects("desk_there"):
        restoring.restore(made, Places(path, keyring_path), by_password, NOON)
    assert path.read_bytes() == before


@pytest.mark.parametrize("lying", ["desk.db", "desk.db-journal", "desk.db-wal", "keyring.json"])
def test_even_a_single_file_of_a_desk_is_not_written_over(made: Path, tmp_path: Path, lying: str) -> None:
    """A journal of another store would be played back into the restored one."""
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / lying).write_bytes(b"something")
    places = Places(tmp_path / "new" / "desk.db", tmp_path / "new" / "keyring.json")
    with objects("desk_there"):
        restoring.restore(made, places, by_password, NOON)
    assert left(tmp_path / "new") == [lying]
    done = restoring.restore(made, places, by_password, NOON, instead=True)
    assert done.aside == (tmp_path / "new" / "before-restore-2027-04-08T12-00-00",)
    assert (done.aside[0] / lying).read_bytes() == b"something"


def test_instead_moves_the_present_desk_aside_whole(
    made: Path, desk: Desk, keyring_path: Path, keys: OpenKeyring
) -> None:
    path = sqlite_path(desk.store.url)
    assert path is not None
    receive(desk, child(1))
    desk.store.close()
    before, ring = path.read_bytes(), keyring_path.read_bytes()
    done = restoring.restore(made, Places(path, keyring_path), by_password, NOON, instead=True)
    assert len(done.aside) == 1
    assert (done.aside[0] / path.name).read_bytes() == before
    assert (done.aside[0] / keyring_path.name).read_bytes() == ring
    assert done.manifest == read_manifest(made)


def test_a_restoring_that_fails_at_the_last_step_leaves_the_desk_as_it_was(
    made: Path, desk: Desk, keyring_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sqlite_path(desk.store.url)
    assert path is not None
    desk.store.close()
    before, there = path.read_bytes(), [name for name in left(tmp_path) if not name.startswith("before-restore")]
    give = give_name

    def broken(draft: Path, place: Path) -> None:
        if place == path:
            raise OSError(5, "Input/output error")
        give(draft, place)

    monkeypatch.setattr("clerk_desk.safekeeping.restoring.give_name", broken)
    with objects("store_broken"):
        restoring.restore(made, Places(path, keyring_path), by_password, NOON, instead=True)
    assert path.read_bytes() == before
    assert [name for name in left(tmp_path) if not name.startswith("before-restore")] == there


# --- checked --------------------------------------------------------------------------------------------


def test_a_backup_is_checked_against_a_head_that_was_printed(made: Path, desk: Desk) -> None:
    manifest = read_manifest(made)
    printed = desk.ask(backups.hash_at, 3)
    assert restoring.check(made, by_password).head_at == 0
    assert restoring.check(made, by_password, manifest.contents.head).head_at == manifest.contents.lines
    assert restoring.check(made, by_password, printed[:12].upper()).head_at == 3
    later = desk.ask(backups.hash_at, manifest.contents.lines + 1)
    with objects("other_head"):
        restoring.check(made, by_password, later)
    for no_head in ("abc", "x" * 64, "0" * 65, "%" * 12):
        with objects("head_form"):
            restoring.check(made, by_password, no_head)


@pytest.mark.parametrize("database", ["postgres"])
def test_a_desk_on_a_server_says_whose_its_backups_are(desk: Desk, keys: OpenKeyring, folder: Path) -> None:
    with objects("server_backup"):
        making.back_up(desk, keys, folder)
    with objects("server_backup"):
        drilling.drill(desk, keys, None, folder)
    state = desk.ask(backups.state)
    assert (state.elsewhere, state.late, state.made_at) == (True, False, None)


def test_a_draft_is_in_the_backup_too(desk: Desk, keys: OpenKeyring, folder: Path) -> None:
    draft = desk.do(new_act(), intake.open_draft)
    desk.keep(draft.id, draft.version, {"applicant.surname": "Сәрсенбай"}, "applicant.surname")
    made = making.back_up(desk, keys, folder)
    with restoring.aside(made.path, by_password) as (store, _), store.reading() as session:
        (answers,) = session.connection().exec_driver_sql("SELECT answers FROM draft").one()
        assert "Сәрсенбай" in answers or "\\u0421" in answers
