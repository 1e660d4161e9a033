"""A desk in a process of its own that exports one package after another until it is torn down."""

from multiprocessing.connection import Connection as Line
from pathlib import Path

from clerk_desk.clock import DemoClock
from clerk_desk.desk import Desk
from clerk_desk.duties import exports
from clerk_desk.exporting import making
from clerk_desk.work import Member
from data.engine import open_store
from data.keyring import OpenKeyring
from data.law import the_law
from data.vocabulary import Role
from tests.conftest import ADMINISTRATOR, MORNING


def export_on(url: str, keys: OpenKeyring, folder: Path, pdf: bytes, line: Line) -> None:
    """Export Thursday again and again, each time into a folder without it."""
    vars(making)["_register"] = lambda desk, paper_id: pdf
    member = Member(1, ADMINISTRATOR[0], ADMINISTRATOR[1], Role.ADMINISTRATOR, "en")
    desk = Desk(open_store(url, keys.key), DemoClock(MORNING), the_law(), member)
    # Made once: what is to be torn down is the writing, the reading back, the naming and the line in the trail.
    package = making.packed(desk, keys, desk.ask(exports.day, MORNING.date()))
    vars(making)["packed"] = lambda *_: package
    line.send("exporting")
    while True:
        making.export_day(desk, keys, MORNING.date(), folder, sealed=False).path.unlink()
