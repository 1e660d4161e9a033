"""Children alike at the counter: who is shown beside the form, and what stays of a clerk's "not the same child"."""

import datetime as dt
from typing import Any

import pytest

from clerk_desk.clock import ALMATY, DemoClock
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import afterwards, intake, likenesses, receiving, register
from clerk_desk.duties.intake import OpenDraft
from clerk_desk.ledgers.likenesses import KnownChild
from clerk_desk.rules.similarity import Kind
from clerk_desk.work import Look
from data.engine import Store
from data.vocabulary import Stage
from tests.duties.acts import iin_of, objects, receive
from tests.papers import complete_answers

ABROAD = {"child__iin": "", "child__no_iin_reason": "шетелден келді"}
FATHER = {
    "applicant__iin": "881105399916",
    "applicant__surname": "Сәрсенбай",
    "applicant__given_name": "Әлихан",
    "applicant__patronymic": "Нұрланұлы",
    "applicant__relation": "father",
    "applicant__phone": "8 702 000 00 01",
}


def paper(**changes: str) -> dict[str, str]:
    """A paper of a child without an IIN, else as the known one."""
    return complete_answers(**ABROAD | changes)


def begun(desk: Desk, **changes: str) -> tuple[OpenDraft, dict[str, str]]:
    """A draft with these answers kept."""
    draft, answers = desk.do(new_act(), intake.open_draft), paper(**changes)
    desk.keep(draft.id, draft.version, answers, "child.surname")
    return draft, answers


def seen(desk: Desk, answers: dict[str, str], draft_id: int | None = None) -> list[tuple[str, str]]:
    """What stands beside the form: numbers and kinds."""
    found = desk.ask(intake.examine, answers, draft_id)
    return [(known.number, str(known.kind)) for known in found.likenesses]


def warned(desk: Desk, answers: dict[str, str], draft_id: int | None = None) -> list[str]:
    found = desk.ask(intake.examine, answers, draft_id)
    return [remark.code for remark in found.remarks if remark.code.startswith("child_")]


def test_a_known_child_is_shown_with_its_number_stage_and_why(clerk: Desk) -> None:
    receipt = receive(clerk)
    found = clerk.ask(intake.examine, paper(child__given_name="Аружна", **FATHER))
    (known,) = found.likenesses
    assert isinstance(known, KnownChild)
    assert (known.application_id, known.number, known.year) == (receipt.application_id, receipt.number, 2027)
    assert (known.stage, known.child_name) == (Stage.RECEIVED, "Сәрсенбай Аружан Әлиханқызы")
    assert (known.born, known.received_at) == (dt.date(2021, 3, 31), receipt.received_at)
    assert (known.kind, [str(reason) for reason in known.reasons]) == (Kind.SAME, ["one letter differs"])


SLIPS: tuple[dict[str, str], ...] = (
    {"child__surname": "САРСЕНБАЙ", "child__patronymic": "Алиханкызы"},
    {"child__surname": "Аружан", "child__given_name": "Сәрсенбай"},
    {"child__surname": "Sarsenbay", "child__given_name": "Aruzhan", "child__patronymic": "Alikhankyzy"},
    {"child__patronymic": ""},
    {"child__patronymic": "Әлихан қызы"},
    {"child__born": "21.03.2021"},
    {"child__born": "13.03.2021"},
    {"child__surname": "Сәрсенбаева"},
    {"child__surname": "Нұрланова"},
    {"child__born": "01.02.2022"},
)


def test_a_slip_of_the_hand_hides_nobody(clerk: Desk) -> None:
    receipt = receive(clerk)
    shown = [[number for number, kind in seen(clerk, paper(**slip)) if kind != "twin"] for slip in SLIPS]
    assert shown == [[receipt.number]] * len(SLIPS)


def test_a_twin_is_a_quiet_note_and_no_warning(clerk: Desk) -> None:
    receipt = receive(clerk)
    twin = paper(child__given_name="Аяла")
    assert seen(clerk, twin) == [(receipt.number, "twin")]
    assert warned(clerk, twin) == []


def test_a_brother_of_another_day_and_a_namesake_of_another_father_are_not_shown(clerk: Desk) -> None:
    receive(clerk)
    brother = paper(child__given_name="Нұрислам", child__patronymic="Әлиханұлы", child__born="05.06.2020")
    namesake = paper(child__patronymic="Бауыржанқызы", child__born="30.03.2021", **FATHER)
    assert seen(clerk, brother) == seen(clerk, namesake) == []


