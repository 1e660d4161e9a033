"""One record after another is told to a portal by hand: the list, the fields of the record in hand, one key a field."""

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import OptionList, Static

from clerk_desk.ledgers.portal_entries import PortalLine
from clerk_desk.ledgers.portal_sheets import PortalSheet
from clerk_desk.objection import Message, Objection, mark
from data.portal_fields import portal_forms
from screens.catch_up_clip import Clip
from screens.catch_up_record import KeyingRecord
from screens.catch_up_words import portal_label
from screens.desk_screen import DeskScreen
from screens.plain import plain
from screens.room import Tone
from screens.station import Station
from screens.talking import TalkingScreen, talk
from screens.widgets.field import digit_of
from screens.widgets.ledger import Column, Ledger, Row
from screens.window import Window

WIDE = 110
"""Columns from which the fields stand beside the list."""


class KeyingRoom(TalkingScreen, DeskScreen):
    """The list to the left, the record in hand to the right. A subclass says what is listed and what F6 does.

    Space copies the field in hand and goes to the next.
    """

    CSS_PATH = "catch_up.tcss"
    AUTO_FOCUS = "#list #rows"
    TALKS: ClassVar[frozenset[str]] = frozenset({"take_up", "done"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "copy", mark("Copy"), id="copy", tooltip=mark("Copy the field in hand, and go to the next")),
        Binding("enter", "take_up", mark("Open"), id="open", tooltip=mark("The fields of this record, one by one")),
        Binding("enter", "next_field", mark("Next field"), id="next", tooltip=mark("To the next field, not copied")),
    ]

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self.lines: tuple[PortalLine, ...] = ()
        self.sheet: PortalSheet | None = None
        self.copied: set[str] = set()
        self.clip = Clip(self, portal_forms().clear_seconds)

    def columns(self) -> list[Column]:
        """The columns of the list."""
        raise NotImplementedError

    def row(self, line: PortalLine) -> Row:
        """A line of the list."""
        raise NotImplementedError

    def heading(self) -> Content:
        """The line above."""
        raise NotImplementedError

    def empty(self) -> str:
        """What is said if nothing waits."""
        raise NotImplementedError

    async def fetched(self) -> tuple[PortalLine, ...] | None:
        """The list."""
        raise NotImplementedError

    async def opened(self, application_id: int) -> PortalSheet | None:
        """The fields of a record."""
        raise NotImplementedError

    async def told(self, sheet: PortalSheet) -> bool:
        """Talk over that the record in hand is on the portal now. True if it was noted."""
        raise NotImplementedError

    # Showing

    def body(self) -> ComposeResult:
        """Title, list and fields, and what was copied last."""
        yield Static(id="title", markup=False)
        with Container(id="desk"):
            yield Ledger(*self.columns(), id="list")
            yield KeyingRecord(self.station.speaker)
        yield Static(id="copied", markup=False)

    def on_resize(self, _event: events.Resize) -> None:
        """Another width: the fields beside the list or instead of it."""
        self.set_class(self.app.size.width < WIDE, "-narrow")

    async def load(self) -> None:
        """Fetch the list; cursor and record in hand stay."""
        lines = await self.fetched()
        if lines is not None:
            self.lines = lines
            self.show_list()

    def show_list(self, at: str | None = None) -> None:
        """Title and list as they are now; the cursor on the row `at`, or where it was."""
        self.query_one("#title", Static).update(self.heading())
        self.query_one("#list", Ledger).show([self.row(line) for line in self.lines], self.empty(), at)
        self.set_class(self.sheet is not None, "-in-record")
        self.refresh_bindings()

    @property
    def record(self) -> KeyingRecord:
        """Where its fields stand."""
        return self.query_one(KeyingRecord)

    def _show_record(self) -> None:
        self.set_class(self.sheet is not None, "-in-record")
        self.record.show(self.sheet, self.copied)

    def say_copied(self, sentence: str, tone: str = "$success") -> None:
        """One quiet line below: what came of the last key."""
        self.query_one("#copied", Static).update(Content.styled(plain(sentence), tone))

    def say_outcome(self, outcome: tuple[Message, Tone] | None) -> None:
        """What came of an act, in the same place."""
        if outcome is not None:
            tones = {"information": "$success", "warning": "$warning", "error": "$error"}
            self.say_copied(self.message(outcome[0]), tones[outcome[1]])

    def objected(self, objection: Objection) -> None:
        """A rule stands in the way: in the window that is being talked over, else in that line too."""
        if self._objections is not None:
            super().objected(objection)
        else:
            self.say_copied(self.message(objection.message), "$warning")

    # The list and the record in hand

    def line_in_hand(self) -> PortalLine | None:
        """The line of the list on which the cursor stands."""
        at = self.query_one("#list", Ledger).at
        return next((line for line in self.lines if str(line.application_id) == at), None)

    @on(OptionList.OptionSelected)
    def picked(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click: a record is opened, a field is left for the next."""
        event.stop()
        if self.sheet is None:
            self.action_take_up()
        else:
            self.action_next_field()

    @talk
    async def action_take_up(self) -> None:
        """Take the record under the cursor in hand."""
        line = self.line_in_hand()
        if line is not None:
            await self.take_up(line.application_id)

    async def take_up(self, application_id: int) -> None:
        """Take a record in hand, its first field under the cursor."""
        sheet = await self.opened(application_id)
        if sheet is None:
            return
        self.copied, self.sheet = set(), sheet
        self._show_record()
        self.show_list(at=str(application_id))
        await self.record.begin()

    def let_go(self) -> None:
        """Back to the list; no record is in hand."""
        self.sheet = None
        self._show_record()
        self.show_list()
        self.query_one("#list", Ledger).under_hand.focus()

    def action_copy(self) -> None:
        """Copy the field in hand and go to the next one; an empty one is passed by."""
        field = self.record.in_hand
        if field is None:
            return
        label = portal_label(field, self.station.speaker)
        if field.value:
            self.clip.begin(field.value)
            self.copied.add(field.name)
            self.run_worker(self._copy(field.value, label), group="clip")
        else:
            self.say_copied(self.say(mark("{field}: there is nothing to copy."), field=label), "$quiet")
        self._show_record()
        self.action_next_field()

    async def _copy(self, value: str, label: str) -> None:
        taken = await self.clip.lay(value)
        if value == self.clip.text and not self.taken_down:
            words = mark("✔ {field} is copied.") if taken else mark("✔ {field} is copied, if this terminal can.")
            self.say_copied(self.say(words, field=label))

    def action_next_field(self) -> None:
        """To the next field."""
        self.record.go_on()

    @talk
    async def action_done(self) -> None:
        """Note that the record in hand is on the portal; the next one is in hand then."""
        sheet = self.sheet
        if sheet is None or not await self.told(sheet):
            return
        await self.clip.empty()
        before = [line.application_id for line in self.lines]
        place = before.index(sheet.application_id) if sheet.application_id in before else 0
        await self.load()
        left = [line.application_id for line in self.lines if line.application_id != sheet.application_id]
        if left:
            await self.take_up(left[min(place, len(left) - 1)])
        else:
            self.let_go()

    def on_key(self, event: events.Key) -> None:
        """A digit, whatever the layout."""
        digit = digit_of(event.character)
        if digit and not self.talking and self.digit(digit):
            event.stop()

    def digit(self, digit: int) -> bool:
        """What a digit does; False if nothing."""
        return False

    def action_back(self) -> None:
        """From the record to the list, from the list to the room before."""
        if self.sheet is not None:
            self.let_go()
        else:
            super().action_back()

    async def put_down(self) -> None:
        """Nothing of a family's stays in the clipboard when the room is left."""
        await self.clip.empty()

    async def on_screen_suspend(self) -> None:
        """Under the lock neither."""
        await super().on_screen_suspend()
        if not isinstance(self.app.screen, Window):
            await self.clip.empty()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter opens in the list and goes on in a record; copying needs a record in hand."""
        if action == "take_up" and (self.sheet is not None or not self.lines):
            return False
        if action in ("copy", "next_field", "done") and self.sheet is None:
            return False
        return super().check_action(action, parameters)
