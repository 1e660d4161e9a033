"""The staff: who may sign in at this desk; administrators appoint, dismiss and give new passwords."""

import datetime as dt
from dataclasses import dataclass

from data.keyring import OpenKeyring

from clerk_desk.work import Look, Work
from data.vocabulary import Role


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
    """Everybody who is or was on the staff; those present first."""
    raise NotImplementedError


def appoint(work: Work, keys: OpenKeyring, login: str, full_name: str, role: Role, password: str) -> StaffCard:
    """Appoint a person; the store key is wrapped for their password. Objection "login_taken", "weak_password" …"""
    raise NotImplementedError


def dismiss(work: Work, keys: OpenKeyring, staff_id: int, reason: str) -> StaffCard:
    """Dismiss a person. Objection "last_administrator" for the last one."""
    raise NotImplementedError


def reset_password(work: Work, keys: OpenKeyring, staff_id: int, password: str) -> StaffCard:
    """Give a person a new password."""
    raise NotImplementedError


def change_password(work: Work, keys: OpenKeyring, old: str, new: str) -> StaffCard:
    """Change one's own password. Objection "wrong_password", "weak_password"."""
    raise NotImplementedError


def choose_language(work: Work, language: str) -> StaffCard:
    """Keep the language in which this person's screens speak."""
    raise NotImplementedError
