"""The darkroom as the desk uses it: a process of its own, and of the file nothing is kept but the picture."""

import hashlib
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, JpegImagePlugin

from clerk_desk.instruments import darkroom, developing
from clerk_desk.instruments.plain_file import Spoilt
from clerk_desk.instruments.spoilt import spoilt
from clerk_desk.objection import Objection
from clerk_desk.rules.framing import Frame
from tests.instruments import corpus, hostile
from tests.instruments.seeing import complaints, developed


def refused(path: Path) -> str:
    with pytest.raises(Objection) as caught:
        developing.look_at(path)
    assert caught.value.code == "bad_picture"
    return str(caught.value)


def test_a_photo_is_looked_at_and_developed_by_a_process_of_its_own(tmp_path: Path) -> None:
    path = corpus.turned(corpus.good(), 6, tmp_path / "Әлия 1.jpg")
    negative = developing.look_at(path)
    assert complaints(negative.verdicts) == []
    kept = developing.develop(path, frame=negative.frame)
    assert (kept.width, kept.height) == (354, 472)
    assert kept.sha256 == hashlib.sha256(kept.jpeg).hexdigest()
    assert len(kept.thumb.rgb) == 3 * kept.thumb.width * kept.thumb.height
    assert complaints(kept.verdicts) == []
    assert b"CANARY" in path.read_bytes()
    assert b"CANARY" not in kept.jpeg


def test_what_is_kept_is_the_picture_and_nothing_else(tmp_path: Path) -> None:
    """No EXIF, no place, no colour profile, no comment, no second picture: only what a JPEG cannot do without."""
    kept = developed(corpus.turned(corpus.good(), 3, tmp_path / "a.jpg"))
    assert kept.jpeg.startswith(b"\xff\xd8\xff\xe0\0\x10JFIF\0")
    image = Image.open(io.BytesIO(kept.jpeg))
    assert isinstance(image, JpegImagePlugin.JpegImageFile)
    assert [name for name, _ in image.applist] == ["APP0"]
    assert set(image.info) == {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert not image.getexif()
    assert (image.format, image.mode) == ("JPEG", "RGB")
    assert kept.jpeg.endswith(b"\xff\xd9")
    assert kept.jpeg.count(b"\xff\xd8\xff") == 1


def test_only_the_first_of_two_pictures_is_kept(tmp_path: Path) -> None:
    kept = developed(corpus.phone(tmp_path / "a.jpg"))
    assert kept.jpeg.count(b"\xff\xd8\xff") == 1
    assert Image.open(io.BytesIO(kept.jpeg)).format == "JPEG"


def test_a_large_photo_is_kept_small(tmp_path: Path) -> None:
    kept = developed(corpus.saved(corpus.good().resize((1500, 2000)), tmp_path / "a.jpg", None))
    assert (kept.width, kept.height) == (1200, 1600)
    assert (kept.measures.width, kept.measures.height) == (1500, 2000)


def test_even_noise_is_kept_under_a_megabyte() -> None:
    noise = Image.frombytes("RGB", (1200, 1600), os.urandom(1200 * 1600 * 3))
    assert len(darkroom.encode(noise)) < darkroom.KEPT_BYTES


def test_a_frame_beyond_the_picture_is_kept_as_far_as_it_lies_inside(tmp_path: Path) -> None:
    path = corpus.saved(corpus.good(), tmp_path / "a.jpg")
    assert developed(path, Frame(200, 300, 500, 500)).width == 154
    with pytest.raises(Objection, match="outside the picture"):
        developing.develop(path, frame=Frame(900, 900, 30, 40))


def test_a_print_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Objection, match="no longer found"):
        developing.develop(corpus.saved(corpus.good(), tmp_path / "a.jpg"), print_number=2)


def test_a_file_without_leave_to_read_is_a_sentence(tmp_path: Path) -> None:
    path = corpus.saved(corpus.good(), tmp_path / "a.jpg")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("root reads everything")
    assert refused(path).startswith("The file cannot be read")


