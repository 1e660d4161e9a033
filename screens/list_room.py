"""A room that keeps one list which an administrator changes: the class-sets, the staff, the office's days."""

from typing import ClassVar, TypeVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from clerk_desk.objection import mark
from clerk_desk.rules.rights import may
from data.vocabulary import EventKind
from screens.desk_screen import DeskScreen
from screens.talking import TalkingScreen
from screens.widgets.ways import Way

V = TypeVar("V")


class ListRoom(TalkingScreen, DeskScreen):
    """Enter, a click and F6 do the same: they ask what to do with the row in hand. A subclass binds F6 and says so."""

    AUTO_FOCUS = "#rows"
    TALKS: ClassVar[frozenset[str]] = frozenset({"change"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "change", mark("Change"), id="change", show=False),
    ]

    def action_change(self) -> None:
        """What can be done with the row in hand, or a new one."""
        raise NotImplementedError

    @on(OptionList.OptionSelected)
    def picked(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click on a row."""
        event.stop()
        self.action_change()

    def way(self, value: V, label: str, event: EventKind, why_not: str = "", **facts: object) -> Way[V]:
        """One thing that can be done; grey, with the reason, for whoever may not do it."""
        if not may(self.station.desk.member.role, event):
            why_not = self.say(mark("Only an administrator may do this."))
        return Way(value, self.say(label, **facts), not why_not, why_not)
