"""A list of rows, the row in hand reversed from edge to edge."""

from textual.content import Content
from textual.strip import Strip
from textual.style import Style
from textual.widgets import OptionList
from textual.widgets.option_list import Option


class Rows(OptionList):
    """An option list that is never markup. Colours inside the row in hand rest, so that it stays readable."""

    DEFAULT_CSS = """
    Rows {
        height: auto; padding: 0; text-wrap: nowrap; text-overflow: ellipsis;
        scrollbar-gutter: stable; scrollbar-size-horizontal: 0;
    }
    Rows > .option-list--option-highlighted { background: $background; color: $foreground; }
    Rows:focus > .option-list--option-highlighted, Rows.-led > .option-list--option-highlighted {
        background: $block-cursor-background; color: $block-cursor-foreground;
    }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False)

    def _get_option_render(self, option: Option, style: Style) -> list[Strip]:
        in_hand = option is self.highlighted_option and (self.has_focus or self.has_class("-led"))
        if not in_hand or not isinstance(option.prompt, Content):
            return super()._get_option_render(option, style)
        option._visual = Content(option.prompt.plain)
        try:
            return super()._get_option_render(option, style)
        finally:
            option._visual = None
