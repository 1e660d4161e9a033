"""The form of an intake on the sheet: its questions in the clerk's language, and what follows from the child's IIN."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from clerk_desk.language import Speaker
from clerk_desk.objection import mark
from clerk_desk.rules import dates, iin
from clerk_desk.rules.form import FIELDS, YES_NO, Choice, Field, Kind
from screens.plain import plain
from screens.widgets.choice_field import ChoiceEntry, ClassSetEntry, YesNoEntry
from screens.widgets.field import Entry, TextEntry
from screens.widgets.sheet import Sheet

if TYPE_CHECKING:
    from clerk_desk.ledgers.fill import LanguageFill

IIN, BORN, SEX = "child.iin", "child.born", "child.sex"
BREAKS = frozenset(
    {
        *("applicant.iin", "applicant.relation", "applicant.phone", "applicant.is_holder"),
        *("child.citizenship", "application.catchment", "application.form_present", "form_052.present"),
    }
)
"""Where a new group of questions begins."""

LANGUAGE, WISHED = "application.language", "application.wished_class_set"


class IntakeSheet(Sheet):
    """The sheet with the fields of an application."""

    def __init__(self, speaker: Speaker) -> None:
        super().__init__([entry_for(question, speaker) for question in FIELDS], speaker, breaks=BREAKS, id="sheet")
        self._from_iin: dict[str, str] = {}
        self._fills: Mapping[str, LanguageFill] = {}

    def lay(self, answers: Mapping[str, str], cursor: str) -> None:
        """Lay a draft under the pen; what equals the IIN's own date and sex counts as filled from it."""
        self._from_iin = told_by(answers.get(IIN, ""))
        super().lay(answers, cursor)
        self._offer()

    def show_fills(self, fills: Sequence["LanguageFill"]) -> None:
        """The class-sets that can be wished, by language."""
        self._fills = {one.language: one for one in fills}
        self._offer()
        self.redraw()

    @property
    def fills(self) -> Mapping[str, "LanguageFill"]:
        """The fill by language, as last shown."""
        return self._fills

    def changed(self, name: str) -> None:
        """A whole IIN fills date of birth and sex, unless they were typed by hand; a language offers its class-sets."""
        if name == IIN and (told := told_by(self.entries[IIN].text)):
            for other, answer in told.items():
                if self.entries[other].text in ("", self._from_iin.get(other, "")):
                    self.entries[other].text = answer
            self._from_iin = told
        elif name in (BORN, SEX):
            # Typed by hand from now on: even the same answer is the clerk's own then.
            self._from_iin.pop(name, None)
        elif name == LANGUAGE:
            self._offer()

    def _offer(self) -> None:
        wished = self.entries[WISHED]
        fill = self._fills.get(self.entries[LANGUAGE].text)
        if isinstance(wished, ClassSetEntry):
            free = mark("1 «{letter}» {free} free")
            wished.choices = tuple(
                Choice(one.letter, plain(self.speaker.say(free, letter=one.letter, free=one.free)))
                for one in (fill.sets if fill is not None else ())
                if not one.closed
            )


def told_by(number: str) -> dict[str, str]:
    """What a valid IIN says of date of birth and sex, as answers; nothing for any other text."""
    parts = iin.parts(number)
    if parts is None:
        return {}
    told = {BORN: dates.show(parts.born) if parts.born is not None else "", SEX: str(parts.sex or "")}
    return {name: answer for name, answer in told.items() if answer}


def entry_for(question: Field, speaker: Speaker) -> Entry:
    """The entry for a question, label and choices in the clerk's language."""
    label = plain(speaker.say(question.label))
    choices = question.choices or (YES_NO if question.kind is Kind.YES_NO else ())
    said = [Choice(str(choice.value), plain(speaker.say(choice.label))) for choice in choices]
    if question.kind is Kind.YES_NO:
        return YesNoEntry(question, label, said)
    if question.kind is Kind.CHOICE:
        return ChoiceEntry(question, label, said)
    if question.kind is Kind.CLASS_SET:
        return ClassSetEntry(question, label, said)
    return TextEntry(question, label)
