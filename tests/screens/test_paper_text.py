"""A paper's words on the screen: every word of it, in lines that fit, and nothing in it is executed."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_desk.ledgers.record import Entry
from data.vocabulary import EventKind
from screens.paper_text import drawn, lines_of
from screens.record_head import told_at

from .rooms import HOSTILE


def a_content(name: str = "Сәрсенбай Аружан", **languages: str) -> dict[str, Any]:
    def page(title: str) -> dict[str, Any]:
        return {
            "school": "№12 мектеп-гимназия",
            "title": title,
            "under": "",
            "parts": [
                {"kind": "facts", "heading": "Бала", "rows": [{"label": "Тегі, аты", "value": name}]},
                {
                    "kind": "ticks",
                    "heading": "",
                    "rows": [
                        {"state": "done", "name": "өтініш", "note": ""},
                        {"state": "missing", "name": "фотосурет", "note": "1 дана"},
                        {"state": "not_asked", "name": "куәлік", "note": ""},
                    ],
                },
                {"kind": "numbered", "heading": "", "lines": ["бірінші", "екінші"]},
                {"kind": "form", "heading": "", "rows": [{"label": "Мекенжайы", "value": ""}]},
                {"kind": "signs", "heading": "", "rows": [{"label": "Қолы", "name": name}]},
            ],
        }

    return {"pages": {language: page(title) for language, title in (languages or {"kk": "Қолхат"}).items()}}


def test_ticks_numbers_and_empty_lines_stand_as_on_the_paper() -> None:
    text = drawn(lines_of(a_content(), ("kk",)), 72).plain
    for line in ("[✔] өтініш", "[ ] фотосурет — 1 дана", "[–] куәлік", "1. бірінші", "2. екінші", "____"):
        assert line in text


def test_only_the_languages_that_were_chosen_are_shown_in_their_order() -> None:
    content = a_content(kk="Қолхат", ru="Расписка")
    both = drawn(lines_of(content, ("kk", "ru")), 72).plain
    assert both.index("Қолхат") < both.index("Расписка")
    assert "Қолхат" not in drawn(lines_of(content, ("ru",)), 72).plain
    assert lines_of({}, ("kk",)) == [], "a list of the office has no pages"


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=200), st.integers(40, 110))
def test_every_line_fits_and_no_letter_is_left_out(name: str, width: int) -> None:
    content = drawn(lines_of(a_content("Ә" + name.replace("\n", " ") + "Ү"), ("kk",)), width)
    assert all(line.cell_length <= width for line in content.split("\n"))
    assert content.plain.count("Ә") >= 2 and content.plain.count("Ү") >= 2


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_shown_and_does_nothing(name: str) -> None:
    content = drawn(lines_of(a_content(name), ("kk",)), 72)
    assert "Ким" in content.plain or "/" in content.plain or "{x}" in content.plain
    assert not any(letter in content.plain for letter in "\x1b\u202e")
    assert all("@click" not in str(span.style) for span in content.spans)


def test_a_family_is_told_only_of_the_answer_that_stands() -> None:
    def line(event: EventKind, hour: int) -> Entry:
        return Entry(hour, dt.datetime(2027, 4, 1, hour, tzinfo=dt.UTC), "A", event, {})

    kinds = EventKind
    assert told_at([line(kinds.REFUSED, 1)]) is None
    assert told_at([line(kinds.REFUSED, 1), line(kinds.FAMILY_TOLD, 2)]) == dt.datetime(2027, 4, 1, 2, tzinfo=dt.UTC)
    for later in (kinds.FAMILY_NOT_TOLD, kinds.REOPENED, kinds.ACCEPTED, kinds.MOVED):
        assert told_at([line(kinds.REFUSED, 1), line(kinds.FAMILY_TOLD, 2), line(later, 3)]) is None
