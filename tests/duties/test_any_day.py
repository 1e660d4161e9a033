"""Any day at the desk: acts in any order, possible or not; after each of them the books must be right."""

import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from clerk_desk.clock import DemoClock
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import (
    afterwards,
    audit,
    class_sets,
    closing,
    decisions,
    findings,
    intake,
    receiving,
    register,
    telling,
)
from clerk_desk.objection import Objection
from clerk_desk.work import Member
from data.engine import open_store
from data.keyring import OpenKeyring
from data.law import the_law
from data.vocabulary import EventKind, Ground, Role
from tests.conftest import ADMINISTRATOR, CLERK, MORNING, Furnished
from tests.duties import books
from tests.duties.acts import child
from tests.duties.evenings import approve_all, filled_in

CHILDREN = 8
GROUNDS = [(Ground.NONCONFORMING,), (Ground.OVERFULL,), (Ground.UNRELIABLE, Ground.NONCONFORMING), tuple(Ground)]
some = st.integers(0, 7)
"""Which of the things that there are: taken modulo their number."""


def test_the_books_are_right_whatever_is_done(furnished: Furnished, keys: OpenKeyring) -> None:
    if "sqlite" not in furnished.copy.__qualname__:
        pytest.skip("on a server only under -m prove")
    live(furnished, keys, examples=8, steps=30)


@pytest.mark.prove
def test_the_books_are_right_after_two_hundred_long_days(furnished: Furnished, keys: OpenKeyring) -> None:
    live(furnished, keys, examples=200, steps=50)


def live(furnished: Furnished, keys: OpenKeyring, examples: int, steps: int) -> None:
    rules = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
        database=None,
    )
    factory: Any = lambda: AnyDay(furnished, keys)  # noqa: E731
    run_state_machine_as_test(factory, settings=rules)


