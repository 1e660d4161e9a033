"""The morning as text: what waits with its due moments, the drafts with what they lack, the class-sets as bars."""

import datetime as dt
from collections.abc import Iterable, Sequence

from clerk_desk.clock import local
from clerk_desk.desk import Desk
from clerk_desk.duties import class_sets, intake, today
from clerk_desk.duties.intake import DraftLine
from clerk_desk.duties.today import Waiting
from clerk_desk.language import Speaker
from clerk_desk.ledgers.fill import Fill, LanguageFill
from clerk_desk.objection import mark
from clerk_desk.rules.form import field, language_name

_STATES = {
    "open": mark("open till {until}"),
    "lunch": mark("lunch till {until}"),
    "closed": mark("closed till {until}"),
}
_NAMED = 3
"""So many missing things are named; beyond that they are counted."""


def morning(desk: Desk, speaker: Speaker) -> list[str]:
    """The whole picture of the moment, line by line."""
    frame, done = desk.ask(today.frame), desk.ask(today.counts)
    now, say = frame.now, speaker.say
    same_day = local(frame.until).date() == local(now).date()
    until = speaker.time(frame.until) if same_day else speaker.due(frame.until, now)
    state = say(_STATES[frame.hours], until=until)
    left = speaker.several("{n} day left", "{n} days left", frame.days_left)
    school = frame.school_ru if speaker.language == "ru" else frame.school_kk
    counted = say(
        "{received} received · {accepted} accepted · {refused} refused · {withdrawn} withdrawn",
        received=done.received,
        accepted=done.accepted,
        refused=done.refused,
        withdrawn=done.withdrawn,
    )
    waiting, drafts = desk.ask(today.waiting), desk.ask(intake.drafts)
    return [
        f"{school}   {speaker.moment(now)}   {state}   {left}",
        "",
        f"{say('WAITING FOR AN ANSWER')}   {len(waiting)}",
        *waiting_lines(waiting, speaker, now),
        "",
        f"{say('DRAFTS')}   {len(drafts)}",
        *draft_lines(drafts, speaker, now),
        "",
        f"{say('CLASS-SETS')}   ▓ {say('accepted')}  ▒ {say('waiting')}  · {say('free')}",
        *fill_lines(desk.ask(class_sets.fills), speaker),
        "",
        f"{say('TODAY')}   {counted}",
    ]


def waiting_lines(waiting: Sequence[Waiting], speaker: Speaker, now: dt.datetime) -> list[str]:
    """One line an application, the soonest due first; what is overdue bears a mark."""
    if not waiting:
        return [speaker.say("  nothing waits")]
    rows = [
        (
            "!" if one.overdue else " ",
            speaker.due(one.due_at, now),
            one.number,
            one.child_name,
            one.language,
            one.wished,
        )
        for one in waiting
    ]
    return _columns(rows)


def draft_lines(drafts: Sequence[DraftLine], speaker: Speaker, now: dt.datetime) -> list[str]:
    """One line a draft: when the family came, whose child it is, what is missing."""
    if not drafts:
        return [speaker.say("  no drafts")]
    return _columns(
        (
            " ",
            speaker.ago(one.arrived_at, now),
            one.child_name or speaker.say("(no name yet)"),
            _lacking(one, speaker),
        )
        for one in drafts
    )


def fill_lines(fills: Iterable[LanguageFill], speaker: Speaker) -> list[str]:
    """A line a language and under it a bar for each of its class-sets."""
    lines: list[str] = []
    for language in fills:
        name = language_name(language.language)
        lines.append(f"  {name:12} {_counted(language.taken, language.waiting)} / {language.seats}")
        rows = [
            ("", f"  1 «{one.letter}»", _counted(one.taken, one.waiting), bar(one), _places(one, speaker))
            for one in language.sets
        ]
        lines += _columns(rows)
    return lines or [speaker.say("  no class-sets yet")]


def bar(one: Fill, width: int = 20) -> str:
    """A class-set as a bar: accepted, then waiting, then free. What is not full never looks full."""
    seats = max(one.seats, 1)
    taken = min(one.taken, seats) * width // seats
    both = min(one.taken + one.waiting, seats) * width // seats
    if one.taken and not taken:
        taken, both = 1, max(both, 1)
    return "▓" * taken + "▒" * (both - taken) + "·" * (width - both)


def _places(one: Fill, speaker: Speaker) -> str:
    if one.closed:
        return speaker.say("closed")
    return speaker.several("{n} free", "{n} free", one.free) if one.free else speaker.say("full")


def _lacking(draft: DraftLine, speaker: Speaker) -> str:
    if not draft.lacks:
        return speaker.say("complete")
    if len(draft.lacks) > _NAMED:
        return speaker.several("lacks {n} thing", "lacks {n} things", len(draft.lacks))
    named = (
        speaker.say(field(remark.field).label) if remark.field else speaker.message(remark.message)
        for remark in draft.lacks
    )
    return speaker.say("lacks: {things}", things=", ".join(named))


def _counted(taken: int, waiting: int) -> str:
    return f"{taken} + {waiting}" if waiting else str(taken)


def _columns(rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Rows as lines, each column as wide as its widest cell."""
    table = list(rows)
    widths = [max(len(cell) for cell in column) for column in zip(*table, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table]
