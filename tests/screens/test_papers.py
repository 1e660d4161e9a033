"""A family gets its paper: seen first, stored, printed, and on paper only when the clerk says that it came out."""

import threading
from pathlib import Path
from typing import Any

import pytest

from clerk_desk.desk import Desk, new_act
from clerk_desk.door import Door
from clerk_desk.duties import afterwards, papers
from clerk_desk.duties.papers import PaperCard
from clerk_desk.instruments import paper_sheets
from clerk_desk.instruments.printer import Printed, Printer, Saved
from clerk_desk.language import Speaker
from clerk_desk.objection import Message, Objection
from data.vocabulary import PaperKind
from screens import paper_out, printing
from screens.app import DeskApp
from screens.going import Go
from screens.intake.paper_counter import received
from screens.intake.windows import Received
from screens.paper_out import BeingPrinted, DidItComeOut, Leaving
from screens.paper_preview import PaperPreview
from screens.paper_ways import ways_of_unprinted
from screens.printing import Sent
from screens.record import RecordScreen
from screens.today import Today
from screens.windows import Choose

from .conftest import SIZES, StillClock, host, photograph, settled_picture, signed_in, type_in, until
from .rooms import accept, flat, place, receive, sees

KENSE = Printer("Kense_HP", usual=True)
Sends = list[tuple[bytes, str, str, Printer | None]]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sends:
    """What went to the office's printer; typesetting itself has its own tests."""
    gone: Sends = []

    def send(*sheet: Any) -> Printed:
        gone.append(sheet)
        return Printed(sheet[3].name)

    monkeypatch.setattr(printing, "printers", lambda: (KENSE,))
    monkeypatch.setattr(printing, "send", send)
    monkeypatch.setattr(paper_sheets, "set_paper", lambda sheet: f"%PDF {sheet.code}".encode())
    return gone


@pytest.fixture
def app(door: Door) -> DeskApp:
    """The whole program at a real desk, its clock at 10:42."""
    made = DeskApp(door, Speaker(), StillClock())
    made.faults.strict = True
    return made


@pytest.fixture
def child(station: Any) -> Any:
    """A child received at the clerk's desk."""
    return receive(station.desk)


@pytest.fixture
def desk(station: Any) -> Desk:
    """The clerk's desk, to look into the store."""
    return station.desk  # type: ignore[no-any-return]


def given(desk: Desk, child: Any) -> tuple[PaperCard, ...]:
    """The papers of a child, the latest first."""
    return desk.ask(papers.issued_for, child.application_id)


async def seen(pilot: Any, kind: type) -> Any:
    """Wait for a window that takes keys."""
    app = pilot.app
    await until(pilot, lambda: isinstance(app.screen, kind) and app.screen.seen)
    return app.screen


async def told(pilot: Any, words: str) -> None:
    """Wait until the clerk was told a sentence with these words."""
    await until(pilot, lambda: any(words in one.message for one in pilot.app._notifications))


async def record(pilot: Any, child: Any) -> RecordScreen:
    """Sign in and open the record."""
    await signed_in(pilot)
    pilot.app.screen.post_message(Go("record", child.application_id))
    await until(pilot, lambda: isinstance(pilot.app.screen, RecordScreen) and pilot.app.screen.record is not None)
    await until(pilot, lambda: "CLASS-SETS" in photograph(pilot.app))
    return pilot.app.screen  # type: ignore[no-any-return]


async def list_of_papers(pilot: Any) -> str:
    """Open F7's list."""
    await type_in(pilot, "f7")
    await seen(pilot, Choose)
    return photograph(pilot.app)


async def receipt_printed(pilot: Any, *wishes: str) -> None:
    """From the list of a received child's papers to the question whether the receipt came out."""
    await list_of_papers(pilot)
    await type_in(pilot, "1")
    await seen(pilot, PaperPreview)
    await type_in(pilot, *wishes, "f6")
    await seen(pilot, DidItComeOut)


