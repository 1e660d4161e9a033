"""A day at the walks' desk, lived through its duties: an outage, families, answers; the evening is the test's own.

`python -m tests.walks.day FOLDER` lives such a day in a process of its own that writes down every socket it opens.
"""

import contextlib
import datetime as dt
import socket
import sys
from pathlib import Path
from typing import Any

from clerk_desk.clock import DemoClock
from clerk_desk.desk import Desk, new_act
from clerk_desk.door import Door
from clerk_desk.duties import afterwards, decisions, intake, outages, receiving, telling
from data.law import the_law
from data.vocabulary import Channel, Ground, Noticed
from tests.duties.acts import child
from tests.walks.counter import CHEAP, MORNING, PASSWORD

FAMILIES = 11
"""Taken in by the duties, after the one that the founding took in."""


class Day:
    """The clerk and the administrator of a desk in `folder`, on one clock; `close` lets both go."""

    def __init__(self, folder: Path, moment: dt.datetime = MORNING) -> None:
        self.clock = DemoClock(moment)
        door = Door(f"sqlite:///{folder}/desk.db", folder / "desk.keys", self.clock, the_law(), CHEAP)
        self.administrator, self.keys = door.sign_in("serik", PASSWORD)
        self.clerk, _ = door.sign_in("aigul", PASSWORD)
        self.applications: list[int] = []

    def close(self) -> None:
        """Let go of the store."""
        for desk in (self.clerk, self.administrator):
            desk.store.close()

    def at(self, clock: str) -> None:
        """Set the office's clock, as "HH:MM" of that day."""
        self.clock.move(dt.datetime.combine(MORNING.date(), dt.time.fromisoformat(clock), MORNING.tzinfo))

    def until_noon(self, families: int = FAMILIES, *, outage: bool = True) -> None:
        """A portal fails (with `outage`), families come with their papers, it answers again."""
        self.at("11:00")
        begun = self.do(outages.begin, Channel.EGOV, Noticed.SEEN, "10:50", "ашылмайды") if outage else None
        for n in range(families):
            self.at(f"11:{5 + 4 * n:02}" if n < 13 else "11:59")
            small = {"photos__size_3x4": "no"} if n in (1, 2) else {}
            draft = self.do(intake.open_draft)
            self.applications.append(self.do(receiving.receive, draft.id, child(n + 1, **small)).application_id)
        self.at("12:10")
        if begun is not None:
            self.do(outages.end, begun.id)

    def answers(self, class_set_id: int) -> None:
        """Two are refused for their photos and told so, one goes again, one waits, the others are accepted."""
        self.at("14:05")
        _, second, third, fourth, fifth, *_ = self.applications
        for refused in (second, third):
            self.do(decisions.refuse, refused, (Ground.NONCONFORMING,), "Фотосуреттер 3×4 емес.")
            self.do(telling.told, refused)
        self.do(afterwards.withdraw, fourth, "Отбасы көшті.")
        for accepted in set(self.applications) - {second, third, fourth, fifth}:
            self.do(decisions.accept, accepted, class_set_id)

    def told(self, application_id: int) -> None:
        """The family heard its answer."""
        self.at("17:52")
        self.do(telling.told, application_id)

    def do(self, task: Any, *args: Any, by: Desk | None = None) -> Any:
        """An act of the clerk, or of another desk."""
        return (by or self.clerk).do(new_act(), task, *args)


def main() -> int:
    """Found a desk in the folder, live its day with all that leaves it, and say which sockets were opened."""
    opened: list[str] = []

    def heard(event: str, _args: tuple[object, ...]) -> None:
        if event.startswith("socket.") and event != "socket.__new__":
            opened.append(event)

    sys.addaudithook(heard)
    from tests.walks.counter import found
    from tests.walks.evening import evening

    folder = Path(sys.argv[1])
    found(folder)
    day = Day(folder)
    day.until_noon()
    day.answers(1)
    evening(day, folder)
    day.close()
    print("sockets:", *opened)
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", 9), 1):
        pass
    print("one on purpose:", *opened)
    return 0


if __name__ == "__main__":
    sys.exit(main())
