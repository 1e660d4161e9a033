"""How fast the intake is: opening it, a key's echo, a whole paper typed ahead; run as `python -m benchmarks.burst`."""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from textual import events

from clerk_desk.rules.form import presets
from screens.intake.intake_screen import IntakeScreen
from tests.screens.counter_store import OPEN_ENDED, PAPER, desk_of, new_store, station_at
from tests.screens.test_intake import Host, until


def key(letter: str) -> events.Key:
    """A letter as a terminal sends it."""
    return events.Key({" ": "space", "\r": "enter", "\t": "tab"}.get(letter, letter), letter)


async def measure(folder: Path, size: tuple[int, int]) -> None:
    """Print the figures for one size of terminal."""
    store = new_store(folder)
    first = IntakeScreen(station_at(desk_of(store)))
    host = Host(first)
    async with host.run_test(size=size) as pilot:
        await until(host, lambda: first.found is not None)
        opened = []
        for _ in range(7):
            started = time.perf_counter()
            room = IntakeScreen(station_at(desk_of(store)))
            await host.push_screen(room)
            await until(host, lambda: room.drafting is not None)  # noqa: B023
            opened.append(time.perf_counter() - started)
            await pilot.pause()
        sheet = room.sheet
        sheet.to("child.address")
        work, echo = [], []
        for _ in range(100):
            started = time.perf_counter()
            sheet._take("а", "а")
            [sheet.render_line(y) for y in range(sheet.size.height)]
            work.append(time.perf_counter() - started)
        for letter in "абвгд" * 20:
            before = sheet.entries["child.address"].text
            started = time.perf_counter()
            host.post_message(key(letter))
            while sheet.entries["child.address"].text == before or sheet._rows is None:
                await asyncio.sleep(0)
            echo.append(time.perf_counter() - started)
        room = IntakeScreen(station_at(desk_of(store)))
        await host.push_screen(room)
        await until(host, lambda: room.drafting is not None)
        for ending in ("\r", "\t", ""):
            letters = "".join(answer + (ending or "\r" * (answer in OPEN_ENDED)) for answer in PAPER)
            room.sheet.lay(presets(), "")
            started = time.perf_counter()
            for letter in letters:
                host.post_message(key(letter))
            while room.sheet.cursor != "review":
                await asyncio.sleep(0)
            spent = time.perf_counter() - started
            print(f"  a paper of {len(letters)} keys, {ending!r}: {spent:.3f} s, {len(letters) / spent:,.0f} keys/s")
    milli = [[1000 * one for one in figures] for figures in (opened, work, echo)]
    print(f"  opening, median of 7: {statistics.median(milli[0]):.0f} ms")
    print(f"  a key's work and drawing: median {statistics.median(milli[1]):.2f} ms, p95 {sorted(milli[1])[94]:.2f} ms")
    print(f"  a key until it is drawn: median {statistics.median(milli[2]):.2f} ms, p95 {sorted(milli[2])[94]:.2f} ms")
    store.close()


if __name__ == "__main__":
    for columns, rows in ((80, 24), (120, 36)):
        print(f"{columns}×{rows}")
        with tempfile.TemporaryDirectory() as place:
            asyncio.run(measure(Path(place), (columns, rows)))
