"""Desks in processes of their own: one that writes all the time, one that makes backups until it is torn down."""

import datetime as dt
import itertools
from multiprocessing.connection import Connection as Line
from pathlib import Path

from data.engine import Backup, Store, make_backup, open_store
from data.keyring import OpenKeyring
from data.tables import Staff
from data.vocabulary import Role

NOW = dt.datetime(2027, 4, 8, 13, 30, 5, tzinfo=dt.UTC)
CANARIES = ("КАНАРЕЙКАНҰР", "210331699903")


def back_up(store: Store, keys: OpenKeyring, folder: Path, *names: str) -> Backup:
    """A backup under the first free of these names; the trail is not looked at."""
    return make_backup(store, keys, folder, names or ("desk-2027-04-08T18-30-05.backup",), NOW, lambda _: None)


def person(n: int) -> Staff:
    """An invented member of staff with a canary's name."""
    return Staff(
        login=f"n{n}", full_name=f"{CANARIES[0]} {CANARIES[1]} {n} " + "ұ" * 60, role=Role.CLERK, appointed_at=NOW
    )


def write_on(url: str, keys: OpenKeyring, line: Line) -> None:
    """Appoint one after another until told to stop; says how many."""
    store = open_store(url, keys.key)
    for n in itertools.count(1000):
        with store.writing() as session:
            session.add(person(n))
        if n == 1002:
            line.send("writing")
        if line.poll():
            line.send(n - 999)
            return


def back_up_on(url: str, keys: OpenKeyring, folder: Path, line: Line) -> None:
    """Make one backup after another."""
    store = open_store(url, keys.key)
    line.send("backing up")
    for n in itertools.count():
        back_up(store, keys, folder, f"desk-2027-04-08T{n // 3600:02}-{n // 60 % 60:02}-{n % 60:02}.backup")
