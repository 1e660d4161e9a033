"""Takes the README's pictures from the real screens of the demo desk: `python -m tests.take_pictures`.

Each is exported as SVG by Textual and, where a Chromium is on the path, photographed to a PNG under
tests/pictures/. The demo desk's clock stands at one moment and its story is seeded, so that a picture
changes only when a screen does. The receipt is the demo desk's own, typeset and drawn by poppler's pdftoppm.
"""

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from clerk_desk.demo import DemoDesk, furnished
from clerk_desk.demo_families import ADMINISTRATOR, CLERK, PASSWORD
from clerk_desk.desk import new_act
from clerk_desk.duties import intake, papers, register, today
from clerk_desk.instruments.paper_sheets import set_paper
from clerk_desk.language import Speaker
from data.vocabulary import PaperKind
from screens.app import DeskApp
from screens.going import Go
from tests.duties.listed import HEADS, listed
from tests.instruments import corpus
from tests.screens.conftest import photograph, type_in, until
from tests.screens.counter_store import PAPER

PICTURES = Path(__file__).parent / "pictures"
WIDE = (120, 36)


Take = Callable[[str, str], Awaitable[None]]
"""Waits for a text, then takes the picture of that name."""


def _camera(pilot: Any, app: DeskApp, folder: Path) -> Take:
    async def take(name: str, text: str) -> None:
        await until(pilot, lambda: text in photograph(app), tries=1500)
        await pilot.pause(0.3)  # the picture comes to rest: bars are laid out after the text stands
        (folder / f"{name}.svg").write_text(app.export_screenshot(), "utf-8")

    return take


async def _evening(app: DeskApp, folder: Path) -> None:
    """The administrator's: a portal's list is looked through, the day is to be closed."""
    async with app.run_test(size=WIDE) as pilot:
        take = _camera(pilot, app, folder)
        await type_in(pilot, ADMINISTRATOR, "enter", PASSWORD, "enter")
        await until(pilot, lambda: "BACKUP" in photograph(app), tries=1500)
        app.post_message(Go("portal_list"))
        await until(pilot, lambda: "Choose a list" in photograph(app), tries=1500)
        await type_in(pilot, "f6")
        await until(pilot, lambda: LIST in photograph(app), tries=1500)
        await type_in(pilot, "1", "1")
        await take("portal_list", "unreadable 2")
        app.post_message(Go("closing"))
        await take("closing", "each fits the one before it")


LIST = "egov 08.04.2027.csv"


def _list(folder: Path, known: str) -> None:
    """A portal's list: new children, one who is received on paper, two rows that nobody can read."""
    names = ("Ғабдуллин Алан", "Соколова Варвара", "Қайыпбек Іңкәр", "Төлеген Нұрай", "Журавлёв Марк", "Һамит Әлия")
    rows = [
        listed(n, f"EG-2027-00{140 + n}", f"08.04.2027 {7 + n % 3:02}:{11 * n % 60:02}", child=name)
        for n, name in enumerate(names, 1)
    ]
    rows[1] = listed(2, "EG-2027-00142", "08.04.2027 08:22", child=names[1], language="русский")
    rows[2] = listed(3, "EG-2027-00143", "07.04.2027 22:40", child=names[2], iin=known)
    rows[3] = listed(4, "EG-2027-00144", "08.04.2027 08:44", child=names[3], iin="21051559961x")
    rows[4] = listed(5, "EG-2027-00145", "08.04.2027 09:55", child=names[4], language="ағылшын")
    text = "\r\n".join(";".join(f'"{cell}"' for cell in row) for row in (HEADS, *rows))
    (folder / LIST).write_text(text, "utf-8-sig", newline="")


