"""A scanner at a real pseudo-terminal: any speed, any layout, anywhere: it fills what is right, the rest stays."""

import os
import signal
import time
from itertools import product
from pathlib import Path

import pytest

from clerk_desk.rules.form import Step, asked_fields
from clerk_desk.rules.layouts import KAZAKH, RUSSIAN, typed_under
from data.engine import Store
from data.tables import Draft
from tests.rules.zones import AIGUL, CARD, PASSPORT
from tests.screens.counter_store import new_store
from tests.screens.test_intake_terminal import Terminal, answers_in
from tests.screens.test_scans import OF_CARD

PAGE_UP, PAGE_DOWN, UP, DOWN = "\x1b[5~", "\x1b[6~", "\x1b[A", "\x1b[B"
REVIEW = str(Step.REVIEW)

OF_PASSPORT = {
    "applicant.shown": "original",
    "applicant.document_kind": "passport",
    "applicant.document_number": "N00000017",
    "applicant.document_valid_until": "15.06.2033",
    "applicant.iin": "881105399916",
    "applicant.born": "05.11.1988",
    "applicant.sex": "male",
}
GIRL = AIGUL.but(iin="210331699903", born="210331", surname="SARSENBAI", given="ARUZHAN", valid="310331")
OF_GIRL = {"child.iin": "210331699903", "child.born": "31.03.2021", "child.sex": "female"}
NUMBER = "900312499911"
OF_NUMBER = {"applicant.iin": NUMBER, "applicant.born": "12.03.1990", "applicant.sex": "female"}

FULL, THOUSAND, SLOW = (100_000, 0.0), (1, 0.001), (1, 0.015)
"""Characters at once and seconds after them: all at once, 1,000 characters a second, a slow scanner."""

NAME, CHOICE, DATE = "applicant.surname", "applicant.relation", "application.form_date"
TYPED = {NAME: "Сәр", CHOICE: "", DATE: "01.0", REVIEW: ""}
"""Where a scan may land, and what was begun there."""


class Desk(Terminal):
    """The intake in its terminal, with the store behind it."""

    def __init__(self, folder: Path) -> None:
        self.store = new_store(folder)
        super().__init__(folder, 24, 80)

    def stands_at(self, store: Store) -> str:
        with store.reading() as session:
            row = session.get(Draft, 1)
            assert row is not None
            return row.cursor

    def go_to(self, place: str) -> None:
        """Up to the first field and down to another, or on to the review; then begin to type there."""
        names = [question.name for question in asked_fields(answers_in(self.store))]
        self.type(PAGE_UP * 4 + UP * len(names), 10_000, 0)
        self.type(PAGE_DOWN * 4 if place == REVIEW else DOWN * names.index(place), 10_000, 0)
        self.until(lambda: self.stands_at(self.store) == place)
        self.type(TYPED[place], 100, 0)
        if TYPED[place]:
            self.until(lambda: answers_in(self.store).get(place) == TYPED[place])

    def scan(self, place: str, text: str, layout: str, speed: tuple[int, float], filled: dict[str, str]) -> None:
        """Scan a text at a place: in the end the form holds what was there and what the scan fills, and no more."""
        self.go_to(place)
        expected = answers_in(self.store) | filled
        self.drain_for(0.2)  # the clerk lets go of the keys and takes the scanner
        text = text.replace("\n", "\r")
        self.type(typed_under(layout, text) if layout else text, *speed)
        if not filled:
            self.drain_for(1.0)  # in the end nothing has changed: there is nothing to wait for
        self.until(lambda: answers_in(self.store) == expected, 10)
        self.until(lambda: self.stands_at(self.store) == place, 10)
        self.drain_for(0.2)
        assert answers_in(self.store) == expected

    def type(self, text: str, at_once: int, pause: float) -> None:
        """As any terminal; each character at its moment, so that a busy machine does not make a hand of the scanner."""
        begin = time.monotonic()
        for at in range(0, len(text), at_once):
            while (left := begin + at * pause - time.monotonic()) > 0:
                self.drain(left)
            self.child.send(text[at : at + at_once].encode())

    def drain_for(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.drain(left)


def test_scans_of_all_kinds_land_anywhere_and_fill_only_what_they_say(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.scan(NAME, "\n".join(CARD) + "\n", "", FULL, OF_CARD)
    desk.scan(CHOICE, "".join(PASSPORT), KAZAKH, THOUSAND, OF_PASSPORT)
    desk.scan(DATE, "\n".join(CARD) + "\n", RUSSIAN, THOUSAND, OF_CARD)
    desk.scan(REVIEW, "\n".join(PASSPORT) + "\n", KAZAKH, FULL, OF_PASSPORT)
    desk.scan(REVIEW, "".join(GIRL.card()), RUSSIAN, THOUSAND, OF_GIRL)
    desk.scan(DATE, f"{NUMBER}\n", KAZAKH, THOUSAND, OF_NUMBER)
    desk.scan(NAME, "\n".join(CARD).replace("9003129F", "9003128F") + "\n", KAZAKH, FULL, {})
    what_a_kill_in_the_midst_of_a_scan_leaves(desk)
    desk.child.close(force=True)
    desk.store.close()


def what_a_kill_in_the_midst_of_a_scan_leaves(desk: Desk) -> None:
    """The draft as it was, but for at most the four letters by which a zone is not yet known."""
    desk.go_to(NAME)
    before = answers_in(desk.store)
    desk.drain_for(0.2)
    desk.type(typed_under(KAZAKH, "".join(PASSPORT)[:60]), *SLOW)
    os.kill(desk.child.pid, signal.SIGKILL)
    stored = answers_in(desk.store)
    assert stored[NAME] in [before[NAME] + "ЗБЛФ"[:letters] for letters in range(5)]
    assert {**stored, NAME: ""} == {**before, NAME: ""}


@pytest.mark.prove
@pytest.mark.parametrize("speed", [FULL, THOUSAND, SLOW], ids=["at once", "1000 a second", "slow"])
def test_every_layout_line_end_and_place(tmp_path: Path, speed: tuple[int, float]) -> None:
    desk = Desk(tmp_path)
    for place, layout, ending in product(TYPED, ("", RUSSIAN, KAZAKH), ("\n", "", "\t")):
        desk.scan(place, ending.join(CARD) + ending, layout, speed, OF_CARD)
        desk.scan(place, ending.join(PASSPORT) + ending, layout, speed, OF_PASSPORT)
        desk.scan(place, NUMBER + ending, layout, speed, OF_NUMBER)
        desk.scan(place, ending.join(CARD).replace("9003129F", "9003128F") + ending, layout, speed, {})
    desk.child.close(force=True)
    desk.store.close()
