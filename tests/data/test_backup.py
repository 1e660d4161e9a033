"""Backups: made while the desk is in use, whole or not at all, and any change in one is noticed."""

import errno
import io
import json
import multiprocessing
import os
import random
import re
import shutil
import stat
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from data import files
from data.engine import (
    Backup,
    Store,
    check_backup_file,
    create_store,
    differing,
    encrypted_file,
    make_backup,
    open_backup,
    open_restored,
    open_store,
    read_manifest,
)
from data.engine import backup as backup_module
from data.engine.backup_file import write_backup_file
from data.keyring import Cost, Keyring, OpenKeyring
from data.trouble import (
    AlteredBackup,
    BackupTrouble,
    CutBackup,
    DamagedStore,
    ForeignBackup,
    MediumBroken,
    MediumFull,
    MediumGone,
    MediumReadOnly,
    NewerBackup,
    NoBackup,
    NoOverwrite,
    OtherDesksBackup,
    StoreBusy,
    StoreTrouble,
    UntrueBackup,
)
from tests.data.backing_up import CANARIES, NOW, back_up, back_up_on, person, write_on

FINAL = re.compile(r"desk-[\dT-]+\.backup")
ROUNDS_TO_PROVE, KILLS_TO_PROVE, FLIPS_TO_PROVE = 40, 100, 1000


@pytest.fixture
def keys(tmp_path: Path) -> OpenKeyring:
    return Keyring.create(tmp_path / "keyring.json", "serik", "three green apples", Cost(1, 8, 1))[0]


@pytest.fixture
def url(tmp_path: Path, keys: OpenKeyring) -> str:
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    create_store(url, keys.key, lambda session: session.add_all([person(n) for n in range(40)])).close()
    return url


@pytest.fixture
def store(url: str, keys: OpenKeyring) -> Iterator[Store]:
    opened = open_store(url, keys.key)
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "stick"
    place.mkdir()
    return place


@pytest.fixture
def backup(store: Store, keys: OpenKeyring, folder: Path) -> Backup:
    return back_up(store, keys, folder)


def restored(path: Path, keys: OpenKeyring, into: Path) -> Store:
    into.mkdir()
    manifest = open_backup(path, into / "desk.db", into / "keyring.json")
    store = open_restored(into / "desk.db", keys.key, manifest)
    assert differing(store, keys.key, manifest) == ()
    return store


