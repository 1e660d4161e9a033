"""The page of the evening as rows: each check with its sign, what differs under it, and what was said of it."""

from collections.abc import Callable, Mapping, Sequence

from rich.cells import cell_len
from textual.content import Content

from clerk_desk.duties.closing import CloseCard, ClosingState
from clerk_desk.language import Speaker
from clerk_desk.objection import Message, mark
from clerk_desk.rules.closing import Check, Item, Looked, Must
from screens.plain import plain
from screens.widgets.field import wrapped
from screens.widgets.ledger import Row

CHECKS: Mapping[Check, str] = {
    Check.BALANCE: mark("Balance"),
    Check.ANSWERS: mark("Answers"),
    Check.TOLD: mark("Told"),
    Check.OVERDUE: mark("Overdue"),
    Check.DRAFTS: mark("Drafts"),
    Check.PAPERS: mark("Papers"),
    Check.FOLDERS: mark("Folders"),
    Check.PHOTOS: mark("Photos"),
    Check.PRINTED: mark("Last register"),
    Check.YEAR: mark("The year"),
    Check.SEATS: mark("Seats"),
    Check.NUMBERS: mark("Numbers"),
    Check.TRAIL: mark("Trail"),
}

NAMES = 14
"""Cells of the column with the checks' names and the applications' numbers."""

_GAPS = 5
"""Cells for the sign and between the columns."""

RIGHT, OPEN, WRONG = ("✔", "$success"), ("·", "$quiet"), ("!", "bold $error")

Say = Callable[..., str]


def before_it(state: ClosingState, say: Say) -> str:
    """What the last close was, and since when nothing was closed."""
    last = state.last
    if last is None:
        return say(mark("No day was closed at this desk yet: this close takes in all of it."))
    facts = {"number": last.number, "moment": last.closed_at, "name": last.closed_by}
    if state.since is not None and state.since < state.date:
        text = mark("Last close: № {number}, {moment}, {name}. Acts since {since} are open: this close takes them in.")
        return say(text, since=state.since, **facts)
    return say(mark("Last close: № {number}, {moment}, {name}. F7 lists all."), **facts)


def sentence_of(state: ClosingState, in_the_way: Message | None, speaker: Speaker) -> tuple[str, str]:
    """What is to be done now, in a sentence, and its tone. `in_the_way` is named if F6 met it."""
    if state.closed is not None:
        text = mark("The day is closed, as № {number}. What is done now comes into the next close.")
        return speaker.say(text, number=state.closed.number), "$success"
    standing = len(state.standing)
    if standing and in_the_way is not None:
        return speaker.say(mark("This stands in the way: {what} Enter settles it."), what=in_the_way), "bold $error"
    if standing:
        one = mark("{n} thing stands in the way: F8 goes to it.")
        many = mark("{n} things stand in the way: F8 goes from one to the next.")
        return speaker.several(one, many, standing), "bold $warning"
    return speaker.say(mark("Ready: F6 closes the day as № {number}."), number=state.number), "bold $success"


def said_of(item: Item) -> Message:
    """An item as one sentence, with whose it is."""
    if item.must is Must.COUNT:
        return Message(mark("Count what lies on the desk, and type it in."))
    if not item.number:
        return item.message
    return Message("№ {number}: {what}", {"number": item.number, "what": item.message})


def rows_of(state: ClosingState, width: int, say: Say, message: Callable[[Message], str]) -> list[Row]:
    """Every line of the page for a list of `width` cells. The cursor stands only where something can be done."""
    room = max(20, width - NAMES - _GAPS)
    rows: list[Row] = []
    for one in state.checks:
        rows.extend(_check(one, room, say, message))
    return rows


