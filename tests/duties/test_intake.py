"""The intake at the counter, as the office's stories."""

import datetime as dt
import time

import pytest

from clerk_desk.clock import ALMATY, DemoClock
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import intake, receiving, register
from clerk_desk.ledgers.fill import Fill
from clerk_desk.objection import Objection
from clerk_desk.rules.form import Step, presets
from tests.duties.acts import child, receive
from tests.papers import complete_answers


def test_a_draft_begins_with_what_is_true_of_nearly_everybody(clerk: Desk) -> None:
    draft = clerk.do(new_act(), intake.open_draft)
    assert draft.answers == presets()
    assert (draft.version, draft.cursor) == (0, "")


def test_a_draft_is_there_again_as_it_was_typed(clerk: Desk) -> None:
    draft = clerk.do(new_act(), intake.open_draft)
    typed = draft.answers | {"child.surname": "Сәрсен", "child.iin": "2103"}
    clerk.keep(draft.id, draft.version, typed, "child.iin")
    again = clerk.do(new_act(), intake.take_up, draft.id)
    assert (again.answers, again.cursor, again.arrived_at) == (typed, "child.iin", draft.arrived_at)


def test_a_draft_is_listed_with_what_it_lacks_the_oldest_first(clerk: Desk, clock: DemoClock) -> None:
    first = clerk.do(new_act(), intake.open_draft)
    clock.move(clock.now() + dt.timedelta(minutes=5))
    second = clerk.do(new_act(), intake.open_draft)
    clerk.keep(second.id, second.version, complete_answers(photos__count="1"), "photos.count")
    lines = clerk.ask(intake.drafts)
    assert [line.id for line in lines] == [first.id, second.id]
    assert [remark.field for remark in lines[1].lacks] == ["photos.count"]
    assert lines[1].child_name == "Сәрсенбай Аружан"
    assert lines[0].child_name == ""
    assert len(lines[0].lacks) > 20


def test_a_complete_set_has_nothing_in_the_way(clerk: Desk, class_sets: dict[str, Fill]) -> None:
    seen = clerk.ask(intake.examine, complete_answers())
    assert seen.blockers == ()
    assert set(seen.left.values()) == {0}
    assert seen.next_number == "2027-0001"
    assert seen.due_at == dt.datetime(2027, 4, 2, 18, 30, tzinfo=ALMATY)
    assert [fill.letter for fill in seen.offers] == ["А", "Ә"]
    assert not seen.outside_window
    assert "child.iin" in seen.notes


def test_what_is_left_is_counted_by_step(clerk: Desk) -> None:
    seen = clerk.ask(intake.examine, complete_answers(photos__count="", form_065__clinic="", form_052__present="no"))
    assert (seen.left[Step.PHOTOS], seen.left[Step.MEDICAL], seen.left[Step.APPLICANT]) == (1, 2, 0)


def test_the_same_child_is_found_by_its_iin_at_once(clerk: Desk) -> None:
    receipt = receive(clerk)
    seen = clerk.ask(intake.examine, {"child.iin": "210 331 699 903"})
    assert seen.already is not None
    assert (seen.already.application_id, seen.already.number) == (receipt.application_id, receipt.number)


def test_a_child_of_the_same_name_and_birth_date_is_pointed_at(clerk: Desk) -> None:
    receipt = receive(clerk)
    answers = complete_answers(
        child__iin="", child__no_iin_reason="шетелден келді", child__surname="САРСЕНБАЙ", child__patronymic="Алиханкызы"
    )
    seen = clerk.ask(intake.examine, answers)
    assert seen.already is None
    assert [(known.number, known.kind) for known in seen.likenesses] == [(receipt.number, "same")]
    assert [r.code for r in seen.remarks if not r.blocks].count("child_same") == 1


def test_a_twin_starts_with_the_applicant_filled_in(clerk: Desk) -> None:
    receipt = receive(clerk)
    twin = clerk.do(new_act(), intake.open_draft, receipt.application_id)
    assert twin.answers["applicant.iin"] == "900312499911"
    assert twin.answers["applicant.is_holder"] == "yes"
    assert twin.answers["child.surname"] == "Сәрсенбай"
    assert twin.answers["child.address"] == "Алматы, Абай даңғылы, 1, 17"
    assert "child.given_name" not in twin.answers
    assert "child.iin" not in twin.answers
    assert "application.form_signed" not in twin.answers
    assert twin.answers["child.special_needs"] == "no"


def test_on_another_day_the_document_must_be_shown_again(clerk: Desk, clock: DemoClock) -> None:
    receipt = receive(clerk)
    clock.move(clock.now() + dt.timedelta(days=1))
    twin = clerk.do(new_act(), intake.open_draft, receipt.application_id)
    assert twin.answers["applicant.surname"] == "Сәрсенбаева"
    assert "applicant.is_holder" not in twin.answers
    assert "applicant.original_returned" not in twin.answers


def test_who_carried_an_applicant_over_stands_in_the_timeline(clerk: Desk) -> None:
    receipt = receive(clerk)
    clerk.do(new_act(), intake.open_draft, receipt.application_id)
    record = clerk.do(new_act(), register.open_record, receipt.application_id)
    assert [entry.event for entry in record.timeline] == ["application_received", "draft_opened", "record_opened"]


