"""Files on the photo table are looked at here: one at a time, in a thread, each once, the one in hand next."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from clerk_desk.faults import Faults
from clerk_desk.instruments import developing
from clerk_desk.instruments.developing import Developed, Found, Frame, Negative
from clerk_desk.objection import Message, Objection, mark
from screens.intake.drafting import Latest
from screens.intake.photo_rows import Lying

R = TypeVar("R")
Seen = Negative | Found
"""What can be attached: a whole picture, or one print found on it."""

_REMEMBERED = 60


class Reading:
    """What is known of the files. `done` is called whenever something new is known."""

    def __init__(self, done: Callable[[Lying], None], faults: Faults, fault: Callable[[BaseException], None]) -> None:
        self._known: dict[object, Negative | Message] = {}
        self._done, self._faults = done, faults
        self._wanted: Lying | None = None
        self._looking = Latest(self._look, 0.0, fault)

    def of(self, one: Lying) -> Negative | Message | None:
        """The file looked at, the sentence on why it cannot be, or None while that is not known."""
        return self._known.get((one.path, one.stamp))

    def seen(self, one: Lying) -> Seen | None:
        """What attaching this would keep, once the file has been looked at."""
        known = self.of(one)
        if not isinstance(known, Negative) or not one.print_number:
            return known if isinstance(known, Negative) else None
        return next((found for found in known.prints if found.number == one.print_number), None)

    def want(self, one: Lying) -> None:
        """Look at this next, if it can be and was not yet; what was wanted before and not begun is let be."""
        self._wanted = one if one.path is not None and one.whole and self.of(one) is None else None
        if self._wanted is not None:
            self._looking.want()

    async def settled(self) -> None:
        """Wait until what was wanted last has been looked at."""
        await self._looking.settled()

    async def _look(self) -> float | None:
        one = self._wanted
        if one is None or one.path is None:
            return None
        path = one.path
        known = await self._carefully(lambda: developing.look_at(path))
        while len(self._known) >= _REMEMBERED:
            del self._known[next(iter(self._known))]
        self._known[path, one.stamp] = known
        self._done(one)
        return None

    async def develop(self, one: Lying, frame: Frame | None) -> Developed | Message:
        """The picture that is kept, or the sentence on why there is none."""
        path = one.path
        assert path is not None
        number = one.print_number or None
        return await self._carefully(lambda: developing.develop(path, frame=frame, print_number=number))

    async def _carefully(self, call: Callable[[], R]) -> R | Message:
        try:
            return await asyncio.to_thread(call)
        except Objection as objection:
            return objection.message
        except Exception as error:
            number = self._faults.note(error)
            if self._faults.strict:
                raise
            return Message(mark("This picture could not be read, fault no. {number}."), {"number": number})
