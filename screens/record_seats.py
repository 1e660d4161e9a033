"""The class-sets beside a record: those of the wished language with their bars, the others below a line."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from clerk_desk.duties.register import Record
from clerk_desk.language import Speaker
from clerk_desk.ledgers.fill import Fill, LanguageFill
from clerk_desk.objection import mark
from clerk_desk.rules.form import language_name
from screens.plain import plain
from screens.widgets.fill_bar import fill_bar

_NUMBERS, _LEFT = 8, 8


def seats_beside(
    fills: Sequence[LanguageFill], record: Record, speaker: Speaker, width: int, *, whole: bool
) -> Content:
    """The panel. Not `whole`: only the wished language, without a heading line to spare room."""
    language = record.answers.get("application.language", "")
    wished = next((one for one in fills if one.language == language), None)
    name = language_name(language)
    heading = Content.assemble((plain(speaker.say(mark("CLASS-SETS"))), "bold"), (f"   {name}", ""))
    if whole:
        heading = Content.assemble(
            heading, "\n", (plain(speaker.say(mark("▓ accepted  ▒ waiting  · free"))), "$quiet"), "\n"
        )
    lines = [heading]
    if wished is None or not wished.sets:
        lines.append(Content.styled(plain(speaker.say(mark("There is no class-set of this language."))), "$warning"))
    else:
        lines.extend(_lines(wished.sets, record, speaker, width))
    if whole:
        lines.extend(_others([one for one in fills if one.language != language], record, speaker, width))
    return Content("\n").join(lines)


def _others(fills: Sequence[LanguageFill], record: Record, speaker: Speaker, width: int) -> list[Content]:
    lines: list[Content] = []
    for one in fills:
        if one.sets:
            lines.append(Content.styled("─" * width, "$line"))
            lines.append(Content.styled(language_name(one.language), "$quiet"))
            lines.extend(_lines(one.sets, record, speaker, width))
    return lines


def _lines(sets: Sequence[Fill], record: Record, speaker: Speaker, width: int) -> list[Content]:
    notes = [_note(one, record, speaker) for one in sets]
    room = max(cell_len(note) for note in notes)
    return [seat_line(one, speaker, width, note, room) for one, note in zip(sets, notes, strict=True)]


def _note(one: Fill, record: Record, speaker: Speaker) -> str:
    if record.class_set_id == one.class_set_id:
        return "✔"
    return plain(speaker.say(mark("wished"))) if record.wished == one.letter else ""


def seat_line(one: Fill, speaker: Speaker, width: int, note: str = "", room: int = 0) -> Content:
    """One class-set: its letter, how many are accepted and wait, the bar, what is free, a note of `room` cells."""
    taken = f"{one.taken}" + (f" + {one.waiting}" if one.waiting else "")
    label = f"1 «{plain(one.letter)}»"
    left, tone = left_words(one, speaker)
    tail = room + 2 if room else 0
    bar = max(4, width - 8 - _NUMBERS - 2 - _LEFT - tail)
    return Content.assemble(
        (f"{label:<6}", ""),
        (f"{taken:>{_NUMBERS}}", "$quiet"),
        "  ",
        fill_bar(one.taken, one.waiting, one.seats, bar),
        "  ",
        (f"{left:<{_LEFT}}" if note else left, tone),
        (f"  {note}" if note else "", "$primary"),
    )


def left_words(one: Fill, speaker: Speaker) -> tuple[str, str]:
    """What is left in a class-set, with its tone: closed, full, or how many are free."""
    if one.closed:
        return plain(speaker.say(mark("closed"))), "$quiet"
    if not one.free:
        return plain(speaker.say(mark("full"))), "$warning"
    return plain(speaker.say(mark("{n} free"), n=one.free)), "$success"
