"""The printer: what is sent is what comes out; no printer, a slow one and a broken one are told in words."""

import stat
import sys
from pathlib import Path

import pytest

from clerk_desk.instruments import printer
from clerk_desk.instruments.printer import Printed, Printer, Saved
from clerk_desk.objection import Objection

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows prints by its own means")

PDF = b"%PDF-1.7 not all of it is letters \x00\xff\n"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine whose only programs are those that the test puts there, with an empty documents folder."""
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setattr(printer, "documents", lambda: tmp_path / "documents")
    return programs


def program(office: Path, name: str, *lines: str) -> None:
    """Put a program there; it knows the shell's own commands and cat."""
    made = office / name
    made.write_text("\n".join(("#!/bin/sh", *lines)) + "\n", "utf-8")
    made.chmod(0o755)


def a_printer(office: Path, *names: str, usual: str = "", takes: str = "/bin/cat > {out}") -> Path:
    """A print system with these printers; gives the file in which a sheet comes out."""
    out = office.parent / "printed.pdf"
    said = f"system default destination: {usual}" if usual else "no system default destination"
    listed = "\n".join(names)
    program(office, "lpstat", 'if [ "$1" = -e ]; then', f"echo '{listed}'", f"else echo '{said}'; fi")
    program(office, "lp", f'echo "$@" > {office.parent / "asked"}', takes.format(out=out))
    return out


def test_the_sheet_that_comes_out_is_the_sheet_that_was_sent(office: Path) -> None:
    out = a_printer(office, "Kense_HP", usual="Kense_HP")
    assert printer.send(PDF, "Не әкелу керек", "sheet") == Printed("Kense_HP")
    assert out.read_bytes() == PDF
    assert (office.parent / "asked").read_text("utf-8").strip() == "-d Kense_HP -t Не әкелу керек"
    assert sorted(path.name for path in office.parent.iterdir()) == ["asked", "printed.pdf", "programs"]


def test_a_name_never_becomes_a_command(office: Path) -> None:
    out = a_printer(office, "a; touch b")
    assert printer.send(PDF, "$(touch c) `touch d`", "sheet") == Printed("a; touch b")
    assert out.read_bytes() == PDF
    assert {path.name for path in Path.cwd().iterdir()}.isdisjoint({"b", "c", "d"})


def test_the_usual_printer_comes_first_and_another_can_be_named(office: Path) -> None:
    a_printer(office, "Attic", "Kense_HP", usual="Kense_HP")
    assert printer.printers() == (Printer("Kense_HP", usual=True), Printer("Attic"))
    assert printer.send(PDF, "t", "sheet", Printer("Attic")) == Printed("Attic")


def test_without_a_printer_the_sheet_lies_in_the_documents_folder_for_its_owner_alone(office: Path) -> None:
    saved = printer.send(PDF, "t", "what-to-bring-kk")
    assert isinstance(saved, Saved) and saved.path == office.parent / "documents" / "what-to-bring-kk.pdf"
    assert saved.path.read_bytes() == PDF
    assert stat.S_IMODE(saved.path.stat().st_mode) == 0o600


def test_a_print_system_without_printers_is_no_printer(office: Path) -> None:
    a_printer(office)
    assert printer.printers() == ()
    assert isinstance(printer.send(PDF, "t", "sheet"), Saved)


def test_an_earlier_file_is_never_written_over_and_the_same_sheet_is_not_saved_twice(office: Path) -> None:
    first, other = printer.send(PDF, "t", "sheet"), printer.send(PDF + b"2", "t", "sheet")
    assert isinstance(first, Saved) and isinstance(other, Saved)
    assert (first.path.name, other.path.name) == ("sheet.pdf", "sheet-2.pdf")
    assert first.path.read_bytes() == PDF
    assert printer.send(PDF + b"2", "t", "sheet") == other
    assert len(list(first.path.parent.iterdir())) == 2


