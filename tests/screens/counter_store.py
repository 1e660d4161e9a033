"""A real encrypted store for the counter's stories: a clerk, an administrator, class-sets; one paper's answers."""

import atexit
import datetime as dt
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, cast

from clerk_desk.clock import ALMATY, DemoClock
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import class_sets
from clerk_desk.faults import Faults
from clerk_desk.language import Speaker
from clerk_desk.work import Member
from data.engine import Store, create_store, open_store
from data.law import the_law
from data.tables import School, Staff
from data.vocabulary import Role
from screens.station import Station

MORNING = dt.datetime(2027, 4, 1, 10, 42, 7, tzinfo=ALMATY)
KEY = bytes(range(32))

PAPER = (
    # Applicant: the document's number, validity, IIN, names, relation, phone, holder, returned
    *("012345678", "010230", "900312499911", "Сәрсенбаева", "Айгүл", "", "1", "8 701 123 45 67", "1", "1"),
    # Child: IIN, names, certificate, address, territory, language
    *("210331699903", "Сәрсенбай", "Аружан", "Нұрланқызы", "АА 1234567", "Абай к., 5-12", "1", "1"),
    # Application, its date, signed, consents
    *("1", "010427", "1", "1", "1"),
    # Photos, then the two medical forms; the second's clinic is offered from the first
    *("2", "1", "1", "1"),
    *("1", "065/у", "010327", "№3 емхана", "1", "1", "1"),
    *("1", "052-2/у", "020327", "1", "1", "1"),
)
"""What a clerk types for one paper application, each answer ended by Enter or by itself; "" is an Enter alone.

It is what Enter leads to: what presets and IINs have answered, and what stands aside, is passed by.
"""

PAPER_IN_ORDER = (
    *("012345678", "010230", "900312499911", "Сәрсенбаева", "Айгүл", "", "1", "8 701 123 45 67", "3"),
    *("210331699903", "Сәрсенбай", "Аружан", "Нұрланқызы", "АА 1234567", "Абай к., 5-12", "1", "1"),
    *("3", "010427", "2", "3"),
    *("3", "010327", "№3 емхана", "3", "020327"),
)
"""The same paper where every paper is in order, and the clerk says so."""

OPEN_ENDED = frozenset(
    {"Сәрсенбаева", "Айгүл", "", "Сәрсенбай", "Аружан", "Нұрланқызы", "АА 1234567", "Абай к., 5-12"}
    | {"065/у", "052-2/у", "№3 емхана"}
    | {"8 701 123 45 67", "010427", "020327"}
)
"""The answers of both that need an Enter: they do not end by themselves, or the digit of a tick comes right behind."""


def new_store(folder: Path) -> Store:
    """A store with two members of staff; the administrator has opened class-sets А, Ә (қазақша) and В (русский)."""
    shutil.copyfile(_first_store() / "desk.db", folder / "desk.db")
    return open_store(f"sqlite:///{folder / 'desk.db'}", KEY)


@cache
def _first_store() -> Path:
    """The folder of a store that is made once in a run, and copied for each story."""
    folder = Path(tempfile.mkdtemp(prefix="counter-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    store = create_store(f"sqlite:///{folder / 'desk.db'}", KEY)
    with store.writing() as session:
        session.add(
            School(
                name_kk="№12 мектеп-гимназия",
                name_ru="Школа-гимназия №12",
                bin="050140000010",
                head="Болат Ж.",
                address="Абай к., 1",
                phone="+77172000000",
            )
        )
        session.add(Staff(login="aigul", full_name="Сәрсенова Айгүл", role=Role.CLERK, appointed_at=MORNING))
        session.flush()
        session.add(Staff(login="bolat", full_name="Болат Ж.", role=Role.ADMINISTRATOR, appointed_at=MORNING))
    boss = desk_of(store, 2, Role.ADMINISTRATOR)
    for letter, language in (("А", "kk"), ("Ә", "kk"), ("В", "ru")):
        boss.do(new_act(), class_sets.open_set, letter, language, 25)
    store.close()
    return folder


def desk_of(store: Store, staff_id: int = 1, role: Role = Role.CLERK, moment: dt.datetime = MORNING) -> Desk:
    """A desk at that store, its clock at a working morning inside the window."""
    names = {1: ("aigul", "Сәрсенова Айгүл"), 2: ("bolat", "Болат Ж.")}
    return Desk(store, DemoClock(moment), the_law(), Member(staff_id, *names[staff_id], role, "en"))


def station_at(desk: Desk) -> Station:
    """A station at that desk; faults are raised."""
    return Station(desk, cast(Any, None), Speaker(), None, faults=Faults(strict=True))
