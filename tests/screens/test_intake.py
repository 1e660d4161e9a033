"""The intake at the counter, by keys, on a real encrypted store: typed, kept, looked over, received."""

import asyncio
import datetime as dt
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual import events
from textual.app import App
from textual.pilot import Pilot

from clerk_desk.clock import ALMATY
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import intake
from clerk_desk.rules.form import FIELDS, Step, presets
from data.engine import Store
from data.trouble import StoreFull
from data.vocabulary import Role
from screens.going import Back, Go
from screens.intake.drafting import GAP
from screens.intake.intake_screen import IntakeScreen
from screens.intake.reading_order import PAGE
from screens.intake.windows import Received
from screens.themes import VARIABLES, dress
from tests.screens.conftest import SIZES, StillClock, same_picture
from tests.screens.counter_store import MORNING, OPEN_ENDED, PAPER, PAPER_IN_ORDER, desk_of, new_store, station_at


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = new_store(tmp_path)
    yield made
    made.close()


@pytest.fixture
def desk(store: Store) -> Desk:
    return desk_of(store)


class Host(App[None]):
    """The smallest desk around one intake; it remembers where the clerk wanted to go."""

    CSS_PATH = Path(__file__).parents[2] / "screens" / "app.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, intake_screen: IntakeScreen) -> None:
        super().__init__()
        self.room = intake_screen
        self.ways: list[tuple[object, ...]] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return VARIABLES

    async def on_mount(self) -> None:
        self.animation_level = "none"
        dress(self)
        await self.push_screen(self.room)

    def on_go(self, go: Go) -> None:
        self.ways.append((go.place, *go.args))

    def on_back(self, back: Back) -> None:
        self.ways.append(("back",))

    def type(self, *keys: str) -> None:
        """Send keys in one go: "enter", "f6", … by their names in <>, all else letter by letter."""
        for key in keys:
            if key.startswith("<"):
                name = key[1:-1]
                self.post_message(events.Key(name, {"enter": "\r", "tab": "\t"}.get(name)))
            else:
                for letter in key:
                    self.post_message(events.Key("space" if letter == " " else letter, letter))

    def picture(self) -> str:
        strips = self.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


@asynccontextmanager
async def counter(
    desk: Desk, size: tuple[int, int] = (120, 36), **opened: Any
) -> AsyncIterator[tuple[Host, Pilot[None], IntakeScreen]]:
    screen = IntakeScreen(station_at(desk), **opened)
    host = Host(screen)
    async with host.run_test(size=size) as pilot:
        # The form is let go only after it was looked at for the first time.
        await until(host, lambda: screen.found is not None and screen.sheet._held is None)
        yield host, pilot, screen


async def until(host: Host, true: Callable[[], Any]) -> None:
    for _ in range(2400):
        if true():
            return
        await asyncio.sleep(0.005)
    raise AssertionError(f"it did not come to that:\n{host.picture()}")


def told(host: Host) -> str:
    """What was told in passing."""
    return " ".join(notification.message for notification in host._notifications)


def seen(host: Host) -> bool:
    """True once the window in front was to be seen, and so takes keys."""
    return bool(getattr(host.screen, "seen", False))


def sheet_text(screen: IntakeScreen) -> str:
    """What the sheet says on the page in hand, its line breaks taken away."""
    rows = ["".join(text for text, _ in row.parts) for row in screen.sheet.rows()]
    return " ".join(" ".join(rows).split())


def paper(answers: Sequence[str] = PAPER, *, ending: str = "<enter>") -> list[str]:
    """The keys of a paper, each answer ended by a key; "" ends only those that do not end by themselves."""
    return [key for answer in answers for key in (answer, ending or ("<enter>" if answer in OPEN_ENDED else "")) if key]


def drafts(desk: Desk) -> tuple[intake.DraftLine, ...]:
    return desk.ask(intake.drafts)


