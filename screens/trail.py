"""The rooms that the clerk came through, so that Esc leads back; Today is the first and the last."""

from screens.desk_screen import DeskScreen

_LONGEST = 6
"""Rooms that are kept open; older ones are put away (Today never)."""


class Trail:
    """A short way back. It only remembers; the app shows and removes."""

    def __init__(self) -> None:
        self.rooms: list[DeskScreen] = []

    @property
    def here(self) -> DeskScreen | None:
        """The room in which the clerk is."""
        return self.rooms[-1] if self.rooms else None

    def cut_back_to(self, place: str, args: tuple[object, ...]) -> list[DeskScreen] | None:
        """Go back to this very place, if it lies on the way; gives the rooms after it, or None.

        A place without its own subject (a new intake) is never the same twice, except where there is
        but one of its kind.
        """
        for number, room in enumerate(self.rooms):
            if place == room.PLACE and room.args == args and (args or room.ONLY_ONE):
                gone, self.rooms = self.rooms[number + 1 :], self.rooms[: number + 1]
                return gone
        return None

    def enter(self, room: DeskScreen, *, instead: bool) -> list[DeskScreen]:
        """Go into a new room; gives the rooms that are put away by it."""
        gone: list[DeskScreen] = []
        if instead and len(self.rooms) > 1:
            gone.append(self.rooms.pop())
        self.rooms.append(room)
        if len(self.rooms) > _LONGEST:
            gone.append(self.rooms.pop(1))
        return gone

    def back(self) -> DeskScreen | None:
        """Leave the room; gives it, or None in the last."""
        return self.rooms.pop() if len(self.rooms) > 1 else None

    def clear(self) -> list[DeskScreen]:
        """Forget the way; gives all its rooms."""
        gone, self.rooms = self.rooms, []
        return gone
