"""The office's own days: days off and working Saturdays that the printed calendar does not know."""

import datetime as dt
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from clerk_desk.desk import new_act
from clerk_desk.duties import office_days
from clerk_desk.duties.office_days import OfficeDay
from clerk_desk.objection import mark
from clerk_desk.rules import dates
from clerk_desk.rules.form import Kind
from data.vocabulary import DayKind, EventKind
from screens.list_room import ListRoom
from screens.plain import plain
from screens.station import Station
from screens.talking import talk
from screens.widgets.ledger import Column, Ledger, Row
from screens.widgets.slip import Question
from screens.windows import Choose, Confirm
from screens.words import DAYS

CLEAR = "clear"


class DaysScreen(ListRoom):
    """The list of the administrator's own days of this year and later."""

    PLACE = "days"
    CSS_PATH = "days.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f6", "change", mark("Change"), id="act", tooltip=mark("Add a day, or take one back")),
    ]

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self._days: tuple[OfficeDay, ...] = ()

    def body(self) -> ComposeResult:
        """What this is, and the list."""
        explain = self.say(mark("They win over the printed calendar, and the answers' due moments follow them."))
        title = Content.assemble((self.say(mark("DAYS OFF AND WORKING SATURDAYS")), "bold"), "\n", (explain, "$quiet"))
        yield Static(title, id="title")
        yield Ledger(
            Column(self.say(mark("date")), 14),
            Column(self.say(mark("is a")), 14),
            Column(self.say(mark("reason")), grows=True),
            id="list",
        )

    async def load(self) -> None:
        """Fetch the days."""
        days = await self.ask(office_days.days)
        if days is None:
            return
        self._days = days
        empty = self.say(mark("None: the printed calendar holds. F6 adds a day."))
        self.query_one(Ledger).show([self._row(one) for one in days], empty)

    def _row(self, one: OfficeDay) -> Row:
        tone = "$warning" if one.kind is DayKind.OFF else "$success"
        return Row(
            one.date.isoformat(),
            (self._date(one.date), Content.styled(self.say(DAYS[one.kind]), tone), one.reason),
        )

    def _date(self, day: dt.date) -> str:
        speaker = self.station.speaker
        return plain(f"{speaker.weekday(day)} {speaker.date(day)}")

    def _in_hand(self) -> OfficeDay | None:
        at = self.query_one(Ledger).at
        return next((one for one in self._days if one.date.isoformat() == at), None)

    # Acts

    @talk
    async def action_change(self) -> None:
        """Add a day, or take the one in hand back."""
        one = self._in_hand()
        ways = [
            self.way(str(DayKind.OFF), mark("Add a day off"), EventKind.DAY_SET),
            self.way(str(DayKind.WORKING), mark("Add a working day, like a Saturday"), EventKind.DAY_SET),
        ]
        if one is not None:
            ways.append(self.way(CLEAR, mark("Take {date} back"), EventKind.DAY_CLEARED, date=self._date(one.date)))
        chosen = await self.window(Choose(self.say(mark("The office's days")), ways))
        if chosen == CLEAR and one is not None:
            await self._clear(one)
        elif chosen is not None:
            await self._set(DayKind(chosen))

    async def _set(self, kind: DayKind) -> None:
        key = new_act()
        questions = [
            Question("date", self.say(mark("Date, dd.mm.yyyy")), kind=Kind.DATE, longest=12),
            Question("reason", self.say(mark("Reason, like the order's number"))),
        ]

        async def act(given: dict[str, str]) -> OfficeDay | None:
            date = dates.parse(given["date"])
            if date is None:
                self.overheard(self.say(mark("This is no date. Write it as 01.04.2027 or 010427.")))
                return None
            return await self.do(office_days.set_day, date, kind, given["reason"], key=key)

        done = await self.filled_in(self.say(DAYS[kind]).capitalize(), questions, act)
        if done is not None:
            told = mark("{date} is a {kind} now; the due moments follow.")
            self.tell(self.say(told, date=self._date(done.date), kind=self.say(DAYS[done.kind])))
            await self.load()

    async def _clear(self, one: OfficeDay) -> None:
        key = new_act()
        title = self.say(mark("Take {date} back"), date=self._date(one.date))
        text = self.say(mark("The printed calendar holds again for this date, and the due moments follow."))
        if not await self.window(Confirm(title, text)):
            return
        done = await self.do(office_days.clear_day, one.date, key=key)
        if done is not None:
            self.tell(self.say(mark("The printed calendar holds again for {date}."), date=self._date(one.date)))
            await self.load()
