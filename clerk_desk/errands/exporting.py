"""Packages without a terminal: a closed day exported, listed, checked; and the key that opens a sealed one."""

import argparse
from pathlib import Path

from clerk_desk.config import Config
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import exports
from clerk_desk.errands.opening import must_have_a_desk
from clerk_desk.errands.progress import progress
from clerk_desk.errands.report import BadUsage, Report, answer
from clerk_desk.errands.signing_in import Credentials, let_in, line, secret
from clerk_desk.exporting import checking, making
from clerk_desk.exporting import keys as package_keys
from clerk_desk.language import Speaker
from clerk_desk.objection import Objection, Remark, warning
from clerk_desk.rules import dates
from clerk_desk.rules.rights import may
from data.engine import Tick
from data.keyring import OpenKeyring
from data.vocabulary import EventKind


def run(asked: argparse.Namespace, config: Config, speaker: Speaker) -> int:
    """Do what was asked; the exit code. A wrong password is a rule's no like any other."""
    must_have_a_desk(config)
    login = asked.login or line(speaker.say("Name:"))
    who = Credentials(login, secret(speaker.say("Password:"), from_stdin=asked.password_stdin))
    passphrase = ""
    if asked.errand == "export-key":
        passphrase = secret(speaker.say("A passphrase for the key:"), from_stdin=asked.password_stdin)

    def fill(report: Report) -> None:
        with let_in(who, config) as (desk, keys), progress(speaker) as tick:
            if asked.errand == "export-key":
                _make_key(report, Path(asked.file).expanduser().absolute(), passphrase, desk)
            elif asked.list:
                _list(report, desk)
            else:
                _export(report, asked, config, desk, keys, tick)

    return answer(speaker, asked.json, fill)


def _export(
    report: Report, asked: argparse.Namespace, config: Config, desk: Desk, keys: OpenKeyring, tick: Tick
) -> None:
    to = Path(asked.to).expanduser().absolute() if asked.to is not None else config.export_folder
    made = making.export_day(desk, keys, asked.date, to, sealed=not asked.plain, tick=tick)
    said = report.speaker
    if made.was_there:
        report.say("The package of this day lies there already, unchanged: {path}.", path=str(made.path))
    else:
        counted = said.several("{n} application", "{n} applications", made.applications)
        photos = said.several("{n} photo", "{n} photos", made.photos)
        report.say(
            "Exported and verified: № {number} of {date}, {counted}, {photos}.",
            number=made.number,
            date=made.date,
            counted=counted,
            photos=photos,
        )
        report.say("It lies in {path}.", path=str(made.path))
    if not made.is_sealed:
        report.say("It lies open: whoever has this file reads every family's data. Keep it locked away.")
    elif made.sealed_to:
        report.say("It opens at this desk, and with the keys of: {names}.", names=", ".join(made.sealed_to))
    else:
        report.say("It opens at this desk only. For a key of your own: clerk-desk export-key FILE")
    if made.missing:
        report.problems.append(_incomplete(made.missing))
    report.facts |= {"file": str(made.path), "date": made.date, "number": made.number, "bytes": made.size}
    report.facts |= {"sha256": made.sha256, "seal": made.seal, "head": made.head, "sealed": made.is_sealed}
    report.facts |= {"sealed_to": made.sealed_to, "applications": made.applications, "photos": made.photos}
    report.facts |= {"missing": made.missing, "was_there": made.was_there}


def _list(report: Report, desk: Desk) -> None:
    if not may(desk.member.role, EventKind.EXPORTED):
        raise Objection("not_allowed", "Only an administrator may do this.")
    days = desk.ask(exports.days)
    for one in days:
        if one.exported_at is None:
            report.say("№ {number}   {date}   not exported", number=one.number, date=one.date)
        else:
            report.say(
                "№ {number}   {date}   exported {moment}   {name}",
                number=one.number,
                date=one.date,
                moment=one.exported_at,
                name=one.package,
            )
    if not days:
        report.say("No day was closed yet.")
    report.facts["days"] = [
        {
            "date": one.date,
            "number": one.number,
            "closed_at": one.closed_at,
            "exported_at": one.exported_at,
            "package": one.package,
        }
        for one in days
    ]


