"""Some days of the demo school's last intake: two of its children come again this year."""

import datetime as dt

from clerk_desk.demo_counter import Answers, Counter, every
from data.vocabulary import TeachingLanguage

_DAY, _NEXT_DAY = dt.date(2026, 4, 2), dt.date(2026, 4, 3)
_KK, _RU = TeachingLanguage.KAZAKH, TeachingLanguage.RUSSIAN
_CHILDREN = ((_KK, "А"), (_RU, "Б"), (_KK, "А"), (_KK, "А"), (_RU, "Б"))
_OLDER = dt.date(2019, 11, 4)
_SIX_IN_AUTUMN = dt.date(2020, 10, 19), dt.date(2020, 11, 23)
"""So late in the year that the family may wait another one."""

_ON_ANOTHER_KEYBOARD = str.maketrans("ӘәҒғҚқҢңӨөҰұҮүҺһІі", "АаГгКкНнОоУуУуХхИи")
"""How a Kazakh name comes out on a Russian keyboard."""


class LastYear:
    """`withdrawn` and `refused`: what the two families will say this year, once `play` has been through."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.withdrawn: Answers = {}
        self.refused: Answers = {}

    def play(self) -> None:
        """Five children are accepted, one application is withdrawn, one refused."""
        desk, at = self.counter, every(_DAY, "09:10", 14)
        for letter, language in (("А", _KK), ("Б", _RU)):
            desk.open_set(letter, language, 25)
        received = []
        for n, (language, letter) in enumerate(_CHILDREN):
            born = _OLDER + dt.timedelta(days=37 * n)
            received.append((desk.receive(m := next(at), desk.answers(language, m, born=born)), letter))
        going, wrong = (self._of_autumn(next(at), born) for born in _SIX_IN_AUTUMN)
        to_withdraw = desk.receive(next(at), _as_typed_then(going))
        to_refuse = desk.receive(next(at), wrong | {"photos.of_this_child": "no"})
        at = every(_NEXT_DAY, "09:20", 5)
        for receipt, letter in received:
            desk.accept(next(at), receipt, letter)
        desk.withdraw(next(at), to_withdraw, "Отбасы баланы келесі жылы береді.")
        desk.refuse(next(at), to_refuse)
        self.withdrawn, self.refused = _of_the_people(going), _of_the_people(wrong)

    def _of_autumn(self, at: dt.datetime, born: dt.date) -> Answers:
        return self.counter.answers(_KK, at, born=born)


def _as_typed_then(answers: Answers) -> Answers:
    """The child had no IIN yet, and its names were typed in Russian letters."""
    names = {
        name: answers[name].translate(_ON_ANOTHER_KEYBOARD)
        for name in ("child.surname", "child.given_name", "child.patronymic")
    }
    return answers | names | {"child.iin": "", "child.no_iin_reason": "ЖСН әлі берілмеген."}


def _of_the_people(answers: Answers) -> Answers:
    """What is the same a year later: the parent, the child, the home."""
    return {name: text for name, text in answers.items() if name.startswith(("applicant.", "child."))}
