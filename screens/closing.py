"""Close the day: one page of checks; what differs is mended or explained, then F6 closes the day like a till."""

import datetime as dt
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from clerk_desk.duties import closing
from clerk_desk.duties.closing import ClosingForm
from clerk_desk.objection import Message, mark
from clerk_desk.rules.closing import Check, Item, Looked
from screens.closing_lines import before_it, key_of, rows_of, rows_of_close, said_of, sentence_of
from screens.closing_notes import Evening, Notes
from screens.plain import plain
from screens.station import Station
from screens.talking import talk
from screens.widgets.ledger import Column, Ledger


class ClosingScreen(Evening):
    """The checks one under the other; the cursor stands only where something can be done."""

    PLACE = "closing"
    CSS_PATH = "closing.tcss"
    AUTO_FOCUS = "#rows"
    TALKS: ClassVar[frozenset[str]] = frozenset({"settle", "tick", "close", "closes"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "settle", mark("Settle"), id="settle", tooltip=mark("Mend or explain what the cursor is on")),
        Binding("space", "tick", mark("Tick"), id="tick", tooltip=mark("The answer is right; the family was told")),
        Binding(
            "f6", "close", mark("Close the day"), id="act", tooltip=mark("Sign with your password; then it is closed")
        ),
        Binding(
            "f8", "next", mark("Next open"), id="next_open", tooltip=mark("To the next thing that stands in the way")
        ),
    ]

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self._sought = False
        self._in_the_way: Message | None = None
        self._under_way = ""

    def body(self) -> ComposeResult:
        """What is to be done, and the checks."""
        yield Static(id="title", markup=False)
        yield Ledger(Column("", 1), Column("", 14), Column("", grows=True), id="list")

    # What is shown

    async def load(self) -> None:
        """Look at everything anew; the cursor stays, or goes first to what stands in the way."""
        kept = self.station.evening
        form = kept.form if isinstance(kept, Notes) else ClosingForm()
        if self.state is None:
            self.working(self.say(mark("Everything is being counted …")))
        first = self.state is None
        state = await self.ask(closing.state, form)
        if state is None:
            return
        if isinstance(kept, Notes) and kept.date not in (state.date, dt.date.min):
            self.station.evening = None  # typed for another day
        self.state = state
        self._under_way = "" if first else self._under_way
        self._notes().date = state.date
        self._show()
        if not self._sought:
            self._sought = True
            self.call_after_refresh(self._to_the_first)

    def on_resize(self) -> None:
        """Sentences break elsewhere."""
        if self.state is not None:
            self.call_after_refresh(self._show)

    def _show(self) -> None:
        state = self.state
        if state is None or self.taken_down:
            return
        self.refresh_bindings()
        head = sentence_of(state, self._in_the_way, self.station.speaker)
        self._say_head(*((self._under_way, "$quiet") if self._under_way else head))
        ledger = self.query_one(Ledger)
        width = ledger.under_hand.scrollable_content_region.width or self.size.width - 6
        if state.closed is not None:
            ledger.show(rows_of_close(state.closed, width, self.say, self.message))
        else:
            ledger.show(rows_of(state, width, self.say, self.message))

    def working(self, sentence: str) -> None:
        """Say at the head what is being done, as long as it takes; "" says what stands again."""
        self._under_way = sentence
        if sentence:
            self._say_head(sentence, "$quiet")

    def _say_head(self, sentence: str, tone: str) -> None:
        speaker, state = self.station.speaker, self.state
        day = state.date if state is not None else self.station.now()
        title = [(self.say(mark("CLOSE THE DAY")), "bold"), (f"   {speaker.weekday(day)} {speaker.date(day)}", "")]
        before = before_it(state, self.say) if state is not None else ""
        self.query_one("#title", Static).update(
            Content.assemble(*title, "\n", (before or " ", "$quiet"), "\n", (plain(sentence), tone))
        )

    # Where the cursor stands

    def in_hand(self) -> tuple[Looked, Item | None] | None:
        """The check under the cursor, and its item if the cursor stands on one."""
        at = self.query_one(Ledger).at
        for one in self.state.checks if self.state is not None else ():
            for item in one.items:
                if item.key == at:
                    return one, item
            if key_of(one) == at:
                return one, None
        return None

    def action_next(self) -> None:
        """The cursor goes to the next thing that stands in the way."""
        if self.state is None or not self.state.standing:
            return
        keys = [row.key for row in self.query_one(Ledger).rows]
        at = self.query_one(Ledger).at
        place = keys.index(at) if at in keys else -1
        standing = {item.key for item in self.state.standing}
        ahead = [key for key in (*keys[place + 1 :], *keys[: place + 1]) if key in standing]
        if ahead:
            self.go_to(ahead[0])

    async def _walk_on(self) -> None:
        """Look at everything anew, and go on to what still stands in the way, unless the cursor stands on such."""
        self._in_the_way = None
        await self.load()
        found = self.in_hand()
        if found is None or found[1] is None or found[1].settled:
            self.action_next()

    def _to_the_first(self) -> None:
        if self.state is not None and self.state.standing and not self.taken_down:
            self.go_to(self.state.standing[0].key)

    def go_to(self, key: str) -> None:
        """Put the cursor on a line."""
        ledger = self.query_one(Ledger)
        ledger.show(ledger.rows, "", at=key)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys rest where they can do nothing."""
        if action in ("settle", "tick", "next", "close") and self.state is not None and self.state.closed is not None:
            return False
        if action == "tick" and self._tickable() is None:
            return None
        if action == "next" and (self.state is None or not self.state.standing):
            return None
        return super().check_action(action, parameters)

    def _tickable(self) -> Item | None:
        found = self.in_hand()
        item = found[1] if found is not None else None
        return item if item is not None and item.check in (Check.ANSWERS, Check.TOLD) else None

    @on(OptionList.OptionHighlighted)
    def moved(self, event: OptionList.OptionHighlighted) -> None:
        """Another line, other keys."""
        event.stop()
        self.refresh_bindings()

    # Acts

    @on(OptionList.OptionSelected)
    def picked(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click on a line."""
        event.stop()
        self.action_settle()

    @talk
    async def action_settle(self) -> None:
        """What can be done about the line in hand."""
        from screens.closing_acts import settle  # windows come behind the first picture

        found = self.in_hand()
        if found is not None and await settle(self, *found):
            await self._walk_on()

    @talk
    async def action_tick(self) -> None:
        """Space: the answer in hand is approved, or its family was told."""
        from screens.closing_acts import tick

        item = self._tickable()
        if item is not None and await tick(self, item):
            await self._walk_on()

    @talk
    async def action_close(self) -> None:
        """F6: sign and close, or go to what stands in the way."""
        from screens.closing_end import close_the_day

        state = self.state
        if state is None or state.closed is not None:
            return
        if state.standing:
            first = state.standing[0]
            self.go_to(first.key)
            self._in_the_way = said_of(first)
            self._show()
        else:
            await close_the_day(self, state)

    def papers(self) -> list[tuple[str, str, bool, str]]:
        """The registers of the closes before the papers of every room."""
        some = self.state is not None and self.state.last is not None
        why = "" if some else self.say(mark("No day was closed yet."))
        return [("closes", self.say(mark("Closes until now, and their registers")), some, why), *super().papers()]

    @talk
    async def action_closes(self) -> None:
        """The closes until now: what each counted, its register, its package."""
        from screens.closing_end import show_closes

        await show_closes(self)
