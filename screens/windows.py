"""The windows in which a clerk chooses, writes or confirms: each gives a value back and stores nothing."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from clerk_desk.objection import mark
from screens.choosing import Choose, Tick
from screens.plain import plain_lines
from screens.widgets.slip import Question, Slip
from screens.widgets.ways import Way
from screens.window import BACK, HELP, Window

__all__ = ["AskFields", "AskText", "Choose", "Confirm", "Question", "Read", "Tick", "Way", "Window"]


class Confirm(Window[bool]):
    """What will be done, before it is done: Enter does it, Esc does not. Only keys pressed after it was seen count."""

    FRESH_KEYS = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "yes", mark("Yes, do it"), id="yes", tooltip=mark("Do what the window says")),
        Binding("escape", "back", mark("No, back"), id="back", tooltip=mark("Close the window; nothing is done")),
        HELP,
    ]

    def __init__(self, title: str, text: str, *, told: str = "") -> None:
        super().__init__(title, told)
        self.text = text

    def body(self) -> ComposeResult:
        """The sentence, which may run over several lines."""
        with _Reading(id="reading"):
            yield Static(plain_lines(self.text), id="text", markup=False)

    def on_mount(self) -> None:
        """The text can be scrolled if it is longer than the screen."""
        super().on_mount()
        self.query_one("#reading").focus()

    def action_yes(self) -> None:
        """Do it."""
        if self.seen:
            self.dismiss(True)

    def action_back(self) -> None:
        """Do not."""
        self.dismiss(False)


class Read(Window[None]):
    """Something to be read; Enter or Esc puts it away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "back", mark("Back"), id="back", tooltip=mark("Put the window away")),
        HELP,
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__(title)
        self.text = text

    def body(self) -> ComposeResult:
        """The text, which may run over several lines."""
        with _Reading(id="reading"):
            yield Static(plain_lines(self.text), id="text", markup=False)

    def on_mount(self) -> None:
        """The text can be scrolled if it is longer than the screen."""
        super().on_mount()
        self.query_one("#reading").focus()


class _Reading(VerticalScroll):
    DEFAULT_CSS = """
    _Reading { height: auto; max-height: 1fr; }
    """


class AskFields(Window[dict[str, str] | None]):
    """A slip with a few questions; gives the answers by name, or None.

    A question is a Question, or a tuple (name, label, preset, password).
    """

    AUTO_FOCUS = "#slip"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", mark("Next"), id="next", tooltip=mark("To the next question; after the last, done")),
        BACK,
        HELP,
    ]

    def __init__(
        self,
        title: str,
        questions: Sequence[Question | tuple[str, str, str, bool]],
        explain: str = "",
        *,
        told: str = "",
    ) -> None:
        super().__init__(title, told)
        self.questions = [
            one if isinstance(one, Question) else Question(one[0], one[1], one[2], one[3]) for one in questions
        ]
        self.explain = explain

    def body(self) -> ComposeResult:
        """The explanation and the slip."""
        yield Static(plain_lines(self.explain), id="explain", classes="" if self.explain else "gone", markup=False)
        yield Slip(self.questions, self.say(mark("This must be answered.")))

    @on(Slip.Done)
    def finished(self, event: Slip.Done) -> None:
        """Everything is answered."""
        event.stop()
        self.give(event.answers)

    def give(self, answers: dict[str, str]) -> None:
        """Close the window with the answers."""
        self.dismiss(answers)

    def action_go_on(self) -> None:
        """The slip itself takes Enter, in the order of typing."""


class AskText(Window[str | None]):
    """One question that is answered in words, over several lines if need be; gives the text, or None."""

    AUTO_FOCUS = "#slip"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", mark("Done"), id="next", tooltip=mark("The text is finished")),
        BACK,
        HELP,
    ]

    def __init__(
        self,
        title: str,
        label: str,
        explain: str = "",
        required: bool = True,
        *,
        preset: str = "",
        told: str = "",
        longest: int = 300,
        high: int = 3,
    ) -> None:
        super().__init__(title, told)
        self.question = Question("text", label, preset, required=required, longest=longest, high=high)
        self.explain = explain

    def body(self) -> ComposeResult:
        """The explanation and the slip."""
        yield Static(plain_lines(self.explain), id="explain", classes="" if self.explain else "gone", markup=False)
        yield Slip([self.question], self.say(mark("This must be answered.")))

    @on(Slip.Done)
    def finished(self, event: Slip.Done) -> None:
        """The text is finished."""
        event.stop()
        self.dismiss(event.answers["text"])

    def action_go_on(self) -> None:
        """The slip itself takes Enter, in the order of typing."""
