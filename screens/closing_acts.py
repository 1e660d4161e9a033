"""What settles a line of the evening: an answer is approved or sent back, a family told, a count typed, words given."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from clerk_desk.desk import new_act
from clerk_desk.duties import closing, papers, telling
from clerk_desk.objection import Objection, mark
from clerk_desk.rules.closing import LONGEST, Check, Item, Looked, Must, explanation_said
from clerk_desk.rules.digits import row_to_digits
from clerk_desk.rules.form import Kind
from screens.going import Go
from screens.widgets.slip import Question
from screens.widgets.ways import Way
from screens.windows import AskFields, Choose

if TYPE_CHECKING:
    from screens.closing_notes import Evening

Doing = Callable[[], Awaitable[bool]]
"""Settles something; True if the page must be looked at anew."""


async def settle(room: "Evening", one: Looked, item: Item | None) -> bool:
    """Let the administrator choose what to do about a line, and do it. True if something changed."""
    if one.check in (Check.FOLDERS, Check.PHOTOS) and (item is None or item.must is Must.COUNT):
        return await count(room)
    if one.check is Check.PRINTED and item is None:
        return await compare(room)
    if item is None:
        return False
    ways = _ways(room, one, item)
    explain = "" if item.explained == "" else room.say(mark("Explained: {words}"), words=item.explained)
    said = f"{room.message(item.message)}\n{explain}".strip()
    chosen = await room.window(Choose(_title(room, item), ways, said))
    return chosen is not None and await chosen()


async def tick(room: "Evening", item: Item) -> bool:
    """Space: approve this answer, or write down that this family was told."""
    if item.check is Check.ANSWERS:
        return await _approve(room, (item,))
    return await _told(room, item)


def _title(room: "Evening", item: Item) -> str:
    return " ".join(part for part in (f"№ {item.number}" if item.number else "", item.name) if part) or room.say(
        mark("What differs")
    )


def _ways(room: "Evening", one: Looked, item: Item) -> list[Way[Doing]]:
    ways = _mending(room, one, item)
    if item.must is Must.EXPLAIN:
        ways.append(Way(lambda: _explain(room, (item,)), room.say(mark("Explain it in words"))))
        alike = tuple(other for other in one.items if not other.settled)
        if len(alike) > 1:
            text = room.say(mark("Explain all {n} of these alike"), n=len(alike))
            ways.append(Way(lambda: _explain(room, alike), text))
    return ways


def _mending(room: "Evening", one: Looked, item: Item) -> list[Way[Doing]]:
    """The ways that take the difference away, instead of explaining it."""
    record: Way[Doing] = Way(lambda: _go(room, "record", item.application_id), room.say(mark("Open the record")))
    match item.check:
        case Check.ANSWERS:
            ways: list[Way[Doing]] = [Way(lambda: _approve(room, (item,)), room.say(mark("Approve this answer")))]
            if len(one.items) > 1:
                text = room.say(mark("Approve all {n} answers"), n=len(one.items))
                ways.append(Way(lambda: _approve(room, one.items), text))
            back = room.say(mark("Send it back with a reason: the application waits again"))
            return [*ways, Way(lambda: _send_back(room, item), back), record]
        case Check.TOLD:
            return [Way(lambda: _told(room, item), room.say(mark("The family was told"))), record]
        case Check.OVERDUE:
            return [record]
        case Check.DRAFTS:
            text = room.say(mark("Open the draft: finish it, or hand it back"))
            return [Way(lambda: _go(room, "intake", item.draft_id), text)]
        case Check.PAPERS:
            return [
                Way(lambda: _print(room, item), room.say(mark("Print it now"))),
                Way(lambda: _came_out(room, item), room.say(mark("It is on paper: it came out"))),
            ]
        case Check.FOLDERS | Check.PHOTOS:
            return [Way(lambda: count(room), room.say(mark("Count again")))]
        case Check.PRINTED:
            return [Way(lambda: compare(room), room.say(mark("Type the signs once more")))]
        case Check.SEATS:
            return [Way(lambda: _go(room, "class_sets"), room.say(mark("Look at the class-sets")))]
        case Check.TRAIL:
            return [Way(lambda: _go(room, "audit"), room.say(mark("Look at the audit")))]
        case _:
            return [Way(lambda: _go(room, "register"), room.say(mark("Look at the register")))]


async def _go(room: "Evening", place: str, *args: object) -> bool:
    room.post_message(Go(place, *args))
    return False


async def _approve(room: "Evening", items: tuple[Item, ...]) -> bool:
    done = await room.do(closing.approve, tuple(item.decision_id for item in items), key=new_act())
    if done is not None and len(items) > 1:
        room.tell(
            room.station.speaker.several(mark("{n} answer is approved."), mark("{n} answers are approved."), done)
        )
    return True  # also if another desk was quicker: then it must be seen


async def _send_back(room: "Evening", item: Item) -> bool:
    key = new_act()

    async def act(reason: str) -> object | None:
        return await room.do(closing.send_back, item.application_id, reason, key=key)

    explain = room.say(
        mark("The answer is taken back, a seat returns, and the application waits with a new due moment.")
    )
    title = room.say(mark("Send № {number} back"), number=item.number)
    done = await room.reasoned(title, room.say(mark("Reason")), act, explain)
    if done is not None:
        room.tell(room.say(mark("№ {number} waits again."), number=item.number))
    return done is not None


async def _told(room: "Evening", item: Item) -> bool:
    done = await room.do(telling.told, item.application_id, key=new_act())
    if done is not None:
        room.tell(room.say(mark("The family of № {number} was told: it is written down."), number=item.number))
    return True


async def _print(room: "Evening", item: Item) -> bool:
    from screens.paper_window import put_out_sheet

    sheet = await room.ask(papers.sheet, paper_of(item))
    if sheet is not None:
        await put_out_sheet(room, sheet)
    return True


async def _came_out(room: "Evening", item: Item) -> bool:
    await room.do(papers.came_out, paper_of(item), key=new_act())
    return True


def paper_of(item: Item) -> int:
    """The paper that an item is about."""
    return int(item.key.partition(":")[2])


async def _explain(room: "Evening", items: tuple[Item, ...]) -> bool:
    async def act(words: str) -> str | None:
        try:
            return explanation_said(words)
        except Objection as objection:
            room.objected(objection)
            return None

    first = items[0]
    title = _title(room, first) if len(items) == 1 else room.say(mark("{n} things alike"), n=len(items))
    explain = f"{room.message(first.message)}\n{room.say(mark('It stands on the daily register, word for word.'))}"
    words = await room.reasoned(title, room.say(mark("What it comes from")), act, explain, LONGEST)
    if words is None:
        return False
    room.explain([item.key for item in items], words)
    return True


async def count(room: "Evening") -> bool:
    """Type in what was counted on the desk. What the records say is shown only afterwards: a till is counted blind."""
    form = room.form
    questions = [
        Question("folders", room.say(mark("Folders")), _number(form.folders), kind=Kind.COUNT, longest=4),
        Question(
            "photo_pairs", room.say(mark("Pairs of photos")), _number(form.photo_pairs), kind=Kind.COUNT, longest=4
        ),
    ]
    explain = room.say(
        mark(
            "Count the folders of what was received on paper since the last close and lies on the desk, and the pairs "
            "of photos in them. What a family took back is not counted."
        )
    )
    answers = await room.window(AskFields(room.say(mark("Counted on the desk")), questions, explain))
    if answers is None:
        return False
    folders, pairs = (row_to_digits(answers[name]) for name in ("folders", "photo_pairs"))
    if not (folders.isdecimal() and pairs.isdecimal()):
        room.tell(room.say(mark("These are no numbers: count once more.")), "warning")
        return False
    room.note(folders=int(folders), photo_pairs=int(pairs))
    return True


async def compare(room: "Evening") -> bool:
    """Type the last signs of the register that was printed last: only paper proves that the trail was not made anew."""
    asked = Question("printed", room.say(mark("Last 8 signs")), room.form.printed, required=False, longest=20)
    explain = room.say(
        mark("The register of the last close bears the trail's end in large signs. Type its last eight as they stand.")
    )
    answers = await room.window(AskFields(room.say(mark("The register that was printed last")), [asked], explain))
    if answers is None:
        return False
    room.note(printed=answers["printed"])
    return True


def _number(counted: int | None) -> str:
    return "" if counted is None else str(counted)
