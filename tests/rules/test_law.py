"""The lists of the law are what the founding notice says, letter for letter."""

import datetime as dt

import pytest

from clerk_desk.rules.form import field
from data.law import HolidayName, the_law
from data.vocabulary import Ground

KAZAKH = {
    Ground.UNRELIABLE: "мемлекеттік қызметті алу үшін көрсетілетін қызметті алушы ұсынған құжаттардың және (немесе) "
    "олардағы деректердің (мәліметтердің) дәйексіздігін анықтау",
    Ground.NONCONFORMING: "мемлекеттік қызметті көрсету үшін қажетті көрсетілетін қызметті алушының ұсынылған "
    "құжаттарының сәйкес келмеуі",
    Ground.OVERFULL: "класс-жиынтықтардың толып кетуі",
}
RUSSIAN = {
    Ground.UNRELIABLE: "установление недостоверности документов, представленных услугополучателем для получения "
    "государственной услуги, и (или) данных (сведений), содержащихся в них",
    Ground.NONCONFORMING: "несоответствие представленных документов услугополучателя, необходимых для оказания "
    "государственной услуги",
    Ground.OVERFULL: "переполненность классов-комплектов",
}


def test_the_grounds_are_the_statutes_words_and_no_others() -> None:
    grounds = the_law().grounds
    assert list(grounds) == [Ground.UNRELIABLE, Ground.NONCONFORMING, Ground.OVERFULL]
    assert {ground: text.kk.rstrip(";.") for ground, text in grounds.items()} == KAZAKH
    assert {ground: text.ru for ground, text in grounds.items()} == RUSSIAN
    assert all(text.kk.encode() == KAZAKH[ground].encode() for ground, text in grounds.items())


def test_the_office_asks_for_the_notices_papers_and_no_others() -> None:
    documents = the_law().documents
    assert [document.id for document in documents] == ["identity", "application", "photos", "form_065", "form_052"]
    assert documents[1].kk == "Белгіленген үлгідегі өтініш"
    assert documents[2].kk == "3х4 см баланың 2 суреті"
    for document in documents:
        assert document.fields and all(field(name).name == name for name in document.fields)


def test_papers_are_taken_from_1_april_to_31_august_both_included() -> None:
    window = the_law().window(2027)
    assert (window.opens, window.closes) == (dt.date(2027, 4, 1), dt.date(2027, 8, 31))
    assert dt.date(2027, 4, 1) in window and dt.date(2027, 8, 31) in window
    assert dt.date(2027, 3, 31) not in window and dt.date(2027, 9, 1) not in window


@pytest.mark.parametrize(
    ("day", "left"),
    [((2027, 4, 1), 153), ((2027, 8, 30), 2), ((2027, 8, 31), 1), ((2027, 9, 1), 0), ((2027, 3, 31), 0)],
)
def test_the_days_left_count_today_and_the_last_day(day: tuple[int, int, int], left: int) -> None:
    assert the_law().window(2027).days_left(dt.date(*day)) == left


def test_the_office_hours_are_those_of_the_notice() -> None:
    hours = the_law().hours
    assert (hours.opens, hours.closes) == (dt.time(9), dt.time(18, 30))
    assert (hours.lunch_from, hours.lunch_to) == (dt.time(13), dt.time(14))


def test_the_settings_begin_as_the_service_asks() -> None:
    policy = the_law().policy
    assert policy.photos_needed == 2
    assert policy.class_size_published == 25
    assert policy.idle_minutes == 3
    assert policy.ask_birth_certificate
    assert not policy.consent_access_is_a_ground
    assert policy.three_to_one == "advise"


def test_constitution_day_is_in_august_until_2025_and_in_march_from_2027() -> None:
    law = the_law()
    assert law.holidays(2025)[dt.date(2025, 8, 30)] is HolidayName.CONSTITUTION_DAY
    assert HolidayName.CONSTITUTION_DAY not in law.holidays(2026).values()
    assert law.holidays(2027)[dt.date(2027, 3, 15)] is HolidayName.CONSTITUTION_DAY
    assert dt.date(2027, 8, 30) not in law.holidays(2027)


def test_holidays_on_days_off_move_in_their_own_order() -> None:
    holidays = the_law().holidays(2026)
    # 21 and 22 March 2026 are a Saturday and a Sunday, the 23rd is Nauryz itself.
    assert [day.day for day in holidays if day.month == 3 and holidays[day] is HolidayName.NAURYZ] == [
        21,
        22,
        23,
        24,
        25,
    ]


def test_christmas_and_kurban_ait_never_move() -> None:
    law = the_law()
    assert dt.date(2029, 1, 7).weekday() == 6
    assert dt.date(2029, 1, 8) not in law.holidays(2029)
    assert law.holidays(2027)[dt.date(2027, 5, 16)] is HolidayName.KURBAN_AIT
    assert dt.date(2027, 5, 17) not in law.holidays(2027)


def test_the_government_swapped_a_friday_for_a_sunday() -> None:
    law = the_law()
    assert law.holidays(2025)[dt.date(2025, 1, 3)] is HolidayName.SWAPPED
    assert law.worked(2025) == {dt.date(2025, 1, 5)}
    assert law.worked(2026) == frozenset()


def test_kurban_ait_is_known_for_the_years_ahead() -> None:
    years = {day.year for day in the_law().holiday_rules.kurban_ait}
    assert years >= set(range(2025, 2031))