async def kept(host: Host, screen: IntakeScreen) -> dict[str, str]:
    """What the store keeps of the draft, once all is kept."""
    assert screen.drafting is not None
    await screen.put_down()
    desk = screen.station.desk
    from data.tables import Draft

    with desk.store.reading() as session:
        row = session.get(Draft, screen.drafting.draft_id)
        assert row is not None
        return dict(row.answers)


# A whole paper


RECEIVED = presets() | {
    "applicant.document_number": "012345678",
    "applicant.document_valid_until": "01.02.2030",
    "applicant.iin": "900312499911",
    "applicant.born": "12.03.1990",
    "applicant.sex": "female",
    "applicant.surname": "Сәрсенбаева",
    "applicant.given_name": "Айгүл",
    "applicant.relation": "mother",
    "applicant.phone": "+7 701 123 45 67",
    "applicant.is_holder": "yes",
    "applicant.original_returned": "yes",
    "child.iin": "210331699903",
    "child.surname": "Сәрсенбай",
    "child.given_name": "Аружан",
    "child.patronymic": "Нұрланқызы",
    "child.born": "31.03.2021",
    "child.sex": "female",
    "child.birth_certificate": "АА 1234567",
    "child.address": "Абай к., 5-12",
    "application.catchment": "yes",
    "application.language": "kk",
    "application.form_date": "01.04.2027",
    "photos.count": "2",
    "form_065.number": "065/у",
    "form_065.issued": "01.03.2027",
    "form_065.clinic": "№3 емхана",
    "form_052.number": "052-2/у",
    "form_052.issued": "02.03.2027",
    "form_052.clinic": "№3 емхана",
    **{
        f"application.{part}": "yes" for part in ("form_present", "form_signed", "consent_processing", "consent_access")
    },
    **{f"photos.{part}": "yes" for part in ("size_3x4", "of_this_child", "recent")},
    **{f"{f}.{part}": "yes" for f in ("form_065", "form_052") for part in ("present", "signed", "stamped")},
    **{f"{f}.of_this_child": "yes" for f in ("form_065", "form_052")},
}
"""What the form holds when the paper was typed."""


@pytest.mark.parametrize("ending", ["<enter>", "<tab>", ""])
@pytest.mark.parametrize(("typed", "chunk"), [(PAPER, 1), (PAPER, 100_000), (PAPER_IN_ORDER, 13)])
async def test_a_paper_typed_ahead_is_received_as_if_typed_slowly(
    desk: Desk, ending: str, typed: tuple[str, ...], chunk: int
) -> None:
    async with counter(desk, (80, 24)) as (host, _, screen):
        keys = [*paper(typed, ending=ending), "<f6>"]
        for at in range(0, len(keys), chunk):
            host.type(*keys[at : at + chunk])
            await asyncio.sleep(0)
        await until(host, lambda: isinstance(host.screen, Received))
        receipt = host.screen.receipt  # type: ignore[attr-defined]
        assert receipt.number == "2027-0001"
        assert receipt.child_name == "Сәрсенбай Аружан Нұрланқызы"
        answers = screen.sheet.answers()
        # All that was typed, filled in and ticked, to the last word: the same whatever ended the fields.
        assert answers == RECEIVED
    assert drafts(desk) == ()


async def test_the_window_after_receiving_leads_on(desk: Desk) -> None:
    async with counter(desk) as (host, pilot, _):
        host.type(*paper(), "<f6>")
        await until(host, lambda: isinstance(host.screen, Received))
        await until(host, lambda: "№ 2027-0001" in host.picture() and seen(host))
        assert "Fri 02.04.2027 18:30" in host.picture()
        await pilot.press("1")
        await until(host, lambda: host.ways)
        place, _, application_id = host.ways[0]
        assert place == "intake"
    async with counter(desk, following=application_id) as (host, _, screen):
        assert screen.sheet.hand == "child.iin"
        assert screen.sheet.answers()["applicant.surname"] == "Сәрсенбаева"
        assert screen.sheet.answers()["child.surname"] == "Сәрсенбай"


