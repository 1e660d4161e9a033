"""What came of this day so far, on one line, or on two that break where a thing ends."""

from rich.cells import cell_len
from textual.content import Content

from clerk_desk.duties.today import Counts
from clerk_desk.language import Speaker
from clerk_desk.objection import mark
from screens.plain import plain
from screens.widgets.by_width import ByWidth
from screens.widgets.field import wrapped

_BETWEEN = " · "


class CountsLine(ByWidth):
    """TODAY, how many were received, and what became of them."""

    def __init__(self) -> None:
        super().__init__(id="counts")

    def say(self, counts: Counts, speaker: Speaker) -> None:
        """Show these counts."""
        said = [
            speaker.say(mark("{n} received"), n=counts.received),
            speaker.say(mark("{n} accepted"), n=counts.accepted),
            speaker.say(mark("{n} refused"), n=counts.refused),
        ]
        if counts.withdrawn:
            said.append(speaker.say(mark("{n} withdrawn"), n=counts.withdrawn))
        head = plain(speaker.say(mark("TODAY")))
        parts = [plain(part) for part in said]
        self.show(lambda width: _laid(head, parts, width))


def _laid(head: str, parts: list[str], width: int) -> Content:
    """The parts in one line beside the head; where they do not fit, in more, each under the first part."""
    indent = cell_len(head) + 3
    lines = wrapped([(part, "") for part in parts], max(8, width - indent), _BETWEEN)
    rows = ["".join(text for text, _ in line) for line in lines]
    return Content.assemble((head, "bold"), "   ", ("\n" + " " * indent).join(rows))
