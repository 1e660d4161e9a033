"""A portal fails and answers again, as the office's stories: the journal, its bounds, what was taken meanwhile."""

import datetime as dt
from functools import partial
from typing import Any

import pytest

from clerk_desk.clock import ALMATY, DemoClock
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import audit, outages, register, today
from clerk_desk.ledgers import outages as ledger
from clerk_desk.ledgers.outages import OutageCard
from clerk_desk.rules.outages import FURTHEST_BACK
from clerk_desk.work import Look, Work
from data.engine import Store
from data.tables import Application
from data.vocabulary import Channel, EventKind, Noticed, PaperKind
from tests.duties.acts import child, objects, receive
from tests.duties.test_two_desks import at_once

EGOV, MEKTEP = Channel.EGOV, Channel.MEKTEP


def at(hour: int, minute: int = 0, day: int = 1) -> dt.datetime:
    """A moment of April 2027 on the office's clock; the stories begin on the 1st at 10:42."""
    return dt.datetime(2027, 4, day, hour, minute, tzinfo=ALMATY)


def begin(desk: Desk, portal: Channel = EGOV, since: str = "", note: str = "") -> OutageCard:
    return desk.do(new_act(), outages.begin, portal, Noticed.SEEN, since, note)


def end(desk: Desk, card: OutageCard, till: str = "", note: str = "") -> OutageCard:
    return desk.do(new_act(), outages.end, card.id, till, note)


def test_an_outage_is_written_down_from_when_to_when_and_by_whom(clerk: Desk, desk: Desk, clock: DemoClock) -> None:
    card = begin(clerk, since="10:05", note="қате 503")
    assert (card.portal, card.noticed, card.note) == (EGOV, Noticed.SEEN, "қате 503")
    assert (card.began_at, card.began_by, card.ended_at) == (at(10, 5), "Сейітова Айгүл", None)
    assert clerk.ask(outages.running) == (card,)
    clock.move(at(11, 30))
    over = end(desk, card, "1120", "хабарламасыз қосылды")
    assert (over.ended_at, over.ended_by) == (at(11, 20), "Оспанова Гүлнар")
    assert over.note == "қате 503 · хабарламасыз қосылды"
    assert clerk.ask(outages.running) == ()
    lines = {one.event: one for one in desk.do(new_act(), audit.open_trail).entries}
    begun, ended = lines[EventKind.OUTAGE_BEGUN].facts, lines[EventKind.OUTAGE_ENDED].facts
    assert (begun["portal"], begun["noticed"], begun["note"]) == ("egov", "seen", "қате 503")
    assert dt.datetime.fromisoformat(str(ended["ended"])) == at(11, 20)


def test_both_portals_may_fail_at_once_but_each_only_once(clerk: Desk, desk: Desk) -> None:
    begin(clerk, since="10:05")
    begin(clerk, MEKTEP)
    with objects("already_running") as told:
        begin(desk)
    assert "Сейітова Айгүл has written down already that egov.kz fails" in told.said
    assert [card.portal for card in clerk.ask(outages.running)] == [EGOV, MEKTEP]


@pytest.mark.server
def test_two_desks_write_the_same_outage_down_once(clerk: Desk, desk: Desk) -> None:
    told = at_once(*(partial(begin, one) for one in (clerk, desk, clerk, desk)))
    assert sorted(one if isinstance(one, str) else "begun" for one in told) == ["already_running"] * 3 + ["begun"]
    card = clerk.ask(outages.running)[0]
    told = at_once(*(partial(end, one, card) for one in (clerk, desk)))
    assert sorted(one if isinstance(one, str) else "ended" for one in told) == ["ended", "ended_already"]


