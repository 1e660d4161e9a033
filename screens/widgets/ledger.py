"""A page of a ledger: heads that stay, rows in columns, numbers to the right, the row in hand reversed."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message as Posted
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from screens.plain import plain
from screens.widgets.reversed_list import ReversedList

_GAP = 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, how wide it may be at `most`, whether it `grows` into what is left, or stands `right`.

    A `wide` one is left out where the ledger is narrower than that many cells.
    """

    head: str
    most: int = 20
    grows: bool = False
    right: bool = False
    wide: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its key, its cells (plain text or content), and whether the cursor may stand on it."""

    key: str
    cells: Sequence[str | Content]
    stop: bool = True


class _Rows(ReversedList):
    """The rows; over the first and the last of them the page is turned."""

    DEFAULT_CSS = """
    _Rows { height: 1fr; padding: 0; scrollbar-gutter: stable; }
    """

    def action_cursor_down(self) -> None:
        """Down; from the last row to the next page."""
        if not self._turned(1):
            super().action_cursor_down()

    def action_page_down(self) -> None:
        """A screen down; from the last row to the next page."""
        if not self._turned(1):
            super().action_page_down()  # type: ignore[no-untyped-call]

    def action_cursor_up(self) -> None:
        """Up; from the first row to the page before, or out of the list."""
        if not self._turned(-1):
            super().action_cursor_up()

    def action_page_up(self) -> None:
        """A screen up; from the first row to the page before."""
        if not self._turned(-1):
            super().action_page_up()  # type: ignore[no-untyped-call]

    def _turned(self, by: int) -> bool:
        stops = [at for at in range(self.option_count) if not self.get_option_at_index(at).disabled]
        if stops and self.highlighted != stops[-1 if by > 0 else 0]:
            return False
        self.post_message(Ledger.Turned(by))
        return True


class Ledger(Vertical):
    """Rows under heads. What is too long ends in "…"; nothing from a row is ever markup."""

    DEFAULT_CSS = """
    Ledger { height: 1fr; }
    Ledger > #heads { height: 1; color: $quiet; }
    """

    class Turned(Posted):
        """The cursor goes over the end of the page: 1 down, -1 up."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def __init__(self, *columns: Column, id: str) -> None:
        super().__init__(id=id)
        self.columns = columns
        self.rows: Sequence[Row] = ()
        self._heads = Static(id="heads", markup=False)
        self._list = _Rows(id="rows", markup=False)
        self._empty = ""

    def compose(self) -> ComposeResult:
        """The heads and the rows."""
        yield self._heads
        yield self._list

    @property
    def under_hand(self) -> OptionList:
        """The list that takes the keys."""
        return self._list

    @property
    def at(self) -> str | None:
        """The key of the row in hand, if there is one."""
        option = self.under_hand.highlighted_option
        return option.id if option is not None else None

    def show(self, rows: Sequence[Row], empty: str = "", at: str | None = None) -> None:
        """Show these rows, or the sentence `empty`; the cursor on row `at`, or where it was, or near it."""
        held, place = at or self.at, self.under_hand.highlighted or 0
        self.rows, self._empty = rows, empty
        self._draw(held, place)

    def on_resize(self, _event: events.Resize) -> None:
        """Lay the columns out anew for another width."""
        self._draw(self.at, self.under_hand.highlighted or 0)

    def _draw(self, held: str | None, place: int) -> None:
        width = self.under_hand.scrollable_content_region.width
        if not width:
            return
        widths = self._widths(width)
        heads = [Content(plain(column.head)) for column in self.columns]
        self._heads.update(self._line(heads, widths) if self.rows else Content(""))
        if not self.rows:
            self.under_hand.set_options([Option(Content.styled(plain(self._empty), "$quiet"), disabled=True)])
            return
        options = [Option(self._line(_cells(row), widths), id=row.key, disabled=not row.stop) for row in self.rows]
        with self.prevent(OptionList.OptionHighlighted):
            self.under_hand.set_options(options)
        keys = [row.key for row in self.rows]
        stops = [number for number, row in enumerate(self.rows) if row.stop]
        wanted = keys.index(held) if held in keys else place
        self.under_hand.highlighted = min(stops, key=lambda one: abs(one - wanted)) if stops else None

    def _widths(self, width: int) -> list[int]:
        """Each column as wide as its longest cell, up to its bound; one takes what is left; 0 leaves one out."""
        widths = []
        for number, column in enumerate(self.columns):
            cells = [cell_len(column.head), *(_cells(row)[number].cell_length for row in self.rows if row.stop)]
            shown = not column.wide or width >= column.wide
            widths.append(min(max(cells), column.most) if shown and not column.grows else 0)
        gaps = _GAP * (sum(1 for one in widths if one) + any(column.grows for column in self.columns) - 1)
        left = max(8, width - sum(widths) - gaps)
        return [left if column.grows else one for column, one in zip(self.columns, widths, strict=True)]

    def _line(self, cells: Sequence[Content], widths: Sequence[int]) -> Content:
        parts: list[Content | str] = []
        for cell, width, column in zip(cells, widths, self.columns, strict=True):
            if not width:
                continue
            fitted = cell.truncate(width, ellipsis=True) if cell.cell_length > width else cell
            blank = " " * (width - fitted.cell_length)
            parts.append(" " * _GAP if parts else "")
            parts.extend((blank, fitted) if column.right else (fitted, blank))
        return Content.assemble(*parts)


def _cells(row: Row) -> list[Content]:
    return [cell if isinstance(cell, Content) else Content(plain(cell)) for cell in row.cells]