def _receipt(demo: DemoDesk, png: Path) -> None:
    """The newest receipt of the demo desk, as it lies on the table: Kazakh and Russian on one sheet."""
    for waiting in demo.clerk.ask(today.waiting):
        for card in demo.clerk.ask(papers.issued_for, waiting.application_id):
            if card.kind is PaperKind.RECEIPT and len(card.languages) == 2:
                pdf = png.with_suffix(".pdf")
                pdf.write_bytes(set_paper(demo.clerk.ask(papers.sheet, card.paper_id)))
                command = ["pdftoppm", "-png", "-r", "80", "-singlefile", str(pdf), str(png.with_suffix(""))]
                subprocess.run(command, check=True, capture_output=True)
                return
    raise LookupError("the demo desk has no receipt in both languages")


async def _walk(app: DeskApp, application_id: int, draft_id: int, folder: Path) -> None:
    async with app.run_test(size=WIDE) as pilot:
        take = _camera(pilot, app, folder)
        await type_in(pilot, CLERK, "enter", PASSWORD, "enter")
        await take("today", "1 «Г»")
        app.post_message(Go("record", application_id))
        await take("record", "PAPERS")
        await type_in(pilot, "f6")
        await take("answer", "refuse …")
        await type_in(pilot, "escape", "f3")
        await take("register", " applications")
        await type_in(pilot, "f4")
        await take("class_sets", "1 «Г»")
        await type_in(pilot, "f2")
        await until(pilot, lambda: "Document shown" in photograph(app), tries=1500)
        typed = list(PAPER)[: PAPER.index("Сәрсенбай") + 2]
        for text in typed:
            await type_in(pilot, *([text] if text else []), "enter")
        await take("intake", "girl, born")
        app.post_message(Go("intake", draft_id))
        await until(pilot, lambda: "KNOWN CHILDREN LIKE THIS ONE" in photograph(app), tries=1500)
        await type_in(pilot, "f10")
        await take("alike", "Open it")
        await type_in(pilot, "escape")
        await type_in(pilot, *(["pagedown"] * 4), "f8")
        await until(pilot, lambda: "F7 Picture" in photograph(app), tries=1500)
        await type_in(pilot, "f7")
        await take("photo", "One face")


def _scans(folder: Path) -> Path:
    """A folder of scans: a drawn child, good, dark, and two prints on a flatbed's page."""
    folder.mkdir()
    corpus.saved(corpus.dark(), folder / "scan_0003.png")
    prints = [(corpus.good(), (300, 400), 4.0), (corpus.good(), (1200, 500), -7.0)]
    corpus.saved(corpus.page(prints, (250, 250, 248)), folder / "page_0004.jpg")
    newest = corpus.saved(corpus.good(), folder / "scan_0005.jpg")
    for at, file in enumerate(sorted(folder.iterdir(), key=lambda file: file.name[-8:])):
        moment = newest.stat().st_mtime - 600 + at * 60
        os.utime(file, (moment, moment))
    return folder


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
        waits = demo.clerk.ask(today.waiting)[1].application_id
        again = next(draft.id for draft in demo.clerk.ask(intake.drafts) if draft.child_name.startswith("Өтеген"))
        scans = _scans(folder / "scans")
        app = DeskApp(demo.door, Speaker(), demo.door.clock, 60, "demo", scan_folder=scans)
        asyncio.run(_walk(app, waits, again, folder))
        _list(scans, demo.clerk.do(new_act(), register.open_record, waits).answers["child.iin"])
        app = DeskApp(demo.door, Speaker(), demo.door.clock, 60, "demo", scan_folder=scans)
        asyncio.run(_evening(app, folder))
        browser = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chrome")
        if browser is None:
            print("no browser on the path: the SVG pictures could not be photographed", file=sys.stderr)
            return 1
        PICTURES.mkdir(exist_ok=True)
        for svg in sorted(folder.glob("*.svg")):
            _photograph(svg, PICTURES / f"{svg.stem}.png", browser)
            print(PICTURES / f"{svg.stem}.png")
        if shutil.which("pdftoppm") is None:
            print("no pdftoppm on the path: the receipt could not be drawn", file=sys.stderr)
            return 1
        _receipt(demo, folder / "receipt.png")
        shutil.copyfile(folder / "receipt.png", PICTURES / "receipt.png")
        print(PICTURES / "receipt.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
