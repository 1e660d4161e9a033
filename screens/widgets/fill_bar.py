"""The bar that shows how full a class-set is: accepted, waiting, free."""

from textual.content import Content
from textual.widget import Widget

ACCEPTED, WAITING, FREE = "▓", "▒", "·"


def fill_bar(taken: int, waiting: int, seats: int, width: int) -> Content:
    """A bar of `width` cells: ▓ accepted, ▒ waiting, · free. What is not nothing shows in at least one cell.

    `seats` may be 0 (nothing is open): the bar is then empty. More waiting than free places fills the bar.
    """
    accepted, asked, free = shares(taken, waiting, seats, width)
    return Content.assemble(
        (ACCEPTED * accepted, "$success"),
        (WAITING * asked, "$warning"),
        (FREE * free, "$free"),
        (" " * (width - accepted - asked - free), ""),
    )


def shares(taken: int, waiting: int, seats: int, width: int) -> tuple[int, int, int]:
    """How many cells of `width` each share takes; together `width`, or nothing where there are no seats."""
    if seats <= 0 or width <= 0:
        return 0, 0, 0
    counts = [min(taken, seats), 0, 0]
    counts[1] = min(waiting, seats - counts[0])
    counts[2] = seats - counts[0] - counts[1]
    cells = [count * width // seats for count in counts]
    rests = sorted(range(3), key=lambda one: counts[one] * width % seats, reverse=True)
    for one in rests[: width - sum(cells)]:
        cells[one] += 1
    for one in range(3):
        largest = max(range(3), key=cells.__getitem__)
        if counts[one] and not cells[one] and cells[largest] > 1:
            cells[one] += 1
            cells[largest] -= 1
    return cells[0], cells[1], cells[2]


class FillBar(Widget):
    """A bar as wide as its place; `show` gives it new numbers."""

    DEFAULT_CSS = """
    FillBar { height: 1; width: 1fr; }
    """

    def __init__(self, taken: int = 0, waiting: int = 0, seats: int = 0, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._numbers = (taken, waiting, seats)

    def show(self, taken: int, waiting: int, seats: int) -> None:
        """Show these numbers."""
        if self._numbers != (taken, waiting, seats):
            self._numbers = (taken, waiting, seats)
            self.refresh()

    def render(self) -> Content:
        """The bar, in the width that it was given."""
        return fill_bar(*self._numbers, self.size.width)
