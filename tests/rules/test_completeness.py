"""What stands in the way of an application, what is only pointed out, and in which order it is said."""

import datetime as dt
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_desk.rules.checks import check
from clerk_desk.rules.completeness import OUTSIDE_WINDOW, Circumstances, examine, left, missing_papers, notes
from clerk_desk.rules.form import FIELDS, Need, Step, asked, asked_fields, field
from data.law import Policy, the_law
from tests.papers import complete_answers

LAW = the_law()
ON = Circumstances(
    today=dt.date(2027, 4, 1),
    year=2027,
    window=LAW.window(2027),
    hours_state="open",
    policy=LAW.policy,
    class_set_letters={"А": "kk", "Ә": "kk", "В": "ru"},
)


def codes(answers: dict[str, str], on: Circumstances = ON) -> list[tuple[str, str]]:
    return [(remark.field, remark.code) for remark in examine(answers, on)]


def blockers(answers: dict[str, str], on: Circumstances = ON) -> list[tuple[str, str]]:
    return [(remark.field, remark.code) for remark in examine(answers, on) if remark.blocks]


def test_complete_papers_have_nothing_in_their_way() -> None:
    assert examine(complete_answers(), ON) == ()


def test_an_empty_form_asks_for_everything_required_in_the_papers_order() -> None:
    found = blockers({})
    required = [f.name for f in asked_fields({}) if f.need is Need.REQUIRED]
    assert [name for name, code in found if code == "missing"] == required
    assert all(str(remark.message).rstrip()[-1] in ".?" for remark in examine({}, ON))


@pytest.mark.parametrize("question", [f for f in FIELDS if f.need is Need.REQUIRED], ids=lambda f: str(f.name))
def test_every_required_answer_is_missed_by_name(question: object) -> None:
    name = question.name  # type: ignore[attr-defined]
    answers = complete_answers()
    if name not in answers:
        answers |= {
            "applicant.basis_kind": {"applicant.relation": "guardian"},
            "applicant.basis_number": {"applicant.relation": "guardian"},
            "applicant.basis_date": {"applicant.relation": "guardian"},
            "applicant.digital_check": {"applicant.shown": "digital"},
            "child.no_iin_reason": {"child.iin": ""},
            "child.conclusion_number": {"child.special_needs": "yes"},
            "form_065.differs": {"form_065.of_this_child": "no"},
            "form_052.differs": {"form_052.of_this_child": "no"},
        }[name]
    answers.pop(name, None)
    assert asked(field(name), answers)
    if name != "applicant.shown":  # everything that hangs on it is no longer asked
        assert (name, "missing") in blockers(answers)


def test_an_unreadable_answer_is_another_blocker_than_a_missing_one() -> None:
    (missing,) = check("child.born", complete_answers(child__born=""), ON)
    (unreadable,) = check("child.born", complete_answers(child__born="31.3"), ON)
    assert missing.blocks and unreadable.blocks
    assert (missing.code, unreadable.code) == ("missing", "unreadable_date")
    assert str(missing.message) != str(unreadable.message)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("applicant.iin", "123", "iin_length"),
        ("applicant.document_valid_until", "soon", "unreadable_date"),
        ("applicant.second_phone", "12", "unreadable_phone"),
        ("applicant.email", "nobody", "unreadable_email"),
        ("application.wished_class_set", "АБВ", "unreadable_class_set"),
        ("photos.count", "many", "unreadable_count"),
        ("child.sex", "x", "unreadable_choice"),
        ("photos.recent", "x", "unreadable_yes_no"),
        ("child.address", "ә" * 301, "too_long"),
    ],
)
def test_what_cannot_be_kept_as_typed_holds_receiving_up(name: str, text: str, code: str) -> None:
    assert blockers(complete_answers() | {name: text}) == [(name, code)]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("application.form_present", "missing_paper"),
        ("form_065.present", "missing_paper"),
        ("form_052.present", "missing_paper"),
        ("applicant.is_holder", "not_the_holder"),
        ("applicant.original_returned", "original_not_returned"),
        ("application.consent_processing", "no_consent"),
    ],
)
def test_a_no_that_holds_receiving_up(name: str, code: str) -> None:
    assert blockers(complete_answers() | {name: "no"}) == [(name, code)]


@pytest.mark.parametrize(
    "name",
    ["application.form_signed", "photos.size_3x4", "photos.of_this_child", "photos.recent"]
    + [f"{form}.{what}" for form in ("form_065", "form_052") for what in ("signed", "stamped", "of_this_child")],
)
def test_a_paper_that_does_not_conform_is_received_with_a_warning(name: str) -> None:
    answers = complete_answers() | {name: "no"}
    if name.startswith("form_") and name.endswith("of_this_child"):
        answers[name.replace("of_this_child", "differs")] = "name"
    assert codes(answers) == [(name, "does_not_conform")]
    assert blockers(answers) == []
    assert "ground 2" in str(examine(answers, ON)[0].message)


