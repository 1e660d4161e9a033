"""Receiving, as the office's stories."""

import datetime as dt
import json
from typing import Any

import pytest
from sqlmodel import select

from clerk_desk.clock import ALMATY, DemoClock
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import afterwards, intake, receiving, register
from clerk_desk.ledgers.fill import Fill
from clerk_desk.rules.form import FIELDS, asked
from clerk_desk.work import Look
from data.tables import AdmissionYear, Applicant, Application, AuditLine, Child, MedicalPaper
from tests.conftest import line_count
from tests.duties.acts import child, objects, receive
from tests.papers import complete_answers


def test_a_complete_set_gets_its_number_its_moment_and_its_due_moment(clerk: Desk, clock: DemoClock) -> None:
    receipt = receive(clerk)
    assert receipt.number == "2027-0001"
    assert receipt.child_name == "Сәрсенбай Аружан Әлиханқызы"
    assert abs(receipt.received_at - clock.now()) < dt.timedelta(seconds=30)
    assert receipt.due_at == dt.datetime(2027, 4, 2, 18, 30, tzinfo=ALMATY)
    assert receipt.target_at.astimezone(ALMATY).strftime("%d %H:%M") == "02 10:42"


def test_every_answer_is_kept_and_given_back_as_the_form_had_it(clerk: Desk, class_sets: dict[str, Fill]) -> None:
    answers = complete_answers(
        applicant__relation="guardian",
        applicant__basis_kind="guardianship_order",
        applicant__basis_number="17",
        applicant__basis_date="03.02.2027",
        applicant__second_phone="+7 727 200 00 00",
        applicant__email="aigul@example.kz",
        child__special_needs="yes",
        child__conclusion_number="АБ 17",
        application__wished_class_set="Ә",
        photos__size_3x4="no",
        form_065__stamped="no",
    )
    receipt = receive(clerk, answers)
    record = clerk.do(new_act(), register.open_record, receipt.application_id)
    shown = answers | {"applicant.phone": "+7 701 123 45 67"}
    assert record.answers == shown
    assert set(record.answers) == {f.name for f in FIELDS if asked(f, answers) and f.name in shown}
    assert record.wished == "Ә"


def test_a_digital_document_is_kept_as_digital(clerk: Desk) -> None:
    answers = complete_answers(
        applicant__shown="digital", applicant__digital_check="qr", applicant__original_returned=""
    )
    receipt = receive(clerk, answers)
    record = clerk.do(new_act(), register.open_record, receipt.application_id)
    assert record.answers["applicant.digital_check"] == "qr"
    assert "applicant.original_returned" not in record.answers


def test_what_is_no_longer_asked_is_not_kept(clerk: Desk) -> None:
    receipt = receive(clerk, complete_answers(child__conclusion_number="АБ 17", applicant__basis_number="9"))

    def kept(look: Look) -> tuple[str, str]:
        child, applicant = (
            look.session.get(Child, receipt.application_id),
            look.session.get(Applicant, receipt.application_id),
        )
        assert child is not None
        assert applicant is not None
        return child.conclusion_number, applicant.basis_number

    assert clerk.ask(kept) == ("", "")


def test_a_child_without_an_iin_needs_a_reason(clerk: Desk) -> None:
    draft = clerk.do(new_act(), intake.open_draft)
    with objects("blocked"):
        clerk.do(new_act(), receiving.receive, draft.id, complete_answers(child__iin=""))
    without = complete_answers(child__iin="", child__no_iin_reason="шетелден жаңа келді")
    receipt = clerk.do(new_act(), receiving.receive, draft.id, without)
    assert receipt.number == "2027-0001"


def test_numbers_have_no_gap_whatever_is_blocked_between(clerk: Desk) -> None:
    numbers = []
    for n in range(4):
        draft = clerk.do(new_act(), intake.open_draft)
        with objects("blocked"):
            clerk.do(new_act(), receiving.receive, draft.id, child(n, photos__count="0"))
        numbers.append(clerk.do(new_act(), receiving.receive, draft.id, child(n)).number)
    assert numbers == ["2027-0001", "2027-0002", "2027-0003", "2027-0004"]


def test_the_first_thing_in_the_way_is_said_and_how_many_there_are(clerk: Desk) -> None:
    draft = clerk.do(new_act(), intake.open_draft)
    with objects("blocked") as no:
        clerk.do(new_act(), receiving.receive, draft.id, complete_answers(photos__count="1"))
    assert no.said == "One photo is missing: ask for it, 2 are needed."
    with objects("blocked") as no:
        clerk.do(new_act(), receiving.receive, draft.id, complete_answers(photos__count="1", form_052__present="no"))
    assert no.said == "2 things stand in the way. The first: One photo is missing: ask for it, 2 are needed."


