"""A portal's list on the screen: its three parts, each with a ledger, and what is to be said of the row in hand."""

from enum import StrEnum

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static

from clerk_desk.duties import portal_lists
from clerk_desk.duties.portal_lists import EarlierList, ListCells
from clerk_desk.ledgers.portal_arrivals import RowCard
from clerk_desk.objection import mark
from clerk_desk.rules.outages import NAMES
from clerk_desk.rules.portal_columns import lacking
from screens.desk_screen import DeskScreen
from screens.plain import plain
from screens.portal_list_rows import (
    counts_said,
    earlier_columns,
    earlier_rows,
    found_columns,
    found_rows,
    mapped_columns,
    mapped_rows,
    why_said,
)
from screens.station import Station
from screens.talking import TalkingScreen
from screens.widgets.ledger import Ledger


class Part(StrEnum):
    """How far the list has come; each part has its own ledger, of this id."""

    EARLIER = "earlier"
    COLUMNS = "columns"
    FOUND = "found"


class ListInParts(TalkingScreen, DeskScreen):
    """Lists taken in before, the columns of the one in hand, its rows: one of these is to be seen."""

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self.part = Part.EARLIER
        self.cells: ListCells | None = None
        self.cards: list[RowCard] = []
        self._earlier: tuple[EarlierList, ...] = ()

    def body(self) -> ComposeResult:
        """The heading, a ledger for each part, and what is to be said of the row in hand."""
        yield Static(id="title", markup=False)
        yield Ledger(*earlier_columns(self), id=Part.EARLIER)
        yield Ledger(*mapped_columns(self), id=Part.COLUMNS)
        yield Ledger(*found_columns(self), id=Part.FOUND)
        yield Static(id="told", markup=False)

    def on_mount(self) -> None:
        """The first part."""
        self.go_to(Part.EARLIER)

    async def load(self) -> None:
        """The lists taken in before; a list in hand stays as it was looked through."""
        found = await self.ask(portal_lists.earlier)
        if found is not None:
            self._earlier = found
            self.show()

    # Showing

    def ledger(self) -> Ledger:
        """The ledger of the part in hand."""
        return self.query_one(f"#{self.part}", Ledger)

    def go_to(self, part: Part) -> None:
        """Show a part, with the cursor in its ledger."""
        self.part = part
        for one in Part:
            self.query_one(f"#{one}", Ledger).set_class(one is not part, "gone")
        self.show()
        self.ledger().under_hand.focus()
        self.refresh_bindings()

    def show(self) -> None:
        """Draw the part in hand anew."""
        if self.part is Part.EARLIER:
            nothing = self.say(mark("No list was taken in yet. F6 chooses one."))
            self.ledger().show(earlier_rows(self, self._earlier), nothing)
        elif self.part is Part.COLUMNS and self.cells is not None:
            self.ledger().show(mapped_rows(self, self.cells.columns))
        elif self.cells is not None:
            self.ledger().show(found_rows(self, self.cards), self.say(mark("There is no row in this list.")))
        self.query_one("#title", Static).update(self._heading())
        self._tell_of_row()

    def _heading(self) -> Content:
        title = (self.say(mark("TAKE IN A PORTAL'S LIST")), "bold")
        if self.cells is None or self.part is Part.EARLIER:
            words = mark("The children on it are received at the portal's moment and wait for their answer here.")
            return Content.assemble(title, "\n", (self.say(words), "$quiet"))
        rows = len(self.cells.rows) - self.cells.first
        facts = {"file": self.cells.file_name, "portal": NAMES[self.cells.portal], "n": rows}
        about = (self.say(mark("{file}, {portal}: {n} rows"), **facts), "$quiet")
        below: Content | tuple[str, str] = counts_said(self, self.cards)
        if self.part is Part.COLUMNS:
            below = (self.say(mark("What is each column? It is kept for the next list.")), "")
        return Content.assemble(title, "   ", about, "\n", below)

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._tell_of_row()

    def _tell_of_row(self) -> None:
        self.query_one("#told", Static).update(self._told())

    def _told(self) -> Content:
        if self.part is Part.COLUMNS and self.cells is not None:
            said = [self.message(one) for one in lacking(self.cells.columns)]
            return Content("\n").join(Content.styled(plain(f"! {one}"), "$warning") for one in said)
        card = self.card()
        return why_said(self, card) if card is not None and self.part is Part.FOUND else Content("")

    def card(self) -> RowCard | None:
        """The row in hand."""
        at = self.ledger().at
        return next((card for card in self.cards if str(card.row.line) == at), None)
