"""`clerk-desk check alike`: the pairs in a list of children, in words and for scripts; what is said of a bad list."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from benchmarks.known_children import children_of
from clerk_desk.__main__ import main
from clerk_desk.errands import children_list

HEAD = "surname;given_name;patronymic;born;iin;parent_iin"
GIRL = "Сәрсенбай;Аружан;Нұрланқызы;31.03.2021;210331699903;900312499911"
AGAIN = "Сарсенбай;Аружна;Нурланкызы;31.03.2021;;881105399916"
TWIN = "Сәрсенбай;Аяла;Нұрланқызы;31.03.2021;;900312499911"
OTHER = "Иванова;Дарья;Сергеевна;05.05.2021;;"
PERHAPS = "Иванова;Дарья;;06.05.2021;;"


def written(folder: Path, *lines: str, encoding: str = "utf-8") -> str:
    file = folder / "балалар.csv"
    file.write_bytes("\r\n".join(lines).encode(encoding))
    return str(file)


def answered(capsys: pytest.CaptureFixture[str], file: str) -> tuple[int, Any]:
    code = main(["check", "alike", file, "--json"])
    return code, json.loads(capsys.readouterr().out)


def pairs(answer: Any) -> list[tuple[str, list[int]]]:
    return [(pair["kind"], pair["lines"]) for pair in answer["pairs"]]


def test_the_same_child_twice_in_a_list_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = answered(capsys, written(tmp_path, HEAD, GIRL, OTHER, AGAIN, TWIN))
    assert (code, answer["ok"], answer["children"]) == (1, False, 4)
    assert pairs(answer) == [("same", [2, 4]), ("twin", [2, 5])]
    assert answer["pairs"][0]["reasons"] == ["one letter differs"]
    assert [problem["code"] for problem in answer["problems"]] == ["child_same"]


def test_a_list_without_pairs_is_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "alike", written(tmp_path, HEAD, GIRL, OTHER)]) == 0
    said = capsys.readouterr().out
    assert "2 children compared." in said


def test_twins_and_perhaps_the_same_hold_nothing_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = answered(capsys, written(tmp_path, HEAD, GIRL, TWIN, OTHER, PERHAPS))
    assert code == 0
    assert pairs(answer) == [("alike", [4, 5]), ("twin", [2, 3])]
    assert [problem["severity"] for problem in answer["problems"]] == ["warning"]


def test_in_words_the_lines_and_the_names_stand_and_no_iin(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "alike", written(tmp_path, HEAD, GIRL, AGAIN)]) == 1
    said = capsys.readouterr().out
    assert "Lines 2 and 3: very probably the same child (one letter differs)." in said
    assert "Сәрсенбай Аружан Нұрланқызы, 31.03.2021" in said
    assert "210331699903" not in said


@pytest.mark.parametrize(
    "head",
    [
        "Фамилия;Имя;Отчество;Дата рождения;ИИН;ИИН родителя",
        "Тегі;Аты;Әкесінің аты;Туған күні;ЖСН;Ата-ананың ЖСН",
        "Surname;Given name;Patronymic;Born;IIN;Parent IIN",
    ],
)
def test_columns_have_names_in_three_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str], head: str) -> None:
    assert pairs(answered(capsys, written(tmp_path, head, GIRL, TWIN, encoding="utf-8-sig"))[1]) == [("twin", [2, 3])]


def test_columns_may_be_parted_by_commas_and_stand_in_any_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = "born,note,given_name,surname", '2021-03-31,"a, b",Аружан,Сәрсенбай', "310321,,Аружан,Сәрсенбай"
    assert pairs(answered(capsys, written(tmp_path, *lines))[1]) == [("same", [2, 3])]


def test_a_line_that_cannot_be_read_is_named_and_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = ("Сомов;;;01.02.2021;;", "Сомов;Лев;;31.02.2021;;", f"Сомов;{'Л' * 81};;01.02.2021;;", "", "Сомов;Лев")
    code, answer = answered(capsys, written(tmp_path, HEAD, *bad, "Сомов;Лев;;01.02.2021;21051559961;", GIRL))
    assert (code, answer["children"]) == (0, 2)
    said = [(problem["code"], problem["message"].split(":")[0]) for problem in answer["problems"]]
    assert said == [
        ("no_name", "Line 2"),
        ("no_date", "Line 3"),
        ("too_long", "Line 4"),
        ("no_date", "Line 6"),
        ("iin", "Line 7"),
    ]


@pytest.mark.parametrize(
    "content, sentence",
    [
        (b"", "must name the columns; missing: surname, given_name, born."),
        ("name;born\nАружан;31.03.2021".encode(), "missing: surname."),
        (HEAD.encode() + "\nСәрсенбай".encode("cp1251", "replace") + b"\xff", "no text in UTF-8"),
        (HEAD.encode() + b'\n"' + b"a" * 200_000, "Line "),
    ],
)
def test_a_file_that_is_no_list_is_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, sentence: str
) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(content)
    assert main(["check", "alike", str(file)]) == 2
    told = capsys.readouterr()
    assert sentence in told.err
    assert told.out == ""


def test_a_file_that_is_not_there_or_too_large(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in (str(tmp_path / "none.csv"), str(tmp_path)):
        assert main(["check", "alike", file]) == 2
        assert "cannot be read" in capsys.readouterr().err
    monkeypatch.setattr(children_list, "MOST_BYTES", 100)
    assert main(["check", "alike", written(tmp_path, HEAD, GIRL, TWIN)]) == 2
    assert "is larger than" in capsys.readouterr().err
    monkeypatch.undo()
    monkeypatch.setattr(children_list, "MOST_CHILDREN", 1)
    assert main(["check", "alike", written(tmp_path, HEAD, GIRL, TWIN)]) == 2
    assert "more than 1 children" in capsys.readouterr().err


def test_a_list_of_a_thousand_takes_a_moment(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        f"{one.surname};{one.given_name};{one.patronymic};{one.born:%d.%m.%Y};{one.iin};{one.parent_iin}"
        for one in children_of(1000)
    ]
    began = time.perf_counter()
    code, answer = answered(capsys, written(tmp_path, HEAD, *lines))
    assert time.perf_counter() - began < 5, "0.3 s on a quiet machine; here others may be at work"
    assert answer["children"] == 1000
    assert len([pair for pair in answer["pairs"] if pair["kind"] != "twin"]) <= 2
    assert code == 0
