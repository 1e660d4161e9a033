"""A room in which acts are talked over in windows first: one talk at a time, and no talk loses what was written."""

import functools
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any, ClassVar, Concatenate, ParamSpec, TypeVar

from textual.reactive import reactive
from textual.screen import ModalScreen

from clerk_desk.objection import Objection
from screens.in_turn import InTurn
from screens.room import Room
from screens.station import Station
from screens.widgets.slip import Question, renewed
from screens.window import Window
from screens.windows import AskFields, AskText

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T", bound="TalkingScreen")


class TalkingScreen(Room):
    """Its acts are coroutines that open windows, ask and do. While one runs, the keys of all rest.

    An objection to what was written in a window is said in that window, which opens again with the words.
    """

    talking: reactive[bool] = reactive(False, bindings=True)
    TALKS: ClassVar[frozenset[str]] = frozenset()
    """The actions that begin a talk."""

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self._objections: list[str] | None = None

    async def window(self, window: ModalScreen[R]) -> R:
        """Show a window and wait for what it gives back.

        Keys pressed before it is to be seen are held for it; it lets them go itself.
        """
        self._hold_keys()
        if isinstance(window, Window):
            window.holds = True
        return await self.app.push_screen_wait(window)

    def begin_talk(self) -> bool:
        """From this moment keys are held for the first window. False if a talk is on already."""
        if self.talking:
            return False
        self.talking = True
        self._hold_keys()
        return True

    def end_talk(self) -> None:
        """The talk is over: the keys are the room's again."""
        self.talking = False
        if isinstance(self.app, InTurn):
            self.app.call_later(self.app.let_keys_go)

    def _hold_keys(self) -> None:
        # Never under the lock: there the keys are the password's.
        if isinstance(self.app, InTurn) and (self.is_current or isinstance(self.app.screen, Window)):
            self.app.hold_keys()

    async def on_screen_suspend(self) -> None:
        """Something else than its own window lies over the room, as the lock does: the keys are for that."""
        if isinstance(self.app, InTurn) and not isinstance(self.app.screen, Window):
            await self.app.let_keys_go()

    def objected(self, objection: Objection) -> None:
        """While a window is being talked over, keep the sentence for it; otherwise tell it."""
        if self._objections is None:
            super().objected(objection)
        else:
            self._objections.append(self.message(objection.message))

    def overheard(self, sentence: str) -> None:
        """Say in the window that is being talked over what is wrong with what was written there."""
        if self._objections is not None:
            self._objections.append(sentence)

    async def heard(self, doing: Awaitable[R | None]) -> tuple[R | None, str]:
        """Do something and give back what came of it, with the sentence of the objection, if there was one."""
        self._objections = []
        try:
            done = await doing
            return done, " ".join(self._objections)
        finally:
            self._objections = None

    async def filled_in(
        self,
        title: str,
        questions: Sequence[Question],
        act: Callable[[dict[str, str]], Awaitable[R | None]],
        explain: str = "",
    ) -> R | None:
        """Ask the questions, do the act; if a rule objects, ask again with the same words and the sentence."""
        told = ""
        asked: Sequence[Question] = questions
        while True:
            answers = await self.window(AskFields(title, asked, explain, told=told))
            if answers is None:
                return None
            done, told = await self.heard(act(answers))
            if done is not None:
                return done
            asked = renewed(asked, answers)

    async def reasoned(
        self, title: str, label: str, act: Callable[[str], Awaitable[R | None]], explain: str = "", longest: int = 300
    ) -> R | None:
        """Ask for words, do the act with them; if a rule objects, ask again with the same words and the sentence."""
        told, words = "", ""
        while True:
            answer = await self.window(AskText(title, label, explain, preset=words, told=told, longest=longest))
            if answer is None:
                return None
            done, told = await self.heard(act(answer))
            if done is not None:
                return done
            words = answer

    def on_screen_resume(self) -> None:
        """Back from one of its own windows the room is still what it was; the talk fetches what it changed."""
        if not self.talking:
            super().on_screen_resume()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of all talks rest while one is on."""
        if action in self.TALKS and (self.talking or self.busy):
            return None
        return super().check_action(action, parameters)


def talk(action: Callable[Concatenate[T, P], Coroutine[Any, Any, None]]) -> Callable[Concatenate[T, P], None]:
    """An action that talks an act over in windows: read top to bottom, one at a time, never cancelled by another."""

    async def run(self: T, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            with self.as_long_as_it_stands():
                await action(self, *args, **kwargs)
        finally:
            self.end_talk()

    @functools.wraps(action)
    def begin(self: T, /, *args: P.args, **kwargs: P.kwargs) -> None:
        if self.begin_talk():
            self.run_worker(run(self, *args, **kwargs), group="talk", exit_on_error=True)

    return begin
