"""A paper's words on the screen, line by line in the order in which they are printed; calm, and for any width."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.cells import cell_len
from textual.content import Content

from screens.plain import plain
from screens.widgets.field import Part, wrapped
from screens.widgets.parts import content_of

_STYLES = {"title": "heading", "heading": "label-hand", "quiet": "quiet"}
_COLUMN = 30


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line of a paper: what it is (title, heading, row, sign, item, text, quiet, gap, rule), and its words.

    A row has a `label` before its words; of an item `label` is the sign or number before them. The pen writes
    where a row has no words. The label of a text is its tone.
    """

    role: str
    text: str = ""
    label: str = ""


_TICKS = {"done": "[✔]", "missing": "[ ]", "not_asked": "[–]"}
_PEN = "_" * 24


def lines_of(content: Mapping[str, Any], languages: Sequence[str]) -> list[PaperLine]:
    """The words that stand on a paper, in these languages one after the other. A list of the office has none."""
    lines: list[PaperLine] = []
    pages = content.get("pages", {})
    for page in (pages[language] for language in languages if language in pages):
        if lines:
            lines += [PaperLine("gap"), PaperLine("rule"), PaperLine("gap")]
        lines += [PaperLine("quiet", page["school"]), PaperLine("title", page["title"])]
        if page.get("under"):
            lines.append(PaperLine("quiet", page["under"]))
        for part in page["parts"]:
            lines += [PaperLine("gap"), *_part(part)]
    return lines


def _part(part: Mapping[str, Any]) -> Iterator[PaperLine]:
    if part.get("heading"):
        yield PaperLine("heading", part["heading"])
    for row in part.get("rows", ()):
        match part["kind"]:
            case "ticks":
                note = f" — {row['note']}" if row.get("note") else ""
                yield PaperLine("item", row["name"] + note, _TICKS[row["state"]])
            case "form" | "office":
                yield PaperLine("row", row.get("value") or _PEN, row["label"])
            case "signs":
                yield PaperLine("row", f"{_PEN} {row['name']}".rstrip(), row["label"])
            case _:
                yield PaperLine("row", row["value"], row["label"])
    numbered = part["kind"] == "numbered"
    for number, line in enumerate(part.get("lines", ()), 1):
        yield PaperLine("item", line, f"{number}.") if numbered else PaperLine("text", line)


def drawn(lines: Sequence[PaperLine], width: int) -> Content:
    """The paper in lines of at most `width` cells."""
    rows = [cell_len(plain(one.label)) for one in lines if one.role == "row"]
    column = min(max(rows, default=0) + 2, _COLUMN, max(10, width // 2))
    made: list[Content] = []
    for one in lines:
        made.extend(_line(one, width, column))
    return Content("\n").join(made)


def _line(one: PaperLine, width: int, column: int) -> Iterator[Content]:
    if one.role == "gap":
        yield Content("")
    elif one.role == "rule":
        yield Content.styled("─" * width, "$line")
    elif one.role == "row":
        yield from _row(one, width, column)
    elif one.role == "item":
        yield from _broken(
            one.text, "ground", width, (f"{one.label} ", "good" if one.label == _TICKS["done"] else "quiet")
        )
    else:
        yield from _broken(one.text, one.label or _STYLES.get(one.role, "ground"), width, ("", "ground"))


def _row(one: PaperLine, width: int, column: int) -> Iterator[Content]:
    """Label and words side by side, both broken where they must be."""
    labels = _rows(one.label, "quiet", column - 2)
    words = _rows(one.text, "ground", width - column)
    for at in range(max(len(labels), len(words))):
        left = labels[at] if at < len(labels) else []
        used = sum(cell_len(text) for text, _ in left)
        right = words[at] if at < len(words) else []
        yield content_of([*left, (" " * (column - used), "ground"), *right])


def _broken(text: str, style: str, width: int, start: Part) -> Iterator[Content]:
    indent = cell_len(start[0])
    for at, line in enumerate(_rows(text, style, width - indent)):
        yield content_of([start if at == 0 else (" " * indent, "ground"), *line])


def _rows(text: str, style: str, width: int) -> list[list[Part]]:
    """Words in lines that fit; a word that is longer than a line goes on in the next: nothing is left out."""
    room = max(8, width)
    words = [word for line in plain(text).split() for word in _in_pieces(line, room)]
    return wrapped([(word, style) for word in words], room, " ")


def _in_pieces(word: str, room: int) -> list[str]:
    return [word[at : at + room] for at in range(0, len(word), room)]
