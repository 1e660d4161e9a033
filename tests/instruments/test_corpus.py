"""A good photo is good, and each single fault is named by its own verdict: drawn files, measured by Pillow."""

from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from clerk_desk.instruments.developing import Thumb
from clerk_desk.rules.framing import Frame
from tests.instruments import corpus, drawn
from tests.instruments.seeing import complaints, developed, eyes_shut, looked


def shown(thumb: Thumb) -> Image.Image:
    return Image.frombytes("RGB", (thumb.width, thumb.height), thumb.rgb)


def apart(one: Image.Image, other: Image.Image) -> float:
    """By how much two pictures differ, on a scale of 255."""
    return max(ImageStat.Stat(ImageChops.difference(one.convert("RGB"), other.convert("RGB"))).mean)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Image.Image:
    path = corpus.saved(corpus.good(), tmp_path_factory.mktemp("good") / "good.jpg")
    return shown(looked(path).thumb)


def test_a_good_photo_gives_no_objection(tmp_path: Path) -> None:
    negative = looked(corpus.saved(corpus.good(), tmp_path / "good.jpg"))
    assert complaints(negative.verdicts) == []
    assert (negative.width, negative.height, negative.measures.size_mm) == (354, 472, (30.0, 40.0))
    assert (negative.thumb.width, negative.thumb.height) == (96, 128)
    assert not negative.prints


@pytest.mark.parametrize("seed", (2, 4, 7))
def test_other_children_are_as_good(tmp_path: Path, seed: int) -> None:
    path = corpus.saved(drawn.face(seed=seed, head=0.5 + seed / 30), tmp_path / "good.png")
    assert complaints(looked(path).verdicts) == []


@pytest.mark.parametrize("fault", corpus.FAULTS)
def test_each_single_fault_is_named_and_nothing_else(tmp_path: Path, fault: str) -> None:
    make, dpi, code = corpus.FAULTS[fault]
    assert complaints(looked(corpus.saved(make(), tmp_path / "photo.jpg", dpi)).verdicts) == [code]


@pytest.mark.parametrize("fault", corpus.FACES)
def test_each_fault_of_the_face_is_named_and_nothing_else(tmp_path: Path, fault: str) -> None:
    pytest.importorskip("cv2")
    make, code = corpus.FACES[fault]
    assert complaints(looked(corpus.saved(make(), tmp_path / "photo.jpg", None)).verdicts) == [code]


@pytest.mark.usefixtures(eyes_shut.__name__)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_however_the_camera_was_held_the_child_is_upright(tmp_path: Path, orientation: int, good: Image.Image) -> None:
    path = corpus.turned(corpus.good(), orientation, tmp_path / "photo.jpg")
    negative, kept = looked(path), developed(path)
    assert complaints(negative.verdicts) == []
    assert negative.measures.turned is (orientation != 1)
    assert apart(shown(negative.thumb), good) < 4
    assert (kept.width, kept.height) == (354, 472)
    assert apart(shown(kept.thumb), good) < 4


@pytest.mark.usefixtures(eyes_shut.__name__)
@pytest.mark.parametrize("orientation", range(2, 9))
def test_the_frame_is_meant_in_the_upright_picture(tmp_path: Path, orientation: int) -> None:
    path = corpus.turned(corpus.good(), orientation, tmp_path / "photo.jpg")
    frame = Frame(60, 40, 210, 280)
    kept = developed(path, frame)
    meant = corpus.good().crop((60, 40, 270, 320)).resize((kept.thumb.width, kept.thumb.height))
    assert (kept.width, kept.height) == (210, 280)
    assert apart(shown(kept.thumb), meant) < 6


PHONES = {
    "two pictures in one": (corpus.phone, "a.jpg", []),
    "for a printing house": (corpus.cmyk, "a.jpg", []),
    "grey with 16 bits": (corpus.deep_grey, "a.png", ["colour"]),
    "see-through": (lambda path: corpus.see_through("RGBA", path), "a.png", []),
    "see-through with a palette": (lambda path: corpus.see_through("P", path), "a.png", []),
    "see-through in grey": (lambda path: corpus.see_through("LA", path), "a.png", ["colour"]),
}


@pytest.mark.usefixtures(eyes_shut.__name__)
@pytest.mark.parametrize("kind", PHONES)
def test_what_phones_and_programs_make_comes_out_as_it_looks(tmp_path: Path, kind: str, good: Image.Image) -> None:
    make, name, expected = PHONES[kind]
    path = make(tmp_path / name)
    negative, kept = looked(path), developed(path)
    assert complaints(negative.verdicts) == expected
    for thumb in (negative.thumb, kept.thumb):
        assert apart(shown(thumb).convert("L"), good.convert("L")) < 16  # a transparent wall has become white
        assert ImageStat.Stat(shown(thumb).convert("L")).stddev[0] > 50


@pytest.mark.parametrize(
    ("dpi", "camera", "known"),
    [((300, 300), False, 300.0), ((72, 72), False, None), ((96, 96), False, None), ((300, 300), True, None)],
)
def test_only_a_scanner_s_resolution_gives_millimetres(
    tmp_path: Path, dpi: tuple[int, int], camera: bool, known: float | None
) -> None:
    exif = Image.Exif()
    if camera:
        exif.get_ifd(0x8769)[0x829A] = 0.01
    corpus.good().save(tmp_path / "a.jpg", dpi=dpi, exif=exif)
    assert looked(tmp_path / "a.jpg").measures.dpi == known
