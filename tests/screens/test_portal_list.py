"""A portal's list at the desk: chosen, its columns mapped once, every row seen before anything is stored."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clerk_desk.desk import new_act
from clerk_desk.door import Door
from clerk_desk.duties import portal_lists, register
from clerk_desk.duties.register import Filters
from screens.portal_list import Part, PortalListScreen
from screens.portal_list_taking import TakingIn
from screens.record import RecordScreen
from screens.station import Station
from screens.windows import Choose, Confirm, Read
from tests.duties.acts import iin_of
from tests.duties.listed import HEADS, a_list, listed

from .conftest import PASSWORD, SIZES, host, settled_picture, until
from .rooms import HOSTILE, place, press, receive, sees

MOMENTS = ("01.04.2027 09:03", "01.04.2027 08:15", "01.04.2027 07:59")


@pytest.fixture
def chief(door: Door) -> Iterator[Station]:
    """The administrator's place at the same store."""
    desk, keys = door.sign_in("serik", PASSWORD)
    yield place(desk, keys)
    desk.store.close()


def rows() -> list[tuple[str, ...]]:
    """Four new children, one known on paper, two rows that cannot be read."""
    return [
        listed(1, moment=MOMENTS[0]),
        listed(2, moment=MOMENTS[1], language="рус", phone="8 701"),
        listed(3, moment=MOMENTS[2], child="Нұрмұхамедова-Серікбайқызы Айсұлу Жалғасбайқызы"),
        listed(4, moment="01.04.2027"),
        listed(0, moment=MOMENTS[0], iin="210331699903"),
        listed(6, moment=MOMENTS[0], iin="21051559961x", language="ағылшын"),
        listed(7, moment="31.03.2027 10:00"),
    ]