@pytest.mark.parametrize(
    ("changes", "name", "code"),
    [
        ({"child__born": "30.03.2021"}, "child.born", "iin_born"),
        ({"child__sex": "male"}, "child.sex", "iin_sex"),
        ({"applicant__born": "13.03.1990"}, "applicant.born", "iin_born"),
        ({"applicant__born": "02.04.2027"}, "applicant.born", "date_ahead"),
        ({"applicant__sex": "male"}, "applicant.sex", "iin_sex"),
        ({"applicant__document_valid_until": "01.01.2027"}, "applicant.document_valid_until", "document_expired"),
        ({"applicant__document_number": "17"}, "applicant.document_number", "document_number_form"),
        ({"applicant__iin": ""}, "applicant.iin", "applicant_without_iin"),
        ({"applicant__relation": "father"}, "applicant.iin", "iin_relation"),
        ({"form_065__number": "063/у"}, "form_065.number", "medical_number_old"),
        ({"form_052__issued": "01.04.2025"}, "form_052.issued", "medical_form_old"),
        ({"child__surname": "Cәрсенбай"}, "child.surname", "latin_letters"),
        ({"application__catchment": "unknown"}, "application.catchment", "catchment_unknown"),
        ({"child__birth_certificate": ""}, "child.birth_certificate", "birth_certificate_not_shown"),
        ({"application__consent_access": "no"}, "application.consent_access", "no_access_consent"),
        ({"application__language": "ug"}, "application.language", "no_class_set_of_language"),
        ({"application__wished_class_set": "В"}, "application.wished_class_set", "class_set_of_another_language"),
        ({"application__form_date": "02.04.2027"}, "application.form_date", "date_ahead"),
        ({"application__form_date": "31.12.2026"}, "application.form_date", "form_of_another_year"),
        ({"child__iin": "210331799900"}, "child.iin", "iin_check_digit"),
    ],
)
def test_each_second_look_is_asked_for_beside_its_field(changes: dict[str, str], name: str, code: str) -> None:
    assert codes(complete_answers(**changes)) == [(name, code)]
    if code != "iin_check_digit":
        assert blockers(complete_answers(**changes)) == []


def test_a_child_without_an_iin_needs_a_reason() -> None:
    assert blockers(complete_answers(child__iin="")) == [("child.no_iin_reason", "missing")]
    assert codes(complete_answers(child__iin="", child__no_iin_reason="citizen of another country")) == []


def test_a_foreign_applicant_without_an_iin_is_nothing_to_remark() -> None:
    answers = complete_answers(applicant__iin="", applicant__document_kind="foreign_passport")
    assert codes(answers | {"applicant.document_number": "AB 123"}) == []


def test_the_applicants_number_in_the_childs_field_is_a_slip() -> None:
    answers = complete_answers(child__iin="900312499911")
    assert ("child.iin", "iin_of_the_applicant") in blockers(answers)


def test_a_child_does_not_bring_itself() -> None:
    answers = complete_answers(applicant__iin="210115599902", applicant__born="", applicant__sex="")
    answers["applicant.relation"] = "representative"
    answers |= {"applicant.basis_kind": "other", "applicant.basis_number": "1", "applicant.basis_date": "01.04.2027"}
    assert codes(answers) == [("applicant.iin", "applicant_under_age")]


def test_a_guardian_shows_the_paper_by_which_they_stand_for_the_child() -> None:
    found = blockers(complete_answers(applicant__relation="guardian"))
    assert [name for name, _ in found] == ["applicant.basis_kind", "applicant.basis_number", "applicant.basis_date"]


def test_a_digital_document_is_not_returned_but_checked() -> None:
    answers = complete_answers(applicant__shown="digital", applicant__original_returned="")
    assert blockers(answers) == [("applicant.digital_check", "missing")]
    assert codes(answers | {"applicant.digital_check": "qr"}) == []


def test_a_child_who_has_applied_already_is_stopped_with_the_number() -> None:
    (remark,) = examine(complete_answers(), replace(ON, already="2027-0041"))
    assert (remark.code, remark.field, remark.blocks) == ("already_applied", "child.iin", True)
    assert "2027-0041" in str(remark.message)


def test_a_child_too_young_for_this_year_is_held_up() -> None:
    answers = complete_answers(child__iin="220101599908", child__born="01.01.2022", child__sex="male")
    assert blockers(answers) == [("child.born", "too_young")]


