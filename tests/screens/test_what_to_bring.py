"""A parent asks what to bring: F7 shows the sheet in three languages, F6 prints it, and no child is on it."""

import datetime as dt
import threading
from pathlib import Path
from typing import Any

import pytest

from clerk_desk.door import Door
from clerk_desk.duties import bringing
from clerk_desk.instruments.printer import Printed, Printer, Saved
from clerk_desk.language import Speaker
from clerk_desk.objection import Objection
from clerk_desk.rules.bringing import LANGUAGES, SchoolCard, bringing_sheet
from data.law import the_law
from screens import printing
from screens.app import DeskApp
from screens.intake.intake_screen import IntakeScreen
from screens.register import RegisterScreen
from screens.today import Today
from screens.what_to_bring import WhatToBring
from screens.windows import Choose

from .conftest import SIZES, StillClock, StubDesk, photograph, settled_picture, signed_in, type_in, until
from .rooms import flat, sees

SCHOOL = SchoolCard("№12 мектеп-гимназия", "Школа-гимназия №12", "Алматы, Абай даңғылы, 1", "+7 727 000 00 00")
SHEETS = tuple(bringing_sheet(the_law(), dt.date(2027, 4, 1), language, SCHOOL) for language in LANGUAGES)
KK, RU, EN = (sheet.title for sheet in SHEETS)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[bytes, str, str, Printer | None]]:
    """What came to the printer; nothing is really printed or saved."""
    taken: list[tuple[bytes, str, str, Printer | None]] = []

    def send(pdf: bytes, title: str, name: str, chosen: Printer | None = None) -> Printed:
        taken.append((pdf, title, name, chosen))
        return Printed(chosen.name if chosen else "Kense_HP")

    monkeypatch.setattr(printing, "send", send)
    monkeypatch.setattr(printing, "printers", lambda: (Printer("Kense_HP", usual=True), Printer("Attic")))
    return taken


@pytest.fixture(autouse=True)
def answers(stub_desk: StubDesk) -> None:
    stub_desk.answers[bringing.sheets] = SHEETS


async def opened(app: DeskApp, pilot: Any) -> WhatToBring:
    await signed_in(pilot)
    await type_in(pilot, "f7", "1")
    await until(pilot, lambda: isinstance(app.screen, WhatToBring) and KK in photograph(app))
    assert isinstance(app.screen, WhatToBring)
    await until(pilot, lambda: app.screen.seen)  # type: ignore[attr-defined]
    return app.screen


@pytest.mark.parametrize("size", SIZES)
async def test_the_sheet_looks_like_this(desk_app: DeskApp, size: tuple[int, int]) -> None:
    async with desk_app.run_test(size=size) as pilot:
        await opened(desk_app, pilot)
        await settled_picture(pilot, f"what-to-bring-{size[0]}")


@pytest.mark.parametrize("keys", ["213", "әәі", '2"3'])
async def test_a_digit_turns_the_sheet_into_another_language_on_the_kazakh_layout_too(
    desk_app: DeskApp, keys: str
) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await opened(desk_app, pilot)
        await type_in(pilot, keys[0])
        await sees(pilot, RU, "Школа-гимназия №12")
        await type_in(pilot, keys[1])
        await type_in(pilot, keys[2])
        await sees(pilot, EN)


async def test_the_whole_sheet_can_be_read_by_paging(desk_app: DeskApp) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await opened(desk_app, pilot)
        await type_in(pilot, "2")
        await sees(pilot, RU)
        read = ""
        for _ in range(4):
            await pilot.pause()
            read += flat(desk_app) + " "
            pilot.app.screen.action_page(1)  # type: ignore[attr-defined]
        for part in SHEETS[1].parts:
            for words in (part.heading.upper(), *part.lines, *(paper.name for paper in part.papers)):
                assert words.split()[0] in read and words.split()[-1] in read
        assert "mektep.snation.kz" in read


async def test_nothing_of_the_room_beneath_is_to_be_seen(desk_app: DeskApp) -> None:
    """The screen is turned to the family: other children are not on it."""
    async with desk_app.run_test(size=(160, 50)) as pilot:
        await signed_in(pilot)
        await sees(pilot, "Сәрсенбай Әлихан")
        await type_in(pilot, "f7", "1")
        picture = await sees(pilot, KK)
        for name in ("Сәрсенбай", "Иванова", "Ахметова", "2027-00"):
            assert name not in picture


async def test_f6_prints_the_language_that_is_shown(
    desk_app: DeskApp, sent: list[tuple[bytes, str, str, Printer | None]]
) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await opened(desk_app, pilot)
        await type_in(pilot, "2", "f6")
        await sees(pilot, "Sent to the printer Kense_HP.")
        ((pdf, title, name, chosen),) = sent
        assert (title, name, chosen) == (RU, "what-to-bring-ru", Printer("Kense_HP", usual=True))
        assert pdf.startswith(b"%PDF-1.7")
        await type_in(pilot, "1")
        await until(pilot, lambda: "Sent to" not in photograph(desk_app))


