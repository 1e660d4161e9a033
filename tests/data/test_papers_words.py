"""The words of the papers: nothing is said in one language only, and every question, answer and fact has both."""

import ast
import inspect
import re
import string
from types import ModuleType

import pytest

from clerk_desk.ledgers import proofs
from clerk_desk.rules import grounds
from clerk_desk.rules.form import FIELDS, Kind
from data.papers_words import LANGUAGES, PaperWords, paper_words
from data.vocabulary import TeachingLanguage

KK, RU = paper_words("kk"), paper_words("ru")
_KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)


def braces(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def texts(words: PaperWords) -> dict[str, list[str]]:
    return {
        f"{paper}.{name}": said if isinstance(said, list) else [said]
        for paper, table in words.texts.items()
        for name, said in table.items()
    }


def test_both_languages_have_the_same_words_with_the_same_braces() -> None:
    kk, ru = texts(KK), texts(RU)
    assert kk.keys() == ru.keys()
    for key, lines in kk.items():
        assert len(lines) == len(ru[key]), key
        for one, other in zip(lines, ru[key], strict=True):
            assert one and other and braces(one) == braces(other), key


@pytest.mark.parametrize("words", [KK, RU], ids=LANGUAGES)
def test_every_question_and_every_answer_of_the_form_has_words(words: PaperWords) -> None:
    assert set(words.fields) == {question.name for question in FIELDS}
    for question in FIELDS:
        for choice in question.choices:
            assert choice.value in words.answers[question.name], (question.name, choice.value)
        if question.kind is Kind.YES_NO:
            assert {words.answer(question.name, one) for one in ("yes", "no")} == set(words.answers["yes_no"].values())
    assert set(words.answers["application.language"]) == {str(one) for one in TeachingLanguage}
    assert set(words.lacks) - {question.name for question in FIELDS} == {"too_young", "already_applied"}


def sentences(module: ModuleType) -> set[str]:
    """The source texts of the module: what is given to Message(…) or mark(…) first."""
    calls = (node for node in ast.walk(ast.parse(inspect.getsource(module))) if isinstance(node, ast.Call))
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in ("Message", "mark") and call.args
        if isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    }


NO_PROOFS = {
    "No document or datum is recorded as unreliable: record what was found first.",
    "Every paper was checked and conforms: record what does not, if anything.",
    "Nothing is recorded that does not conform: look at the files in the portal, then record it.",
    "There is no class-set of the wished language: none can be overfull.",
    "Every class-set of the wished language is closed and none is full: a closed door is no ground.",
    "1 «{letter}» has a free place.",
    "1 «{letter}» has {free} free places.",
    "1 «{letter}» has {free} free places; there are {all} in this language.",
}
"""Why a ground is not proven: said to the clerk, never on a refusal."""


@pytest.mark.parametrize("words", [KK, RU], ids=LANGUAGES)
def test_every_fact_that_can_prove_a_ground_has_words(words: PaperWords) -> None:
    told = (sentences(grounds) | sentences(proofs)) - NO_PROOFS
    assert len(told) > 15 and told <= set(words.facts)
    for text, said in words.facts.items():
        assert braces(said) <= braces(text), text  # of a full class-set one number is enough


def test_no_kazakh_letter_stands_in_a_russian_text() -> None:
    for key, lines in texts(RU).items():
        assert not any(_KAZAKH.search(line) for line in lines), key
    assert not any(_KAZAKH.search(one) for one in (*RU.fields.values(), *RU.facts.values(), *RU.lacks.values()))


def test_no_exclamation_and_no_blank_at_an_end() -> None:
    for words in (KK, RU):
        for line in (line for lines in texts(words).values() for line in lines):
            assert "!" not in line and line == line.strip()
