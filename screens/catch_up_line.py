"""A line on Today: how much the portals must still be told, and how old the oldest of it is, until it is nothing."""

import datetime as dt

from textual.content import Content
from textual.widgets import Static

from clerk_desk.duties.catch_up import Untold
from clerk_desk.language import Speaker
from clerk_desk.objection import mark
from screens.plain import plain


class PortalsLine(Static):
    """Shown while something is to be keyed in, or an answer to be entered; else it takes no room."""

    DEFAULT_CSS = """
    PortalsLine { height: auto; margin: 1 0 0 0; }
    PortalsLine.-nothing { display: none; }
    """

    def __init__(self) -> None:
        super().__init__(id="portals", classes="-nothing", markup=False)

    def show(self, untold: Untold, speaker: Speaker, now: dt.datetime) -> None:
        """Show it as it stands at this moment (aware)."""
        said: list[str] = []
        if untold.keying_since is not None:
            one, many, ago = mark("{n} to key in, {ago}"), mark("{n} to key in, oldest {ago}"), untold.keying_since
            said.append(plain(speaker.several(one, many, untold.keying, ago=speaker.ago(ago, now))))
        if untold.answering_since is not None:
            one, many = mark("{n} answer to enter, {ago}"), mark("{n} answers to enter, oldest {ago}")
            ago = untold.answering_since
            said.append(plain(speaker.several(one, many, untold.answering, ago=speaker.ago(ago, now))))
        self.set_class(not said, "-nothing")
        tail = plain(speaker.say(mark(": F12")))
        self.update(Content.assemble((plain(speaker.say(mark("PORTALS"))), "bold"), f"   {'; '.join(said)}{tail}"))
