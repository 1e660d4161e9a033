"""Backups without a terminal: made, listed, checked, practised with, and brought back."""

import argparse
from collections.abc import Callable
from pathlib import Path

from clerk_desk.clock import MachineClock
from clerk_desk.config import Config
from clerk_desk.desk import Desk, new_act
from clerk_desk.door import Door
from clerk_desk.duties import backups
from clerk_desk.errands.exporting import verify_package
from clerk_desk.errands.opening import must_have_a_desk
from clerk_desk.errands.progress import progress
from clerk_desk.errands.report import BadUsage, Report, answer
from clerk_desk.errands.signing_in import Credentials, let_in, line, secret
from clerk_desk.exporting.checking import is_package
from clerk_desk.language import Speaker
from clerk_desk.objection import error, warning
from clerk_desk.rules.logins import login_of
from clerk_desk.rules.rights import may
from clerk_desk.safekeeping import drilling, making, restoring
from clerk_desk.safekeeping.restoring import Places, WayIn
from data.engine import Manifest, Tick, desk_mark
from data.keyring import OpenKeyring
from data.law import the_law
from data.vocabulary import EventKind


def run(asked: argparse.Namespace, config: Config, speaker: Speaker) -> int:
    """Do what was asked; the exit code. A wrong password is a rule's no like any other."""
    if asked.errand == "backup" or (asked.errand == "restore" and asked.drill):
        return _at_the_desk(asked, config, speaker)
    if asked.file is None:
        raise BadUsage("no_file", "Name the backup that is to be restored, or practise with: --drill")
    file = Path(asked.file).expanduser().absolute()
    if asked.errand == "verify" and is_package(file):
        return verify_package(asked, config, speaker, file)
    if asked.errand == "verify" and asked.key is not None:
        raise BadUsage("key_for_packages", "A key opens packages; a backup opens with a password or with --sheet.")
    # What cannot be done is said before anybody is asked for a password.
    places = _places(asked.into, config, instead=asked.instead) if asked.errand == "restore" else None
    making.must_be_a_backup(file)
    who = _credentials(asked, speaker)

    def fill(report: Report) -> None:
        with progress(speaker) as tick:
            if places is None:
                _verify(report, file, who, asked.head or "", tick)
            else:
                _restore(report, file, places, who, tick, elsewhere=asked.into is not None, instead=asked.instead)

    return answer(speaker, asked.json, fill)


# --- with the desk there --------------------------------------------------------------------------------


def _at_the_desk(asked: argparse.Namespace, config: Config, speaker: Speaker) -> int:
    must_have_a_desk(config)
    if asked.errand == "restore" and (asked.into or asked.instead):
        raise BadUsage("drill_only", "A drill changes nothing: leave --into and --instead away.")
    login = asked.login or line(speaker.say("Name:"))
    who = Credentials(login, secret(speaker.say("Password:"), from_stdin=asked.password_stdin))

    def fill(report: Report) -> None:
        with let_in(who, config) as (desk, keys), progress(speaker) as tick:
            if asked.errand == "restore":
                _drill(report, asked, config, desk, keys, tick)
            elif asked.list:
                _list(report, asked, config, desk, keys)
            else:
                _back_up(report, asked, config, desk, keys, tick)

    return answer(speaker, asked.json, fill)


def _back_up(
    report: Report, asked: argparse.Namespace, config: Config, desk: Desk, keys: OpenKeyring, tick: Tick
) -> None:
    before = desk.ask(backups.state).made_at
    made = making.back_up(desk, keys, _folder(asked.to, config), config.backups_kept, tick)
    counted = _counted(report.speaker, made.applications, made.lines)
    report.say("Backed up and verified: {counted}.", counted=counted)
    report.say("It lies in {path}.", path=str(made.path))
    if made.removed:
        said = report.speaker.several(
            "{n} older backup was thrown away.", "{n} older backups were thrown away.", len(made.removed)
        )
        report.words.append(said)
    report.facts |= {"file": str(made.path), "made_at": made.made_at, "bytes": made.size, "previous": before}
    report.facts |= {"applications": made.applications, "lines": made.lines, "head": made.head}
    report.facts |= {"removed": made.removed}


def _list(report: Report, asked: argparse.Namespace, config: Config, desk: Desk, keys: OpenKeyring) -> None:
    place = making.backup_folder(desk.store.url, _folder(asked.to, config))
    there, state, now = making.backups_of(place, desk_mark(keys.key)), desk.ask(backups.state), desk.clock.now()
    for path, manifest in there:
        counted = _counted(report.speaker, manifest.contents.rows.get("application", 0), manifest.contents.lines)
        ago = report.speaker.ago(manifest.made_at, now)
        report.say("{name}   {ago}   {counted}", name=path.name, ago=ago, counted=counted)
    if not there:
        report.say("There is no backup in {folder}.", folder=str(place))
    if state.made_at is None:
        report.problems.append(warning("backup_late", "", "No backup was ever made of this desk."))
    elif state.late:
        ago = report.speaker.ago(state.made_at, now)
        report.problems.append(warning("backup_late", "", "The last verified backup is from {ago}.", ago=ago))
    age = int((now - state.made_at).total_seconds()) if state.made_at is not None else None
    report.facts |= {"folder": str(place), "last_verified": state.made_at, "age_seconds": age, "late": state.late}
    report.facts |= {"last_practised": state.practised_at, "backups": [_told(path, one) for path, one in there]}


