"""Founding a desk: the school, this year's intake, the first administrator, the store and its keys; all or nothing."""

from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from clerk_desk.clock import Clock
from clerk_desk.desk import new_act
from clerk_desk.objection import Objection
from clerk_desk.rules import iin
from clerk_desk.rules.logins import read_full_name, read_login
from clerk_desk.rules.passwords import demand_strong
from clerk_desk.troubles import trouble_said
from clerk_desk.work import Member, Work
from data.engine import create_store
from data.keyring import Cost, Keyring
from data.law import Law
from data.tables import School, Staff
from data.trouble import StoreTrouble
from data.vocabulary import EventKind, Role


@dataclass(frozen=True, slots=True)
class SchoolWords:
    """The school as the founder of a desk writes it down."""

    name_kk: str
    name_ru: str
    bin: str
    head: str = ""
    address: str = ""
    phone: str = ""


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
