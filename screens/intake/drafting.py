"""The draft behind the form: every change is kept, one keeping at a time, and the head says since when."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from clerk_desk.desk import Desk
from clerk_desk.objection import Message, Objection, mark
from clerk_desk.troubles import trouble_said
from data.trouble import StoreTrouble

GAP = 0.1
"""Seconds between two keepings while typing goes on: what a power cut can cost at most, besides the commit."""

RETRY = 1.0
"""Seconds after which a keeping that the disk refused is tried again."""


class Latest:
    """Does a piece of work for the newest state: at once, one at a time, at most once each `gap` seconds.

    What is wanted while the work is under way is done after it, once, for the newest state: nothing is
    put off by further changes. `work` gives back the seconds after which it must be done again, or None.
    `fault` is given what the work raises.
    """

    def __init__(
        self, work: Callable[[], Awaitable[float | None]], gap: float, fault: Callable[[BaseException], None]
    ) -> None:
        self._work, self._gap, self._fault = work, gap, fault
        self._wanted = self._working = False
        self._task: asyncio.Task[None] | None = None
        self._idle = asyncio.Event()
        self._idle.set()
        self._hurry = asyncio.Event()

    def want(self) -> None:
        """Ask for the work to be done for the state as it is now."""
        self._wanted = True
        if self._task is None or self._task.done():
            self._idle.clear()
            self._task = asyncio.create_task(self._run())
            self._task.add_done_callback(self._ended)

    @property
    def fresh(self) -> bool:
        """True if the work was done for the newest state."""
        return not self._wanted and not self._working

    async def settled(self, patience: float | None = None) -> bool:
        """Wait until the newest state is done, without pauses; False if that takes longer than `patience` seconds."""
        self._hurry.set()
        try:
            await asyncio.wait_for(self._idle.wait(), patience)
        except TimeoutError:
            return False
        finally:
            self._hurry.clear()
        return True

    async def _run(self) -> None:
        try:
            while self._wanted:
                self._wanted, self._working = False, True
                try:
                    again = await self._work()
                finally:
                    self._working = False
                self._wanted = self._wanted or again is not None
                await self._pause(self._gap if again is None else again, hurried=again is None)
        finally:
            self._idle.set()

    def _ended(self, task: "asyncio.Task[None]") -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            self._fault(error)

    async def _pause(self, seconds: float, *, hurried: bool) -> None:
        if not hurried:
            await asyncio.sleep(seconds)
            return
        try:
            await asyncio.wait_for(self._hurry.wait(), seconds)
        except TimeoutError:
            return


@dataclass(frozen=True, slots=True)
class Kept:
    """How the draft stands: when it was last kept, and why not since, if so. `elsewhere`: it is another desk's now."""

    at: dt.datetime | None = None
    trouble: Message | None = None
    elsewhere: Message | None = None


NOT_SAVED = mark("Not saved. {why} Your entries are still on the screen; saving is tried again.")


class Drafting:
    """Keeps one draft. `state` tells the answers and the cursor as they are now; `shown` is called after each try."""

    def __init__(
        self,
        desk: Desk,
        draft_id: int,
        version: int,
        state: Callable[[], tuple[dict[str, str], str]],
        shown: Callable[[Kept], None],
        fault: Callable[[BaseException], None],
    ) -> None:
        self.draft_id, self.version = draft_id, version
        self.kept = Kept()
        self._desk, self._state, self._shown = desk, state, shown
        self.trouble: StoreTrouble | None = None
        self._keeping = Latest(self._keep, GAP, fault)
        self._stopped = False

    def changed(self) -> None:
        """Something was typed or the pen moved: keep it."""
        if not self._stopped:
            self._keeping.want()

    async def flush(self, patience: float | None = None) -> bool:
        """Wait until all changes are kept. False if the disk refuses for `patience` seconds."""
        return self._stopped or await self._keeping.settled(patience)

    def stop(self) -> None:
        """Keep nothing more: the draft was received or put away, or lies at another desk."""
        self._stopped = True

    async def _keep(self) -> float | None:
        if self._stopped:
            return None
        answers, cursor = self._state()
        try:
            self.version = await asyncio.to_thread(self._desk.keep, self.draft_id, self.version, answers, cursor)
        except Objection as objection:
            self._stopped = True
            self._tell(Kept(self.kept.at, elsewhere=objection.message))
        except StoreTrouble as trouble:
            self.trouble = trouble
            self._tell(Kept(self.kept.at, trouble=Message(NOT_SAVED, {"why": trouble_said(trouble).message})))
            return RETRY
        else:
            self.trouble = None
            self._tell(Kept(self._desk.clock.now()))
        return None

    def _tell(self, kept: Kept) -> None:
        self.kept = kept
        self._shown(kept)