def written(folder: Path, lines: list[tuple[str, ...]], heads: tuple[str, ...] = HEADS) -> Path:
    path = folder / "egov 01.04.csv"
    text = "\r\n".join(";".join(f'"{cell}"' for cell in line) for line in (heads, *lines))
    path.write_bytes("\ufeff".encode() + text.encode())
    return path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which lists are looked for."""
    place = tmp_path / "downloads"
    place.mkdir()
    monkeypatch.setattr("screens.portal_list.usual_folders", lambda scans: (place,))
    # A file's moment is shown in the window; it must be the same in each picture.
    monkeypatch.setattr("screens.portal_list_asking.local", lambda moment: moment.replace(2027, 4, 1, 5, 30, 0))
    return place


async def looked_through(pilot: Any) -> PortalListScreen:
    """Choose the only file there is, from egov, and come to its rows."""
    screen = pilot.app.screen
    assert isinstance(screen, PortalListScreen)
    await sees(pilot, "No list was taken in yet", "Choose a list")
    await press(pilot, "f6", "1", "1")
    await until(pilot, lambda: screen.part is Part.FOUND)
    return screen


def found(station: Station) -> list[str]:
    return [line.number for line in station.desk.ask(register.search, "", Filters()).lines]


@pytest.mark.parametrize("size", SIZES)
async def test_every_row_is_seen_with_its_fate_before_anything_is_stored(
    chief: Station, folder: Path, size: tuple[int, int]
) -> None:
    receive(chief.desk)
    written(folder, rows())
    async with host(PortalListScreen(chief)).run_test(size=size) as pilot:
        await looked_through(pilot)
        await sees(pilot, "new 4", "known 0", "conflict 1", "unreadable 2", "This language is not known")
        await settled_picture(pilot, f"portal-list-rows-{size[0]}")
        await press(pilot, "f8")
        await sees(pilot, "Applied outside the days of the intake")
        await press(pilot, "f8")
        await sees(pilot, "on paper already, № 2027-0001")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Read))
        await sees(pilot, "Row 6", "ФИО ребёнка: Сәрсенбай Қыз0")
    assert found(chief) == ["2027-0001"]


async def test_all_new_applications_are_taken_in_after_a_confirmation(chief: Station, folder: Path) -> None:
    receive(chief.desk)
    written(folder, rows())
    async with host(PortalListScreen(chief)).run_test(size=(80, 24), notifications=True) as pilot:
        screen = await looked_through(pilot)
        await press(pilot, "f6")
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm) and pilot.app.screen.seen)
        await sees(pilot, "Take in 4 applications?", "3 rows are left out.")
        await press(pilot, "enter")
        await sees(pilot, "Taken in: 4, № 2027-0002 to 2027-0005.", "egov 01.04.csv")
        assert screen.part is Part.EARLIER
        await press(pilot, "f6", "1", "1")
        await sees(pilot, "new 0", "known 4")
        await press(pilot, "f6")
        await sees(pilot, "There is nothing new in this list")
    assert sorted(found(chief)) == [f"2027-{n:04}" for n in range(1, 6)]


@pytest.mark.parametrize("size", SIZES)
async def test_an_unknown_column_is_mapped_once_and_known_the_next_time(
    chief: Station, folder: Path, size: tuple[int, int]
) -> None:
    heads = tuple({"Язык обучения": "Тіл коды", "Телефон": "Код"}.get(head, head) for head in HEADS)
    written(folder, [listed(1, moment=MOMENTS[0]), listed(2, moment=MOMENTS[1], language="русский")], heads)
    async with host(PortalListScreen(chief)).run_test(size=size) as pilot:
        screen = pilot.app.screen
        await sees(pilot, "No list was taken in yet")
        await press(pilot, "f6", "1", "1")
        await sees(pilot, "Тіл коды", "? not known", "No column holds the language of instruction.", "Look through")
        await settled_picture(pilot, f"portal-list-columns-{size[0]}")
        await until(pilot, lambda: screen.ledger().at == "6")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choose))
        await press(pilot, "4")
        await sees(pilot, "not needed")
        await press(pilot, "enter", "3", "4")
        await sees(pilot, "Language of instruction")
        await press(pilot, "f6")
        await until(pilot, lambda: screen.part is Part.FOUND)
        await sees(pilot, "new 2")
    settings = chief.keys.path.parent / "portal_columns.toml"
    assert '"Тіл коды" = "application.language"' in settings.read_text("utf-8")
    async with host(PortalListScreen(chief)).run_test(size=size) as pilot:
        await looked_through(pilot)
        await sees(pilot, "new 2")


async def test_without_a_needed_column_no_row_is_looked_at(chief: Station, folder: Path) -> None:
    written(folder, [("1", iin_of(1))], ("№ п/п", "ИИН"))
    async with host(PortalListScreen(chief)).run_test(size=(80, 24), notifications=True) as pilot:
        screen = pilot.app.screen
        await sees(pilot, "No list was taken in yet")
        await press(pilot, "f6", "1", "1")
        await sees(pilot, "No column holds the applicant's name.")
        await press(pilot, "f6")
        await until(pilot, lambda: not screen.talking)
        assert screen.part is Part.COLUMNS


async def test_a_file_that_is_no_list_is_told_and_changes_nothing(chief: Station, folder: Path) -> None:
    (folder / "list.xlsx").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 99)
    async with host(PortalListScreen(chief)).run_test(size=(80, 24), notifications=True) as pilot:
        await sees(pilot, "No list was taken in yet")
        await press(pilot, "f6", "1", "1")
        await sees(pilot, "old Excel file")
        await press(pilot, "f6", "2", "/nowhere/list.csv", "enter")
        await sees(pilot, "There is no file /nowhere/list.csv.")
        await press(pilot, "escape")


async def test_esc_goes_back_part_by_part_and_loses_nothing(chief: Station, folder: Path) -> None:
    written(folder, rows())
    async with host(PortalListScreen(chief)).run_test(size=(80, 24)) as pilot:
        screen = await looked_through(pilot)
        await press(pilot, "escape")
        await sees(pilot, "What is each column?", "Child: Whole name")
        await press(pilot, "f6")
        await until(pilot, lambda: screen.part is Part.FOUND)
        await press(pilot, "escape", "escape")
        await sees(pilot, "No list was taken in yet")


async def test_a_clerk_sees_the_lists_and_cannot_take_one_in(station: Station, folder: Path) -> None:
    written(folder, rows())
    async with host(PortalListScreen(station)).run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        await sees(pilot, "No list was taken in yet")
        await press(pilot, "f6")
        await pilot.pause()
        assert screen.part is Part.EARLIER and pilot.app.screen is screen


async def test_the_record_says_where_it_came_from_and_what_is_not_known(chief: Station) -> None:
    cells = a_list(listed(1, moment=MOMENTS[0]))
    chief.desk.do(new_act(), portal_lists.take_in, cells)
    (line,) = chief.desk.ask(register.search, "", Filters()).lines
    async with host(RecordScreen(chief, line.application_id)).run_test(size=(80, 50)) as pilot:
        await sees(pilot, "applied on egov.kz Thu 01.04.2027 09:03, number there EG-0001", "Home address: not known")
        picture = await sees(pilot, "Child health passport, 052-2/у: not known", "Vaccination card handed in")
        assert "not answered" not in picture and "is the holder" not in picture


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_cells_are_shown_and_do_nothing(chief: Station, folder: Path, name: str) -> None:
    written(
        folder, [listed(1, moment=MOMENTS[0], child=f"{name} Қыз", number=name, form_052=name)], (*HEADS[:-1], name)
    )
    async with host(PortalListScreen(chief)).run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        await sees(pilot, "No list was taken in yet")
        await press(pilot, "f6", "1", "1")
        await until(pilot, lambda: screen.part is not Part.EARLIER)
        await press(pilot, "f6")
        await until(pilot, lambda: screen.part is Part.FOUND)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Read))
        picture = await sees(pilot, "Row 2")
        assert "\x1b" not in picture and "\u202e" not in picture and pilot.app.is_running


async def test_a_long_list_can_be_called_off_and_then_nothing_is_stored(
    chief: Station, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.portal_list._LONG", 1)
    ticked = TakingIn.tick

    def tick(self: TakingIn, done: int, whole: int) -> None:
        self.called_off.set()
        ticked(self, done, whole)

    monkeypatch.setattr(TakingIn, "tick", tick)
    written(folder, rows())
    async with host(PortalListScreen(chief)).run_test(size=(80, 24), notifications=True) as pilot:
        await looked_through(pilot)
        await press(pilot, "f6")
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm) and pilot.app.screen.seen)
        await press(pilot, "enter")
        await sees(pilot, "Called off: nothing of the list was stored.")
    assert found(chief) == []
