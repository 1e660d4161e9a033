"""A portal's list as rows: lists taken in before, columns with their fields, applications with their fate."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from clerk_desk.duties.portal_lists import EarlierList
from clerk_desk.ledgers.portal_arrivals import Fate, RowCard, counted
from clerk_desk.objection import mark
from clerk_desk.rules.form import language_name
from clerk_desk.rules.iin import is_twelve_digits, mask
from clerk_desk.rules.outages import SHORT_NAMES
from clerk_desk.rules.portal_columns import GROUPS, PASSED_OVER, MappedColumn, label_of
from clerk_desk.rules.portal_rows import same_child
from screens.plain import plain
from screens.widgets.ledger import Column, Row
from screens.words import iin_groups

if TYPE_CHECKING:
    from screens.room import Room

FATES = {
    Fate.NEW: (mark("new"), "$success"),
    Fate.KNOWN: (mark("known"), "$quiet"),
    Fate.CONFLICT: (mark("conflict"), "$warning"),
    Fate.UNREADABLE: (mark("unreadable"), "$error"),
}
"""How each fate is said, and in which tone."""

ORDER = (Fate.UNREADABLE, Fate.CONFLICT, Fate.NEW, Fate.KNOWN)
"""What must be looked at stands first, what changes nothing last."""


def earlier_columns(room: "Room") -> list[Column]:
    """When, from which portal, which file, how many, by whom."""
    return [
        Column(room.say(mark("taken in")), 16),
        Column(room.say(mark("portal")), 7),
        Column(room.say(mark("file")), grows=True),
        Column(room.say(mark("new")), 5, right=True),
        Column(room.say(mark("by")), 24, wide=90),
    ]


def earlier_rows(room: "Room", lists: Sequence[EarlierList]) -> list[Row]:
    """The lists taken in before."""
    speaker = room.station.speaker
    return [
        Row(
            str(at),
            (
                f"{speaker.date(one.loaded_at)} {speaker.time(one.loaded_at)}",
                SHORT_NAMES[one.portal],
                one.file_name,
                str(one.taken),
                one.loaded_by,
            ),
        )
        for at, one in enumerate(lists)
    ]


_OF_THE_APPLICATION = GROUPS[-1][1]
"""Of these nobody asks whose they are."""


def mapped_columns(room: "Room") -> list[Column]:
    """The head, what stands under it, what it is."""
    return [
        Column(room.say(mark("column")), 26),
        Column(room.say(mark("first cells")), grows=True),
        Column(room.say(mark("is")), 34),
    ]


def mapped_rows(room: "Room", columns: Sequence[MappedColumn]) -> list[Row]:
    """Each column of the list; what nobody has mapped is said loudly, what is passed over quietly."""
    return [Row(str(one.at), (one.head or "—", _samples(one), _field(room, one))) for one in columns]


def _samples(column: MappedColumn) -> Content:
    """The first cells; as in every list, a person's number is hidden."""
    cells = (mask(cell) if is_twelve_digits(cell) else cell for cell in column.samples)
    return Content.styled(plain(", ".join(cells)), "$quiet")


def _field(room: "Room", column: MappedColumn) -> Content:
    if not column.field:
        return Content.styled(room.say(mark("? not known")), "bold $warning")
    if column.field == PASSED_OVER:
        return Content.styled(room.say(mark("not needed")), "$quiet")
    label = room.say(label_of(column.field))
    if column.field in _OF_THE_APPLICATION:
        return Content(label)
    whose = next(words for words, names in GROUPS if column.field in names)
    return Content(f"{room.say(whose)}: {label}")


def found_columns(room: "Room") -> list[Column]:
    """The row's number, what becomes of it, whose it is, when applied."""
    return [
        Column(room.say(mark("row")), 5, right=True),
        Column(room.say(mark("is")), 10),
        Column(room.say(mark("child")), grows=True),
        Column(room.say(mark("born")), 10),
        Column(room.say(mark("wishes")), 8, wide=70),
        Column(room.say(mark("applied")), 16, wide=90),
        Column(room.say(mark("number there")), 16, wide=100),
    ]


def found_rows(room: "Room", cards: Sequence[RowCard]) -> list[Row]:
    """The rows of the list; a sign where something of a new one was left out."""
    speaker = room.station.speaker
    rows = []
    for card in cards:
        words, tone = FATES[card.fate]
        sign = " !" if card.fate is Fate.NEW and card.why else ""
        moment = card.row.moment
        language = card.row.answers.get("application.language", "")
        rows.append(
            Row(
                str(card.row.line),
                (
                    str(card.row.line),
                    Content.styled(room.say(words) + sign, tone),
                    card.child_name or "—",
                    speaker.date(card.born) if card.born else "",
                    language_name(language) if card.fate is not Fate.UNREADABLE else "",
                    f"{speaker.date(moment)} {speaker.time(moment)}" if moment else "",
                    card.row.number,
                ),
            )
        )
    return rows


def in_order(cards: Sequence[RowCard]) -> list[RowCard]:
    """The rows as they are shown."""
    return sorted(cards, key=lambda card: (ORDER.index(card.fate), card.row.line))


def counts_said(room: "Room", cards: Sequence[RowCard]) -> Content:
    """How many there are of each fate."""
    counts = counted(cards)
    parts: list[Content | str | tuple[str, str]] = []
    for fate in (Fate.NEW, Fate.KNOWN, Fate.CONFLICT, Fate.UNREADABLE):
        words, tone = FATES[fate]
        number = counts[str(fate)]
        parts.append((f"{room.say(words)} {number}", f"bold {tone}" if number else "$quiet"))
        parts.append("   ")
    return Content.assemble(*parts)


def why_said(room: "Room", card: RowCard, *, most: int = 4) -> Content:
    """What is to be said of a row, a line for each reason: its column, and what to do."""
    tone = {Fate.UNREADABLE: "$error", Fate.CONFLICT: "$warning"}.get(card.fate, "$quiet")
    lines = []
    for reason in card.why[:most]:
        said = room.message(reason.message)
        if card.fate is Fate.NEW:
            said = room.say(mark("left out: {why}"), why=said)
        column = f"{plain(reason.column)}: " if reason.column else ""
        lines.append(Content.assemble((f"{column}", "bold"), (said, tone)))
    if len(card.why) > most:
        lines.append(Content.styled(room.say(mark("and {n} more: Enter shows them"), n=len(card.why) - most), "$quiet"))
    return Content("\n").join(lines)


def row_told(room: "Room", card: RowCard, heads: Sequence[MappedColumn], cells: Sequence[str]) -> str:
    """A row whole: what becomes of it and why, then its cells under their heads."""
    words, _ = FATES[card.fate]
    lines = [room.say(words).capitalize(), *why_said(room, card, most=99).plain.split("\n"), ""]
    for one in heads:
        cell = plain(cells[one.at]) if one.at < len(cells) else ""
        if one.field == "child.iin" and same_child(card.row):
            cell = iin_groups(same_child(card.row))
        if cell:
            lines.append(f"{plain(one.head) or '—'}: {cell}")
    return "\n".join(lines)
