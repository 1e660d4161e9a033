"""A portal's list taken in: what is new gets a number once, what is known changes nothing, what is wrong is said."""

import datetime as dt
from typing import Any

import pytest
from sqlmodel import select

from clerk_desk.clock import ALMATY, DemoClock
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import (
    afterwards,
    catch_up,
    class_sets,
    decisions,
    findings,
    intake,
    portal_lists,
    receiving,
    register,
    today,
)
from clerk_desk.ledgers.fill import Fill
from clerk_desk.ledgers.portal_arrivals import Fate, RowCard
from clerk_desk.objection import Objection
from clerk_desk.work import Look
from data.engine import Store
from data.tables import AdmissionYear, Application, MedicalPaper, PhotoSet, PortalEntry, PortalList
from data.vocabulary import Channel, EventKind, Ground, Outcome, Stage
from tests.conftest import line_count
from tests.duties.acts import child, iin_of, objects, receive
from tests.duties.listed import a_list, listed
from tests.duties.test_two_desks import at_once

APRIL = "01.04.2027 09:0{}"


def fates(desk: Desk, cells: portal_lists.ListCells) -> list[Fate]:
    return [card.fate for card in desk.ask(portal_lists.preview, cells)]


def said(card: RowCard) -> str:
    return " ".join(f"{reason.column}: {reason.message}" for reason in card.why)


def take_in(desk: Desk, *rows: tuple[str, ...], portal: Channel = Channel.EGOV) -> portal_lists.TakenIn:
    return desk.do(new_act(), portal_lists.take_in, a_list(*rows, portal=portal))


def applications(look: Look) -> list[Application]:
    return list(look.session.exec(select(Application).order_by(Application.number)).all())


def entries(look: Look) -> list[tuple[str, str, int | None]]:
    rows = look.session.exec(select(PortalEntry).order_by(PortalEntry.application_id)).all()
    return [(str(row.portal), row.number, row.list_id) for row in rows]


def an_april_row(n: int, minute: int, **changes: str) -> tuple[str, ...]:
    return listed(n, moment=APRIL.format(minute), **changes)


def test_new_rows_are_received_in_the_order_in_which_the_families_applied(desk: Desk) -> None:
    receive(desk, child(50))
    taken = take_in(desk, an_april_row(1, 9), an_april_row(2, 3), an_april_row(3, 5))
    assert (taken.taken, taken.first_number, taken.last_number) == (3, "2027-0002", "2027-0004")
    rows = desk.ask(applications)
    assert [row.number for row in rows] == [1, 2, 3, 4]
    assert [row.child_iin for row in rows[1:]] == [iin_of(2), iin_of(3), iin_of(1)]
    first = rows[1]
    assert first.received_at == first.arrived_at == dt.datetime(2027, 4, 1, 9, 3, tzinfo=ALMATY)
    assert first.due_at == dt.datetime(2027, 4, 2, 18, 30, tzinfo=ALMATY)
    assert first.channel is Channel.EGOV
    assert desk.ask(entries) == [("egov", f"EG-{n:04}", taken.list_id) for n in (2, 3, 1)]


def test_the_same_list_twice_changes_nothing(desk: Desk, store: Store) -> None:
    cells = a_list(an_april_row(1, 1), an_april_row(2, 2))
    desk.do(new_act(), portal_lists.take_in, cells)
    lines = line_count(store)
    assert fates(desk, cells) == [Fate.KNOWN, Fate.KNOWN]
    with objects("nothing_new"):
        desk.do(new_act(), portal_lists.take_in, cells)
    assert line_count(store) == lines
    assert len(desk.ask(applications)) == 2
    assert len(desk.ask(portal_lists.earlier)) == 1


def test_a_longer_list_of_the_next_day_takes_in_only_what_is_new(desk: Desk) -> None:
    take_in(desk, an_april_row(1, 1))
    taken = take_in(desk, an_april_row(1, 1), an_april_row(2, 2))
    assert (taken.taken, taken.known) == (1, 1)
    assert [row.number for row in desk.ask(applications)] == [1, 2]


def test_without_numbers_the_child_and_its_data_tell_that_it_is_known(desk: Desk) -> None:
    heads = ("Дата подачи", "ФИО ребёнка", "ИИН ребёнка", "ФИО заявителя", "Язык обучения")
    row = ("01.04.2027 09:00", "Сәрсенбай Қыз1", iin_of(1), "Сәрсенбаева Айгүл", "рус")
    cells = a_list(row, heads=heads)
    desk.do(new_act(), portal_lists.take_in, cells)
    assert fates(desk, cells) == [Fate.KNOWN]
    (application,) = desk.ask(applications)
    desk.do(new_act(), findings.record_finding, application.id, Ground.UNRELIABLE, "child.iin", "Нөмір басқа баланікі.")
    desk.do(new_act(), decisions.refuse, application.id, (Ground.UNRELIABLE,), "Деректер дәйексіз.")
    assert fates(desk, cells) == [Fate.KNOWN], "a refused one does not come in again with the same list"


