"""What a family brings to the office: in words, as JSON, or as a PDF to be printed. No store is needed."""

import argparse
import datetime as dt
from dataclasses import asdict
from pathlib import Path

from clerk_desk.clock import MachineClock, local
from clerk_desk.errands.report import BadUsage, Report, answer
from clerk_desk.language import Speaker
from clerk_desk.rules.bringing import LANGUAGES, BringingSheet, as_lines, bringing_sheet, typesetting
from data.files import write_whole
from data.law import the_law

BOTH = LANGUAGES[:2]
"""Without a language named: Kazakh, then Russian, as the notice hangs on a school's wall."""


def run(asked: argparse.Namespace, speaker: Speaker) -> int:
    """Tell the sheet, or write it into a file; the exit code. BadUsage "not_saved" if the file cannot be written."""
    now = MachineClock().now()
    languages = (asked.language,) if "language" in asked else BOTH
    sheets = [bringing_sheet(the_law(), local(now).date(), language) for language in languages]
    if asked.pdf is not None:
        _write(Path(asked.pdf), sheets, now)
    return answer(speaker, asked.json, lambda report: _tell(report, sheets, asked.pdf))


def _tell(report: Report, sheets: list[BringingSheet], pdf: str | None) -> None:
    report.facts |= {"sheets": [asdict(sheet) for sheet in sheets], "pdf": pdf}
    if pdf is not None:
        report.say("The sheet lies in {file}.", file=pdf)
        return
    for sheet in sheets:
        report.words += [*([""] if report.words else []), *as_lines(sheet)]


def _write(path: Path, sheets: list[BringingSheet], now: dt.datetime) -> None:
    from clerk_desk.instruments.typesetter import typeset  # only here: the words need no typesetter

    pdf = typeset(*typesetting(*sheets), now)
    try:
        write_whole(path, pdf)
    except OSError:
        raise BadUsage("not_saved", "The file {file} cannot be written.", file=str(path)) from None
