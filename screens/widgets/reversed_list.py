"""A list whose row in hand is one colour, so that it can be read whatever the row's own colours are."""

from textual.content import Content
from textual.strip import Strip
from textual.style import Style
from textual.widgets import OptionList
from textual.widgets.option_list import Option


class ReversedList(OptionList):
    """An option list in which colours inside the row in hand rest."""

    def leads(self) -> bool:
        """True while the row in hand is shown reversed."""
        return self.has_focus

    def _get_option_render(self, option: Option, style: Style) -> list[Strip]:
        if option is not self.highlighted_option or not self.leads() or not isinstance(option.prompt, Content):
            return super()._get_option_render(option, style)
        kept = option._visual
        option._visual = Content(option.prompt.plain)
        try:
            return super()._get_option_render(option, style)
        finally:
            option._visual = kept
