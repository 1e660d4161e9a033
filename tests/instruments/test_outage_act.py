"""The act of an outage on paper: every word, both languages, long lists, and each Kazakh letter whole."""

import datetime as dt
import re
from typing import Any

import pypdfium2
import pytest

from clerk_desk.clock import ALMATY
from clerk_desk.instruments.paper_sheets import set_paper
from clerk_desk.ledgers.outage_act import act_content
from clerk_desk.ledgers.outages import OutageCard, TakenIn
from clerk_desk.rules.papers import Sheet
from data.outage_act import LANGUAGES, act_words
from data.vocabulary import Channel, Noticed, PaperKind


def at(hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2027, 4, 1, hour, minute, tzinfo=ALMATY)


class Office:
    """What the act asks the office for: the school, who prints it, and when."""

    name_kk, name_ru, head = "№12 мектеп-гимназия", "Школа-гимназия №12", "Оспанова Гүлнар"
    full_name, moment = "Сейітова Айгүл", at(15)

    @property
    def session(self) -> "Office":
        return self

    @property
    def member(self) -> "Office":
        return self

    def get(self, *_: object) -> "Office":
        return self


def card(ended: dt.datetime | None = at(11, 31), note: str = "") -> OutageCard:
    return OutageCard(1, Channel.MEKTEP, Noticed.TOLD, note, at(9, 20), "Сейітова Айгүл", ended, "Ким Алина")


def taken(count: int, name: str = "Ысқақұлы-Әбдіхалықов Мұхаммед-Әлихан Сәбитжанұлы") -> list[TakenIn]:
    return [TakenIn(n, f"2027-{n:04}", f"{name} {n}", at(9, 21)) for n in range(1, count + 1)]


def content(outage: OutageCard, applications: list[TakenIn]) -> dict[str, Any]:
    return act_content(Office(), outage, applications)  # type: ignore[arg-type]


def printed(told: dict[str, Any], languages: tuple[str, ...] = LANGUAGES, code: str = "2027-T1-T-7KQ2M9XD") -> bytes:
    sheet = Sheet(1, PaperKind.OUTAGE_ACT, code, "", languages, "a4", told, 0, at(15))
    return set_paper(sheet)


def letters(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [bare(page.get_textpage().get_text_range()) for page in document]


def bare(text: str) -> str:
    return re.sub(r"[\s\u200b\ufffe\x02-]", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_act_is_printed_on_one_page(language: str) -> None:
    told = content(card(note="қате 503"), taken(4))
    (page,) = letters(printed(told, (language,)))
    whole = told["pages"][language]
    words = [whole["school"], whole["title"], whole["under"]]
    for part in whole["parts"]:
        words += [part.get("heading", ""), *part.get("lines", ()), *part.get("head", ())]
        for row in part.get("rows", ()):
            words += row["cells"] if "cells" in row else [row["label"], row.get("value") or row.get("name", "")]
    missing = [word for word in words if bare(word) not in page]
    assert not missing


def test_both_languages_stand_on_a_page_each_and_say_the_same() -> None:
    kk, ru = letters(printed(content(card(), taken(2))))
    assert "Порталжұмысындағыүзілістуралыакт" in kk and "Актоперерывевработепортала" in ru
    for part in ("01.04.202709:20", "01.04.202711:31", "20270002", "mektep.snation.kz"):
        assert part in kk and part in ru
    for name in act_words("kk").__slots__:
        kazakh, russian = (getattr(act_words(language), name) for language in LANGUAGES)
        assert kazakh and russian and type(kazakh) is type(russian)
        assert re.findall(r"\{\w+\}", str(kazakh)) == re.findall(r"\{\w+\}", str(russian)), name
    assert set(act_words("kk").how) == set(act_words("ru").how) == {str(one) for one in Noticed}


def test_a_long_list_with_the_longest_names_goes_on_and_stays_within_the_margins() -> None:
    longest = " ".join(letter * 80 for letter in "ҰҚҢ")
    pdf = printed(content(card(), taken(45, longest)), ("kk",))
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) > 3
        for page in document:
            width, height = page.get_size()
            text = page.get_textpage()
            for number in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(number)
                assert left >= 50 and right <= width - 50 and bottom >= 15 and top <= height - 30
    assert "20270045" in "".join(letters(pdf))


def test_an_act_without_applications_and_of_a_running_outage_says_so() -> None:
    (page,) = letters(printed(content(card(ended=None), []), ("kk",)))
    assert bare("әлі жұмыс істемейді (01.04.2027 15:00 жағдайы бойынша)") in page
    assert bare(act_words("kk").none) in page and "5сағат40минут" in page