def test_last_years_child_is_known_and_that_of_the_year_before_is_not(clerk: Desk, clock: DemoClock) -> None:
    receive(clerk)
    clock.move(dt.datetime(2028, 4, 3, 10, 0, tzinfo=ALMATY))
    found = clerk.ask(intake.examine, complete_answers())
    assert [(known.number, known.kind, known.year) for known in found.likenesses] == [("2027-0001", "same_iin", 2027)]
    clock.move(dt.datetime(2029, 4, 3, 10, 0, tzinfo=ALMATY))
    assert seen(clerk, complete_answers()) == []


def test_a_withdrawn_application_is_shown_with_its_stage_but_warns_of_nothing(clerk: Desk) -> None:
    receipt = receive(clerk)
    clerk.do(new_act(), afterwards.withdraw, receipt.application_id, "отбасы көшті")
    found = clerk.ask(intake.examine, complete_answers())
    assert [(known.kind, known.stage) for known in found.likenesses] == [("same_iin", Stage.WITHDRAWN)]
    assert warned(clerk, complete_answers()) == []


def test_the_childs_own_live_application_is_said_once_as_already_applied(clerk: Desk) -> None:
    receive(clerk)
    found = clerk.ask(intake.examine, complete_answers(child__given_name="Аружна"))
    assert found.already is not None
    assert found.likenesses == ()


def test_the_most_serious_come_first_and_never_more_than_five(clerk: Desk) -> None:
    for n, name in enumerate(("Айша", "Медина", "Сафия", "Томирис", "Жібек")):
        receive(clerk, paper(child__given_name=name, child__no_iin_reason=f"{n}"))
    receive(clerk)
    kinds = [kind for _, kind in seen(clerk, paper(**FATHER, child__born="31.03.2021"))]
    assert kinds == ["same"]
    assert [kind for _, kind in seen(clerk, paper())] == ["same", "twin", "twin", "twin", "twin"]


def test_without_a_date_only_the_very_same_name_is_shown(clerk: Desk) -> None:
    receipt = receive(clerk)
    assert seen(clerk, paper(child__born="")) == [(receipt.number, "alike")]
    assert seen(clerk, paper(child__born="", child__given_name="Аружна", **FATHER)) == []


# Told apart


def test_who_was_told_apart_is_not_shown_again_and_warns_no_more(clerk: Desk) -> None:
    receipt = receive(clerk)
    draft, answers = begun(clerk, child__given_name="Аружна")
    assert warned(clerk, answers, draft.id) == ["child_alike"]
    word = clerk.do(new_act(), likenesses.tell_apart, draft.id, receipt.application_id)
    assert (word.number, word.apart) == (receipt.number, True)
    assert seen(clerk, answers, draft.id) == []
    assert warned(clerk, answers, draft.id) == []
    assert seen(clerk, answers) != [], "of another draft nobody has said it"


def test_the_word_stands_in_the_others_timeline_with_who_said_it(clerk: Desk) -> None:
    receipt = receive(clerk)
    draft, _ = begun(clerk)
    clerk.do(new_act(), likenesses.tell_apart, draft.id, receipt.application_id)
    clerk.do(new_act(), likenesses.tell_apart_no_more, draft.id, receipt.application_id)
    entries = clerk.do(new_act(), register.open_record, receipt.application_id).timeline
    assert [(one.event, one.facts["number"]) for one in entries[1:3]] == [
        ("told_apart", receipt.number),
        ("told_apart_no_more", receipt.number),
    ]
    assert entries[1].who == "Сейітова Айгүл"


def test_a_wrong_word_can_be_taken_back(clerk: Desk) -> None:
    receipt = receive(clerk)
    draft, answers = begun(clerk)
    clerk.do(new_act(), likenesses.tell_apart, draft.id, receipt.application_id)
    (apart,) = clerk.ask(likenesses.side_by_side, answers, draft.id)
    assert apart.told_apart
    clerk.do(new_act(), likenesses.tell_apart_no_more, draft.id, receipt.application_id)
    assert seen(clerk, answers, draft.id) == [(receipt.number, "same")]
    with objects("not_told"):
        clerk.do(new_act(), likenesses.tell_apart_no_more, draft.id, receipt.application_id)


