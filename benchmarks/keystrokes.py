"""How little a clerk types: every key of a complete intake is counted; run as `python -m benchmarks.keystrokes`.

The real desk is driven on a real store, from F2 on Today until the receipt is closed. Overhead is each key that is
not a character of the data themselves: a digit that chooses or counts, Space, Enter, a function key, an arrow. The
characters of names, numbers, dates (six digits), phone and address are data. Keys of the scanner are nobody's.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from textual import events

from clerk_desk.clock import DemoClock
from clerk_desk.door import Door
from clerk_desk.language import Speaker
from clerk_desk.ledgers.papers import answers_of, papers_of
from clerk_desk.work import Look
from data.law import the_law
from data.tables import Application
from screens.app import DeskApp
from screens.intake.intake_screen import IntakeScreen
from screens.intake.windows import Received
from screens.today import Today
from screens.widgets.sheet import RHYTHM
from tests.papers import COMPLETE
from tests.walks.counter import CHEAP, MORNING, PASSWORD, found

Typed = list[str]
"""Keys: a text is data, "<enter>" a key by its name, "[1]" a digit that chooses, "|…|" what the scanner types."""

CARD = "|IDKAZ0000000170900312499911<<<\r9003129F3401011KAZ<<<<<<<<<<<4\rSARSENBAYEVA<<AIGUL<<<<<<<<<<<\r|"
BARCODE = "|210331699903\r|"

DOCUMENT = ["000000017", "010134", "900312499911"]
BY_HAND: Typed = [
    *("<f2>", *DOCUMENT, "Сәрсенбаева", "<enter>", "Айгүл", "<enter>", "Нұрланқызы", "<enter>"),
    *("[1]", "87011234567", "[3]"),
    *("210331699903", "Сәрсенбай", "<enter>", "Аружан", "<enter>", "Әлиханқызы", "<enter>"),
    *("АА 0000017", "<enter>", "Алматы, Абай даңғылы, 1, 17", "<enter>", "[1]", "[1]"),
    *("[3]", "010427", "[2]", "[3]"),
    *("[3]", "150327", "№5 емхана", "<enter>", "[3]", "160327"),
    *("<f6>", "<enter>"),
]
"""The usual mother with her ID card, a child with an IIN, both forms of one clinic, every paper in order."""

WITH_SCANNER: Typed = [
    key
    for typed in BY_HAND
    for key in ([] if typed in DOCUMENT[1:] else [{DOCUMENT[0]: CARD, "210331699903": BARCODE}.get(typed, typed)])
]

STORED = {name: text for name, text in COMPLETE.items() if name != "applicant.document_issuer"} | {
    "applicant.document_valid_until": "01.01.2034",
    "applicant.phone": "+7 701 123 45 67",
}
"""What the store must hold of the application then: complete and right, to the last answer."""


@dataclass(slots=True)
class Count:
    """The keys of one intake: characters of data, and the others, in the order in which they were pressed."""

    data: int = 0
    overhead: list[str] = field(default_factory=list)
    scanned: int = 0

    def take(self, typed: str) -> Iterator[tuple[str, str | None]]:
        """Count what is typed, and give its keys: name and letter."""
        if typed.startswith("|"):
            self.scanned += len(typed) - 2
            yield from (_key(letter) for letter in typed[1:-1])
        elif typed.startswith("<"):
            self.overhead.append(typed[1:-1])
            yield typed[1:-1], "\r" if typed == "<enter>" else None
        elif typed.startswith("["):
            self.overhead.append(typed[1:-1])
            yield _key(typed[1:-1])
        else:
            self.data += len(typed)
            yield from (_key(letter) for letter in typed)


def _key(letter: str) -> tuple[str, str]:
    return {" ": "space", "\r": "enter"}.get(letter, letter), letter


async def until(app: DeskApp, true: Callable[[], object]) -> None:
    """Wait for a condition; after half a minute it will not come."""
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end, f"it did not come to that on {app.screen}"
        await asyncio.sleep(0.01)


async def measure(folder: Path, keys: Typed) -> Count:
    """Type one intake on a desk of its own, and hold what is stored against what it must be."""
    found(folder)
    clock, url, keyring = DemoClock(MORNING), f"sqlite:///{folder}/desk.db", folder / "desk.keys"
    app = DeskApp(Door(url, keyring, clock, the_law(), CHEAP), Speaker(), clock, 60, folder=folder)
    count = Count()
    async with app.run_test(size=(80, 24)):
        for letter in f"aigul\r{PASSWORD}\r":
            app.post_message(events.Key(*_key(letter)))
        await until(app, lambda: isinstance(app.screen, Today) and app.screen.is_running)
        for typed in keys:
            if typed.startswith("["):
                # The clerk looks before answering: a digit in the rhythm of a number would be one too many.
                await asyncio.sleep(1.2 * RHYTHM)
            for key, character in count.take(typed):
                app.post_message(events.Key(key, character))
            if typed == "<f2>":
                await until(app, lambda: isinstance(app.screen, IntakeScreen) and app.screen.drafting is not None)
            elif typed == "<f6>":
                await until(app, lambda: isinstance(app.screen, Received) and app.screen.seen)
            elif typed.startswith("|"):
                # The scanner has fallen silent before the hand goes on.
                await asyncio.sleep(0.5)
        await until(app, lambda: isinstance(app.screen, Today))
        assert app.station is not None
        stored = app.station.desk.ask(_answers)
    assert stored == STORED, {name for name, _ in set(stored.items()) ^ set(STORED.items())}
    return count


def _answers(look: Look) -> dict[str, str]:
    # The desk was founded with one application; this is the second.
    application = look.session.get(Application, 2)
    assert application is not None
    return answers_of(look, papers_of(look, application))


def main() -> int:
    """Print the figures: each way's keys, and in the end one line."""
    counted = {}
    for name, keys in (("by_hand", BY_HAND), ("with_scanner", WITH_SCANNER)):
        with tempfile.TemporaryDirectory() as place:
            counted[name] = count = asyncio.run(measure(Path(place), keys))
        print(f"{name}: {len(count.overhead)} keys beside {count.data} characters of data, {count.scanned} scanned")
        print(f"  {' '.join(count.overhead)}")
    print(" ".join(f"{name}={len(count.overhead)}" for name, count in counted.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
