"""How long the papers take: each kind in both languages, warm, and against an empty page of the same typesetter.

`python -m benchmarks.papers` prints, for each kind, the median and the slowest of so many sheets, in milliseconds.
"""

import datetime as dt
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import typst

from clerk_desk.instruments.paper_sheets import set_paper
from clerk_desk.instruments.typesetter import FONTS
from tests.instruments.papers_of_families import ADDRESS, KINDS, LONGEST, sheet

ROUNDS = 25
BAR = 300.0
"""Milliseconds for a paper, warm."""


def measured(made: Callable[[int], bytes]) -> tuple[float, float]:
    """Median and slowest of ROUNDS, in ms; every sheet is another one, so that nothing is remembered."""
    made(0)
    taken = []
    for round_ in range(1, ROUNDS + 1):
        begun = time.perf_counter()
        made(round_)
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken), max(taken)


def empty(folder: Path) -> Callable[[int], bytes]:
    """An empty page of A4, made as a paper is."""
    page = folder / "empty.typ"

    def made(number: int) -> bytes:
        page.write_text(f'#set page(paper: "a4")\n// {number}\n', encoding="utf-8")
        moment = int(dt.datetime(2027, 4, 1, tzinfo=dt.UTC).timestamp())
        return typst.compile(
            page, font_paths=[FONTS], ignore_system_fonts=True, pdf_standards=["a-2b"], timestamp=moment
        )

    return made


def main() -> int:
    """Print the figures; the exit code is 1 if a kind is slower than BAR."""
    with tempfile.TemporaryDirectory() as folder:
        floor, _ = measured(empty(Path(folder)))
    print(f"{'an empty page':<28}{floor:7.1f} ms")
    slow = False
    for kind in KINDS:
        for what, name, address in (("", "Сәрсенбай", "Алматы"), (", longest", LONGEST, ADDRESS)):

            def made(number: int, kind=kind, name=name, address=address) -> bytes:  # type: ignore[no-untyped-def]
                return set_paper(sheet(kind, name=f"{name} {number}", address=address))

            median, slowest = measured(made)
            slow |= median > BAR
            print(f"{kind + what:<28}{median:7.1f} ms{slowest:8.1f} ms at most{median / floor:7.1f} × an empty page")
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
