"""A store that is older than the program: made once, copied for each test."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.conftest import _database, _on_server
from tests.data.first_release import first_release, second_release

_NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def old_file(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], str]:
    """Makes a SQLite store of revision 0001, with the rows of its time, in a folder; gives its URL."""
    template = tmp_path_factory.mktemp("first") / "desk.db"
    first_release(f"sqlite:///{template}")
    return lambda folder: f"sqlite:///{shutil.copy(template, folder / 'desk.db')}"


@pytest.fixture(scope="session")
def old_database(postgres_server: str) -> Callable[[], str]:
    """Makes a database of revision 0001, with the rows of its time; gives its URL."""
    _on_server(postgres_server, "CREATE DATABASE first")
    first_release(_database(postgres_server, "first"))

    def copy() -> str:
        name = f"first_{next(_NUMBERS)}"
        _on_server(postgres_server, f"CREATE DATABASE {name} TEMPLATE first")
        return _database(postgres_server, name)

    return copy


@pytest.fixture
def old(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a store of revision 0001 with the rows of its time, this test's own."""
    if database == "sqlite":
        yield request.getfixturevalue("old_file")(tmp_path)
        return
    url: str = request.getfixturevalue("old_database")()
    yield url
    _on_server(request.getfixturevalue("postgres_server"), f"DROP DATABASE {make_url(url).database} WITH (FORCE)")


@pytest.fixture
def second(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a store of revision 0002 with the rows of its time, this test's own."""
    if database == "sqlite":
        yield second_release(f"sqlite:///{tmp_path / 'desk.db'}")
        return
    server = request.getfixturevalue("postgres_server")
    name = f"second_{next(_NUMBERS)}"
    _on_server(server, f"CREATE DATABASE {name}")
    yield second_release(_database(server, name))
    _on_server(server, f"DROP DATABASE {name} WITH (FORCE)")
