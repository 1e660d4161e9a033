"""A desk with two closed days, made once and copied for each story."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_desk.clock import DemoClock
from clerk_desk.desk import Desk
from clerk_desk.exporting import making
from clerk_desk.work import Member
from data.engine import open_store
from data.keyring import Keyring, OpenKeyring
from data.law import Law
from data.vocabulary import Role
from tests.conftest import ADMINISTRATOR, CHEAP, CLERK, MORNING, Furnished, open_class_sets
from tests.exporting.days import PDF, Days, a_friday, a_thursday


@pytest.fixture(scope="session")
def _two_days(_sqlite_furnished: Furnished, tmp_path_factory: pytest.TempPathFactory, law: Law) -> tuple[Path, Days]:
    place, clock = tmp_path_factory.mktemp("days"), DemoClock(MORNING)
    url = _sqlite_furnished.copy(place)
    keys = Keyring(_sqlite_furnished.keyring, CHEAP).unlock(ADMINISTRATOR[0], ADMINISTRATOR[2])
    assert keys is not None
    store = open_store(url, keys.key)
    desk = Desk(store, clock, law, Member(1, ADMINISTRATOR[0], ADMINISTRATOR[1], Role.ADMINISTRATOR, "en"))
    clerk = Desk(store, clock, law, Member(2, CLERK[0], CLERK[1], Role.CLERK, "en"))
    ids = {letter: fill.class_set_id for letter, fill in open_class_sets(desk).items()}
    thursday, made = a_thursday(clerk, desk, ids)
    friday = a_friday(clerk, desk, clock, made)
    store.close()
    return place, Days(thursday, friday, **made)


@pytest.fixture
def database() -> str:
    """Packages are made of files and cards: one database is enough but for the duties' own story."""
    return "sqlite"


@pytest.fixture
def store_url(_two_days: tuple[Path, Days], tmp_path: Path) -> Iterator[str]:
    """A store of this story's own, with the two closed days."""
    shutil.copy(_two_days[0] / "desk.db", tmp_path / "desk.db")
    yield f"sqlite:///{tmp_path / 'desk.db'}"


@pytest.fixture
def days(_two_days: tuple[Path, Days]) -> Days:
    """What became of the children of the two days."""
    return _two_days[1]


@pytest.fixture(autouse=True)
def printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The register is not typeset anew for each story."""
    monkeypatch.setattr(making, "_register", lambda desk, paper_id: PDF)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder that is not the desk's own."""
    made = tmp_path / "stick"
    made.mkdir()
    return made


@pytest.fixture
def package(desk: Desk, keys: OpenKeyring) -> bytes:
    """Thursday's package, before it is sealed."""
    from clerk_desk.duties import exports
    from tests.conftest import MORNING

    return making.packed(desk, keys, desk.ask(exports.day, MORNING.date())).content