def told_of(one: CloseCard, say: Say, message: Callable[[Message], str]) -> list[str]:
    """What a close counted, and each difference with its explanation: a line each."""
    counted = say(
        mark("{received} received, {accepted} accepted, {refused} refused, {waiting} waiting."),
        received=one.received,
        accepted=one.accepted,
        refused=one.refused,
        waiting=one.waiting,
    )
    desk = say(mark("On the desk: folders {folders}, photo pairs {pairs}."), folders=one.folders, pairs=one.photo_pairs)
    end = say(mark("The trail ends in {tail}, as the register says."), tail=one.tail)
    explained = (f"{number} {message(what)} “{words}”".strip() for number, what, words in one.differences)
    return [counted, desk, end, *explained]


def rows_of_close(one: CloseCard, width: int, say: Say, message: Callable[[Message], str]) -> list[Row]:
    """What a close counted, as lines in which nothing can be done any more."""
    told, room = told_of(one, say, message), max(20, width - 2)
    lines = [_lines(f"close:{at}", (" ", ""), Content(""), line, room, stop=False) for at, line in enumerate(told)]
    return [row for line in lines for row in line]


def alone(one: Looked) -> Item | None:
    """The item that is the whole check, so that both share a line: a count, a chain."""
    if len(one.items) == 1 and (one.items[0].message == one.message or one.items[0].must is Must.COUNT):
        return one.items[0]
    return None


def key_of(one: Looked) -> str:
    """The key of a check's own line."""
    item = alone(one)
    return item.key if item is not None else f"check:{one.check}"


def _check(one: Looked, room: int, say: Say, message: Callable[[Message], str]) -> list[Row]:
    item = alone(one)
    sign = WRONG if not one.settled else OPEN if one.items or one.open else RIGHT
    name = Content.styled(say(CHECKS[one.check]), "bold" if sign is WRONG else "")
    stops = item is not None or one.open or one.check in (Check.FOLDERS, Check.PHOTOS)
    tone = "$quiet" if sign is OPEN and not one.items else ""
    rows = _lines(key_of(one), sign, name, message(one.message), room, stop=stops, tone=tone)
    if item is not None:
        return [*rows, *_explained(item, room)]
    for each in one.items:
        rows.extend(_item(each, room, say, message))
    return rows


def _item(item: Item, room: int, say: Say, message: Callable[[Message], str]) -> list[Row]:
    code = item.number if item.check is Check.PAPERS else ""
    name = item.name or (say(mark("(no name yet)")) if item.check is Check.DRAFTS else "")
    words = "  ".join(part for part in (plain(name), message(item.message), plain(code)) if part)
    number = Content("" if code else plain(item.number))
    return [*_lines(item.key, OPEN if item.settled else WRONG, number, words, room), *_explained(item, room)]


def _explained(item: Item, room: int) -> list[Row]:
    if not item.explained:
        return []
    blank = (" ", "")
    return _lines(f"{item.key}:explained", blank, Content(""), f"“{item.explained}”", room, stop=False, tone="$quiet")


def _lines(
    key: str, sign: tuple[str, str], name: Content, words: str, room: int, *, stop: bool = True, tone: str = ""
) -> list[Row]:
    """One row, and under it as many as its words need; the cursor stands on the first."""
    lines = _broken(words, room)
    name = name.pad_right(max(0, NAMES - name.cell_length))  # the ledger asks only rows in reach how wide they are
    first = Row(key, (Content.styled(*sign), name, Content.styled(lines[0], tone)), stop=stop)
    more = [
        Row(f"{key}:{at}", ("", "", Content.styled(line, tone)), stop=False) for at, line in enumerate(lines[1:], 1)
    ]
    return [first, *more]


def _broken(words: str, room: int) -> Sequence[str]:
    parts = [(word, "") for word in plain(words).split(" ")]
    if cell_len(words) <= room:
        return [plain(words)]
    if " = " in words:  # a sum is read better when it breaks at its sign
        left, right = words.split(" = ", 1)
        return [plain(left), *_broken(f"= {right}", room)]
    return ["".join(text for text, _ in line) for line in wrapped(parts, room, " ")] or [""]
