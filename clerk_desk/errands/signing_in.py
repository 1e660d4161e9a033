"""Signing in without screens: the name and the password are asked on the terminal, or come from standard input."""

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from clerk_desk.clock import MachineClock
from clerk_desk.config import Config
from clerk_desk.demo import furnished
from clerk_desk.desk import Desk, new_act
from clerk_desk.door import Door
from clerk_desk.duties import audit
from clerk_desk.errands.opening import must_have_a_desk
from clerk_desk.errands.report import BadUsage
from clerk_desk.language import Speaker
from data.keyring import OpenKeyring
from data.law import the_law
from data.vocabulary import EventKind


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who wants to sign in; None stands for the demo desk's clerk."""

    login: str
    password: str = field(repr=False)


def credentials(asked: argparse.Namespace, config: Config, speaker: Speaker) -> Credentials | None:
    """Ask who it is. BadUsage if there is no desk, or nobody to answer."""
    if asked.demo:
        return None
    must_have_a_desk(config)
    login = asked.login or line(speaker.say("Name:"))
    return Credentials(login, secret(speaker.say("Password:"), from_stdin=asked.password_stdin))


@contextmanager
def signed_in(who: Credentials | None, config: Config, speaker: Speaker) -> Iterator[Desk]:
    """The desk with that person at it, signed out at the end. Objection "wrong_password" and others of the door."""
    if who is None:
        with furnished(speaker.language) as demo:
            yield demo.clerk
        return
    with let_in(who, config) as (desk, _):
        yield desk


@contextmanager
def let_in(who: Credentials, config: Config) -> Iterator[tuple[Desk, OpenKeyring]]:
    """The real desk with that person at it, and the keys that opened it; signed out at the end."""
    desk, keys = Door(config.store, config.keyring, MachineClock(), the_law()).sign_in(who.login, who.password)
    try:
        yield desk, keys
        desk.do(new_act(), audit.signed, EventKind.SIGNED_OUT)
    finally:
        desk.store.close()


def line(prompt: str, usual: str = "") -> str:
    """Ask for a line on the terminal. BadUsage "no_terminal" where there is none, "stopped" at its end."""
    if not sys.stdin.isatty():
        raise BadUsage("no_terminal", "There is no terminal to ask on: {what} is missing.", what=prompt.rstrip(":"))
    # Standard output is for the answer; what is asked goes beside it.
    sys.stderr.write(f"{prompt} [{usual}] " if usual else f"{prompt} ")
    sys.stderr.flush()
    return _ended_line(sys.stdin.readline()).strip() or usual


def secret(prompt: str, *, from_stdin: bool = False) -> str:
    """A password: a line of standard input if so said, else asked on the terminal without showing it."""
    if from_stdin:
        return _ended_line(sys.stdin.readline())
    if not sys.stdin.isatty():
        raise BadUsage(
            "no_terminal", "There is no terminal to ask for the password: say --password-stdin and write it there."
        )
    try:
        return getpass.getpass(f"{prompt} ")
    except EOFError:
        raise BadUsage("stopped", "Stopped: nothing was done.") from None


def _ended_line(text: str) -> str:
    if not text:
        raise BadUsage("stopped", "Stopped: nothing was done.")
    return text.removesuffix("\n").removesuffix("\r")
