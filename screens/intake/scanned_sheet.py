"""The form of an intake that a scanner may write into: what it typed is taken back, what it says is filled in."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from clerk_desk.language import Speaker
from clerk_desk.rules.form import Kind, Step
from clerk_desk.rules.mrz import Zone
from clerk_desk.rules.scans import Number, Scan
from screens.intake.listening import Listening
from screens.intake.scanning import (
    LatinName,
    Replaced,
    filled_by,
    objection_to,
    same,
    told_of,
    whose,
    with_warnings,
)
from screens.intake.strokes import Stand
from screens.widgets.drawn import Row
from screens.widgets.field import Entry, Saying

_NAMES = ("surname", "given_name")


class ScannedSheet(Listening):
    """The form of an intake under a hand and a scanner.

    A scan puts the form back as it stood before the scanner's first key, then fills in what the document says, also
    over another answer of the clerk: the sentence names the old one. Where the field in hand was among the answered,
    the pen goes on, and Backspace as the very next key takes the whole scan back.
    """

    def __init__(self, speaker: Speaker, today: Callable[[], dt.date]) -> None:
        super().__init__(speaker, today)
        self._latin: dict[str, LatinName] = {}

    def lay(self, answers: Mapping[str, str], cursor: str) -> None:
        """Lay a draft under the pen; the names on an earlier form's document are forgotten."""
        self._latin.clear()
        super().lay(answers, cursor)

    def settle(self, scan: Scan) -> None:
        """Put the form back as it stood before the scan, fill in what it says, and tell."""
        was = self.answers()
        self._put_back(scan)
        if isinstance(scan.says, Zone | Number):
            sentence, sure = self._fill(scan.says)
        else:
            sentence, sure = objection_to(scan.says, self.speaker), False
        for name, entry in self.entries.items():
            if entry.text != was.get(name, ""):
                self.post_message(self.Changed(name))
        self.post_message(self.Left(self.cursor))
        if self.step is not Step.REVIEW:
            self._told[self.hand] = Saying("good" if sure else "warning", sentence)
        self.post_message(self.Scanned(sentence, "information" if sure else "warning"))
        self._left_at = Stand.of(self)
        self.redraw()

    def _put_back(self, scan: Scan) -> None:
        """The form as it stood before the scan's first key; nothing is to be done if all its keys were held back."""
        strokes = self._strokes.all
        if strokes:
            before = strokes[scan.first].before
            self._scan_ended = strokes[-1].struck.at
            if before is not None:
                before.put_back(self)
                self._offer()
                self._as_papers_are()
        self._strokes.forget()

    def _fill(self, says: Zone | Number) -> tuple[str, bool]:
        """Fill in what the scan says; the sentence, and False if the clerk must look at something.

        The field in hand, if the scan has answered it, is finished: the pen goes on.
        """
        before, by_the_desk = self.answers(), dict(self._from_iin)
        in_hand = self.hand if isinstance(says, Number) and self._hand_takes_a_number() else ""
        person = in_hand.partition(".")[0] or whose(says.born, self._today())
        if isinstance(says, Zone):
            self._latin[person] = LatinName(says.surname, says.given_names, says.cut)
        replaced: list[Replaced] = []
        for name, answer in filled_by(says, self._today(), in_hand).items():
            entry = self.entries.get(name)
            if entry is None or same(entry, answer):
                continue
            old, shown = entry.text, _shown(entry)
            entry.text = answer
            if old not in ("", entry.question.preset, by_the_desk.get(name)):
                replaced.append(Replaced(entry.label, shown, _shown(entry)))
            self.changed(name)
        changed = [entry for name, entry in self.entries.items() if entry.text != before.get(name, "")]
        told = [told_of(says, person, changed, replaced, self.speaker)]
        differing = self._differing(person) if isinstance(says, Zone) else []
        told.extend(one.text for _, one in differing)
        if self.step is not Step.REVIEW and self.entries[self.hand] in changed:
            self.go_on_by_itself(before)
        return " ".join(told), not (replaced or differing or (isinstance(says, Zone) and says.remarks))

    def _hand_takes_a_number(self) -> bool:
        return self.step is not Step.REVIEW and self.entries[self.hand].question.kind is Kind.IIN

    # The names of the document, beside those that are typed

    def _verdict(self, person: str, part: str) -> Saying | None:
        name = self._latin.get(person)
        return name.verdict(part, self.entries[f"{person}.{part}"].text, self.speaker) if name is not None else None

    def _sayings_of(self, entry: Entry) -> Sequence[Saying]:
        said = super()._sayings_of(entry)
        name = entry.question.name
        person, _, part = name.partition(".")
        writing = name == self.hand and entry.text != self._at_arrival
        if part not in _NAMES or name in self._told or writing:
            return said
        verdict = self._verdict(person, part)
        return [*said, verdict] if verdict is not None else said

    def show_sayings(self, sayings: Mapping[str, Sequence[Saying]], last_page: Callable[[int], list[Row]]) -> None:
        """As any form's; the last page begins its list with the names that differ from the document's."""
        super().show_sayings(sayings, lambda width: self._with_names(last_page(width), width))

    def _with_names(self, rows: list[Row], width: int) -> list[Row]:
        return with_warnings(rows, [one for person in self._latin for one in self._differing(person)], width)

    def _differing(self, person: str) -> list[tuple[str, Saying]]:
        """The names of a person that cannot be those of the document, with what is said of them."""
        verdicts = [(f"{person}.{part}", self._verdict(person, part)) for part in _NAMES]
        return [(name, said) for name, said in verdicts if said is not None and said.tone == "warning"]


def _shown(entry: Entry) -> str:
    return "".join(text for text, _ in entry.drawn(60, False)[0])