# After receiving


async def test_after_receiving_one_key_leads_to_the_receipt_and_back(
    app: DeskApp, sent: Sends, child: Any, desk: Desk
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        ways: list[str | None] = []

        async def at_the_counter() -> None:
            ways.append(await received(app.screen, child))  # type: ignore[arg-type]

        app.run_worker(at_the_counter())
        await seen(pilot, Received)
        await sees(pilot, "№ 2027-0001", "answer due", "F7, 3 the receipt for the family")
        await type_in(pilot, "f7")
        await seen(pilot, PaperPreview)
        await sees(pilot, "Receipt, № 2027-0001", "Қолхат")
        await type_in(pilot, "3", "5")
        await sees(pilot, "Расписка")
        await type_in(pilot, "f6")
        await seen(pilot, DidItComeOut)
        await type_in(pilot, "1")
        await seen(pilot, Received)
        (card,) = given(desk, child)
        assert (card.kind, card.languages, card.size) == (PaperKind.RECEIPT, ("ru",), "a5")
        assert card.printed_at is not None and card.printed_by == "Сәрсенова Айгүл"
        assert [name for _, _, name, _ in sent] == [card.code], "no child's name in a queue or a folder"
        await type_in(pilot, "enter")
        await until(pilot, lambda: ways == ["today"])


async def test_going_back_from_the_receipt_stores_nothing_and_leads_back_to_the_number(
    app: DeskApp, sent: Sends, child: Any, desk: Desk
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        app.run_worker(received(app.screen, child))  # type: ignore[arg-type]
        await seen(pilot, Received)
        await type_in(pilot, "3")
        await seen(pilot, PaperPreview)
        await type_in(pilot, "escape")
        await seen(pilot, Received)
        assert not given(desk, child) and not sent


# On the record


async def test_the_answer_names_the_key_and_its_notice_stands_first(
    app: DeskApp, sent: Sends, child: Any, desk: Desk
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await record(pilot, child)
        await type_in(pilot, "f6")
        await seen(pilot, Choose)
        await type_in(pilot, "1")
        await until(pilot, lambda: "Accept?" in photograph(app) and app.screen.seen)  # type: ignore[attr-defined]
        await type_in(pilot, "enter")
        await told(pilot, "is accepted into 1 «А». F7 prints the notice.")
        assert "(1) Notice of acceptance" in await list_of_papers(pilot)


async def test_what_cannot_be_given_says_why_and_stays(app: DeskApp, sent: Sends, child: Any, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await record(pilot, child)
        picture = await list_of_papers(pilot)
        assert "(1) Receipt" in picture and "What is missing" not in picture
        at = next(line for line in picture.splitlines() if "Notice of acceptance" in line).partition("(")[2][0]
        await type_in(pilot, at)
        await until(pilot, lambda: flat(app).count("This application is not accepted now") == 2)
        assert isinstance(app.screen, Choose) and not given(desk, child)


async def test_the_language_of_the_last_paper_is_remembered_for_the_family(
    app: DeskApp, sent: Sends, child: Any, desk: Desk
) -> None:
    desk.do(new_act(), papers.issue, PaperKind.RECEIPT, child.application_id, ("ru",), "a5")
    accept(desk, child, "Ә")
    async with app.run_test(size=(80, 24)) as pilot:
        await record(pilot, child)
        await list_of_papers(pilot)
        await type_in(pilot, "1")
        window = await seen(pilot, PaperPreview)
        assert window.wish.languages == ("ru",)
        await sees(pilot, "Уведомление")
        await type_in(pilot, "ә")  # 2 on the Kazakh layout
        await sees(pilot, "хабарлама")


# Printing


async def test_a_paper_is_printed_only_when_somebody_says_that_it_came_out(
    app: DeskApp, sent: Sends, child: Any, desk: Desk
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        room = await record(pilot, child)
        await receipt_printed(pilot)
        await sees(pilot, "did it come out?", "Sent to the printer Kense_HP.")
        assert len(sent) == 1 and given(desk, child)[0].printed_at is None
        await type_in(pilot, "2")
        await until(pilot, lambda: len(sent) == 2)
        await seen(pilot, DidItComeOut)
        assert sent[0][0] == sent[1][0], "the same paper, not a second one"
        await type_in(pilot, '"')  # 1 on the Kazakh layout
        await until(pilot, lambda: given(desk, child)[0].printed_at is not None)
        await until(pilot, lambda: app.screen is room and "paper came out" in _page(room))
        assert len(given(desk, child)) == 1


async def test_a_key_pressed_before_the_question_was_to_be_seen_is_no_answer(desk: Desk) -> None:
    room = Today(place(desk))
    app = host(room)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.screen is room)
        app.hold_keys()
        await type_in(pilot, "1", "enter")
        answers: list[str] = []

        async def ask() -> None:
            sent = Sent(Message("Sent to the printer {printer}.", {"printer": "Kense_HP"}), "information", taken=True)
            answers.append(await paper_out.ask(room, Leaving("Receipt", "code", bytes), sent))

        app.run_worker(ask())
        await seen(pilot, DidItComeOut)
        assert not answers
        await type_in(pilot, "3")
        await until(pilot, lambda: answers == ["no"])


async def test_a_paper_that_is_stuck_is_not_lost_and_is_printed_later_from_any_room(
    app: DeskApp, sent: Sends, child: Any, desk: Desk
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await record(pilot, child)
        await receipt_printed(pilot)
        await type_in(pilot, "3")
        await told(pilot, "stored, not yet printed: F7 lists it.")
        assert "NOT YET PRINTED" in await list_of_papers(pilot)
        await type_in(pilot, "escape", "f5")
        await until(pilot, lambda: isinstance(app.screen, Today) and app.screen.is_current)
        assert "(1) 1 paper not yet printed" in await list_of_papers(pilot)
        await type_in(pilot, "1")
        await sees(pilot, "Stored, not yet printed", "Receipt 2027-0001-R-")
        await seen(pilot, Choose)
        await type_in(pilot, "1")
        await seen(pilot, DidItComeOut)
        await type_in(pilot, "1")
        await until(pilot, lambda: isinstance(app.screen, Today))
        await until(pilot, lambda: given(desk, child)[0].printed_at is not None)
        assert not desk.ask(papers.unprinted)
        await type_in(pilot, "f7")
        await until(pilot, lambda: not isinstance(app.screen, Today))
        assert "not yet printed" not in photograph(app)


async def test_a_printer_that_fails_says_what_to_do_and_the_paper_stays(
    app: DeskApp, sent: Sends, child: Any, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    well = printing.send
    objection = Objection("printer_failed", "The printer {printer} does not answer. Look at it.", printer="[/] Kense")

    def fails(*_: object) -> Printed:
        raise objection

    monkeypatch.setattr(printing, "send", fails)
    async with app.run_test(size=(80, 24)) as pilot:
        await record(pilot, child)
        await receipt_printed(pilot)
        await sees(pilot, "The printer [/] Kense does not answer.", "(1) print it again", "(2) not now")
        assert "did it come out?" not in photograph(app)
        assert given(desk, child)[0].printed_at is None
        monkeypatch.setattr(printing, "send", well)
        await type_in(pilot, "1")
        await sees(pilot, "Sent to the printer Kense_HP.")


async def test_a_slow_printer_is_not_waited_for(
    app: DeskApp, sent: Sends, child: Any, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go = threading.Event()

    def slow(*_: object) -> Printed:
        assert let_go.wait(10)
        return Printed("Kense_HP")

    monkeypatch.setattr(printing, "send", slow)
    async with app.run_test(size=(80, 24)) as pilot:
        room = await record(pilot, child)
        await list_of_papers(pilot)
        await type_in(pilot, "1")
        await seen(pilot, PaperPreview)
        await type_in(pilot, "f6")
        await seen(pilot, BeingPrinted)
        await sees(pilot, "Being printed", "Esc Do not wait")
        await type_in(pilot, "escape")
        await told(pilot, "The paper is stored, not yet printed")
        let_go.set()
        await until(pilot, lambda: app.screen is room and not room.talking)
        assert given(desk, child)[0].printed_at is None


@pytest.mark.parametrize(("digit", "stays"), [("3", False), ("4", True)])
async def test_without_a_printer_it_is_saved_and_removed_once_it_is_on_paper(
    app: DeskApp,
    sent: Sends,
    child: Any,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    digit: str,
    stays: bool,
) -> None:
    file = tmp_path / "2027-0001-R.pdf"

    def save(pdf: bytes, *_: object) -> Saved:
        file.write_bytes(pdf)
        return Saved(file)

    shown: list[Path] = []
    monkeypatch.setattr(printing, "printers", lambda: ())
    monkeypatch.setattr(printing, "send", save)
    monkeypatch.setattr(paper_out, "can_show", lambda: True)
    monkeypatch.setattr(paper_out, "show_file", shown.append)
    async with app.run_test(size=(80, 24)) as pilot:
        await record(pilot, child)
        await receipt_printed(pilot)
        await sees(pilot, "There is no printer here", "It holds personal data.", "(1) open the file")
        assert not shown, "opened only if that is asked for"
        await type_in(pilot, "enter")
        await until(pilot, lambda: shown == [file])
        await seen(pilot, DidItComeOut)
        await type_in(pilot, digit)
        await until(pilot, lambda: given(desk, child)[0].printed_at is not None)
        await until(pilot, lambda: file.exists() is stays)


async def test_without_a_printer_and_a_desktop_enter_says_nothing_about_the_paper(
    app: DeskApp, sent: Sends, child: Any, desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "2027-0001-R.pdf"
    file.write_bytes(b"%PDF")
    monkeypatch.setattr(printing, "printers", lambda: ())
    monkeypatch.setattr(printing, "send", lambda *_: Saved(file))
    monkeypatch.setattr(paper_out, "can_show", lambda: False)
    async with app.run_test(size=(80, 24)) as pilot:
        await record(pilot, child)
        await receipt_printed(pilot)
        await sees(pilot, "There is no printer here", "This machine has no desktop that shows files.")
        await type_in(pilot, "enter")
        await until(pilot, lambda: not isinstance(app.screen, DidItComeOut))
        assert given(desk, child)[0].printed_at is None
        assert file.exists(), "nobody has said that it is on paper"


async def test_a_file_that_cannot_be_shown_or_removed_is_told(
    app: DeskApp, sent: Sends, child: Any, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(path: Path) -> None:
        raise Objection("not_shown", "It does not go: {path}.", path=str(path))

    monkeypatch.setattr(printing, "printers", lambda: ())
    monkeypatch.setattr(printing, "send", lambda *_: Saved(Path("/documents/[b].pdf")))
    monkeypatch.setattr(paper_out, "can_show", lambda: True)
    monkeypatch.setattr(paper_out, "show_file", refuses)
    monkeypatch.setattr(paper_out, "remove_file", refuses)
    async with app.run_test(size=(80, 24)) as pilot:
        await record(pilot, child)
        await receipt_printed(pilot)
        await type_in(pilot, "1")
        await sees(pilot, "It does not go: /documents/[b].pdf.")
        await seen(pilot, DidItComeOut)
        await type_in(pilot, "3")
        await until(pilot, lambda: given(desk, child)[0].printed_at is not None)
        await told(pilot, "It does not go")


async def test_a_fault_in_printing_is_a_number_and_the_paper_stays(
    app: DeskApp, sent: Sends, child: Any, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> bytes:
        raise RuntimeError("Сәрсенбай")

    monkeypatch.setattr(paper_sheets, "set_paper", breaks)
    async with app.run_test(size=(80, 24)) as pilot:
        await record(pilot, child)
        app.faults.strict = False
        await receipt_printed(pilot)
        await sees(pilot, "This could not be printed, fault no. 1.", "print it again")
        assert given(desk, child)[0].printed_at is None


# Printed before


async def test_a_paper_that_came_out_is_printed_again_as_a_copy(
    app: DeskApp, sent: Sends, child: Any, desk: Desk
) -> None:
    first = desk.do(new_act(), papers.issue, PaperKind.RECEIPT, child.application_id)
    desk.do(new_act(), papers.came_out, first.paper_id)
    async with app.run_test(size=(80, 24)) as pilot:
        await record(pilot, child)
        picture = await list_of_papers(pilot)
        assert f"(3) Receipt {first.code}" in picture and "came out 10:42" in picture
        await type_in(pilot, "3")
        await seen(pilot, PaperPreview)
        await sees(pilot, "F6 prints a copy, marked as one.", "Қолхат")
        await type_in(pilot, "1", "f6")  # its languages stay as they are
        await seen(pilot, DidItComeOut)
        await sees(pilot, "copy 1")
        await type_in(pilot, "1")
        await until(pilot, lambda: all(card.printed_at for card in given(desk, child)))
        copy, original = given(desk, child)
        assert (copy.copy_number, original.copy_number) == (1, 0) and copy.code != original.code


async def test_a_paper_that_never_came_out_is_printed_itself(app: DeskApp, sent: Sends, child: Any, desk: Desk) -> None:
    first = desk.do(new_act(), papers.issue, PaperKind.RECEIPT, child.application_id)
    async with app.run_test(size=(80, 24)) as pilot:
        await record(pilot, child)
        await list_of_papers(pilot)
        await type_in(pilot, "3")
        await seen(pilot, PaperPreview)
        await type_in(pilot, "f6")
        await seen(pilot, DidItComeOut)
        await type_in(pilot, "1")
        await until(pilot, lambda: given(desk, child)[0].printed_at is not None)
        assert [card.code for card in given(desk, child)] == [first.code]


async def test_a_paper_that_is_no_longer_true_is_not_to_be_printed_any_more(
    app: DeskApp, sent: Sends, child: Any, desk: Desk
) -> None:
    desk.do(new_act(), papers.issue, PaperKind.RECEIPT, child.application_id)
    room = Today(place(desk))
    async with host(room).run_test() as pilot:
        assert [way.label for way in await ways_of_unprinted(room)] == ["1 paper not yet printed"]
        desk.do(new_act(), afterwards.withdraw, child.application_id, "the family moves")
        assert await ways_of_unprinted(room) == [] and pilot is not None


async def test_what_changed_since_it_was_given_is_said(app: DeskApp, sent: Sends, child: Any, desk: Desk) -> None:
    desk.do(new_act(), papers.issue, PaperKind.RECEIPT, child.application_id)
    desk.do(new_act(), afterwards.withdraw, child.application_id, "the family moves")
    async with app.run_test(size=(80, 24)) as pilot:
        await record(pilot, child)
        await type_in(pilot, "f7")
        await sees(pilot, "(1) Withdrawal slip", "Since then the family withdrew")


# Seen


@pytest.mark.parametrize("size", SIZES)
async def test_the_papers_of_a_record_look_like_this(
    app: DeskApp, sent: Sends, child: Any, desk: Desk, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await record(pilot, child)
        await list_of_papers(pilot)
        await settled_picture(pilot, f"papers-{size[0]}")
        await type_in(pilot, "1")
        await seen(pilot, PaperPreview)
        await settled_picture(pilot, f"paper-preview-{size[0]}")


def _page(room: RecordScreen) -> str:
    from screens.widgets.by_width import ByWidth

    return room.query_one("#page", ByWidth)._drawing(100).plain
