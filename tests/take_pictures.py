"""Takes the README's pictures from the real screens of the demo desk: `python -m tests.take_pictures`.

Each is exported as SVG by Textual and, where a Chromium is on the path, photographed to a PNG under
tests/pictures/. The demo desk's clock stands at one moment and its story is seeded, so that a picture
changes only when a screen does.
"""

import asyncio
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from clerk_desk.clock import DemoClock
from clerk_desk.demo import CLERK, PASSWORD, furnished
from clerk_desk.language import Speaker
from screens.app import DeskApp
from tests.screens.conftest import photograph, type_in, until

PICTURES = Path(__file__).parent / "pictures"
WIDE = (120, 36)


async def _see(pilot: Any, text: str) -> None:
    await until(pilot, lambda: text in photograph(pilot.app), tries=1500)


async def _walk(app: DeskApp, folder: Path) -> None:
    async with app.run_test(size=WIDE) as pilot:

        def take(name: str) -> None:
            (folder / f"{name}.svg").write_text(app.export_screenshot(), "utf-8")

        await _see(pilot, "clerk-desk")
        await type_in(pilot, "enter", "enter")
        await _see(pilot, "WAITING FOR AN ANSWER")
        await _see(pilot, "CLASS-SETS")
        take("today")
        await type_in(pilot, "enter")
        await _see(pilot, "received")
        take("record")
        await type_in(pilot, "f6")
        await pilot.pause(0.5)
        take("answer")
        await type_in(pilot, "escape", "f3")
        await pilot.pause(0.5)
        take("register")
        await type_in(pilot, "f4")
        await pilot.pause(0.5)
        take("class_sets")
        await type_in(pilot, "f2")
        await pilot.pause(0.5)
        take("intake")


def _photograph(svg: Path, png: Path, browser: str) -> None:
    html = svg.with_suffix(".html")
    html.write_text(
        "<style>body{margin:0}svg{width:1464px;height:auto;display:block}"
        "text{font-family:'DejaVu Sans Mono',monospace!important}</style>" + svg.read_text("utf-8"),
        "utf-8",
    )
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    command += ["--window-size=1464,930", f"--screenshot={png}", html.as_uri()]
    subprocess.run(command, check=True, capture_output=True)


def main() -> int:
    """Take them all; exit code 1 where there is no browser to photograph with."""
    with tempfile.TemporaryDirectory() as made, furnished() as demo:
        folder = Path(made)
        demo.door.preset = (CLERK, PASSWORD)  # type: ignore[attr-defined]
        clock: DemoClock = demo.clock
        asyncio.run(_walk(DeskApp(demo.door, Speaker(), clock, 60, "demo"), folder))
        browser = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chrome")
        if browser is None:
            print("no browser on the path: the SVG pictures could not be photographed", file=sys.stderr)
            return 1
        PICTURES.mkdir(exist_ok=True)
        for svg in sorted(folder.glob("*.svg")):
            _photograph(svg, PICTURES / f"{svg.stem}.png", browser)
            print(PICTURES / f"{svg.stem}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
