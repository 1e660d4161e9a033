"""The audit: who did what and when, the newest first; and whether the chain of lines is whole."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from clerk_desk.duties import audit
from clerk_desk.duties.audit import AuditEntry
from clerk_desk.ledgers.trail import Chain
from clerk_desk.objection import mark
from clerk_desk.rules.rights import may
from data.vocabulary import EventKind
from screens.desk_screen import DeskScreen
from screens.plain import plain
from screens.station import Station
from screens.talking import TalkingScreen, talk
from screens.widgets.ledger import Column, Ledger, Row
from screens.windows import Read
from screens.words import EVENTS
from screens.words_of_facts import facts_said

_WIDE = 104
"""Columns from which the application's number has a column of its own."""


class AuditScreen(TalkingScreen, DeskScreen):
    """Pages of the trail. Opening it is an act that stands in it; older pages are fetched at the end of the list."""

    PLACE = "audit"
    CSS_PATH = "audit.tcss"
    AUTO_FOCUS = "#rows"
    TALKS: ClassVar[frozenset[str]] = frozenset({"verify", "whole"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f6", "verify", mark("Check the chain"), id="act", tooltip=mark("Compute the whole chain afresh")),
        Binding("enter", "whole", mark("Read the line"), id="whole", tooltip=mark("The whole line in a window")),
    ]

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self._entries: list[AuditEntry] = []
        self._before = 0
        self._opened = False
        self._chain: Chain | None = None

    @property
    def allowed(self) -> bool:
        """True for administrators."""
        return may(self.station.desk.member.role, EventKind.AUDIT_OPENED)

    def body(self) -> ComposeResult:
        """The state of the chain and the list."""
        yield Static(id="chain", markup=False)
        yield Ledger(
            Column("№", 7, right=True),
            Column(self.say(mark("when")), 16),
            Column(self.say(mark("who")), 22),
            Column(self.say(mark("what")), 26),
            Column(self.say(mark("application")), 11, wide=_WIDE - 4),
            Column(self.say(mark("facts")), grows=True),
            id="list",
        )

    async def load(self) -> None:
        """Open the trail the first time; coming back it is as it was left."""
        if not self.allowed:
            self._chain_line()
            self.query_one(Ledger).show([], self.say(mark("Only an administrator may read the audit.")))
            return
        if not self._opened:
            self._opened = True
            await self._older()
            await self._verify()

    async def _older(self) -> None:
        page = await self.do(audit.open_trail, self._before)
        if page is None:
            return
        self._entries.extend(page.entries)
        self._before = page.before
        self.query_one(Ledger).show([self._row(one) for one in self._entries])

    def _row(self, one: AuditEntry) -> Row:
        return Row(
            str(one.seq),
            (
                str(one.seq),
                Content.styled(f"{self.station.speaker.date(one.at)} {self.station.speaker.time(one.at)}", "$quiet"),
                one.who,
                self.say(EVENTS[one.event]),
                one.number,
                Content.styled(self._facts(one), "$quiet"),
            ),
        )

    def _facts(self, one: AuditEntry) -> str:
        """The facts in a line; where the column of numbers is left out the number is the first of them."""
        facts = facts_said(one.event, one.facts, self.station.speaker, masked=True)
        number = [one.number] if one.number and self.app.size.width < _WIDE else []
        return " · ".join([*number, *facts])

    async def _verify(self) -> None:
        self._chain = await self.ask(audit.verify)
        self._chain_line()

    def _chain_line(self) -> None:
        line, head = self.query_one("#chain", Static), (self.say(mark("AUDIT")), "bold")
        chain = self._chain
        if chain is None:
            line.update(Content.assemble(head))
        elif chain.broken_at:
            broken = mark("BROKEN at line {at}: this line is not as it was written. Show this to the head of school.")
            line.update(Content.assemble(head, "   ", (self.say(broken, at=chain.broken_at), "bold $error")))
        else:
            whole = plain(self.station.speaker.several(mark("whole: {n} line"), mark("whole: {n} lines"), chain.count))
            end = self.say(mark("head {head}…"), head=chain.head[:12])
            line.update(Content.assemble(head, "   ", (whole, "$success"), (f", {end}", "$quiet")))

    @on(Ledger.Turned)
    async def turned(self, event: Ledger.Turned) -> None:
        """Over the end of the list: older lines."""
        event.stop()
        if event.by > 0 and self._before and not self.busy:
            self.run_worker(self._older(), group="older")

    @on(OptionList.OptionSelected)
    def picked(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click on a line."""
        event.stop()
        self.action_whole()

    @talk
    async def action_whole(self) -> None:
        """The line in hand, whole."""
        at = self.query_one(Ledger).at
        one = next((one for one in self._entries if str(one.seq) == at), None)
        if one is None:
            return
        facts = facts_said(one.event, one.facts, self.station.speaker)
        said = [plain(self.station.speaker.moment(one.at)), one.who, f"№ {one.number}" if one.number else "", *facts]
        title = f"{one.seq} · {self.say(EVENTS[one.event])}"
        await self.window(Read(title, "\n".join(part for part in said if part)))

    @talk
    async def action_verify(self) -> None:
        """Compute the chain afresh."""
        if not self.allowed:
            self.tell(self.say(mark("Only an administrator may read the audit.")), "warning")
            return
        await self._verify()
        if self._chain is not None and not self._chain.broken_at:
            self.tell(self.say(mark("The chain is whole.")))
