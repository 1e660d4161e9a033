"""A stored paper comes out: it is printed or saved in sight of the clerk, who then says whether it is on paper."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from clerk_desk.instruments.printer import can_show, remove_file, show_file
from clerk_desk.objection import Objection, mark
from screens.printing import Sent, over, send_sheet
from screens.window import HELP, Window
from screens.windows import Choose, Way

if TYPE_CHECKING:
    from screens.room import Room
    from screens.station import Station

Answer = Literal["yes", "again", "no", "show", "yes_removed"]

SAVED = mark("There is no printer here, so the paper was saved as {path}. It holds personal data.")


@dataclass(frozen=True, slots=True)
class Leaving:
    """A paper on its way out: what it is called here, its name for queue and file, and how its PDF is made.

    `name` is the paper's code: a print queue or a folder tells no child's name by it.
    """

    title: str
    name: str
    making: Callable[[], bytes]


class BeingPrinted(Window[Sent | None]):
    """Says that it is at work, and closes by itself; Esc does not wait for it any longer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", mark("Do not wait"), id="back", tooltip=mark("The paper is stored; print it later")),
        HELP,
    ]

    def __init__(self, station: "Station", leaving: Leaving) -> None:
        super().__init__(leaving.title)
        self.station, self.leaving = station, leaving
        self.holds = True

    def body(self) -> ComposeResult:
        """One line."""
        yield Static(self.say(mark("Being printed …")), id="text", markup=False)

    def on_mount(self) -> None:
        """Begin at once. Textual calls the window's own beginning itself."""
        self._print()

    @work
    async def _print(self) -> None:
        one = self.leaving
        sent = await send_sheet(self, self.station, one.name, one.name, one.making, SAVED)
        if self.is_attached and self in self.app.screen_stack:
            self.dismiss(sent)


class DidItComeOut(Choose[Answer]):
    """What became of it, and the question; a key that was pressed before the question was to be seen is no answer."""

    FRESH_KEYS = True


async def let_out(room: "Room", leaving: Leaving) -> tuple[bool, Path | None]:
    """Print it as often as the clerk wishes; whether it is on paper now, and a saved file that is to be removed."""
    while True:
        sent = await over(room, BeingPrinted(room.station, leaving))
        if sent is None:
            return False, None
        answer = await ask(room, leaving, sent)
        if answer == "yes_removed":
            return True, sent.path
        if answer != "again":
            return answer == "yes", None


async def ask(room: "Room", leaving: Leaving, sent: Sent) -> Answer:
    """Ask whether it came out. Showing a saved file asks again."""
    told = "" if sent.taken else room.message(sent.sentence)
    explain = room.message(sent.sentence) if sent.taken else ""
    title = leaving.title
    if sent.taken and sent.path is None:
        title = room.say(mark("{paper}: did it come out?"), paper=title)
    while True:
        window = DidItComeOut(title, ways_on(room, sent), explain, told=told)
        window.holds = True
        answer = await over(room, window)
        if answer != "show" or sent.path is None:
            return answer or "no"
        told = await shown(room, sent.path)


def ways_on(room: "Room", sent: Sent) -> list[Way[Answer]]:
    """What can be answered: of a printed paper, of a saved one, of one that did not get away."""
    later: Way[Answer] = Way("no", room.say(mark("not now: it stays in the store, not yet printed")))
    if not sent.taken:
        return [Way("again", room.say(mark("print it again"))), later]
    if sent.path is None:
        yes: Way[Answer] = Way("yes", room.say(mark("yes, the paper came out")))
        return [yes, Way("again", room.say(mark("no, print it again"))), later]
    why = room.say(mark("This machine has no desktop that shows files."))
    return [  # what Enter takes first says nothing about the paper that was not seen yet
        Way("show", room.say(mark("open the file")), can_show(), why),
        later,
        Way("yes_removed", room.say(mark("it is on paper now: remove the file"))),
        Way("yes", room.say(mark("it is on paper now: the file stays"))),
    ]


async def shown(room: "Room", path: Path) -> str:
    """Have the desktop show the file; why it could not, or ""."""
    try:
        await asyncio.to_thread(show_file, path)
    except Objection as objection:
        return room.message(objection.message)
    return ""


async def removed(room: "Room", path: Path) -> None:
    """Remove a saved file whose paper is in the family's hands, and say so."""
    try:
        await asyncio.to_thread(remove_file, path)
    except Objection as objection:
        room.tell(room.message(objection.message), "warning")
    else:
        room.tell(room.say(mark("The file {path} is removed."), path=str(path)))
