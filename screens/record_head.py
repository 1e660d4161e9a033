"""The head of a record: whose it is, how far it has come, and until when the family must hear."""

import datetime as dt
from collections.abc import Sequence

from textual.content import Content

from clerk_desk.duties.register import Entry, Record
from clerk_desk.language import Speaker
from clerk_desk.objection import mark
from clerk_desk.rules.outages import NAMES
from data.vocabulary import PORTALS, EventKind, Stage
from screens.outage_words import taken_while
from screens.plain import plain
from screens.station import Station
from screens.words import STAGES

_TONES = {Stage.RECEIVED: "$warning", Stage.ACCEPTED: "$success", Stage.REFUSED: "$error", Stage.WITHDRAWN: "$quiet"}


def head_of(record: Record, station: Station, width: int) -> Content:
    """Name and number; stage and due moment; when and by whom received; whether a portal failed then."""
    speaker = station.speaker
    number = f"№ {record.number}"
    name = Content(plain(record.child_name)).truncate(max(8, width - len(number) - 2), ellipsis=True)
    gap = " " * max(1, width - name.cell_length - len(number))
    first = Content.assemble(name.stylize("bold"), gap, (number, "bold"))
    second = Content.assemble(_stage(record, speaker), *_due(record, station), *_told(record, speaker))
    received = plain(speaker.say(mark("received {moment}, {name}"), moment=record.received_at, name=record.received_by))
    if record.channel in PORTALS:
        received = _from_a_portal(record, speaker)
    lines = [first, second, Content.styled(received, "$quiet")]
    taken = taken_while(speaker, record.outages, record.received_at)
    if taken:
        lines.append(Content.styled(taken, "$warning"))
    return Content("\n").join(lines)


def _from_a_portal(record: Record, speaker: Speaker) -> str:
    """Which portal took it, when, and its number there."""
    facts: dict[str, object] = {"portal": NAMES[record.channel], "moment": record.received_at}
    if not record.portal_number:
        return plain(speaker.say(mark("applied on {portal} {moment}"), **facts))
    words = mark("applied on {portal} {moment}, number there {number}")
    return plain(speaker.say(words, **facts, number=record.portal_number))


def _stage(record: Record, speaker: Speaker) -> Content:
    words = plain(speaker.say(STAGES[record.stage]))
    if record.stage is Stage.RECEIVED:
        words = plain(speaker.say(mark("waits for its answer")))
    if record.stage is Stage.ACCEPTED and record.class_set:
        words = plain(speaker.say(mark("accepted into 1 «{letter}»"), letter=record.class_set))
    if record.stage is Stage.REFUSED:
        words = f"{words}: {', '.join(record.grounds)}"
    if not record.current:
        closed = plain(speaker.say(mark("intake of {year}, to be read only"), year=record.year))
        words = f"{words} · {closed}"
    return Content.styled(words, f"bold {_TONES[record.stage]}")


def _told(record: Record, speaker: Speaker) -> list[Content]:
    """Whether the family knows its answer: of a refusal somebody must have said so."""
    if record.stage not in (Stage.ACCEPTED, Stage.REFUSED):
        return []
    moment = told_at(record.timeline)
    if moment is not None:
        return [Content.styled("  " + plain(speaker.say(mark("family told {moment}"), moment=moment)), "$quiet")]
    if record.stage is Stage.REFUSED and record.current:
        return [Content.styled("  " + plain(speaker.say(mark("family not told yet"))), "$warning")]
    return []


_ANSWERS = frozenset({EventKind.ACCEPTED, EventKind.REFUSED, EventKind.MOVED, EventKind.REOPENED})
_UNTOLD = _ANSWERS | {EventKind.FAMILY_NOT_TOLD}
"""With these begins an answer, or a class-set, of which the family was not told."""


def told_at(timeline: Sequence[Entry]) -> dt.datetime | None:
    """When somebody said that the family was told the answer that stands; None if nobody did."""
    told = None
    for entry in timeline:
        if entry.event is EventKind.FAMILY_TOLD:
            told = entry.at
        elif entry.event in _UNTOLD:
            told = None
    return told


def _due(record: Record, station: Station) -> list[Content]:
    """The exact moment with the relative one beside it, while an answer is owed; overdue loudly."""
    if record.stage is not Stage.RECEIVED:
        return []
    speaker, now = station.speaker, station.now()
    exact, relative = plain(speaker.moment(record.due_at)), plain(speaker.due(record.due_at, now))
    if record.due_at < now:
        late = plain(speaker.say(mark("! OVERDUE since {exact}, {relative}"), exact=exact, relative=relative))
        return [Content("  "), Content.styled(late, "bold $error")]
    due = plain(speaker.say(mark("answer due {exact}"), exact=exact))
    return [Content("  " + due), Content.styled(f" · {relative}", "$quiet")]
