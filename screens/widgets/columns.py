"""A list in columns, aligned like a ledger: quiet heads, one row a thing, the row in hand reversed."""

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.widgets.option_list import Option

from screens.widgets.rows import Rows

_GAP = 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, and either how wide it may be at `most` or that it `grows` into what is left."""

    head: str
    most: int = 0
    grows: bool = False


Row = tuple[str, list[Content]]
"""A row's id and its cells."""


class Columns(Rows):
    """Rows of cells; the first line holds the heads. What is too long ends in "…"; nothing is ever markup."""

    def __init__(self, *columns: Column, id: str) -> None:
        super().__init__(id=id)
        self.columns = columns
        self._rows: list[Row] = []
        self._empty = ""
        self._drawn: object = None

    @property
    def at(self) -> str | None:
        """The id of the row in hand, if there is one."""
        option = self.highlighted_option
        return option.id if option is not None else None

    def go_to(self, row: str) -> None:
        """Put the cursor on a row."""
        if any(one == row for one, _ in self._rows):
            self.highlighted = self.get_option_index(row)

    def show(self, rows: list[Row], empty: str) -> None:
        """Show these rows, or the sentence `empty`; the cursor stays on its row, or near it if that is gone."""
        self._rows, self._empty = rows, empty
        self._draw()

    def on_resize(self, _event: events.Resize) -> None:
        """Lay the columns out anew for another width."""
        self._draw()

    def _draw(self) -> None:
        width = self.scrollable_content_region.width
        picture = (width, self._rows, self._empty)
        if not width or picture == self._drawn:
            return
        self._drawn = picture
        held, place = self.at, self.highlighted or 0
        widths = self._widths(width)
        self.clear_options()
        if not self._rows:
            self.add_option(Option(Content.styled(self._empty, "$quiet"), disabled=True))
            return
        heads = [Content(column.head) for column in self.columns]
        self.add_option(Option(_line(heads, widths).stylize("$quiet"), disabled=True))
        self.add_options(Option(_line(cells, widths), id=row) for row, cells in self._rows)
        ids = [row for row, _ in self._rows]
        self.highlighted = ids.index(held) + 1 if held in ids else min(max(place, 1), len(ids))

    def _widths(self, width: int) -> list[int]:
        """Each column as wide as its longest cell, up to its bound; one takes what is left."""
        widths = []
        for number, column in enumerate(self.columns):
            cells = [len(column.head), *(cells[number].cell_length for _, cells in self._rows)]
            widths.append(0 if column.grows else min(max(cells), column.most))
        left = width - sum(widths) - _GAP * (len(widths) - 1)
        return [left if column.grows else one for column, one in zip(self.columns, widths, strict=True)]


def _line(cells: list[Content], widths: list[int]) -> Content:
    parts: list[Content | tuple[str, str]] = []
    for cell, width in zip(cells, widths, strict=True):
        if parts:
            parts.append((" " * _GAP, ""))
        fitted = cell.truncate(max(0, width), ellipsis=True)
        parts.append(fitted)
        parts.append((" " * max(0, width - fitted.cell_length), ""))
    return Content.assemble(*parts)
