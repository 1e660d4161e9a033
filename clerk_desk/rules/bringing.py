"""What a family brings to the office: one sheet, made from the same list of papers that is checked at the counter."""

import datetime as dt
from dataclasses import asdict, dataclass

from clerk_desk.rules.eligibility import AGE
from data.law import Law
from data.what_to_bring import LANGUAGES as LANGUAGES
from data.what_to_bring import SheetWords, sheet_words


@dataclass(frozen=True, slots=True)
class SchoolCard:
    """Where the family comes to; what is not known is "" and is not on the sheet."""

    name_kk: str = ""
    name_ru: str = ""
    address: str = ""
    phone: str = ""

    def name(self, language: str) -> str:
        """The school's name for a sheet in that language; it has no English one."""
        return self.name_ru if language == "ru" else self.name_kk


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper to bring, in the notice's words, and in plain words what to look at."""

    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the sheet: papers that are numbered, then lines."""

    heading: str
    lines: tuple[str, ...] = ()
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True, slots=True)
class BringingSheet:
    """The sheet in one language. `school` is "" where no school is known. No child's data are on it."""

    language: str
    school: str
    title: str
    parts: tuple[Part, ...]


def intake_year(law: Law, today: dt.date) -> int:
    """The year whose intake a family asks about: this year's until its last day, then the next."""
    return today.year if today <= law.window(today.year).closes else today.year + 1


def bringing_sheet(law: Law, today: dt.date, language: str, school: SchoolCard | None = None) -> BringingSheet:
    """The sheet as it is given out on that day, in one of LANGUAGES. KeyError for any other language.

    Papers, days, hours, counts and age are those of the law and its settings; the birth certificate is asked
    to be seen while the setting says so, and never required.
    """
    known = school or SchoolCard()
    words = sheet_words(language)
    facts = _facts(law, intake_year(law, today), words)
    papers = tuple(
        Paper(_capital(getattr(document, language)), words.notes.get(document.id, "").format(**facts))
        for document in law.documents
    )
    beside = (words.if_asked, words.no_other) if law.policy.ask_birth_certificate else (words.no_other,)
    where = [
        line.format(address=known.address, phone=known.phone)
        for line, value in ((words.address, known.address), (words.phone, known.phone))
        if value
    ]
    return BringingSheet(
        language=language,
        school=known.name(language),
        title=words.title,
        parts=(
            Part(words.bring, beside, papers),
            Part(words.when, (*_filled(words.when_lines, facts), *where)),
            Part(words.who, _filled(words.who_lines, facts)),
            Part(words.after, _filled(words.after_lines, facts)),
        ),
    )


def _facts(law: Law, year: int, words: SheetWords) -> dict[str, object]:
    window, hours, policy = law.window(year), law.hours, law.policy
    last_born = dt.date(year - AGE, 12, 31)
    return {
        "year": year,
        "last_born": f"{last_born:%d.%m.%Y}",
        "from_day": f"{window.opens.day} {words.months_from[window.opens.month - 1]}",
        "till_day": f"{window.closes.day} {words.months_till[window.closes.month - 1]}",
        "opens": _clock(hours.opens),
        "closes": _clock(hours.closes),
        "lunch_from": _clock(hours.lunch_from),
        "lunch_to": _clock(hours.lunch_to),
        "photos_needed": policy.photos_needed,
        "photo_months": policy.photo_months,
    }


def _filled(lines: tuple[str, ...], facts: dict[str, object]) -> tuple[str, ...]:
    return tuple(line.format(**facts) for line in lines)


def _clock(time: dt.time) -> str:
    return f"{time:%H:%M}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def typesetting(*sheets: BringingSheet) -> tuple[str, dict[str, object]]:
    """What the typesetter is given: the template's name and the sheets, a page each."""
    return "what_to_bring", {"sheets": [asdict(sheet) for sheet in sheets]}


def as_lines(sheet: BringingSheet) -> list[str]:
    """The sheet as plain lines: for a terminal's scroll, a script's standard output, or to be read out."""
    lines = [one for one in (sheet.school, sheet.title) if one]
    for part in sheet.parts:
        lines += ["", part.heading]
        for number, paper in enumerate(part.papers, 1):
            lines.append(f"{number}. {paper.name}")
            lines += [f"   {paper.note}"] if paper.note else []
        lines += part.lines
    return lines
