"""The demo desk: the same invented school each time, made by the duties, and nothing left of it afterwards."""

import datetime as dt
import io
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stdout
from itertools import pairwise
from pathlib import Path

import pytest

from clerk_desk.__main__ import main
from clerk_desk.clock import DemoClock, local
from clerk_desk.demo import SETS, DemoDesk, furnished
from clerk_desk.demo_families import ADMINISTRATOR, CLERK, MORNING, PASSWORD, Families
from clerk_desk.demo_portraits import portrait
from clerk_desk.duties import (
    audit,
    catch_up,
    class_sets,
    closing,
    intake,
    outages,
    papers,
    photos,
    register,
    staff,
    today,
)
from clerk_desk.errands.morning import bar, morning
from clerk_desk.language import Speaker
from clerk_desk.ledgers.fill import Fill
from clerk_desk.ledgers.papers import papers_of
from clerk_desk.rules import iin
from clerk_desk.rules.closing import Check
from clerk_desk.rules.eligibility import age
from clerk_desk.rules.similarity import Kind as Likely
from clerk_desk.rules.similarity import Person, compare
from clerk_desk.work import Look
from data.tables import Application
from data.vocabulary import Channel, PaperKind, Role, Stage, TeachingLanguage

HOUSE = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoDesk]:
    with furnished() as desk:
        yield desk


@pytest.fixture(scope="module")
def lines(demo: DemoDesk) -> tuple[register.Line, ...]:
    return demo.clerk.ask(register.search).lines


def test_its_clock_stands_on_a_working_morning_inside_the_window(demo: DemoDesk) -> None:
    frame = demo.clerk.ask(today.frame)
    assert frame.hours == "open"
    assert frame.days_left == 146
    assert dt.timedelta() <= demo.clerk.clock.now() - MORNING < dt.timedelta(minutes=5)


def test_a_hundred_children_are_accepted_and_one_class_is_full(
    demo: DemoDesk, lines: tuple[register.Line, ...]
) -> None:
    stages = Counter(line.stage for line in lines)
    assert stages == {Stage.ACCEPTED: 100, Stage.RECEIVED: 10, Stage.REFUSED: 1, Stage.WITHDRAWN: 1}
    fills = [one for language in demo.clerk.ask(class_sets.fills) for one in language.sets]
    assert [(one.letter, one.language, one.seats, one.taken) for one in fills] == list(SETS)
    assert fills[0].free == 0


def test_ten_families_wait_one_of_them_too_long(demo: DemoDesk) -> None:
    waiting = demo.clerk.ask(today.waiting)
    days = [(local(one.due_at).date() - MORNING.date()).days for one in waiting]
    assert days == [-1, 0, 0, 0, 1, 1, 1, 1, 1, 1]
    assert [one.overdue for one in waiting] == [True] + [False] * 9


def test_the_drafts_have_gaps(demo: DemoDesk) -> None:
    drafts = demo.clerk.ask(intake.drafts)
    assert len(drafts) == 3
    assert all(draft.lacks for draft in drafts)
    assert drafts[0].child_name == ""
    assert drafts[1].handed_back_at is not None
    assert {remark.field for remark in drafts[1].lacks} == {"photos.count", "form_052.present"}


def test_twins_stand_one_after_the_other(lines: tuple[register.Line, ...]) -> None:
    by_number = sorted(lines, key=lambda line: line.number)
    twins = [
        (one.number, two.number)
        for one, two in pairwise(by_number)
        if one.born == two.born and one.child_name.split()[0] == two.child_name.split()[0]
    ]
    assert len(twins) == 1


