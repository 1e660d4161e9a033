"""A row of a portal's list under the rules: the same answers and the same checks as of a paper that is typed in.

What cannot be read holds a row up only where the application needs it. Anything else that is wrong is left out and
said, so that no family loses its place for the sake of an e-mail address.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from clerk_desk.clock import local
from clerk_desk.objection import Message, Objection, mark
from clerk_desk.rules import dates, iin, portal_words
from clerk_desk.rules.catch_up import portal_number
from clerk_desk.rules.checks import check
from clerk_desk.rules.circumstances import Circumstances
from clerk_desk.rules.form import asked_fields, field, required
from clerk_desk.rules.online import CHANNEL
from clerk_desk.rules.portal_columns import (
    APPLICANT,
    CHILD,
    MOMENT,
    NUMBER,
    PASSED_OVER,
    TIME,
    MappedColumn,
    label_of,
)
from clerk_desk.rules.reading import read
from data.vocabulary import Catchment, Channel

LONGEST_CELL = 1_000
_LOST = "?"
_TOLD_BY_IIN = frozenset({"child.born", "child.sex"})
_NEVER_LEFT_OUT = _TOLD_BY_IIN | {"child.iin"}


@dataclass(frozen=True, slots=True)
class Reason:
    """What is wrong in a row: of which column ("" for the row as a whole), and what to do."""

    column: str
    message: Message


@dataclass(frozen=True, slots=True)
class PortalRow:
    """A row as it was read. `line` is its number as the spreadsheet counts; `number` is the portal's, or "".

    `moment` (aware) is when the family applied on the portal, None where the list does not say. With any `reasons`
    the row cannot be taken in; `left_out` is what is wrong and not needed: it is not among the `answers`.
    """

    line: int
    number: str
    moment: dt.datetime | None
    answers: dict[str, str]
    reasons: tuple[Reason, ...] = ()
    left_out: tuple[Reason, ...] = ()


def read_row(
    line: int,
    cells: Sequence[str],
    columns: Sequence[MappedColumn],
    channel: Channel,
    on: Circumstances,
    now: dt.datetime,
) -> PortalRow:
    """A row read and checked. `on` says what it is held against; its day is the portal's moment, or `now` (aware)."""
    raw = {one.field: one for one in columns if one.field not in ("", PASSED_OVER)}
    said = {name: cells[one.at] for name, one in raw.items() if one.at < len(cells) and cells[one.at].strip()}
    heads = {name: one.head or label_of(name) for name, one in raw.items()}
    reasons = [Reason(heads[name], text) for name, cell in said.items() if (text := _no_text(cell)) is not None]
    if reasons:
        return PortalRow(line, "", None, {CHANNEL: str(channel)}, tuple(reasons))
    meant = {name: portal_words.meant(cell) for name, cell in said.items()}
    number, too_long = _number(meant.pop(NUMBER, ""))
    moment, wrong = _moment(meant.pop(MOMENT, ""), meant.pop(TIME, ""), heads, now)
    answers = {CHANNEL: str(channel), "application.catchment": str(Catchment.UNKNOWN)} | _answers(meant)
    row = PortalRow(line, number, moment, answers)
    if too_long:
        wrong.append(Reason(heads[NUMBER], Message("This is no number of an application: it is too long.")))
    return _checked(row, heads, on, local(moment or now).date(), wrong)


def _number(text: str) -> tuple[str, bool]:
    """The portal's number as one that is keyed in is kept, "" if there is none; and whether it is too long for one."""
    try:
        return portal_number(text), False
    except Objection as objection:
        return "", objection.code == "number_too_long"


def _no_text(cell: str) -> Message | None:
    """Why a cell is not read at all; None for an ordinary one."""
    if len(cell) > LONGEST_CELL:
        return Message("This cell holds {n} characters: it is no answer. Shorten it.", {"n": len(cell)})
    if portal_words.is_formula(cell):
        return Message("This cell holds a formula: paste it as a value, then take the list in again.")
    return None


def _moment(
    text: str, time: str, heads: Mapping[str, str], now: dt.datetime
) -> tuple[dt.datetime | None, list[Reason]]:
    if not text:
        return None, []
    read_so = portal_words.moment(text, time)
    if read_so is None:
        return None, [Reason(heads[MOMENT], Message("This is no moment. Write it as 01.04.2027 09:00."))]
    found, exact = read_so
    if not exact and local(found).date() == local(now).date():
        found = min(found, now)  # the day is not over: it came by now at the latest
    if found > now:
        return None, [Reason(heads[MOMENT], Message("This moment lies ahead: compare it with the portal."))]
    return found.astimezone(dt.UTC), []


