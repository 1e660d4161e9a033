"""The people of the demo desk, all invented: names drawn from small lists, numbers made by the rule."""

import datetime as dt
import random
from dataclasses import dataclass

from clerk_desk.clock import ALMATY
from clerk_desk.rules.iin import check_digit
from data.vocabulary import Relation, Sex, TeachingLanguage

CLERK, ADMINISTRATOR, PASSWORD = "aigul", "serik", "demo-desk-2027"
"""Who may sign in at the demo desk, and the password of both."""

MORNING = dt.datetime(2027, 4, 8, 10, 42, 30, tzinfo=ALMATY)
"""Where the demo desk's clock starts: a Thursday, a week after the intake opened."""


def _names(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


_KK_SURNAMES = _names(
    "Ахмет Әбілқас Бекен Болатбек Ғабит Дәулет Ерғали Есенбай Жақып Жұмабай Ізбасар Кенжебай Қабдол Қасенбай "
    "Мұқанбай Мәулен Нұрғали Оразбай Өтеген Рахым Сағынбай Сәрсенбай Тілеубай Тоқтар Ұзақбай Үмбет Шәріп "
    "Ыдырыс Әшірбек Қуаныш"
)
_KK_BOYS = _names(
    "Әлихан Алдияр Бекзат Дәурен Ерасыл Жандос Қайсар Мирас Нұрислам Санжар Темірлан Ұлан Имран Арсен Рамазан"
)
_KK_GIRLS = _names("Аружан Аяла Айзере Әмина Гүлім Жансая Інжу Кәусар Қарақат Меруерт Нұрай Раяна Томирис Ұлжан Хадиша")
_KK_FATHERS = _names(
    "Нұрлан Ерлан Асқар Бауыржан Дархан Ғалым Қанат Мақсат Олжас Серік Талғат Ұлықбек Жомарт Әділ Рүстем"
)
_KK_MOTHERS = _names(
    "Айгүл Айнұр Әсел Ботагөз Гүлнәр Динара Жанар Қарлығаш Ләззат Мәдина Назгүл Салтанат Сәуле Ұлмекен"
)
_RU_SURNAMES = _names(
    "Беляев Власов Гусев Дорофеев Ершов Зуев Киселёв Лаптев Мельников Носов Орлов Панов Рыбаков Сомов Ткачёв"
)
_RU_BOYS = _names("Артём Даниил Егор Илья Кирилл Лев Матвей Никита Роман Степан Тимур Фёдор Ярослав")
_RU_GIRLS = _names("Алиса Варвара Дарья Елена Злата Кира Лилия Мария Полина Софья Таисия Ульяна Юлия")
_RU_FATHERS = (
    ("Андрей", "Андреевич", "Андреевна"),
    ("Борис", "Борисович", "Борисовна"),
    ("Виктор", "Викторович", "Викторовна"),
    ("Денис", "Денисович", "Денисовна"),
    ("Игорь", "Игоревич", "Игоревна"),
    ("Максим", "Максимович", "Максимовна"),
    ("Олег", "Олегович", "Олеговна"),
    ("Сергей", "Сергеевич", "Сергеевна"),
)
_RU_MOTHERS = _names("Анна Вера Галина Евгения Ирина Ксения Любовь Марина Наталья Ольга Светлана Татьяна")
_STREETS = ("Алма көшесі", "Бұлақ көшесі", "Гүлдер көшесі", "Қайың көшесі", "Тал көшесі", "Шырша көшесі")
_CLINICS = ("№ 1 емхана", "№ 2 емхана", "№ 3 емхана")


@dataclass(frozen=True, slots=True)
class Family:
    """A parent at the counter, and what is the same for every child of that family."""

    language: TeachingLanguage
    child_surname: tuple[str, str]  # of a boy, of a girl
    patronymic: tuple[str, str]
    answers: dict[str, str]


class Families:
    """Makes invented families and children, the same ones from the same seed; every IIN only once.

    Serial numbers run from 9900 to 9959: no register office gives them out, and the specimens of the
    tests lie above.
    """

    def __init__(self, seed: int, first: int = 0) -> None:
        self._chance = random.Random(seed)
        self._given: set[str] = set()
        self._count = first  # families of another year are told apart by their documents and phones

    def family(self, language: TeachingLanguage) -> Family:
        """A parent with document, phone and address, wishing a class in that language."""
        self._count += 1
        pick = self._chance.choice
        father = self._chance.random() < 0.4
        if language is TeachingLanguage.KAZAKH:
            surname, head = pick(_KK_SURNAMES), pick(_KK_FATHERS)
            both, patronymic = (surname, surname), (f"{head}ұлы", f"{head}қызы")
            given, own = (
                (head, f"{pick(_KK_FATHERS)}ұлы") if father else (pick(_KK_MOTHERS), f"{pick(_KK_FATHERS)}қызы")
            )
        else:
            surname, (head, his, hers) = pick(_RU_SURNAMES), pick(_RU_FATHERS)
            both, patronymic = (surname, f"{surname}а"), (his, hers)
            _, his_own, her_own = pick(_RU_FATHERS)
            given, own = (head, his_own) if father else (pick(_RU_MOTHERS), her_own)
        born = dt.date(1984, 1, 1) + dt.timedelta(days=self._chance.randrange(13 * 365))
        answers = {
            "applicant.document_number": f"0000{self._count:05}",
            "applicant.document_issuer": "ІІМ",
            "applicant.document_valid_until": f"{self._chance.randint(1, 28):02}.06.{self._chance.randint(2028, 2035)}",
            "applicant.iin": self._iin(born, "3" if father else "4"),
            "applicant.surname": both[0] if father else both[1],
            "applicant.given_name": given,
            "applicant.patronymic": own,
            "applicant.relation": (Relation.FATHER if father else Relation.MOTHER).value,
            "applicant.phone": f"+7 701 000 {self._count // 100:02} {self._count % 100:02}",
            "child.address": f"{pick(_STREETS)}, {self._chance.randint(1, 90)}-үй",
        }
        return Family(language, both, patronymic, answers)

    def child(self, family: Family, born: dt.date | None = None) -> dict[str, str]:
        """A child of that family, of the age for 2027, with the child's own answers."""
        girl = self._chance.random() < 0.5
        which, sex = (1, Sex.FEMALE) if girl else (0, Sex.MALE)
        kazakh = family.language is TeachingLanguage.KAZAKH
        names = (_KK_BOYS, _KK_GIRLS) if kazakh else (_RU_BOYS, _RU_GIRLS)
        born = born or dt.date(2020, 9, 1) + dt.timedelta(days=self._chance.randrange(480))
        return {
            "child.iin": self._iin(born, "6" if girl else "5"),
            "child.surname": family.child_surname[which],
            "child.given_name": self._chance.choice(names[which]),
            "child.patronymic": family.patronymic[which],
            "child.born": f"{born:%d.%m.%Y}",
            "child.sex": sex.value,
            "application.catchment": "yes" if self._chance.random() < 0.8 else "no",
            "application.language": family.language.value,
        }

    def shuffled(self, things: list[str]) -> list[str]:
        """The same things in another order, the same order from the same seed."""
        return self._chance.sample(things, len(things))

    def clinic(self) -> str:
        """One of the clinics of the neighbourhood."""
        return self._chance.choice(_CLINICS)

    def _iin(self, born: dt.date, century_and_sex: str) -> str:
        while True:
            eleven = f"{born:%y%m%d}{century_and_sex}99{self._chance.randrange(60):02}"
            last = check_digit(eleven)
            if last is not None and f"{eleven}{last}" not in self._given:
                self._given.add(f"{eleven}{last}")
                return f"{eleven}{last}"
