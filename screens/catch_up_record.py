"""The fields of one record as a portal asks for them: one in hand, those copied ticked, a long one whole below."""

import asyncio
from collections.abc import Set

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from clerk_desk.language import Speaker
from clerk_desk.ledgers.portal_sheets import PortalSheet
from clerk_desk.rules.catch_up import PortalField
from screens.catch_up_words import portal_label
from screens.plain import plain, plain_lines
from screens.widgets.ledger import Column, Ledger, Row

_LABEL = 36
_LOOKS = 100
_BESIDE_VALUE = _LABEL + 8


class KeyingRecord(Vertical):
    """The child above, the fields one under the other, and the whole of one that does not fit its line."""

    def __init__(self, speaker: Speaker) -> None:
        super().__init__(id="record")
        self.speaker = speaker
        self.sheet: PortalSheet | None = None

    def compose(self) -> ComposeResult:
        """The three parts."""
        yield Static(id="who", markup=False)
        yield Ledger(Column("", 1), Column("", _LABEL), Column("", grows=True), id="fields")
        yield Static(id="whole", markup=False)

    @property
    def _rows(self) -> OptionList:
        return self.query_one("#fields", Ledger).under_hand

    def show(self, sheet: PortalSheet | None, copied: Set[str]) -> None:
        """Show a record, or none; the cursor stays on its field."""
        self.sheet = sheet
        fields = sheet.fields if sheet is not None else ()
        number, child = (plain(sheet.number), plain(sheet.child_name)) if sheet is not None else ("", "")
        self.query_one("#who", Static).update(Content.assemble((f"№ {number}  ", "bold"), child))
        self.query_one("#fields", Ledger).show([self._row(field, field.name in copied) for field in fields])
        self._show_whole()

    def _row(self, field: PortalField, copied: bool) -> Row:
        tick = Content.styled("✔", "$success") if copied else Content(" ")
        label = Content.styled(portal_label(field, self.speaker), "$quiet")
        value = Content(plain(" ".join(field.value.split()))) if field.value else Content.styled("—", "$quiet")
        return Row(field.name, (tick, label, value))

    async def begin(self) -> None:
        """Put the cursor on the first field, once the fields have found their place."""
        rows = self._rows
        for _ in range(_LOOKS):  # a key that comes sooner would have no field in hand
            if rows.option_count:
                break
            laid = asyncio.Event()
            self.call_after_refresh(laid.set)
            await laid.wait()
        rows.highlighted = 0
        rows.focus()

    @property
    def in_hand(self) -> PortalField | None:
        """The field in hand."""
        at = self.query_one("#fields", Ledger).at
        return next((field for field in self.sheet.fields if field.name == at), None) if self.sheet else None

    def go_on(self) -> None:
        """To the next field; on the last one it stays."""
        rows = self._rows
        if rows.highlighted is not None:
            rows.highlighted = min(rows.highlighted + 1, rows.option_count - 1)

    @on(OptionList.OptionHighlighted)
    def moved(self, event: OptionList.OptionHighlighted) -> None:
        """Another field is in hand."""
        event.stop()
        self._show_whole()

    def on_resize(self) -> None:
        """Another width: what fits its line is another matter."""
        self.call_after_refresh(self._show_whole)

    def _show_whole(self) -> None:
        field, room = self.in_hand, self.query_one("#fields").size.width - _BESIDE_VALUE
        long = field is not None and ("\n" in field.value or len(field.value) > room)
        whole = self.query_one("#whole", Static)
        whole.update(plain_lines(field.value) if field is not None and long else "")
        whole.set_class(not long, "gone")
