"""An intake with the papers that F7 offers: those in hand, and those that the family may take along."""

from textual import work

from clerk_desk.duties import intake
from clerk_desk.objection import mark
from data.vocabulary import PaperKind
from screens.intake.drafting import Drafting
from screens.intake.paper_counter import paper_of_draft
from screens.intake.scanned_sheet import ScannedSheet
from screens.intake.with_picture import WithPicture
from screens.printing import let_keys_go
from screens.station import Station
from screens.widgets.ways import Way


class WithPapers(WithPicture):
    """The papers' part of an intake. The form is the subclass's."""

    sheet: ScannedSheet

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self.found: intake.Examination | None = None

    def papers(self) -> list[tuple[str, str, bool, str]]:
        """First the papers in hand and the child's picture."""
        own = [("checklist", mark("The papers in hand, one after the other")), ("picture", mark("The child's picture"))]
        own.append(("alike", mark("Known children like this one")))
        own.append(("paper_of_draft('application_form')", mark("The application, filled in, to be signed")))
        whole = self.found is not None and not self.found.blockers
        why = self.say(mark("Nothing is missing: F6 receives this application.")) if whole else ""
        missing = ("paper_of_draft('missing')", self.say(mark("What is missing, for the parent")), not whole, why)
        return [*((action, self.say(words), True, "") for action, words in own), missing, *super().papers()]

    async def stored_papers(self) -> list[Way[str]]:
        """What the store knows of this family comes with the record."""
        return []

    def action_paper_of_draft(self, kind: str) -> None:
        """What is missing, or the application to be signed; keys pressed before it is to be seen are for it."""
        self.hold_keys_for_a_window()
        self._give_paper(PaperKind(kind))

    @work
    async def _give_paper(self, kind: PaperKind) -> None:
        draft = self.drafting
        if draft is None or not await self._all_kept(draft):
            await let_keys_go(self)
            return
        await paper_of_draft(self, draft.draft_id, kind)

    def family_language(self) -> str:
        """The language that the family wishes for the child's class, where the desk has it."""
        return self.sheet.answers().get("application.language") or super().family_language()

    async def _all_kept(self, draft: Drafting) -> bool:
        kept = await draft.flush(2.0)
        if draft.kept.elsewhere is not None or not kept:
            self.tell(self.say(mark("Not yet: your last entries are not saved. The line above says why.")), "error")
            return False
        return True