@pytest.mark.server
def test_a_draft_taken_up_at_another_desk_is_no_longer_kept_at_the_first(clerk: Desk, desk: Desk) -> None:
    draft = clerk.do(new_act(), intake.open_draft)
    taken = desk.do(new_act(), intake.take_up, draft.id)
    assert taken.version == draft.version + 1
    with pytest.raises(Objection) as no:
        clerk.keep(draft.id, draft.version, {"child.surname": "А"}, "")
    assert no.value.code == "draft_elsewhere"
    with pytest.raises(Objection) as no:
        clerk.do(new_act(), intake.discard, draft.id, "қате ашылды")
    assert no.value.code == "not_yours"


def test_incomplete_papers_go_back_with_the_list_and_keep_their_arrival(clerk: Desk, clock: DemoClock) -> None:
    draft = clerk.do(new_act(), intake.open_draft)
    answers = complete_answers(photos__count="1", form_052__present="no")
    clerk.keep(draft.id, draft.version, answers, "photos.count")
    clock.move(clock.now() + dt.timedelta(hours=1))
    line = clerk.do(new_act(), intake.hand_back, draft.id)
    assert [remark.field for remark in line.lacks] == ["photos.count", "form_052.present"]
    assert line.handed_back_at is not None
    clock.move(clock.now() + dt.timedelta(days=1))
    receipt = clerk.do(new_act(), receiving.receive, draft.id, complete_answers())
    record = clerk.do(new_act(), register.open_record, receipt.application_id)
    assert record.arrived_at == draft.arrived_at
    assert record.received_at > draft.arrived_at + dt.timedelta(days=1)


def test_complete_papers_do_not_go_back(clerk: Desk) -> None:
    draft = clerk.do(new_act(), intake.open_draft)
    clerk.keep(draft.id, draft.version, complete_answers(), "")
    with pytest.raises(Objection) as no:
        clerk.do(new_act(), intake.hand_back, draft.id)
    assert no.value.code == "nothing_lacks"


def test_a_draft_put_away_can_be_brought_back(clerk: Desk) -> None:
    draft = clerk.do(new_act(), intake.open_draft)
    clerk.keep(draft.id, draft.version, {"child.surname": "Сомов"}, "child.surname")
    with pytest.raises(Objection) as no:
        clerk.do(new_act(), intake.discard, draft.id, "   ")
    assert no.value.code == "no_reason"
    clerk.do(new_act(), intake.discard, draft.id, "отбасы бас тартты")
    assert clerk.ask(intake.drafts) == ()
    assert [line.child_name for line in clerk.ask(intake.discarded)] == ["Сомов"]
    again = clerk.do(new_act(), intake.restore, draft.id)
    assert again.answers == {"child.surname": "Сомов"}
    assert len(clerk.ask(intake.drafts)) == 1
    with pytest.raises(Objection) as no:
        clerk.do(new_act(), intake.restore, draft.id)
    assert no.value.code == "not_discarded"


def test_the_same_opening_done_twice_is_one_draft(clerk: Desk) -> None:
    key = new_act()
    assert clerk.do(key, intake.open_draft).id == clerk.do(key, intake.open_draft).id
    assert len(clerk.ask(intake.drafts)) == 1


def test_last_years_drafts_are_neither_listed_nor_taken_up(clerk: Desk, clock: DemoClock) -> None:
    draft = clerk.do(new_act(), intake.open_draft)
    clock.move(dt.datetime(2028, 4, 3, 10, 0, tzinfo=ALMATY))
    assert clerk.ask(intake.drafts) == ()
    for task in (intake.take_up, intake.hand_back):
        with pytest.raises(Objection) as no:
            clerk.do(new_act(), task, draft.id)
        assert no.value.code == "year_closed"


def test_a_draft_that_is_not_there_is_said_in_words(clerk: Desk) -> None:
    with pytest.raises(Objection) as no:
        clerk.do(new_act(), intake.take_up, 999)
    assert no.value.code == "not_there"


def test_looking_at_a_whole_intake_takes_no_time(clerk: Desk, class_sets: dict[str, Fill]) -> None:
    clerk.ask(intake.examine, complete_answers())
    asked, rules = [], []
    for _ in range(20):
        began = time.perf_counter()
        clerk.ask(intake.examine, complete_answers())
        asked.append(time.perf_counter() - began)
        began = time.perf_counter()
        for _ in range(10):
            clerk.ask(intake.drafts)
        rules.append(time.perf_counter() - began)
    assert sorted(asked)[10] < sorted(rules)[10], "no more than ten of the smallest questions"


def test_fifty_drafts_are_listed_without_a_wait(clerk: Desk, class_sets: dict[str, Fill]) -> None:
    for n in range(50):
        draft = clerk.do(new_act(), intake.open_draft)
        clerk.keep(draft.id, draft.version, child(n, photos__count="1"), "photos.count")
    took = []
    for _ in range(5):
        began = time.perf_counter()
        assert len(clerk.ask(intake.drafts)) == 50
        took.append(time.perf_counter() - began)
    assert min(took) < 0.5, "25 ms on a quiet machine; here others may be at work"


def test_papers_that_come_too_early_go_back_with_the_date_from_which_they_are_taken(
    clerk: Desk, clock: DemoClock
) -> None:
    clock.move(dt.datetime(2027, 3, 31, 10, 0, tzinfo=ALMATY))
    draft, key = clerk.do(new_act(), intake.open_draft), new_act()
    clerk.keep(draft.id, draft.version, complete_answers(), "")
    line = clerk.do(key, intake.hand_back, draft.id)
    assert [remark.code for remark in line.lacks] == ["outside_window"]
    assert line.lacks[0].message.facts["opens"] == dt.date(2027, 4, 1)
    assert [remark.code for remark in clerk.do(key, intake.hand_back, draft.id).lacks] == ["outside_window"]
