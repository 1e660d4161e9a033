"""A list of children in a file: columns found by their names, each line read or told why it cannot be."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from clerk_desk.errands.report import BadUsage
from clerk_desk.objection import Remark, warning
from clerk_desk.rules import dates, iin
from clerk_desk.rules.names import LONGEST, clean, fold
from clerk_desk.rules.similarity import Person

MOST_BYTES = 8 * 1024 * 1024
MOST_CHILDREN = 10_000

_COLUMNS = {
    "surname": ("surname", "last name", "фамилия", "тегі"),
    "given_name": ("given name", "name", "first name", "имя", "аты", "есімі"),
    "patronymic": ("patronymic", "отчество", "әкесінің аты"),
    "born": ("born", "date of birth", "дата рождения", "туған күні"),
    "iin": ("iin", "иин", "жсн"),
    "parent_iin": ("parent iin", "applicant iin", "иин родителя", "иин заявителя", "ата-ананың жсн"),
}
"""What each column may be called, whatever the case; an underline counts as a space."""
_KNOWN = {fold(name): column for column, names in _COLUMNS.items() for name in names}
_NEEDED = ("surname", "given_name", "born")
_SIGNS = (";", ",", "\t")


@dataclass(frozen=True, slots=True)
class Listed:
    """A child in the list, and the line where it stands."""

    line: int
    child: Person


def read_list(path: Path) -> tuple[list[Listed], list[Remark]]:
    """The children of the file, and a warning for each line that could not be read, with its number.

    Text in UTF-8 (a byte-order mark does no harm), parted by ";", "," or tabs, column names in its first line:
    surname, given_name, patronymic, born, iin, parent_iin, in any order, in English, Russian or Kazakh; the first
    two and born are needed. BadUsage if it is no such file, or above 8 MiB or 10,000 children.
    """
    rows = _rows(_text(path), path)
    columns = _columns(next(rows, (0, []))[1], path)
    found: list[Listed] = []
    told: list[Remark] = []
    for line, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        said = {column: clean(cells[at]) for column, at in columns.items() if at < len(cells)}
        child = _child(said, line, told)
        if child is not None:
            found.append(Listed(line, child))
        if len(found) > MOST_CHILDREN:
            raise BadUsage("too_many", "The list has more than {most} children: part it.", most=MOST_CHILDREN)
    return found, told


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError):
        raise BadUsage("no_file", "The file {file} cannot be read.", file=str(path)) from None
    if len(content) > MOST_BYTES:
        raise BadUsage("too_large", "The file {file} is larger than {most} MiB: part it.", file=str(path), most=8)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadUsage("not_text", "The file {file} is no text in UTF-8: save it as such.", file=str(path)) from None


def _rows(text: str, path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_SIGNS, key=first.count))
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error:
        text = "Line {line} of {file} cannot be read as a table: is a quotation mark not closed?"
        raise BadUsage("not_a_table", text, line=reader.line_num, file=str(path)) from None


def _columns(cells: Sequence[str], path: Path) -> dict[str, int]:
    columns: dict[str, int] = {}
    for at, cell in enumerate(cells):
        column = _KNOWN.get(fold(cell.replace("_", " ")))
        if column is not None:
            columns.setdefault(column, at)
    lacking = [column for column in _NEEDED if column not in columns]
    if lacking:
        text = "The first line of {file} must name the columns; missing: {columns}."
        raise BadUsage("no_columns", text, file=str(path), columns=", ".join(lacking))
    return columns


def _child(said: dict[str, str], line: int, told: list[Remark]) -> Person | None:
    surname, given_name, patronymic = (said.get(name, "") for name in ("surname", "given_name", "patronymic"))
    if not surname or not given_name:
        told.append(warning("no_name", "", "Line {line}: surname or given name is missing; passed over.", line=line))
        return None
    if max(map(len, (surname, given_name, patronymic))) > LONGEST:
        told.append(warning("too_long", "", "Line {line}: a name is too long; passed over.", line=line))
        return None
    born = dates.parse(said.get("born", ""))
    if born is None:
        told.append(warning("no_date", "", "Line {line}: the date of birth cannot be read; passed over.", line=line))
        return None
    return Person(
        surname,
        given_name,
        patronymic,
        born,
        iin=_iin(said.get("iin", ""), line, told),
        parent_iin=_iin(said.get("parent_iin", ""), line, told),
    )


def _iin(typed: str, line: int, told: list[Remark]) -> str:
    """The twelve digits, or "" if there are none; a number that cannot be right is told and left out."""
    number = iin.clean(typed)
    if number and not iin.check_digit_fits(number):
        told.append(warning("iin", "", "Line {line}: the IIN cannot be right; compared without it.", line=line))
        return ""
    return number
