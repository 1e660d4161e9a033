"""A letter keeps what stands above it, on every paper: in the ink, not only in the text that lies beneath it."""

from collections.abc import Callable

import pypdfium2
import pytest

from clerk_desk.instruments.paper_sheets import set_paper
from data.vocabulary import PaperKind
from tests.instruments import papers_of_families, test_daily_register, test_order_draft, test_outage_act
from tests.instruments.test_typesetter import SchoolCard, printed
from tests.instruments.test_typesetter import sheet as bringing

WORD = "іїйёј"
Making = Callable[[], bytes]


def _act() -> bytes:
    taken = test_outage_act.taken(1, WORD)
    return test_outage_act.printed(test_outage_act.content(test_outage_act.card(), taken), ("kk",))


def _family(kind: PaperKind) -> Making:
    return lambda: set_paper(papers_of_families.sheet(kind, "kk", name=WORD))


PAPERS: dict[str, Making] = {
    "what_to_bring": lambda: printed(bringing(school=SchoolCard(name_kk=WORD))),
    "daily_register": lambda: set_paper(
        test_daily_register.a_register(list=[test_daily_register.a_line("2027-0041", name=WORD)])
    ),
    "order_draft": lambda: set_paper(
        test_order_draft.a_sheet((test_order_draft.a_child(1, (WORD, "Өмір", "")),), "kk")
    ),
    "outage_act": _act,
    **{str(kind): _family(kind) for kind in papers_of_families.KINDS},
}


@pytest.mark.parametrize("making", PAPERS.values(), ids=PAPERS.keys())
def test_a_letter_keeps_what_stands_above_it_on_every_paper(making: Making) -> None:
    """As the font was cut, its rules for the Cyrillic script took the dot from і while the text stayed right."""
    assert _parts_of_the_word(making()) == dict.fromkeys(WORD, 2)


def _parts_of_the_word(pdf: bytes) -> dict[str, int]:
    """For each letter of the word, how many pieces of ink lie one above the other: two, where a dot floats free."""
    scale = 8
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        text = page.get_textpage()
        at = text.search(WORD).get_next()
        assert at is not None, "the word stands on the first page"
        seen = page.render(scale=scale, grayscale=True).to_numpy().squeeze()
        height, parts = page.get_height(), {}
        for place, letter in enumerate(WORD, at[0]):
            left, bottom, right, top = text.get_charbox(place)
            box = seen[round(scale * (height - top)) : round(scale * (height - bottom))]
            inked = [bool((row < 170).any()) for row in box[:, round(scale * left) : round(scale * right)]]
            parts[letter] = sum(now and not before for before, now in zip([False, *inked], inked, strict=False))
    return parts