async def test_the_review_says_ready_with_number_and_due_moment(desk: Desk) -> None:
    for size in ((80, 24), (120, 36)):
        async with counter(desk, size) as (host, _, screen):
            host.type(*paper())
            await until(host, lambda: "Ready: F6 receives it as № 2027-0001" in host.picture())
            assert "answer due Fri 02.04.2027 18:30" in sheet_text(screen)
            assert screen.sheet.step is Step.REVIEW


async def test_every_field_of_the_form_stands_on_the_review_once() -> None:
    named = [name for _, lines in PAGE for line in lines for name in line.fields]
    assert sorted(named) == sorted(question.name for question in FIELDS)


# What stands in the way


async def test_an_incomplete_paper_is_not_received_and_each_hindrance_leads_to_its_field(desk: Desk) -> None:
    async with counter(desk) as (host, _, screen):
        host.type(*paper(), "<pageup>", "<pageup>")
        await until(host, lambda: screen.sheet.hand == "photos.count")
        host.type("1", "<enter>", "<f6>")
        await until(host, lambda: "1 thing stands in the way" in host.picture())
        host.type("<f6>")
        await until(host, lambda: "Not yet: 1 thing stands in the way." in told(host))
        await until(host, lambda: screen.sheet._held is None)
        host.type("<down>", "<enter>")
        await until(host, lambda: screen.sheet.hand == "photos.count" and screen.sheet.step is Step.PHOTOS)
        host.type("2", "<f8>")
        await until(host, lambda: screen.found is not None and not screen.found.blockers)
    assert len(drafts(desk)) == 1


async def test_f8_goes_to_the_next_missing_thing_round_the_form(desk: Desk) -> None:
    async with counter(desk) as (host, _, screen):
        assert screen.sheet.hand == "applicant.document_number"
        host.type("<f8>")
        await until(host, lambda: screen.sheet.hand == "applicant.surname")
        host.type("<pagedown>", "<pagedown>", "<pagedown>")
        await until(host, lambda: screen.sheet.hand == "form_065.present")
        host.type("<f8>", "<f8>")
        await until(host, lambda: screen.sheet.hand == "applicant.document_number")


async def test_a_wrong_digit_is_said_with_the_twelfth_and_not_before(desk: Desk) -> None:
    async with counter(desk) as (host, _, screen):
        host.type("<pagedown>", "21033169990")
        await until(host, lambda: screen.sheet.entries["child.iin"].text == "21033169990")
        await screen.examining.settled()
        assert "does not fit" not in host.picture() and "12 digits" not in host.picture()
        host.type("2")
        await until(host, lambda: "! The 11th digit or another does not fit" in sheet_text(screen))
        assert screen.sheet.hand == "child.iin"
        host.type("<enter>")
        await until(host, lambda: screen.sheet.hand == "child.surname" and screen.examining.fresh)
        assert "! The 11th digit or another does not fit" in sheet_text(screen)
        assert screen.sheet.entries["child.iin"].text == "210331699902"


async def test_a_repeated_child_is_found_by_its_iin_and_its_application_opened_instead(desk: Desk) -> None:
    async with counter(desk) as (host, _, _screen):
        host.type(*paper(), "<f6>")
        await until(host, lambda: isinstance(host.screen, Received))
    for size in ((80, 24), (120, 36)):
        async with counter(desk, size) as (host, pilot, _screen):
            host.type("<pagedown>", "210331699903")
            await until(host, lambda: "2027-0001" in host.picture())
            host.type("<f6>")
            await until(host, lambda: "This child already applied: № 2027-0001" in host.picture())
            await until(host, lambda: host.screen is not _screen)
            assert "(2) put this draft away" in sheet_text(_screen)
            await until(host, lambda: seen(host))
            await pilot.press("1")
            await until(host, lambda: host.ways and host.ways[0][0] == "record")
    assert len(drafts(desk)) == 2


