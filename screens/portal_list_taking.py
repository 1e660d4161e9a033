"""How far the taking in of a long list is; until it is done it can be called off, and then nothing was stored."""

import threading
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from clerk_desk.objection import Objection, mark
from screens.window import HELP, Window

_LOOK = 0.1
"""Seconds between two looks at how far it is."""


class TakingIn(Window[None]):
    """A sentence that counts up; Esc calls it off."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", mark("Call it off"), id="back", tooltip=mark("Nothing of the list is stored then")),
        HELP,
    ]

    def __init__(self, title: str, whole: int) -> None:
        super().__init__(title)
        self.done, self.whole = 0, whole
        self.called_off = threading.Event()

    def tick(self, done: int, whole: int) -> None:
        """Told by the thread that stores them. Objection "called_off" undoes all of it."""
        if self.called_off.is_set():
            raise Objection("called_off", "Called off: nothing of the list was stored.")
        self.done, self.whole = done, whole

    def body(self) -> ComposeResult:
        """One sentence."""
        yield Static(id="text", markup=False)

    def on_mount(self) -> None:
        """Look how far it is, now and then."""
        super().on_mount()
        self.look()
        self.set_interval(_LOOK, self.look)

    def look(self) -> None:
        """Show how far it is."""
        words = mark("{done} of {whole} applications")
        self.query_one("#text", Static).update(self.say(words, done=self.done, whole=self.whole))

    def action_back(self) -> None:
        """Ask the thread to stop; the window goes when it has."""
        self.called_off.set()
