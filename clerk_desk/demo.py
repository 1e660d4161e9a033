"""The demo desk: a school in the second week of its intake, furnished through the duties alone."""

import datetime as dt
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from clerk_desk.clock import ALMATY, DemoClock
from clerk_desk.demo_counter import Counter, every, moment, without
from clerk_desk.demo_evening import Evening
from clerk_desk.demo_families import ADMINISTRATOR, CLERK, MORNING, PASSWORD, Families
from clerk_desk.demo_last_year import LastYear
from clerk_desk.desk import Desk, new_act
from clerk_desk.door import Door
from clerk_desk.duties import staff
from clerk_desk.duties.receiving import Receipt
from clerk_desk.founding import SchoolWords, found_desk
from data.keyring import Cost
from data.law import the_law
from data.vocabulary import Role, TeachingLanguage

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

_FOUNDED = dt.datetime(2026, 3, 30, 10, 0, tzinfo=ALMATY)
_ORDERED = dt.datetime(2027, 3, 29, 10, 0, tzinfo=ALMATY)
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
        self.clock = clock
        self.last_year = LastYear(Counter(clock, clerk, administrator, Families(seed + 1, first=500)))
        self.counter = Counter(clock, clerk, administrator, Families(seed))
        # Families of portals are drawn by themselves, so that those at the counter stay the same ones.
        self.evening = Evening(Counter(clock, clerk, administrator, Families(seed + 2, first=700)))

    def play(self) -> None:
        """Live through some of last year's days, open the class-sets, then through the week until this morning."""
        self.last_year.play()
        self.clock.move(_ORDERED)
        for letter, language, seats, _ in SETS:
            self.counter.open_set(letter, language, seats)
        places = self.counter.families.shuffled([letter for letter, _, _, taken in SETS for _ in range(taken)])
        days = [places[n : n + _A_DAY] for n in range(0, len(places), _A_DAY)]
        for day, letters in zip(_DAYS, days, strict=False):
            self._until_four(day, letters)
            if day == _TUESDAY:
                to_refuse, to_withdraw = self._tuesday_afternoon()
            if day < _WEDNESDAY:
                self.evening.close(moment(day, "18:45"))
        self._wednesday_afternoon(to_refuse, to_withdraw)
        self._this_morning(days[-1])
        self.clock.move(MORNING)

    def _until_four(self, day: dt.date, letters: Sequence[str]) -> None:
        """Families until lunch, answers after it."""
        desk = self.counter
        received = [
            (letter, desk.receive(at, desk.answers(_LANGUAGE[letter], at)))
            for letter, at in zip(letters, every(day, "09:05", 12), strict=False)
        ]
        for (letter, receipt), at in zip(received, every(day, "14:05", 5), strict=False):
            desk.accept(at, receipt, letter)

    def _tuesday_afternoon(self) -> tuple[Receipt, Receipt]:
        """Two that will end otherwise tomorrow, and one that was left lying: overdue since Wednesday evening."""
        desk, at = self.counter, every(_TUESDAY, "16:05", 10)
        to_withdraw = desk.receive(m := next(at), desk.answers(KK, m))
        desk.accept(next(at), to_withdraw, "Ә")
        to_refuse = desk.receive(m := next(at), desk.answers(RU, m) | {"photos.of_this_child": "no"})
        desk.receive(m := next(at), desk.answers(KK, m, wished="Ә"), pictured=True)
        return to_refuse, to_withdraw

    def _wednesday_afternoon(self, to_refuse: Receipt, to_withdraw: Receipt) -> None:
        desk, at = self.counter, every(_WEDNESDAY, "16:05", 10)
        desk.refuse(next(at), to_refuse)
        desk.withdraw(next(at), to_withdraw, "Отбасы басқа қалаға көшті.")
        desk.receive(m := next(at), desk.answers(KK, m, wished="Б"), pictured=True)
        desk.receive(m := next(at), desk.answers(RU, m), pictured=True)
        nameless = {"applicant.phone": "+7 701 000 90 01", "application.language": KK.value}
        desk.keep(moment(_WEDNESDAY, "17:50"), nameless, "applicant.document_number")
        self.evening.told(moment(_WEDNESDAY, "17:55"), to_refuse)
        self.evening.key_in(moment(_WEDNESDAY, "18:00"))
        self.evening.close(moment(_WEDNESDAY, "18:45"), "Ертең таңертең бірінші болып қаралады.")

    def _this_morning(self, letters: Sequence[str]) -> None:
        """Answers, twins, a draft handed back and one unfinished; two children have been here before."""
        desk, at = self.counter, every(_THURSDAY, "09:02", 6)
        received = [(letter, desk.receive(m := next(at), desk.answers(_LANGUAGE[letter], m))) for letter in letters]
        for letter, receipt in received:
            desk.accept(next(at), receipt, letter)
        twins, born = desk.families.family(KK), dt.date(2021, 2, 14)
        m = moment(_THURSDAY, "10:03")
        first = desk.receive(m, desk.answers(KK, m, twins, born=born))
        m = moment(_THURSDAY, "10:09")
        desk.twin(m, first, desk.answers(KK, m, twins, born=born))
        m = moment(_THURSDAY, "10:15")
        missing = without(desk.answers(KK, m) | self.last_year.refused, "form_052.")
        missing |= {"photos.count": "1", "form_052.present": "no"}
        draft = desk.keep(m, missing, "photos.count", pictured=True)
        desk.hand_back(moment(_THURSDAY, "10:18"), draft)
        m = moment(_THURSDAY, "10:24")
        desk.receive(m, desk.answers(RU, m, wished="Г"), pictured=True)
        m = moment(_THURSDAY, "10:31")
        desk.receive(m, desk.answers(KK, m) | self.last_year.withdrawn, pictured=True)
        m = moment(_THURSDAY, "10:36")
        unfinished = without(desk.answers(RU, m), "form_", "photos.", "application.form_signed")
        desk.keep(m, unfinished, "application.form_signed")
        self._beside_the_counter(first)

    def _beside_the_counter(self, twin: Receipt) -> None:
        """A portal failed for an hour, then sent its list; a family has its receipt; four are still to be keyed in."""
        evening = self.evening
        evening.receipt(moment(_THURSDAY, "10:37"), twin)
        evening.outage(_THURSDAY, "09:20", "10:20", "Бет ашылмайды, 503 қатесі.")
        evening.portal_list(
            moment(_THURSDAY, "10:39"),
            (KK, moment(_WEDNESDAY, "21:14")),
            (KK, moment(_THURSDAY, "07:52")),
            (RU, moment(_THURSDAY, "08:31")),
        )
        evening.key_in(moment(_THURSDAY, "10:40"), left=4)