@pytest.mark.server
def test_a_child_of_another_channel_is_a_conflict_and_is_not_taken_in(desk: Desk) -> None:
    receive(desk, child(1))
    take_in(desk, an_april_row(2, 1), portal=Channel.MEKTEP)
    cards = desk.ask(portal_lists.preview, a_list(an_april_row(1, 1), an_april_row(2, 1), an_april_row(3, 1)))
    assert [card.fate for card in cards] == [Fate.CONFLICT, Fate.CONFLICT, Fate.NEW]
    assert "on paper already, № 2027-0001" in said(cards[0])
    assert "another portal already, № 2027-0002" in said(cards[1])
    assert cards[0].application_id is not None
    taken = take_in(desk, an_april_row(1, 1), an_april_row(2, 1), an_april_row(3, 1))
    assert (taken.taken, taken.conflicts) == (1, 2)


def test_a_known_number_with_other_data_says_what_differs(desk: Desk) -> None:
    take_in(desk, an_april_row(1, 1), an_april_row(2, 1))
    changed = an_april_row(1, 1, language="рус", child="Сәрсенбай Айша")
    (card,) = desk.ask(portal_lists.preview, a_list(changed))
    assert card.fate is Fate.CONFLICT
    assert "2027-0001, but there it is another: Name" in said(card)
    assert "Language of instruction" in said(card)
    other_number = listed(2, number="EG-9", moment=APRIL.format(1))
    (card,) = desk.ask(portal_lists.preview, a_list(other_number))
    assert card.fate is Fate.CONFLICT
    assert "under another number of this portal, EG-0002" in said(card)


def test_a_number_is_one_however_it_is_written(desk: Desk, clerk: Desk) -> None:
    """Typed by a clerk or listed by a portal, with spaces, small, or in letters that only look Latin."""
    paper = receive(clerk, child(1)).application_id
    clerk.do(new_act(), catch_up.keyed, paper, Channel.EGOV, "kz 17")
    (card,) = desk.ask(portal_lists.preview, a_list(an_april_row(1, 1, number="№ КZ 17")))
    assert (card.row.number, card.fate, card.application_id) == ("KZ17", Fate.KNOWN, paper)
    take_in(desk, an_april_row(2, 2, number="eg-1 8"))
    assert desk.ask(entries)[-1][:2] == ("egov", "EG-18")
    other = receive(clerk, child(3)).application_id
    with objects("number_taken"):
        clerk.do(new_act(), catch_up.keyed, other, Channel.EGOV, "EG-18")
    assert fates(desk, a_list(an_april_row(4, 4, number=" № "))) == [Fate.NEW]


def test_a_child_that_stands_twice_in_a_list_is_taken_in_once(desk: Desk) -> None:
    row = an_april_row(1, 1)
    other = an_april_row(1, 1, language="рус", number="EG-77")
    cards = desk.ask(portal_lists.preview, a_list(row, row, other))
    assert [card.fate for card in cards] == [Fate.NEW, Fate.KNOWN, Fate.CONFLICT]
    assert "row 2" in said(cards[1]) and "Row 2" in said(cards[2])
    assert take_in(desk, row, row, other).taken == 1


def test_a_row_that_cannot_be_read_names_its_row_its_column_and_what_to_do(desk: Desk) -> None:
    rows = (
        an_april_row(1, 1, iin="21051559961x"),
        an_april_row(2, 1, child="Сәрсенбай"),
        an_april_row(3, 1, language="ағылшын"),
        listed(4, moment="31.03.2027 10:00"),
        listed(5, moment="05.04.2027 10:00"),
        an_april_row(6, 1, phone="=HYPERLINK(1)"),
        an_april_row(7, 1, child="Сәрсенбай Ару?ан"),
    )
    cards = desk.ask(portal_lists.preview, a_list(*rows))
    assert {card.fate for card in cards} == {Fate.UNREADABLE}
    assert [card.row.line for card in cards] == [2, 3, 4, 5, 6, 7, 8]
    words = [said(card) for card in cards]
    assert "ИИН ребёнка: An IIN has only digits" in words[0]
    assert "ФИО ребёнка: The given name is missing" in words[1]
    assert "Язык обучения: This language is not known: ағылшын." in words[2]
    assert "Applied outside the days of the intake" in words[3]
    assert "lies ahead" in words[4]
    assert "Телефон: This cell holds a formula" in words[5]
    assert "Letters were lost" in words[6]


