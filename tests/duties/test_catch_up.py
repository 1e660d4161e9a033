"""Catch-up, as the office's stories: what was taken on paper is keyed into the portal until nothing is left."""

import datetime as dt

import pytest

from clerk_desk.clock import DemoClock
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import afterwards, audit, catch_up
from clerk_desk.duties.catch_up import Keyed
from data.tables import Application, PortalEntry
from data.vocabulary import Channel, EventKind, Ground, Stage
from tests.conftest import MORNING
from tests.duties.acts import accept, child, objects, receive, refuse

LOOKED = (EventKind.PORTAL_KEYED, EventKind.RECORD_OPENED)
MEKTEP, EGOV = Channel.MEKTEP, Channel.EGOV


def key_in(desk: Desk, application_id: int, number: str, portal: Channel = MEKTEP) -> Keyed:
    return desk.do(new_act(), catch_up.keyed, application_id, portal, number)


def test_what_was_taken_on_paper_waits_the_oldest_first_until_it_is_keyed_in(clerk: Desk, clock: DemoClock) -> None:
    assert clerk.ask(catch_up.count) == (0, None)
    ids = []
    for n in range(3):
        clock.move(MORNING + dt.timedelta(hours=n))
        ids.append(receive(clerk, child(n)).application_id)
    assert [line.application_id for line in clerk.ask(catch_up.waiting)] == ids
    count, oldest = clerk.ask(catch_up.count)
    assert count == 3
    assert oldest is not None
    assert abs(oldest - MORNING) < dt.timedelta(minutes=1)
    done = key_in(clerk, ids[0], " № mk 100-17 ")
    assert (done.portal_number, done.left) == ("MK100-17", 2)
    assert [line.application_id for line in clerk.ask(catch_up.waiting)] == ids[1:]
    assert [line.portal_number for line in clerk.ask(catch_up.lately)] == ["MK100-17"]
    for application_id in ids[1:]:
        key_in(clerk, application_id, f"MK{application_id}")
    assert clerk.ask(catch_up.count) == (0, None)


def test_what_the_family_took_back_need_not_be_keyed_in(clerk: Desk) -> None:
    gone = receive(clerk, child(1)).application_id
    clerk.do(new_act(), afterwards.withdraw, gone, "көшіп кетті")
    assert clerk.ask(catch_up.waiting) == ()
    with objects("withdrawn"):
        key_in(clerk, gone, "MK1")


def test_a_portals_number_belongs_to_one_application(clerk: Desk) -> None:
    one, other = (receive(clerk, child(n)).application_id for n in (1, 2))
    key_in(clerk, one, "KZ-17")
    with objects("number_taken") as refused:
        key_in(clerk, other, "кz - 17")  # the same number with a Cyrillic letter and spaces
    assert "№ 2027-0001" in refused.said
    with objects("no_number"):
        key_in(clerk, other, " № ")
    assert key_in(clerk, other, "KZ-17", EGOV).portal_number == "KZ-17", "another portal counts for itself"


@pytest.mark.server
def test_two_desks_key_the_same_record_in_and_the_second_is_told(clerk: Desk, desk: Desk) -> None:
    one = receive(clerk, child(1)).application_id
    key_in(clerk, one, "MK1")
    with objects("keyed_already") as refused:
        key_in(desk, one, "MK2")
    assert "MK1" in refused.said


def test_a_slip_is_taken_back_with_a_reason_and_its_number_is_free_again(clerk: Desk) -> None:
    one, other = (receive(clerk, child(n)).application_id for n in (1, 2))
    key_in(clerk, one, "MK1")
    with objects("no_reason"):
        clerk.do(new_act(), catch_up.unkeyed, one, " ")
    assert clerk.do(new_act(), catch_up.unkeyed, one, "басқа баланың нөмірі").left == 2
    key_in(clerk, other, "MK1")
    with objects("not_keyed"):
        clerk.do(new_act(), catch_up.unkeyed, one, "тағы")
    assert key_in(clerk, one, "MK2").left == 0


