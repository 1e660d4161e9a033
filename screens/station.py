"""The clerk's place at the desk: everything a screen is given when it is made."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from clerk_desk.config import USUALLY_KEPT
from clerk_desk.faults import Faults
from clerk_desk.language import Speaker

if TYPE_CHECKING:
    from clerk_desk.desk import Desk
    from clerk_desk.door import Door
    from clerk_desk.duties.today import Frame
    from clerk_desk.instruments.portal_look import PortalWatch
    from clerk_desk.work import Look
    from data.keyring import OpenKeyring
    from screens.widgets.photo_view import Pixels


@dataclass(slots=True)
class Station:
    """What every screen is given by its constructor.

    `frame` is the question behind the line above the screen; without it that line tells only the time.
    """

    desk: "Desk"
    keys: "OpenKeyring"
    speaker: Speaker
    door: "Door | None" = None
    idle_minutes: int = 3
    demo: bool = False
    faults: Faults = field(default_factory=Faults)
    frame: "Callable[[Look], Frame] | None" = None
    scan_folder: Path | None = None
    """Where the scanner puts its pictures; None: none is watched."""
    pictures: str = "auto"
    """How a picture is shown: "auto", "blocks" or "off"."""
    pixels: "Pixels | None" = None
    """Makes real pixels where the terminal has them."""
    backup_folder: Path | None = None
    """Where backups are put; None: beside the store."""
    backups_kept: int = USUALLY_KEPT
    watch: "PortalWatch | None" = None
    """Looks whether the portals answer; None: nobody wished it, and nothing leaves this machine."""
    evening: object = None
    """What was typed for the close of the day; kept until it is closed, wherever the administrator goes meanwhile."""
    export_folder: Path | None = None
    """Where packages of closed days are put; None: beside the store."""
    latest: "Frame | None" = None
    """The frame as last heard, so that a new screen shows it at once."""

    def now(self) -> dt.datetime:
        """The moment on the desk's clock (UTC)."""
        return self.desk.clock.now()
