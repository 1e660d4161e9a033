"""F7, the key of papers: what can be shown or printed in a room; with a single paper it is opened at once."""

from typing import TYPE_CHECKING

from clerk_desk.objection import mark
from screens.windows import Choose

if TYPE_CHECKING:
    from screens.desk_screen import DeskScreen


async def choose_paper(room: "DeskScreen") -> None:
    """Let the clerk choose among the room's papers, and do the chosen one's action."""
    if not room.is_active:
        return  # F7 was pressed twice: the list is there already
    papers = room.papers()
    if len(papers) == 1:
        chosen: str | None = papers[0][0]
    else:
        chosen = await room.app.push_screen_wait(Choose(room.say(mark("Papers")), papers))
    if chosen is not None and room.is_attached:
        await room.run_action(chosen)
