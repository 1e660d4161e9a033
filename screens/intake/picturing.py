"""Laying the photo table for a room: whose picture it is, and how it is kept."""

from collections.abc import Callable
from typing import Any

from textual.widget import Widget

from clerk_desk.desk import new_act
from clerk_desk.duties import photos
from clerk_desk.instruments.developing import Developed
from clerk_desk.ledgers.pictures import PictureCard
from clerk_desk.objection import mark
from screens.intake.photo_table import Hands, PhotoTable
from screens.room import Room
from screens.talking import TalkingScreen


async def picture_of_draft(room: Room, draft_id: int) -> bool:
    """Attach a picture to the draft, or take it away; True if something was stored."""
    room.hold_keys_for_a_window()
    current = await room.ask(photos.of_draft, draft_id)
    title = room.say(mark("The child's picture"))
    return await _at_the_table(room, title, current, photos.attach, photos.remove, draft_id)


async def picture_of_application(room: Room, application_id: int, number: str, child: str) -> bool:
    """The same for a received application."""
    room.hold_keys_for_a_window()
    current = await room.ask(photos.of_application, application_id)
    title = room.say(mark("The picture of № {number}, {child}"), number=number, child=child)
    return await _at_the_table(room, title, current, photos.attach_to, photos.remove_from, application_id)


async def real_picture(room: Room, card: PictureCard | None) -> Widget | None:
    """The picture with real pixels, where the terminal has them."""
    pixels = room.station.pixels
    if pixels is None or card is None:
        return None
    image = await room.ask(photos.image, card.id)
    return pixels(image) if image is not None else None


async def _at_the_table(
    room: Room,
    title: str,
    current: PictureCard | None,
    attach: Callable[..., Any],
    remove: Callable[..., Any],
    owner: int,
) -> bool:
    async def keep(developed: Developed) -> bool:
        note = await room.do(attach, owner, developed, key=new_act())
        if note is None:
            return False
        told = room.say(mark("The picture is attached: {width} × {height}."), width=note.width, height=note.height)
        room.tell(told)
        return True

    async def take_away() -> bool:
        if await room.do(remove, owner, key=new_act()) is None:
            return False
        room.tell(room.say(mark("The picture is taken away.")))
        return True

    table = PhotoTable(title, room.station, current, Hands(keep, take_away))
    if isinstance(room, TalkingScreen):
        return await room.window(table) is True
    changed: bool | None = await room.app.push_screen_wait(table)
    return changed is True
