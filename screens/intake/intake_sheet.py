"""The form of an intake on the sheet: its questions in the clerk's language, and what follows from the child's IIN."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from clerk_desk.language import Speaker
from clerk_desk.objection import mark
from clerk_desk.rules import dates, iin
from clerk_desk.rules.documents import HOME_KINDS
from clerk_desk.rules.form import FIELDS, YES_NO, Choice, Field, Kind, Need
from clerk_desk.rules.in_order import all_in_order, paper_of
from data.vocabulary import Shown
from screens.plain import plain
from screens.widgets.choice_field import ChoiceEntry, ClassSetEntry, PaperEntry, YesNoEntry
from screens.widgets.field import Entry, TextEntry
from screens.widgets.sheet import Sheet

if TYPE_CHECKING:
    from clerk_desk.ledgers.fill import LanguageFill

PERSONS = ("applicant", "child")
"""Whose IIN fills date of birth and sex."""

BREAKS = frozenset(
    {
        *("applicant.iin", "applicant.relation", "applicant.phone", "applicant.is_holder"),
        *("child.citizenship", "application.catchment", "application.form_present", "form_052.present"),
    }
)
"""Where a new group of questions begins."""

SHOWN, KIND, NUMBER = "applicant.shown", "applicant.document_kind", "applicant.document_number"
HOLDER = "applicant.is_holder"
CLINICS = ("form_065.clinic", "form_052.clinic")
LANGUAGE, WISHED = "application.language", "application.wished_class_set"


class IntakeSheet(Sheet):
    """The sheet with the fields of an application."""

    def __init__(self, speaker: Speaker) -> None:
        super().__init__([entry_for(question, speaker) for question in FIELDS], speaker, breaks=BREAKS, id="sheet")
        self._from_iin: dict[str, str] = {}
        self._clinic = ""
        self._fills: Mapping[str, LanguageFill] = {}
        self._as_papers_are()

    def lay(self, answers: Mapping[str, str], cursor: str) -> None:
        """Lay a draft under the pen; what equals the IIN's own date and sex counts as filled from it."""
        self._from_iin = {}
        for whose in PERSONS:
            self._from_iin |= told_by(answers.get(f"{whose}.iin", ""), whose)
        first, second = (answers.get(name, "") for name in CLINICS)
        self._clinic = first if first == second else ""
        super().lay(answers, cursor)
        self._offer()
        self._as_papers_are()

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
        if (paper := paper_of(name)) is not None:
            # What was said of the whole paper is true no longer, or not yet again.
            self._told.pop(paper.first, None)
        whose, _, part = name.partition(".")
        if part == "iin" and (told := told_by(self.entries[name].text, whose)):
            for other, answer in told.items():
                if self.entries[other].text in ("", self._from_iin.get(other, "")):
                    self.entries[other].text = answer
            self._from_iin |= told
        elif part in ("born", "sex"):
            # Typed by hand from now on: even the same answer is the clerk's own then.
            self._from_iin.pop(name, None)
        elif name == LANGUAGE:
            self._offer()
        elif name in (SHOWN, KIND):
            self._as_papers_are()

    def left(self, name: str) -> None:
        """The clinic of the first form is offered for the second: mostly it is the same, and it can be corrected."""
        first, second = CLINICS
        if name == first and self.entries[second].text in ("", self._clinic):
            self._clinic = self.entries[first].text
            self.answer(second, self._clinic)

    def put_in_order(self, first: str) -> str:
        """The clerk has looked at the whole paper and says that it is in order: all its ticks, each correctable."""
        paper = paper_of(first)
        if paper is None:
            return ""
        for name, answer in all_in_order(paper, self.answers()).items():
            self.answer(name, answer)
        return paper.title

    def _as_papers_are(self) -> None:
        """A citizen's document number bears no letter of the digit row; a digital document is not returned."""
        number, holder = self.entries[NUMBER], self.entries[HOLDER]
        if isinstance(number, TextEntry):
            number.only_digits = self.entries[KIND].text in HOME_KINDS
        if isinstance(holder, PaperEntry):
            holder.offers = self.entries[SHOWN].text == Shown.ORIGINAL

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


def told_by(number: str, whose: str = "child") -> dict[str, str]:
    """What a valid IIN says of a person's date of birth and sex, as answers; nothing for any other text."""
    parts = iin.parts(number)
    if parts is None:
        return {}
    born = dates.show(parts.born) if parts.born is not None else ""
    told = {f"{whose}.born": born, f"{whose}.sex": str(parts.sex or "")}
    return {name: answer for name, answer in told.items() if answer}


def entry_for(question: Field, speaker: Speaker) -> Entry:
    """The entry for a question, label and choices in the clerk's language."""
    label = plain(speaker.say(question.label))
    choices = question.choices or (YES_NO if question.kind is Kind.YES_NO else ())
    said = [Choice(str(choice.value), plain(speaker.say(choice.label))) for choice in choices]
    if (paper := paper_of(question.name)) is not None and paper.first == question.name:
        return PaperEntry(question, label, said, plain(speaker.say(mark("all in order"))))
    if question.kind is Kind.YES_NO:
        return YesNoEntry(question, label, said)
    if question.kind is Kind.CHOICE:
        return ChoiceEntry(question, label, said)
    if question.kind is Kind.CLASS_SET:
        return ClassSetEntry(question, label, said)
    entry = TextEntry(question, label)
    if question.need is Need.OPTIONAL and not question.aside:
        entry.if_any = plain(speaker.say(mark("(if any)")))
    return entry
