"""The look over the whole application before it is received: what stands in the way, then the paper in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from clerk_desk.objection import Remark, mark
from clerk_desk.rules.form import Kind, Need
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
class Line:
    """One line of the page: what it is called, and the answers that stand on it."""

    label: str
    fields: tuple[str, ...]


PAGE: tuple[tuple[str, tuple[Line, ...]], ...] = (
    (
        mark("APPLICANT"),
        (
            Line(mark("Name"), ("applicant.surname", "applicant.given_name", "applicant.patronymic")),
            Line(mark("IIN"), ("applicant.iin",)),
            Line(
                mark("Document"),
                (
                    "applicant.shown",
                    "applicant.document_kind",
                    "applicant.document_number",
                    "applicant.document_issuer",
                    "applicant.document_valid_until",
                ),
            ),
            Line(
                mark("Relation"),
                ("applicant.relation", "applicant.basis_kind", "applicant.basis_number", "applicant.basis_date"),
            ),
            Line(mark("Reached at"), ("applicant.phone", "applicant.second_phone", "applicant.email")),
            Line(mark("Identified"), ("applicant.is_holder", "applicant.digital_check", "applicant.original_returned")),
        ),
    ),
    (
        mark("CHILD"),
        (
            Line(mark("Name"), ("child.surname", "child.given_name", "child.patronymic")),
            Line(mark("IIN"), ("child.iin", "child.no_iin_reason")),
            Line(mark("Born"), ("child.born", "child.sex", "child.citizenship", "child.birth_certificate")),
            Line(mark("Home"), ("child.address", "application.catchment")),
            Line(
                mark("Wishes"),
                (
                    "application.language",
                    "application.wished_class_set",
                    "child.special_needs",
                    "child.conclusion_number",
                ),
            ),
            Line(mark("Application"), ("application.form_present", "application.form_date", "application.form_signed")),
            Line(mark("Consents"), ("application.consent_processing", "application.consent_access")),
        ),
    ),
    (
        mark("PAPERS"),
        (
            Line(mark("Photos"), ("photos.count", "photos.size_3x4", "photos.of_this_child", "photos.recent")),
            *(
                Line(
                    title,
                    tuple(
                        f"{form}.{part}"
                        for part in ("present", "number", "issued", "clinic", "signed", "stamped", "of_this_child")
                    ),
                )
                for form, title in (("form_065", mark("Vaccination card")), ("form_052", mark("Health passport")))
            ),
        ),
    ),
)
"""The paper in reading order. Every field of the form stands here once (tested)."""

_EMPTY = {
    "applicant.patronymic": mark("no patronymic"),
    "child.patronymic": mark("no patronymic"),
    "applicant.iin": mark("no IIN"),
    "child.iin": mark("no IIN"),
    "applicant.document_issuer": mark("issuer not noted"),
    "applicant.document_valid_until": mark("validity not noted"),
    "applicant.second_phone": mark("no second phone"),
    "applicant.email": mark("no e-mail"),
    "child.birth_certificate": mark("birth certificate not shown"),
    "application.wished_class_set": mark("no class-set wished"),
}

_NAMED = {
    "applicant.document_issuer": mark("issued by {value}"),
    "applicant.document_valid_until": mark("valid until {value}"),
    "applicant.basis_date": mark("of {value}"),
    "child.birth_certificate": mark("birth certificate {value}"),
    "application.catchment": mark("in the territory: {value}"),
    "application.wished_class_set": mark("class-set 1 «{value}»"),
    "application.form_date": mark("dated {value}"),
    "photos.count": mark("prints: {value}"),
    "applicant.digital_check": mark("checked by {value}"),
    "form_065.issued": mark("of {value}"),
    "form_052.issued": mark("of {value}"),
}

_YES_OR_NO = {
    "applicant.is_holder": (mark("is the holder"), mark("not the holder")),
    "applicant.original_returned": (mark("original returned"), mark("original not returned")),
    "child.special_needs": (mark("special needs"), mark("no special needs")),
    "application.form_present": (mark("handed in"), mark("not handed in")),
    "application.form_signed": (mark("signed"), mark("not signed")),
    "application.consent_processing": (mark("to processing"), mark("none to processing")),
    "application.consent_access": (mark("to access"), mark("none to access")),
    "photos.size_3x4": (mark("3×4 cm"), mark("not 3×4 cm")),
    "photos.of_this_child": (mark("of this child"), mark("not of this child")),
    "photos.recent": (mark("recent"), mark("not recent")),
    "present": (mark("handed in"), mark("not handed in")),
    "signed": (mark("signed"), mark("not signed")),
    "stamped": (mark("stamped"), mark("not stamped")),
    "of_this_child": (mark("of this child"), mark("not of this child")),
}
"""A yes or a no in words, by field, or by the part of a medical form."""


@dataclass(frozen=True, slots=True)
class Page:
    """Draws the page: what is said comes from the speaker, what is asked from the form."""

    speaker: "Speaker"
    asked: Asked
    width: int
    fill: "LanguageFill | None" = None

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
            return self._wrapped("! " + text, "error")
        if blockers == 0:
            ready = mark("Ready: F6 receives it as № {number}, answer due {due}")
            return self._wrapped("✔ " + self._say(ready, number=found.next_number, due=found.due_at), "good")
        text = self.speaker.several(mark("{n} thing stands in the way"), mark("{n} things stand in the way"), blockers)
        keys = [
            (self._say(mark("(1) hand the papers back with this list")), "quiet"),
            (self._say(mark("(2) put this draft away")), "quiet"),
        ]
        lines = wrapped(keys, self.width - 4, "   ")
        return [*self._wrapped(plain(text), "error"), *(Row([("  ", "ground"), *line]) for line in lines)]

    def _wrapped(self, text: str, tone: str) -> list[Row]:
        lines = wrapped([(word, tone) for word in text.split()], self.width - 4, " ")
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
            label = f"{entry.label}: " if entry is not None else ""
            said = plain(self.speaker.message(remark.message))
            words = [*((word, "label") for word in label.split()), *((word, tone) for word in said.split())]
            for at, pieces in enumerate(wrapped(words, self.width - 7, " ")):
                start: Part = ("    ! ", tone) if at == 0 else ("      ", "ground")
                rows.append(Row([start, *pieces], remark.field, at == 0))
        return rows

    def _line(self, line: Line, wrong: Mapping[str, str]) -> list[Row]:
        asked = [self.asked[name] for name in line.fields if name in self.asked]
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

    def _piece(self, entry: Entry) -> Part:
        question = entry.question
        if not entry.text:
            if question.need is Need.REQUIRED:
                return self._say(mark("{label}: not answered"), label=entry.label), "error"
            return self._say(_EMPTY.get(question.name, mark("none"))), "quiet"
        if question.kind is Kind.CLASS_SET:
            value = plain(entry.text)
        else:
            value = "".join(text for text, _ in entry.drawn(200, False)[0])
        said = _YES_OR_NO.get(question.name) or _YES_OR_NO.get(question.name.partition(".")[2])
        if said is not None and entry.text in ("yes", "no"):
            return self._say(said[0 if entry.text == "yes" else 1]), "value"
        if question.name in _NAMED:
            return self._say(_NAMED[question.name], value=value), "value"
        return value, "value"

    def _say(self, text: str, **facts: object) -> str:
        return plain(self.speaker.say(text, **facts))
