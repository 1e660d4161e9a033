"""A record as one page: the answer, what is to be looked at, what was found, the papers, and all that happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.content import Content

from clerk_desk.duties.register import Entry, FindingCard, Record
from clerk_desk.language import Speaker
from clerk_desk.objection import mark
from clerk_desk.rules.form import FIELDS, asked, field, required
from clerk_desk.rules.online import online
from data.law import GroundText
from data.vocabulary import EventKind, Ground, Stage
from screens.intake.intake_sheet import entry_for
from screens.intake.review import Page
from screens.plain import plain
from screens.widgets.field import Part, wrapped
from screens.widgets.parts import content_of
from screens.words import EVENTS, field_label
from screens.words_of_facts import facts_said

_MARGIN = 2
_INDENT = 4


@dataclass(frozen=True, slots=True)
class RecordPaper:
    """Draws a record for a width; everything from data is shown as plain letters."""

    record: Record
    grounds: Mapping[Ground, GroundText]
    speaker: Speaker
    width: int

    def content(self) -> Content:
        """All parts, the ones that ask for attention first."""
        lines = [*self._answer(), *self._remarks(), *self._findings(), *self._papers(), *self._timeline()]
        while lines and not lines[0].plain.strip():
            lines.pop(0)
        return Content("\n").join(lines)

    def _say(self, text: str, **facts: object) -> str:
        return plain(self.speaker.say(text, **facts))

    def _heading(self, text: str, quiet: str = "") -> list[Content]:
        more = (f"   {quiet}", "$quiet") if quiet else ("", "")
        return [Content(""), Content.assemble((" " * _MARGIN + self._say(text), "bold"), more)]

    def _sentence(self, text: str, tone: str = "ground", sign: str = "", indent: int = _INDENT) -> list[Content]:
        """A sentence in lines that fit, the later ones under the first."""
        room = max(20, self.width - indent - len(sign))
        words: list[Part] = [(piece, tone) for word in text.split() for piece in _in_pieces(word, room)]
        drawn = wrapped(words, room, " ")
        start = [(" " * indent + sign, tone), (" " * (indent + len(sign)), "ground")]
        return [content_of([start[0] if at == 0 else start[1], *line]) for at, line in enumerate(drawn)]

    # The parts

    def _answer(self) -> list[Content]:
        if self.record.stage is not Stage.REFUSED:
            return []
        lines = self._heading(mark("REFUSED"))
        for ground in self.record.grounds:
            for at, text in enumerate(ground_texts(self.grounds[ground], self.speaker)):
                lines.extend(self._sentence(text, "quiet" if at else "ground", "" if at else f"{ground} ", 4 + at * 3))
        return [*lines, *self._sentence(f"“{self.record.reasons}”")]

    def _remarks(self) -> list[Content]:
        remarks = self.record.remarks
        if not remarks:
            return []
        lines = self._heading(mark("TO LOOK AT AGAIN"))
        for remark in remarks:
            said = f"{field_label(remark.field, self.speaker)}: {plain(self.speaker.message(remark.message))}"
            lines.extend(self._sentence(said, "error" if remark.blocks else "warning", "! "))
        return lines

    def _findings(self) -> list[Content]:
        if not self.record.findings:
            return []
        lines = self._heading(mark("FINDINGS"))
        for finding in self.record.findings:
            lines.extend(self._finding(finding))
        return lines

    def _finding(self, finding: FindingCard) -> list[Content]:
        open_still = finding.cleared_at is None
        text = f"{finding.ground} {field_label(finding.subject, self.speaker)}: “{plain(finding.found)}”"
        lines = self._sentence(text, "warning" if open_still else "quiet", "! " if open_still else "✔ ")
        who = self._say(mark("{name}, {moment}"), name=finding.who, moment=finding.at)
        lines.extend(self._sentence(who, "quiet", "", _INDENT + 2))
        if finding.cleared_at is not None:
            cleared = mark("cleared {moment}: “{reason}”")
            told = self._say(cleared, moment=finding.cleared_at, reason=finding.cleared_reason)
            lines.extend(self._sentence(told, "good", "", _INDENT + 2))
        return lines

    def _papers(self) -> list[Content]:
        """The form in its own order, as it was looked over at the counter."""
        answers = self.record.answers
        entries = {}
        for question in FIELDS:
            if asked(question, answers):
                entries[question.name] = entry_for(question, self.speaker)
                entries[question.name].text = answers.get(question.name, "")
        from_a_portal = online(answers)
        may_lack = [name for name in entries if from_a_portal and not required(field(name), answers)]
        page = Page(self.speaker, entries, self.width, not_known=frozenset(may_lack))
        rows = [content_of(row.parts) for row in page.rows(None)]
        checked = mark("checked by {name}, {moment}")
        if from_a_portal:
            checked = mark("as the portal says; its list was taken in by {name}")
        by = self._say(checked, name=self.record.received_by, moment=self.record.received_at)
        return [Content(""), Content.styled(" " * _MARGIN + by, "$quiet"), *rows[1:]]

    def _timeline(self) -> list[Content]:
        lines = self._heading(mark("TIMELINE"))
        for entry, times in told_once(self.record.timeline):
            lines.extend(self._entry(entry, times))
        return lines

    def _entry(self, entry: Entry, times: int) -> list[Content]:
        words = self._say(EVENTS[entry.event])
        if times > 1:
            words = self._say(mark("{words}, {n} times"), words=words, n=times)
        facts = facts_said(entry.event, entry.facts, self.speaker)
        moment = plain(self.speaker.moment(entry.at))
        quiet = entry.event is EventKind.RECORD_OPENED
        pieces: list[Part] = [(words, "quiet" if quiet else "ground"), (plain(entry.who), "quiet")]
        pieces.extend((fact, "ground") for fact in facts)
        room = self.width - _INDENT - len(moment) - 2
        drawn = _flowing(pieces, room)
        start: Part = (" " * _INDENT + moment + "  ", "quiet")
        rest: Part = (" " * (_INDENT + len(moment) + 2), "ground")
        return [content_of([start if at == 0 else rest, *line]) for at, line in enumerate(drawn)]


def _in_pieces(word: str, room: int) -> list[str]:
    """A word that is longer than a line, in pieces that fit: nothing of a record is left out."""
    return [word[at : at + room] for at in range(0, len(word), room)]


def _flowing(pieces: Sequence[Part], room: int) -> list[list[Part]]:
    """Pieces parted by " · ", broken between words where a line ends."""
    words: list[Part] = []
    for at, (text, style) in enumerate(pieces):
        if at:
            words.append(("·", "quiet"))
        words.extend((piece, style) for word in text.split() for piece in _in_pieces(word, max(12, room)))
    return wrapped(words, max(12, room), " ")


def told_once(timeline: Sequence[Entry]) -> list[tuple[Entry, int]]:
    """The entries in order; openings of the record by the same person, one after the other, are told once."""
    told: list[tuple[Entry, int]] = []
    for entry in timeline:
        last = told[-1] if told else None
        opened = entry.event is EventKind.RECORD_OPENED
        if last is not None and opened and last[0].event is entry.event and last[0].who == entry.who:
            told[-1] = (entry, last[1] + 1)
        else:
            told.append((entry, 1))
    return told


def ground_texts(text: GroundText, speaker: Speaker) -> list[str]:
    """The statute's words: in Kazakh, and in the clerk's language if that is another."""
    own = {"ru": text.ru, "en": text.en}.get(speaker.language)
    return [plain(text.kk)] if own is None else [plain(text.kk), plain(own)]
