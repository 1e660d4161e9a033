"""The checklist: every check of every paper on one page, ticked while the papers are in the other hand.

It holds no answers of its own: each tick is the form's answer, written and kept as if it had been given there.
"""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from clerk_desk.objection import mark
from clerk_desk.rules.choices import NO
from clerk_desk.rules.in_order import PAPERS, Paper
from screens.intake.check_lines import CheckLines
from screens.widgets.choice_field import ChoiceEntry
from screens.widgets.field import digit_of
from screens.widgets.sheet import Sheet
from screens.window import HELP, Window

_WAYS = {"down": 1, "tab": 1, "up": -1, "shift+tab": -1}


class Checks(CheckLines, can_focus=True):
    """The lines of the checklist under the keys."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        self._ended = False

    def on_key(self, event: events.Key) -> None:
        """Walk, tick, say that a paper is in order; everything else is the window's."""
        if self._took(event.key, event.character if event.is_printable else None):
            event.stop()
            event.prevent_default()

    def _took(self, key: str, letter: str | None) -> bool:
        ended, self._ended = self._ended, False
        names = self.checks()
        at = names.index(self.hand)
        if ended and key in ("enter", "tab", "down"):
            pass  # the end of the answer that has ended by its digit, as on the form
        elif key in _WAYS:
            self.hand = names[max(0, min(at + _WAYS[key], len(names) - 1))]
        elif key in ("home", "end"):
            self.hand = names[0 if key == "home" else -1]
        elif key in ("pageup", "pagedown"):
            self._to_paper(names, 1 if key == "pagedown" else -1)
        elif key == "f8":
            self._to_open(names)
        elif key == "enter":
            self._put_in_order()
        else:
            return self._answered(key, letter)
        self.refresh()
        return True

    def _answered(self, key: str, letter: str | None) -> bool:
        """Space goes round: yes, no, open; a digit answers and goes on to the next check."""
        entry = self.sheet.entries[self.hand]
        assert isinstance(entry, ChoiceEntry)
        values = [choice.value for choice in entry.choices]
        number = digit_of(letter)
        if key in ("space", "backspace", "delete"):
            round_about = [*values, ""]
            at = round_about.index(entry.text) if entry.text in round_about else len(values)
            self._write(round_about[(at + 1) % len(round_about)] if key == "space" else "")
        elif number is not None and 1 <= number <= len(values):
            self._write(values[number - 1])
            names = self.checks()
            self.hand = names[min(names.index(self.hand) + 1, len(names) - 1)]
            self._ended = True
        else:
            return letter is not None
        self.refresh()
        return True

    def _write(self, answer: str) -> None:
        if not self.sheet.read_only:
            self.sheet.answer(self.hand, answer)
            self._looked_at()

    def _looked_at(self) -> None:
        """The rules look at each tick, as at a field that was left."""
        self.sheet.post_message(self.sheet.Left(self.sheet.cursor))

    def _put_in_order(self) -> None:
        """The paper in hand is in order; on to what is open after it."""
        paper = self._paper()
        if not self.sheet.read_only:
            self.sheet.put_in_order(paper.first)
            self._looked_at()
        names = self.checks()
        behind = names.index([name for name in names if name in paper.checks][-1]) + 1
        still = (name for name in names[behind:] if not self.sheet.entries[name].text)
        unticked = (name for name in names if name in paper.checks and not self.sheet.entries[name].text)
        self.hand = next(unticked, next(still, names[min(behind, len(names) - 1)]))

    def _paper(self) -> Paper:
        return next(paper for paper in PAPERS if self.hand in paper.checks)

    def _to_paper(self, names: list[str], by: int) -> None:
        at = max(0, min(PAPERS.index(self._paper()) + by, len(PAPERS) - 1))
        self.hand = next(name for name in names if name in PAPERS[at].checks)

    def _to_open(self, names: list[str]) -> None:
        """To the next check, round the list, that is open or answered by no."""
        at = names.index(self.hand) + 1
        wanting = (name for name in names[at:] + names[:at] if self.sheet.entries[name].text in ("", NO))
        self.hand = next(wanting, self.hand)


class Checklist(Window[None]):
    """The page of checks over the intake; Esc or F7 puts it away, and the form lies there as it lay."""

    CSS_PATH = "../windows.tcss"
    AUTO_FOCUS = "#checks"
    CSS = """
    Checklist #window { width: 100%; max-width: 100%; height: 1fr; border: none; padding: 0 1; margin: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "in_order", mark("All in order"), id="in_order", tooltip=mark("The paper in hand, whole")),
        Binding("space", "tick", mark("Yes, no, open"), id="tick", tooltip=mark("Answer this check")),
        Binding("f8", "missing", mark("Next open"), id="missing", tooltip=mark("To the next that is open or wrong")),
        Binding("escape,f7", "back", mark("Form"), id="back", tooltip=mark("Back to the form, where it lay")),
        HELP,
    ]

    def __init__(self, sheet: Sheet, title: str) -> None:
        super().__init__(title)
        self.sheet = sheet

    def body(self) -> ComposeResult:
        """The checks."""
        yield Checks(self.sheet)

    def on_mount(self) -> None:
        """What the rules say of a tick is shown as soon as it is known."""
        super().on_mount()
        checks = self.query_one(Checks)
        self.sheet.shown_elsewhere = checks.redraw

    def on_unmount(self) -> None:
        """The form is alone again."""
        self.sheet.shown_elsewhere = lambda: None

    # The checks themselves take these keys, in the order of typing; here they only have their words.

    def action_in_order(self) -> None:
        """The paper in hand is in order."""

    def action_tick(self) -> None:
        """Answer the check in hand."""

    def action_missing(self) -> None:
        """To the next that is open or wrong."""
