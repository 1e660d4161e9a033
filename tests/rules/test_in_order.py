"""All in order: one key of the clerk's for one paper, and never more than what is looked at on it."""

import pytest

from clerk_desk.rules.form import FIELDS, Kind, field, presets
from clerk_desk.rules.in_order import PAPERS, Paper, all_in_order, is_in_order, paper_of
from data.law import the_law

LEGAL = {"applicant.relation", "application.catchment", "application.language", "applicant.digital_check"}
"""What only the clerk's own answer can say, each by itself."""


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.first)
def test_the_key_ticks_what_is_looked_at_on_this_paper_and_nothing_else(paper: Paper) -> None:
    given = all_in_order(paper, presets())
    assert set(given) <= {*paper.checks, *(paper.filled or {})}
    assert {text for name, text in given.items() if name in paper.checks} == {"yes"}
    assert not LEGAL & set(given)
    assert is_in_order(paper, presets() | given)
    assert not is_in_order(paper, presets())


def test_no_paper_is_in_order_by_itself() -> None:
    assert not any(paper.first in presets() for paper in PAPERS)
    assert not any(is_in_order(paper, presets()) for paper in PAPERS)


def test_every_yes_or_no_that_is_seen_on_a_paper_stands_on_one_paper() -> None:
    questions = {q.name for q in FIELDS if q.kind is Kind.YES_NO} - {"child.special_needs"}
    assert questions == {name for paper in PAPERS for name in paper.checks if field(name).kind is Kind.YES_NO}
    assert len({name for paper in PAPERS for name in paper.checks}) == sum(len(paper.checks) for paper in PAPERS)
    assert len(PAPERS) == len(the_law().documents)


def test_a_digital_document_is_not_returned_and_its_check_is_no_tick() -> None:
    answers = presets() | {"applicant.shown": "digital"}
    identity = paper_of("applicant.is_holder")
    assert identity is not None
    assert all_in_order(identity, answers) == {"applicant.is_holder": "yes"}
    assert not is_in_order(identity, answers | {"applicant.is_holder": "yes"})


def test_a_number_that_was_written_stays() -> None:
    form = paper_of("form_052.present")
    assert form is not None
    assert "form_052.number" not in all_in_order(form, {"form_052.number": "026/у-3"})
    assert all_in_order(form, {})["form_052.number"] == "052-2/у"


def test_one_no_is_enough_not_to_be_in_order() -> None:
    form = paper_of("form_065.present")
    assert form is not None
    answers = all_in_order(form, {})
    assert not is_in_order(form, answers | {"form_065.stamped": "no"})
    assert paper_of("child.surname") is None
