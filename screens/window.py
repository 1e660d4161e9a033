"""What every window is: a slip of paper over the room, with a title, a body, and its keys below."""

from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from clerk_desk.objection import Message, mark
from screens.in_turn import InTurn
from screens.plain import plain
from screens.translated import translated
from screens.widgets.key_line import KeyLine
from screens.widgets.slip import Slip

if TYPE_CHECKING:
    from textual.binding import ActiveBinding

    from clerk_desk.language import Speaker

R = TypeVar("R")

HELP = Binding(
    *("f1,f12", "app.help", mark("Help")),
    key_display="F1 F12",
    id="help",
    tooltip=mark("The keys of this place, on a page"),
)
"""In a window both keys are help: there is nothing else to be done there, and some terminals keep F1."""
BACK = Binding("escape", "back", mark("Back"), id="back", tooltip=mark("Close the window; nothing is done"))


class _Speaking(Protocol):
    speaker: "Speaker"


class Window(ModalScreen[R]):
    """A title, a body, the keys below. It speaks as the room beneath it does."""

    CSS_PATH = "windows.tcss"
    FRESH_KEYS = False
    """True where keys that were pressed before the window was to be seen are dropped, not taken."""

    def __init__(self, title: str, told: str = "") -> None:
        """`told` is said first: why the window is open again."""
        super().__init__()
        self._title = title
        self._told = told
        self.seen = False
        self.holds = False
        """True where more may follow this window: keys typed after it closes are held for that."""
        self._written: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """The slip of paper and the line of keys."""
        with Vertical(id="window"):
            yield Static(plain(self._title), id="title", markup=False)
            yield Static(plain(self._told), id="told", classes="" if self._told else "gone", markup=False)
            yield from self.body()
        keys = KeyLine()
        keys.visible = not self.FRESH_KEYS  # shown when they count
        yield keys

    def body(self) -> ComposeResult:
        """What stands under the title."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """From the first picture on, keys count: nobody confirms what was not yet to be seen."""
        self.call_after_refresh(lambda: self.run_worker(self._now_seen()))

    async def _now_seen(self) -> None:
        if not self.FRESH_KEYS:
            self.seen = True
        if isinstance(self.app, InTurn):
            await self.app.let_keys_go(drop=self.FRESH_KEYS)
        if self.FRESH_KEYS:
            # Only now: a key pressed on seeing these words must not be among the dropped ones.
            self.seen = True
            self.query_one(KeyLine).visible = True

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        """Close it with a value."""
        if self.holds and isinstance(self.app, InTurn):
            self.app.hold_keys()
        return super().dismiss(result)

    async def on_screen_suspend(self) -> None:
        """Another window or the lock lies over it: keys that were held for it are for that."""
        if isinstance(self.app, InTurn) and self in self.app.screen_stack:
            await self.app.let_keys_go()

    def say(self, text: str, **facts: object) -> str:
        """A source text in the clerk's language, in plain letters."""
        speaker = self._speaker()
        return plain(speaker.say(text, **facts) if speaker is not None else text.format(**facts))

    def message(self, message: Message) -> str:
        """A Message in the clerk's language, in plain letters."""
        speaker = self._speaker()
        return plain(speaker.message(message) if speaker is not None else str(message))

    def _speaker(self) -> "Speaker | None":
        for screen in reversed(self.app.screen_stack):
            for one in (screen, getattr(screen, "station", None)):
                if hasattr(one, "speaker"):
                    return cast(_Speaking, one).speaker
        return None

    @property
    def written(self) -> dict[str, str]:
        """What stands on the window's slip, by name, even if it was closed without a value; passwords never."""
        return self._written

    def action_back(self) -> None:
        """Close it without a value."""
        for slip in self.query(Slip):
            self._written = slip.written
        self.dismiss(None)

    @property
    def active_bindings(self) -> "dict[str, ActiveBinding]":
        """The keys of the window, in the clerk's language."""
        return translated(self, super().active_bindings, self.say)