@pytest.mark.parametrize("day", [dt.date(2027, 3, 31), dt.date(2027, 9, 1)])
def test_outside_the_window_is_the_one_thing_an_administrator_may_pass(day: dt.date) -> None:
    answers = complete_answers(form_065__issued="01.03.2027", form_052__issued="01.03.2027")
    answers["application.form_date"] = "01.03.2027"
    assert blockers(answers, replace(ON, today=day)) == [("", OUTSIDE_WINDOW)]


@pytest.mark.parametrize("state", ["lunch", "closed"])
def test_outside_the_hours_is_pointed_out_on_the_whole_application(state: str) -> None:
    assert codes(complete_answers(), replace(ON, hours_state=state)) == [("", "outside_hours")]
    assert blockers(complete_answers(), replace(ON, hours_state=state)) == []


def test_a_class_set_that_is_not_there_cannot_be_wished() -> None:
    assert blockers(complete_answers(application__wished_class_set="Ж")) == [
        ("application.wished_class_set", "no_such_class_set")
    ]
    assert codes(complete_answers(application__wished_class_set="ә")) == []


def test_a_school_that_does_not_ask_for_the_birth_certificate_is_not_reminded() -> None:
    on = replace(ON, policy=Policy(ask_birth_certificate=False))
    assert codes(complete_answers(child__birth_certificate=""), on) == []


def test_a_school_may_need_another_number_of_photos() -> None:
    on = replace(ON, policy=Policy(photos_needed=4))
    assert blockers(complete_answers(), on) == [("photos.count", "missing_paper")]


def test_remarks_stand_in_the_order_of_the_paper_and_the_whole_comes_last() -> None:
    answers = {"child.iin": "1", "applicant.phone": "1", "form_052.number": "1", "form_052.present": "yes"}
    order = [f.name for f in FIELDS] + [""]
    found = [order.index(r.field) for r in examine(answers, replace(ON, hours_state="closed"))]
    assert found == sorted(found)


def test_what_is_not_asked_is_not_remarked() -> None:
    answers = complete_answers(applicant__basis_date="nonsense", child__no_iin_reason="x" * 999)
    assert codes(answers) == []


def test_each_step_knows_how_many_things_hold_it_up() -> None:
    remarks = examine(complete_answers(child__born="", photos__count="1"), replace(ON, today=dt.date(2027, 9, 1)))
    counts = left(remarks)
    assert counts[Step.APPLICANT] == 0 and counts[Step.CHILD] == 1 and counts[Step.PHOTOS] == 1
    assert counts[Step.REVIEW] == 1


def test_an_applicant_without_an_iin_is_of_age_by_the_document() -> None:
    answers = complete_answers(applicant__iin="", applicant__document_kind="foreign_passport")
    assert codes(answers | {"applicant.born": "02.04.2009"}) == [("applicant.born", "applicant_under_age")]
    assert codes(answers | {"applicant.born": "01.04.2009"}) == []


def test_the_good_news_stands_beside_its_field() -> None:
    said = {name: str(message) for name, message in notes(complete_answers(), ON).items()}
    assert said == {
        "applicant.iin": "woman, born 1990-03-12",
        "child.iin": "girl, born 2021-03-31",
        "child.born": "turned six on 2027-03-31: eligible",
    }
    assert notes({}, ON) == {}
    assert "child.born" not in notes(complete_answers(child__born="01.01.2022"), ON)


def test_the_family_takes_home_the_list_of_missing_papers_in_the_notices_order() -> None:
    answers = complete_answers(form_052__present="no", photos__count="1", application__form_present="no")
    assert [paper.id for paper in missing_papers(answers, ON, LAW.documents)] == ["application", "photos", "form_052"]
    assert missing_papers(complete_answers(), ON, LAW.documents) == ()
    assert len(missing_papers({}, ON, LAW.documents)) == len(LAW.documents)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from([f.name for f in FIELDS]), st.text(max_size=30), max_size=12))
def test_whatever_is_typed_can_be_examined(typed: dict[str, str]) -> None:
    answers = complete_answers() | typed
    for remark in examine(answers, ON):
        assert str(remark.message)
        assert remark.field in {"", *(question.name for question in asked_fields(answers))}
    notes(answers, ON)


def test_a_whole_form_is_examined_in_a_twinkling() -> None:
    answers = complete_answers()
    examine(answers, ON)
    best = min(_seconds(answers) for _ in range(20))
    assert best < 0.005


def _seconds(answers: dict[str, str]) -> float:
    began = time.perf_counter()
    examine(answers, ON)
    return time.perf_counter() - began
