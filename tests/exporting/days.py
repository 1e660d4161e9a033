"""Days that are closed and exported in the stories: a child accepted, one refused, one waiting, one with a picture."""

import datetime as dt
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from clerk_desk.clock import ALMATY, DemoClock
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import findings, photos
from clerk_desk.duties.closing import Closed
from clerk_desk.exporting import making
from clerk_desk.exporting.parts import Part
from clerk_desk.exporting.verify_package import MANIFEST, SIGNATURE, Verified, verify
from data.vocabulary import Ground
from tests.duties.acts import accept, child, receive, refuse
from tests.duties.evenings import close_day
from tests.duties.test_photos import developed

CANARY = "КАНАРЕЙКАНҰР"
"""A surname that must be read nowhere in what is sealed."""

PDF = b"%PDF-1.7\nthe daily register\n%%EOF\n"
"""Stands for the typeset register where a story is not about it."""


@dataclass(frozen=True)
class Days:
    """What the stories are told of: the closes of Thursday and Friday, and the applications by what became of them."""

    thursday: Closed
    friday: Closed
    accepted: int
    refused: int
    waiting: int
    pictured: int


def a_thursday(clerk: Desk, desk: Desk, ids: dict[str, int]) -> tuple[Closed, dict[str, int]]:
    """Thursday, 01.04.2027: one accepted, one refused, one that waits and whose picture lies there."""
    made = {"accepted": accept(clerk, 1, ids["А"])}
    made["refused"] = receive(clerk, child(2)).application_id
    clerk.do(
        new_act(), findings.record_finding, made["refused"], Ground.NONCONFORMING, "photos", "Суреті басқа баланікі."
    )
    refuse(clerk, made["refused"], Ground.NONCONFORMING)
    # A name and an address that a spreadsheet would run, and that a careless reader would cut.
    hostile = {"child__surname": CANARY, "child__address": '=HYPERLINK("x");"\n1,2'}
    made["waiting"] = made["pictured"] = receive(clerk, child(3, **hostile)).application_id
    clerk.do(new_act(), photos.attach_to, made["pictured"], developed(10))
    return close_day(desk), made


def a_friday(clerk: Desk, desk: Desk, clock: DemoClock, made: dict[str, int]) -> Closed:
    """Friday: one more is received."""
    clock.move(dt.datetime(2027, 4, 2, 10, 0, tzinfo=ALMATY))
    receive(clerk, child(4))
    return close_day(desk)


def look_at(content: bytes, head: str = "", key: str = "") -> Verified:
    """What the stand-alone verifier finds."""
    return verify(BytesIO(content), head, key)


def codes(found: Verified) -> list[str]:
    """What is wrong, by code."""
    return [problem.code for problem in found.problems]


def parts_in(content: bytes) -> list[Part]:
    """The parts of a package as any zip reader finds them, in their order."""
    from zipfile import ZipFile

    with ZipFile(BytesIO(content)) as box:
        assert box.testzip() is None
        return [Part(name, box.read(name)) for name in box.namelist()]


def put_together(parts: list[Part]) -> bytes:
    """A package of these parts in the desk's own form, whatever stands in them."""
    return making.boxed(parts)


def changed(content: bytes, path: str, new: bytes) -> bytes:
    """The package with one part exchanged, all the rest as it was."""
    return put_together([Part(part.path, new if part.path == path else part.content) for part in parts_in(content)])


def only(folder: Path) -> Path:
    """The one file that lies in a folder."""
    (found,) = folder.iterdir()
    return found


__all__ = ["MANIFEST", "SIGNATURE", "Days"]
