"""The desktop's clipboard: laid in by a pipe, taken out only while it still holds what was laid."""

import os
import stat
import sys
from pathlib import Path

import pytest

from clerk_desk.instruments import clipboard

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs are shell scripts here")


@pytest.fixture
def board(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desktop whose clipboard is a file; its program writes down with which words it was called."""
    held = tmp_path / "held"
    program = tmp_path / "xclip"
    program.write_text(
        f'#!/bin/sh\necho "$@" >> {tmp_path}/called\ncase "$3" in -in) cat > {held};; *) cat {held};; esac\n'
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/usr/bin{os.pathsep}/bin")
    monkeypatch.setenv("DISPLAY", ":17")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return held


def test_a_text_is_laid_into_it_and_no_list_of_programs_shows_it(board: Path) -> None:
    assert clipboard.lay("Әлихан")
    assert board.read_text("utf-8") == "Әлихан"
    assert "Әлихан" not in (board.parent / "called").read_text("utf-8")


def test_it_is_taken_out_again(board: Path) -> None:
    clipboard.lay("210331699903")
    clipboard.take_out("210331699903")
    assert board.read_text() == ""


def test_what_somebody_copied_since_stays(board: Path) -> None:
    clipboard.lay("210331699903")
    board.write_text("MK-17")
    clipboard.take_out("210331699903")
    assert board.read_text() == "MK-17"


def test_without_a_desktop_nothing_is_tried(board: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY")
    assert not clipboard.lay("Әлихан")
    clipboard.take_out("Әлихан")
    assert not board.exists()


def test_a_desktop_that_fails_is_no_fault(board: Path) -> None:
    (board.parent / "xclip").write_text("#!/bin/sh\nexit 1\n")
    assert not clipboard.lay("Әлихан")
    clipboard.take_out("Әлихан")
