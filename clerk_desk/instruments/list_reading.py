"""A list in a file, read to its cells as text: CSV in any usual dress, or a sheet of an XLSX workbook.

Used inside the reading room only (see `reading_room`): what a file holds is not to be trusted anywhere else.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from clerk_desk.instruments.plain_file import Spoilt
from clerk_desk.instruments.workbook import unpacked
from clerk_desk.rules import iin

MOST_BYTES = 8 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 5_000, 100, 150_000
LONGEST_CELL = 4_000
"""Characters that are read of a cell; the rules take far fewer."""
_SIGNS = ";,\t|"
_SNIFFED = 20_000
_MOST_SHEETS = 40

_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "old_workbook"),
    (b"%PDF", "pdf"),
    (b"{\\rtf", "document"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
)

Table = dict[str, Any]


def read(data: bytes, sheet: str = "") -> Table:
    """The cells of a file: rows of texts, which sheet they are of, and the names of all sheets (none in a CSV).

    Spoilt, with the kind of the trouble, if it is no list, or too large.
    """
    if not data.strip():
        raise Spoilt("empty")
    if len(data) > MOST_BYTES:
        raise Spoilt("too_big", size=round(len(data) / 1e6), most=MOST_BYTES // 1_000_000)
    for sign, kind in _OTHERS:
        if data.startswith(sign):
            raise Spoilt(kind)
    if data.startswith(b"PK"):
        return _workbook(data, sheet)
    return {"rows": _bounded(_csv(_text(data))), "sheet": "", "sheets": []}


def _text(data: bytes) -> str:
    """The text, by its byte-order mark, as UTF-8, else as the Cyrillic Windows writes it here.

    KZ-1048 is Windows-1251 with the Kazakh letters in the places of Serbian ones: it reads both.
    """
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _decoded(data, name)
    head = data[:400]
    for half, name in ((head[1::2], "utf-16-le"), (head[::2], "utf-16-be")):
        if 0 in half and half.count(0) + half.count(4) > len(half) * 9 // 10:  # blocks of Latin and of Cyrillic
            return _decoded(data, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(data, "kz1048")


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise Spoilt("no_list") from error


def _csv(text: str) -> Iterator[list[str]]:
    if "\0" in text:
        raise Spoilt("no_list")
    start = text[:400].lstrip().lower()
    if start.startswith(("<html", "<!doctype", "<table", "<?xml", "<meta")):
        raise Spoilt("web_page")
    csv.field_size_limit(LONGEST_CELL)
    said = re.match(r"sep=(.)\r?\n", text)
    sign = said[1] if said else _sign(text[:_SNIFFED])
    source = io.StringIO(text[said.end() :] if said else text, newline="")
    try:
        yield from csv.reader(source, delimiter=sign, strict=False)
    except csv.Error as error:
        raise Spoilt("long_cell" if "field larger" in str(error) else "no_list", most=LONGEST_CELL) from error


def _sign(text: str) -> str:
    """What parts the cells: the sign that stands as often in each of the first lines, outside quotes."""
    lines = [line for line in re.sub(r'"(?:[^"]|"")*"', "", text).splitlines()[:20] if line.strip()]
    best, most = ";", 0
    for sign in _SIGNS:
        counts = sorted(line.count(sign) for line in lines)
        usual = counts[len(counts) // 2] if counts else 0
        if usual > most:
            best, most = sign, usual
    return best


def _workbook(data: bytes, wanted: str) -> Table:
    import openpyxl  # late: only here, inside the walls

    safe = unpacked(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(safe), read_only=True, data_only=False, keep_links=False)
        names = [one.title for one in book.worksheets][:_MOST_SHEETS]
        if not names:
            raise Spoilt("no_sheet")
        sheet = book[wanted if wanted in names else _first_shown(book, names)]
        sheet.reset_dimensions()  # what a sheet says of its own size is not believed
        rows = _bounded(_texts(sheet.iter_rows()))
    except Spoilt:
        raise
    except MemoryError:
        raise
    except Exception as error:  # whatever a broken workbook makes a reader do
        raise Spoilt("damaged") from error
    return {"rows": rows, "sheet": sheet.title, "sheets": names}


def _first_shown(book: Any, names: list[str]) -> str:
    return next((one.title for one in book.worksheets if one.sheet_state == "visible"), names[0])


def _texts(rows: Iterable[Iterable[Any]]) -> Iterator[list[str]]:
    for row in rows:
        yield [_cell(one.value) for one in row]


def _cell(value: object) -> str:
    """A cell as text: a number of a person keeps its zeros, a date is 2027-04-01, a formula is its own text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        whole = value.time() == dt.time()
        return value.date().isoformat() if whole else value.isoformat(" ", "seconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return value.isoformat("seconds")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, int):
        return _number(value)
    return str(value)


def _number(value: int) -> str:
    """Digits; an IIN that a spreadsheet took for a number has lost its first zeros, and only then gets them back."""
    text = str(value)
    padded = text.zfill(iin.LENGTH)
    if iin.LENGTH - 2 <= len(text) < iin.LENGTH and (parts := iin.parts(padded)) and parts.born is not None:
        return padded
    return text


def _bounded(rows: Iterable[list[str]]) -> list[list[str]]:
    """The rows as far as they may go; empty ones keep their place, so that a row's number is the spreadsheet's.

    Spoilt if there are more than a list may have.
    """
    kept: list[list[str]] = []
    cells = full = blank = 0
    for row in rows:
        while row and not row[-1].strip():
            row.pop()
        if len(row) > MOST_COLUMNS:
            raise Spoilt("too_many_columns", most=MOST_COLUMNS)
        if any(len(cell) > LONGEST_CELL for cell in row):
            raise Spoilt("long_cell", most=LONGEST_CELL)
        cells, full, blank = cells + len(row), full + bool(row), 0 if row else blank + 1
        if full > MOST_ROWS + 1 or cells > MOST_CELLS:
            raise Spoilt("too_many_rows", most=MOST_ROWS)
        if blank > MOST_ROWS:
            break
        kept.append(row)
    while kept and not kept[-1]:
        kept.pop()
    if not kept:
        raise Spoilt("empty")
    return kept
