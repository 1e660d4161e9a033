"""An export is torn down at any moment: none lies there, or a whole one."""

import multiprocessing
import os
import random
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from clerk_desk.desk import Desk
from clerk_desk.exporting.making import export_day
from data.keyring import OpenKeyring
from tests.conftest import MORNING
from tests.exporting.days import PDF, look_at
from tests.exporting.interrupted import export_on


def _processes() -> Any:
    context: Any = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
    if hasattr(context, "set_forkserver_preload"):
        context.set_forkserver_preload(["tests.exporting.interrupted"])
    return context


def _torn_down(url: str, keys: OpenKeyring, folder: Path, kills: int) -> tuple[int, int]:
    chance, drafts, whole = random.Random(5), 0, 0
    for _ in range(kills):
        here, there = multiprocessing.Pipe()
        process = _processes().Process(target=export_on, args=(url, keys, folder, PDF, there))
        process.start()
        assert here.recv() == "exporting"
        process.join(chance.uniform(0.0, 0.1))
        process.kill()
        process.join()
        for place in list(folder.iterdir()):
            if place.name.endswith(".new"):
                drafts += 1
                os.utime(place, (time.time() - 100_000,) * 2)
            else:
                assert look_at(place.read_bytes()).problems == []
                whole += 1
                place.unlink()
    return drafts, whole


def test_an_export_torn_down_leaves_none_or_a_whole_one(
    store_url: str, keys: OpenKeyring, desk: Desk, stick: Path
) -> None:
    _torn_down(store_url, keys, stick, 3)
    export_day(desk, keys, MORNING.date(), stick, sealed=False)
    assert [place.name for place in stick.iterdir()] == ["day-2027-04-01-no1.zip"], "drafts are swept"


@pytest.mark.prove
def test_fifty_exports_torn_down_leave_none_or_a_whole_one(
    store_url: str, keys: OpenKeyring, desk: Desk, stick: Path
) -> None:
    drafts, whole = _torn_down(store_url, keys, stick, 50)
    export_day(desk, keys, MORNING.date(), stick, sealed=False)
    assert [place.name for place in stick.iterdir()] == ["day-2027-04-01-no1.zip"]
    assert drafts and whole
    print(f"\n50 kills in exports: {whole} packages under a final name, all whole; {drafts} drafts left and swept")
