"""What else can be done with an application: each act with its digit, why it may be impossible now, and its talk."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from clerk_desk.desk import new_act
from clerk_desk.duties import afterwards, decisions, findings, register
from clerk_desk.duties.register import Record
from clerk_desk.ledgers.answers import Changed
from clerk_desk.objection import Objection, mark
from clerk_desk.rules import form, stages
from clerk_desk.rules.rights import may
from data.vocabulary import EventKind, Ground
from screens.going import Go
from screens.record_answer import seat_ways, wishes
from screens.record_fields import choose_field
from screens.record_paper import ground_texts
from screens.record_picture import attach_picture
from screens.talking import TalkingScreen
from screens.widgets.slip import Question
from screens.widgets.ways import Way
from screens.windows import AskText, Choose, Confirm
from screens.words import answer_words, field_label

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
    if act.event is EventKind.FINDING_CLEARED and not _open_findings(record):
        return room.say(mark("No finding stands."))
    if act.event in _OF_THE_STAGE:
        try:
            stages.after(record.stage, act.event)
        except Objection as objection:
            return room.message(objection.message)
    return ""


_OF_THE_STAGE = frozenset({EventKind.ACCEPTED, EventKind.MOVED, EventKind.WITHDRAWN, EventKind.REOPENED})


def _open_findings(record: Record) -> list[register.FindingCard]:
    return [one for one in record.findings if one.cleared_at is None]


def _named(room: TalkingScreen, text: str, record: Record) -> str:
    return room.say(text, number=record.number, child=record.child_name)


# The talks


async def withdraw(room: TalkingScreen, record: Record) -> bool:
    """The family takes the application back."""
    returns = mark("The seat in 1 «{letter}» becomes free.") if record.class_set else ""
    text = room.say(mark("The family takes № {number} back."), number=record.number)
    more = room.say(returns, letter=record.class_set) if returns else ""
    title = _named(room, mark("Withdraw № {number}, {child}"), record)
    return await _with_reason(room, record, title, f"{text}\n{more}".strip(), afterwards.withdraw)


async def reopen(room: TalkingScreen, record: Record) -> bool:
    """An administrator takes the answer back."""
    text = room.say(
        mark("The answer is taken back; № {number} waits again, with a new due moment."), number=record.number
    )
    title = _named(room, mark("Reopen № {number}, {child}"), record)
    return await _with_reason(room, record, title, text, afterwards.reopen)


async def _with_reason(
    room: TalkingScreen, record: Record, title: str, text: str, task: Callable[..., Changed]
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
            room.tell(room.say(mark("№ {number}: done."), number=done.number))
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


async def record_finding(room: TalkingScreen, record: Record) -> bool:
    """Something is wrong with a document or a datum: ground, what it is about, what was found."""
    grounds = room.station.desk.law.grounds
    ways: list[Way[Ground]] = []
    for one in (Ground.UNRELIABLE, Ground.NONCONFORMING):
        kk, *own = ground_texts(grounds[one], room.station.speaker)
        ways.append(Way(one, f"{one} {kk}", under="\n".join(own)))
    ground = await room.window(Choose(room.say(mark("Record a finding: what is wrong?")), ways, broad=True))
    if ground is None:
        return False
    name = await choose_field(
        room, record, room.say(mark("Finding {ground}: what is it about?"), ground=ground), whole=True
    )
    if name is None:
        return False
    key = new_act()
    subject = field_label(name, room.station.speaker)
    answer = record.answers.get(name)
    says = answer_words(name, answer, room.station.speaker) if answer is not None else ""
    explain = room.say(mark("The record says: {answer}"), answer=says) if says else ""

    async def act(found: str) -> int | None:
        return await room.do(findings.record_finding, record.application_id, ground, name, found, key=key)

    title = room.say(mark("Finding {ground}: {subject}"), ground=ground, subject=subject)
    done = await room.reasoned(title, room.say(mark("What was found")), act, explain, longest=1000)
    if done is None:
        return False
    room.tell(room.say(mark("The finding is recorded.")))
    return True


async def clear_finding(room: TalkingScreen, record: Record) -> bool:
    """A finding no longer stands."""
    speaker = room.station.speaker
    ways = [
        Way(one.id, f"{one.ground} {field_label(one.subject, speaker)}", under=f"“{one.found}”")
        for one in _open_findings(record)
    ]
    chosen = await room.window(Choose(room.say(mark("Which finding no longer stands?")), ways))
    if chosen is None:
        return False
    key = new_act()

    async def act(reason: str) -> int | None:
        return await room.do(findings.clear_finding, chosen, reason, key=key)

    found = next(one.found for one in record.findings if one.id == chosen)
    explain = room.say(mark("Found was: {found}"), found=found)
    label = room.say(mark("Why it no longer stands"))
    done = await room.reasoned(room.say(mark("Clear the finding")), label, act, explain)
    if done is None:
        return False
    room.tell(room.say(mark("The finding is cleared; it stays readable.")))
    return True


async def correct(room: TalkingScreen, record: Record) -> bool:
    """One field is put right; the old stays in the timeline."""
    name = await choose_field(room, record, room.say(mark("Correct № {number}: which field?"), number=record.number))
    if name is None:
        return False
    question, speaker = form.field(name), room.station.speaker
    old, key = record.answers.get(name, ""), new_act()
    title = room.say(mark("Correct: {label}"), label=field_label(name, speaker))
    explain = room.say(mark("Now: {answer}"), answer=answer_words(name, old, speaker))
    reason = Question("reason", room.say(mark("Reason")), longest=300)
    choices = form.YES_NO if question.kind is form.Kind.YES_NO else question.choices
    new: str | None = None
    if choices:
        ways = [
            Way(one.value, room.say(one.label), one.value != old, room.say(mark("The record says so already.")))
            for one in choices
        ]
        new = await room.window(Choose(title, ways, explain))
        if new is None:
            return False
        explain = f"{explain}\n{room.say(mark('Then: {answer}'), answer=answer_words(name, new, speaker))}"
    new_text = Question(
        "new", room.say(mark("Correct is")), old, required=False, kind=question.kind, longest=question.longest
    )

    async def act(answers: dict[str, str]) -> Record | None:
        text = new if new is not None else answers["new"]
        return await room.do(register.correct, record.application_id, name, text, answers["reason"], key=key)

    questions = [reason] if new is not None else [new_text, reason]
    done = await room.filled_in(title, questions, act, explain)
    if done is None:
        return False
    room.tell(room.say(mark("Corrected; the old entry stays in the timeline.")))
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
)
"""In the order of their digits."""
