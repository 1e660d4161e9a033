"""A family is given a paper: of an application, of a draft that goes back, and one that was given before."""

from typing import TYPE_CHECKING

from clerk_desk.desk import new_act
from clerk_desk.duties import papers
from clerk_desk.ledgers.issuing import Issued
from clerk_desk.objection import mark
from data.vocabulary import PaperKind
from screens.paper_preview import PaperPreview, Wish
from screens.paper_text import lines_of
from screens.paper_ways import given
from screens.paper_window import named, put_out, put_out_sheet, show_paper
from screens.printing import let_keys_go, over

if TYPE_CHECKING:
    from clerk_desk.duties.papers import PaperCard
    from clerk_desk.rules.papers import Sheet
    from screens.room import Room


async def give_paper(room: "Room", application_id: int, kind: PaperKind, number: str) -> bool:
    """Show, store and print a paper of an application. True if it was stored."""
    sheet = await room.ask(papers.preview, kind, application_id)
    if sheet is None:
        await let_keys_go(room)
        return False
    key = new_act()

    async def issue(languages: tuple[str, ...], size: str) -> Issued | None:
        return await room.do(papers.issue, kind, application_id, languages, size, key=key)

    wish = wish_from(await room.ask(papers.issued_for, application_id) or ())
    return await show_paper(room, kind, f"№ {number}", sheet.content, wish, issue)


def wish_from(given_before: "tuple[PaperCard, ...]") -> Wish:
    """As this family wished its last paper; both languages before the first."""
    last = max(given_before, key=lambda one: (one.issued_at, one.paper_id), default=None)
    return Wish(last.languages) if last is not None else Wish()


async def give_paper_of_draft(room: "Room", draft_id: int, kind: PaperKind, child: str) -> bool:
    """The same for documents that are not received yet: what is missing, or the application to be signed."""
    sheet = await room.ask(papers.preview_of_draft, kind, draft_id)
    if sheet is None:
        await let_keys_go(room)
        return False
    key = new_act()

    async def issue(languages: tuple[str, ...], _size: str) -> Issued | None:
        return await room.do(papers.issue_missing, draft_id, languages, kind, key=key)

    wish = wish_from(await room.ask(papers.issued_for_draft, draft_id) or ())
    return await show_paper(room, kind, child, sheet.content, wish, issue)


async def look_at_given(room: "Room", card: "PaperCard") -> bool:
    """Show a paper that was given, as it was; print it, or if it came out, a copy marked as one. True if printed."""
    sheet = await room.ask(papers.sheet, card.paper_id)
    if sheet is None:
        await let_keys_go(room)
        return False
    came_out = card.printed_at is not None
    act = mark("F6 prints a copy, marked as one.") if came_out else mark("F6 prints it.")
    about = f"{given(room, card)}\n{room.say(act)}"
    words = lines_of(sheet.content, sheet.languages)
    window = PaperPreview(
        named(room, card.title, card.code, card.copy_number),
        lambda _: words,
        Wish(sheet.languages, sheet.size),
        fixed=True,
        about=about,
    )
    window.holds = True
    try:
        if await over(room, window) is None:
            return False
        return await (_copied(room, sheet) if came_out else put_out_sheet(room, sheet))
    finally:
        await let_keys_go(room)


async def _copied(room: "Room", sheet: "Sheet") -> bool:
    issued = await room.do(papers.again, sheet.paper_id, key=new_act())
    if issued is None:
        return False
    await put_out(room, issued)
    return True
