"""The journal of outages: which portal failed from when to when, and the act of each."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from clerk_desk.desk import new_act
from clerk_desk.duties import outages
from clerk_desk.duties.outages import Journal, JournalLine
from clerk_desk.ledgers.issuing import Issued
from clerk_desk.objection import mark
from clerk_desk.rules.outages import NAMES
from data.vocabulary import PaperKind
from screens.desk_screen import DeskScreen
from screens.outage_window import begin_or_end
from screens.outage_words import lasted, span
from screens.plain import plain
from screens.station import Station
from screens.talking import TalkingScreen, talk
from screens.widgets.ledger import Column, Ledger, Row
from screens.words import NOTICED


class OutagesScreen(TalkingScreen, DeskScreen):
    """The newest outage first. Enter shows the act of the one in hand, F6 writes a beginning or an end down."""

    PLACE = "outages"
    CSS_PATH = "outages.tcss"
    AUTO_FOCUS = "#rows"
    TALKS: ClassVar[frozenset[str]] = frozenset({"change", "act"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f6", "change", mark("Begin or end"), id="act", tooltip=mark("A portal fails, or answers again")),
        Binding("enter", "act", mark("The act"), id="paper", tooltip=mark("The act of the outage in hand, to print")),
    ]

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self.journal: Journal | None = None

    def body(self) -> ComposeResult:
        """What this is, and the list."""
        explain = self.say(mark("What was taken on paper meanwhile is marked ◊ and listed in the act."))
        title = Content.assemble((self.say(mark("OUTAGES OF THE PORTALS")), "bold"), "\n", (explain, "$quiet"))
        yield Static(title, id="title", markup=False)
        yield Ledger(
            Column(self.say(mark("portal")), 17),
            Column(self.say(mark("from – till")), 35),
            Column(self.say(mark("lasted")), 18, right=True),
            Column(self.say(mark("taken")), 6, right=True),
            Column(self.say(mark("noticed")), 18, wide=104),
            Column(self.say(mark("written down by")), 24, wide=90),
            Column(self.say(mark("note")), grows=True),
            id="list",
        )
        yield Static(id="earlier", markup=False)

    async def load(self) -> None:
        """Fetch the journal; the cursor stays where it was."""
        journal = await self.ask(outages.journal)
        if journal is None:
            return
        self.journal = journal
        empty = self.say(mark("No outage is written down. F6, or 0 anywhere, writes one down."))
        self.query_one(Ledger).show([self._row(one) for one in journal.lines], empty)
        earlier = self.station.speaker.several(
            mark("{n} earlier outage is in the audit."), mark("{n} earlier outages are in the audit."), journal.earlier
        )
        self.query_one("#earlier", Static).update(Content.styled(plain(earlier) if journal.earlier else "", "$quiet"))

    def _row(self, line: JournalLine) -> Row:
        one, speaker, now = line.outage, self.station.speaker, self.station.now()
        runs, tone = one.ended_at is None, "bold $warning" if one.ended_at is None else ""
        age = lasted(speaker, one.began_at, one.ended_at or now)
        return Row(
            str(one.id),
            (
                Content.styled(NAMES[one.portal], tone),
                Content.styled(self._span(line), tone),
                Content.styled(self.say(mark("{age} so far"), age=age) if runs else age, tone),
                str(line.taken) if line.taken else "–",
                self.say(NOTICED[one.noticed]),
                one.began_by,
                one.note,
            ),
        )

    def _span(self, line: JournalLine) -> str:
        """The date always: a journal is read later."""
        one, speaker = line.outage, self.station.speaker
        return f"{speaker.date(one.began_at)} {span(speaker, one, one.began_at)}"

    def in_hand(self) -> JournalLine | None:
        """The outage on which the cursor stands."""
        at = self.query_one(Ledger).at
        lines = self.journal.lines if self.journal is not None else ()
        return next((line for line in lines if str(line.outage.id) == at), None)

    @on(OptionList.OptionSelected)
    def picked(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click on a row."""
        event.stop()
        self.action_act()

    @talk
    async def action_change(self) -> None:
        """A portal fails, or answers again."""
        await begin_or_end(self)

    def action_outage(self) -> None:
        """The key of the whole desk does here what F6 does."""
        self.action_change()

    def papers(self) -> list[tuple[str, str, bool, str]]:
        """F7: the act of the outage in hand stands first."""
        one = self.in_hand()
        why = self.say(mark("No outage is written down."))
        return [("act", self.say(mark("The act of this outage")), one is not None, why), *super().papers()]

    @talk
    async def action_act(self) -> None:
        """The act of the outage in hand: seen first, then stored and printed."""
        from screens.paper_preview import Wish
        from screens.paper_window import show_paper  # what is printed comes behind the first picture

        line = self.in_hand()
        content = await self.ask(outages.act_preview, line.outage.id) if line is not None else None
        if line is None or content is None:
            return
        outage_id, key = line.outage.id, new_act()

        async def issue(languages: tuple[str, ...], _size: str) -> Issued | None:
            return await self.do(outages.issue_act, outage_id, languages, key=key)

        concerns = f"{NAMES[line.outage.portal]} {self._span(line)}"
        await show_paper(self, PaperKind.OUTAGE_ACT, concerns, content, Wish(), issue)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter rests where there is nothing in hand."""
        if action == "act" and self.in_hand() is None:
            return None
        return super().check_action(action, parameters)
