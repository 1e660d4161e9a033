"""`clerk-desk check mrz`: the lines of a document's zone on standard input, answered in words or as JSON."""

import io
import json
from typing import Any

import pytest

from clerk_desk.__main__ import main
from clerk_desk.rules.layouts import KAZAKH, typed_under
from tests.rules.zones import AIGUL, CARD, PASSPORT


@pytest.fixture(autouse=True)
def nobody_at_home(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    def answered(lines: str, *arguments: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines.encode()), encoding="ascii"))
        code = main(["check", "mrz", *arguments])
        return code, capsys.readouterr().out

    return answered


def as_json(answer: tuple[int, str]) -> tuple[int, dict[str, Any]]:
    return answer[0], json.loads(answer[1])


def test_a_whole_zone_is_read_out(ask: Any) -> None:
    code, said = as_json(ask("\n".join(CARD) + "\n", "--json"))
    assert code == 0
    assert said == {
        "ok": True,
        "problems": [],
        "size": "TD1",
        "document": "id_card",
        "issuer": "KAZ",
        "number": "000000017",
        "iin": "900312499911",
        "born": "1990-03-12",
        "sex": "female",
        "valid_until": "2034-01-01",
        "surname": "SARSENBAYEVA",
        "given_names": "AIGUL",
    }


def test_in_words(ask: Any) -> None:
    code, said = ask("\n".join(PASSPORT))
    assert code == 0
    assert "All check digits fit." in said
    assert "passport N00000017, issued by KAZ." in said
    assert "IIN 881 105 399 916" in said


def test_what_a_scanner_typed_under_the_kazakh_layout_is_read_too(ask: Any) -> None:
    assert as_json(ask(typed_under(KAZAKH, "".join(CARD)), "--json"))[1]["iin"] == "900312499911"


def test_a_wrong_check_digit_is_named_and_nothing_is_read_out(ask: Any) -> None:
    code, said = as_json(ask("\n".join(CARD).replace("9003129F", "9003128F"), "--json"))
    assert code == 1
    assert [problem["code"] for problem in said["problems"]] == ["zone_check_digit"]
    assert "the check digit of the date of birth" in said["problems"][0]["message"]
    assert said["iin"] is None


def test_an_expired_document_is_a_warning(ask: Any) -> None:
    code, said = as_json(ask("".join(AIGUL.but(valid="200101").card()), "--json"))
    assert (code, [problem["code"] for problem in said["problems"]]) == (0, ["document_expired"])


@pytest.mark.parametrize("lines", ["", "SARSENBAYEVA", "\x00\x1b[2J", "<" * 5000])
def test_other_lines_are_no_zone(ask: Any, lines: str) -> None:
    code, said = as_json(ask(lines, "--json"))
    assert (code, [problem["code"] for problem in said["problems"]]) == (1, ["no_zone"])
