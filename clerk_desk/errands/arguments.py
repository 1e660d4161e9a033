"""What may be asked at the front door: the commands, their arguments, and how each is read."""

import argparse
import datetime as dt
from collections.abc import Callable

from clerk_desk.clock import ALMATY
from clerk_desk.config import NAME, THEMES
from clerk_desk.language import LANGUAGES, Speaker
from clerk_desk.rules import dates

YEARS = range(2000, 2100)


def front_door(speaker: Speaker) -> argparse.ArgumentParser:
    """The parser of the whole command line. It ends the program itself on --help (0) and on bad usage (2)."""
    say = speaker.say
    settings = _settings(speaker)
    parser = argparse.ArgumentParser(
        prog=NAME,
        parents=[settings],
        description=say("The desk of a school office: children are taken into grade 1 on paper, in person."),
        epilog=say("Without a command the desk opens. Nothing here needs a network."),
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="store_true", help=say("tell the version"))
    parser.set_defaults(errand="desk", json=False)
    commands = parser.add_subparsers(title=say("commands"), metavar="")

    command = _Adding(commands, settings)
    _init(command("init", say("set up a real desk: the school, its first administrator, its class-sets")), speaker)
    _recover(command("recover", say("give a person a new password by the recovery sheet")), speaker)
    demo = command("demo", say("open a furnished desk for practice, thrown away at the end"))
    demo.add_argument("--show", action="store_true", help=say("print its morning as text instead of opening it"))
    check = command("check", say("ask a rule: an IIN, a due moment, an age"))
    _checks(check, settings, speaker)
    bringing = command("what-to-bring", say("what a family brings to the office, in Kazakh and Russian unless said"))
    bringing.add_argument("--pdf", metavar="FILE", help=say("write it into this file, to be printed"))
    bringing.add_argument("--json", action="store_true", help=say("answer as JSON, for scripts"))
    for name, explanation in (
        ("class-sets", say("how full the class-sets are")),
        ("waiting", say("what waits for an answer, the soonest due first")),
    ):
        _signed_in(command(name, explanation), speaker)
    verify = command("verify", say("whether the audit trail is whole; with a file, whether that backup or package is"))
    _signed_in(verify, speaker)
    _verified(verify, speaker)
    paper = command("verify-paper", say("whether a paper is this desk's own, and what stands on it"))
    paper.add_argument("code", metavar="CODE", help=say("the code beside the square, like 2027-0041-R-7KQ2M9XD"))
    _signed_in(paper, speaker)
    _backup(command("backup", say("make a verified backup, while the desk is in use")), speaker)
    _export(command("export", say("export the package of a closed day")), speaker)
    key = command("export-key", say("make the key that opens sealed packages, under a passphrase"))
    key.add_argument("file", metavar="FILE", help=say("the new file for it, best on a stick for the safe"))
    key.add_argument("--login", metavar="NAME", help=say("your sign-in name; asked for unless said"))
    key.add_argument("--json", action="store_true", help=say("answer as JSON, for scripts"))
    key.add_argument(
        "--password-stdin",
        action="store_true",
        help=say("read the password and the key's passphrase from standard input, a line each"),
    )
    _restore(command("restore", say("bring a desk back from a backup, or practise it with --drill")), speaker)
    return parser


class _Adding:
    """Adds commands that all know the settings."""

    def __init__(self, under: "argparse._SubParsersAction[argparse.ArgumentParser]", settings: argparse.ArgumentParser):
        self.under, self.settings = under, settings

    def __call__(self, name: str, explanation: str) -> argparse.ArgumentParser:
        """One more command, known to the program by its name."""
        made = self.under.add_parser(
            name, help=explanation, description=explanation, parents=[self.settings], allow_abbrev=False
        )
        made.set_defaults(errand=name)
        return made


def early_language(argv: list[str]) -> dict[str, str]:
    """The language and settings file that the command line names, read before everything else is."""
    first = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    first.add_argument("--language")
    first.add_argument("--settings")
    try:
        return {name: str(value) for name, value in vars(first.parse_known_args(argv)[0]).items() if value}
    except (argparse.ArgumentError, SystemExit):
        return {}


