"""What the portals ask for, field by field, in the order of their forms, and in which words."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from data.vocabulary import PORTALS, Channel


@dataclass(frozen=True, slots=True, eq=False)
class PortalForms:
    """reference/portal_fields.toml: the fields of each portal, of an answer; `labels` and `words` are (kk, ru).

    `clear_seconds` is how long a copied field lies in the clipboard.
    """

    first: Channel
    clear_seconds: int
    fields: Mapping[Channel, tuple[str, ...]]
    answer: tuple[str, ...]
    labels: Mapping[str, tuple[str, str]]
    words: Mapping[str, tuple[str, str]]

    @property
    def portals(self) -> tuple[Channel, ...]:
        """The portals, the one that is offered first at the head."""
        return (self.first, *(portal for portal in PORTALS if portal is not self.first))


@cache
def portal_forms() -> PortalForms:
    """The portals' forms as they are delivered with the program; read once. KeyError if the list is damaged."""
    text = (files("data") / "reference" / "portal_fields.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return PortalForms(
        first=Channel(table["first"]),
        clear_seconds=table["clear_seconds"],
        fields=MappingProxyType({portal: tuple(table[portal.value]["fields"]) for portal in PORTALS}),
        answer=tuple(table["answer"]["fields"]),
        labels=_pairs(table["labels"]),
        words=_pairs(table["words"]),
    )


def _pairs(table: Mapping[str, Any]) -> Mapping[str, tuple[str, str]]:
    return MappingProxyType({name: (kk, ru) for name, (kk, ru) in table.items()})
