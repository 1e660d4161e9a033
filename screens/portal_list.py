"""A portal's list: chosen, its columns mapped, every row looked at before anything is stored, then taken in at once."""

import asyncio
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from clerk_desk.desk import new_act
from clerk_desk.duties import portal_lists
from clerk_desk.duties.portal_lists import ListCells, TakenIn
from clerk_desk.instruments import portal_settings
from clerk_desk.instruments.spreadsheets_in import usual_folders
from clerk_desk.ledgers.portal_arrivals import Fate, counted
from clerk_desk.objection import Objection, mark
from clerk_desk.rules.portal_columns import head_row, lacking, map_columns, remapped, unmapped
from clerk_desk.rules.rights import may
from data.vocabulary import EventKind
from screens.plain import plain
from screens.portal_list_asking import Chosen, choose_field, choose_list
from screens.portal_list_parts import ListInParts, Part
from screens.portal_list_rows import in_order, row_told
from screens.portal_list_taking import TakingIn
from screens.talking import talk
from screens.windows import Confirm, Read

_LONG = 60
"""Rows from which on it is shown how far the taking in is."""


class PortalListScreen(ListInParts):
    """Three parts, one after the other: lists taken in before, columns, rows. Esc goes back one."""

    PLACE = "portal_list"
    CSS_PATH = "portal_list.tcss"
    TALKS: ClassVar[frozenset[str]] = frozenset({"choose", "field", "look_through", "show_row", "take_in"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "field", mark("What it is"), id="field", tooltip=mark("Say what the column in hand holds")),
        Binding("enter", "show_row", mark("Show the row"), id="show_row", tooltip=mark("All cells of the row in hand")),
        Binding("f6", "choose", mark("Choose a list"), id="act", tooltip=mark("A CSV or XLSX file from a portal")),
        Binding("f6", "look_through", mark("Look through"), id="look", tooltip=mark("Look at every row first")),
        Binding("f6", "take_in", mark("Take in"), id="take", tooltip=mark("All new applications, at once")),
        Binding("f8", "trouble", mark("Next to look at"), id="trouble", tooltip=mark("The next one in trouble")),
    ]

    # Acts

    @talk
    async def action_choose(self) -> None:
        """Choose a list, and map its columns if they are not all known."""
        chosen = await choose_list(self, usual_folders(self.station.scan_folder))
        if chosen is None:
            return
        self.cells = await self._cells(chosen)
        if unmapped(self.cells.columns) or lacking(self.cells.columns):
            self.go_to(Part.COLUMNS)
            self.call_after_refresh(self._first_unmapped)
        else:
            await self._look_through()

    def _first_unmapped(self) -> None:
        if self.part is not Part.COLUMNS or self.cells is None or self.taken_down:
            return
        rows, left = self.ledger().under_hand, unmapped(self.cells.columns)
        if not rows.option_count:  # a ledger draws itself once it knows its width
            self.call_after_refresh(self._first_unmapped)
        elif left:
            rows.highlighted = left[0].at

    async def _cells(self, chosen: Chosen) -> ListCells:
        try:
            kept = await asyncio.to_thread(portal_settings.kept_columns, self._folder, chosen.portal)
        except Objection as objection:
            self.objected(objection)
            kept = {}
        file, rows = chosen.file, chosen.file.rows
        at = head_row(rows)
        columns = map_columns(_broad(rows, at), rows[at + 1 :], kept)
        return ListCells(chosen.portal, file.name, file.sha256, rows, at + 1, columns)

    @property
    def _folder(self) -> Path:
        return self.station.keys.path.parent

    @talk
    async def action_field(self) -> None:
        """Say what the column in hand holds."""
        at, cells = self.ledger().at, self.cells
        if cells is None or at is None:
            return
        column = cells.columns[int(at)]
        taken = {one.field for one in cells.columns if one is not column}
        name = await choose_field(self, column, taken)
        if name is not None:
            self._map(int(at), name)

    def _map(self, at: int, name: str) -> None:
        assert self.cells is not None
        columns = remapped(self.cells.columns, at, name)
        cells = self.cells
        self.cells = ListCells(cells.portal, cells.file_name, cells.sha256, cells.rows, cells.first, columns)
        self.show()
        self.action_trouble()

    @talk
    async def action_look_through(self) -> None:
        """Keep the columns, and look at every row."""
        if self.cells is None:
            return
        lacks = lacking(self.cells.columns)
        if lacks:
            self.tell(self.message(lacks[0]), "warning")
            return
        try:
            await asyncio.to_thread(portal_settings.keep_columns, self._folder, self.cells.portal, self.cells.columns)
        except Objection as objection:
            self.objected(objection)
        except OSError:
            self.tell(self.say(mark("The columns could not be kept for the next list: the disk refused.")), "warning")
        await self._look_through()

    async def _look_through(self) -> None:
        assert self.cells is not None
        cards = await self.ask(portal_lists.preview, self.cells)
        if cards is not None:
            self.cards = in_order(cards)
            self.go_to(Part.FOUND)

    @talk
    async def action_show_row(self) -> None:
        """All cells of the row in hand."""
        card, cells = self.card(), self.cells
        if card is None or cells is None:
            return
        text = row_told(self, card, cells.columns, cells.rows[card.row.line - 1])
        await self.window(Read(self.say(mark("Row {n}"), n=card.row.line), text))

    @talk
    async def action_take_in(self) -> None:
        """Take in all new applications."""
        cells, new = self.cells, counted(self.cards)[str(Fate.NEW)]
        if cells is None:
            return
        if not new:
            self.tell(self.say(mark("There is nothing new in this list: nothing was changed.")))
            return
        words = self.station.speaker.several("Take in {n} application?", "Take in {n} applications?", new)
        if not await self.window(Confirm(plain(words), self._what_follows(new))):
            return
        done = await self._taken_in(cells, new)
        if done is not None:
            facts = {"first": done.first_number, "last": done.last_number, "n": done.taken}
            self.tell(self.say(mark("Taken in: {n}, № {first} to {last}. They wait for their answer."), **facts))
            self.cells, self.cards = None, []
            await self.load()
            self.go_to(Part.EARLIER)

    def _what_follows(self, new: int) -> str:
        left = len(self.cards) - new
        lines = [self.say(mark("Each gets its number, in the order in which the families applied on the portal."))]
        if left:
            lines.append(plain(self.station.speaker.several("{n} row is left out.", "{n} rows are left out.", left)))
        return "\n".join(lines)

    async def _taken_in(self, cells: ListCells, new: int) -> TakenIn | None:
        if new < _LONG:
            return await self.do(portal_lists.take_in, cells, key=new_act())
        window = TakingIn(self.say(mark("Taking in")), new)
        await self.app.push_screen(window)
        try:
            return await self.do(portal_lists.take_in, cells, window.tick, key=new_act())
        finally:
            if window in self.app.screen_stack:
                window.dismiss(None)

    # Keys

    def action_trouble(self) -> None:
        """The next column that nobody has mapped, or the next row that cannot be taken in."""
        if self.part is Part.COLUMNS and self.cells is not None:
            keys = [str(one.at) for one in unmapped(self.cells.columns)]
        else:
            keys = [str(card.row.line) for card in self.cards if card.fate in (Fate.UNREADABLE, Fate.CONFLICT)]
        ledger = self.ledger()
        all_keys = [row.key for row in ledger.rows]
        here = all_keys.index(ledger.at) if ledger.at in all_keys else -1
        places = [all_keys.index(key) for key in keys if key in all_keys]
        following = [at for at in places if at > here] or places
        if following:
            ledger.under_hand.highlighted = following[0]

    def action_back(self) -> None:
        """From the rows to the columns, from these to the lists taken in before, then out."""
        if self.part is Part.FOUND:
            self.go_to(Part.COLUMNS)
        elif self.part is Part.COLUMNS:
            self.go_to(Part.EARLIER)
        else:
            super().action_back()

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click on a row."""
        event.stop()
        if self.part is Part.COLUMNS:
            self.action_field()
        elif self.part is Part.FOUND:
            self.action_show_row()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Each part has its own keys; a list is an administrator's."""
        parts = {"field": Part.COLUMNS, "look_through": Part.COLUMNS, "show_row": Part.FOUND, "take_in": Part.FOUND}
        if action in parts and self.part is not parts[action]:
            return False
        if action == "choose" and self.part is not Part.EARLIER:
            return False
        if action == "trouble" and self.part is Part.EARLIER:
            return False
        if action in ("choose", "take_in") and not may(self.station.desk.member.role, EventKind.LIST_LOADED):
            return None
        return super().check_action(action, parameters)


def _broad(rows: tuple[tuple[str, ...], ...], at: int) -> list[str]:
    """The heads, one for each column that any row has."""
    width = max((len(row) for row in rows), default=0)
    heads = list(rows[at]) if rows else []
    return heads + [""] * (width - len(heads))
