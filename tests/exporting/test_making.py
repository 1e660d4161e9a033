"""A day's package is made: whole, signed, sealed, the same each time; half of it is never to be found."""

import csv
import errno
import hashlib
import io
import json
import os
import stat
import sys
from pathlib import Path

import openpyxl
import pyrage
import pytest

from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import exports, photos
from clerk_desk.exporting import checking, making
from clerk_desk.exporting import keys as package_keys
from clerk_desk.exporting.making import export_day
from clerk_desk.exporting.parts import SCHEMA, Part
from clerk_desk.instruments.spreadsheets_out import read_csv_back
from clerk_desk.objection import Objection
from data.engine import Store
from data.keyring import OpenKeyring
from data.tables import DayClose
from data.vocabulary import EventKind
from tests.conftest import MORNING
from tests.data.test_backup import Failing
from tests.duties.acts import objects
from tests.duties.test_photos import acts, developed
from tests.exporting.days import CANARY, Days, changed, codes, look_at, only, parts_in

THURSDAY = MORNING.date()


@pytest.fixture
def key(desk: Desk) -> pyrage.x25519.Identity:
    """The administrator's key, its public half known to the desk."""
    identity = pyrage.x25519.Identity.generate()
    desk.do(new_act(), exports.set_key, str(identity.to_public()))
    return identity


def by_path(content: bytes) -> dict[str, bytes]:
    return {part.path: part.content for part in parts_in(content)}


# --- what lies in it ------------------------------------------------------------------------------------


def test_the_package_holds_everything_and_is_whole(package: bytes, days: Days, keys: OpenKeyring) -> None:
    assert list(by_path(package)) == [
        *("datapackage.json", "datapackage.sig", "applications.json", "applications.schema.json", "audit.jsonl"),
        *("photos/2027-0003.jpg", "register.csv", "register.pdf", "register.xlsx"),
    ]
    found = look_at(package, days.thursday.head, package_keys.public_key(keys.key))
    assert found.problems == []
    assert found.told["close"] == {"date": "2027-04-01", "number": 1, "year": 2027}
    assert found.told["trail"]["head"] == days.thursday.head
    assert found.told["counts"] == {
        "applications": 3,
        "photos": 1,
        "register_rows": 3,
        "trail_lines": days.thursday.lines,
    }


def test_each_application_is_there_whole_and_as_the_schema_says(package: bytes) -> None:
    import jsonschema

    parts = by_path(package)
    told = json.loads(parts["applications.json"])
    jsonschema.Draft202012Validator(json.loads(parts[SCHEMA])).validate(told)
    accepted, refused, waiting = told["applications"]
    assert (accepted["stage"], accepted["class_set"]) == ("accepted", "А")
    assert refused["decisions"][0]["grounds"][0]["ground"] == "R2"
    assert waiting["answers"]["child.surname"] == CANARY
    assert [entry["event"] for entry in waiting["timeline"]] == ["application_received", "picture_attached"]
    assert waiting["picture"]["sha256"] == hashlib.sha256(parts["photos/2027-0003.jpg"]).hexdigest()


def test_the_schema_refuses_what_is_not_told_there(package: bytes) -> None:
    import jsonschema

    parts = by_path(package)
    told = json.loads(parts["applications.json"])
    told["applications"][0]["secret"] = "x"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(json.loads(parts[SCHEMA])).validate(told)


