"""Spreadsheets out of the desk: the same rows as CSV and as XLSX, in which nothing runs and no zero is lost.

CSV: UTF-8 with a byte order mark, ";" between cells, CRLF behind rows, the heads in the first row; a cell that
would be taken for a formula, a number or a date has an apostrophe in front (see rules/spreadsheet_text.py), and
`read_csv_back` takes it away again. XLSX: texts are texts, dates are dates (dd.mm.yyyy), no formula, no link.
"""

import csv
import datetime as dt
import io
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clerk_desk.clock import local
from clerk_desk.objection import Objection
from clerk_desk.rules.dates import show
from clerk_desk.rules.spreadsheet_text import guarded, kept, runs, unguarded
from data.files import make_folder, write_whole

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | dt.date | dt.datetime | None
"""A text, a whole number, a date, a moment (aware; shown on the office's clock), or nothing."""

DELIMITER = ";"
_BOM = "\ufeff"
_LONGEST = 32_767
"""Characters that a cell of XLSX can hold."""

_NARROWEST, _WIDEST = 6, 60
"""Characters of a column's width."""

_FIRST_YEAR = 1900
"""XLSX knows no date before it: an older one is written as text."""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its name, the heads of its columns, its rows (each as long as the heads)."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The rows as CSV. The same rows give the same bytes."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=DELIMITER, lineterminator="\r\n")
    writer.writerow([guarded(head) for head in header])
    writer.writerows([_csv_cell(cell) for cell in row] for row in rows)
    return (_BOM + text.getvalue()).encode("utf-8")


def read_csv_back(data: bytes) -> list[list[str]]:
    """The rows of such a CSV as they were written, heads first: dates as dd.mm.yyyy, nothing as ""."""
    text = data.decode("utf-8-sig")
    return [[unguarded(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=DELIMITER)]


def xlsx_bytes(sheets: Sequence[Table], made_at: dt.datetime) -> bytes:
    """The tables as one workbook, a sheet each. Blocks: 100 ms for 5,000 cells.

    `made_at` (aware) is the moment inside the file: the same tables and moment give the same bytes. Nothing is
    written anywhere else. ValueError for a cell of more than 32,767 characters.
    """
    import xlsxwriter  # only spreadsheets need it

    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(made, options)
    book.set_properties({"created": made_at.astimezone(dt.UTC).replace(tzinfo=None)})
    styles = _styles(book)
    used: set[str] = set()
    for table in sheets:
        _write(book.add_worksheet(_sheet_name(table.name, used)), table, styles)
    book.close()
    return made.getvalue()


def said(cell: Cell) -> str:
    """A cell as a text: dates dd.mm.yyyy, moments with hours and minutes on the office's clock."""
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        here = local(cell)
        return f"{show(here.date())} {here:%H:%M}"
    return show(cell) if isinstance(cell, dt.date) else str(cell)


def _csv_cell(cell: Cell) -> str:
    return guarded(cell) if isinstance(cell, str) else said(cell)


def _styles(book: Any) -> dict[str, Any]:
    top = {"valign": "top"}
    return {
        "head": book.add_format({**top, "num_format": "@", "bold": True, "text_wrap": True, "bottom": 1}),
        "text": book.add_format({**top, "num_format": "@", "text_wrap": True}),
        # Without the mark the text would become a formula as soon as somebody edits the cell.
        "runs": book.add_format({**top, "num_format": "@", "text_wrap": True, "quote_prefix": True}),
        "number": book.add_format({**top, "num_format": "0"}),
        "date": book.add_format({**top, "num_format": "dd.mm.yyyy", "align": "left"}),
        "moment": book.add_format({**top, "num_format": "dd.mm.yyyy hh:mm", "align": "left"}),
    }


def _write(sheet: "Worksheet", table: Table, styles: dict[str, Any]) -> None:
    for column, head in enumerate(table.header):
        sheet.write_string(0, column, _fitting(head), styles["head"])
    for line, row in enumerate(table.rows, 1):
        for column, cell in enumerate(row):
            _write_cell(sheet, line, column, cell, styles)
    for column, head in enumerate(table.header):
        longest = max([len(head), *(_width(row[column]) for row in table.rows)])
        sheet.set_column(column, column, min(max(longest, _NARROWEST), _WIDEST) + 2)
    sheet.freeze_panes(1, 0)
    if table.rows and table.header:
        sheet.autofilter(0, 0, len(table.rows), len(table.header) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_cell(sheet: "Worksheet", line: int, column: int, cell: Cell, styles: dict[str, Any]) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, int):
        sheet.write_number(line, column, cell, styles["number"])
    elif isinstance(cell, dt.datetime) and cell.year > _FIRST_YEAR:
        sheet.write_datetime(line, column, local(cell).replace(tzinfo=None), styles["moment"])
    elif isinstance(cell, dt.date) and cell.year > _FIRST_YEAR:
        sheet.write_datetime(line, column, cell, styles["date"])
    else:
        text = _fitting(said(cell))
        sheet.write_string(line, column, text, styles["runs" if runs(text) else "text"])


def _fitting(text: str) -> str:
    safe = kept(text)
    if len(safe) > _LONGEST:
        raise ValueError(f"a cell of {len(safe)} characters")
    return safe


def _width(cell: Cell) -> int:
    return max(map(len, said(cell).split("\n")), default=0)


def _sheet_name(name: str, used: set[str]) -> str:
    """A name that a workbook takes: at most 31 characters, none of []:*?/\\, no apostrophe at its ends, none twice."""
    plain = "".join("_" if s in "[]:*?/\\" else s for s in kept(name).replace("\n", " "))[:31].strip("' ") or "1"
    number, free = 2, plain
    while free.casefold() in used:
        free = f"{plain[:27]} {number}"
        number += 1
    used.add(free.casefold())
    return free


def save(name: str, kinds: Mapping[str, bytes], folder: Path) -> Path:
    """Save files of one name in a folder, each kind with its ending, for its owner's eyes. The path without ending.

    A name that is taken gets a number. Objection "not_saved" if the folder cannot be written.
    """
    numbered = (folder / (name if number == 1 else f"{name}-{number}") for number in itertools.count(1))
    try:
        make_folder(folder)
        free = next(path for path in numbered if not any(_with_ending(path, kind).exists() for kind in kinds))
        for kind, data in kinds.items():
            write_whole(_with_ending(free, kind), data, over=False)
    except OSError:
        raise Objection("not_saved", "The list could not be saved into {folder}.", folder=str(folder)) from None
    return free


def _with_ending(path: Path, ending: str) -> Path:
    return path.with_name(f"{path.name}.{ending}")
