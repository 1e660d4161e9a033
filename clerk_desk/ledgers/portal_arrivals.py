"""The rows of a portal's list beside what the desk knows: new, already known, in conflict, or not to be read."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import col, select

from clerk_desk.ledgers.examination import LIVE, circumstances
from clerk_desk.ledgers.papers import whole_name
from clerk_desk.objection import Message
from clerk_desk.rules.form import field
from clerk_desk.rules.names import fold
from clerk_desk.rules.numbers import registration
from clerk_desk.rules.portal_columns import MappedColumn
from clerk_desk.rules.portal_rows import PortalRow, Reason, read_row, same_child
from clerk_desk.rules.reading import read
from clerk_desk.work import Look
from data.tables import Application, Child, PortalEntry
from data.vocabulary import Channel

_AT_ONCE = 400
"""Numbers that the store is asked for at a time."""


class Fate(StrEnum):
    """What is to become of a row."""

    NEW = "new"
    KNOWN = "known"
    CONFLICT = "conflict"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class RowCard:
    """A row as it is shown before anything is stored. `why` says what is in its way, or what was left out of it.

    `application_id` is the application of the same child or number that the desk knows, if it knows one.
    """

    row: PortalRow
    fate: Fate
    child_name: str
    born: dt.date | None
    why: tuple[Reason, ...] = ()
    application_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """An application as far as a row is held against it."""

    application: Application
    child: Child
    entry: PortalEntry | None

    @property
    def number(self) -> str:
        return registration(self.application.year, self.application.number)


def look_through(
    look: Look, channel: Channel, rows: Sequence[Sequence[str]], first: int, columns: Sequence[MappedColumn]
) -> tuple[RowCard, ...]:
    """Every row that holds anything, in the list's order, with its fate. `first` is the first row (from 0) with data.

    The same list looked through again after it was taken in has no new row.
    """
    on = circumstances(look, look.calendar())
    found = [
        read_row(at, cells, columns, channel, on, look.moment)
        for at, cells in enumerate(rows[first:], first + 1)
        if any(cell.strip() for cell in cells)
    ]
    by_number, by_iin = _known(look, channel, found)
    cards: list[RowCard] = []
    seen_numbers: dict[str, RowCard] = {}
    seen_iins: dict[str, RowCard] = {}
    for row in found:
        card = _card(row, channel, by_number, by_iin)
        if card.fate is Fate.NEW:
            twice = seen_numbers.get(row.number) if row.number else None
            card = _twice(card, twice or seen_iins.get(same_child(row)))
        if card.fate is Fate.NEW:
            seen_numbers |= {row.number: card} if row.number else {}
            seen_iins |= {iin: card} if (iin := same_child(row)) else {}
        cards.append(card)
    return tuple(cards)


def counted(cards: Iterable[RowCard]) -> dict[str, int]:
    """How many rows there are of each fate."""
    counts = {str(fate): 0 for fate in Fate}
    for card in cards:
        counts[str(card.fate)] += 1
    return counts


def _card(row: PortalRow, channel: Channel, by_number: dict[str, _Known], by_iin: dict[str, list[_Known]]) -> RowCard:
    if row.reasons:
        return _made(row, Fate.UNREADABLE, row.reasons)
    known = by_number.get(row.number) if row.number else None
    if known is not None:
        differs = _differences(row, known)
        if not differs:
            return _made(row, Fate.KNOWN, (), known)
        return _made(row, Fate.CONFLICT, differs, known)
    for one in by_iin.get(same_child(row), ()):
        if (card := _of_the_same_child(row, channel, one)) is not None:
            return card
    return _made(row, Fate.NEW, row.left_out)


def _of_the_same_child(row: PortalRow, channel: Channel, known: _Known) -> RowCard | None:
    """The fate of a row whose child has an application of this year; None if that one is out of its way."""
    live, application, entry = known.application.stage in LIVE, known.application, known.entry
    numbered = entry is not None and entry.number != ""
    keyed_in = entry is not None and entry.portal is channel  # from the office, without a number noted
    if (application.channel is channel or keyed_in) and not (row.number and numbered):
        # Without a number on both sides the child, its data and its moment say that it is the same application.
        same_moment = (
            keyed_in or row.moment is None or abs(row.moment - application.arrived_at) < dt.timedelta(seconds=1)
        )
        if live or same_moment:
            differs = _differences(row, known)
            return _made(row, Fate.CONFLICT if differs else Fate.KNOWN, differs, known)
    if not live:
        return None
    facts: dict[str, object] = {"number": known.number}
    if application.channel is Channel.PAPER:
        text = Message("This child applied on paper already, № {number}: answer the portal by that application.", facts)
    elif application.channel is channel and entry is not None:
        facts["other"] = entry.number
        text = Message("This child is known under another number of this portal, {other}: № {number}.", facts)
    else:
        text = Message("This child applied through another portal already, № {number}.", facts)
    return _made(row, Fate.CONFLICT, (Reason("", text),), known)


def _twice(card: RowCard, before: RowCard | None) -> RowCard:
    """A child or a number that stands in the list a second time."""
    if before is None:
        return card
    if card.row.answers == before.row.answers and card.row.number == before.row.number:
        text = Message("The same stands in row {line}.", {"line": before.row.line})
        return _made(card.row, Fate.KNOWN, (Reason("", text),))
    text = Message("Row {line} has the same child or number, and other data.", {"line": before.row.line})
    return _made(card.row, Fate.CONFLICT, (Reason("", text),))


def _made(row: PortalRow, fate: Fate, why: tuple[Reason, ...], known: _Known | None = None) -> RowCard:
    names = (row.answers.get(f"child.{part}", "") for part in ("surname", "given_name", "patronymic"))
    born = read(field("child.born"), row.answers.get("child.born", ""))
    key = known.application.id if known is not None else None
    return RowCard(row, fate, whole_name(*names), born if isinstance(born, dt.date) else None, why, key)


def _differences(row: PortalRow, known: _Known) -> tuple[Reason, ...]:
    """In what the row is not what the desk knows: the child's number, name, date of birth, the wished language."""
    child, application = known.child, known.application
    names = (row.answers.get(f"child.{part}", "") for part in ("surname", "given_name", "patronymic"))
    kept = whole_name(child.surname, child.given_name, child.patronymic)
    born = read(field("child.born"), row.answers.get("child.born", ""))
    pairs: tuple[tuple[Message, object, object], ...] = (
        (Message("IIN"), same_child(row), application.child_iin or ""),
        (Message("Name"), fold(whole_name(*names)), fold(kept)),
        (Message("Born"), born, child.born),
        (Message("Language of instruction"), row.answers.get("application.language"), str(application.language)),
    )
    differ = [what for what, listed, stored in pairs if listed != stored]
    return tuple(
        Reason(
            "", Message("Known as № {number}, but there it is another: {what}.", {"number": known.number, "what": one})
        )
        for one in differ
    )


