"""How the desk speaks: sentences, counts, dates and moments, in three languages."""

import ast
import datetime as dt
import string
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_desk.clock import ALMATY
from clerk_desk.language import CATALOGUES, DOMAIN, LANGUAGES, Speaker
from clerk_desk.objection import Message
from hatch_build import compile_catalogues

HOUSE = Path(__file__).parents[1]
NOW = dt.datetime(2027, 4, 1, 10, 42, tzinfo=ALMATY)  # a Thursday
ENGLISH = Speaker()


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    compile_catalogues(HOUSE)


def catalogue(language: str) -> Catalog:
    with (CATALOGUES / language / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as words:
        return read_po(words, locale=language)


def test_a_sentence_is_filled_with_its_facts() -> None:
    assert ENGLISH.say("1 «{letter}» has {free}.", letter="Ә", free=2) == "1 «Ә» has 2."


def test_a_fact_is_never_read_as_a_template() -> None:
    assert ENGLISH.say("{name} came", name="{0.__class__} [b]{x}") == "{0.__class__} [b]{x} came"


def test_a_fact_may_bear_any_name() -> None:
    assert ENGLISH.say("{text} {self} {n}", text="a", self="b", n=3) == "a b 3"


def test_a_sentence_without_facts_keeps_its_braces() -> None:
    assert ENGLISH.say("write {n} as it is") == "write {n} as it is"


def test_facts_that_are_dates_moments_and_messages_are_written_as_an_office_does() -> None:
    utc = dt.datetime(2027, 4, 1, 13, 30, tzinfo=dt.UTC)
    inner = Message("{n} places", {"n": 2})
    said = ENGLISH.say("{day} · {moment} · {at} · {inner}", day=utc.date(), moment=utc, at=dt.time(9), inner=inner)
    assert said == "01.04.2027 · Thu 01.04.2027 18:30 · 09:00 · 2 places"


def test_a_moment_is_shown_on_the_office_clock_and_its_date_too() -> None:
    late = dt.datetime(2027, 3, 31, 20, 15, tzinfo=dt.UTC)
    assert (ENGLISH.date(late), ENGLISH.time(late), ENGLISH.moment(late)) == (
        "01.04.2027",
        "01:15",
        "Thu 01.04.2027 01:15",
    )


@pytest.mark.parametrize(
    ("days", "hour", "minute", "said"),
    [
        (0, 18, 30, "today 18:30"),
        (0, 10, 42, "today 10:42"),
        (1, 18, 30, "tomorrow 18:30"),
        (2, 18, 30, "Sat 18:30"),
        (6, 9, 0, "Wed 09:00"),
        (7, 9, 0, "Thu 08.04.2027 09:00"),
        (0, 10, 2, "40 min ago"),
        (0, 10, 41, "1 min ago"),
        (0, 9, 0, "1 h ago"),
        (-1, 18, 30, "yesterday 18:30"),
        (-2, 18, 30, "2 days ago"),
    ],
)
def test_a_due_moment_is_told_as_it_looks_from_now(days: int, hour: int, minute: int, said: str) -> None:
    due = NOW.replace(hour=hour, minute=minute) + dt.timedelta(days=days)
    assert ENGLISH.due(due.astimezone(dt.UTC), NOW) == said


def test_the_minutes_after_midnight_count_from_before_it() -> None:
    night = dt.datetime(2027, 4, 2, 0, 20, tzinfo=ALMATY)
    assert ENGLISH.ago(night - dt.timedelta(minutes=50), night) == "50 min ago"
    assert ENGLISH.ago(night, night) == "just now"


@given(st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2030, 1, 1)), st.integers(-20_000, 20_000))
@settings(max_examples=60)
def test_every_pair_of_moments_can_be_told(now: dt.datetime, minutes: int) -> None:
    here = now.replace(tzinfo=ALMATY)
    for language in LANGUAGES:
        assert Speaker(language).due(here + dt.timedelta(minutes=minutes), here)


def test_counts_agree_in_english() -> None:
    said = [ENGLISH.several("{n} thing stands in the way", "{n} things stand in the way", n) for n in (0, 1, 3)]
    assert [s.split(" in")[0] for s in said] == ["0 things stand", "1 thing stands", "3 things stand"]


def test_a_language_the_desk_does_not_speak_is_a_slip_of_the_program() -> None:
    with pytest.raises(ValueError, match="'fr'"):
        Speaker("fr")


def test_the_words_of_the_founding_notice_stand_in_kazakh_and_russian() -> None:
    kk, ru = Speaker("kk"), Speaker("ru")
    assert (kk.say("Surname"), ru.say("Surname")) == ("Тегі", "Фамилия")
    assert kk.moment(NOW) == "Бс 01.04.2027 10:42"
    assert ru.moment(NOW) == "Чт 01.04.2027 10:42"


def test_what_is_not_translated_yet_is_said_in_english() -> None:
    assert Speaker("kk").say("Nobody wrote {this} down", this="№ 7") == "Nobody wrote № 7 down"


def test_a_slip_in_a_catalogue_does_not_take_the_sentence_away(monkeypatch: pytest.MonkeyPatch) -> None:
    kk = Speaker("kk")
    monkeypatch.setattr(kk._catalogue, "gettext", lambda text: "{нөмір} жоқ")
    assert kk.say("{number} is not there", number="2027-0041") == "2027-0041 is not there"


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_translation_keeps_the_names_of_its_facts(language: str) -> None:
    for entry in catalogue(language):
        if not entry.id or not entry.string:
            continue
        sources = entry.id if isinstance(entry.id, tuple) else (entry.id,)
        strings = entry.string if isinstance(entry.string, tuple) else (entry.string,)
        assert {name for said in strings for name in named(str(said))} <= {
            name for s in sources for name in named(str(s))
        }


def test_russian_has_three_forms_and_kazakh_two() -> None:
    assert (catalogue("ru").num_plurals, catalogue("kk").num_plurals) == (3, 2)


def test_every_sentence_can_be_gathered_for_the_translators() -> None:
    """What is said must be a literal text: an f-string or a variable would never reach a catalogue."""
    keywords = {"say": None, "mark": None, "Message": None, "Objection": (2,), "error": (3,), "warning": (3,)}
    gathered = {text for _, _, text, _, _ in extract_from_dir(str(HOUSE / "clerk_desk"), keywords=keywords)}
    assert "today {time}" in gathered
    for path in sorted((HOUSE / "clerk_desk").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and called(node) in {"say", "several", "Objection", "error", "warning"}:
                spoken = node.args[{"say": 0, "several": 0, "Objection": 1}.get(called(node), 2) :][:1]
                made_up = [text for text in spoken if isinstance(text, ast.JoinedStr | ast.IfExp | ast.BinOp)]
                assert not made_up, f"{path}:{node.lineno}"


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def named(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
