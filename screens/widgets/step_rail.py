"""The rail beside a form: which step one is in, which are done, and how many things each still lacks."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class Stop:
    """One step: its number and name, how much is left (in words, and how many), done or not, in hand or not."""

    number: int
    name: str
    left: str
    many: int
    done: bool
    here: bool


class StepRail(Widget):
    """The steps one under the other, or in one line where the rail is only a line high."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    StepRail { width: 24; height: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._stops: Sequence[Stop] = ()

    def show(self, stops: Sequence[Stop]) -> None:
        """Show these steps."""
        if stops != self._stops:
            self._stops = stops
            self.refresh()

    def render(self) -> Content:
        """The steps, drawn for the room there is."""
        return across(self._stops, self.size.width) if self.size.height == 1 else downward(self._stops, self.size.width)


def downward(stops: Sequence[Stop], width: int) -> Content:
    """The steps as a column, an empty line between them."""
    lines: list[Content] = []
    for stop in stops:
        start = f"{'▸' if stop.here else ' '} {stop.number} {stop.name}"
        end = "✔" if stop.done else stop.left
        gap = " " * max(1, width - 2 - cell_len(start) - cell_len(end))
        style = "bold $primary" if stop.here else "$foreground"
        lines.append(Content.assemble((start, style), gap, (end, "$success" if stop.done else "$quiet")))
    return Content("\n\n").join(lines)


def across(stops: Sequence[Stop], width: int) -> Content:
    """The steps in one line; where it is too long, what is left becomes a bare number, then other steps' names go."""
    for shortness in range(3):
        parts: list[Content] = []
        for stop in stops:
            name = stop.name if shortness < 2 or stop.here else ""
            words = "✔" if stop.done else stop.left if shortness == 0 else str(stop.many or "")
            start = f"{'▸' if stop.here else ' '}{stop.number}{' ' if name else ''}{name}"
            style = "bold $primary" if stop.here else "$foreground"
            parts.append(Content.assemble((start, style), (f" {words}" if words else "", _tone(stop))))
        line = Content("  ").join(parts)
        if line.cell_length <= width:
            return line
    return line


def _tone(stop: Stop) -> str:
    return "$success" if stop.done else "$quiet"
