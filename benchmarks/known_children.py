"""A real store with very many known children of two years: how long the desk needs to find those like one."""

import datetime as dt
import random
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from benchmarks.invented_children import Home, Town
from benchmarks.slips import SLIPS
from clerk_desk.clock import ALMATY, DemoClock
from clerk_desk.desk import Desk
from clerk_desk.ledgers.likenesses import likenesses
from clerk_desk.ledgers.papers import whole_name
from clerk_desk.rules.dates import show
from clerk_desk.rules.names import fold, sort_key
from clerk_desk.rules.similarity import Person
from clerk_desk.work import Member
from data.engine import Store, create_store, open_store
from data.law import the_law
from data.tables import AdmissionYear, Applicant, Application, Child, Staff
from data.vocabulary import Role, Sex, Stage

MORNING = dt.datetime(2027, 4, 8, 10, 42, tzinfo=ALMATY)
KEY = bytes(range(32))
_AT_ONCE = 5000


def furnish(store: Store, children: list[Person]) -> None:
    """Half of them of last year, half of this one; one in twenty refused or withdrawn."""
    chance = random.Random(7)
    with store.writing() as session:
        session.add(Staff(login="aigul", full_name="Үлгі Айгүл", role=Role.CLERK, appointed_at=MORNING))
        for year in (2026, 2027):
            session.add(AdmissionYear(year=year, opens=dt.date(year, 4, 1), closes=dt.date(year, 8, 31)))
    for first in range(0, len(children), _AT_ONCE):
        part = list(enumerate(children[first : first + _AT_ONCE], first + 1))
        with store.writing() as session:
            for table, row in ((Application, _application), (Child, _child), (Applicant, _applicant)):
                session.connection().execute(insert(table), [row(key, one, len(children), chance) for key, one in part])


def _application(key: int, person: Person, count: int, chance: random.Random) -> dict[str, Any]:
    year = 2026 if key <= count // 2 else 2027
    return {
        "id": key,
        "year": year,
        "number": key if year == 2026 else key - count // 2,
        "stage": chance.choices((Stage.RECEIVED, Stage.REFUSED, Stage.WITHDRAWN), (19, 0.5, 0.5))[0],
        "channel": "paper",
        "arrived_at": MORNING,
        "received_at": MORNING,
        "due_at": MORNING + dt.timedelta(days=1),
        "received_by": 1,
        "window_override": "",
        "child_iin": person.iin,
        "no_iin_reason": "",
        "language": "kk",
        "catchment": "yes",
        "form_present": True,
        "form_signed": True,
        "consent_processing": True,
        "consent_access": True,
    }


def _child(key: int, person: Person, *_: object) -> dict[str, Any]:
    names = person.surname, person.given_name, person.patronymic
    return {
        "application_id": key,
        "surname": person.surname,
        "given_name": person.given_name,
        "patronymic": person.patronymic,
        "born": person.born,
        "sex": person.sex,
        "citizenship": "Қазақстан",
        "birth_certificate": "",
        "address": "Үлгі көшесі, 1",
        "special_needs": False,
        "conclusion_number": "",
        "search_key": fold(whole_name(*names)),
        "sort_key": sort_key(*names),
    }


def _applicant(key: int, person: Person, *_: object) -> dict[str, Any]:
    surname, _, given = person.parent.partition(" ")
    return {
        "application_id": key,
        "shown": "original",
        "document_kind": "id_card",
        "document_number": f"{key:09}",
        "document_issuer": "",
        "iin": person.parent_iin,
        "surname": surname,
        "given_name": given,
        "patronymic": "",
        "relation": "mother",
        "basis_number": "",
        "phone": person.phone,
        "second_phone": "",
        "email": "",
        "is_holder": True,
        "original_returned": True,
        "search_key": fold(person.parent),
    }


def children_of(count: int, seed: int = 99) -> list[Person]:
    """Invented children with their IINs, of families of one to three."""
    town, made = Town(seed), []
    home: Home | None = None
    while len(made) < count:
        if home is None or town.chance.random() < 0.7:
            home = town.home()
        sex = town.chance.choice((Sex.FEMALE, Sex.MALE))
        child = town.child(home, sex=sex)
        made.append(replace(child, sex=sex, iin=town.iin(child, sex)))
    return made


def answers_of(paper: Person) -> dict[str, str]:
    """What the form holds while this paper is typed; the child's IIN is not typed yet."""
    assert paper.born is not None
    surname, _, given = paper.parent.partition(" ")
    return {
        "applicant.iin": paper.parent_iin,
        "applicant.surname": surname,
        "applicant.given_name": given,
        "applicant.phone": paper.phone,
        "child.surname": paper.surname,
        "child.given_name": paper.given_name,
        "child.patronymic": paper.patronymic,
        "child.born": show(paper.born),
    }


def desk_at(store: Store) -> Desk:
    """A clerk's desk at that store."""
    return Desk(store, DemoClock(MORNING), the_law(), Member(1, "aigul", "Үлгі Айгүл", Role.CLERK, "en"))


def speed(count: int = 100_000, asks: int = 200) -> float:
    """Print times in milliseconds, the question asked as the intake asks it; gives the median once it is warm."""
    chance, children = random.Random(3), children_of(count)
    papers = [chance.choice(SLIPS)(one, chance) for one in chance.sample(children, asks // 2)]
    papers += children_of(asks - len(papers), seed=100)
    chance.shuffle(papers)
    forms = [answers_of(paper) for paper in papers]
    with tempfile.TemporaryDirectory() as place:
        url = f"sqlite:///{Path(place) / 'desk.db'}"
        store = create_store(url, KEY)
        furnish(store, children)
        store.close()
        store = open_store(url, KEY)
        cold, warm = (_asked(desk_at(store), forms) for _ in range(2))
        store.close()
    print(f"  {count:,} known children; of {asks} papers half are of one of them, with a slip")
    print(f"  the very first ask {cold[0][0]:.1f} ms; each paper for the first time: {_said(cold)}")
    print(f"  each paper once more: {_said(warm)}; of it computing, not waiting for a busy machine: {_said(warm, 1)}")
    print(f"  shown beside a form: {sum(shown for *_, shown in warm) / asks:.2f} children on average")
    return statistics.median(took for took, *_ in warm)


def _asked(desk: Desk, forms: list[dict[str, str]]) -> list[tuple[float, float, int]]:
    """For each form the milliseconds by the wall's clock and by the processor's, and how many were shown."""
    made = []
    for answers in forms:
        wall, busy = time.perf_counter(), time.process_time()
        shown = len(desk.ask(likenesses, answers))
        made.append((1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - busy), shown))
    return made


def _said(made: list[tuple[float, float, int]], which: int = 0) -> str:
    figures = sorted(one[which] for one in made)
    return f"median {statistics.median(figures):.1f} ms, p95 {figures[int(len(figures) * 0.95)]:.1f} ms"
