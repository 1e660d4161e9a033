"""Closing the day like a till: what is looked at, what differs, and what settles it before the day is closed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from clerk_desk.objection import Message, Objection, mark
from clerk_desk.rules.layouts import as_latin
from clerk_desk.rules.names import clean

SHORTEST, LONGEST = 10, 300
"""Characters of an explanation: "ok" explains nothing."""

TAIL = 8
"""How many last signs of a head are printed large and typed in again: one in four thousand million fits by chance."""


class Check(StrEnum):
    """What is looked at before the day is closed, in the order of the page."""

    BALANCE = "balance"
    ANSWERS = "answers"
    TOLD = "told"
    OVERDUE = "overdue"
    DRAFTS = "drafts"
    PAPERS = "papers"
    FOLDERS = "folders"
    PHOTOS = "photos"
    PRINTED = "printed"
    YEAR = "year"
    SEATS = "seats"
    NUMBERS = "numbers"
    TRAIL = "trail"


class Must(StrEnum):
    """What settles an item: words, a count by hand, or the approval without which the day is not closed."""

    EXPLAIN = "explain"
    COUNT = "count"
    APPROVE = "approve"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that differs or waits. `key` names it in the form; `number` and `name` say whose it is, if anybody's.

    `explained` is what the administrator wrote of it.
    """

    key: str
    check: Check
    must: Must
    message: Message
    number: str = ""
    name: str = ""
    application_id: int = 0
    draft_id: int = 0
    decision_id: int = 0
    explained: str = ""

    @property
    def settled(self) -> bool:
        """True if it no longer stands in the way."""
        return self.must is Must.EXPLAIN and bool(self.explained)


@dataclass(frozen=True, slots=True)
class Looked:
    """One check: what is to be said of it as a whole, and its items. `open` is one that may be done, but need not."""

    check: Check
    message: Message
    items: tuple[Item, ...] = ()
    open: bool = False

    @property
    def settled(self) -> bool:
        """True if nothing of it stands in the way of the close."""
        return all(item.settled for item in self.items)


def printed_fits(typed: str, kept: str) -> tuple[Item, ...]:
    """The signs typed from the last register on paper, held against the head that the store keeps; "" is not typed."""
    if not typed.strip() or not kept or same_tail(typed, kept):
        return ()
    text = mark("The register on paper ends in {typed}, the store keeps {tail}. Compare them once more.")
    return (differs("printed", Check.PRINTED, text, typed=clean(typed)[:20], tail=tail(kept)),)


def counted_by_hand(check: Check, counted: int | None, expected: int) -> tuple[Item, ...]:
    """What was counted on the desk, held against what the desk knows. What is not counted yet must be."""
    if counted is None:
        text = mark("Not counted yet.")
        return (Item(str(check), check, Must.COUNT, Message(text)),)
    if counted == expected:
        return ()
    return (
        differs(
            *(str(check), check, mark("Counted {counted}; by the records {expected}.")),
            counted=counted,
            expected=expected,
        ),
    )


def tail(head: str) -> str:
    """The last signs of a head, as they stand on paper."""
    return head[-TAIL:]


def same_tail(typed: str, head: str) -> bool:
    """True if the typed signs are the last ones of a head, whatever the layout, with or without blanks."""
    bare = "".join(typed.split()).lower()
    return any(reading.lower() == tail(head) for reading in as_latin(bare))


def explanation_said(text: str) -> str:
    """An explanation, its blanks tidied. Objection "too_short" if it says too little, "too_long" if it does not fit."""
    said = clean(text)
    if len(said) < SHORTEST:
        raise Objection("too_short", "Say in a few words what the difference comes from: it stands on the register.")
    if len(said) > LONGEST:
        raise Objection("too_long", "This is longer than {longest} characters: say it more briefly.", longest=LONGEST)
    return said


def explained(items: Iterable[Item], explanations: Mapping[str, str]) -> tuple[Item, ...]:
    """The items, each with what was written of it; words that are no explanation count as none."""
    return tuple(_with_words(item, explanations.get(item.key, "")) for item in items)


def _with_words(item: Item, text: str) -> Item:
    said = clean(text)
    if item.must is not Must.EXPLAIN or not SHORTEST <= len(said) <= LONGEST:
        return item
    return replace(item, explained=said)


def differs(key: str, check: Check, text: str, **facts: object) -> Item:
    """A difference that must be explained."""
    return Item(key, check, Must.EXPLAIN, Message(text, facts))
