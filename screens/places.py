"""All rooms of the desk, with the duties and the store behind them: fetched behind the first picture."""

from collections.abc import Callable, Mapping
from typing import Any

from textual.screen import Screen

from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import audit as audit_duty
from clerk_desk.duties import today as today_duty
from clerk_desk.language import Speaker
from data.vocabulary import EventKind
from screens.commands import Command, Everything, commands
from screens.desk_screen import DeskScreen
from screens.help import HelpPage, all_keys
from screens.intake.intake_screen import IntakeScreen
from screens.record import RecordScreen
from screens.station import Station
from screens.today import Today

frame = today_duty.frame

ROOMS: Mapping[str, Callable[..., DeskScreen]] = {
    "today": Today,
    "intake": IntakeScreen,
    "record": RecordScreen,
}


def room(place: str, station: Station, args: tuple[object, ...]) -> DeskScreen:
    """Make the room of a place. KeyError for a place that is none."""
    made = ROOMS[place](station, *args)
    made.args = args
    return made


def record_lock(desk: Desk) -> None:
    """Write into the audit that the desk was locked. Blocks."""
    desk.do(new_act(), audit_duty.signed, EventKind.LOCKED)


def record_unlock(desk: Desk, missed: int) -> None:
    """Write into the audit that the desk was unlocked, after how many wrong passwords. Blocks."""
    desk.do(new_act(), audit_duty.signed, EventKind.UNLOCKED, missed)


def help_page(screen: Screen[Any], speaker: Speaker) -> HelpPage:
    """The page of keys of a screen."""
    return HelpPage(speaker, all_keys(screen.active_bindings))


def palette(screen: Screen[Any], speaker: Speaker) -> Screen[Command | None]:
    """Everything that can be done on a screen."""
    return Everything(speaker, commands(screen.app, all_keys(screen.active_bindings), speaker))
