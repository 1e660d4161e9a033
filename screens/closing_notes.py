"""What was typed for the close of a day: kept while the administrator goes elsewhere and mends what differs."""

import datetime as dt
from dataclasses import dataclass, field, replace

from clerk_desk.duties.closing import ClosingForm, ClosingState
from screens.desk_screen import DeskScreen
from screens.station import Station
from screens.talking import TalkingScreen


@dataclass(slots=True)
class Notes:
    """What was typed for the close of one date: kept while the administrator goes and mends what differs."""

    date: dt.date
    form: ClosingForm = field(default_factory=ClosingForm)


class Evening(TalkingScreen, DeskScreen):
    """A room that knows how the evening stands, and what was typed for its close."""

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self.state: ClosingState | None = None

    def working(self, sentence: str) -> None:
        """Say at the head what is being done, as long as it takes; "" says what stands again."""
        raise NotImplementedError

    @property
    def form(self) -> ClosingForm:
        """What was typed for today's close so far; it is kept at this place until the desk is left."""
        return self._notes().form

    def note(self, **changed: object) -> None:
        """Keep something more of what was typed."""
        notes = self._notes()
        notes.form = replace(notes.form, **changed)  # type: ignore[arg-type]

    def explain(self, keys: list[str], words: str) -> None:
        """Keep an explanation of these items."""
        self.note(explanations=self.form.explanations | dict.fromkeys(keys, words))

    def _notes(self) -> Notes:
        date = self.state.date if self.state is not None else None
        kept = self.station.evening
        if not isinstance(kept, Notes) or (date is not None and kept.date != date):
            kept = Notes(date or dt.date.min)
            self.station.evening = kept
        return kept
