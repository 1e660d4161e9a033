"""The draft of the enrolment order: who is accepted, class by class; printed, or saved as a file."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from clerk_desk.clock import local
from clerk_desk.desk import new_act
from clerk_desk.duties import enrolment_order
from clerk_desk.duties.enrolment_order import OrderDraft, OrderSet
from clerk_desk.instruments.printer import documents
from clerk_desk.instruments.spreadsheets_out import Table, save, xlsx_bytes
from clerk_desk.ledgers.issuing import Issued
from clerk_desk.objection import mark
from clerk_desk.rules.form import language_name
from clerk_desk.rules.rights import may
from data.vocabulary import EventKind, PaperKind
from screens.catch_up_file import saved
from screens.desk_screen import DeskScreen
from screens.plain import plain
from screens.station import Station
from screens.talking import TalkingScreen, talk
from screens.widgets.ledger import Column, Ledger, Row


class EnrolmentOrderScreen(TalkingScreen, DeskScreen):
    """One list, parted by class-set. F6 shows the draft and prints it; F7 offers the file too."""

    PLACE = "enrolment_order"
    CSS_PATH = "enrolment_order.tcss"
    AUTO_FOCUS = "#rows"
    TALKS: ClassVar[frozenset[str]] = frozenset({"print_draft", "save_file"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f6", "print_draft", mark("Print"), id="act", tooltip=mark("See the draft, and print it")),
    ]

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self.draft: OrderDraft | None = None

    def body(self) -> ComposeResult:
        """Heading, what the draft is, the list, and what came of the file."""
        yield Static(id="title", markup=False)
        yield Static(id="about", markup=False)
        yield Ledger(
            Column("", 4, right=True),
            Column(self.say(mark("child")), grows=True),
            Column(self.say(mark("born")), 10),
            Column("№", 10),
            id="list",
        )
        yield Static(id="outcome", markup=False)

    async def load(self) -> None:
        """Fetch who is accepted."""
        draft = await self.ask(enrolment_order.draft)
        if draft is not None:
            self.draft = draft
            self._show(draft)

    def _show(self, draft: OrderDraft) -> None:
        title = Content.assemble(
            (self.say(mark("DRAFT OF THE ENROLMENT ORDER")), "bold"), (f"   {draft.count}", "bold")
        )
        self.query_one("#title", Static).update(title)
        about = mark("The order is issued not before 25.08.{year} and takes effect on 01.09.{year}.")
        self.query_one("#about", Static).update(Content.styled(self.say(about, year=draft.year), "$quiet"))
        rows: list[Row] = []
        for one in draft.sets:
            rows.extend(self._set(one, first=not rows))
        empty = mark("Nobody is accepted yet. The draft lists whoever has a place in a class-set.")
        self.query_one(Ledger).show(rows, self.say(empty))

    def _set(self, one: OrderSet, *, first: bool) -> list[Row]:
        blank = [] if first else [Row(f"gap-{one.letter}", ("",) * 4, stop=False)]
        count = plain(self.station.speaker.several("{n} child", "{n} children", len(one.children)))
        words = ((f"1 «{one.letter}»  {language_name(one.language)}", "bold"), (f"   {count}", "$quiet"))
        head = Row(f"head-{one.letter}", ("", Content.assemble(*words), "", ""), stop=False)
        born = self.station.speaker.date
        children = [
            Row(child.number, (f"{place}.", child.name, born(child.born), child.number))
            for place, child in enumerate(one.children, 1)
        ]
        return [*blank, head, *children]

    # Paper and file

    def why_not(self) -> str:
        """Why no draft can be made here, or ""."""
        if not may(self.station.desk.member.role, EventKind.ORDER_DRAFTED):
            return self.say(mark("Only an administrator may do this."))
        return "" if self.draft is not None and self.draft.sets else self.say(mark("Nobody is accepted yet."))

    def papers(self) -> list[tuple[str, str, bool, str]]:
        """F7: the paper and the file."""
        why = self.why_not()
        paper, file = self.say(mark("Draft of the enrolment order")), self.say(mark("The same list as a file, XLSX"))
        return [("print_draft", paper, not why, why), ("save_file", file, not why, why), *super().papers()]

    @talk
    async def action_print_draft(self) -> None:
        """Seen first, then stored and printed."""
        from screens.paper_preview import Wish
        from screens.paper_window import show_paper  # what is printed comes behind the first picture

        why = self.why_not()
        content = await self.ask(enrolment_order.preview) if not why else None
        if content is None or self.draft is None:
            self.say_outcome(why, "$warning")
            return
        key, year = new_act(), self.draft.year

        async def issue(languages: tuple[str, ...], _size: str) -> Issued | None:
            return await self.do(enrolment_order.issue, languages, key=key)

        await show_paper(self, PaperKind.ORDER_DRAFT, f"{year}–{year + 1}", content, Wish(), issue)

    @talk
    async def action_save_file(self) -> None:
        """Taken out of the store, which is written down first, and saved."""
        tables = await self.do(enrolment_order.take_out)
        if tables is None:
            return
        now = self.station.now()
        sheets = [Table(one.name, one.header, one.rows) for one in tables]
        name = f"enrolment-order-draft-{local(now):%Y-%m-%d}"
        sentence, tone = await saved(self, lambda: save(name, {"xlsx": xlsx_bytes(sheets, now)}, documents()))
        tones = {"information": "$success", "warning": "$warning", "error": "$error"}
        self.say_outcome(self.message(sentence), tones[tone])

    def say_outcome(self, sentence: str, tone: str) -> None:
        """One line below the list."""
        self.query_one("#outcome", Static).update(Content.styled(plain(sentence), tone))
