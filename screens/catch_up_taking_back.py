"""What was noted by mistake as being on a portal is taken back: which of the last nine, and why."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.binding import Binding

from clerk_desk.desk import new_act
from clerk_desk.ledgers.portal_entries import PortalLine
from clerk_desk.objection import mark
from clerk_desk.rules.outages import NAMES
from data.vocabulary import Channel
from screens.widgets.ways import Way
from screens.windows import Choose

if TYPE_CHECKING:
    from screens.catch_up_room import KeyingRoom

DIGIT = 3

TAKE_BACK = Binding(
    str(DIGIT),
    "take_back",
    mark("Take back"),
    id="take_back",
    tooltip=mark("What was noted by mistake is not on the portal after all"),
    show=False,
)
"""The key of it; the letter of the Kazakh row comes by `digit`."""


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one room: nothing was noted yet; which one; the one with {number}; what came of it."""

    nothing: str
    which: str
    title: str
    done: str


async def take_back(
    room: "KeyingRoom", lines: tuple[PortalLine, ...] | None, task: Callable[..., object], words: Words
) -> None:
    """Choose among the lines, say why, and do the task with application and reason."""
    if lines is None:
        return  # it was told why
    if not lines:
        room.say_copied(room.say(words.nothing), "$quiet")
        return
    chosen = await room.window(Choose(room.say(words.which), [Way(line, _named(room, line)) for line in lines]))
    if chosen is None:
        return
    key = new_act()

    async def act(reason: str) -> object | None:
        return await room.do(task, chosen.application_id, reason, key=key)

    title = room.say(words.title, number=chosen.number)
    if await room.reasoned(title, room.say(mark("Reason")), act) is not None:
        room.say_copied(room.say(words.done, number=chosen.number))
        await room.load()


def _named(room: "KeyingRoom", line: PortalLine) -> str:
    there = f"{NAMES[Channel(line.portal)]} {line.portal_number}".strip()
    words = mark("№ {number}, {child}: {there}")
    return room.say(words, number=line.number, child=line.child_name, there=there)
