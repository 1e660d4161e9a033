"""What the rooms' stories have in common: two places at one real desk, a child received by the duties, windows seen."""

from typing import Any

import pytest

from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import audit, class_sets, decisions, intake, receiving, today
from clerk_desk.duties.audit import AuditEntry
from clerk_desk.duties.receiving import Receipt
from clerk_desk.faults import Faults
from clerk_desk.language import Speaker
from clerk_desk.ledgers.fill import Fill
from screens.station import Station
from tests.papers import complete_answers

from .conftest import photograph, type_in, until

HOSTILE = (
    "[/]Ким\x1b]0;x\u202e {x} %s",
    *(
        pytest.param(name, marks=pytest.mark.prove)
        for name in (
            "[@click=app.quit]Ким[/]",
            "[/]",
            "[bold red]Ким",
            "Ким\x1b]0;x",
            "Ким\u202eанилА",
            "$primary {x} %s",
        )
    ),
)
"""A name that would break any parser of markup and steer any terminal; those that do one thing each are proven."""


def place(desk: Desk, keys: Any = None, language: str = "en") -> Station:
    """A station at a desk; faults are raised."""
    return Station(desk, keys, Speaker(language), None, faults=Faults(strict=True), frame=today.frame)


def receive(desk: Desk, **changes: str) -> Receipt:
    """A child's papers, complete but for the changes, received by the duties."""
    draft = desk.do(new_act(), intake.open_draft)
    return desk.do(new_act(), receiving.receive, draft.id, complete_answers(**changes))


CHILDREN = ("210115599902", "210331699903", "210902599900", "200229699907", "210515599670", "211231699902")
"""Invented numbers that fit, each of a child who may come in 2027."""


def receive_many(desk: Desk, count: int, **changes: str) -> list[Receipt]:
    """Several children with different numbers and given names."""
    names = ("Әлихан", "Ғазиз", "Қайсар", "Өмір", "Ұлан", "Іңкәр")
    received = []
    for number, name in zip(CHILDREN[:count], names[:count], strict=True):
        born = f"{number[4:6]}.{number[2:4]}.20{number[:2]}"
        sex = "male" if number[6] == "5" else "female"
        told = {"child__iin": number, "child__given_name": name, "child__born": born, "child__sex": sex}
        received.append(receive(desk, **(told | changes)))
    return received


def sets_of(desk: Desk) -> dict[str, Fill]:
    """The class-sets by letter."""
    return {one.letter: one for language in desk.ask(class_sets.fills) for one in language.sets}


def fill_up(administrator: Desk, letter: str, seats: int) -> None:
    """Give a class-set so many seats."""
    administrator.do(new_act(), class_sets.resize, sets_of(administrator)[letter].class_set_id, seats)


def accept(desk: Desk, receipt: Receipt, letter: str) -> None:
    """Accept a child by the duty."""
    desk.do(new_act(), decisions.accept, receipt.application_id, sets_of(desk)[letter].class_set_id)


def trail(administrator: Desk) -> tuple[AuditEntry, ...]:
    """The newest lines of the audit."""
    return administrator.do(new_act(), audit.open_trail).entries


async def sees(pilot: Any, *words: str) -> str:
    """Wait until all these words are on the screen; gives the picture."""
    await until(pilot, lambda: all(word in flat(pilot.app) for word in words))
    return photograph(pilot.app)


def flat(app: Any) -> str:
    """The picture with its line breaks and window frames taken out, so that a broken sentence can be found."""
    return " ".join(photograph(app).translate(str.maketrans("│─▌", "   ")).split())


async def press(pilot: Any, *texts: str) -> None:
    """Type words letter by letter and press keys by name, in one burst."""
    await type_in(pilot, *texts)
