"""Which papers F7 offers: those that can be given now, the grey ones with the reason, and those given before."""

from typing import TYPE_CHECKING

from clerk_desk.duties import papers
from clerk_desk.language import LANGUAGES
from clerk_desk.objection import mark
from data.vocabulary import PaperKind
from screens.paper_window import named, put_out_sheet
from screens.printing import let_keys_go, over
from screens.widgets.ways import Way
from screens.windows import Choose

if TYPE_CHECKING:
    from clerk_desk.duties.papers import Offer, PaperCard
    from screens.room import Room


async def ways_of_application(room: "Room", application_id: int) -> list[Way[str]]:
    """Every paper of an application: first what can be given, then what was given, what cannot be given last."""
    possible = await room.ask(papers.offers, application_id) or ()
    given = await room.ask(papers.issued_for, application_id) or ()
    # Nothing is missing of what was received: that list is none of a record's papers.
    now = [possible_way(room, one) for one in possible if one.kind is not PaperKind.MISSING]
    return [
        *(way for way in now if way.enabled),
        *(given_way(room, card) for card in given),
        *(way for way in now if not way.enabled),
    ]


def possible_way(room: "Room", one: "Offer") -> Way[str]:
    """A paper that can be given, or why it cannot."""
    why = "" if one.why_not is None else room.message(one.why_not)
    return Way(f"give_paper('{one.kind}')", room.say(one.title), not why, why)


def given_way(room: "Room", card: "PaperCard") -> Way[str]:
    """A paper that was given: when, by whom, in which languages, and whether it came out."""
    return Way(
        f"given_paper({card.paper_id})", named(room, card.title, card.code, card.copy_number), under=given(room, card)
    )


def given(room: "Room", card: "PaperCard", *, since: bool = True) -> str:
    """How a paper was given, and what changed since, a line each."""
    languages = " + ".join(LANGUAGES[one] for one in card.languages)
    made = room.say(
        mark("made {moment}, {name}; {languages}"), moment=card.issued_at, name=card.issued_by, languages=languages
    )
    speaker, came_out = room.station.speaker, card.printed_at
    if came_out is None:
        printed = room.say(mark("NOT YET PRINTED"))
    elif speaker.date(came_out) == speaker.date(card.issued_at):
        printed = room.say(mark("came out {time}"), time=speaker.time(came_out))
    else:
        printed = room.say(mark("came out {moment}"), moment=came_out)
    told = [f"{made}; {printed}"]
    if since and card.since is not None:
        told.append(room.message(card.since))
    return "\n".join(told)


async def still_to_print(room: "Room") -> "list[PaperCard]":
    """The papers that did not come out yet and are still true; one that is not is made anew from its record."""
    return [one for one in await room.ask(papers.unprinted) or () if one.since is None]


async def ways_of_unprinted(room: "Room") -> list[Way[str]]:
    """One way to all papers that did not come out yet; none if there are none."""
    waiting = await still_to_print(room)
    if not waiting:
        return []
    words = room.station.speaker.several(
        mark("{n} paper not yet printed"), mark("{n} papers not yet printed"), len(waiting)
    )
    return [Way("unprinted_papers", words)]


async def print_later(room: "Room") -> None:
    """Choose among the papers that did not come out yet, and print one after the other."""
    try:
        while True:
            waiting = await still_to_print(room)
            if not waiting:
                return
            ways = [
                Way(one.paper_id, named(room, one.title, one.code, one.copy_number), under=given(room, one))
                for one in waiting
            ]
            window = Choose(room.say(mark("Stored, not yet printed")), ways, broad=True)
            window.holds = True
            chosen = await over(room, window)
            sheet = await room.ask(papers.sheet, chosen) if chosen is not None else None
            if sheet is None or not await put_out_sheet(room, sheet):
                return
    finally:
        await let_keys_go(room)