def test_two_children_of_last_year_come_again(demo: DemoDesk) -> None:
    last = demo.clerk.ask(register.search, filters=register.Filters(year=2026)).lines
    assert Counter(line.stage for line in last) == {Stage.ACCEPTED: 5, Stage.REFUSED: 1, Stage.WITHDRAWN: 1}
    assert all(age(line.born, 2026).eligible for line in last)
    (withdrawn,), (refused,) = (
        [one for one in last if one.stage is stage] for stage in (Stage.WITHDRAWN, Stage.REFUSED)
    )
    (again,) = (one for one in demo.clerk.ask(today.waiting) if one.child_name == "Қасенбай Әмина")
    assert withdrawn.child_name.startswith("Касенбай Амина")
    likeness = compare(*(demo.clerk.ask(_person, key) for key in (withdrawn.application_id, again.application_id)))
    assert likeness is not None and likeness.kind is Likely.SAME
    draft = demo.clerk.ask(intake.drafts)[1]
    assert refused.child_name.startswith(draft.child_name)


def test_nobody_of_this_year_resembles_last_years_children_but_those_two(demo: DemoDesk) -> None:
    last, this = (
        [demo.clerk.ask(_person, line.application_id) for line in demo.clerk.ask(register.search, filters=year).lines]
        for year in (register.Filters(year=2026), register.Filters(year=2027))
    )
    alike = [(one.surname, two.surname) for one in last for two in this if compare(one, two)]
    assert alike == [("Касенбай", "Қасенбай")]


def test_some_children_have_a_picture_and_every_measure_of_it_is_good(demo: DemoDesk) -> None:
    cards = [demo.clerk.ask(photos.of_application, one.application_id) for one in demo.clerk.ask(today.waiting)]
    shown = [card is not None for card in cards]
    assert shown == [True, True, True, False, False, False, True, True, False, False]
    draft = demo.clerk.ask(photos.of_draft, demo.clerk.ask(intake.drafts)[1].id)
    for card in (*cards, draft):
        if card is not None:
            assert [verdict.code for verdict in card.verdicts if verdict.tone != "good"] == []
            assert demo.clerk.ask(photos.image, card.id).startswith(b"\xff\xd8\xff")


def test_every_day_before_this_one_is_closed_and_its_register_came_out(demo: DemoDesk) -> None:
    closes = demo.clerk.ask(closing.list_of)
    assert [(one.number, one.date.day, one.printed) for one in closes] == [
        *((5, 7, True), (4, 6, True), (3, 5, True), (2, 2, True), (1, 1, True))
    ]
    assert demo.clerk.ask(closing.unclosed) is None
    last = demo.clerk.ask(closing.state)
    waiting = {item.check for item in last.standing}
    assert waiting == {Check.ANSWERS, Check.OVERDUE, Check.DRAFTS, Check.FOLDERS, Check.PHOTOS}


def test_a_portal_failed_sent_its_list_and_four_are_still_to_be_keyed_in(demo: DemoDesk) -> None:
    (line,) = demo.clerk.ask(outages.journal).lines
    assert (line.outage.ended_at is not None, line.taken) == (True, 4)
    online = [one for one in demo.clerk.ask(register.search).lines if demo.clerk.ask(_channel, one.application_id)]
    assert [one.stage for one in online] == [Stage.RECEIVED] * 3
    assert demo.clerk.ask(catch_up.count)[0] == 4


def test_what_left_the_desk_came_out_of_the_printer(demo: DemoDesk) -> None:
    assert demo.clerk.ask(papers.unprinted) == ()
    refused = next(one for one in demo.clerk.ask(register.search).lines if one.stage is Stage.REFUSED)
    assert [card.kind for card in demo.clerk.ask(papers.issued_for, refused.application_id)] == [PaperKind.REFUSAL]


def test_the_same_drawing_comes_from_the_same_number() -> None:
    assert portrait(True, 7).sha256 == portrait(True, 7).sha256 != portrait(False, 7).sha256


def _channel(look: Look, application_id: int) -> bool:
    application = look.session.get(Application, application_id)
    return application is not None and application.channel is not Channel.PAPER


def _person(look: Look, application_id: int) -> Person:
    application = look.session.get(Application, application_id)
    assert application is not None
    papers = papers_of(look, application)
    child, parent = papers.child, papers.applicant
    return Person(
        surname=child.surname,
        given_name=child.given_name,
        patronymic=child.patronymic,
        born=child.born,
        iin=application.child_iin or "",
        parent_iin=parent.iin or "",
        phone=parent.phone,
        sex=child.sex,
    )


