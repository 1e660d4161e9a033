"""The words of the papers for a family, in Kazakh and in Russian, from reference/papers.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("kk", "ru")
"""The languages of the papers; Kazakh first."""


@dataclass(frozen=True, slots=True)
class PaperWords:
    """One language of the papers.

    `fields` are the form's questions by name, `answers` the answers of its closed questions, `lacks` what is told to
    a family of a question that was answered otherwise than it should, `facts` the sentences that prove a refusal, by
    their source text.
    """

    language: str
    texts: Mapping[str, Mapping[str, Any]]
    fields: Mapping[str, str]
    answers: Mapping[str, Mapping[str, str]]
    lacks: Mapping[str, str]
    facts: Mapping[str, str]

    def text(self, key: str, **facts: object) -> str:
        """The words under "paper.name", filled in. KeyError if there are none."""
        paper, _, name = key.partition(".")
        return str(self.texts[paper][name]).format(**facts)

    def lines(self, key: str, **facts: object) -> list[str]:
        """The lines under "paper.name", filled in. KeyError if there are none."""
        paper, _, name = key.partition(".")
        return [str(line).format(**facts) for line in self.texts[paper][name]]

    def answer(self, question: str, value: str) -> str:
        """The words of a closed question's answer; of every yes-or-no the same. The value itself if unknown."""
        return self.answers.get(question, self.answers["yes_no"]).get(value, value)


@cache
def paper_words(language: str) -> PaperWords:
    """The words of one of LANGUAGES; read once. KeyError for any other, or if the list is damaged."""
    whole = _whole()
    return PaperWords(
        language=language,
        texts=whole[language],
        fields={name: said[language] for name, said in whole["fields"].items()},
        answers={
            question: {value: said[language] for value, said in values.items()}
            for question, values in whole["choices"].items()
        },
        lacks={name: said[language] for name, said in whole["lacks"].items()},
        facts={one["text"]: one[language] for one in whole["fact"]},
    )


@cache
def _whole() -> dict[str, Any]:
    return tomllib.loads((files("data") / "reference" / "papers.toml").read_text(encoding="utf-8"))
