"""Known children like the one on the form, each beside it line by line; the clerk says whether it is another one."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from clerk_desk.objection import mark
from clerk_desk.rules.similarity import Kind
from screens.intake.likeness_words import kind_said, reasons_said, stage_said, tone_of
from screens.plain import plain
from screens.widgets.by_width import ByWidth
from screens.widgets.field import digit_of, shorter
from screens.window import HELP, Window

if TYPE_CHECKING:
    from clerk_desk.duties.likenesses import Beside, Line
    from clerk_desk.language import Speaker

APART, AGAIN, OPEN, AWAY = "apart", "again", "open", "away"
_LISTED = 3
"""Children that are listed above the one in hand, so that all fits 24 lines; more are shown around it."""


@dataclass(frozen=True, slots=True)
class Way:
    """What the clerk chose, of which known child."""

    act: str
    child: "Beside"


class Alike(Window[Way | None]):
    """One known child at a time beside the form's; digits say what it is, the arrows go to the next one.

    Only keys that were pressed after it was seen count: a digit typed into the form says nothing about a child.
    """

    CSS_PATH = "../windows.tcss"
    FRESH_KEYS = True
    CSS = """
    Alike #window { width: 92; padding: 0 2; }
    Alike #reading { height: auto; max-height: 1fr; margin: 1 0 0 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "way(1)", mark("Not the same"), id="first", tooltip=mark("Say that it is another child")),
        Binding("2", "way(2)", mark("Open it"), id="second", tooltip=mark("To that application; the draft stays")),
        Binding("3", "way(3)", mark("Same child"), id="third", tooltip=mark("Put this draft away")),
        Binding(
            "down,right",
            "leaf(1)",
            mark("Next child"),
            id="after",
            key_display="↑ ↓",
            tooltip=mark("To the next known child, or the one before"),
        ),
        Binding("up,left", "leaf(-1)", mark("Child before"), id="before", show=False),
        Binding("escape,enter,f10", "back", mark("Form"), id="back", tooltip=mark("Back to the form; nothing is said")),
        HELP,
    ]

    def __init__(self, title: str, children: "Sequence[Beside]", at: int = 0) -> None:
        super().__init__(title)
        self.children_alike = list(children)
        self.at = min(at, len(self.children_alike) - 1)

    def body(self) -> ComposeResult:
        """The list, if there are several; then the one in hand beside the form's, and the ways."""
        with VerticalScroll(id="reading", can_focus=False):
            yield ByWidth(id="alike")

    def on_mount(self) -> None:
        """Laid out for the width there is. Textual calls the windows' own beginnings itself."""
        self._draw()

    @property
    def in_hand(self) -> "Beside":
        """The known child that is shown."""
        return self.children_alike[self.at]

    def ways(self) -> dict[int, tuple[str, str]]:
        """What can be said of the child in hand: by its digit the act, and its words."""
        number = self.in_hand.child.number
        to_it = (OPEN, self.say(mark("open № {number}; this draft stays"), number=number))
        if self.in_hand.told_apart:
            return {1: (AGAIN, self.say(mark("look again: perhaps the same child after all"))), 2: to_it}
        apart = (APART, self.say(mark("not the same child: do not show № {number} here again"), number=number))
        ways = {1: apart, 2: to_it, 3: (AWAY, self.say(mark("the same child: put this draft away")))}
        if self.in_hand.child.kind is Kind.SAME_IIN:
            del ways[1]
        return ways

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys of what can be said of the child in hand; none to leaf where there is but one."""
        if action == "way" and parameters and parameters[0] not in self.ways():
            return False
        if action == "leaf" and len(self.children_alike) < 2:
            return False
        return super().check_action(action, parameters)

    def on_key(self, event: events.Key) -> None:
        """A digit chooses, whatever the layout."""
        digit = digit_of(event.character)
        if digit is not None:
            event.stop()
            self.action_way(digit)

    def action_way(self, number: int) -> None:
        """Choose the n-th way, once the window was to be seen."""
        way = self.ways().get(number)
        if self.seen and way is not None:
            self.dismiss(Way(way[0], self.in_hand))

    def action_leaf(self, by: int) -> None:
        """To the next known child or the one before."""
        self.at = max(0, min(self.at + by, len(self.children_alike) - 1))
        self._draw()
        self.refresh_bindings()

    def _draw(self) -> None:
        speaker = self._speaker()
        if speaker is not None:
            ways = {digit: words for digit, (_, words) in self.ways().items()}
            children, at = self.children_alike, self.at
            self.query_one("#alike", ByWidth).show(lambda width: drawn(children, at, ways, speaker, width))


def drawn(children: "Sequence[Beside]", at: int, ways: Mapping[int, str], speaker: "Speaker", width: int) -> Content:
    """The window's page in lines of at most `width` cells."""
    lines: list[Content] = []
    if len(children) > 1:
        lines += [*_listed(children, at, speaker, width), Content("")]
    lines += _head(children[at], speaker, width)
    lines += [Content(""), *_table(children[at].lines, speaker, width), Content("")]
    for digit, words in ways.items():
        lines.append(Content.assemble((f"({digit})", "bold $primary"), " ", shorter(plain(words), width - 4)))
    return Content("\n").join(lines)


