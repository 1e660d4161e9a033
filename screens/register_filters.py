"""What the register is narrowed to: the line that says it, and the windows that change it."""

from dataclasses import replace

from textual.content import Content

from clerk_desk.clock import local
from clerk_desk.duties import class_sets, register
from clerk_desk.duties.register import Filters
from clerk_desk.objection import mark
from clerk_desk.rules import dates
from clerk_desk.rules.form import Kind, language_name
from data.vocabulary import Stage, TeachingLanguage
from screens.desk_screen import DeskScreen
from screens.station import Station
from screens.talking import TalkingScreen
from screens.widgets.slip import Question
from screens.widgets.ways import Way
from screens.windows import Choose
from screens.words import STAGES


class NarrowedRoom(TalkingScreen, DeskScreen):
    """A room whose list is narrowed. `class_set` is the letter that is shown for its id."""

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self.filters = Filters()
        self.class_set = ""

    def narrowed(self, **change: object) -> None:
        """Take a filter over."""
        self.class_set = str(change.pop("class_set", self.class_set))
        self.filters = replace(self.filters, **change)  # type: ignore[arg-type]


def said(room: NarrowedRoom) -> list[tuple[str, str, bool]]:
    """Each filter: its name, what it is set to, and whether it narrows."""
    filters, every = room.filters, room.say(mark("all"))
    day = filters.received_on
    year = filters.year if filters.year is not None else local(room.station.now()).year
    return [
        (
            room.say(mark("Stage")),
            room.say(STAGES[filters.stage]) if filters.stage else every,
            filters.stage is not None,
        ),
        (
            room.say(mark("Language")),
            language_name(filters.language) if filters.language else every,
            bool(filters.language),
        ),
        (
            room.say(mark("Class-set")),
            f"1 «{room.class_set}»" if filters.class_set_id else every,
            filters.class_set_id is not None,
        ),
        (room.say(mark("Received")), room.station.speaker.date(day) if day else every, day is not None),
        (room.say(mark("Year")), str(year), filters.year is not None),
    ]


def filter_line(room: NarrowedRoom) -> Content:
    """The filters side by side; what narrows is marked."""
    parts: list[tuple[str, str]] = []
    for name, value, narrows in said(room):
        parts.append((f"{name} ", "$quiet"))
        parts.append((f"{value}", "bold $primary" if narrows else ""))
        parts.append(("   ", ""))
    return Content.assemble(*parts)


async def narrow(room: NarrowedRoom) -> bool:
    """Choose a filter and what it is set to; True if it was changed."""
    ways = [Way(at, f"{name}: {value}") for at, (name, value, _) in enumerate(said(room))]
    ways.append(Way(9, room.say(mark("show everybody again")), room.filters != Filters(), digit=9))
    chosen = await room.window(Choose(room.say(mark("Narrow the register")), ways))
    if chosen is None:
        return False
    if chosen == 9:
        room.filters, room.class_set = Filters(), ""
        return True
    steps = (by_stage, by_language, by_class_set, by_day, by_year)
    return await steps[chosen](room)


async def by_stage(room: NarrowedRoom) -> bool:
    """How far the applications have come."""
    ways: list[Way[Stage | str]] = [Way("", room.say(mark("all")))]
    ways.extend(Way(stage, room.say(words)) for stage, words in STAGES.items())
    chosen = await room.window(Choose(room.say(mark("Stage")), ways))
    if chosen is None:
        return False
    room.narrowed(stage=Stage(chosen) if chosen else None)
    return True


async def by_language(room: NarrowedRoom) -> bool:
    """The language of instruction that is wished."""
    ways = [Way("", room.say(mark("all")))]
    ways.extend(Way(str(one), language_name(one)) for one in TeachingLanguage)
    chosen = await room.window(Choose(room.say(mark("Language")), ways))
    if chosen is None:
        return False
    room.narrowed(language=chosen)
    return True


async def by_class_set(room: NarrowedRoom) -> bool:
    """The class-set into which children are accepted."""
    fills = await room.ask(class_sets.fills, room.filters.year)
    if fills is None:
        return False
    sets = [one for language in fills for one in language.sets]
    ways = [Way(0, room.say(mark("all")))]
    ways.extend(Way(one.class_set_id, f"1 «{one.letter}»  {language_name(one.language)}") for one in sets)
    chosen = await room.window(Choose(room.say(mark("Class-set")), ways))
    if chosen is None:
        return False
    letter = next((one.letter for one in sets if one.class_set_id == chosen), "")
    room.narrowed(class_set_id=chosen or None, class_set=letter)
    return True


async def by_day(room: NarrowedRoom) -> bool:
    """The day on which they were received."""
    today = local(room.station.now()).date()
    ways = [
        Way("", room.say(mark("all"))),
        Way("today", room.say(mark("today"))),
        Way("other", room.say(mark("another day …"))),
    ]
    chosen = await room.window(Choose(room.say(mark("Received")), ways))
    if chosen is None:
        return False
    if chosen != "other":
        room.narrowed(received_on=today if chosen else None)
        return True
    question = Question("day", room.say(mark("Day, dd.mm.yyyy")), kind=Kind.DATE, longest=12)
    wrong = room.say(mark("This is no date. Write it as 01.04.2027 or 010427."))
    return bool(
        await room.filled_in(room.say(mark("Received")), [question], lambda given: _day(room, given["day"], wrong))
    )


async def _day(room: NarrowedRoom, text: str, wrong: str) -> bool | None:
    day = dates.parse(text)
    if day is None:
        room.overheard(wrong)
        return None
    room.narrowed(received_on=day)
    return True


async def by_year(room: NarrowedRoom) -> bool:
    """The admission year; earlier ones can be read."""
    years = await room.ask(register.years)
    if years is None:
        return False
    ways = [Way(year, str(year)) for year in years]
    chosen = await room.window(Choose(room.say(mark("Year")), ways))
    if chosen is None:
        return False
    room.narrowed(year=None if chosen == years[0] else chosen, class_set_id=None, class_set="")
    return True
