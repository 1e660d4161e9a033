"""Papers at the counter: the receipt once a child is received, the list for a parent who must come again."""

from typing import TYPE_CHECKING

from clerk_desk.objection import mark
from data.vocabulary import PaperKind
from screens.intake.windows import HandBack, Received
from screens.paper_giving import give_paper, give_paper_of_draft

if TYPE_CHECKING:
    from clerk_desk.duties.receiving import Receipt
    from screens.intake.home_list import HomeList
    from screens.room import Room


async def received(room: "Room", receipt: "Receipt") -> str | None:
    """Tell the family's number and moments, offer the receipt as often as it is wished; the way on."""
    paper = ""
    while True:
        way = await room.app.push_screen_wait(Received(receipt, room.say(mark("Received")), paper))
        if way != "paper":
            return way
        if await give_paper(room, receipt.application_id, PaperKind.RECEIPT, receipt.number):
            paper = room.say(mark("stored; again it is a second one"))


async def handed_back(room: "Room", home: "HomeList", draft_id: int) -> bool:
    """Show the list that goes with the papers, print it if that is wished; whether they are handed back."""
    while True:
        window = HandBack(home, room.say(mark("Back to the parent, with this list")))
        done = await room.app.push_screen_wait(window)
        if not window.printing:
            return bool(done)
        await paper_of_draft(room, draft_id, PaperKind.MISSING)


async def paper_of_draft(room: "Room", draft_id: int, kind: PaperKind) -> None:
    """A paper of documents that are not received yet."""
    await give_paper_of_draft(room, draft_id, kind, room.say(mark("before receiving")))
