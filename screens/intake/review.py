"""The look over the whole application before it is received: what stands in the way, then the paper in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from clerk_desk.objection import Remark, mark
from clerk_desk.rules.form import Kind, Need
from screens.intake.reading_order import EMPTY, NAMED, PAGE, YES_OR_NO, Line, stands_on
from screens.plain import plain
from screens.widgets.drawn import Row
from screens.widgets.field import Entry, Part, wrapped

if TYPE_CHECKING:
    from clerk_desk.duties.intake import Examination
    from clerk_desk.language import Speaker
    from clerk_desk.ledgers.fill import LanguageFill

Asked = Mapping[str, Entry]
_COLUMN = 18

ALREADY = mark("This child already applied: № {number}, received {moment}. F6 opens it; this draft stays.")


@dataclass(frozen=True, slots=True)
class Page:
    """Draws the page: what is said comes from the speaker, what is asked from the form."""

    speaker: "Speaker"
    asked: Asked
    width: int
    fill: "LanguageFill | None" = None
    not_known: frozenset[str] = frozenset()
    """Questions that may stand open, because a portal does not tell: they are no lack."""

    def rows(self, found: "Examination | None") -> list[Row]:
        """All lines: the head, the blockers, the warnings, then the paper."""
        # A child who already applied is said in the head, with the way there.
        remarks = [r for r in found.remarks if r.code != "already_applied"] if found is not None else []
        rows = self._head(found) if found is not None else []
        for blocking in (True, False):
            rows.extend(self._remarks([r for r in remarks if r.blocks is blocking], blocking))
        wrong = {r.field: "error" if r.blocks else "warning" for r in reversed(remarks)}
        wrong |= {r.field: "error" for r in remarks if r.blocks}
        for heading, lines in PAGE:
            rows.append(Row([("", "ground")]))
            rows.append(Row([("  " + self._say(heading), "heading")]))
            for line in lines:
                rows.extend(self._line(line, wrong))
                if self.fill is not None and "application.language" in line.fields:
                    rows.append(self._places(self.fill))
        return rows

    def _places(self, fill: "LanguageFill") -> Row:
        """How full the class-sets of the wished language are."""
        text = mark("{taken} accepted, {waiting} waiting, {free} free of {seats}")
        said = self._say(text, taken=fill.taken, waiting=fill.waiting, free=fill.free, seats=fill.seats)
        return Row([self._label(mark("Places")), (said, "value" if fill.free else "warning")])

    def _label(self, text: str) -> Part:
        label = self._say(text)
        return "    " + label + " " * max(1, _COLUMN - cell_len(label)), "label"

    def _head(self, found: "Examination") -> list[Row]:
        """Ready, with number and due moment; or how many things stand in the way, and what can be done."""
        blockers = len(found.blockers)
        if found.already is not None:
            text = self._say(ALREADY, number=found.already.number, moment=found.already.received_at)
            away: Part = ("  " + self._say(mark("(2) put this draft away")), "quiet")
            return [*self._wrapped("! " + text, "error"), Row([away])]
        if blockers == 0:
            ready = mark("Ready: F6 receives it as № {number}, answer due {due}")
            return self._wrapped("✔ " + self._say(ready, number=found.next_number, due=found.due_at), "good")
        text = self.speaker.several(mark("{n} thing stands in the way"), mark("{n} things stand in the way"), blockers)
        keys = [
            (self._say(mark("(1) hand the papers back with a list")), "quiet"),
            (self._say(mark("(2) put this draft away")), "quiet"),
        ]
        lines = wrapped(keys, self.width - 4, "   ")
        return [*self._wrapped(plain(text), "error"), *(Row([("  ", "ground"), *line]) for line in lines)]

    def _wrapped(self, text: str, tone: str) -> list[Row]:
        lines = wrapped([(word, tone) for word in text.split()], self.width - 2, " ")
        return [Row([("  ", "ground"), *line]) for line in lines]

    def _remarks(self, remarks: Sequence[Remark], blocking: bool) -> list[Row]:
        rows: list[Row] = []
        tone = "error" if blocking else "warning"
        if remarks and not blocking:
            n = len(remarks)
            text = self.speaker.several(mark("{n} thing to look at again"), mark("{n} things to look at again"), n)
            rows.append(Row([("  " + plain(text), "warning")]))
        for remark in remarks:
            entry = self.asked.get(remark.field)
            label = f"{self._named(entry)}: " if entry is not None else ""
            said = plain(self.speaker.message(remark.message))
            words = [*((word, "label") for word in label.split()), *((word, tone) for word in said.split())]
            for at, pieces in enumerate(wrapped(words, self.width - 7, " ")):
                start: Part = ("    ! ", tone) if at == 0 else ("      ", "ground")
                rows.append(Row([start, *pieces], remark.field, at == 0))
        return rows

    def _named(self, entry: Entry) -> str:
        """The label; where several fields of the paper bear it, with the person or the paper it belongs to."""
        if sum(other.label == entry.label for other in self.asked.values()) == 1:
            return entry.label
        return f"{self._say(stands_on(entry.question.name))} · {entry.label}"

    def _line(self, line: Line, wrong: Mapping[str, str]) -> list[Row]:
        asked = [self.asked[name] for name in line.fields if name in self.asked and self._tells(self.asked[name])]
        if not asked:
            return []
        name_line = all(entry.question.kind is Kind.NAME for entry in asked)
        pieces: list[Part] = []
        for entry in asked:
            text, style = self._piece(entry)
            if style != "error":
                style = wrong.get(entry.question.name, style)
            if name_line and entry.text and pieces and pieces[-1][1] == style == "value":
                pieces[-1] = (f"{pieces[-1][0]} {text}", style)
            else:
                pieces.append((text, style))
        jump = next((e.question.name for e in asked if e.question.name in wrong), asked[0].question.name)
        start = self._label(line.label)
        indent: Part = (" " * (_COLUMN + 4), "ground")
        drawn = wrapped(pieces, self.width - _COLUMN - 5, " · ")
        return [Row([start if at == 0 else indent, *one], jump, at == 0) for at, one in enumerate(drawn)]

    def _tells(self, entry: Entry) -> bool:
        """True unless it is empty and nobody misses it."""
        return bool(entry.text) or not entry.question.aside or entry.question.name in EMPTY

    def _piece(self, entry: Entry) -> Part:
        question = entry.question
        if not entry.text:
            if question.name in self.not_known and question.need is Need.REQUIRED:
                return self._say(mark("{label}: not known"), label=entry.label), "quiet"
            if question.need is Need.REQUIRED:
                return self._say(mark("{label}: not answered"), label=entry.label), "error"
            return self._say(EMPTY.get(question.name, mark("none"))), "quiet"
        if question.kind is Kind.CLASS_SET:
            value = plain(entry.text)
        else:
            value = "".join(text for text, _ in entry.drawn(200, False)[0])
        said = YES_OR_NO.get(question.name) or YES_OR_NO.get(question.name.partition(".")[2])
        if said is not None and entry.text in ("yes", "no"):
            return self._say(said[0 if entry.text == "yes" else 1]), "value"
        if question.name in NAMED:
            return self._say(NAMED[question.name], value=value), "value"
        return value, "value"

    def _say(self, text: str, **facts: object) -> str:
        return plain(self.speaker.say(text, **facts))