async def test_where_not_all_lines_fit_none_is_covered_by_the_count_of_the_others(desk: Desk) -> None:
    async with counter(desk, (80, 24)) as (host, _, screen):
        for page in range(5):
            await until(host, lambda: screen.examining.fresh)
            rows = screen.sheet.rows()
            widths = [sum(cell_len(text) for text, _ in row.parts) for row in rows]
            if len(rows) > screen.sheet.size.height:
                assert max(widths) <= screen.sheet.size.width - cell_len(" ↓ 99"), page
            host.type("<pagedown>")
            await until(host, lambda: screen.sheet.step is list(Step)[min(page + 1, 4)])  # noqa: B023
        assert len(screen.sheet.rows()) > screen.sheet.size.height


async def test_the_review_says_whose_surname_is_missing(desk: Desk) -> None:
    async with counter(desk) as (host, _, screen):
        host.type(*["<pagedown>"] * 4)
        await until(host, lambda: "! Child · Surname: Copy it" in sheet_text(screen))
        assert "! Applicant · Surname: Copy it" in sheet_text(screen)
        assert "! Phone: Ask for a phone number" in sheet_text(screen)


# The IIN fills, and never overwrites


async def test_a_whole_iin_fills_date_and_sex_and_what_was_typed_by_hand_stays(desk: Desk) -> None:
    async with counter(desk) as (host, _, screen):
        entries = screen.sheet.entries
        host.type("<pagedown>", "210331699903")
        await until(host, lambda: entries["child.born"].text == "31.03.2021")
        assert entries["child.sex"].text == "female"
        host.type("<enter>", "<up>", "210115599902")
        await until(host, lambda: entries["child.born"].text == "15.01.2021")
        assert entries["child.sex"].text == "male"
        host.type("<enter>", *["<down>"] * 3, "16.01.2021", "<enter>")
        await until(host, lambda: screen.sheet.hand == "child.birth_certificate")
        host.type(*["<up>"] * 7, "210331699903", "<enter>")
        await until(host, lambda: entries["child.sex"].text == "female")
        assert entries["child.born"].text == "16.01.2021"


async def test_the_age_line_stands_under_a_date_that_the_iin_filled(desk: Desk) -> None:
    async with counter(desk) as (host, _, screen):
        host.type("<pagedown>", "210331699903", "<enter>")
        await until(host, lambda: "✔ turned six on 31.03.2027:" in host.picture())
        assert screen.sheet.hand != "child.born"


async def test_a_date_typed_by_hand_is_the_clerks_own_even_if_the_iin_said_the_same(desk: Desk) -> None:
    async with counter(desk) as (host, _, screen):
        entries = screen.sheet.entries
        host.type("<pagedown>", "210331699903", "<enter>", *["<down>"] * 3, "3103202", "<down>")
        await until(host, lambda: screen.sheet.hand == "child.sex")
        host.type("<up>", "31.03.2021", "<enter>", *["<up>"] * 7, "210115599902", "<enter>")
        await until(host, lambda: entries["child.sex"].text == "male")
        assert entries["child.born"].text == "31.03.2021"


# Drafts


async def test_every_change_is_kept_within_the_throttle_while_typing_goes_on(desk: Desk) -> None:
    async with counter(desk) as (host, _, screen):
        screen.sheet.to("applicant.surname")
        seen: list[str] = []
        for letter in "Сәрсенбаева":
            host.type(letter)
            await asyncio.sleep(GAP / 2)
            seen.append(stored(desk, screen).get("applicant.surname", ""))
        assert len(set(seen)) > 4, "keeping waited for the typing to end"
        assert len(seen[-1]) >= len("Сәрсенбаева") - 4


def stored(desk: Desk, screen: IntakeScreen) -> dict[str, str]:
    from data.tables import Draft

    assert screen.drafting is not None
    with desk.store.reading() as session:
        row = session.get(Draft, screen.drafting.draft_id)
        assert row is not None
        return dict(row.answers)


async def test_a_draft_taken_up_again_has_the_pen_where_it_was(desk: Desk) -> None:
    async with counter(desk) as (host, _, screen):
        host.type("<pagedown>", "", "<enter>", "no IIN yet", "<enter>", "Сәрс")
        await until(host, lambda: screen.sheet.entries["child.surname"].text == "Сәрс")
        await screen.put_down()
    [line] = drafts(desk)
    async with counter(desk, draft_id=line.id) as (host, _, screen):
        assert screen.sheet.hand == "child.surname"
        host.type("енбай")
        await until(host, lambda: screen.sheet.entries["child.surname"].text == "Сәрсенбай")


