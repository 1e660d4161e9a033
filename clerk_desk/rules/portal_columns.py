"""Which column of a portal's list answers which question: known by its name, or mapped once by an administrator."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from clerk_desk.objection import Message, mark
from clerk_desk.rules.form import field
from clerk_desk.rules.names import clean, fold
from data.portal_columns import portal_words

PASSED_OVER = "-"
"""What a column is mapped to that the desk does not need; "" is one that nobody has mapped yet."""

NUMBER, MOMENT, TIME = "portal.number", "portal.moment", "portal.time"
CHILD, APPLICANT = "child.whole_name", "applicant.whole_name"

_OWN_LABELS: Mapping[str, str] = {
    NUMBER: mark("Number in the portal"),
    MOMENT: mark("Moment of the application"),
    TIME: mark("Time, if it stands alone"),
    CHILD: mark("Whole name"),
    APPLICANT: mark("Whole name"),
    "photos.count": mark("Digital photo"),
}

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        mark("Child"),
        (
            *(CHILD, "child.surname", "child.given_name", "child.patronymic", "child.iin", "child.no_iin_reason"),
            *("child.born", "child.sex", "child.citizenship", "child.address", "child.special_needs"),
        ),
    ),
    (
        mark("Applicant"),
        (
            *(APPLICANT, "applicant.surname", "applicant.given_name", "applicant.patronymic", "applicant.iin"),
            *("applicant.relation", "applicant.phone", "applicant.second_phone", "applicant.email"),
        ),
    ),
    (
        mark("Application"),
        (
            *(NUMBER, MOMENT, TIME, "application.language", "application.wished_class_set"),
            *("application.catchment", "photos.count", "form_065.present", "form_052.present"),
        ),
    ),
)
"""Everything that a column may answer, as it is chosen: whose it is, then what."""

FIELDS: tuple[str, ...] = tuple(name for _, names in GROUPS for name in names)
_BETWEEN = re.compile(r"[^\w/\-№#]+")
_SAMPLES = 3
_HEAD_WITHIN = 10
"""Rows in which the heads are looked for: a list may begin with a title."""


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """A column as it is mapped: its place (from 0), its head, its first cells that hold something, and its field."""

    at: int
    head: str
    samples: tuple[str, ...]
    field: str


def label_of(name: str) -> str:
    """What a field is called (a source text), whether the form has it or only portals have."""
    return _OWN_LABELS.get(name) or field(name).label


def spelt(head: str) -> str:
    """A head as it is compared and kept: folded, without signs between its words."""
    return " ".join(_BETWEEN.sub(" ", fold(clean(head).replace("_", " "))).split())


@cache
def _usual() -> Mapping[str, str]:
    words = portal_words()
    known = {spelt(name): field for field, names in words.columns.items() for name in names}
    return {spelt(name): PASSED_OVER for name in words.passed_over} | known


def head_row(rows: Sequence[Sequence[str]]) -> int:
    """Which row (from 0) holds the heads: the one of the first ten in which most are known, else the first full one."""
    best, most = 0, 0
    for at, row in enumerate(rows[:_HEAD_WITHIN]):
        known = sum(1 for cell in row if _usual().get(spelt(cell), PASSED_OVER) != PASSED_OVER)
        if known > most:
            best, most = at, known
    if most:
        return best
    return next((at for at, row in enumerate(rows[:_HEAD_WITHIN]) if sum(map(bool, row)) > 1), 0)


def map_columns(
    heads: Sequence[str], rows: Sequence[Sequence[str]], kept: Mapping[str, str] | None = None
) -> tuple[MappedColumn, ...]:
    """Each column with its field. What an administrator mapped (`kept`, by the head as `spelt`) wins over the usual.

    Of two columns that would answer the same question only the first does; the other is mapped by hand.
    An empty column without a head is passed over.
    """
    taken: set[str] = set()
    found = []
    for at, head in enumerate(heads):
        samples = _samples(rows, at)
        name = _field(head, kept or {})
        if not name and not samples:
            name = PASSED_OVER
        if name in taken:
            name = ""
        if name not in ("", PASSED_OVER):
            taken.add(name)
        found.append(MappedColumn(at, clean(head), samples, name))
    return tuple(found)


def _field(head: str, kept: Mapping[str, str]) -> str:
    said = kept.get(spelt(head), "")
    return said if said in FIELDS or said == PASSED_OVER else _usual().get(spelt(head), "")


def _samples(rows: Sequence[Sequence[str]], at: int) -> tuple[str, ...]:
    found: list[str] = []
    for row in rows:
        cell = clean(row[at]) if at < len(row) else ""
        if cell and cell not in found:
            found.append(cell)
        if len(found) == _SAMPLES:
            break
    return tuple(found)


def remapped(columns: Sequence[MappedColumn], at: int, name: str) -> tuple[MappedColumn, ...]:
    """The columns with the one at `at` mapped to a field; another that answered it is unmapped again."""
    changed = []
    for one in columns:
        said = name if one.at == at else one.field
        if one.at != at and name == one.field and name not in ("", PASSED_OVER):
            said = ""
        changed.append(MappedColumn(one.at, one.head, one.samples, said))
    return tuple(changed)


def unmapped(columns: Sequence[MappedColumn]) -> tuple[MappedColumn, ...]:
    """The columns that nobody has mapped or passed over yet."""
    return tuple(one for one in columns if not one.field)


def lacking(columns: Sequence[MappedColumn]) -> tuple[Message, ...]:
    """What a list must have and this one has not: without it no row can be taken in."""
    fields = {one.field for one in columns}
    found = []
    if CHILD not in fields and not {"child.surname", "child.given_name"} <= fields:
        found.append(Message("No column holds the child's name."))
    if "child.iin" not in fields:
        found.append(Message("No column holds the child's IIN."))
    if APPLICANT not in fields and not {"applicant.surname", "applicant.given_name"} <= fields:
        found.append(Message("No column holds the applicant's name."))
    if "application.language" not in fields:
        found.append(Message("No column holds the language of instruction."))
    return tuple(found)
