"""Answers for the portals: what was answered here is entered there, field by field, with the text of the notice."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from clerk_desk.desk import new_act
from clerk_desk.duties import portal_answers
from clerk_desk.duties.portal_answers import PortalLine, PortalSheet
from clerk_desk.objection import mark
from clerk_desk.rules.outages import NAMES
from data.vocabulary import Channel
from screens.catch_up_room import KeyingRoom
from screens.catch_up_taking_back import DIGIT, TAKE_BACK, Words, take_back
from screens.plain import plain
from screens.talking import talk
from screens.widgets.ledger import Column, Row
from screens.windows import Confirm
from screens.words import STAGES

_MISTAKEN = Words(
    mark("No answer was entered yet."),
    mark("Which answer is not entered after all?"),
    mark("The answer to № {number} is not entered after all"),
    mark("The answer to № {number} waits to be entered again."),
)


class PortalAnswersScreen(KeyingRoom):
    """F6 notes that the answer is entered; the next one is in hand then."""

    PLACE = "portal_answers"
    TALKS: ClassVar[frozenset[str]] = KeyingRoom.TALKS | {"take_back"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f6", "done", mark("Entered"), id="act", tooltip=mark("The answer is on the portal: note it")),
        TAKE_BACK,
    ]

    def columns(self) -> list[Column]:
        """The portal's number, the child, the answer, since when."""
        return [
            Column(self.say(mark("number there")), 16),
            Column(self.say(mark("child")), grows=True),
            Column(self.say(mark("answer")), 10),
            Column(self.say(mark("answered")), 14, wide=70),
        ]

    def row(self, line: PortalLine) -> Row:
        """What was answered, and how long ago."""
        speaker = self.station.speaker
        answer = f"1 «{line.class_set}»" if line.class_set else speaker.say(STAGES[line.stage])
        since = speaker.ago(line.since, self.station.now())
        return Row(str(line.application_id), (line.portal_number or line.number, line.child_name, answer, since))

    def heading(self) -> Content:
        """How many, how old the oldest, and on which portal the one in hand is."""
        parts: list[tuple[str, str]] = [(self.say(mark("ANSWERS TO BE ENTERED ON A PORTAL")), "bold")]
        if self.lines:
            oldest = plain(self.station.speaker.ago(self.lines[0].since, self.station.now()))
            parts += [(f"   {len(self.lines)}", "bold"), (f"   {self.say(mark('the oldest'))} {oldest}", "$quiet")]
        line = self.line_in_hand()
        if self.sheet is not None:
            parts += [("   ", ""), (f" {NAMES[self.sheet.portal]} ", "bold $background on $primary")]
        elif line is not None:
            parts += [("   ", ""), (f" {NAMES[Channel(line.portal)]} ", "")]
        return Content.assemble(*parts)

    def empty(self) -> str:
        """Nothing waits."""
        return self.say(mark("Every answer to an online applicant is on its portal. Nothing is to be entered."))

    async def fetched(self) -> tuple[PortalLine, ...] | None:
        """What was answered here and not there, the oldest first."""
        return await self.ask(portal_answers.waiting)

    async def opened(self, application_id: int) -> PortalSheet | None:
        """The fields of the answer, and the notice."""
        return await self.do(portal_answers.open_sheet, application_id)

    async def told(self, sheet: PortalSheet) -> bool:
        """Ask once, and note that it is entered."""
        key = new_act()
        title = self.say(mark("Is the answer to № {number} entered on the portal?"), number=sheet.number)
        words = mark("{portal}, number {there}: {child}.")
        there = sheet.portal_number or "—"
        text = self.say(words, portal=NAMES[sheet.portal], there=there, child=sheet.child_name)
        if not await self.window(Confirm(title, text)):
            return False
        done = await self.do(portal_answers.entered, sheet.application_id, key=key)
        if done is None:
            return False
        words = self.station.speaker.several("{n} is left.", "{n} are left.", done.left)
        left = plain(words) if done.left else self.say(mark("Nothing is left."))
        noted = self.say(mark("The answer to № {number} is noted as entered."), number=done.number)
        self.say_copied(f"{noted} {left}")
        return True

    # Taking back

    def digit(self, digit: int) -> bool:
        """3 takes a note back."""
        if digit == DIGIT:
            self.action_take_back()
        return digit == DIGIT

    @talk
    async def action_take_back(self) -> None:
        """Choose among what was noted last as entered, and say why it is not."""
        await take_back(self, await self.ask(portal_answers.lately), portal_answers.not_entered, _MISTAKEN)