def test_the_sheet_follows_the_portals_form_and_says_each_value_as_the_portal_takes_it(clerk: Desk) -> None:
    one = receive(clerk, child(1)).application_id
    sheet = clerk.do(new_act(), catch_up.open_sheet, one, MEKTEP)
    values = {field.name: field.value for field in sheet.fields}
    assert [field.name for field in sheet.fields][:2] == ["applicant.iin", "applicant.surname"]
    assert values["applicant.iin"] == "900312499911"
    assert values["applicant.phone"] == "+77011234567"
    assert values["applicant.relation"] == "анасы / мать"
    assert values["child.born"] == "02.01.2021"
    assert values["child.sex"] == "қыз / женский"
    assert values["application.language"] == "қазақ / казахский"
    assert (values["desk.number"], values["desk.received"]) == ("2027-0001", "01.04.2027 10:42")
    assert (values["answer.outcome"], values["child.conclusion_number"]) == ("", "")
    assert (sheet.portal, sheet.portal_number) == (MEKTEP, "")
    assert clerk.ask(catch_up.sheet_of, one, EGOV).fields[0].ru == "ИИН заявителя"


def test_an_answer_given_before_it_was_keyed_in_stands_on_the_sheet(clerk: Desk, ids: dict[str, int]) -> None:
    one = accept(clerk, 1, ids["Ә"])
    values = {field.name: field.value for field in clerk.ask(catch_up.sheet_of, one, MEKTEP).fields}
    assert values["answer.outcome"] == "қабылданды / зачислен"
    assert (values["answer.class_set"], values["answer.date"]) == ("1 «Ә»", "01.04.2027")


def test_who_looks_at_a_record_to_key_it_in_is_written_down(clerk: Desk, desk: Desk) -> None:
    one = receive(clerk, child(1)).application_id
    clerk.do(new_act(), catch_up.open_sheet, one, MEKTEP)
    key_in(clerk, one, "MK1")
    entries = [one for one in desk.do(new_act(), audit.open_trail).entries if one.event in LOOKED]
    assert [one.event for one in entries] == [EventKind.PORTAL_KEYED, EventKind.RECORD_OPENED]
    assert (entries[0].facts["portal"], entries[0].facts["portal_number"]) == ("mektep", "MK1")


def test_only_an_administrator_takes_the_whole_list_out_and_it_is_written_down(clerk: Desk, desk: Desk) -> None:
    one, _ = (receive(clerk, child(n)).application_id for n in (1, 2))
    key_in(clerk, one, "MK1")
    with objects("not_allowed"):
        clerk.do(new_act(), catch_up.take_out, MEKTEP)
    table = desk.do(new_act(), catch_up.take_out, MEKTEP)
    assert table.header[0] == "Өтініш берушінің ЖСН-і / ИИН заявителя"
    assert [dict(zip(table.header, row, strict=True))["Баланың аты / Имя ребёнка"] for row in table.rows] == ["Қыз2"]
    entries = desk.do(new_act(), audit.open_trail).entries
    assert EventKind.CATCH_UP_SAVED in [entry.event for entry in entries[:3]]


def test_paper_itself_is_no_portal(clerk: Desk) -> None:
    one = receive(clerk, child(1)).application_id
    with objects("no_portal"):
        key_in(clerk, one, "1", Channel.PAPER)


def test_what_came_through_a_portal_is_there_already(clerk: Desk) -> None:
    one = receive(clerk, child(1)).application_id
    arrived_by_portal(clerk, one, "E1")
    assert clerk.ask(catch_up.waiting) == ()
    with objects("from_a_portal"):
        key_in(clerk, one, "E2", EGOV)


def arrived_by_portal(desk: Desk, application_id: int, number: str, portal: Channel = EGOV) -> None:
    """An application that looks as if a portal's list had brought it."""
    with desk.store.writing() as session:
        application = session.get_one(Application, application_id)
        application.channel = portal
        session.add(PortalEntry(application_id=application_id, portal=portal, number=number))


def test_a_refused_one_is_keyed_in_with_its_ground(clerk: Desk, ids: dict[str, int]) -> None:
    key_in(clerk, accept(clerk, 1, ids["В"], application__language="ru"), "MK1")
    one = receive(clerk, child(2, application__language="ru")).application_id
    refuse(clerk, one, Ground.OVERFULL)
    assert [line.stage for line in clerk.ask(catch_up.waiting)] == [Stage.REFUSED]
    values = {field.name: field.value for field in clerk.ask(catch_up.sheet_of, one, MEKTEP).fields}
    assert values["answer.outcome"] == "дәлелді бас тарту / мотивированный отказ"
