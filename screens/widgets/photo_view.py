"""The child's picture in the terminal: in half-blocks everywhere, in shades or words where colours are few."""

import sys
from collections.abc import Callable
from enum import Enum
from typing import Any

from rich.segment import Segment
from textual.app import App
from textual.color import Color
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from screens.plain import plain
from screens.widgets.field import wrapped
from screens.widgets.half_blocks import Cut, Dot, Paper, Thumb, fitting_cells, half_blocks, shaded

Pixels = Callable[[bytes], Widget]
"""Makes a widget that shows an encoded picture with real pixels (Sixel, kitty)."""


class Manner(Enum):
    """How a terminal can show a picture."""

    COLOURS = "colours"
    SHADES = "shades"
    WORDS = "words"


def manner_of(app: App[Any], pictures: str = "auto") -> Manner:
    """How pictures are shown here. `pictures` is the setting; "off" wants words."""
    if pictures == "off" or not _knows_blocks():
        return Manner.WORDS
    if app.no_color or app.console.color_system not in ("256", "truecolor"):
        return Manner.SHADES
    return Manner.COLOURS


def _knows_blocks() -> bool:
    """False where the terminal's letters are not Unicode: a block would come out as something else."""
    streams = (sys.__stdout__ if sys.platform == "win32" else sys.__stderr__,)
    return all((getattr(one, "encoding", "") or "utf-8").lower().startswith("utf") for one in streams)


class PhotoView(Widget):
    """Shows one picture, as large as its place lets it be; `words` where it cannot be drawn, or there is none."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    PhotoView { width: 24; height: 16; }
    PhotoView > .real { width: auto; height: 100%; }
    """

    def __init__(self, pictures: str = "auto", *, id: str | None = None) -> None:
        """`pictures` is the setting: "auto", "blocks" or "off"."""
        super().__init__(id=id)
        self._pictures = pictures
        self._thumb: Thumb | None = None
        self._words = ""
        self._cut: Cut | None = None
        self._drawn: tuple[object, list[Strip]] | None = None
        self._real: Widget | None = None

    def show(self, thumb: Thumb | None, words: str = "", cut: Cut | None = None) -> None:
        """Show this picture, with the frame of a cut over it; without one, or where none can be drawn, the words."""
        if (thumb, words, cut) == (self._thumb, self._words, self._cut):
            return
        self._thumb, self._words, self._cut = thumb, words, cut
        self._drawn = None
        if thumb is None and self._real is not None:
            self._take_away()
        self.refresh(layout=True)

    def show_real(self, real: Widget | None) -> None:
        """Lay real pixels over it, or take them away."""
        if real is self._real:
            return
        self._take_away()
        if real is not None and self.manner is not Manner.WORDS:
            real.add_class("real")
            self._real = real
            self.mount(real)

    def _take_away(self) -> None:
        if self._real is not None:
            self._real.remove()
            self._real = None

    @property
    def manner(self) -> Manner:
        """How the picture is shown here."""
        return manner_of(self.app, self._pictures)

    @property
    def thumb(self) -> Thumb | None:
        """The picture in the view."""
        return self._thumb

    def cells(self, columns: int, lines: int) -> tuple[int, int]:
        """The cells that the picture takes of so many; nothing while there is none."""
        if self._thumb is None or self.manner is Manner.WORDS:
            return 0, 0
        return fitting_cells(self._thumb.width, self._thumb.height, columns, lines)

    # Drawing

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as the picture is at that width; in words as high as they are."""
        if self._thumb is None or self.manner is Manner.WORDS:
            return len(self._said(width))
        return self.cells(width, container.height or viewport.height)[1]

    def render_line(self, y: int) -> Strip:
        """One line of the picture, or of the words."""
        strips, width = self._strips(), self.content_size.width
        if self._real is not None or y >= len(strips):
            return Strip.blank(width, self.rich_style)
        return strips[y].extend_cell_length(width, self.rich_style)

    def _strips(self) -> list[Strip]:
        size, paper = self.content_size, self._paper()
        key = (size, paper, self.manner)
        if self._drawn is None or self._drawn[0] != key:
            self._drawn = (key, self._draw(size, paper))
        return self._drawn[1]

    def _draw(self, size: Size, paper: Paper) -> list[Strip]:
        if self._thumb is None or self.manner is Manner.WORDS:
            style = self.rich_style
            return [Strip([Segment(line, style)]) for line in self._said(size.width)]
        draw = half_blocks if self.manner is Manner.COLOURS else shaded
        return draw(self._thumb, size.width, size.height, paper, self._cut)

    def _said(self, width: int) -> list[str]:
        words = [(word, "") for word in plain(self._words).split()]
        return ["".join(text for text, _ in line) for line in wrapped(words, max(4, width), " ")]

    def _paper(self) -> Paper:
        _, ground = self.background_colors
        theme = self.app.current_theme
        accent = Color.parse(theme.primary)
        return Paper(_dot(ground), _dot(accent), _dot(self.colors[3]), theme.dark)


def _dot(colour: Color) -> Dot:
    return colour.r, colour.g, colour.b
