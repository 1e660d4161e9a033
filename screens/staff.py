"""The staff: who may sign in here; administrators appoint, dismiss, give new passwords; everyone changes their own."""

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from clerk_desk.desk import new_act
from clerk_desk.duties import staff
from clerk_desk.duties.staff import StaffCard
from clerk_desk.objection import mark
from data.vocabulary import EventKind
from screens.list_room import ListRoom
from screens.plain import plain
from screens.station import Station
from screens.talking import talk
from screens.widgets.ledger import Column, Ledger, Row
from screens.widgets.slip import Question
from screens.widgets.ways import Way
from screens.windows import AskText, Choose, Confirm
from screens.words import ROLES

Doing = Callable[[StaffCard | None], Awaitable[bool]]


class StaffScreen(ListRoom):
    """The list of the staff, those present first; F6 is what can be done with the person in hand."""

    PLACE = "staff"
    CSS_PATH = "staff.tcss"
    TALKS: ClassVar[frozenset[str]] = frozenset({"change", "own_password"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f6", "change", mark("Change"), id="act", tooltip=mark("Appoint, dismiss, give a new password")),
        Binding(
            "8,ү,Ү",
            "own_password",
            mark("Change my password"),
            id="own_password",
            tooltip=mark("Your own password, with the old one"),
            show=False,
        ),
    ]

    def __init__(self, station: Station, first: str = "") -> None:
        """`first` is "own_password" where one came to change it."""
        super().__init__(station)
        self._first = first
        self._staff: tuple[StaffCard, ...] = ()

    def body(self) -> ComposeResult:
        """The heading and the list."""
        yield Static(Content.styled(self.say(mark("STAFF")), "bold"), id="title")
        yield Ledger(
            Column(self.say(mark("name")), grows=True),
            Column(self.say(mark("signs in as")), 20),
            Column(self.say(mark("role")), 14),
            Column(self.say(mark("appointed")), 10),
            Column(self.say(mark("dismissed")), 10),
            id="list",
        )

    async def load(self) -> None:
        """Fetch the staff."""
        people = await self.ask(staff.staff)
        if people is None:
            return
        self._staff = people
        self.query_one(Ledger).show([self._row(one) for one in people], self.say(mark("Nobody is on the staff.")))
        if self._first:
            self._first, self.args = "", ()
            self.action_own_password()

    def _row(self, one: StaffCard) -> Row:
        speaker, gone = self.station.speaker, one.dismissed_at is not None
        cells = (
            one.full_name,
            one.login,
            self.say(ROLES[one.role]),
            speaker.date(one.appointed_at),
            speaker.date(one.dismissed_at) if one.dismissed_at is not None else "",
        )
        return Row(str(one.id), [Content.styled(cell, "$quiet") for cell in map(plain, cells)] if gone else cells)

    def _in_hand(self) -> StaffCard | None:
        at = self.query_one(Ledger).at
        return next((one for one in self._staff if str(one.id) == at), None)

    # Acts

    @talk
    async def action_change(self) -> None:
        """What can be done with the person in hand, or a new one."""
        one = self._in_hand()
        ways: list[Way[Doing]] = [self.way(self._appoint, mark("Appoint a person"), EventKind.STAFF_APPOINTED)]
        if one is not None:
            name = one.full_name
            gone = self.say(mark("{name} is no longer on the staff."), name=name) if one.dismissed_at else ""
            reset, out = mark("Give {name} a new password"), mark("Dismiss {name}")
            ways.append(self.way(self._reset, reset, EventKind.PASSWORD_RESET, gone, name=name))
            ways.append(self.way(self._dismiss, out, EventKind.STAFF_DISMISSED, gone, name=name))
        ways.append(Way(self._own_password, self.say(mark("Change my password")), digit=8))
        doing = await self.window(Choose(self.say(mark("Staff")), ways))
        if doing is not None and await doing(one):
            await self.load()

    @talk
    async def action_own_password(self) -> None:
        """Change one's own password."""
        await self._own_password(None)

    async def _appoint(self, _one: StaffCard | None) -> bool:
        title = self.say(mark("Appoint a person"))
        role = await self.window(Choose(title, [Way(role, self.say(words)) for role, words in ROLES.items()]))
        if role is None:
            return False
        key = new_act()
        questions = [
            Question("full_name", self.say(mark("Full name")), longest=120),
            Question("login", self.say(mark("Signs in as")), longest=40),
            *self._passwords(),
        ]

        async def act(given: dict[str, str]) -> StaffCard | None:
            if not self._alike(given):
                return None
            names = (given["login"], given["full_name"])
            return await self.do(staff.appoint, self.station.keys, *names, role, given["password"], key=key)

        done = await self.filled_in(title, questions, act, self.say(ROLES[role]))
        return self._done(done, mark("{name} is appointed and can sign in."))

    async def _reset(self, one: StaffCard | None) -> bool:
        assert one is not None
        key = new_act()

        async def act(given: dict[str, str]) -> StaffCard | None:
            if not self._alike(given):
                return None
            return await self.do(staff.reset_password, self.station.keys, one.id, given["password"], key=key)

        title = self.say(mark("Give {name} a new password"), name=one.full_name)
        done = await self.filled_in(title, self._passwords(), act)
        return self._done(done, mark("{name} has a new password."))

    async def _dismiss(self, one: StaffCard | None) -> bool:
        assert one is not None
        key, reason, told = new_act(), "", ""
        title = self.say(mark("Dismiss {name}"), name=one.full_name)
        explain = self.say(
            mark("From this moment {name} cannot sign in; what they did stays in the records."), name=one.full_name
        )
        while True:
            answer = await self.window(AskText(title, self.say(mark("Reason")), explain, preset=reason, told=told))
            if answer is None:
                return False
            reason, told = answer, ""
            if await self.window(Confirm(title, f"{explain}\n{self.say(mark('Reason: {reason}'), reason=reason)}")):
                doing = self.do(staff.dismiss, self.station.keys, one.id, reason, key=key)
                done, told = await self.heard(doing)
                if done is not None:
                    return self._done(done, mark("{name} is dismissed."))

    async def _own_password(self, _one: StaffCard | None) -> bool:
        key = new_act()
        title = self.say(mark("Change my password"))
        questions = [Question("old", self.say(mark("Password now")), password=True), *self._passwords()]

        async def act(given: dict[str, str]) -> StaffCard | None:
            if not self._alike(given):
                return None
            old, new = given["old"], given["password"]
            return await self.do(staff.change_password, self.station.keys, old, new, key=key)

        done = await self.filled_in(title, questions, act)
        return self._done(done, mark("Your password is changed."))

    def _passwords(self) -> list[Question]:
        hint = self.say(mark("At least ten characters; a few words are best."))
        return [
            Question("password", self.say(mark("New password")), password=True),
            Question("again", self.say(mark("The same again")), password=True, explain=hint),
        ]

    def _alike(self, given: dict[str, str]) -> bool:
        if given["password"] == given["again"]:
            return True
        self.overheard(self.say(mark("The two passwords are not the same: type them again.")))
        return False

    def _done(self, card: StaffCard | None, words: str) -> bool:
        if card is None:
            return False
        self.tell(self.say(words, name=card.full_name))
        return True
