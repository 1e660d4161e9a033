"""The scan folder as the scanner leaves it: newest first, half-written, linked, gone, and very full."""

import datetime as dt
import os
import time
import unicodedata
from pathlib import Path

import pytest

from clerk_desk.instruments.scan_folder import NEWEST, Scan, ScanFolder, typed_path
from clerk_desk.objection import Objection

NOW = dt.datetime(2027, 4, 1, 10, 42, tzinfo=dt.UTC)


class Still:
    """A clock that stands."""

    def now(self) -> dt.datetime:
        return NOW


def folder(place: Path) -> ScanFolder:
    return ScanFolder(place, Still())


def put(place: Path, name: str, age: float = 60, content: bytes = b"picture") -> Path:
    """A file that was last changed so many seconds ago."""
    file = place / name
    file.write_bytes(content)
    moment = NOW.timestamp() - age
    os.utime(file, (moment, moment))
    return file


def names(scans: tuple[Scan, ...]) -> list[str]:
    return [scan.name for scan in scans]


def refused(place: Path) -> str:
    with pytest.raises(Objection) as no:
        folder(place).look()
    assert no.value.code == "scan_folder"
    return str(no.value)


def test_pictures_are_listed_the_newest_first_and_nothing_else(tmp_path: Path) -> None:
    put(tmp_path, "old.jpg", 300)
    put(tmp_path, "Scan 0002.JPEG", 20)
    put(tmp_path, "middle.Png", 120)
    put(tmp_path, "letter.pdf", 5)
    put(tmp_path, "jpg", 5)
    (tmp_path / "folder.jpg").mkdir()
    put(tmp_path / "folder.jpg", "within.jpg", 1)
    scans = folder(tmp_path).look()
    assert names(scans) == ["Scan 0002.JPEG", "middle.Png", "old.jpg"]
    assert scans[0].taken_at == NOW - dt.timedelta(seconds=20)
    assert (scans[0].size, scans[0].whole) == (7, True)


def test_a_file_that_grows_is_still_being_written(tmp_path: Path) -> None:
    looking = folder(tmp_path)
    put(tmp_path, "new.jpg", 0.5, b"half")
    assert [scan.whole for scan in looking.look()] == [False]
    put(tmp_path, "new.jpg", 0.1, b"half and more")
    assert [scan.whole for scan in looking.look()] == [False]
    assert [scan.whole for scan in looking.look()] == [True]


def test_an_empty_file_is_never_whole(tmp_path: Path) -> None:
    looking = folder(tmp_path)
    put(tmp_path, "empty.jpg", 500, b"")
    assert [scan.whole for _ in range(2) for scan in looking.look()] == [False, False]


def test_a_drive_whose_clock_is_ahead_is_believed_at_the_second_look(tmp_path: Path) -> None:
    looking = folder(tmp_path)
    put(tmp_path, "ahead.jpg", -3600)
    assert [scan.whole for scan in looking.look()] == [False]
    assert [scan.whole for scan in looking.look()] == [True]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_no_link_leads_out_of_the_folder(tmp_path: Path) -> None:
    elsewhere, scans = tmp_path / "elsewhere", tmp_path / "scans"
    elsewhere.mkdir()
    scans.mkdir()
    (scans / "link.jpg").symlink_to(put(elsewhere, "private.jpg"))
    (scans / "broken.jpg").symlink_to(tmp_path / "nothing")
    os.mkfifo(scans / "pipe.jpg")
    assert folder(scans).look() == ()


def test_a_file_that_vanishes_meanwhile_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = put(tmp_path, "gone.jpg")
    put(tmp_path, "there.jpg")
    real = os.lstat

    def lstat(path: str) -> os.stat_result:
        if path == str(gone):
            gone.unlink()
        return real(path)

    monkeypatch.setattr(os, "lstat", lstat)
    assert names(folder(tmp_path).look()) == ["there.jpg"]


def test_a_folder_that_cannot_be_looked_at_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(tmp_path / "none").endswith("none is not there. Look whether its drive is connected.")
    assert "is a file. Name a folder in the settings." in refused(put(tmp_path, "a.jpg"))

    def denied(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "scandir", denied)
    assert refused(tmp_path).endswith("cannot be read.")


def test_of_ten_thousand_files_the_fifty_newest_are_listed_fast(tmp_path: Path) -> None:
    for number in range(10_000):
        (tmp_path / f"{number:05}.jpg").touch()
    newest = put(tmp_path, "09999.jpg", -100)
    looking, took = folder(tmp_path), []
    for _ in range(3):
        began = time.perf_counter()
        scans = looking.look()
        took.append(time.perf_counter() - began)
    assert len(scans) == NEWEST
    assert scans[0].name == newest.name
    assert min(took) < 0.5, "40 ms on a quiet machine; here others may be at work"


def test_looking_changes_nothing_in_the_folder(tmp_path: Path) -> None:
    put(tmp_path, "a.jpg")
    before = sorted((entry.name, entry.stat().st_mtime_ns, entry.stat().st_size) for entry in os.scandir(tmp_path))
    looking = folder(tmp_path)
    looking.look()
    looking.look()
    after = sorted((entry.name, entry.stat().st_mtime_ns, entry.stat().st_size) for entry in os.scandir(tmp_path))
    assert after == before


def test_a_path_is_understood_as_it_is_typed_pasted_or_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = put(tmp_path, "Аружан 1.jpg")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    for text in (str(file), f"  {file} ", f'"{file}"', f"'{file}'", file.as_uri(), "~/Аружан 1.jpg"):
        assert typed_path(text) == file


def test_a_name_is_found_however_its_letters_are_composed_and_blanks_doubled(tmp_path: Path) -> None:
    composed = unicodedata.normalize("NFC", "Майя  й.jpg")
    file = put(tmp_path, unicodedata.normalize("NFD", composed))
    assert typed_path(str(tmp_path / " ".join(composed.split()))).read_bytes() == file.read_bytes()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Type where the picture lies"),
        ('""', "Type where the picture lies"),
        ("/no/such/file.jpg", "There is no file"),
        ("a\0b", "There is no file"),
        ("x" * 5000, "There is no file"),
        ("~nobody-of-that-name/a.jpg", "There is no file"),
        ("{folder}", "is no file. Name the picture itself."),
    ],
)
def test_a_path_that_leads_nowhere_is_said_in_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(Objection) as no:
        typed_path(text.replace("{folder}", str(tmp_path)))
    assert no.value.code == "no_file"
    assert said in str(no.value)