def _listed(children: "Sequence[Beside]", at: int, speaker: "Speaker", width: int) -> list[Content]:
    first = max(0, min(at - 1, len(children) - _LISTED))
    lines = []
    for number, one in enumerate(children[first : first + _LISTED], first):
        words = plain(speaker.say(mark("told apart"))) if one.told_apart else kind_said(one.child, speaker)
        room = max(8, width - cell_len(words) - 4)
        name = shorter(plain(f"№ {one.child.number}  {one.child.child_name}"), room)
        gap = " " * (room - cell_len(name) + 2)
        text = f"{'▸' if number == at else ' '} {name}{gap}{words}"
        quiet = "$quiet" if one.told_apart else ""
        lines.append(Content.styled(text, "bold" if number == at else quiet))
    return lines


def _head(one: "Beside", speaker: "Speaker", width: int) -> list[Content]:
    child = one.child
    received = plain(speaker.say(mark("received {moment}"), moment=child.received_at))
    facts = f"№ {plain(child.number)}   {received}   {stage_said(child, speaker)}"
    if one.told_apart:
        said, tone = plain(speaker.say(mark("told apart: not the same child"))), "$quiet"
    else:
        said, tone = kind_said(child, speaker), f"bold {tone_of(child)}"
    lines = [Content.styled(shorter(facts, width), "bold")]
    reasons = "" if one.told_apart else reasons_said(child, speaker)
    if reasons and cell_len(said) + 3 + cell_len(reasons) <= width:
        return [*lines, Content.assemble((said, tone), ("   " + reasons, "$quiet"))]
    lines.append(Content.styled(shorter(said, width), tone))
    return [*lines, Content.styled(shorter(reasons, width), "$quiet")] if reasons else lines


def _table(lines: "Sequence[Line]", speaker: "Speaker", width: int) -> list[Content]:
    """What was typed beside what is known; a line that differs is marked."""
    labels = [plain(speaker.say(line.label)) for line in lines]
    column = max(map(cell_len, labels)) + 4
    half = max(8, (width - column - 2) // 2)
    heads = [plain(speaker.say(text)) for text in (mark("on this form"), mark("known"))]
    made = [Content.styled(" " * column + _cell(heads[0], half) + "  " + shorter(heads[1], half), "$quiet")]
    for line, label in zip(lines, labels, strict=True):
        typed, known = (_value(value, speaker) for value in (line.typed, line.known))
        sign, tone = ("≠ ", "$warning") if line.differs else ("  ", "$quiet")
        made.append(
            Content.assemble(
                (sign, tone),
                (_cell(label, column - 2), "$quiet"),
                (_cell(typed, half) + "  ", "" if line.differs else "$quiet"),
                (shorter(known, half), tone),
            )
        )
    return made


def _value(value: str | dt.date, speaker: "Speaker") -> str:
    if isinstance(value, dt.date):
        return plain(speaker.date(value))
    return plain(value) or "—"


def _cell(text: str, width: int) -> str:
    cut = shorter(text, width)
    return cut + " " * (width - cell_len(cut))
