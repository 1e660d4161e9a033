"""The darkroom's work done in this very process, without walls: fast, for files that the tests themselves made."""

from pathlib import Path

import pytest

from clerk_desk.instruments import darkroom, developing, face
from clerk_desk.rules.framing import Frame
from clerk_desk.rules.photos import Verdict


def looked(path: Path) -> developing.Negative:
    return developing.negative(darkroom.answer({"do": "look", "path": str(path)}, lambda: None))


def developed(path: Path, frame: Frame | None = None, print_number: int | None = None) -> developing.Developed:
    asked = None if frame is None else [frame.left, frame.top, frame.width, frame.height]
    job = {"do": "develop", "path": str(path), "frame": asked, "print": print_number}
    return developing.developed(darkroom.answer(job, lambda: None))


@pytest.fixture
def eyes_shut(monkeypatch: pytest.MonkeyPatch) -> None:
    """No face is looked for: it would take most of the time, and what is tested is something else."""
    monkeypatch.setattr(face, "installed", lambda: False)


def complaints(verdicts: tuple[Verdict, ...]) -> list[str]:
    """The codes of the verdicts that are not good."""
    return [verdict.code for verdict in verdicts if verdict.tone != "good"]
