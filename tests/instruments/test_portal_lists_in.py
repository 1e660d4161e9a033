"""Lists from a portal, as files: every usual dress is read alike, and nothing hostile gets further than a sentence."""

import datetime as dt
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import Workbook

from clerk_desk.instruments import list_reading, reading_room, spreadsheets_in
from clerk_desk.objection import Objection
from tests.instruments import hostile_lists
from tests.instruments.hostile_lists import TAKEN, sheet, workbook

HOUSE = Path(__file__).parents[2]
SECONDS, MIB = 2.0, 100.0
ROWS = [["№", "ЖСН", "ТАӘ", "Әңгүұқөһі"], ["1", "010203500012", "Сәрсенбай; Аружан", 'екі\nжол "қос"']]
TEXT = '№;ЖСН;ТАӘ;Әңгүұқөһі\r\n1;010203500012;"Сәрсенбай; Аружан";"екі\nжол ""қос"""\r\n'

HEAVY = (
    "a zip bomb of 100 MB",
    "a hundred and fifty thousand strings",
    "cells in cells, two hundred thousand deep",
)
"""What could take time or memory, of each kind one; the others are tried in this process, and all at leisure."""
LONG = (
    *HEAVY,
    "a string in sixty thousand pieces",
    "an archive that lies about a size",
    "sixty thousand strings, the most that are read",
    "a full list of 5,000 rows",
    "nine thousand rows",
)
needs_walls = pytest.mark.skipif(sys.platform == "win32", reason="what a process took is measured by POSIX calls")


class Took(NamedTuple):
    said: str
    code: int
    seconds: float
    busy: float
    mib: float

    @property
    def sentence(self) -> str:
        return sentence(self.said.encode() or b'{"spoilt": "too_slow"}')


def sentence(said: bytes) -> str:
    """What the clerk reads; TAKEN if cells came out."""
    try:
        spreadsheets_in.heard(said)
    except Objection as objection:
        assert objection.code == "bad_list"
        return str(objection)
    return TAKEN


def opened(folder: Path, names: tuple[str, ...]) -> list[Took]:
    jobs = []
    for number, name in enumerate(names):
        path = folder / f"{number}.xlsx"
        path.write_bytes(hostile_lists.FILES[name][0]())
        jobs.append({"path": str(path), "sheet": ""})
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("measured.py"), "clerk_desk.instruments.reading_room"],
        input=json.dumps(jobs),
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(HOUSE)},
    )
    return [Took(*took) for took in json.loads(done.stdout)]


def fits(said: str, expected: str) -> bool:
    return any(piece in said for piece in expected.split("|"))


@needs_walls
def test_a_bomb_is_refused_within_two_seconds_and_a_hundred_mebibytes(tmp_path: Path) -> None:
    for name, took in zip(HEAVY, opened(tmp_path, HEAVY), strict=True):
        assert fits(took.sentence, hostile_lists.FILES[name][1]), (name, took.sentence)
        assert took.busy < SECONDS, name
        assert took.mib < MIB, name


@pytest.mark.parametrize("name", [name for name in hostile_lists.FILES if name not in LONG])
def test_an_odd_list_ends_in_a_sentence(tmp_path: Path, name: str) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(hostile_lists.FILES[name][0]())
    said = json.dumps(reading_room.answer({"path": str(path), "sheet": ""}))
    assert fits(sentence(said.encode()), hostile_lists.FILES[name][1])
    assert not Path("/tmp/evil.xml").exists()


@pytest.mark.prove
@needs_walls
def test_every_hostile_list_behind_walls_with_its_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = tuple(hostile_lists.FILES)
    measured = opened(tmp_path, names)
    with capsys.disabled():
        for name, took in zip(names, measured, strict=True):
            print(f"{name:48} {took.busy:5.2f} s {took.mib:6.1f} MiB  {took.sentence}")
        print(f"hostile_lists={len(measured)} longest={max(t.busy for t in measured):.2f} s", end=" ")
        print(f"largest={max(t.mib for t in measured):.0f} MiB")
    for name, took in zip(names, measured, strict=True):
        assert fits(took.sentence, hostile_lists.FILES[name][1]), name
        assert took.busy < SECONDS
        assert took.mib < MIB


@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "kz1048"])
def test_a_csv_in_every_usual_dress_gives_the_same_cells(encoding: str, sign: str) -> None:
    text = TEXT if sign == ";" else TEXT.replace("; А", "~").replace(";", sign).replace("~", "; А")
    text = text.replace("Сәрсенбай; Аружан", f"Сәрсенбай{sign} Аружан") if sign != ";" else text
    rows = list_reading.read(text.encode(encoding))["rows"]
    assert rows[0] == ROWS[0]
    assert rows[1] == [*ROWS[1][:2], f"Сәрсенбай{sign} Аружан", ROWS[1][3]]


def test_a_line_that_names_the_separator_is_no_row() -> None:
    assert list_reading.read("sep=,\r\nЖСН,аты\r\n1,2\r\n".encode())["rows"] == [["ЖСН", "аты"], ["1", "2"]]


def test_cells_of_a_workbook_are_text_as_it_was_meant() -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Өтініштер"
    page.append(["ЖСН", "туған күні", "берілген", "телефон", "саны", "бар", "формула", "мәтін"])
    row = [10203500012, dt.date(2021, 3, 31), dt.datetime(2027, 4, 1, 9, 3), 77011234567, 2.0, True, "=1+1", "007"]
    page.append(row)
    book.create_sheet("Екінші").append(["х"])
    written = io.BytesIO()
    book.save(written)
    read = list_reading.read(written.getvalue())
    assert read["sheets"] == ["Өтініштер", "Екінші"]
    assert read["rows"][1][1:] == ["2021-03-31", "2027-04-01 09:03:00", "77011234567", "2", "true", "=1+1", "007"]
    assert list_reading.read(written.getvalue(), "Екінші")["rows"] == [["х"]]


@pytest.mark.parametrize(
    ("number", "text"), [(10203500018, "010203500018"), (10203500012, "10203500012"), (87011234567, "87011234567")]
)
def test_zeros_that_a_spreadsheet_took_from_an_iin_come_back_only_where_it_fits(number: int, text: str) -> None:
    cell = f'<row r="1"><c r="A1"><v>{number}</v></c></row>'
    assert list_reading.read(workbook({"xl/worksheets/sheet1.xml": sheet(cell)}))["rows"] == [[text]]


def test_rows_keep_the_numbers_that_the_spreadsheet_shows() -> None:
    rows = list_reading.read("тізім\n\n\nЖСН;аты\n1;2\n\n".encode())["rows"]
    assert rows == [["тізім"], [], [], ["ЖСН", "аты"], ["1", "2"]]


def test_a_list_is_read_in_a_room_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "тізім.csv"
    path.write_bytes(TEXT.encode())
    read = spreadsheets_in.read_list(path)
    assert [list(row) for row in read.rows] == ROWS
    assert (read.name, len(read.sha256), read.sheet) == ("тізім.csv", 64, "")
    with pytest.raises(Objection, match="no such file"):
        spreadsheets_in.read_list(tmp_path / "none.csv")


def test_the_newest_lists_are_offered_first(tmp_path: Path) -> None:
    for age, name in enumerate(("b.xlsx", "a.csv", "photo.jpg", "~$b.xlsx")):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (1e9 - age, 1e9 - age))
    found = spreadsheets_in.newest_lists((tmp_path, tmp_path / "nowhere"))
    assert [one.name for one in found] == ["b.xlsx", "a.csv"]
