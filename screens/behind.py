"""What is fetched behind the first picture: all rooms, the duties, the store's libraries, and the door."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

    from clerk_desk.door import Door


class Behind:
    """Fetches once, in a thread; who needs it waits for it. After a failure the next who asks tries again."""

    def __init__(self, door: "Door | Callable[[], Door]") -> None:
        self._made_by = door
        self._fetching: asyncio.Task[tuple[ModuleType, Door]] | None = None

    def begin(self) -> None:
        """Begin to fetch, if nobody has yet."""
        if self._fetching is None:
            self._fetching = asyncio.create_task(self._fetch())

    async def places(self) -> "ModuleType":
        """The rooms (screens.places)."""
        return (await self.both())[0]

    async def both(self) -> "tuple[ModuleType, Door]":
        """The rooms and the door. Raises what the making of the door raised."""
        self.begin()
        fetching = self._fetching
        assert fetching is not None
        try:
            return await asyncio.shield(fetching)
        except Exception:
            self._fetching = None
            raise

    async def _fetch(self) -> "tuple[ModuleType, Door]":
        places = await _read(_places)
        return places, await asyncio.to_thread(self._made_by) if callable(self._made_by) else self._made_by


def _places() -> "ModuleType":
    from screens import places

    return places


async def _read(modules: "Callable[[], ModuleType]") -> "ModuleType":
    """Read modules in a thread for which nobody waits when the desk is left meanwhile."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[ModuleType] = loop.create_future()

    def tell(set_outcome: Callable[[Any], None], outcome: object) -> None:
        with suppress(RuntimeError):  # the desk was left, and its loop is closed
            loop.call_soon_threadsafe(lambda: None if done.done() else set_outcome(outcome))

    def reading() -> None:
        try:
            read = modules()
        except BaseException as error:  # noqa: BLE001 — it is raised where the modules are awaited
            tell(done.set_exception, error)
        else:
            tell(done.set_result, read)

    threading.Thread(target=reading, daemon=True).start()
    return await done
