"""The demo desk: a school in the second week of its intake, furnished through the duties alone."""

import datetime as dt
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from clerk_desk.clock import ALMATY, DemoClock
from clerk_desk.demo_families import ADMINISTRATOR, CLERK, MORNING, PASSWORD, Families, Family
from clerk_desk.desk import Desk, new_act
from clerk_desk.door import Door
from clerk_desk.duties import afterwards, class_sets, decisions, intake, receiving, staff
from clerk_desk.duties.intake import OpenDraft
from clerk_desk.duties.receiving import Receipt
from clerk_desk.founding import SchoolWords, found_desk
from data.keyring import Cost
from data.law import the_law
from data.vocabulary import Ground, Role, TeachingLanguage

KK, RU = TeachingLanguage.KAZAKH, TeachingLanguage.RUSSIAN

SETS: tuple[tuple[str, TeachingLanguage, int, int], ...] = (
    ("А", KK, 25, 25),
    ("Ә", KK, 25, 21),
    ("Б", KK, 25, 18),
    ("В", RU, 25, 22),
    ("Г", RU, 25, 14),
)
"""Letter, language, seats, and how many are accepted by this morning: 100 in all, and 1 «А» is full."""

_LANGUAGE = {letter: language for letter, language, _, _ in SETS}
_DAYS = tuple(dt.date(2027, 4, day) for day in (1, 2, 5, 6, 7))
_TUESDAY, _WEDNESDAY, _THURSDAY = _DAYS[3], _DAYS[4], MORNING.date()
_A_DAY = 19

_PAPERS = {
    "applicant.shown": "original",
    "applicant.document_kind": "id_card",
    "applicant.is_holder": "yes",
    "applicant.original_returned": "yes",
    "child.citizenship": "Қазақстан",
    "child.special_needs": "no",
    "application.form_present": "yes",
    "application.form_signed": "yes",
    "application.consent_processing": "yes",
    "application.consent_access": "yes",
    "photos.count": "2",
    "photos.size_3x4": "yes",
    "photos.of_this_child": "yes",
    "photos.recent": "yes",
    "form_065.number": "065/у",
    "form_052.number": "052-2/у",
}
_SEEN_ON_A_FORM = ("present", "signed", "stamped", "of_this_child")


_FOUNDED = dt.datetime(2027, 3, 29, 10, 0, tzinfo=ALMATY)
_SCHOOL = SchoolWords(
    name_kk="№ 12 мектеп-гимназия",
    name_ru="Школа-гимназия № 12",
    bin="210340000003",
    head="Үлгіова Г. С.",
    address="Үлгі қаласы, Мектеп көшесі, 1",
    phone="+7 727 200 00 00",
)


@dataclass(frozen=True, slots=True)
class DemoDesk:
    """A furnished desk in a folder of its own. `clerk` is its clerk, signed in."""

    door: Door
    clerk: Desk


@contextmanager
def furnished(language: str = "en", clock: DemoClock | None = None) -> Iterator[DemoDesk]:
    """A demo desk whose staff read in `language`; its door is on `clock`. The folder is removed at the end."""
    with tempfile.TemporaryDirectory(prefix="clerk-desk-demo-") as folder:
        url, keyring = f"sqlite:///{Path(folder, 'desk.db').as_posix()}", Path(folder, "keyring.json")
        # The keys guard nothing here, so they are made cheaply and the desk opens at once.
        past, law, cheap = DemoClock(_FOUNDED), the_law(), Cost(1, 8, 1)
        found_desk(url, keyring, past, law, _SCHOOL, ADMINISTRATOR, "Серік Нұрлан", PASSWORD, language, cheap)
        door = Door(url, keyring, past, law, cheap)
        administrator, keys = door.sign_in(ADMINISTRATOR, PASSWORD)
        administrator.do(new_act(), staff.appoint, keys, CLERK, "Айгүл Сәрсенбай", Role.CLERK, PASSWORD)
        clerk, _ = door.sign_in(CLERK, PASSWORD)
        try:
            Story(past, clerk, administrator).play()
            yield DemoDesk(Door(url, keyring, clock or past, law, cheap), clerk)
        finally:
            administrator.store.close()
            clerk.store.close()


