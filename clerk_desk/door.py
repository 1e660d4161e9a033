"""The door: who comes in with which password, what is said when the store does not open, and how a desk is founded."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, col, select

from clerk_desk.clock import Clock
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import audit, staff
from clerk_desk.objection import Objection
from clerk_desk.rules import iin, throttle
from clerk_desk.rules.logins import login_of, read_full_name, read_login
from clerk_desk.rules.passwords import demand_strong
from clerk_desk.work import Member, Work
from data.attempts import EVERYBODY, Attempts, Misses
from data.engine import Store, create_store, open_store
from data.keyring import Cost, DamagedKeyring, Keyring, NoKeyring, OpenKeyring
from data.law import Law
from data.tables import School, Staff
from data.trouble import (
    DamagedStore,
    ForeignStore,
    NewerStore,
    NoOverwrite,
    NoStore,
    OutcomeUnknown,
    StoreAway,
    StoreBusy,
    StoreFull,
    StoreTrouble,
    WeakSettings,
    WrongKey,
)
from data.vocabulary import EventKind, Role

SHEET = "the recovery sheet"
"""Under this name wrong recovery codes are counted; no sign-in name holds a space."""


@dataclass(frozen=True, slots=True)
class SchoolWords:
    """The school as the founder of a desk writes it down."""

    name_kk: str
    name_ru: str
    bin: str
    head: str = ""
    address: str = ""
    phone: str = ""


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


def trouble_said(trouble: StoreTrouble) -> Objection:
    """What a trouble with the store means for the person at the desk, and what to do; for screens and errands."""
    match trouble:
        case NoKeyring():
            return Objection(
                "no_keyring",
                "There is no keyring at this desk. Look whether its disk is connected, "
                "or set a desk up with: clerk-desk init",
            )
        case DamagedKeyring():
            return Objection(
                "damaged_keyring", "The keyring of this desk is damaged. Bring it back from the newest backup."
            )
        case NoStore():
            return Objection(
                "no_store",
                "There is no store at this desk. Look whether its disk is connected, "
                "or set a desk up with: clerk-desk init",
            )
        case ForeignStore():
            return Objection(
                "foreign_store",
                "What lies in the store's place is not a store of clerk-desk; it was left as it is. "
                "Look which store the settings name.",
            )
        case NewerStore():
            return Objection(
                "newer_store",
                "This store was written by a newer clerk-desk. Bring this machine's program up to date.",
            )
        case DamagedStore():
            return Objection(
                "damaged_store",
                "The store is damaged, so nothing more is written into it. "
                "Keep the file and bring back the newest backup.",
            )
        case WrongKey():
            return Objection(
                "wrong_key",
                "The store and the keyring do not belong together. Look which of the two the settings name wrongly.",
            )
        case WeakSettings():
            return Objection(
                "weak_settings",
                "The store does not take the settings that keep records safe, so it was not opened. "
                "Ask whoever looks after this machine.",
            )
        case StoreFull():
            return Objection("store_full", "The disk is full: nothing was stored. Make room, then do it again.")
        case StoreBusy():
            return Objection("store_busy", "Another desk holds the store: nothing was stored. Do it again in a moment.")
        case StoreAway():
            return Objection(
                "store_away", "The server of the store does not answer. Look at the network, then do it again."
            )
        case NoOverwrite():
            return Objection(
                "no_overwrite",
                "There is a store or a keyring here already, and nothing was written over it. "
                "If a set-up was broken off here, move its files away first.",
            )
        case OutcomeUnknown():
            return Objection(
                "outcome_unknown",
                "The store does not say whether this was stored. Do it again: it will be stored once only.",
            )
        case _:
            return Objection(
                "store_broken",
                "The disk reported an error: nothing was stored. Do it again; if it fails again, look at the disk.",
            )


# --- founding -------------------------------------------------------------------------------------------


def found_desk(
    store_url: str,
    keyring_path: Path,
    clock: Clock,
    law: Law,
    school: SchoolWords,
    login: str,
    full_name: str,
    password: str,
    language: str = "en",
    cost: Cost = Cost(),
) -> str:
    """Set up a desk: keyring, store, school, this year's intake, the first administrator. Gives the recovery code.

    All of it or nothing: what fails leaves no file behind. Objection "login_form", "full_name",
    "weak_password", "school_words", those of a BIN and those of `trouble_said`.
    """
    login, full_name = read_login(login), read_full_name(full_name)
    demand_strong(password, login, full_name)
    words = _read_school(school)
    moment = clock.now()

    def furnish(session: Session) -> None:
        session.add(words)
        row = Staff(login=login, full_name=full_name, role=Role.ADMINISTRATOR, language=language, appointed_at=moment)
        session.add(row)
        session.flush()
        work = Work(session, Member(row.id or 0, login, full_name, row.role, language), moment, law, new_act())
        work.current_year()
        work.record(EventKind.DESK_SET_UP, bin=words.bin, login=login, full_name=full_name)

    try:
        keys, code = Keyring.create(keyring_path, login, password, cost)
        try:
            create_store(store_url, keys.key, furnish).close()
        except BaseException:
            keyring_path.unlink(missing_ok=True)
            raise
    except StoreTrouble as trouble:
        raise trouble_said(trouble) from None
    return code


def _read_school(school: SchoolWords) -> School:
    words = {name: " ".join(getattr(school, name).split()) for name in SchoolWords.__slots__}
    if not words["name_kk"] or not words["name_ru"]:
        raise Objection("school_words", "Write the school's name in Kazakh and in Russian.")
    for name, most in (("name_kk", 200), ("name_ru", 200), ("head", 200), ("address", 300), ("phone", 80)):
        if len(words[name]) > most:
            raise Objection("school_words", "The school's words are too long: at most {most} characters.", most=most)
    words["bin"] = iin.clean(words["bin"])
    for remark in iin.check_bin(words["bin"]):
        if remark.blocks:
            raise Objection(remark.code, remark.message.text, **remark.message.facts)
    return School(id=1, **words)