def test_a_printer_that_hangs_is_not_waited_for_and_told(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_printer(office, "Kense_HP", takes="exec /bin/sleep 60")
    monkeypatch.setattr(printer, "SENDING_SECONDS", 0.2)
    with pytest.raises(Objection) as told:
        printer.send(PDF, "t", "sheet")
    assert told.value.code == "printer_failed"
    assert str(told.value).startswith("The printer Kense_HP does not answer.")


def test_a_print_system_that_hangs_counts_as_no_printer(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_printer(office, "Kense_HP")
    program(office, "lpstat", "exec /bin/sleep 60")
    monkeypatch.setattr(printer, "ASKING_SECONDS", 0.2)
    assert isinstance(printer.send(PDF, "t", "sheet"), Saved)


def test_a_printer_that_fails_says_why(office: Path) -> None:
    out = a_printer(
        office, "Kense_HP", takes="/bin/cat > /dev/null; echo 'lp: The printer is not accepting jobs.' >&2; exit 1"
    )
    with pytest.raises(Objection) as told:
        printer.send(PDF, "t", "sheet")
    assert "lp: The printer is not accepting jobs. Look at the printer" in str(told.value)
    assert not out.exists()


def test_a_printer_that_fails_without_a_word_is_told_too(office: Path) -> None:
    a_printer(office, "Kense_HP", takes="exit 1")
    with pytest.raises(Objection) as told:
        printer.send(PDF * 100_000, "t", "sheet")  # more than a pipe holds: the program ends before it read it
    assert str(told.value) == "The printer Kense_HP did not take the sheet. Look at the printer, then print again."


def test_a_documents_folder_that_is_none_is_told(office: Path) -> None:
    (office.parent / "documents").write_text("a file lies in its place", "utf-8")
    with pytest.raises(Objection) as told:
        printer.send(PDF, "t", "sheet")
    assert told.value.code == "not_saved"


@pytest.fixture
def desktop(office: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with a desktop; gives the file into which its opener writes what it was asked to show."""
    monkeypatch.setenv("DISPLAY", ":7")
    shown = office.parent / "shown"
    program(office, "xdg-open", f'echo "$@" > {shown}')
    return shown


def test_a_saved_sheet_is_shown_by_the_desktop(office: Path, desktop: Path) -> None:
    saved = printer.send(PDF, "t", "2027-0041-R-7KQ2M9XD")
    assert isinstance(saved, Saved) and printer.can_show()
    printer.show_file(saved.path)
    assert desktop.read_text("utf-8").strip() == str(saved.path)


def test_what_shows_a_sheet_has_neither_the_terminal_nor_is_it_waited_for(
    office: Path, desktop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printer, "OPENING_SECONDS", 0.1)
    program(office, "xdg-open", f"[ -t 0 ] || [ -t 1 ] || [ -t 2 ] || echo none > {desktop}", "exec /bin/sleep 5")
    saved = printer.send(PDF, "t", "sheet")
    assert isinstance(saved, Saved)
    printer.show_file(saved.path)
    assert desktop.read_text("utf-8").strip() == "none"


def test_a_machine_without_a_desktop_shows_nothing_and_says_so(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    program(office, "xdg-open", "exit 0")
    saved = printer.send(PDF, "t", "sheet")
    assert isinstance(saved, Saved) and not printer.can_show()
    with pytest.raises(Objection) as told:
        printer.show_file(saved.path)
    assert told.value.code == "not_shown" and "sheet.pdf" in str(told.value)


@pytest.mark.parametrize("gone", [True, False])
def test_a_sheet_that_cannot_be_shown_is_told(office: Path, desktop: Path, gone: bool) -> None:
    saved = printer.send(PDF, "t", "sheet")
    assert isinstance(saved, Saved)
    if gone:
        saved.path.unlink()
    else:
        program(office, "xdg-open", "exit 3")
    with pytest.raises(Objection) as told:
        printer.show_file(saved.path)
    assert told.value.code == "not_shown" and not desktop.exists()


def test_a_sheet_on_paper_is_removed_and_one_that_is_gone_is_no_trouble(office: Path) -> None:
    saved = printer.send(PDF, "t", "sheet")
    assert isinstance(saved, Saved)
    for _ in range(2):
        printer.remove_file(saved.path)
        assert not saved.path.exists()
    (saved.path / "not empty").mkdir(parents=True)  # a folder lies in its place
    with pytest.raises(Objection) as told:
        printer.remove_file(saved.path)
    assert told.value.code == "not_removed"


def test_sweeping_touches_nothing_where_nothing_is_printed_from_files(office: Path) -> None:
    saved = printer.send(PDF, "t", "sheet")
    assert isinstance(saved, Saved)
    printer.sweep()
    assert saved.path.exists()
