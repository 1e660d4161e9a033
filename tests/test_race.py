"""Eight desks, each a process of its own, at the last seat of a class: one gets it, seven are told so in words."""

import multiprocessing
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import Any

import pytest
from sqlmodel import func, select

from clerk_desk.clock import MachineClock
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import afterwards, class_sets, decisions
from clerk_desk.objection import Objection
from clerk_desk.work import Look, Member
from data.engine import Store, open_store
from data.keyring import OpenKeyring
from data.law import the_law
from data.tables import Application, ClassSet, Decision
from data.vocabulary import Role
from tests.conftest import MORNING
from tests.duties.acts import child, receive

DESKS = 8
ROUNDS, ROUNDS_TO_PROVE = 5, 50


def test_one_of_eight_desks_gets_the_last_seat(desk: Desk, racers: "Racers") -> None:
    race(desk, racers, ROUNDS)


@pytest.mark.prove
def test_one_of_eight_desks_gets_the_last_seat_every_time(desk: Desk, racers: "Racers") -> None:
    race(desk, racers, ROUNDS_TO_PROVE)
    told = (DESKS - 1) * ROUNDS_TO_PROVE
    kind = desk.store.url.partition(":")[0]
    print(f"\n{kind}: {DESKS} desks, {ROUNDS_TO_PROVE} rounds: {ROUNDS_TO_PROVE} accepted, {told} told full, 0 errors")


class StillClock(MachineClock):
    """Shows the morning of the tests: the racers' moments do not matter."""

    def now(self) -> Any:
        return MORNING


class Racers:
    """The desks: processes that wait for an application and all accept at once."""

    def __init__(self, url: str, key: bytes) -> None:
        context: Any = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
        if hasattr(context, "set_forkserver_preload"):
            context.set_forkserver_preload(["tests.test_race"])
        self._barrier = context.Barrier(DESKS)
        self._lines: list[Connection] = []
        self._processes = []
        for _ in range(DESKS):
            here, there = context.Pipe()
            process = context.Process(target=racer, args=(url, key, there, self._barrier), daemon=True)
            process.start()
            self._lines.append(here)
            self._processes.append(process)

    def run(self, applications: list[int], class_set_id: int) -> list[str]:
        """What each desk was told: "accepted", an Objection's code, or the name of a raw error."""
        for line, application_id in zip(self._lines, applications, strict=True):
            line.send((application_id, class_set_id))
        return [str(line.recv()) for line in self._lines]

    def close(self) -> None:
        for line in self._lines:
            line.send(None)
        for process in self._processes:
            process.join(20)
            assert process.exitcode == 0


@pytest.fixture
def racers(store_url: str, store: Store, keys: OpenKeyring) -> Iterator[Racers]:
    made = Racers(store_url, keys.key)
    yield made
    made.close()


def racer(url: str, key: bytes, line: Connection, barrier: Barrier) -> None:
    """One desk: accepts what it is given, when all are ready."""
    store = open_store(url, key)
    desk = Desk(store, StillClock(), the_law(), Member(2, "aigul", "Сейітова Айгүл", Role.CLERK, "en"))
    try:
        while (given := line.recv()) is not None:
            barrier.wait(60)
            line.send(_told(desk, *given))
    finally:
        store.close()


def _told(desk: Desk, application_id: int, class_set_id: int) -> str:
    try:
        return str(desk.do(new_act(), decisions.accept, application_id, class_set_id).outcome)
    except Objection as objection:
        return objection.code if "{" not in str(objection) else "a sentence with a hole"
    except Exception as error:  # noqa: BLE001 - told to the test, which wants none
        return f"raw {type(error).__name__}"


def race(desk: Desk, racers: Racers, rounds: int) -> None:
    seat = desk.do(new_act(), class_sets.open_set, "А", "kk", 1).class_set_id
    waiting = [receive(desk, child(n)).application_id for n in range(DESKS)]
    for n in range(rounds):
        told = racers.run(waiting, seat)
        assert sorted(told) == ["accepted", *["full"] * (DESKS - 1)], f"round {n}: {told}"
        assert desk.ask(_state, seat) == (1, 1, n + 1)
        winner = told.index("accepted")
        desk.do(new_act(), afterwards.withdraw, waiting[winner], "келесі айналым")
        waiting[winner] = receive(desk, child(DESKS + n)).application_id


def _state(look: Look, class_set_id: int) -> tuple[int, int, int]:
    """Seats taken by the count, by the applications, and all decisions ever made."""
    row = look.session.get(ClassSet, class_set_id)
    seated = look.session.exec(
        select(func.count()).select_from(Application).where(Application.class_set_id == class_set_id)
    ).one()
    return row.taken if row else -1, seated, look.session.exec(select(func.count()).select_from(Decision)).one()
