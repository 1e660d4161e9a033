"""A paper for somebody: seen first, then stored, then printed, and at the end the clerk says whether it came out."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from clerk_desk.desk import new_act
from clerk_desk.duties import papers
from clerk_desk.ledgers.issuing import Issued
from clerk_desk.objection import mark
from clerk_desk.rules.papers import FOR_FAMILIES, SIZES, TITLES, Sheet
from data.vocabulary import PaperKind
from screens.paper_out import Leaving, let_out, removed
from screens.paper_preview import PaperPreview, Wish
from screens.paper_text import lines_of
from screens.printing import let_keys_go, over

if TYPE_CHECKING:
    from screens.room import Room

Issue = Callable[[tuple[str, ...], str], Awaitable[Issued | None]]
"""Stores the paper in these languages and this size; None if a rule stood in the way, which was told."""


async def show_paper(
    room: "Room", kind: PaperKind, concerns: str, content: Mapping[str, Any], wish: Wish, issue: Issue
) -> bool:
    """Show a paper as it will be printed, then store and print it as the family wishes. True if it was stored.

    `content` is what will stand on it, in every language; `concerns` is said beside its name, like a number.
    """
    title = room.say(mark("{paper}, {concerns}"), paper=room.say(TITLES[kind]), concerns=concerns)
    sizes = SIZES if kind is PaperKind.RECEIPT else SIZES[:1]
    preview = PaperPreview(title, lambda languages: lines_of(content, languages), wish, sizes=sizes)
    preview.holds = True
    try:
        wished = await over(room, preview)
        issued = await issue(wished.languages, wished.size) if wished is not None else None
        if issued is None:
            return False
        await put_out(room, issued)
        return True
    finally:
        await let_keys_go(room)


async def put_out(room: "Room", issued: Issued) -> bool:
    """Typeset and print a stored paper, or save it, and ask whether it came out. True if the clerk says so.

    Call it from a worker of the room. Whatever goes wrong is said in a window, and the paper stays in the store.
    """
    try:
        sheet = await room.ask(papers.sheet, issued.paper_id)
        return sheet is not None and await put_out_sheet(room, sheet)
    finally:
        await let_keys_go(room)


async def put_out_sheet(room: "Room", sheet: Sheet) -> bool:
    """The same for a paper whose sheet is at hand."""

    def making() -> bytes:
        from clerk_desk.instruments.paper_sheets import set_paper  # 80 MB that only papers need

        return set_paper(sheet)

    title = named(room, sheet.title, sheet.code, sheet.copy_number)
    out, file = await let_out(room, Leaving(title, sheet.code, making))
    if not out:
        listed = mark("The paper is stored, not yet printed: F7 lists it.")
        stored = mark("The paper is stored, not yet printed.")
        room.tell(room.say(listed if sheet.kind in FOR_FAMILIES else stored), "warning")
        return False
    if await room.do(papers.came_out, sheet.paper_id, key=new_act()) is None:
        return False
    if file is not None:
        await removed(room, file)
    return True


def named(room: "Room", title: str, code: str, copy_number: int = 0) -> str:
    """What a stored paper is called at the desk."""
    words = mark("{paper} {code}, copy {n}") if copy_number else mark("{paper} {code}")
    return room.say(words, paper=room.say(title), code=code, n=copy_number)
