"""The errand what-to-bring: in words, as JSON and as a PDF, from any folder, without a store."""

import json
from pathlib import Path

import pypdfium2
import pytest

from clerk_desk.__main__ import main
from clerk_desk.rules.bringing import LANGUAGES
from data.what_to_bring import sheet_words

TITLES = {language: sheet_words(language).title for language in LANGUAGES}


@pytest.fixture(autouse=True)
def nobody_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def test_without_a_language_it_is_told_in_kazakh_then_in_russian(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["what-to-bring"]) == 0
    told = capsys.readouterr()
    assert told.out.startswith(f"{TITLES['kk']}\n") and f"\n\n{TITLES['ru']}\n" in told.out
    assert TITLES["en"] not in told.out and told.err == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_that_is_named_is_told_alone(capsys: pytest.CaptureFixture[str], language: str) -> None:
    assert main(["what-to-bring", "--language", language]) == 0
    told = capsys.readouterr().out
    assert [title for title in TITLES.values() if title in told] == [TITLES[language]]


def test_a_script_gets_every_paper_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["what-to-bring", "--language", "ru", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    (sheet,) = told["sheets"]
    assert told["ok"] and told["pdf"] is None
    assert (sheet["language"], sheet["title"], len(sheet["parts"][0]["papers"])) == ("ru", TITLES["ru"], 5)


def test_the_pdf_has_a_page_for_each_language(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "әкелу.pdf"
    assert main(["what-to-bring", "--pdf", str(file)]) == 0
    assert capsys.readouterr().out == f"The sheet lies in {file}.\n"
    with pypdfium2.PdfDocument(file) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    assert [title in text for title, text in zip((TITLES["kk"], TITLES["ru"]), texts, strict=True)] == [True, True]


def test_a_file_that_cannot_be_written_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "no such folder" / "sheet.pdf"
    assert main(["what-to-bring", "--pdf", str(file)]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", f"The file {file} cannot be written.\n")
