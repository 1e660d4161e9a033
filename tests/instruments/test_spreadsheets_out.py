"""Spreadsheets out of the desk, read by other readers: openpyxl and the csv of the standard library."""

import csv
import datetime as dt
import io
import random
import sys
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_desk.clock import ALMATY
from clerk_desk.instruments.spreadsheets_out import Cell, Table, csv_bytes, read_csv_back, xlsx_bytes
from clerk_desk.rules.spreadsheet_text import kept

MADE = dt.datetime(2027, 4, 1, 10, 42, tzinfo=ALMATY)
HEADS = ("№", "ЖСН / ИИН", "Аты-жөні", "Туған күні", "Алынды", "Орын")
ROWS: list[tuple[Cell, ...]] = [
    ("2027-0041", "021015599902", "Әлихан Ғазизұлы Һұқық", dt.date(2021, 3, 31), MADE, 25),
    ("2027-0042", "210331699903", "=cmd|' /C calc'!A0", dt.date(1899, 3, 31), None, 0),
]


def in_workbook(data: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    return [["" if cell.value is None else cell.value for cell in row] for row in sheet.iter_rows()]


def test_a_csv_for_excel_keeps_zeros_and_kazakh_letters_and_runs_nothing() -> None:
    data = csv_bytes(HEADS, ROWS)
    assert data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8-sig").split("\r\n")
    assert lines[0] == "№;ЖСН / ИИН;Аты-жөні;Туған күні;Алынды;Орын"
    assert lines[1] == "2027-0041;'021015599902;Әлихан Ғазизұлы Һұқық;31.03.2021;01.04.2027 10:42;25"
    assert lines[2].startswith("2027-0042;'210331699903;'=cmd")
    assert read_csv_back(data)[2] == ["2027-0042", "210331699903", "=cmd|' /C calc'!A0", "31.03.1899", "", "0"]


def test_a_workbook_holds_texts_dates_and_numbers_and_runs_nothing() -> None:
    data = xlsx_bytes([Table("Тізім: 1 [А]", HEADS, ROWS), Table("Тізім: 1 [А]", HEADS, [])], MADE)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Тізім_ 1 _А_", "Тізім_ 1 _А_ 2"]
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[2]] == [
        *("2027-0041", "021015599902", "Әлихан Ғазизұлы Һұқық"),
        *(dt.datetime(2021, 3, 31), dt.datetime(2027, 4, 1, 10, 42), 25),
    ]
    assert sheet["D2"].number_format == "dd.mm.yyyy"
    assert sheet["C3"].data_type == "s"
    assert sheet["C3"].quotePrefix, "edited, it must not become a formula either"
    assert sheet["D3"].value == "31.03.1899"


def test_the_same_rows_give_the_same_bytes() -> None:
    tables = [Table("Тізім", HEADS, ROWS)]
    assert xlsx_bytes(tables, MADE) == xlsx_bytes(tables, MADE)
    assert csv_bytes(HEADS, ROWS) == csv_bytes(HEADS, ROWS)


def test_a_workbook_bears_no_name_of_machine_or_person() -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes([Table("Тізім", HEADS, ROWS)], MADE))) as book:
        told = book.read("docProps/core.xml").decode()
        assert {entry.date_time[0] for entry in book.infolist()} == {1980}
    assert "2027-04-01T05:42:00Z" in told
    assert "<dc:creator></dc:creator>" in told


def test_a_cell_too_long_for_a_workbook_is_not_cut_in_silence() -> None:
    with pytest.raises(ValueError, match="32768"):
        xlsx_bytes([Table("Тізім", ("а",), [("а" * 32_768,)])], MADE)


def reread(texts: list[str]) -> None:
    """Both files, read by others, hold what was written; and no cell is a formula."""
    wanted = [kept(text) for text in texts]
    rows = [(text, "x") for text in texts]
    data = csv_bytes(("а", "б"), rows)
    assert [row[0] for row in read_csv_back(data)[1:]] == wanted
    bare = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert not [row for row in bare if row[0][:1] in tuple("=+-@\t\r")]
    found = [str(row[0]) for row in in_workbook(xlsx_bytes([Table("Тізім", ("а", "б"), rows)], MADE))[1:]]
    assert found == wanted


ANY = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("=+-@\t\r\n\"';0123456789eEӘәҒғҚқҢңӨөҰұҮүҺһ"))


@given(st.lists(ANY, min_size=1, max_size=30))
@settings(max_examples=10, deadline=None)
def test_random_texts_are_read_back_from_both(texts: list[str]) -> None:
    reread(texts)


@pytest.mark.prove
def test_ten_thousand_random_texts_are_read_back_from_both() -> None:
    chance = random.Random(20270401)
    pools = (
        *("=+-@\t\r\n\"';|!&,. ", "0123456789-/.,eE", "ӘәҒғҚқҢңӨөҰұҮүҺһІіЁё", "abcXYZ <>&_x000D_"),
        "".join(map(chr, range(1, 0x500))),
    )

    def one() -> str:
        pool = chance.choice(pools)
        return "".join(
            chance.choice(pool) if chance.random() < 0.9 else chr(chance.randrange(sys.maxunicode))
            for _ in range(chance.randrange(40))
        )

    texts = [kept(one().encode("utf-8", "replace").decode()) for _ in range(10_000)]
    reread(texts)
    print(f"10,000 random texts: 0 differ from CSV, 0 from XLSX, 0 formula cells; {len(set(texts))} are different")
