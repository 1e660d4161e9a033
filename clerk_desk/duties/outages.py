"""A portal fails: it is written down when it begins and when it ends, and an act tells what was taken meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, func, select

from clerk_desk.ledgers import outages as ledger
from clerk_desk.ledgers.issuing import Issued, issue_copy, issue_paper
from clerk_desk.ledgers.outage_act import act_content
from clerk_desk.ledgers.outages import OutageCard, TakenIn
from clerk_desk.objection import Objection
from clerk_desk.rules.names import clean
from clerk_desk.rules.outages import LONGEST_NOTE, NAMES, begins_at, ends_at, follows
from clerk_desk.work import Look, Work
from data.tables import IssuedPaper, Outage
from data.vocabulary import PORTALS, Channel, EventKind, Noticed, PaperKind

__all__ = ["Journal", "JournalLine", "OutageAct", "OutageCard", "TakenIn", "act", "begin", "end", "issue_act"]


@dataclass(frozen=True, slots=True)
class JournalLine:
    """An outage with the number of applications that were taken on paper in it."""

    outage: OutageCard
    taken: int


@dataclass(frozen=True, slots=True)
class Journal:
    """The newest outages, the newest first; `earlier` counts those that are not among them."""

    lines: tuple[JournalLine, ...]
    earlier: int


@dataclass(frozen=True, slots=True)
class OutageAct:
    """What the act of an outage tells: the outage, and every application taken in it."""

    outage: OutageCard
    taken: tuple[TakenIn, ...]


def running(look: Look) -> tuple[OutageCard, ...]:
    """The outages that run now, the oldest first."""
    return ledger.running(look)


def journal(look: Look, limit: int = 200) -> Journal:
    """The newest outages, each with how many applications were taken in it."""
    cards = ledger.journal(look, limit)
    counted = ledger.counts_taken_in(look, cards)
    known = look.session.exec(select(func.count(col(Outage.id)))).one()
    return Journal(tuple(JournalLine(card, counted[card.id]) for card in cards), known - len(cards))


def act(look: Look, outage_id: int) -> OutageAct:
    """An outage with all that was taken in it. Objection "not_there" if there is no such outage."""
    card = ledger.outage_of(look, outage_id)
    if card is None:
        raise Objection("not_there", "This is no longer in the store. Go back and look again.")
    return OutageAct(card, ledger.taken_in(look, card))


def act_preview(look: Look, outage_id: int) -> dict[str, Any]:
    """What would stand on the act now, in both languages. Objection "not_there" if there is no such outage."""
    told = act(look, outage_id)
    return act_content(look, told.outage, told.taken)


def begin(work: Work, portal: Channel, noticed: Noticed, since: str = "", note: str = "") -> OutageCard:
    """Write down that a portal fails. `since` as a clerk types it: "" for now, "10:05", "01.04 10:05".

    Objection "no_portal", "already_running" if another desk was quicker, "overlaps" an outage of this portal that
    has ended, "too_long" for the note, and those of rules/outages.begins_at.
    """
    if portal not in PORTALS:
        raise Objection("no_portal", "Only a portal can fail: choose which one.")
    moment = begins_at(since, work.moment)
    said = _note(note)
    _must_not_run(work, portal)
    before = work.session.exec(
        select(func.max(Outage.ended_at)).where(Outage.portal == portal, col(Outage.ended_at).is_not(None))
    ).one()
    if not follows(moment, before):
        raise Objection(
            "overlaps",
            "{portal} stands in the journal as failing until {until}. Say a later moment for the new outage.",
            portal=NAMES[portal],
            until=before,
        )
    row = Outage(
        portal=portal,
        noticed=noticed,
        note=said,
        began_at=max(moment, before) if before is not None else moment,
        began_by=work.member.id,
    )
    try:
        with work.session.begin_nested():
            work.add(row)
    except IntegrityError:  # another desk wrote the same down a moment ago
        _must_not_run(work, portal)
        raise
    work.record(EventKind.OUTAGE_BEGUN, outage_id=row.id, portal=portal, noticed=noticed, began=row.began_at, note=said)
    return _card(work, row)


def end(work: Work, outage_id: int, till: str = "", note: str = "") -> OutageCard:
    """Write down that a portal answers again. `till` as a clerk types it: "" for now, "11:20", "01.04 11:20".

    A note is put behind the one there is. Objection "not_there", "ended_already", "too_long" for both notes
    together, and those of rules/outages.ends_at.
    """
    row = work.hold(Outage, outage_id)
    if row.ended_at is not None:
        card = _card(work, row)
        raise Objection(
            "ended_already",
            "{name} has written down already that {portal} answers again, since {moment}.",
            name=card.ended_by,
            portal=NAMES[row.portal],
            moment=row.ended_at,
        )
    row.ended_at = ends_at(till, work.moment, row.began_at)
    row.ended_by = work.member.id
    said = _note(note)
    row.note = _note(" · ".join(part for part in (row.note, said) if part))
    work.add(row)
    work.record(
        EventKind.OUTAGE_ENDED, outage_id=row.id, portal=row.portal, began=row.began_at, ended=row.ended_at, note=said
    )
    return _card(work, row)


def issue_act(work: Work, outage_id: int, languages: Sequence[str] = ("kk", "ru")) -> Issued:
    """Make the act of an outage: which portal, from when to when, and the applications taken in it.

    The act of an outage that still runs says so, and lists what was taken until now. The same act once more, word
    for word, is a marked copy of it. Objection "not_there".
    """
    told = act(work, outage_id)
    content = act_content(work, told.outage, told.taken)
    last = work.session.exec(
        select(IssuedPaper)
        .where(IssuedPaper.outage_id == outage_id, col(IssuedPaper.copy_of).is_(None))
        .order_by(col(IssuedPaper.id).desc())
        .limit(1)
    ).first()
    if last is not None and last.languages == ",".join(languages) and last.content["pages"] == content["pages"]:
        return issue_copy(work, last.id or 0)
    return issue_paper(work, PaperKind.OUTAGE_ACT, content, languages=tuple(languages), outage_id=outage_id)


def _must_not_run(work: Work, portal: Channel) -> None:
    for card in ledger.running(work):
        if card.portal is portal:
            raise Objection(
                "already_running",
                "{name} has written down already that {portal} fails, since {moment}.",
                name=card.began_by,
                portal=NAMES[portal],
                moment=card.began_at,
            )


def _note(text: str) -> str:
    said = clean(text)
    if len(said) > LONGEST_NOTE:
        raise Objection(
            "too_long", "This is longer than {longest} characters: say it more briefly.", longest=LONGEST_NOTE
        )
    return said


def _card(work: Work, row: Outage) -> OutageCard:
    card = ledger.outage_of(work, row.id or 0)
    assert card is not None  # it was written in this transaction
    return card
