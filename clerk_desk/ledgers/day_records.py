"""The whole record of each application that a day touched, read in one query a table: a day may touch thousands."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import defer
from sqlmodel import SQLModel, col, select

from clerk_desk.ledgers.papers import Papers, answers_of
from clerk_desk.rules.numbers import registration
from clerk_desk.work import Look
from data.tables import (
    Applicant,
    Application,
    AuditLine,
    Child,
    ClassSet,
    Decision,
    Finding,
    IssuedPaper,
    MedicalPaper,
    PhotoSet,
    Picture,
    PortalEntry,
    RefusalGround,
    ToldApart,
)
from data.vocabulary import MedicalForm

Row = TypeVar("Row", bound=SQLModel)
Told = dict[str, Any]
Touched = sa.CompoundSelect[tuple[int | None]]
"""A query of the applications' ids."""


def records_of(look: Look, touched: Touched, to_line: int, names: Mapping[int, str]) -> list[Told]:
    """Each of these applications, whole, by year and number; its timeline up to `to_line`. `names` are the staff's."""
    chosen = select(Application).where(col(Application.id).in_(touched))
    rows = look.session.exec(chosen.order_by(col(Application.year), col(Application.number))).all()
    beside = _Beside(look, touched, to_line, names)
    return [beside.record(row) for row in rows]