async def test_of_several_printers_without_a_usual_one_the_clerk_chooses(
    desk_app: DeskApp, sent: list[tuple[bytes, str, str, Printer | None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "printers", lambda: (Printer("Kense_HP"), Printer("Attic")))
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await opened(desk_app, pilot)
        await type_in(pilot, "f6")
        await sees(pilot, "Which printer?", "(2) Attic")
        await until(pilot, lambda: desk_app.screen.seen)  # type: ignore[attr-defined]
        await type_in(pilot, "2")
        await sees(pilot, "Sent to the printer Attic.")
        await type_in(pilot, "f6")
        await sees(pilot, "Which printer?")
        await type_in(pilot, "escape")
        await until(pilot, lambda: isinstance(desk_app.screen, WhatToBring))
        assert len(sent) == 1


async def test_without_a_printer_the_sentence_says_where_the_sheet_lies(
    desk_app: DeskApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "printers", lambda: ())
    monkeypatch.setattr(printing, "send", lambda *_: Saved(Path("/documents/what-to-bring-kk.pdf")))
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await opened(desk_app, pilot)
        await type_in(pilot, "f6")
        await sees(pilot, "There is no printer here. The sheet lies in", "what-to-bring-kk.pdf")


async def test_a_printer_that_fails_is_told_beneath_the_sheet(
    desk_app: DeskApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def send(*_: object) -> Printed:
        raise Objection("printer_failed", "The printer {printer} does not answer.", printer="[/] Kense")

    monkeypatch.setattr(printing, "printers", lambda: ())
    monkeypatch.setattr(printing, "send", send)
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await opened(desk_app, pilot)
        await type_in(pilot, "f6")
        await sees(pilot, "The printer [/] Kense does not answer.")
        assert isinstance(desk_app.screen, WhatToBring)


async def test_a_slow_printer_holds_nothing_up(desk_app: DeskApp, monkeypatch: pytest.MonkeyPatch) -> None:
    let_go, begun = threading.Event(), []

    def send(*_: object) -> Printed:
        begun.append(True)
        assert let_go.wait(10)
        return Printed("Kense_HP")

    monkeypatch.setattr(printing, "printers", lambda: ())
    monkeypatch.setattr(printing, "send", send)
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await opened(desk_app, pilot)
        await type_in(pilot, "f6", "f6")
        await sees(pilot, "Being printed")
        await type_in(pilot, "3")
        await sees(pilot, EN)
        let_go.set()
        await sees(pilot, "Sent to the printer Kense_HP.")
        assert len(begun) == 1, "F6 twice prints once"


async def test_esc_leads_back_and_nothing_was_stored(desk_app: DeskApp, stub_desk: StubDesk) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await opened(desk_app, pilot)
        before = list(stub_desk.done)
        await type_in(pilot, "escape")
        await until(pilot, lambda: isinstance(desk_app.screen, Today))
        assert stub_desk.done == before


async def test_the_sheet_is_found_among_everything_that_can_be_done(desk_app: DeskApp) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        await type_in(pilot, "f12")
        await sees(pilot, "EVERYTHING THAT CAN BE DONE HERE")
        await type_in(pilot, "to bring", "enter")
        await until(pilot, lambda: isinstance(desk_app.screen, Choose) and desk_app.screen.seen)
        await type_in(pilot, "1")
        await sees(pilot, KK)


async def test_there_are_no_papers_before_anybody_signed_in(desk_app: DeskApp) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await sees(pilot, "F1 Help")
        await type_in(pilot, "f7")
        await pilot.pause()
        assert "Papers" not in photograph(desk_app) and KK not in photograph(desk_app)


async def test_a_room_with_papers_of_its_own_lists_them_first(
    desk_app: DeskApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = ("own_paper", "The room's own paper", True, "")
    done: list[str] = []
    usual = Today.papers
    monkeypatch.setattr(Today, "papers", lambda room: [own, *usual(room)])
    monkeypatch.setattr(Today, "action_own_paper", lambda room: done.append("own"), raising=False)
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        for digit, words in (("1", "WAITING FOR AN ANSWER"), ("2", KK)):
            await type_in(pilot, "f7")
            await sees(pilot, "(1) The room's own paper", "(2) What to bring: to show or to print")
            await until(pilot, lambda: isinstance(desk_app.screen, Choose) and desk_app.screen.seen)
            await type_in(pilot, digit)
            await sees(pilot, words)
            await until(pilot, lambda: not isinstance(desk_app.screen, Choose))
        assert done == ["own"]


async def test_f7_twice_opens_one_sheet(desk_app: DeskApp) -> None:
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        desk_app.action_papers()
        desk_app.action_papers()
        await until(pilot, lambda: isinstance(desk_app.screen, Choose) and desk_app.screen.seen)
        assert sum(isinstance(screen, Choose) for screen in desk_app.screen_stack) == 1
        await type_in(pilot, "1")
        await sees(pilot, KK)
        await pilot.pause()
        assert sum(isinstance(screen, WhatToBring) for screen in desk_app.screen_stack) == 1


async def test_the_sheet_is_one_key_away_from_the_intake_and_the_register(door: Door) -> None:
    app = DeskApp(door, Speaker(), StillClock())
    app.faults.strict = True
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        for keys, room in (("f2", IntakeScreen), ("f3", RegisterScreen)):
            await type_in(pilot, keys)
            await until(pilot, lambda kind=room: isinstance(app.screen, kind) and app.screen.focused is not None)  # type: ignore[misc]
            if room is IntakeScreen:  # the form takes keys in their turn, once its draft is open
                await until(pilot, lambda: app.screen.sheet._held is None)  # type: ignore[attr-defined]
            offered = [action for action, *_ in app.screen.papers()]  # type: ignore[attr-defined]
            digit = str(offered.index("what_to_bring") + 1)
            await type_in(pilot, "f7", *((digit,) if len(offered) > 1 else ()))
            await sees(pilot, KK, "№12 мектеп-гимназия")
            await type_in(pilot, "escape")
            await until(pilot, lambda kind=room: isinstance(app.screen, kind))  # type: ignore[misc]