def test_what_is_wrong_and_not_needed_is_left_out_and_said(desk: Desk) -> None:
    (card,) = desk.ask(portal_lists.preview, a_list(an_april_row(1, 1, phone="8 701")))
    assert card.fate is Fate.NEW
    assert "Телефон: Write +7 and ten digits" in said(card)
    take_in(desk, an_april_row(1, 1, phone="8 701"))
    record = desk.do(new_act(), register.open_record, desk.ask(applications)[0].id or 0)
    assert "applicant.phone" not in record.answers
    assert record.timeline[0].facts["left_out"] == ["Телефон"]


def test_what_a_portal_does_not_ask_is_neither_asked_nor_proven(desk: Desk, class_sets: dict[str, Fill]) -> None:
    take_in(desk, an_april_row(1, 1))
    application_id = desk.ask(applications)[0].id or 0
    record = desk.do(new_act(), register.open_record, application_id)
    assert not [remark for remark in record.remarks if remark.blocks]
    assert "applicant.is_holder" not in record.answers
    assert record.answers["form_065.present"] == "yes"
    assert "form_052.present" not in record.answers
    assert not [state for state in desk.ask(decisions.options, application_id).grounds if state.proven]
    answer = desk.do(new_act(), decisions.accept, application_id, class_sets["А"].class_set_id)
    assert answer.outcome is Outcome.ACCEPTED


def test_what_the_portal_says_is_not_there_proves_the_second_ground(desk: Desk) -> None:
    take_in(desk, an_april_row(1, 1, form_052="нет"))
    application_id = desk.ask(applications)[0].id or 0
    proven = {one.ground: one for one in desk.ask(decisions.options, application_id).grounds if one.proven}
    assert [str(fact) for fact in proven[Ground.NONCONFORMING].facts] == ["Form 052-2/у is missing."]
    assert set(proven) == {Ground.NONCONFORMING}
    answer = desk.do(new_act(), decisions.refuse, application_id, (Ground.NONCONFORMING,), "Анықтама жоқ.")
    assert answer.outcome is Outcome.REFUSED


def test_a_paper_of_which_nothing_was_known_can_be_said_and_unsaid(desk: Desk) -> None:
    take_in(desk, an_april_row(1, 1))
    application_id = desk.ask(applications)[0].id or 0

    def rows(look: Look) -> tuple[object, object]:
        return look.session.get(PhotoSet, application_id), look.session.get(MedicalPaper, (application_id, "052-2/у"))

    assert desk.ask(rows) == (None, None)
    record = desk.do(new_act(), register.correct, application_id, "form_052.present", "no", "Порталда жоқ.")
    assert record.answers["form_052.present"] == "no"
    assert [one.ground for one in desk.ask(decisions.options, application_id).grounds if one.proven] == [
        Ground.NONCONFORMING
    ]
    record = desk.do(new_act(), register.correct, application_id, "form_052.present", "", "Қате.")
    assert "form_052.present" not in record.answers
    assert not [one for one in desk.ask(decisions.options, application_id).grounds if one.proven]
    record = desk.do(new_act(), register.correct, application_id, "child.address", "Абай, 1", "Портал.")
    assert record.answers["child.address"] == "Абай, 1"
    with objects("not_asked"):
        desk.do(new_act(), register.correct, application_id, "applicant.is_holder", "yes", "Көрдім.")


def test_they_wait_on_today_count_in_the_fill_and_can_be_withdrawn(desk: Desk, class_sets: dict[str, Fill]) -> None:
    take_in(desk, an_april_row(1, 1), an_april_row(2, 2, language="рус"))
    waiting = desk.ask(today.waiting)
    assert [line.number for line in waiting] == ["2027-0001", "2027-0002"]
    assert {line.due_at for line in waiting} == {dt.datetime(2027, 4, 2, 18, 30, tzinfo=ALMATY)}
    fills = {fill.language: fill.waiting for fill in desk.ask(_fills)}
    assert fills == {"kk": 1, "ru": 1}
    desk.do(new_act(), afterwards.withdraw, waiting[0].application_id, "Отбасы көшті.")
    assert desk.ask(applications)[0].stage is Stage.WITHDRAWN


def _fills(look: Look) -> tuple[class_sets.LanguageFill, ...]:
    return class_sets.fills(look)


def test_only_an_administrator_takes_a_list_in(clerk: Desk, store: Store) -> None:
    lines = line_count(store)
    with objects("not_allowed"):
        take_in(clerk, an_april_row(1, 1))
    assert line_count(store) == lines
    assert clerk.ask(applications) == []