@pytest.mark.server
def test_the_index_holds_where_two_desks_asked_before_either_wrote(
    clerk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(clerk)
    asked: list[object] = []

    def blind_once(work: Work, portal: Channel, real: object = outages._must_not_run) -> None:
        asked.append(portal)
        if len(asked) > 1:
            real(work, portal)  # type: ignore[operator]

    monkeypatch.setattr(outages, "_must_not_run", blind_once)
    monkeypatch.setattr(outages, "follows", lambda *_: True)
    with objects("already_running"):
        begin(clerk)
    assert len(clerk.ask(outages.running)) == 1


def test_what_is_to_come_what_is_forgotten_and_what_is_no_time_is_not_written_down(clerk: Desk) -> None:
    for since, code in (
        ("10:43", "in_the_future"),
        ("23:59", "in_the_future"),
        ("24.03 10:00", "too_long_ago"),
        ("25:00", "no_time"),
        ("soon", "no_time"),
    ):
        with objects(code):
            begin(clerk, since=since)
    assert begin(clerk, since="25.03 10:43").began_at == at(10, 43) - FURTHEST_BACK


def test_it_does_not_end_before_it_began_nor_in_the_future(clerk: Desk) -> None:
    card = begin(clerk, since="10:05")
    for till, code in (("10:04", "before_it_began"), ("10:43", "in_the_future"), ("x", "no_time")):
        with objects(code):
            end(clerk, card, till)
    assert end(clerk, card, "10:05").ended_at == at(10, 5)


def test_a_forgotten_outage_is_ended_the_next_morning_at_its_own_time(clerk: Desk, clock: DemoClock) -> None:
    card = begin(clerk)
    clock.move(at(9, 10, day=2))
    assert end(clerk, card, "01.04 19:30").ended_at == at(19, 30)


def test_an_outage_ended_by_mistake_is_begun_anew_at_once(clerk: Desk) -> None:
    first = end(clerk, begin(clerk))
    again = begin(clerk)
    assert first.ended_at is not None and again.began_at >= first.ended_at
    assert clerk.ask(outages.running) == (again,)


def test_it_begins_behind_the_one_before(clerk: Desk, clock: DemoClock) -> None:
    card = begin(clerk, since="10:05")
    clock.move(at(11, 30))
    end(clerk, card, "11:20")
    with objects("overlaps") as told:
        begin(clerk, since="11:10")
    assert "06:20" in told.said  # the same minute in UTC: a Speaker says it on the office's clock
    assert begin(clerk, MEKTEP, since="11:10").began_at == at(11, 10)
    assert begin(clerk, since="11:25").began_at == at(11, 25)


def test_notes_are_tidied_and_fit_the_book(clerk: Desk) -> None:
    card = begin(clerk, note="  екі \n жол\u202e ")
    assert card.note == "екі жол"
    with objects("too_long"):
        end(clerk, card, note="ұ" * 295)
    with objects("too_long"):
        begin(clerk, MEKTEP, note="ұ" * 301)
    assert end(clerk, card, note="ұ" * 290).ended_at is not None


def test_paper_does_not_fail_and_what_is_gone_is_not_there(clerk: Desk) -> None:
    with objects("no_portal"):
        begin(clerk, Channel.PAPER)
    with objects("not_there"):
        clerk.do(new_act(), outages.end, 99)
    with objects("not_there"):
        clerk.ask(outages.act, 99)


def test_applications_taken_meanwhile_are_marked_everywhere(clerk: Desk, clock: DemoClock) -> None:
    clock.move(at(9, 30))
    before = receive(clerk, child(1))
    clock.move(at(10, 42))
    card = begin(clerk, since="10:05")
    during = receive(clerk, child(2))
    clock.move(at(11, 30))
    end(clerk, card, "11:20")
    after = receive(clerk, child(3))
    ids = [one.application_id for one in (before, during, after)]
    assert {one.application_id: one.in_outage for one in clerk.ask(today.waiting)} == dict(
        zip(ids, (False, True, False), strict=True)
    )
    found = {one.application_id: one.in_outage for one in clerk.ask(register.search).lines}
    assert found == dict(zip(ids, (False, True, False), strict=True))
    marked = [
        [one.portal for one in clerk.do(new_act(), register.open_record, application_id).outages]
        for application_id in ids
    ]
    assert marked == [[], [EGOV], []]
    line = clerk.ask(outages.journal).lines[0]
    assert (line.outage.id, line.taken) == (card.id, 1)
    assert [one.number for one in clerk.ask(outages.act, card.id).taken] == [during.number]


def test_what_came_through_a_portal_was_not_taken_at_the_counter(clerk: Desk, store: Store) -> None:
    card = begin(clerk, since="10:05")
    on_paper, online = receive(clerk, child(1)), receive(clerk, child(2))
    with store.writing() as session:
        session.get_one(Application, online.application_id).channel = EGOV
    assert [one.application_id for one in clerk.ask(today.waiting) if one.in_outage] == [on_paper.application_id]
    assert [one.number for one in clerk.ask(outages.act, card.id).taken] == [on_paper.number]
    assert clerk.ask(outages.journal).lines[0].taken == 1
    assert clerk.do(new_act(), register.open_record, online.application_id).outages == ()


def test_an_outage_written_down_late_marks_what_was_taken_before(clerk: Desk, clock: DemoClock) -> None:
    receive(clerk, child(1))
    assert not clerk.ask(today.waiting)[0].in_outage
    clock.move(at(12, 0))
    begin(clerk, since="10:30")
    assert clerk.ask(today.waiting)[0].in_outage


def test_the_moments_of_a_list_are_looked_up_at_once(clerk: Desk, clock: DemoClock) -> None:
    card = begin(clerk, since="10:05")
    clock.move(at(11, 30))
    end(clerk, card, "11:20")
    moments = [at(10, 4), at(10, 5), at(11, 20), at(11, 21)]
    assert clerk.ask(ledger.taken_in_any, moments) == {at(10, 5), at(11, 20)}
    assert clerk.ask(ledger.taken_in_any, []) == frozenset()
    assert [len(clerk.ask(ledger.outages_at, moment)) for moment in moments] == [0, 1, 1, 0]


def test_the_frame_knows_what_runs_and_the_journal_tells_the_newest_first(clerk: Desk, clock: DemoClock) -> None:
    first = begin(clerk, since="10:05")
    second = begin(clerk, MEKTEP, since="10:20")
    assert [one.id for one in clerk.ask(today.frame).outages] == [first.id, second.id]
    told = clerk.ask(outages.journal)
    assert [one.outage.id for one in told.lines] == [second.id, first.id] and told.earlier == 0
    assert clerk.ask(outages.journal, 1).earlier == 1


def test_the_act_is_stored_in_both_languages_with_what_was_taken(clerk: Desk, desk: Desk, clock: DemoClock) -> None:
    card = begin(clerk, since="10:05", note="қате 503")
    taken = receive(clerk, child(1, child__surname="Ысқақұлы-Әбдіхалықов"))
    clock.move(at(12, 40))
    end(clerk, card, "12:05")
    issued = clerk.do(new_act(), outages.issue_act, card.id)
    assert issued.kind is PaperKind.OUTAGE_ACT and issued.code
    pages = clerk.ask(_content_of, issued.paper_id)["pages"]
    for language, name, lasted in (("kk", "№12 мектеп-гимназия", "2 сағат"), ("ru", "Школа-гимназия №12", "2 ч")):
        page = pages[language]
        assert page["school"] == name
        values = {row["value"] for row in page["parts"][0]["rows"]}
        assert {"egov.kz", "01.04.2027 10:05", "01.04.2027 12:05", lasted, "қате 503"} <= values
        assert [row["cells"][0] for row in page["parts"][2]["rows"]] == [taken.number]
    assert any(one.event is EventKind.PAPER_ISSUED for one in desk.do(new_act(), audit.open_trail).entries)


def test_the_act_of_a_running_outage_says_so_and_of_an_empty_one_too(clerk: Desk) -> None:
    card = begin(clerk)
    page = clerk.ask(_content_of, clerk.do(new_act(), outages.issue_act, card.id, ("ru",)).paper_id)["pages"]["ru"]
    assert "ещё не работает (по состоянию на 01.04.2027 10:42)" in {row["value"] for row in page["parts"][0]["rows"]}
    assert page["parts"][2]["lines"] == ["В это время заявления на бумаге не принимались."]


def test_the_same_act_once_more_is_a_marked_copy_and_another_is_not(clerk: Desk, desk: Desk, clock: DemoClock) -> None:
    card = begin(clerk, since="10:05")
    clock.move(at(12, 40))
    end(clerk, card, "12:05")
    first, again = (clerk.do(new_act(), outages.issue_act, card.id) for _ in range(2))
    assert (first.copy_number, again.copy_number) == (0, 1) and first.code != again.code
    assert clerk.do(new_act(), outages.issue_act, card.id).copy_number == 2
    assert clerk.do(new_act(), outages.issue_act, card.id, ("kk",)).copy_number == 0
    assert desk.do(new_act(), outages.issue_act, card.id).copy_number == 0  # another person signs it


def _content_of(look: Look, paper_id: int) -> Any:
    from data.tables import IssuedPaper

    return look.session.get_one(IssuedPaper, paper_id).content
