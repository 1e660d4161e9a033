"""What lies on the photo table: the folder is watched, files come and go, the one in hand is seen and measured."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from clerk_desk.clock import MachineClock
from clerk_desk.instruments.developing import Frame, Negative
from clerk_desk.instruments.scan_folder import Scan, ScanFolder
from clerk_desk.ledgers.pictures import PictureCard
from clerk_desk.objection import Message, Objection, mark
from screens.intake.photo_cut import judged, shares
from screens.intake.photo_reading import Reading, Seen
from screens.intake.photo_rows import ANOTHER, Lying, PhotoRows, lying_of
from screens.intake.photo_verdicts import in_lines, verdicts_drawn
from screens.station import Station
from screens.widgets.by_room import ByRoom
from screens.widgets.photo_view import PhotoView
from screens.window import Window

WIDE = 110
"""Columns from which the list stands beside the picture instead of above it."""


class Preview(PhotoView, can_focus=True):
    """The picture in hand. It has the keyboard while the cut is moved over it."""


class PhotoLaying(Window[bool | None]):
    """The table without the keys that act on it."""

    CSS_PATH: ClassVar[list[str]] = ["../windows.tcss", "photo_table.tcss"]  # type: ignore[assignment]  # or a list
    AUTO_FOCUS = "#rows"
    PACE: ClassVar[float] = 1.0
    """Seconds between two looks into the scan folder."""

    def __init__(self, title: str, station: Station, current: PictureCard | None) -> None:
        super().__init__(title)
        self.station, self.current = station, current
        self.cut: Frame | None = None
        self.busy = False
        self.told: tuple[Lying, Message] | None = None
        self.typed: tuple[Lying, ...] = ()
        self.reading = Reading(self._known, station.faults, self._fault)
        self._clock = MachineClock()  # a file's moment is the machine's, also on the practice desk
        place = station.scan_folder
        self._folder = ScanFolder(place, self._clock) if place is not None else None
        self._scans: tuple[Scan, ...] = ()
        self._trouble: Message | None = None
        self._laid = False

    def body(self) -> ComposeResult:
        """What is attached, the list, the picture, what is to be said of it."""
        yield Static(id="now", markup=False)
        with Container(id="table"):
            yield PhotoRows(self.station.speaker)
            with Container(id="print"):
                yield Preview(self.station.pictures, id="preview")
                yield ByRoom(id="verdicts")

    def on_mount(self) -> None:
        """Look into the folder, and again each second. Textual calls the window's own beginning itself."""
        self._fit()
        self.run_worker(self._watch(), group="watch")

    def on_resize(self) -> None:
        """Another size of terminal: the list beside the picture or above it."""
        self._fit()

    def _fit(self) -> None:
        self.set_class(self.app.size.width < WIDE, "-narrow")
        self.show()

    def _fault(self, error: BaseException) -> None:
        def fall() -> None:
            raise error

        self.call_later(fall)

    # What lies there

    async def _watch(self) -> None:
        looked: object = None
        while True:
            if self._folder is not None:
                try:
                    self._scans, self._trouble = await asyncio.to_thread(self._folder.look), None
                except Objection as objection:
                    self._scans, self._trouble = (), objection.message
            # Ages are told in minutes: the list is laid anew when a file or the minute is another.
            found = (self._scans, self._trouble, int(self._clock.now().timestamp() // 60))
            if found != looked:
                looked = found
                self.lay()
            await asyncio.sleep(self.PACE)

    def lay(self, hand: Lying | None = None) -> None:
        """Lay everything anew; what was in hand stays in hand, or `hand` is taken."""
        if not self.query("#verdicts"):
            return  # the table is being put away
        files = (*self.typed, *map(lying_of, self._scans))
        rows = self.query_one(PhotoRows)
        if hand is None and files and (not self._laid or rows.lying == (ANOTHER,)):
            hand = files[0]  # where nothing lay before, the newest
        self._laid = True
        path = (hand or rows.in_hand).path
        lying: list[Lying] = []
        for one in files:
            lying.append(one)
            known = self.reading.of(one)
            if one.path == path and isinstance(known, Negative):
                lying.extend(replace(one, print_number=found.number) for found in known.prints)
        rows.lay([*lying, ANOTHER], self._clock.now(), hand)
        self._hand_may_be_another()

    @on(PhotoRows.OptionHighlighted)
    def went_on(self, event: PhotoRows.OptionHighlighted) -> None:
        """Another row is in hand."""
        event.stop()
        self.lay()

    def _hand_may_be_another(self) -> None:
        raise NotImplementedError

    def _known(self, one: Lying) -> None:
        """A file was looked at. Of a page with prints the first print is in hand instead of the page."""
        if not self.is_running:
            return
        known = self.reading.of(one)
        first = known.prints[0].number if isinstance(known, Negative) and known.prints else 0
        self.lay(replace(one, print_number=first) if first and one.key == self.hand.key else None)

    @property
    def hand(self) -> Lying:
        """What is in hand, as it lies there now."""
        return self.query_one(PhotoRows).in_hand

    @property
    def negative(self) -> Seen | None:
        """What attaching would keep, once it has been looked at."""
        return self.reading.seen(self.hand)

    # Showing

    def show(self) -> None:
        """Show what is in hand, and what is to be said of it."""
        if not self.is_running or not self.query("#verdicts"):
            return
        seen = self.negative
        cut = shares(self.cut, seen.width, seen.height) if seen is not None and self.cut is not None else None
        preview = self.query_one(Preview)
        preview.display = self.hand.path is not None
        size = self.say("{width} × {height}", width=seen.width, height=seen.height) if seen is not None else ""
        preview.show(seen.thumb if seen is not None else None, size, cut)
        self.query_one("#verdicts", ByRoom).show(self._said(seen))
        self.query_one("#now", Static).update(self._now())
        self.refresh_bindings()

    def _said(self, seen: Seen | None) -> Callable[[int, int], Content]:
        sentence, tone = self._sentence(seen)
        if seen is None or sentence:
            return lambda width, height: in_lines(sentence, tone, width)
        verdicts = seen.verdicts if self.cut is None else judged(seen.measures, self.cut)
        return lambda width, height: verdicts_drawn(verdicts, self.station.speaker, width, height)

    def _sentence(self, seen: Seen | None) -> tuple[str, str]:
        """What is said instead of verdicts, with its tone."""
        one = self.hand
        if self.busy:
            return self.say(mark("attaching …")), "$quiet"
        if self.told is not None and self.told[0].key == one.key:
            return "! " + self.message(self.told[1]), "bold $error"
        if one.path is None:
            return self._empty()
        if not one.whole:
            return self.say(mark("It is still being written. It is shown as soon as it is whole.")), "$warning"
        known = self.reading.of(one)
        if isinstance(known, Message):
            return "! " + self.message(known), "bold $error"
        return ("", "") if seen is not None else (self.say(mark("reading …")), "$quiet")

    def _empty(self) -> tuple[str, str]:
        another = self.say(mark("Enter: type or paste where a picture lies."))
        if self._trouble is not None:
            return f"! {self.message(self._trouble)} {another}", "bold $warning"
        if self._folder is None:
            none = self.say(mark("No scan folder is watched: the setting scan_folder names one."))
            return f"{none} {another}", "$quiet"
        watched = mark("{folder} is watched: what is scanned into it appears here.")
        return f"{self.say(watched, folder=str(self._folder.place))} {another}", "$quiet"

    def _now(self) -> str:
        card = self.current
        if card is None:
            return self.say(mark("No picture is attached yet."))
        text = mark("Attached is one of {width} × {height}, {moment}, by {name}.")
        return self.say(text, width=card.width, height=card.height, moment=card.attached_at, name=card.attached_by)
