"""Real pixels (Sixel, kitty) for terminals that have them, by the optional extra `pixels`.

The extra asks the terminal when it is read, which takes up to half a second and must be over before the
screens have the keyboard. So it is read here, once, before the desk is shown, and only where it may be used.
"""

import importlib
import importlib.util
import io
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.widget import Widget

    from screens.widgets.photo_view import Pixels

_EXTRA = "textual_image"
_BY_PIXELS = ("sixel", "tgp")
"""The extra's ways that draw pixels; its others draw letters, which the desk does itself."""


def real_pixels(pictures: str) -> "Pixels | None":
    """What makes a widget of an encoded picture; None without the extra, or where the terminal has no pixels.

    `pictures` is the setting: only "auto" wants them. A faulty extra never keeps the desk shut.
    """
    if pictures != "auto" or not _on_a_terminal() or importlib.util.find_spec(_EXTRA) is None:
        return None
    try:
        way: Any = importlib.import_module(f"{_EXTRA}.renderable").Image
        if way.__module__.rpartition(".")[2] not in _BY_PIXELS:
            return None
        made: Any = importlib.import_module(f"{_EXTRA}.widget").Image
    except Exception:  # noqa: BLE001 — whatever it is, half-blocks will do
        return None

    def pixels(image: bytes) -> "Widget":
        widget: Widget = made(io.BytesIO(image))
        return widget

    return pixels


def _on_a_terminal() -> bool:
    return bool(sys.__stdin__ and sys.__stdin__.isatty() and sys.__stdout__ and sys.__stdout__.isatty())
