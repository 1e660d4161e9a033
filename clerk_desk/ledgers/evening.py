"""All checks of the evening as they stand in one transaction: on the page, and once more when the day is closed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from clerk_desk.ledgers.balance import (
    chain_seen,
    moves_since,
    numbers,
    papers_on_the_desk,
    set_counts,
    standing,
    standing_at,
)
from clerk_desk.ledgers.unsettled import left_over, never_came_out, overdue, unapproved, untold
from clerk_desk.objection import Message, mark
from clerk_desk.rules import balance
from clerk_desk.rules.balance import ChainSeen, Moves, Numbers, SetCount, Standing
from clerk_desk.rules.closing import Check, Item, Looked, Must, counted_by_hand, explained, printed_fits, tail
from clerk_desk.work import Look
from data.tables import DayClose


@dataclass(frozen=True, slots=True)
class ClosingForm:
    """What the administrator hands in: the counts by hand, the signs typed from paper, and words for each difference.

    `explanations` are by the item's key. What is None or "" was not counted, not typed.
    """

    folders: int | None = None
    photo_pairs: int | None = None
    printed: str = ""
    explanations: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evening:
    """The figures of the evening, and every check in the order of the page."""

    before: Standing
    moves: Moves
    now: Standing
    numbers: Numbers
    chain: ChainSeen
    sets: tuple[SetCount, ...]
    folders: int
    photo_pairs: int
    checks: tuple[Looked, ...]


def evening_of(look: Look, last: DayClose | None, form: ClosingForm) -> Evening:
    """Look at everything; the trail is computed afresh, which takes a second for a hundred thousand lines."""
    line = last.to_line if last is not None else 0
    before, moves, now = standing_at(look, last), moves_since(look, line), standing(look)
    given, sets, seen = numbers(look), set_counts(look), chain_seen(look, last)
    folders, pairs = papers_on_the_desk(look, line)
    looked = (
        _balance(before, moves, now),
        _list(Check.ANSWERS, unapproved(look)),
        _list(Check.TOLD, untold(look)),
        _list(Check.OVERDUE, overdue(look)),
        _list(Check.DRAFTS, left_over(look)),
        _list(Check.PAPERS, never_came_out(look, last)),
        _by_hand(Check.FOLDERS, form.folders, folders),
        _by_hand(Check.PHOTOS, form.photo_pairs, pairs),
        _printed(form.printed, seen),
        _year(given, now),
        _seats(sets),
        _numbers(given),
        _trail(seen),
    )
    checks = tuple(replace(one, items=explained(one.items, form.explanations)) for one in looked)
    return Evening(before, moves, now, given, seen, sets, folders, pairs, checks)


def _balance(before: Standing, moves: Moves, now: Standing) -> Looked:
    text = mark(
        "{before} waiting + {received} received + {reopened} reopened = "
        "{accepted} accepted + {refused} refused + {withdrawn} withdrawn + {waiting} waiting"
    )
    if not moves.reopened and not moves.withdrawn_waiting:
        text = mark(
            "{before} waiting + {received} received = {accepted} accepted + {refused} refused + {waiting} waiting"
        )
    facts: dict[str, object] = {
        "before": before.waiting,
        "received": moves.received,
        "reopened": moves.reopened,
        "accepted": moves.accepted,
        "refused": moves.refused,
        "withdrawn": moves.withdrawn_waiting,
        "waiting": now.waiting,
    }
    return Looked(Check.BALANCE, Message(text, facts), balance.balanced(before, moves, now))


_NONE: Mapping[Check, str] = {
    Check.ANSWERS: mark("Every answer is approved."),
    Check.TOLD: mark("Every family was told of its refusal."),
    Check.OVERDUE: mark("No answer is overdue."),
    Check.DRAFTS: mark("No draft is left over."),
    Check.PAPERS: mark("Every paper came out of the printer."),
}
_SOME: Mapping[Check, str] = {
    Check.ANSWERS: mark("To be approved, or sent back with a reason: {n}."),
    Check.TOLD: mark("Families that were not told of a refusal: {n}."),
    Check.OVERDUE: mark("Answers that are overdue: {n}."),
    Check.DRAFTS: mark("Drafts to be finished, handed back or explained: {n}."),
    Check.PAPERS: mark("Papers that perhaps never came out: {n}."),
}


def _list(check: Check, items: tuple[Item, ...]) -> Looked:
    return Looked(check, Message(_SOME[check], {"n": len(items)}) if items else Message(_NONE[check]), items)


_TO_COUNT: Mapping[Check, str] = {
    Check.FOLDERS: mark("Count the folders received on paper since the last close; not those given back."),
    Check.PHOTOS: mark("Count the pairs of photos in these folders."),
}
_RIGHT: Mapping[Check, str] = {
    Check.FOLDERS: mark("Folders on the desk: {n}, as the records say."),
    Check.PHOTOS: mark("Pairs of photos in them: {n}, as the records say."),
}
_NOTHING: Mapping[Check, str] = {
    Check.FOLDERS: mark("Nothing was received on paper: no folder may lie on the desk."),
    Check.PHOTOS: mark("No photos were handed in: none may lie on the desk."),
}


def _by_hand(check: Check, counted: int | None, expected: int) -> Looked:
    if counted is None and not expected:
        return Looked(check, Message(_NOTHING[check]), open=True)
    items = counted_by_hand(check, counted, expected)
    if not items:
        return Looked(check, Message(_RIGHT[check], {"n": expected}))
    return Looked(check, Message(_TO_COUNT[check]) if items[0].must is Must.COUNT else items[0].message, items)


def _printed(typed: str, chain: ChainSeen) -> Looked:
    if not chain.kept:
        return Looked(Check.PRINTED, Message("There is no close before this one to compare with."))
    if not typed.strip():
        return Looked(Check.PRINTED, Message("Enter compares with the register that was printed last."), open=True)
    items = printed_fits(typed, chain.kept)
    right = Message("The register that was printed last ends as the store says: {tail}.", {"tail": tail(chain.kept)})
    return Looked(Check.PRINTED, items[0].message if items else right, items)


def _year(given: Numbers, now: Standing) -> Looked:
    text = mark(
        "{received} received = {accepted} accepted + {refused} refused + {withdrawn} withdrawn + {waiting} waiting"
    )
    facts: dict[str, object] = {"received": given.told, **{name: getattr(now, name) for name in Standing.__slots__}}
    return Looked(Check.YEAR, Message(text, facts), balance.year_adds_up(given, now))


def _seats(sets: tuple[SetCount, ...]) -> Looked:
    text = mark("Seats taken: {taken}, each by an acceptance that stands.")
    facts: dict[str, object] = {"taken": sum(one.taken for one in sets)}
    return _machine(Check.SEATS, Message(text, facts), balance.seats_hold(sets))


def _numbers(given: Numbers) -> Looked:
    text = mark("Numbers given: {n}, none is missing.")
    return _machine(Check.NUMBERS, Message(text, {"n": given.given}), balance.without_a_gap(given))


def _trail(chain: ChainSeen) -> Looked:
    text = mark("Lines: {lines}, each fits the one before it.")
    return _machine(Check.TRAIL, Message(text, {"lines": chain.lines}), balance.trail_whole(chain))


def _machine(check: Check, right: Message, items: tuple[Item, ...]) -> Looked:
    return Looked(check, items[0].message if items else right, items)
