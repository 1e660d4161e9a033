"""A school's store of the second release: opened today it keeps every row; papers, closes and portals begin empty."""

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from data.engine import Store, open_store, sqlite_path
from data.law import Law
from data.migrations import REVISIONS
from data.tables import DayClose, IssuedPaper
from data.vocabulary import PaperKind
from tests.conftest import DATABASES, MORNING, _database, _on_server
from tests.data.first_release import (
    KEY,
    LINES_SECOND,
    WRITTEN_SECOND,
    is_whole,
    revision,
    rows_of,
    second_release,
    seen,
)

NEW = ("issued_paper", "day_close", "export_key", "outage", "portal_list", "portal_entry")


def schema(url: str) -> list[tuple[Any, ...]]:
    """The indexes and triggers on the tables that were written anew."""
    return seen(
        url,
        "SELECT type, name, sql FROM sqlite_schema WHERE tbl_name IN ('applicant', 'child', 'audit_line') "
        "AND type <> 'table' ORDER BY name",
    )


def close() -> DayClose:
    return DayClose(
        year=2027,
        number=1,
        date=MORNING.date(),
        closed_at=MORNING,
        closed_by=1,
        from_line=0,
        to_line=21,
        head="a" * 64,
        folders=3,
        photo_pairs=3,
        counts={"received": 4},
        differences=[],
        content=b"all of the day",
    )


def paper(code: str = "AAAA-BBBB") -> IssuedPaper:
    return IssuedPaper(
        kind=PaperKind.RECEIPT,
        code=code,
        application_id=1,
        languages="kk,ru",
        size="a4",
        content={"number": "2027-0001"},
        sha256=hashlib.sha256(code.encode()).hexdigest(),
        issued_at=MORNING,
        issued_by=2,
    )


@pytest.fixture(scope="module", params=DATABASES)
def today(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Such a store opened today, shared by the stories below: each has rows of its own."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('second') / 'desk.db'}"
    else:
        server = request.getfixturevalue("postgres_server")
        _on_server(server, "CREATE DATABASE second_today")
        url = _database(server, "second_today")
    store = open_store(second_release(url), KEY)
    yield store
    store.close()


def do(store: Store, *statements: str | SQLModel) -> None:
    """Behind the program's back."""
    with store.writing() as session:
        for statement in statements:
            if isinstance(statement, SQLModel):
                session.add(statement)
                session.flush()
            else:
                session.connection().exec_driver_sql(statement)


def there(store: Store, question: str) -> list[tuple[Any, ...]]:
    with store.reading() as session:
        return [tuple(row) for row in session.connection().exec_driver_sql(question)]


def test_every_row_is_kept_and_what_is_new_begins_empty(second: str, law: Law) -> None:
    before = rows_of(second, WRITTEN_SECOND)
    if on_file := sqlite_path(second):
        assert before == {name: [tuple(row) for row in rows] for name, (_, *rows) in WRITTEN_SECOND.items()}
        rules = schema(second)
    is_whole(second, law, LINES_SECOND)
    assert (revision(second), rows_of(second, WRITTEN_SECOND)) == (REVISIONS[-1], before)
    assert {seen(second, f"SELECT count(*) FROM {table}")[0] for table in NEW} == {(0,)}
    told = set(seen(second, "SELECT approved_at, approved_by, told_at, told_by FROM decision"))
    assert told == {(None, None, None, None)}
    if on_file:
        assert schema(second) == rules, "indexes and triggers are as they were"


def test_what_a_portal_does_not_tell_may_stay_open_and_nothing_else_may(today: Store) -> None:
    for column in ("shown", "document_kind", "relation"):
        do(today, f"UPDATE applicant SET {column} = NULL WHERE application_id = 1")
    do(today, "UPDATE child SET address = '' WHERE application_id = 1")
    refused = (
        "UPDATE applicant SET shown = 'whispered' WHERE application_id = 1",
        "UPDATE applicant SET surname = '' WHERE application_id = 1",
        f"UPDATE child SET address = '{'а' * 301}' WHERE application_id = 1",
        "UPDATE child SET surname = '' WHERE application_id = 1",
        "UPDATE decision SET told_by = 77",
    )
    for change in refused:
        with pytest.raises(IntegrityError):
            do(today, change)


def test_a_closed_day_stays_closed(today: Store) -> None:
    do(today, close())
    for change in ("UPDATE day_close SET folders = 4", "DELETE FROM day_close"):
        with pytest.raises(Exception, match=r"append-only|RestrictViolation"):
            do(today, change)
    with pytest.raises(IntegrityError):  # one close a date
        do(today, close())
    assert there(today, "SELECT folders FROM day_close") == [(3,)]


def test_what_stands_on_a_paper_stays_and_that_it_came_out_is_added(today: Store) -> None:
    do(today, paper())
    moment = "2027-04-01 05:43:00.000000"
    do(today, f"UPDATE issued_paper SET printed_at = '{moment}', printed_by = 2, application_id = 2")
    changes = [
        f"UPDATE issued_paper SET {column} = {column}"
        for column in ("kind", "code", "languages", "size", "content", "sha256", "copy_number", "copy_of")
    ]
    changes += ["UPDATE issued_paper SET issued_by = 1", "DELETE FROM issued_paper"]
    if sqlite_path(today.url):
        changes.append("INSERT OR REPLACE INTO issued_paper SELECT * FROM issued_paper")
    for change in changes:
        with pytest.raises(Exception, match=r"kept as it was|RestrictViolation"):
            do(today, change)
    with pytest.raises(IntegrityError):
        do(today, paper())
    assert there(today, "SELECT printed_by, code FROM issued_paper") == [(2, "AAAA-BBBB")]


def test_one_outage_runs_at_a_time_for_each_portal(today: Store) -> None:
    begun = "INSERT INTO outage (portal, noticed, note, began_at, began_by, ended_at, ended_by) VALUES "
    do(today, begun + "('egov', 'seen', '', '2027-04-01 05:00:00', 1, '2027-04-01 05:30:00', 1)")
    do(today, begun + "('egov', 'seen', '', '2027-04-01 06:00:00', 1, NULL, NULL)")
    do(today, begun + "('mektep', 'told', '', '2027-04-01 06:00:00', 1, NULL, NULL)")
    for portal, ended in (("egov", "NULL"), ("paper", "'2027-04-01 08:00:00'"), ("mektep", "'2027-04-01 05:00:00'")):
        with pytest.raises(IntegrityError):
            do(today, f"{begun} ('{portal}', 'seen', '', '2027-04-01 07:00:00', 1, {ended}, 1)")


def test_a_portal_knows_an_application_under_one_number(today: Store) -> None:
    entry = "INSERT INTO portal_entry (application_id, portal, number) VALUES "
    do(today, entry + "(1, 'egov', '17'), (2, 'mektep', '17'), (3, 'egov', '')")
    with pytest.raises(IntegrityError):
        do(today, entry + "(4, 'egov', '17')")
    do(today, entry + "(4, 'egov', '')")
    with pytest.raises(IntegrityError):
        do(today, "UPDATE portal_entry SET keyed_at = '2027-04-01 07:00:00'")
