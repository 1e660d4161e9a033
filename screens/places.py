"""All rooms of the desk, with the duties and the store behind them: fetched behind the first picture."""

from collections.abc import Callable, Mapping
from typing import Any

from textual.screen import Screen

from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import audit as audit_duty
from clerk_desk.duties import today as today_duty
from clerk_desk.instruments.printer import sweep
from clerk_desk.language import Speaker
from data.vocabulary import EventKind
from screens.audit import AuditScreen
from screens.catch_up import CatchUpScreen
from screens.class_sets import ClassSetsScreen
from screens.closing import ClosingScreen
from screens.commands import Command, Everything, commands
from screens.days import DaysScreen
from screens.desk_screen import DeskScreen
from screens.enrolment_order import EnrolmentOrderScreen
from screens.help import HelpPage, all_keys
from screens.intake.intake_screen import IntakeScreen
from screens.outages import OutagesScreen
from screens.portal_answers import PortalAnswersScreen
from screens.portal_list import PortalListScreen
from screens.record import RecordScreen
from screens.register import RegisterScreen
from screens.staff import StaffScreen
from screens.station import Station
from screens.today import Today
from screens.windows import Confirm

frame = today_duty.frame

LOCKED, UNLOCKED, SIGNED_OUT = EventKind.LOCKED, EventKind.UNLOCKED, EventKind.SIGNED_OUT

ROOMS: Mapping[str, Callable[..., DeskScreen]] = {
    "today": Today,
    "intake": IntakeScreen,
    "record": RecordScreen,
    "register": RegisterScreen,
    "class_sets": ClassSetsScreen,
    "closing": ClosingScreen,
    "staff": StaffScreen,
    "audit": AuditScreen,
    "days": DaysScreen,
    "catch_up": CatchUpScreen,
    "portal_answers": PortalAnswersScreen,
    "enrolment_order": EnrolmentOrderScreen,
    "portal_list": PortalListScreen,
    "outages": OutagesScreen,
}


def room(place: str, station: Station, args: tuple[object, ...]) -> DeskScreen:
    """Make the room of a place. KeyError for a place that is none."""
    made = ROOMS[place](station, *args)
    made.args = made.args or args
    return made


def record(desk: Desk, event: EventKind, missed: int = 0) -> None:
    """Write into the audit that the desk was locked, unlocked (after so many wrong passwords) or left. Blocks."""
    desk.do(new_act(), audit_duty.signed, event, missed)


def close(desk: Desk) -> None:
    """Close the store behind a desk that was left; what was printed from files lies there no longer."""
    sweep()
    desk.store.close()


def sure_to_leave(speaker: Speaker) -> Screen[bool]:
    """The question before the desk is left."""
    return Confirm(speaker.say("Leave the desk?"), speaker.say("All that is in hand is stored."))


def sure_to_lose(speaker: Speaker) -> Screen[bool]:
    """The question before a room is left whose last entries could not be stored."""
    return Confirm(
        speaker.say("Leave without the last entries?"),
        speaker.say("They could not be stored, and stand on the screen only. Esc stays here with them."),
    )


def help_page(screen: Screen[Any], speaker: Speaker) -> HelpPage:
    """The page of keys of a screen."""
    return HelpPage(speaker, all_keys(screen.active_bindings))


def palette(screen: Screen[Any], speaker: Speaker) -> Screen[Command | None]:
    """Everything that can be done on a screen."""
    return Everything(speaker, commands(screen.app, all_keys(screen.active_bindings), speaker))
