"""The class-sets: how full they are, by language; the administrator opens, resizes and closes them."""

import csv
from dataclasses import dataclass

from sqlalchemy import update
from sqlmodel import col, select

from clerk_desk.ledgers.fill import Fill, LanguageFill, fill_for, fill_of
from clerk_desk.ledgers.reasons import reason_said
from clerk_desk.objection import Objection
from clerk_desk.rules.names import ALPHABET, class_letter, sort_key
from clerk_desk.rules.seats import SHIFTS, must_fit
from clerk_desk.work import Look, Work
from data.tables import ClassSet
from data.vocabulary import EventKind, TeachingLanguage


@dataclass(frozen=True, slots=True)
class PlannedSet:
    """A class-set as a list of the director's order gives it."""

    letter: str
    language: TeachingLanguage
    seats: int
    shift: int


def fills(look: Look, year: int | None = None) -> tuple[LanguageFill, ...]:
    """The fill of every class-set of a year (the current one), by language, in the alphabet's order."""
    return fill_of(look, look.year if year is None else year)


def open_set(work: Work, letter: str, language: str, seats: int, shift: int = 1) -> Fill:
    """Open a class-set by the director's order.

    Objection "letter_taken", "letter_form" (one letter of the Kazakh alphabet), "seats_bounds" (1 to 60),
    "shift_bounds" (1 to 3), "language_unknown".
    """
    planned = _planned(letter, language, seats, shift)
    year = work.current_year()
    taken = select(ClassSet.id).where(ClassSet.year == year.year, ClassSet.letter == planned.letter)
    if work.session.exec(taken).first() is not None:
        raise Objection("letter_taken", "There is a class-set 1 «{letter}» already.", letter=planned.letter)
    row = ClassSet(
        year=year.year, letter=planned.letter, language=planned.language, seats=planned.seats, shift=planned.shift
    )
    work.add(row)
    work.record(
        EventKind.CLASS_SET_OPENED,
        class_set=row.letter,
        language=row.language,
        seats=row.seats,
        shift=row.shift,
    )
    return fill_for(work, row.id or 0, row.year)


def resize(work: Work, class_set_id: int, seats: int) -> Fill:
    """Change the seats; never below the accepted. Objection "below_accepted", "seats_bounds"."""
    row = _held(work, class_set_id)
    before = row.seats
    must_fit(seats, row.taken)
    # Guarded in the statement itself: the seats taken are compared where they are kept.
    fitted = work.session.execute(
        update(ClassSet)
        .where(col(ClassSet.id) == class_set_id, col(ClassSet.taken) <= seats)
        .values(seats=seats)
        .execution_options(synchronize_session=False)
    )
    if fitted.rowcount != 1:  # type: ignore[attr-defined]
        raise Objection("below_accepted", "Children were accepted a moment ago: there can be no fewer seats.")
    work.session.refresh(row)
    work.record(EventKind.CLASS_SET_RESIZED, class_set=row.letter, old=before, new=seats)
    return fill_for(work, class_set_id, row.year)


def close(work: Work, class_set_id: int, reason: str) -> Fill:
    """Close a class-set: nobody more is accepted into it. Objection "closed" if it is."""
    said = reason_said(reason)
    row = _held(work, class_set_id)
    if row.closed_at is not None:
        raise Objection("closed", "1 «{letter}» is closed.", letter=row.letter)
    row.closed_at = work.moment
    work.record(EventKind.CLASS_SET_CLOSED, class_set=row.letter, reason=said)
    return fill_for(work, class_set_id, row.year)


def reopen(work: Work, class_set_id: int, reason: str) -> Fill:
    """Open a closed class-set again. Objection "not_closed" if it is open."""
    said = reason_said(reason)
    row = _held(work, class_set_id)
    if row.closed_at is None:
        raise Objection("not_closed", "1 «{letter}» is open.", letter=row.letter)
    row.closed_at = None
    work.record(EventKind.CLASS_SET_REOPENED, class_set=row.letter, reason=said)
    return fill_for(work, class_set_id, row.year)


def load_csv(text: str) -> tuple[PlannedSet, ...]:
    """Read a list of class-sets: columns letter, language, seats, shift (optional), parted by ; or by commas.

    A first line of column names is passed over. Objection "csv" names the line that cannot be read and why;
    nothing is opened by reading.
    """
    lines = text.lstrip("\ufeff").splitlines()
    parted = ";" if any(";" in line for line in lines) else ","
    planned: list[PlannedSet] = []
    for at, cells in enumerate(csv.reader(lines, delimiter=parted), start=1):
        row = [cell.strip() for cell in cells]
        if not any(row) or (at == 1 and row[0].casefold() == "letter"):
            continue
        one = _from_line(at, row)
        if one.letter in {other.letter for other in planned}:
            raise Objection("csv", "Line {line}: 1 «{letter}» is there twice.", line=at, letter=one.letter)
        planned.append(one)
    if not planned:
        raise Objection("csv", "The list names no class-set.")
    return tuple(sorted(planned, key=lambda p: sort_key(p.letter)))


def _from_line(at: int, row: list[str]) -> PlannedSet:
    if len(row) not in (3, 4):
        raise Objection("csv", "Line {line}: it must say letter; language; seats; shift.", line=at)
    numbers = row[2:] if len(row) == 4 and row[3] else [row[2], "1"]
    if not all(number.isascii() and number.isdigit() and len(number) < 4 for number in numbers):
        raise Objection("csv", "Line {line}: seats and shift must be whole numbers.", line=at)
    try:
        return _planned(row[0], row[1], int(numbers[0]), int(numbers[1]))
    except Objection as objection:
        raise Objection("csv", "Line {line}: {why}", line=at, why=objection.message) from None


def _planned(letter: str, language: str, seats: int, shift: int) -> PlannedSet:
    one = class_letter(letter)
    if one is None or one not in ALPHABET:
        raise Objection("letter_form", "A class-set bears one letter of the Kazakh alphabet, like А, Ә or Б.")
    if language not in set(TeachingLanguage):
        raise Objection("language_unknown", "The language of instruction must be one of: kk, ru, ug, uz, tg.")
    must_fit(seats)
    if shift not in SHIFTS:
        raise Objection("shift_bounds", "The shift must be 1, 2 or 3.")
    return PlannedSet(one, TeachingLanguage(language), seats, shift)


def _held(work: Work, class_set_id: int) -> ClassSet:
    row = work.hold(ClassSet, class_set_id)
    work.must_be_current(row.year)
    return row
