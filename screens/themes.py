"""The two papers of the desk: "paper" for the day and "ink" for the night, each with one accent colour."""

from typing import Any

from textual.app import App
from textual.theme import Theme

# Every colour of text holds at least 4.5:1 against both the ground and the panel of its theme (tested).
PAPER = Theme(
    name="paper",
    dark=False,
    background="#FAF8F3",
    surface="#FAF8F3",
    panel="#EFEBE1",
    foreground="#1C1B19",
    primary="#1F4E79",
    secondary="#1F4E79",
    accent="#1F4E79",
    success="#2E6B3F",
    warning="#8A5A00",
    error="#A3261D",
    text_alpha=1.0,
    variables={
        "quiet": "#5B6770",
        "line": "#D8D2C4",
        "free": "#B9B2A2",
        "block-cursor-background": "#1F4E79",
        "block-cursor-foreground": "#FAF8F3",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#E3DDCF",
        "block-cursor-blurred-foreground": "#1C1B19",
        "input-cursor-background": "#1F4E79",
        "input-cursor-foreground": "#FAF8F3",
        "input-selection-background": "#1F4E79 30%",
        "scrollbar": "#D8D2C4",
        "scrollbar-hover": "#B9B2A2",
        "scrollbar-active": "#1F4E79",
        "scrollbar-background": "#FAF8F3",
        "scrollbar-corner-color": "#FAF8F3",
        "border": "#1F4E79",
        "border-blurred": "#D8D2C4",
    },
)

INK = Theme(
    name="ink",
    dark=True,
    background="#16191C",
    surface="#16191C",
    panel="#1F2428",
    foreground="#E6E2D8",
    primary="#8FB8DE",
    secondary="#8FB8DE",
    accent="#8FB8DE",
    success="#86C28F",
    warning="#E0B15C",
    error="#F08A7E",
    text_alpha=1.0,
    variables={
        "quiet": "#9AA5AD",
        "line": "#363D43",
        "free": "#56606A",
        "block-cursor-background": "#8FB8DE",
        "block-cursor-foreground": "#16191C",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#2C343B",
        "block-cursor-blurred-foreground": "#E6E2D8",
        "input-cursor-background": "#8FB8DE",
        "input-cursor-foreground": "#16191C",
        "input-selection-background": "#8FB8DE 30%",
        "scrollbar": "#363D43",
        "scrollbar-hover": "#56606A",
        "scrollbar-active": "#8FB8DE",
        "scrollbar-background": "#16191C",
        "scrollbar-corner-color": "#16191C",
        "border": "#8FB8DE",
        "border-blurred": "#363D43",
    },
)

THEMES = (PAPER, INK)

VARIABLES: dict[str, str] = dict(PAPER.variables)
"""What an app gives back from get_theme_variable_defaults, so that $quiet, $line and $free exist from the start."""


def dress(app: App[Any], theme: str = PAPER.name) -> None:
    """Give an app the two themes and put one on. Screens use $quiet, $line and $free besides Textual's own names."""
    for one in THEMES:
        app.register_theme(one)
    app.theme = theme