def _settings(speaker: Speaker) -> argparse.ArgumentParser:
    say, unsaid = speaker.say, argparse.SUPPRESS
    parser = argparse.ArgumentParser(add_help=False, argument_default=unsaid)
    group = parser.add_argument_group(say("settings"))
    group.add_argument("--language", choices=tuple(LANGUAGES), help=say("the language of the desk"))
    group.add_argument("--theme", choices=THEMES, help=say("paper for the day, ink for the night"))
    group.add_argument("--idle-minutes", metavar="N", help=say("lock after so many minutes without a key"))
    group.add_argument("--folder", metavar="PATH", help=say("where the store and the keys lie"))
    group.add_argument("--store", metavar="URL", help=say("the store, if it lies elsewhere"))
    group.add_argument("--keyring", metavar="FILE", help=say("the file of the keys, if it lies elsewhere"))
    group.add_argument("--settings", metavar="FILE", help=say("a settings file other than the usual one"))
    return parser


def _init(parser: argparse.ArgumentParser, speaker: Speaker) -> None:
    say = speaker.say
    parser.add_argument("--name-kk", metavar="NAME", help=say("the school's name in Kazakh"))
    parser.add_argument("--name-ru", metavar="NAME", help=say("the school's name in Russian"))
    parser.add_argument("--bin", metavar="N", help=say("the school's BIN, 12 digits"))
    parser.add_argument("--head", metavar="NAME", help=say("the head of the school"))
    parser.add_argument("--address", metavar="TEXT", help=say("the school's address"))
    parser.add_argument("--phone", metavar="TEXT", help=say("the school's phone"))
    parser.add_argument("--login", metavar="NAME", help=say("the first administrator's sign-in name"))
    parser.add_argument("--full-name", metavar="NAME", help=say("the first administrator's full name"))
    parser.add_argument(
        "--class-sets", metavar="CSV", help=say("a file of class-sets: letter;language;seats;shift, a line each")
    )
    _password(parser, speaker)


def _recover(parser: argparse.ArgumentParser, speaker: Speaker) -> None:
    say = speaker.say
    parser.add_argument("--login", metavar="NAME", help=say("whose password is lost"))
    parser.add_argument(
        "--secrets-stdin",
        action="store_true",
        help=say("read the recovery code and the new password from standard input, a line each"),
    )


def _checks(check: argparse.ArgumentParser, settings: argparse.ArgumentParser, speaker: Speaker) -> None:
    say = speaker.say
    command = _Adding(check.add_subparsers(title=say("checks"), metavar="", required=True, dest="check"), settings)
    iin = command("iin", say("does an IIN's check digit fit, and what does it say"))
    iin.add_argument("iin", metavar="N", help=say("the twelve digits"))
    due = command("due", say("when the answer to a paper received then is due"))
    due.add_argument("received", metavar="MOMENT", type=_moment_in(speaker), help="2026-08-28T17:00")
    age = command("age", say("may a child born then enter grade 1 that year"))
    age.add_argument("born", metavar="DATE", type=_date_in(speaker), help="2021-12-31")
    age.add_argument("--year", type=_year_in(speaker), help=say("the year of admission; this year unless said"))
    photo = command("photo", say("is the picture of a child one to keep: its size, light, background, face"))
    photo.add_argument("file", metavar="FILE", help=say("a JPEG or PNG picture, or a scanned page with photos on it"))
    mrz = command("mrz", say("what a document's zone says: its lines on standard input"))
    alike = command("alike", say("which children of a list are the same, or may be"))
    alike.add_argument("file", metavar="FILE", help="CSV: surname;given_name;patronymic;born;iin;parent_iin")
    for parser in (iin, due, age, photo, mrz, alike):
        parser.add_argument("--json", action="store_true", help=say("answer as JSON, for scripts"))


def _signed_in(parser: argparse.ArgumentParser, speaker: Speaker) -> None:
    say = speaker.say
    parser.add_argument("--login", metavar="NAME", help=say("your sign-in name; asked for unless said"))
    _password(parser, speaker)
    parser.add_argument("--demo", action="store_true", help=say("ask the demo desk"))
    parser.add_argument("--json", action="store_true", help=say("answer as JSON, for scripts"))