async def test_a_draft_taken_up_at_another_desk_is_only_read_here(desk: Desk, store: Store) -> None:
    async with counter(desk) as (host, _, screen):
        assert screen.drafting is not None
        desk_of(store, 2, Role.ADMINISTRATOR).do(new_act(), intake.take_up, screen.drafting.draft_id)
        host.type("2")
        await until(host, lambda: "Someone took this draft up at another desk" in host.picture())
        host.type("1")
        await until(host, lambda: screen.sheet.read_only)


async def test_a_full_disk_is_said_in_words_and_saving_is_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with counter(desk) as (host, _, screen):
        real, full = Desk.keep, [True]

        def keep(self: Desk, *args: Any) -> int:
            if full[0]:
                raise StoreFull
            return real(self, *args)

        monkeypatch.setattr(Desk, "keep", keep)
        monkeypatch.setattr("screens.intake.drafting.RETRY", 0.02)
        host.type("0123")
        await until(host, lambda: "Not saved. The disk is full" in host.picture())
        assert screen.sheet.entries["applicant.document_number"].text == "0123"
        full[0] = False
        await until(host, lambda: "all changes saved" in host.picture())
        assert (await kept(host, screen))["applicant.document_number"] == "0123"


async def test_a_room_whose_entries_cannot_be_saved_is_not_left(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async with counter(desk) as (host, _, screen):
        await screen.put_down()

        def keep(*_: Any) -> int:
            raise StoreFull

        monkeypatch.setattr(Desk, "keep", keep)
        monkeypatch.setattr("screens.intake.intake_screen.PATIENCE", 0.05)
        host.type("2")
        await until(host, lambda: "Not saved." in host.picture())
        assert not await screen.parked()


async def test_leaving_flushes_what_was_typed_last(desk: Desk) -> None:
    async with counter(desk) as (host, _, screen):
        host.type("012345678")
        await until(host, lambda: screen.sheet.entries["applicant.document_number"].text == "012345678")
        await screen.put_down()
        assert stored(desk, screen)["applicant.document_number"] == "012345678"


# Back to the parent, and away


async def test_an_incomplete_set_goes_back_with_the_list_and_keeps_its_arrival(desk: Desk) -> None:
    async with counter(desk) as (host, pilot, _):
        host.type(*paper(), "<pageup>", "<pageup>", "1", "<enter>", "<pagedown>", "<pagedown>")
        await until(host, lambda: "(1) hand the papers back" in host.picture())
        host.type("1")
        await until(host, lambda: "Back to the parent, with this list" in host.picture())
        assert "1. 2 photos of the child, 3×4 cm (1 given)" in host.picture()
        assert "3х4 см баланың 2 суреті" in host.picture()
        assert "2 фотографии ребёнка размером 3х4 см" in host.picture()
        await until(host, lambda: seen(host))
        await pilot.press("enter")
        await until(host, lambda: ("today",) in host.ways)
    [line] = drafts(desk)
    assert line.handed_back_at is not None
    assert line.arrived_at == MORNING or abs(line.arrived_at - MORNING) < dt.timedelta(minutes=1)


async def test_what_only_the_clerk_can_answer_is_no_reason_to_send_the_family_home(desk: Desk) -> None:
    async with counter(desk) as (host, _, screen):
        host.type(*paper(), "<pageup>", "<pageup>", *["<down>"] * 3, "<backspace>", "<pagedown>", "<pagedown>")
        await until(host, lambda: "1 thing stands in the way" in host.picture())
        host.type("1")
        await until(host, lambda: "what is left is yours" in told(host))
        assert host.screen is screen
    [line] = drafts(desk)
    assert line.handed_back_at is None


@pytest.mark.parametrize("key", ["2", "ә"])
async def test_a_draft_is_put_away_with_a_reason_and_brought_back(desk: Desk, key: str) -> None:
    async with counter(desk) as (host, pilot, _screen):
        host.type("<pagedown>", "<pagedown>", "<pagedown>", "<pagedown>", key)
        await until(host, lambda: "Put this draft away" in host.picture())
        await until(host, lambda: seen(host))
        host.type("a mistake", "<enter>")
        await until(host, lambda: "The draft is put away" in host.picture())
        assert drafts(desk) == ()
        await until(host, lambda: seen(host))
        await pilot.press("2")
        await until(host, lambda: host.ways and host.ways[-1][0] == "intake")
    assert len(drafts(desk)) == 1


# The window of the year


async def test_outside_the_window_a_clerk_is_told_and_an_administrator_asked(store: Store) -> None:
    september = dt.datetime(2027, 9, 1, 10, 0, tzinfo=ALMATY)
    async with counter(desk_of(store, moment=september)) as (host, _, screen):
        host.type(*paper(), "<f6>")
        await until(host, lambda: "Only an administrator may receive this one" in told(host))
        assert screen.sheet.step is Step.REVIEW
    async with counter(desk_of(store, 2, Role.ADMINISTRATOR, september)) as (host, _, _screen):
        host.type(*paper(), "<f6>")
        await until(host, lambda: "Outside 1 April to 31 August" in host.picture())
        await until(host, lambda: seen(host))
        host.type("moved here today", "<enter>")
        await until(host, lambda: isinstance(host.screen, Received))


# What the screen costs


async def test_opening_the_intake_mounts_few_widgets_and_takes_no_time_to_speak_of(desk: Desk) -> None:
    async with counter(desk) as (host, _, _screen):
        room = IntakeScreen(station_at(desk))
        started = time.perf_counter()
        await host.push_screen(room)
        await until(host, lambda: room.drafting is not None)
        # 0.13 s on a quiet machine; this only notices when something goes badly wrong.
        assert time.perf_counter() - started < 1.5
        assert len(list(room.walk_children())) < 25


async def test_hostile_words_are_shown_as_they_are(desk: Desk) -> None:
    hostile = "[@click=app.exit]x[/] [/] \x1b]0;owned\x07"
    async with counter(desk) as (host, _, screen):
        screen.sheet.lay(
            {**screen.sheet.answers(), "applicant.surname": hostile, "child.surname": hostile}, "applicant.surname"
        )
        host.type("<enter>", "<pagedown>", "<pagedown>", "<pagedown>", "<pagedown>")
        await until(host, lambda: screen.sheet.step is Step.REVIEW)
        await screen.examining.settled()
        assert "[@click=app.exit]x[/]" in sheet_text(screen)
        picture = host.picture()
        assert "\x1b" not in picture and "\x07" not in picture


# Pictures


@pytest.mark.parametrize("size", SIZES)
async def test_what_the_intake_looks_like(store: Store, size: tuple[int, int]) -> None:
    desk = desk_of(store)
    desk.clock = StillClock()
    name = f"{size[0]}x{size[1]}"
    async with counter(desk, size) as (host, pilot, screen):
        until_certificate = PAPER.index("АА 1234567")
        host.type(*paper(PAPER[:until_certificate]), "<up>", "<up>", "<up>", "<up>", "<up>")
        await until(host, lambda: screen.sheet.hand == "child.given_name" and screen.examining.fresh)
        await screen.put_down()
        await pilot.pause(0.05)
        same_picture(host, f"intake_child_{name}")
        host.type("<enter>", *paper(PAPER[until_certificate:]), "<end>", "<home>")
        await until(host, lambda: "Ready: F6" in host.picture() and screen.examining.fresh)
        await screen.put_down()
        await pilot.pause(0.05)
        same_picture(host, f"intake_review_{name}")
        host.type("<pageup>", "<pageup>", "1", "<enter>", "<pagedown>", "<pagedown>", "1")
        await until(host, lambda: seen(host) and screen.examining.fresh)
        await screen.put_down()
        await pilot.pause(0.05)
        same_picture(host, f"intake_handed_back_{name}")