def _answers(meant: Mapping[str, str]) -> dict[str, str]:
    """The form's answers that the cells give; date of birth and sex follow from the child's IIN where not said."""
    answers: dict[str, str] = {}
    for whole, whose in ((CHILD, "child"), (APPLICANT, "applicant")):
        names = portal_words.whole_name(meant.get(whole, ""))
        parts = zip(("surname", "given_name", "patronymic"), names, strict=True)
        answers |= {f"{whose}.{part}": name for part, name in parts if name}
    for name, text in meant.items():
        if name not in (CHILD, APPLICANT) and text:
            answers[name] = portal_words.answer(field(name), text)
    told = iin.parts(answers.get("child.iin", ""))
    if told is not None and told.born is not None and "child.born" not in answers:
        answers["child.born"] = dates.show(told.born)
    if told is not None and told.sex is not None and "child.sex" not in answers:
        answers["child.sex"] = str(told.sex)
    return answers


def _checked(
    row: PortalRow, heads: Mapping[str, str], on: Circumstances, day: dt.date, wrong: Sequence[Reason]
) -> PortalRow:
    """The row with what the rules say of it."""
    at = replace(on, today=day)
    answers, reasons, left_out = dict(row.answers), list(wrong), []
    if day not in on.window:
        reasons.append(Reason(heads.get(MOMENT, ""), _outside(on)))
    said = answers.get("child.iin", "")
    for question in asked_fields(answers):
        name = question.name
        errors = [remark for remark in check(name, answers, at) if remark.blocks]
        reason = next((Reason(_head(name, heads), remark.message) for remark in errors), None)
        if reason is None:
            reason = _letters_lost(name, answers, heads)
        if reason is None:
            continue
        if name in _TOLD_BY_IIN and name not in answers and said and iin.parts(said) is None:
            continue  # it would have followed from the IIN, of which enough is said
        if required(question, answers) or name in _NEVER_LEFT_OUT:
            reasons.append(_in_a_list(name, answers, reason))
        else:
            left_out.append(reason)
            answers.pop(name, None)
    return replace(row, answers=answers, reasons=tuple(reasons), left_out=tuple(left_out))


def _outside(on: Circumstances) -> Message:
    text = mark("Applied outside the days of the intake, {opens} to {closes}: answer it in the portal.")
    return Message(text, {"opens": on.window.opens, "closes": on.window.closes})


def _letters_lost(name: str, answers: Mapping[str, str], heads: Mapping[str, str]) -> Reason | None:
    """A Kazakh letter that a file could not hold stands there as a question mark: the name is not the child's."""
    if _LOST not in answers.get(name, "") or not name.endswith(("surname", "given_name", "patronymic")):
        return None
    text = mark("Letters were lost, they stand as “?”: save the list as CSV UTF-8 or XLSX, then take it in again.")
    return Reason(_head(name, heads), Message(text))


def _head(name: str, heads: Mapping[str, str]) -> str:
    """The column that a field came from: its own, or that of the whole name."""
    whole = {"child": CHILD, "applicant": APPLICANT}.get(name.partition(".")[0], "")
    if name not in heads and name in _TOLD_BY_IIN:
        return heads.get("child.iin", "")
    if name not in heads and name.endswith(("surname", "given_name", "patronymic")):
        return heads.get(whole, "")
    return heads.get(name, "")


_EMPTY = {
    "child.no_iin_reason": Message("The IIN is missing, and no reason is said: ask the family, or look in the portal."),
    "child.given_name": Message("The given name is missing: surname and given name are both needed."),
    "applicant.given_name": Message("The given name is missing: surname and given name are both needed."),
    "application.language": Message("The language of instruction is missing: look in the portal."),
}


def _in_a_list(name: str, answers: Mapping[str, str], reason: Reason) -> Reason:
    """The sentence as it fits a list, where nobody sits at the counter to be asked."""
    if answers.get(name, "").strip():
        if name == "application.language":
            text = Message(
                "This language is not known: {said}. Write it as қазақша or русский.", {"said": answers[name]}
            )
            return Reason(reason.column, text)
        return reason
    return Reason(reason.column, _EMPTY.get(name, Message("{field} is missing.", {"field": Message(label_of(name))})))


def same_child(row: PortalRow) -> str:
    """The child's IIN in the row (12 digits), or ""."""
    return str(read(field("child.iin"), row.answers.get("child.iin", "")) or "")
