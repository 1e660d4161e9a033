"""Catch-up: what was taken on paper, one record after another in the portal's field order, until nothing is left."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from clerk_desk.desk import new_act
from clerk_desk.duties import catch_up
from clerk_desk.duties.catch_up import Keyed, PortalLine, PortalSheet
from clerk_desk.objection import mark
from clerk_desk.rules.catch_up import LONGEST_NUMBER
from clerk_desk.rules.form import Kind
from clerk_desk.rules.outages import NAMES
from clerk_desk.rules.rights import may
from data.portal_fields import portal_forms
from data.vocabulary import Channel, EventKind
from screens.catch_up_file import save_as_file
from screens.catch_up_room import KeyingRoom
from screens.catch_up_taking_back import DIGIT, TAKE_BACK, Words, take_back
from screens.outage_words import SIGN
from screens.plain import plain
from screens.station import Station
from screens.talking import talk
from screens.widgets.ledger import Column, Row
from screens.widgets.slip import Question
from screens.words import STAGES

_MISTAKEN = Words(
    mark("Nothing was keyed in yet."),
    mark("What is not keyed in after all?"),
    mark("№ {number} is not keyed in after all"),
    mark("№ {number} waits to be keyed in again."),
)


class CatchUpScreen(KeyingRoom):
    """F6 notes the portal's number; the next record is in hand then."""

    PLACE = "catch_up"
    TALKS: ClassVar[frozenset[str]] = KeyingRoom.TALKS | {"take_back", "save_all"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f6", "done", mark("Keyed in"), id="act", tooltip=mark("It is on the portal: note the number there")),
        Binding(
            *("1-2", "digit", mark("Portal")),
            id="digits",
            key_display="1–2",
            tooltip=mark("In the order of the fields of which portal"),
        ),
        TAKE_BACK,
    ]

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self.portal: Channel = portal_forms().first

    def columns(self) -> list[Column]:
        """Number, child, how it stands, since when."""
        return [
            Column("№", 11),
            Column(self.say(mark("child")), grows=True),
            Column(self.say(mark("stage")), 10, wide=70),
            Column(self.say(mark("received")), 16),
        ]

    def row(self, line: PortalLine) -> Row:
        """How old each is; a sign where a portal failed when it was received."""
        speaker = self.station.speaker
        number = Content.assemble(line.number, (f" {SIGN}" if line.in_outage else "", "$warning"))
        since = speaker.ago(line.since, self.station.now())
        stage = f"1 «{line.class_set}»" if line.class_set else speaker.say(STAGES[line.stage])
        return Row(str(line.application_id), (number, line.child_name, stage, since))

    def heading(self) -> Content:
        """How many, how old the oldest, and for which portal."""
        parts: list[Content | tuple[str, str]] = [(self.say(mark("TO BE KEYED INTO A PORTAL")), "bold")]
        if self.lines:
            oldest = plain(self.station.speaker.ago(self.lines[0].since, self.station.now()))
            parts += [(f"   {len(self.lines)}", "bold"), (f"   {self.say(mark('the oldest'))} {oldest}", "$quiet")]
        for digit, portal in enumerate(portal_forms().portals, 1):
            shown = "bold $background on $primary" if portal is self.portal else ""
            gap = "\n" if digit == 1 else "   "
            parts += [(f"{gap}{digit} ", "bold $primary"), (f" {NAMES[portal]} ", shown)]
        return Content.assemble(*parts)

    def empty(self) -> str:
        """Nothing waits."""
        return self.say(mark("Everything that was taken on paper is on a portal. Nothing is to be keyed in."))

    async def fetched(self) -> tuple[PortalLine, ...] | None:
        """What waits to be keyed in, the oldest first."""
        return await self.ask(catch_up.waiting)

    async def opened(self, application_id: int) -> PortalSheet | None:
        """The fields in the order of the chosen portal."""
        return await self.do(catch_up.open_sheet, application_id, self.portal)

    async def told(self, sheet: PortalSheet) -> bool:
        """Ask for the portal's number, and note that it is keyed in."""
        key, portal = new_act(), self.portal

        async def act(given: dict[str, str]) -> Keyed | None:
            return await self.do(catch_up.keyed, sheet.application_id, portal, given["number"], key=key)

        title = self.say(mark("№ {number} is keyed into {portal}"), number=sheet.number, portal=NAMES[portal])
        label = self.say(mark("Number there"))
        question = Question("number", label, kind=Kind.CODE, longest=LONGEST_NUMBER)
        done = await self.filled_in(title, [question], act, self.say(mark("The number that the portal gave it.")))
        if done is None:
            return False
        words = self.station.speaker.several("{n} is left.", "{n} are left.", done.left)
        left = plain(words) if done.left else self.say(mark("Nothing is left."))
        noted = self.say(mark("№ {number} is noted under {there}."), number=done.number, there=done.portal_number)
        self.say_copied(f"{noted} {left}")
        return True

    # The other acts

    def digit(self, digit: int) -> bool:
        """1 and 2 choose the portal, 3 takes a slip back."""
        portals = portal_forms().portals
        if digit == DIGIT:
            self.action_take_back()
        elif digit <= len(portals):
            self._choose_portal(portals[digit - 1])
        return digit <= DIGIT

    def action_digit(self) -> None:
        """Only so that the digits are named among the keys."""

    def _choose_portal(self, portal: Channel) -> None:
        self.portal = portal
        self.show_list()
        if self.sheet is not None:
            self._again()

    @talk
    async def _again(self) -> None:
        if self.sheet is not None:
            await self.take_up(self.sheet.application_id)

    @talk
    async def action_take_back(self) -> None:
        """Choose among what was keyed in last, and say why it is not."""
        await take_back(self, await self.ask(catch_up.lately), catch_up.unkeyed, _MISTAKEN)

    def papers(self) -> list[tuple[str, str, bool, str]]:
        """The whole list as a file, for administrators."""
        allowed = may(self.station.desk.member.role, EventKind.CATCH_UP_SAVED)
        why_not = "" if allowed else self.say(mark("Only an administrator may do this."))
        words = self.say(mark("The whole list as a file, CSV and XLSX"))
        return [("save_all", words, allowed, why_not), *super().papers()]

    @talk
    async def action_save_all(self) -> None:
        """Save all that waits, for whoever keys it in elsewhere."""
        self.say_outcome(await save_as_file(self, self.portal))
