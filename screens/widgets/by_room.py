"""A text that is laid out for the width and the height it is given."""

from collections.abc import Callable

from textual.content import Content
from textual.widget import Widget


class ByRoom(Widget):
    """Shows a drawing for its width and height in cells; every line must fit."""

    DEFAULT_CSS = """
    ByRoom { width: 1fr; height: 1fr; }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._drawing: Callable[[int, int], Content] = lambda width, height: Content("")

    def show(self, drawing: Callable[[int, int], Content]) -> None:
        """Show this drawing."""
        self._drawing = drawing
        self.refresh()

    def render(self) -> Content:
        """The drawing for the room there is."""
        return self._drawing(self.content_size.width, self.content_size.height)
