"""The settings file of portals' columns: what was mapped is known at the next list, and a hand may have written it."""

from pathlib import Path

import pytest

from clerk_desk.instruments.portal_settings import FILE, keep_columns, kept_columns
from clerk_desk.objection import Objection
from clerk_desk.rules.portal_columns import MappedColumn, spelt
from data.vocabulary import Channel


def column(at: int, head: str, field: str) -> MappedColumn:
    return MappedColumn(at, head, (), field)


HEADS = ("Тіл коды", 'a "b" \\ c', "\x7f", "x = 1 # y")


def test_what_was_mapped_is_known_again_for_that_portal_only(tmp_path: Path) -> None:
    keep_columns(tmp_path, Channel.EGOV, [column(at, head, "child.address") for at, head in enumerate(HEADS)])
    keep_columns(tmp_path, Channel.MEKTEP, [column(0, "Тіл коды", "-"), column(1, "open", "")])
    keep_columns(tmp_path, Channel.EGOV, [column(0, "ТІЛ  КОДЫ", "application.language")])
    kept = kept_columns(tmp_path, Channel.EGOV)
    assert kept[spelt("тіл коды")] == "application.language"
    assert kept[spelt('a "b" \\ c')] == "child.address"
    assert kept_columns(tmp_path, Channel.MEKTEP) == {spelt("Тіл коды"): "-"}


def test_no_file_knows_nothing_and_a_broken_one_is_left_as_it_is(tmp_path: Path) -> None:
    assert kept_columns(tmp_path, Channel.EGOV) == {}
    path = tmp_path / FILE
    path.write_text("[egov\nx", "utf-8")
    for act in (lambda: kept_columns(tmp_path, Channel.EGOV), lambda: keep_columns(tmp_path, Channel.EGOV, [])):
        with pytest.raises(Objection, match="cannot be read"):
            act()
    assert path.read_text("utf-8") == "[egov\nx"


def test_a_hand_may_write_it_and_what_means_nothing_is_passed_over(tmp_path: Path) -> None:
    text = '\ufeff[egov]\n"Пол ребенка" = "child.sex"\n"Балл" = "no.such"\nx = 1\n[other]\ny = "child.iin"\n'
    (tmp_path / FILE).write_text(text, "utf-8")
    assert kept_columns(tmp_path, Channel.EGOV) == {spelt("Пол ребенка"): "child.sex"}
