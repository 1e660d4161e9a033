"""What else can be done with an application: each act with its digit, why it may be impossible now, and its talk."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from clerk_desk.desk import new_act
from clerk_desk.duties import afterwards, decisions
from clerk_desk.duties.register import Record
from clerk_desk.ledgers.answers import Changed
from clerk_desk.objection import Objection, mark
from clerk_desk.rules import stages
from clerk_desk.rules.rights import may
from data.vocabulary import EventKind, Stage
from screens.going import Go
from screens.record_answer import seat_ways, wishes
from screens.record_findings import clear_finding, correct, open_findings, record_finding
from screens.record_picture import attach_picture
from screens.record_told import tell_family
from screens.talking import TalkingScreen
from screens.windows import AskText, Choose, Confirm

Doing = Callable[[TalkingScreen, Record], Awaitable[bool]]
"""A talk about an act; True if something was stored."""


@dataclass(frozen=True, slots=True)
class Act:
    """An act on the record: its name, its words, what it means, the event it is recorded as, and its talk."""

    name: str
    label: str
    explains: str
    event: EventKind | None
    doing: Doing


def why_not(room: TalkingScreen, record: Record, act: Act) -> str:
    """Why an act cannot be done now, in a sentence; "" if it can."""
    if act.event is None:
        return ""
    if not may(room.station.desk.member.role, act.event):
        return room.say(mark("Only an administrator may do this."))
    if not record.current:
        return room.say(mark("The intake of {year} is over: its records can be read, not changed."), year=record.year)
    if act.event is EventKind.FINDING_CLEARED and not open_findings(record):
        return room.say(mark("No finding stands."))
    if act.event is EventKind.FAMILY_TOLD and record.stage not in (Stage.ACCEPTED, Stage.REFUSED):
        return room.say(mark("There is no answer yet of which the family could be told."))
    if act.event in _OF_THE_STAGE:
        try:
            stages.after(record.stage, act.event)
        except Objection as objection:
            return room.message(objection.message)
    return ""


_OF_THE_STAGE = frozenset({EventKind.ACCEPTED, EventKind.MOVED, EventKind.WITHDRAWN, EventKind.REOPENED})


def _named(room: TalkingScreen, text: str, record: Record) -> str:
    return room.say(text, number=record.number, child=record.child_name)


# The talks


async def withdraw(room: TalkingScreen, record: Record) -> bool:
    """The family takes the application back."""
    returns = mark("The seat in 1 «{letter}» becomes free.") if record.class_set else ""
    text = room.say(mark("The family takes № {number} back."), number=record.number)
    more = room.say(returns, letter=record.class_set) if returns else ""
    title = _named(room, mark("Withdraw № {number}, {child}"), record)
    done = mark("№ {number} is withdrawn. F7 prints the slip.")
    return await _with_reason(room, record, title, f"{text}\n{more}".strip(), afterwards.withdraw, done)


async def reopen(room: TalkingScreen, record: Record) -> bool:
    """An administrator takes the answer back."""
    text = room.say(
        mark("The answer is taken back; № {number} waits again, with a new due moment."), number=record.number
    )
    title = _named(room, mark("Reopen № {number}, {child}"), record)
    return await _with_reason(
        room, record, title, text, afterwards.reopen, mark("№ {number} waits for its answer again.")
    )


async def _with_reason(
    room: TalkingScreen, record: Record, title: str, text: str, task: Callable[..., Changed], said: str
) -> bool:
    key, reason, told = new_act(), "", ""
    while True:
        asked = AskText(title, room.say(mark("Reason")), text, preset=reason, told=told)
        answer = await room.window(asked)
        if answer is None:
            return False
        reason, told = answer, ""
        whole = f"{text}\n{room.say(mark('Reason: {reason}'), reason=reason)}"
        if not await room.window(Confirm(title, whole)):
            continue
        done, told = await room.heard(room.do(task, record.application_id, reason, key=key))
        if done is not None:
            room.tell(room.say(said, number=done.number))
            return True


async def move(room: TalkingScreen, record: Record) -> bool:
    """An accepted child goes to another class-set."""
    key, reason, told = new_act(), "", ""
    while True:
        options = await room.ask(decisions.options, record.application_id)
        if options is None:
            return False
        ways = seat_ways(room, options.seats, mark("move to 1 «{letter}»"), without=record.class_set_id)
        title = _named(room, mark("Move № {number}, {child}"), record)
        chosen = await room.window(Choose(title, ways, wishes(room, record), told=told, broad=True))
        if chosen is None:
            return False
        told = ""
        letter = next(one.fill.letter for one in options.seats if one.fill.class_set_id == chosen)
        text = room.say(
            mark("{child} goes from 1 «{old}» to 1 «{new}»."), child=record.child_name, old=record.class_set, new=letter
        )
        asked = AskText(title, room.say(mark("Reason")), text, preset=reason)
        answer = await room.window(asked)
        reason = answer if answer is not None else asked.written.get("text", reason)
        if answer is None:
            continue
        whole = f"{text}\n{room.say(mark('Reason: {reason}'), reason=reason)}"
        if not await room.window(Confirm(title, whole)):
            continue
        done, told = await room.heard(room.do(afterwards.move, record.application_id, chosen, reason, key=key))
        if done is not None:
            room.tell(room.say(mark("№ {number} is now in 1 «{letter}»."), number=done.number, letter=done.class_set))
            return True


async def next_child(room: TalkingScreen, record: Record) -> bool:
    """The same parent's next child: an intake with the applicant filled in."""
    room.post_message(Go("intake", None, record.application_id))
    return False


ACTS: tuple[Act, ...] = (
    Act("move", mark("Move to another class-set"), mark("One seat returns, another is taken"), EventKind.MOVED, move),
    Act("withdraw", mark("Withdraw"), mark("The family takes the application back"), EventKind.WITHDRAWN, withdraw),
    Act(
        "record_finding",
        mark("Record a finding"),
        mark("What is wrong with a document or a datum"),
        EventKind.FINDING_RECORDED,
        record_finding,
    ),
    Act(
        "clear_finding",
        mark("Clear a finding"),
        mark("A finding no longer stands"),
        EventKind.FINDING_CLEARED,
        clear_finding,
    ),
    Act(
        "correct", mark("Correct a field"), mark("Old and new stay in the timeline"), EventKind.FIELD_CORRECTED, correct
    ),
    Act(
        "next_child",
        mark("Next child of this parent"),
        mark("An intake with the applicant filled in"),
        None,
        next_child,
    ),
    Act("reopen", mark("Reopen the answer"), mark("The application waits again"), EventKind.REOPENED, reopen),
    Act(
        "picture",
        mark("The child's picture"),
        mark("Attach one, or take it away"),
        EventKind.PICTURE_ATTACHED,
        attach_picture,
    ),
    Act(
        "told",
        mark("The family was told, or was not"),
        mark("Who told it and when stays in the timeline"),
        EventKind.FAMILY_TOLD,
        tell_family,
    ),
)
"""In the order of their digits."""
