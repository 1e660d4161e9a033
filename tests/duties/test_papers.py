"""From the answers of the form to the rows of the store and back: what a clerk wrote down stands there again."""

import datetime as dt

import pytest

from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import register
from clerk_desk.ledgers.papers import answers_of, papers_of
from clerk_desk.rules.form import FIELDS, Kind, asked
from clerk_desk.rules.reading import read, write
from clerk_desk.work import Look
from data.tables import Application
from data.vocabulary import Differs, Sex
from tests.duties.acts import child, receive

FROM_THE_DOCUMENT = {"applicant__born": "12.03.1990", "applicant__sex": "female"}
ANOTHER_CHILDS = {
    "form_065__of_this_child": "no",
    "form_065__differs": "born",
    "form_052__of_this_child": "no",
    "form_052__differs": "both",
}


def kept(look: Look, application_id: int) -> tuple[object, ...]:
    papers = papers_of(look, _row(look, application_id))
    return papers.applicant.born, papers.applicant.sex, papers.form_065.differs, papers.form_052.differs


def told(look: Look, application_id: int) -> dict[str, str]:
    return answers_of(look, papers_of(look, _row(look, application_id)))


def _row(look: Look, application_id: int) -> Application:
    row = look.session.get(Application, application_id)
    assert row is not None
    return row


def test_every_answer_that_was_asked_stands_there_again(clerk: Desk) -> None:
    answers = child(1, **FROM_THE_DOCUMENT, **ANOTHER_CHILDS, applicant__email="a.b@example.kz")
    again = clerk.ask(told, receive(clerk, answers).application_id)
    wanted = {
        question.name: write(question, read(question, answers[question.name]))
        for question in FIELDS
        if question.name in answers and asked(question, answers)
    }
    assert again == wanted
    assert {"applicant.born", "applicant.sex", "form_065.differs", "form_052.differs"} <= set(again)


def test_a_date_is_kept_as_a_date_and_a_word_as_a_word(clerk: Desk) -> None:
    application_id = receive(clerk, child(1, **FROM_THE_DOCUMENT, **ANOTHER_CHILDS)).application_id
    found = clerk.ask(kept, application_id)
    assert found == (dt.date(1990, 3, 12), Sex.FEMALE, Differs.BORN, Differs.BOTH)
    assert [type(value) for value in found] == [dt.date, Sex, Differs, Differs]


def test_what_nobody_asked_or_said_is_kept_as_nothing(clerk: Desk) -> None:
    unsaid = child(1, applicant__born="", applicant__sex="", form_065__differs="born")  # yet the form is this child's
    application_id = receive(clerk, unsaid).application_id
    assert clerk.ask(kept, application_id) == (None, None, None, None)


@pytest.mark.parametrize(
    ("field", "text", "place", "value"),
    [
        ("applicant.born", "13.03.1990", 0, dt.date(1990, 3, 13)),
        ("applicant.born", "", 0, None),
        ("applicant.sex", "", 1, None),
        ("form_065.differs", "name", 2, Differs.NAME),
    ],
)
def test_they_are_corrected_like_any_other_answer(
    clerk: Desk, field: str, text: str, place: int, value: object
) -> None:
    application_id = receive(clerk, child(1, **FROM_THE_DOCUMENT, **ANOTHER_CHILDS)).application_id
    record = clerk.do(new_act(), register.correct, application_id, field, text, "құжат бойынша")
    assert record.answers.get(field, "") == text
    assert clerk.ask(kept, application_id)[place] == value


def test_every_closed_question_has_a_column_that_takes_all_its_words() -> None:
    """Of the form as it is now: a choice whose words the store does not know would be lost at the counter."""
    from clerk_desk.ledgers.papers import _TABLES, _place

    for question in FIELDS:
        if question.kind is Kind.CHOICE:
            part, name = _place(question.name)
            column = _TABLES[part].__table__.c[name]  # type: ignore[attr-defined]
            assert {choice.value for choice in question.choices} <= set(column.type.enums), question.name
