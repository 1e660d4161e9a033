"""Children of nobody: Kazakh and Russian names drawn as unevenly as in life, their parents, and slips of the hand."""

import datetime as dt
import random
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate

from clerk_desk.rules.iin import check_digit
from clerk_desk.rules.similarity import Person
from data.vocabulary import Sex


def _names(listed: str) -> list[str]:
    return listed.split()


_KK_ROOTS = _names(
    "Ахмет Оспан Омар Әлі Нұрлан Серік Болат Қайрат Асқар Ержан Бауыржан Дархан Мұрат Марат Талғат Қанат Ермек Берік "
    "Жақсылық Тілеу Сағын Жұма Орын Кенже Қасен Мұқан Есен Төлеген Сейіт Байжан Дүйсен Бейсен Сәрсен Ізбасар Рахым "
    "Шәріп Тоқтар Өтеген Үмбет Ұзақ Қабдол Мәулен Ғабит Дәулет Ерғали Жақып Әбілқас Бекен Ыдырыс Әшір Қуаныш Жанғабыл "
    "Нұрғали Сапар Тұрсын Айтбай Қожа Молда Сұлтан Темір Арыстан Барлыбай Қойшы Жолдас Досым Мырза Әмір Қали "
    "Баймұхамед Жүніс Смағұл Ысқақ Ибраһим Мұса Ғали Шаймерден Құсайын Хамит Бекмағамбет Аманжол Есім Тастан Боран "
    "Шалқар Әуез Қадыр Сыздық Балта Жаман Күлтай Ораз Мейрам Наурыз Айдар Жандар Шоқан Абай Шәкәрім"
)
_KK_TAILS = ("", "ов", "бай", "баев", "бек", "беков", "ұлы", "тегі", "жанов", "ханов", "ғалиев")
_KK_BOYS = _names(
    "Әлихан Алдияр Бекзат Дәурен Ерасыл Жандос Қайсар Мирас Нұрислам Санжар Темірлан Ұлан Имран Арсен Рамазан "
    "Айсұлтан Әмір Али Омар Алинұр Асанәлі Хамза Ибраһим Жанібек Нұрали Мансұр Сұлтан Алан Адам Исмаил Ерболат Аян "
    "Тамерлан Данияр Ерсұлтан Бейбарыс Диас Ансар Інжуали Абылай Қасым Ислам Мұстафа Дамир Асылхан Айтуар Нұрасыл "
    "Алпамыс Қазыбек Исатай Махамбет Абдулла Жәңгір Ескендір Ұлықбек Саят Шыңғыс Ринат Әділет Асан Үсен Хасан Хұсайын "
    "Бағдат"
)
_KK_GIRLS = _names(
    "Аружан Аяла Айзере Әмина Гүлім Жансая Інжу Кәусар Қарақат Меруерт Нұрай Раяна Томирис Ұлжан Хадиша Айша Медина "
    "Айым Аяжан Сафия Мәриям Асылым Айлин Дария Сезім Асия Фатима Ханшайым Ақжан Айару Әдемі Көркем Көзайым Айсана "
    "Амира Зере Ясмин Алуа Аделя Айкөркем Дильназ Жібек Нәзік Ажар Ақмаржан Балжан Ботагөз Гүлназ Еркежан Зара Инабат "
    "Камила Ләйла Мөлдір Нұрсезім Перизат Сабина Таншолпан Умай Шұғыла Аяулым Кәмшат Райхан Адина Аяна Асель"
)
_RU_SURNAMES = _names(
    "Беляев Власов Гусев Дорофеев Ершов Зуев Киселёв Лаптев Мельников Носов Орлов Панов Рыбаков Сомов Ткачёв Иванов "
    "Петров Сидоров Смирнов Кузнецов Попов Васильев Соколов Михайлов Новиков Фёдоров Морозов Волков Алексеев Лебедев "
    "Семёнов Егоров Павлов Козлов Степанов Николаев Андреев Макаров Никитин Захаров Зайцев Соловьёв Борисов Яковлев "
    "Григорьев Романов Воробьёв Сергеев Фролов Александров Дмитриев Королёв Гусаров Ильин Максимов Поляков Сорокин "
    "Виноградов Ковалёв Белов Медведев Антонов Тарасов Жуков Баранов Филиппов Комаров Давыдов Беляков Герасимов "
    "Богданов Осипов Сидоренко Ким Цой Пак Шевченко Бондаренко Ткаченко Мартыненко Шульц Вебер Мюллер"
)
_RU_BOYS = _names(
    "Артём Даниил Егор Илья Кирилл Лев Матвей Никита Роман Степан Тимур Фёдор Ярослав Александр Максим Михаил Иван "
    "Дмитрий Марк Алексей Андрей Владимир Константин Арсений Тимофей Глеб Денис Павел Николай Семён Богдан Данил "
    "Мирон Давид Григорий Вячеслав Платон Савелий Захар Виктор"
)
_RU_GIRLS = _names(
    "Алиса Варвара Дарья Елена Злата Кира Лилия Мария Полина Софья Таисия Ульяна Юлия Анна Виктория Ева Арина "
    "Василиса Ксения Александра Вероника Милана Екатерина Анастасия Алина Маргарита Есения Валерия Диана Эмилия "
    "Милена Агата Карина Амелия Наталья Ольга Светлана Татьяна Стефания Аделина"
)
_KK_FATHERS = _names(
    "Нұрлан Ерлан Асқар Бауыржан Дархан Ғалым Қанат Мақсат Олжас Серік Талғат Ұлықбек Жомарт Әділ Рүстем Айбек Данияр "
    "Ербол Марат Мұрат Азамат Тимур Қайрат Бекзат Руслан Самат Жасұлан Алмас Арман Ернар Дәурен Бағлан Нұржан Ержан "
    "Санжар Айдос Думан Бақытжан Қуат Мейрам Әлихан Дәулет"
)
_RU_FATHERS = _names(
    "Андрей Борис Виктор Денис Игорь Максим Олег Сергей Александр Алексей Дмитрий Евгений Владимир Иван Николай "
    "Павел Роман Антон Артём Константин Михаил Вадим Виталий"
)
_MOTHERS = _names(
    "Айгүл Айнұр Әсел Ботагөз Гүлнәр Динара Жанар Қарлығаш Ләззат Мәдина Назгүл Салтанат Сәуле Ұлмекен Анна Вера "
    "Галина Евгения Ирина Ксения Любовь Марина Наталья Ольга Светлана Татьяна Мадина Жанна Гүлмира Сәуле"
)


