"""The desk: two doors, ask and do, and a drawer for drafts. Nothing is stored by any other way."""

import uuid
from collections.abc import Callable
from functools import cache
from typing import Any, Concatenate, NewType, ParamSpec, TypeVar, get_type_hints

from pydantic import TypeAdapter
from sqlalchemy import event
from sqlmodel import Session

from clerk_desk.clock import Clock
from clerk_desk.objection import Objection
from clerk_desk.work import LOOKS, Look, Member, Work
from data.engine import OutcomeUnknown, Store, StoreTrouble
from data.law import Law
from data.tables import Act, Draft, Staff

P = ParamSpec("P")
R = TypeVar("R")

ActKey = NewType("ActKey", str)
"""Made when a form opens: the same act done twice under one key is done once."""


def new_act() -> ActKey:
    """A key for an act that is about to begin."""
    return ActKey(uuid.uuid4().hex)


class Unrecorded(RuntimeError):
    """A task stored something without a line in the audit: a fault of the program, rolled back."""


class Desk:
    """One member of staff at one store. Its calls block; screens make them in a thread."""

    def __init__(self, store: Store, clock: Clock, law: Law, member: Member) -> None:
        self.store = store
        self.clock = clock
        self.law = law
        self.member = member

    def ask(self, question: Callable[Concatenate[Look, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Answer a question from one read transaction. Nothing is changed."""
        with self.store.reading() as session:
            look = Look(session, self._present(session), self.clock.now(), self.law)
            return question(look, *args, **kwargs)

    def do(
        self,
        key: ActKey,
        task: Callable[Concatenate[Work, P], R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Do a task in one transaction, with its audit line, once per key.

        Under a key that was already used, the stored outcome is given back and nothing is done. If the
        act fails, the store is asked by key whether it was stored all the same. Raises Objection (a rule said
        no, nothing stored), StoreTrouble (the disk said no, nothing stored) or, of these, OutcomeUnknown
        (the store cannot be asked: the same act under the same key may be done again).
        """
        outcome: TypeAdapter[R] = _outcome_of(task)
        name = f"{task.__module__.rpartition('.')[2]}.{task.__name__}"
        try:
            with self.store.writing() as session:
                done = session.get(Act, key)
                if done is not None:
                    if done.task != name:
                        raise Unrecorded(f"the key of {done.task} was used for {name}")
                    return outcome.validate_json(done.outcome)
                work = Work(session, self._present(session), self.clock.now(), self.law, key)
                result = task(work, *args, **kwargs)
                if work.lines == 0:
                    raise Unrecorded(name)
                if not getattr(task, LOOKS, False):
                    text = outcome.dump_json(result).decode()
                    session.add(Act(key=key, task=name, at=work.moment, outcome=text))
        except Unrecorded:
            raise
        except Exception:  # also an Objection: the same act, sent twice at once, may stand in its own way
            stored = self._outcome(key)
            if stored is None:
                raise
            return outcome.validate_json(stored)
        return result

    def keep(self, draft_id: int, version: int, answers: dict[str, str], cursor: str) -> int:
        """Keep a draft as it stands, and give its new version back. Typing is no act: it leaves no audit line.

        Objection "draft_elsewhere" if another desk has taken the draft up, "draft_gone" if it is no
        longer open.
        """
        with self.store.writing() as session:
            event.listen(session, "before_flush", _drafts_only)
            self._present(session)
            return _kept(session, self, draft_id, version, answers, cursor)

    def _present(self, session: Session) -> Member:
        staff = session.get(Staff, self.member.id)
        if staff is None or staff.dismissed_at is not None:
            raise Objection("dismissed", "You are no longer on the staff of this desk. Ask an administrator.")
        return Member(self.member.id, staff.login, staff.full_name, staff.role, staff.language)

    def _outcome(self, key: ActKey) -> str | None:
        try:
            with self.store.reading() as session:
                done = session.get(Act, key)
                return done.outcome if done is not None else None
        except StoreTrouble:
            raise OutcomeUnknown("The store does not say whether the act was stored.") from None


@cache
def _outcome_of(task: Callable[..., Any]) -> TypeAdapter[Any]:
    """How what a task gives back is written down and read again."""
    return TypeAdapter(get_type_hints(task)["return"])


def _kept(session: Session, desk: Desk, draft_id: int, version: int, answers: dict[str, str], cursor: str) -> int:
    draft = session.get(Draft, draft_id, with_for_update=True)
    if draft is None or draft.state != "open":
        raise Objection("draft_gone", "This draft is no longer open: it was received or put away.")
    if draft.version != version or draft.held_by != desk.member.id:
        raise Objection("draft_elsewhere", "Someone took this draft up at another desk. Go back and open it again.")
    draft.answers, draft.cursor = dict(answers), cursor
    draft.kept_at = desk.clock.now()
    draft.version = version + 1
    session.flush()
    return version + 1


def _drafts_only(session: Session, *_: object) -> None:
    for row in (*session.new, *session.dirty, *session.deleted):
        if not isinstance(row, Draft):
            raise Unrecorded(f"a draft was kept together with {type(row).__name__}")
