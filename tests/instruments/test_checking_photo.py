"""`clerk-desk check photo FILE`: the verdicts in words or as JSON, and an exit code for scripts."""

import json
from pathlib import Path

import pytest
from PIL import Image

from clerk_desk.__main__ import main
from tests.instruments import corpus, drawn


@pytest.fixture(autouse=True)
def nobody_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))


def test_a_good_photo_is_told_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "photo", str(corpus.saved(corpus.good(), tmp_path / "a.jpg"))]) == 0
    told = capsys.readouterr().out.splitlines()
    assert "30 × 40 mm by its resolution." in told
    assert not [line for line in told if line.startswith("Look again")]


def test_a_bad_photo_is_a_no_for_scripts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "photo", "--json", str(corpus.saved(corpus.blurred(), tmp_path / "a.jpg"))]) == 1
    answered = json.loads(capsys.readouterr().out)
    assert answered["ok"] is False
    assert [problem["code"] for problem in answered["problems"]] == ["sharpness"]
    assert answered["measures"]["size_mm"] == [30.0, 40.0]
    assert {verdict["tone"] for verdict in answered["verdicts"]} == {"good", "error"}


def test_a_warning_is_no_no(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "photo", str(corpus.saved(corpus.grey(), tmp_path / "a.jpg"))]) == 0
    assert "Look again: There is no colour in it: a colour photo is usual." in capsys.readouterr().out


def test_the_prints_on_a_page_are_told_one_by_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    prints = [(drawn.face(), (100, 100), 3.0), (corpus.blurred(), (600, 100), 0.0)]
    path = corpus.saved(corpus.page(prints, (249, 250, 250), (1100, 800)), tmp_path / "page.png")
    assert main(["check", "photo", "--json", str(path)]) == 1
    answered = json.loads(capsys.readouterr().out)
    assert [problem["message"][:16] for problem in answered["problems"]] == ["Print 2: Blurred"]
    assert [one["number"] for one in answered["prints"]] == [1, 2]


def test_no_picture_is_a_sentence_and_a_no(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.jpg").write_text("canary")
    assert main(["check", "photo", str(tmp_path / "a.jpg")]) == 1
    told = capsys.readouterr()
    assert told.out == "This is no picture: only JPEG and PNG are taken.\n"
    assert main(["check", "photo", str(tmp_path)]) == 1
    assert capsys.readouterr().out == "This is a folder: choose a picture in it.\n"


def test_no_file_named_is_bad_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["check", "photo"])
    assert ended.value.code == 2
    assert "FILE" in capsys.readouterr().err


def test_it_speaks_the_desk_s_language_and_no_picture_library_is_loaded_for_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Image.new("RGB", (4, 4)).save(tmp_path / "a.png")
    assert main(["check", "photo", "--json", "--language", "ru", str(tmp_path / "a.png")]) == 1
    assert json.loads(capsys.readouterr().out)["problems"][0]["code"] == "bad_picture"
