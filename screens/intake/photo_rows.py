"""The list on the photo table: the newest files, the prints found on a page, and the way to another file."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from clerk_desk.clock import local
from clerk_desk.instruments.scan_folder import Scan, typed_path
from clerk_desk.language import Speaker
from clerk_desk.objection import mark
from screens.plain import plain
from screens.widgets.field import shorter
from screens.widgets.rows import Rows


@dataclass(frozen=True, slots=True)
class Lying:
    """Something on the table: a file (`print_number` 0) or one print found on it. `path` None: another file.

    `stamp` changes when the file does.
    """

    path: Path | None
    name: str = ""
    taken_at: dt.datetime | None = None
    stamp: tuple[int, float] = (0, 0.0)
    whole: bool = True
    print_number: int = 0

    @property
    def key(self) -> tuple[Path | None, int]:
        """What it is, whatever was written into the file meanwhile."""
        return self.path, self.print_number


ANOTHER = Lying(None)


def lying_of(scan: Scan) -> Lying:
    """A file of the scan folder, as it lies on the table."""
    return Lying(scan.path, scan.name, scan.taken_at, (scan.size, scan.taken_at.timestamp()), scan.whole)


def lying_at(text: str) -> Lying:
    """The file that a clerk named. Blocks. Objection "no_file" if there is none."""
    path = typed_path(text)
    told = path.stat()
    moment = dt.datetime.fromtimestamp(told.st_mtime, dt.UTC)
    return Lying(path, path.name, moment, (told.st_size, told.st_mtime))


class PhotoRows(Rows):
    """The list. What is in hand stays in hand when files come and go."""

    def __init__(self, speaker: Speaker) -> None:
        super().__init__(id="rows")
        self.speaker = speaker
        self.lying: tuple[Lying, ...] = (ANOTHER,)
        self._now = dt.datetime.now(dt.UTC)
        self._shown: object = None

    @property
    def in_hand(self) -> Lying:
        """The row in hand."""
        at = self.highlighted
        return self.lying[at] if at is not None and at < len(self.lying) else ANOTHER

    def lay(self, lying: Sequence[Lying], now: dt.datetime, hand: Lying | None = None) -> None:
        """Show these. `hand` is taken in hand if it is there, else what was; if that is gone, what lies first."""
        wanted = (hand or self.in_hand).key
        keys = [one.key for one in lying]
        self.lying, self._now = tuple(lying), now
        at = keys.index(wanted) if wanted in keys else self._beside(wanted, keys)
        self._draw(at)

    def _beside(self, gone: tuple[Path | None, int], keys: Sequence[tuple[Path | None, int]]) -> int:
        """A print that is no longer offered leads back to its page."""
        page = (gone[0], 0)
        return keys.index(page) if page in keys else 0

    async def _on_click(self, event: events.Click) -> None:
        """A click takes in hand; it attaches nothing."""
        event.prevent_default()
        clicked = event.style.meta.get("option")
        if isinstance(clicked, int):
            self.highlighted = clicked

    def on_resize(self) -> None:
        """Another width: names are shortened otherwise."""
        self._shown = None
        self._draw(self.highlighted or 0)

    def _draw(self, at: int) -> None:
        width = self.scrollable_content_region.width or 40
        drawn = [self._drawn(one, number, width) for number, one in enumerate(self.lying)]
        shown = [line.plain for line in drawn]
        with self.prevent(OptionList.OptionHighlighted):
            if shown != self._shown:
                top = self.scroll_offset.y
                self.set_options([Option(line, id=str(number)) for number, line in enumerate(drawn)])
                self.scroll_to(y=top, animate=False, immediate=True)
                self._shown = shown
            if self.highlighted != at:
                self.highlighted = at
        self.call_after_refresh(self.scroll_to_highlight)

    def digits(self) -> list[int]:
        """The rows that the digits 1 to 9 choose: the prints of a page while there are any, else the files."""
        prints = [at for at, one in enumerate(self.lying) if one.print_number]
        return (prints or [at for at, one in enumerate(self.lying) if one.path is not None])[:9]

    def _drawn(self, one: Lying, number: int, width: int) -> Content:
        chosen_by = self.digits()
        digit = f"({chosen_by.index(number) + 1})" if number in chosen_by else "   "
        if one.path is None:
            return Content.assemble("    ", self._say(mark("(another file …)")))
        if one.print_number:
            many = sum(each.print_number > 0 for each in self.lying)
            words = self._say(mark("print {n} of {many}"), n=one.print_number, many=many)
            return Content.assemble("      ", (digit, "bold $primary"), " ", words)
        late = self._say(mark("still being written"))
        age = late if not one.whole else self._age(one)
        clock = self._clock(one)
        room = width - 4 - cell_len(clock) - 2
        if room - cell_len(age) - 2 < 12 and one.whole:
            age = ""
        room -= cell_len(age) + 2 if age else 0
        name = in_the_middle(one.name, max(8, room))
        gap = " " * max(0, room - cell_len(name))
        tone = "$quiet" if one.whole else "$warning"
        return Content.assemble((digit, "bold $primary"), " ", clock, "  ", name, gap, "  " if age else "", (age, tone))

    def _clock(self, one: Lying) -> str:
        """The time of today's file, the date of another day's: in five cells."""
        if one.taken_at is None:
            return " " * 5
        if local(one.taken_at).date() == local(self._now).date():
            return self.speaker.time(one.taken_at)
        return self.speaker.date(one.taken_at)[:5]

    def _age(self, one: Lying) -> str:
        return plain(self.speaker.ago(one.taken_at, self._now)) if one.taken_at is not None else ""

    def _say(self, text: str, **facts: object) -> str:
        return plain(self.speaker.say(text, **facts))


def in_the_middle(name: str, width: int) -> str:
    """A file's name of at most `width` cells, shortened in its middle: scanners number at the end."""
    shown = plain(name)
    if cell_len(shown) <= width:
        return shown
    tail = ""
    while cell_len(tail) < min(12, width // 2):
        tail = shown[-len(tail) - 1 :]
    return shorter(shown, width - cell_len(tail)) + tail
