"""A page of a form as drawn lines: labels in a column, answers beside them, sentences beneath; no colours."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len

from clerk_desk.rules.form import Kind
from screens.widgets.field import Entry, Part, Parts, Saying, wrapped

SIGNS = {"error": "!", "warning": "!", "good": "✔", "quiet": "·"}
ENDED = "↵"
"""Stands behind an answer that ended by itself, as if Enter had been pressed."""

_BOX = {Kind.IIN: 16, Kind.DATE: 12, Kind.COUNT: 4, Kind.PHONE: 20, Kind.CODE: 28, Kind.EMAIL: 40}
"""Cells of the box in which an answer of such a kind is written, like the boxes of a printed form."""

_WIDEST_LABEL = 25


@dataclass(slots=True)
class Row:
    """One drawn line. `name` is the field it belongs to, or the one that Enter jumps to from a list.

    `first` is False for a line that only continues the one before.
    """

    parts: Parts
    name: str = ""
    first: bool = field(default=True)


def page(
    entries: Sequence[Entry],
    hand: Entry,
    sayings_of: Callable[[Entry], Sequence[Saying]],
    breaks: frozenset[str],
    finished: str,
    width: int,
    height: int,
) -> list[Row]:
    """The entries one under the other; before those of `breaks` an empty line, if all fit into `height` then.

    The field `finished` is marked as ended: the pen has just gone on from it by itself.
    """
    column = min(max(cell_len(entry.label) for entry in entries), max(12, min(_WIDEST_LABEL, width * 5 // 12)))
    drawn = [entry_rows(entry, entry is hand, sayings_of(entry), column, width - column - 5) for entry in entries]
    for entry, own in zip(entries, drawn, strict=True):
        if entry.question.name == finished:
            own[0].parts.append((f" {ENDED}", "quiet"))
    airy = sum(map(len, drawn)) + sum(entry.question.name in breaks for entry in entries) <= height
    rows: list[Row] = []
    for entry, own in zip(entries, drawn, strict=True):
        if airy and rows and entry.question.name in breaks:
            rows.append(Row([]))
        rows.extend(own)
    return rows


def entry_rows(entry: Entry, in_hand: bool, sayings: Sequence[Saying], column: int, room: int) -> list[Row]:
    """One entry: its label in `column` cells, its answer in `room` cells, its sentences under the answer."""
    name = entry.question.name
    box = max(_BOX.get(entry.question.kind, room), cell_len(entry.text) + 1)
    answer = entry.drawn(min(box, room), in_hand)
    if len(answer) == 1 and sayings and sayings[0].tone == "good":
        used = max(12, sum(cell_len(text) for text, _ in answer[0]))
        good = f"{SIGNS['good']} {sayings[0].text}"
        if used + 2 + cell_len(good) <= room:
            gap = used - sum(cell_len(text) for text, _ in answer[0]) + 2
            answer = [[*answer[0], (" " * gap, "ground"), (good, "good")]]
            sayings = sayings[1:]
    label = wrapped([(word, "") for word in entry.label.split()], column, " ")
    style = "label-hand" if in_hand else "label"
    rows = []
    for at in range(max(len(answer), len(label))):
        words = "".join(text for text, _ in label[at]) if at < len(label) else ""
        arrow: Part = ("▸ ", "arrow") if in_hand and at == 0 else ("  ", "ground")
        gap_after = " " * (column - cell_len(words) + 2)
        parts = [arrow, (words, style), (gap_after, "ground"), *(answer[at] if at < len(answer) else [])]
        rows.append(Row(parts, name, at == 0))
    for saying in sayings:
        rows.extend(_said(saying, name, column, room))
    return rows


def _said(saying: Saying, name: str, column: int, room: int) -> list[Row]:
    rows = []
    for at, line in enumerate(wrapped([(word, "") for word in saying.text.split()], room - 2, " ")):
        sign = f"{SIGNS[saying.tone]} " if at == 0 else "  "
        text = sign + "".join(word for word, _ in line)
        rows.append(Row([(" " * (column + 4), "ground"), (text, saying.tone)], name, False))
    return rows
