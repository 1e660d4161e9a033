"""What is done with a draft at the counter: it is received, handed back to the parent, or put away."""

from collections.abc import Sequence

from textual import work
from textual.events import Key

from clerk_desk.clock import local
from clerk_desk.desk import new_act
from clerk_desk.duties import intake, receiving
from clerk_desk.objection import Remark, mark
from clerk_desk.rules.form import Step
from clerk_desk.rules.rights import may
from data.vocabulary import EventKind
from screens.going import Go
from screens.intake.checklist import Checklist
from screens.intake.drafting import Drafting, Latest
from screens.intake.home_list import home_list
from screens.intake.looking_alike import look_at_alike
from screens.intake.paper_counter import handed_back, received
from screens.intake.scanned_sheet import ScannedSheet
from screens.intake.with_papers import WithPapers
from screens.station import Station
from screens.windows import AskText, Choose

OUTSIDE = "outside_window"


class Counter(WithPapers):
    """The acts of an intake; the form itself is the subclass's."""

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self.sheet = ScannedSheet(station.speaker, lambda: local(station.now()).date())
        self.examining: Latest
        self.left_behind = False
        self._receiving, self._handing_back, self._putting_away = new_act(), new_act(), new_act()

    # Receive

    @work
    async def action_receive(self) -> None:
        """Receive the application: look it over first, then explain or do."""
        self.sheet.hold()
        try:
            await self._receive()
        finally:
            if not self.left_behind:
                self.sheet.let_go()

    async def _receive(self) -> None:
        looked_over = self.sheet.step is Step.REVIEW
        if not looked_over:
            self.sheet.to("")
        self.examining.want()
        await self.examining.settled()
        draft, found = self.drafting, self.found
        if draft is None or found is None or not await self._all_kept(draft):
            return
        if found.already is not None:
            await self._open_the_other(found.already)
        elif hindrances := [remark for remark in found.blockers if remark.code != OUTSIDE]:
            self._explain(hindrances)
        elif looked_over and (reason := await self._override(found)) is not None:
            await self._do_receive(draft, reason)

    def _explain(self, hindrances: list[Remark]) -> None:
        n = len(hindrances)
        one, many = mark("Not yet: {n} thing stands in the way."), mark("Not yet: {n} things stand in the way.")
        self.tell(f"{self.station.speaker.several(one, many, n)} {self.say(mark('F8 leads there.'))}", "warning")

    async def _override(self, found: intake.Examination) -> str | None:
        """The reason for receiving outside the window: "" if none is needed, None if it may not be done."""
        if not found.outside_window:
            return ""
        if not may(self.station.desk.member.role, EventKind.WINDOW_OVERRIDDEN):
            sentence = mark("Papers are taken from 1 April to 31 August. Only an administrator may receive this one.")
            self.tell(self.say(sentence), "warning")
            return None
        return await self.app.push_screen_wait(
            AskText(
                self.say(mark("Outside 1 April to 31 August")),
                self.say(mark("Reason")),
                self.say(mark("It is written into the audit.")),
            )
        )

    async def _do_receive(self, draft: Drafting, override: str) -> None:
        receipt = await self.do(receiving.receive, draft.draft_id, self.sheet.answers(), override, key=self._receiving)
        if receipt is None:
            self.examining.want()
            return
        self._leave(draft)
        way = await received(self, receipt)
        if way == "next":
            self.post_message(Go("intake", None, receipt.application_id, instead=True))
        elif way == "open":
            self.post_message(Go("record", receipt.application_id, instead=True))
        else:
            self.post_message(Go("today"))

    async def _open_the_other(self, already: intake.AlreadyApplied) -> None:
        title = self.say(mark("This child already applied: № {number}"), number=already.number)
        opened = await self.app.push_screen_wait(
            Choose(
                title,
                [
                    ("open", self.say(mark("open № {number}; this draft stays"), number=already.number), True, ""),
                    ("stay", self.say(mark("stay here")), True, ""),
                ],
            )
        )
        if opened == "open":
            self.post_message(Go("record", already.application_id))

    # A scanner has written into the form

    def on_sheet_scanned(self, event: ScannedSheet.Scanned) -> None:
        """Tell what a scan has filled in, or why nothing was."""
        event.stop()
        self.tell(event.sentence, event.tone)

    def read_scan(self, keys: Sequence[Key]) -> bool:
        """A scan that came while a window lay over the form is the form's all the same. False if it is not read."""
        return not self.left_behind and self.sheet.read_scan(keys)

    # Look at the papers

    def action_checklist(self) -> None:
        """Every check of every paper on one page; keys pressed before it is to be seen are for it."""
        self.hold_keys_for_a_window()
        self._look_at_papers()

    @work
    async def _look_at_papers(self) -> None:
        await self.app.push_screen_wait(Checklist(self.sheet, self.say(mark("The papers in hand"))))
        self.sheet.resume()

    # Known children like this one

    def action_alike(self) -> None:
        """The known children like this one beside the form's; keys pressed before they are to be seen do nothing."""
        if self.drafting is not None and self.is_current:
            self.hold_keys_for_a_window()
            self._look_at_alike(self.drafting)

    @work
    async def _look_at_alike(self, draft: Drafting) -> None:
        reason = await look_at_alike(self, draft, self.examining.want)
        if reason:
            self.action_put_away(reason)

    # Hand back, put away

    @work
    async def action_hand_back(self) -> None:
        """Give the papers back to the parent with the list of what is missing; the draft stays."""
        self.examining.want()
        await self.examining.settled()
        draft, found = self.drafting, self.found
        if draft is None or found is None or not await self._all_kept(draft):
            return
        if not found.blockers:
            self.tell(self.say(mark("Nothing is missing: F6 receives this application.")))
            return
        home = home_list(found, self.sheet.answers(), self.station.speaker)
        if not home:
            sentence = mark("The family has nothing to bring or to mend: what is left is yours. F8 leads there.")
            self.tell(self.say(sentence), "warning")
            return
        if await handed_back(self, home, draft.draft_id):
            line = await self.do(intake.hand_back, draft.draft_id, key=self._handing_back)
            if line is not None:
                self._leave(draft)
                self.tell(self.say(mark("Handed back. The draft waits on Today.")))
                self.post_message(Go("today"))

    @work
    async def action_put_away(self, reason: str = "") -> None:
        """Put the draft away, with a reason (one may stand there already); it can be brought back at once or later."""
        draft = self.drafting
        if draft is None or not await self._all_kept(draft):
            return
        said = await self.app.push_screen_wait(
            AskText(
                self.say(mark("Put this draft away")),
                self.say(mark("Reason")),
                self.say(mark("The draft leaves the list; it can be brought back.")),
                preset=reason,
            )
        )
        if not said:
            return
        if await self.do(intake.discard, draft.draft_id, said, key=self._putting_away) is None:
            return
        self._leave(draft)
        undo = await self.app.push_screen_wait(
            Choose(
                self.say(mark("The draft is put away")),
                [
                    ("today", self.say(mark("good, to Today")), True, ""),
                    ("undo", self.say(mark("bring it back")), True, ""),
                ],
            )
        )
        if undo == "undo" and await self.do(intake.restore, draft.draft_id) is not None:
            self.post_message(Go("intake", draft.draft_id, instead=True))
        else:
            self.post_message(Go("today"))

    def _leave(self, draft: Drafting) -> None:
        """The draft is no longer this form's: nothing more is kept or loaded."""
        draft.stop()
        self.left_behind = True
        self.args = ("left", draft.draft_id)
