"""Lists from a portal, CSV or XLSX: read outside the desk's own process, so that no file can harm it.

Everything here blocks (screens call it in a thread). Only the reading room, a process of its own with little memory
and little time, ever opens a file; what comes back are cells as text. No formula is ever counted out, no macro run.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs

import clerk_desk
from clerk_desk.instruments.scan_folder import typed_path
from clerk_desk.objection import Message, Objection, mark

ENDINGS = (".csv", ".xlsx", ".xlsm", ".txt", ".tsv")
LONGEST = 20.0
"""Seconds until a reading room that does not answer is ended: a hung network drive. Its own walls are narrower."""
NEWEST = 7
"""Files that are offered."""
_MOST_SAID = 48 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list in a file, as cells. `rows` are as the spreadsheet counts them, from 1; `sheet` is "" in a CSV."""

    name: str
    sha256: str
    rows: tuple[tuple[str, ...], ...]
    sheet: str
    sheets: tuple[str, ...]


_SENTENCES = {
    "no_file": mark("There is no such file any more: look into the folder and choose again."),
    "folder": mark("This is a folder: choose a list in it."),
    "no_plain_file": mark("This is not an ordinary file: choose a CSV or XLSX list."),
    "not_readable": mark("The file cannot be read: ask for the right to read it, or copy it to this computer."),
    "empty": mark("There is nothing in this list: download it from the portal again."),
    "too_big": mark("The file is too large ({size} MB, at most {most}): save only the list itself."),
    "too_many_rows": mark("The list is too long: at most {most} rows are taken in at once. Divide it."),
    "too_many_columns": mark("The list has too many columns: at most {most}. Save only those that are needed."),
    "long_cell": mark("A cell holds more than {most} characters: this is no list of applications."),
    "bomb": mark("This file is far larger inside than a list can be, or holds what none needs. It is not opened."),
    "old_workbook": mark("This is an old Excel file, or one with a password: save it as XLSX without a password."),
    "other_workbook": mark("This workbook is of another kind: save it as XLSX or CSV UTF-8."),
    "no_workbook": mark("This archive is no workbook: choose the CSV or XLSX list itself."),
    "web_page": mark("This is a web page under another name: open it in a spreadsheet program and save it as XLSX."),
    "locked": mark("The workbook has a password: save it without one, then take it in again."),
    "no_sheet": mark("There is no sheet with cells in this workbook."),
    "damaged": mark("The file is cut off or damaged: download it from the portal again."),
    "too_slow": mark("The list takes too long to read: copy it to this computer, or save it as CSV UTF-8."),
    "no_room": mark("The desk cannot read lists at the moment: close other programs and try again."),
}
_NO_LIST = mark("This is no list: only CSV and XLSX are taken. Save it as one of these, then choose it again.")


def read_list(path: Path, sheet: str = "") -> ListFile:
    """The cells of a list; of a workbook the sheet of that name, else its first one. Blocks, half a second.

    Objection "bad_list", with a sentence on what is wrong and what to do, if it is no list that the desk takes.
    """
    answer = _asked({"path": str(path), "sheet": sheet})
    try:
        rows = tuple(tuple(str(cell) for cell in row) for row in answer["rows"])
        name = path.name[:255]
        return ListFile(name, str(answer["sha256"]), rows, str(answer["sheet"]), tuple(map(str, answer["sheets"])))
    except (KeyError, TypeError) as error:
        raise _bad("damaged") from error


def list_path(text: str) -> Path:
    """The list that somebody typed, pasted or dropped: quotes, file:// and ~ are understood. Blocks.

    Objection "no_file" with what is wrong if there is no such file.
    """
    if not text.strip():
        raise Objection("no_file", "Type where the list lies, or paste it here.")
    try:
        return typed_path(text)
    except Objection as objection:
        if "picture" in objection.message.text:
            facts = objection.message.facts
            raise Objection("no_file", "{file} is no file. Name the list itself.", file=facts.get("file", "")) from None
        raise


def newest_lists(folders: tuple[Path, ...]) -> tuple[Path, ...]:
    """The newest files in these folders that may be lists, at most seven, the newest first. Blocks. No folder below."""
    found = sorted(((one.stat().st_mtime, one) for folder in folders for one in _lists_in(folder)), reverse=True)
    return tuple(dict.fromkeys(one for _, one in found))[:NEWEST]


def usual_folders(scan_folder: Path | None = None) -> tuple[Path, ...]:
    """Where a list may have been put: the scan folder, what was downloaded, the documents."""
    usual = (Path(platformdirs.user_downloads_dir()), Path(platformdirs.user_documents_dir()))
    return tuple(dict.fromkeys(one for one in (scan_folder, *usual) if one is not None))


def _lists_in(folder: Path) -> Iterator[Path]:
    try:
        found = [one for one in folder.iterdir() if one.suffix.lower() in ENDINGS[:3] and not one.name.startswith("~")]
        yield from (one for one in found if one.is_file() and not one.is_symlink())
    except OSError:
        return  # a folder that is not there offers nothing


def _asked(job: dict[str, str]) -> dict[str, Any]:
    """What the reading room answers. One that says nothing, too much or too late has been stopped by its file."""
    house = str(Path(clerk_desk.__file__).parents[1])
    paths = os.pathsep.join([house, *filter(None, [os.environ.get("PYTHONPATH")])])
    try:
        room = subprocess.Popen(
            [sys.executable, "-P", "-m", "clerk_desk.instruments.reading_room", json.dumps(job)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a traceback would show what the file holds
            env=os.environ | {"PYTHONPATH": paths},
            start_new_session=True,  # a Ctrl+C in the terminal is the desk's, not the room's
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, ValueError) as error:
        raise _bad("no_room") from error
    late = threading.Event()

    def end() -> None:
        late.set()
        room.kill()

    alarm = threading.Timer(LONGEST, end)
    alarm.start()
    try:
        with room:
            said = room.stdout.read(_MOST_SAID + 1) if room.stdout else b""
            room.kill()
    finally:
        alarm.cancel()
    if not said:
        raise _bad("too_slow" if late.is_set() or room.returncode < 0 else "damaged")
    return heard(said)


def heard(said: bytes) -> dict[str, Any]:
    """The reading room's word, read. Objection "bad_list" if it says that the file is spoilt, or makes no sense."""
    try:
        answer = json.loads(said)
    except ValueError as error:
        raise _bad("damaged") from error
    if not isinstance(answer, dict):
        raise _bad("damaged")
    if "spoilt" in answer:
        raise _bad(str(answer["spoilt"]), answer.get("facts"))
    return answer


def _bad(kind: str, facts: dict[str, object] | None = None) -> Objection:
    message = Message(_SENTENCES.get(kind, _NO_LIST), dict(facts or {}))
    return Objection("bad_list", message.text, **message.facts)