def test_the_trail_tells_of_the_list_and_of_each_application(desk: Desk) -> None:
    taken = take_in(desk, an_april_row(1, 1), an_april_row(2, 2))
    first = desk.do(new_act(), register.open_record, desk.ask(applications)[0].id or 0)
    line = first.timeline[0]
    assert line.event is EventKind.APPLICATION_RECEIVED
    assert (line.facts["portal_number"], line.facts["portal"], line.facts["list"]) == (
        "EG-0001",
        "egov",
        taken.list_id,
    )
    (earlier,) = desk.ask(portal_lists.earlier)
    assert (earlier.file_name, earlier.taken, earlier.portal) == ("тізім.csv", 2, Channel.EGOV)


def test_a_list_called_off_half_way_leaves_nothing(desk: Desk, store: Store) -> None:
    lines = line_count(store)

    class CalledOff(Exception):
        pass

    def tick(done: int, whole: int) -> None:
        if done == 2:
            raise CalledOff

    cells = a_list(an_april_row(1, 1), an_april_row(2, 2), an_april_row(3, 3))
    with pytest.raises(CalledOff):
        desk.do(new_act(), portal_lists.take_in, cells, tick)
    assert line_count(store) == lines
    assert desk.ask(applications) == []
    assert desk.ask(_lists) == 0
    assert take_in(desk, an_april_row(1, 1)).first_number == "2027-0001"


def _lists(look: Look) -> int:
    return len(look.session.exec(select(PortalList)).all())


@pytest.mark.server
def test_a_child_received_at_the_counter_while_its_list_is_taken_in_is_one_application(desk: Desk, clerk: Desk) -> None:
    draft = clerk.do(new_act(), intake.open_draft).id
    listed_, counter = at_once(
        lambda: take_in(desk, an_april_row(1, 1), an_april_row(2, 2)),
        lambda: clerk.do(new_act(), receiving.receive, draft, child(1)),
    )
    # Whoever was first has the child; the other is told so, and the rest of the list comes in.
    assert counter == "already_applied" or (listed_.taken, listed_.conflicts) == (1, 1)
    assert sorted(row.number for row in desk.ask(applications)) == list(range(1, len(desk.ask(applications)) + 1))
    assert [row.child_iin for row in desk.ask(applications)].count(iin_of(1)) == 1


def test_an_iin_corrected_under_a_list_stores_nothing_half(
    desk: Desk, clerk: Desk, store: Store, database: str
) -> None:
    """Another desk gives a record the IIN of a child whose row was looked through a moment ago."""
    other = receive(clerk, child(9)).application_id
    lines = line_count(store)
    told: list[Any] = []

    def correct() -> None:
        told.append(
            at_once(lambda: clerk.do(new_act(), register.correct, other, "child.iin", iin_of(8), "Қате еді"))[0]
        )

    def tick(done: int, _whole: int) -> None:
        if done == 1 and database == "postgres":  # SQLite lets one desk write at a time
            correct()

    rows = a_list(an_april_row(1, 1), an_april_row(8, 2))
    if database == "postgres":
        with objects("changed"):
            desk.do(new_act(), portal_lists.take_in, rows, tick)
        assert line_count(store) == lines + 1, "the correction's own line"
        assert desk.ask(entries) == [] and len(desk.ask(applications)) == 1
        assert fates(desk, rows) == [Fate.NEW, Fate.CONFLICT]
    taken = desk.do(new_act(), portal_lists.take_in, rows, tick)
    assert taken.first_number == "2027-0002", "no number is lost"


def test_a_date_without_a_time_overtakes_nobody_and_never_lies_ahead(desk: Desk, clock: DemoClock) -> None:
    row = listed(1, moment="01.04.2027")
    (card,) = desk.ask(portal_lists.preview, a_list(row))
    assert card.row.moment is not None and card.row.moment <= clock.now()
    clock.move(dt.datetime(2027, 4, 2, 10, tzinfo=ALMATY))
    (card,) = desk.ask(portal_lists.preview, a_list(row))
    assert card.row.moment == dt.datetime(2027, 4, 1, 23, 59, 59, tzinfo=ALMATY)


def test_the_first_application_of_a_year_may_come_from_a_list(desk: Desk) -> None:
    assert desk.ask(lambda look: look.session.get(AdmissionYear, 2027)) is not None
    taken = take_in(desk, an_april_row(1, 1))
    with pytest.raises(Objection):
        receive(desk, child(1))
    assert taken.first_number == "2027-0001"
    assert receive(desk, child(2)).number == "2027-0002"
