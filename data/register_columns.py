"""The register that leaves the desk: its columns, and the words in them, in Kazakh and Russian."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what kind of value stands in it ("text", "date", "moment", "word"), its head in words.

    `words` are what a kept word is called, in Kazakh and Russian.
    """

    name: str
    type: str
    title: str
    words: Mapping[str, str]


@cache
def register_columns() -> tuple[Column, ...]:
    """The columns in their order, from reference/register_columns.toml."""
    text = files("data").joinpath("reference", "register_columns.toml").read_text("utf-8")
    read = tomllib.loads(text)
    return tuple(
        Column(
            name,
            said["type"],
            _both(said),
            {word: _both(one) for word, one in read["words"].get(name, {}).items()},
        )
        for name, said in read["columns"].items()
    )


def _both(said: Mapping[str, str]) -> str:
    return said["kk"] if said["kk"] == said["ru"] else f"{said['kk']} / {said['ru']}"
