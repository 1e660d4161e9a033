"""The trail: readable by administrators, and no line of it can be altered unseen."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection

from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import audit
from clerk_desk.objection import Objection
from clerk_desk.rules.chain import START, line_hash
from data.tables import AuditHead, AuditLine
from data.vocabulary import EventKind
from tests.conftest import ADMINISTRATOR, CLERK, line_count


@pytest.fixture
def trail(desk: Desk, clerk: Desk) -> Desk:
    """Ten lines: the founding, an appointment, and eight comings and goings."""
    for n in range(4):
        clerk.do(new_act(), audit.signed, EventKind.SIGNED_IN, n)
        clerk.do(new_act(), audit.signed, EventKind.SIGNED_OUT)
    assert line_count(desk.store) == 10
    return desk


def tamper(desk: Desk, *statements: str, act: Callable[[Connection], None] | None = None) -> None:
    """Do to the trail what somebody with the key and a tool could do: the triggers are taken off first."""
    with desk.store.writing() as session:
        connection = session.connection()
        server = connection.dialect.name == "postgresql"
        if server:
            connection.exec_driver_sql("ALTER TABLE audit_line DISABLE TRIGGER USER")
        else:
            for name in ("update", "delete"):
                connection.exec_driver_sql(f"DROP TRIGGER audit_line_no_{name}")
        for statement in statements:
            connection.exec_driver_sql(statement)
        if act is not None:
            act(connection)


def state(desk: Desk) -> audit.Chain:
    return desk.ask(audit.verify)


def test_a_whole_chain_is_whole(trail: Desk) -> None:
    chain = state(trail)
    with trail.store.reading() as session:
        head = session.get(AuditHead, 1)
        assert head is not None
        assert chain == audit.Chain(10, head.hash, 0)


@pytest.mark.parametrize(
    "change",
    [
        "facts = '{\"missed\":0}'",
        "staff_id = 1",
        "staff_id = NULL",
        "event = 'locked'",
        "at = (SELECT at FROM audit_line WHERE seq = 6)",
        "previous = (SELECT previous FROM audit_line WHERE seq = 6)",
        "hash = substr(hash, 2) || '0'",
    ],
)
def test_an_edited_line_shows(trail: Desk, change: str) -> None:
    tamper(trail, f"UPDATE audit_line SET {change} WHERE seq = 7")
    assert state(trail).broken_at == 7


def test_a_line_given_another_number_shows(trail: Desk) -> None:
    tamper(trail, "UPDATE audit_line SET seq = 11 WHERE seq = 10")
    assert state(trail).broken_at == 10


@pytest.mark.parametrize("seq", [1, 5, 10])
def test_a_deleted_line_shows(trail: Desk, seq: int) -> None:
    tamper(trail, f"DELETE FROM audit_line WHERE seq = {seq}")
    assert state(trail).broken_at == seq


def test_a_cut_tail_shows_against_the_head(trail: Desk) -> None:
    tamper(trail, "DELETE FROM audit_line WHERE seq > 4")
    assert state(trail).broken_at == 5


def test_a_whole_trail_wiped_shows(trail: Desk) -> None:
    tamper(trail, "DELETE FROM audit_line", "DELETE FROM audit_head")
    assert state(trail).broken_at == 1


def test_a_missing_head_shows(trail: Desk) -> None:
    tamper(trail, "DELETE FROM audit_head")
    assert state(trail).broken_at == 11


def test_two_lines_changed_about_show(trail: Desk) -> None:
    tamper(
        trail,
        "UPDATE audit_line SET seq = 99 WHERE seq = 5",
        "UPDATE audit_line SET seq = 5 WHERE seq = 6",
        "UPDATE audit_line SET seq = 6 WHERE seq = 99",
    )
    assert state(trail).broken_at == 5


def test_an_inserted_line_shows(trail: Desk) -> None:
    copy = (
        "INSERT INTO audit_line (seq, at, staff_id, event, facts, previous, hash) "
        "SELECT 11, at, staff_id, event, facts, previous, substr(hash, 2) || '0' FROM audit_line WHERE seq = 10"
    )
    tamper(trail, copy)
    assert state(trail).broken_at == 11


def chain_anew(connection: Connection) -> None:
    """What a careful forger does last: every hash is computed again, and the head with them."""
    table = AuditLine.__table__  # type: ignore[attr-defined]
    head = START
    for row in connection.execute(table.select().order_by(table.c.seq)).all():
        digest = line_hash(
            seq=row.seq,
            at=row.at,
            staff_id=row.staff_id,
            event=row.event,
            application_id=row.application_id,
            draft_id=row.draft_id,
            facts=row.facts,
            previous=head,
        )
        connection.execute(table.update().where(table.c.seq == row.seq).values(previous=head, hash=digest))
        head = digest
    connection.exec_driver_sql(f"UPDATE audit_head SET hash = '{head}'")


def test_a_trail_chained_anew_differs_from_the_printed_head(trail: Desk) -> None:
    """Whoever computes the whole chain again deceives the store, but not the head that was printed on paper."""
    printed = state(trail)
    tamper(trail, "UPDATE audit_line SET facts = '{}' WHERE seq = 5", act=chain_anew)
    forged = state(trail)
    assert forged.broken_at == 0 and forged.count == printed.count
    assert forged.head != printed.head


def test_a_gap_shows_even_if_the_rest_was_chained_anew(trail: Desk) -> None:
    tamper(trail, "DELETE FROM audit_line WHERE seq = 5", act=chain_anew)
    assert state(trail).broken_at == 5


def test_an_administrator_reads_the_trail_page_by_page(trail: Desk) -> None:
    page = trail.do(new_act(), audit.open_trail, 0, 4)
    assert [entry.seq for entry in page.entries] == [11, 10, 9, 8]
    opened, out, come = page.entries[:3]
    assert (opened.event, opened.who) == (EventKind.AUDIT_OPENED, ADMINISTRATOR[1])
    assert (out.event, out.who, out.facts, out.number) == (EventKind.SIGNED_OUT, CLERK[1], {}, "")
    assert come.facts == {"missed": 3}
    seen = [entry.seq for entry in page.entries]
    while page.before:
        page = trail.do(new_act(), audit.open_trail, page.before, 4)
        seen += [entry.seq for entry in page.entries]
    assert seen == list(range(11, 0, -1))
    assert state(trail).broken_at == 0


def test_a_clerk_does_not_read_the_trail(clerk: Desk) -> None:
    before = line_count(clerk.store)
    with pytest.raises(Objection) as caught:
        clerk.do(new_act(), audit.open_trail)
    assert caught.value.code == "not_allowed" and line_count(clerk.store) == before


def test_only_attendance_is_signed(desk: Desk) -> None:
    for event in EventKind:
        if event in audit.ATTENDANCE:
            assert desk.do(new_act(), audit.signed, event, 0) == line_count(desk.store)
        else:
            with pytest.raises(Objection):
                desk.do(new_act(), audit.signed, event, 0)
