"""The words of the act of an outage, in Kazakh and Russian."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

LANGUAGES = ("kk", "ru")
"""The languages of the act; Kazakh first."""


@dataclass(frozen=True, slots=True)
class ActWords:
    """One language of reference/outage_act.toml; `how` tells by the word of the store how an outage was noticed."""

    title: str
    intro: str
    portal: str
    began: str
    ended: str
    still: str
    lasted: str
    days: str
    hours: str
    minutes: str
    noticed: str
    began_by: str
    ended_by: str
    note: str
    applications: str
    none: str
    count: str
    columns: tuple[str, ...]
    signatures: str
    clerk: str
    head: str
    how: Mapping[str, str]


@cache
def act_words(language: str) -> ActWords:
    """The words of one of LANGUAGES; read once. KeyError for any other, or if the list is damaged."""
    text = (files("data") / "reference" / "outage_act.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)[language]
    return ActWords(**{one.name: _kept(table[one.name]) for one in fields(ActWords)})


def _kept(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    return MappingProxyType(value) if isinstance(value, dict) else value
