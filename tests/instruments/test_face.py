"""The second pair of eyes: how many faces there are, on children that do not exist; and a desk without it."""

import sys
from pathlib import Path

import pytest

from clerk_desk.instruments import face
from tests.instruments import corpus, drawn
from tests.instruments.seeing import looked


@pytest.mark.parametrize(("heads", "head", "width"), [(0, 0.5, 600), (1, 0.62, 600), (2, 0.4, 800), (3, 0.34, 1000)])
def test_the_faces_are_counted(heads: int, head: float, width: int) -> None:
    pytest.importorskip("cv2")
    found = face.find(drawn.face(width, 800, heads=heads, head=head))
    assert found is not None
    assert len(found) == heads


@pytest.mark.parametrize("head", [0.4, 0.5, 0.62, 0.75])
def test_the_square_tells_where_the_head_is(head: float) -> None:
    pytest.importorskip("cv2")
    (one,) = face.find(drawn.face(600, 800, head=head)) or ()
    crown = (800 - head * 800) * 0.38
    assert one.left + one.width / 2 == pytest.approx(300, abs=12)
    assert one.top + one.height == pytest.approx(crown + head * 800, abs=40)
    assert one.height / 0.75 == pytest.approx(head * 800, rel=0.12)


def test_without_the_detector_the_desk_does_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(face, "installed", lambda: False)
    negative = looked(corpus.saved(corpus.good(), tmp_path / "photo.jpg"))
    assert negative.measures.faces is None
    assert not {"faces", "head", "centre"} & {verdict.code for verdict in negative.verdicts}
    assert (negative.frame.width, negative.frame.height) == (354, 472)


def test_a_detector_that_does_not_load_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(face, "installed", lambda: True)
    monkeypatch.setitem(sys.modules, "cv2", None)
    assert face.find(drawn.face()) is None


def test_the_proposed_cut_is_around_the_face(tmp_path: Path) -> None:
    pytest.importorskip("cv2")
    frame = looked(corpus.saved(drawn.face(1600, 1200, head=0.4, across=0.3), tmp_path / "wide.jpg", None)).frame
    assert frame.left + frame.width / 2 == pytest.approx(480, abs=20)
    assert 0.4 * 1200 / frame.height == pytest.approx(0.65, abs=0.06)
