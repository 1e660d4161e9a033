"""What to bring: the sheet says what is checked at the counter, no more and no less, in the notice's own words."""

import datetime as dt
import string
from dataclasses import replace

import pytest

from clerk_desk.rules import eligibility
from clerk_desk.rules.bringing import LANGUAGES, BringingSheet, SchoolCard, as_lines, bringing_sheet, intake_year
from clerk_desk.rules.circumstances import Circumstances
from clerk_desk.rules.completeness import examine, missing_papers
from data.law import Law, OfficeHours, RequiredDocument, the_law
from data.what_to_bring import sheet_words
from tests.papers import complete_answers

APRIL = dt.date(2027, 4, 1)
HERE = Circumstances(today=APRIL, year=2027, window=the_law().window(2027), policy=the_law().policy)
SCHOOL = SchoolCard("№12 мектеп-гимназия", "Школа-гимназия №12", "Алматы, Абай даңғылы, 1", "+7 727 000 00 00")


def sheet(language: str = "kk", law: Law | None = None, day: dt.date = APRIL) -> BringingSheet:
    return bringing_sheet(law or the_law(), day, language, SCHOOL)


def text(language: str = "kk", law: Law | None = None, day: dt.date = APRIL) -> str:
    return "\n".join(as_lines(sheet(language, law, day)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_papers_on_the_sheet_are_the_laws_papers_in_its_order(language: str) -> None:
    told = [paper.name.casefold() for paper in sheet(language).parts[0].papers]
    assert told == [getattr(document, language).casefold() for document in the_law().documents]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_that_the_law_adds_stands_on_the_sheet_at_once(language: str) -> None:
    law = the_law()
    added = RequiredDocument("added", "қосылған құжат", "новый документ", "a new paper", ("application.form_present",))
    changed = replace(law, documents=(*law.documents, added))
    *before, last = sheet(language, changed).parts[0].papers
    assert tuple(before) == sheet(language).parts[0].papers
    assert last.name.casefold() == getattr(added, language)


@pytest.mark.parametrize("name", [name for document in the_law().documents for name in document.fields])
def test_every_paper_on_the_sheet_is_a_paper_that_is_checked(name: str) -> None:
    answers = {question: answer for question, answer in complete_answers().items() if question != name}
    assert [remark.field for remark in examine(answers, HERE) if remark.blocks] == [name]
    (missing,) = missing_papers(answers, HERE, the_law().documents)
    assert name in missing.fields


def test_the_kazakh_names_are_the_founding_notices_own() -> None:
    told = text()
    for words in (
        "Жеке басын куәландыратын құжат (сәйкестендіру үшін түпнұсқасы талап етіледі, ол көрсетілетін қызметті алушыға "
        "қайтарылады) немесе цифрлық құжаттар сервисінен алынған электрондық құжат",
        "Белгіленген үлгідегі өтініш",
        "3х4 см баланың 2 суреті",
        "«Профилактикалық егу картасы» № 065/у",
        "«Бала денсаулығының паспорты» № 052-2/у",
        "1 сәуірінен 31 тамызына дейін",
        "Дүйсенбіден жұманы қоса алғанда, сағат 09:00–18:30; түскі үзіліс 13:00–14:00.",
        "Бір жұмыс күні ішінде",
    ):
        assert words in told


@pytest.mark.parametrize(
    ("language", "window"),
    [
        ("kk", "2027 жылдың 2 мамырынан 30 қыркүйегіне дейін"),
        ("ru", "с 2 мая по 30 сентября 2027 года"),
        ("en", "from 2 May to 30 September 2027"),
    ],
)
def test_days_hours_and_counts_are_the_laws_own(language: str, window: str) -> None:
    law = the_law()
    hours = OfficeHours(dt.time(8, 15), dt.time(17, 45), dt.time(12, 30), dt.time(13, 5))
    policy = replace(law.policy, photo_months=4)
    told = text(language, replace(law, opens=(5, 2), closes=(9, 30), hours=hours, policy=policy))
    assert window in told and "08:15–17:45" in told and "12:30–13:05" in told
    assert "4 " in next(paper.note for paper in sheet(language, replace(law, policy=policy)).parts[0].papers[2:])
    assert "18:30" not in told and "13:00" not in told and "31" not in told.replace("31.12.2021", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_last_day_of_birth_is_the_last_that_may_come(language: str) -> None:
    last = dt.date(2021, 12, 31)
    assert "31.12.2021" in text(language)
    assert eligibility.age(last, 2027).eligible and not eligibility.age(last + dt.timedelta(days=1), 2027).eligible


@pytest.mark.parametrize(
    ("day", "year"), [((2027, 1, 10), 2027), ((2027, 8, 31), 2027), ((2027, 9, 1), 2028), ((2027, 12, 31), 2028)]
)
def test_after_the_last_day_the_sheet_is_that_of_the_next_year(day: tuple[int, int, int], year: int) -> None:
    assert intake_year(the_law(), dt.date(*day)) == year
    assert f"{year} жылдың 1 сәуірінен" in text(day=dt.date(*day))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_birth_certificate_is_asked_to_be_seen_only_while_the_setting_says_so(language: str) -> None:
    law = the_law()
    silent = replace(law, policy=replace(law.policy, ask_birth_certificate=False))
    asked = sheet_words(language).if_asked
    assert asked in text(language) and asked not in text(language, silent)
    assert asked not in [paper.name for paper in sheet(language).parts[0].papers]
    assert sheet(language, silent).parts[0].lines[-1] == sheet(language).parts[0].lines[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_known_of_the_school_is_left_out(language: str) -> None:
    unknown = "\n".join(as_lines(bringing_sheet(the_law(), APRIL, language)))
    assert not {line for line in unknown.split("\n") if line.endswith(": ") or "{" in line}
    assert SCHOOL.address in text(language) and SCHOOL.phone in text(language)
    assert unknown.startswith(sheet_words(language).title)


def test_the_three_languages_say_the_same_things() -> None:
    kk, ru, en = (sheet_words(language) for language in LANGUAGES)
    for words in (ru, en):
        assert set(words.notes) == set(kk.notes) <= {document.id for document in the_law().documents}
        assert len(words.months_from) == len(words.months_till) == 12
        assert _named(*words.who_lines) == _named(*kk.who_lines)
        assert _named(*words.when_lines) == _named(*kk.when_lines)
        assert _named(*words.notes.values()) == _named(*kk.notes.values())
        assert len(words.after_lines) == len(kk.after_lines)


def _named(*lines: str) -> set[str]:
    return {name for line in lines for _, name, _, _ in string.Formatter().parse(line) if name}
