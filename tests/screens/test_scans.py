"""A scanner writes into the form: what it typed is taken back, what the document says is filled in, and told."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from itertools import product
from time import monotonic

import pytest
from textual import events
from textual.pilot import Pilot

from clerk_desk.desk import Desk
from clerk_desk.rules.form import Step
from clerk_desk.rules.layouts import KAZAKH, RUSSIAN, typed_under
from data.engine import Store
from screens.in_turn import InTurn
from screens.intake.checklist import Checklist
from screens.intake.intake_screen import IntakeScreen
from tests.rules.zones import AIGUL, CARD, PASSPORT
from tests.screens.counter_store import OPEN_ENDED, PAPER, PAPER_IN_ORDER, desk_of, new_store, station_at
from tests.screens.test_intake import Host, kept, seen, sheet_text, until

LAYOUTS = {"latin": "", "russian": RUSSIAN, "kazakh": KAZAKH}
OF_CARD = {
    "applicant.shown": "original",
    "applicant.document_kind": "id_card",
    "applicant.document_number": "000000017",
    "applicant.document_valid_until": "01.01.2034",
    "applicant.iin": "900312499911",
    "applicant.born": "12.03.1990",
    "applicant.sex": "female",
}
"""What the card of Aigul says."""

GIRL = AIGUL.but(iin="210331699903", born="210331", surname="SARSENBAI", given="ARUZHAN", valid="310331")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = new_store(tmp_path_factory.mktemp("desk"))
    yield made
    made.close()


@pytest.fixture
def desk(store: Store) -> Desk:
    return desk_of(store)


SENTENCES: list[str] = []
"""What the intake in front has told, in its order."""


class InTurnHost(Host, InTurn):
    """A desk that hands keys on one after the other."""


@asynccontextmanager
async def counter(
    desk: Desk, size: tuple[int, int], app: Callable[..., Host] = Host
) -> AsyncIterator[tuple[Host, Pilot[None], IntakeScreen]]:
    """An intake on a desk, its draft open."""
    screen = IntakeScreen(station_at(desk))
    host = app(screen)
    SENTENCES.clear()
    screen.tell = lambda text, severity="information": SENTENCES.append(text)  # type: ignore[method-assign]
    async with host.run_test(size=size) as pilot:
        await until(host, lambda: screen.found is not None and screen.sheet._held is None)
        yield host, pilot, screen


def scan(host: Host, text: str, layout: str = "", gap: float = 0.001) -> None:
    """Type as a scanner does, under a layout, all keys at their moments until now; a line end is Enter."""
    began = monotonic() - gap * len(text)
    for at, sign in enumerate(typed_under(layout, text) if layout else text):
        key = {"\n": "enter", "\t": "tab", " ": "space"}.get(sign, sign)
        event = events.Key(key, "\r" if sign == "\n" else sign)
        event.time = began + gap * at
        host.post_message(event)


def at(screen: IntakeScreen, name: str, typed: str = "") -> None:
    """Put the pen into a field, something already typed."""
    screen.sheet.to(name)
    if typed:
        screen.sheet.entries[name].line.put(typed)


async def scanned(host: Host, count: int = 1) -> str:
    """The sentence of the last scan, once it was told."""
    await until(host, lambda: len(SENTENCES) >= count)
    return SENTENCES[-1]


PLACES = [
    ("applicant.surname", "Сәр"),
    ("applicant.phone", "8 701"),
    ("applicant.relation", ""),
    ("applicant.is_holder", ""),
    ("applicant.basis_date", "01.0"),
    ("child.iin", "2103"),
    ("child.born", "31.0"),
    ("photos.count", ""),
    ("application.wished_class_set", ""),
    ("form_065.number", "065"),
]


WAYS = list(product(LAYOUTS.values(), ("\n", "", "\t")))
"""Each layout with each way in which a scanner ends a line."""


@pytest.mark.parametrize("turn", [0, *(pytest.param(n, marks=pytest.mark.prove) for n in range(1, len(WAYS)))])
async def test_a_card_scanned_into_any_field_fills_the_form_and_leaves_that_field_as_it_was(
    desk: Desk, turn: int
) -> None:
    """Each place another way; in other turns every place every way."""
    async with counter(desk, (80, 24)) as (host, _, screen):
        sheet = screen.sheet
        for name, answer in (("applicant.relation", "guardian"), ("form_065.present", "yes")):
            sheet.entries[name].text = answer
        for count, (name, typed) in enumerate(PLACES, 1):
            layout, ending = WAYS[(count + turn) % len(WAYS)]
            at(screen, name, typed)
            before = sheet.answers()
            scan(host, ending.join(CARD) + ending, layout)
            await scanned(host, count)
            assert sheet.answers() == before | OF_CARD
            assert sheet.hand == name
            assert (sheet.entries[name].line.pen, sheet.entries[name].line.anchor) == (len(before.get(name, "")), None)
            for filled in set(OF_CARD) - {"applicant.shown", "applicant.document_kind"}:
                sheet.entries[filled].text = ""


@pytest.mark.parametrize("gap", [0.015, *(pytest.param(gap, marks=pytest.mark.prove) for gap in (0.0, 0.035, 0.2))])
async def test_a_passport_from_a_slow_scanner_fills_kind_and_number(desk: Desk, gap: float) -> None:
    async with counter(desk, (80, 24)) as (host, _, screen):
        at(screen, "applicant.surname")
        scan(host, "\n".join(PASSPORT) + "\n", KAZAKH, gap)
        sentence = await scanned(host)
        answers = screen.sheet.answers()
        assert answers["applicant.document_kind"] == "passport"
        assert answers["applicant.document_number"] == "N00000017"
        assert answers["applicant.iin"] == "881105399916"
        assert (answers["applicant.born"], answers["applicant.sex"]) == ("05.11.1988", "male")
        assert answers["applicant.document_valid_until"] == "15.06.2033"
        assert sentence == "passport of the applicant. Filled in: Kind, Number, Valid until, IIN, Born, Sex."


async def test_what_was_filled_in_stands_where_the_clerk_looks_and_in_the_store(desk: Desk) -> None:
    async with counter(desk, (80, 24)) as (host, _, screen):
        at(screen, "applicant.surname")
        scan(host, "\n".join(CARD) + "\n")
        await scanned(host)
        assert "ID card of the applicant. Filled in: Number, Valid until, IIN, Born, Sex." in sheet_text(screen)
        stored = await kept(host, screen)
        assert {name: stored[name] for name in OF_CARD} == OF_CARD
        assert "applicant.surname" not in stored


async def test_a_field_that_the_scan_has_answered_is_finished_and_backspace_takes_all_back(desk: Desk) -> None:
    async with counter(desk, (80, 24)) as (host, _, screen):
        sheet = screen.sheet
        at(screen, "applicant.document_number")
        before = sheet.answers()
        scan(host, "\n".join(CARD) + "\n")
        await scanned(host)
        assert sheet.hand == "applicant.surname"
        host.type("<backspace>")
        await until(host, lambda: sheet.answers() == before)
        assert sheet.hand == "applicant.document_number"


async def test_a_wrong_check_digit_fills_nothing_and_is_named(desk: Desk) -> None:
    async with counter(desk, (80, 24)) as (host, _, screen):
        at(screen, "applicant.given_name", "Ай")
        before = screen.sheet.answers()
        for count, layout in enumerate(LAYOUTS.values(), 1):
            scan(host, "\n".join(CARD).replace("9003129F", "9003128F") + "\n", layout)
            told_now = await scanned(host, count)
            assert "Misread: the check digit of the date of birth does not fit. Nothing was filled in" in told_now
            assert "Misread: the check digit of the date of birth does not fit." in sheet_text(screen)
            assert screen.sheet.answers() == before
            assert screen.sheet.hand == "applicant.given_name"


async def test_a_child_s_document_fills_the_child(desk: Desk) -> None:
    async with counter(desk, (80, 24)) as (host, _, screen):
        at(screen, "applicant.phone")
        before = screen.sheet.answers()
        scan(host, "\n".join(GIRL.passport()) + "\n", RUSSIAN)
        sentence = await scanned(host)
        assert sentence.startswith("passport of the child. Filled in: ")
        girl = {"child.iin": "210331699903", "child.born": "31.03.2021", "child.sex": "female"}
        assert screen.sheet.answers() == before | girl


async def test_another_answer_of_the_clerk_is_named_when_it_is_replaced(desk: Desk) -> None:
    async with counter(desk, (80, 24)) as (host, _, screen):
        entries = screen.sheet.entries
        entries["applicant.document_number"].text = "012345678"
        entries["applicant.document_valid_until"].text = "1.1.34"
        at(screen, "applicant.surname")
        scan(host, "\n".join(CARD) + "\n")
        sentence = await scanned(host)
        assert "Number was 012345678, the scan says 000000017." in sentence
        assert "Valid until" not in sentence  # the same date, however it was written
        assert entries["applicant.document_number"].text == "000000017"


# Barcodes and QR codes


@pytest.mark.parametrize("turn", [0, *(pytest.param(n, marks=pytest.mark.prove) for n in range(1, len(WAYS)))])
async def test_an_iin_barcode_finds_its_field_from_anywhere(desk: Desk, turn: int) -> None:
    async with counter(desk, (80, 24)) as (host, _, screen):
        entries = screen.sheet.entries
        entries["applicant.relation"].text = "guardian"
        for count, (name, typed) in enumerate([place for place in PLACES[:-1] if place[0] != "child.iin"], 1):
            for person in ("applicant", "child"):
                for part in ("iin", "born", "sex"):
                    entries[f"{person}.{part}"].text = ""
            layout, ending = WAYS[(count + turn) % len(WAYS)]
            at(screen, name, typed)
            before = screen.sheet.answers()
            number = "900312499911" if count % 2 else "210331699903"
            scan(host, number + ending, layout)
            await scanned(host, count)
            after = screen.sheet.answers()
            person = "applicant" if count % 2 else "child"
            assert after[f"{person}.iin"] == number
            changed = {field for field in after | before if after.get(field) != before.get(field)}
            assert changed <= {f"{person}.{part}" for part in ("iin", "born", "sex")}
            if name not in changed:
                assert screen.sheet.hand == name


async def test_an_iin_scanned_into_its_own_field_is_as_if_it_were_typed(desk: Desk) -> None:
    async with counter(desk, (80, 24)) as (host, _, screen):
        for layout in LAYOUTS.values():
            screen.sheet.entries["child.iin"].text = ""
            at(screen, "child.iin")
            scan(host, "210331699903\n", layout)
            await until(host, lambda: screen.sheet.hand != "child.iin")
            assert screen.sheet.answers()["child.iin"] == "210331699903"
            assert screen.sheet.hand == "child.surname"
            await until(host, lambda: screen.sheet._timer is None)
        assert not SENTENCES


async def test_what_was_scanned_does_not_come_back_over_what_changed_the_form_since(desk: Desk) -> None:
    async with counter(desk, (80, 24)) as (host, _, screen):
        at(screen, "child.iin")
        scan(host, "210331699903")
        await until(host, lambda: screen.sheet._timer is not None)
        screen.sheet.entries["child.iin"].text = ""
        await until(host, lambda: screen.sheet._timer is None)
        host.type("Сәр")
        await until(host, lambda: "Сәр" in screen.sheet.entries["child.surname"].text)
        assert not screen.sheet.entries["child.iin"].text
        assert not SENTENCES


async def test_an_iin_goes_into_the_iin_field_in_hand_whatever_was_begun_there(desk: Desk) -> None:
    async with counter(desk, (80, 24)) as (host, _, screen):
        at(screen, "child.iin", "2103")
        scan(host, "210331699903\n")
        sentence = await scanned(host)
        assert screen.sheet.answers()["child.iin"] == "210331699903"
        assert sentence.startswith("IIN of the child. Filled in: IIN")


async def test_a_qr_text_gives_its_iin_or_says_that_it_has_none(desk: Desk) -> None:
    born = {"applicant.iin": "900312499911", "applicant.born": "12.03.1990", "applicant.sex": "female"}
    async with counter(desk, (80, 24)) as (host, _, screen):
        at(screen, "applicant.given_name", "Ай")
        before = screen.sheet.answers()
        for turn, layout in enumerate(LAYOUTS.values()):
            scan(host, "https://egov.kz/doc?id=5f2c&kind=1\n", layout)
            assert "This QR code holds no IIN. Nothing was filled in" in await scanned(host, 2 * turn + 1)
            assert screen.sheet.answers() == before
            scan(host, '{"iin":"900312499911","surname":"SARSENBAYEVA"}', layout)
            await scanned(host, 2 * turn + 2)
            assert screen.sheet.answers() == before | born
            for name in born:
                screen.sheet.entries[name].text = ""


# Over the form lies a window


async def test_a_scan_over_the_checklist_ticks_nothing_and_fills_the_form(desk: Desk) -> None:
    async with counter(desk, (80, 24), InTurnHost) as (host, _, screen):
        screen.action_checklist()
        await until(host, lambda: isinstance(host.screen, Checklist) and host.screen.seen)
        before = screen.sheet.answers()
        scan(host, "\n".join(CARD) + "\n")
        await until(host, lambda: screen.sheet.answers().get("applicant.iin") == "900312499911")
        filled = {name for name, text in screen.sheet.answers().items() if before.get(name) != text}
        assert filled == {
            *("applicant.iin", "applicant.born", "applicant.sex"),
            *("applicant.document_number", "applicant.document_valid_until"),
        }
        assert isinstance(host.screen, Checklist)
        scan(host, "1")
        await until(host, lambda: screen.sheet.answers().get("applicant.is_holder") == "yes")


# A hand is no scanner, and a paper typed ahead is no scan


async def typed(desk: Desk, keys: str, gap: float) -> tuple[dict[str, str], str, int]:
    """The answers, the field in hand and the number of sentences told after all these keys."""
    async with counter(desk, (80, 24)) as (host, _, screen):
        scan(host, keys, gap=gap)
        await until(host, lambda: screen.sheet.step is Step.REVIEW)
        await until(host, lambda: screen.sheet._timer is None)
        return screen.sheet.answers(), screen.sheet.cursor, len(SENTENCES)


@pytest.mark.parametrize(
    ("paper", "ended", "gaps"),
    [
        (PAPER_IN_ORDER, "open", [0.001]),
        (PAPER, "all", [0.0]),
        *(
            pytest.param(paper, ended, [0.0, 0.001, 0.01, 0.035], marks=pytest.mark.prove)
            for paper, ended in product((PAPER, PAPER_IN_ORDER), ("all", "open"))
        ),
    ],
)
async def test_a_paper_typed_ahead_at_a_scanner_s_speed_is_what_a_hand_types(
    desk: Desk, paper: tuple[str, ...], ended: str, gaps: list[float]
) -> None:
    keys = "".join(answer + ("\n" if ended == "all" or answer in OPEN_ENDED else "") for answer in paper)
    by_hand = await typed(desk, keys, 0.2)
    assert by_hand[0]["form_052.of_this_child"] == "yes"
    assert by_hand[2] == 0
    for gap in gaps:
        assert await typed(desk, keys, gap) == by_hand


# Names are only compared


async def test_names_that_agree_are_a_quiet_note_and_others_a_warning_with_both_spellings(desk: Desk) -> None:
    async with counter(desk, (120, 36)) as (host, _, screen):
        at(screen, "applicant.phone")
        scan(host, "\n".join(CARD) + "\n")
        await scanned(host)
        assert "applicant.surname" not in screen.sheet.answers()
        screen.sheet.to("applicant.surname")
        host.type("Сәрсенбаева", "<enter>", "Айгерім", "<enter>")
        await until(host, lambda: "compare both" in sheet_text(screen))
        assert "as in the document: SARSENBAYEVA" in sheet_text(screen)
        assert "The document says AIGUL, here stands Айгерім: compare both." in sheet_text(screen)
        host.type("<pageup>")
        screen.sheet.to("")
        await until(host, lambda: screen.sheet.step is Step.REVIEW and "here stands Айгерім" in sheet_text(screen))
        assert "as in the document" not in sheet_text(screen)


async def test_the_names_of_a_document_are_never_stored(desk: Desk) -> None:
    async with counter(desk, (80, 24)) as (host, _, screen):
        at(screen, "applicant.phone")
        scan(host, "\n".join(CARD) + "\n")
        await scanned(host)
        assert "SARSENBAYEVA" not in str(await kept(host, screen))


# The review


async def test_a_scan_that_lands_on_the_review_fills_and_opens_nothing(desk: Desk) -> None:
    """Keys are handed on one by one, as the whole program does."""
    async with counter(desk, (80, 24), app=InTurnHost) as (host, _, screen):
        screen.sheet.to("")
        before = screen.sheet.answers()
        for turn, (layout, ending) in enumerate(WAYS[::2]):
            scan(host, ending.join(CARD) + ending, layout)
            await scanned(host, 2 * turn + 1)
            assert screen.sheet.answers() == before | OF_CARD
            assert screen.sheet.step is Step.REVIEW
            scan(host, "210331699903" + ending, layout)
            await scanned(host, 2 * turn + 2)
            assert screen.sheet.answers()["child.iin"] == "210331699903"
            assert host.screen is screen
            await until(host, lambda: "900 312 499 911" in sheet_text(screen))
            for name in {*OF_CARD, "child.iin", "child.born", "child.sex"}:
                screen.sheet.entries[name].text = before.get(name, "")


@pytest.mark.parametrize("app", [Host, InTurnHost], ids=["alone", "in turn"])
async def test_a_digit_of_the_clerk_on_the_review_opens_its_window(desk: Desk, app: Callable[..., Host]) -> None:
    async with counter(desk, (80, 24), app=app) as (host, _, screen):
        for key in ("2", "ә"):
            screen.sheet.to("")
            host.type(key)
            await until(host, lambda: host.screen is not screen and seen(host))
            host.type("<escape>")
            await until(host, lambda: host.screen is screen)


async def test_a_burst_on_the_review_that_is_no_scan_opens_nothing(desk: Desk) -> None:
    async with counter(desk, (80, 24)) as (host, _, screen):
        screen.sheet.to("")
        before = screen.sheet.answers()
        for text, told_of in (("22", 0), ("2103316999039", 1), ("ә" * 13, 2)):
            scan(host, text)
            await until(host, lambda: not screen.sheet._strokes.all)
            await until(host, lambda n=told_of: len(SENTENCES) == n)  # type: ignore[misc]
            assert host.screen is screen
            assert screen.sheet.answers() == before
        assert "This scan is neither a document nor an IIN." in SENTENCES[-1]


# What happens on the way


async def test_while_a_zone_arrives_at_most_its_first_letters_stand_in_the_form(desk: Desk) -> None:
    async with counter(desk, (80, 24)) as (_, _, screen):
        at(screen, "applicant.surname")
        before = screen.sheet.answers()
        zone = typed_under(KAZAKH, "".join(CARD))
        seen = []
        for n, sign in enumerate(zone):
            event = events.Key(sign, sign)
            event.time = monotonic() + 0.001 * n
            screen.sheet.take(event)
            seen.append({k: v for k, v in screen.sheet.answers().items() if before.get(k) != v})
        assert seen[-1].keys() == OF_CARD.keys() - {"applicant.shown", "applicant.document_kind"}
        assert all(set(garbage) <= {"applicant.surname"} for garbage in seen[:-1])
        assert max(len(garbage.get("applicant.surname", "")) for garbage in seen) <= 4


async def test_letters_that_only_begin_like_a_zone_are_all_written_in_their_order(desk: Desk) -> None:
    async with counter(desk, (80, 24)) as (host, _, screen):
        at(screen, "applicant.surname")
        scan(host, "Шәріпова\nСарсенбаева\n\nФатима")
        await until(host, lambda: screen.sheet.hand != "applicant.surname")
        answers = screen.sheet.answers
        await until(host, lambda: answers().get("applicant.surname") == "Шәріпова")
        assert answers().get("applicant.given_name") == "Сарсенбаева"
        await asyncio.sleep(0.15)
        assert not SENTENCES


async def test_a_scan_that_broke_off_is_taken_back_and_said(desk: Desk) -> None:
    async with counter(desk, (80, 24)) as (host, _, screen):
        at(screen, "applicant.surname", "Сәр")
        before = screen.sheet.answers()
        zone = "".join(CARD)
        scan(host, zone[:50] + zone[51:])
        assert (await scanned(host)).startswith("The scan broke off. Nothing was filled in")
        assert screen.sheet.answers() == before
        assert screen.sheet.hand == "applicant.surname"


async def test_a_pasted_zone_is_read_as_a_scanned_one(desk: Desk) -> None:
    async with counter(desk, (80, 24)) as (host, _, screen):
        at(screen, "applicant.surname", "Сәр")
        before = screen.sheet.answers()
        host.post_message(events.Paste("\n".join(CARD)))
        await scanned(host)
        assert screen.sheet.answers() == before | OF_CARD


async def test_a_scan_waits_in_its_turn_while_the_form_is_held(desk: Desk) -> None:
    async with counter(desk, (80, 24)) as (host, _, screen):
        at(screen, "applicant.surname")
        screen.sheet.hold()
        scan(host, "Сәр")
        scan(host, "\n".join(CARD) + "\n")
        scan(host, "сен")
        await asyncio.sleep(0.2)
        assert "applicant.surname" not in screen.sheet.answers()
        screen.sheet.let_go()
        await scanned(host)
        assert screen.sheet.answers()["applicant.iin"] == "900312499911"
        assert screen.sheet.answers()["applicant.surname"] == "Сәрсен"


async def test_a_form_that_may_only_be_read_takes_no_scan(desk: Desk) -> None:
    async with counter(desk, (80, 24)) as (host, _, screen):
        before = screen.sheet.answers()
        screen.sheet.read_only = True
        scan(host, "\n".join(CARD) + "\n")
        await asyncio.sleep(0.2)
        assert screen.sheet.answers() == before


async def test_the_form_is_never_put_back_behind_what_another_hand_has_changed(desk: Desk) -> None:
    async with counter(desk, (80, 24)) as (_, _, screen):
        at(screen, "applicant.surname")
        zone = "".join(CARD)
        for sign in zone[:40]:
            screen.sheet.take(events.Key(sign, sign))
        screen.sheet.entries["photos.count"].text = "2"
        for sign in zone[40:]:
            screen.sheet.take(events.Key(sign, sign))
        assert screen.sheet.answers()["photos.count"] == "2"
        assert not SENTENCES


async def test_expired_is_said_by_the_form_and_the_day_comes_from_the_clock(desk: Desk) -> None:
    async with counter(desk, (120, 36)) as (host, _, screen):
        at(screen, "applicant.surname")
        scan(host, "\n".join(AIGUL.but(valid="270331").card()) + "\n")
        await scanned(host)
        assert screen.sheet.answers()["applicant.document_valid_until"] == f"{dt.date(2027, 3, 31):%d.%m.%Y}"
        await until(host, lambda: "expired" in sheet_text(screen))
