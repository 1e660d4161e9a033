"""Which paper may be given when: of every stage some, and of what cannot be given the reason."""

import pytest

from clerk_desk.objection import Objection
from clerk_desk.rules.papers import (
    FOR_FAMILIES,
    TITLES,
    as_lines,
    must_be_possible,
    must_be_printable,
    papers_for,
    why_not,
)
from data.vocabulary import Channel, PaperKind, Stage

K = PaperKind


@pytest.mark.parametrize(
    ("stage", "first"),
    [
        (None, K.MISSING),
        ("received", K.RECEIPT),
        ("accepted", K.ACCEPTANCE),
        ("refused", K.REFUSAL),
        ("withdrawn", K.WITHDRAWAL),
    ],
)
def test_the_paper_that_is_due_stands_first(stage: str | None, first: PaperKind) -> None:
    assert papers_for(Stage(stage) if stage else None)[0] is first


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("stage", [None, *Stage])
def test_of_every_paper_it_is_said_whether_it_can_be_given_or_why_not(stage: Stage | None, channel: Channel) -> None:
    for kind in PaperKind:
        why = why_not(kind, stage, channel)
        assert (why is None) == (kind in papers_for(stage, channel))
        if why is not None:
            with pytest.raises(Objection) as told:
                must_be_possible(kind, stage, channel)
            assert told.value.code == "no_such_paper_now" and str(told.value) == str(why)


def test_an_answer_is_told_only_while_it_stands() -> None:
    for kind, stage in ((K.ACCEPTANCE, Stage.ACCEPTED), (K.REFUSAL, Stage.REFUSED), (K.WITHDRAWAL, Stage.WITHDRAWN)):
        assert [one for one in Stage if kind in papers_for(one)] == [stage]


def test_who_applied_through_a_portal_has_a_receipt_from_there() -> None:
    for stage in Stage:
        assert not {K.RECEIPT, K.APPLICATION_FORM} & set(papers_for(stage, Channel.EGOV))
    assert K.ACCEPTANCE in papers_for(Stage.ACCEPTED, Channel.MEKTEP)


def test_every_kind_has_a_title_and_the_offices_own_are_not_for_families() -> None:
    assert set(TITLES) == set(PaperKind)
    assert set(FOR_FAMILIES) == set(PaperKind) - {K.DAILY_REGISTER, K.OUTAGE_ACT, K.ORDER_DRAFT}


def test_languages_are_kept_in_their_order_and_each_once() -> None:
    assert must_be_printable(K.RECEIPT, ("ru", "kk", "ru"), "a5") == ("kk", "ru")


def test_a_content_without_pages_has_no_lines() -> None:
    assert as_lines({}, "kk") == [] and as_lines({"pages": {"ru": {}}}, "kk") == []
