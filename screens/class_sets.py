"""The class-sets: letter, language, shift, seats, accepted, waiting, free; the administrator opens, resizes, closes."""

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from clerk_desk.desk import new_act
from clerk_desk.duties import class_sets
from clerk_desk.ledgers.fill import Fill, LanguageFill
from clerk_desk.objection import mark
from clerk_desk.rules.digits import row_to_digits
from clerk_desk.rules.form import Kind, language_name
from data.vocabulary import EventKind, TeachingLanguage
from screens.list_room import ListRoom
from screens.record_seats import left_words
from screens.station import Station
from screens.talking import talk
from screens.widgets.fill_bar import fill_bar
from screens.widgets.ledger import Column, Ledger, Row
from screens.widgets.slip import Question
from screens.widgets.ways import Way
from screens.windows import Choose

Doing = Callable[[Fill | None], Awaitable[bool]]
"""An act on the class-set in hand; True if something changed."""

_BAR, _BROAD_BAR = 14, 40


class ClassSetsScreen(ListRoom):
    """One list, parted by language; the sums of a language stand in its heading."""

    PLACE = "class_sets"
    CSS_PATH = "class_sets.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f6", "change", mark("Change"), id="act", tooltip=mark("Open, resize, close a class-set")),
    ]

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self._fills: tuple[LanguageFill, ...] = ()

    def body(self) -> ComposeResult:
        """The heading and the list."""
        yield Static(id="title", markup=False)
        yield Ledger(
            Column(self.say(mark("class")), 12),
            Column(self.say(mark("shift")), 6, right=True, wide=70),
            Column(self.say(mark("seats")), 8, right=True),
            Column(self.say(mark("accepted")), 10, right=True),
            Column(self.say(mark("waiting")), 10, right=True),
            Column(self.say(mark("free")), 8, right=True),
            Column("", _BROAD_BAR),
            id="list",
        )

    async def load(self) -> None:
        """Fetch the fill; the cursor stays where it was."""
        fills = await self.ask(class_sets.fills)
        if fills is None:
            return
        self._fills = fills
        self._show()

    def on_resize(self) -> None:
        """The bars are as long as there is room."""
        if self._fills:
            self.call_after_refresh(self._show)

    def _show(self) -> None:
        legend = self.say(mark("▓ accepted  ▒ waiting  · free"))
        title = Content.assemble((self.say(mark("CLASS-SETS")), "bold"), (f"   {legend}", "$quiet"))
        self.query_one("#title", Static).update(title)
        rows: list[Row] = []
        for language in self._fills:
            rows.extend(self._language(language, first=not rows))
        empty = self.say(mark("No class-set is open. F6 opens one."))
        self.query_one(Ledger).show(rows, empty)

    def _language(self, language: LanguageFill, *, first: bool) -> list[Row]:
        blank = [Row(f"gap-{language.language}", ("",) * 7, stop=False)] if not first else []
        numbers = (language.seats, language.taken, language.waiting, language.free)
        sums = tuple(Content.styled(str(n), "bold") for n in numbers)
        name = Content.styled(language_name(language.language), "bold")
        head = Row(f"head-{language.language}", (name, "", *sums, ""), stop=False)
        return [*blank, head, *(self._set(one) for one in language.sets)]

    def _set(self, one: Fill) -> Row:
        left, tone = left_words(one, self.station.speaker)
        free = Content.styled(left if one.closed or not one.free else str(one.free), tone)
        width = _BROAD_BAR if self.app.size.width >= 110 else _BAR
        bar = fill_bar(one.taken, one.waiting, one.seats, width)
        numbers = (str(one.shift), str(one.seats), str(one.taken), str(one.waiting) if one.waiting else "")
        return Row(str(one.class_set_id), (f"  1 «{one.letter}»", *numbers, free, bar))

    def _in_hand(self) -> Fill | None:
        at = self.query_one(Ledger).at
        sets = [one for language in self._fills for one in language.sets]
        return next((one for one in sets if str(one.class_set_id) == at), None)

    # Papers and acts

    def papers(self) -> list[tuple[str, str, bool, str]]:
        """F7: who is accepted, class by class, as the draft of the order."""
        words = self.say(mark("Draft of the enrolment order: to see, print or save"))
        return [("app.go('enrolment_order')", words, True, ""), *super().papers()]

    @talk
    async def action_change(self) -> None:
        """What can be done with the class-set in hand, or a new one."""
        one = self._in_hand()
        ways: list[Way[Doing]] = [self.way(self._open_one, mark("Open a new class-set"), EventKind.CLASS_SET_OPENED)]
        if one is not None:
            name = f"1 «{one.letter}»"
            ways.append(
                self.way(self._resize, mark("Change the seats of {name}"), EventKind.CLASS_SET_RESIZED, name=name)
            )
            if one.closed:
                ways.append(self.way(self._reopen, mark("Open {name} again"), EventKind.CLASS_SET_REOPENED, name=name))
            else:
                ways.append(self.way(self._close, mark("Close {name}"), EventKind.CLASS_SET_CLOSED, name=name))
        doing = await self.window(Choose(self.say(mark("Class-sets")), ways))
        if doing is not None and await doing(one):
            await self.load()

    async def _open_one(self, _one: Fill | None) -> bool:
        ways = [Way(str(language), language_name(language)) for language in TeachingLanguage]
        title = self.say(mark("Open a new class-set"))
        language = await self.window(Choose(title, ways, self.say(mark("In which language does it teach?"))))
        if language is None:
            return False
        key = new_act()
        questions = [
            Question("letter", self.say(mark("Letter")), longest=3),
            self._seats("25"),
            Question("shift", self.say(mark("Shift")), "1", kind=Kind.COUNT, longest=1),
        ]

        async def act(given: dict[str, str]) -> Fill | None:
            seats, shift = self._number(given["seats"]), self._number(given["shift"])
            if seats is None or shift is None:
                return None
            return await self.do(class_sets.open_set, given["letter"], language, seats, shift, key=key)

        done = await self.filled_in(title, questions, act, language_name(language))
        return self._done(done, mark("1 «{letter}» is open. Seats: {seats}."))

    async def _resize(self, one: Fill | None) -> bool:
        assert one is not None
        key = new_act()

        async def act(given: dict[str, str]) -> Fill | None:
            seats = self._number(given["seats"])
            return None if seats is None else await self.do(class_sets.resize, one.class_set_id, seats, key=key)

        title = self.say(mark("Change the seats of {name}"), name=f"1 «{one.letter}»")
        explain = self.say(mark("{seats} seats now; {taken} accepted."), seats=one.seats, taken=one.taken)
        done = await self.filled_in(title, [self._seats(str(one.seats))], act, explain)
        return self._done(done, mark("1 «{letter}» has {seats} seats now."))

    async def _close(self, one: Fill | None) -> bool:
        assert one is not None
        key = new_act()

        async def act(reason: str) -> Fill | None:
            return await self.do(class_sets.close, one.class_set_id, reason, key=key)

        title = self.say(mark("Close {name}"), name=f"1 «{one.letter}»")
        explain = self.say(mark("Nobody more is accepted into it; the {taken} accepted stay."), taken=one.taken)
        done = await self.reasoned(title, self.say(mark("Reason")), act, explain)
        return self._done(done, mark("1 «{letter}» is closed."))

    async def _reopen(self, one: Fill | None) -> bool:
        assert one is not None
        key = new_act()

        async def act(reason: str) -> Fill | None:
            return await self.do(class_sets.reopen, one.class_set_id, reason, key=key)

        title = self.say(mark("Open {name} again"), name=f"1 «{one.letter}»")
        done = await self.reasoned(title, self.say(mark("Reason")), act)
        return self._done(done, mark("1 «{letter}» is open. Seats: {seats}."))

    def _seats(self, preset: str) -> Question:
        return Question("seats", self.say(mark("Seats")), preset, kind=Kind.COUNT, longest=2)

    def _number(self, text: str) -> int | None:
        digits = row_to_digits(text)
        if digits.isascii() and digits.isdigit() and len(digits) < 4:
            return int(digits)
        self.overheard(self.say(mark("Seats and shift are whole numbers.")))
        return None

    def _done(self, fill: Fill | None, words: str) -> bool:
        if fill is None:
            return False
        self.tell(self.say(words, letter=fill.letter, seats=fill.seats))
        return True
