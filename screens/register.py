"""The register: every application of the office, found as one types, narrowed, and opened with Enter."""

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from clerk_desk.duties import register
from clerk_desk.duties.register import Filters, Line, Page
from clerk_desk.objection import mark
from data.vocabulary import Stage
from screens.going import Go
from screens.intake.drafting import Latest
from screens.outage_words import LEGEND, SIGN
from screens.plain import plain
from screens.register_filters import NarrowedRoom, filter_line, narrow
from screens.station import Station
from screens.talking import talk
from screens.widgets.field import one_line
from screens.widgets.ledger import Column, Ledger, Row
from screens.words import STAGES

_GAP = 0.05
"""Seconds between two searches while typing goes on; none is put off, and none holds a letter up."""

A_PAGE = 200
"""Rows of a page; the list is never longer than this."""

_TONES = {Stage.RECEIVED: "$warning", Stage.ACCEPTED: "$success", Stage.REFUSED: "$error", Stage.WITHDRAWN: "$quiet"}


class SearchField(Input):
    """Takes a paste or a scan as one line; Enter and Down are the room's."""

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(one_line(event.text)[0])


class RegisterScreen(NarrowedRoom):
    """The field above, the filters under it, the list; what was typed and found stays for the way back."""

    PLACE = "register"
    CSS_PATH = "register.tcss"
    AUTO_FOCUS = "#search"
    TALKS: ClassVar[frozenset[str]] = frozenset({"narrow"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", mark("Open"), id="open", tooltip=mark("Open what the cursor stands on")),
        Binding("f6", "narrow", mark("Narrow"), id="act", tooltip=mark("By stage, language, class-set, day or year")),
        Binding("down", "into_list", mark("List"), id="into_list", tooltip=mark("From the field into the list")),
        Binding("tab", "other", mark("Field or list"), id="other", tooltip=mark("To the other one"), show=False),
        Binding("shift+tab", "other", show=False),
    ]

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self.page: Page | None = None
        self._befores: list[str] = []
        self._after = ""
        self._opening = False
        self._searching = Latest(self._search, _GAP, self._fault)

    def body(self) -> ComposeResult:
        """The field, the filters, the list, and how many there are."""
        yield SearchField(
            placeholder=self.say(mark("number, IIN, name or phone")), compact=True, select_on_focus=False, id="search"
        )
        yield Static(id="filters", markup=False)
        yield Ledger(
            Column("№", 12),
            Column(self.say(mark("child")), grows=True),
            Column(self.say(mark("born")), 10),
            Column(self.say(mark("IIN")), 12, wide=76),
            Column(self.say(mark("language")), 8, wide=100),
            Column(self.say(mark("stage")), 12),
            Column(self.say(mark("class")), 5),
            Column(self.say(mark("received")), 16, wide=100),
            id="list",
        )
        yield Static(id="count", markup=False)

    async def load(self) -> None:
        """Search anew for what is typed: something may have changed meanwhile."""
        self._searching.want()

    def _fault(self, error: BaseException) -> None:
        def fall() -> None:
            raise error

        self.call_later(fall)

    # Searching

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return self.query_one("#search", Input).value

    @on(Input.Changed, "#search")
    def changed(self, event: Input.Changed) -> None:
        """Another letter: search from the first page on."""
        event.stop()
        self.first_page()

    def first_page(self) -> None:
        """Search from the first page on."""
        self._after, self._befores, self._opening = "", [], False
        self._searching.want()

    async def _search(self) -> float | None:
        if not self.is_mounted:
            return None
        typed, filters, after = self.typed, self.filters, self._after
        page = await self.ask(register.search, typed, filters, after, A_PAGE)
        if page is not None and (typed, filters, after) == (self.typed, self.filters, self._after):
            self._show(page)
            if self._opening:
                self._open_found(page)
        return None

    def _show(self, page: Page) -> None:
        self.page = page
        ledger = self.query_one(Ledger)
        ledger.show([self._row(line) for line in page.lines], self._nobody())
        self.query_one("#filters", Static).update(filter_line(self))
        self.query_one("#count", Static).update(self._count(page))
        self.refresh_bindings()

    def _row(self, line: Line) -> Row:
        speaker = self.station.speaker
        stage = self.say(mark("! overdue")) if line.overdue else self.say(STAGES[line.stage])
        tone = "bold $error" if line.overdue else _TONES[line.stage]
        sign = (f" {SIGN}", "$warning") if line.in_outage else ("", "")
        return Row(
            str(line.application_id),
            (
                Content.assemble(plain(line.number), sign),
                line.child_name,
                speaker.date(line.born),
                line.iin,
                line.language,
                Content.styled(stage, tone),
                f"«{line.class_set}»" if line.class_set else "",
                f"{speaker.date(line.received_at)} {speaker.time(line.received_at)}",
            ),
        )

    def _nobody(self) -> str:
        if self.typed or self.filters != Filters():
            return self.say(mark("Nobody fits. Try fewer letters, or F6 for fewer filters."))
        return self.say(mark("No applications yet. F2 begins an intake."))

    def _count(self, page: Page) -> Content:
        if not page.lines:
            return Content("")
        first = len(self._befores) * A_PAGE + 1
        last = first + len(page.lines) - 1
        words = self.say(mark("{first}–{last} of {total}"), first=first, last=last, total=page.total)
        if len(page.lines) == page.total:
            words = plain(self.station.speaker.several(mark("{n} application"), mark("{n} applications"), page.total))
        more = self.say(mark("PgDn at the end shows the next page")) if page.after else ""
        legend = self.say(LEGEND) if any(line.in_outage for line in page.lines) else ""
        return Content.styled("   ".join(part for part in (words, more, legend) if part), "$quiet")

    @on(Ledger.Turned)
    def turned(self, event: Ledger.Turned) -> None:
        """Over the end of a page: the next one, the one before, or back into the field."""
        event.stop()
        if event.by > 0 and self.page is not None and self.page.after:
            self._befores.append(self._after)
            self._turn(self.page.after)
        elif event.by < 0 and self._befores:
            self._turn(self._befores.pop())
        elif event.by < 0:
            self.query_one("#search").focus()

    def _turn(self, after: str) -> None:
        self._after = after
        self.query_one(Ledger).under_hand.highlighted = None
        self._searching.want()

    # Keys

    @on(Input.Submitted, "#search")
    def entered(self, event: Input.Submitted) -> None:
        """Enter in the field: once what was typed is found, open it if it is the only one, or go into the list."""
        event.stop()
        self.action_open()

    @on(OptionList.OptionSelected)
    def picked(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click on a row."""
        event.stop()
        self._go(event.option.id)

    def action_open(self) -> None:
        """Open the application in hand; from the field, when the search is done."""
        if self.focused is self.query_one(Ledger).under_hand:
            self._go(self.query_one(Ledger).at)
        elif self._searching.fresh and self.page is not None:
            self._open_found(self.page)
        else:
            self._opening = True

    def _open_found(self, page: Page) -> None:
        self._opening = False
        if len(page.lines) == 1:
            self._go(str(page.lines[0].application_id))
        elif page.lines:
            self.action_into_list()

    def _go(self, key: str | None) -> None:
        if key is not None:
            self.post_message(Go("record", int(key)))

    def action_into_list(self) -> None:
        """From the field into the list."""
        if self.page is not None and self.page.lines:
            self.query_one(Ledger).under_hand.focus()

    def action_other(self) -> None:
        """From the field into the list and back."""
        if self.focused is self.query_one("#search"):
            self.action_into_list()
        else:
            self.query_one("#search").focus()

    @talk
    async def action_narrow(self) -> None:
        """Narrow the list by stage, language, class-set, day or year."""
        if await narrow(self):
            self.first_page()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Down is told only where it leads somewhere."""
        if action == "into_list" and not (self.page is not None and self.page.lines):
            return None
        return super().check_action(action, parameters)