@pytest.mark.parametrize(
    "changes",
    [
        {"applicant__is_holder": "no"},
        {"applicant__original_returned": ""},
        {"applicant__original_returned": "no"},
        {"child__iin": "210515599611"},
        {"child__born": "31.12.2022"},
        {"child__born": "31.02.2021"},
        {"application__form_present": "no"},
        {"application__consent_processing": "no"},
        {"photos__count": "1"},
        {"form_065__present": ""},
        {"form_052__present": "no"},
        {"form_052__of_this_child": ""},
        {"child__surname": "С" * 81},
        {"child__address": ""},
        {"applicant__phone": "87771234"},
    ],
    ids=lambda changes: ",".join(f"{k}={v[:12]}" for k, v in changes.items()),
)
def test_nothing_incomplete_gets_a_number(clerk: Desk, changes: dict[str, str]) -> None:
    draft = clerk.do(new_act(), intake.open_draft)
    lines = line_count(clerk.store)
    with objects("blocked"):
        clerk.do(new_act(), receiving.receive, draft.id, complete_answers(**changes))
    assert line_count(clerk.store) == lines
    assert clerk.ask(intake.drafts)[0].id == draft.id


@pytest.mark.server
def test_the_same_child_is_not_received_twice(clerk: Desk) -> None:
    receive(clerk)
    draft = clerk.do(new_act(), intake.open_draft)
    with objects("already_applied") as no:
        clerk.do(new_act(), receiving.receive, draft.id, complete_answers())
    assert "2027-0001" in no.said


def test_a_child_may_apply_again_after_the_family_withdrew(clerk: Desk) -> None:
    first = receive(clerk)
    clerk.do(new_act(), afterwards.withdraw, first.application_id, "көшіп кетті")
    assert receive(clerk).number == "2027-0002"


