"""The daily register on paper: both languages on one sheet, every name whole, the trail's end large, room to sign."""

import datetime as dt
from typing import Any

import pypdfium2
import pytest

from clerk_desk.instruments.paper_sheets import set_paper
from clerk_desk.rules.papers import Sheet
from data.vocabulary import PaperKind

HEAD = "0123456789abcdef" * 3 + "00112233c0ffee19"
LONGEST = " ".join(("Константинопольский-" * 4, "Нұрмұхаммедқожа" * 5, "Нұрмұхаммедқожақызы" * 4))
MOVES = {
    "received": 3,
    "accepted": 1,
    "refused": 1,
    "withdrawn_waiting": 0,
    "withdrawn_accepted": 0,
    "reopened_accepted": 1,
    "reopened_refused": 0,
}
STANDING = {"waiting": 2, "accepted": 1, "refused": 1, "withdrawn": 0}


def a_line(number: str, **changed: Any) -> dict[str, Any]:
    told: dict[str, Any] = {
        "number": number,
        "name": "Сәрсенбай Әлихан",
        "received": "02.04.2027 10:42",
        "due": "05.04.2027 18:30",
        "channel": "paper",
        "language": "kk",
        "stage": "received",
        "class": "",
        "grounds": [],
        "told": False,
        "new": True,
    }
    return told | changed


def a_register(**changed: Any) -> Sheet:
    content: dict[str, Any] = {
        "number": 12,
        "date": "02.04.2027",
        "closed_at": "02.04.2027 18:41",
        "closed_by": "Ахметов Серік",
        "previous": {"number": 11, "date": "01.04.2027", "head": "f" * 56 + "5ca1ab1e"},
        "from_line": 900,
        "lines": 1024,
        "head": HEAD,
        "counts": {"before": STANDING, "moves": MOVES, "standing": STANDING, "folders": 3, "photo_pairs": 2},
        "folders": 3,
        "photo_pairs": 2,
        "differences": [],
        "school": {"name_kk": "№12 мектеп-гимназия", "name_ru": "Школа-гимназия №12", "head": "Оспанова Гүлнар"},
        "class_sets": [{"letter": "Ә", "language": "kk", "seats": 25, "taken": 24, "waiting": 1, "free": 1}],
        "list": [],
        "corrections": [],
        "outages": [],
        "trail": {"count": 1025, "head": "e" * 64},
    }
    moment = dt.datetime(2027, 4, 2, 13, 41, tzinfo=dt.UTC)
    kind = PaperKind.DAILY_REGISTER
    languages = changed.pop("languages", ("kk", "ru"))
    return Sheet(1, kind, "2027-C12-D-7KQ2M9XD", "Daily register", languages, "a4", content | changed, 0, moment)


def read(sheet: Sheet) -> tuple[str, int]:
    """The words of the register in one line, and its pages."""
    pdf = pypdfium2.PdfDocument(set_paper(sheet))
    texts = [page.get_textpage().get_text_range() for page in pdf]
    return " ".join(" ".join(texts).split()), len(texts)


def test_an_empty_day_is_one_calm_page() -> None:
    words, pages = read(a_register())
    assert pages == 1
    for said in (
        *("Күнделікті тіркеу парағы", "Лист регистрации за день", "№ 12, 02.04.2027", "№ 11, 01.04.2027"),
        *("5ca1ab1e", "c0ffee19", "1024", "Ахметов Серік", "Оспанова Гүлнар", "1 «Ә»"),
        *("Бұл күні өтініш түскен жоқ. / В этот день заявления не поступали.", "Расхождений нет."),
    ):
        assert said in words, said


def test_what_became_of_each_stands_in_both_languages() -> None:
    rows = [
        a_line("2027-0041", stage="accepted", **{"class": "Ә"}),
        a_line("2027-0042", stage="refused", grounds=["R1", "R2"], told=True, channel="egov"),
        a_line("2027-0043", stage="withdrawn", new=False),
        a_line("2027-0044"),
    ]
    changed = {"number": "2027-0007", "name": "Ким Алина", "when": "02.04.2027 11:00", "who": "Айгүл С."}
    correction = changed | {"event": "moved", "reason": "егізімен бірге"}
    outage = {"portal": "egov", "from": "02.04.2027 09:00", "to": "", "note": "жауап жоқ"}
    words, _ = read(a_register(list=rows, corrections=[correction], outages=[outage]))
    for said in (
        *("қабылданды / принят(а), 1 «Ә»", "бас тартылды / отказ, R1, R2", "хабарланды / семье сообщено"),
        *("қайтарып алынды / отозвано", "күтуде / ожидает", "05.04.2027 18:30", "ауыстырылды / переведён(а)"),
        *("«егізімен бірге»", "egov.kz: 02.04.2027 09:00 – жалғасуда / продолжается", "Әлихан egov.kz"),
    ):
        assert said in words, said


@pytest.mark.parametrize("languages", [("kk",), ("ru",), ("kk", "ru")])
def test_the_longest_names_and_words_are_whole(languages: tuple[str, ...]) -> None:
    difference = {
        "check": "folders",
        "key": "folders",
        "number": "",
        "name": "",
        "facts": {"counted": 3, "expected": 4},
        "explained": "Ұзын түсіндірме " * 18,
    }
    of_a_child = difference | {"check": "overdue", "number": "2027-0041", "name": LONGEST, "facts": {}}
    rows = [a_line("2027-0041", name=LONGEST)]
    words, _ = read(a_register(list=rows, differences=[difference, of_a_child], languages=languages))
    bare = words.replace(" ", "").replace("\u200b", "").replace("\ufffe", "")
    assert bare.count(LONGEST.replace(" ", "")) == 2
    assert bare.count("Ұзынтүсіндірме") == 36
    assert ("Папки" in words) is ("ru" in languages)
    assert ("Папкалар" in words) is ("kk" in languages)


def test_a_long_list_turns_the_page_with_its_head() -> None:
    rows = [a_line(f"2027-{n:04}") for n in range(1, 201)]
    words, pages = read(a_register(list=rows))
    assert pages > 3 and words.count("Тіркеу № / Рег. №") >= 3
    assert all(row["number"] in words for row in rows)


def test_the_same_close_gives_the_same_bytes() -> None:
    assert set_paper(a_register()) == set_paper(a_register())
