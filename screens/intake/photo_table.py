"""The photo table: the newest scans, each seen and measured; one key attaches the one in hand."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType

from clerk_desk.instruments.developing import Developed, Negative
from clerk_desk.ledgers.pictures import PictureCard
from clerk_desk.objection import Message, Objection, mark
from screens.intake.photo_cut import moved, sized
from screens.intake.photo_laying import PhotoLaying, Preview
from screens.intake.photo_rows import PhotoRows, lying_at
from screens.station import Station
from screens.widgets.field import digit_of
from screens.window import BACK, HELP
from screens.windows import AskText, Confirm

_STEPS = (("left", -1, 0), ("right", 1, 0), ("up", 0, -1), ("down", 0, 1))


@dataclass(frozen=True, slots=True)
class Hands:
    """What the table does for the room beneath it: keep a picture, or take the attached one away. True if done."""

    keep: Callable[[Developed], Awaitable[bool]]
    take_away: Callable[[], Awaitable[bool]]


class PhotoTable(PhotoLaying):
    """Gives back True if a picture was attached or taken away, else None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "attach", mark("Attach"), id="attach", tooltip=mark("Attach the picture in hand")),
        Binding("enter", "another", mark("Name a file"), id="another", tooltip=mark("Type or paste where it lies")),
        Binding(
            *("space,right", "cut", mark("Cut to 3:4")),
            id="cut",
            key_display="Space",
            tooltip=mark("Show the 3:4 cut; it can be moved"),
        ),
        Binding("space,escape", "uncut", mark("Uncut"), id="uncut", tooltip=mark("Without the cut: the whole picture")),
        Binding("arrows", "moving", mark("Move"), id="move", key_display="←↑↓→", tooltip=mark("Move the cut")),
        *(Binding(key, f"move({right}, {down})", show=False) for key, right, down in _STEPS),
        Binding("plus,equals_sign,pageup", "size(1)", mark("Wider"), id="wider", tooltip=mark("A wider cut (or PgUp)")),
        Binding("minus,pagedown", "size(-1)", mark("Closer"), id="closer", tooltip=mark("A closer cut (or PgDn)")),
        Binding("1-9", "digit", mark("The n-th"), id="digits", key_display="1–9", tooltip=mark("The n-th in hand")),
        Binding("delete", "take_away", mark("Take away"), id="take_away", tooltip=mark("Take the attached one away")),
        BACK,
        HELP,
    ]

    def __init__(self, title: str, station: Station, current: PictureCard | None, hands: Hands) -> None:
        super().__init__(title, station, current)
        self.hands = hands
        self._cut_of: object = None

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of the cut are there with the cut, those of the list without it; none while it is attached."""
        if not self.query("#verdicts"):
            return super().check_action(action, parameters)
        cut = self.cut is not None
        action = action.partition("(")[0]
        if action in ("uncut", "move", "moving", "size"):
            return cut and not self.busy
        if action == "cut":
            return not cut and not self.busy and self.negative is not None
        if action in ("attach", "another"):
            return (self.hand.path is None) is (action == "another")
        if action == "take_away":
            return self.current is not None and not cut and not self.busy
        if action == "digit":
            return not cut and len(self.query_one(PhotoRows).digits()) > 0
        return super().check_action(action, parameters)

    def on_key(self, event: events.Key) -> None:
        """A digit takes the n-th file in hand, or the n-th print of a page, whatever the layout."""
        digit = digit_of(event.character)
        if digit is None or self.busy:
            return
        event.stop()
        rows = self.query_one(PhotoRows)
        chosen_by = rows.digits()
        if 1 <= digit <= len(chosen_by):
            rows.highlighted = chosen_by[digit - 1]

    def on_paste(self, event: events.Paste) -> None:
        """A path that is pasted, or a file dropped onto the terminal."""
        event.stop()
        self.run_worker(self._another(event.text), group="another")

    def action_moving(self) -> None:
        """Only so that the arrows are named among the keys."""

    def action_digit(self) -> None:
        """Only so that the digits are named among the keys."""

    # The cut

    def action_cut(self) -> None:
        """Show the cut that is proposed; from now on the arrows move it."""
        seen = self.negative
        if seen is not None:
            self.cut, self._cut_of = seen.frame, self.hand.key
            self.query_one(Preview).focus()
            self.show()

    def action_uncut(self) -> None:
        """Put the cut away; the arrows are the list's again."""
        self.cut = None
        self.query_one(PhotoRows).focus()
        self.show()

    def action_move(self, right: int, down: int) -> None:
        """Move the cut by a step."""
        seen = self.negative
        if seen is not None and self.cut is not None:
            self.cut = moved(self.cut, seen.width, seen.height, right, down)
            self.show()

    def action_size(self, steps: int) -> None:
        """A wider or closer cut."""
        seen = self.negative
        if seen is not None and self.cut is not None:
            self.cut = sized(self.cut, seen.width, seen.height, steps)
            self.show()

    def _hand_may_be_another(self) -> None:
        if self.cut is not None and self.hand.key != self._cut_of:
            self.cut = None
            self.query_one(PhotoRows).focus()
        self.reading.want(self.hand)
        self.show()

    # Attaching

    @on(PhotoRows.OptionSelected)
    def chosen(self, event: PhotoRows.OptionSelected) -> None:
        """Enter in the list."""
        event.stop()
        if self.hand.path is None:
            self.action_another()
        else:
            self.action_attach()

    def action_attach(self) -> None:
        """Attach what is in hand."""
        if not self.busy:
            self.run_worker(self._attaching(), group="attach")

    def action_another(self) -> None:
        """Name a file that does not lie on the table."""
        if not self.busy:
            self.run_worker(self._another(""), group="another")

    async def _attaching(self) -> None:
        one = self.hand
        await self.reading.settled()
        # A page turned out to hold prints, or the file to be no picture: the clerk sees that first.
        if self.busy or self.hand.key != one.key or not isinstance(self.reading.of(one), Negative):
            return
        self.busy = True
        self.show()
        try:
            developed = await self.reading.develop(one, self.cut)
            if isinstance(developed, Message):
                self.told = (one, developed)
            elif await self.hands.keep(developed):
                self.dismiss(True)
        finally:
            self.busy = False
            self.show()

    async def _another(self, preset: str) -> None:
        """Name another file, until there is one or the clerk lets it be. A path that was pasted is tried at once."""
        told, text = "", preset
        while True:
            if not text or told:
                label, title = self.say(mark("Where it lies")), self.say(mark("Another file"))
                explain = self.say(mark("Type its path, paste it, or drop the file here."))
                asked = AskText(title, label, explain, preset=text, told=told, longest=1000, high=2)
                answer = await self.app.push_screen_wait(asked)
                if answer is None:
                    return
                text = answer
            try:
                found = await asyncio.to_thread(lying_at, text)
            except Objection as objection:
                told = self.message(objection.message)
                continue
            self.typed = (found, *(one for one in self.typed if one.path != found.path))
            self.lay(found)
            return

    def action_take_away(self) -> None:
        """Ask, then take the attached picture away."""
        self.run_worker(self._take_away(), group="take_away")

    async def _take_away(self) -> None:
        title = self.say(mark("Take the picture away?"))
        text = self.say(mark("It leaves the desk. The file in the scan folder stays."))
        if await self.app.push_screen_wait(Confirm(title, text)) and await self.hands.take_away():
            self.dismiss(True)
