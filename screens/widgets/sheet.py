"""The sheet: a paper form under the clerk's hands, one page a step, every key taken in the order of typing.

The sheet is one widget and the only one that has the keyboard. Fields are drawn, not mounted: moving
from field to field, or from page to page, is a change of state within one message queue, so a burst
typed ahead (a scanner, a fast hand) cannot overtake the move, whether it ends fields by Enter or by Tab.
"""

from collections.abc import Iterable

from textual import events
from textual.message import Message as Posted

from clerk_desk.language import Speaker
from clerk_desk.rules.form import Step
from screens.plain import plain
from screens.widgets.field import Entry, Saying
from screens.widgets.leafing import Leafing

_DOWN, _UP = frozenset({"enter", "down", "tab"}), frozenset({"up", "shift+tab"})


class Sheet(Leafing, can_focus=True):
    """A form of several pages; the last page may be a list of rows to look over and jump from.

    `entries` are all questions, asked now or not: what was typed into a question that is no longer asked
    is kept. `wanting` are the names of the fields that F8 goes through, in the form's order. Before the
    fields of `breaks` stands an empty line, where there is room for all of them.
    """

    class Acted(Posted):
        """The key of this screen's act was pressed; the sheet holds all later keys until it is let go."""

    def __init__(
        self,
        entries: Iterable[Entry],
        speaker: Speaker,
        *,
        breaks: frozenset[str] = frozenset(),
        id: str | None = None,
    ) -> None:
        super().__init__(entries, speaker, breaks=breaks, id=id)
        self._held: list[events.Key | events.Paste] | None = None

    # The pen

    def hold(self) -> None:
        """Hold all keys back, in order, until `let_go`."""
        if self._held is None:
            self._held = []

    def let_go(self) -> None:
        """Take the keys that were held back, in the order of typing."""
        held, self._held = self._held, None
        for at, event in enumerate(held or ()):
            if self._held is not None:
                self._held.extend((held or [])[at:])
                return
            if isinstance(event, events.Paste):
                self._pasted(event.text)
            else:
                self._take(event.key, event.character if event.is_printable else None)

    async def _on_key(self, event: events.Key) -> None:
        if self._held is not None:
            self._held.append(event)
            taken = True
        else:
            taken = self._take(event.key, event.character if event.is_printable else None)
        if taken:
            event.stop()
            event.prevent_default()

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        if self._held is not None:
            self._held.append(event)
        else:
            self._pasted(event.text)

    def _take(self, key: str, letter: str | None) -> bool:
        if key in ("pageup", "pagedown"):
            self.turn(1 if key == "pagedown" else -1)
        elif key == "f8":
            self.to_missing()
        elif key == "f6":
            self.hold()
            self.post_message(self.Acted())
        elif self.step is Step.REVIEW:
            return self._take_in_list(key)
        elif key in _DOWN:
            self.go_on()
        elif key in _UP:
            self._go_back()
        else:
            return self._write(key, letter)
        return True

    def _write(self, key: str, letter: str | None) -> bool:
        entry = self.entries[self.hand]
        if key in ("ctrl+c", "ctrl+x", "ctrl+v", "ctrl+z"):
            return self._clip(entry, key)
        before = entry.text
        if self.read_only and (letter is not None or not key.endswith(("left", "right", "home", "end"))):
            return letter is not None
        if not entry.press(key, letter):
            return False
        self._after(entry, before)
        return True

    def _clip(self, entry: Entry, key: str) -> bool:
        before = entry.text
        if key == "ctrl+v":
            self._pasted(self.app.clipboard)
            return True
        if key == "ctrl+z":
            if not self.read_only:
                entry.text = self._at_arrival
        elif not entry.line.marked_text:
            return False
        else:
            self.app.copy_to_clipboard(entry.line.marked_text)
            if key == "ctrl+x" and not self.read_only:
                entry.line.put("")
        self._after(entry, before)
        return True

    def _pasted(self, text: str) -> None:
        if self.step is Step.REVIEW or self.read_only:
            return
        entry = self.entries[self.hand]
        before = entry.text
        told = entry.paste(text)
        self._after(entry, before)
        if told is not None:
            self._told[self.hand] = Saying("warning", plain(self.speaker.message(told)))
            self.redraw()

    def _after(self, entry: Entry, before: str) -> None:
        if entry.text != before:
            name = entry.question.name
            self._told.pop(name, None)
            self.changed(name)
            self.post_message(self.Changed(name))
        self.redraw()

    # The mouse is never needed, and works

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take the clicked field in hand."""
        at = event.y + self._top
        rows = self.rows()
        if self._held is None and 0 <= at < len(rows) and rows[at].name:
            self.to(rows[at].name)
