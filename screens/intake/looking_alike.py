"""Looking at the known children like the one on the form: what the clerk says of them is done, and looked at again."""

from typing import TYPE_CHECKING

from clerk_desk.desk import new_act
from clerk_desk.duties import likenesses
from clerk_desk.objection import mark
from clerk_desk.rules.similarity import Kind
from screens.going import Go
from screens.in_turn import InTurn
from screens.intake.alike_window import APART, AWAY, OPEN, Alike, Way

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from clerk_desk.duties.likenesses import Beside
    from screens.intake.drafting import Drafting
    from screens.intake.with_papers import WithPapers


async def look_at_alike(room: "WithPapers", draft: "Drafting", told: "Callable[[], None]") -> str:
    """Show them until the clerk is through: after "not the same" the next one, after "look again" that one anew.

    `told` is called when something was said of one. Gives the reason for which the draft is to be put away, or "".
    """
    last = 0
    while True:
        room.hold_keys_for_a_window()
        found = await _found(room, draft)
        if not found:
            if isinstance(room.app, InTurn):
                await room.app.let_keys_go()
            return ""
        at = next((at for at, one in enumerate(found) if one.child.application_id == last), 0)
        way = await room.app.push_screen_wait(Alike(room.say(mark("Known children like this one")), found, at))
        if way is None:
            return ""
        if way.act == OPEN:
            room.post_message(Go("record", way.child.child.application_id))
            return ""
        if way.act == AWAY:
            return room.say(mark("the same child as № {number}"), number=way.child.child.number)
        if not await _said(room, draft, way, told):
            return ""
        pressing = [one for one in found if not one.told_apart and one.child.kind is not Kind.TWIN]
        if way.act == APART and pressing in ([], [way.child]):
            return ""
        last = 0 if way.act == APART else way.child.child.application_id


async def _found(room: "WithPapers", draft: "Drafting") -> "Sequence[Beside] | None":
    await draft.flush(2.0)  # the rules of telling apart read the draft as it is kept
    found = await room.ask(likenesses.side_by_side, room.sheet.answers(), draft.draft_id)
    if found is not None and not found:
        room.tell(room.say(mark("No known child of this year or the last is like this one.")))
    return found


async def _said(room: "WithPapers", draft: "Drafting", way: Way, told: "Callable[[], None]") -> bool:
    """Note that they are not the same, or perhaps are after all; False if that could not be done."""
    task = likenesses.tell_apart if way.act == APART else likenesses.tell_apart_no_more
    word = await room.do(task, draft.draft_id, way.child.child.application_id, key=new_act())
    told()
    if word is None:
        return False
    noted = mark("Noted: another child than № {number}.") if word.apart else mark("№ {number} is shown here again.")
    room.tell(room.say(noted, number=word.number))
    return True
