"""A portal's list under the rules: columns known by their names, cells in every usual form, nothing invented."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_desk.clock import ALMATY
from clerk_desk.rules import iin, portal_words
from clerk_desk.rules.checks import check
from clerk_desk.rules.circumstances import Circumstances
from clerk_desk.rules.completeness import examine
from clerk_desk.rules.form import FIELDS, asked, field, required
from clerk_desk.rules.online import CHANNEL, NOT_ASKED, OPTIONAL
from clerk_desk.rules.portal_columns import (
    FIELDS as MAPPABLE,
)
from clerk_desk.rules.portal_columns import (
    PASSED_OVER,
    head_row,
    label_of,
    lacking,
    map_columns,
    remapped,
    spelt,
    unmapped,
)
from clerk_desk.rules.portal_rows import PortalRow, read_row, same_child
from clerk_desk.rules.reading import read
from data.law import Window
from data.portal_columns import portal_words as the_words
from data.vocabulary import Channel
from tests.duties.listed import HEADS, listed

NOW = dt.datetime(2027, 4, 5, 11, 0, tzinfo=ALMATY)
ON = Circumstances(
    today=NOW.date(),
    year=2027,
    window=Window(dt.date(2027, 4, 1), dt.date(2027, 8, 31)),
    class_set_letters={"А": "kk"},
)


def row(*cells: str, heads: tuple[str, ...] = HEADS) -> PortalRow:
    return read_row(2, cells, map_columns(heads, [cells]), Channel.EGOV, ON, NOW)


def one(name: str, cell: str) -> PortalRow:
    """A row with a further column that holds one cell."""
    cells = (*listed(1, moment="01.04.2027 09:00"), cell)
    columns = remapped(map_columns((*HEADS, "?"), [cells]), len(HEADS), name)
    return read_row(2, cells, columns, Channel.MEKTEP, ON, NOW)


def test_every_usual_name_of_a_column_means_one_field_and_every_field_has_its_names() -> None:
    words = the_words()
    seen: dict[str, str] = {}
    for name, heads in words.columns.items():
        assert name in MAPPABLE and label_of(name)
        for head in heads:
            assert seen.setdefault(spelt(head), name) == name, head
    assert set(words.columns) == set(MAPPABLE)
    for name, answers in words.words.items():
        known = {choice.value for choice in field(name).choices} if name != "yes_no" else {"yes", "no"}
        assert set(answers) <= known


def test_columns_are_known_by_name_and_what_is_mapped_by_hand_wins() -> None:
    columns = map_columns(("№", "ЖСН", "ТАӘ", "Балл"), [("1", "2", "3", "4")], {spelt("БАЛЛ"): "child.address"})
    assert [one.field for one in columns] == [PASSED_OVER, "child.iin", "child.whole_name", "child.address"]
    assert not unmapped(columns)
    assert len(lacking(columns)) == 2
    again = remapped(columns, 0, "child.iin")
    assert [one.field for one in again] == ["child.iin", "", "child.whole_name", "child.address"]


def test_two_columns_of_one_name_are_not_both_believed() -> None:
    columns = map_columns(("ИИН", "иин"), [("1", "2")])
    assert [one.field for one in columns] == ["child.iin", ""]


def test_the_heads_are_found_under_a_title() -> None:
    rows = [("Список заявлений",), (), HEADS, listed(1)]
    assert head_row(rows) == 2
    assert head_row([("a", "b"), ("1", "2")]) == 0


MOMENT = dt.datetime(2027, 4, 1, 9, 3, tzinfo=ALMATY)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("01.04.2027 09:03", MOMENT),
        ("1.4.27 9:03", MOMENT),
        ("01/04/2027, 09:03:00", MOMENT),
        ("2027-04-01T09:03:00.000", MOMENT),
        ("2027-04-01 04:03:00Z", MOMENT),
        ("2027-04-01T10:03:00+06:00", MOMENT),
        ("46478.37708", MOMENT),
        ("01.04.2027 25:03", None),
        ("апрель", None),
        ("", None),
    ],
)
def test_a_moment_in_every_usual_form(text: str, moment: dt.datetime | None) -> None:
    found = portal_words.moment(text)
    if moment is None:
        assert found is None
    else:
        assert found is not None and found[1]
        assert abs(found[0] - moment) < dt.timedelta(seconds=1)


@pytest.mark.parametrize(
    "text", ["31.03.2021", "2021-03-31", "31/03/21", "44286", "2021-03-31 00:00:00", "31.03.2021 г.", "310321"]
)
def test_a_date_in_every_usual_form(text: str) -> None:
    assert portal_words.date(text) == dt.date(2021, 3, 31)


@pytest.mark.parametrize(
    ("name", "cell", "answer"),
    [
        ("application.language", "Казахский язык", "kk"),
        ("application.language", "ОРЫС ТІЛІНДЕ", "ru"),
        ("application.language", "uz", "uz"),
        ("child.sex", "Ж", "female"),
        ("child.sex", "Ұл", "male"),
        ("applicant.relation", "Әкесі", "father"),
        ("form_065.present", "+", "yes"),
        ("form_065.present", "есть", "yes"),
        ("form_052.present", "жоқ", "no"),
        ("photos.count", "иә", "1"),
        ("photos.count", "нет", "0"),
        ("application.catchment", "да", "yes"),
        ("applicant.phone", "87011234567", "+7 701 123 45 67"),
        ("child.address", '="Абай, 1"', "Абай, 1"),
        ("child.address", "'=Абай", "=Абай"),
    ],
)
def test_a_cell_is_understood_as_a_clerk_would(name: str, cell: str, answer: str) -> None:
    assert one(name, cell).answers[name] == answer


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Сәрсенбай Аружан Әлихан қызы", ("Сәрсенбай", "Аружан", "Әлихан қызы")),
        ("Ким Алина", ("Ким", "Алина", "")),
        ("Ким", ("Ким", "", "")),
        ("", ("", "", "")),
    ],
)
def test_a_whole_name_is_divided_in_the_order_of_the_paper(name: str, parts: tuple[str, str, str]) -> None:
    assert portal_words.whole_name(name) == parts


def test_birth_and_sex_follow_from_the_iin_where_the_list_does_not_say_them() -> None:
    read_so = row(*listed(1, moment="01.04.2027 09:00"))
    assert (read_so.answers["child.born"], read_so.answers["child.sex"]) == ("02.01.2021", "female")
    assert one("child.born", "05.05.2021").answers["child.born"] == "05.05.2021"


def test_a_child_without_a_number_needs_a_reason() -> None:
    assert row(*listed(1, moment="01.04.2027 09:00", iin="")).reasons
    cells = (*listed(1, moment="01.04.2027 09:00", iin=""), "шетел азаматы", "05.05.2021", "қыз")
    assert not row(*cells, heads=(*HEADS, "причина отсутствия ИИН", "дата рождения", "пол")).reasons


def test_a_portal_is_not_asked_what_the_office_asks() -> None:
    through = {CHANNEL: "egov"}
    names = {question.name for question in FIELDS if asked(question, through)}
    assert not names & NOT_ASKED
    assert names >= OPTIONAL
    needed = {question.name for question in FIELDS if question.name in names and required(question, through)}
    assert needed == {
        *("applicant.surname", "applicant.given_name", "child.surname", "child.given_name", "child.born"),
        *("child.sex", "child.no_iin_reason", "application.catchment", "application.language"),
    }
    assert {question.name for question in FIELDS if question.name in NOT_ASKED} == NOT_ASKED
    assert all(asked(field(name), {}) or field(name).when for name in NOT_ASKED), "on paper they are asked as ever"


def test_what_lacks_in_the_portal_is_a_warning_and_one_photo_is_enough() -> None:
    through = {CHANNEL: "egov", "form_065.present": "no", "photos.count": "1"}
    assert not check("photos.count", through, ON)
    (remark,) = check("form_065.present", through, ON)
    assert not remark.blocks
    (remark,) = check("photos.count", through | {"photos.count": "0"}, ON)
    assert not remark.blocks
    (remark,) = check("photos.count", {"photos.count": "1"}, ON)
    assert remark.blocks, "at the counter two prints are needed"


CELLS = st.one_of(
    st.text(max_size=40),
    st.sampled_from([*listed(1), *listed(3), "=1+1", "46478.5", "210331699903", "0" * 12, "\0", "١٢", "?" * 5]),
    st.text(alphabet="0123456789.:-+/ TZ", max_size=24),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(CELLS, max_size=14))
def test_no_row_of_any_text_raises_or_invents_a_number(cells: list[str]) -> None:
    read_so = row(*cells)
    typed = {iin.clean(portal_words.meant(cell)) for cell in cells}
    for name in ("child.iin", "applicant.iin"):
        number = read(field(name), read_so.answers.get(name, ""))
        assert number is None or number in typed
    assert same_child(read_so) in typed | {""}
    if not read_so.reasons:
        assert not [r for r in examine(read_so.answers, ON) if r.blocks and r.field]
        assert read_so.moment is None or read_so.moment <= NOW
