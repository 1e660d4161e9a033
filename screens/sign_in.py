"""The first picture of the day: a name, a password, Enter. Without them nothing is readable."""

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
from screens.threshold import Threshold
from screens.widgets.key_line import KeyLine
from screens.widgets.password import Password


class Knock(Message):
    """Somebody stands at the door: a name and a password to be tried."""

    def __init__(self, login: str, password: str) -> None:
        super().__init__()
        self.login = login
        self.password = password


class SignIn(Threshold):
    """Who are you? Enter in the name goes to the password, Enter in the password knocks."""

    CSS_PATH = "sign_in.tcss"
    AUTO_FOCUS = "#login"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "knock", mark("Open the desk"), id="knock", tooltip=mark("Sign in with name and password")),
        Binding("tab", "app.focus_next", mark("Next field"), id="next", tooltip=mark("Go to the next field")),
        Binding("f12", "app.help", show=False),  # nothing else can be done here, and some terminals keep F1
        Binding("escape", "app.leave", mark("Leave"), id="leave_here", tooltip=mark("Close the program")),
    ]

    def __init__(self, speaker: Speaker, clock: Clock, hint: str = "", preset: tuple[str, str] = ("", "")) -> None:
        super().__init__(speaker, clock)
        self.hint = hint
        self.preset = preset

    def compose(self) -> ComposeResult:
        """Two fields in the middle of a clean sheet."""
        login, password = self.preset
        with Vertical(id="form"):
            yield Label(self.say("ADMISSION TO GRADE 1"), classes="heading", markup=False)
            yield Static(self.say("Sign in to open the desk."), classes="quiet", markup=False)
            with Horizontal(classes="line"):
                yield Label(self.say("Name"), markup=False)
                yield Input(login, compact=True, select_on_focus=False, id="login")
            with Horizontal(classes="line"):
                yield Label(self.say("Password"), markup=False)
                yield Password(password, id="password")
            yield Static("", id="sentence", markup=False)
            if self.hint:
                yield Static(self.hint, id="hint", classes="quiet", markup=False)
        yield KeyLine()

    @on(Input.Submitted)
    def entered(self, event: Input.Submitted) -> None:
        """Enter: to the password, or, where both are there, knock."""
        event.stop()
        self.action_knock()

    def action_knock(self) -> None:
        """Try this name and password."""
        login, password = self.query_one("#login", Input), self.query_one("#password", Input)
        if self.waiting() or login.disabled:
            return
        if not login.value.strip():
            login.focus()
        elif not password.value:
            password.focus()
        else:
            self.opening()
            self.post_message(Knock(login.value.strip(), password.value))

    def clear(self) -> None:
        """Make the sheet clean for the next person."""
        login, password = self.preset
        self.sentence("", "quiet")
        for name, value in (("#login", login), ("#password", password)):
            field = self.query_one(name, Input)
            field.disabled = False
            field.value = value
        self.query_one("#login", Input).focus()
