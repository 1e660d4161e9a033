"""The words of the draft of the enrolment order, in Kazakh and Russian."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

LANGUAGES = ("kk", "ru")
"""The languages of the draft; Kazakh first."""


@dataclass(frozen=True, slots=True)
class OrderWords:
    """One language of reference/enrolment_order.toml; `languages` names the languages of instruction."""

    draft: str
    title: str
    under: str
    number: str
    note: str
    orders: str
    first: str
    class_set: str
    columns: tuple[str, ...]
    none: str
    second: str
    head: str
    signature: str
    all: str
    file_columns: tuple[str, ...]
    languages: Mapping[str, str]


@cache
def order_words(language: str) -> OrderWords:
    """The words of one of LANGUAGES; read once. KeyError for any other, or if the list is damaged."""
    text = (files("data") / "reference" / "enrolment_order.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)[language]
    return OrderWords(**{one.name: _kept(table[one.name]) for one in fields(OrderWords)})


def _kept(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    return MappingProxyType(value) if isinstance(value, dict) else value