def _backup(parser: argparse.ArgumentParser, speaker: Speaker) -> None:
    say = speaker.say
    parser.add_argument("--to", metavar="FOLDER", help=say("the folder for it, if not the usual one"))
    parser.add_argument("--list", action="store_true", help=say("make none; tell which there are, and how old"))
    parser.add_argument("--login", metavar="NAME", help=say("your sign-in name; asked for unless said"))
    _password(parser, speaker)
    parser.add_argument("--json", action="store_true", help=say("answer as JSON, for scripts"))


def _export(parser: argparse.ArgumentParser, speaker: Speaker) -> None:
    say = speaker.say
    parser.add_argument(
        "--date", metavar="DATE", type=_date_in(speaker), help=say("the closed day; the last one unless said")
    )
    parser.add_argument("--to", metavar="FOLDER", help=say("the folder for it, if not the usual one"))
    parser.add_argument("--plain", action="store_true", help=say("leave it open, for anybody to read"))
    parser.add_argument(
        "--list", action="store_true", help=say("make none; tell the closed days, and what was exported")
    )
    parser.add_argument("--login", metavar="NAME", help=say("your sign-in name; asked for unless said"))
    _password(parser, speaker)
    parser.add_argument("--json", action="store_true", help=say("answer as JSON, for scripts"))


def _restore(parser: argparse.ArgumentParser, speaker: Speaker) -> None:
    say = speaker.say
    parser.add_argument("file", metavar="FILE", nargs="?", help=say("the backup; for --drill the newest unless said"))
    parser.add_argument("--drill", action="store_true", help=say("restore it aside, compare each row, remove it again"))
    parser.add_argument("--into", metavar="FOLDER", help=say("restore into this empty folder"))
    parser.add_argument("--instead", action="store_true", help=say("move the files of a present desk aside first"))
    parser.add_argument("--login", metavar="NAME", help=say("your sign-in name; asked for unless said"))
    _password(parser, speaker)
    _sheet(parser, speaker)
    parser.add_argument("--json", action="store_true", help=say("answer as JSON, for scripts"))


def _verified(parser: argparse.ArgumentParser, speaker: Speaker) -> None:
    say = speaker.say
    parser.add_argument(
        "file", metavar="FILE", nargs="?", help=say("a backup or package to be checked instead of the desk")
    )
    parser.add_argument("--head", metavar="HASH", help=say("a head that was printed: a line must end in it"))
    parser.add_argument("--key", metavar="FILE", help=say("open a sealed package by this key, away from its desk"))
    _sheet(parser, speaker)


def _sheet(parser: argparse.ArgumentParser, speaker: Speaker) -> None:
    parser.add_argument(
        "--sheet",
        action="store_true",
        help=speaker.say("open the backup by the code of the recovery sheet, not by a password"),
    )


def _password(parser: argparse.ArgumentParser, speaker: Speaker) -> None:
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help=speaker.say("read the password from standard input; it is never an argument"),
    )


def _moment_in(speaker: Speaker) -> Callable[[str], dt.datetime]:
    def moment(text: str) -> dt.datetime:
        try:
            read = dt.datetime.fromisoformat(text)
        except ValueError:
            read = None
        if read is None or len(text) < len("2026-08-28T17") or read.year not in YEARS:
            raise argparse.ArgumentTypeError(
                speaker.say("write date and time as 2026-08-28T17:00; it is read as Almaty time")
            )
        return read if read.tzinfo else read.replace(tzinfo=ALMATY)

    return moment


def _date_in(speaker: Speaker) -> Callable[[str], dt.date]:
    def date(text: str) -> dt.date:
        read = dates.parse(text)
        if read is not None:
            return read
        raise argparse.ArgumentTypeError(speaker.say("write the date as 2021-12-31 or 31.12.2021"))

    return date


def _year_in(speaker: Speaker) -> Callable[[str], int]:
    def year(text: str) -> int:
        if not (text.isascii() and text.isdigit() and int(text) in YEARS):
            raise argparse.ArgumentTypeError(
                speaker.say("write a year from {first} to {last}", first=YEARS[0], last=YEARS[-1])
            )
        return int(text)

    return year
