"""How soon the front door answers: a help page, a check, and the first picture beside that of an empty Textual program.

Run it as `python -m benchmarks.start_up [rounds]`. Figures are medians in milliseconds; the machine's
noise is in them, so trust the ratios.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from subprocess import DEVNULL, run

from tests.walks.terminal import Terminal

_EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("an empty program")
Empty().run()
"""


def ended(argv: Sequence[str]) -> float:
    """Milliseconds from the start of a program to its end."""
    start = time.perf_counter()
    run(argv, stdout=DEVNULL, stderr=DEVNULL, check=True)
    return (time.perf_counter() - start) * 1000


def painted(argv: Sequence[str], shows: Callable[[str], bool], folder: Path, pictures: str = "blocks") -> float:
    """Milliseconds from the start of a program in a terminal to its first picture.

    With `pictures` "auto" and the extra for real pixels, the terminal is asked first what it can show.
    """
    start = time.perf_counter()
    told = {"CLERK_DESK_FOLDER": str(folder), "CLERK_DESK_PICTURES": pictures}
    with Terminal(argv, 80, 24, env=told) as terminal:
        terminal.until(shows)
        return (time.perf_counter() - start) * 1000


def found(folder: Path) -> None:
    """A real desk to open."""
    words = ["--name-kk", "Үлгі мектеп", "--name-ru", "Школа-образец", "--bin", "210340000003", "--head", "Үлгі"]
    words += [
        "--address",
        "Үлгі көшесі, 1",
        "--phone",
        "+7 727 200 00 00",
        "--login",
        "serik",
        "--full-name",
        "Үлгі С.",
    ]
    argv = [sys.executable, "-m", "clerk_desk", "init", "--folder", str(folder), "--password-stdin", *words]
    run(argv, input="a-long-enough-password\n", text=True, stdout=DEVNULL, check=True)


def main(rounds: int = 7) -> None:
    """Measure in turns, so that a busy moment of the machine falls on all alike."""
    desk = [sys.executable, "-m", "clerk_desk"]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "desk"
        found(folder)
        measures: dict[str, Callable[[], float]] = {
            "python itself": lambda: ended([sys.executable, "-c", "pass"]),
            "clerk-desk --help": lambda: ended([*desk, "--help"]),
            "clerk-desk check iin": lambda: ended([*desk, "check", "iin", "210331699903"]),
            "clerk-desk check due": lambda: ended([*desk, "check", "due", "2026-08-28T17:00"]),
            "an empty Textual program, first picture": lambda: painted(
                [sys.executable, "-c", _EMPTY], lambda screen: "an empty program" in screen, folder
            ),
            "clerk-desk, first picture": lambda: painted(desk, lambda screen: bool(screen.strip()), folder),
            "the same with the extra for pixels": lambda: painted(desk, lambda s: bool(s.strip()), folder, "auto"),
        }
        took: dict[str, list[float]] = {name: [] for name in measures}
        for turn in range(rounds + 1):
            for name, measure in measures.items():
                milliseconds = measure()
                if turn:  # the first turn warms the caches
                    took[name].append(milliseconds)
    for name, figures in took.items():
        print(f"{name:45} {statistics.median(figures):7.0f} ms")
    ratio = statistics.median(took["clerk-desk, first picture"]) / statistics.median(
        took["an empty Textual program, first picture"]
    )
    print(f"{'first picture / empty program':45} {ratio:7.2f}")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
