"""The staff: who may sign in at this desk; administrators appoint, dismiss and give new passwords."""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import event
from sqlmodel import col, select

from clerk_desk.language import LANGUAGES
from clerk_desk.objection import Objection
from clerk_desk.rules.logins import read_full_name, read_login
from clerk_desk.rules.passwords import demand_strong
from clerk_desk.work import Look, Work
from data.keyring import OpenKeyring
from data.tables import Staff
from data.trouble import StoreTrouble
from data.vocabulary import EventKind, Role


@dataclass(frozen=True, slots=True)
class StaffCard:
    """One member of staff."""

    id: int
    login: str
    full_name: str
    role: Role
    appointed_at: dt.datetime
    dismissed_at: dt.datetime | None


def staff(look: Look) -> tuple[StaffCard, ...]:
    """Everybody who is or was on the staff; those present first, in the order of appointment."""
    rows = look.session.exec(
        select(Staff).order_by(col(Staff.dismissed_at).is_not(None), col(Staff.appointed_at), col(Staff.id))
    )
    return tuple(_card(row) for row in rows)


def appoint(work: Work, keys: OpenKeyring, login: str, full_name: str, role: Role, password: str) -> StaffCard:
    """Appoint a person; the store key is wrapped for their password.

    Objection "login_form", "full_name", "login_taken", "weak_password", "not_allowed".
    """
    login, full_name = read_login(login), read_full_name(full_name)
    work.must_be_allowed(EventKind.STAFF_APPOINTED)
    _hold_staff(work)
    if work.session.exec(select(Staff).where(Staff.login == login)).first() is not None:
        raise Objection(
            "login_taken",
            "The sign-in name {login} is or was somebody else's. Choose another.",
            login=login,
        )
    demand_strong(password, login, full_name)
    row = Staff(login=login, full_name=full_name, role=role, language=work.member.language, appointed_at=work.moment)
    work.add(row)
    work.record(EventKind.STAFF_APPOINTED, staff_id=row.id, login=login, full_name=full_name, role=role)
    _turn_keys(work, keys.wrap_for(login, password))
    return _card(row)


def dismiss(work: Work, keys: OpenKeyring, staff_id: int, reason: str) -> StaffCard:
    """Dismiss a person: from this moment nothing of theirs is taken. Their acts keep their name.

    Objection "last_administrator" for the last one, "already_dismissed", "reason_missing", "not_allowed".
    """
    work.must_be_allowed(EventKind.STAFF_DISMISSED)
    reason = " ".join(reason.split())
    if not reason:
        raise Objection("reason_missing", "Say why, in a few words.")
    everybody = _hold_staff(work)
    row = _present(everybody, staff_id)
    # Counted while everybody is held: two administrators who dismiss one another leave one of them.
    others = [s for s in everybody if s.role is Role.ADMINISTRATOR and s.dismissed_at is None and s.id != row.id]
    if row.role is Role.ADMINISTRATOR and not others:
        raise Objection(
            "last_administrator", "{name} is the only administrator. Appoint another one first.", name=row.full_name
        )
    row.dismissed_at = work.moment
    work.record(EventKind.STAFF_DISMISSED, staff_id=row.id, login=row.login, reason=reason)
    _turn_keys(work, keys.drop(row.login))
    return _card(row)


def reset_password(work: Work, keys: OpenKeyring, staff_id: int, password: str) -> StaffCard:
    """Give a person a new password. Objection "weak_password", "already_dismissed", "not_allowed"."""
    work.must_be_allowed(EventKind.PASSWORD_RESET)
    row = _present(_hold_staff(work), staff_id)
    demand_strong(password, row.login, row.full_name)
    work.record(EventKind.PASSWORD_RESET, staff_id=row.id, login=row.login)
    _turn_keys(work, keys.wrap_for(row.login, password))
    return _card(row)


def change_password(work: Work, keys: OpenKeyring, old: str, new: str) -> StaffCard:
    """Change one's own password. Objection "wrong_password", "weak_password"."""
    row = _present(_hold_staff(work), work.member.id)
    if not keys.confirm(row.login, old):
        raise Objection("wrong_password", "The old password is not right. Type it once more.")
    demand_strong(new, row.login, row.full_name)
    work.record(EventKind.PASSWORD_CHANGED)
    _turn_keys(work, keys.wrap_for(row.login, new))
    return _card(row)


def recover_password(work: Work, keys: OpenKeyring, password: str) -> StaffCard:
    """Set an administrator's own password anew, the keyring having been opened by the recovery sheet.

    Objection "weak_password", "not_allowed".
    """
    row = _present(_hold_staff(work), work.member.id)
    demand_strong(password, row.login, row.full_name)
    work.record(EventKind.PASSWORD_RECOVERED)
    _turn_keys(work, keys.wrap_for(row.login, password))
    return _card(row)


def choose_language(work: Work, language: str) -> StaffCard:
    """Keep the language in which this person's screens speak. Objection "language_unknown"."""
    if language not in LANGUAGES:
        raise Objection("language_unknown", "The desk does not speak this language.")
    row = work.hold(Staff, work.member.id)
    before, row.language = row.language, language
    work.record(EventKind.LANGUAGE_CHOSEN, old=before, new=language)
    return _card(row)


def sweep_keys(work: Work, keys: OpenKeyring) -> tuple[str, ...]:
    """Take off the keyring what belongs to nobody on the staff: left by an act that was never stored.

    Call it after `record`: the held head of the trail keeps appointments of other desks apart.
    """
    present = set(work.session.exec(select(Staff.login).where(col(Staff.dismissed_at).is_(None))))
    orphans = tuple(sorted(keys.logins - present))
    for login in orphans:
        keys.drop(login)
    return orphans


def _hold_staff(work: Work) -> list[Staff]:
    """Everybody, held in one order, as the store has them now; who works here may have changed a moment ago."""
    work.session.flush()
    rows = list(
        work.session.exec(
            select(Staff).order_by(col(Staff.id)).with_for_update().execution_options(populate_existing=True)
        )
    )
    if not any(row.id == work.member.id and row.dismissed_at is None for row in rows):
        raise Objection("dismissed", "You are no longer on the staff of this desk. Ask an administrator.")
    return rows


def _present(everybody: list[Staff], staff_id: int) -> Staff:
    for row in everybody:
        if row.id == staff_id:
            if row.dismissed_at is not None:
                raise Objection("already_dismissed", "{name} is no longer on the staff.", name=row.full_name)
            return row
    raise Objection("not_there", "This is no longer in the store. Go back and look again.")


def _turn_keys(work: Work, take_back: Callable[[], None]) -> None:
    """The keyring was written, last of all before the commit; if that fails, the keyring goes back as well."""

    def back(_session: object) -> None:
        with suppress(StoreTrouble):  # what stays behind is swept at the next sign-in
            take_back()

    event.listen(work.session, "after_rollback", back, once=True)


def _card(row: Staff) -> StaffCard:
    if row.id is None:
        raise ValueError("a member of staff without a number")
    return StaffCard(row.id, row.login, row.full_name, row.role, row.appointed_at, row.dismissed_at)
