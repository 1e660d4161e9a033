"""Hostile and odd files: each ends in a clear sentence or a harmless picture, in little time and memory."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from clerk_desk.instruments import darkroom, developing
from clerk_desk.instruments.spoilt import spoilt
from clerk_desk.objection import Objection
from tests.instruments import hostile
from tests.instruments.seeing import eyes_shut

HOUSE = Path(__file__).parents[2]
SECONDS, MIB = 2.0, 200.0

HEAVY = [
    name
    for name in hostile.FILES
    if name.startswith(
        ("a PNG of", "the largest", "a text of", "a colour profile", "a JPEG of", "a JPEG that", "a progressive")
    )
]
"""What could take time or memory: only ever opened behind walls."""


class Took(NamedTuple):
    said: str
    code: int
    seconds: float
    busy: float
    mib: float

    @property
    def sentence(self) -> str:
        """What the clerk reads; nothing if a picture came out."""
        answer = json.loads(self.said) if self.said else {"spoilt": "too_slow" if self.code < 0 else "damaged"}
        return str(spoilt(answer["spoilt"], answer.get("facts"))) if "spoilt" in answer else hostile.TAKEN


def opened(paths: list[Path]) -> list[Took]:
    jobs = [{"do": "look", "path": str(path)} for path in paths]
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("measured.py")],
        input=json.dumps(jobs),
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(HOUSE), "OPENBLAS_NUM_THREADS": "1"},
    )
    assert done.stderr == ""
    return [Took(*took) for took in json.loads(done.stdout)]


def made(folder: Path, name: str) -> Path:
    path = folder / "photo.jpg"
    hostile.FILES[name][0](path)
    return path


def fits(sentence: str, expected: str) -> bool:
    return expected in sentence if expected else sentence == hostile.TAKEN


needs_walls = pytest.mark.skipif(sys.platform == "win32", reason="what a process took is measured by POSIX calls")


HEAVIEST = [
    "a PNG of 345 million pixels in 42 kB",
    "the largest PNG with a palette",
    "a text of 80 MB in a PNG",
    "a JPEG of three thousand scans",
    "a progressive JPEG that holds 150 MB",
]
"""Of each kind one that must be stopped, or nearly: the others are proven at leisure."""


@needs_walls
@pytest.mark.parametrize("name", HEAVIEST)
def test_a_bomb_ends_in_a_sentence_within_its_walls(tmp_path: Path, name: str) -> None:
    (took,) = opened([made(tmp_path, name)])
    assert fits(took.sentence, hostile.FILES[name][1]), took.sentence
    assert took.busy < SECONDS
    assert took.mib < MIB


@pytest.mark.usefixtures(eyes_shut.__name__)
@pytest.mark.parametrize("name", [name for name in hostile.FILES if name not in HEAVY])
def test_an_odd_file_ends_in_a_sentence(tmp_path: Path, name: str) -> None:
    path, expected = made(tmp_path, name), hostile.FILES[name][1]
    word = json.dumps(darkroom.answer({"do": "look", "path": str(path)}, lambda: None))
    if expected == hostile.TAKEN:
        assert developing.negative(developing.heard(word.encode())).width >= 354
        return
    with pytest.raises(Objection) as caught:
        developing.heard(word.encode())
    assert caught.value.code == "bad_picture"
    assert expected in str(caught.value)


@pytest.mark.prove
@needs_walls
def test_every_hostile_file_behind_walls_with_its_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    measured = []
    for number, name in enumerate(hostile.FILES):
        (tmp_path / str(number)).mkdir()
        measured += opened([made(tmp_path / str(number), name)])  # at once: a file cut off just now is still written
    with capsys.disabled():
        for name, took in zip(hostile.FILES, measured, strict=True):
            print(f"{name:48} {took.seconds:5.2f} s {took.mib:6.1f} MiB  {took.sentence or 'a picture'}")
        print(f"hostile={len(measured)} longest={max(t.busy for t in measured):.2f} s", end=" ")
        print(f"largest={max(t.mib for t in measured):.0f} MiB")
    for (_, expected), took in zip(hostile.FILES.values(), measured, strict=True):
        assert fits(took.sentence, expected)
        assert took.busy < SECONDS
        assert took.mib < MIB