def _uneven(names: list[str]) -> tuple[list[str], list[float]]:
    """Names with weights that fall as in life: the first is many times as frequent as the last."""
    return names, list(accumulate(1 / (rank + 6) for rank in range(len(names))))


@dataclass(frozen=True, slots=True)
class Home:
    """A family: what its children have in common."""

    kazakh: bool
    surname: tuple[str, str]
    father: str
    parents: tuple[tuple[str, str, str], ...]  # IIN, name, phone of the mother and the father


class Town:
    """Makes families and children; the same from the same seed."""

    def __init__(self, seed: int, first: dt.date = dt.date(2019, 9, 1), days: int = 850) -> None:
        self.chance = random.Random(seed)
        self.first, self.days = first, days
        self._serial = 0
        self._given_out: Counter[tuple[dt.date, str]] = Counter()
        roots = list(_KK_ROOTS)
        self.chance.shuffle(roots)
        surnames = [root + tail for tail in _KK_TAILS for root in roots]
        self._kk_surnames = _uneven(surnames)
        self._ru_surnames = _uneven(_RU_SURNAMES)
        self._given = {
            (True, Sex.MALE): _uneven(_KK_BOYS),
            (True, Sex.FEMALE): _uneven(_KK_GIRLS),
            (False, Sex.MALE): _uneven(_RU_BOYS),
            (False, Sex.FEMALE): _uneven(_RU_GIRLS),
        }
        self._fathers = {True: _uneven(_KK_FATHERS), False: _uneven(_RU_FATHERS)}
        self._mothers = _uneven(_MOTHERS)

    def home(self, surname: tuple[str, str] | None = None, kazakh: bool | None = None) -> Home:
        """A family; with a surname, relatives."""
        kazakh = self.chance.random() < 0.7 if kazakh is None else kazakh
        surname = surname or self._surname(kazakh)
        father, mother = self._pick(self._fathers[kazakh]), self._pick(self._mothers)
        return Home(
            kazakh,
            surname,
            father,
            (self._parent(f"{surname[1]} {mother}", "4"), self._parent(f"{surname[0]} {father}", "3")),
        )

    def child(
        self, home: Home, born: dt.date | None = None, given: str | None = None, sex: Sex | None = None, parent: int = 0
    ) -> Person:
        """A child of that family; the mother (0) or the father (1) applies."""
        sex = sex or self.chance.choice((Sex.FEMALE, Sex.MALE))
        iin, name, phone = home.parents[parent]
        return Person(
            home.surname[sex is Sex.FEMALE],
            given or self.given(home.kazakh, sex),
            "" if self.chance.random() < 0.06 else _patronymic(home, sex),
            born or self.day(),
            parent_iin=iin,
            parent=name,
            phone=phone,
            sex=sex,
        )

    def given(self, kazakh: bool, sex: Sex) -> str:
        """A given name."""
        return self._pick(self._given[kazakh, sex])

    def rhyming(self, kazakh: bool, sex: Sex, name: str) -> str:
        """The given name most like this one: how parents of twins often choose."""
        from rapidfuzz.distance import OSA

        names = [one for one in self._given[kazakh, sex][0] if one != name]
        return min(names, key=lambda one: OSA.normalized_distance(one, name))

    def day(self) -> dt.date:
        """A birthday; more children are born in some months."""
        return self.first + dt.timedelta(days=self.chance.randrange(self.days))

    def iin(self, person: Person, sex: Sex) -> str:
        """An IIN that fits the child, each only once; serials that no register office gives out."""
        assert person.born is not None
        return self._iin(person.born, "6" if sex is Sex.FEMALE else "5")

    def _parent(self, name: str, lead: str) -> tuple[str, str, str]:
        born = dt.date(1984, 1, 1) + dt.timedelta(days=self.chance.randrange(13 * 365))
        number = self._iin(born, lead)
        return number, name, f"+7701{self._serial:07}"

    def _iin(self, born: dt.date, lead: str) -> str:
        while True:
            self._serial += 1
            self._given_out[born, lead] += 1
            eleven = f"{born:%y%m%d}{lead}{9999 - self._given_out[born, lead]:04}"
            last = check_digit(eleven)
            if last is not None:
                return f"{eleven}{last}"

    def _surname(self, kazakh: bool) -> tuple[str, str]:
        name = self._pick(self._kk_surnames if kazakh else self._ru_surnames)
        return name, name + "а" if name.endswith(("ов", "ев", "ёв", "ин")) else name

    def _pick(self, names: tuple[list[str], list[float]]) -> str:
        return self.chance.choices(names[0], cum_weights=names[1])[0]


def _patronymic(home: Home, sex: Sex) -> str:
    father = home.father
    if home.kazakh:
        return father + ("қызы" if sex is Sex.FEMALE else "ұлы")
    if father.endswith(("й", "ь")):
        return father[:-1] + ("евна" if sex is Sex.FEMALE else "евич")
    return father + ("овна" if sex is Sex.FEMALE else "ович")
