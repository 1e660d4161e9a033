"""How long a picture takes: the checks alone, and a file looked at as the desk does, in the darkroom's own process.

Run it as `python -m benchmarks.photos [rounds]`. Figures are medians in milliseconds of processor time for the
checks, and of the clock for whole looks, with the start of the process in them; MiB are the darkroom's peak.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from clerk_desk.instruments import developing, face, gauge
from clerk_desk.instruments.film import opened
from tests.instruments import corpus, drawn

_MEASURED = Path(corpus.__file__).with_name("measured.py")


def files(folder: Path) -> dict[str, Path]:
    """A print, a phone's 12 million pixels, and a page of A4 with four prints as JPEG, as PNG, and at 600 dpi."""
    places = [((200, 200), 3.0), ((1300, 200), -8.0), ((200, 1500), 14.0), ((1300, 1500), -1.0)]
    prints = [(drawn.face(seed=number), place, angle) for number, (place, angle) in enumerate(places)]
    page = corpus.page(prints, (249, 250, 250))
    return {
        "3x4": corpus.saved(corpus.good(), folder / "print.jpg"),
        "12mp": corpus.saved(corpus.good().resize((3000, 4000)), folder / "phone.jpg", None),
        "a4_jpeg": corpus.saved(page, folder / "page.jpg"),
        "a4_png": corpus.saved(page, folder / "page.png"),
        "a4_600dpi": corpus.saved(page.resize((4960, 7016)), folder / "fine.jpg", (600, 600)),
    }


def checked(path: Path) -> None:
    """All checks but the face: decoded as far as needed, and measured."""
    with opened(path) as film:
        picture = film.piece(None, 1200, 1600)
        size = {"width": film.width, "height": film.height}
        gauge.measure(picture, **size, dpi=film.dpi, turned=film.turned, faces=None)


def median(times: int, work: Callable[[], object], clock: Callable[[], float]) -> float:
    """Milliseconds."""
    taken = []
    for _ in range(times):
        start = clock()
        work()
        taken.append((clock() - start) * 1000)
    return statistics.median(taken)


def peak(path: Path) -> float:
    """MiB of the darkroom while it looks at a file."""
    job = json.dumps([{"do": "look", "path": str(path)}])
    house = str(Path(__file__).parents[1])
    around = os.environ | {"PYTHONPATH": house, "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, _MEASURED], input=job, capture_output=True, text=True, check=True, env=around
    )
    return float(json.loads(done.stdout)[0][4])


def main(rounds: int = 7) -> None:
    """Print a line for each file, and all of it in the last line."""
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        for name, path in files(Path(folder)).items():
            checks = median(rounds, lambda path=path: checked(path), time.process_time)  # type: ignore[misc]
            look = median(rounds, lambda path=path: developing.look_at(path), time.perf_counter)  # type: ignore[misc]
            memory = peak(path)
            print(f"{name:10} checks {checks:6.1f} ms   look {look:6.0f} ms   {memory:4.0f} MiB")
            figures.append(f"{name}_ms={checks:.0f}/{look:.0f}")
    print(f"faces={'yes' if face.installed() else 'no'}", *figures)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
