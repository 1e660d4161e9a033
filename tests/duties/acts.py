"""Acts that many stories begin with: a child of one's choice received, accepted, refused."""

import datetime as dt
from typing import Any

import pytest
from sqlmodel import select

from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import decisions, intake, receiving
from clerk_desk.duties.receiving import Receipt
from clerk_desk.objection import Objection
from clerk_desk.rules.iin import check_digit
from clerk_desk.work import Look
from data.tables import ClassSet, Decision, RefusalGround
from data.vocabulary import Ground
from tests.papers import complete_answers


def iin_of(n: int) -> str:
    """The n-th invented IIN of a girl born in 2021; serials that no register office gives out."""
    born = dt.date(2021, 1, 2) + dt.timedelta(days=n // 50)
    for lead in (9, 8, 7):  # of eleven digits in a hundred no number can be made
        eleven = f"{born:%y%m%d}6{lead}9{n % 50 + 10:02}"
        last = check_digit(eleven)
        if last is not None:
            return f"{eleven}{last}"
    raise AssertionError(n)


def child(n: int, **changes: str) -> dict[str, str]:
    """The complete papers of the n-th invented child."""
    iin = iin_of(n)
    own = {
        "child__iin": iin,
        "child__born": f"{iin[4:6]}.{iin[2:4]}.20{iin[:2]}",
        "child__given_name": f"Қыз{n}",
    }
    return complete_answers(**own | changes)


def receive(desk: Desk, answers: dict[str, str] | None = None, **changes: str) -> Receipt:
    """A new draft, received with these answers."""
    draft = desk.do(new_act(), intake.open_draft)
    return desk.do(new_act(), receiving.receive, draft.id, answers or complete_answers(**changes))


def accept(desk: Desk, n: int, class_set_id: int, **changes: str) -> int:
    """The n-th child received and accepted; the application's id."""
    application_id = receive(desk, child(n, **changes)).application_id
    desk.do(new_act(), decisions.accept, application_id, class_set_id)
    return application_id


def refuse(desk: Desk, application_id: int, *grounds: Ground) -> decisions.Answer:
    """A refusal on these grounds."""
    return desk.do(new_act(), decisions.refuse, application_id, grounds, "Құжаттар сәйкес келмейді.")


class objects:
    """`with objects("full"):` — what is done inside meets an Objection of this code."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.said = ""

    def __enter__(self) -> "objects":
        self._raises = pytest.raises(Objection)
        self._caught = self._raises.__enter__()
        return self

    def __exit__(self, *exc: object) -> bool:
        swallowed = self._raises.__exit__(*exc)  # type: ignore[arg-type]
        assert self._caught.value.code == self.code, str(self._caught.value)
        self.said = str(self._caught.value)
        return bool(swallowed)


def taken(desk: Desk, class_set_id: int) -> int:
    def taken(look: Look) -> int:
        row = look.session.get(ClassSet, class_set_id)
        return row.taken if row is not None else -1

    return desk.ask(taken)


def ground_facts(look: Look) -> dict[Ground, list[dict[str, Any]]]:
    return {row.ground: row.facts for row in look.session.exec(select(RefusalGround)).all()}


def live_decisions(look: Look, application_id: int) -> list[tuple[bool, int | None]]:
    rows = look.session.exec(select(Decision).where(Decision.application_id == application_id)).all()
    return [(row.live, row.class_set_id) for row in sorted(rows, key=lambda row: row.id or 0)]
