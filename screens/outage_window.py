"""A portal fails, or answers again: one key, a short list, two questions; and what the desk's own look proposes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from clerk_desk.desk import new_act
from clerk_desk.duties import outages
from clerk_desk.ledgers.outages import OutageCard
from clerk_desk.objection import mark
from clerk_desk.rules.outage_proposals import Proposal
from clerk_desk.rules.outages import LONGEST_NOTE, NAMES
from data.vocabulary import PORTALS, Channel, Noticed
from screens.going import Go
from screens.outage_words import lasted, span
from screens.printing import let_keys_go, over
from screens.widgets.frame_line import FrameLine
from screens.widgets.slip import Question, renewed
from screens.windows import AskFields, Choose, Way
from screens.words import NOTICED

if TYPE_CHECKING:
    from screens.room import Room


@dataclass(frozen=True, slots=True)
class Begins:
    """A portal began to fail; `since` stands written on the slip first."""

    portal: Channel
    noticed: Noticed
    since: str


@dataclass(frozen=True, slots=True)
class Ends:
    """A portal answers again; `till` stands written on the slip first."""

    outage: OutageCard
    till: str


JOURNAL: Literal["journal"] = "journal"

Task = Callable[..., OutageCard]

Change = Begins | Ends | Literal["journal"]
"""What may be written down; or the way to the journal."""


async def begin_or_end(room: "Room") -> bool:
    """Ask what happened to which portal, and write it down. True if something was; call it from a worker."""
    try:
        running = await room.ask(outages.running)
        if running is None:
            return False
        ways = changes(room, running)
        if room.PLACE != "outages":
            ways.append(Way(JOURNAL, room.say(mark("The journal of outages"))))
        window = Choose(room.say(mark("Portal outage")), ways)
        window.holds = True
        chosen = await over(room, window)
        if isinstance(chosen, Begins):
            return await begin(room, chosen)
        if isinstance(chosen, Ends):
            return await end(room, chosen)
        if chosen == JOURNAL:
            room.post_message(Go("outages"))
        return False
    finally:
        await let_keys_go(room)


def changes(room: "Room", running: tuple[OutageCard, ...]) -> "list[Way[Change]]":
    """What can be written down now: first what the desk's look proposes, then what runs, then what may begin."""
    now, speaker = room.station.now(), room.station.speaker
    watch = room.station.watch
    failing = {one.portal: one for one in running}
    proposed = {one.portal: one for one in watch.proposals(failing)} if watch is not None else {}
    ways: list[Way[Change]] = []
    for one in running:
        ways.append(_may_end(room, one, proposed.get(one.portal)))
    clock = speaker.time(now)
    for portal in (one for one in PORTALS if one not in failing):
        name = NAMES[portal]
        if portal in proposed:
            since = _typed(room, proposed[portal])
            words = room.say(mark("{portal} fails: the desk looked, no answer since {time}"), portal=name, time=since)
            ways.insert(0, Way(Begins(portal, Noticed.LOOKED, since), words))
        for noticed in (Noticed.SEEN, Noticed.TOLD):
            words = room.say(mark("{portal} fails: {noticed}"), portal=name, noticed=room.say(NOTICED[noticed]))
            ways.append(Way(Begins(portal, noticed, clock), words))
    return ways


def _may_end(room: "Room", one: OutageCard, proposed: Proposal | None) -> "Way[Change]":
    now, speaker = room.station.now(), room.station.speaker
    label = room.say(mark("{portal} answers again"), portal=NAMES[one.portal])
    facts = {"since": span(speaker, one, now), "age": lasted(speaker, one.began_at, now), "name": one.began_by}
    under = room.say(mark("{since}, {age}; written down by {name}"), **facts)
    if proposed is None:
        return Way(Ends(one, speaker.time(now)), label, under=under)
    since = _typed(room, proposed)
    looked = room.say(mark("The desk looked: it answers since {time}."), time=since)
    return Way(Ends(one, since), label, under=f"{looked}\n{under}")


def _typed(room: "Room", proposed: Proposal) -> str:
    """The moment of a proposal as a clerk would type it."""
    speaker = room.station.speaker
    time = speaker.time(proposed.since)
    if speaker.date(proposed.since) == speaker.date(room.station.now()):
        return time
    return f"{speaker.date(proposed.since)} {time}"


async def begin(room: "Room", chosen: Begins) -> bool:
    """Ask since when, and write the outage down."""
    name = NAMES[chosen.portal]
    title = room.say(mark("{portal} fails: {noticed}"), portal=name, noticed=room.say(NOTICED[chosen.noticed]))
    explain = room.say(
        mark("What is taken on paper meanwhile is marked. An earlier time can be said, also as 31.03 18:05.")
    )
    questions = _questions(room, room.say(mark("Since")), chosen.since)
    card = await _written_down(room, title, explain, questions, outages.begin, chosen.portal, chosen.noticed)
    if card is None:
        return False
    time = room.station.speaker.time(card.began_at)
    room.tell(room.say(mark("Written down: {portal} fails since {time}."), portal=name, time=time))
    return True


async def end(room: "Room", chosen: Ends) -> bool:
    """Ask till when, and write the end down."""
    one = chosen.outage
    name = NAMES[one.portal]
    title = room.say(mark("{portal} answers again"), portal=name)
    explain = room.say(mark("It fails since {moment}."), moment=one.began_at)
    questions = _questions(room, room.say(mark("Answers since")), chosen.till)
    card = await _written_down(room, title, explain, questions, outages.end, one.id)
    if card is None or card.ended_at is None:
        return False
    age = lasted(room.station.speaker, card.began_at, card.ended_at)
    room.tell(room.say(mark("Written down: {portal} answers again. It failed for {age}."), portal=name, age=age))
    return True


async def _written_down(
    room: "Room", title: str, explain: str, questions: list[Question], task: Task, *about: object
) -> OutageCard | None:
    """Ask for the moment and a note and do the task; what a rule objects to is asked again, with its sentence."""
    key, told = new_act(), ""
    while True:
        window = AskFields(title, questions, explain, told=told)
        window.holds = True
        answers = await over(room, window)
        if answers is None:
            return None
        card, told = await room.tried(task, *about, answers["moment"], answers["note"], key=key)
        if card is not None:
            _ask_anew(room)
            return card
        if not told:
            return None  # the store said no, and that was told
        questions = renewed(questions, answers)


def _questions(room: "Room", label: str, moment: str) -> list[Question]:
    note = room.say(mark("Note (if any)"))
    return [
        Question("moment", label, moment, required=False, longest=16),
        Question("note", note, required=False, longest=LONGEST_NOTE),
    ]


def _ask_anew(room: "Room") -> None:
    """What the line above and the lists say is asked anew."""
    if room.is_attached:
        for line in room.query(FrameLine):
            line.ask()
        room.reload()
