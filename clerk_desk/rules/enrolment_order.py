"""The draft of the enrolment order: the accepted children by class-set, as a paper in two languages and as tables."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from clerk_desk.clock import local
from clerk_desk.rules.dates import show
from data.enrolment_order import LANGUAGES, OrderWords, order_words

_NARROW_COLUMNS = ("auto", "1fr", "auto", "auto")


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A child that was accepted. `iin` is "" if the child has none."""

    number: str
    surname: str
    given_name: str
    patronymic: str
    born: dt.date
    iin: str

    @property
    def name(self) -> str:
        """The whole name in the order of the paper."""
        return " ".join(part for part in (self.surname, self.given_name, self.patronymic) if part)


@dataclass(frozen=True, slots=True)
class OrderSet:
    """A class-set with its children, in the order of the Kazakh alphabet."""

    letter: str
    language: str
    shift: int
    children: tuple[Enrolled, ...]


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """All accepted children of a year, as they were at a moment (aware). A class-set without children is left out."""

    year: int
    at: dt.datetime
    school_kk: str
    school_ru: str
    head: str
    sets: tuple[OrderSet, ...]

    @property
    def count(self) -> int:
        """How many children there are."""
        return sum(len(one.children) for one in self.sets)


FileCell = str | int | dt.date
"""A cell of a table: text, a whole number, a date."""


@dataclass(frozen=True, slots=True)
class OrderTable:
    """A table for a spreadsheet: its name, its heads (Kazakh and Russian), its rows."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[FileCell, ...], ...]


def order_content(draft: OrderDraft) -> dict[str, Any]:
    """What stands on the paper: a page for each language, as it is stored.

    [L] The order is issued not before 25 August and takes effect on 1 September; so it is marked as a draft.
    """
    schools = {"kk": draft.school_kk, "ru": draft.school_ru}
    return {
        "pages": {language: _page(draft, order_words(language), schools[language]) for language in LANGUAGES},
        "counts": {one.letter: len(one.children) for one in draft.sets},
    }


def order_tables(draft: OrderDraft) -> tuple[OrderTable, ...]:
    """All children in one table, then each class-set in its own."""
    words = [order_words(language) for language in LANGUAGES]
    header = tuple(" / ".join(dict.fromkeys(names)) for names in zip(*(w.file_columns for w in words), strict=True))
    own = [OrderTable(f"1 «{one.letter}»", header, _rows(one, words)) for one in draft.sets]
    every = tuple(row for table in own for row in table.rows)
    return (OrderTable(" / ".join(w.all for w in words), header, every), *own)


def _page(draft: OrderDraft, words: OrderWords, school: str) -> dict[str, Any]:
    year, here = draft.year, local(draft.at)
    at = f"{show(here.date())} {here:%H:%M}"
    text = [words.number.format(year=year), words.note.format(year=year, at=at)]
    first = [words.first.format(year=year, n=draft.count)] if draft.sets else [words.none]
    return {
        "school": school,
        "draft": words.draft,
        "title": words.title,
        "under": words.under.format(year=year, next=year + 1),
        "parts": [
            {"kind": "lines", "heading": "", "lines": text},
            {"kind": "told", "heading": "", "lines": [words.orders]},
            {"kind": "lines", "heading": "", "lines": first},
            *(_table(one, words) for one in draft.sets),
            {"kind": "lines", "heading": "", "lines": [words.second.format(year=year)]},
            {
                "kind": "signs",
                "heading": "",
                "under": words.signature,
                "rows": [{"label": words.head, "name": draft.head}],
            },
        ],
    }


def _table(one: OrderSet, words: OrderWords) -> dict[str, Any]:
    """A class-set's list; a row has `cells` for the sheet, `label` and `value` say the same in one line."""
    language = words.languages.get(one.language, one.language)
    return {
        "kind": "table",
        "heading": words.class_set.format(letter=one.letter, language=language, shift=one.shift, n=len(one.children)),
        "head": list(words.columns),
        "columns": list(_NARROW_COLUMNS),
        "rows": [
            {
                "label": str(place),
                "value": f"{child.name}, {show(child.born)}, № {child.number}",
                "cells": [str(place), child.name, show(child.born), child.number],
            }
            for place, child in enumerate(one.children, 1)
        ],
    }


def _rows(one: OrderSet, words: Sequence[OrderWords]) -> tuple[tuple[FileCell, ...], ...]:
    language = " / ".join(w.languages.get(one.language, one.language) for w in words)
    return tuple(
        (
            *(f"1 «{one.letter}»", language, place),
            *(child.surname, child.given_name, child.patronymic, child.born, child.iin, child.number),
        )
        for place, child in enumerate(one.children, 1)
    )
