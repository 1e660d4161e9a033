"""Today: what waits for an answer and how soon, which drafts lie open, how full the classes are."""

import datetime as dt
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from clerk_desk.duties import backups, catch_up, class_sets, closing, intake, today
from clerk_desk.duties.backups import BackupState
from clerk_desk.duties.closing import Unclosed
from clerk_desk.duties.intake import DraftLine
from clerk_desk.duties.today import Waiting
from clerk_desk.objection import mark
from clerk_desk.rules.rights import may
from data.vocabulary import EventKind
from screens.catch_up_line import PortalsLine
from screens.desk_screen import DeskScreen
from screens.going import Go
from screens.outage_words import LEGEND, SIGN
from screens.plain import plain
from screens.station import Station
from screens.today_counts import CountsLine
from screens.widgets.columns import Column, Columns
from screens.widgets.fill_table import FillTable

_AGAIN = 20.0
"""Seconds after which the screen quietly asks anew."""

WIDE = 110
"""Columns from which the classes stand beside the lists."""


class Today(DeskScreen):
    """Two lists to the left, the classes to the right; narrow, one under the other."""

    PLACE = "today"
    CSS_PATH = "today.tcss"
    AUTO_FOCUS = "#waiting"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", mark("Open"), id="open", tooltip=mark("Open what the cursor stands on")),
        Binding(
            *("0,қ,Қ,f11", "app.outage", mark("Portal outage")),
            id="outage",
            tooltip=mark("A portal fails, or answers again"),
        ),
        Binding(
            "tab", "app.focus_next", mark("Other list"), id="other", tooltip=mark("Go to the other list"), show=False
        ),
    ]

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
        self._first = True

    def body(self) -> ComposeResult:
        """Waiting and drafts; classes and today's counts."""
        with Horizontal(id="today"):
            with Vertical(id="lists"):
                yield Static(id="waiting-head", markup=False)
                yield Columns(
                    Column("  " + self.say("due"), most=27),
                    Column("№", most=12),
                    Column(self.say("child"), grows=True),
                    Column(self.say("wishes"), most=8),
                    id="waiting",
                )
                yield Static(id="drafts-head", markup=False)
                yield Columns(
                    Column("  " + self.say("since"), most=18),
                    Column(self.say("child"), most=26),
                    Column(self.say("lacks"), grows=True),
                    id="drafts",
                )
            with Vertical(id="classes"):
                yield FillTable(self.station.speaker)
                yield CountsLine()
                yield PortalsLine()
                yield Static(id="unclosed", classes="gone", markup=False)
                yield Static(id="backup", classes="gone", markup=False)

    def on_mount(self) -> None:
        """Ask anew now and then, while the screen is in sight."""
        self.set_interval(_AGAIN, self._again)

    def _again(self) -> None:
        if self.is_current:
            self.reload()

    async def load(self) -> None:
        """Fetch the lists, the fill and the counts; the cursors stay where they were."""
        waiting = await self.ask(today.waiting)
        drafts = await self.ask(intake.drafts)
        fills = await self.ask(class_sets.fills)
        counts = await self.ask(today.counts)
        if waiting is not None:
            self._show_waiting(waiting)
        if drafts is not None:
            self._show_drafts(drafts)
        if fills is not None:
            self.query_one(FillTable).show(fills)
        if counts is not None:
            self.query_one(CountsLine).say(counts, self.station.speaker)
        untold = await self.ask(catch_up.standing)
        if untold is not None:
            self.query_one(PortalsLine).show(untold, self.station.speaker, self.station.now())
        if may(self.station.desk.member.role, EventKind.DAY_CLOSED):
            self._show_unclosed(await self.ask(closing.unclosed))
        if may(self.station.desk.member.role, EventKind.BACKED_UP):
            state = await self.ask(backups.state)
            if state is not None and not state.elsewhere:
                self._show_backup(state)
        if self._first and waiting is not None and drafts is not None:
            self._first = False
            self._begin(waiting, drafts)

    def _begin(self, waiting: tuple[Waiting, ...], drafts: tuple[DraftLine, ...]) -> None:
        """Where the cursor stands first: on one's own interrupted draft, or on the list that holds something."""
        mine = [one for one in drafts if one.held_by == self._me() and one.handed_back_at is None]
        if mine:
            last = max(mine, key=lambda one: one.kept_at)
            self.query_one("#drafts", Columns).go_to(str(last.id))
            self.query_one("#drafts").focus()
        elif not waiting and drafts:
            self.query_one("#drafts").focus()

    def _me(self) -> str:
        return self.station.desk.member.full_name

    def _head(self, name: str, words: str, count: int, tone: str = "", legend: str = "") -> None:
        number = (f"   {count}", tone or "bold") if count else ("", "")
        quiet = (f"   {legend}", "$quiet") if legend else ("", "")
        self.query_one(name, Static).update(Content.assemble((words, "bold"), number, quiet))

    def _show_waiting(self, waiting: tuple[Waiting, ...]) -> None:
        late = sum(1 for one in waiting if one.overdue)
        legend = self.say(LEGEND) if any(one.in_outage for one in waiting) else ""
        tone = "bold $error" if late else ""
        self._head("#waiting-head", self.say("WAITING FOR AN ANSWER"), len(waiting), tone, legend)
        rows = [(str(one.application_id), self._waiting_row(one)) for one in waiting]
        self.query_one("#waiting", Columns).show(rows, self.say("Nothing waits. F2 begins an intake."))

    def _waiting_row(self, one: Waiting) -> list[Content]:
        due = self.station.speaker.due(one.due_at, self.station.now())
        when = (
            Content.assemble((self.say("! overdue {when}", when=due), "bold $error"))
            if one.overdue
            else Content(f"  {due}")
        )
        wish = f"{one.language} «{one.wished}»" if one.wished else one.language
        sign = (f" {SIGN}", "$warning") if one.in_outage else ("", "")
        number = Content.assemble(plain(one.number), sign)
        return [when, number, Content(plain(one.child_name)), Content(plain(wish))]

    def _show_drafts(self, drafts: tuple[DraftLine, ...]) -> None:
        self._head("#drafts-head", self.say("DRAFTS"), len(drafts))
        rows = [(str(one.id), self._draft_row(one)) for one in drafts]
        self.query_one("#drafts", Columns).show(rows, self.say("No draft lies open."))

    def _draft_row(self, one: DraftLine) -> list[Content]:
        since = self._since(one.arrived_at)
        name = Content(plain(one.child_name)) if one.child_name else Content.styled(self.say("(no name yet)"), "$quiet")
        return [Content(f"  {since}"), name, self._lacks(one)]

    def _since(self, arrived: dt.datetime) -> str:
        speaker, now = self.station.speaker, self.station.now()
        if speaker.date(arrived) == speaker.date(now):
            return speaker.time(arrived)
        return speaker.ago(arrived, now)

    def _lacks(self, one: DraftLine) -> Content:
        blockers = [remark for remark in one.lacks if remark.blocks]
        if not blockers:
            words = Content.styled(self.say("nothing: ready to be received"), "$success")
        elif len(blockers) == 1:
            words = Content(self.message(blockers[0].message))
        else:
            words = Content(plain(self.station.speaker.several("{n} thing", "{n} things", len(blockers))))
        if one.handed_back_at is not None:
            return Content.assemble(words, (f", {self.say('handed back')}", "$quiet"))
        if one.held_by and one.held_by != self._me():
            return Content.assemble(words, (f", {self.say('with {name}', name=one.held_by)}", "$quiet"))
        return words

    def _show_unclosed(self, one: Unclosed | None) -> None:
        """Once the office's day is over, that it is not closed yet; of an earlier day at once."""
        line = self.query_one("#unclosed", Static)
        line.set_class(one is None, "gone")
        if one is None:
            return
        today, since = mark("not closed yet: F12, Close the day"), mark("not closed since {date}: F12, Close the day")
        words = self.say(today) if one.today else self.say(since, date=one.since)
        line.update(
            Content.assemble((self.say("THE DAY"), "bold"), (f"   {words}", "$quiet" if one.today else "$warning"))
        )

    def _show_backup(self, state: BackupState) -> None:
        """How old the last verified backup is: quietly, unless it is too old or there is none."""
        made, now = state.made_at, self.station.now()
        ago = plain(self.station.speaker.ago(made, now)) if made is not None else self.say("none yet")
        words, tone = (self.say("{ago}: F12, Back up now", ago=ago), "$warning") if state.late else (ago, "$quiet")
        line = self.query_one("#backup", Static)
        line.update(Content.assemble((self.say("BACKUP"), "bold"), (f"   {words}", tone)))
        line.remove_class("gone")

    def papers(self) -> list[tuple[str, str, bool, str]]:
        """F7: the acts of outages lie in their journal."""
        return [*super().papers(), ("outages", self.say("The act of an outage: the journal"), True, "")]

    def action_outages(self) -> None:
        """The journal of outages."""
        self.post_message(Go("outages"))

    @on(Columns.OptionSelected)
    def opened(self, event: Columns.OptionSelected) -> None:
        """Enter on a row."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Open the application or the draft on which the cursor stands."""
        chosen = self.focused
        if not isinstance(chosen, Columns) or chosen.at is None:
            return
        self.post_message(Go("record" if chosen.id == "waiting" else "intake", int(chosen.at)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Esc leads nowhere from here; Enter rests where there is nothing to open."""
        if action == "back":
            return False
        if action == "open" and not (isinstance(self.focused, Columns) and self.focused.at):
            return None
        return super().check_action(action, parameters)
