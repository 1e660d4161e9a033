"""The typesetter: what is printed is what is known, letter for letter, on one page, the same each time."""

import datetime as dt
import re

import pypdfium2
import pytest

from clerk_desk.clock import ALMATY
from clerk_desk.instruments.typesetter import FONTS, typeset
from clerk_desk.objection import Objection
from clerk_desk.rules.bringing import LANGUAGES, BringingSheet, SchoolCard, bringing_sheet, typesetting
from data.law import the_law

MOMENT = dt.datetime(2027, 4, 1, 10, 42, tzinfo=ALMATY)
SCHOOL = SchoolCard("№12 мектеп-гимназия", "Школа-гимназия №12", "Алматы, Абай даңғылы, 1", "+7 727 000 00 00")
ALPHABET = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ"


def sheet(language: str = "kk", school: SchoolCard = SCHOOL) -> BringingSheet:
    return bringing_sheet(the_law(), MOMENT.date(), language, school)


def printed(*sheets: BringingSheet, moment: dt.datetime = MOMENT) -> bytes:
    return typeset(*typesetting(*sheets), moment)


def pages(pdf: bytes) -> list[str]:
    """The letters of each page, without any blank: where a line breaks is the typesetter's matter."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in document]


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_sheet_is_printed_on_one_page_in_order(language: str) -> None:
    told = sheet(language)
    (page,) = pages(printed(told))
    words = [told.school, told.title]
    for part in told.parts:
        words.append(part.heading.upper())
        for number, paper in enumerate(part.papers, 1):
            words += [str(number), paper.name, paper.note]
        words += part.lines
    assert page == bare("".join(words))


def test_the_longest_school_that_the_store_takes_still_fits_on_one_page() -> None:
    long = SchoolCard("Гимназия " * 22, "Гимназия " * 22, "Алматы даңғылы, " * 18, "+7 727 000 00 00, " * 4)
    for language in LANGUAGES:
        (page,) = pages(printed(sheet(language, long)))
        assert page.endswith("mektep.snation.kz.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letters_are_large_where_the_school_leaves_room(language: str) -> None:
    with pypdfium2.PdfDocument(printed(sheet(language))) as document:
        letters = document[0].get_textpage()
        sizes = [pypdfium2.raw.FPDFText_GetFontSize(letters, at) for at in range(letters.count_chars())]
    assert min(size for size in sizes if size > 1) > 9.9 and sorted(sizes)[len(sizes) // 2] >= 10.4


def test_a_page_for_each_language() -> None:
    found = pages(printed(*(sheet(language) for language in LANGUAGES)))
    for language, page in zip(LANGUAGES, found, strict=True):
        assert page.startswith(bare(sheet(language).school + sheet(language).title))


def test_nothing_stands_outside_the_margins() -> None:
    millimetre = 72 / 25.4
    with pypdfium2.PdfDocument(printed(*(sheet(language) for language in LANGUAGES))) as document:
        for page in document:
            assert page.get_size() == pytest.approx((210 * millimetre, 297 * millimetre), abs=0.1)
            letters = page.get_textpage()
            for at in range(letters.count_chars()):
                left, bottom, right, top = letters.get_charbox(at)
                assert 20 * millimetre < left <= right < 190 * millimetre
                assert 14 * millimetre < bottom <= top < 280 * millimetre


def test_the_same_sheet_at_the_same_moment_is_the_same_file() -> None:
    assert printed(sheet()) == printed(sheet())
    assert printed(sheet()) != printed(sheet(), moment=MOMENT + dt.timedelta(days=1))


def test_every_kazakh_letter_is_printed_in_both_cases() -> None:
    letters = ALPHABET + ALPHABET.lower() + "«»–—№×·•…₸"
    (page,) = pages(printed(sheet(school=SchoolCard(name_kk=letters))))
    assert page.startswith(letters)


@pytest.mark.parametrize("unknown", ["漢", "ඞ", "🙂"])
def test_a_letter_that_the_fonts_lack_is_told_and_never_left_out(unknown: str) -> None:
    with pytest.raises(Objection) as told:
        printed(sheet(school=SchoolCard(name_kk=f"мектеп {unknown}")))
    assert told.value.code == "letter_missing"


@pytest.mark.parametrize("name", ["#panic()", "*a* _b_ $x$ `c` <d> @e", '"\\u{1}" // [', "= 1\n- 2", '#read("x")'])
def test_a_name_like_a_command_is_printed_as_it_is(name: str) -> None:
    (page,) = pages(printed(sheet(school=SchoolCard(name_kk=name))))
    assert page.startswith(bare(name))


def test_the_licence_lies_beside_the_fonts() -> None:
    assert sorted(path.name for path in FONTS.iterdir()) == ["NotoSans-Bold.ttf", "NotoSans-Regular.ttf", "OFL.txt"]