def rows(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    with store.reading() as session:
        connection = session.connection()
        names = [name for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {
            name: sorted(map(tuple, connection.exec_driver_sql(f"SELECT * FROM {name}")), key=repr) for name in names
        }


def left(folder: Path) -> set[str]:
    return {place.name for place in folder.iterdir()}


# --- made and opened again ------------------------------------------------------------------------------


def test_a_backup_is_restored_elsewhere_and_no_row_differs(
    backup: Backup, store: Store, keys: OpenKeyring, tmp_path: Path
) -> None:
    elsewhere = restored(backup.path, keys, tmp_path / "elsewhere")
    try:
        found = rows(elsewhere)
        assert found == rows(store)
        assert len(found["staff"]) == 40
    finally:
        elsewhere.close()
    ring = Keyring(tmp_path / "elsewhere" / "keyring.json").unlock("serik", "three green apples")
    assert ring is not None and ring.key == keys.key


def test_a_backup_is_one_file_for_its_owner_that_any_unzip_program_lists(backup: Backup, folder: Path) -> None:
    assert left(folder) == {"desk-2027-04-08T18-30-05.backup"}
    if os.name != "nt":
        assert stat.S_IMODE(backup.path.stat().st_mode) == 0o600
    with zipfile.ZipFile(backup.path) as box:
        assert box.namelist() == ["manifest.json", "keyring.json", "desk.db"]
        assert box.testzip() is None
        told = json.loads(box.read("manifest.json"))
    assert (told["format"], told["tables"]["staff"]["rows"]) == ("clerk-desk backup 1", 40)


def test_nothing_of_a_record_can_be_read_in_a_backup(backup: Backup) -> None:
    content = backup.path.read_bytes()
    for canary in CANARIES:
        assert canary.encode() not in content and canary.encode("utf-16-le") not in content
    assert b"CREATE TABLE" not in content


def test_the_digests_say_nothing_to_somebody_without_the_key(backup: Backup, keys: OpenKeyring, tmp_path: Path) -> None:
    """Two desks with the very same rows tell different digests: nobody can try out whose child is in a table."""
    twin = create_store(
        f"sqlite:///{tmp_path / 'twin.db'}", bytes(32), lambda s: s.add_all([person(n) for n in range(40)])
    )
    digests = twin.digests(bytes(32))
    twin.close()
    assert digests["staff"] != backup.manifest.digests["staff"]


def test_a_second_backup_in_the_same_second_gets_another_name(store: Store, keys: OpenKeyring, folder: Path) -> None:
    made = [back_up(store, keys, folder, "desk-1.backup", "desk-2.backup") for _ in range(2)]
    assert [one.path.name for one in made] == ["desk-1.backup", "desk-2.backup"]
    with pytest.raises(NoOverwrite):
        back_up(store, keys, folder, "desk-1.backup", "desk-2.backup")
    assert left(folder) == {"desk-1.backup", "desk-2.backup"}


def test_beside_the_store_nothing_stays_and_what_was_interrupted_is_swept(
    store: Store, keys: OpenKeyring, folder: Path, tmp_path: Path
) -> None:
    for name in (".desk.db.backup-0123abcd.new", ".desk.db.backup-0123abcd.new-journal"):
        (tmp_path / name).write_bytes(b"half")
    old, young = (folder / f".desk-2027-04-0{n}T18-30-05.backup.0123abcd.new" for n in (1, 2))
    for place in (old, young, folder / ".letter.new"):
        place.write_bytes(b"half")
    os.utime(old, (1, 1))
    back_up(store, keys, folder)
    assert not [name for name in left(tmp_path) if name.startswith(".")]
    assert left(folder) == {"desk-2027-04-08T18-30-05.backup", young.name, ".letter.new"}


def test_a_damaged_store_is_not_backed_up(
    store: Store, url: str, keys: OpenKeyring, folder: Path, tmp_path: Path
) -> None:
    store.close()
    content = bytearray((tmp_path / "desk.db").read_bytes())
    content[-100] ^= 1
    (tmp_path / "desk.db").write_bytes(content)
    with pytest.raises(DamagedStore):
        back_up(store, keys, folder)
    assert left(folder) == set()


def test_a_store_with_a_reference_that_leads_nowhere_is_not_backed_up(
    store: Store, keys: OpenKeyring, folder: Path, tmp_path: Path
) -> None:
    connection = encrypted_file.connect(tmp_path / "desk.db", keys.key)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("INSERT INTO class_set VALUES (1, 1999, 'А', 'kk', 1, 25, 0, NULL)")
    connection.close()
    with pytest.raises(DamagedStore):
        back_up(store, keys, folder)
    assert left(folder) == set()


def test_a_copy_that_is_not_like_the_store_is_no_backup(
    store: Store, keys: OpenKeyring, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = Store.copy_to

    def forgetful(self: Store, target: Path, tick: Any) -> Any:
        contents = copy(self, target, tick)
        connection = encrypted_file.connect(target, keys.key)
        connection.execute("DELETE FROM staff WHERE id = 7")
        connection.close()
        return contents

    monkeypatch.setattr(Store, "copy_to", forgetful)
    with pytest.raises(DamagedStore):
        back_up(store, keys, folder)
    assert left(folder) == set()


def test_one_backup_at_a_time(
    store: Store, keys: OpenKeyring, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LOCK_SECONDS", 0.0)
    with files.locked(tmp_path / "desk.db.backup"), pytest.raises(StoreBusy):
        back_up(store, keys, folder)
    back_up(store, keys, folder)


@pytest.mark.parametrize("at", ["copying", "checking", "writing"])
def test_a_backup_that_is_called_off_leaves_nothing(
    store: Store, keys: OpenKeyring, folder: Path, tmp_path: Path, at: str
) -> None:
    def stop(stage: str, _done: int, _whole: int) -> None:
        if stage == at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_backup(store, keys, folder, ("desk-1.backup",), NOW, lambda _: None, stop)
    assert left(folder) == set()
    assert not [name for name in left(tmp_path) if name.endswith((".new", ".new-journal"))]


# --- what is wrong with one -----------------------------------------------------------------------------


def test_every_bit_that_is_flipped_is_noticed(backup: Backup) -> None:
    _flip(backup.path, 150)


@pytest.mark.prove
def test_each_of_a_thousand_flipped_bits_is_noticed(backup: Backup) -> None:
    _flip(backup.path, FLIPS_TO_PROVE)
    print(f"\n{FLIPS_TO_PROVE} single-bit flips in a backup: all noticed")


def _flip(path: Path, times: int) -> None:
    chance, good = random.Random(3), path.read_bytes()
    # The ends are where a container may have bytes that no hash of a part covers.
    ends = [*range(60), *range(len(good) - 300, len(good))]
    for n in range(times):
        place = chance.choice(ends) if n % 2 else chance.randrange(len(good))
        content = bytearray(good)
        content[place] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        with pytest.raises(BackupTrouble):
            check_backup_file(path)
    path.write_bytes(good)
    check_backup_file(path)


def test_a_backup_that_was_cut_off_says_so(backup: Backup) -> None:
    chance, good = random.Random(4), backup.path.read_bytes()
    lengths = [len(good) - 1, len(good) - 64, len(good) - 87, *(chance.randrange(4000, len(good)) for _ in range(40))]
    for length in lengths:
        backup.path.write_bytes(good[:length])
        with pytest.raises(CutBackup):
            check_backup_file(backup.path)
    backup.path.write_bytes(good[:10])
    with pytest.raises(ForeignBackup):
        check_backup_file(backup.path)


def test_something_added_is_noticed(backup: Backup) -> None:
    with backup.path.open("ab") as file:
        file.write(b"more")
    with pytest.raises(BackupTrouble):
        check_backup_file(backup.path)


def _zip(*parts: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as box:
        for name, content in parts:
            box.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"", ForeignBackup),
        (b"%PDF-1.7" + bytes(5000), ForeignBackup),
        (_zip(("letter.txt", b"x" * 5000)), ForeignBackup),
        (_zip(("manifest.json", b'{"format": "another program"}')), ForeignBackup),
        (_zip(("manifest.json", b"[]")), ForeignBackup),
        (_zip(("manifest.json", b"{not json")), ForeignBackup),
        (_zip(("manifest.json", b"[" * 100_000)), ForeignBackup),
        (_zip(("manifest.json", b'{"format": "clerk-desk backup 2"}')), NewerBackup),
        (_zip(("manifest.json", b'{"format": "clerk-desk backup 1"}')), AlteredBackup),
        (
            _zip(("manifest.json", b'{"format": "clerk-desk backup 1", "tables": {"a": {"rows": 1e999}}}')),
            AlteredBackup,
        ),
        (_zip(("manifest.json", b" " * (2 << 20))), AlteredBackup),
    ],
)
def test_what_is_no_backup_is_called_so(tmp_path: Path, content: bytes, trouble: type[StoreTrouble]) -> None:
    place = tmp_path / "desk-2027-04-08T18-30-05.backup"
    place.write_bytes(content)
    with pytest.raises(trouble):
        check_backup_file(place)


def test_where_there_is_none_that_is_said(tmp_path: Path) -> None:
    for place in (tmp_path / "none", tmp_path, tmp_path / "none" / "none"):
        with pytest.raises(NoBackup):
            check_backup_file(place)
        with pytest.raises(NoBackup):
            open_backup(place, tmp_path / "desk.new", tmp_path / "ring.new")
    assert not (tmp_path / "desk.new").exists() and not (tmp_path / "ring.new").exists()


def test_another_desks_backup_is_not_opened(backup: Backup, tmp_path: Path) -> None:
    manifest = open_backup(backup.path, tmp_path / "there.db", tmp_path / "there.json")
    with pytest.raises(OtherDesksBackup):
        open_restored(tmp_path / "there.db", bytes(32), manifest)


@pytest.mark.parametrize("act", ["keyring", "head", "rows", "digest"])
def test_a_backup_that_somebody_put_together_anew_is_noticed(
    backup: Backup, keys: OpenKeyring, tmp_path: Path, act: str
) -> None:
    """Its outer hashes fit, for anybody can compute them; the seal cannot be made without the store's key."""
    with zipfile.ZipFile(backup.path) as box:
        told, ring = json.loads(box.read("manifest.json")), box.read("keyring.json")
        (tmp_path / "old.db").write_bytes(box.read("desk.db"))
    if act == "keyring":
        import hashlib

        ring = ring.replace(b"serik", b"SERIK")
        told["keyring"]["sha256"] = hashlib.sha256(ring).hexdigest()
    elif act == "head":
        told["trail"]["head"] = "0" * 64
    elif act == "rows":
        told["tables"]["staff"]["rows"] = 39
    else:
        told["tables"]["staff"]["digest"] = "0" * 64
    place = tmp_path / "forged.backup"
    place.touch()
    write_backup_file(place, json.dumps(told).encode(), ring, tmp_path / "old.db", lambda *_: None)
    manifest = open_backup(place, tmp_path / "new.db", tmp_path / "new.json")
    with pytest.raises(UntrueBackup):
        open_restored(tmp_path / "new.db", keys.key, manifest)


def test_a_backup_whose_parts_are_not_those_it_names_is_noticed(backup: Backup, tmp_path: Path) -> None:
    with zipfile.ZipFile(backup.path) as box:
        text, ring, db = (box.read(name) for name in box.namelist())
    other = db[:-1] + bytes([db[-1] ^ 1])
    for n, (ring_, db_) in enumerate(((ring + b" ", db), (ring[:-1] + b" ", db), (ring, other))):
        (tmp_path / "old.db").write_bytes(db_)
        place = tmp_path / f"{n}.backup"
        place.touch()
        write_backup_file(place, text, ring_, tmp_path / "old.db", lambda *_: None)
        with pytest.raises(UntrueBackup):
            check_backup_file(place)


def test_a_newer_programs_store_is_not_restored(
    backup: Backup, keys: OpenKeyring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = open_backup(backup.path, tmp_path / "there.db", tmp_path / "there.json")
    monkeypatch.setattr(backup_module, "REVISIONS", ("0001",))
    with pytest.raises(NewerBackup):
        open_restored(tmp_path / "there.db", keys.key, manifest)


# --- the medium -----------------------------------------------------------------------------------------


class Failing:
    """A disk whose n-th act on the medium (opening, writing, flushing, naming) fails."""

    def __init__(self, folder: Path, at: int, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.at, self.code, self.acts = folder, at, code, 0
        self.real = {name: getattr(os, name) for name in ("open", "fsync", "link", "rename")}
        for name in ("open", "link", "rename"):
            monkeypatch.setattr(os, name, self._of_a_path(name))
        monkeypatch.setattr(os, "fsync", self._fsync)
        path_open = Path.open
        monkeypatch.setattr(
            Path, "open", lambda place, *how, **more: self._opened(path_open(place, *how, **more), place)
        )

    def _act(self, *places: Any) -> None:
        if any(isinstance(place, str | Path) and Path(place).is_relative_to(self.folder) for place in places):
            self.acts += 1
            if self.acts == self.at:
                raise OSError(self.code, os.strerror(self.code))

    def _of_a_path(self, name: str) -> Callable[..., Any]:
        def done(*places: Any, **more: Any) -> Any:
            self._act(*places[:2])
            return self.real[name](*places, **more)

        return done

    def _fsync(self, handle: int) -> None:
        self._act(Path(f"/proc/self/fd/{handle}").readlink())
        self.real["fsync"](handle)

    def _opened(self, file: Any, place: Path) -> Any:
        if not place.is_relative_to(self.folder):
            return file
        failing = self

        class File(io.RawIOBase):
            def __getattribute__(self, name: str) -> Any:
                if name in {"write", "read", "flush"}:

                    def act(*args: Any) -> Any:
                        failing._act(place)
                        return getattr(file, name)(*args)

                    return act
                if name in {"__class__", "__enter__", "__exit__"}:
                    return object.__getattribute__(self, name)
                return getattr(file, name)

            def __exit__(self, *_: object) -> None:
                file.close()

        return File()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize(
    ("code", "trouble"),
    [
        (errno.ENOSPC, MediumFull),
        (errno.EIO, MediumBroken),
        (errno.EROFS, MediumReadOnly),
        (errno.ENODEV, MediumGone),
    ],
)
def test_whatever_fails_on_the_medium_is_told_and_leaves_nothing(
    store: Store, keys: OpenKeyring, folder: Path, code: int, trouble: type[StoreTrouble]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        whole = Failing(folder, 0, code, patch)
        back_up(store, keys, folder).path.unlink()
    assert whole.acts > 15
    # A full medium at each act; the other troubles take the same ways.
    for at in range(1, whole.acts + 1, 1 if code == errno.ENOSPC else 4):
        with pytest.MonkeyPatch.context() as patch:
            failing = Failing(folder, at, code, patch)
            try:
                made = back_up(store, keys, folder)
            except StoreTrouble as told:
                # What cannot be read again was not kept by the medium, whatever it says.
                assert type(told) in (trouble, MediumBroken), at
                assert left(folder) == set(), at
                continue
        assert failing.acts >= at
        check_backup_file(made.path)  # a name that the medium cannot link is given otherwise
        assert left(folder) == {made.path.name}
        made.path.unlink()


def test_what_the_medium_does_not_give_back_never_gets_a_final_name(
    store: Store, keys: OpenKeyring, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named: list[object] = []

    def forgetful(draft: Path, *parts: Any) -> None:
        write_backup_file(draft, *parts)
        with draft.open("rb+") as file:
            file.seek(9000)
            file.write(b"\0\0\0\0")

    monkeypatch.setattr(backup_module, "write_backup_file", forgetful)
    monkeypatch.setattr("data.engine.backup_medium.give_name", lambda *places: named.append(places))
    with pytest.raises(MediumBroken):
        back_up(store, keys, folder)
    assert (named, left(folder)) == ([], set())


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Mounts a medium of so many KiB."""
    place = tmp_path / "tiny"
    place.mkdir()
    mounted = False

    def mount(kib: int) -> Path:
        nonlocal mounted
        command = ["mount", "-t", "tmpfs", "-o", f"size={kib}k", "tmpfs", str(place)]
        if subprocess.run(command, check=False, capture_output=True).returncode != 0:
            pytest.skip("only root may mount a medium")
        mounted = True
        return place

    yield mount
    if mounted:
        subprocess.run(["umount", str(place)], check=True)


@pytest.mark.skipif(not shutil.which("mount"), reason="no mounting here")
def test_a_real_stick_that_is_full_or_write_protected(
    store: Store, keys: OpenKeyring, tiny: Callable[[int], Path]
) -> None:
    stick = tiny(128)
    with pytest.raises(MediumFull):
        back_up(store, keys, stick)
    assert left(stick) == set()
    subprocess.run(["mount", "-o", "remount,size=8m", str(stick)], check=True)
    made = back_up(store, keys, stick)
    subprocess.run(["mount", "-o", "remount,ro", str(stick)], check=True)
    with pytest.raises(MediumReadOnly):
        back_up(store, keys, stick)
    assert left(stick) == {made.path.name}


def test_a_folder_that_is_not_there_is_not_made(store: Store, keys: OpenKeyring, tmp_path: Path) -> None:
    """Where a stick was pulled out, a folder made in its place would lie on the very disk that is to be guarded."""
    with pytest.raises(MediumGone):
        back_up(store, keys, tmp_path / "pulled")
    assert not (tmp_path / "pulled").exists()


# --- in use, and torn down ------------------------------------------------------------------------------


def _processes() -> Any:
    context: Any = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
    if hasattr(context, "set_forkserver_preload"):
        context.set_forkserver_preload(["tests.data.backing_up", "tests.data.interrupted", "tests.test_race"])
    return context


def test_backups_are_usable_while_another_desk_writes(url: str, store: Store, keys: OpenKeyring, folder: Path) -> None:
    _under_load(url, store, keys, folder, 4)


@pytest.mark.prove
def test_forty_backups_are_usable_while_another_desk_writes(
    url: str, store: Store, keys: OpenKeyring, folder: Path
) -> None:
    written = _under_load(url, store, keys, folder, ROUNDS_TO_PROVE)
    print(f"\n{ROUNDS_TO_PROVE} backups while another desk wrote {written} records: all usable and verified")


def _under_load(url: str, store: Store, keys: OpenKeyring, folder: Path, rounds: int) -> int:
    here, there = multiprocessing.Pipe()
    process = _processes().Process(target=write_on, args=(url, keys, there))
    process.start()
    assert here.recv() == "writing"
    made = [back_up(store, keys, folder, f"desk-{n}.backup") for n in range(rounds)]
    here.send("stop")
    written = int(here.recv())
    process.join(30)
    people = []
    for one in made:
        opened = restored(one.path, keys, folder / one.path.stem)
        with opened.reading() as session:
            people.append(session.connection().exec_driver_sql("SELECT count(*) FROM staff").scalar_one())
        opened.close()
    assert people == sorted(people)
    assert people[-1] > people[0] >= 43, "somebody wrote meanwhile"
    assert store.contents().rows["staff"] == 40 + written
    return written


def test_a_backup_torn_down_leaves_none_or_a_whole_one(
    url: str, keys: OpenKeyring, folder: Path, tmp_path: Path
) -> None:
    _torn_down(url, keys, folder, tmp_path, 4)


@pytest.mark.prove
def test_a_hundred_backups_torn_down_leave_none_or_a_whole_one(
    url: str, keys: OpenKeyring, folder: Path, tmp_path: Path
) -> None:
    drafts, whole = _torn_down(url, keys, folder, tmp_path, KILLS_TO_PROVE)
    print(f"\n{KILLS_TO_PROVE} kills: {whole} backups under a final name, all whole; {drafts} drafts left and swept")
    assert drafts and whole


def _torn_down(url: str, keys: OpenKeyring, folder: Path, beside: Path, kills: int) -> tuple[int, int]:
    chance, drafts, whole = random.Random(5), 0, 0
    for _ in range(kills):
        here, there = multiprocessing.Pipe()
        process = _processes().Process(target=back_up_on, args=(url, keys, folder, there))
        process.start()
        assert here.recv() == "backing up"
        process.join(chance.uniform(0.0, 0.12))
        process.kill()
        process.join()
        final = [place for place in folder.iterdir() if FINAL.fullmatch(place.name)]
        for place in final:
            check_backup_file(place)
            assert read_manifest(place).contents.rows["staff"] == 40
        whole += len(final)
        drafts += sum(1 for place in (*folder.iterdir(), *beside.iterdir()) if place.name.endswith(".new"))
        for place in folder.iterdir():
            if FINAL.fullmatch(place.name):
                place.unlink()
            else:
                os.utime(place, (time.time() - 100_000,) * 2)
    store = open_store(url, keys.key)
    store.examine()
    back_up(store, keys, folder)
    store.close()
    assert left(folder) == {"desk-2027-04-08T18-30-05.backup"}
    assert not [name for name in left(beside) if name.endswith((".new", ".new-journal"))]
    return drafts, whole
