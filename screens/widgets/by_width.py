"""A text that is laid out for the width it is given, and as high as it then needs."""

from collections.abc import Callable

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

Drawing = Callable[[int], Content]
"""Draws for a width in cells; every line must fit it."""


class ByWidth(Widget):
    """Shows a drawing; another width draws it anew."""

    DEFAULT_CSS = """
    ByWidth { height: auto; width: 1fr; }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._drawing: Drawing = lambda width: Content("")

    def show(self, drawing: Drawing) -> None:
        """Show this drawing."""
        self._drawing = drawing
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as its lines."""
        return self._drawing(width).plain.count("\n") + 1

    def render(self) -> Content:
        """The drawing for the width there is."""
        return self._drawing(self.content_size.width)