def _drill(
    report: Report, asked: argparse.Namespace, config: Config, desk: Desk, keys: OpenKeyring, tick: Tick
) -> None:
    file = Path(asked.file).expanduser().absolute() if asked.file is not None else None
    done = drilling.drill(desk, keys, file, config.backup_folder, tick)
    contents, now = done.manifest.contents, desk.clock.now()
    applications = contents.rows.get("application", 0)
    report.facts |= _told(done.path, done.manifest) | {"newest": done.newest, "goes_on": done.goes_on}
    report.facts |= {"since": dict(done.since)}
    if not done.goes_on:
        text = (
            "The desk as it is does not go on from this backup: line {line} of its trail is not the one that was "
            "backed up. If it was brought back from an older backup, that is why; if not, tell the head of the school."
        )
        told = warning if done.restored_since else error
        report.problems.append(told("trail_forked", "", text, line=contents.lines))
    elif done.newest:
        since = _counted(report.speaker, done.since.get("application", 0), done.since.get("audit_line", 0))
        report.say("Since then the desk has gone on by {counted}.", counted=since)
    report.say(
        "Restored aside and compared: {counted}, nothing differs. Backup of {moment}, {ago}.",
        counted=_counted(report.speaker, applications, contents.lines),
        moment=done.manifest.made_at,
        ago=report.speaker.ago(done.manifest.made_at, now),
    )


# --- with nothing but the backup ------------------------------------------------------------------------


def _verify(report: Report, file: Path, who: "Who", head: str, tick: Tick) -> None:
    checked = restoring.check(file, who.way_in, head, tick)
    made_at, end = checked.manifest.made_at, checked.manifest.contents.head
    report.say("The backup is whole: {counted}.", counted=_counted_of(report.speaker, checked.manifest))
    report.say("It was made on {moment}, and its trail ends in {head}.", moment=made_at, head=end)
    if checked.head_at:
        report.say("The head that was asked for is the end of line {line}.", line=checked.head_at)
    report.facts |= _told(file, checked.manifest) | {"head_at": checked.head_at or None}


def _restore(
    report: Report, file: Path, places: Places, who: "Who", tick: Tick, *, elsewhere: bool, instead: bool
) -> None:
    clock = MachineClock()
    done = restoring.restore(file, places, who.way_in, clock.now(), instead=instead, tick=tick)
    for folder in done.aside:
        report.say("The files of the desk before were moved into {folder}.", folder=str(folder))
    url = f"sqlite:///{places.store.as_posix()}"
    if who.login:
        desk, _ = Door(url, places.keyring, clock, the_law()).sign_in(who.login, who.secret)
        try:
            if may(desk.member.role, EventKind.RESTORED):
                desk.do(new_act(), backups.restored, file.name, done.manifest.contents.lines)
        finally:
            desk.store.close()
    report.say("Restored and verified: {counted}.", counted=_counted_of(report.speaker, done.manifest))
    made_at = done.manifest.made_at
    command = f"clerk-desk --folder {places.store.parent}" if elsewhere else "clerk-desk"
    report.say("Passwords are those of {moment}. Open the desk with: {command}", moment=made_at, command=command)
    report.facts |= _told(file, done.manifest) | {"store": str(places.store), "keyring": str(places.keyring)}
    report.facts |= {"moved_aside": [str(folder) for folder in done.aside]}


class Who:
    """Somebody who opens a backup: by name and password, or (with no name) by the recovery sheet."""

    def __init__(self, login: str, secret: str) -> None:
        self.login, self.secret = login, secret

    @property
    def way_in(self) -> WayIn:
        """How they open the keyring in it."""
        if self.login:
            return lambda ring: ring.unlock(login_of(self.login), self.secret)
        return lambda ring: ring.recover(self.secret)


def _credentials(asked: argparse.Namespace, speaker: Speaker) -> Who:
    if asked.sheet:
        prompt = speaker.say("Code of the recovery sheet:")
        return Who("", secret("", from_stdin=True) if asked.password_stdin else line(prompt))
    login = asked.login or line(speaker.say("Name:"))
    return Who(login, secret(speaker.say("Password:"), from_stdin=asked.password_stdin))


def _places(into: str | None, config: Config, *, instead: bool) -> Places:
    if into is None:
        making.backup_folder(config.store, None)  # a server's store is not a file
        return Places(Path(config.store.removeprefix("sqlite:///")), config.keyring)
    folder = Path(into).expanduser().absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())) and not instead:
        raise BadUsage("not_empty", "{folder} is not an empty folder. Name another one.", folder=str(folder))
    return Places(folder / "desk.db", folder / "keyring.json")


def _folder(to: str | None, config: Config) -> Path | None:
    return Path(to).expanduser().absolute() if to is not None else config.backup_folder


# --- saying it ------------------------------------------------------------------------------------------


def _counted(speaker: Speaker, applications: int, lines: int) -> str:
    """Both counts in words, thousands set off by a comma."""
    several: Callable[..., str] = speaker.several
    first = several("{many} application", "{many} applications", applications, many=f"{applications:,}")
    second = several("{many} line of the trail", "{many} lines of the trail", lines, many=f"{lines:,}")
    return f"{first}, {second}"


def _counted_of(speaker: Speaker, manifest: Manifest) -> str:
    return _counted(speaker, manifest.contents.rows.get("application", 0), manifest.contents.lines)


def _told(path: Path, manifest: Manifest) -> dict[str, object]:
    contents = manifest.contents
    return {
        "file": str(path),
        "made_at": manifest.made_at,
        "applications": contents.rows.get("application", 0),
        "lines": contents.lines,
        "head": contents.head,
    }
