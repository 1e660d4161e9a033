"""The family was told of its answer: written down from the record, and taken back if it was a slip."""

from clerk_desk.desk import new_act
from clerk_desk.duties import telling
from clerk_desk.duties.register import Record
from clerk_desk.objection import mark
from screens.record_head import told_at
from screens.talking import TalkingScreen
from screens.windows import Confirm


async def tell_family(room: TalkingScreen, record: Record) -> bool:
    """Write down that the family was told; if that is written already, ask whether it is to be taken back."""
    key, moment = new_act(), told_at(record.timeline)
    if moment is None:
        done = await room.do(telling.told, record.application_id, key=key)
        if done is not None:
            room.tell(room.say(mark("The family of № {number} was told: it is written down."), number=record.number))
        return done is not None
    title = room.say(mark("The family of № {number} was not told after all"), number=record.number)
    text = room.say(mark("Written down is: told {moment}. It is taken back, and stays in the timeline."), moment=moment)
    if not await room.window(Confirm(title, text)):
        return False
    return await room.do(telling.not_told, record.application_id, key=key) is not None
