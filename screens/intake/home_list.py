"""The list that goes home with the parent: which papers to bring, in both languages of the notice, and what else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from clerk_desk.objection import Remark, mark
from clerk_desk.rules.completeness import OUTSIDE_WINDOW
from clerk_desk.rules.form import field
from data.law import RequiredDocument
from data.vocabulary import Differs
from screens.intake.reading_order import no_said, stands_on
from screens.plain import plain
from screens.widgets.field import Part, wrapped
from screens.widgets.parts import content_of

if TYPE_CHECKING:
    from clerk_desk.duties.intake import Examination
    from clerk_desk.language import Speaker

_SEEN_BY_THE_CLERK = frozenset({"applicant.is_holder", "applicant.original_returned", "applicant.digital_check"})
"""What the clerk alone can answer: never asked of the family."""

_LOOKED_AT = frozenset({"size_3x4", "recent", "of_this_child", "differs", "signed", "stamped", "form_signed"})
"""What the clerk sees on a paper that is there; on the list only where the answer is no."""

_ANOTHERS = {
    Differs.NAME: mark("another name stands on it"),
    Differs.BORN: mark("another date of birth stands on it"),
}
"""What is to be mended on a form that is not this child's; of a wholly different child, that it is."""

_OWN_WORDS = {
    "child.no_iin_reason": mark("IIN (or why there is none)"),
    "application.wished_class_set": mark("another class-set, or none"),
    "application.form_date": mark("date"),
}


@dataclass(frozen=True, slots=True)
class HomeList:
    """What the family takes home.

    `papers` are the names of each missing paper: in the clerk's language first, then as the notice words it in
    Kazakh and in Russian. `others` are short lines on what else is to be told or mended.
    """

    papers: tuple[tuple[str, ...], ...]
    others: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.papers or self.others)


def home_list(found: "Examination", answers: Mapping[str, str], speaker: "Speaker") -> HomeList:
    """The list of an incomplete set of documents, in words for the family; what the clerk must do is not on it.

    Of a child who has applied already nothing is asked for a second time.
    """
    if found.already is not None:
        applied = mark("This child has applied already: № {number}, received {moment}")
        known = found.already
        return HomeList((), (plain(speaker.say(applied, number=known.number, moment=known.received_at)),))
    papers = tuple(_named(document, answers, speaker) for document in found.papers)
    return HomeList(papers, tuple(_others(found, answers, speaker)))


def _named(document: RequiredDocument, answers: Mapping[str, str], speaker: "Speaker") -> tuple[str, ...]:
    """The paper in the clerk's language, in Kazakh and in Russian; of photos also how many are here."""
    names = {"en": document.en, "kk": document.kk, "ru": document.ru}
    first = names.pop(speaker.language)
    given = answers.get("photos.count", "") if document.id == "photos" else ""
    if given.strip("0"):
        first = speaker.say(mark("{paper} ({n} given)"), paper=first, n=given)
    return plain(first), *(plain(names[language]) for language in ("kk", "ru") if language in names)


def _others(found: "Examination", answers: Mapping[str, str], speaker: "Speaker") -> Iterator[str]:
    """What else is lacking or does not conform, a line for each person and each paper, in the form's order."""
    brought = {name for document in found.papers for name in document.fields}
    # Of a paper that is not there nothing else is asked.
    absent = tuple(name.partition(".")[0] + "." for name in brought if name.startswith(("photos.", "form_")))
    if "application.form_present" in brought:
        absent += ("application.form_",)
    lines: dict[str, list[str]] = {}
    for remark in found.remarks:
        name = remark.field
        if not name or name in brought or name.startswith(absent):
            continue
        if words := _words(remark, answers, speaker):
            lines.setdefault(stands_on(name), []).append(words)
    for title, words_of_line in lines.items():
        yield f"{plain(speaker.say(title))}: {', '.join(words_of_line)}"
    for remark in found.blockers:
        if remark.code == OUTSIDE_WINDOW:
            yield plain(speaker.say(mark("papers are taken from {opens} to {closes}"), **remark.message.facts))


def _words(remark: Remark, answers: Mapping[str, str], speaker: "Speaker") -> str:
    """A short label for what is lacking; "" for what is no matter of the family."""
    name, part = remark.field, remark.field.partition(".")[2]
    if remark.code == "does_not_conform":
        differs = answers.get(name.replace("of_this_child", "differs"), "")
        another = next((words for what, words in _ANOTHERS.items() if what == differs), None)
        return plain(speaker.say(another or no_said(name)))
    if not remark.blocks or name in _SEEN_BY_THE_CLERK or part in _LOOKED_AT:
        return ""
    if remark.code == "too_young":
        return plain(speaker.message(remark.message))
    return plain(speaker.say(_OWN_WORDS.get(name) or field(name).label))


def drawn(home: HomeList, speaker: "Speaker", width: int) -> Content:
    """The list in lines of at most `width` cells: papers numbered, their other names beneath."""
    lines: list[Content] = []
    if home.papers:
        lines.append(Content.styled(plain(speaker.say(mark("To bring"))), "bold"))
        for number, (first, *beside) in enumerate(home.papers, 1):
            lines.extend(_indented(first, f"{number}. ", "ground", width))
            for name in beside:
                lines.extend(_indented(name, "   ", "quiet", width))
    if home.others:
        if lines:
            lines.append(Content(""))
        lines.append(Content.styled(plain(speaker.say(mark("To tell or to mend"))), "bold"))
        for said in home.others:
            lines.extend(_indented(said, "· ", "ground", width))
    lines.append(Content(""))
    stays = plain(speaker.say(mark("The draft stays, with its moment of arrival.")))
    lines.extend(_indented(stays, "", "quiet", width))
    return Content("\n").join(lines)


def _indented(text: str, start: str, tone: str, width: int) -> Iterator[Content]:
    words: list[Part] = [(word, tone) for word in text.split()]
    for at, line in enumerate(wrapped(words, width - len(start), " ")):
        yield content_of([(start if at == 0 else " " * len(start), tone), *line])
