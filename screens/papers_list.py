"""F7, the key of papers: what can be shown or printed in a room; with a single paper it is opened at once."""

from typing import TYPE_CHECKING

from clerk_desk.objection import mark
from screens.printing import let_keys_go
from screens.windows import Choose, Way

if TYPE_CHECKING:
    from screens.room import Room


async def choose_paper(room: "Room") -> None:
    """Let the clerk choose among the room's papers, and do the chosen one's action."""
    if not room.is_active:
        return  # F7 was pressed twice: the list is there already
    papers = [*await room.stored_papers(), *(Way(*one) for one in room.papers())]
    if not room.is_active:
        await let_keys_go(room)  # the lock came first: nothing opens that they could be for
        return
    if len(papers) == 1:
        chosen: str | None = papers[0].value
    else:
        chosen = await room.app.push_screen_wait(Choose(room.say(mark("Papers")), papers))
    if chosen is not None and room.is_attached:
        await room.run_action(chosen)
