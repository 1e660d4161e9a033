"""Which of many known children are worth a closer look, told by their folded names alone: fast, and rather too many."""

from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from clerk_desk.rules.name_skeleton import folded_skeleton, skeleton
from clerk_desk.rules.names import clean
from clerk_desk.rules.similarity import Person

Keyed = tuple[int, str, int]
"""A child as the store's index knows it: its id, its folded names in one line (`names.fold`), 1 if born that day."""

_NEAR = 0.5
"""Likeness of two words, 0 to 1, under which they are no longer the same word with slips."""
_BOTH = 1.3
"""What surname and given name must reach together: one quite right and the other near, or both rather near."""
_TELLING = _BOTH / 2
"""What one of the two then reaches at least."""
_RIGHT = 0.8
"""What a surname alone must reach of a child born the same day, who may be a twin."""


def near(sought: Person, known: Sequence[Keyed], most: int) -> list[int]:
    """The ids of those whose words are near the sought child's, whatever their order: the nearest `most` of them.

    Of those born the same day also who has but the surname (a twin), or but the given name and the father (the
    same child under another surname). What this lets through, `compare` judges.
    """
    heard = set(" ".join(row[1] for row in known).split())
    sounds = {word: folded_skeleton(word) for word in heard}
    surname, given, patronymic = (
        _nearness(name, sounds) for name in (sought.surname, sought.given_name, sought.patronymic)
    )
    # Whoever is near at all has one word that is rather near: all others are passed over by this word alone.
    telling = {word for found in (surname, given) for word, score in found.items() if score >= _TELLING}
    near_ones = []
    for key, text, same_day in known:
        words = text.split()
        if telling.isdisjoint(words):
            continue
        one, two = _best(surname, words), _best(given, words)
        score = one + two
        if same_day and score < _BOTH:
            score = _BOTH if one >= _RIGHT else two + _best(patronymic, words)
        if score >= _BOTH:
            near_ones.append((-score, key))
    return [key for _, key in sorted(near_ones)[:most]]


def _nearness(name: str, sounds: Mapping[str, str]) -> Mapping[str, float]:
    """How near each word is to the name, or to a part of a double name; a word that is not near is absent."""
    parts = {skeleton(name), *map(skeleton, clean(name).replace("-", " ").split())} - {""}
    found: dict[str, float] = {}
    for part in parts:
        for _, score, word in process.extract(
            part, sounds, scorer=OSA.normalized_similarity, processor=None, score_cutoff=_NEAR, limit=None
        ):
            found[word] = max(score, found.get(word, 0.0))
    return found


def _best(nearness: Mapping[str, float], words: Iterable[str]) -> float:
    return max([nearness.get(word, 0.0) for word in words], default=0.0)