class _Beside:
    """All that lies beside the touched applications."""

    def __init__(self, look: Look, touched: Touched, to_line: int, names: Mapping[int, str]) -> None:
        self.look, self.touched, self.names = look, touched, names
        self.applicants, self.children = self._one(Applicant), self._one(Child)
        self.photos, self.entries = self._one(PhotoSet), self._one(PortalEntry)
        self.medical = self._many(MedicalPaper, "form")
        self.decisions, self.findings = self._many(Decision, "id"), self._many(Finding, "id")
        self.papers, self.apart = self._many(IssuedPaper, "id"), self._many(ToldApart, "id")
        pictures = select(Picture).where(col(Picture.application_id).in_(touched))
        small = (defer(Picture.image), defer(Picture.thumb))  # type: ignore[arg-type]  # their bytes stay in the store
        self.pictures = {row.application_id: row for row in look.session.exec(pictures.options(*small)).all()}
        self.grounds: defaultdict[int, list[RefusalGround]] = defaultdict(list)
        given = select(Decision.id).where(col(Decision.application_id).in_(touched))
        grounds = select(RefusalGround).where(col(RefusalGround.decision_id).in_(given))
        for row in look.session.exec(grounds.order_by(col(RefusalGround.ground))).all():
            self.grounds[row.decision_id].append(row)
        self.timeline: defaultdict[int, list[AuditLine]] = defaultdict(list)
        told = select(AuditLine).where(col(AuditLine.application_id).in_(touched), col(AuditLine.seq) <= to_line)
        for line in look.session.exec(told.order_by(col(AuditLine.seq))).all():
            self.timeline[line.application_id or 0].append(line)
        self.letters: dict[int | None, str] = {}
        self.of_year: defaultdict[int, dict[str, int]] = defaultdict(dict)
        for key, year, letter in look.session.exec(select(ClassSet.id, ClassSet.year, ClassSet.letter)).all():
            self.letters[key] = letter
            self.of_year[year][letter] = key or 0
        everybody = look.session.exec(select(Application.id, Application.year, Application.number)).all()
        self.numbers = {key: registration(year, number) for key, year, number in everybody}

    def _rows(self, table: type[Row], order: str) -> "Iterable[Row]":
        column: Any = getattr(table, order)
        owner: Any = table.application_id  # type: ignore[attr-defined]
        return self.look.session.exec(select(table).where(owner.in_(self.touched)).order_by(owner, column)).all()

    def _one(self, table: type[Row]) -> dict[int, Row]:
        return {row.application_id: row for row in self._rows(table, "application_id")}  # type: ignore[attr-defined]

    def _many(self, table: type[Row], order: str) -> "defaultdict[int, list[Row]]":
        found: defaultdict[int, list[Row]] = defaultdict(list)
        for row in self._rows(table, order):
            found[row.application_id].append(row)  # type: ignore[attr-defined]
        return found

    def record(self, row: Application) -> Told:
        """One application, whole."""
        key = row.id or 0
        plain = ("stage", "channel", "arrived_at", "received_at", "due_at", "window_override")
        return {
            "number": self.numbers[key],
            **columns(row, *plain),
            **self._by(row, "received_by"),
            "class_set": self.letters.get(row.class_set_id, ""),
            "answers": self._answers(row),
            "decisions": [self._decision(one) for one in self.decisions[key]],
            "findings": [self._finding(one) for one in self.findings[key]],
            "papers": [self._paper(one) for one in self.papers[key]],
            "picture": self._picture(key),
            "portal": self._portal(key),
            "not_the_same_child": [{"number": self.numbers[o.other_id], **self._at_by(o)} for o in self.apart[key]],
            "timeline": [self._entry(line) for line in self.timeline[key]],
        }

    def _answers(self, row: Application) -> dict[str, str]:
        key = row.id or 0
        forms = {MedicalForm(one.form): one for one in self.medical[key]}
        return answers_of(
            self.look,
            Papers(
                application=row,
                applicant=self.applicants[key],
                child=self.children[key],
                photos=self.photos.get(key),
                form_065=forms.get(MedicalForm.FORM_065),
                form_052=forms.get(MedicalForm.FORM_052),
            ),
            self.of_year[row.year],
        )

    def _decision(self, row: Decision) -> Told:
        told = columns(row, "outcome", "live", "reasons", "decided_at", "approved_at", "told_at")
        return {
            **told,
            **self._by(row, "decided_by", "approved_by", "told_by"),
            "class_set": self.letters.get(row.class_set_id, ""),
            "grounds": [{"ground": str(one.ground), "facts": one.facts} for one in self.grounds[row.id or 0]],
        }

    def _finding(self, row: Finding) -> Told:
        told = columns(row, "ground", "subject", "found", "found_at", "cleared_at", "cleared_reason")
        return told | self._by(row, "found_by", "cleared_by")

    def _paper(self, row: IssuedPaper) -> Told:
        told = ("kind", "code", "languages", "size", "sha256", "copy_number", "issued_at", "printed_at")
        return columns(row, *told) | self._by(row, "issued_by", "printed_by")

    def _picture(self, key: int) -> Told | None:
        row = self.pictures.get(key)
        if row is None:
            return None
        return columns(row, "sha256", "width", "height", "attached_at") | self._by(row, "attached_by")

    def _portal(self, key: int) -> Told | None:
        row = self.entries.get(key)
        if row is None:
            return None
        return columns(row, "portal", "number", "keyed_at", "answered_at") | self._by(row, "keyed_by", "answered_by")

    def _entry(self, line: AuditLine) -> Told:
        return {
            "seq": line.seq,
            "at": plainly(line.at),
            "who": self.names.get(line.staff_id or 0, ""),
            "event": str(line.event),
            "facts": json.loads(line.facts),
        }

    def _at_by(self, row: ToldApart) -> Told:
        return {"at": plainly(row.at), **self._by(row, "by")}

    def _by(self, row: SQLModel, *columns: str) -> Told:
        return by(self.names, row, *columns)


def plainly(value: object) -> Any:
    """A value of the store as JSON has it: moments in UTC, dates and words as texts."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return value


def columns(row: SQLModel, *names: str) -> Told:
    """These columns of a row, as JSON has them."""
    return {name: plainly(getattr(row, name)) for name in names}


def by(names: Mapping[int, str], row: SQLModel, *columns: str) -> Told:
    """Who did it, by name; "" if nobody did yet."""
    return {name: names.get(getattr(row, name) or 0, "") for name in columns}
