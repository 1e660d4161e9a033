"""The book of papers that left the desk: each is stored with all that stands on it, before anything is printed."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, func, select

from clerk_desk.objection import Objection
from clerk_desk.rules.chain import START, canonical
from clerk_desk.rules.numbers import registration
from clerk_desk.rules.paper_code import CLOSE, DRAFT, OUTAGE, code_of
from clerk_desk.rules.papers import LANGUAGES, TITLES, must_be_printable
from clerk_desk.work import HELD, Look, Work
from data.tables import Application, AuditHead, DayClose, Draft, IssuedPaper
from data.vocabulary import EventKind, PaperKind


@dataclass(frozen=True, slots=True)
class Issued:
    """A paper that was stored and may now be printed. `title` is source text; `copy_number` is 0 for the first."""

    paper_id: int
    code: str
    kind: PaperKind
    title: str
    copy_number: int


def issue_paper(
    work: Work,
    kind: PaperKind,
    content: dict[str, Any],
    *,
    languages: tuple[str, ...] = LANGUAGES,
    size: str = "a4",
    application_id: int | None = None,
    draft_id: int | None = None,
    close_id: int | None = None,
    outage_id: int | None = None,
) -> Issued:
    """Store a paper with its code, and write down that it was issued. Every row needed must be held by now.

    `content` is JSON-able (dates and moments become ISO text, and keys are sorted: what has an order is a list).
    Where the trail ends at this moment is put into it as "trail": (count, head), to be printed: a trail that is
    changed later does not fit the papers that families have. Objection "no_language" or "no_such_size".
    """
    chosen = must_be_printable(kind, languages, size)
    work.must_be_allowed(EventKind.PAPER_ISSUED)
    head = work.session.get(AuditHead, 1, with_for_update=HELD, populate_existing=True)
    trail = {"count": head.count, "head": head.hash} if head is not None else {"count": 0, "head": START}
    paper = IssuedPaper(
        kind=kind,
        code="",
        application_id=application_id,
        draft_id=draft_id,
        close_id=close_id,
        outage_id=outage_id,
        languages=",".join(chosen),
        size=size,
        content=json.loads(canonical(content | {"trail": trail})),
        sha256="",
        issued_at=work.moment,
        issued_by=work.member.id,
    )
    return _stored(work, paper)


def issue_copy(work: Work, paper_id: int) -> Issued:
    """Store one more copy of a paper: the same content, marked as a copy, under a code of its own.

    A copy of a copy is a copy of the first paper. Objection "not_there" if there is no such paper.
    """
    seen = work.hold(IssuedPaper, paper_id)
    first = seen if seen.copy_of is None else work.hold(IssuedPaper, seen.copy_of)
    # The trail's end is held before the paper gets its id: so ids are in the order of the lines, as closes need it.
    work.session.get(AuditHead, 1, with_for_update=HELD, populate_existing=True)
    made = select(func.max(IssuedPaper.copy_number)).where(IssuedPaper.copy_of == first.id)
    paper = IssuedPaper(
        kind=first.kind,
        code="",
        application_id=first.application_id,
        draft_id=first.draft_id,
        close_id=first.close_id,
        outage_id=first.outage_id,
        languages=first.languages,
        size=first.size,
        content=first.content,
        sha256="",
        copy_number=(work.session.exec(made).one() or 0) + 1,
        copy_of=first.id,
        issued_at=work.moment,
        issued_by=work.member.id,
    )
    return _stored(work, paper)


def paper_there(look: Look, paper_id: int) -> IssuedPaper:
    """A paper by its id. Objection "not_there" if there is none."""
    paper = look.session.get(IssuedPaper, paper_id)
    if paper is None:
        raise Objection("not_there", "This is no longer in the store. Go back and look again.")
    return paper


def copies_of(look: Look, paper: IssuedPaper) -> int:
    """How many copies were made of a paper."""
    made = select(func.count(col(IssuedPaper.id))).where(IssuedPaper.copy_of == paper.id)
    return look.session.exec(made).one()


def digest_of(paper: IssuedPaper) -> str:
    """SHA-256, in hex, over all that stands on a paper and which one it is; the code is made from it."""
    whole = {
        "kind": str(paper.kind),
        "languages": paper.languages,
        "size": paper.size,
        "content": paper.content,
        "concerns": [paper.application_id, paper.draft_id, paper.close_id, paper.outage_id],
        "copy": [paper.copy_of, paper.copy_number],
        "issued": paper.issued_at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "by": paper.issued_by,
    }
    return hashlib.sha256(canonical(whole).encode()).hexdigest()


def concerns(look: Look, paper: IssuedPaper) -> str:
    """What a paper is about, as its code says it: "2027-0041", "2027-D17", or the year alone."""
    if paper.application_id is not None:
        application = look.session.get_one(Application, paper.application_id)
        return registration(application.year, application.number)
    if paper.draft_id is not None:
        return f"{look.session.get_one(Draft, paper.draft_id).year}-{DRAFT}{paper.draft_id}"
    if paper.close_id is not None:
        close = look.session.get_one(DayClose, paper.close_id)
        return f"{close.year}-{CLOSE}{close.number}"
    return f"{look.year}-{OUTAGE}{paper.outage_id}" if paper.outage_id is not None else f"{look.year}"


def _stored(work: Work, paper: IssuedPaper) -> Issued:
    paper.sha256 = digest_of(paper)
    paper.code = code_of(concerns(work, paper), paper.kind, paper.sha256)
    work.add(paper)
    copied = {"copy": paper.copy_number} if paper.copy_of is not None else {}
    work.record(
        EventKind.PAPER_ISSUED,
        application_id=paper.application_id,
        draft_id=paper.draft_id,
        kind=str(paper.kind),
        code=paper.code,
        languages=paper.languages,
        size=paper.size,
        sha256=paper.sha256,
        **copied,
    )
    return Issued(paper.id or 0, paper.code, paper.kind, TITLES[paper.kind], paper.copy_number)
