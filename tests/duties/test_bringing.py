"""What to bring: the sheet bears the school's own name, address and phone, and the days of this year's intake."""

import datetime as dt

from clerk_desk.clock import ALMATY, DemoClock
from clerk_desk.desk import Desk
from clerk_desk.duties import bringing
from clerk_desk.rules.bringing import LANGUAGES, as_lines
from tests.conftest import SCHOOL


def test_the_sheet_of_each_language_names_the_school(clerk: Desk) -> None:
    found = clerk.ask(bringing.sheets)
    assert [sheet.language for sheet in found] == list(LANGUAGES)
    assert [sheet.school for sheet in found] == [SCHOOL.name_kk, SCHOOL.name_ru, SCHOOL.name_kk]
    for sheet in found:
        text = "\n".join(as_lines(sheet))
        assert SCHOOL.address in text and SCHOOL.phone in text and "2027" in text


def test_in_autumn_the_sheet_is_that_of_the_coming_year(clerk: Desk, clock: DemoClock) -> None:
    clock.move(dt.datetime(2027, 11, 22, 10, tzinfo=ALMATY))
    assert "2028 жылдың 1 сәуірінен" in "\n".join(as_lines(clerk.ask(bringing.sheets)[0]))