class Story:
    """Plays the days before this morning: every record comes from an act at the desk, at its own moment.

    The same seed plays the same story. `play` takes some seconds; it ends with the clock on MORNING.
    """

    def __init__(self, clock: DemoClock, clerk: Desk, administrator: Desk, seed: int = 2027) -> None:
        self.clock, self.clerk, self.administrator = clock, clerk, administrator
        self.families = Families(seed)
        self.sets: dict[str, int] = {}

    def play(self) -> None:
        """Open the class-sets, then live through the week until this morning."""
        for letter, language, seats, _ in SETS:
            fill = self.administrator.do(new_act(), class_sets.open_set, letter, language, seats)
            self.sets[letter] = fill.class_set_id
        places = self.families.shuffled([letter for letter, _, _, taken in SETS for _ in range(taken)])
        days = [places[n : n + _A_DAY] for n in range(0, len(places), _A_DAY)]
        for day, letters in zip(_DAYS, days, strict=False):
            self._until_four(day, letters)
            if day == _TUESDAY:
                to_refuse, to_withdraw = self._tuesday_afternoon()
        self._wednesday_afternoon(to_refuse, to_withdraw)
        self._this_morning(days[-1])
        self.clock.move(MORNING)

    def _until_four(self, day: dt.date, letters: Sequence[str]) -> None:
        """Families until lunch, answers after it."""
        moments = _every(day, "09:05", 12)
        received = [
            (letter, self._receive(at, self._answers(_LANGUAGE[letter], at)))
            for letter, at in zip(letters, moments, strict=False)
        ]
        for (letter, receipt), at in zip(received, _every(day, "14:05", 5), strict=False):
            self._accept(at, receipt, letter)

    def _tuesday_afternoon(self) -> tuple[Receipt, Receipt]:
        """Two that will end otherwise tomorrow, and one that was left lying: overdue since Wednesday evening."""
        at = _every(_TUESDAY, "16:05", 10)
        to_withdraw = self._receive(m := next(at), self._answers(KK, m))
        self._accept(next(at), to_withdraw, "Ә")
        to_refuse = self._receive(m := next(at), self._answers(RU, m) | {"photos.of_this_child": "no"})
        self._receive(m := next(at), self._answers(KK, m, wished="Ә"))
        return to_refuse, to_withdraw

    def _wednesday_afternoon(self, to_refuse: Receipt, to_withdraw: Receipt) -> None:
        at = _every(_WEDNESDAY, "16:05", 10)
        self.clock.move(next(at))
        reasons = "Фотосуреттегі бала басқа; қайта әкелуге болады."
        self.clerk.do(new_act(), decisions.refuse, to_refuse.application_id, (Ground.NONCONFORMING,), reasons)
        self.clock.move(next(at))
        moved_away = "Отбасы басқа қалаға көшті."
        self.clerk.do(new_act(), afterwards.withdraw, to_withdraw.application_id, moved_away)
        self._receive(m := next(at), self._answers(KK, m, wished="Б"))
        self._receive(m := next(at), self._answers(RU, m))
        nameless = {"applicant.phone": "+7 701 000 90 01", "application.language": KK.value}
        self._keep(_at(_WEDNESDAY, "17:50"), nameless, "applicant.document_number")

    def _this_morning(self, letters: Sequence[str]) -> None:
        at = _every(_THURSDAY, "09:02", 6)
        received = [(letter, self._receive(m := next(at), self._answers(_LANGUAGE[letter], m))) for letter in letters]
        for letter, receipt in received:
            self._accept(next(at), receipt, letter)
        twins = self.families.family(KK)
        born = dt.date(2021, 2, 14)
        first = self._receive(_at(_THURSDAY, "10:03"), self._answers(KK, _at(_THURSDAY, "10:03"), twins, born=born))
        self._twin(_at(_THURSDAY, "10:09"), first, self._answers(KK, _at(_THURSDAY, "10:09"), twins, born=born))
        whole = self._answers(KK, _at(_THURSDAY, "10:15"))
        missing = _without(whole, "form_052.") | {"photos.count": "1", "form_052.present": "no"}
        draft = self._keep(_at(_THURSDAY, "10:15"), missing, "photos.count")
        self.clock.move(_at(_THURSDAY, "10:18"))
        self.clerk.do(new_act(), intake.hand_back, draft.id)
        self._receive(_at(_THURSDAY, "10:24"), self._answers(RU, _at(_THURSDAY, "10:24"), wished="Г"))
        self._receive(_at(_THURSDAY, "10:31"), self._answers(KK, _at(_THURSDAY, "10:31")))
        unfinished = _without(self._answers(RU, _at(_THURSDAY, "10:36")), "form_", "photos.", "application.form_signed")
        self._keep(_at(_THURSDAY, "10:36"), unfinished, "application.form_signed")

    # One family at the counter

    def _answers(
        self,
        language: TeachingLanguage,
        at: dt.datetime,
        family: Family | None = None,
        *,
        wished: str = "",
        born: dt.date | None = None,
    ) -> dict[str, str]:
        """A whole set of documents, as typed."""
        whose = family or self.families.family(language)
        answers = (
            _PAPERS | whose.answers | self.families.child(whose, born) | {"application.form_date": f"{at:%d.%m.%Y}"}
        )
        for form in ("form_065", "form_052"):
            answers |= {f"{form}.issued": "24.03.2027", f"{form}.clinic": self.families.clinic()}
            answers |= {f"{form}.{seen}": "yes" for seen in _SEEN_ON_A_FORM}
        return answers | ({"application.wished_class_set": wished} if wished else {})

    def _receive(self, at: dt.datetime, answers: dict[str, str]) -> Receipt:
        self.clock.move(at)
        draft = self.clerk.do(new_act(), intake.open_draft)
        return self.clerk.do(new_act(), receiving.receive, draft.id, answers)

    def _twin(self, at: dt.datetime, first: Receipt, answers: dict[str, str]) -> Receipt:
        self.clock.move(at)
        draft = self.clerk.do(new_act(), intake.open_draft, first.application_id)
        return self.clerk.do(new_act(), receiving.receive, draft.id, draft.answers | answers)

    def _accept(self, at: dt.datetime, receipt: Receipt, letter: str) -> None:
        self.clock.move(at)
        self.clerk.do(new_act(), decisions.accept, receipt.application_id, self.sets[letter])

    def _keep(self, at: dt.datetime, answers: dict[str, str], cursor: str) -> OpenDraft:
        self.clock.move(at)
        draft = self.clerk.do(new_act(), intake.open_draft)
        self.clerk.keep(draft.id, draft.version, draft.answers | answers, cursor)
        return draft


def _without(answers: dict[str, str], *starts: str) -> dict[str, str]:
    """The answers, but for those whose field's name begins so."""
    return {name: text for name, text in answers.items() if not name.startswith(starts)}


def _at(day: dt.date, clock: str) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.fromisoformat(clock), ALMATY)


def _every(day: dt.date, clock: str, minutes: int) -> Iterator[dt.datetime]:
    """Moments of the day, so many minutes apart."""
    moment = _at(day, clock)
    while True:
        yield moment
        moment += dt.timedelta(minutes=minutes)
