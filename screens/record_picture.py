"""The child's picture in a record and where an application is answered."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from clerk_desk.duties.register import Record
from clerk_desk.language import Speaker
from clerk_desk.ledgers.pictures import PictureCard
from clerk_desk.objection import mark
from screens.choosing import Choose
from screens.intake.picturing import picture_of_application
from screens.plain import plain
from screens.station import Station
from screens.talking import TalkingScreen
from screens.widgets.by_width import ByWidth
from screens.widgets.photo_view import PhotoView
from screens.widgets.ways import Way, Ways

WIDE = 110
"""Columns from which the picture stands beside the ways to answer."""

BENEATH = 8
"""Lines of the picture where it stands beneath the ways."""


async def attach_picture(room: TalkingScreen, record: Record) -> bool:
    """The talk about the picture: one is attached or taken away; True if so."""
    return await picture_of_application(room, record.application_id, record.number, record.child_name)


def picture_words(card: PictureCard, speaker: Speaker) -> str:
    """The picture in words."""
    text = mark("picture attached, {width} × {height}")
    return plain(speaker.say(text, width=card.width, height=card.height))


class RecordPicture(Container):
    """The picture and its words; without a picture one quiet line."""

    DEFAULT_CSS = """
    RecordPicture { height: auto; width: 1fr; }
    RecordPicture PhotoView { width: 18; height: 12; margin: 1 0 0 0; }
    RecordPicture.-none PhotoView { display: none; }
    """

    def __init__(self, station: Station, *, id: str) -> None:
        super().__init__(id=id, classes="-none")
        self.station = station
        self._card: PictureCard | None = None
        self._real: Widget | None = None

    def compose(self) -> ComposeResult:
        """A heading, the picture."""
        yield ByWidth(id=f"{self.id}_said")
        yield PhotoView(self.station.pictures, id=f"{self.id}_view")

    def on_mount(self) -> None:
        """Show what came before there was a place for it."""
        self._show()

    def show(self, card: PictureCard | None, real: Widget | None) -> None:
        """Show this picture, with real pixels if there are any."""
        self._card, self._real = card, real
        self._show()

    def _show(self) -> None:
        if not self.query(ByWidth) or not self.query(PhotoView):
            return
        card, say = self._card, self.station.speaker.say
        words = plain(say(mark("none attached")))
        if card is not None:
            text = mark("{width} × {height}, {moment}")
            words = plain(say(text, width=card.width, height=card.height, moment=card.attached_at))
        heading = plain(say(mark("PICTURE")))
        self.set_class(card is None, "-none")
        self.query_one(ByWidth).show(lambda width: Content.assemble((heading, "bold"), (f"   {words}", "$quiet")))
        view = self.query_one(PhotoView)
        in_words = picture_words(card, self.station.speaker) if card is not None else ""
        view.show(card.thumb if card is not None else None, in_words)
        view.show_real(self._real)


class _Child(PhotoView):
    """The picture beneath the ways is of one height."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The lines that it takes beneath the ways."""
        return BENEATH


class Answering(Choose[int]):
    """The ways to answer an application, with the child's picture beside them, or beneath them where it is narrow."""

    DEFAULT_CSS = """
    Answering #child { dock: right; width: 18; height: 12; margin: 0 0 0 2; }
    Answering.-pictured #window { min-height: 16; }
    Answering.-narrow #child { dock: none; width: 12; height: 8; margin: 1 0 0 0; }
    Answering.-narrow #window { min-height: 0; }
    """

    def __init__(
        self,
        title: str,
        ways: Sequence[Way[int]],
        explain: str,
        *,
        told: str,
        station: Station,
        picture: PictureCard | None,
        real: Widget | None,
    ) -> None:
        super().__init__(title, ways, explain, told=told, broad=True)
        self.station, self.picture, self._real = station, picture, real
        self.set_class(picture is not None, "-pictured")

    def body(self) -> ComposeResult:
        """The ways, and the picture if there is one."""
        yield from super().body()
        if self.picture is not None:
            yield _Child(self.station.pictures, id="child")

    def on_mount(self) -> None:
        """Show the picture. Textual calls the windows' own beginnings itself."""
        for view in self.query("#child").results(PhotoView):
            assert self.picture is not None
            view.show(self.picture.thumb, picture_words(self.picture, self.station.speaker))
            view.show_real(self._real)

    def _fit(self) -> None:
        """The ways come first: beneath them the picture stands only where there is room for it."""
        narrow = self.app.size.width < WIDE
        if narrow is not self.has_class("-narrow"):
            self.set_class(narrow, "-narrow")
            self.call_after_refresh(self._fit)  # the ways break their lines elsewhere now
            return
        for view in self.query("#child"):
            view.display = False
            super()._fit()
            ways = self.query_one(Ways)
            most = ways.styles.max_height
            width = self.query_one("#window").content_size.width
            room = (int(most.value) if most is not None else 0) - ways.get_content_height(self.size, self.size, width)
            view.display = not narrow or room > BENEATH
        super()._fit()
