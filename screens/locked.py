"""The locked desk: the school's name, the time, a field for the password. Nothing of any family."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Label, Static

from clerk_desk.clock import Clock
from clerk_desk.language import Speaker
from clerk_desk.objection import mark
from screens.plain import plain
from screens.threshold import Threshold
from screens.widgets.key_line import KeyLine
from screens.widgets.password import Password


class Unlock(Message):
    """The clerk is back: a password to be tried."""

    def __init__(self, password: str) -> None:
        super().__init__()
        self.password = password


class SomeoneElse(Message):
    """Another person wants to sign in; what was in hand is stored."""


class Locked(Threshold):
    """Lies over everything, windows too, and is not see-through."""

    CSS_PATH = "locked.tcss"
    AUTO_FOCUS = "#password"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "unlock", mark("Unlock"), id="unlock", tooltip=mark("Go on where the work was left")),
        Binding(
            "escape",
            "someone_else",
            mark("Sign in as someone else"),
            id="someone_else",
            tooltip=mark("Close this person's work, which is stored, and sign in anew"),
        ),
    ]

    def __init__(self, speaker: Speaker, clock: Clock, school: str) -> None:
        super().__init__(speaker, clock)
        self.school = school
        self.open = False

    def on_screen_resume(self) -> None:
        """A window that had opened over this lock is gone, and the desk was unlocked meanwhile."""
        if self.open:
            self.dismiss()

    def compose(self) -> ComposeResult:
        """The school, the time, the field."""
        with Vertical(id="form"):
            yield Label(plain(self.school), classes="heading", markup=False)
            yield Static(id="clock", markup=False)
            with Horizontal(classes="line"):
                yield Label(self.say("Password"), markup=False)
                yield Password(id="password")
            yield Static(self.say("Locked. Your work is kept."), id="sentence", classes="quiet", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Keep the time."""
        self.set_interval(1.0, self._tick)
        self._tick()

    def _tick(self) -> None:
        self.query_one("#clock", Static).update(plain(self.speaker.moment(self.clock.now())))

    @on(Input.Submitted)
    def entered(self, event: Input.Submitted) -> None:
        """Enter: try the password."""
        event.stop()
        self.action_unlock()

    def action_unlock(self) -> None:
        """Try the password."""
        field = self.query_one("#password", Input)
        if self.waiting() or field.disabled or not field.value:
            return
        self.opening()
        self.post_message(Unlock(field.value))

    def action_someone_else(self) -> None:
        """Let another person sign in."""
        if not self.query_one("#password", Input).disabled:
            self.post_message(SomeoneElse())
