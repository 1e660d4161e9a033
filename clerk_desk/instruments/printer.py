"""The printer: a PDF goes to the office's printer; where there is none, it is put into the documents folder."""

import itertools
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from clerk_desk.config import NAME
from clerk_desk.objection import Objection
from data.files import make_folder, write_whole

ASKING_SECONDS, SENDING_SECONDS, OPENING_SECONDS = 5.0, 30.0, 3.0
"""How long another program is waited for: to name the printers, to take a sheet, to fail at showing a file."""

_KEPT_SECONDS = 600.0
"""On Windows another program reads the file after it was told to print: so long it must lie there, 0600."""

_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Printer:
    """A printer of this machine, under the name its system gives it; `usual` is the one that prints unless said."""

    name: str
    usual: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """The print system took the sheet."""

    printer: str


@dataclass(frozen=True, slots=True)
class Saved:
    """There is no printer: the sheet lies in this file."""

    path: Path


def printers() -> tuple[Printer, ...]:
    """The printers of this machine, the usual one first; () where there is none. Blocks for at most 10 s."""
    if sys.platform == "win32":
        return _windows_printers()
    if shutil.which("lp") is None or shutil.which("lpstat") is None:
        return ()
    names = _ask("lpstat", "-e").split("\n")
    default = _ask("lpstat", "-d").rpartition(":")[2].strip()
    found = [Printer(name, name == default) for name in (line.strip() for line in names) if name]
    return tuple(sorted(found, key=lambda one: not one.usual))


def send(pdf: bytes, title: str, name: str, printer: Printer | None = None) -> Printed | Saved:
    """Print a PDF on the printer named, else on the usual or only one; where there is none, save it. Blocks.

    `title` is what the print queue shows, `name` the file's name without its end. Objection "printer_failed"
    if the printer does not take it, "not_saved" if there is none and the documents folder cannot be written.
    """
    chosen = printer or next(iter(printers()), None)
    if chosen is None:
        return Saved(_saved(pdf, name, documents()))
    if sys.platform == "win32":
        return _by_windows(pdf, name, chosen)
    _by_cups(pdf, title, chosen)
    return Printed(chosen.name)


def can_show() -> bool:
    """True if this machine has a desktop on which a saved sheet can be shown."""
    if sys.platform == "win32":
        return True
    desktop = any(os.environ.get(name) for name in ("WAYLAND_DISPLAY", "DISPLAY"))
    return sys.platform == "darwin" or (desktop and shutil.which("xdg-open") is not None)


def show_file(path: Path) -> None:
    """Have the desktop show a saved sheet in whatever shows PDFs there. Blocks for at most 3 s.

    Objection "not_shown" if nothing shows it, or if the file is gone.
    """
    try:
        if not path.is_file() or not can_show():
            raise FileNotFoundError(path)
        if sys.platform == "win32":
            os.startfile(path)
            return
        opener = "open" if sys.platform == "darwin" else "xdg-open"
        with suppress(subprocess.TimeoutExpired):  # a program that stays is one that shows it
            done = _leave_alone((opener, str(path.absolute()))).wait(OPENING_SECONDS)
            if done != 0:
                raise OSError(done)
    except OSError:
        raise Objection("not_shown", "Nothing here could show the file {path}.", path=str(path)) from None


