"""The parts of which every paper for a family is made, in the order in which they are read.

A page has the school, a title, a line under it and parts; a part is told by its kind: "facts" and "key" (label and
value), "ticks" (a paper of the list and whether it is there), "lines", "told", "numbered" and "quotes" (words), "form"
and "office" (questions), "signs" (who signs).
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from clerk_desk.clock import local
from clerk_desk.rules.dates import show
from clerk_desk.work import Look
from data.papers_words import PaperWords
from data.tables import School
from data.vocabulary import PaperKind

Content = dict[str, Any]
Part = dict[str, Any]
Row = dict[str, Any]


def page(school: School | None, words: PaperWords, kind: PaperKind, parts: Iterable[Part], **facts: object) -> Content:
    """A page: the school's name above, the paper's title, and its parts; an empty part is left out."""
    name = "" if school is None else school.name_ru if words.language == "ru" else school.name_kk
    return {
        "school": name,
        "title": words.text(f"{kind}.title"),
        "under": words.text(f"{kind}.under", **facts),
        "parts": [part for part in parts if part.get("rows") or part.get("lines")],
    }


def row(label: str, value: str) -> Row:
    """A label and what it says."""
    return {"label": label, "value": value}


def facts(*rows: Row, kind: str = "facts", heading: str = "") -> Part:
    """Labels with their values; a row without a value is left out."""
    return {"kind": kind, "heading": heading, "rows": [one for one in rows if one["value"]]}


def tick(state: str, name: str, note: str = "") -> Row:
    """A paper of the list: "done", "missing" or "not_asked"."""
    return {"state": state, "name": capital(name), "note": note}


def ticks(heading: str, rows: Iterable[Row]) -> Part:
    """The papers of the list."""
    return {"kind": "ticks", "heading": heading, "rows": list(rows)}


def said(kind: str, heading: str, lines: Iterable[str]) -> Part:
    """Words: "lines", "told", "numbered" or "quotes"."""
    return {"kind": kind, "heading": heading, "lines": list(lines)}


def signs(words: PaperWords, *rows: tuple[str, str]) -> Part:
    """Who signs, each with a line to sign on: the label and the name, which may be empty."""
    return {
        "kind": "signs",
        "heading": "",
        "under": words.text("common.signature"),
        "rows": [{"label": label, "name": name} for label, name in rows],
    }


def moment(words: PaperWords, at: dt.datetime) -> str:
    """Date and time on the office's clock."""
    here = local(at)
    return words.text("common.due_date", date=show(here.date()), time=f"{here:%H:%M}")


def contacts(look: Look, school: School | None, words: PaperWords) -> Part:
    """Where the family finds the school, and when."""
    hours = look.law.hours
    times = {name: f"{getattr(hours, name):%H:%M}" for name in ("opens", "closes", "lunch_from", "lunch_to")}
    return facts(
        row(words.text("common.address"), school.address if school is not None else ""),
        row(words.text("common.phone"), school.phone if school is not None else ""),
        row(words.text("common.hours"), words.text("common.hours_are", **times)),
        heading=words.text("common.contacts"),
    )


def capital(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """The text with a small letter at its beginning, for within a sentence; abbreviations and numbers stay."""
    return text if text[1:2].isupper() or not text[:1].isalpha() else text[:1].lower() + text[1:]
