"""The field for a password: masked, and what is masked is never copied out in clear."""

from textual import events
from textual.widgets import Input

from screens.plain import plain


class Password(Input):
    """An input that shows dots; copy and cut do nothing, a paste goes in without its line breaks."""

    def __init__(self, value: str = "", *, id: str | None = None) -> None:
        super().__init__(value, password=True, compact=True, select_on_focus=False, id=id)

    def action_copy(self) -> None:
        """Nothing: Textual would put the password into the clipboard in clear."""

    def action_cut(self) -> None:
        """Nothing, as with copying."""

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(plain(event.text.strip("\r\n")))
