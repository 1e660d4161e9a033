"""The list that goes home with the parent: what to bring and to mend, and nothing that is the clerk's to do."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from rich.cells import cell_len

from clerk_desk.clock import ALMATY
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import intake, receiving
from clerk_desk.language import Speaker
from clerk_desk.rules.form import FIELDS, Kind
from data.engine import Store
from data.law import the_law
from screens.intake.home_list import HomeList, drawn, home_list
from screens.intake.reading_order import no_said, stands_on
from tests.papers import complete_answers
from tests.screens.counter_store import desk_of, new_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = new_store(tmp_path_factory.mktemp("home"))
    yield made
    made.close()


@pytest.fixture
def desk(store: Store) -> Desk:
    return desk_of(store)


def home(desk: Desk, answers: dict[str, str], language: str = "en") -> HomeList:
    return home_list(desk.ask(intake.examine, answers), answers, Speaker(language))


def paper(number: str) -> tuple[str, str, str]:
    found = next(document for document in the_law().documents if document.id == number)
    return found.kk, found.ru, found.en


def test_missing_papers_are_named_in_the_clerks_language_and_as_the_notice_words_them(desk: Desk) -> None:
    answers = complete_answers(photos__count="", form_065__present="no")
    found = home(desk, answers)
    kk, ru, en = paper("photos")
    assert found.papers[0] == (en, kk, ru)
    assert found.papers[1] == (
        "preventive vaccination card, form 065/у",
        "«Профилактикалық егу картасы» № 065/у",
        "«Карта профилактических прививок» № 065/у",
    )
    assert len(found.papers) == 2 and found.others == ()


@pytest.mark.parametrize(("language", "order"), [("kk", (0, 1)), ("ru", (1, 0))])
def test_a_clerk_who_works_in_a_language_of_the_notice_sees_each_name_once(
    desk: Desk, language: str, order: tuple[int, int]
) -> None:
    names = paper("form_052")[:2]
    [shown] = home(desk, complete_answers(form_052__present="no"), language).papers
    assert shown == tuple(names[at] for at in order)


def test_one_photo_of_two_is_said_to_be_here(desk: Desk) -> None:
    [names] = home(desk, complete_answers(photos__count="1")).papers
    assert names[0].endswith("(1 given)")
    [names] = home(desk, complete_answers(photos__count="0")).papers
    assert "given" not in names[0]


def test_what_else_is_lacking_stands_in_short_labels_by_person_and_paper(desk: Desk) -> None:
    answers = complete_answers(applicant__phone="", child__address="", form_052__clinic="", child__iin="")
    answers["applicant.iin"] = "123"
    assert home(desk, answers).others == (
        "Applicant: IIN, Phone",
        "Child: IIN (or why there is none), Home address",
        "Health passport: Clinic",
    )


def test_what_the_clerk_must_do_is_not_asked_of_the_family(desk: Desk) -> None:
    answers = complete_answers(
        applicant__original_returned="", photos__recent="", form_065__stamped="", application__form_signed=""
    )
    found = desk.ask(intake.examine, answers)
    assert len(found.blockers) == 4
    assert not home(desk, answers)


def test_a_paper_that_does_not_conform_is_to_be_mended(desk: Desk) -> None:
    answers = complete_answers(photos__size_3x4="no", form_065__stamped="no", applicant__phone="")
    assert home(desk, answers).others == ("Applicant: Phone", "Photos: not 3×4 cm", "Vaccination card: not stamped")


@pytest.mark.parametrize(
    ("differs", "said"),
    [
        ("name", "another name stands on it"),
        ("born", "another date of birth stands on it"),
        ("both", "not of this child"),
        ("", "not of this child"),
    ],
)
def test_of_another_childs_form_the_family_is_told_what_to_have_mended(desk: Desk, differs: str, said: str) -> None:
    answers = complete_answers(form_052__of_this_child="no", form_052__differs=differs, photos__count="1")
    assert home(desk, answers).others == (f"Health passport: {said}",)


def test_of_a_paper_that_is_not_there_nothing_else_is_asked(desk: Desk) -> None:
    answers = complete_answers(application__form_present="no", application__form_signed="no", photos__count="0")
    answers |= {"application.form_date": "", "photos.recent": "no"}
    found = home(desk, answers)
    assert [names[0] for names in found.papers] == ["application of the set form", paper("photos")[2]]
    assert found.others == ()


def test_a_child_who_is_too_young_and_a_day_outside_the_window_are_said_to_the_family(store: Store) -> None:
    september = desk_of(store, moment=dt.datetime(2027, 9, 1, 10, 0, tzinfo=ALMATY))
    others = home(september, complete_answers(child__born="31.03.2022", child__iin="")).others
    assert "Turns six in 2028: not this year. The family can apply in 2028." in others[0]
    assert others[-1] == "papers are taken from 01.04.2027 to 31.08.2027"


def test_a_child_who_has_applied_already_is_asked_for_nothing_twice(desk: Desk) -> None:
    draft = desk.do(new_act(), intake.open_draft)
    receipt = desk.do(new_act(), receiving.receive, draft.id, complete_answers())
    answers = complete_answers(photos__count="0")
    found = home(desk, answers)
    assert found.papers == ()
    [said] = found.others
    assert said.startswith(f"This child has applied already: № {receipt.number}")


@pytest.mark.parametrize("width", [40, 66, 98])
def test_every_line_of_the_list_fits_and_control_characters_stay_outside(desk: Desk, width: int) -> None:
    full = home(desk, {"photos.count": "1\x1b]0;x"})
    assert len(full.papers) == len(the_law().documents)
    text = drawn(replace(full, others=(*full.others, "Child: \x1b]0;x")), Speaker(), width).plain
    assert all(cell_len(line) <= width for line in text.split("\n"))
    assert "\x1b" not in text
    assert "1. identity document" in text and "The draft stays" in text


def test_every_field_stands_on_a_paper_or_with_a_person() -> None:
    for question in FIELDS:
        assert stands_on(question.name)
        if question.kind is Kind.YES_NO:
            assert no_said(question.name)