def remove_file(path: Path) -> None:
    """Remove a saved sheet that is on paper now. Objection "not_removed" if the disk says no; gone is gone."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        raise Objection(
            "not_removed", "The file {path} could not be removed: remove it by hand.", path=str(path)
        ) from None


def sweep() -> None:
    """Remove what was printed long enough ago, and nothing else; only Windows prints from files. Blocks briefly."""
    if sys.platform == "win32":
        with suppress(OSError):
            _sweep(_shelf())


def documents() -> Path:
    """The folder in which the user looks for documents."""
    return Path(platformdirs.user_documents_path())


def _ask(*command: str) -> str:
    """What the print system answers; "" if it does not answer, or not in time."""
    try:
        done = _run(command, b"", ASKING_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def _by_cups(pdf: bytes, title: str, printer: Printer) -> None:
    """The sheet goes straight into the queue: no file of it lies anywhere."""
    command = ("lp", "-d", printer.name, "-t", title)
    try:
        done = _run(command, pdf, SENDING_SECONDS)
    except subprocess.TimeoutExpired:
        raise Objection(
            "printer_failed",
            "The printer {printer} does not answer. Look whether it is switched on and connected, then print again.",
            printer=printer.name,
        ) from None
    except OSError:
        raise _failed(printer, "") from None
    if done.returncode != 0:
        raise _failed(printer, done.stderr.decode("utf-8", "replace"))


def _failed(printer: Printer, reason: str) -> Objection:
    why = " ".join(reason.split())[:_LONGEST_REASON]
    if not why:
        return Objection(
            "printer_failed",
            "The printer {printer} did not take the sheet. Look at the printer, then print again.",
            printer=printer.name,
        )
    return Objection(
        "printer_failed",
        "The printer {printer} did not take the sheet: {why}. Look at the printer, then print again.",
        printer=printer.name,
        why=why.rstrip("."),
    )


def _run(command: Sequence[str], given: bytes, seconds: float) -> subprocess.CompletedProcess[bytes]:
    """Run without a shell, and without the terminal: it belongs to the screens, and nobody may ask on it."""
    words = {**os.environ, "LC_ALL": "C"}  # the answers that are read here are the plain ones
    return subprocess.run(
        command, input=given, capture_output=True, timeout=seconds, check=False, env=words, start_new_session=True
    )


def _leave_alone(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a program that may stay: it has neither the terminal nor anything of ours to hold on to."""
    nothing = subprocess.DEVNULL
    return subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True)


def _saved(pdf: bytes, name: str, folder: Path) -> Path:
    """Save it under its name, or the name with a number; the very same sheet is not saved twice."""
    names = (f"{name}.pdf" if number == 1 else f"{name}-{number}.pdf" for number in itertools.count(1))
    try:
        make_folder(folder)
        path = next(place for place in map(folder.joinpath, names) if not place.exists() or _holds(place, pdf))
        if not path.exists():
            write_whole(path, pdf, over=False)
    except OSError:
        raise Objection("not_saved", "The sheet could not be saved into {folder}.", folder=str(folder)) from None
    return path


def _holds(path: Path, pdf: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(pdf) and path.read_bytes() == pdf


if sys.platform == "win32":
    _DEVICES = r"Software\Microsoft\Windows NT\CurrentVersion\Windows"

    def _windows_printers() -> tuple[Printer, ...]:
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _DEVICES) as key:
                device = str(winreg.QueryValueEx(key, "Device")[0])
        except OSError:
            return ()
        name = device.partition(",")[0].strip()
        return (Printer(name, usual=True),) if name else ()

    def _by_windows(pdf: bytes, name: str, printer: Printer) -> Printed | Saved:
        """The program that prints PDFs is told to; where there is none, the sheet is saved and shown."""
        shelf = _shelf()
        try:
            make_folder(shelf)
            _sweep(shelf)
            path = shelf / f"{name}-{os.urandom(4).hex()}.pdf"
            write_whole(path, pdf, over=False)
            os.startfile(path, "print")
        except OSError:
            saved = _saved(pdf, name, documents())
            with suppress(OSError):  # nothing here shows PDFs: the sentence says where it lies
                os.startfile(saved)
            return Saved(saved)
        return Printed(printer.name)

    def _shelf() -> Path:
        return Path(platformdirs.user_data_path(NAME, appauthor=False)) / "printing"

    def _sweep(shelf: Path) -> None:
        """Remove what was printed long enough ago."""
        for path in shelf.glob("*.pdf"):
            if time.time() - path.stat().st_mtime > _KEPT_SECONDS:
                path.unlink(missing_ok=True)
