"""The errand verify-paper: ours or not, a copy or superseded, and what stands on it; with the exit codes of scripts."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from clerk_desk.__main__ import main
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import afterwards, papers
from clerk_desk.errands import verifying_paper
from clerk_desk.ledgers.fill import Fill
from data.vocabulary import PaperKind
from tests.duties.acts import accept, receive


@pytest.fixture(params=["sqlite"])
def database(request: pytest.FixtureRequest) -> str:
    """The errand's words are the same on both databases."""
    return str(request.param)


@pytest.fixture(autouse=True)
def at_this_desk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks sits at the test's desk."""

    @contextmanager
    def here(*_: object) -> Iterator[Desk]:
        yield desk

    monkeypatch.setattr(verifying_paper, "signed_in", here)


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["verify-paper", "--demo", *arguments])
    return code, capsys.readouterr().out


def test_our_own_paper_is_told_with_what_stands_on_it(capsys: pytest.CaptureFixture[str], desk: Desk) -> None:
    paper = desk.do(new_act(), papers.issue, PaperKind.RECEIPT, receive(desk).application_id)
    code, told = asked(capsys, paper.code.lower().replace("0", "O"), "--language", "ru")
    assert code == 0 and paper.code in told and "Расписка" in told and "Қолхат" not in told
    assert "Nobody has said that it came out of the printer." in asked(capsys, paper.code)[1]


def test_a_copy_and_a_paper_that_is_superseded_are_told(
    capsys: pytest.CaptureFixture[str], desk: Desk, class_sets: dict[str, Fill]
) -> None:
    key = accept(desk, 1, class_sets["А"].class_set_id)
    paper = desk.do(new_act(), papers.issue, PaperKind.ACCEPTANCE, key)
    copy = desk.do(new_act(), papers.again, paper.paper_id)
    desk.do(new_act(), papers.came_out, copy.paper_id)
    desk.do(new_act(), afterwards.withdraw, key, "көшті")
    code, told = asked(capsys, copy.code, "--json")
    answer = json.loads(told)
    assert (code, answer["ours"], answer["copy_number"], answer["copy_of"]) == (0, True, 1, paper.code)
    assert answer["since"] == "Since then the family withdrew the application."
    assert [one["code"] for one in answer["problems"]] == ["superseded"] and answer["printed_at"]
    assert answer["content"]["pages"]["kk"]["title"] == "Қабылдау туралы хабарлама"
    assert f"It is copy 1 of {paper.code}." in asked(capsys, copy.code)[1]


@pytest.mark.parametrize(("code", "problem"), [("2027-0041-R-7KQ2M9XD", "not_ours"), ("900312499911", "no_code")])
def test_what_is_not_ours_is_a_rules_no(capsys: pytest.CaptureFixture[str], code: str, problem: str) -> None:
    exit_code, told = asked(capsys, code, "--json")
    assert exit_code == 1 and [one["code"] for one in json.loads(told)["problems"]] == [problem]


def test_a_paper_that_was_changed_in_the_store_is_told(
    capsys: pytest.CaptureFixture[str], desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = desk.do(new_act(), papers.issue, PaperKind.RECEIPT, receive(desk).application_id)
    monkeypatch.setattr(papers, "digest_holds", lambda *_: False)
    code, told = asked(capsys, paper.code)
    assert code == 1 and told.startswith("The store has this paper otherwise than it was issued.")
