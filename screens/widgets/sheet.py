"""The sheet: a paper form under the clerk's hands, one page a step, every key taken in the order of typing.

The sheet is one widget and the only one that has the keyboard. Fields are drawn, not mounted: moving
from field to field, or from page to page, is a change of state within one message queue, so a burst
typed ahead (a scanner, a fast hand) cannot overtake the move, whether it ends fields by Enter or by Tab.
"""

from collections.abc import Iterable, Mapping

from textual import events
from textual.message import Message as Posted

from clerk_desk.language import Speaker
from clerk_desk.objection import Message, mark
from clerk_desk.rules.form import Kind, Step
from screens.plain import plain
from screens.widgets.choice_field import ChoiceEntry, PaperEntry
from screens.widgets.field import Entry, Saying, digit_of, one_line, shorter
from screens.widgets.leafing import Leafing

_ENDS = frozenset({"enter", "tab"})
"""Keys that end a field, of a hand and of a scanner alike: on to the next field that still asks for something."""
_UP = frozenset({"up", "shift+tab"})

RHYTHM = 0.3
"""Seconds within which a digit still belongs to the number that a hand is typing."""

LONG = 6
"""Signs of an answer from which it is a number that may be typed a digit too long."""

_IN_ORDER = mark("{paper}: all in order")
_PASTE_IN_A_FIELD = mark("A paste belongs into a field: Enter on its line opens it. Here it changed nothing: {text}")


class Sheet(Leafing, can_focus=True):
    """A form of several pages; the last page may be a list of rows to look over and jump from.

    `entries` are all questions, asked now or not: what was typed into a question that is no longer asked
    is kept. `wanting` are the names of the fields that F8 goes through, in the form's order. Before the
    fields of `breaks` stands an empty line, where there is room for all of them.
    """

    TAKES_TEXT = True
    """Whatever is typed here, however fast, is for the form to read."""

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
        self._finished_at = 0.0

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
            elif not self.take(event):
                # No key of the form, like F7 or Esc: the room takes it in its turn, and then all that follow.
                for later in (held or [])[at:]:
                    self.app.post_message(_anew(later))
                return

    async def _on_key(self, event: events.Key) -> None:
        if self._held is not None:
            self._held.append(event)
            taken = True
        else:
            taken = self.take(event)
        if taken:
            event.stop()
            event.prevent_default()

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        if self._held is not None:
            self._held.append(event)
        else:
            self._pasted(event.text)

    def take(self, event: events.Key) -> bool:
        """Take one key, in its turn; a form may hear first what the keys before it make together."""
        letter = event.character if event.is_printable else None
        if self._overflows(letter, event.time):
            return True
        taken = self._take(event.key, letter)
        if self._finished:
            self._finished_at = event.time
        return taken

    def _overflows(self, letter: str | None, at: float) -> bool:
        """A digit too many, in the rhythm of a number that was whole before it, answers no question: it is said."""
        number = digit_of(letter)
        if number is None or not self._finished or at - self._finished_at > RHYTHM:
            return False
        whole, asked_now = self.entries[self._finished], self.entries[self.hand]
        answers = isinstance(asked_now, ChoiceEntry) or asked_now.question.kind is Kind.COUNT
        if self.step is Step.REVIEW or len(whole.text) < LONG or isinstance(whole, ChoiceEntry) or not answers:
            return False
        told = mark("{label} was whole before the last digit, {digit}: it answers nothing here. Look, then answer.")
        said = plain(self.speaker.say(told, label=whole.label, digit=number))
        self._finished_at = at
        self._told[self.hand] = Saying("warning", said)
        self.redraw()
        return True

    def _take(self, key: str, letter: str | None) -> bool:
        finished, self._finished = self._finished, ""
        if finished and (key in _ENDS or key == "down"):
            # The hand or the scanner ends the field that has ended by itself: it is the same end.
            self.redraw()
        elif finished and key == "backspace":
            self._come_back(finished)
        else:
            return self._take_else(key, letter)
        return True

    def _take_else(self, key: str, letter: str | None) -> bool:
        if key in ("pageup", "pagedown"):
            self.turn(1 if key == "pagedown" else -1)
        elif key == "f8":
            self.to_missing()
        elif key == "f6":
            self.hold()
            self.post_message(self.Acted())
        elif self.step is Step.REVIEW:
            return self._take_in_list(key)
        elif key in _ENDS or key == "down":
            self.go_on(every=key == "down")
        elif key in _UP:
            self._go_back()
        else:
            return self._write(key, letter)
        return True

    def _write(self, key: str, letter: str | None) -> bool:
        entry = self.entries[self.hand]
        if key in ("ctrl+c", "ctrl+x", "ctrl+v", "ctrl+z"):
            return self._clip(entry, key)
        before, answers = entry.text, self.answers()
        if self.read_only and (letter is not None or not key.endswith(("left", "right", "home", "end"))):
            return letter is not None
        if not entry.press(key, letter):
            return False
        self._after(entry, before)
        if entry.ends(letter, self.answers()):
            self._end(entry, answers)
        elif (told := entry.objection()) is not None and entry.text != before:
            self._told[self.hand] = Saying("error", plain(self.speaker.message(told)))
        return True

    def _end(self, entry: Entry, before: Mapping[str, str]) -> None:
        """The key has finished the field: what it says of a whole paper is ticked, and the pen goes on."""
        name = entry.question.name
        paper = self.put_in_order(name) if isinstance(entry, PaperEntry) and entry.in_order else ""
        self.go_on_by_itself(before)
        if paper:
            # Said where the eye is: on a page turned meanwhile the ticks are no longer in sight.
            at = name if entry.question.step is self.step else self.hand
            self._told[at] = Saying("good", plain(self.speaker.say(_IN_ORDER, paper=Message(paper))))

    def put_in_order(self, first: str) -> str:
        """The paper that begins with this question is in order: a form answers what belongs to it.

        Gives back what the paper is called (source text), "" if there is none.
        """
        return ""

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
        self._finished = ""
        if self.step is Step.REVIEW or self.read_only:
            self._not_taken(text)
            return
        entry = self.entries[self.hand]
        before = entry.text
        told = entry.paste(text)
        self._after(entry, before)
        if told is not None:
            self._told[self.hand] = Saying("warning", plain(self.speaker.message(told)))
            self.redraw()

    def _not_taken(self, text: str) -> None:
        """Nothing can be written here: what was pasted is said, so that nobody believes it to be kept."""
        clean, _ = one_line(text)
        if clean:
            there = mark("Only read here, nothing is written: {text}") if self.read_only else _PASTE_IN_A_FIELD
            told = plain(self.speaker.say(there, text=shorter(clean)))
            self.notify(told, severity="warning", markup=False)

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
            self._finished = ""
            self.to(rows[at].name)


def _anew(event: events.Key | events.Paste) -> events.Key | events.Paste:
    """The same key or paste, as if it came only now."""
    return events.Key(event.key, event.character) if isinstance(event, events.Key) else events.Paste(event.text)