def test_numbers_have_no_gap_and_the_trail_is_whole(demo: DemoDesk, lines: tuple[register.Line, ...]) -> None:
    assert sorted(line.number for line in lines) == [f"2027-{n:04}" for n in range(1, 113)]
    chain = demo.clerk.ask(audit.verify)
    assert (chain.broken_at, chain.count > 300) == (0, True)


def test_every_child_is_of_the_age(lines: tuple[register.Line, ...]) -> None:
    assert all(age(line.born, 2027).eligible for line in lines)


def test_every_number_is_valid_and_of_nobody() -> None:
    families = Families(1)
    for language in (TeachingLanguage.KAZAKH, TeachingLanguage.RUSSIAN):
        for _ in range(50):
            family = families.family(language)
            child = families.child(family)
            for number in (family.answers["applicant.iin"], child["child.iin"]):
                assert iin.check(number) == ()
                assert number[7:9] == "99"


def test_the_staff_are_a_clerk_and_an_administrator(demo: DemoDesk) -> None:
    assert {card.login: card.role for card in demo.clerk.ask(staff.staff)} == {
        CLERK: Role.CLERK,
        ADMINISTRATOR: Role.ADMINISTRATOR,
    }
    for login in (CLERK, ADMINISTRATOR):
        desk, _ = demo.door.sign_in(login, PASSWORD)
        desk.store.close()


def test_the_same_morning_is_told_each_time_and_nothing_is_left_of_it(demo: DemoDesk, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as elsewhere, redirect_stdout(io.StringIO()) as shown:
        elsewhere.setattr(tempfile, "tempdir", str(tmp_path))
        assert main(["demo", "--show"]) == 0
    told = shown.getvalue().splitlines()
    assert isinstance(demo.clerk.clock, DemoClock)
    demo.clerk.clock.move(MORNING)
    assert told == morning(demo.clerk, Speaker())
    assert "WAITING FOR AN ANSWER   10" in told
    assert "!  yesterday 18:30" in shown.getvalue()
    assert list(tmp_path.iterdir()) == []


def test_the_demo_speaks_every_language(demo: DemoDesk) -> None:
    assert "Школа-гимназия № 12   Чт 08.04.2027" in morning(demo.clerk, Speaker("ru"))[0]
    assert "№ 12 мектеп-гимназия   Бс 08.04.2027" in morning(demo.clerk, Speaker("kk"))[0]


def test_a_demo_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    argv = [sys.executable, "-c", f"import tempfile; tempfile.tempdir = {str(tmp_path)!r}"]
    argv[-1] += "; import sys; from clerk_desk.__main__ import main; sys.exit(main(['demo', '--show']))"
    with subprocess.Popen(argv, cwd=HOUSE, stdout=subprocess.DEVNULL) as running:
        last = time.monotonic() + 60
        while not list(tmp_path.glob("*/desk.db")):
            assert running.poll() is None
            assert time.monotonic() < last
        running.send_signal(signal.SIGTERM)
        assert running.wait(60) == 128 + signal.SIGTERM
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("taken", "waiting", "seats", "drawn"),
    [
        (25, 0, 25, "▓▓▓▓▓▓▓▓▓▓"),
        (24, 0, 25, "▓▓▓▓▓▓▓▓▓·"),
        (24, 1, 25, "▓▓▓▓▓▓▓▓▓▒"),
        (1, 0, 25, "▓·········"),
        (0, 0, 25, "··········"),
        (0, 40, 25, "▒▒▒▒▒▒▒▒▒▒"),
    ],
)
def test_a_bar_that_is_not_full_never_looks_full(taken: int, waiting: int, seats: int, drawn: str) -> None:
    free = seats - taken
    assert bar(Fill(1, "А", "kk", 1, seats, taken, waiting, free, False), 10) == drawn