@pytest.mark.server
def test_the_store_itself_knows_a_child_twice(clerk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two desks at once: the look finds nobody, the unique index does, and it is said in words."""
    from clerk_desk.ledgers import examination

    receive(clerk)
    draft = clerk.do(new_act(), intake.open_draft)
    monkeypatch.setattr(examination, "same_iin", lambda *_, **__: None)
    with objects("already_applied"):
        clerk.do(new_act(), receiving.receive, draft.id, complete_answers())
    assert clerk.ask(_numbers) == [1]
    assert clerk.ask(_next_number) == 2


def test_a_retried_receiving_is_one_application(clerk: Desk) -> None:
    draft, key = clerk.do(new_act(), intake.open_draft), new_act()
    first = clerk.do(key, receiving.receive, draft.id, complete_answers())
    assert clerk.do(key, receiving.receive, draft.id, complete_answers()) == first
    assert clerk.ask(_numbers) == [1]
    with objects("draft_received"):
        clerk.do(new_act(), receiving.receive, draft.id, complete_answers())


def test_a_received_draft_is_no_draft_any_more(clerk: Desk) -> None:
    draft = clerk.do(new_act(), intake.open_draft)
    clerk.do(new_act(), receiving.receive, draft.id, complete_answers())
    assert clerk.ask(intake.drafts) == ()
    with objects("draft_gone"):
        clerk.keep(draft.id, draft.version, {}, "")
    with objects("draft_received"):
        clerk.do(new_act(), intake.discard, draft.id, "қате")


def test_another_desks_draft_is_not_received(clerk: Desk, desk: Desk) -> None:
    draft = clerk.do(new_act(), intake.open_draft)
    with objects("not_yours"):
        desk.do(new_act(), receiving.receive, draft.id, complete_answers())


def test_outside_the_window_only_an_administrator_receives_and_says_why(
    clerk: Desk, desk: Desk, clock: DemoClock
) -> None:
    clock.move(dt.datetime(2027, 9, 1, 10, 0, tzinfo=ALMATY))
    answers = complete_answers()
    hers = clerk.do(new_act(), intake.open_draft)
    assert clerk.ask(intake.examine, answers).outside_window
    with objects("blocked"):
        clerk.do(new_act(), receiving.receive, hers.id, answers)
    with objects("not_allowed"):
        clerk.do(new_act(), receiving.receive, hers.id, answers, "сот шешімі")
    his = desk.do(new_act(), intake.open_draft)
    with objects("blocked"):
        desk.do(new_act(), receiving.receive, his.id, answers, "  ")
    with objects("blocked"):
        desk.do(new_act(), receiving.receive, his.id, complete_answers(photos__count="1"), "сот шешімі")
    receipt = desk.do(new_act(), receiving.receive, his.id, answers, "сот шешімі")
    record = desk.do(new_act(), register.open_record, receipt.application_id)
    assert [entry.event for entry in record.timeline][:2] == ["window_overridden", "application_received"]
    assert record.timeline[0].facts["reason"] == "сот шешімі"


def test_inside_the_window_an_override_is_no_override(desk: Desk) -> None:
    draft = desk.do(new_act(), intake.open_draft)
    receipt = desk.do(new_act(), receiving.receive, draft.id, complete_answers(), "бос сөз")
    record = desk.do(new_act(), register.open_record, receipt.application_id)
    assert "window_overridden" not in [entry.event for entry in record.timeline]


@pytest.mark.parametrize("day", [dt.date(2027, 4, 1), dt.date(2027, 8, 31)])
def test_both_ends_of_the_window_belong_to_it(clerk: Desk, clock: DemoClock, day: dt.date) -> None:
    clock.move(dt.datetime.combine(day, dt.time(12, 0), ALMATY))
    assert receive(clerk).number == "2027-0001"


@pytest.mark.parametrize("day", [dt.date(2027, 3, 31), dt.date(2027, 9, 1)])
def test_a_day_before_and_a_day_after_do_not(clerk: Desk, clock: DemoClock, day: dt.date) -> None:
    clock.move(dt.datetime.combine(day, dt.time(12, 0), ALMATY))
    draft = clerk.do(new_act(), intake.open_draft)
    with objects("blocked"):
        clerk.do(new_act(), receiving.receive, draft.id, complete_answers())


def test_the_warnings_that_were_passed_over_stand_in_the_trail(clerk: Desk) -> None:
    receipt = receive(clerk, application__catchment="unknown", form_065__number="063/у", photos__recent="no")
    facts = clerk.ask(_received_facts, receipt.application_id)
    passed = {one["field"] for one in facts["passed_over"]}
    assert {"application.catchment", "form_065.number", "photos.recent"} <= passed
    assert facts["number"] == "2027-0001"
    assert facts["due"].startswith("2027-04-02T18:30")


def test_numbers_begin_anew_each_year(clerk: Desk, clock: DemoClock) -> None:
    receive(clerk)
    clock.move(dt.datetime(2028, 4, 3, 10, 0, tzinfo=ALMATY))
    assert receive(clerk, child(1)).number == "2028-0001"


def test_a_receiving_that_breaks_off_leaves_nothing(clerk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = clerk.do(new_act(), intake.open_draft)
    lines = line_count(clerk.store)

    def broken(*_: object) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as cut:
        cut.setattr(receiving, "rows_from", broken)
        with pytest.raises(RuntimeError):
            clerk.do(new_act(), receiving.receive, draft.id, complete_answers())
    assert (line_count(clerk.store), clerk.ask(_numbers), clerk.ask(_next_number)) == (lines, [], 1)
    assert clerk.do(new_act(), receiving.receive, draft.id, complete_answers()).number == "2027-0001"


def test_hostile_letters_are_cleaned_before_they_are_kept(clerk: Desk) -> None:
    receipt = receive(clerk, child__given_name="Ару\x1b]0;жан\u202e[@click=app.exit]")
    record = clerk.do(new_act(), register.open_record, receipt.application_id)
    assert record.answers["child.given_name"] == "Ару]0;жан[@click=app.exit]"


def test_the_rows_are_where_the_tables_say(clerk: Desk, class_sets: dict[str, Fill]) -> None:
    receipt = receive(clerk, application__wished_class_set="ә")

    def rows(look: Look) -> tuple[Any, ...]:
        application = look.session.get(Application, receipt.application_id)
        assert application is not None
        forms = look.session.exec(select(MedicalPaper.form, MedicalPaper.number)).all()
        row = look.session.get(Child, receipt.application_id)
        assert row is not None
        return application.child_iin, application.wished_class_set_id, sorted(forms), row.search_key, row.born

    assert clerk.ask(rows) == (
        "210331699903",
        class_sets["Ә"].class_set_id,
        [("052-2/у", "052-2/у"), ("065/у", "065/у")],
        "сарсенбаи аружан алиханкизи",
        dt.date(2021, 3, 31),
    )


def _numbers(look: Look) -> list[int]:
    return sorted(look.session.exec(select(Application.number)).all())


def _next_number(look: Look) -> int:
    year = look.session.get(AdmissionYear, 2027)
    return year.next_number if year is not None else 1


def _received_facts(look: Look, application_id: int) -> dict[str, Any]:
    line = look.session.exec(
        select(AuditLine).where(AuditLine.application_id == application_id, AuditLine.event == "application_received")
    ).one()
    found: dict[str, Any] = json.loads(line.facts)
    return found
