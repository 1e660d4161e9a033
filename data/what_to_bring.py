"""The words around the list of papers on the sheet for a parent, in each language of the desk."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

LANGUAGES = ("kk", "ru", "en")
"""The languages of the sheet; Kazakh first of all."""


@dataclass(frozen=True, slots=True)
class SheetWords:
    """One language of reference/what_to_bring.toml: headings, lines with {names} to fill in, notes by document."""

    title: str
    who: str
    who_lines: tuple[str, ...]
    bring: str
    notes: Mapping[str, str]
    if_asked: str
    no_other: str
    when: str
    when_lines: tuple[str, ...]
    address: str
    phone: str
    after: str
    after_lines: tuple[str, ...]
    months_from: tuple[str, ...]
    months_till: tuple[str, ...]


@cache
def sheet_words(language: str) -> SheetWords:
    """The words of one of LANGUAGES; read once. KeyError for any other, or if the list is damaged."""
    text = (files("data") / "reference" / "what_to_bring.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)[language]
    return SheetWords(**{one.name: _kept(table[one.name]) for one in fields(SheetWords)})


def _kept(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    return MappingProxyType(value) if isinstance(value, dict) else value
