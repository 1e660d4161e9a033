"""The front door: arguments are read, then the desk opens, or one errand is done without a terminal."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from clerk_desk.config import Config, read_config
from clerk_desk.errands.arguments import early_language, front_door
from clerk_desk.errands.report import BAD_USAGE, FAULT, OBJECTED, BadUsage, complain
from clerk_desk.language import Speaker
from clerk_desk.objection import Objection

if TYPE_CHECKING:
    from clerk_desk.errands.opening import Opening
    from clerk_desk.instruments.portal_look import PortalWatch

HUNG_UP, INTERRUPTED = 141, 130
"""What a shell expects of a program whose reader went away (128 + SIGPIPE), or that was told to stop."""


def main(argv: list[str] | None = None) -> int:
    """Do what the command line asks; gives the exit code. Never ends in a traceback."""
    arguments = sys.argv[1:] if argv is None else argv
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Kazakh letters on a machine whose locale knows none
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _through_the_door(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader (head, less) has seen enough. What is still in the buffer must not fail at exit again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return HUNG_UP
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _through_the_door(argv: list[str]) -> int:
    first = early_language(argv)
    named = Path(first["settings"]) if "settings" in first else None
    try:
        speaker = Speaker(read_config(first, file=named).language)
    except Objection:  # told below, once the arguments have been read; help and usage come first
        speaker = Speaker()
    asked = front_door(speaker).parse_args(argv)
    try:
        config = read_config(vars(asked), file=named)
    except Objection as objection:
        complain(speaker.message(objection.message))
        return BAD_USAGE
    try:
        return _do(asked, config, speaker)
    except Objection as objection:
        complain(speaker.message(objection.message))
        return BAD_USAGE if isinstance(objection, BadUsage) else OBJECTED
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except Exception as error:  # noqa: BLE001 - the last hand that can catch it: told in words, never a traceback
        return _told(error, speaker, config.folder)


def _do(asked: argparse.Namespace, config: Config, speaker: Speaker) -> int:
    """Fetch the errand's module and let it do its part: `--help` needs none of them, a check needs no store."""
    if asked.version:
        from clerk_desk.errands import version

        return version.run()
    match asked.errand:
        case "desk" | "demo":
            from clerk_desk.errands import opening

            return opening.run(asked, config, speaker, _show_the_desk)
        case "init" | "recover":
            from clerk_desk.errands import founding

            return founding.run(asked, config, speaker)
        case "iin" | "due" | "age":
            from clerk_desk.errands import checks

            return checks.run(asked, speaker)
        case "mrz":
            from clerk_desk.errands import checking_mrz

            return checking_mrz.run(asked, speaker)
        case "alike":
            from clerk_desk.errands import checking_alike

            return checking_alike.run(asked, speaker)
        case "photo":
            from clerk_desk.errands import checking_photo

            return checking_photo.run(asked, speaker)
        case "what-to-bring":
            from clerk_desk.errands import bringing

            return bringing.run(asked, speaker)
        case "verify-paper":
            from clerk_desk.errands import verifying_paper

            return verifying_paper.run(asked, config, speaker)
        case "export" | "export-key":
            from clerk_desk.errands import exporting

            return exporting.run(asked, config, speaker)
        case "backup" | "restore" | "verify" if asked.errand != "verify" or asked.file is not None:
            from clerk_desk.errands import backups

            return backups.run(asked, config, speaker)
        case _:
            from clerk_desk.errands import questions

            return questions.run(asked, config, speaker)


def _show_the_desk(opening: "Opening", config: Config, speaker: Speaker) -> int:
    """Hand over to the screens: the one import that reaches up, made when a desk really opens."""
    from screens.app import DeskApp
    from screens.real_pixels import real_pixels

    folder = config.folder if config.folder.is_dir() else None
    app = DeskApp(
        opening.door,
        speaker,
        opening.clock,
        config.idle_minutes,
        opening.hint,
        preset=opening.preset,
        theme=config.theme,
        folder=folder,
        scan_folder=config.scan_folder,
        pictures=config.pictures,
        pixels=real_pixels(config.pictures),  # asks the terminal: before the screens have the keyboard
        backup_folder=None if opening.hint else config.backup_folder,  # a practice desk's lie with it, and go with it
        backups_kept=config.backups_kept,
        export_folder=None if opening.hint else config.export_folder,
        watch=None if opening.hint else _portal_watch(config),
    )
    app.run()
    return app.return_code or 0


def _portal_watch(config: Config) -> "PortalWatch | None":
    """Who looks whether the portals answer; nobody, unless the settings name their addresses."""
    from data.vocabulary import Channel

    named = {Channel.EGOV: config.look_egov, Channel.MEKTEP: config.look_mektep}
    addresses = {portal: address for portal, address in named.items() if address}
    if not addresses:
        return None
    from clerk_desk.instruments.portal_look import PortalWatch

    return PortalWatch(addresses, config.look_minutes)


def _told(error: Exception, speaker: Speaker, folder: Path) -> int:
    """Say what happened: the store's own sentence, or a fault with a number, written down without any value."""
    trouble = sys.modules.get("data.trouble")
    if trouble is not None and isinstance(error, trouble.StoreTrouble):
        from clerk_desk.troubles import trouble_said

        complain(speaker.message(trouble_said(error).message))
        return BAD_USAGE
    from clerk_desk.faults import Faults, describe

    number = Faults(folder if folder.is_dir() else None).note(error)
    complain(speaker.say("A fault of the program itself, no. {number}. Tell whoever looks after it:", number=number))
    complain(describe(error))  # where it happened and of what kind, never a value
    return FAULT


if __name__ == "__main__":
    sys.exit(main())
