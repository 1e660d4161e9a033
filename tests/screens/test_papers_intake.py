"""Before it is received: the list of what is missing goes along on paper, the application is printed to be signed."""

from typing import Any

import pytest

from clerk_desk.desk import Desk
from clerk_desk.duties import papers
from clerk_desk.instruments import paper_sheets
from clerk_desk.instruments.printer import Printed, Printer
from data.vocabulary import PaperKind
from screens import printing
from screens.intake.intake_screen import IntakeScreen
from screens.intake.windows import HandBack
from screens.paper_out import DidItComeOut
from screens.paper_preview import PaperPreview

from .test_intake import Host, counter, desk, paper, seen, store, told, until

__all__ = ["desk", "store"]


@pytest.fixture(autouse=True)
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What went to the printer."""
    gone: list[Any] = []

    def send(*sheet: Any) -> Printed:
        gone.append(sheet)
        return Printed("Kense_HP")

    monkeypatch.setattr(printing, "printers", lambda: (Printer("Kense_HP", usual=True),))
    monkeypatch.setattr(printing, "send", send)
    monkeypatch.setattr(paper_sheets, "set_paper", lambda sheet: b"%PDF")
    return gone


async def shown(host: Host, kind: type) -> None:
    """Wait for a window that takes keys."""
    await until(host, lambda: isinstance(host.screen, kind) and seen(host))


def unprinted(desk: Desk) -> list[PaperKind]:
    """The kinds of the papers that nobody said came out."""
    return [card.kind for card in desk.ask(papers.unprinted)]


async def test_the_list_is_printed_before_the_papers_go_back(desk: Desk, sent: list[Any]) -> None:
    async with counter(desk) as (host, pilot, screen):
        host.type(*paper(), "<pageup>", "<pageup>", "1", "<enter>", "<pagedown>", "<pagedown>")
        await until(host, lambda: "(1) hand the papers back" in host.picture())
        host.type("1")
        await shown(host, HandBack)
        await pilot.press("f7")
        await shown(host, PaperPreview)
        assert "List of what is missing, before receiving" in host.picture()
        await pilot.press("f6")
        await shown(host, DidItComeOut)
        assert unprinted(desk) == [PaperKind.MISSING]
        await pilot.press("1")
        await shown(host, HandBack)
        assert len(sent) == 1 and not unprinted(desk) and not host.ways
        await pilot.press("enter")
        await until(host, lambda: ("today",) in host.ways)
        [card] = desk.ask(papers.issued_for_draft, screen.args[1])
        assert card.printed_at is not None


async def test_the_application_is_printed_to_be_signed_with_what_was_typed_last(desk: Desk) -> None:
    async with counter(desk) as (host, pilot, screen):
        host.type("012345678")
        await until(host, lambda: screen.sheet.entries["applicant.document_number"].text == "012345678")
        screen.action_paper_of_draft("application_form")
        await shown(host, PaperPreview)
        await until(host, lambda: "012345678" in host.picture())
        await pilot.press("escape")
        await until(host, lambda: host.screen is screen)
        assert not unprinted(desk)


async def test_with_nothing_missing_there_is_no_list_to_print(desk: Desk) -> None:
    async with counter(desk) as (host, _, screen):
        host.type(*paper())
        await until(host, lambda: "Ready: F6 receives it" in host.picture())
        offered = {action: (enabled, why) for action, _, enabled, why in screen.papers()}
        enabled, why = offered["paper_of_draft('missing')"]
        assert not enabled and why == "Nothing is missing: F6 receives this application."
        assert offered["paper_of_draft('application_form')"][0]


async def test_what_could_not_be_kept_is_not_printed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async with counter(desk) as (host, _, screen):
        host.type("0123")
        await until(host, lambda: screen.drafting is not None)

        async def fails(_patience: float) -> bool:
            return False

        monkeypatch.setattr(screen.drafting, "flush", fails)
        screen.action_paper_of_draft("missing")
        await until(host, lambda: "your last entries are not saved" in told(host))
        assert isinstance(host.screen, IntakeScreen) and not unprinted(desk)
