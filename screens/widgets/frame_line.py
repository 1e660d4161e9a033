"""The line above every screen: whose desk this is, whether the office is open, what time it is, what presses."""

import asyncio
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from clerk_desk.clock import local
from clerk_desk.objection import Objection
from screens.outage_frame import outage_part
from screens.plain import plain
from screens.station import Station
from screens.widgets.frame_part import Part

if TYPE_CHECKING:
    from clerk_desk.duties.today import Frame

_AGAIN = 30.0
"""Seconds after which the line is asked anew."""

_GAP, _NARROW_GAP = 3, 2

_LEFT = ("school", "person")

_TURN = (
    *("oldest", "gap", "person", "outage", "demo", "school", "person", "outage", "moment"),
    *("oldest", "hours", "days", "moment", "outage", "person"),
)
"""The order in which the parts give way to a narrow line, each time by one shorter way."""


class FrameLine(Widget):
    """One line: school · person, role · open or not · date and time · days left · outage · the oldest waiting answer.

    Where the terminal is narrow the least important is said shorter or left out; no word is ever cut.
    """

    DEFAULT_CSS = """
    FrameLine { dock: top; height: 1; width: 100%; background: $panel; color: $foreground; padding: 0 1; }
    """

    def __init__(self, station: Station) -> None:
        super().__init__()
        self.station = station
        self._asked = float("-inf")
        self._minute = ""
        self._rounds = 0

    def on_mount(self) -> None:
        """Look at the clock each second; ask the store at each new minute."""
        self.set_interval(1.0, self.look)
        self.look()

    def look(self) -> None:
        """Ask anew if the minute has changed or half a minute is over; only for the screen in sight."""
        if not self.screen.is_current:
            return
        self._look_at_portals()
        minute = self.station.speaker.time(self.station.now())
        if minute != self._minute or time.monotonic() - self._asked >= _AGAIN:
            self._minute = minute
            self.ask()

    def _look_at_portals(self) -> None:
        """Let the desk's own look at the portals go on, if one was wished, and show what is new of it."""
        watch = self.station.watch
        if watch is None:
            return
        watch.tick(self.station.now())
        if watch.rounds != self._rounds:
            self._rounds = watch.rounds
            self.refresh()

    def ask(self) -> None:
        """Ask the store in a thread and show the answer when it comes."""
        self._asked = time.monotonic()
        self.refresh()
        if self.station.frame is not None:
            self.run_worker(self._ask(), group="frame", exclusive=True)

    async def _ask(self) -> None:
        question = self.station.frame
        if question is None:
            return
        try:
            self.station.latest = await asyncio.to_thread(self.station.desk.ask, question)
        except Objection:
            return  # the screen itself says so as soon as the clerk does anything
        except Exception as error:  # noqa: BLE001 — noted with a number, raised again in tests
            self.station.faults.quietly(error)
        self.refresh()

    def render(self) -> Content:
        """The line for the width there is."""
        parts = frame_parts(self.station, self.station.latest)
        turn = [name for name in _TURN if name == "gap" or name in parts]
        return laid_out(parts, turn, self.content_size.width)


def laid_out(parts: dict[str, Part], turn: Sequence[str], width: int) -> Content:
    """Say the parts side by side, shortened in the order of `turn` until they fit; spare room goes between them.

    School and person stay left, the rest goes right.
    """
    gap = _GAP
    for name in turn:
        if _needed(parts, gap) <= width:
            break
        if name == "gap":
            gap = _NARROW_GAP
        else:
            parts[name].shorter()
    left = [part for name, part in parts.items() if part.text and name in _LEFT]
    right = [part for name, part in parts.items() if part.text and name not in _LEFT]
    spare = max(0, width - _needed(parts, gap)) + (gap if left and right else 0)
    return Content.assemble(*_side_by_side(left, gap), (" " * spare, ""), *_side_by_side(right, gap))


def _side_by_side(parts: list[Part], gap: int) -> list[tuple[str, str]]:
    line: list[tuple[str, str]] = []
    for part in parts:
        if line:
            line.append((" " * gap, ""))
        line.append((part.text, part.style))
    return line


def _needed(parts: dict[str, Part], gap: int) -> int:
    widths = [Content(part.text).cell_length for part in parts.values() if part.text]
    return sum(widths) + gap * max(0, len(widths) - 1)


def frame_parts(station: Station, frame: "Frame | None") -> dict[str, Part]:
    """The parts of the line by name; before the store was heard, only who and when."""
    speaker, now = station.speaker, station.now()
    name = plain(station.desk.member.full_name)
    role = speaker.say(str(station.desk.member.role))
    person = Part((f"{name}, {role}", name, _initialled(name), ""))
    clock, date = speaker.time(now), speaker.date(local(now))
    moment = Part((speaker.moment(now), f"{date} {clock}", clock))
    demo = Part((speaker.say("demo clock"), speaker.say("demo")) if station.demo else ("",), "$warning")
    if frame is None:
        return {"person": person, "moment": moment, "demo": demo}
    school = frame.school_ru if speaker.language == "ru" else frame.school_kk
    return {
        "school": Part((plain(school), ""), "bold"),
        "person": person,
        "hours": _hours(station, frame),
        "moment": moment,
        "demo": demo,
        "days": _days_left(station, frame),
        **outage_part(station, frame),
        "oldest": _oldest(station, frame),
    }


def _initialled(name: str) -> str:
    """The first word and initials of the others: "Сәрсенова А."."""
    first, *others = name.split()
    return " ".join([first, *(f"{other[0]}." for other in others)])


def _hours(station: Station, frame: "Frame") -> Part:
    say = station.speaker.say
    same_day = local(frame.until).date() == local(station.now()).date()
    till = station.speaker.time(frame.until) if same_day else station.speaker.due(frame.until, station.now())
    if frame.hours == "open":
        return Part((say("● open till {time}", time=till), say("● open")), "$success")
    if frame.hours == "lunch":
        return Part((say("○ lunch till {time}", time=till), say("○ lunch")), "$warning")
    return Part((say("○ closed till {time}", time=till), say("○ closed")), "$warning")


def _days_left(station: Station, frame: "Frame") -> Part:
    speaker = station.speaker
    if frame.days_left:
        full = speaker.several("{n} day left", "{n} days left", frame.days_left)
        return Part((full, ""), "$quiet")
    if frame.opens_on is not None:
        return Part((speaker.say("intake opens {date}", date=frame.opens_on), ""), "$warning")
    return Part((speaker.say("intake is over"), ""), "$warning")


def _oldest(station: Station, frame: "Frame") -> Part:
    speaker, now = station.speaker, station.now()
    if frame.oldest_due is None:
        return Part((speaker.say("no answer waits"), ""), "$quiet")
    due = speaker.due(frame.oldest_due, now)
    if frame.oldest_due < now:
        return Part((speaker.say("! overdue {when}", when=due), speaker.say("! overdue")), "bold $error")
    return Part((speaker.say("answer due {when}", when=due), speaker.say("due {when}", when=due), ""), "$quiet")
