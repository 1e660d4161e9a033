"""What the Photos step shows of the child's picture: the attached one, or that a new scan has come."""

import asyncio
import datetime as dt

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget

from clerk_desk.clock import MachineClock
from clerk_desk.instruments.scan_folder import Scan, ScanFolder
from clerk_desk.ledgers.pictures import PictureCard
from clerk_desk.objection import Objection, mark
from screens.intake.photo_verdicts import in_lines, loud_drawn
from screens.plain import plain
from screens.station import Station
from screens.widgets.by_width import ByWidth
from screens.widgets.photo_view import PhotoView


class PictureBeside(Container):
    """Beside the form where it is wide, beneath it where it is narrow."""

    PACE = 1.0
    """Seconds between two looks into the scan folder, while the picture is in sight."""

    DEFAULT_CSS = """
    PictureBeside { height: auto; width: 1fr; margin: 0 0 1 0; }
    PictureBeside PhotoView { width: 18; height: 12; margin: 0 0 1 0; }
    PictureBeside.-none PhotoView { display: none; }
    """

    def __init__(self, station: Station) -> None:
        super().__init__(id="picture", classes="-none")
        self.station = station
        self._card: PictureCard | None = None
        self._real: Widget | None = None
        self._newest: Scan | None = None
        self._since: dt.datetime | None = None
        self._clock = MachineClock()
        place = station.scan_folder
        self._folder = ScanFolder(place, self._clock) if place is not None else None
        self._looking = False

    def compose(self) -> ComposeResult:
        """The picture, and what is to be said."""
        yield PhotoView(self.station.pictures, id="picture_view")
        yield ByWidth(id="picture_said")

    def on_mount(self) -> None:
        """Look into the scan folder from time to time."""
        self._show()
        if self._folder is not None:
            self.set_interval(self.PACE, self._look_again)

    def show(self, card: PictureCard | None, since: dt.datetime | None, real: Widget | None = None) -> None:
        """Show this picture, with real pixels if there are any; without one, whether a scan has come.

        `since` is a moment of the desk's clock.
        """
        self._card, self._since, self._real = card, since, real
        self._show()

    def _show(self) -> None:
        if not self.query(PhotoView) or not self.query(ByWidth):
            return  # shown as soon as there is a place for it
        card = self._card
        self.set_class(card is None, "-none")
        words = self.said_of(card) if card is not None else ""
        view = self.query_one(PhotoView)
        view.show(card.thumb if card is not None else None, words)
        view.show_real(self._real)
        self.query_one(ByWidth).show(self._said)

    def said_of(self, card: PictureCard) -> str:
        """The picture in words."""
        speaker = self.station.speaker
        return plain(speaker.say(mark("picture attached, {width} × {height}"), width=card.width, height=card.height))

    def _said(self, width: int) -> Content:
        say, card = self.station.speaker.say, self._card
        if card is not None:
            loud = loud_drawn(card.verdicts, self.station.speaker, width)
            return Content("\n").join([in_lines(self.said_of(card), "$quiet", width), *loud])
        newest = self._newest
        if newest is not None and self._came_meanwhile(newest):
            come = say(mark("a new scan {time}: F7"), time=self.station.speaker.time(newest.taken_at))
            return in_lines(come, "bold $primary", width)
        return in_lines(say(mark("no picture beside the prints: F7")), "$quiet", width)

    def _came_meanwhile(self, scan: Scan) -> bool:
        """Ages are compared, not moments: on the practice desk the desk's clock is not the machine's."""
        since = self._since
        return since is not None and self._clock.now() - scan.taken_at < self.station.now() - since

    def _look_again(self) -> None:
        if self._folder is not None and self.display and self._card is None and self.screen.is_current:
            self.run_worker(self._look(self._folder), group="scan")

    async def _look(self, folder: ScanFolder) -> None:
        if self._looking:
            return  # a slow drive: one look at a time
        self._looking = True
        try:
            scans = await asyncio.to_thread(folder.look)
        except Objection:  # the photo table says what is wrong with the folder
            scans = ()
        finally:
            self._looking = False
        newest = next((scan for scan in scans if scan.whole), None)
        if newest != self._newest:
            self._newest = newest
            self._show()
