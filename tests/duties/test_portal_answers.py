"""Answers to online applicants, as the office's stories: what was answered here is entered on the portal."""

import datetime as dt

from clerk_desk.clock import DemoClock
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import afterwards, catch_up, decisions, portal_answers
from data.vocabulary import Channel, Ground, Stage
from tests.conftest import MORNING
from tests.duties.acts import child, objects, receive, refuse
from tests.duties.test_catch_up import arrived_by_portal


def online(desk: Desk, n: int, **changes: str) -> int:
    """The n-th child, who applied on egov under the number E<n>."""
    application_id = receive(desk, child(n, **changes)).application_id
    arrived_by_portal(desk, application_id, f"E{n}")
    return application_id


def listed(desk: Desk) -> list[int]:
    return [line.application_id for line in desk.ask(portal_answers.waiting)]


def accept(desk: Desk, application_id: int, class_set_id: int) -> None:
    desk.do(new_act(), decisions.accept, application_id, class_set_id)


def test_an_answer_stands_in_the_list_until_it_is_entered_on_the_portal(
    clerk: Desk, clock: DemoClock, ids: dict[str, int]
) -> None:
    first, second, on_paper = online(clerk, 1), online(clerk, 2), receive(clerk, child(3)).application_id
    assert listed(clerk) == []
    accept(clerk, second, ids["А"])
    clock.move(MORNING + dt.timedelta(hours=1))
    accept(clerk, first, ids["А"])
    accept(clerk, on_paper, ids["Ә"])
    assert listed(clerk) == [second, first]
    line = clerk.ask(portal_answers.waiting)[0]
    assert (line.portal, line.portal_number, line.stage, line.class_set) == ("egov", "E2", Stage.ACCEPTED, "А")
    assert clerk.ask(catch_up.standing).answering == 2
    told = clerk.do(new_act(), portal_answers.entered, second)
    assert (told.portal, told.portal_number, told.left) == (Channel.EGOV, "E2", 1)
    assert listed(clerk) == [first]
    with objects("entered_already"):
        clerk.do(new_act(), portal_answers.entered, second)


def test_a_child_who_is_moved_stands_in_the_list_again(clerk: Desk, clock: DemoClock, ids: dict[str, int]) -> None:
    one = online(clerk, 1)
    accept(clerk, one, ids["А"])
    clerk.do(new_act(), portal_answers.entered, one)
    clock.move(MORNING + dt.timedelta(hours=1))
    clerk.do(new_act(), afterwards.move, one, ids["Ә"], "ата-ананың өтінуімен")
    assert listed(clerk) == [one]
    assert clerk.ask(portal_answers.waiting)[0].class_set == "Ә"
    assert clerk.ask(portal_answers.lately) == (), "it waits anyway: there is nothing to take back"


def test_an_answer_that_is_taken_back_is_no_longer_to_be_entered(clerk: Desk, desk: Desk, ids: dict[str, int]) -> None:
    one = online(clerk, 1)
    accept(clerk, one, ids["А"])
    desk.do(new_act(), afterwards.reopen, one, "қателесіп қабылданды")
    assert listed(clerk) == []
    with objects("unanswered"):
        clerk.do(new_act(), portal_answers.entered, one)


def test_what_was_keyed_in_before_it_was_answered_must_be_answered_there_too(
    clerk: Desk, clock: DemoClock, ids: dict[str, int]
) -> None:
    before, after = (receive(clerk, child(n)).application_id for n in (1, 2))
    clerk.do(new_act(), catch_up.keyed, before, Channel.MEKTEP, "MK1")
    clock.move(MORNING + dt.timedelta(hours=1))
    accept(clerk, before, ids["А"])
    accept(clerk, after, ids["А"])
    clock.move(MORNING + dt.timedelta(hours=2))
    clerk.do(new_act(), catch_up.keyed, after, Channel.MEKTEP, "MK2")
    assert listed(clerk) == [before], "the other was keyed in with its answer"


def test_the_sheet_of_a_refusal_quotes_the_statute_in_both_languages(clerk: Desk, ids: dict[str, int]) -> None:
    accept(clerk, online(clerk, 1, application__language="ru"), ids["В"])
    one = online(clerk, 2, application__language="ru")
    refuse(clerk, one, Ground.OVERFULL)
    sheet = clerk.do(new_act(), portal_answers.open_sheet, one)
    values = {field.name: field.value for field in sheet.fields}
    assert (sheet.portal, values["entry.number"]) == (Channel.EGOV, "E2")
    assert values["answer.grounds_kk"] == "класс-жиынтықтардың толып кетуі"
    assert values["answer.grounds_ru"] == "переполненность классов-комплектов"
    assert values["answer.reasons"] == "Құжаттар сәйкес келмейді."
    assert "класс-жиынтықтардың толып кетуі" in values["notice.kk"]
    assert "переполненность классов-комплектов" in values["notice.ru"]


def test_the_sheet_of_an_acceptance_holds_the_notice_to_the_family(clerk: Desk, ids: dict[str, int]) -> None:
    one = online(clerk, 1)
    accept(clerk, one, ids["Ә"])
    values = {field.name: field.value for field in clerk.ask(portal_answers.sheet_of, one).fields}
    assert (values["answer.outcome"], values["answer.class_set"]) == ("қабылданды / зачислен", "1 «Ә»")
    for language in ("kk", "ru"):
        assert "1 «Ә»" in values[f"notice.{language}"]
        assert "2027" in values[f"notice.{language}"]


def test_a_slip_is_taken_back(clerk: Desk, ids: dict[str, int]) -> None:
    one = online(clerk, 1)
    accept(clerk, one, ids["А"])
    with objects("not_entered"):
        clerk.do(new_act(), portal_answers.not_entered, one, "қате")
    assert clerk.ask(portal_answers.lately) == ()
    clerk.do(new_act(), portal_answers.entered, one)
    assert [line.application_id for line in clerk.ask(portal_answers.lately)] == [one]
    assert clerk.do(new_act(), portal_answers.not_entered, one, "қате басылды").left == 1
    assert clerk.ask(portal_answers.lately) == ()
    assert listed(clerk) == [one]


def test_what_is_on_no_portal_has_no_answer_to_be_entered(clerk: Desk) -> None:
    one = receive(clerk, child(1)).application_id
    with objects("not_on_portal"):
        clerk.do(new_act(), portal_answers.entered, one)
    with objects("not_on_portal"):
        clerk.ask(portal_answers.sheet_of, one)
