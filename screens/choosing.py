"""Windows in which a clerk chooses one way, or ticks several: by digit, or with the arrows and Enter."""

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from clerk_desk.objection import mark
from screens.plain import plain, plain_lines
from screens.widgets.field import digit_of
from screens.widgets.ways import Way, Ways
from screens.window import BACK, HELP, Window

R = TypeVar("R")
V = TypeVar("V")


class _Listing(Window[R], Generic[R, V]):
    """Ways under a title; a way that cannot be chosen says why when it is tried."""

    AUTO_FOCUS = "#ways"

    def __init__(self, title: str, ways: Sequence[Way[V]], explain: str, told: str = "") -> None:
        super().__init__(title, told)
        self.ways = list(ways)
        self.explain = explain

    def listed(self, ticked: set[int] | None = None) -> ComposeResult:
        """The explanation, the ways, and room for a reason."""
        yield Static(plain_lines(self.explain), id="explain", classes="" if self.explain else "gone", markup=False)
        yield Ways(self.ways, ticked=ticked)
        yield Static(id="why", classes="gone", markup=False)

    def on_key(self, event: events.Key) -> None:
        """A digit takes the n-th at once, whatever the layout."""
        digit = digit_of(event.character)
        if digit is not None:
            event.stop()
            at = self.query_one(Ways).at_digit(digit)
            if at is not None:
                with self.prevent(Ways.OptionHighlighted):  # or it would take back at once why not
                    self.query_one(Ways).highlighted = at
                self.take(at)

    @on(Ways.OptionHighlighted)
    def moved(self, event: Ways.OptionHighlighted) -> None:
        """The cursor went on: the reason is no longer said aloud."""
        event.stop()
        self.why("")

    def action_digit(self) -> None:
        """Only so that the digits are named among the keys."""

    def take(self, at: int) -> None:
        """Take a way, or say why it cannot be taken."""
        if not self.seen:
            return
        way = self.ways[at]
        if way.enabled:
            self.taken(at)
        else:
            self.why(way.why_not or self.say(mark("This cannot be chosen now.")))

    def taken(self, at: int) -> None:
        """A way that can be taken was taken."""
        raise NotImplementedError

    def why(self, reason: str) -> None:
        """Say a reason aloud beneath the list; "" takes it away."""
        line = self.query_one("#why", Static)
        line.set_class(not reason, "gone")
        line.update(plain(reason))
        self.call_after_refresh(self._fit)

    def on_resize(self) -> None:
        """The list is as high as the screen lets it be: all else on the window stays in sight."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        box = self.query_one("#window")
        others = [one for one in box.children if one.id != "ways" and one.display and one.styles.dock == "none"]
        width = box.content_size.width
        heights = [one.get_content_height(self.size, self.size, width) for one in others]
        used = sum(heights) + sum(one.styles.margin.height for one in others)
        room = self.size.height - 2 - box.gutter.height - used - 1
        ways = self.query_one(Ways)
        ways.styles.max_height = max(3, room)
        ways.scroll_to_highlight()


class Choose(_Listing[V | None, V], Generic[V]):
    """Ways to go on, each with its digit; gives the chosen one's value, or None.

    A way that cannot be chosen stands there quietly with the reason; choosing it says the reason aloud.
    Ways may be given as plain tuples (value, label, enabled, why_not).
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", mark("Choose"), id="choose", tooltip=mark("Choose what the cursor stands on")),
        Binding("1-9", "digit", mark("At once"), id="digits", key_display="1–9", tooltip=mark("Choose the n-th")),
        BACK,
        HELP,
    ]

    def __init__(
        self,
        title: str,
        ways: Sequence[Way[V] | tuple[V, str, bool, str]],
        explain: str = "",
        *,
        told: str = "",
        broad: bool = False,
    ) -> None:
        super().__init__(title, [way if isinstance(way, Way) else Way(*way) for way in ways], explain, told)
        self.set_class(broad, "-broad")

    def body(self) -> ComposeResult:
        """The ways."""
        yield from self.listed()

    @on(Ways.OptionSelected)
    def selected(self, event: Ways.OptionSelected) -> None:
        """Enter or a click."""
        event.stop()
        self.take(event.option_index)

    def action_choose(self) -> None:
        """Choose what the cursor stands on (Enter in the list does the same)."""
        at = self.query_one(Ways).highlighted
        if at is not None:
            self.take(at)

    def taken(self, at: int) -> None:
        """Close the window with this way's value."""
        self.dismiss(self.ways[at].value)


class Tick(_Listing[tuple[V, ...] | None, V], Generic[V]):
    """Ways of which several may be ticked with Space or their digit; Enter goes on with those, as a tuple."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", mark("Tick"), id="tick", tooltip=mark("Tick what the cursor stands on, or untick it")),
        Binding("1-9", "digit", mark("Tick"), id="digits", key_display="1–9", tooltip=mark("Tick the n-th")),
        Binding("enter", "choose", mark("Go on"), id="choose", tooltip=mark("Go on with what is ticked")),
        BACK,
        HELP,
    ]

    def __init__(
        self, title: str, ways: Sequence[Way[V]], explain: str = "", *, nothing: str = "", ticked: Sequence[V] = ()
    ) -> None:
        """`nothing` is said if Enter is pressed while nothing is ticked; `ticked` are ticked from the start."""
        super().__init__(title, ways, explain)
        self.set_class(True, "-broad")
        self.nothing = nothing
        self.ticked = {at for at, way in enumerate(self.ways) if way.enabled and way.value in ticked}

    def body(self) -> ComposeResult:
        """The ways with their ticks."""
        yield from self.listed(self.ticked)

    def taken(self, at: int) -> None:
        """A digit or Space ticks."""
        self.query_one(Ways).tick(at)
        self.why("")

    @on(Ways.OptionSelected)
    def selected(self, event: Ways.OptionSelected) -> None:
        """Enter goes on."""
        event.stop()
        self.action_choose()

    def action_tick(self) -> None:
        """Tick what the cursor stands on."""
        at = self.query_one(Ways).highlighted
        if at is not None:
            self.take(at)

    def action_choose(self) -> None:
        """Go on with what is ticked."""
        ticked = sorted(self.query_one(Ways).ticked)
        if ticked and self.seen:
            self.dismiss(tuple(self.ways[at].value for at in ticked))
        elif self.seen:
            self.why(self.nothing or self.say(mark("Nothing is ticked. Space ticks what the cursor stands on.")))