def test_it_is_said_once_and_only_by_whose_hands_the_draft_is_in(clerk: Desk, desk: Desk) -> None:
    receipt = receive(clerk)
    draft, _ = begun(clerk)
    for task in (likenesses.tell_apart, likenesses.tell_apart_no_more):
        with objects("not_yours"):
            desk.do(new_act(), task, draft.id, receipt.application_id)
    with objects("not_there"):
        clerk.do(new_act(), likenesses.tell_apart, draft.id, 999)
    clerk.do(new_act(), likenesses.tell_apart, draft.id, receipt.application_id)
    with objects("told_already"):
        clerk.do(new_act(), likenesses.tell_apart, draft.id, receipt.application_id)


def test_two_with_one_iin_are_one_child_whatever_is_said(clerk: Desk) -> None:
    receipt = receive(clerk)
    draft = clerk.do(new_act(), intake.open_draft)
    clerk.keep(draft.id, draft.version, complete_answers(), "")
    with objects("same_iin"):
        clerk.do(new_act(), likenesses.tell_apart, draft.id, receipt.application_id)


def test_after_receiving_both_records_know_that_they_are_two_children(clerk: Desk) -> None:
    first = receive(clerk)
    draft, answers = begun(clerk)
    clerk.do(new_act(), likenesses.tell_apart, draft.id, first.application_id)
    second = clerk.do(new_act(), receiving.receive, draft.id, answers)
    received = clerk.do(new_act(), register.open_record, second.application_id).timeline[0]
    assert received.facts["told_apart"] == [first.number]
    assert received.facts["passed_over"] == []
    assert clerk.ask(_rows) == [(draft.id, second.application_id, first.application_id)]


@pytest.mark.parametrize("again", ["the second", "the first"])
def test_children_told_apart_are_not_mixed_up_when_one_comes_again(clerk: Desk, again: str) -> None:
    """Whichever of the two withdraws and applies anew: its IIN says whose paper it is, and the word still stands."""
    first = receive(clerk)
    iin = iin_of(88 * 50)  # 31.03.2021 as well
    draft = clerk.do(new_act(), intake.open_draft)
    answers = complete_answers(child__iin=iin, child__patronymic="")
    clerk.keep(draft.id, draft.version, answers, "")
    assert seen(clerk, answers, draft.id) == [(first.number, "alike")]
    clerk.do(new_act(), likenesses.tell_apart, draft.id, first.application_id)
    second = clerk.do(new_act(), receiving.receive, draft.id, answers)
    gone, back = (second, answers) if again == "the second" else (first, complete_answers())
    clerk.do(new_act(), afterwards.withdraw, gone.application_id, "қате")
    new = clerk.do(new_act(), intake.open_draft)
    assert seen(clerk, back, new.id) == [(gone.number, "same_iin")]


def test_a_word_is_kept_with_a_draft_that_is_put_away_and_brought_back(clerk: Desk) -> None:
    receipt = receive(clerk)
    draft, answers = begun(clerk)
    clerk.do(new_act(), likenesses.tell_apart, draft.id, receipt.application_id)
    clerk.do(new_act(), intake.discard, draft.id, "отбасы кетті")
    with objects("draft_gone"):
        clerk.do(new_act(), likenesses.tell_apart_no_more, draft.id, receipt.application_id)
    clerk.do(new_act(), intake.restore, draft.id)
    assert seen(clerk, answers, draft.id) == []


def test_side_by_side_shows_what_differs_and_no_whole_iin(clerk: Desk) -> None:
    receive(clerk)
    draft, answers = begun(clerk, child__given_name="Аружна")
    (beside,) = clerk.ask(likenesses.side_by_side, answers, draft.id)
    lines = {line.label: (line.typed, line.known) for line in beside.lines if line.differs}
    assert lines == {"Given name": ("Аружна", "Аружан"), "IIN": ("", "210331••••••")}
    assert [line.typed for line in beside.lines if line.label == "Born"] == [dt.date(2021, 3, 31)]


def test_looking_at_children_alike_is_no_act_and_leaves_no_line(clerk: Desk, store: Store) -> None:
    from tests.conftest import line_count

    receive(clerk)
    draft, answers = begun(clerk)
    before = line_count(store)
    clerk.ask(intake.examine, answers, draft.id)
    clerk.ask(likenesses.side_by_side, answers, draft.id)
    assert line_count(store) == before


def _rows(look: Look) -> list[tuple[Any, ...]]:
    from sqlmodel import select

    from data.tables import ToldApart

    return [(row.draft_id, row.application_id, row.other_id) for row in look.session.exec(select(ToldApart)).all()]
