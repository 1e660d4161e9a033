"""A real encrypted store for the counter's stories: a clerk, an administrator, class-sets; one paper's answers."""

import datetime as dt
from pathlib import Path
from typing import Any, cast

from clerk_desk.clock import ALMATY, DemoClock
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import class_sets
from clerk_desk.faults import Faults
from clerk_desk.language import Speaker
from clerk_desk.work import Member
from data.engine import Store, create_store
from data.law import the_law
from data.tables import School, Staff
from data.vocabulary import Role
from screens.station import Station

MORNING = dt.datetime(2027, 4, 1, 10, 42, 7, tzinfo=ALMATY)
KEY = bytes(range(32))

PAPER = (
    # Applicant: document, its number, issuer, validity, IIN, names, relation, phones, e-mail, holder, returned
    *("1", "1", "012345678", "ІІМ", "01.02.2030", "900312499911", "Сәрсенбаева", "Айгүл", "", "1"),
    *("8 701 123 45 67", "", "", "1", "1"),
    # Child: IIN, names, born and sex (both filled by the IIN), citizenship, certificate, address, territory
    *("210331699903", "Сәрсенбай", "Аружан", "Нұрланқызы", "", "", "", "АА 1234567", "Абай к., 5-12", "1"),
    # language, class-set, special needs, application, its date, signed, consents
    *("1", "2", "2", "1", "010427", "1", "1", "1"),
    # Photos, then the two medical forms
    *("2", "1", "1", "1"),
    *("1", "065/у", "010327", "№3 емхана", "1", "1", "1"),
    *("1", "052-2/у", "020327", "№3 емхана", "1", "1", "1"),
)
"""What a clerk types for one paper application, field by field, each ended by Enter; "" leaves what stands there."""


def new_store(folder: Path) -> Store:
    """A store with two members of staff; the administrator has opened class-sets А, Ә (қазақша) and В (русский)."""
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
    return store


def desk_of(store: Store, staff_id: int = 1, role: Role = Role.CLERK, moment: dt.datetime = MORNING) -> Desk:
    """A desk at that store, its clock at a working morning inside the window."""
    names = {1: ("aigul", "Сәрсенова Айгүл"), 2: ("bolat", "Болат Ж.")}
    return Desk(store, DemoClock(moment), the_law(), Member(staff_id, *names[staff_id], role, "en"))


def station_at(desk: Desk) -> Station:
    """A station at that desk; faults are raised."""
    return Station(desk, cast(Any, None), Speaker(), None, faults=Faults(strict=True))