@pytest.mark.parametrize("name", ["a\0b.jpg", "\udcff.jpg", "-rf", "a\nb.jpg", "x" * 5000, ""])
def test_an_odd_name_is_a_sentence(tmp_path: Path, name: str) -> None:
    assert refused(tmp_path / name)


def test_a_picture_under_a_name_that_no_language_knows_is_taken(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff\n;$(x).jpg")
    try:
        path.write_bytes(hostile.jpeg())
    except OSError:
        pytest.skip("this file system refuses such a name")
    assert developing.look_at(path).width == 354


def test_the_folder_it_was_started_in_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file PIL.py in the scan folder must not be run in place of the library."""
    (tmp_path / "PIL.py").write_text("raise SystemExit('canary')")
    (tmp_path / "json.py").write_text("raise SystemExit('canary')")
    monkeypatch.chdir(tmp_path)
    assert developing.look_at(corpus.saved(corpus.good(), tmp_path / "a.jpg")).width == 354


def test_a_darkroom_that_hangs_is_ended_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(developing, "LONGEST", 0.001)
    assert refused(corpus.saved(corpus.good(), tmp_path / "a.jpg")).startswith("The picture takes too long")


def test_no_darkroom_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    assert refused(tmp_path / "a.jpg").startswith("The desk cannot look at pictures")


@pytest.fixture
def speaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """A darkroom that does what a line of shell says; gives the path of a picture."""
    if sys.platform == "win32":
        pytest.skip("needs a shell")

    def speak(line: str) -> Path:
        script = tmp_path / "python"
        script.write_text(f"#!/bin/sh\n{line}\n")
        script.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(script))
        return tmp_path / "a.jpg"

    return speak


@pytest.mark.parametrize(
    "said",
    ["[]", "{", "{}", '{"spoilt": "no such kind", "facts": {}}', '{"width": 1, "height": 1, "measures": {}}'],
)
def test_an_answer_that_does_not_hold_together_is_not_believed(speaks: Callable[[str], Path], said: str) -> None:
    assert refused(speaks(f"printf '%s' '{said}'")) == "The picture is cut off or damaged: scan the photo again."


@pytest.mark.parametrize(
    ("end", "sentence"),
    [
        ("kill -PROF $$", "The picture takes too long"),
        ("kill -SEGV $$", "The picture is cut off or damaged"),
        ("exit 1", "The picture is cut off or damaged"),
        ("yes", "The picture is cut off or damaged"),
    ],
)
def test_a_darkroom_that_is_stopped_by_its_file_is_a_sentence(
    speaks: Callable[[str], Path], end: str, sentence: str
) -> None:
    assert refused(speaks(end)).startswith(sentence)


def test_a_small_copy_that_is_not_whole_is_not_believed(tmp_path: Path) -> None:
    word = darkroom.answer({"do": "look", "path": str(corpus.saved(corpus.good(), tmp_path / "a.jpg"))}, lambda: None)
    assert developing.negative(word).thumb.width == 96
    for lie in ([96, 127], [0, 128], [128, 96]):
        with pytest.raises(ValueError, match="not whole"):
            developing.negative(word | {"thumb": [*lie, word["thumb"][2]]})


def test_every_kind_of_trouble_has_its_sentence() -> None:
    facts = {"width": 1, "height": 1, "most": 1, "size": 1, "kind": "GIF", "number": 1, "prints": 1}
    sources = [Path(module.__file__ or "").read_text("utf-8") for module in (darkroom, developing)]
    sources += [(Path(darkroom.__file__).parent / name).read_text("utf-8") for name in ("film.py", "plain_file.py")]
    kinds = {
        word.split('"')[0] for source in sources for word in source.replace("spoilt(", "Spoilt(").split('Spoilt("')[1:]
    }
    assert len(kinds) > 10
    damaged = str(spoilt("damaged"))
    for kind in kinds - {"damaged"}:
        assert str(spoilt(kind, facts)) != damaged, kind
        assert Spoilt(kind).code == kind
