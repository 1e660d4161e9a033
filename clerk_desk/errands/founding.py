"""Setting up a real desk, and getting back into one by its recovery sheet. Nothing is ever written over."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from clerk_desk.clock import MachineClock
from clerk_desk.config import Config
from clerk_desk.desk import new_act
from clerk_desk.door import Door
from clerk_desk.duties import class_sets
from clerk_desk.duties.class_sets import PlannedSet
from clerk_desk.errands.opening import must_have_a_desk
from clerk_desk.errands.report import OK, BadUsage, complain, show
from clerk_desk.errands.signing_in import line, secret
from clerk_desk.founding import SchoolWords, found_desk
from clerk_desk.language import Speaker
from clerk_desk.objection import Objection
from clerk_desk.rules import iin
from clerk_desk.rules.logins import read_full_name, read_login
from clerk_desk.rules.passwords import demand_strong
from data.law import the_law


def run(asked: argparse.Namespace, config: Config, speaker: Speaker) -> int:
    """Do what was asked; the exit code. Every Objection tells what stands in the way."""
    return _init(asked, config, speaker) if asked.errand == "init" else _recover(asked, config, speaker)


def _init(asked: argparse.Namespace, config: Config, speaker: Speaker) -> int:
    if config.lies_there():
        raise Objection(
            "no_overwrite", "There is a desk here already ({folder}); it was left as it is.", folder=str(config.folder)
        )
    planned = _planned(asked.class_sets)
    school, login, full_name = _words(asked, speaker)
    password = _new_password(asked.password_stdin, login, full_name, speaker)
    clock, law = MachineClock(), the_law()
    code = found_desk(
        config.store, config.keyring, clock, law, school, login, full_name, password, language=config.language
    )
    _recovery_sheet(school, code, speaker)
    sys.stdout.flush()  # the sheet is shown once: nothing that fails below may keep it back
    if planned:
        desk, _ = Door(config.store, config.keyring, clock, law).sign_in(login, password)
        try:
            for one in planned:
                desk.do(new_act(), class_sets.open_set, one.letter, one.language, one.seats, one.shift)
        finally:
            desk.store.close()
        show(speaker.several("{n} class-set was opened.", "{n} class-sets were opened.", len(planned)))
    show(speaker.say("The desk is set up. Open it with: clerk-desk"))
    return OK


def _recover(asked: argparse.Namespace, config: Config, speaker: Speaker) -> int:
    must_have_a_desk(config)
    from_stdin = asked.secrets_stdin
    login = asked.login or line(speaker.say("Sign-in name of the administrator:"))
    prompt = speaker.say("Code of the recovery sheet:")
    code = secret(prompt, from_stdin=True) if from_stdin else line(prompt)
    password = _new_password(from_stdin, login, "", speaker)
    Door(config.store, config.keyring, MachineClock(), the_law()).recover(code, login, password)
    show(speaker.say("The password of {login} is changed. Open the desk with: clerk-desk", login=login))
    return OK


def _planned(file: str | None) -> tuple[PlannedSet, ...]:
    if file is None:
        return ()
    try:
        return class_sets.load_csv(Path(file).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise BadUsage("csv", "The file {file} cannot be read: it must be text in UTF-8.", file=str(file)) from None


def _words(asked: argparse.Namespace, speaker: Speaker) -> tuple[SchoolWords, str, str]:
    say = speaker.say
    school = SchoolWords(
        name_kk=_asked(asked.name_kk, say("School's name in Kazakh:"), _filled, speaker),
        name_ru=_asked(asked.name_ru, say("School's name in Russian:"), _filled, speaker),
        bin=_asked(asked.bin, say("School's BIN:"), lambda text: _bin(text, speaker), speaker),
        head=_asked(asked.head, say("Head of the school:"), _filled, speaker),
        address=_asked(asked.address, say("Address:"), _filled, speaker),
        phone=_asked(asked.phone, say("Phone:"), _filled, speaker),
    )
    login = _asked(asked.login, say("First administrator, sign-in name:"), read_login, speaker)
    full_name = _asked(asked.full_name, say("First administrator, full name:"), read_full_name, speaker)
    return school, login, full_name


def _asked(given: str | None, prompt: str, read: Callable[[str], str], speaker: Speaker) -> str:
    """What was given as an argument, or else asked until it can be read."""
    if given is not None:
        return read(given)
    while True:
        try:
            return read(line(prompt))
        except BadUsage:
            raise
        except Objection as objection:
            complain(speaker.message(objection.message))


def _filled(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise Objection("school_words", "Please write something here: it stands on the school's papers.")
    return words


def _bin(text: str, speaker: Speaker) -> str:
    for remark in iin.check_bin(text):
        if remark.blocks:
            raise Objection(remark.code, remark.message.text, **remark.message.facts)
        complain(speaker.message(remark.message))
    return iin.clean(text)


def _new_password(from_stdin: bool, login: str, full_name: str, speaker: Speaker) -> str:
    """A new password: typed twice alike at a terminal, or one line of standard input."""
    if from_stdin:
        password = secret("", from_stdin=True)
        demand_strong(password, login, full_name)
        return password
    while True:
        password = secret(speaker.say("New password (10 characters or more; three words make a good one):"))
        try:
            demand_strong(password, login, full_name)
        except Objection as objection:
            complain(speaker.message(objection.message))
            continue
        if secret(speaker.say("The same once more:")) == password:
            return password
        complain(speaker.say("The two are not the same."))


def _recovery_sheet(school: SchoolWords, code: str, speaker: Speaker) -> None:
    say, edge = speaker.say, "=" * 60
    name = school.name_ru if speaker.language == "ru" else school.name_kk
    for text in (
        edge,
        say("RECOVERY SHEET"),
        name,
        "",
        f"    {code}",
        "",
        say("With this code an administrator who has lost the password gets back in:"),
        "    clerk-desk recover",
        say("It is shown this once. Print it or copy it by hand, and keep it in the safe."),
        say("Who holds it can open the store; without it and every password the records are lost."),
        edge,
    ):
        show(text)
