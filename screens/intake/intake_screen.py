"""The intake at the counter: five steps on one form, every change kept, and in the end a registration number."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.widgets import Static

from clerk_desk.desk import new_act
from clerk_desk.duties import class_sets, intake
from clerk_desk.rules.form import Step, field
from clerk_desk.rules.reading import read
from screens.going import Back
from screens.intake.beside import beside, in_one_line
from screens.intake.counter import Counter
from screens.intake.drafting import Drafting, Kept, Latest
from screens.intake.heading import heading, with_keys
from screens.intake.intake_keys import KEYS
from screens.intake.picture_beside import PictureBeside
from screens.intake.review import Page
from screens.intake.standing import sayings, stops
from screens.station import Station
from screens.widgets.sheet import Sheet
from screens.widgets.step_rail import StepRail

WIDE = 110
"""Columns from which rail and panel stand beside the form."""

PATIENCE = 2.5
"""Seconds that leaving waits for a disk that does not take the last changes."""

LOOKED_FOR = frozenset({"child.iin", "child.surname", "child.given_name", "child.patronymic", "child.born"})
"""By these a child is known: while they are being typed, the rules are asked too."""


class IntakeScreen(Counter):
    """One draft under the clerk's hands: a new one, one from a list, or the same parent's next child."""

    PLACE = "intake"
    ONLY_ONE = False
    CSS_PATH = "intake_screen.tcss"
    AUTO_FOCUS = "#sheet"
    ACTS: ClassVar[frozenset[str]] = frozenset({"receive", "hand_back", "put_away"})
    BINDINGS: ClassVar[list[BindingType]] = KEYS

    def __init__(self, station: Station, draft_id: int | None = None, following: int | None = None) -> None:
        super().__init__(station)
        self._draft_id, self._following = draft_id, following
        self.args = (draft_id,) if draft_id is not None else ()
        self._opening = new_act()
        self.sheet.hold()
        self.examining = Latest(self._examine, 0.05, self._fault)
        self._began = station.now()

    def body(self) -> ComposeResult:
        """Head, rail, form, and what stands beside it."""
        yield Static(id="head", markup=False)
        with Container(id="desk"):
            yield StepRail(id="rail")
            yield self.sheet
            with Vertical(id="side"):
                yield PictureBeside(self.station)
                yield Static(id="beside", markup=False)
        yield Static(id="below", markup=False)

    def on_mount(self) -> None:
        """The form has the keyboard from the first key on; what is typed before the draft is open waits."""
        self.set_focus(self.sheet, scroll_visible=False)
        self.set_interval(1.0, self._show_head)
        self._fit()

    def on_resize(self, event: events.Resize) -> None:
        """Another size of terminal: rail beside or above, panel or one line."""
        self._fit()
        self._show()

    def _fit(self) -> None:
        self.set_class(self.app.size.width < WIDE, "-narrow")

    # The draft

    async def load(self) -> None:
        """Open the draft the first time; each time ask anew what the rules say of it."""
        if self.left_behind:
            return
        opening = self.drafting is None
        if opening:
            await self._open()
        await self._look_at_fills()
        if opening and self.drafting is not None:
            self.sheet.let_go()
        self.examining.want()

    async def _look_at_fills(self) -> None:
        fills = await self.ask(class_sets.fills)
        if fills is not None:
            self.sheet.show_fills(fills)

    async def _open(self) -> None:
        if self._draft_id is None:
            draft = await self.do(intake.open_draft, self._following, key=self._opening)
        else:
            draft = await self.do(intake.take_up, self._draft_id, key=self._opening)
        if draft is None:
            self.post_message(Back())
            return
        self.args = (draft.id,)
        self._since = draft.arrived_at
        # The next child of a family: the applicant is filled in, the pen waits where the child begins.
        self.sheet.lay(draft.answers, "child.iin" if self._following is not None else draft.cursor)
        self.drafting = Drafting(self.station.desk, draft.id, draft.version, self._state, self._kept, self._fault)
        await self.look_at_picture()
        self._show()

    def _state(self) -> tuple[dict[str, str], str]:
        return self.sheet.answers(), self.sheet.cursor

    def _kept(self, kept: Kept) -> None:
        if kept.elsewhere is not None:
            self.sheet.read_only = True
        self._show_head()

    def _fault(self, error: BaseException) -> None:
        def fall() -> None:
            raise error

        self.call_later(fall)

    async def put_down(self) -> None:
        """Keep what was typed last, before the room is left. StoreTrouble if the store does not take it."""
        if self.drafting is not None and not await self.drafting.flush(PATIENCE) and self.drafting.trouble is not None:
            raise self.drafting.trouble

    # What the form reports

    def on_sheet_changed(self, event: Sheet.Changed) -> None:
        """Each change is kept; while the child is being typed, known children like it are looked for."""
        event.stop()
        if self.drafting is not None:
            self.drafting.changed()
        # A half-typed number or date is not looked for, nor found fault with.
        if event.name in LOOKED_FOR and read(field(event.name), self.sheet.entries[event.name].text) is not None:
            self.examining.want()

    def on_sheet_left(self, event: Sheet.Left) -> None:
        """The pen went on: check what was left, and keep where the pen stands."""
        event.stop()
        if self.drafting is not None:
            self.drafting.changed()
        self.examining.want()
        self._show()

    async def on_sheet_acted(self, event: Sheet.Acted) -> None:
        """F6 in its turn among the keys that were typed."""
        event.stop()
        self.action_receive()

    async def _examine(self) -> float | None:
        if self.sheet.step is Step.REVIEW:
            await self._look_at_fills()
        draft_id = self.drafting.draft_id if self.drafting is not None else None
        found = await self.ask(intake.examine, self.sheet.answers(), draft_id)
        if found is not None:
            self.found = found
            self._show()
        return None

    # Showing

    def _show(self) -> None:
        if not self.is_running:
            return
        found, speaker = self.found, self.station.speaker
        answers = self.sheet.answers()
        fill = self.sheet.fills.get(answers.get("application.language", ""))
        for name, step in (("-review", Step.REVIEW), ("-photos", Step.PHOTOS)):
            if self.has_class(name) is not (self.sheet.step is step):
                self.toggle_class(name)
                self.refresh_bindings()
        asked = {entry.question.name: entry for entry in self.sheet.asked()}
        self.sheet.wanting = [r.field for r in (found.blockers or found.remarks)] if found is not None else []
        self.sheet.show_sayings(sayings(found, speaker), lambda width: Page(speaker, asked, width, fill).rows(found))
        self.query_one(StepRail).show(stops(found, self.sheet.step, speaker))
        self._show_head()
        if self.has_class("-narrow"):
            below = self.query_one("#below", Static)
            line = in_one_line(found, fill, speaker)
            below.update(with_keys(line, self.sheet.step is Step.REVIEW, speaker, below.content_size.width))
        else:
            panel = self.query_one("#beside", Static)
            panel.update(beside(found, fill, self.sheet, speaker, panel.content_size.width))

    def _show_head(self) -> None:
        if self.is_running:
            kept = self.drafting.kept if self.drafting is not None else Kept()
            head = self.query_one("#head", Static)
            width = head.content_size.width
            head.update(heading(self._since, kept, self._began, self.station.now(), self.station.speaker, width))

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """On the review there is no next field; F7 is the picture in the Photos step alone."""
        if action == "go_on" and self.sheet.step is Step.REVIEW:
            return False
        if action in ("go_on", "turn") and self.has_class("-narrow"):
            return False  # said on the line above: these keys are the form's own
        if action in ("picture_at_once", "papers"):
            return (self.sheet.step is Step.PHOTOS) is (action == "picture_at_once")
        return super().check_action(action, parameters)

    def action_go_on(self) -> None:
        """To the next field."""
        if self.sheet.step is not Step.REVIEW:
            self.sheet.go_on()

    def action_turn(self, by: int) -> None:
        """To the step before or after."""
        self.sheet.turn(by)

    def action_missing(self) -> None:
        """To the next thing that is missing or wrong."""
        self.sheet.to_missing()
