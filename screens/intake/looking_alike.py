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
    from collections.abc import Sequence

    from clerk_desk.duties.likenesses import Beside
    from screens.intake.counter import Counter
    from screens.intake.drafting import Drafting


async def look_at_alike(room: "Counter", draft: "Drafting") -> None:
    """Show them until the clerk is through: after "not the same" the next one, after "look again" that one anew."""
    last = 0
    while True:
        if isinstance(room.app, InTurn) and room.is_current:
            room.app.hold_keys()
        found = await _found(room, draft)
        if not found:
            if isinstance(room.app, InTurn):
                await room.app.let_keys_go()
            return
        at = next((at for at, one in enumerate(found) if one.child.application_id == last), 0)
        way = await room.app.push_screen_wait(Alike(room.say(mark("Known children like this one")), found, at))
        if way is None or not await _done(room, draft, way):
            return
        pressing = [one for one in found if not one.told_apart and one.child.kind is not Kind.TWIN]
        if way.act == APART and pressing in ([], [way.child]):
            return
        last = 0 if way.act == APART else way.child.child.application_id


async def _found(room: "Counter", draft: "Drafting") -> "Sequence[Beside] | None":
    await draft.flush(2.0)  # the rules of telling apart read the draft as it is kept
    found = await room.ask(likenesses.side_by_side, room.sheet.answers(), draft.draft_id)
    if found is not None and not found:
        room.tell(room.say(mark("No known child of this year or the last is like this one.")))
    return found


async def _done(room: "Counter", draft: "Drafting", way: Way) -> bool:
    """Do what was chosen; False if the look is over by it."""
    child = way.child.child
    if way.act == OPEN:
        room.post_message(Go("record", child.application_id))
        return False
    if way.act == AWAY:
        room.action_put_away(room.say(mark("the same child as № {number}"), number=child.number))
        return False
    task = likenesses.tell_apart if way.act == APART else likenesses.tell_apart_no_more
    word = await room.do(task, draft.draft_id, child.application_id, key=new_act())
    room.examining.want()
    if word is None:
        return False
    told = mark("Noted: another child than № {number}.") if word.apart else mark("№ {number} is shown here again.")
    room.tell(room.say(told, number=word.number))
    return True