class AnyDay(RuleBasedStateMachine):
    """A clerk and an administrator at one store, with few seats and few children, so that they collide."""

    def __init__(self, furnished: Furnished, keys: OpenKeyring) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory(prefix="desk-day-")
        self._url = furnished.copy(Path(self._folder.name))
        self._away = furnished.away
        self.store, self.clock = open_store(self._url, keys.key), DemoClock(MORNING)
        clock, law = self.clock, the_law()
        self.desks = (
            Desk(self.store, clock, law, Member(1, *ADMINISTRATOR[:2], Role.ADMINISTRATOR, "en")),
            Desk(self.store, clock, law, Member(2, *CLERK[:2], Role.CLERK, "en")),
        )
        self.before = self.acts = self.desks[0].ask(books.lines)
        self.sets: list[int] = []
        self.applications: list[int] = []
        self.findings: list[int] = []
        self.letters = iter("АӘБВГҒДЕЖЗИК")

    def teardown(self) -> None:
        try:
            self.desks[0].ask(books.evening)
            chain = self.desks[0].ask(audit.verify)
            assert (chain.broken_at, chain.count) == (0, self.acts)
        finally:
            self.store.close()
            self._away(self._url)
            self._folder.cleanup()

    def do(self, desk: Desk, task: Callable[..., Any], *args: Any, twice: bool = False) -> Any:
        """The act done, or the Objection that it met; a done act is done once, however often it is sent."""
        key = new_act()
        try:
            outcome = desk.do(key, task, *args)
        except Objection as objection:
            assert "{" not in str(objection)
            return objection
        self.acts += 1
        if twice:
            assert desk.do(key, task, *args) == outcome
        return outcome

    @initialize(
        seats=st.lists(st.integers(1, 3), min_size=2, max_size=3),
        children=st.lists(st.sampled_from(["waits", "seated", "refused"]), min_size=2, max_size=6),
    )
    def begin(self, seats: list[int], children: list[str]) -> None:
        """The day before: some classes, some families, some of them answered."""
        for n in seats:
            self.open_class("kk", n)
        self.open_class("ru", 1)
        for n, state in enumerate(children):
            self.receive(n, "kk", state != "refused", n, False)
            if state == "seated":
                self.accept(n, n, n, False)
            elif state == "refused":
                self.refuse(n, GROUNDS[0], False, False)

    def open_class(self, language: str, seats: int) -> None:
        fill = self.do(self.desks[0], class_sets.open_set, next(self.letters), language, seats)
        self.sets.append(fill.class_set_id)

    @rule(n=some, language=st.sampled_from(["kk", "kk", "ru"]), stamped=st.booleans(), who=some, twice=st.booleans())
    def receive(self, n: int, language: str, stamped: bool, who: int, twice: bool) -> None:
        desk = self.desks[who % 2]
        draft = self.do(desk, intake.open_draft)
        answers = child(n % CHILDREN, application__language=language, form_065__stamped="yes" if stamped else "no")
        receipt = self.do(desk, receiving.receive, draft.id, answers, twice=twice)
        if isinstance(receipt, Objection):
            assert receipt.code == "already_applied"
            self.do(desk, intake.discard, draft.id, "бұрын берген")
        else:
            self.applications.append(receipt.application_id)

    def _at(self, n: int, things: list[int]) -> int:
        return things[n % len(things)] if things else 999

    def _for(self, act: EventKind, n: int) -> int:
        """An application: three times of four one to which this act may be done, if there is one."""
        fitting = self.desks[0].ask(books.open_to, act) if n % 4 != 3 else []
        return self._at(n, fitting or self.applications)

    @rule(a=some, s=some, who=some, twice=st.booleans())
    def accept(self, a: int, s: int, who: int, twice: bool) -> None:
        class_set, application_id = self._at(s, self.sets), self._for(EventKind.ACCEPTED, a)
        free = self.desks[0].ask(books.free, class_set)
        told = self.do(self.desks[who % 2], decisions.accept, application_id, class_set, twice=twice)
        if isinstance(told, Objection):
            assert told.code in {"full", "closed", "answered", "withdrawn", "not_there"}
            assert told.code != "full" or free == 0
        else:
            assert free > 0

    @rule(a=some, grounds=st.sampled_from(GROUNDS), found=st.booleans(), twice=st.booleans())
    def refuse(self, a: int, grounds: tuple[Ground, ...], found: bool, twice: bool) -> None:
        application_id = self._for(EventKind.REFUSED, a)
        for ground in grounds if found else ():
            self._find(application_id, ground)
        task, clerk = decisions.refuse, self.desks[1]
        told = self.do(clerk, task, application_id, grounds, "Сәйкес келмейді.", twice=twice)
        if not isinstance(told, Objection) and Ground.OVERFULL in grounds:
            assert clerk.ask(books.free_in_language_of, application_id) == 0

    @rule(a=some, s=some, twice=st.booleans())
    def move(self, a: int, s: int, twice: bool) -> None:
        application_id = self._for(EventKind.MOVED, a)
        here = self.desks[0].ask(books.class_of, application_id)
        others = [key for key in self.sets if key != here or s == 7]
        self.do(self.desks[1], afterwards.move, application_id, self._at(s, others), "қалауы", twice=twice)

    @rule(a=some, who=some, twice=st.booleans(), act=st.sampled_from(["reopen", "withdraw"]))
    def take_back(self, a: int, who: int, twice: bool, act: str) -> None:
        desk = self.desks[who % 2]
        if act == "withdraw":
            self.do(desk, afterwards.withdraw, self._for(EventKind.WITHDRAWN, a), "көшті", twice=twice)
        else:
            told = self.do(desk, afterwards.reopen, self._for(EventKind.REOPENED, a), "қайта қарау", twice=twice)
            assert desk is self.desks[0] or isinstance(told, Objection)

    def _find(self, application_id: int, ground: Ground) -> None:
        found = "Құжатта басқаша жазылған."
        told = self.do(self.desks[1], findings.record_finding, application_id, ground, "photos", found)
        if isinstance(told, int):
            self.findings.append(told)

    @rule(a=some, act=st.sampled_from(["find", "clear", "correct", "open"]), stamped=st.sampled_from(["yes", "no"]))
    def look_into_the_papers(self, a: int, act: str, stamped: str) -> None:
        desk, application_id = self.desks[1], self._at(a, self.applications)
        if act == "find":
            self._find(application_id, Ground.NONCONFORMING)
        elif act == "clear":
            self.do(desk, findings.clear_finding, self._at(a, self.findings), "түзетілді")
        elif act == "correct":
            self.do(desk, register.correct, application_id, "form_065.stamped", stamped, "қаралды")
        else:
            self.do(desk, register.open_record, application_id)

    @rule(a=some, who=some, twice=st.booleans(), act=st.sampled_from(["told", "told", "not_told"]))
    def tell(self, a: int, who: int, twice: bool, act: str) -> None:
        self.do(self.desks[who % 2], getattr(telling, act), self._at(a, self.applications), twice=twice)

    @rule(a=some, twice=st.booleans())
    def send_back(self, a: int, twice: bool) -> None:
        self.do(self.desks[0], closing.send_back, self._for(EventKind.REOPENED, a), "қайта қарау", twice=twice)

    @rule(approved=st.sampled_from([True, True, False]), hour=st.sampled_from([1, 24]), who=some, twice=st.booleans())
    def close_the_day(self, approved: bool, hour: int, who: int, twice: bool) -> None:
        """Whatever lies open is approved and explained, or the day stays open; then perhaps the next day begins."""
        desk = self.desks[who % 2 if who > 5 else 0]
        waiting = self.desks[0].ask(closing.state).checks[1].items
        if approved and waiting:
            approve_all(self.desks[0])
            self.acts += len(waiting)
        told = self.do(desk, closing.close, filled_in(self.desks[0]), twice=twice)
        self.desks[0].ask(books.evening)
        if isinstance(told, Objection):
            assert told.code == "closed_already" or desk is self.desks[1] or (waiting and not approved)
        else:
            self.acts += 1  # the day is closed, and its register issued
            self.desks[0].ask(books.kept, told.close_id)
        self.clock.move(self.clock.now() + dt.timedelta(hours=hour))

    @rule(s=some, seats=st.integers(1, 3), act=st.sampled_from(["resize", "close", "reopen"]))
    def change_a_class(self, s: int, seats: int, act: str) -> None:
        class_set, desk = self._at(s, self.sets), self.desks[0]
        if act == "resize":
            self.do(desk, class_sets.resize, class_set, seats)
        else:
            self.do(desk, getattr(class_sets, act), class_set, "бұйрық")

    @invariant()
    def the_books_are_right(self) -> None:
        self.desks[0].ask(books.right)
        assert self.desks[0].ask(books.lines) == self.acts
