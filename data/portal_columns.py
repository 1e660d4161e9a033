"""The usual names of the columns of a portal's list, and the words in which it answers: a list that is data."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True, eq=False)
class PortalWords:
    """reference/portal_columns.toml: names of columns by field, names passed over, words of answers by field.

    `words` holds, by field (and under "yes_no"), the answer that is kept and the words that mean it.
    """

    columns: Mapping[str, tuple[str, ...]]
    passed_over: tuple[str, ...]
    words: Mapping[str, Mapping[str, tuple[str, ...]]]


@cache
def portal_words() -> PortalWords:
    """The list as it is delivered with the program; read once. Raises ValueError or KeyError if it is damaged."""
    text = (files("data") / "reference" / "portal_columns.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return PortalWords(
        columns=MappingProxyType({field: tuple(names) for field, names in table["columns"].items()}),
        passed_over=tuple(table["passed_over"]["names"]),
        words=MappingProxyType({field: _answers(one) for field, one in table["words"].items()}),
    )


def _answers(table: Mapping[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({answer: tuple(words) for answer, words in table.items()})
