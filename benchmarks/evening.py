"""How long the evening takes after a day of very many children: counting, closing, keeping, exporting, Today's lists.

`python -m benchmarks.evening [APPLICATIONS]` furnishes a real store by the desk's own acts, as many applications as are
asked for (2,000 unless said), and prints milliseconds, and how many times an empty question of the same store each is.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from clerk_desk.clock import DemoClock
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import catch_up, class_sets, closing, decisions, photos, today
from clerk_desk.exporting.making import export_day
from clerk_desk.founding import found_desk
from clerk_desk.ledgers.day_content import content_of_day
from clerk_desk.ledgers.evening import ClosingForm
from clerk_desk.work import Look, Member
from data.engine import open_store
from data.keyring import Keyring, OpenKeyring
from data.law import the_law
from data.vocabulary import Role, TeachingLanguage
from tests.conftest import ADMINISTRATOR, CHEAP, MORNING, SCHOOL
from tests.duties.acts import child, receive
from tests.duties.evenings import approve_all, filled_in
from tests.duties.test_photos import developed

LETTERS, SEATS = "АӘБВГҒДЕЖЗИЙКҚЛМНҢОӨПРСТУҰҮ", 60
BARS = {"closing.state": 500.0, "closing.close": 2000.0, "export, plain": 5000.0, "export, sealed": 5000.0}
"""Milliseconds in which each must be done with 2,000 applications."""


@dataclass
class Evening:
    """A desk at the end of a long day, and its keys."""

    desk: Desk
    keys: OpenKeyring
    folder: Path


def furnished(folder: Path, count: int) -> Evening:
    """Of ten children six are accepted, one refused, three wait; every other one has a picture."""
    url, clock, (login, name, password) = f"sqlite:///{folder / 'desk.db'}", DemoClock(MORNING), ADMINISTRATOR
    found_desk(url, folder / "keyring.json", clock, the_law(), SCHOOL, login, name, password, cost=CHEAP)
    keys = Keyring(folder / "keyring.json", CHEAP).unlock(login, password)
    assert keys is not None
    desk = Desk(open_store(url, keys.key), clock, the_law(), Member(1, login, name, Role.ADMINISTRATOR, "en"))
    ids = [
        desk.do(new_act(), class_sets.open_set, letter, TeachingLanguage.KAZAKH, SEATS).class_set_id
        for letter in LETTERS
    ]
    for n in range(count):
        key = receive(desk, child(n)).application_id
        if n % 2:
            desk.do(new_act(), photos.attach_to, key, developed(n % 251))
        if n % 10 < 6:
            desk.do(new_act(), decisions.accept, key, ids[n % len(ids)])
    return Evening(desk, keys, folder)


def measured(act: Callable[[], object], rounds: int = 3) -> float:
    """The median of so many rounds, in milliseconds."""
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def nothing(look: Look) -> int:
    """An empty question."""
    return look.year


def main(count: int = 2000) -> int:
    """Print the figures; the exit code is 1 if one is over its bar."""
    with tempfile.TemporaryDirectory() as place:
        begun = time.perf_counter()
        evening = furnished(Path(place), count)
        desk, keys = evening.desk, evening.keys
        print(f"{count} applications, furnished in {time.perf_counter() - begun:.0f} s")
        empty = measured(lambda: desk.ask(nothing), 50)
        slow = False

        def told(what: str, took: float) -> None:
            nonlocal slow
            slow |= took > BARS.get(what, 1e9)
            bar = f"   at most {BARS[what]:.0f} ms" if what in BARS else ""
            print(f"{what:<28}{took:9.1f} ms{took / empty:10.0f} × an empty question{bar}")

        told("an empty question", empty)
        told("today.frame", measured(lambda: desk.ask(today.frame)))
        told("today.waiting", measured(lambda: desk.ask(today.waiting)))
        told("today.counts", measured(lambda: desk.ask(today.counts)))
        told("catch_up.standing", measured(lambda: desk.ask(catch_up.standing)))
        told("catch_up.waiting", measured(lambda: desk.ask(catch_up.waiting)))
        told("closing.unclosed", measured(lambda: desk.ask(closing.unclosed)))
        told("closing.state", measured(lambda: desk.ask(closing.state, ClosingForm())))
        told("closing.approve, all", measured(lambda: approve_all(desk), 1))
        told("content_of_day", measured(lambda: desk.ask(content_of_day, 0, 10**9)))
        form = filled_in(desk)
        told("closing.close", measured(lambda: desk.do(new_act(), closing.close, form), 1))
        told("export, plain", measured(lambda: export_day(desk, keys, folder=Path(place), sealed=False), 1))
        told("export, sealed", measured(lambda: export_day(desk, keys), 1))
        told("export, once more", measured(lambda: export_day(desk, keys), 1))
        told("closing.state, next day", measured(lambda: desk.ask(closing.state, ClosingForm())))
        desk.store.close()
    return int(slow)


if __name__ == "__main__":
    sys.exit(main(*(int(one) for one in sys.argv[1:])))