def test_the_register_is_read_by_other_programs_and_runs_nowhere(package: bytes) -> None:
    parts = by_path(package)
    rows = list(csv.DictReader(io.StringIO(parts["register.csv"].decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [row["number"].removeprefix("'") for row in rows] == ["2027-0001", "2027-0002", "2027-0003"]
    assert rows[2]["address"].startswith("'=")
    assert rows[0]["born"] == "02.01.2021"
    back = read_csv_back(parts["register.csv"])
    assert back[3][back[0].index("surname")] == CANARY
    book = openpyxl.load_workbook(io.BytesIO(parts["register.xlsx"]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "қабылданды / принят(а)" in {cell.value for cell in cells}


def test_another_reader_of_data_packages_finds_it_valid(package: bytes, tmp_path: Path) -> None:
    import frictionless

    for part in parts_in(package):
        place = tmp_path / "opened" / part.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(part.content)
    report = frictionless.validate(str(tmp_path / "opened" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    (tmp_path / "opened" / "register.csv").write_bytes(b"number\r\n1\r\n")
    assert not frictionless.validate(str(tmp_path / "opened" / "datapackage.json")).valid


# --- the same each time ---------------------------------------------------------------------------------


def test_the_same_day_gives_the_same_bytes_whatever_came_after(
    desk: Desk, clerk: Desk, keys: OpenKeyring, package: bytes, days: Days, stick: Path
) -> None:
    export_day(desk, keys, THURSDAY, stick, sealed=False)
    clerk.do(new_act(), photos.attach_to, days.refused, developed(40))
    assert making.packed(desk, keys, desk.ask(exports.day, THURSDAY)).content == package
    assert only(stick).read_bytes() == package


def test_a_package_names_the_one_before_as_the_trail_told_it_then(
    desk: Desk, clerk: Desk, keys: OpenKeyring, stick: Path, clock: object
) -> None:
    assert desk.ask(exports.day, THURSDAY).previous is None
    first = export_day(desk, keys, THURSDAY, stick, sealed=False)
    # Exported after Friday's close: Friday's package was determined by then.
    assert desk.ask(exports.day).previous is None
    from clerk_desk.clock import ALMATY
    from tests.duties.acts import child, receive
    from tests.duties.evenings import close_day

    clock.move(MORNING.replace(day=5, tzinfo=ALMATY))  # type: ignore[attr-defined]
    receive(clerk, child(5))
    close_day(desk)
    monday = making.packed(desk, keys, desk.ask(exports.day)).content
    assert desk.ask(exports.day).previous == {"date": "2027-04-01", "number": 1, "seal": first.seal}
    found = look_at(monday)
    assert found.problems == []
    # The trail inside tells the same: a manifest that names another is found out, even if it is signed anew.
    parts = by_path(monday)
    told = json.loads(parts["datapackage.json"])
    told["clerk_desk"]["previous"]["seal"] = "0" * 64
    text = json.dumps(told, ensure_ascii=False).encode()
    forged = changed(
        changed(monday, "datapackage.json", text), "datapackage.sig", package_keys.signature_text(keys.key, text)
    )
    assert codes(look_at(forged)) == ["previous_differs"]


def test_a_picture_that_is_gone_is_said_and_the_package_bears_another_name(
    desk: Desk, clerk: Desk, keys: OpenKeyring, days: Days, stick: Path
) -> None:
    clerk.do(new_act(), photos.remove_from, days.pictured)
    made = export_day(desk, keys, THURSDAY, stick, sealed=False)
    assert made.path.name == "day-2027-04-01-no1-incomplete.zip"
    assert made.missing == ("photos/2027-0003.jpg",)
    assert look_at(made.path.read_bytes()).problems == []


# --- to whom --------------------------------------------------------------------------------------------


def test_sealed_it_opens_with_the_administrators_key_and_at_the_desk_and_nowhere_else(
    desk: Desk, keys: OpenKeyring, key: pyrage.x25519.Identity, package: bytes, stick: Path
) -> None:
    made = export_day(desk, keys, THURSDAY, stick)
    assert made.path.name == "day-2027-04-01-no1.zip.age"
    sealed = made.path.read_bytes()
    for canary in (CANARY, "210102699", "register", "datapackage", "2027-0003"):
        assert canary.encode() not in sealed
    assert pyrage.decrypt(sealed, [key]) == package == package_keys.unseal(sealed, keys.key)
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(sealed, [pyrage.x25519.Identity.generate()])
    with objects("not_sealed_to_us"):
        package_keys.unseal(sealed, bytes(32))


def test_without_any_key_it_stays_in_the_desks_own_folder(desk: Desk, keys: OpenKeyring, stick: Path) -> None:
    with objects("no_export_key") as said:
        export_day(desk, keys, THURSDAY, stick)
    assert "clerk-desk export-key" in said.said
    assert list(stick.iterdir()) == []
    made = export_day(desk, keys, THURSDAY)
    assert made.path.parent == keys.path.parent / "exports"
    assert made.sealed_to == ()
    assert package_keys.unseal(made.path.read_bytes(), keys.key)


def test_a_dismissed_administrators_key_opens_no_new_package(
    desk: Desk, keys: OpenKeyring, key: pyrage.x25519.Identity, store: Store
) -> None:
    assert [one.recipient for one in desk.ask(exports.recipients)] == [str(key.to_public())]
    from data.tables import Staff

    with store.writing() as session:
        session.get_one(Staff, 1).dismissed_at = desk.clock.now()
    with store.reading() as session:
        from clerk_desk.work import Look

        assert exports.recipients(Look(session, desk.member, desk.clock.now(), desk.law)) == ()


def test_the_trail_tells_what_left_and_to_whom(
    desk: Desk, keys: OpenKeyring, key: pyrage.x25519.Identity, store: Store, stick: Path
) -> None:
    made = export_day(desk, keys, THURSDAY, stick)
    (line,) = acts(store, EventKind.EXPORTED)
    assert (line["package"], line["sha256"], line["bytes"]) == (made.path.name, made.sha256, made.size)
    assert hashlib.sha256(made.path.read_bytes()).hexdigest() == made.sha256
    assert (line["seal"], line["sealed_to"]) == (made.seal, ["Оспанова Гүлнар"])
    assert [(one.number, one.package) for one in desk.ask(exports.days)] == [(2, ""), (1, made.path.name)]


def test_asked_for_twice_it_lies_there_already_and_nothing_is_written(
    desk: Desk, keys: OpenKeyring, key: pyrage.x25519.Identity, store: Store, stick: Path
) -> None:
    first = export_day(desk, keys, THURSDAY, stick)
    again = export_day(desk, keys, THURSDAY, stick)
    assert again.was_there and (again.path, again.sha256) == (first.path, first.sha256)
    assert len(acts(store, EventKind.EXPORTED)) == 1
    # Sealed to a key that was not among them, or spoilt meanwhile, it is another one.
    desk.do(new_act(), exports.set_key, str(pyrage.x25519.Identity.generate().to_public()))
    assert export_day(desk, keys, THURSDAY, stick).path.name == "day-2027-04-01-no1-2.zip.age"
    first.path.write_bytes(b"spoilt")
    assert export_day(desk, keys, THURSDAY, stick).path.name == "day-2027-04-01-no1-2.zip.age"


def test_a_package_that_was_named_and_not_written_down_is_written_down_by_the_next_export(
    desk: Desk, keys: OpenKeyring, store: Store, stick: Path
) -> None:
    """The desk was torn down between the two: whose data left must be in the trail all the same."""
    left = stick / "day-2027-04-01-no1.zip"
    left.write_bytes(making.packed(desk, keys, desk.ask(exports.day, THURSDAY)).content)
    assert [one.code for one in checking.check_at_desk(left, desk, keys).problems] == ["not_told"]
    made = export_day(desk, keys, THURSDAY, stick, sealed=False)
    assert made.was_there and only(stick) == made.path == left
    assert [line["sha256"] for line in acts(store, EventKind.EXPORTED)] == [made.sha256]
    assert checking.check_at_desk(left, desk, keys).problems == ()


@pytest.mark.skipif(sys.platform == "win32", reason="a file of holes")
def test_a_huge_file_of_a_packages_name_is_not_read(desk: Desk, keys: OpenKeyring, stick: Path) -> None:
    with (stick / "day-2027-04-01-no1.zip").open("wb") as file:
        file.truncate(1 << 40)
    assert export_day(desk, keys, THURSDAY, stick, sealed=False).path.name == "day-2027-04-01-no1-2.zip"


def test_a_clerk_exports_nothing_and_sets_no_key(clerk: Desk, keys: OpenKeyring, stick: Path) -> None:
    with objects("not_allowed"):
        export_day(clerk, keys, THURSDAY, stick)
    with objects("not_allowed"):
        clerk.do(new_act(), exports.set_key, "age1")
    assert list(stick.iterdir()) == []


def test_a_day_that_is_not_closed_is_not_exported(desk: Desk, keys: OpenKeyring, stick: Path) -> None:
    with objects("not_closed"):
        export_day(desk, keys, THURSDAY.replace(day=3), stick)
    assert export_day(desk, keys, None, stick, sealed=False).number == 2


def test_a_trail_that_was_changed_in_the_close_does_not_leave(
    desk: Desk, keys: OpenKeyring, store: Store, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = exports.day

    def forged(look: object, date: object) -> exports.Day:
        read = day(look, date)  # type: ignore[arg-type]
        read.content["trail"][3]["facts"] = "{}"
        return read

    monkeypatch.setattr(exports, "day", forged)
    with objects("day_changed") as said:
        export_day(desk, keys, THURSDAY, stick, sealed=False)
    assert "line 4" in said.said
    assert list(stick.iterdir()) == []


# --- the medium -----------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="modes mean nothing there")
def test_only_its_owner_may_read_it(desk: Desk, keys: OpenKeyring, stick: Path) -> None:
    made = export_day(desk, keys, THURSDAY, stick, sealed=False)
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize(
    ("code", "told"),
    [
        (errno.ENOSPC, "medium_full"),
        (errno.EIO, "medium_broken"),
        (errno.EROFS, "medium_read_only"),
        (errno.ENODEV, "medium_gone"),
    ],
)
def test_whatever_fails_on_the_medium_is_said_and_leaves_nothing(
    desk: Desk, keys: OpenKeyring, store: Store, stick: Path, code: int, told: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        whole = Failing(stick, 0, code, patch)
        export_day(desk, keys, THURSDAY, stick, sealed=False).path.unlink()
    assert whole.acts >= 8
    exported = 1
    for at in range(1, whole.acts + 1):
        with pytest.MonkeyPatch.context() as patch:
            Failing(stick, at, code, patch)
            try:
                made = export_day(desk, keys, THURSDAY, stick, sealed=False)
            except Objection as objection:
                assert objection.code in (told, "medium_broken"), at
                assert "none was made" in str(objection)
                assert list(stick.iterdir()) == [], at
                continue
        assert look_at(made.path.read_bytes()).problems == []  # a name that the medium cannot link is given otherwise
        made.path.unlink()
        exported += 1
    assert len(acts(store, EventKind.EXPORTED)) == exported


def test_a_folder_that_is_not_there_is_not_made(desk: Desk, keys: OpenKeyring, tmp_path: Path) -> None:
    with objects("medium_gone"):
        export_day(desk, keys, THURSDAY, tmp_path / "pulled", sealed=False)
    assert not (tmp_path / "pulled").exists()


def test_what_the_medium_does_not_give_back_gets_no_name(
    desk: Desk, keys: OpenKeyring, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill = making._fill

    def forgetful(draft: Path, *more: object) -> None:
        fill(draft, *more)  # type: ignore[arg-type]
        with draft.open("rb+") as file:
            file.seek(500)
            file.write(b"\0")

    monkeypatch.setattr(making, "_fill", forgetful)
    with objects("medium_broken"):
        export_day(desk, keys, THURSDAY, stick, sealed=False)
    assert list(stick.iterdir()) == []


def test_a_package_that_cannot_be_written_down_does_not_stay(
    desk: Desk, keys: OpenKeyring, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(work: object, leaving: object) -> int:
        raise Objection("not_allowed", "Only an administrator may do this.")

    monkeypatch.setattr(exports, "exported", refused)
    with objects("not_allowed"):
        export_day(desk, keys, THURSDAY, stick, sealed=False)
    assert list(stick.iterdir()) == []


def test_called_off_it_leaves_nothing(desk: Desk, keys: OpenKeyring, stick: Path) -> None:
    class CalledOff(Exception):
        pass

    for stage in ("gathering", "writing", "checking"):

        def tick(told: str, done: int, whole: int, stage: str = stage) -> None:
            if told == stage:
                raise CalledOff

        with pytest.raises(CalledOff):
            export_day(desk, keys, THURSDAY, stick, sealed=False, tick=tick)
        assert list(stick.iterdir()) == []


def test_a_close_that_cannot_be_read_is_a_sentence(desk: Desk, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "unpacked", lambda kept: json.loads("{"))
    with objects("close_damaged"):
        desk.ask(exports.day, THURSDAY)
    assert DayClose


def test_the_parts_of_a_box_are_read_by_any_unzip_program(package: bytes) -> None:
    assert making.boxed(parts_in(package)) == package
    empty = making.boxed([Part("a", b""), Part("b", b"x")])
    assert [(part.path, part.content) for part in parts_in(empty)] == [("a", b""), ("b", b"x")]
