"""Known children like the one on the form: shown while it is typed, laid side by side, told apart, looked at again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import intake
from clerk_desk.duties.receiving import Receipt
from data.engine import Store
from screens.in_turn import InTurn
from screens.intake.alike_window import Alike
from screens.intake.intake_screen import IntakeScreen
from screens.windows import AskText, Choose
from tests.duties.acts import receive
from tests.papers import complete_answers
from tests.screens.counter_store import desk_of, new_store, station_at
from tests.screens.test_intake import Host, counter, seen, told, until

ABROAD = {"child__iin": "", "child__no_iin_reason": "шетелден келді"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = new_store(tmp_path)
    yield made
    made.close()


@pytest.fixture
def desk(store: Store) -> Desk:
    return desk_of(store)


@pytest.fixture
def known(desk: Desk) -> Receipt:
    """A girl who was received a moment ago."""
    return receive(desk, complete_answers())


def draft(desk: Desk, **changes: str) -> int:
    """A draft of hers without an IIN, one letter wrong; the pen stands in the given name."""
    opened = desk.do(new_act(), intake.open_draft)
    answers = complete_answers(**ABROAD | {"child__given_name": "Аружна"} | changes)
    desk.keep(opened.id, opened.version, answers, "child.given_name")
    return opened.id


def panel(host: Host) -> str:
    """What stands beside the form, in one line."""
    return " ".join(" ".join(line[85:] for line in host.picture().split("\n")).split())


def front(host: Host, kind: type) -> Any:
    return isinstance(host.screen, kind) and seen(host)


async def test_a_child_like_a_known_one_shows_while_the_name_is_being_typed(desk: Desk, known: Receipt) -> None:
    async with counter(desk, draft_id=draft(desk, child__given_name="")) as (host, _, screen):
        await screen.examining.settled()
        assert screen.found is not None
        assert [known.kind for known in screen.found.likenesses] == ["twin"], "as long as no name is there"
        host.type("Аружан")
        await until(host, lambda: "very probably the same child" in panel(host))
        assert f"31.03.2021 № {known.number} waiting" in panel(host)
        assert screen.sheet.cursor == "child.given_name", "the pen has not moved"


async def test_not_the_same_child_is_said_with_one_key_and_undone_with_another(desk: Desk, known: Receipt) -> None:
    async with counter(desk, draft_id=draft(desk)) as (host, _, screen):
        await until(host, lambda: known.number in panel(host))
        host.type("<f10>")
        await until(host, lambda: front(host, Alike))
        page = host.picture()
        assert "≠ Given name  Аружна" in page
        assert "210331••••••" in page
        assert "210331699903" not in page
        host.type("1")
        await until(host, lambda: host.screen is screen)
        await until(host, lambda: screen.found is not None and not screen.found.likenesses)
        assert f"Noted: another child than № {known.number}." in told(host)
        assert known.number not in panel(host)

        host.type("<f10>")
        await until(host, lambda: front(host, Alike))
        assert "told apart: not the same child" in host.picture()
        host.type('"')  # the digit 1 as the Kazakh layout types it
        await until(host, lambda: front(host, Alike) and "not the same child: do not show" in host.picture())
        host.type("<escape>")
        await until(host, lambda: host.screen is screen and known.number in panel(host))


async def test_the_known_childs_application_can_be_opened_and_the_draft_stays(desk: Desk, known: Receipt) -> None:
    async with counter(desk, draft_id=draft(desk)) as (host, _, screen):
        host.type("<f10>")
        await until(host, lambda: front(host, Alike))
        host.type("2")
        await until(host, lambda: host.ways)
        assert host.ways == [("record", known.application_id)]
        assert not screen.left_behind


async def test_the_same_child_is_put_away_with_a_reason_that_names_the_other(desk: Desk, known: Receipt) -> None:
    async with counter(desk, draft_id=draft(desk)) as (host, _, _):
        host.type("<f10>")
        await until(host, lambda: front(host, Alike))
        host.type("3")
        await until(host, lambda: front(host, AskText))
        assert f"the same child as № {known.number}" in host.picture()
        host.type("<enter>")
        await until(host, lambda: front(host, Choose))
        assert [line.child_name for line in desk.ask(intake.discarded)] == ["Сәрсенбай Аружна"]


async def test_a_twin_is_told_quietly_and_no_field_warns(desk: Desk, known: Receipt) -> None:
    async with counter(desk, draft_id=draft(desk, child__given_name="Аяла")) as (host, _, screen):
        await until(host, lambda: "same parent: a twin?" in panel(host))
        assert "!" not in host.picture()
        assert screen.found is not None
        assert [remark.code for remark in screen.found.remarks] == []


class InTurnHost(Host, InTurn):
    """The smallest desk that takes keys in turn, as the real one does."""


async def test_digits_typed_before_the_window_is_to_be_seen_say_nothing(desk: Desk, known: Receipt) -> None:
    screen = IntakeScreen(station_at(desk), draft_id=draft(desk))
    host = InTurnHost(screen)
    async with host.run_test(size=(120, 36)) as pilot:
        await until(host, lambda: screen.found is not None and screen.found.likenesses)
        host.type("<f10>", "1", "1", "3")
        await until(host, lambda: front(host, Alike))
        await until(host, lambda: isinstance(host.screen, Alike) and host.screen.seen)
        await pilot.pause()
        assert isinstance(host.screen, Alike)
        assert told(host) == ""
        assert screen.sheet.entries["child.given_name"].text == "Аружна", "nor are they written into the form"
        host.type("1")
        await until(host, lambda: "Noted" in told(host))


async def test_where_nobody_is_alike_it_is_said_and_the_form_stays_in_hand(desk: Desk) -> None:
    async with counter(desk, draft_id=draft(desk)) as (host, _, screen):
        host.type("<f10>")
        await until(host, lambda: "No known child" in told(host))
        assert host.screen is screen
        assert "KNOWN CHILDREN LIKE THIS ONE the IIN will tell" in panel(host)


async def test_in_a_narrow_terminal_one_line_says_the_key_and_the_window_shows_every_way(
    desk: Desk, known: Receipt
) -> None:
    for name in ("Аяла", "Айша", "Медина"):  # her sisters, as many as are listed above
        receive(desk, complete_answers(**ABROAD | {"child__given_name": name}))
    async with counter(desk, (80, 24), draft_id=draft(desk)) as (host, _, _):
        await until(host, lambda: f"! Like № {known.number}. F10 compares." in host.picture())
        host.type("<f10>")
        await until(host, lambda: front(host, Alike))
        for way in ("(1) not the same child", "(2) open", "(3) the same child: put this draft away"):
            assert way in host.picture()
        host.type("<down>", "<down>")
        await until(host, lambda: "▸ № 2027-000" in host.picture() and f"▸ № {known.number}" not in host.picture())
        assert "same parent: a twin?" in host.picture()


async def test_it_is_reached_without_f10_too(desk: Desk, known: Receipt) -> None:
    async with counter(desk, draft_id=draft(desk)) as (_, _, screen):
        assert ("alike", "Known children like this one") in [way[:2] for way in screen.papers()]
        words = [one.tooltip for one in screen.active_bindings.values() if one.binding.action == "alike"]
        assert words == ["Known children like this one, side by side"]


async def test_a_name_full_of_brackets_is_shown_as_it_is(desk: Desk) -> None:
    receive(desk, complete_answers(child__surname="[/]Сәрсен[red]", child__given_name="[@click=x]Аружан"))
    changes = {"child__surname": "[/]Сәрсен[red]", "child__given_name": "[@click=x]Аружна"}
    async with counter(desk, draft_id=draft(desk, **changes)) as (host, _, _):
        await until(host, lambda: "[/]Сәрсен[red]" in panel(host))
        host.type("<f10>")
        await until(host, lambda: front(host, Alike))
        assert "[@click=x]Аружан" in host.picture()