def _known(
    look: Look, channel: Channel, rows: Sequence[PortalRow]
) -> tuple[dict[str, _Known], dict[str, list[_Known]]]:
    """The applications that bear a number or a child's IIN of these rows: the live ones before the others."""
    numbers = sorted({row.number for row in rows if row.number})
    iins = sorted({iin for row in rows if (iin := same_child(row))})
    by_number: dict[str, _Known] = {}
    for some in _pieces(numbers):
        wanted = select(PortalEntry, Application, Child).where(
            PortalEntry.portal == channel,
            col(PortalEntry.number).in_(some),
            Application.id == PortalEntry.application_id,
            Child.application_id == Application.id,
        )
        for entry, application, child in look.session.exec(wanted).all():
            by_number[entry.number] = _Known(application, child, entry)
    by_iin: dict[str, list[_Known]] = {}
    for some in _pieces(iins):
        query = (
            select(Application, Child, PortalEntry)
            .join(Child, col(Child.application_id) == col(Application.id))
            .outerjoin(PortalEntry, col(PortalEntry.application_id) == col(Application.id))
            .where(Application.year == look.year, col(Application.child_iin).in_(some))
            .order_by(col(Application.id))
        )
        for application, child, entry in look.session.exec(query).all():
            by_iin.setdefault(application.child_iin or "", []).append(_Known(application, child, entry))
    for some_known in by_iin.values():
        some_known.sort(key=lambda one: one.application.stage not in LIVE)
    return by_number, by_iin


def _pieces(texts: Sequence[str]) -> Iterable[Sequence[str]]:
    return (texts[at : at + _AT_ONCE] for at in range(0, len(texts), _AT_ONCE))
