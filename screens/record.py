"""One application's record: who, what was checked by whom, what happened; and from here the answer."""

import datetime as dt
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll

from clerk_desk.duties import class_sets, papers, photos, register
from clerk_desk.duties.register import Record
from clerk_desk.ledgers.fill import LanguageFill
from clerk_desk.ledgers.pictures import PictureCard
from clerk_desk.objection import mark
from data.vocabulary import EventKind, PaperKind, Stage
from screens.desk_screen import DeskScreen
from screens.going import Back
from screens.intake.picturing import real_picture
from screens.paper_giving import give_paper, look_at_given
from screens.record_acts import ACTS, Act, why_not
from screens.record_answer import answer
from screens.record_head import head_of
from screens.record_paper import RecordPaper
from screens.record_picture import RecordPicture
from screens.record_seats import seats_beside
from screens.station import Station
from screens.talking import TalkingScreen, talk
from screens.widgets.by_width import ByWidth
from screens.widgets.ways import Way
from screens.windows import Choose

WIDE = 110
"""Columns from which the class-sets stand beside the record."""

_FRESH = dt.timedelta(seconds=60)
"""Coming back later than this the record is opened anew, which is an act of its own."""

_DIGIT_KEYS = ("1,quotation_mark", "2,ә,Ә", "3,і,І", "4,ң,Ң", "5,ғ,Ғ", "6,comma", "7,full_stop", "8,ү,Ү", "9,ұ,Ұ")
"""The digit row, also as the Kazakh layout types it."""


class RecordScreen(TalkingScreen, DeskScreen):
    """The record to the left, the class-sets of the wished language to the right, or below where it is narrow."""

    PLACE = "record"
    CSS_PATH = "record.tcss"
    AUTO_FOCUS = "#paper"
    TALKS: ClassVar[frozenset[str]] = frozenset({"answer", "acts", "one", "give_paper", "given_paper"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f6", "answer", mark("Answer"), id="act", tooltip=mark("Accept into a class-set, or refuse")),
        Binding("enter", "acts", mark("Other acts"), id="acts", tooltip=mark("Everything that can be done with it")),
        Binding("f7", "papers", mark("Papers"), id="papers", tooltip=mark("For the family: to print, or printed")),
        *(
            Binding(keys, f"one('{act.name}')", act.label, id=act.name, tooltip=act.explains, show=False)
            for keys, act in zip(_DIGIT_KEYS, ACTS, strict=True)
        ),
    ]

    def __init__(self, station: Station, application_id: int) -> None:
        super().__init__(station)
        self.application_id = application_id
        self.args = (application_id,)
        self.record: Record | None = None
        self._fills: tuple[LanguageFill, ...] = ()
        self._opened_at: dt.datetime | None = None
        self.picture: PictureCard | None = None

    def body(self) -> ComposeResult:
        """Head, paper, class-sets."""
        yield ByWidth(id="head")
        with Container(id="desk"):
            with VerticalScroll(id="paper"):
                yield ByWidth(id="page")
                yield RecordPicture(self.station, id="picture_below")
            with Vertical(id="side"):
                yield ByWidth(id="seats")
                yield RecordPicture(self.station, id="picture")

    def on_resize(self, _event: events.Resize) -> None:
        """Another width: the class-sets beside the record or below it."""
        self.set_class(self.app.size.width < WIDE, "-narrow")
        self._show()

    async def load(self) -> None:
        """Open the record, which is written down first; coming back at once shows it as it is."""
        if self._opened_at is None or self.station.now() - self._opened_at > _FRESH:
            await self._open()

    async def _open(self) -> None:
        record = await self.do(register.open_record, self.application_id)
        if record is None:
            if self.record is None:
                self.post_message(Back())
            return
        fills = await self.ask(class_sets.fills, record.year)
        self.record, self._fills, self._opened_at = record, fills or (), self.station.now()
        self._show()
        await self._look_at_picture()

    async def _look_at_picture(self) -> None:
        self.picture = await self.ask(photos.of_application, self.application_id)
        for view in self.query(RecordPicture):
            view.show(self.picture, await real_picture(self, self.picture))

    # Showing

    def _show(self) -> None:
        record = self.record
        if record is None or not self.is_mounted:
            return
        fills, station, whole = self._fills, self.station, not self.has_class("-narrow")
        grounds, speaker = station.desk.law.grounds, station.speaker
        head, page, seats = (self.query_one(name, ByWidth) for name in ("#head", "#page", "#seats"))
        head.show(lambda width: head_of(record, station, width))
        page.show(lambda width: RecordPaper(record, grounds, speaker, max(40, width - 1)).content())
        seats.show(lambda width: seats_beside(fills, record, speaker, max(36, width), whole=whole))

    # Papers

    async def stored_papers(self) -> list[Way[str]]:
        """What this stage allows, what was given before, and what cannot be given."""
        from screens.paper_ways import ways_of_application  # windows come behind the first picture

        return await ways_of_application(self, self.application_id)

    def family_language(self) -> str:
        """The language that the family wishes for the child's class."""
        return (self.record.answers.get("application.language") if self.record else "") or super().family_language()

    @talk
    async def action_give_paper(self, kind: str) -> None:
        """Give the family a paper of this kind."""
        record = self.record
        if record is not None and await give_paper(self, record.application_id, PaperKind(kind), record.number):
            await self._open()

    @talk
    async def action_given_paper(self, paper_id: int) -> None:
        """Look at a paper that was given before, and print it once more if need be."""
        known = await self.ask(papers.issued_for, self.application_id) or ()
        card = next((one for one in known if one.paper_id == paper_id), None)
        if card is not None and await look_at_given(self, card):
            await self._open()

    # Acts

    @talk
    async def action_answer(self) -> None:
        """Accept or refuse."""
        record = self.record
        if record is None:
            return
        act = Act("answer", "", "", EventKind.ACCEPTED, answer)
        hindrance = why_not(self, record, act)
        if hindrance:
            self.tell(hindrance, "warning")
        elif await answer(self, record):
            await self._open()

    @talk
    async def action_acts(self) -> None:
        """Choose among all other acts; what is impossible says why."""
        record = self.record
        if record is None:
            return
        ways: list[Way[Act]] = []
        for one in ACTS:
            hindrance = why_not(self, record, one)
            ways.append(Way(one, self.say(one.label), not hindrance, hindrance))
        title = self.say(mark("№ {number}, {child}"), number=record.number, child=record.child_name)
        explain = self.say(mark("F6 answers the application.")) if record.stage is Stage.RECEIVED else ""
        act = await self.window(Choose(title, ways, explain))
        if act is not None and await act.doing(self, record):
            await self._open()

    @talk
    async def action_one(self, name: str) -> None:
        """An act by its digit, or from the list of everything."""
        if self.record is None:
            return
        act = next(act for act in ACTS if act.name == name)
        hindrance = why_not(self, self.record, act)
        if hindrance:
            self.tell(hindrance, "warning")
        elif await act.doing(self, self.record):
            await self._open()
