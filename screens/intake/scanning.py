"""What a scan fills into the form of an intake, and the sentence that tells it."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clerk_desk.objection import Message, mark
from clerk_desk.rules import dates, eligibility
from clerk_desk.rules.checks import ADULT
from clerk_desk.rules.form import Kind, field
from clerk_desk.rules.mrz import WrongZone, Zone
from clerk_desk.rules.reading import read
from clerk_desk.rules.scans import Number, Remains, Words
from clerk_desk.rules.transliteration import given_names_agree, names_agree
from data.vocabulary import Shown
from screens.plain import plain
from screens.widgets.drawn import Row
from screens.widgets.field import Entry, Part, Saying, wrapped

if TYPE_CHECKING:
    from clerk_desk.language import Speaker

APPLICANT, CHILD = "applicant", "child"

_WHOSE = {APPLICANT: mark("the applicant"), CHILD: mark("the child")}
_KINDS = {str(choice.value): choice.label for choice in field("applicant.document_kind").choices}

MISREAD = mark("Misread: {parts} does not fit. Nothing was filled in: scan once more, or type.")
WITHOUT_IIN = mark("This QR code holds no IIN. Nothing was filled in: scan the lines of letters on the document.")
BROKEN = mark("The scan broke off. Nothing was filled in: scan once more, or type.")


@dataclass(frozen=True, slots=True)
class Replaced:
    """What the clerk had in a field, and what the scan has put there."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class LatinName:
    """The names that a document's zone bears, to be held beside what is typed; kept with the form, never stored."""

    surname: str
    given_names: str
    cut: bool

    def verdict(self, part: str, written: str, speaker: "Speaker") -> Saying | None:
        """What is said beside a surname or a given name: agreement, or both spellings; nothing of an empty one."""
        latin = self.surname if part == "surname" else self.given_names
        if not latin or not written:
            return None
        agree = names_agree if part == "surname" else given_names_agree
        if agree(latin, written, cut=self.cut):
            return Saying("good", plain(speaker.say(mark("as in the document: {latin}"), latin=latin)))
        differs = mark("The document says {latin}, here stands {written}: compare both.")
        return Saying("warning", plain(speaker.say(differs, latin=latin, written=written)))


def whose(born: dt.date | None, today: dt.date) -> str:
    """Whose document or number it is, by the date of birth: the applicant's from 18 years on, else the child's."""
    if born is not None and eligibility.birthday(born, born.year + ADULT) > today:
        return CHILD
    return APPLICANT


def filled_by(says: Zone | Number, today: dt.date, number_field: str = "") -> dict[str, str]:
    """The answers that a scan gives; `number_field` is the IIN field in hand, where a bare number goes.

    A child's document gives only what the form asks of a child.
    """
    person = whose(says.born, today)
    if isinstance(says, Number):
        return {number_field or f"{person}.iin": says.iin}
    told = {
        "iin": says.iin or "",
        "born": dates.show(says.born) if says.born is not None else "",
        "sex": str(says.sex or ""),
    }
    if person == APPLICANT:
        until = says.valid_until
        told |= {
            "shown": Shown.ORIGINAL,
            "document_kind": says.document,
            "document_number": says.number,
            "document_valid_until": dates.show(until) if until is not None else "",
        }
    return {f"{person}.{part}": str(answer) for part, answer in told.items() if answer}


def same(entry: Entry, answer: str) -> bool:
    """True if what stands in the entry means the answer, however it was typed."""
    if entry.question.kind is Kind.CODE:
        return _bare(entry.text) == _bare(answer)
    return entry.text == answer or (
        bool(entry.text) and read(entry.question, entry.text) == read(entry.question, answer)
    )


def _bare(text: str) -> str:
    return re.sub(r"[\s\-№]", "", text).upper()


def told_of(
    says: Zone | Number, person: str, changed: Iterable[Entry], replaced: Iterable[Replaced], speaker: "Speaker"
) -> str:
    """The sentence after a scan that could be read; `changed` are the entries that it has filled."""
    what = Message(_KINDS[says.document] if isinstance(says, Zone) else mark("IIN"))
    of = Message(_WHOSE[person])
    labels = ", ".join(entry.label for entry in changed)
    if labels:
        told = [speaker.say(mark("{what} of {whose}. Filled in: {fields}."), what=what, whose=of, fields=labels)]
    else:
        told = [speaker.say(mark("{what} of {whose}: the form says the same already."), what=what, whose=of)]
    text = mark("{label} was {old}, the scan says {new}.")
    told.extend(speaker.say(text, label=one.label, old=one.old, new=one.new) for one in replaced)
    if isinstance(says, Zone):
        told.extend(speaker.message(remark.message) for remark in says.remarks)
    return plain(" ".join(told))


def objection_to(says: WrongZone | Words | Remains, speaker: "Speaker") -> str:
    """The sentence after a scan that fills nothing: which check digit does not fit, or what is missing."""
    if isinstance(says, WrongZone):
        return plain(speaker.say(MISREAD, parts=", ".join(speaker.message(part) for part in says.said())))
    return plain(speaker.say(WITHOUT_IIN if isinstance(says, Words) else BROKEN))


def with_warnings(rows: list[Row], warnings: Iterable[tuple[str, Saying]], width: int) -> list[Row]:
    """The last page with warnings about fields before its first empty line; Enter leads from them to the field."""
    added: list[Row] = []
    for name, saying in warnings:
        for at, line in enumerate(wrapped([(word, saying.tone) for word in saying.text.split()], width - 7, " ")):
            start: Part = ("    ! ", saying.tone) if at == 0 else ("      ", "ground")
            added.append(Row([start, *line], name, at == 0))
    head = next((at for at, row in enumerate(rows) if not "".join(text for text, _ in row.parts).strip()), len(rows))
    return [*rows[:head], *added, *rows[head:]]
