"""Answers for the portals on the screen: field by field with the notice; and on Today what the portals lack."""

import pytest

from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import portal_answers
from clerk_desk.duties.catch_up import Untold
from clerk_desk.duties.catch_up import standing as standing_of
from data.tables import Application, PortalEntry
from data.vocabulary import Channel
from screens.app import DeskApp
from screens.portal_answers import PortalAnswersScreen
from screens.station import Station

from .conftest import SIZES, StubDesk, at, host, photograph, settled_picture, signed_in, until
from .rooms import accept, press, receive_many, sees
from .test_catch_up import desktop

__all__ = ["desktop"]


def answered_online(desk: Desk, count: int) -> None:
    """Children who applied on a portal, accepted here."""
    for n, receipt in enumerate(receive_many(desk, count), 1):
        with desk.store.writing() as session:
            session.get_one(Application, receipt.application_id).channel = Channel.EGOV
            session.add(PortalEntry(application_id=receipt.application_id, portal=Channel.EGOV, number=f"E-100{n}"))
        accept(desk, receipt, "А")


@pytest.mark.parametrize("size", SIZES)
async def test_the_answer_stands_with_the_whole_notice(station: Station, size: tuple[int, int]) -> None:
    answered_online(station.desk, 2)
    async with host(PortalAnswersScreen(station)).run_test(size=size) as pilot:
        await sees(pilot, "ANSWERS TO BE ENTERED ON A PORTAL 2", "E-1002")
        await press(pilot, "enter")
        await sees(pilot, "№ 2027-0001", "қабылданды / зачислен")
        await press(pilot, *["down"] * 9)
        await sees(pilot, "Школа-гимназия №12")
        await settled_picture(pilot, f"portal-answers-{size[0]}")


async def test_the_notice_is_copied_whole_and_the_answer_noted(station: Station, desktop: list[str]) -> None:
    answered_online(station.desk, 2)
    async with host(PortalAnswersScreen(station)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "E-1002")
        await press(pilot, "enter", *["down"] * 8, " ")
        await until(pilot, lambda: desktop and "1 «А»" in desktop[-1])
        assert "\n" in desktop[-1], "line by line"
        assert "______" not in desktop[-1], "nothing to be signed stands in a portal"
        await press(pilot, "f6")
        await sees(pilot, "Is the answer to № 2027-0001 entered on the portal?", "egov.kz, number E-1001")
        await until(pilot, lambda: getattr(pilot.app.screen, "seen", False))
        await press(pilot, "enter")
        await sees(pilot, "The answer to № 2027-0001 is noted as entered. 1 is left.", "№ 2027-0002")
        await press(pilot, "f6")
        await until(pilot, lambda: getattr(pilot.app.screen, "seen", False))
        await press(pilot, "enter")
        await sees(pilot, "Every answer to an online applicant is on its portal.")
    assert station.desk.ask(portal_answers.waiting) == ()


async def test_what_was_noted_by_mistake_is_taken_back_with_a_reason(station: Station) -> None:
    answered_online(station.desk, 1)
    async with host(PortalAnswersScreen(station)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "E-1001")
        await press(pilot, "3")
        await sees(pilot, "No answer was entered yet.")
        only = station.desk.ask(portal_answers.waiting)[0]
        station.desk.do(new_act(), portal_answers.entered, only.application_id)
        await press(pilot, "3")
        await sees(pilot, "Which answer is not entered after all?", "egov.kz E-1001")
        await press(pilot, "1", "Басқа баланікі.", "enter")
        await sees(pilot, "The answer to № 2027-0001 waits to be entered again.", "ENTERED ON A PORTAL 1")


async def test_an_answer_taken_back_meanwhile_is_said(station: Station) -> None:
    answered_online(station.desk, 1)
    async with host(PortalAnswersScreen(station)).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "E-1001")
        await press(pilot, "enter")
        await sees(pilot, "№ 2027-0001")
        only = station.desk.ask(portal_answers.waiting)[0]
        station.desk.do(new_act(), portal_answers.entered, only.application_id)
        await press(pilot, "f6")
        await until(pilot, lambda: getattr(pilot.app.screen, "seen", False))
        await press(pilot, "enter")
        await sees(pilot, "The answer to № 2027-0001 is entered already.")


async def test_today_tells_what_the_portals_lack_until_it_is_nothing(desk_app: DeskApp, stub_desk: StubDesk) -> None:
    stub_desk.answers[standing_of] = Untold(3, at(1, 8, 42), 1, at(1, 10, 40))
    async with desk_app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot)
        await sees(pilot, "PORTALS 3 to key in, oldest 2 h ago; 1 answer to enter, 2 min ago: F12")
        stub_desk.answers[standing_of] = Untold(0, None, 0, None)
        pilot.app.screen.reload()
        await until(pilot, lambda: "PORTALS" not in photograph(pilot.app))
