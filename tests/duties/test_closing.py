"""The evening, as the office's stories: everything is looked at and explained, then the day is closed like a till."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from functools import partial
from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy import text

from clerk_desk.clock import ALMATY, DemoClock
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import afterwards, audit, closing, decisions, intake, papers, receiving, register, telling
from clerk_desk.duties.closing import ClosingForm
from clerk_desk.ledgers.closes import head_at
from clerk_desk.ledgers.evening import Evening, evening_of
from clerk_desk.rules.closing import Check
from data.engine import Store
from data.law import Law
from data.vocabulary import EventKind, Ground, PaperKind
from tests.duties.acts import accept, child, objects, receive, refuse
from tests.duties.evenings import WORDS, approve_all, close_day, filled_in, kept, of
from tests.duties.test_two_desks import at_once

R2 = Ground.NONCONFORMING


def evening(day: int, hour: int = 18, minute: int = 41) -> dt.datetime:
    return dt.datetime(2027, 4, day, hour, minute, tzinfo=ALMATY)


def test_a_day_on_which_nothing_happened_is_closed_with_an_empty_form(desk: Desk) -> None:
    state = desk.ask(closing.state)
    assert (state.number, state.last, state.closed, state.since, state.standing) == (1, None, None, None, ())
    closed = desk.do(new_act(), closing.close, ClosingForm())
    assert (closed.number, closed.date) == (1, dt.date(2027, 4, 1))
    assert closed.head == desk.ask(head_at, closed.lines)


def test_a_closed_day_is_not_closed_again(desk: Desk, clerk: Desk, clock: DemoClock, ids: dict[str, int]) -> None:
    close_day(desk)
    accept(clerk, 1, ids["А"])
    with objects("closed_already") as no:
        desk.do(new_act(), closing.close, ClosingForm(1, 1))
    assert "№ 1 by Оспанова Гүлнар" in no.said and "next close" in no.said
    state = desk.ask(closing.state)
    assert state.closed is not None and state.closed.number == 1
    clock.move(evening(2))
    assert close_day(desk).number == 2
    assert [one.number for one in desk.ask(closing.list_of)] == [2, 1]


def test_one_thing_after_the_other_stands_in_the_way(desk: Desk, clerk: Desk, ids: dict[str, int]) -> None:
    accept(clerk, 1, ids["А"])
    refused = receive(clerk, child(2, application__form_signed="no"))
    refuse(clerk, refused.application_id, R2)
    clerk.do(new_act(), intake.open_draft)
    draft = desk.ask(intake.drafts)[0].id

    def differs(form: ClosingForm) -> str:
        with objects("differs") as no:
            desk.do(new_act(), closing.close, form)
        return no.said

    form = ClosingForm()
    assert differs(form) == "Approve the answer to № 2027-0001 or send it back: Accepted into 1 «А»."
    approve_all(desk)
    assert differs(form) == "This is not explained yet: 2027-0002 The family is not told of the refusal."
    clerk.do(new_act(), telling.told, refused.application_id)
    assert differs(form).startswith("This is not explained yet: Begun ")
    form = replace(form, explanations={f"draft:{draft}": WORDS})
    assert differs(form) == "Count what lies on the desk, and type it in."
    form = replace(form, folders=2, photo_pairs=1)
    assert differs(form) == "This is not explained yet: Counted 1; by the records 2."
    words = form.explanations | {"photos": "бір жұп фото дәрігерде"}
    closed = desk.do(new_act(), closing.close, replace(form, explanations=words))
    (card,) = desk.ask(closing.list_of)
    assert closed.number == card.number == 1
    assert [(str(what), words) for _, what, words in card.differences] == [
        ("Begun 01.04.2027 10:42, in the hands of Сейітова Айгүл.", WORDS),
        ("Counted 1; by the records 2.", "бір жұп фото дәрігерде"),
    ]
    assert (card.received, card.accepted, card.refused, card.waiting) == (2, 1, 1, 0)


def test_words_too_short_explain_nothing(desk: Desk, clerk: Desk) -> None:
    clerk.do(new_act(), intake.open_draft)
    with objects("differs"):
        desk.do(new_act(), closing.close, ClosingForm(explanations={"draft:1": "ok"}))


def test_what_follows_a_close_comes_into_the_next_one(
    desk: Desk, clerk: Desk, clock: DemoClock, ids: dict[str, int]
) -> None:
    kept_seat, moved = accept(clerk, 1, ids["А"]), accept(clerk, 2, ids["А"])
    waits, goes = receive(clerk, child(3)).application_id, receive(clerk, child(5)).application_id
    first = close_day(desk)
    clock.move(evening(1, 18, 55))
    clerk.do(new_act(), register.correct, kept_seat, "child.address", "Алматы, Абай даңғылы, 2", "көшті")
    clock.move(evening(2))
    clerk.do(new_act(), afterwards.move, moved, ids["Ә"], "егізімен бірге")
    clerk.do(new_act(), decisions.accept, waits, ids["В"])
    clerk.do(new_act(), afterwards.withdraw, goes, "көшіп кетті")
    receive(clerk, child(6))
    second = close_day(desk)
    row = desk.ask(kept, 2)
    assert (row["from_line"], row["to_line"]) == (first.lines, second.lines)
    paper = desk.ask(papers.sheet, second.register.paper_id).content
    assert [(one["number"], one["event"]) for one in paper["corrections"]] == [
        ("2027-0001", "field_corrected"),
        ("2027-0002", "moved"),
    ], "a first answer, or a withdrawal before it, changes nothing that was counted"
    assert [(one["number"], one["new"], one["class"]) for one in paper["list"]] == [
        ("2027-0001", False, "А"),
        ("2027-0002", False, "Ә"),
        ("2027-0003", False, "В"),
        ("2027-0004", False, ""),
        ("2027-0005", True, ""),
    ]
    assert (paper["counts"]["before"]["waiting"], paper["counts"]["moves"]["received"]) == (2, 1)
    assert paper["folders"] == 1, "the folders of the first close are in the cupboard"


def test_the_last_act_before_a_close_is_not_counted_again(desk: Desk, clerk: Desk, clock: DemoClock) -> None:
    """The close ends with that very line: it is not of the next day."""
    receive(clerk)
    close_day(desk)
    of_day = desk.ask(kept, 1)
    assert of_day["trail"][-1]["event"] == "application_received"
    assert of_day["applications"][0]["timeline"][-1]["seq"] == of_day["trail"][-1]["seq"]
    clock.move(evening(2))
    state = desk.ask(closing.state)
    folders, photo_pairs = of(state, Check.FOLDERS), of(state, Check.PHOTOS)
    assert (folders, photo_pairs, state.since) == ((), (), None), "nothing lies on the desk, nothing is open"
    assert str(state.checks[0].message).startswith("1 waiting + 0 received = ")
    assert desk.ask(closing.unclosed) is None


def test_the_register_says_what_was_closed(desk: Desk, clerk: Desk, clock: DemoClock, ids: dict[str, int]) -> None:
    close_day(desk)
    clock.move(evening(2))
    accept(clerk, 1, ids["А"])
    closed = close_day(desk)
    sheet = desk.ask(papers.sheet, closed.register.paper_id)
    content = sheet.content
    assert (sheet.kind, content["number"], content["date"]) == (PaperKind.DAILY_REGISTER, 2, "02.04.2027")
    assert (content["lines"], content["head"]) == (closed.lines, closed.head)
    assert content["previous"] == {"number": 1, "date": "01.04.2027", "head": desk.ask(head_at, content["from_line"])}
    assert content["closed_by"] == "Оспанова Гүлнар" and content["school"]["head"] == "Оспанова Гүлнар"
    assert content["differences"][0]["key"].startswith("paper:"), "the register of the first close never came out"


def test_answers_are_approved_as_they_were_seen(desk: Desk, clerk: Desk, ids: dict[str, int]) -> None:
    accept(clerk, 1, ids["А"])
    other = accept(clerk, 2, ids["А"])
    seen = [item.decision_id for item in of(desk.ask(closing.state), Check.ANSWERS)]
    with objects("not_allowed"):
        clerk.do(new_act(), closing.approve, tuple(seen))
    clerk.do(new_act(), afterwards.move, other, ids["Ә"], "егізімен бірге")
    with objects("changed"):
        desk.do(new_act(), closing.approve, tuple(seen))
    assert len(of(desk.ask(closing.state), Check.ANSWERS)) == 2, "all or none"
    assert desk.do(new_act(), closing.approve, (seen[0],)) == 1
    with objects("changed"):
        desk.do(new_act(), closing.approve, (seen[0],))
    (left,) = of(desk.ask(closing.state), Check.ANSWERS)
    assert (left.number, str(left.message)) == ("2027-0002", "Accepted into 1 «Ә».")


def test_an_answer_is_sent_back_with_a_reason(desk: Desk, clerk: Desk, ids: dict[str, int]) -> None:
    application_id = accept(clerk, 1, ids["А"])
    with objects("not_allowed"):
        clerk.do(new_act(), closing.send_back, application_id, "басқа сынып")
    with objects("no_reason"):
        desk.do(new_act(), closing.send_back, application_id, " ")
    assert desk.do(new_act(), closing.send_back, application_id, "басқа сынып").stage == "received"
    state = desk.ask(closing.state)
    assert of(state, Check.ANSWERS) == ()
    assert str(state.checks[0].message).startswith("0 waiting + 1 received + 1 reopened = 1 accepted")


def test_a_clerk_does_not_close_the_day(clerk: Desk) -> None:
    with objects("not_allowed"):
        clerk.do(new_act(), closing.close, ClosingForm())


def test_a_draft_handed_back_is_no_difference_until_it_is_taken_up_again(desk: Desk, clerk: Desk) -> None:
    draft = clerk.do(new_act(), intake.open_draft)
    clerk.do(new_act(), intake.hand_back, draft.id)
    assert of(desk.ask(closing.state), Check.DRAFTS) == ()
    clerk.do(new_act(), intake.take_up, draft.id)
    assert [item.draft_id for item in of(desk.ask(closing.state), Check.DRAFTS)] == [draft.id]
    clerk.do(new_act(), intake.discard, draft.id, "қате ашылды")
    assert of(desk.ask(closing.state), Check.DRAFTS) == ()


def test_an_overdue_answer_is_explained_by_itself(desk: Desk, clerk: Desk, clock: DemoClock) -> None:
    receipt = receive(clerk)
    clock.move(evening(2, 18, 31))
    (late,) = of(desk.ask(closing.state), Check.OVERDUE)
    assert (late.number, str(late.message)[:18]) == (receipt.number, "The answer was due")
    with objects("differs"):
        desk.do(new_act(), closing.close, ClosingForm(1, 1))
    desk.do(new_act(), closing.close, ClosingForm(1, 1, "", {late.key: WORDS}))


def test_a_paper_that_never_came_out_is_named_until_it_is_printed_again(desk: Desk, clerk: Desk) -> None:
    receipt = receive(clerk)
    issued = clerk.do(new_act(), papers.issue, PaperKind.RECEIPT, receipt.application_id)
    (stuck,) = of(desk.ask(closing.state), Check.PAPERS)
    assert (stuck.number, stuck.application_id) == (issued.code, receipt.application_id)
    copy = clerk.do(new_act(), papers.again, issued.paper_id)
    assert [item.number for item in of(desk.ask(closing.state), Check.PAPERS)] == [copy.code]
    clerk.do(new_act(), papers.came_out, copy.paper_id)
    assert of(desk.ask(closing.state), Check.PAPERS) == ()


def test_a_paper_of_a_desk_whose_clock_is_slow_is_not_forgotten(
    desk: Desk, clerk: Desk, store: Store, law: Law, clock: DemoClock
) -> None:
    """It was issued after the close, and says that it was before."""
    key = receive(clerk).application_id
    close_day(desk)
    slow = Desk(store, DemoClock(clock.now() - dt.timedelta(minutes=7)), law, clerk.member)
    receipt = slow.do(new_act(), papers.issue, PaperKind.RECEIPT, key)
    assert receipt.code in [item.number for item in of(desk.ask(closing.state), Check.PAPERS)]


def test_what_a_family_took_back_does_not_lie_on_the_desk(desk: Desk, clerk: Desk, ids: dict[str, int]) -> None:
    gone = accept(clerk, 1, ids["А"])
    receive(clerk, child(2))
    clerk.do(new_act(), afterwards.withdraw, gone, "көшіп кетті")
    assert filled_in(desk).folders == 1
    with objects("differs"):
        desk.do(new_act(), closing.close, ClosingForm(2, 2))


def test_the_last_register_on_paper_is_held_against_the_store(desk: Desk, clock: DemoClock) -> None:
    tail = close_day(desk).head[-8:]
    clock.move(evening(2))
    assert of(desk.ask(closing.state, ClosingForm(printed=tail.upper())), Check.PRINTED) == ()
    assert len(of(desk.ask(closing.state, ClosingForm(printed="00000000")), Check.PRINTED)) == 1


def test_a_seat_taken_behind_the_desks_back_must_be_explained(
    desk: Desk, clerk: Desk, store: Store, ids: dict[str, int]
) -> None:
    accept(clerk, 1, ids["А"])
    approve_all(desk)
    with store.writing() as session:
        session.execute(text("UPDATE class_set SET taken = 2 WHERE letter = 'А'"))
    with objects("differs") as no:
        desk.do(new_act(), closing.close, ClosingForm(1, 1))
    assert "2 seats taken" in no.said


def test_an_answer_changed_behind_the_desks_back_breaks_the_balance(
    desk: Desk, clerk: Desk, store: Store, ids: dict[str, int]
) -> None:
    accept(clerk, 1, ids["А"])
    receive(clerk, child(2))
    approve_all(desk)
    with store.writing() as session:
        session.execute(text("UPDATE application SET stage = 'withdrawn' WHERE number = 2"))
    keys = [item.key for item in of(desk.ask(closing.state), Check.BALANCE)]
    assert keys == ["balance:waiting", "balance:withdrawn"]


def test_a_trail_made_anew_does_not_fit_the_last_close(
    desk: Desk, clock: DemoClock, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_day(desk)
    clock.move(evening(2))
    # The whole chain computed anew by somebody else: each line fits, and none is the one that was printed.
    monkeypatch.setattr("clerk_desk.ledgers.balance.head_at", lambda *_: "f" * 64)
    (item,) = of(desk.ask(closing.state), Check.TRAIL)
    assert "no longer holds the end that the last close printed" in str(item.message)


def test_the_desk_says_that_a_day_is_not_closed(desk: Desk, clerk: Desk, clock: DemoClock, ids: dict[str, int]) -> None:
    assert desk.ask(closing.unclosed) is None, "nothing was done yet"
    receive(clerk)
    assert desk.ask(closing.unclosed) is None, "the day is not over"
    clock.move(evening(1, 13, 30))
    assert desk.ask(closing.unclosed) is None, "lunch is no evening"
    clock.move(evening(1, 18, 0))
    assert desk.ask(closing.unclosed) == closing.Unclosed(dt.date(2027, 4, 1), today=True)
    clock.move(evening(2, 9, 0))
    assert desk.ask(closing.unclosed) == closing.Unclosed(dt.date(2027, 4, 1), today=False)
    assert desk.ask(closing.state).since == dt.date(2027, 4, 1)
    close_day(desk)
    receive(clerk, child(2))
    clock.move(evening(2, 19, 0))
    assert desk.ask(closing.unclosed) == closing.Unclosed(dt.date(2027, 4, 2), today=True)
    close_day(desk)
    receive(clerk, child(3))
    assert desk.ask(closing.unclosed) is None, "that comes into tomorrow's close"


def test_an_evening_that_was_forgotten_is_closed_the_next_morning_under_its_own_date(
    desk: Desk, clerk: Desk, clock: DemoClock
) -> None:
    receive(clerk)
    clock.move(evening(2, 8, 50))
    assert desk.ask(closing.state).date == dt.date(2027, 4, 1)
    assert close_day(desk).date == dt.date(2027, 4, 1)
    receive(clerk, child(2))
    clock.move(evening(2))
    assert close_day(desk).date == dt.date(2027, 4, 2)
    clock.move(evening(3))
    assert close_day(desk).date == dt.date(2027, 4, 3), "a day on which nothing happened is itself"


def test_a_clock_behind_the_last_close_is_noticed(desk: Desk, clock: DemoClock) -> None:
    clock.move(evening(5))
    close_day(desk)
    clock.move(evening(2))
    with objects("clock_behind"):
        desk.do(new_act(), closing.close, ClosingForm())


def test_a_new_year_begins_with_nothing_waiting(desk: Desk, clerk: Desk, clock: DemoClock) -> None:
    receive(clerk)
    close_day(desk)
    clock.move(dt.datetime(2028, 4, 3, 18, 41, tzinfo=ALMATY))
    state = desk.ask(closing.state)
    assert state.number == 1
    assert str(state.checks[0].message) == "0 waiting + 0 received = 0 accepted + 0 refused + 0 waiting"
    assert state.checks[0].items == ()


def test_the_close_and_its_register_stand_in_the_trail(desk: Desk) -> None:
    closed = desk.do(new_act(), closing.close, ClosingForm(), 2)
    newest = desk.do(new_act(), audit.open_trail).entries
    paper, line = newest[1], newest[2]
    assert (paper.event, line.event) == (EventKind.PAPER_ISSUED, EventKind.DAY_CLOSED)
    assert (line.facts["head"], line.facts["missed"], line.seq) == (closed.head, 2, closed.lines + 1)


def test_a_close_sent_twice_is_one_close(desk: Desk) -> None:
    key = new_act()
    assert desk.do(key, closing.close, ClosingForm()) == desk.do(key, closing.close, ClosingForm())


@pytest.mark.server
def test_two_administrators_close_the_same_evening_once(desk: Desk) -> None:
    told = at_once(*(partial(desk.do, new_act(), closing.close, ClosingForm()) for _ in range(4)))
    assert Counter(t if isinstance(t, str) else t.number for t in told) == {1: 1, "closed_already": 3}


@pytest.mark.server
def test_what_is_received_while_the_day_is_closed_is_in_this_close_or_the_next(
    desk: Desk, clerk: Desk, clock: DemoClock
) -> None:
    drafts = [clerk.do(new_act(), intake.open_draft).id for _ in range(4)]
    form = ClosingForm(0, 0, "", {f"draft:{n}": WORDS for n in drafts} | {"folders": WORDS, "photos": WORDS})
    receiving_all = (partial(clerk.do, new_act(), receiving.receive, d, child(n)) for n, d in enumerate(drafts))
    told = at_once(*receiving_all, partial(desk.do, new_act(), closing.close, form))
    clock.move(evening(2))
    close_day(desk)
    second, first = desk.ask(closing.list_of)
    assert (told[-1].number, first.received + second.received) == (1, 4)
    both = desk.ask(kept, 1)["applications"] + desk.ask(kept, 2)["applications"]
    assert {one["number"] for one in both} == {f"2027-000{n}" for n in range(1, 5)}
    assert first.waiting == first.received


@pytest.mark.server
def test_nobody_acts_while_the_day_is_being_counted(
    desk: Desk, clerk: Desk, ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = receive(clerk).application_id
    done = Event()

    def accept_it() -> None:
        clerk.do(new_act(), decisions.accept, waits, ids["А"])
        done.set()

    other = Thread(target=accept_it)

    def counted(*args: Any) -> Evening:
        other.start()
        assert not done.wait(0.3), "an answer came between the counting and the close"
        return evening_of(*args)

    monkeypatch.setattr(closing, "evening_of", counted)
    closed = desk.do(new_act(), closing.close, ClosingForm(1, 1))
    other.join(30)
    assert done.is_set() and desk.ask(kept, closed.number)["applications"][0]["stage"] == "received"
