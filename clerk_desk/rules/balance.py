"""What came in is what went out and what is left: counted by the trail and by the rows, each difference is named.

Founding notice: the answer is given within one working day, so every evening must know of every application.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from clerk_desk.objection import mark
from clerk_desk.rules.closing import Check, Item, differs, tail
from data.vocabulary import EventKind

COUNTED = (
    EventKind.APPLICATION_RECEIVED,
    EventKind.ACCEPTED,
    EventKind.REFUSED,
    EventKind.MOVED,
    EventKind.WITHDRAWN,
    EventKind.REOPENED,
    EventKind.FIELD_CORRECTED,
)
"""The acts on applications for which a day must be closed; who only looked or signed in left nothing to count."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How many applications of a year stand in each stage."""

    waiting: int = 0
    accepted: int = 0
    refused: int = 0
    withdrawn: int = 0

    @property
    def all(self) -> int:
        """All of them together."""
        return self.waiting + self.accepted + self.refused + self.withdrawn


@dataclass(frozen=True, slots=True)
class Moves:
    """What the trail tells was done. Those withdrawn and reopened are parted by the stage that they left."""

    received: int = 0
    accepted: int = 0
    refused: int = 0
    withdrawn_waiting: int = 0
    withdrawn_accepted: int = 0
    reopened_accepted: int = 0
    reopened_refused: int = 0

    @property
    def reopened(self) -> int:
        """All answers that were taken back."""
        return self.reopened_accepted + self.reopened_refused


@dataclass(frozen=True, slots=True)
class SetCount:
    """A class-set counted three ways: the seats taken, the applications accepted in it, the live acceptances."""

    letter: str
    taken: int
    accepted: int
    decided: int


@dataclass(frozen=True, slots=True)
class ChainSeen:
    """The trail computed afresh: its lines, the first that does not fit or 0, and the last close's head against it.

    `head` is where it ends; `kept` is the head that the last close printed and `found` the hash now at that line,
    both "" before the first close.
    """

    lines: int
    broken_at: int
    head: str
    kept: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class Numbers:
    """The year's registration numbers: the rows, the highest one, what the year says it gave, and the trail's count."""

    rows: int
    highest: int
    given: int
    told: int


def moves_of(acts: Iterable[tuple[EventKind, Mapping[str, object]]]) -> Moves:
    """Count the acts of a stretch of the trail, each with its facts as they were written down."""
    done = dict.fromkeys(Moves.__slots__, 0)
    for event, facts in acts:
        if event is EventKind.APPLICATION_RECEIVED:
            done["received"] += 1
        elif event in (EventKind.ACCEPTED, EventKind.REFUSED):
            done[event.value] += 1
        elif event is EventKind.WITHDRAWN:
            done["withdrawn_accepted" if facts.get("class_set") else "withdrawn_waiting"] += 1
        elif event is EventKind.REOPENED:
            done["reopened_accepted" if facts.get("before") == "accepted" else "reopened_refused"] += 1
    return Moves(**done)


def after(before: Standing, moves: Moves) -> Standing:
    """How the year must stand after these acts: waiting before + received + reopened is all that left, and the rest."""
    return Standing(
        waiting=before.waiting
        + moves.received
        + moves.reopened
        - moves.accepted
        - moves.refused
        - moves.withdrawn_waiting,
        accepted=before.accepted + moves.accepted - moves.withdrawn_accepted - moves.reopened_accepted,
        refused=before.refused + moves.refused - moves.reopened_refused,
        withdrawn=before.withdrawn + moves.withdrawn_waiting + moves.withdrawn_accepted,
    )


_STAGES: Mapping[str, str] = {
    "waiting": mark("Waiting: by the trail {trail}, in the records {records}."),
    "accepted": mark("Accepted: by the trail {trail}, in the records {records}."),
    "refused": mark("Refused: by the trail {trail}, in the records {records}."),
    "withdrawn": mark("Withdrawn: by the trail {trail}, in the records {records}."),
}


def balanced(before: Standing, moves: Moves, now: Standing) -> tuple[Item, ...]:
    """What the trail's acts give, held against what the records say: nothing, or a line for each stage that differs."""
    must = after(before, moves)
    return tuple(
        differs(f"balance:{stage}", Check.BALANCE, text, trail=getattr(must, stage), records=getattr(now, stage))
        for stage, text in _STAGES.items()
        if getattr(must, stage) != getattr(now, stage)
    )


def year_adds_up(numbers: Numbers, now: Standing) -> tuple[Item, ...]:
    """Received since the first day is accepted, refused, withdrawn and waiting together."""
    if numbers.told == now.all:
        return ()
    text = mark("The trail tells of {told} received; accepted, refused, withdrawn and waiting make {records}.")
    return (differs("year", Check.YEAR, text, told=numbers.told, records=now.all),)


def without_a_gap(numbers: Numbers) -> tuple[Item, ...]:
    """As many applications as numbers were given, and the highest number is the last one given."""
    if numbers.rows == numbers.highest == numbers.given:
        return ()
    text = mark("{given} numbers were given, the highest is {highest}, and there are {rows} applications.")
    return (
        differs(*("numbers", Check.NUMBERS, text), given=numbers.given, highest=numbers.highest, rows=numbers.rows),
    )


def seats_hold(sets: Sequence[SetCount]) -> tuple[Item, ...]:
    """Seats taken, applications accepted and acceptances that stand are the same in every class-set."""
    text = mark("1 «{letter}»: {taken} seats taken, {accepted} applications accepted, {decided} acceptances stand.")
    return tuple(
        differs(
            f"seats:{one.letter}",
            Check.SEATS,
            text,
            letter=one.letter,
            taken=one.taken,
            accepted=one.accepted,
            decided=one.decided,
        )
        for one in sets
        if not one.taken == one.accepted == one.decided
    )


def trail_whole(chain: ChainSeen) -> tuple[Item, ...]:
    """The chain is unbroken, and still holds the head that the last close printed."""
    if chain.broken_at:
        text = mark(
            "The audit trail was changed: line {line} does not fit the one before it. Keep the store as it is "
            "and tell the head of the school."
        )
        return (differs("trail", Check.TRAIL, text, line=chain.broken_at),)
    if chain.kept != chain.found:
        text = mark(
            "The trail no longer holds the end that the last close printed, {tail}. Keep the store as it is and "
            "tell the head of the school."
        )
        return (differs("trail", Check.TRAIL, text, tail=tail(chain.kept)),)
    return ()
