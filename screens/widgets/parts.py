"""The pen's marks in the desk's colours: drawn parts become content, in one way wherever they are shown."""

from collections.abc import Iterable

from textual.content import Content

from screens.plain import plain
from screens.widgets.field import Part

STYLES = {
    "hand": "$foreground on $line",
    "other": "$foreground on $panel",
    "pen": "$background on $primary",
    "marked": "$foreground on $input-selection-background",
    "blank": "$free",
    "label": "$quiet",
    "label-hand": "bold $primary",
    "arrow": "bold $primary",
    "option": "$foreground on $line",
    "chosen": "bold $background on $primary",
    "heading": "bold",
    "quiet": "$quiet",
    "good": "$success",
    "warning": "$warning",
    "error": "$error",
    "loud": "bold $error",
}
"""The colours of what the pen draws; a style that is not here is written as the ground is."""


def content_of(parts: Iterable[Part]) -> Content:
    """Parts as one line of content; every text as plain letters."""
    return Content.assemble(*((plain(text), STYLES.get(style, "")) for text, style in parts))
