"""Which paper may be given when, and what a paper says, line by line: the same for the sheet and for the screen."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clerk_desk.objection import Message, Objection, mark
from data.vocabulary import Channel, PaperKind, Stage

LANGUAGES = ("kk", "ru")
"""The languages of the papers; both stand on a paper unless the family chooses one."""

SIZES = ("a4", "a5")

_K = PaperKind

TITLES: Mapping[PaperKind, str] = {
    _K.RECEIPT: mark("Receipt"),
    _K.MISSING: mark("List of what is missing"),
    _K.ACCEPTANCE: mark("Notice of acceptance"),
    _K.REFUSAL: mark("Reasoned refusal"),
    _K.WITHDRAWAL: mark("Withdrawal slip"),
    _K.APPLICATION_FORM: mark("Application of the set form"),
    _K.DAILY_REGISTER: mark("Daily register"),
    _K.OUTAGE_ACT: mark("Act of an outage"),
    _K.ORDER_DRAFT: mark("Draft of the enrolment order"),
}
"""What a paper is called at the desk, as source text for the catalogues."""

_OF_A_STAGE: Mapping[Stage, tuple[PaperKind, ...]] = {
    Stage.RECEIVED: (_K.RECEIPT, _K.APPLICATION_FORM),
    Stage.ACCEPTED: (_K.ACCEPTANCE, _K.RECEIPT, _K.APPLICATION_FORM),
    Stage.REFUSED: (_K.REFUSAL, _K.RECEIPT, _K.APPLICATION_FORM),
    Stage.WITHDRAWN: (_K.WITHDRAWAL, _K.RECEIPT),
}
OF_A_DRAFT = (_K.MISSING, _K.APPLICATION_FORM)
"""The papers of a family whose documents are not received yet."""

FOR_FAMILIES = (_K.ACCEPTANCE, _K.REFUSAL, _K.WITHDRAWAL, _K.RECEIPT, _K.MISSING, _K.APPLICATION_FORM)

_WHY_NOT: Mapping[PaperKind, str] = {
    _K.RECEIPT: mark("It came through a portal: the receipt was given there."),
    _K.MISSING: mark("These documents are received: nothing is missing."),
    _K.ACCEPTANCE: mark("This application is not accepted now: there is no acceptance to be told."),
    _K.REFUSAL: mark("This application is not refused now: there is no refusal to be told."),
    _K.WITHDRAWAL: mark("This application is not withdrawn: withdraw it first."),
    _K.APPLICATION_FORM: mark("This application is withdrawn: there is nothing more to sign."),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that typesetting needs of a paper. `content` is all that stands on it, as it is stored.

    `code` is "" on a paper that is only looked at before it is issued. `issued_at` (aware) is the date inside the
    PDF. `title` is source text.
    """

    paper_id: int
    kind: PaperKind
    code: str
    title: str
    languages: tuple[str, ...]
    size: str
    content: dict[str, Any]
    copy_number: int
    issued_at: dt.datetime


def papers_for(stage: Stage | None, channel: Channel = Channel.PAPER) -> tuple[PaperKind, ...]:
    """The papers that may be given in a stage, the one that is due first; None is a draft, which has no stage."""
    if stage is None:
        return OF_A_DRAFT
    kinds = _OF_A_STAGE[stage]
    if channel is Channel.PAPER:
        return kinds
    return tuple(kind for kind in kinds if kind not in (_K.RECEIPT, _K.APPLICATION_FORM))


def why_not(kind: PaperKind, stage: Stage | None, channel: Channel = Channel.PAPER) -> Message | None:
    """Why this paper cannot be given now, in a sentence; None if it can."""
    if kind in papers_for(stage, channel):
        return None
    if kind not in _WHY_NOT:
        return Message("This paper is not for a family.")
    if stage is None and kind is not _K.MISSING:
        return Message("These documents are not received yet: receive them first.")
    if kind is _K.APPLICATION_FORM and channel is not Channel.PAPER:
        return Message("It came through a portal: the application was signed there.")
    return Message(_WHY_NOT[kind])


def must_be_possible(kind: PaperKind, stage: Stage | None, channel: Channel = Channel.PAPER) -> None:
    """Objection "no_such_paper_now" with the reason, if this paper cannot be given now."""
    why = why_not(kind, stage, channel)
    if why is not None:
        raise Objection("no_such_paper_now", "{why}", why=why)


def must_be_printable(kind: PaperKind, languages: Sequence[str], size: str) -> tuple[str, ...]:
    """The languages in their order, each once. Objection "no_language" or "no_such_size" otherwise.

    A5 is for the receipt alone.
    """
    chosen = tuple(language for language in LANGUAGES if language in languages)
    if not chosen or set(languages) - set(LANGUAGES):
        raise Objection("no_language", "Choose Kazakh, Russian, or both.")
    if size not in SIZES or (size == "a5" and kind is not _K.RECEIPT):
        raise Objection("no_such_size", "Only the receipt is printed on A5; every other paper is printed on A4.")
    return chosen


_TICKS = {"done": "[×]", "missing": "[ ]", "not_asked": "[–]"}
_BLANK = "______"


def as_lines(content: Mapping[str, Any], language: str) -> list[str]:
    """The paper as plain lines, in one of its languages: to be looked at before it is printed, or read out.

    An empty string is an empty line. A content without pages, as of an office's list, has no lines.
    """
    page = content.get("pages", {}).get(language)
    if page is None:
        return []
    lines = [page["school"], page["title"], *filter(None, (page.get("under", ""),))]
    for part in page["parts"]:
        lines += ["", *filter(None, (part.get("heading", ""),)), *_part_lines(part)]
    return lines


def _part_lines(part: Mapping[str, Any]) -> Iterator[str]:
    for row in part.get("rows", ()):
        match part["kind"]:
            case "ticks":
                yield f"{_TICKS[row['state']]} {row['name']}" + (f" — {row['note']}" if row["note"] else "")
            case "form":
                yield f"{row['label']}: {row['value'] or _BLANK}"
            case "signs":
                yield f"{row['label']}: {_BLANK} {row['name']}".rstrip()
            case _:
                yield f"{row['label']}: {row['value']}"
    numbered = part["kind"] == "numbered"
    for number, line in enumerate(part.get("lines", ()), 1):
        yield f"{number}. {line}" if numbered else line
