"""The draft of the enrolment order as a sheet: read back in both languages, nothing over the edge, marked."""

import datetime as dt

import pypdfium2
import pytest

from clerk_desk.instruments.paper_sheets import set_paper
from clerk_desk.rules.enrolment_order import Enrolled, OrderDraft, OrderSet, order_content
from clerk_desk.rules.papers import Sheet
from data.enrolment_order import LANGUAGES, order_words
from data.vocabulary import PaperKind, TeachingLanguage

AT = dt.datetime(2027, 8, 25, 5, 42, tzinfo=dt.UTC)
LONGEST = ("Ә" * 80, "Қосымша-" * 9 + "Әлиханұл", "Ң" * 80)


def a_sheet(children: tuple[Enrolled, ...], *languages: str) -> Sheet:
    sets = (OrderSet("Ә", "kk", 1, children),)
    draft = OrderDraft(2027, AT, "№12 мектеп-гимназия", "Школа-гимназия №12", "Оспанова Гүлнар", sets)
    return Sheet(1, PaperKind.ORDER_DRAFT, "2027-B-7KQ2M9XD", "", languages, "a4", order_content(draft), 0, AT)


def a_child(place: int, names: tuple[str, str, str] = ("Һұқықов", "Өмір", "")) -> Enrolled:
    return Enrolled(f"2027-{place:04}", *names, dt.date(2021, 3, 31), "210331699903")


def pages(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def test_both_languages_are_read_back_and_marked_as_a_draft() -> None:
    kazakh, russian = pages(set_paper(a_sheet((a_child(41),), "kk", "ru")))
    for text in (kazakh, russian):
        assert "Һұқықов Өмір" in text
        assert "2027-0041" in text
        assert "ЖОБА / ПРОЕКТ" in text
        assert "210331699903" not in text, "an order is hung up: no IIN stands on it"
    assert "25 тамыздан ерте шығарылмайды" in " ".join(kazakh.split())
    assert "вступает в силу с 1 сентября 2027 года" in " ".join(russian.split())


def test_a_whole_year_goes_on_over_the_page_with_its_heads() -> None:
    sheet = a_sheet(tuple(a_child(n) for n in range(1, 121)), "ru")
    told = pages(set_paper(sheet))
    assert len(told) > 1
    assert all("Фамилия, имя, отчество" in " ".join(text.split()) for text in told[:-1])
    assert "".join(told).count("Һұқықов") == 120
    assert set_paper(sheet) == set_paper(sheet)


def test_the_longest_names_do_not_run_over_the_edge() -> None:
    page = pypdfium2.PdfDocument(set_paper(a_sheet((a_child(1, LONGEST),), "kk")))[0]
    picture = page.render(scale=0.5, grayscale=True).to_numpy()
    margin = round(18 / 210 * picture.shape[1])
    assert picture[:, -margin:].min() > 200, "white at the right edge"
    assert picture[:, :margin].min() > 200


def test_both_languages_say_the_same_things() -> None:
    kazakh, russian = map(order_words, LANGUAGES)
    assert set(kazakh.languages) == set(russian.languages) == {str(one) for one in TeachingLanguage}
    assert len(kazakh.columns) == len(russian.columns)
    assert len(kazakh.file_columns) == len(russian.file_columns)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_read_on_the_screen_too(language: str) -> None:
    from clerk_desk.rules.papers import as_lines

    lines = as_lines(a_sheet((a_child(41),), language).content, language)
    assert "1: Һұқықов Өмір, 31.03.2021, № 2027-0041" in lines
