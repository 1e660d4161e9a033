"""Papers as sheets: every word is printed, within the margins, known by its square, and the same each time."""

import re
from dataclasses import replace

import cv2
import numpy as np
import pypdfium2
import pytest

from clerk_desk.instruments.paper_sheets import set_paper, square
from clerk_desk.objection import Objection
from clerk_desk.rules.papers import Sheet
from data.vocabulary import PaperKind
from tests.instruments.papers_of_families import ADDRESS, KINDS, LONGEST, sheet

MM = 72 / 25.4
LANGUAGES = (("kk", "ru"), ("kk",), ("ru",))


def bare(text: str) -> str:
    """The letters alone: where a line breaks is the typesetter's matter."""
    return re.sub(r"[\s\u200b\ufffe\ufeff\u00ad]", "", text)


def pages(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [bare(page.get_textpage().get_text_range()) for page in document]


def words_of(paper: Sheet) -> list[str]:
    """Every word that must stand on it."""
    said: list[str] = [paper.code]
    for page in paper.content["pages"].values():
        said += [page["school"], page["title"], page["under"]]
        for part in page["parts"]:
            said += [part["heading"], *part.get("lines", ())]
            said += [
                row[key] for row in part.get("rows", ()) for key in ("label", "value", "name", "note") if key in row
            ]
    return [bare(one) for one in said if one]


@pytest.mark.parametrize("languages", LANGUAGES, ids="-".join)
@pytest.mark.parametrize("kind", KINDS)
def test_every_word_is_printed_in_kazakh_and_in_russian(kind: PaperKind, languages: tuple[str, ...]) -> None:
    name, address = (LONGEST, ADDRESS) if len(languages) > 1 else ("Сәрсенбай Аружан", "Алматы")
    paper = sheet(kind, *languages, name=name, address=address)
    text = "".join(pages(set_paper(paper)))
    lost = [word for word in words_of(paper) if word not in text]
    assert not lost


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_stands_outside_the_margins_and_no_page_is_blank(kind: PaperKind) -> None:
    papers = [sheet(kind, name=LONGEST, address=ADDRESS, copy=1), sheet(kind, "kk", copy=12)]
    papers += [sheet(kind, "ru", name=LONGEST, address=ADDRESS, size="a5")] if kind is PaperKind.RECEIPT else []
    for paper in papers:
        with pypdfium2.PdfDocument(set_paper(paper)) as document:
            for page in document:
                seen = np.asarray(page.render(scale=1, grayscale=True).to_numpy()).squeeze()
                rows, columns = np.nonzero(seen < 160)
                width, height = page.get_size()
                edge = 12 if paper.size == "a4" else 8
                assert rows.size > 2000
                assert columns.min() > edge * MM and columns.max() < width - edge * MM
                assert rows.min() > 8 * MM and rows.max() < height - 5 * MM


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_receipt_fits_on_one_page_of_a5_in_one_language_and_on_a4_in_both(language: str) -> None:
    small = set_paper(sheet(PaperKind.RECEIPT, language, name=LONGEST, address=ADDRESS, size="a5"))
    assert len(pages(small)) == 1
    assert len(pages(set_paper(sheet(PaperKind.RECEIPT)))) == 1
    with pypdfium2.PdfDocument(small) as document:
        assert document[0].get_size() == pytest.approx((148 * MM, 210 * MM), abs=0.5)


def test_on_one_page_both_languages_are_signed_once() -> None:
    (page,) = pages(set_paper(sheet(PaperKind.RECEIPT)))
    assert page.count("Құжаттардықабылдадым/Документыпринял(а)") == 1 and page.count("қолы/подпись") == 2


def test_pages_are_numbered_when_there_are_more_than_one() -> None:
    several = pages(set_paper(sheet(PaperKind.REFUSAL)))
    assert [page.count(f"{number}/{len(several)}") for number, page in enumerate(several, 1)] == [1] * len(several)
    (alone,) = pages(set_paper(sheet(PaperKind.RECEIPT, "kk")))
    assert "1/1" not in alone


def test_a_copy_is_marked_in_every_language_and_the_first_is_not() -> None:
    first, copy = (pages(set_paper(sheet(PaperKind.RECEIPT, copy=copy)))[0] for copy in (0, 2))
    assert "КӨШІРМЕСІ/КОПИЯ" in copy and "№2көшірме,01.04.2027/копия№2,01.04.2027" in copy
    assert "КӨШІРМЕСІ" not in first and "КОПИЯ" not in first


def test_the_square_is_read_as_the_code_and_holds_nothing_else() -> None:
    paper = sheet(PaperKind.RECEIPT)
    with pypdfium2.PdfDocument(set_paper(paper)) as document:
        seen = document[0].render(scale=4, grayscale=True).to_numpy().squeeze()
    read, *_ = cv2.QRCodeDetector().detectAndDecode(np.ascontiguousarray(seen[: 60 * 12, -70 * 12 :]))
    assert read == paper.code
    assert square(paper.code) == square(paper.code) != square(paper.code[:-1] + "0")


def test_a_paper_that_is_only_looked_at_has_neither_square_nor_code() -> None:
    (page,) = pages(set_paper(replace(sheet(PaperKind.RECEIPT), code="")))
    assert "Құжаттыңкоды" not in page and "Журналдағыжазба" in page


def test_the_trails_end_is_printed_so_that_it_can_be_found_again() -> None:
    (page,) = pages(set_paper(sheet(PaperKind.RECEIPT, "kk")))
    assert "1234·0123456789abcdef" in page


def test_the_same_paper_is_the_same_file_and_it_is_one_for_archives() -> None:
    paper = sheet(PaperKind.ACCEPTANCE)
    assert set_paper(paper) == set_paper(paper)
    assert b"pdfaid" in set_paper(paper) and set_paper(replace(paper, copy_number=1)) != set_paper(paper)


FOREIGN = "Қаз ქარ Հայ ÄÖÜßçşğıŁáćžñ ʻʼ’ Ґґ Ўў Ҷҷ Ӣӣ Ҳҳ Җҗ Ҝ Ӏ Ωλ"


@pytest.mark.parametrize("kind", KINDS)
def test_letters_of_the_neighbours_are_printed_and_a_letter_that_cannot_be_is_told(kind: PaperKind) -> None:
    assert bare(FOREIGN) in "".join(pages(set_paper(sheet(kind, "kk", name=FOREIGN))))
    for unknown in ("漢字", "한국", "🙂"):
        with pytest.raises(Objection) as told:
            set_paper(sheet(kind, "kk", name=unknown))
        assert told.value.code == "letter_missing"


@pytest.mark.parametrize("name", ["#panic()", "*a* _b_ $x$ `c` <d> @e", '"\\u{1}" // [', "= 1 - 2", '#read("x")'])
def test_a_name_like_a_command_is_printed_as_it_is(name: str) -> None:
    assert bare(name) in "".join(pages(set_paper(sheet(PaperKind.RECEIPT, "kk", name=name))))
