"""The checklist as drawn lines: paper by paper its checks, their answers, and what is wrong beside each."""

from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from clerk_desk.objection import mark
from clerk_desk.rules.choices import NO, YES
from clerk_desk.rules.form import asked
from clerk_desk.rules.in_order import PAPERS, Paper, is_in_order
from screens.plain import plain
from screens.widgets.choice_field import ChoiceEntry
from screens.widgets.field import Part, Parts, shorter, wrapped
from screens.widgets.sheet import Sheet

_STYLES = ("ground", "title", "label", "label-hand", "arrow", "hand", "good", "open", "quiet", "warning", "error")
_TITLE = 20
"""Cells of the papers' names."""


@dataclass(frozen=True, slots=True)
class Check:
    """One line: a check of a paper, or (with `check` False) something that must be said of the paper besides."""

    paper: Paper
    name: str
    check: bool = True


class CheckLines(Widget):
    """The lines of the checklist; it takes no key."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {f"checks--{style}" for style in _STYLES}  # noqa: RUF012 — Textual's own way
    DEFAULT_CSS = """
    CheckLines { height: 1fr; }
    CheckLines > .checks--ground { color: $foreground; }
    CheckLines > .checks--title { color: $foreground; text-style: bold; }
    CheckLines > .checks--label { color: $quiet; }
    CheckLines > .checks--label-hand { color: $primary; text-style: bold; }
    CheckLines > .checks--arrow { color: $primary; text-style: bold; }
    CheckLines > .checks--hand { color: $foreground; background: $line; }
    CheckLines > .checks--good { color: $success; }
    CheckLines > .checks--open { color: $free; }
    CheckLines > .checks--quiet { color: $quiet; }
    CheckLines > .checks--warning { color: $warning; }
    CheckLines > .checks--error { color: $error; }
    """

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(id="checks")
        self.sheet = sheet
        names = self.checks()
        first_open = next((name for name in names if not sheet.entries[name].text), names[0])
        self.hand = sheet.hand if sheet.hand in names else first_open
        self._top = 0

    def checks(self) -> list[str]:
        """The checks that are asked now, in their order."""
        answers = self.sheet.answers()
        names = (name for paper in PAPERS for name in paper.checks)
        return [name for name in names if asked(self.sheet.entries[name].question, answers)]

    def redraw(self) -> None:
        """Draw the page anew at the next paint: something was answered, or the rules have looked at it."""
        self.refresh()

    def lines(self) -> list[Check]:
        """What stands on the page: the checks, and behind each paper's what must be said of it besides."""
        now = self.checks()
        made: list[Check] = []
        for paper in PAPERS:
            made.extend(Check(paper, name) for name in paper.checks if name in now)
            made.extend(Check(paper, name, False) for name in paper.copied if self._remarkable(name))
        return made

    def _remarkable(self, name: str) -> bool:
        entry = self.sheet.entries[name]
        wrong = any(one.tone in ("warning", "error") for one in self.sheet.said_of(name))
        return bool(entry.text) and wrong and asked(entry.question, self.sheet.answers())

    def rows(self) -> list[tuple[str, Parts]]:
        """The page as drawn lines, each with the check it belongs to; papers parted by a line if all fit then."""
        lines = self.lines()
        width, height = self.size.width, self.size.height
        foot = [("", line) for line in self._said_in_full(width)]
        airy = len(lines) + len(PAPERS) - 1 + max(2, len(foot)) <= height
        rows: list[tuple[str, Parts]] = []
        before: Paper | None = None
        for line in lines:
            first = line.paper is not before
            if first and before is not None and airy:
                rows.append(("", []))
            rows.extend((line.name, parts) for parts in self._line(line, first, width))
            before = line.paper
        return [*rows, ("", []), *foot]

    def _line(self, line: Check, first: bool, width: int) -> list[Parts]:
        entry = self.sheet.entries[line.name]
        in_hand = line.name == self.hand
        column = max(cell_len(self._label(name)) for paper in PAPERS for name in paper.checks)
        title = ""
        if first:
            sign = "✔ " if is_in_order(line.paper, self.sheet.answers()) else "  "
            title = sign + plain(self.sheet.speaker.say(line.paper.title))
        parts: Parts = [(_filled(title, _TITLE), "title")]
        parts.append(("▸ ", "arrow") if in_hand else ("  ", "ground"))
        parts.append((_filled(self._label(line.name), column + 2), "label-hand" if in_hand else "label"))
        text, tone = self._answer(line.name)
        used = sum(cell_len(part) for part, _ in parts)
        if in_hand and isinstance(entry, ChoiceEntry):
            start: Parts = [(" " * used, "ground")]
            drawn = entry.drawn(max(8, width - used), True)
            lines = [[*(parts if at == 0 else start), *pieces] for at, pieces in enumerate(drawn)]
            return [[(part, _of_choice(style)) for part, style in one] for one in lines]
        answers = max(cell_len(self._answer(name)[0]) for paper in PAPERS for name in paper.checks)
        parts.append((_filled(text, max(answers, cell_len(text)) + 2), tone))
        wrong = next((one for one in self.sheet.said_of(line.name) if one.tone in ("warning", "error")), None)
        if wrong is not None and entry.text and entry.text != YES:
            room = width - sum(cell_len(part) for part, _ in parts)
            parts.append((shorter(f"! {wrong.text}", max(4, room)), wrong.tone))
        return [parts]

    def _label(self, name: str) -> str:
        """What the check is called on its paper's line; whether the paper is there, in the same word for each."""
        if name.endswith("present"):
            return plain(self.sheet.speaker.say(mark("Handed in")))
        return self.sheet.entries[name].label

    def _answer(self, name: str) -> Part:
        entry = self.sheet.entries[name]
        if not entry.text:
            return "·", "open"
        words = "".join(text for text, _ in entry.drawn(28, False)[0])
        if entry.text == YES:
            return f"✔ {words}", "good"
        return (f"✘ {words}" if entry.text == NO else words), "ground"

    def _said_in_full(self, width: int) -> list[Parts]:
        """What is asked or wrong at the check in hand, whole."""
        sayings = self.sheet.said_of(self.hand)
        if not sayings or self.sheet.entries[self.hand].text == YES:
            return []
        wanting = not self.sheet.entries[self.hand].text
        tone, sign = ("quiet", "· ") if wanting else (sayings[0].tone, "! ")
        words = [(word, tone) for word in (sign + sayings[0].text).split()]
        return [[("  ", "ground"), *line] for line in wrapped(words, width - 4, " ")]

    def render_line(self, y: int) -> Strip:
        """One line of the page."""
        rows = self.rows()
        height = self.size.height
        mine = next((at for at, (name, _) in enumerate(rows) if name == self.hand), 0)
        self._top = max(0, min(max(self._top, mine - height + 3), mine, max(0, len(rows) - height)))
        at = y + self._top
        ground = self.get_component_rich_style("checks--ground")
        if at >= len(rows):
            return Strip.blank(self.size.width, ground)
        made = [Segment(text, self.get_component_rich_style(f"checks--{style}")) for text, style in rows[at][1] if text]
        return Strip(made).adjust_cell_length(self.size.width, ground)


def _of_choice(style: str) -> str:
    """The styles of a choice on the form, as they are called here."""
    return {"option": "hand", "chosen": "label-hand"}.get(style, style if style in _STYLES else "ground")


def _filled(text: str, width: int) -> str:
    shown = shorter(text, width)
    return shown + " " * (width - cell_len(shown))
