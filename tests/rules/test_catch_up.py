"""What must be keyed into a portal: its number in one form, each value as the portal takes it, with its names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_desk.objection import Objection
from clerk_desk.rules.catch_up import LONGEST_NUMBER, as_portal_takes_it, in_both, portal_number
from clerk_desk.rules.form import FIELDS, field
from data.portal_fields import portal_forms
from data.vocabulary import PORTALS, Outcome


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (" № mk 100-17 ", "MK100-17"),
        ("кz-17", "KZ-17"),
        ("КЗ-АӘ", "КЗ-АӘ"),
        ('"әіңғ,', "123456"),
        ("100 234 567", "100234567"),
        ("2027/04/01-000017", "2027/04/01-000017"),
        ("№№", None),
        ("", None),
        ("1" * (LONGEST_NUMBER + 1), None),
    ],
)
def test_a_portals_number_has_one_form(typed: str, meant: str | None) -> None:
    if meant is None:
        with pytest.raises(Objection):
            portal_number("№" if typed == "№№" else typed)
    else:
        assert portal_number(typed) == meant


@given(st.text(max_size=120))
@settings(max_examples=200, deadline=None)
def test_a_number_in_its_form_is_itself(text: str) -> None:
    try:
        once = portal_number(text)
    except Objection:
        return
    assert 0 < len(once) <= LONGEST_NUMBER
    assert portal_number(once) == once


@pytest.mark.parametrize("name", sorted({name for names in portal_forms().fields.values() for name in names}))
def test_every_field_of_a_portal_has_its_names_and_every_answer_its_words(name: str) -> None:
    forms = portal_forms()
    assert all(forms.labels[name])
    if not name.startswith(("desk.", "answer.", "entry.", "notice.")):
        assert {choice.value for choice in field(name).choices} <= set(forms.words)


def test_the_answers_form_has_its_names_too() -> None:
    forms = portal_forms()
    assert all(all(forms.labels[name]) for name in forms.answer)
    assert {str(outcome) for outcome in Outcome} <= set(forms.words)
    assert set(forms.portals) == set(PORTALS)
    assert {name for names in forms.fields.values() for name in names} & {one.name for one in FIELDS}


def test_values_are_said_as_the_portal_takes_them() -> None:
    forms = portal_forms()
    assert as_portal_takes_it("applicant.phone", "8 701 123 45 67", forms) == "+77011234567"
    assert as_portal_takes_it("child.iin", "210 331 699 903", forms) == "210331699903"
    assert as_portal_takes_it("applicant.relation", "guardian", forms) == "қорғаншы / опекун"
    assert as_portal_takes_it("child.born", "31.03.2021", forms) == "31.03.2021"
    assert as_portal_takes_it("child.citizenship", "", forms) == ""
    assert in_both("passport", forms) == "паспорт"
