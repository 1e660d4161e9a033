"""The demo desk's counter: what a clerk does with one family's papers, each act at its own moment."""

import datetime as dt
from collections.abc import Iterator

from clerk_desk.clock import ALMATY, DemoClock
from clerk_desk.demo_families import Families, Family
from clerk_desk.demo_portraits import portrait
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import afterwards, class_sets, decisions, intake, photos, receiving
from clerk_desk.duties.intake import OpenDraft
from clerk_desk.duties.receiving import Receipt
from data.vocabulary import Ground, Sex, TeachingLanguage

Answers = dict[str, str]

_PAPERS = {
    "applicant.shown": "original",
    "applicant.document_kind": "id_card",
    "applicant.is_holder": "yes",
    "applicant.original_returned": "yes",
    "child.citizenship": "Қазақстан",
    "child.special_needs": "no",
    "application.form_present": "yes",
    "application.form_signed": "yes",
    "application.consent_processing": "yes",
    "application.consent_access": "yes",
    "photos.count": "2",
    "photos.size_3x4": "yes",
    "photos.of_this_child": "yes",
    "photos.recent": "yes",
    "form_065.number": "065/у",
    "form_052.number": "052-2/у",
}
_SEEN_ON_A_FORM = ("present", "signed", "stamped", "of_this_child")


class Counter:
    """The clerk at the counter, the administrator behind, the families of one year in front of them."""

    def __init__(self, clock: DemoClock, clerk: Desk, administrator: Desk, families: Families) -> None:
        self.clock, self.clerk, self.administrator, self.families = clock, clerk, administrator, families
        self._sets: dict[str, int] = {}

    def open_set(self, letter: str, language: TeachingLanguage, seats: int) -> None:
        """A class-set of the director's order."""
        fill = self.administrator.do(new_act(), class_sets.open_set, letter, language, seats)
        self._sets[letter] = fill.class_set_id

    def answers(
        self,
        language: TeachingLanguage,
        at: dt.datetime,
        family: Family | None = None,
        *,
        wished: str = "",
        born: dt.date | None = None,
    ) -> Answers:
        """A whole set of documents, as typed."""
        whose = family or self.families.family(language)
        answers = (
            _PAPERS | whose.answers | self.families.child(whose, born) | {"application.form_date": f"{at:%d.%m.%Y}"}
        )
        for form in ("form_065", "form_052"):
            answers |= {f"{form}.issued": f"24.03.{at:%Y}", f"{form}.clinic": self.families.clinic()}
            answers |= {f"{form}.{seen}": "yes" for seen in _SEEN_ON_A_FORM}
        return answers | ({"application.wished_class_set": wished} if wished else {})

    def receive(self, at: dt.datetime, answers: Answers, *, pictured: bool = False) -> Receipt:
        """A family's papers received; with `pictured` the print was scanned first."""
        self.clock.move(at)
        draft = self.clerk.do(new_act(), intake.open_draft)
        if pictured:
            self._picture(draft, answers)
        return self.clerk.do(new_act(), receiving.receive, draft.id, answers)

    def twin(self, at: dt.datetime, first: Receipt, answers: Answers) -> Receipt:
        """The next child of the family that was just received."""
        self.clock.move(at)
        draft = self.clerk.do(new_act(), intake.open_draft, first.application_id)
        return self.clerk.do(new_act(), receiving.receive, draft.id, draft.answers | answers)

    def keep(self, at: dt.datetime, answers: Answers, cursor: str, *, pictured: bool = False) -> OpenDraft:
        """A draft that stays lying."""
        self.clock.move(at)
        draft = self.clerk.do(new_act(), intake.open_draft)
        if pictured:
            self._picture(draft, answers)
        self.clerk.keep(draft.id, draft.version, draft.answers | answers, cursor)
        return draft

    def hand_back(self, at: dt.datetime, draft: OpenDraft) -> None:
        """The papers go back to the family, who will bring what lacks."""
        self.clock.move(at)
        self.clerk.do(new_act(), intake.hand_back, draft.id)

    def accept(self, at: dt.datetime, receipt: Receipt, letter: str) -> None:
        """The child gets a seat."""
        self.clock.move(at)
        self.clerk.do(new_act(), decisions.accept, receipt.application_id, self._sets[letter])

    def refuse(self, at: dt.datetime, receipt: Receipt) -> None:
        """The photos were of another child."""
        self.clock.move(at)
        reasons = "Фотосуреттегі бала басқа; қайта әкелуге болады."
        self.clerk.do(new_act(), decisions.refuse, receipt.application_id, (Ground.NONCONFORMING,), reasons)

    def withdraw(self, at: dt.datetime, receipt: Receipt, reason: str) -> None:
        """The family takes its papers back."""
        self.clock.move(at)
        self.clerk.do(new_act(), afterwards.withdraw, receipt.application_id, reason)

    def _picture(self, draft: OpenDraft, answers: Answers) -> None:
        girl = answers["child.sex"] == Sex.FEMALE
        self.clerk.do(new_act(), photos.attach, draft.id, portrait(girl, draft.id))


def moment(day: dt.date, clock: str) -> dt.datetime:
    """That day, when the office's clock shows "HH:MM"."""
    return dt.datetime.combine(day, dt.time.fromisoformat(clock), ALMATY)


def every(day: dt.date, clock: str, minutes: int) -> Iterator[dt.datetime]:
    """Moments of the day, so many minutes apart."""
    at = moment(day, clock)
    while True:
        yield at
        at += dt.timedelta(minutes=minutes)


def without(answers: Answers, *starts: str) -> Answers:
    """The answers, but for those whose field's name begins so."""
    return {name: text for name, text in answers.items() if not name.startswith(starts)}
