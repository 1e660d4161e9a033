"""The door: who comes in, with which name and password, and to which store."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from sqlmodel import col, select

from clerk_desk.clock import Clock
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import audit, staff
from clerk_desk.objection import Objection
from clerk_desk.rules import throttle
from clerk_desk.rules.logins import login_of
from clerk_desk.troubles import trouble_said
from clerk_desk.work import Member, Work
from data.attempts import EVERYBODY, Attempts, Misses
from data.engine import Store, open_store
from data.keyring import Cost, Keyring, OpenKeyring
from data.law import Law
from data.tables import Staff
from data.trouble import (
    StoreTrouble,
)
from data.vocabulary import EventKind, Role

SHEET = "the recovery sheet"
"""Under this name wrong recovery codes are counted; no sign-in name holds a space."""


class Door:
    """The way in to one store. Its calls block, and take a quarter second for the password: make them in a thread."""

    def __init__(self, store_url: str, keyring_path: Path, clock: Clock, law: Law, cost: Cost = Cost()) -> None:
        self.store_url = store_url
        self.keyring = Keyring(keyring_path, cost)
        self.attempts = Attempts(keyring_path.with_name(f"{keyring_path.stem}.attempts.json"))
        self.clock = clock
        self.law = law
        self.missed = 0
        """Wrong passwords before the last right one; goes into the line that records an unlocking."""

    def sign_in(self, login: str, password: str) -> tuple[Desk, OpenKeyring]:
        """Let a person in; the sign-in is recorded before anything is shown.

        Objection "wrong_password" (one sentence for the name and the password), "wait" (with the fact
        `seconds`), "dismissed", and those of `trouble_said`.
        """
        login = login_of(login)
        try:
            keys = self._opened(login, lambda: self.keyring.unlock(login, password))
            if keys is None:
                raise _wrong()
            store = open_store(self.store_url, keys.key)
            try:
                desk = Desk(store, self.clock, self.law, _member(store, login))
                desk.do(new_act(), _come_in, keys, self.missed)
            except BaseException:
                store.close()
                raise
        except StoreTrouble as trouble:
            raise trouble_said(trouble) from None
        return desk, keys

    def confirm(self, login: str, password: str) -> bool:
        """True if the password is this person's: asked where a locked screen is opened again.

        Objection "wait" and those of `trouble_said`.
        """
        login = login_of(login)
        try:
            return self._opened(login, lambda: self.keyring.unlock(login, password)) is not None
        except StoreTrouble as trouble:
            raise trouble_said(trouble) from None

    def recover(self, code: str, login: str, new_password: str) -> None:
        """Set an administrator's password anew with the code of the recovery sheet; then they sign in with it.

        Objection "wrong_code", "not_an_administrator", "weak_password", "wait" and those of `trouble_said`.
        """
        login = login_of(login)
        try:
            keys = self._opened(SHEET, lambda: self.keyring.recover(code))
            if keys is None:
                raise Objection(
                    "wrong_code", "This is not the code of this desk's recovery sheet. Compare it sign by sign."
                )
            store = open_store(self.store_url, keys.key)
            try:
                member = _administrator(store, login)
                Desk(store, self.clock, self.law, member).do(new_act(), staff.recover_password, keys, new_password)
            finally:
                store.close()
            with self.attempts.changing() as tally:
                tally.forget(login)
        except StoreTrouble as trouble:
            raise trouble_said(trouble) from None

    def _opened(self, name: str, key: Callable[[], OpenKeyring | None]) -> OpenKeyring | None:
        """Try a key under the throttle. The miss is counted before the try, so that killing the desk saves no guess."""
        now = self.clock.now()
        with self.attempts.changing() as tally:
            tally.steady(now)
            seconds = max(_left(tally.of(name), now), _left(tally.of(EVERYBODY), now, throttle.FREE_TOGETHER))
            if seconds:
                raise Objection(
                    "wait", "Too many wrong passwords. Wait {seconds} seconds, then try again.", seconds=seconds
                )
            tally.miss(name, now)
        keys = key()
        if keys is not None:
            with self.attempts.changing() as tally:
                self.missed = max(tally.forget(name) - 1, 0)
        return keys


def _left(misses: Misses | None, now: dt.datetime, free: int = throttle.FREE) -> int:
    return throttle.left(misses.count, misses.last, now, free) if misses is not None else 0


def _wrong() -> Objection:
    return Objection("wrong_password", "The name or the password is not right. Type both once more.")


def _member(store: Store, login: str) -> Member:
    with store.reading() as session:
        row = session.exec(select(Staff).where(Staff.login == login)).first()
        if row is None or row.dismissed_at is not None or row.id is None:
            raise Objection("dismissed", "You are no longer on the staff of this desk. Ask an administrator.")
        return Member(row.id, row.login, row.full_name, row.role, row.language)


def _administrator(store: Store, login: str) -> Member:
    with store.reading() as session:
        present = select(Staff).where(col(Staff.dismissed_at).is_(None), Staff.role == Role.ADMINISTRATOR)
        names = {row.login: row for row in session.exec(present)}
    row = names.get(login)
    if row is None or row.id is None:
        # Whoever holds the sheet could read the whole store: to name the administrators gives nothing away.
        raise Objection(
            "not_an_administrator",
            "The recovery sheet opens the desk for an administrator only: {names}.",
            names=", ".join(sorted(names)),
        )
    return Member(row.id, row.login, row.full_name, row.role, row.language)


def _come_in(work: Work, keys: OpenKeyring, missed: int) -> int:
    """A sign-in: its line in the trail, and the keyring swept of what an unfinished act left there."""
    line = audit.signed(work, EventKind.SIGNED_IN, missed)
    staff.sweep_keys(work, keys)
    return line


# --- what is said when the store does not open ----------------------------------------------------------