def _make_key(report: Report, path: Path, passphrase: str, desk: Desk) -> None:
    """The file first: a public half whose other half was never written would seal packages to nobody."""
    if not may(desk.member.role, EventKind.EXPORT_KEY_SET):
        raise Objection("not_allowed", "Only an administrator may do this.")
    pair = package_keys.make_pair(path, passphrase)
    try:
        instead = desk.do(new_act(), exports.set_key, pair.recipient)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    report.say("Your key lies in {path}, under its passphrase. From now on packages are sealed to it.", path=str(path))
    report.say("Keep it on a stick in the safe: without it and its passphrase no package opens away from this desk.")
    if instead:
        report.say("It takes the place of an earlier key, which still opens the packages made until now.")
    report.facts |= {"file": str(path), "recipient": pair.recipient, "instead": instead}


# --- checking a package -----------------------------------------------------------------------------------


def verify_package(asked: argparse.Namespace, config: Config, speaker: Speaker, path: Path) -> int:
    """Check a package, at the desk if there is one and no key is named; the exit code.

    An open one where there is no desk is checked without any password.
    """
    if asked.sheet:
        raise BadUsage("sheet_for_backups", "The recovery sheet opens backups; a package is opened with --key.")
    head = asked.head or ""
    if asked.key is not None:
        phrase = secret(speaker.say("The key's passphrase:"), from_stdin=asked.password_stdin)
        key = (Path(asked.key).expanduser().absolute(), phrase)
        return answer(speaker, asked.json, lambda report: _away(report, path, key, head))
    if not config.lies_there():
        return answer(speaker, asked.json, lambda report: _away(report, path, None, head))
    login = asked.login or line(speaker.say("Name:"))
    who = Credentials(login, secret(speaker.say("Password:"), from_stdin=asked.password_stdin))

    def fill(report: Report) -> None:
        with let_in(who, config) as (desk, keys), progress(speaker) as tick:
            _tell(report, path, checking.check_at_desk(path, desk, keys, head, tick))

    return answer(speaker, asked.json, fill)


def _away(report: Report, path: Path, key: tuple[Path, str] | None, head: str) -> None:
    with progress(report.speaker) as tick:
        _tell(report, path, checking.check_away(path, key, head, tick))


def _tell(report: Report, path: Path, found: checking.Checked) -> None:
    report.problems += found.problems
    report.facts |= {"file": str(path), "sealed": found.is_sealed, "at_desk": found.at_desk, "seal": found.seal or None}
    if found.problems:
        return
    close, counts, trail = found.told["close"], found.told["counts"], found.told["trail"]
    counted = report.speaker.several("{n} application", "{n} applications", counts["applications"])
    lines = report.speaker.several("{n} line of the trail", "{n} lines of the trail", counts["trail_lines"])
    report.say(
        "The package is whole: № {number} of {date}, {counted}, {lines}.",
        number=close["number"],
        date=dates.parse(close["date"]) or "?",
        counted=counted,
        lines=lines,
    )
    report.say("Its trail ends in {head}.", head=trail["head"])
    if found.at_desk:
        report.say("This desk made it, and its trail goes on from it.")
    else:
        report.say("It was signed with the key {key}. Compare it at the desk: clerk-desk verify FILE", key=found.key)
    if found.incomplete:
        report.problems.append(_incomplete(found.incomplete))
    report.facts |= {"close": close, "counts": counts, "trail": trail, "previous": found.told["previous"]}
    report.facts |= {"public_key": found.key, "incomplete": found.incomplete}


def _incomplete(missing: tuple[str, ...]) -> Remark:
    return warning(
        "incomplete",
        "",
        "Pictures that were taken out of the store after the close are not in it: {names}.",
        names=", ".join(missing),
    )
