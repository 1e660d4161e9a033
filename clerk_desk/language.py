"""The Speaker: says every sentence in the clerk's language, and writes dates, times and numbers as an office does."""

import datetime as dt
import gettext
from collections.abc import Mapping
from pathlib import Path

from clerk_desk.clock import local
from clerk_desk.objection import Message, mark

CATALOGUES = Path(__file__).parent / "locale"
DOMAIN = "clerk_desk"

LANGUAGES: Mapping[str, str] = {"en": "English", "kk": "қазақша", "ru": "русский"}
"""The languages in which the desk speaks, each under its own name. English is the source text."""

_WEEKDAYS = (mark("Mon"), mark("Tue"), mark("Wed"), mark("Thu"), mark("Fri"), mark("Sat"), mark("Sun"))
_HOUR, _WEEK = 3600, 7


class Speaker:
    """Says source texts and Messages in one language.

    A text without a translation is said in English; so is a translation whose {names} do not fit.
    Facts are data: they are put in as they are and never read as a template or as markup. Dates are
    written dd.mm.yyyy; aware datetimes are shown on the office's clock (Asia/Almaty).
    """

    def __init__(self, language: str = "en") -> None:
        """Speak `language`: a key of LANGUAGES. ValueError for any other."""
        if language not in LANGUAGES:
            raise ValueError(f"the desk does not speak {language!r}")
        self.language = language
        self._catalogue: gettext.NullTranslations
        if language == "en":
            self._catalogue = gettext.NullTranslations()
        else:
            self._catalogue = gettext.translation(DOMAIN, CATALOGUES, [language], fallback=True)

    def say(self, text: str, /, **facts: object) -> str:
        """One source text, translated, its {names} filled with the facts."""
        translated = self._catalogue.gettext(text) if text else ""
        return self._filled(translated, text, facts)

    def several(self, one: str, many: str, n: int, /, **facts: object) -> str:
        """A text that depends on a count: `one` and `many` are the English forms; {n} is the count."""
        translated = self._catalogue.ngettext(one, many, n)
        return self._filled(translated, one if n == 1 else many, facts | {"n": n})

    def message(self, message: Message) -> str:
        """A Message as a sentence; Messages among its facts are translated as well."""
        return self.say(message.text, **message.facts)

    def weekday(self, day: dt.date) -> str:
        """The short name of the day of the week, like "Thu"."""
        return self.say(_WEEKDAYS[day.weekday()])

    def date(self, day: dt.date) -> str:
        """A date as 01.04.2027; of a moment, its date on the office's clock."""
        if isinstance(day, dt.datetime):
            day = local(day).date()
        return f"{day.day:02}.{day.month:02}.{day.year:04}"

    def time(self, moment: dt.datetime | dt.time) -> str:
        """A time of day as 18:30; of a moment (aware), its time on the office's clock."""
        clock = local(moment) if isinstance(moment, dt.datetime) else moment
        return f"{clock.hour:02}:{clock.minute:02}"

    def moment(self, moment: dt.datetime) -> str:
        """A moment (aware) as "Thu 01.04.2027 10:42"."""
        return f"{self.weekday(local(moment))} {self.date(moment)} {self.time(moment)}"

    def due(self, moment: dt.datetime, now: dt.datetime) -> str:
        """A due moment as seen from now: "today 18:30", "tomorrow 18:30", "Fri 18:30"; once over, "40 min ago"."""
        if moment < now:
            return self.ago(moment, now)
        clock = self.time(moment)
        days = (local(moment).date() - local(now).date()).days
        if days == 0:
            return self.say("today {time}", time=clock)
        if days == 1:
            return self.say("tomorrow {time}", time=clock)
        return f"{self.weekday(local(moment))} {clock}" if days < _WEEK else self.moment(moment)

    def ago(self, moment: dt.datetime, now: dt.datetime) -> str:
        """A moment that is over, seen from now: "just now", "40 min ago", "yesterday 10:05", "4 days ago"."""
        seconds = int((now - moment).total_seconds())
        days = (local(now).date() - local(moment).date()).days
        if seconds < 60:
            return self.say("just now")
        if seconds < _HOUR:
            return self.say("{minutes} min ago", minutes=seconds // 60)
        if days == 0:
            return self.say("{hours} h ago", hours=seconds // _HOUR)
        if days == 1:
            return self.say("yesterday {time}", time=self.time(moment))
        return self.several("{n} day ago", "{n} days ago", days)

    def _filled(self, translated: str, source: str, facts: Mapping[str, object]) -> str:
        if not facts:
            return translated
        words = {name: self._word(fact) for name, fact in facts.items()}
        try:
            return translated.format(**words)
        except (KeyError, IndexError, ValueError, AttributeError):
            # A slip in a catalogue must not take the sentence from the clerk: the source text always fits.
            return source.format(**words)

    def _word(self, fact: object) -> object:
        if isinstance(fact, Message):
            return self.message(fact)
        if isinstance(fact, dt.datetime):
            return self.moment(fact)
        if isinstance(fact, dt.date):
            return self.date(fact)
        if isinstance(fact, dt.time):
            return self.time(fact)
        return fact if isinstance(fact, int) else str(fact)
