"""The books of a desk, looked into behind its back: what must add up whatever was done."""

from dataclasses import asdict

from sqlmodel import select

from clerk_desk.ledgers import balance
from clerk_desk.ledgers.closes import closes, last_close, unpacked
from clerk_desk.ledgers.evening import ClosingForm, evening_of
from clerk_desk.rules.closing import Check
from clerk_desk.rules.numbers import registration
from clerk_desk.rules.stages import acts
from clerk_desk.work import Look
from data.tables import AdmissionYear, Application, AuditHead, ClassSet, DayClose, Decision, RefusalGround
from data.vocabulary import EventKind, Outcome, Stage


def open_to(look: Look, act: EventKind) -> list[int]:
    rows = look.session.exec(select(Application.id, Application.stage)).all()
    return sorted(key for key, stage in rows if key is not None and act in acts(Stage(stage)))


def class_of(look: Look, application_id: int) -> int | None:
    application = look.session.get(Application, application_id)
    return application.class_set_id if application is not None else None


def lines(look: Look) -> int:
    head = look.session.get(AuditHead, 1)
    return head.count if head is not None else 0


def free(look: Look, class_set_id: int) -> int:
    row = look.session.get(ClassSet, class_set_id)
    return row.seats - row.taken if row is not None and row.closed_at is None else 0


def free_in_language_of(look: Look, application_id: int) -> int:
    application = look.session.get(Application, application_id)
    assert application is not None
    rows = look.session.exec(select(ClassSet).where(ClassSet.language == application.language)).all()
    assert rows
    return sum(row.seats - row.taken for row in rows if row.closed_at is None)


def right(look: Look) -> None:
    applications = look.session.exec(select(Application)).all()
    decided: dict[int, list[Decision]] = {}
    for decision in look.session.exec(select(Decision).where(Decision.live == True)).all():  # noqa: E712
        decided.setdefault(decision.application_id, []).append(decision)
    grounds: dict[int, list[RefusalGround]] = {}
    for ground in look.session.exec(select(RefusalGround)).all():
        grounds.setdefault(ground.decision_id, []).append(ground)
    for row in look.session.exec(select(ClassSet)).all():
        seated = [a for a in applications if a.class_set_id == row.id]
        assert row.taken == len(seated) <= row.seats
    for application in applications:
        live = decided.get(application.id or 0, [])
        answered = application.stage in (Stage.ACCEPTED, Stage.REFUSED)
        assert len(live) == (1 if answered else 0)
        if application.stage is Stage.ACCEPTED:
            assert (live[0].outcome, live[0].class_set_id) == (Outcome.ACCEPTED, application.class_set_id)
        if application.stage is Stage.REFUSED:
            proven = grounds[live[0].id or 0]
            assert live[0].outcome is Outcome.REFUSED
            assert proven
            assert all(ground.facts for ground in proven)
    numbers = sorted(a.number for a in applications)
    year = look.session.get(AdmissionYear, 2027)
    assert numbers == list(range(1, len(numbers) + 1))
    assert year is None or year.next_number == len(numbers) + 1
    living = [a.child_iin for a in applications if a.stage in (Stage.RECEIVED, Stage.ACCEPTED)]
    assert len(living) == len(set(living))


def evening(look: Look) -> None:
    """Received is accepted, refused, withdrawn and waiting; what the trail tells since the last close fits the rows."""
    seen = evening_of(look, last_close(look), ClosingForm())
    counted = {Check.BALANCE, Check.YEAR, Check.SEATS, Check.NUMBERS, Check.TRAIL}
    assert [item for one in seen.checks for item in one.items if item.check in counted] == []
    now = balance.standing(look)
    received = look.session.exec(select(Application)).all()
    assert (now.all, now.waiting) == (len(received), sum(row.stage is Stage.RECEIVED for row in received))
    ends = [0, *(close.to_line for close in reversed(closes(look)))]
    assert ends == sorted(set(ends)) and [close.from_line for close in reversed(closes(look))] == ends[:-1]


def kept(look: Look, close_id: int) -> None:
    """What a close kept is what it counted: its lines of the trail, the acts in them, the rows that they touched."""
    close = look.session.get_one(DayClose, close_id)
    content = unpacked(close.content)
    assert [line["seq"] for line in content["trail"]] == list(range(close.from_line + 1, close.to_line + 1))
    assert close.to_line == 0 or content["trail"][-1]["hash"] == close.head
    told = [line["event"] for line in content["trail"]]
    assert told.count("application_received") == close.counts["moves"]["received"]
    assert told.count("accepted") == close.counts["moves"]["accepted"]
    assert told.count("refused") == close.counts["moves"]["refused"]
    touched = {line["application_id"] for line in content["trail"] if line["event"] != "record_opened"} - {None}
    numbers = {
        registration(row.year, row.number) for row in look.session.exec(select(Application)) if row.id in touched
    }
    assert {row["number"] for row in content["applications"]} == numbers
    assert len(content["applications"]) == len(touched)
    assert close.counts["standing"] == asdict(balance.standing(look))
